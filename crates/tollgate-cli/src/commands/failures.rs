//! `tollgate failures`: each failure mode with its offending records, and why.

use std::process::ExitCode;

use miette::{IntoDiagnostic, miette};
use tollgate_core::ids::PointId;
use tollgate_core::measure::Period;
use tollgate_core::policy::FailureMode;
use tollgate_service::queries::{self, Asked, FailureReport, FindingView, ModeReport, local};

use super::database::{Where, print_json};
use super::report::point;
use crate::show::{Column, Page, Table, Tone, count};

/// Show what fails: each failure mode with the records and handoffs that it found, and why
///
/// Modes are those that the policy watches. One that is asked for with `--mode` is looked for everywhere, at the
/// threshold of the policy, or at its own where the policy sets none.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// Only this mode
    #[arg(long, value_name = "MODE", value_parser = mode)]
    mode: Option<FailureMode>,
    /// Only at this handoff point
    #[arg(long, value_name = "ID")]
    handoff: Option<String>,
    /// Show at most so many of each mode, those longest so in front; all are counted
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

fn mode(text: &str) -> Result<FailureMode, String> {
    let found = FailureMode::ALL.iter().find(|mode| mode.as_str() == text);
    let all = || {
        FailureMode::ALL
            .iter()
            .map(|mode| mode.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    found
        .copied()
        .ok_or_else(|| format!("there is no such failure mode; there are: {}", all()))
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let opened = args.place.open()?;
    let asked = Asked {
        period: Period::EVER,
        week: 0,
        trend: 0,
        now: opened.now,
    };
    let only: Option<PointId> = match &args.handoff {
        Some(id) => Some(point(&opened.policy, id)?.id.clone()),
        None => None,
    };
    let report = queries::failures(
        &opened.store,
        &opened.policy,
        &asked,
        args.mode,
        only.as_ref(),
        args.limit,
    );
    let report = report.into_diagnostic()?;
    if args.place.json {
        print_json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    if report.modes.is_empty() {
        return Err(miette!(
            help =
                "name failure modes under `failures:` of a handoff, or ask for one with `--mode`",
            "the policy watches no failure mode"
        ));
    }
    let mut page = Page::new();
    let zone = &opened.policy.workspace.zone;
    show(&report, &opened.as_of, zone, &mut page);
    page.write()?;
    Ok(ExitCode::SUCCESS)
}

fn show(report: &FailureReport, as_of: &str, zone: &jiff::tz::TimeZone, page: &mut Page) {
    let found: u64 = report.modes.iter().map(|mode| mode.count).sum();
    page.line(
        Tone::Strong,
        &format!("{} · failure modes", report.workspace),
    );
    page.line(Tone::Faint, as_of);
    let (clean, failing): (Vec<_>, Vec<_>) = report.modes.iter().partition(|mode| mode.count == 0);
    for mode in &failing {
        show_mode(mode, zone, page);
    }
    if !clean.is_empty() {
        page.heading("Nothing found");
        for mode in clean {
            page.hanging(
                "  ",
                "    ",
                Tone::Faint,
                &format!(
                    "{} at {}: no {}",
                    mode.title,
                    mode.point_title,
                    mode.looks_for
                        .trim_start_matches("an ")
                        .trim_start_matches("a ")
                ),
            );
        }
    }
    page.gap();
    if found > 0 {
        page.line(Tone::Faint, "The whole story of a record or handoff, with the reason of each step: tollgate explain RECORD");
    }
}

fn show_mode(mode: &ModeReport, zone: &jiff::tz::TimeZone, page: &mut Page) {
    page.heading(&format!(
        "{} at {}: {}",
        mode.title,
        mode.point_title,
        count(mode.count)
    ));
    page.line(
        Tone::Faint,
        &format!(
            "{} ({}; threshold: {})",
            mode.looks_for, mode.mode, mode.threshold
        ),
    );
    let columns = [
        Column::text("Record"),
        Column::text("Owner"),
        Column::text("Since"),
        Column::text("What is wrong"),
    ];
    let mut table = Table::new(&columns);
    for finding in &mode.findings {
        table.row([
            (Tone::Plain, finding.record.clone()),
            (
                Tone::Plain,
                finding.owner.clone().unwrap_or_else(|| "nobody".to_owned()),
            ),
            (Tone::Plain, since(finding, zone)),
            (Tone::Plain, wrong(finding, zone)),
        ]);
    }
    table.on(page);
    let hidden = mode.count - mode.findings.len() as u64;
    if hidden > 0 {
        page.line(
            Tone::Faint,
            &format!(
                "and {} more: --mode {} --limit {}",
                count(hidden),
                mode.mode,
                mode.count
            ),
        );
    }
}

fn since(finding: &FindingView, zone: &jiff::tz::TimeZone) -> String {
    finding
        .since
        .as_deref()
        .map_or_else(|| "–".to_owned(), |at| short(at, zone))
}

/// What is wrong, with the values that show it unless they are said already.
fn wrong(finding: &FindingView, zone: &jiff::tz::TimeZone) -> String {
    let seen = finding.seen.iter().filter_map(|seen| {
        let value = seen.value.as_deref()?;
        let said = finding.says.contains(value) || finding.since.as_deref() == Some(value);
        (!said).then(|| format!("{} {}", seen.name, in_zone(value, zone)))
    });
    let seen: Vec<_> = seen.collect();
    if seen.is_empty() {
        finding.says.clone()
    } else {
        format!("{} ({})", finding.says, seen.join(", "))
    }
}

/// The same without the weekday, for a narrow column.
fn short(at: &str, zone: &jiff::tz::TimeZone) -> String {
    let text = in_zone(at, zone);
    text.split_once(' ')
        .map_or_else(|| text.clone(), |(_, rest)| rest.to_owned())
}

/// An instant in the workspace's zone; any other text as it is.
fn in_zone(text: &str, zone: &jiff::tz::TimeZone) -> String {
    tollgate_core::time::Timestamp::parse(text)
        .map_or_else(|| text.to_owned(), |at| local(at, zone))
}
