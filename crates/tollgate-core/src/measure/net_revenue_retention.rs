//! Net revenue retention: how much of the revenue stayed, growth counted.

use super::figure::Figure;
use super::retention::Retention;
use crate::policy::KpiName;

/// The figure; above 1 where the customers who stayed grew by more than was lost.
pub(super) fn finish(retention: &Retention) -> Figure {
    let kept = retention.start + retention.expansion - retention.contraction - retention.churn;
    retention.figure(
        KpiName::NetRevenueRetention,
        "(start + expansion − contraction − churn) / start",
        kept,
    )
}
