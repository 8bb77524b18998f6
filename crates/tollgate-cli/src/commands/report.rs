//! `tollgate report`: the oversight matrix, or the report on one handoff point.

mod matrix;
mod period;
mod point;

use std::process::ExitCode;

use jiff::civil::Date;
use miette::{IntoDiagnostic, miette};
use tollgate_core::policy::{HandoffPoint, Policy};
use tollgate_service::queries::{self, Asked, PeriodView};

use tollgate_store::Location;

use super::database::{Opened, Where, print_json};
use super::output;
use crate::show::Page;

/// Show the oversight matrix: every handoff point with its figures; or one point in full
///
/// The cohort of a figure is the handoffs that were offered in the period; without one, all of them. Percentiles are
/// exact, interpolated between the two values around them. What has not happened yet counts as longer than anything.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// One handoff point in full: volumes, funnel, speed, promises, dispositions, and who did what
    #[arg(long, value_name = "ID")]
    handoff: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DATE", conflicts_with = "period")]
    from: Option<Date>,
    /// Up to and with this day
    #[arg(long, value_name = "DATE", conflicts_with = "period")]
    to: Option<Date>,
    /// In this month, quarter or year: 2026-03, 2026-Q1, 2026
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// Take the forecast this many weeks into the period
    #[arg(long, value_name = "N", default_value_t = 0)]
    week: u8,
    /// Show every owner, source and week, not only the first ones
    #[arg(long)]
    all: bool,
    /// Print a table for a spreadsheet: a row a handoff point; with --handoff, a row a group of its cohort
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl Args {
    /// The whole matrix of the database in `db`, from one day up to and with another.
    pub(super) fn matrix_of(db: Location, (from, to): (Date, Date)) -> Self {
        let place = Where::at(db);
        Self {
            place,
            handoff: None,
            from: Some(from),
            to: Some(to),
            period: None,
            week: 0,
            all: false,
            csv: false,
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let opened = args.place.open()?;
    let zone = &opened.policy.workspace.zone;
    let period = period::parse(args.period.as_deref(), args.from, args.to, zone)?;
    let asked = Asked {
        period,
        week: args.week,
        trend: 0,
        now: opened.now,
    };
    match &args.handoff {
        None => whole(args, &opened, &asked)?,
        Some(id) => one(args, &opened, &asked, point(&opened.policy, id)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn whole(args: &Args, opened: &Opened, asked: &Asked) -> miette::Result<()> {
    let mut matrix = queries::matrix(&opened.store, &opened.policy, asked).into_diagnostic()?;
    let handovers =
        queries::handovers(&opened.store, &opened.policy, asked.period).into_diagnostic()?;
    matrix.handovers = Some(handovers);
    if args.place.json {
        return print_json(&matrix);
    }
    if args.csv {
        return output::text(matrix.sheet());
    }
    let mut page = Page::new();
    matrix::show(&matrix, &opened.as_of, args.all, &mut page);
    page.write()
}

fn one(args: &Args, opened: &Opened, asked: &Asked, point: &HandoffPoint) -> miette::Result<()> {
    let report =
        queries::handoff_point(&opened.store, &opened.policy, point, asked).into_diagnostic()?;
    let report =
        report.ok_or_else(|| miette!("the policy does not say what a `{}` is", point.record))?;
    if args.place.json {
        return print_json(&report);
    }
    if args.csv {
        return output::text(report.sheet());
    }
    let mut page = Page::new();
    point::show(&report, &opened.as_of, args.all, &mut page);
    page.write()
}

/// The handoff point `id` of the policy.
pub(super) fn point<'a>(policy: &'a Policy, id: &str) -> miette::Result<&'a HandoffPoint> {
    policy.points.get(&id.into()).ok_or_else(|| {
        let known: Vec<_> = policy.points.keys().map(|id| format!("`{id}`")).collect();
        let help = format!("the policy has {}", known.join(", "));
        miette!(help = help, "the policy has no handoff point `{id}`")
    })
}

/// `March 2026`, or `all of history`.
fn period_in_words(period: &PeriodView) -> String {
    match (&period.from, &period.to) {
        (None, None) => "all of history".to_owned(),
        (Some(from), None) => format!("offered from {from} on"),
        (None, Some(to)) => format!("offered up to {to}"),
        (Some(from), Some(to)) => format!("offered {from} to {to}"),
    }
}
