//! Late renewal rate: renewals that nobody had accepted ninety days before their date.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::figure::Figure;
use super::rate::{Rate, RateWords};
use super::scope::Scope;
use crate::ids::RecordRef;
use crate::keyed::Keyed;
use crate::policy::{KpiName, Opens};
use crate::state::{Handoff, Record};
use crate::time::Timestamp;

const WORDS: RateWords = RateWords {
    kpi: KpiName::LateRenewalRate,
    definition: "renewals without an accepted renewal handoff at T−90 days / renewals due",
    cohort: "renewals whose date T lies in the period and of which T−90 days has come",
    hits: "not accepted by T−90 days",
    of: "renewals due",
};

/// Counts renewals that began late.
#[derive(Clone, Debug, Default)]
pub(super) struct LateRenewals {
    accepted: Keyed<RecordRef, Vec<Timestamp>>,
    rate: Rate,
}

impl LateRenewals {
    /// Notes when the handoff was accepted, whatever the period. Comes before the records.
    pub(super) fn observe_handoff(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        if let Some(at) = handoff
            .accepted_at
            .filter(|_| handoff.point == scope.point.id)
        {
            self.accepted
                .entry(handoff.record.clone())
                .or_default()
                .push(at);
        }
    }

    /// Counts the renewals of the record that are due in the period.
    pub(super) fn observe_record(&mut self, scope: &Scope<'_>, record: &Record) {
        let Opens::Before { date, .. } = scope.point.opens else {
            return;
        };
        for renewal in renewals(scope, record, date) {
            if !scope.cohort.contains_date(renewal, scope.zone()) {
                continue;
            }
            match before(scope, renewal, 90.days()) {
                Some(judged_at) if judged_at <= scope.now => {
                    self.rate
                        .count(!self.was_accepted(scope, record, renewal, judged_at));
                }
                _ => self.rate.leave_out("more than 90 days ahead"),
            }
        }
    }

    /// Adds what another one counted.
    pub(super) fn merge(&mut self, other: Self) {
        for (record, mut at) in other.accepted {
            self.accepted.entry(record).or_default().append(&mut at);
        }
        self.rate.merge(other.rate);
    }

    /// The figure.
    pub(super) fn finish(&self) -> Figure {
        self.rate.figure(&WORDS)
    }

    /// An acceptance belongs to the renewal of the year that it lies in.
    fn was_accepted(
        &self,
        scope: &Scope<'_>,
        record: &Record,
        renewal: Date,
        by: Timestamp,
    ) -> bool {
        let since = before(scope, renewal, 365.days()).unwrap_or(Timestamp::MIN);
        let accepted = self.accepted.get(&record.key).into_iter().flatten();
        accepted.into_iter().any(|at| since < *at && *at <= by)
    }
}

/// The dates on which the record was to be renewed: those that its date field held ninety days before they came.
fn renewals(scope: &Scope<'_>, record: &Record, slot: u16) -> BTreeSet<Date> {
    let field = &scope.kind.field(slot).name;
    let held = record
        .trail
        .iter()
        .filter(|trace| &trace.field == field)
        .filter_map(|trace| trace.to.as_date());
    let current = record.value(slot).as_date();
    let stood = |on: &Date| {
        let judged_at = before(scope, *on, 90.days()).unwrap_or(Timestamp::MIN);
        record
            .as_of(field, judged_at)
            .and_then(|value| value.as_date())
            == Some(*on)
    };
    held.filter(stood).chain(current).collect()
}

fn before(scope: &Scope<'_>, on: Date, span: Span) -> Option<Timestamp> {
    on.checked_sub(span).ok().map(|day| scope.start_of(day))
}
