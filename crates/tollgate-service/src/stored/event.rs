//! Stored forms of events: what the ledger holds.

use tollgate_core::audit::{Audit, AuditKind};
use tollgate_core::command::{Activity, Actor, Direction};
use tollgate_core::erasure::{ErasedEntry, Erasure, Forgetting};
use tollgate_core::event::{
    ClockMoved, ClockStarted, Event, GateAnswered, HandoffMigrated, HandoffOpened, HandoffRouted,
    MigratedClock, RecordObserved, Refused, RungReached, What,
};
use tollgate_core::policy::{InFlight, RungAction};
use tollgate_core::reason::{Reason, Verdict};

use super::macros::{stored_enum, stored_struct};

stored_struct! {
    Event { at, actor, what, reasons }
    Reason { rule, verdict, says, seen }
    Activity { id, record, of, direction, by, automated, tag, at }
    RecordObserved { record, created_at, changed_at, changes, confirmed }
    HandoffOpened { handoff, point, revision, record, journey, sender, received_at, reopened_from, for_date, declined }
    HandoffRouted { handoff, rule, queue, owner, overflow_at, retry_at }
    ClockStarted { handoff, milestone, target, calendar, started_at, due_at, owner, queue, rung_at }
    ClockMoved { handoff, milestone, owner, queue, used, due_at, rung_at, segments }
    HandoffMigrated { handoff, revision, clocks }
    MigratedClock { milestone, target, calendar, used, due_at, rung_at, segments }
    RungReached { handoff, milestone, rung, repeat, warning, notify, act, next, next_at }
    GateAnswered { record, gates, from, into, allowed, blocked_by, warned_by }
    Audit { kind, subject, detail, done_at }
    Erasure { records, entries, suppressed, erased_at }
    Forgetting { record, fields, entries, suppressed, forgotten_at }
    ErasedEntry { sequence, digest }
    Refused { command, subject, code, says }
}

stored_enum! {
    AuditKind {
        "signed_in" = SignedIn, "sign_in_failed" = SignInFailed, "signed_out" = SignedOut, "token_made" = TokenMade,
        "token_revoked" = TokenRevoked, "token_used" = TokenUsed, "role_changed" = RoleChanged,
        "account_made" = AccountMade, "account_disabled" = AccountDisabled,
        "account_enabled" = AccountEnabled, "link_made" = LinkMade, "password_chosen" = PasswordChosen,
        "password_changed" = PasswordChanged, "second_factor_set" = SecondFactorSet,
        "second_factor_removed" = SecondFactorRemoved, "exported" = Exported, "anchored" = Anchored,
        "proposal_made" = ProposalMade, "proposal_approved" = ProposalApproved, "proposal_declined" = ProposalDeclined,
        "proposal_withdrawn" = ProposalWithdrawn
    }
    Actor { "person" = Person(person), "system" = System(name), "tollgate" = Tollgate }
    Direction { "outbound" = Outbound, "inbound" = Inbound }
    InFlight { "pin" = Pin, "migrate" = Migrate, "reevaluate" = Reevaluate }
    RungAction { "reroute" = Reroute, "assign_manager" = AssignManager }
    Verdict { "pass" = Pass, "fail" = Fail, "unknown" = Unknown, "skipped" = Skipped }
}

/// The name that an event goes by in the ledger: `handoff_opened`.
pub type EventTag = &'static str;

/// The list of what can happen, from which both the stored form and the tags are made.
macro_rules! whats {
    ($($name:literal = $variant:ident $(($part:ident))? $({ $($field:ident),+ })?),+ $(,)?) => {
        stored_enum! { What { $($name = $variant $(($part))? $({ $($field),+ })?),+ } }

        /// Every name that an event goes by, in the order of the vocabulary.
        pub const EVENT_TAGS: &[EventTag] = &[$($name),+];

        /// The name that `what` goes by in the ledger.
        pub fn tag_of(what: &What) -> EventTag {
            match what {
                $(What::$variant { .. } => $name,)+
            }
        }
    };
}

whats! {
    "record_observed" = RecordObserved(it),
    "journey_joined" = JourneyJoined { record, journey },
    "activity_logged" = ActivityLogged(it),
    "record_suppressed" = RecordSuppressed { record, identity },
    "record_alarm_set" = RecordAlarmSet { record, at },
    "handoff_opened" = HandoffOpened(it),
    "handoff_held" = HandoffHeld { handoff, gaps, until },
    "handoff_offered" = HandoffOffered { handoff, gaps, dimensions },
    "handoff_routed" = HandoffRouted(it),
    "handoff_released" = HandoffReleased { handoff, from, declined },
    "handoff_touched" = HandoffTouched { handoff, touched_at, by },
    "handoff_accepted" = HandoffAccepted { handoff, by },
    "handoff_disposed" = HandoffDisposed { handoff, disposition, gaps, reopen_at },
    "handoff_withdrawn" = HandoffWithdrawn { handoff, why },
    "handoff_completed" = HandoffCompleted { handoff },
    "reopening_ended" = ReopeningEnded { handoff, reopened },
    "next_step_set" = NextStepSet { handoff, step },
    "clock_started" = ClockStarted(it),
    "clock_paused" = ClockPaused { handoff, milestone, segments },
    "clock_resumed" = ClockResumed { handoff, milestone, due_at, rung_at, segments },
    "clock_moved" = ClockMoved(it),
    "clock_stopped" = ClockStopped { handoff, milestone, stopped_at, elapsed, segments },
    "clock_breached" = ClockBreached { handoff, milestone, due_at },
    "clock_cancelled" = ClockCancelled { handoff, milestone, segments },
    "rung_reached" = RungReached(it),
    "standing_set" = StandingSet(it),
    "presence_changed" = PresenceChanged { person, availability },
    "gate_answered" = GateAnswered(it),
    "violation_opened" = ViolationOpened(it),
    "violation_closed" = ViolationClosed { violation, how },
    "waiver_granted" = WaiverGranted(it),
    "playbook_started" = PlaybookStarted { playbook, record, handoff, for_date },
    "task_created" = TaskCreated(it),
    "task_opened" = TaskOpened { task },
    "task_done" = TaskDone { task },
    "task_overdue" = TaskOverdue { task },
    "policy_published" = PolicyPublished { revision, open, digest, approved_by },
    "handoff_migrated" = HandoffMigrated(it),
    "audited" = Audited(it),
    "person_erased" = PersonErased(it),
    "record_forgotten" = RecordForgotten(it),
    "refused" = Refused(it),
}
