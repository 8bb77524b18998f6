//! What was known of a record at an instant: stage, amount and close date, from its trail.

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::ids::PersonId;
use crate::policy::{Forecast, Kind, OWNER, STAGE};
use crate::state::Record;
use crate::time::Timestamp;
use crate::value::Value;

/// A record as it was known just before an instant; it never changes with what is learnt later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Snapshot<'a> {
    kind: &'a Kind,
    record: &'a Record,
    at: Timestamp,
}

impl<'a> Snapshot<'a> {
    /// The record just before `instant`, so that what happens on the first of a month belongs to that month.
    pub(super) fn before(kind: &'a Kind, record: &'a Record, instant: Timestamp) -> Self {
        Self {
            kind,
            record,
            at: instant.plus(-1),
        }
    }

    /// What the field in `slot` held; `None` before anything was known.
    pub(super) fn value(&self, slot: u16) -> Option<&'a Value> {
        self.record
            .as_of(&self.kind.field(slot).name, self.at)
            .filter(|value| !value.is_missing())
    }

    /// The stage; `None` before anything was known.
    pub(super) fn stage(&self) -> Option<&'a SmolStr> {
        self.value(STAGE)?.as_text()
    }

    /// The owner.
    pub(super) fn owner(&self) -> Option<PersonId> {
        self.value(OWNER)?
            .as_text()
            .map(|text| PersonId::from(text.clone()))
    }

    /// True when it was known and still worked.
    pub(super) fn is_open(&self) -> bool {
        self.stage()
            .is_some_and(|stage| !self.kind.is_closed(stage))
    }

    /// The amount in `slot` in major units; 0 where none was known.
    pub(super) fn amount(&self, slot: u16) -> f64 {
        self.value(slot).and_then(Value::as_number).unwrap_or(0.0)
    }

    /// The date in `slot`.
    pub(super) fn date(&self, slot: u16) -> Option<Date> {
        self.value(slot)?.as_date()
    }

    /// When the present stage was entered, where that stage means won.
    pub(super) fn won_at(&self, forecast: &Forecast) -> Option<Timestamp> {
        if self.stage()?.as_str() != forecast.won.as_str() {
            return None;
        }
        let stage = &self.kind.field(STAGE).name;
        let entered = self
            .record
            .trail
            .iter()
            .filter(|trace| &trace.field == stage && trace.at <= self.at);
        // The same stage may have been said again; the first of the last run is when it was entered.
        let mut since = None;
        for trace in entered {
            let is_won = trace
                .to
                .as_text()
                .is_some_and(|to| to.as_str() == forecast.won.as_str());
            since = if is_won {
                since.or(Some(trace.at))
            } else {
                None
            };
        }
        since
    }
}
