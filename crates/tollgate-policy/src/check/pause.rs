//! `pause-covers-start`: a clock that stands still from the moment it starts.

use tollgate_core::policy::{HandoffPoint, Milestone, Opens, StartsAt};

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::syntax::HandoffDocument;

/// Looks at each pause by itself and beside what opens the handoff.
pub(super) fn check(
    document: &HandoffDocument,
    point: &HandoffPoint,
    lowered: &Lowered,
    problems: &mut Problems,
) {
    for milestone in &point.sla {
        let shape = document
            .sla
            .iter()
            .find(|shape| shape.milestone.value.as_str() == milestone.id.as_str());
        let Some(place) = shape
            .and_then(|shape| shape.pauses.as_ref())
            .map(|pauses| pauses.node.place)
        else {
            continue;
        };
        if let Some(help) = covers(milestone, point, lowered) {
            let message = format!("the clock `{}` stands still from its start", milestone.id);
            problems
                .error("pause-covers-start", place, message)
                .help(help);
        }
    }
}

/// Why the pause holds at the start, if it always does.
fn covers(milestone: &Milestone, point: &HandoffPoint, lowered: &Lowered) -> Option<String> {
    let pauses = milestone.pauses.as_ref()?;
    if pauses.always() == Some(true) {
        return Some("this is always true; say when the clock stands still".to_owned());
    }
    let opening = match (&milestone.starts, &point.opens) {
        (StartsAt::When(starts), _) => starts,
        (StartsAt::Offered | StartsAt::Received, Opens::When(opens)) => opens,
        _ => return None,
    };
    let covered = lowered.implies(&point.record, opening, pauses);
    covered.then(|| {
        format!(
            "it starts when `{}`, and then this holds already",
            opening.source()
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn pause(condition: &str, expect: &[&str]) {
        check(
            &handoff(&format!(
                "sla:\n  - milestone: m\n    stops: decided\n    pauses: {condition}"
            )),
            expect,
        );
    }

    #[test]
    fn a_pause_does_not_cover_the_start() {
        let told = |text: &str| {
            format!(
                "12:13 error pause-covers-start `{text}` the clock `m` stands still from its start"
            )
        };
        for text in [
            "true",
            "lead.stage == \"mql\"",
            "lead.stage in [\"inquiry\", \"mql\"]",
        ] {
            pause(text, &[&told(text)]);
        }
    }

    #[test]
    fn a_pause_that_may_or_may_not_hold_is_left_alone() {
        for text in [
            "lead.stage == \"inquiry\"",
            "lead.revisit_on > today",
            "lead.stage == \"mql\" && lead.employees < 5",
        ] {
            pause(text, &[]);
        }
    }
}
