//! Timing: the best of several rounds, so that a busy machine disturbs little.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A few seconds in all, to see that goals hold.
    Quick,
    /// Long enough to quote.
    Full,
}

impl Effort {
    fn rounds(self) -> (u32, Duration) {
        match self {
            Self::Quick => (3, Duration::from_millis(25)),
            Self::Full => (50, Duration::from_millis(20)),
        }
    }
}

/// How often a second `ask` answers one of `questions` on one core, in the better of two things' rounds taken in turn.
///
/// Returns the rate of `ours` and of `theirs`.
pub(crate) fn rates<Q, A, B>(
    effort: Effort,
    questions: &[Q],
    ours: impl Fn(&Q) -> A,
    theirs: impl Fn(&Q) -> B,
) -> (f64, f64) {
    let (rounds, time) = effort.rounds();
    let mut best = (0.0f64, 0.0f64);
    for _ in 0..rounds {
        best.0 = best.0.max(round(time, questions, &ours));
        best.1 = best.1.max(round(time, questions, &theirs));
    }
    best
}

/// The shortest time, in milliseconds, that `work` took in a few goes.
pub(crate) fn shortest<T>(goes: u32, work: impl Fn() -> T) -> f64 {
    let go = |_| {
        let started = Instant::now();
        black_box(work());
        started.elapsed().as_secs_f64() * 1000.0
    };
    (0..goes).map(go).fold(f64::INFINITY, f64::min)
}

/// Answers a second in one round of at least `time`; the clock is read once every few questions.
fn round<Q, A>(time: Duration, questions: &[Q], ask: impl Fn(&Q) -> A) -> f64 {
    let started = Instant::now();
    let mut answered = 0u32;
    loop {
        for few in questions.chunks(16) {
            for question in few {
                black_box(ask(black_box(question)));
            }
            answered += u32::try_from(few.len()).expect("a chunk is small");
            let taken = started.elapsed();
            if taken >= time {
                return f64::from(answered) / taken.as_secs_f64();
            }
        }
    }
}
