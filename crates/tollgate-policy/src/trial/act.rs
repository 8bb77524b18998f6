//! What a step of a test does, and the command that it comes to once the situation is known.

use jiff::civil::Date;
use smol_str::SmolStr;
use tollgate_core::command::{
    Activity, Actor, Command, Dispose, RecordChange, Request, Return, SetNextStep, StageMove, Waive,
};
use tollgate_core::ids::{HandoffId, PersonId, PointId, ReasonCode, RecordRef, TaskId, TaskName};
use tollgate_core::state::{Availability, Handoff, Situation, Task, TaskState};
use tollgate_core::time::Timestamp;
use uuid::Uuid;

/// A handoff, named by its record and, where the record has several, its point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The record.
    pub record: RecordRef,
    /// The handoff point.
    pub point: Option<PointId>,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// News of a record.
    Observe(RecordChange),
    /// Something done or received.
    Log(Activity),
    /// An act on a handoff.
    Handoff(Target, HandoffAct),
    /// A task of a record is done.
    CompleteTask(RecordRef, TaskName),
    /// A gate is asked.
    AskGate(StageMove),
    /// A record moves through the gate.
    ChangeStage(StageMove),
    /// An exception.
    Waive(Waive),
    /// Somebody is away, back or gone.
    SetAvailability(PersonId, Availability),
}

/// What is done with a handoff.
#[derive(Clone, Debug, PartialEq)]
pub enum HandoffAct {
    /// Take it over.
    Accept,
    /// Send it back; the reason, the gaps, a note.
    Return(ReasonCode, Vec<SmolStr>, Option<SmolStr>),
    /// Refuse it; the reason, a note.
    Reject(ReasonCode, Option<SmolStr>),
    /// Put it aside; the reason, a note, until when.
    Recycle(ReasonCode, Option<SmolStr>, Option<Date>),
    /// Take the offer back; why.
    Withdraw(SmolStr),
    /// Say that it served its purpose.
    Complete,
    /// Send it again.
    Resend,
    /// Give it to somebody.
    Reassign(PersonId),
    /// Pull it out of its queue.
    Claim,
    /// Say what happens next, by when, by whom.
    NextStep(SmolStr, Timestamp, Option<PersonId>),
}

impl Act {
    /// The request that the act comes to, given by `by`; who usually does such a thing, where that is not said.
    ///
    /// A handoff or task that does not exist gets an id that nothing has, so that the engine refuses it in its own words.
    pub fn request(&self, by: Option<&Actor>, situation: &Situation<'_>) -> Request {
        let actor = by.cloned().unwrap_or_else(|| self.usual_actor(situation));
        Request {
            actor,
            command: self.command(situation),
        }
    }

    fn command(&self, situation: &Situation<'_>) -> Command {
        match self {
            Self::Observe(change) => Command::Observe(change.clone()),
            Self::Log(activity) => Command::Log(activity.clone()),
            Self::Handoff(target, act) => {
                let id =
                    handoff(target, situation).map_or(HandoffId(Uuid::nil()), |handoff| handoff.id);
                act.command(id)
            }
            Self::CompleteTask(record, name) => {
                let id = task(record, name, situation).map_or(TaskId(Uuid::nil()), |task| task.id);
                Command::CompleteTask(id)
            }
            Self::AskGate(asked) => Command::AskGate(asked.clone()),
            Self::ChangeStage(asked) => Command::ChangeStage(asked.clone()),
            Self::Waive(waive) => Command::Waive(waive.clone()),
            Self::SetAvailability(person, availability) => {
                Command::SetAvailability(person.clone(), *availability)
            }
        }
    }

    /// The owner acts on a handoff, the doer logs what was done, and the CRM tells the rest.
    fn usual_actor(&self, situation: &Situation<'_>) -> Actor {
        let person = match self {
            Self::Handoff(target, _) => {
                handoff(target, situation).and_then(|handoff| handoff.owner.clone())
            }
            Self::CompleteTask(record, name) => {
                task(record, name, situation).and_then(|task| task.assignee.clone())
            }
            Self::Log(activity) => activity.by.clone(),
            Self::SetAvailability(person, _) => Some(person.clone()),
            Self::Observe(_) | Self::AskGate(_) | Self::ChangeStage(_) | Self::Waive(_) => None,
        };
        person.map_or_else(|| Actor::System("crm".into()), Actor::Person)
    }
}

impl HandoffAct {
    fn command(&self, handoff: HandoffId) -> Command {
        let dispose = |reason: &ReasonCode, note: &Option<SmolStr>, until| Dispose {
            handoff,
            reason: reason.clone(),
            note: note.clone(),
            until,
        };
        match self {
            Self::Accept => Command::Accept(handoff),
            Self::Return(reason, gaps, note) => Command::Return(Return {
                handoff,
                reason: reason.clone(),
                gaps: gaps.clone(),
                note: note.clone(),
            }),
            Self::Reject(reason, note) => Command::Reject(dispose(reason, note, None)),
            Self::Recycle(reason, note, until) => Command::Recycle(dispose(reason, note, *until)),
            Self::Withdraw(why) => Command::Withdraw(handoff, why.clone()),
            Self::Complete => Command::Complete(handoff),
            Self::Resend => Command::Resend(handoff),
            Self::Reassign(to) => Command::Reassign(handoff, to.clone()),
            Self::Claim => Command::Claim(handoff),
            Self::NextStep(what, due_at, owner) => Command::SetNextStep(SetNextStep {
                handoff,
                what: what.clone(),
                due_at: *due_at,
                owner: owner.clone(),
            }),
        }
    }
}

/// The handoff that a target means: an open one before a closed one, the latest among equals.
fn handoff<'a>(target: &Target, situation: &'a Situation<'_>) -> Option<&'a Handoff> {
    let fits = |handoff: &&Handoff| {
        handoff.record == target.record
            && target
                .point
                .as_ref()
                .is_none_or(|point| *point == handoff.point)
    };
    situation
        .handoffs()
        .filter(fits)
        .max_by_key(|handoff| (handoff.state.is_open(), handoff.id))
}

/// The task that a name means: one that can be done before others, the latest among equals.
fn task<'a>(record: &RecordRef, name: &TaskName, situation: &'a Situation<'_>) -> Option<&'a Task> {
    let fits = |task: &&Task| &task.record == record && &task.name == name;
    situation
        .tasks()
        .filter(fits)
        .max_by_key(|task| (task.state == TaskState::Open, task.id))
}
