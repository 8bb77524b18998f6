//! On whose handoffs and tasks somebody may act: members on what came to them or their queues, managers on what is their
//! teams', all others on everything.

use tollgate_core::command::Command;
use tollgate_core::ids::{PersonId, PointId, QueueId};
use tollgate_core::policy::{Policy, Team};
use tollgate_core::state::{Handoff, Row, RowKey, Task};
use tollgate_core::wants::Want;

use super::{Action, Caller, Role};
use crate::ports::{Read, StoreError};
use crate::queries::HandoffView;

/// What was to be acted on is not the caller's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is neither yours nor your teams': ask {whom}")]
pub struct NotYours {
    what: String,
    whom: String,
}

/// True when the role may act on everything, so that [`within`] needs no look at the store.
pub fn is_wide(role: Role) -> bool {
    !matches!(role, Role::Manager | Role::Member)
}

/// Whether what `command` is about is within the caller's scope under `policy`. What is not there is within it: whoever
/// carries the command out says so.
///
/// # Errors
/// The store did not answer.
pub fn within(
    store: &dyn Read,
    policy: &Policy,
    caller: &Caller,
    command: &Command,
) -> Result<Result<(), NotYours>, StoreError> {
    if is_wide(caller.role) {
        return Ok(Ok(()));
    }
    let scope = Scope::of(policy, caller);
    if let Command::SetAvailability(person, _) = command {
        return Ok(scope.person(person));
    }
    let Some(key) = subject(command) else {
        return Ok(Ok(()));
    };
    let rows = store.load(policy, &[Want::Row(key.clone())])?;
    let row = rows.into_iter().find(|row| row.key() == key);
    Ok(match row {
        Some(Row::Handoff(handoff)) => scope.handoff(&handoff),
        Some(Row::Task(task)) => scope.task(&task),
        _ => Ok(()),
    })
}

/// Says of each of `handoffs` whether `caller` may act on it under `policy`.
pub fn mark<'v>(
    policy: &Policy,
    caller: &Caller,
    handoffs: impl IntoIterator<Item = &'v mut HandoffView>,
) {
    let may = caller.may(Action::Act).is_ok();
    let scope = Scope::of(policy, caller);
    for view in handoffs {
        let [sender, owner] =
            [&view.sender, &view.owner].map(|person| person.as_deref().map(PersonId::from));
        let queue = view.queue.as_deref().map(QueueId::from);
        let whose = Whose {
            point: &view.point.as_str().into(),
            sender: sender.as_ref(),
            owner: owner.as_ref(),
            queue: queue.as_ref(),
        };
        view.may_act = Some(may && (is_wide(caller.role) || scope.holds(&whose)));
    }
}

/// The row that `command` acts on, where it is a handoff or a task.
fn subject(command: &Command) -> Option<RowKey> {
    let handoff = match command {
        Command::Accept(id)
        | Command::Withdraw(id, _)
        | Command::Complete(id)
        | Command::Resend(id)
        | Command::Reassign(id, _)
        | Command::Claim(id) => *id,
        Command::Return(it) => it.handoff,
        Command::Reject(it) | Command::Recycle(it) => it.handoff,
        Command::SetNextStep(it) => it.handoff,
        Command::CompleteTask(id) => return Some(RowKey::Task(*id)),
        _ => return None,
    };
    Some(RowKey::Handoff(handoff))
}

/// To whom a handoff came, and from whom.
struct Whose<'a> {
    point: &'a PointId,
    sender: Option<&'a PersonId>,
    owner: Option<&'a PersonId>,
    queue: Option<&'a QueueId>,
}

/// Who somebody is to the handoffs of others.
struct Scope<'a> {
    policy: &'a Policy,
    who: Option<&'a PersonId>,
    teams: Vec<&'a Team>,
    is_manager: bool,
}

impl<'a> Scope<'a> {
    fn of(policy: &'a Policy, caller: &'a Caller) -> Self {
        let who = caller.who.person();
        let is_manager = caller.role == Role::Manager;
        let is_theirs = |team: &&Team| {
            who.is_some_and(|who| {
                team.members.contains(who) || is_manager && team.manager.as_ref() == Some(who)
            })
        };
        Self {
            policy,
            who,
            teams: policy.teams.values().filter(is_theirs).collect(),
            is_manager,
        }
    }

    fn handoff(&self, handoff: &Handoff) -> Result<(), NotYours> {
        let whose = Whose {
            point: &handoff.point,
            sender: handoff.sender.as_ref(),
            owner: handoff.owner.as_ref(),
            queue: handoff.queue.as_ref(),
        };
        if self.holds(&whose) {
            return Ok(());
        }
        Err(NotYours {
            what: format!("handoff {}", handoff.id),
            whom: asked(whose.owner, whose.queue),
        })
    }

    fn holds(&self, whose: &Whose<'_>) -> bool {
        let point = self.policy.points.get(whose.point);
        let is_sending = whose.sender.is_none()
            && point.is_some_and(|point| self.teams.iter().any(|t| t.id.as_text() == &point.from));
        // The queue stays that which it came through: what somebody has is theirs, and no longer the queue's.
        let waits = whose.owner.is_none() && self.serves(whose.queue);
        self.is_theirs(whose.owner) || self.is_theirs(whose.sender) || is_sending || waits
    }

    fn task(&self, task: &Task) -> Result<(), NotYours> {
        let waits = task.assignee.is_none() && self.serves(task.queue.as_ref());
        if self.is_theirs(task.assignee.as_ref()) || waits {
            return Ok(());
        }
        Err(NotYours {
            what: format!("task {}", task.id),
            whom: asked(task.assignee.as_ref(), task.queue.as_ref()),
        })
    }

    /// Everybody says of themselves whether they are here; managers say it of their teams.
    fn person(&self, person: &PersonId) -> Result<(), NotYours> {
        if self.is_theirs(Some(person)) {
            return Ok(());
        }
        Err(NotYours {
            what: format!("when {person} is here"),
            whom: "them or their manager".to_owned(),
        })
    }

    /// True for the caller, and for those in a manager's teams.
    fn is_theirs(&self, person: Option<&PersonId>) -> bool {
        let Some(person) = person else { return false };
        self.who == Some(person)
            || self.is_manager && self.teams.iter().any(|team| team.members.contains(person))
    }

    fn serves(&self, queue: Option<&QueueId>) -> bool {
        let queue = queue.and_then(|queue| self.policy.queues.get(queue));
        queue.is_some_and(|queue| self.teams.iter().any(|team| team.id == queue.team))
    }
}

fn asked(person: Option<&PersonId>, queue: Option<&QueueId>) -> String {
    match (person, queue) {
        (Some(person), _) => format!("{person}, or their manager"),
        (None, Some(queue)) => format!("a member of the queue `{queue}`, or their manager"),
        (None, None) => "an administrator".to_owned(),
    }
}
