//! An instant: microseconds since 1970-01-01T00:00:00Z.

use std::fmt;

/// A UTC instant in whole microseconds; what every `_at` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The earliest instant that Tollgate counts with: 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000_000);
    /// The latest instant that Tollgate counts with: 9999-01-01T00:00:00Z.
    pub const MAX: Self = Self(253_370_764_800_000_000);

    /// The instant `micros` microseconds after the Unix epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// This instant moved by `micros`, held within [`Self::MIN`] and [`Self::MAX`].
    pub fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros)).clamp(Self::MIN, Self::MAX)
    }

    /// Microseconds from `earlier` to this instant; negative when it comes before.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The instant written in RFC 3339, such as `2026-03-02T09:00:00Z`; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let parsed: jiff::Timestamp = text.parse().ok()?;
        Some(Self(parsed.as_microsecond()))
    }

    /// The same instant as jiff counts it.
    pub fn to_jiff(self) -> jiff::Timestamp {
        let held = self.clamp(Self::MIN, Self::MAX);
        jiff::Timestamp::from_microsecond(held.0).expect("held within jiff's own range")
    }

    /// The instant that jiff counts; anything under a microsecond is dropped.
    pub fn from_jiff(instant: jiff::Timestamp) -> Self {
        Self(instant.as_microsecond())
    }
}

/// RFC 3339 in UTC, with a fraction only where there is one.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}
