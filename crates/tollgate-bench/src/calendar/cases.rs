//! Cases of the policy language's rules at the edges, put to both libraries.

use jiff::SignedDuration;
use tollgate_core::time::{Budget, Pause, Timestamp};

use super::{WORKCLOCK, setup};
use crate::figure::Figure;

/// A calendar, a question and its answer; all instants have an offset.
///
/// Questions: `due FROM BUDGET`, `back TO BUDGET`, `elapsed FROM TO` (answered by a budget), `open AT`
/// and `next AT`; after a bar, one pause. Source: POLICY.md, "Meaning, where it matters".
const CASES: [(&str, &str, &str); 30] = [
    (OFFICE, "due 2026-03-02T11:50-05 15m", "2026-03-02T13:05-05"),
    (OFFICE, "due 2026-03-06T15:45-05 1h", "2026-03-09T09:15-04"),
    (OFFICE, "due 2026-03-02T16:30-05 1h", "2026-03-02T17:30-05"),
    (OFFICE, "due 2026-03-07T12:00-05 0s", "2026-03-07T12:00-05"),
    (
        OFFICE,
        "elapsed 2026-03-02T00:00-05 2026-03-09T00:00-04",
        "39h30m",
    ),
    (OFFICE, "open 2026-03-02T17:30-05", "no"),
    (OFFICE, "open 2026-03-02T08:30-05", "yes"),
    (OFFICE, "next 2026-03-06T16:00-05", "2026-03-09T08:30-04"),
    (OFFICE, "back 2026-03-09T09:15-04 1h", "2026-03-06T15:45-05"),
    (OFFICE, "back 2026-03-02T09:30-05 1h", "2026-03-02T08:30-05"),
    (
        SUNDAY,
        "elapsed 2026-11-01T00:00-04 2026-11-02T00:00-05",
        "25h",
    ),
    (
        SUNDAY,
        "elapsed 2026-03-08T00:00-05 2026-03-09T00:00-04",
        "23h",
    ),
    (
        "America/New_York; open sun 02:30-05:00",
        "open 2026-03-08T03:15-04",
        "no",
    ),
    (
        "America/New_York; open sun 02:00-03:00",
        "elapsed 2026-03-08T00:00-05 2026-03-09T00:00-04",
        "0s",
    ),
    (
        "America/New_York; open sun 01:15-01:45",
        "open 2026-11-01T01:30-05",
        "no",
    ),
    (
        "America/Sao_Paulo; open sun 00:00-24:00",
        "next 2018-11-03T12:00-03",
        "2018-11-04T01:00-02",
    ),
    (
        NIGHT,
        "elapsed 2026-03-06T12:00-05 2026-03-09T12:00-04",
        "8h",
    ),
    (NIGHT, "open 2026-12-26T03:00-05", "no"),
    (NIGHT, "open 2026-12-25T03:00-05", "yes"),
    (
        "UTC; open mon 08:00-12:00,10:00-14:00",
        "elapsed 2026-03-02T00:00Z 2026-03-03T00:00Z",
        "6h",
    ),
    (
        "UTC; open mon 09:00-17:00; break daily 12:00-13:00",
        "due 2026-03-02T11:30Z 1h",
        "2026-03-02T13:30Z",
    ),
    (DATED, "elapsed 2026-12-31T00:00Z 2027-01-01T00:00Z", "3h"),
    (DATED, "elapsed 2026-12-25T00:00Z 2026-12-26T00:00Z", "0s"),
    (
        "UTC; open mon-fri 09:00-17:00; at next_opening",
        "due 2026-03-02T16:00Z 1h",
        "2026-03-03T09:00Z",
    ),
    (
        OFFICE,
        "due 2026-03-02T11:00-05 2h | 2026-03-02T11:30-05 2026-03-02T13:30-05",
        "2026-03-02T15:00-05",
    ),
    (
        OFFICE,
        "due 2026-03-02T09:00-05 1h | 2026-03-02T09:30-05 never",
        "never",
    ),
    (OFFICE, "due 2026-03-07T02:30-05 1d", "2026-03-08T03:30-04"),
    (OFFICE, "due 2026-03-05T17:00-05 1wd", "2026-03-06T16:00-05"),
    (OFFICE, "due 2026-03-02T17:30-05 1wd", "2026-03-04T08:30-05"),
    (
        OFFICE,
        "back 2026-03-04T10:00-05 2wd",
        "2026-03-02T10:00-05",
    ),
];
const OFFICE: &str = "America/New_York; open mon-thu 08:30-12:00,13:00-17:30; open fri 08:30-16:00";
const SUNDAY: &str = "America/New_York; open sun 00:00-24:00";
const NIGHT: &str = "America/New_York; open mon-fri 22:00-06:00; holiday 2026-12-25";
const DATED: &str = "UTC; open mon-fri 09:00-17:00; on 2026-12-31 09:00-12:00; on 2026-12-25 09:00-12:00; holiday 2026-12-25";

/// How many cases each answers right; what workclock has no rule for, it does not answer.
pub(super) fn right() -> Figure {
    let count = |answer: fn(&str, &str) -> Option<String>| {
        CASES
            .iter()
            .filter(|(rules, asked, expect)| {
                answer(rules, asked).is_some_and(|found| same(&found, expect))
            })
            .count()
    };
    let (ours, theirs) = (count(answer_ours), count(answer_theirs));
    Figure {
        name: "cases right".to_owned(),
        value: ours as f64,
        unit: "of 30 cases",
        against: Some((WORKCLOCK, theirs as f64)),
        goal: format!("all {}", CASES.len()),
        holds: ours == CASES.len() && ours >= theirs,
    }
}

/// Equal as text, or the same instant.
fn same(found: &str, expect: &str) -> bool {
    found == expect || instant(expect).is_some_and(|expect| instant(found) == Some(expect))
}

fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text)
}

fn answer_ours(rules: &str, asked: &str) -> Option<String> {
    let calendar = setup::ours(rules);
    let (question, pause) = asked.split_once(" | ").unwrap_or((asked, ""));
    let pauses: Vec<Pause> = pause
        .split_once(' ')
        .into_iter()
        .filter_map(self::pause)
        .collect();
    let words: Vec<&str> = question.split(' ').collect();
    let at = instant(words[1])?;
    let argument = words.get(2).copied().unwrap_or_default();
    let found = match words[0] {
        "due" => calendar.due(at, argument.parse().ok()?, &pauses),
        "back" => calendar.back(at, argument.parse().ok()?, &pauses),
        "next" => calendar.next_opening(at),
        "open" => return Some(yes(calendar.is_open(at))),
        _ => {
            return Some(
                Budget::Time(calendar.elapsed(at, instant(argument)?, &pauses)).to_string(),
            );
        }
    };
    Some(found.map_or_else(|| "never".to_owned(), |at| at.to_string()))
}

fn pause((from, to): (&str, &str)) -> Option<Pause> {
    Some(Pause {
        from: instant(from)?,
        to: instant(to),
    })
}

fn answer_theirs(rules: &str, asked: &str) -> Option<String> {
    let schedule = setup::theirs(rules)?;
    let words: Vec<&str> = asked.split(' ').collect();
    let at = instant(words[1])?.to_jiff();
    let argument = words.get(2).copied().unwrap_or_default();
    let found = match words[..] {
        ["due", _, _] => schedule.add(at, time(argument)?),
        ["back", _, _] => schedule.sub(at, time(argument)?),
        ["next", _] => schedule.next_period(at).map(|period| period.start),
        ["open", _] => {
            return schedule
                .next_period(at)
                .ok()
                .map(|period| yes(period.start == at));
        }
        ["elapsed", _, to] => {
            let found = schedule.between(at, instant(to)?.to_jiff()).as_micros();
            return Some(Budget::Time(i64::try_from(found).ok()?).to_string());
        }
        _ => return None,
    };
    found.ok().map(|at| at.to_string())
}

/// A budget that workclock can count; it knows no days.
fn time(budget: &str) -> Option<SignedDuration> {
    match budget.parse().ok()? {
        Budget::Time(micros) => Some(SignedDuration::from_micros(micros)),
        Budget::Days(_) | Budget::WorkingDays(_) => None,
    }
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}
