//! A cohort broken down: by owner, team, queue, week, and the fields that the policy names as dimensions.

use std::collections::BTreeMap;

use smol_str::{SmolStr, format_smolstr};

use super::funnel::Funnel;
use super::rate::Rate;
use super::scope::Scope;
use super::times::{SortedTimes, Times};
use super::{conversion_rate, sla_attainment, time_to_first_touch};
use crate::ids::TeamId;
use crate::policy::Policy;
use crate::state::Handoff;

/// Counts a cohort by the values of each grouping.
#[derive(Clone, Debug, Default)]
pub struct Breakdown {
    groups: BTreeMap<Grouping, BTreeMap<SmolStr, Tally>>,
}

/// What a cohort is broken down by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// Who has it, or had it last.
    Owner,
    /// The team of the owner, or of the queue it waits in.
    Team,
    /// The queue it came through.
    Queue,
    /// A field of the record, such as the source.
    Field(SmolStr),
    /// The ISO week in which it was offered, in the workspace's zone.
    Week,
}

impl Grouping {
    /// The grouping, as people read it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Owner => "owner",
            Self::Team => "team",
            Self::Queue => "queue",
            Self::Field(name) => name,
            Self::Week => "week",
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Tally {
    funnel: Funnel,
    sla: Rate,
    conversion: Rate,
    first_touch: Times,
}

/// One value of a grouping.
#[derive(Clone, Debug)]
pub struct Group {
    /// The value; `None` where there is none: nobody's, in no queue.
    pub value: Option<SmolStr>,
    /// What became of its handoffs.
    pub funnel: Funnel,
    /// Promises kept, of those met or missed.
    pub sla: Rate,
    /// Completed, of those decided or due.
    pub conversion: Rate,
    /// Time to first touch.
    pub first_touch: SortedTimes,
}

impl Breakdown {
    /// Counts a handoff of the cohort into its group of every grouping.
    pub fn observe(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        for (grouping, value) in values(scope, handoff) {
            let tally = self
                .groups
                .entry(grouping)
                .or_default()
                .entry(value)
                .or_default();
            tally.funnel.observe(scope, handoff);
            sla_attainment::observe(&mut tally.sla, scope, handoff);
            conversion_rate::observe(&mut tally.conversion, scope, handoff);
            time_to_first_touch::observe(&mut tally.first_touch, scope, handoff);
        }
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: Self) {
        for (grouping, values) in other.groups {
            for (value, more) in values {
                let tally = self
                    .groups
                    .entry(grouping.clone())
                    .or_default()
                    .entry(value)
                    .or_default();
                tally.funnel.merge(more.funnel);
                tally.sla.merge(more.sla);
                tally.conversion.merge(more.conversion);
                tally.first_touch.merge(more.first_touch);
            }
        }
    }

    /// The groups of each grouping: weeks in their order, all others the largest first.
    pub fn finish(self) -> BTreeMap<Grouping, Vec<Group>> {
        let groups = self.groups.into_iter().map(|(grouping, values)| {
            let mut groups: Vec<_> = values
                .into_iter()
                .map(|(value, tally)| group(value, tally))
                .collect();
            if grouping != Grouping::Week {
                groups.sort_by_key(|group| std::cmp::Reverse(group.funnel.offered));
            }
            (grouping, groups)
        });
        groups.collect()
    }
}

fn group(value: SmolStr, tally: Tally) -> Group {
    Group {
        value: Some(value).filter(|value| !value.is_empty()),
        funnel: tally.funnel,
        sla: tally.sla,
        conversion: tally.conversion,
        first_touch: tally.first_touch.sorted(),
    }
}

/// The group of `handoff` in every grouping; empty text where it is in none.
fn values(scope: &Scope<'_>, handoff: &Handoff) -> Vec<(Grouping, SmolStr)> {
    let owner = handoff.owner.as_ref().map(|owner| owner.as_text().clone());
    let team = team_of(scope.policy, handoff).map(|team| team.as_text().clone());
    let queue = handoff.queue.as_ref().map(|queue| queue.as_text().clone());
    let mut values = vec![
        (Grouping::Owner, owner.unwrap_or_default()),
        (Grouping::Team, team.unwrap_or_default()),
        (Grouping::Queue, queue.unwrap_or_default()),
    ];
    let fields = handoff.dimensions.iter();
    values.extend(fields.map(|(name, value)| (Grouping::Field(name.clone()), value.clone())));
    if let Some(at) = handoff.offered_at {
        let week = scope.date(at).iso_week_date();
        values.push((
            Grouping::Week,
            format_smolstr!("{}-W{:02}", week.year(), week.week()),
        ));
    }
    values
}

/// The team of the queue that it came through, where its owner belongs to several; otherwise the owner's first.
fn team_of<'a>(policy: &'a Policy, handoff: &Handoff) -> Option<&'a TeamId> {
    let through = handoff
        .queue
        .as_ref()
        .and_then(|queue| policy.queues.get(queue))
        .map(|queue| &queue.team);
    let Some(owner) = &handoff.owner else {
        return through;
    };
    let mut teams = policy.teams_of(owner).map(|team| &team.id);
    let first = teams.next();
    if through.is_some_and(|through| first == Some(through) || teams.any(|team| team == through)) {
        return through;
    }
    first
}
