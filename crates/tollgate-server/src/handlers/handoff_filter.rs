//! Which handoffs are asked for, and in which order.

use serde::Deserialize;
use tollgate_core::measure::{Period, Standing};
use tollgate_core::policy::Policy;
use tollgate_core::state::HandoffState;
use tollgate_service::ports::{InTime, NoPlace};
use tollgate_service::queries::{Filter, Order};
use utoipa::IntoParams;

use super::reports::period;
use super::{id, inbox, record_ref, several};
use crate::problem::Problem;

/// Which handoffs; all of what is said has to fit.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Whose inbox it is in: what they carry, what waits in their queues for anybody, and what they sent and have back
    inbox: Option<String>,
    /// Only those that wait for any of the members of a queue, of `queue` where that is said
    #[serde(default)]
    waiting: bool,
    /// `held`, `offered`, `accepted`, `completed`, `returned`, `rejected`, `recycled` or `withdrawn`
    state: Option<String>,
    /// Only those that are open, or only those that are not
    open: Option<bool>,
    /// The handoff point
    point: Option<String>,
    /// Who has it; several with commas between them
    owner: Option<String>,
    /// The queue it came through; several with commas between them
    queue: Option<String>,
    /// The record, as `lead/L-1`
    record: Option<String>,
    /// `at_risk`: open, with a promise nearly used up; `breached`: open, with a broken promise still owed; as the matrix counts
    clock: Option<String>,
    /// First offered on this day or later, in the workspace's zone: `2026-03-01`
    offered_from: Option<String>,
    /// First offered on this day or earlier
    offered_to: Option<String>,
    /// The reason with which it was returned, rejected or recycled
    reason: Option<String>,
    /// `opened`, the oldest first; `due`: open ones, the soonest due running clock first; or `offered`, with a `point`: as they were
    /// offered. `opened` where it is not said
    sort: Option<String>,
    /// Where the page begins: `next` of the page before
    cursor: Option<String>,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    pub(super) limit: Option<usize>,
}

impl Asked {
    /// Which handoffs fit.
    pub(super) fn filter(&self, policy: &Policy) -> Result<Filter, Problem> {
        let record = self.record.as_deref();
        let record = record.map(|text| record_ref("record", text));
        let queues: Vec<_> = several(self.queue.as_deref()).map(Into::into).collect();
        let waiting = match queues.is_empty() {
            true => policy.queues.keys().cloned().collect(),
            false => queues.clone(),
        };
        Ok(Filter {
            inbox: inbox(policy, self.inbox.as_deref()),
            waiting: self.waiting.then_some(waiting),
            state: self.state.as_deref().map(state).transpose()?,
            open: self.open,
            point: self.point.as_deref().map(Into::into),
            owners: several(self.owner.as_deref()).map(Into::into).collect(),
            queues,
            record: record.transpose()?,
            standing: self.clock.as_deref().map(standing).transpose()?,
            offered: self.offered(policy)?,
            reason: self.reason.as_deref().map(Into::into),
        })
    }

    fn offered(&self, policy: &Policy) -> Result<Option<Period>, Problem> {
        match (self.offered_from.as_deref(), self.offered_to.as_deref()) {
            (None, None) => Ok(None),
            (from, to) => {
                let (from, to) = (("offered_from", from), ("offered_to", to));
                period(policy, from, to).map(Some)
            }
        }
    }

    /// In which order they come, and after what.
    pub(super) fn order(&self) -> Result<Order, Problem> {
        let cursor = self.cursor.as_deref();
        match self.sort.as_deref() {
            None | Some("opened") => {
                let after = cursor.map(|text| id("cursor", text));
                Ok(Order::Opened(after.transpose()?))
            }
            Some("due") => Ok(Order::Due(in_time(cursor)?)),
            Some("offered") if self.point.is_none() => {
                let detail = "handoffs are in the order of their offers at one `point`: say which";
                Err(Problem::invalid("sort", detail))
            }
            Some("offered") => Ok(Order::Offered(in_time(cursor)?)),
            Some(other) => {
                let detail = format!("`{other}` is no order: write `opened`, `due` or `offered`");
                Err(Problem::invalid("sort", detail))
            }
        }
    }
}

fn in_time(cursor: Option<&str>) -> Result<Option<InTime>, Problem> {
    let place = |text: &str| text.parse().map_err(|why| not_a_place(text, why));
    cursor.map(place).transpose()
}

fn not_a_place(text: &str, why: NoPlace) -> Problem {
    Problem::invalid("cursor", format!("`{text}`: {why}"))
}

fn state(text: &str) -> Result<HandoffState, Problem> {
    let all = HandoffState::ALL.into_iter();
    let found = all.clone().find(|state| state.as_str() == text);
    found.ok_or_else(|| {
        let known: Vec<_> = all.map(HandoffState::as_str).collect();
        let detail = format!("`{text}` is no state: write one of {}", known.join(", "));
        Problem::invalid("state", detail)
    })
}

fn standing(text: &str) -> Result<Standing, Problem> {
    match text {
        "at_risk" => Ok(Standing::AtRisk),
        "breached" => Ok(Standing::Breached),
        other => {
            let detail = format!("`{other}` is not known: write `at_risk` or `breached`");
            Err(Problem::invalid("clock", detail))
        }
    }
}
