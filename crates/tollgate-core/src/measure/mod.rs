//! Figures from rows: one file per figure, fed handoff by handoff, then record by record, and merged where split.
//!
//! Everything here counts exactly; percentiles are interpolated linearly. Source: PRODUCT.md, "KPI definitions".

mod acceptance_rate;
mod breakdown;
mod chains;
mod conversion_rate;
mod dispositions;
mod figure;
mod forecast_accuracy;
mod funnel;
mod gross_revenue_retention;
mod handovers;
mod late_renewal_rate;
mod leakage;
mod milestones;
mod moves;
mod net_revenue_retention;
mod percentile;
mod period;
mod rate;
mod rejection_rate;
mod retention;
mod return_rate;
mod scope;
mod sla_attainment;
mod slip_rate;
mod snapshot;
mod speed_to_lead;
mod stage_inflation;
mod time_to_accept;
mod time_to_first_touch;
mod time_to_kickoff;
mod time_to_next_step;
mod times;
mod twins;
mod valid_lead_rate;
mod win_rate;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use breakdown::{Breakdown, Group, Grouping};
pub use dispositions::{Disposed, Dispositions};
pub use figure::{Derivation, Figure, Quantity};
pub use funnel::{Funnel, Standing, is_at_risk, standing};
pub use handovers::{HandoverMatrix, Handovers};
pub use leakage::Leakage;
pub use milestones::{MilestoneTimes, Milestones};
pub use moves::{Moved, Moves, Place, Way, is_back};
pub use percentile::{percentile, percentile_among};
pub use period::{Period, date_in, start_of};
pub use rate::Rate;
pub use scope::{Promise, Scope, promise};
pub use time_to_first_touch::first_touch;
pub use times::{SortedTimes, Spread};

use forecast_accuracy::ForecastAccuracy;
use late_renewal_rate::LateRenewals;
use retention::Retention;
use slip_rate::SlipRate;
use speed_to_lead::SpeedToLead;
use stage_inflation::StageInflation;
use times::Times;
use valid_lead_rate::ValidLeads;
use win_rate::WinRate;

use crate::ids::RecordRef;
use crate::policy::KpiName;
use crate::state::{Handoff, Record, Situation};

/// One figure in the making: handoffs are shown to it first, then records of the kind, or each with its handoff. All of them, or those alone that it says
/// it needs: by the period of its scope, [`Measure::looks_back`], [`Measure::beside`] and [`Measure::records`].
#[derive(Clone, Debug)]
pub struct Measure {
    kpi: KpiName,
    tally: Tally,
}

/// Which records say something about a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Records {
    /// None.
    None,
    /// Those that its handoffs are about, each after its handoff, and perhaps again after another one.
    OfHandoffs,
    /// All of the kind.
    All,
}

#[derive(Clone, Debug)]
enum Tally {
    Rate(Rate),
    Times(Times),
    SpeedToLead(SpeedToLead),
    ValidLeads(ValidLeads),
    WinRate(WinRate),
    SlipRate(SlipRate),
    StageInflation(StageInflation),
    ForecastAccuracy(ForecastAccuracy),
    Retention(Retention),
    LateRenewals(LateRenewals),
}

impl Measure {
    /// The figure `kpi`, of which nothing has been seen yet.
    pub fn new(kpi: KpiName) -> Self {
        let tally = match kpi {
            KpiName::SpeedToLead => Tally::SpeedToLead(SpeedToLead::default()),
            KpiName::TimeToFirstTouch
            | KpiName::TimeToAccept
            | KpiName::TimeToNextStep
            | KpiName::TimeToKickoff => Tally::Times(Times::default()),
            KpiName::SlaAttainment
            | KpiName::AcceptanceRate
            | KpiName::ReturnRate
            | KpiName::RejectionRate
            | KpiName::ConversionRate => Tally::Rate(Rate::default()),
            KpiName::ValidLeadRate => Tally::ValidLeads(ValidLeads::default()),
            KpiName::WinRate => Tally::WinRate(WinRate::default()),
            KpiName::SlipRate => Tally::SlipRate(SlipRate::default()),
            KpiName::StageInflation => Tally::StageInflation(StageInflation::default()),
            KpiName::ForecastAccuracy => Tally::ForecastAccuracy(ForecastAccuracy::default()),
            KpiName::GrossRevenueRetention | KpiName::NetRevenueRetention => {
                Tally::Retention(Retention::default())
            }
            KpiName::LateRenewalRate => Tally::LateRenewals(LateRenewals::default()),
        };
        Self { kpi, tally }
    }

    /// Takes in a handoff of any point, whenever it was offered; the figure tells which are of its own, and of its cohort.
    pub fn observe_handoff(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        match &mut self.tally {
            Tally::SpeedToLead(speed) => speed.observe_handoff(scope, handoff),
            Tally::ValidLeads(leads) => leads.observe_handoff(scope, handoff),
            Tally::WinRate(wins) => wins.observe_handoff(scope, handoff),
            Tally::LateRenewals(renewals) => renewals.observe_handoff(scope, handoff),
            Tally::Rate(rate) if scope.is_in_cohort(handoff) => match self.kpi {
                KpiName::SlaAttainment => sla_attainment::observe(rate, scope, handoff),
                KpiName::AcceptanceRate => acceptance_rate::observe(rate, handoff),
                KpiName::ReturnRate => return_rate::observe(rate, handoff),
                KpiName::RejectionRate => rejection_rate::observe(rate, handoff),
                _ => conversion_rate::observe(rate, scope, handoff),
            },
            Tally::Times(times) if scope.is_in_cohort(handoff) => match self.kpi {
                KpiName::TimeToAccept => time_to_accept::observe(times, scope, handoff),
                KpiName::TimeToNextStep => time_to_next_step::observe(times, scope, handoff),
                KpiName::TimeToKickoff => time_to_kickoff::observe(times, scope, handoff),
                _ => time_to_first_touch::observe(times, scope, handoff),
            },
            _ => {}
        }
    }

    /// Takes in a record of the point's kind; `rows` holds it, and around it what [`Self::asks_twins`] and
    /// [`Self::asks_gates`] say.
    pub fn observe_record(&mut self, scope: &Scope<'_>, rows: &Situation<'_>, record: &Record) {
        match &mut self.tally {
            Tally::Rate(_) | Tally::Times(_) | Tally::SpeedToLead(_) => {}
            Tally::ValidLeads(leads) => leads.observe_record(scope, rows, record),
            Tally::WinRate(wins) => wins.observe_record(scope, record),
            Tally::SlipRate(slips) => slips.observe_record(scope, record),
            Tally::StageInflation(inflation) => inflation.observe_record(scope, rows, record),
            Tally::ForecastAccuracy(forecast) => forecast.observe_record(scope, record),
            Tally::Retention(retention) => retention.observe_record(scope, record),
            Tally::LateRenewals(renewals) => renewals.observe_record(scope, record),
        }
    }

    /// Which records say something about it.
    pub const fn records(&self) -> Records {
        match self.tally {
            Tally::Rate(_) | Tally::Times(_) | Tally::SpeedToLead(_) => Records::None,
            Tally::ValidLeads(_) | Tally::WinRate(_) => Records::OfHandoffs,
            Tally::SlipRate(_)
            | Tally::StageInflation(_)
            | Tally::ForecastAccuracy(_)
            | Tally::Retention(_)
            | Tally::LateRenewals(_) => Records::All,
        }
    }

    /// True when it asks for each record's gates: for its waivers, what it links to, and its twins.
    pub const fn asks_gates(&self) -> bool {
        matches!(self.tally, Tally::StageInflation(_))
    }

    /// True when it asks for each record's twins: the records of its identity.
    pub const fn asks_twins(&self) -> bool {
        matches!(self.tally, Tally::ValidLeads(_))
    }

    /// True when handoffs of the point say something about it that count to no period of its own.
    pub const fn looks_back(&self) -> bool {
        matches!(self.tally, Tally::LateRenewals(_))
    }

    /// Records of which every handoff says something, whatever its point and its period: known once those of the cohort were
    /// shown. They are for [`Self::observe_beside`].
    pub fn beside(&self) -> impl Iterator<Item = &RecordRef> {
        let speed = match &self.tally {
            Tally::SpeedToLead(speed) => Some(speed),
            _ => None,
        };
        speed.into_iter().flat_map(SpeedToLead::records)
    }

    /// Takes in a handoff of one of the records [`Self::beside`], also one that was shown before.
    pub fn observe_beside(&mut self, handoff: &Handoff) {
        if let Tally::SpeedToLead(speed) = &mut self.tally {
            speed.observe_beside(handoff);
        }
    }

    /// Adds what another one took in; of two different figures, the other is dropped.
    pub fn merge(&mut self, other: Self) {
        match (&mut self.tally, other.tally) {
            (Tally::Rate(one), Tally::Rate(more)) => one.merge(more),
            (Tally::Times(one), Tally::Times(more)) => one.merge(more),
            (Tally::SpeedToLead(one), Tally::SpeedToLead(more)) => one.merge(more),
            (Tally::ValidLeads(one), Tally::ValidLeads(more)) => one.merge(more),
            (Tally::WinRate(one), Tally::WinRate(more)) => one.merge(more),
            (Tally::SlipRate(one), Tally::SlipRate(more)) => one.merge(more),
            (Tally::StageInflation(one), Tally::StageInflation(more)) => one.merge(more),
            (Tally::ForecastAccuracy(one), Tally::ForecastAccuracy(more)) => one.merge(more),
            (Tally::Retention(one), Tally::Retention(more)) => one.merge(more),
            (Tally::LateRenewals(one), Tally::LateRenewals(more)) => one.merge(more),
            _ => {}
        }
    }

    /// The figure; a time is shown at the `percentile` that its target is about.
    pub fn finish(self, scope: &Scope<'_>, percentile: u8) -> Figure {
        match (self.tally, self.kpi) {
            (Tally::Rate(rate), KpiName::SlaAttainment) => rate.figure(&sla_attainment::WORDS),
            (Tally::Rate(rate), KpiName::AcceptanceRate) => rate.figure(&acceptance_rate::WORDS),
            (Tally::Rate(rate), KpiName::ReturnRate) => rate.figure(&return_rate::WORDS),
            (Tally::Rate(rate), KpiName::RejectionRate) => rate.figure(&rejection_rate::WORDS),
            (Tally::Rate(rate), _) => rate.figure(&conversion_rate::WORDS),
            (Tally::SpeedToLead(speed), _) => speed.finish(percentile),
            (Tally::Times(times), KpiName::TimeToAccept) => {
                times.figure(&time_to_accept::WORDS, percentile)
            }
            (Tally::Times(times), KpiName::TimeToNextStep) => {
                times.figure(&time_to_next_step::WORDS, percentile)
            }
            (Tally::Times(times), KpiName::TimeToKickoff) => {
                times.figure(&time_to_kickoff::WORDS, percentile)
            }
            (Tally::Times(times), _) => times.figure(&time_to_first_touch::WORDS, percentile),
            (Tally::ValidLeads(leads), _) => leads.finish(),
            (Tally::WinRate(wins), _) => wins.finish(),
            (Tally::SlipRate(slips), _) => slips.finish(),
            (Tally::StageInflation(inflation), _) => inflation.finish(scope),
            (Tally::ForecastAccuracy(forecast), _) => forecast.finish(),
            (Tally::Retention(kept), KpiName::GrossRevenueRetention) => {
                gross_revenue_retention::finish(&kept)
            }
            (Tally::Retention(kept), _) => net_revenue_retention::finish(&kept),
            (Tally::LateRenewals(renewals), _) => renewals.finish(),
        }
    }
}
