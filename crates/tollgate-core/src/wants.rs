//! Which rows a decision may look at, so that they can be fetched before it is made.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::command::{Command, RecordChange, Request};
use crate::condition::{Condition, Slot, Subject};
use crate::ids::{HandoffId, PersonId, QueueId, RecordId, RecordKind, RecordRef, TaskId};
use crate::policy::{Kind, Opens, Policy};
use crate::state::{Record, RowKey, Situation};
use crate::time::Timestamp;
use crate::value::{FieldType, Value};

/// Rows to look up. Members' accounts and people's presences are few and always there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// One row.
    Row(RowKey),
    /// A record with what is on it: handoffs that are open or may open again, tasks, waivers, open violations.
    Record(RecordRef),
    /// The records that link to this one, each with what is on it.
    LinkedFrom(RecordRef),
    /// The records that have this identity.
    Identity(RecordKind, SmolStr),
    /// The offered handoffs that wait in the queue without an owner.
    WaitingIn(QueueId),
    /// The handoffs that the person carries.
    CarriedBy(PersonId),
}

/// For which kinds of record a change matters to the records that link to it: prepared once for a policy.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    followed: BTreeSet<RecordKind>,
}

impl Reach {
    /// What `policy` reads across links, shares across links, or continues across links.
    pub fn new(policy: &Policy) -> Self {
        let mut followed = BTreeSet::new();
        for kind in policy.kinds.values() {
            let read = links_read(policy, kind);
            let matters = kind.links().filter(|(slot, link)| link.journey || link.activities || read.contains(slot));
            followed.extend(matters.map(|(_, link)| link.to.clone()));
        }
        Self { followed }
    }

    /// What to look up before `request` can be decided at `now`, as far as can be told from what `rows` hold.
    ///
    /// Once these are looked up there may be more: ask again until nothing is wanted. Order: sorted, each once.
    pub fn wants(&self, policy: &Policy, rows: &Situation<'_>, request: &Request, now: Timestamp) -> Vec<Want> {
        let mut search = Search { policy, reach: self, rows, wants: BTreeSet::new() };
        search.command(&request.command, now);
        search.wants.into_iter().collect()
    }
}

/// The link slots of `kind` through which some condition about such records reads.
fn links_read(policy: &Policy, kind: &Kind) -> BTreeSet<u16> {
    let points = policy.points_of(&kind.name).flat_map(|point| {
        let opens = match &point.opens {
            Opens::When(when) => Some(when),
            Opens::Before { only, .. } => only.as_ref(),
        };
        let criteria = point.criteria.iter().map(|criterion| &criterion.check);
        let sla = point.sla.iter().filter_map(|milestone| milestone.pauses.as_ref());
        opens.into_iter().chain(criteria).chain(sla).chain(&point.completes).chain(&point.withdraws)
    });
    let tasks = policy.playbooks.values().filter(|playbook| playbook.record == kind.name);
    let tasks = tasks.flat_map(|playbook| playbook.tasks.iter().filter_map(|task| task.completes.as_ref()));
    points.chain(tasks).flat_map(links_of).collect()
}

fn links_of(condition: &Condition) -> impl Iterator<Item = u16> {
    condition.reads().iter().filter_map(|read| match read.slot {
        Slot::Field { subject: Subject::Linked(link), .. }
        | Slot::Pushes { subject: Subject::Linked(link), .. }
        | Slot::Id(Subject::Linked(link))
        | Slot::CreatedAt(Subject::Linked(link))
        | Slot::StageSince(Subject::Linked(link)) => Some(link),
        _ => None,
    })
}

struct Search<'a> {
    policy: &'a Policy,
    reach: &'a Reach,
    rows: &'a Situation<'a>,
    wants: BTreeSet<Want>,
}

impl Search<'_> {
    fn command(&mut self, command: &Command, now: Timestamp) {
        match command {
            Command::Observe(change) => self.observed(change),
            Command::Log(activity) => {
                if let Some(record) = &activity.record {
                    self.around(record);
                }
            }
            Command::Accept(handoff)
            | Command::Withdraw(handoff, _)
            | Command::Complete(handoff)
            | Command::Resend(handoff)
            | Command::Reassign(handoff, _)
            | Command::Claim(handoff) => self.handoff(*handoff),
            Command::Return(it) => self.handoff(it.handoff),
            Command::Reject(it) | Command::Recycle(it) => self.handoff(it.handoff),
            Command::SetNextStep(it) => self.handoff(it.handoff),
            Command::CompleteTask(task) => self.task(*task),
            Command::AskGate(it) | Command::ChangeStage(it) => self.around(&it.record),
            Command::Waive(it) => self.around(&it.record),
            Command::SetAvailability(person, _) => self.person(person),
            Command::Tick => self.due(now),
        }
    }

    /// A record is about to change: the records that it will link to, and its twins to be, matter too.
    fn observed(&mut self, change: &RecordChange) {
        self.around(&change.record);
        let Some(kind) = self.policy.kind(&change.record.kind) else { return };
        for (name, value) in &change.fields {
            let Some(slot) = kind.slot(name) else { continue };
            if let Some(target) = target(kind, slot, value) {
                self.around(&target);
            }
            if kind.key == Some(slot) {
                self.identity(kind, Record::identity_of(value));
            }
        }
    }

    /// Everything that may follow from a change of `record`.
    fn around(&mut self, record: &RecordRef) {
        self.subject(record);
        if self.reach.followed.contains(&record.kind) && self.has(Want::LinkedFrom(record.clone())) {
            for other in self.rows.linked_from(record) {
                self.subject(&other);
            }
        }
    }

    /// What conditions about `record` may read, and what its handoffs may bring about.
    fn subject(&mut self, record: &RecordRef) {
        if !self.has(Want::Record(record.clone())) {
            return;
        }
        let (Some(row), Some(kind)) = (self.rows.record(record), self.policy.kind(&record.kind)) else { return };
        for (slot, _) in kind.links() {
            if let Some(target) = target(kind, slot, row.value(slot)) {
                self.has(Want::Record(target));
            }
        }
        self.identity(kind, row.identity(kind));
        for handoff in self.rows.live_handoffs(record) {
            self.queue_of(handoff);
        }
    }

    fn identity(&mut self, kind: &Kind, identity: Option<SmolStr>) {
        if let Some(identity) = identity {
            self.has(Want::Identity(kind.name.clone(), identity.clone()));
            self.has(Want::Row(RowKey::Suppression(kind.name.clone(), identity)));
        }
    }

    fn handoff(&mut self, id: HandoffId) {
        if self.has(Want::Row(RowKey::Handoff(id)))
            && let Some(handoff) = self.rows.handoff(&id)
        {
            self.around(&handoff.record);
            self.queue_of(id);
        }
    }

    /// A handoff that ends makes room for the next one of its queue.
    fn queue_of(&mut self, id: HandoffId) {
        let queue = self.rows.handoff(&id).filter(|handoff| handoff.owner.is_some()).and_then(|handoff| handoff.queue.as_ref());
        if let Some(queue) = queue {
            self.waiting(queue);
        }
    }

    fn waiting(&mut self, queue: &QueueId) {
        if self.has(Want::WaitingIn(queue.clone())) {
            for handoff in self.rows.waiting_in(queue) {
                if let Some(handoff) = self.rows.handoff(&handoff) {
                    self.has(Want::Record(handoff.record.clone()));
                }
            }
        }
    }

    fn task(&mut self, id: TaskId) {
        if self.has(Want::Row(RowKey::Task(id)))
            && let Some(task) = self.rows.task(&id)
        {
            self.around(&task.record);
        }
    }

    /// A person who goes leaves handoffs behind; one who comes may take what waits.
    fn person(&mut self, person: &PersonId) {
        if self.has(Want::CarriedBy(person.clone())) {
            for handoff in self.rows.carried_by(person) {
                self.handoff(handoff);
            }
        }
        let teams: BTreeSet<_> = self.policy.teams_of(person).map(|team| &team.id).collect();
        for queue in self.policy.queues.values().filter(|queue| teams.contains(&queue.team)) {
            self.waiting(&queue.id);
        }
    }

    fn due(&mut self, now: Timestamp) {
        let due: Vec<_> = self.rows.alarms().take_while(|(at, _)| *at <= now).map(|(_, key)| key.clone()).collect();
        for key in due {
            match key {
                RowKey::Record(record) => self.around(&record),
                RowKey::Handoff(handoff) => self.handoff(handoff),
                RowKey::Task(task) => self.task(task),
                RowKey::Presence(person) => self.person(&person),
                RowKey::Standing(..) | RowKey::Waiver(_) | RowKey::Violation(_) | RowKey::Suppression(..) => {}
            }
        }
    }

    /// True when `want` was looked up; otherwise it is wanted.
    fn has(&mut self, want: Want) -> bool {
        let known = self.rows.knows(&want);
        if !known {
            self.wants.insert(want);
        }
        known
    }
}

/// The record that `value` points at, where the field in `slot` is a link.
fn target(kind: &Kind, slot: u16, value: &Value) -> Option<RecordRef> {
    let FieldType::Link(link) = &kind.field(slot).of else { return None };
    let id = value.as_text()?;
    Some(RecordRef { kind: link.to.clone(), id: RecordId::from(id.clone()) })
}
