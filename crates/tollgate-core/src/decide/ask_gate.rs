//! Ask a gate, and move through it.

use super::changed::{Changed, Thoroughness};
use super::gate::{self, Answer, Move};
use super::turn::Turn;
use super::{observe, settle, violation};
use crate::command::StageMove;
use crate::event::{GateAnswered, RecordObserved, What};
use crate::ids::StageName;
use crate::policy::{Mode, STAGE};
use crate::reason::Reason;
use crate::value::Value;

/// Answers whether the record may enter the stage; nothing changes.
pub(super) fn decide(turn: &mut Turn<'_>, asked: &StageMove) {
    if let Some(answers) = answers(turn, "ask_gate", asked) {
        answer(turn, asked, answers);
    }
}

/// Moves the record into the stage if its gates allow it, and refuses otherwise.
pub(super) fn change_stage(turn: &mut Turn<'_>, asked: &StageMove) {
    let Some(answers) = answers(turn, "change_stage", asked) else {
        return;
    };
    let blocked: Vec<String> = answers
        .iter()
        .flat_map(|a| a.in_mode(Mode::Block))
        .map(ToString::to_string)
        .collect();
    if !blocked.is_empty() {
        let says = format!(
            "{} may not enter {}: {} not met; mend that, or have it waived",
            asked.record,
            asked.into,
            blocked.join(", ")
        );
        let reasons = answers
            .into_iter()
            .flat_map(|answer| answer.reasons)
            .collect();
        return turn.refuse_because("change_stage", &asked.record, "gate_closed", says, reasons);
    }
    answer(turn, asked, answers);
    enter(turn, asked);
}

fn enter(turn: &mut Turn<'_>, asked: &StageMove) {
    let Some(kind) = turn.policy.kind(&asked.record.kind) else {
        return;
    };
    let left = turn
        .record(&asked.record)
        .map(|record| record.stage().to_owned());
    turn.follow(What::RecordObserved(RecordObserved {
        record: asked.record.clone(),
        created_at: None,
        changed_at: turn.now,
        changes: vec![(
            kind.field(STAGE).name.clone(),
            Value::Text(asked.into.as_text().clone()),
        )],
        confirmed: Vec::new(),
    }));
    let changed = Changed {
        fields: vec![STAGE],
        everything: turn.thoroughness == Thoroughness::Everything,
        ..Changed::default()
    };
    turn.as_tollgate(|turn| {
        violation::close_left(turn, &asked.record, left.as_deref());
        settle::after(turn, &asked.record, &changed);
    });
}

/// What the gates say; refuses when the record or the stage is not known.
fn answers(turn: &mut Turn<'_>, command: &'static str, asked: &StageMove) -> Option<Vec<Answer>> {
    let kind = observe::known_kind(turn, command, &asked.record)?;
    if kind.position(asked.into.as_str()).is_none() {
        let stages: Vec<&str> = kind.stages.iter().map(StageName::as_str).collect();
        let says = format!(
            "`{}` is no stage of {}; it has {}",
            asked.into,
            kind.name,
            stages.join(", ")
        );
        turn.refuse(command, &asked.record, "unknown_stage", says);
        return None;
    }
    let Some(record) = turn.record(&asked.record) else {
        turn.refuse(
            command,
            &asked.record,
            "unknown_record",
            format!("{} is not known; send the record first", asked.record),
        );
        return None;
    };
    let from = (!record.stage().is_empty()).then(|| record.stage());
    let asked = Move {
        record: &asked.record,
        from,
        into: asked.into.as_str(),
        reason: asked.reason.as_ref(),
    };
    Some(gate::ask(turn, &asked))
}

fn answer(turn: &mut Turn<'_>, asked: &StageMove, answers: Vec<Answer>) {
    let from = turn
        .record(&asked.record)
        .and_then(|record| record.value(STAGE).as_text().cloned());
    let rules = |mode| {
        answers
            .iter()
            .flat_map(|answer| answer.in_mode(mode))
            .cloned()
            .collect()
    };
    let answered = GateAnswered {
        record: asked.record.clone(),
        gates: answers.iter().map(|answer| answer.gate.clone()).collect(),
        from: from.map(StageName::from),
        into: asked.into.clone(),
        allowed: answers.iter().all(Answer::allows),
        blocked_by: rules(Mode::Block),
        warned_by: rules(Mode::Warn),
    };
    let reasons: Vec<Reason> = answers
        .into_iter()
        .flat_map(|answer| answer.reasons)
        .collect();
    turn.emit(What::GateAnswered(answered), reasons);
}
