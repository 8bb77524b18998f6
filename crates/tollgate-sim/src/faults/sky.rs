//! What goes wrong, and when: a seeded stream that every handle of the store asks.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tollgate_service::ledger::Sequence;
use tollgate_service::ports::StoreError;

use crate::random::Random;

/// Something that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A transaction did not begin.
    BeginRefused,
    /// A question was not answered.
    ReadRefused,
    /// A commit wrote nothing and said so.
    CommitRefused,
    /// A commit wrote everything, and its answer was lost.
    AnswerLost,
    /// A process ended between two steps of its work, with everything that was on its way.
    Crash,
    /// A process ended while it waited for nothing, or was stopped without being asked to finish.
    Killed,
    /// Another process appended while this one had decided ahead.
    OtherAppended,
    /// A delivery came twice.
    CameTwice,
    /// Somebody published another policy.
    Published,
    /// The clock jumped ahead by hours or days.
    ClockForward,
    /// The clock jumped back.
    ClockBack,
    /// A receiver answered nothing.
    EndpointHung,
    /// A receiver took a message, and its answer was lost.
    EndpointUnheard,
    /// A receiver answered an error.
    EndpointFailed,
    /// A receiver asked for patience.
    EndpointBusy,
    /// A receiver wanted no more.
    EndpointGone,
    /// A receiver was down for hours.
    EndpointDown,
    /// A message cannot be delivered, ever.
    NoMailbox,
    /// An attempt went on for longer than the claim held, and another process served the endpoint meanwhile.
    ClaimOutlived,
}

impl Fault {
    /// Every one.
    pub const ALL: [Self; 19] = [
        Self::BeginRefused,
        Self::ReadRefused,
        Self::CommitRefused,
        Self::AnswerLost,
        Self::Crash,
        Self::Killed,
        Self::OtherAppended,
        Self::CameTwice,
        Self::Published,
        Self::ClockForward,
        Self::ClockBack,
        Self::EndpointHung,
        Self::EndpointUnheard,
        Self::EndpointFailed,
        Self::EndpointBusy,
        Self::EndpointGone,
        Self::EndpointDown,
        Self::NoMailbox,
        Self::ClaimOutlived,
    ];

    /// What can become of a message on its way.
    pub(super) const OUTSIDE: [Self; 7] = [
        Self::EndpointHung,
        Self::EndpointUnheard,
        Self::EndpointFailed,
        Self::EndpointBusy,
        Self::EndpointGone,
        Self::EndpointDown,
        Self::NoMailbox,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::BeginRefused => "begin refused",
            Self::ReadRefused => "read refused",
            Self::CommitRefused => "commit refused",
            Self::AnswerLost => "answer lost",
            Self::Crash => "crash",
            Self::Killed => "killed",
            Self::OtherAppended => "other appended",
            Self::CameTwice => "came twice",
            Self::Published => "published",
            Self::ClockForward => "clock forward",
            Self::ClockBack => "clock back",
            Self::EndpointHung => "endpoint hung",
            Self::EndpointUnheard => "endpoint unheard",
            Self::EndpointFailed => "endpoint failed",
            Self::EndpointBusy => "endpoint busy",
            Self::EndpointGone => "endpoint gone",
            Self::EndpointDown => "endpoint down",
            Self::NoMailbox => "no mailbox",
            Self::ClaimOutlived => "claim outlived",
        }
    }
}

/// How often each fault came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(BTreeMap<Fault, u64>);

impl Faults {
    /// How often `fault` came.
    pub fn count(&self, fault: Fault) -> u64 {
        self.0.get(&fault).copied().unwrap_or(0)
    }

    /// Adds what came elsewhere.
    pub fn add(&mut self, others: &Self) {
        for (fault, count) in &others.0 {
            *self.0.entry(*fault).or_default() += count;
        }
    }

    /// All of them together.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// As a list: `crash 3, read refused 12`.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (fault, count)) in self.0.iter().enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            write!(f, "{separator}{} {count}", fault.as_str())?;
        }
        Ok(())
    }
}

/// The sky over one process: it is down once it has crashed, and then nothing answers any more.
#[derive(Clone, Debug)]
pub(crate) struct Sky {
    weather: Arc<Mutex<Weather>>,
    is_down: Arc<AtomicBool>,
    /// Nothing is written beyond this entry of the ledger.
    ends_at: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Weather {
    random: Random,
    /// How often things go wrong, as a multiple of what is usual; 0 is calm.
    roughness: f64,
    faults: Faults,
}

/// How likely each step of a store's work, or of a message's way, goes wrong in usual weather.
const fn usual(fault: Fault) -> f64 {
    match fault {
        Fault::BeginRefused => 0.03,
        Fault::ReadRefused => 0.003,
        Fault::CommitRefused | Fault::AnswerLost => 0.05,
        Fault::Crash => 0.001,
        Fault::EndpointHung | Fault::EndpointUnheard | Fault::EndpointFailed => 0.04,
        Fault::EndpointBusy | Fault::NoMailbox | Fault::ClaimOutlived => 0.01,
        Fault::EndpointGone | Fault::EndpointDown => 0.004,
        _ => 0.0,
    }
}

impl Sky {
    /// The weather of `seed`: mild, usual or rough.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed ^ 0x5eed_0f57_0121);
        let roughness = *random.one_of(&[0.3, 1.0, 3.0]);
        Self {
            weather: Arc::new(Mutex::new(Weather {
                random,
                roughness,
                faults: Faults::default(),
            })),
            is_down: Arc::default(),
            ends_at: Arc::new(AtomicU64::new(u64::MAX)),
        }
    }

    /// The same weather over a new process.
    pub(super) fn over_another(&self) -> Self {
        Self {
            weather: Arc::clone(&self.weather),
            is_down: Arc::default(),
            ends_at: Arc::new(AtomicU64::new(u64::MAX)),
        }
    }

    /// Nothing goes wrong from here on.
    pub(crate) fn calm(&self) {
        self.weather().roughness = 0.0;
    }

    /// A commit that would write beyond this entry of the ledger is refused from here on.
    pub(crate) fn end_at(&self, last: Sequence) {
        self.ends_at.store(last, Ordering::Relaxed);
    }

    /// Whether the ledger may come to `sequence`.
    pub(super) fn reach(&self, sequence: Sequence) -> Result<(), StoreError> {
        if sequence > self.ends_at.load(Ordering::Relaxed) {
            return Err(failed(Fault::CommitRefused));
        }
        Ok(())
    }

    /// True once the process has crashed.
    pub(super) fn is_down(&self) -> bool {
        self.is_down.load(Ordering::Relaxed)
    }

    /// Something else went wrong.
    pub(super) fn note(&self, fault: Fault) {
        *self.weather().faults.0.entry(fault).or_default() += 1;
    }

    /// What went wrong so far.
    pub(super) fn faults(&self) -> Faults {
        self.weather().faults.clone()
    }

    /// True half of the time.
    pub(super) fn coin(&self) -> bool {
        self.weather().random.chance(0.5)
    }

    /// A step of the store's work, which may fail with `fault`, or find the process at its end.
    pub(super) fn step(&self, fault: Fault) -> Result<(), StoreError> {
        for fault in [Fault::Crash, fault] {
            if self.strikes(fault) {
                return Err(failed(fault));
            }
        }
        Ok(())
    }

    /// True when `fault` comes now, and of everything once the process is down.
    pub(super) fn strikes(&self, fault: Fault) -> bool {
        if self.is_down() {
            return true;
        }
        let mut weather = self.weather();
        let share = usual(fault) * weather.roughness;
        let strikes = weather.random.chance(share);
        if strikes {
            *weather.faults.0.entry(fault).or_default() += 1;
            self.is_down.store(fault == Fault::Crash, Ordering::Relaxed);
        }
        strikes
    }

    fn weather(&self) -> MutexGuard<'_, Weather> {
        self.weather.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(fault: Fault) -> StoreError {
    StoreError::Unavailable(format!("simulated: {}", fault.as_str()).into())
}
