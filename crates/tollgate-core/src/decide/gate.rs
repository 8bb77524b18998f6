//! Gates: what stands between a record and a stage. One answer for the console, the API, import and connectors.

use smol_str::SmolStr;

use super::criteria::verdict;
use super::facts::RecordFacts;
use super::turn::Turn;
use crate::condition::Truth;
use crate::ids::{GateId, RecordRef, RuleId};
use crate::policy::{Backward, Gate, GateCheck, Kind, Mode};
use crate::reason::{Reason, Verdict};
use crate::state::Record;

/// A move that a gate is asked about.
pub(super) struct Move<'a> {
    /// The record, as the rules are to see it.
    pub(super) record: &'a RecordRef,
    /// The stage that it comes from; `None` when it is seen for the first time.
    pub(super) from: Option<&'a str>,
    /// The stage to enter.
    pub(super) into: &'a str,
    /// Why, where it goes back.
    pub(super) reason: Option<&'a SmolStr>,
}

/// What one gate says.
pub(super) struct Answer {
    pub(super) gate: GateId,
    pub(super) unmet: Vec<(RuleId, Mode)>,
    pub(super) reasons: Vec<Reason>,
}

impl Answer {
    /// The rules that are not met and act in `mode`.
    pub(super) fn in_mode(&self, mode: Mode) -> impl Iterator<Item = &RuleId> {
        self.unmet
            .iter()
            .filter(move |(_, of)| *of == mode)
            .map(|(rule, _)| rule)
    }

    /// True when nothing blocks.
    pub(super) fn allows(&self) -> bool {
        self.in_mode(Mode::Block).next().is_none()
    }
}

/// Asks every gate on the record's stages; waived rules count as met, and that is said.
pub(super) fn ask(turn: &Turn<'_>, asked: &Move<'_>) -> Vec<Answer> {
    let gates = turn.policy.gates_of(&asked.record.kind);
    gates
        .filter_map(|gate| Some(Asking::new(turn, gate, asked)?.answer()))
        .collect()
}

struct Asking<'a> {
    turn: &'a Turn<'a>,
    gate: &'a Gate,
    kind: &'a Kind,
    row: &'a Record,
    asked: &'a Move<'a>,
    answer: Answer,
}

impl<'a> Asking<'a> {
    fn new(turn: &'a Turn<'_>, gate: &'a Gate, asked: &'a Move<'a>) -> Option<Self> {
        let (kind, row) = (
            turn.policy.kind(&asked.record.kind)?,
            turn.record(asked.record)?,
        );
        let answer = Answer {
            gate: gate.id.clone(),
            unmet: Vec::new(),
            reasons: Vec::new(),
        };
        Some(Self {
            turn,
            gate,
            kind,
            row,
            asked,
            answer,
        })
    }

    fn answer(mut self) -> Answer {
        self.direction();
        for stage in self.stages_entered() {
            let Some(stage) = self.gate.into.get(&stage) else {
                continue;
            };
            for slot in &stage.require {
                self.required(*slot);
            }
            for check in &stage.checks {
                self.check(check);
            }
        }
        for check in &self.gate.always {
            self.check(check);
        }
        self.answer
    }

    /// Backward moves and jumps over stages. Ending early is neither.
    fn direction(&mut self) {
        let Some((from, into)) = self.positions().filter(|_| !self.ends_early()) else {
            return;
        };
        if into < from {
            let forbidden = match self.gate.backward {
                Backward::Allowed => None,
                Backward::NeedsReason if self.asked.reason.is_some() => None,
                Backward::NeedsReason => Some("a move back needs a reason"),
                Backward::Forbidden => Some("a move back is not allowed"),
            };
            self.conclude(
                "backward",
                forbidden.is_none(),
                forbidden.unwrap_or("the move back has a reason"),
            );
        } else if into > from + 1 && !self.gate.skip_allowed {
            let skipped = self.kind.stages[from + 1..into]
                .iter()
                .map(|stage| stage.as_str())
                .collect::<Vec<_>>();
            self.conclude(
                "skip",
                false,
                &format!("{} would be skipped", skipped.join(", ")),
            );
        }
    }

    /// A deal may be lost, and a record closed, from wherever it is: only what that stage itself asks for counts.
    fn ends_early(&self) -> bool {
        let into = self.asked.into;
        let is_guarded = self.gate.into.keys().any(|stage| stage.as_str() == into);
        let lost = self
            .kind
            .forecast
            .as_ref()
            .map(|forecast| forecast.lost.as_str());
        self.kind.is_closed(into) && (!is_guarded || lost == Some(into))
    }

    fn positions(&self) -> Option<(usize, usize)> {
        Some((
            self.kind.position(self.asked.from?)?,
            self.kind.position(self.asked.into)?,
        ))
    }

    /// The stage itself, and those that are jumped over: what they ask for is not got round by a jump.
    fn stages_entered(&self) -> Vec<crate::ids::StageName> {
        let Some(into) = self.kind.position(self.asked.into) else {
            return Vec::new();
        };
        let from = self.asked.from.and_then(|from| self.kind.position(from));
        let first = from.map_or(into, |from| (from + 1).min(into));
        let first = if self.ends_early() { into } else { first };
        self.kind.stages[first..=into].to_vec()
    }

    fn required(&mut self, slot: u16) {
        let name = &self.kind.field(slot).name;
        let value = self.row.value(slot);
        let met = !value.is_missing();
        let says = if met {
            format!("{name} is filled")
        } else {
            format!("{name} is missing")
        };
        self.conclude(name.as_str(), met, &says);
    }

    fn check(&mut self, check: &GateCheck) {
        let Some(facts) = RecordFacts::new(
            self.turn.policy,
            &self.turn.rows,
            self.asked.record,
            self.turn.now,
        ) else {
            return;
        };
        let facts = facts.was(self.turn.before.record(self.asked.record));
        let truth = check.when.truth(&facts);
        let says = match &truth {
            Truth::Unknown(missing) => format!("{} is missing", missing.join(", ")),
            // What is said to whoever does not meet it would read as its opposite.
            Truth::True => check.when.source().to_string(),
            Truth::False => check
                .says
                .clone()
                .unwrap_or_else(|| check.when.source().clone())
                .to_string(),
        };
        let seen = check.when.seen(&facts);
        self.note(&check.id, verdict(&truth), &says, check.mode, seen);
    }

    fn conclude(&mut self, rule: &str, met: bool, says: &str) {
        let verdict = if met { Verdict::Pass } else { Verdict::Fail };
        self.note(&RuleId::from(rule), verdict, says, Mode::Block, Vec::new());
    }

    fn note(
        &mut self,
        rule: &RuleId,
        verdict: Verdict,
        says: &str,
        mode: Mode,
        seen: Vec<(SmolStr, crate::value::Value)>,
    ) {
        let waived = verdict != Verdict::Pass
            && is_waived(self.turn, self.asked.record, &self.gate.id, rule);
        let (verdict, says) = if waived {
            (Verdict::Skipped, format!("waived: {says}"))
        } else {
            (verdict, says.to_owned())
        };
        if !matches!(verdict, Verdict::Pass | Verdict::Skipped) {
            self.answer.unmet.push((rule.clone(), mode));
        }
        let name = format!("{}/{}/{rule}", self.gate.id, self.asked.into);
        self.answer
            .reasons
            .push(Reason::new(name, verdict, says).seeing(seen));
    }
}

/// True while a waiver sets the rule aside for the record.
pub(super) fn is_waived(turn: &Turn<'_>, record: &RecordRef, gate: &GateId, rule: &RuleId) -> bool {
    turn.rows.waivers_of(record).into_iter().any(|waiver| {
        waiver.gate == *gate
            && waiver.rule.as_ref().is_none_or(|waived| waived == rule)
            && waiver.from <= turn.now
            && turn.now < waiver.until
    })
}
