//! Conditions: a rule of five terms over a record of forty fields, beside `cel`'s interpreter and `zen-expression`.

mod engines;

use crate::figure::Figure;
use crate::measure::{Effort, rates};
use engines::{Engines, Record};

const CEL: &str = "cel 0.15.0, its context built once";
const ZEN: &str = "zen-expression 2.1.6, its scope built once";

/// The rule's rate beside both engines, then whether all three agree.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let engines = Engines::new();
    let records: Vec<Record> = (0..64).map(Record::new).collect();
    let cel = rates(
        effort,
        &records,
        |record| engines.ours(record),
        |record| engines.cel(record),
    );
    let zen = rates(
        effort,
        &records,
        |record| engines.ours(record),
        |record| engines.zen(record),
    );
    vec![
        rate(cel, CEL, 10.0, "at least ten times as fast"),
        rate(zen, ZEN, 1.0, "faster"),
        one_rule(cel.0.max(zen.0)),
        agreement(&engines, &records),
    ]
}

fn rate((ours, theirs): (f64, f64), against: &'static str, times: f64, goal: &str) -> Figure {
    Figure {
        name: "five terms over forty fields".to_owned(),
        value: ours,
        unit: "1/s",
        against: Some((against, theirs)),
        goal: goal.to_owned(),
        holds: ours > times * theirs,
    }
}

fn one_rule(rate: f64) -> Figure {
    let nanoseconds = 1e9 / rate;
    Figure {
        name: "one rule".to_owned(),
        value: nanoseconds,
        unit: "ns",
        against: None,
        goal: "under 100".to_owned(),
        holds: nanoseconds < 100.0,
    }
}

/// Whether all three come to the same on each record, and not to the same on all.
fn agreement(engines: &Engines, records: &[Record]) -> Figure {
    let agree = |record: &&Record| {
        let ours = engines.ours(record);
        ours.is_some() && ours == engines.cel(record) && ours == engines.zen(record)
    };
    let same = records.iter().filter(agree).count();
    let hold = records
        .iter()
        .filter(|record| engines.ours(record) == Some(true))
        .count();
    Figure {
        name: "same answers".to_owned(),
        value: same as f64,
        unit: "of 64 records",
        against: None,
        goal: format!("all 64; the rule holds for {hold}"),
        holds: same == records.len() && hold > 0 && hold < records.len(),
    }
}
