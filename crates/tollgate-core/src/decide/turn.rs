//! One decision in the making: the rows as they are so far, and the events that made them so.

use smol_str::SmolStr;

use super::changed::Thoroughness;
use crate::apply::apply;
use crate::command::Actor;
use crate::event::{Event, Refused, What};
use crate::id_source::IdSource;
use crate::policy::{HandoffPoint, Policy};
use crate::reason::Reason;
use crate::state::{Handoff, Record, Situation};
use crate::time::Timestamp;
use crate::{ids::HandoffId, ids::RecordRef};

pub(super) struct Turn<'a> {
    pub(super) policy: &'a Policy,
    /// The rows before the command.
    pub(super) before: &'a Situation<'a>,
    /// The rows as the events so far have left them.
    pub(super) rows: Situation<'a>,
    pub(super) actor: Actor,
    pub(super) now: Timestamp,
    pub(super) thoroughness: Thoroughness,
    pub(super) ids: &'a mut IdSource,
    pub(super) events: Vec<Event>,
}

impl<'a> Turn<'a> {
    pub(super) fn emit(&mut self, what: What, reasons: Vec<Reason>) {
        let event = Event {
            at: self.now,
            actor: self.actor.clone(),
            what,
            reasons,
        };
        apply(self.policy, &mut self.rows, &event);
        self.events.push(event);
    }

    /// Emits without a reason of its own: it follows from the event before.
    pub(super) fn follow(&mut self, what: What) {
        self.emit(what, Vec::new());
    }

    pub(super) fn refuse(
        &mut self,
        command: &'static str,
        subject: impl ToString,
        code: &'static str,
        says: impl Into<SmolStr>,
    ) {
        self.refuse_because(command, subject, code, says, Vec::new());
    }

    pub(super) fn refuse_because(
        &mut self,
        command: &'static str,
        subject: impl ToString,
        code: &'static str,
        says: impl Into<SmolStr>,
        reasons: Vec<Reason>,
    ) {
        let subject = subject.to_string().into();
        self.emit(
            What::Refused(Refused {
                command: command.into(),
                subject,
                code: code.into(),
                says: says.into(),
            }),
            reasons,
        );
    }

    pub(super) fn record(&self, key: &RecordRef) -> Option<&Record> {
        self.rows.record(key)
    }

    /// The handoff as it is by now. Ids come from the situation, so it is there.
    pub(super) fn handoff(&self, id: HandoffId) -> &Handoff {
        self.rows
            .handoff(&id)
            .expect("the handoff was found in this situation")
    }

    /// The policy that the handoff goes by.
    pub(super) fn terms(&self, id: HandoffId) -> &'a Policy {
        self.policy.terms_of(self.handoff(id))
    }

    /// The handoff's point, as the policy that it goes by has it; `None` when that has it no longer.
    pub(super) fn point(&self, id: HandoffId) -> Option<&'a HandoffPoint> {
        self.policy.point_of(self.handoff(id))
    }

    /// The handoff's point as it is for the next handoff, which goes by the policy in force.
    pub(super) fn point_in_force(&self, id: HandoffId) -> Option<&'a HandoffPoint> {
        self.policy.points.get(&self.handoff(id).point)
    }

    /// Does what follows from a decision in Tollgate's own name.
    pub(super) fn as_tollgate<R>(&mut self, act: impl FnOnce(&mut Self) -> R) -> R {
        let actor = std::mem::replace(&mut self.actor, Actor::Tollgate);
        let result = act(self);
        self.actor = actor;
        result
    }
}
