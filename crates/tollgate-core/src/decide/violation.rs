//! Violations: the master system moved a record though a gate would not have; they close by repair or waiver.

use super::gate::{self, Move};
use super::turn::Turn;
use crate::event::What;
use crate::ids::{GateId, RecordRef, RuleId, StageName, ViolationId};
use crate::policy::Mode;
use crate::reason::Reason;
use crate::state::Violation;

/// The record entered its present stage without asking: each gate that would not have let it in is violated.
pub(super) fn look(turn: &mut Turn<'_>, record: &RecordRef, left: Option<&str>) {
    close_left(turn, record, left);
    let Some(into) = turn.record(record).map(|record| record.stage().to_owned()) else {
        return;
    };
    let from = left.filter(|stage| !stage.is_empty());
    let asked = Move {
        record,
        from,
        into: &into,
        reason: None,
    };
    for answer in gate::ask(turn, &asked) {
        let rules: Vec<RuleId> = answer.in_mode(Mode::Block).cloned().collect();
        if !rules.is_empty() {
            let violation = (
                answer.gate,
                from.map(StageName::from),
                StageName::from(into.as_str()),
            );
            open(turn, record, violation, rules, answer.reasons);
        }
    }
}

fn open(
    turn: &mut Turn<'_>,
    record: &RecordRef,
    (gate, from, into): (GateId, Option<StageName>, StageName),
    rules: Vec<RuleId>,
    reasons: Vec<Reason>,
) {
    let violation = Violation {
        id: ViolationId(turn.ids.next(turn.now)),
        record: record.clone(),
        gate,
        from,
        into,
        rules,
        opened_at: turn.now,
        closed_at: None,
        closed_by: None,
    };
    turn.emit(What::ViolationOpened(violation), reasons);
}

/// What was violated on the way into the stage that the record has left no longer matters.
pub(super) fn close_left(turn: &mut Turn<'_>, record: &RecordRef, left: Option<&str>) {
    let over: Vec<ViolationId> = turn
        .rows
        .violations_of(record)
        .into_iter()
        .filter(|violation| Some(violation.into.as_str()) == left)
        .map(|violation| violation.id)
        .collect();
    for violation in over {
        turn.follow(What::ViolationClosed {
            violation,
            how: "moved on".into(),
        });
    }
}

/// Closes the violations whose rules are met by now, or waived.
pub(super) fn close_mended(turn: &mut Turn<'_>, record: &RecordRef) {
    let open: Vec<Violation> = turn
        .rows
        .violations_of(record)
        .into_iter()
        .cloned()
        .collect();
    for violation in open {
        if let Some(how) = mended(turn, &violation) {
            turn.follow(What::ViolationClosed {
                violation: violation.id,
                how: how.into(),
            });
        }
    }
}

/// How the violation was mended; `None` while it stands.
fn mended(turn: &Turn<'_>, violation: &Violation) -> Option<&'static str> {
    let waived = |rule: &RuleId| gate::is_waived(turn, &violation.record, &violation.gate, rule);
    if violation.rules.iter().all(waived) {
        return Some("waived");
    }
    let from = violation.from.as_ref().map(StageName::as_str);
    let asked = Move {
        record: &violation.record,
        from,
        into: violation.into.as_str(),
        reason: None,
    };
    let answers = gate::ask(turn, &asked);
    let answer = answers.iter().find(|answer| answer.gate == violation.gate);
    answer
        .is_none_or(gate::Answer::allows)
        .then_some("repaired")
}
