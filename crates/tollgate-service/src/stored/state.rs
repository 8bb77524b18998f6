//! Stored forms of the rows of state, but for records.

use tollgate_core::ids::RecordRef;
use tollgate_core::policy::{NextKind, Outcome, Then};
use tollgate_core::state::{
    Availability, Clock, Disposition, Gap, Handoff, HandoffState, Leg, NextStep, Presence,
    Segments, Standing, Task, TaskState, Violation, Waiver,
};

use super::macros::{stored_enum, stored_struct};

stored_struct! {
    RecordRef { kind, id }

    Handoff {
        id, point, revision, record, journey, state, sender, owner, queue, rule, dimensions, received_at, opened_at,
        offered_at, assigned_at, touched_at, touched_by, accepted_at, decided_at, closed_at, held_until, overflow_at, retry_at,
        reopen_at, gaps, disposition, next_step, returns, declined, reopened_from, reopened, clocks,
    }
    Clock {
        milestone, target, calendar, started_at, due_first_at, due_at, leg, earlier, used, paused, stopped_at, elapsed,
        breached_at, cancelled, rung, rung_at, segments, segments_to,
    }
    Leg { since, owner, queue }
    Segments { system, queue, working, off_hours, paused }
    Gap { name, says }
    Disposition { outcome, reason, standard, next, then, owner, until, note }
    NextStep { what, due_at, owner }

    Task {
        id, playbook, name, title, record, handoff, state, assignee, queue, started_at, due_at, after, done_at,
        overdue_at,
    }
    Standing { queue, member, credit, offered_at, open, offered }
    Presence { person, availability }
    Waiver { id, record, rule, gate, by, why, from, until }
    Violation { id, record, gate, from, into, rules, opened_at, closed_at, closed_by }
}

stored_enum! {
    HandoffState {
        "held" = Held, "offered" = Offered, "accepted" = Accepted, "completed" = Completed, "returned" = Returned,
        "rejected" = Rejected, "recycled" = Recycled, "withdrawn" = Withdrawn,
    }
    Outcome { "returned" = Returned, "rejected" = Rejected, "recycled" = Recycled }
    NextKind {
        "fix" = Fix, "nurture" = Nurture, "enrich" = Enrich, "suppress" = Suppress, "reroute" = Reroute,
        "merge" = Merge, "close" = Close,
    }
    Then { "nothing" = Nothing, "reopen" = Reopen }
    TaskState { "waiting" = Waiting, "open" = Open, "done" = Done }
    Availability { "here" = Here, "away" = Away(until), "left" = Left }
}
