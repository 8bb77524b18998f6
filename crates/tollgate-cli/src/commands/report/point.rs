//! The report on one handoff point, section by section.

use tollgate_service::queries::{
    BreakdownView, FigureView, FunnelView, GroupView, MilestoneView, PointReport, SegmentsView,
    span,
};

use super::matrix::{made_of, qualified};
use super::period_in_words;
use crate::show::{Column, Page, Table, Tone, amount, count, optional_percent, optional_span};

/// So many groups of a breakdown are shown, unless all are asked for.
const GROUPS: usize = 10;

/// Puts the report on the page.
pub(super) fn show(report: &PointReport, as_of: &str, all: bool, page: &mut Page) {
    page.line(
        Tone::Strong,
        &format!("{} · {}", report.workspace, report.title),
    );
    let sponsor = report
        .sponsor
        .as_ref()
        .map_or(String::new(), |who| format!(" · {who} answers for it"));
    page.line(
        Tone::Faint,
        &format!(
            "{} → {}, of each {}{sponsor}",
            report.from, report.to, report.record
        ),
    );
    page.line(
        Tone::Faint,
        &format!("{} · {as_of}", period_in_words(&report.period)),
    );
    funnel(&report.funnel, page);
    if report.funnel.offered == 0 {
        page.gap();
        page.line(Tone::Plain, "No handoff was offered here in this period: widen it with `--from` and `--to`, or see with `tollgate check` what opens it.");
    }
    figures(report, page);
    milestones(&report.milestones, page);
    dispositions(report, page);
    leakage(report, page);
    for breakdown in &report.breakdowns {
        show_breakdown(breakdown, all, page);
    }
    failures(report, page);
}

fn funnel(funnel: &FunnelView, page: &mut Page) {
    page.heading("Funnel");
    let steps = [
        ("offered", funnel.offered),
        ("touched", funnel.touched),
        ("accepted", funnel.accepted),
        ("completed", funnel.completed),
        ("returned", funnel.returned),
        ("rejected", funnel.rejected),
        ("recycled", funnel.recycled),
        ("withdrawn", funnel.withdrawn),
    ];
    let room = page.width.saturating_sub(34).clamp(10, 60);
    let longest = count(funnel.offered).len();
    for (name, number) in steps {
        let share = (funnel.offered > 0).then(|| number as f64 / funnel.offered as f64);
        let length = share.map_or(0, |share| (share * room as f64).round() as usize);
        let bar = page.paint(Tone::Faint, &"█".repeat(length));
        page.block(&format!(
            "{name:<10} {:>longest$} {:>7}  {bar}",
            count(number),
            optional_percent(share)
        ));
    }
    let risk = if funnel.at_risk_now > 0 {
        Tone::Warning
    } else {
        Tone::Plain
    };
    let breach = if funnel.breached_now > 0 {
        Tone::Bad
    } else {
        Tone::Plain
    };
    let at_risk = page.paint(risk, &format!("{} at risk", count(funnel.at_risk_now)));
    let breached = page.paint(breach, &format!("{} breached", count(funnel.breached_now)));
    page.block(&format!(
        "open now   {} ({at_risk}, {breached}), whenever offered",
        count(funnel.open_now)
    ));
}

fn figures(report: &PointReport, page: &mut Page) {
    page.heading("Figures");
    let mut table = Table::new(&[
        Column::text("Figure"),
        Column::figure("Value"),
        Column::text("Made of"),
    ]);
    for figure in &report.figures {
        let (tone, target) = match &figure.target {
            Some(target) => match target.met {
                Some(true) => (Tone::Good, format!("\ntarget {}: reached", target.text)),
                Some(false) => (Tone::Bad, format!("\ntarget {}: missed", target.text)),
                None => (Tone::Plain, format!("\ntarget {}", target.text)),
            },
            None => (Tone::Plain, String::new()),
        };
        table.row([
            (Tone::Plain, format!("{}{target}", qualified(figure))),
            (tone, amount(figure.value, &report.currency)),
            (Tone::Faint, derivation(figure, &report.currency)),
        ]);
    }
    table.on(page);
}

/// What the figure was made of, what was left out, and what belongs beside it.
fn derivation(figure: &FigureView, currency: &str) -> String {
    let mut lines = vec![match &figure.needs {
        Some(needs) => format!("the policy lacks {needs}"),
        None => made_of(figure, currency),
    }];
    let left_out: Vec<_> = figure
        .left_out
        .iter()
        .map(|out| format!("{} {}", count(out.count), out.why))
        .collect();
    if !left_out.is_empty() {
        lines.push(format!("left out: {}", left_out.join(", ")));
    }
    // The percentiles of times and the reasons of dispositions have tables of their own.
    let elsewhere = |name: &str| name.starts_with('p') && name.ends_with("time");
    let beside = figure
        .beside
        .iter()
        .filter(|named| named.value.is_some() && !elsewhere(&named.name));
    let beside: Vec<_> = beside
        .map(|named| format!("{} {}", named.name, amount(named.value, currency)))
        .collect();
    if !beside.is_empty() && figure.kpi != "rejection_rate" {
        lines.push(beside.join(", "));
    }
    lines.join("\n")
}

fn milestones(milestones: &[MilestoneView], page: &mut Page) {
    page.heading("Speed and promises");
    if milestones.is_empty() {
        page.line(
            Tone::Faint,
            "No clock ran: the policy measures nothing here, or nothing was offered.",
        );
        return;
    }
    let mut table = Table::new(&[
        Column::text("Milestone"),
        Column::text("In"),
        Column::figure("Reached"),
        Column::figure("Not yet"),
        Column::figure("p50"),
        Column::figure("p75"),
        Column::figure("p90"),
        Column::figure("Kept"),
    ]);
    for one in milestones {
        let target = one
            .target
            .as_ref()
            .map_or("only measured".to_owned(), |target| {
                format!("within {target}")
            });
        let kept = match one.attainment {
            Some(share) => format!(
                "{}\n{} missed",
                optional_percent(Some(share)),
                count(one.missed)
            ),
            None => "–".to_owned(),
        };
        let tone = one.attainment.map_or(Tone::Plain, |share| {
            if share >= 0.9 { Tone::Good } else { Tone::Bad }
        });
        let (mut name, mut spreads) = (vec!["wall time"], vec![one.times.wall]);
        if let Some(working) = one.times.working {
            name.insert(0, "working time");
            spreads.insert(0, working);
        }
        let lines = |which: fn(&tollgate_service::queries::SpreadView) -> Option<i64>| {
            let lines: Vec<_> = spreads
                .iter()
                .map(|spread| optional_span(which(spread)))
                .collect();
            (Tone::Plain, lines.join("\n"))
        };
        table.row([
            (Tone::Plain, format!("{}\n{target}", one.milestone)),
            (Tone::Faint, name.join("\n")),
            (Tone::Plain, count(one.times.reached)),
            (Tone::Plain, count(one.times.not_yet)),
            lines(|spread| spread.p50),
            lines(|spread| spread.p75),
            lines(|spread| spread.p90),
            (tone, kept),
        ]);
    }
    table.on(page);
    segments(milestones, page);
}

fn segments(milestones: &[MilestoneView], page: &mut Page) {
    page.heading("Where the time went, mean per clock");
    let mut table = Table::new(&[
        Column::text("Milestone"),
        Column::figure("Routing"),
        Column::figure("Queue"),
        Column::figure("Working"),
        Column::figure("Off hours"),
        Column::figure("Paused"),
    ]);
    for one in milestones.iter().filter(|one| one.clocks > 0) {
        let mean = |micros: i64| {
            (
                Tone::Plain,
                span(micros / i64::try_from(one.clocks).unwrap_or(i64::MAX)),
            )
        };
        let SegmentsView {
            system,
            queue,
            working,
            off_hours,
            paused,
        } = one.segments;
        table.row([
            (Tone::Plain, one.milestone.clone()),
            mean(system),
            mean(queue),
            mean(working),
            mean(off_hours),
            mean(paused),
        ]);
    }
    table.on(page);
}

fn dispositions(report: &PointReport, page: &mut Page) {
    page.heading("Dispositions");
    if report.dispositions.is_empty() {
        page.line(Tone::Faint, "Nothing was returned, rejected or recycled.");
        return;
    }
    let total: u64 = report.dispositions.iter().map(|one| one.count).sum();
    let mut table = Table::new(&[
        Column::text("Outcome"),
        Column::text("Reason"),
        Column::text("Next action"),
        Column::figure("Handoffs"),
        Column::figure("Share"),
    ]);
    for one in &report.dispositions {
        let reason = if one.standard {
            one.reason.clone()
        } else {
            format!("{} (not standard)", one.reason)
        };
        table.row([
            (Tone::Plain, one.outcome.to_owned()),
            (
                if one.standard {
                    Tone::Plain
                } else {
                    Tone::Warning
                },
                reason,
            ),
            (Tone::Faint, one.next.to_owned()),
            (Tone::Plain, count(one.count)),
            (
                Tone::Plain,
                optional_percent(Some(one.count as f64 / total as f64)),
            ),
        ]);
    }
    table.on(page);
    if let Some(share) = report
        .share_without_standard_reason
        .filter(|share| *share > 0.0)
    {
        let text = format!(
            "{} without a reason that the policy lists",
            optional_percent(Some(share))
        );
        page.line(Tone::Warning, &text);
    }
}

fn leakage(report: &PointReport, page: &mut Page) {
    let leakage = &report.leakage;
    let (Some(within), Some(breached)) = (leakage.within_conversion, leakage.breached_conversion)
    else {
        return;
    };
    page.heading("Leakage");
    let lost = leakage.handoffs_lost.unwrap_or(0.0);
    let verdict = if lost > 0.0 {
        format!("had they converted like the others, about {lost:.0} more would have completed")
    } else {
        "so being late cost no conversions here".to_owned()
    };
    page.line(
        Tone::Plain,
        &format!(
            "{} of {} handoffs that kept every promise completed, and {} of {} that broke one: {verdict}.",
            optional_percent(Some(within)),
            count(leakage.within),
            optional_percent(Some(breached)),
            count(leakage.breached),
        ),
    );
}

fn show_breakdown(breakdown: &BreakdownView, all: bool, page: &mut Page) {
    // One group that nothing is in says nothing: no queue anywhere, no teams.
    if breakdown.groups.iter().all(|group| group.value.is_none()) {
        return;
    }
    page.heading(&format!("By {}", breakdown.by.replace('_', " ")));
    // Weeks are shown up to the latest, all others from the largest on.
    let shown = if all { breakdown.groups.len() } else { GROUPS };
    let hidden = breakdown.groups.len().saturating_sub(shown);
    let first = if breakdown.by == "week" { hidden } else { 0 };
    let columns: Vec<_> = columns()
        .into_iter()
        .filter(|column| breakdown.groups.iter().any(column.says))
        .collect();
    let headings = columns.iter().map(|column| Column::figure(column.heading));
    let mut table = Table::new(
        &std::iter::once(Column::text(""))
            .chain(headings)
            .collect::<Vec<_>>(),
    );
    for group in breakdown.groups.iter().skip(first).take(shown) {
        let value = group.value.clone().unwrap_or_else(|| "(none)".to_owned());
        let cells = columns
            .iter()
            .map(|column| (Tone::Plain, (column.show)(group)));
        table.row(std::iter::once((Tone::Plain, value)).chain(cells));
    }
    table.on(page);
    if hidden > 0 {
        let which = if first > 0 { "earlier" } else { "more" };
        page.line(
            Tone::Faint,
            &format!("and {} {which}: --all", count(hidden as u64)),
        );
    }
}

/// A column of a breakdown; one in which no group says anything is left out.
struct GroupColumn {
    heading: &'static str,
    says: fn(&GroupView) -> bool,
    show: fn(&GroupView) -> String,
}

fn columns() -> [GroupColumn; 8] {
    let column = |heading, says, show| GroupColumn {
        heading,
        says,
        show,
    };
    [
        column("Offered", |_| true, |group| count(group.offered)),
        column(
            "Accepted",
            |group| group.accepted > 0,
            |group| count(group.accepted),
        ),
        column(
            "Completed",
            |group| group.completed > 0,
            |group| count(group.completed),
        ),
        column(
            "Converted",
            |group| group.completed > 0,
            |group| optional_percent(group.conversion),
        ),
        column(
            "Rejected",
            |group| group.rejected > 0,
            |group| count(group.rejected),
        ),
        column(
            "SLA kept",
            |group| group.sla.is_some(),
            |group| optional_percent(group.sla),
        ),
        column(
            "Touch p50",
            |group| group.first_touch.reached > 0,
            |group| optional_span(first_touch(group)),
        ),
        column(
            "Breached",
            |group| group.breached > 0,
            |group| count(group.breached),
        ),
    ]
}

/// The median time to first touch, in working time where a calendar counts.
fn first_touch(group: &GroupView) -> Option<i64> {
    group
        .first_touch
        .working
        .unwrap_or(group.first_touch.wall)
        .p50
}

fn failures(report: &PointReport, page: &mut Page) {
    page.heading("Failure modes");
    if report.failures.is_empty() {
        page.line(
            Tone::Faint,
            "None is watched here: name them under `failures:` in the policy.",
        );
        return;
    }
    for mode in &report.failures {
        let (tone, found) = match mode.count {
            0 => (Tone::Good, "nothing found".to_owned()),
            found => (Tone::Warning, format!("{} found", count(found))),
        };
        let found = page.paint(tone, &found);
        page.block(&format!("{:<24} {found}", mode.title));
    }
    if report.failures.iter().any(|mode| mode.count > 0) {
        page.line(
            Tone::Faint,
            &format!(
                "Which ones, and why: tollgate failures --handoff {}",
                report.point
            ),
        );
    }
}
