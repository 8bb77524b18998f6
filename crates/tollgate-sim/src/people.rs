//! People as people are: on holiday, ill, and one of them leaves.

use std::collections::BTreeMap;

use tollgate_core::command::Command;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::state::Availability;
use tollgate_core::time::Timestamp;

use crate::agenda::{Agenda, Deed as Noted};
use crate::manager;
use crate::random::Random;
use crate::scenario::Scenario;
use crate::scene::{DAY, HOUR, Scene};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Away until then, as everybody knows.
    GoAway(PersonId, Timestamp),
    /// Away, and nobody knows for how long.
    FallIll(PersonId),
    Recover(PersonId),
    Leave(PersonId),
}

/// When each person is away: from and to, in order.
#[derive(Debug, Default)]
pub(crate) struct Absences(BTreeMap<PersonId, Vec<(Timestamp, Timestamp)>>);

impl Absences {
    /// `at`, or the end of the absence that it lies in.
    pub(crate) fn here_from(&self, who: &PersonId, at: Timestamp) -> Timestamp {
        let spans = self.0.get(who).into_iter().flatten();
        spans.fold(
            at,
            |at, (from, to)| if *from <= at && at < *to { *to } else { at },
        )
    }
}

/// Plans the year's absences, and who leaves.
pub(crate) fn plan(
    policy: &Policy,
    scenario: &Scenario,
    start: Timestamp,
    random: &mut Random,
    agenda: &mut Agenda,
) -> Absences {
    let mut absences = Absences::default();
    for person in policy.everyone() {
        let spans = spans(scenario, start, random);
        for (from, to) in &spans {
            let deed = if to.since(*from) < 3 * DAY {
                Deed::FallIll(person.clone())
            } else {
                Deed::GoAway(person.clone(), *to)
            };
            if matches!(deed, Deed::FallIll(_)) {
                agenda.note(*to, Noted::People(Deed::Recover(person.clone())));
            }
            agenda.note(*from, Noted::People(deed));
        }
        absences.0.insert(person.clone(), spans);
    }
    if let Some(leaver) = leaver(policy) {
        let at = start.plus(i64::from(scenario.leaves_on_day) * DAY + 14 * HOUR);
        agenda.note(at, Noted::People(Deed::Leave(leaver.clone())));
        let spans = absences.0.entry(leaver.clone()).or_default();
        spans.push((at, Timestamp::MAX));
    }
    absences
}

/// Two or three holidays and a few days of illness, in order and apart from each other.
fn spans(
    scenario: &Scenario,
    start: Timestamp,
    random: &mut Random,
) -> Vec<(Timestamp, Timestamp)> {
    let mut spans = Vec::new();
    let mut at = start.plus(random.between(5, 60) * DAY + 12 * HOUR);
    while at < start.plus(i64::from(scenario.days) * DAY) {
        let days = *random.weighted(&[(3, 1), (2, 2), (3, 7), (2, 11), (1, 16)]);
        let to = at.plus(days * DAY);
        spans.push((at, to));
        at = to.plus(random.between(25, 110) * DAY);
    }
    spans
}

/// The last member of the first team that takes leads from a queue in turn.
fn leaver(policy: &Policy) -> Option<&PersonId> {
    let queue = policy.queues.values().find(|queue| {
        queue.pick == tollgate_core::policy::Pick::Fair && queue.capacity.is_some()
    })?;
    policy.teams.get(&queue.team)?.members.get(1)
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    let (who, availability) = match deed {
        Deed::GoAway(who, until) => (who, Availability::Away(Some(until))),
        Deed::FallIll(who) => (who, Availability::Away(None)),
        Deed::Recover(who) => (who, Availability::Here),
        Deed::Leave(who) => (who, Availability::Left),
    };
    let has_left = scene
        .rows
        .presence(&who)
        .is_some_and(|presence| presence.availability == Availability::Left);
    if !has_left {
        scene.say(&who.clone(), Command::SetAvailability(who, availability));
    }
}

/// Somebody left: the manager looks at what they had.
pub(crate) fn see(scene: &mut Scene<'_>, event: &Event) {
    if let What::PresenceChanged {
        person,
        availability: Availability::Left,
    } = &event.what
    {
        manager::inherit(scene, person);
    }
}
