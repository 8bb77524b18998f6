//! Ladders that are climbed as a promise runs out.

use serde::Serialize;
use tollgate_core::policy::{Escalation, Notify, Rung, RungAction, RungAt};
use utoipa::ToSchema;

/// A ladder; milestones name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EscalationView {
    /// The ladder.
    pub id: String,
    /// Its rungs, in the order in which they are climbed.
    pub rungs: Vec<RungView>,
}

/// A rung of a ladder: reached either `at` a share of the target or `after` the breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RungView {
    /// The share of the target at which it is reached, in per cent; 100 is the breach.
    pub at: Option<u32>,
    /// How long after the breach it is reached, in the clock's own time.
    pub after: Option<String>,
    /// Who is told: `owner`, `queue`, `manager`, `sender`, `sponsor`, or a person.
    pub notify: Vec<String>,
    /// What is done beside that: `reroute` or `assign_manager`.
    pub act: Option<&'static str>,
    /// How often they are told again.
    pub repeat: Option<RepeatView>,
}

/// How often somebody is told again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RepeatView {
    /// How long after the last time.
    pub every: String,
    /// How many times.
    pub times: u32,
}

impl From<&Escalation> for EscalationView {
    fn from(escalation: &Escalation) -> Self {
        Self {
            id: escalation.id.to_string(),
            rungs: escalation.rungs.iter().map(RungView::from).collect(),
        }
    }
}

impl From<&Rung> for RungView {
    fn from(rung: &Rung) -> Self {
        let (at, after) = match rung.at {
            RungAt::Percent(share) => (Some(share), None),
            RungAt::After(budget) => (None, Some(budget.to_string())),
        };
        Self {
            at,
            after,
            notify: rung.notify.iter().map(who).collect(),
            act: rung.act.map(|act| match act {
                RungAction::Reroute => "reroute",
                RungAction::AssignManager => "assign_manager",
            }),
            repeat: rung.repeat.map(|(every, times)| RepeatView {
                every: every.to_string(),
                times,
            }),
        }
    }
}

/// As the policy writes it.
fn who(notify: &Notify) -> String {
    match notify {
        Notify::Owner => "owner".to_owned(),
        Notify::Queue => "queue".to_owned(),
        Notify::Manager => "manager".to_owned(),
        Notify::Sender => "sender".to_owned(),
        Notify::Sponsor => "sponsor".to_owned(),
        Notify::Person(person) => person.to_string(),
    }
}
