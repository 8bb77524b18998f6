//! A clock: one running measurement of a milestone, with every microsecond attributed.

use crate::ids::{CalendarId, MilestoneId, PersonId, QueueId};
use crate::time::{Budget, Timestamp};

/// One clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// What it measures.
    pub milestone: MilestoneId,
    /// What was promised; `None` when it is only measured.
    pub target: Option<Budget>,
    /// The calendar that it counts in; wall time where there is none.
    pub calendar: Option<CalendarId>,
    /// When it started.
    pub started_at: Timestamp,
    /// When the promise fell due at first.
    pub due_first_at: Option<Timestamp>,
    /// When the promise falls due, after pauses and changes of owner.
    pub due_at: Option<Timestamp>,
    /// The present stretch under one owner.
    pub leg: Leg,
    /// The stretches before it, the first first; each ends where the next begins. News that comes late may show that the
    /// clock stopped in one of them.
    pub earlier: Vec<Leg>,
    /// Working microseconds counted in earlier legs.
    pub used: i64,
    /// Spans in which it stood still: from, and to where it has ended.
    pub paused: Vec<(Timestamp, Option<Timestamp>)>,
    /// When it stopped.
    pub stopped_at: Option<Timestamp>,
    /// Working microseconds from start to stop.
    pub elapsed: Option<i64>,
    /// When the promise was broken; measurement goes on.
    pub breached_at: Option<Timestamp>,
    /// The handoff ended first, so the milestone no longer applies.
    pub cancelled: bool,
    /// How far the ladder was climbed: rungs fired, and repeats of the last.
    pub rung: (u16, u32),
    /// When the next rung is reached.
    pub rung_at: Option<Timestamp>,
    /// Wall time so far, attributed; complete once stopped.
    pub segments: Segments,
    /// Up to when the segments count.
    pub segments_to: Timestamp,
}

/// A stretch of a clock under one responsible person.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Since when.
    pub since: Timestamp,
    /// Who is responsible; `None` while it waits in a queue, or nobody has it yet.
    pub owner: Option<PersonId>,
    /// The queue that it waits in, or came through.
    pub queue: Option<QueueId>,
}

/// What a stretch of a clock's time went into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Validation, holds and routing.
    System,
    /// Waiting in a queue.
    Queue,
    /// The owner's working time.
    Working,
    /// Outside the calendar's hours.
    OffHours,
    /// Paused.
    Paused,
}

/// Wall time by what it went into, in microseconds. The sum is the wall time from start to `segments_to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Segments {
    /// Validation, holds and routing.
    pub system: i64,
    /// Waiting in a queue.
    pub queue: i64,
    /// The owner's working time.
    pub working: i64,
    /// Outside the calendar's hours.
    pub off_hours: i64,
    /// Paused.
    pub paused: i64,
}

impl Segments {
    /// Adds `micros` to `segment`.
    pub fn add(&mut self, segment: Segment, micros: i64) {
        let part = match segment {
            Segment::System => &mut self.system,
            Segment::Queue => &mut self.queue,
            Segment::Working => &mut self.working,
            Segment::OffHours => &mut self.off_hours,
            Segment::Paused => &mut self.paused,
        };
        *part += micros;
    }

    /// All of it.
    pub const fn total(&self) -> i64 {
        self.system + self.queue + self.working + self.off_hours + self.paused
    }
}

impl Clock {
    /// True while it measures.
    pub const fn is_running(&self) -> bool {
        self.stopped_at.is_none() && !self.cancelled
    }

    /// True while it stands still.
    pub fn is_paused(&self) -> bool {
        self.paused.last().is_some_and(|(_, to)| to.is_none())
    }

    /// True when it stopped in time; an act at exactly the due instant is in time.
    pub fn is_met(&self) -> bool {
        self.stopped_at
            .is_some_and(|stopped| self.due_at.is_none_or(|due| stopped <= due))
    }

    /// The earliest instant at which time alone changes something.
    pub fn next_alarm(&self) -> Option<Timestamp> {
        if !self.is_running() {
            return None;
        }
        // An act at exactly the due instant is in time, so the breach is looked for just after it.
        let breach = self
            .due_at
            .filter(|_| self.breached_at.is_none())
            .map(|due| due.plus(1));
        [breach, self.rung_at].into_iter().flatten().min()
    }
}
