//! Milestones of a handoff point: how long each took, how many promises were kept, and where the time went.

use std::collections::BTreeMap;

use super::rate::Rate;
use super::scope::{Promise, Scope, promise};
use super::times::{SortedTimes, Times, took};
use crate::decide::segments;
use crate::ids::MilestoneId;
use crate::state::{Clock, Handoff, Segments};

/// What the clocks of a cohort say, by milestone.
#[derive(Clone, Debug, Default)]
pub struct Milestones {
    by_milestone: BTreeMap<MilestoneId, Tally>,
}

#[derive(Clone, Debug, Default)]
struct Tally {
    clocks: u64,
    times: Times,
    attainment: Rate,
    segments: Segments,
}

/// One milestone of the cohort.
#[derive(Clone, Debug)]
pub struct MilestoneTimes {
    /// The milestone.
    pub milestone: MilestoneId,
    /// How many clocks ran.
    pub clocks: u64,
    /// How long they ran.
    pub times: SortedTimes,
    /// Promises kept, of those met or missed.
    pub attainment: Rate,
    /// Wall time of all clocks together, by what it went into, in microseconds.
    pub segments: Segments,
}

impl Milestones {
    /// Takes in the clocks of a handoff of the cohort.
    pub fn observe(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        for clock in &handoff.clocks {
            let tally = self
                .by_milestone
                .entry(clock.milestone.clone())
                .or_default();
            tally.clocks += 1;
            tally.times.add(took(clock));
            add(&mut tally.segments, &until_now(scope, handoff, clock));
            match promise(clock, scope.now) {
                Promise::Met => tally.attainment.count(true),
                Promise::Missed => tally.attainment.count(false),
                Promise::Open | Promise::None => {}
            }
        }
    }

    /// Adds what another one took in.
    pub fn merge(&mut self, other: Self) {
        for (milestone, more) in other.by_milestone {
            let tally = self.by_milestone.entry(milestone).or_default();
            tally.clocks += more.clocks;
            tally.times.merge(more.times);
            tally.attainment.merge(more.attainment);
            add(&mut tally.segments, &more.segments);
        }
    }

    /// The milestones in the order of the policy; those that it no longer knows come last, by name.
    pub fn finish(self, scope: &Scope<'_>) -> Vec<MilestoneTimes> {
        let place = |id: &MilestoneId| {
            scope
                .point
                .sla
                .iter()
                .position(|milestone| &milestone.id == id)
        };
        let mut all: Vec<_> = self
            .by_milestone
            .into_iter()
            .map(|(milestone, tally)| MilestoneTimes {
                milestone,
                clocks: tally.clocks,
                times: tally.times.sorted(),
                attainment: tally.attainment,
                segments: tally.segments,
            })
            .collect();
        all.sort_by_key(|one| place(&one.milestone).unwrap_or(usize::MAX));
        all
    }
}

/// Where the time of `clock` went; of one that runs, up to now.
fn until_now(scope: &Scope<'_>, handoff: &Handoff, clock: &Clock) -> Segments {
    if clock.is_running() {
        segments(scope.policy.terms_of(handoff), clock, scope.now)
    } else {
        clock.segments
    }
}

fn add(sum: &mut Segments, more: &Segments) {
    sum.system += more.system;
    sum.queue += more.queue;
    sum.working += more.working;
    sum.off_hours += more.off_hours;
    sum.paused += more.paused;
}
