//! Which rows a decision may look at, so that they can be fetched before it is made.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::command::{Command, RecordChange, Request};
use crate::ids::{HandoffId, PersonId, QueueId, RecordId, RecordKind, RecordRef, TaskId};
use crate::policy::{Kind, Pick, Policy};
use crate::state::{Record, RowKey, Situation, TaskState};
use crate::time::Timestamp;
use crate::value::{FieldType, Value};

/// Rows to look up. Members' accounts and people's presences are few and always there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// One row.
    Row(RowKey),
    /// A record with what is on it: handoffs that are open or may open again, tasks, waivers, open violations.
    Record(RecordRef),
    /// A record's handoffs, also those that are over.
    HandoffsOf(RecordRef),
    /// The records that link to this one, each with what is on it.
    LinkedFrom(RecordRef),
    /// The records that have this identity.
    Identity(RecordKind, SmolStr),
    /// The offered handoffs that wait in the queue without an owner.
    WaitingIn(QueueId),
    /// The handoffs that the person carries.
    CarriedBy(PersonId),
    /// The handoffs that the person sent and has back.
    ReturnedTo(PersonId),
    /// The tasks that are not done and wait in the queue for any of its members.
    TasksWaitingIn(QueueId),
    /// The tasks that are not done and are the person's.
    TasksCarriedBy(PersonId),
}

/// What a policy makes reach from one record to others: prepared once for it.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Kinds that links point at: a change there matters to the records that link to it.
    linked: BTreeSet<RecordKind>,
    /// Kinds with a playbook: a handoff of a record that links to one may start tasks there.
    played: BTreeSet<RecordKind>,
}

impl Reach {
    /// What reaches how far under `policy`.
    pub fn new(policy: &Policy) -> Self {
        let links = policy.kinds.values().flat_map(Kind::links);
        let playbooks = policy.playbooks.values();
        Self {
            linked: links.map(|(_, link)| link.to.clone()).collect(),
            played: playbooks.map(|playbook| playbook.record.clone()).collect(),
        }
    }

    /// What to look up before `request` can be decided at `now`, as far as can be told from what `rows` hold.
    ///
    /// Once these are looked up there may be more: ask again until nothing is wanted. Order: sorted, each once.
    pub fn wants(
        &self,
        policy: &Policy,
        rows: &Situation<'_>,
        request: &Request,
        now: Timestamp,
    ) -> Vec<Want> {
        let mut search = self.search(policy, rows);
        search.command(&request.command, now);
        search.wants.into_iter().collect()
    }

    /// The same, before the alarm of the row `key` fires.
    pub fn wants_of_alarm(&self, policy: &Policy, rows: &Situation<'_>, key: &RowKey) -> Vec<Want> {
        let mut search = self.search(policy, rows);
        search.alarm(key);
        search.wants.into_iter().collect()
    }

    fn search<'a>(&'a self, policy: &'a Policy, rows: &'a Situation<'a>) -> Search<'a> {
        Search {
            policy,
            reach: self,
            rows,
            wants: BTreeSet::new(),
            subjects: BTreeSet::new(),
        }
    }
}

struct Search<'a> {
    policy: &'a Policy,
    reach: &'a Reach,
    rows: &'a Situation<'a>,
    wants: BTreeSet<Want>,
    /// Records that were gone through: links may lead round in a circle.
    subjects: BTreeSet<RecordRef>,
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
            | Command::Claim(handoff)
            | Command::Migrate(handoff, _) => self.handoff(*handoff),
            Command::Publish(_) | Command::Note(_) | Command::Erase(_) => {}
            Command::Forget(it) => drop(self.has(Want::Record(it.record.clone()))),
            Command::Return(it) => self.handoff(it.handoff),
            Command::Reject(it) | Command::Recycle(it) => self.handoff(it.handoff),
            Command::SetNextStep(it) => self.handoff(it.handoff),
            Command::CompleteTask(task) => self.task(*task),
            // Nothing follows from a question.
            Command::AskGate(it) => self.facts(&it.record),
            Command::ChangeStage(it) => self.around(&it.record),
            Command::Waive(it) => self.around(&it.record),
            Command::OnHandoff(on) => self.around(&on.record),
            Command::SetAvailability(person, _) => self.person(person),
            Command::Tick => self.due(now),
        }
    }

    /// A record is about to change: the records that it will link to, and its twins to be, matter too.
    fn observed(&mut self, change: &RecordChange) {
        self.around(&change.record);
        let Some(kind) = self.policy.kind(&change.record.kind) else {
            return;
        };
        for (name, value) in &change.fields {
            let Some(slot) = kind.slot(name) else {
                continue;
            };
            if let Some(target) = target(kind, slot, value) {
                self.follow(&target, is_journey(kind, slot));
            }
            if kind.key == Some(slot) {
                self.identity(kind, Record::identity_of(value));
            }
        }
    }

    /// Everything that may follow from a change of `record`: for itself, and for the records that link to it.
    fn around(&mut self, record: &RecordRef) {
        self.subject(record);
        if self.reach.linked.contains(&record.kind) && self.has(Want::LinkedFrom(record.clone())) {
            for other in self.rows.linked_from(record) {
                self.subject(&other);
            }
        }
    }

    /// What may follow for `record`: what conditions about it read, and what its handoffs and tasks bring about.
    fn subject(&mut self, record: &RecordRef) {
        if !self.subjects.insert(record.clone()) {
            return;
        }
        self.facts(record);
        for handoff in self.rows.live_handoffs(record) {
            self.queue_of(handoff);
        }
        // A task that is done may stop a clock of the handoff that it comes from.
        let tasks = self.rows.tasks_of(record).into_iter();
        let open = tasks.filter(|task| task.state != TaskState::Done);
        let handoffs: Vec<_> = open.filter_map(|task| task.handoff).collect();
        handoffs.into_iter().for_each(|id| self.handoff(id));
    }

    /// What conditions about `record` read.
    fn facts(&mut self, record: &RecordRef) {
        if !self.has(Want::Record(record.clone())) {
            return;
        }
        let (Some(row), Some(kind)) = (self.rows.record(record), self.policy.kind(&record.kind))
        else {
            return;
        };
        for (slot, _) in kind.links() {
            if let Some(target) = target(kind, slot, row.value(slot)) {
                self.follow(&target, is_journey(kind, slot));
            }
        }
        self.identity(kind, row.identity(kind));
    }

    /// A record that another one links to. Its own facts matter where tasks may start there, or the journey goes on.
    fn follow(&mut self, target: &RecordRef, is_journey: bool) {
        if self.has(Want::Record(target.clone()))
            && (is_journey || self.reach.played.contains(&target.kind))
        {
            self.subject(target);
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
            self.subject(&handoff.record);
            self.queue_of(id);
        }
    }

    /// A handoff that ends makes room for the next one of its queue.
    fn queue_of(&mut self, id: HandoffId) {
        let handoff = self.rows.handoff(&id);
        let carried = handoff.filter(|handoff| handoff.owner.is_some());
        if let Some(queue) = carried.and_then(|handoff| handoff.queue.as_ref()) {
            self.waiting(queue);
        }
    }

    /// What waits in a queue whose members do not pull: it may be offered to somebody who has room.
    fn waiting(&mut self, queue: &QueueId) {
        let mut definitions = self.policy.revisions().filter_map(|p| p.queues.get(queue));
        if definitions.all(|definition| definition.pick == Pick::Claim) {
            return;
        }
        if self.has(Want::WaitingIn(queue.clone())) {
            for id in self.rows.waiting_in(queue) {
                if let Some(handoff) = self.rows.handoff(&id) {
                    self.subject(&handoff.record);
                }
            }
        }
    }

    fn task(&mut self, id: TaskId) {
        if self.has(Want::Row(RowKey::Task(id)))
            && let Some(task) = self.rows.task(&id)
        {
            self.subject(&task.record);
            task.handoff.into_iter().for_each(|id| self.handoff(id));
        }
    }

    /// A person who goes leaves handoffs behind; one who comes may take what waits.
    fn person(&mut self, person: &PersonId) {
        if self.has(Want::CarriedBy(person.clone())) {
            for handoff in self.rows.carried_by(person) {
                self.handoff(handoff);
            }
        }
        for policy in self.policy.revisions() {
            let teams: BTreeSet<_> = policy.teams_of(person).map(|team| &team.id).collect();
            let queues = policy.queues.values();
            for queue in queues.filter(|queue| teams.contains(&queue.team)) {
                self.waiting(&queue.id);
            }
        }
    }

    fn due(&mut self, now: Timestamp) {
        let alarms = self.rows.alarms().take_while(|(at, _)| *at <= now);
        let due: Vec<_> = alarms.map(|(_, key)| key.clone()).collect();
        due.iter().for_each(|key| self.alarm(key));
    }

    fn alarm(&mut self, key: &RowKey) {
        match key {
            RowKey::Record(record) => self.subject(record),
            RowKey::Handoff(handoff) => self.handoff(*handoff),
            RowKey::Task(task) => self.task(*task),
            RowKey::Presence(person) => self.person(person),
            RowKey::Standing(..)
            | RowKey::Waiver(_)
            | RowKey::Violation(_)
            | RowKey::Suppression(..) => {}
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
    let FieldType::Link(link) = &kind.field(slot).of else {
        return None;
    };
    let id = value.as_text()?;
    Some(RecordRef {
        kind: link.to.clone(),
        id: RecordId::from(id.clone()),
    })
}

fn is_journey(kind: &Kind, slot: u16) -> bool {
    matches!(&kind.field(slot).of, FieldType::Link(link) if link.journey)
}
