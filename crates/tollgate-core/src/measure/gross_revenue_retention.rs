//! Gross revenue retention: how much of the revenue stayed, growth not counted.

use super::figure::Figure;
use super::retention::Retention;
use crate::policy::KpiName;

/// The figure; never above 1.
pub(super) fn finish(retention: &Retention) -> Figure {
    let kept = retention.start - retention.contraction - retention.churn;
    retention.figure(
        KpiName::GrossRevenueRetention,
        "(start − contraction − churn) / start",
        kept,
    )
}
