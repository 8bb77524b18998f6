//! `unreachable-rule`, `route-open-ended`: rules that are never asked, and records that no rule fits.

use tollgate_core::condition::Condition;
use tollgate_core::policy::{HandoffPoint, RouteRule, RouteTo};

use crate::diagnostic::{Place, Problems};
use crate::lower::Lowered;
use crate::syntax::HandoffDocument;

/// Looks at the rules in their order.
pub(super) fn check(
    document: &HandoffDocument,
    point: &HandoffPoint,
    lowered: &Lowered,
    problems: &mut Problems,
) {
    if point.route.len() < document.route.len() {
        return;
    }
    let mut taken: Vec<&RouteRule> = Vec::new();
    for rule in &point.route {
        if let Some(reason) = unreachable(rule, &taken, point, lowered) {
            let message = format!("the rule `{}` is never reached", rule.id);
            problems
                .warning("unreachable-rule", place(document, rule), message)
                .help(reason);
        } else if always_yields(rule) {
            taken.push(rule);
        }
    }
    if !taken.iter().any(|rule| catches_all(rule)) {
        open_ended(document, problems);
    }
}

/// Behind so many rules only plain repetition is looked for, since each pair is a proof.
const COMPARED_MAX: usize = 60;

/// Why no record comes as far as `rule`, if none does.
fn unreachable(
    rule: &RouteRule,
    taken: &[&RouteRule],
    point: &HandoffPoint,
    lowered: &Lowered,
) -> Option<String> {
    if let Some(catch_all) = taken.iter().find(|earlier| catches_all(earlier)) {
        return Some(format!(
            "`{}` takes every record; put it last",
            catch_all.id
        ));
    }
    let when = rule.when.as_ref()?;
    if when.always() == Some(false) {
        return Some("its condition can never be true".to_owned());
    }
    let same = taken
        .iter()
        .find(|earlier| earlier.when.as_ref().map(Condition::source) == Some(when.source()));
    if let Some(same) = same {
        return Some(format!("`{}` takes the same records first", same.id));
    }
    if taken.len() > COMPARED_MAX {
        return None;
    }
    let mut earlier = taken
        .iter()
        .filter_map(|rule| Some((rule, rule.when.as_ref()?)));
    let hides = earlier.find(|(_, earlier)| lowered.implies(&point.record, when, earlier));
    hides.map(|(earlier, _)| {
        format!(
            "`{}` takes all of its records first; put it after this one",
            earlier.id
        )
    })
}

/// A queue takes everything, if only to let it wait; an owner may be away or unknown.
fn always_yields(rule: &RouteRule) -> bool {
    !matches!(rule.to, RouteTo::Owner { .. })
}

fn catches_all(rule: &RouteRule) -> bool {
    always_yields(rule)
        && rule
            .when
            .as_ref()
            .is_none_or(|when| when.always() == Some(true))
}

fn open_ended(document: &HandoffDocument, problems: &mut Problems) {
    let message = "a record that no rule fits is handed to nobody";
    let place = document
        .route
        .last()
        .map_or(document.place, |rule| rule.place);
    problems
        .warning("route-open-ended", place, message)
        .help("end the route with a rule without `when` that leads to a queue");
}

fn place(document: &HandoffDocument, rule: &RouteRule) -> Place {
    let shape = document
        .route
        .iter()
        .find(|shape| shape.rule.value.as_str() == rule.id.as_str());
    shape.map_or(document.place, |shape| shape.place)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn route(rules: &str, expect: &[&str]) {
        check(&handoff(&format!("route:{rules}")), expect);
    }

    const LAST: &str = "\n  - { rule: rest, to: { queue: inbound } }";

    #[test]
    fn a_rule_behind_a_catch_all_is_never_reached() {
        let american =
            "\n  - { rule: american, when: lead.country == \"US\", to: { queue: inbound } }";
        let told =
            "11:7 warning unreachable-rule `rule: american` the rule `american` is never reached";
        route(&format!("{LAST}{american}"), &[told]);
        let person = "\n  - { rule: rest, when: true, to: { person: ana@acme.example } }";
        route(&format!("{person}{american}"), &[told]);
    }

    #[test]
    fn a_rule_whose_records_are_taken_is_never_reached() {
        let first =
            "\n  - { rule: american, when: lead.country == \"US\", to: { queue: inbound } }";
        let told = "11:7 warning unreachable-rule `rule: large` the rule `large` is never reached";
        let narrower = "\n  - { rule: large, when: lead.country == \"US\" && lead.employees > 500, to: { queue: inbound } }";
        route(&format!("{first}{narrower}{LAST}"), &[told]);
        let same = "\n  - { rule: large, when: lead.country == \"US\", to: { queue: inbound } }";
        route(&format!("{first}{same}{LAST}"), &[told]);
    }

    #[test]
    fn a_rule_behind_an_owner_or_another_country_is_reached() {
        let owner = "\n  - { rule: account, to: { owner: account.owner, unless: [away] } }";
        let american =
            "\n  - { rule: american, when: lead.country == \"US\", to: { queue: inbound } }";
        let canadian = "\n  - { rule: canadian, when: lead.country == \"CA\" && lead.employees > 5, to: { queue: inbound } }";
        route(&format!("{owner}{american}{canadian}{LAST}"), &[]);
    }

    #[test]
    fn a_rule_that_fits_nobody_is_told() {
        let never = "\n  - { rule: odd, when: lead.employees > 5 && lead.employees < 2, to: { queue: inbound } }";
        route(
            &format!("{never}{LAST}"),
            &["10:7 warning unreachable-rule `rule: odd` the rule `odd` is never reached"],
        );
    }

    #[test]
    fn some_rule_takes_the_rest() {
        let american =
            "\n  - { rule: american, when: lead.country == \"US\", to: { queue: inbound } }";
        let told = "10:7 warning route-open-ended `rule: american` a record that no rule fits is handed to nobody";
        route(american, &[told]);
        route(
            " []",
            &[
                "1:1 warning route-open-ended `handoff: mql_to_sdr` a record that no rule fits is handed to nobody",
            ],
        );
    }
}
