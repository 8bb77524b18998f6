//! What the templates may say.

use jiff::tz::TimeZone;
use minijinja::{Value, context};
use tollgate_core::event::{RungReached, What};
use tollgate_core::ids::{MilestoneId, PersonId};
use tollgate_core::policy::{Policy, RungAction};
use tollgate_core::state::{Disposition, Handoff, Task, Violation, Waiver};
use tollgate_core::time::Timestamp;
use tollgate_service::ports::carrier::{Message, Recipient};

use super::Form;

/// Everything that the templates may say of `message`; what is not known is `none`.
pub(super) fn facts(message: &Message<'_>, links: Option<&str>, form: Form) -> Value {
    let teller = Teller::new(message);
    let handoff = message.handoff;
    let point = handoff.and_then(|handoff| message.policy.points.get(&handoff.point));
    let name = |person: Option<&PersonId>| person.map(|person| teller.name(person));
    let link = links.zip(message.entry.handoff);
    context! {
        slack => form == Form::Slack,
        company => message.policy.workspace.title.as_str(),
        event => message.entry.tag.as_str(),
        at => teller.at(message.event.at),
        actor => name(message.event.actor.person()),
        you => match message.to {
            Recipient::Person(person) => Some(teller.name(person)),
            Recipient::Endpoint | Recipient::Address(_) => None,
        },
        record => message.entry.record.as_ref().map(ToString::to_string),
        point => handoff.map(|handoff| point.map_or(handoff.point.as_str(), |point| &point.title)),
        from => point.map(|point| point.from.as_str()),
        to => point.map(|point| point.to.as_str()),
        state => handoff.map(|handoff| handoff.state.as_str()),
        sender => name(handoff.and_then(|handoff| handoff.sender.as_ref())),
        owner => name(handoff.and_then(|handoff| handoff.owner.as_ref())),
        queue => handoff.and_then(|handoff| handoff.queue.as_ref()).map(|queue| queue.as_str()),
        promises => handoff.map(|handoff| teller.promises(handoff)),
        gaps => handoff.map(|handoff| handoff.gaps.iter().map(|gap| gap.says.to_string()).collect::<Vec<_>>()),
        link => link.map(|(links, handoff)| format!("{links}{handoff}")),
        it => teller.particulars(&message.event.what),
    }
}

/// Names people and instants as the recipient knows them.
struct Teller<'a> {
    policy: &'a Policy,
    zone: &'a TimeZone,
    handoff: Option<&'a Handoff>,
    task: Option<&'a Task>,
    now: Timestamp,
}

impl<'a> Teller<'a> {
    fn new(message: &Message<'a>) -> Self {
        let person = match message.to {
            Recipient::Person(person) => Some(person),
            Recipient::Endpoint | Recipient::Address(_) => None,
        };
        Self {
            policy: message.policy,
            zone: message.policy.zone_of(person),
            handoff: message.handoff,
            task: message.task,
            now: message.event.at,
        }
    }

    fn name(&self, person: &PersonId) -> String {
        let named = self.policy.people.get(person);
        named
            .map_or(person.as_str(), |named| &named.name)
            .to_owned()
    }

    /// `Mon 2 Mar 2026, 09:15 EST`
    fn at(&self, at: Timestamp) -> String {
        let zoned = at.to_jiff().to_zoned(self.zone.clone());
        zoned.strftime("%a %-d %b %Y, %H:%M %Z").to_string()
    }

    /// What is still to happen, the earliest first.
    fn promises(&self, handoff: &Handoff) -> Vec<Value> {
        let running = handoff
            .clocks
            .iter()
            .filter(|clock| clock.stopped_at.is_none() && !clock.cancelled);
        let mut due: Vec<_> = running
            .filter_map(|clock| Some((clock.due_at?, &clock.milestone)))
            .collect();
        due.sort();
        let promise = |(due_at, milestone): (Timestamp, &MilestoneId)| {
            context! {
                milestone => plain(milestone.as_str()),
                due => self.at(due_at),
                late => due_at < self.now,
            }
        };
        due.into_iter().map(promise).collect()
    }

    /// What only this kind of event has to say.
    fn particulars(&self, what: &What) -> Value {
        match what {
            What::RungReached(it) => self.rung(it),
            What::ClockBreached {
                milestone, due_at, ..
            } => context! {
                milestone => plain(milestone.as_str()), due => self.at(*due_at)
            },
            What::ViolationOpened(it) => violation(it),
            What::ViolationClosed { how, .. } => context! { how => how.as_str() },
            What::WaiverGranted(it) => self.waiver(it),
            What::PlaybookStarted { playbook, .. } => {
                context! { playbook => plain(playbook.as_str()) }
            }
            What::TaskCreated(it) => self.of_task(it),
            What::TaskOpened { .. } | What::TaskDone { .. } | What::TaskOverdue { .. } => {
                self.task.map_or(context! {}, |task| self.of_task(task))
            }
            _ => self.of_handoff(what),
        }
    }

    fn of_handoff(&self, what: &What) -> Value {
        match what {
            What::HandoffHeld { until, .. } => context! { until => self.at(*until) },
            What::HandoffRouted(it) => context! {
                owner => it.owner.as_ref().map(|owner| self.name(owner)),
                queue => it.queue.as_ref().map(|queue| queue.as_str()),
            },
            What::HandoffReleased { from, declined, .. } => {
                context! { from => self.name(from), declined }
            }
            What::HandoffTouched { touched_at, by, .. } => context! {
                touched => self.at(*touched_at), by => by.as_ref().map(|by| self.name(by))
            },
            What::HandoffAccepted { by, .. } => context! { by => self.name(by) },
            What::HandoffDisposed {
                disposition,
                reopen_at,
                ..
            } => self.disposition(disposition, *reopen_at),
            What::HandoffWithdrawn { why, .. } => context! { why => why.as_str() },
            What::NextStepSet { step, .. } => context! {
                what => step.what.as_str(), owner => self.name(&step.owner), due => self.at(step.due_at)
            },
            _ => context! {},
        }
    }

    fn rung(&self, it: &RungReached) -> Value {
        let clock = self
            .handoff
            .and_then(|handoff| handoff.clock(&it.milestone));
        let told: Vec<_> = it.notify.iter().map(|person| self.name(person)).collect();
        context! {
            milestone => plain(it.milestone.as_str()),
            due => clock.and_then(|clock| clock.due_at).map(|at| self.at(at)),
            warning => it.warning,
            told,
            act => it.act.map(|act| match act {
                RungAction::Reroute => "reroute",
                RungAction::AssignManager => "assign_manager",
            }),
        }
    }

    fn disposition(&self, it: &Disposition, reopen_at: Option<Timestamp>) -> Value {
        context! {
            outcome => it.outcome.as_str(),
            reason => plain(it.reason.as_str()),
            next => plain(it.next.as_str()),
            next_owner => it.owner.as_ref().map(|owner| self.name(owner)),
            until => it.until.map(|at| self.at(at)),
            note => it.note.as_deref(),
            reopen => reopen_at.map(|at| self.at(at)),
        }
    }

    fn waiver(&self, it: &Waiver) -> Value {
        context! {
            gate => plain(it.gate.as_str()),
            rule => it.rule.as_ref().map(|rule| plain(rule.as_str())),
            by => self.name(&it.by),
            why => it.why.as_str(),
            until => self.at(it.until),
        }
    }

    fn of_task(&self, it: &Task) -> Value {
        let queue = it.queue.as_ref().map(|queue| queue.to_string());
        context! {
            title => it.title.as_str(),
            due => it.due_at.map(|at| self.at(at)),
            assignee => it.assignee.as_ref().map(|person| self.name(person)).or(queue),
        }
    }
}

fn violation(it: &Violation) -> Value {
    let rules: Vec<_> = it.rules.iter().map(|rule| plain(rule.as_str())).collect();
    context! {
        gate => plain(it.gate.as_str()),
        from => it.from.as_ref().map(|from| from.as_str()),
        into => it.into.as_str(),
        rules,
    }
}

/// A name of the policy as a word: `first_touch` is `first touch`.
fn plain(name: &str) -> String {
    name.replace('_', " ")
}
