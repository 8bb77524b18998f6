//! Working time: `add` and `between` for spans from ten minutes to twenty years, beside `workclock`.

mod cases;
mod setup;

use jiff::SignedDuration;
use tollgate_core::time::{Budget, Calendar, Timestamp};

use crate::figure::Figure;
use crate::measure::{Effort, rates, shortest};
use setup::{Both, office};

const WORKCLOCK: &str = "workclock 0.1.4";
const MINUTE: i64 = 60_000_000;
const DAY: i64 = 1440 * MINUTE;
/// Name and wall time in microseconds; about a quarter of it is working time.
const SPANS: [(&str, i64); 6] = [
    ("ten minutes", 10 * MINUTE),
    ("a day", DAY),
    ("a week", 7 * DAY),
    ("a quarter", 91 * DAY),
    ("a year", 365 * DAY),
    ("twenty years", 20 * 365 * DAY),
];

/// One question, in both libraries' types.
struct Question {
    from: Timestamp,
    to: Timestamp,
    budget: i64,
    from_jiff: jiff::Timestamp,
    to_jiff: jiff::Timestamp,
    budget_jiff: SignedDuration,
}

/// `add` and `between` by span, then who answers the cases of the policy language right.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let both = office();
    let mut figures = Vec::new();
    for (name, span) in SPANS {
        let questions = questions(span);
        figures.push(agreement(&both, name, &questions));
        figures.push(rate("add", name, add(&both, effort, &questions)));
        figures.push(rate("between", name, between(&both, effort, &questions)));
    }
    figures.push(prepare(&both));
    figures.push(cases::right());
    figures
}

fn add(both: &Both, effort: Effort, questions: &[Question]) -> (f64, f64) {
    rates(
        effort,
        questions,
        |asked| both.ours.due(asked.from, Budget::Time(asked.budget), &[]),
        |asked| both.theirs.add(asked.from_jiff, asked.budget_jiff),
    )
}

fn between(both: &Both, effort: Effort, questions: &[Question]) -> (f64, f64) {
    rates(
        effort,
        questions,
        |asked| both.ours.elapsed(asked.from, asked.to, &[]),
        |asked| both.theirs.between(asked.from_jiff, asked.to_jiff),
    )
}

fn rate(what: &str, span: &str, (ours, theirs): (f64, f64)) -> Figure {
    Figure {
        name: format!("{what}, {span}"),
        value: ours,
        unit: "1/s",
        against: Some((WORKCLOCK, theirs)),
        goal: "at least 1000000, and faster".to_owned(),
        holds: ours >= 1_000_000.0 && ours > theirs,
    }
}

/// How long it takes until a calendar can be asked; a policy prepares one for each zone in use.
fn prepare(both: &Both) -> Figure {
    let millis = shortest(20, || {
        Calendar::prepare(both.ours.rules(), both.ours.zone())
    });
    Figure {
        name: "prepare".to_owned(),
        value: millis,
        unit: "ms",
        against: None,
        goal: "under 30".to_owned(),
        holds: millis < 30.0,
    }
}

/// Whether both give the same answers to a few of the questions that are timed.
fn agreement(both: &Both, span: &str, questions: &[Question]) -> Figure {
    let asked = questions.iter().step_by(questions.len() / 32);
    let same = asked
        .clone()
        .filter(|asked| same_answers(both, asked))
        .count();
    let all = asked.count();
    Figure {
        name: format!("same answers, {span}"),
        value: same as f64,
        unit: "of 32 questions",
        against: None,
        goal: format!("all {all}"),
        holds: same == all,
    }
}

fn same_answers(both: &Both, asked: &Question) -> bool {
    let due = both.ours.due(asked.from, Budget::Time(asked.budget), &[]);
    let theirs = both.theirs.add(asked.from_jiff, asked.budget_jiff).ok();
    let elapsed = both.ours.elapsed(asked.from, asked.to, &[]);
    let between = both.theirs.between(asked.from_jiff, asked.to_jiff);
    due == theirs.map(Timestamp::from_jiff) && i128::from(elapsed) == between.as_micros()
}

/// A thousand questions, spread over 2008 to 2010 by a fixed rule, so that each run asks the same.
fn questions(span: i64) -> Vec<Question> {
    const FIRST: i64 = 1_200_000_000_000_000;
    let mut seed = 42u64;
    let mut below = |bound: i64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(seed >> 33).expect("31 bits are left") * bound / (1 << 31)
    };
    let question = |_| {
        let from = FIRST + below(2 * 365) * DAY + below(1440) * MINUTE + below(60_000) * 1000;
        let to = from + span - span / 10 + below(1000) * (span / 10 / 1000);
        let budget = (to - from) / 4;
        Question {
            from: Timestamp::from_micros(from),
            to: Timestamp::from_micros(to),
            budget,
            from_jiff: Timestamp::from_micros(from).to_jiff(),
            to_jiff: Timestamp::from_micros(to).to_jiff(),
            budget_jiff: SignedDuration::from_micros(budget),
        }
    };
    (0..1024).map(question).collect()
}
