//! The figures and failure modes that a handoff point is reviewed by.

use smol_str::SmolStr;

use crate::time::Budget;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as the policy writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

words! {
    /// A key figure. Source: PRODUCT.md, "KPI definitions".
    KpiName {
        /// Valid inquiries / inquiries received.
        ValidLeadRate = "valid_lead_rate",
        /// First touch − received, wall time.
        SpeedToLead = "speed_to_lead",
        /// First qualifying touch − offered.
        TimeToFirstTouch = "time_to_first_touch",
        /// Decision − offered.
        TimeToAccept = "time_to_accept",
        /// Next step set − accepted.
        TimeToNextStep = "time_to_next_step",
        /// Kickoff held − closed-won.
        TimeToKickoff = "time_to_kickoff",
        /// Met / (met + missed).
        SlaAttainment = "sla_attainment",
        /// Accepted / offered.
        AcceptanceRate = "acceptance_rate",
        /// Returned / offered.
        ReturnRate = "return_rate",
        /// Rejected / offered.
        RejectionRate = "rejection_rate",
        /// Completed / offered: the cohort that reached the next stage.
        ConversionRate = "conversion_rate",
        /// Won / (won + lost).
        WinRate = "win_rate",
        /// Deals whose close date left the period / the opening snapshot.
        SlipRate = "slip_rate",
        /// Open value whose earlier stages' criteria are not all met / open value.
        StageInflation = "stage_inflation",
        /// max(0, 1 − |actual − forecast| / actual).
        ForecastAccuracy = "forecast_accuracy",
        /// (start − contraction − churn) / start.
        GrossRevenueRetention = "gross_revenue_retention",
        /// (start + expansion − contraction − churn) / start.
        NetRevenueRetention = "net_revenue_retention",
        /// Renewals without an accepted renewal handoff at T−90 days / renewals due.
        LateRenewalRate = "late_renewal_rate",
    }
}

words! {
    /// A way in which a handoff point fails. Source: PRODUCT.md, the matrix's last column.
    FailureMode {
        /// Another open record has the same key.
        Duplicates = "duplicates",
        /// A field that routing reads is missing.
        MissingRoutingFields = "missing_routing_fields",
        /// The first touch came late, or is overdue.
        SlowResponse = "slow_response",
        /// Nobody touched it.
        Unworked = "unworked",
        /// A meeting was passed on without the qualification that the criteria ask for.
        UnqualifiedMeeting = "unqualified_meeting",
        /// The record stands in a stage whose own or earlier criteria are not met.
        StageInflation = "stage_inflation",
        /// The close date is past, or was pushed too often.
        StaleCloseDate = "stale_close_date",
        /// Scope or context was missing when the work should have begun.
        MissingScope = "missing_scope",
        /// The renewal is near, and nobody accepted it.
        LateRenewal = "late_renewal",
        /// Health is poor or unknown, and no open handoff or task says what is done about it.
        UntrackedRisk = "untracked_risk",
        /// Nobody who could act on it: owner left, queue empty, no clock, no next step.
        Orphaned = "orphaned",
        /// Somebody other than the handoff's owner touched it first.
        WrongFirstToucher = "wrong_first_toucher",
        /// The record's owner is not the owner of the record that it belongs to.
        OwnerMismatch = "owner_mismatch",
    }
}

/// The figures of a handoff point.
#[derive(Clone, Debug)]
pub struct Kpi {
    /// The figure that the matrix shows.
    pub primary: KpiName,
    /// What it should be.
    pub target: Option<KpiTarget>,
    /// The figures beside it.
    pub also: Vec<KpiName>,
}

/// A target such as `p50 <= 10m` or `>= 80%`.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiTarget {
    /// The text as written.
    pub text: SmolStr,
    /// The percentile that the target is about, for times; 50 where not said.
    pub percentile: u8,
    /// True for `<=`, false for `>=`.
    pub at_most: bool,
    /// Microseconds for times, 0 to 1 (or above) for rates.
    pub bound: f64,
}

/// A failure mode to watch, with its threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureWatch {
    /// The mode.
    pub mode: FailureMode,
    /// How long something may last before it counts; each mode has its own default.
    pub after: Option<Budget>,
    /// How often something may happen before it counts.
    pub more_than: Option<u32>,
}
