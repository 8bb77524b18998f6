//! What an event does to the rows: the only way in which state changes.
//!
//! Nothing is decided here. Replaying a ledger through [`apply`] gives the rows that were there when it was written.

mod clock;
mod disposition;
mod handoff;
mod record;
mod standing;
mod task;

use crate::event::{Event, What};
use crate::policy::Policy;
use crate::state::{Presence, Situation};

/// Changes the rows as `event` says.
///
/// `policy` tells the slots of the fields, and nothing else. An event about a row that is not known changes nothing.
#[expect(
    clippy::too_many_lines,
    reason = "a table of contents: one entry an event"
)]
pub fn apply(policy: &Policy, rows: &mut Situation<'_>, event: &Event) {
    let at = event.at;
    match &event.what {
        What::RecordObserved(observed) => record::observed(policy, rows, observed),
        What::JourneyJoined { record, journey } => record::joined(policy, rows, record, journey),
        What::ActivityLogged(activity) => record::did(policy, rows, activity),
        What::RecordSuppressed { record, identity } => {
            record::suppressed(policy, rows, record, identity.as_ref())
        }
        What::PersonErased(erasure) => record::erased(rows, erasure),
        What::RecordForgotten(forgetting) => record::forgotten(policy, rows, forgetting),
        What::RecordAlarmSet { record, at } => record::alarm(policy, rows, record, *at),
        What::HandoffOpened(opened) => handoff::opened(policy, rows, opened, at),
        What::HandoffHeld {
            handoff,
            gaps,
            until,
        } => handoff::held(rows, handoff, gaps, *until),
        What::HandoffOffered {
            handoff,
            gaps,
            dimensions,
        } => handoff::offered(rows, handoff, gaps, dimensions, at),
        What::HandoffRouted(routed) => handoff::routed(rows, routed, at),
        What::HandoffReleased {
            handoff,
            from,
            declined,
        } => handoff::released(rows, handoff, from, *declined),
        What::HandoffTouched {
            handoff,
            touched_at,
            by,
        } => handoff::touched(rows, handoff, *touched_at, by.as_ref()),
        What::HandoffAccepted { handoff, by } => handoff::accepted(rows, handoff, by, at),
        What::HandoffDisposed {
            handoff,
            disposition,
            gaps,
            reopen_at,
        } => {
            disposition::disposed(rows, handoff, disposition, gaps, *reopen_at, at);
        }
        What::HandoffWithdrawn { handoff, .. } => disposition::withdrawn(rows, handoff, at),
        What::HandoffCompleted { handoff } => disposition::completed(rows, handoff, at),
        What::ReopeningEnded { handoff, reopened } => {
            disposition::reopening_ended(rows, handoff, *reopened)
        }
        What::NextStepSet { handoff, step } => {
            rows.update_handoff(handoff, |h| h.next_step = Some(step.clone()))
        }
        What::ClockStarted(started) => clock::started(rows, started),
        What::ClockPaused {
            handoff,
            milestone,
            segments,
        } => clock::paused(rows, handoff, milestone, *segments, at),
        What::ClockResumed {
            handoff,
            milestone,
            due_at,
            rung_at,
            segments,
        } => {
            clock::resumed(rows, handoff, milestone, (*due_at, *rung_at), *segments, at);
        }
        What::ClockMoved(moved) => clock::moved(rows, moved, at),
        What::ClockStopped {
            handoff,
            milestone,
            stopped_at,
            elapsed,
            segments,
        } => {
            clock::stopped(rows, handoff, milestone, (*stopped_at, *elapsed), *segments);
        }
        What::ClockBreached {
            handoff,
            milestone,
            due_at,
        } => clock::breached(rows, handoff, milestone, *due_at),
        What::ClockCancelled {
            handoff,
            milestone,
            segments,
        } => clock::cancelled(rows, handoff, milestone, *segments, at),
        What::RungReached(reached) => clock::rung(rows, reached),
        What::StandingSet(standing) => {
            rows.put_standing(
                (standing.queue.clone(), standing.member.clone()),
                standing.clone(),
            );
        }
        What::PresenceChanged {
            person,
            availability,
        } => {
            let row = Presence {
                person: person.clone(),
                availability: *availability,
            };
            rows.put_presence(person.clone(), row);
        }
        What::ViolationOpened(violation) => rows.put_violation(violation.id, violation.clone()),
        What::ViolationClosed { violation, how } => rows.update_violation(violation, |v| {
            v.closed_at = Some(at);
            v.closed_by = Some(how.clone());
        }),
        What::WaiverGranted(waiver) => rows.put_waiver(waiver.id, waiver.clone()),
        What::PlaybookStarted {
            playbook,
            record,
            for_date,
            ..
        } => {
            record::started_for(policy, rows, record, playbook.as_text(), *for_date);
        }
        What::TaskCreated(created) => rows.put_task(created.id, created.clone()),
        What::TaskOpened { task } => task::opened(rows, task),
        What::TaskDone { task } => task::done(rows, task, at),
        What::TaskOverdue { task } => rows.update_task(task, |t| t.overdue_at = Some(at)),
        What::HandoffMigrated(migrated) => handoff::migrated(rows, migrated, at),
        What::PolicyPublished { .. }
        | What::GateAnswered(_)
        | What::Audited(_)
        | What::Refused(_) => {}
    }
}
