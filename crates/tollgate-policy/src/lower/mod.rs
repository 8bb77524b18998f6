//! From what is written to what is meant: documents into the core's inert policy, every name resolved, every condition
//! compiled. What is wrong is told, and everything else is still looked at.

mod calendar;
mod condition;
mod context;
mod days;
mod disposition;
mod earlier;
mod escalation;
mod gate;
mod handoff;
mod health;
mod kind;
mod kpi;
mod list;
mod names;
mod person;
mod playbook;
mod queue;
mod review;
mod route;
mod sla;
mod touch;
mod workspace;

use std::collections::BTreeMap;

use tollgate_core::condition::Condition;
use tollgate_core::ids::RecordKind;
use tollgate_core::policy::{Calendars, Policy};

pub(crate) use calendar::rules as calendar_rules;
use context::Context;
pub(crate) use names::Names;

use crate::cel::{self, KindShape, Scope, Want};
use crate::diagnostic::{Place, Problems};
use crate::source::Source;
use crate::syntax::Document;

/// Everything that the documents came to; what could not be used is left out.
pub(crate) struct Lowered {
    /// The policy; whole only if no errors were found.
    pub(crate) policy: Policy,
    /// Where each name is declared.
    pub(crate) names: Names,
    /// The record kinds as conditions see them.
    pub(crate) shapes: Vec<KindShape>,
}

impl Lowered {
    /// Whether it is proven that `then` is true wherever `when` is, for records of `kind`.
    ///
    /// The proof is that `when && !then` contradicts itself. Where `!then` alone does, nothing is proven: `then` could
    /// be unknown.
    pub(crate) fn implies(&self, kind: &RecordKind, when: &Condition, then: &Condition) -> bool {
        // A comment may end a condition, so the bracket goes on a line of its own.
        let fails = format!("!({}\n)", then.source());
        let both = format!("({}\n) && {fails}", when.source());
        self.never(kind, &both) && !self.never(kind, &fails)
    }

    fn never(&self, kind: &RecordKind, text: &str) -> bool {
        let Some(record) = self.shapes.iter().find(|shape| &shape.name == kind) else {
            return false;
        };
        let scope = Scope {
            record,
            kinds: &self.shapes,
            activities: &self.policy.activities,
            lists: &self.policy.lists,
            zone: &self.policy.workspace.zone,
            with_was: true,
            with_handoff: true,
        };
        cel::compile(text, &scope, Want::Truth)
            .is_ok_and(|condition| condition.always() == Some(false))
    }
}

/// Lowers the documents; what could not be used is told and left out. Fields and activities are counted as `in_force`
/// does, where it is given.
pub(crate) fn lower(
    source: &Source,
    documents: &[Document],
    names: Names,
    in_force: Option<&Policy>,
    problems: &mut Problems,
) -> Lowered {
    let workspace = workspace::lower(documents, &names, problems);
    let context = Context::new(source, documents, (names, workspace), in_force, problems);
    let calendars = calendar::lower(documents, &context, problems);
    let people = person::people(documents, &context.workspace.zone);
    let teams = person::teams(documents);
    let queues = queue::lower(documents, &context, problems);
    let escalations = escalation::lower(documents, &context, problems);
    let points = handoff::lower(documents, &context, problems);
    let gates = gate::lower(documents, &context, problems);
    let playbooks = playbook::lower(documents, &context, problems);
    let healths = health::lower(documents, &context, problems);
    let reviews = review::lower(documents);
    let zones = people.values().map(|person| &person.zone);
    let prepared = Calendars::prepare(&calendars, &context.workspace.zone, zones);
    let Context {
        shapes,
        names,
        workspace,
        kinds,
        activities,
        lists,
        ..
    } = context;
    let policy = Policy {
        revision: 0,
        workspace,
        kinds,
        activities,
        people,
        teams,
        queues,
        calendars,
        prepared,
        escalations,
        points,
        gates,
        playbooks,
        healths,
        reviews,
        lists,
        earlier: BTreeMap::new(),
    };
    Lowered {
        policy,
        names,
        shapes,
    }
}

/// The start of the first file, for what is wrong with the policy as a whole.
pub(crate) const WHOLE: Place = Place {
    file: 0,
    start: 0,
    end: 0,
};
