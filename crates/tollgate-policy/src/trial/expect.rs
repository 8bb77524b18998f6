//! Whether an event is the one that a test expects, and what to say when it is not.

use jiff::tz::TimeZone;
use smol_str::SmolStr;
use tollgate_core::time::{Budget, Timestamp};

use super::moment;
use super::outcome::{Detail, Outcome};
use super::syntax::PatternShape;
use crate::syntax::shape::At;

/// The zone in which moments are written, and from where `mon 09:00` is the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) from: Timestamp,
}

/// Which details of `outcome` are not as the pattern says, as the pattern writes them; empty where all fit.
pub(super) fn differences(
    pattern: &PatternShape,
    outcome: &Outcome,
    context: Context<'_>,
) -> Vec<String> {
    let differs = |(key, wanted): &&(At<SmolStr>, Vec<At<SmolStr>>)| {
        let wanted: Vec<&str> = wanted.iter().map(|wanted| wanted.value.as_str()).collect();
        !fits(&key.value, &wanted, outcome, context)
    };
    pattern
        .0
        .iter()
        .filter(differs)
        .map(|(key, wanted)| written(&key.value, wanted))
        .collect()
}

/// The pattern as one line.
pub(super) fn line(pattern: &PatternShape) -> String {
    let parts: Vec<_> = pattern
        .0
        .iter()
        .map(|(key, wanted)| written(&key.value, wanted))
        .collect();
    parts.join(", ")
}

/// The outcome as one line, with the details that the pattern asks for.
pub(super) fn line_of(outcome: &Outcome, pattern: &PatternShape, zone: &TimeZone) -> String {
    let mut parts = vec![format!(
        "{} {}",
        moment::spoken(outcome.at, zone),
        outcome.event
    )];
    for (key, _) in &pattern.0 {
        match (key.value.as_str(), outcome.detail(&key.value)) {
            ("at" | "event", _) => {}
            ("actor", _) => parts.push(format!("actor: {}", outcome.actor)),
            ("says", None) => parts.extend(
                outcome
                    .reasons
                    .iter()
                    .map(|reason| format!("says: {}", reason.says)),
            ),
            ("because", _) => parts.extend(
                outcome
                    .reasons
                    .iter()
                    .map(|reason| format!("because: {} {}", reason.rule, reason.verdict.as_str())),
            ),
            (key, Some(Detail::Instant(at))) => {
                parts.push(format!("{key}: {}", moment::spoken(*at, zone)))
            }
            (key, Some(detail)) => parts.push(format!("{key}: {detail}")),
            (key, None) => parts.push(format!("no {key}")),
        }
    }
    parts.join(", ")
}

fn written(key: &str, wanted: &[At<SmolStr>]) -> String {
    let wanted: Vec<_> = wanted.iter().map(|wanted| wanted.value.as_str()).collect();
    match wanted.as_slice() {
        [one] => format!("{key}: {one}"),
        several => format!("{key}: [{}]", several.join(", ")),
    }
}

fn fits(key: &str, wanted: &[&str], outcome: &Outcome, context: Context<'_>) -> bool {
    match key {
        "event" => wanted == [outcome.event],
        "at" => {
            let context = Context {
                from: context.from.min(outcome.at),
                ..context
            };
            matches!(wanted, [wanted] if is_moment(outcome.at, wanted, context))
        }
        "actor" => matches!(wanted, [wanted] if is_person(&outcome.actor, wanted)),
        "because" => wanted.iter().all(|wanted| is_reason(outcome, wanted)),
        key => match outcome.detail(key) {
            Some(detail) => is_detail(detail, wanted, outcome.at, context),
            // `owner: ~` and `gaps: []` want that there is none.
            None => wanted.is_empty(),
        },
    }
}

fn is_detail(detail: &Detail, wanted: &[&str], at: Timestamp, context: Context<'_>) -> bool {
    match (detail, wanted) {
        (Detail::Texts(texts), []) => texts.is_empty(),
        (Detail::Fields(fields), []) => fields.is_empty(),
        (Detail::Texts(texts), wanted) => wanted
            .iter()
            .all(|wanted| texts.iter().any(|text| is_person(text, wanted))),
        (Detail::Fields(fields), wanted) => wanted.iter().all(|wanted| {
            let (name, value) = wanted
                .split_once(' ')
                .map_or((*wanted, None), |(name, value)| (name, Some(value)));
            fields
                .iter()
                .any(|(known, held)| known == name && value.is_none_or(|value| held == value))
        }),
        (Detail::Text(text), [wanted]) => text == wanted,
        (Detail::Person(person), [wanted]) => is_person(person, wanted),
        (Detail::Count(count), [wanted]) => wanted.parse() == Ok(*count),
        (Detail::Number(number), [wanted]) => wanted.parse() == Ok(*number),
        (Detail::Flag(yes), [wanted]) => wanted.parse() == Ok(*yes),
        (Detail::Micros(micros), [wanted]) => wanted.parse() == Ok(Budget::Time(*micros)),
        (Detail::Instant(instant), [wanted]) => is_instant(*instant, wanted, at, context),
        _ => false,
    }
}

/// An address, or what stands before its `@`.
fn is_person(person: &str, wanted: &str) -> bool {
    person == wanted
        || person
            .strip_prefix(wanted)
            .is_some_and(|rest| rest.starts_with('@'))
}

/// `mql_to_sdr/route/americas` as a whole or its end, with the verdict after it where one is written.
fn is_reason(outcome: &Outcome, wanted: &str) -> bool {
    let (rule, verdict) = wanted
        .split_once(' ')
        .map_or((wanted, None), |(rule, verdict)| (rule, Some(verdict)));
    outcome.reasons.iter().any(|reason| {
        let known = reason.rule.as_str();
        let named = known == rule
            || known
                .strip_suffix(rule)
                .is_some_and(|before| before.ends_with('/'));
        named && verdict.is_none_or(|verdict| verdict == reason.verdict.as_str())
    })
}

fn is_moment(at: Timestamp, wanted: &str, context: Context<'_>) -> bool {
    moment::moment(wanted, context.from, context.zone).is_ok_and(|moment| moment.covers(at))
}

/// An instant within a detail lies after its event or before it, so a weekday means the nearer one on either side.
fn is_instant(instant: Timestamp, wanted: &str, at: Timestamp, context: Context<'_>) -> bool {
    let ahead = moment::moment(wanted, at, context.zone);
    let behind = moment::moment_before(wanted, at, context.zone);
    [ahead, behind]
        .into_iter()
        .flatten()
        .any(|moment| moment.covers(instant))
}
