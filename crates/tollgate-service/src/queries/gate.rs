//! May this record enter this stage? Asked of the rows alone: nothing is written, and nobody waits for a transaction.

use serde::Serialize;
use tollgate_core::command::{Command, Request, StageMove};
use tollgate_core::decide::{decide, may_waive};
use tollgate_core::event::{GateAnswered, Refused, What};
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Reach;
use utoipa::ToSchema;

use super::story::ReasonView;
use crate::access::mask::Mask;
use crate::fetch::fetch_for;
use crate::ports::{Read, StoreError};

/// What the gates answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GateView {
    /// The record.
    pub record: String,
    /// The stage it is in; `null` where none is known.
    pub from: Option<String>,
    /// The stage to enter.
    pub into: String,
    /// True when it may.
    pub allowed: bool,
    /// The gates that were asked; empty where none guards the stage.
    pub gates: Vec<String>,
    /// Those of them of which whoever asks may sign a waiver.
    pub waivable: Vec<String>,
    /// The rules that are not met and block.
    pub blocked_by: Vec<String>,
    /// The rules that are not met and only warn.
    pub warned_by: Vec<String>,
    /// Each rule that was consulted, with the values that it saw.
    pub reasons: Vec<ReasonView>,
}

/// What the gates say to `request`, a [`Command::AskGate`], at `now`, without what `mask` hides; the refusal where the question makes no sense.
///
/// The answer is the one that [`Command::ChangeStage`] would be decided by.
///
/// # Errors
/// The store did not answer.
pub fn gate(
    store: &dyn Read,
    policy: &Policy,
    request: &Request,
    now: Timestamp,
    mask: &Mask,
) -> Result<Result<GateView, Refused>, StoreError> {
    let rows = situation(store, policy, request, now)?;
    let events = decide(policy, &rows, request, now, &mut IdSource::new(0));
    for mut event in events {
        mask.event(&mut event);
        match event.what {
            What::Refused(refused) => return Ok(Err(refused)),
            What::GateAnswered(answered) => {
                let reasons = event.reasons.into_iter().map(ReasonView::from);
                let waivable = waivable(policy, &answered, request.actor.person());
                return Ok(Ok(view(answered, waivable, reasons.collect())));
            }
            _ => {}
        }
    }
    Ok(Ok(unguarded(&request.command)))
}

/// All that a decision on `request` looks at. No gate looks at members' accounts or who is here.
fn situation(
    store: &dyn Read,
    policy: &Policy,
    request: &Request,
    now: Timestamp,
) -> Result<Situation<'static>, StoreError> {
    let mut rows = Situation::default();
    fetch_for(store, policy, &Reach::new(policy), &mut rows, request, now)?;
    Ok(rows)
}

/// The gates that answered of which `person` may sign a waiver.
fn waivable(policy: &Policy, answered: &GateAnswered, person: Option<&PersonId>) -> Vec<String> {
    let Some(person) = person else {
        return Vec::new();
    };
    let gates = answered.gates.iter().filter(|id| {
        let gate = policy.gates.get(*id);
        gate.is_some_and(|gate| may_waive(policy, gate, person))
    });
    gates.map(ToString::to_string).collect()
}

fn view(answered: GateAnswered, waivable: Vec<String>, reasons: Vec<ReasonView>) -> GateView {
    let texts = |rules: Vec<tollgate_core::ids::RuleId>| {
        rules.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    GateView {
        record: answered.record.to_string(),
        from: answered.from.map(|from| from.to_string()),
        into: answered.into.to_string(),
        allowed: answered.allowed,
        gates: answered.gates.iter().map(ToString::to_string).collect(),
        waivable,
        blocked_by: texts(answered.blocked_by),
        warned_by: texts(answered.warned_by),
        reasons,
    }
}

/// Nothing was answered: no gate has anything to say.
fn unguarded(command: &Command) -> GateView {
    let (record, into) = match command {
        Command::AskGate(StageMove { record, into, .. }) => (record.to_string(), into.to_string()),
        _ => (String::new(), String::new()),
    };
    GateView {
        record,
        from: None,
        into,
        allowed: true,
        gates: Vec::new(),
        waivable: Vec::new(),
        blocked_by: Vec::new(),
        warned_by: Vec::new(),
        reasons: Vec::new(),
    }
}
