//! Open handoffs moved one after another, in memory.

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::decide::decide;
use tollgate_core::event::{Event, What};
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::MilestoneId;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{Clock, Handoff, HandoffState, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Reach;

use super::{Effect, Example, Preview};
use crate::fetch::fetch_for;
use crate::ledger::Sequence;
use crate::ports::{Read, StoreError};
use crate::writer::learn_people;

/// Examples that are told of each effect.
const EXAMPLES: usize = 5;
/// Rows after which those of earlier handoffs are forgotten.
const ROWS_MAX: usize = 60_000;

/// Handoffs moved in memory, and what was seen of it.
pub(super) struct Trial<'t> {
    store: &'t dyn Read,
    policy: &'t Policy,
    reach: Reach,
    rows: Situation<'static>,
    sequence: Sequence,
    now: Timestamp,
    pub(super) preview: Preview,
}

impl<'t> Trial<'t> {
    pub(super) fn new(
        store: &'t dyn Read,
        policy: &'t Policy,
        preview: Preview,
        (sequence, now): (Sequence, Timestamp),
    ) -> Result<Self, StoreError> {
        let mut rows = Situation::default();
        learn_people(store, policy, &mut rows)?;
        Ok(Self {
            store,
            policy,
            reach: Reach::new(policy),
            rows,
            sequence,
            now,
            preview,
        })
    }

    /// Takes in an open handoff: what it is, and what it would be.
    pub(super) fn look(&mut self, before: &Handoff) -> Result<(), StoreError> {
        let kind = (before.point.clone(), before.state);
        *self.preview.handoffs.entry(kind).or_default() += 1;
        if self.preview.open == InFlight::Pin {
            *self.preview.pinned.entry(before.revision).or_default() += 1;
            return Ok(());
        }
        self.make_room()?;
        self.migrate(before)?;
        let found = match self.rows.handoff(&before.id) {
            Some(after) => effects(before, after, self.now),
            None => Vec::new(),
        };
        self.preview.changed += u64::from(!found.is_empty());
        for (effect, milestone, from, to) in found {
            let example = Example {
                handoff: before.id,
                point: before.point.clone(),
                record: before.record.clone(),
                milestone,
                from,
                to,
            };
            let examples = self.preview.effects.entry(effect).or_default();
            examples.count += 1;
            if examples.some.len() < EXAMPLES {
                examples.some.push(example);
            }
        }
        Ok(())
    }

    fn migrate(&mut self, handoff: &Handoff) -> Result<(), StoreError> {
        let request = Request {
            actor: Actor::Tollgate,
            command: Command::Migrate(handoff.id, self.preview.open),
        };
        let (policy, rows) = (self.policy, &mut self.rows);
        fetch_for(self.store, policy, &self.reach, rows, &request, self.now)?;
        self.breach(handoff);
        let mut ids = IdSource::new(self.sequence + 1);
        let events = decide(self.policy, &self.rows, &request, self.now, &mut ids);
        for event in &events {
            apply(self.policy, &mut self.rows, event);
            self.sequence += 1;
        }
        Ok(())
    }

    /// Promises that fell due before now are broken by the time of the publication.
    fn breach(&mut self, handoff: &Handoff) {
        let late = handoff.clocks.iter().filter_map(|clock| {
            let due_at = clock.due_at.filter(|due| *due < self.now)?;
            let is_news = clock.is_running() && clock.breached_at.is_none();
            is_news.then(|| (clock.milestone.clone(), due_at))
        });
        for (milestone, due_at) in late {
            let event = Event {
                at: self.now,
                actor: Actor::Tollgate,
                what: What::ClockBreached {
                    handoff: handoff.id,
                    milestone,
                    due_at,
                },
                reasons: Vec::new(),
            };
            apply(self.policy, &mut self.rows, &event);
        }
    }

    /// Forgets the rows of handoffs that were moved, but for the members' accounts, which later choices go by.
    fn make_room(&mut self) -> Result<(), StoreError> {
        if self.rows.size() <= ROWS_MAX {
            return Ok(());
        }
        let before = std::mem::take(&mut self.rows);
        for standing in before.standings() {
            let key = (standing.queue.clone(), standing.member.clone());
            self.rows.put_standing(key, standing.clone());
        }
        learn_people(self.store, self.policy, &mut self.rows)
    }
}

type Found = (Effect, Option<MilestoneId>, String, String);

/// How `after` differs from `before`.
fn effects(before: &Handoff, after: &Handoff, now: Timestamp) -> Vec<Found> {
    let mut found = Vec::new();
    if before.state != after.state {
        let (from, to) = (before.state.as_str(), after.state.as_str());
        found.push((of_state(after.state), None, from.to_owned(), to.to_owned()));
    } else if after.state == HandoffState::Offered
        && (&before.owner, &before.queue) != (&after.owner, &after.queue)
    {
        found.push((Effect::Rerouted, None, holder(before), holder(after)));
    }
    if after.state.is_open() {
        found.extend(
            before
                .clocks
                .iter()
                .filter_map(|clock| promise(clock, after, now)),
        );
        let new = after
            .clocks
            .iter()
            .filter(|clock| before.clock(&clock.milestone).is_none());
        found.extend(new.filter_map(|clock| {
            let due = clock.due_at?;
            Some((
                Effect::Promised,
                Some(clock.milestone.clone()),
                "-".to_owned(),
                due.to_string(),
            ))
        }));
    }
    found
}

const fn of_state(state: HandoffState) -> Effect {
    match state {
        HandoffState::Withdrawn => Effect::Withdrawn,
        HandoffState::Returned => Effect::Returned,
        HandoffState::Rejected | HandoffState::Recycled => Effect::Disposed,
        HandoffState::Held => Effect::Held,
        HandoffState::Offered => Effect::Offered,
        HandoffState::Accepted => Effect::Accepted,
        HandoffState::Completed => Effect::Completed,
    }
}

fn holder(handoff: &Handoff) -> String {
    let owner = handoff.owner.as_ref().map(ToString::to_string);
    let queue = || handoff.queue.as_ref().map(ToString::to_string);
    owner.or_else(queue).unwrap_or_else(|| "nobody".to_owned())
}

/// What becomes of the promise of a clock that runs.
fn promise(before: &Clock, handoff: &Handoff, now: Timestamp) -> Option<Found> {
    let after = handoff.clock(&before.milestone)?;
    if !before.is_running() {
        return None;
    }
    let effect = match (before.due_at, after.due_at) {
        _ if after.cancelled => before.target.map(|_| Effect::Released),
        _ if !after.is_running() => None,
        // One that stands still has no due instant; its promise is told by its target.
        _ if after.is_paused() || before.is_paused() => None,
        (None, None) => None,
        (None, Some(_)) => Some(Effect::Promised),
        (Some(_), None) => Some(Effect::Released),
        (Some(was), Some(due)) if due < was && due <= now && was > now => Some(Effect::Breached),
        (Some(was), Some(due)) if due < was => Some(Effect::Earlier),
        (Some(was), Some(due)) if due > was => Some(Effect::Later),
        (Some(_), Some(_)) => None,
    }?;
    let shown = |due: Option<Timestamp>| due.map_or_else(|| "-".to_owned(), |due| due.to_string());
    let to = if after.cancelled { None } else { after.due_at };
    Some((
        effect,
        Some(before.milestone.clone()),
        shown(before.due_at),
        shown(to),
    ))
}
