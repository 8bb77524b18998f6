//! Any value of a core type, from a seed: for round trips. Every field and every variant is listed, so none is missed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use smol_str::SmolStr;
use tollgate_core::audit::{Audit, AuditKind};
use tollgate_core::command::{Activity, Actor, Direction};
use tollgate_core::erasure::{ErasedEntry, Erasure, Forgetting};
use tollgate_core::event::{
    ClockMoved, ClockStarted, Event, GateAnswered, HandoffMigrated, HandoffOpened, HandoffRouted,
    MigratedClock, RecordObserved, Refused, RungReached, What,
};
use tollgate_core::ids::{
    ActivityId, ActivityType, CalendarId, FieldName, GateId, HandoffId, MilestoneId, PersonId,
    PlaybookId, PointId, QueueId, ReasonCode, RecordId, RecordKind, RecordRef, RuleId, StageName,
    TaskId, TaskName, ViolationId, WaiverId,
};
use tollgate_core::policy::{InFlight, NextKind, Outcome, RungAction, Then};
use tollgate_core::reason::{Reason, Verdict};
use tollgate_core::state::{
    Availability, Clock, Did, Disposition, Gap, Handoff, HandoffState, Held, Leg, NextStep,
    Presence, Segments, Standing, Task, TaskState, Trace, Violation, Waiver,
};
use tollgate_core::time::{Budget, Timestamp};
use tollgate_core::value::Value;
use uuid::Uuid;

use crate::seed::Seed;

/// A type of which any value can be made.
pub trait Any {
    /// A value that depends on nothing but `seed`; extremes come often.
    fn any(seed: &mut Seed) -> Self;
}

macro_rules! any_struct {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {$(
        impl Any for $type {
            fn any(seed: &mut Seed) -> Self {
                Self { $($field: Any::any(seed)),+ }
            }
        }
    )+};
}

macro_rules! any_enum {
    ($($type:ident { $($variant:ident $(($part:ident))? $({ $($field:ident),+ $(,)? })?),+ $(,)? })+) => {$(
        impl Any for $type {
            fn any(seed: &mut Seed) -> Self {
                let variants: &[fn(&mut Seed) -> Self] = &[
                    $(|_seed| {
                        $(let $part = Any::any(_seed);)?
                        $($(let $field = Any::any(_seed);)+)?
                        Self::$variant $(($part))? $({ $($field),+ })?
                    }),+
                ];
                seed.one_of(variants)(seed)
            }
        }

        const _: fn(&$type) = |value| match value {
            // The compiler names a variant that was forgotten.
            $($type::$variant { .. } => (),)+
        };
    )+};
}

macro_rules! any_texts {
    ($($type:ident),+ $(,)?) => {$(
        impl Any for $type {
            fn any(seed: &mut Seed) -> Self {
                Self::from(SmolStr::any(seed))
            }
        }
    )+};
}

any_texts!(
    ActivityId,
    ActivityType,
    CalendarId,
    FieldName,
    GateId,
    MilestoneId,
    PersonId,
    PlaybookId,
    PointId,
    QueueId,
    ReasonCode,
    RecordId,
    RecordKind,
    RuleId,
    StageName,
    TaskName,
);

macro_rules! any_ids {
    ($($type:ident),+) => {$(
        impl Any for $type {
            fn any(seed: &mut Seed) -> Self {
                Self(Uuid::from_u64_pair(seed.bits(), seed.bits()))
            }
        }
    )+};
}

any_ids!(HandoffId, TaskId, WaiverId, ViolationId);

impl Any for SmolStr {
    fn any(seed: &mut Seed) -> Self {
        const PARTS: &[&str] = &[
            "a",
            "B",
            "ana@acme.example",
            "\"",
            "\\",
            "\n",
            "\r\t",
            "\u{0}",
            "\u{1f}",
            "\u{7f}",
            "ä",
            "🙂",
            "{",
            "}",
            "[",
            ",",
            ":",
            " ",
            "null",
            "0",
            "%",
            "'",
            "\u{2028}",
            "İ",
            "-",
        ];
        (0..seed.below(5)).map(|_| seed.one_of(PARTS)).collect()
    }
}

impl Any for i64 {
    fn any(seed: &mut Seed) -> Self {
        match seed.below(6) {
            0 => 0,
            1 => Self::MAX,
            2 => Self::MIN,
            3 => -1,
            _ => seed.bits().cast_signed(),
        }
    }
}

impl Any for u32 {
    fn any(seed: &mut Seed) -> Self {
        seed.one_of(&[0, 1, 7, Self::MAX])
    }
}

impl Any for u64 {
    fn any(seed: &mut Seed) -> Self {
        u32::any(seed).into()
    }
}

impl Any for u16 {
    fn any(seed: &mut Seed) -> Self {
        seed.one_of(&[0, 1, 7, Self::MAX])
    }
}

impl Any for bool {
    fn any(seed: &mut Seed) -> Self {
        seed.once_in(2)
    }
}

/// Never not-a-number, which is not even equal to itself.
impl Any for f64 {
    fn any(seed: &mut Seed) -> Self {
        let wild = Self::from_bits(seed.bits());
        let tame = [
            0.0,
            -0.0,
            0.1,
            1.0,
            -2.5,
            1e300,
            5e-324,
            Self::INFINITY,
            Self::NEG_INFINITY,
        ];
        if wild.is_nan() || seed.once_in(2) {
            seed.one_of(&tame)
        } else {
            wild
        }
    }
}

impl Any for Timestamp {
    fn any(seed: &mut Seed) -> Self {
        match seed.below(4) {
            0 => Self::MIN,
            1 => Self::MAX,
            _ => Self::from_micros(i64::any(seed) / 4),
        }
    }
}

impl Any for Date {
    fn any(seed: &mut Seed) -> Self {
        let year = i16::try_from(1 + seed.below(9998)).expect("below 9999");
        let part = |seed: &mut Seed, end| i8::try_from(1 + seed.below(end)).expect("below 29");
        jiff::civil::date(year, part(seed, 12), part(seed, 28))
    }
}

impl<T: Any> Any for Option<T> {
    fn any(seed: &mut Seed) -> Self {
        (!seed.once_in(3)).then(|| T::any(seed))
    }
}

impl<T: Any> Any for Vec<T> {
    fn any(seed: &mut Seed) -> Self {
        (0..seed.below(4)).map(|_| T::any(seed)).collect()
    }
}

impl<A: Any, B: Any> Any for (A, B) {
    fn any(seed: &mut Seed) -> Self {
        (A::any(seed), B::any(seed))
    }
}

impl<K: Any + Ord, V: Any> Any for BTreeMap<K, V> {
    fn any(seed: &mut Seed) -> Self {
        (0..seed.below(4)).map(|_| <(K, V)>::any(seed)).collect()
    }
}

impl Any for Value {
    fn any(seed: &mut Seed) -> Self {
        match seed.below(11) {
            0 => Self::Missing,
            1 => Self::Bool(Any::any(seed)),
            2 => Self::Int(Any::any(seed)),
            3 => Self::Num(Any::any(seed)),
            4 => Self::Money(Any::any(seed)),
            5 => Self::Date(Any::any(seed)),
            6 => Self::Instant(Any::any(seed)),
            7 => Self::Duration(Any::any(seed)),
            8 => Self::List((0..seed.below(3)).map(|_| Self::any(seed)).collect()),
            _ => Self::Text(Any::any(seed)),
        }
    }
}

any_enum! {
    Budget { Time(micros), Days(days), WorkingDays(days) }
    HandoffState { Held, Offered, Accepted, Completed, Returned, Rejected, Recycled, Withdrawn }
    Outcome { Returned, Rejected, Recycled }
    NextKind { Fix, Nurture, Enrich, Suppress, Reroute, Merge, Close }
    Then { Nothing, Reopen }
    TaskState { Waiting, Open, Done }
    Availability { Here, Away(until), Left }
    Actor { Person(person), System(name), Tollgate }
    Direction { Outbound, Inbound }
    InFlight { Pin, Migrate, Reevaluate }
    RungAction { Reroute, AssignManager }
    AuditKind {
        SignedIn, SignInFailed, SignedOut, TokenMade, TokenRevoked, TokenUsed, RoleChanged, AccountMade, AccountDisabled,
        AccountEnabled, LinkMade, PasswordChosen, PasswordChanged, SecondFactorSet, SecondFactorRemoved,
        Exported, Anchored, ProposalMade, ProposalApproved, ProposalDeclined, ProposalWithdrawn,
    }
    Verdict { Pass, Fail, Unknown, Skipped }
    What {
        RecordObserved(it), JourneyJoined { record, journey }, ActivityLogged(it), RecordSuppressed { record, identity },
        RecordAlarmSet { record, at }, HandoffOpened(it), HandoffHeld { handoff, gaps, until },
        HandoffOffered { handoff, gaps, dimensions }, HandoffRouted(it), HandoffReleased { handoff, from, declined },
        HandoffTouched { handoff, touched_at, by }, HandoffAccepted { handoff, by },
        HandoffDisposed { handoff, disposition, gaps, reopen_at }, HandoffWithdrawn { handoff, why },
        HandoffCompleted { handoff }, ReopeningEnded { handoff, reopened }, NextStepSet { handoff, step },
        ClockStarted(it), ClockPaused { handoff, milestone, segments },
        ClockResumed { handoff, milestone, due_at, rung_at, segments }, ClockMoved(it),
        ClockStopped { handoff, milestone, stopped_at, elapsed, segments }, ClockBreached { handoff, milestone, due_at },
        ClockCancelled { handoff, milestone, segments }, RungReached(it), StandingSet(it),
        PresenceChanged { person, availability }, GateAnswered(it), ViolationOpened(it), ViolationClosed { violation, how },
        WaiverGranted(it), PlaybookStarted { playbook, record, handoff, for_date }, TaskCreated(it), TaskOpened { task },
        TaskDone { task }, TaskOverdue { task }, PolicyPublished { revision, open, digest, approved_by }, HandoffMigrated(it),
        Audited(it), PersonErased(it), RecordForgotten(it), Refused(it),
    }
}

any_struct! {
    RecordRef { kind, id }
    Audit { kind, subject, detail, done_at }
    Erasure { records, entries, suppressed, erased_at }
    Forgetting { record, fields, entries, suppressed, forgotten_at }
    ErasedEntry { sequence, digest }
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
    Held { value, at }
    Did { count, last_at, last_by, tag }
    Trace { at, field, to }
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
    Refused { command, subject, code, says }
}
