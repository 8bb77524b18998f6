//! The oversight matrix as a table.

#[cfg(test)]
mod tests;

use tollgate_service::queries::{FigureView, HandoverView, Matrix, MatrixRow};

use super::period_in_words;
use crate::show::{Column, Page, Table, Tone, amount, count, optional_percent};

/// So many pairs of people are shown, unless all are asked for.
const PAIRS: usize = 8;

/// Puts the matrix on the page.
pub(super) fn show(matrix: &Matrix, as_of: &str, all: bool, page: &mut Page) {
    page.line(
        Tone::Strong,
        &format!("{} · oversight matrix", matrix.workspace),
    );
    page.line(
        Tone::Faint,
        &format!("{} · {as_of}", period_in_words(&matrix.period)),
    );
    page.gap();
    if matrix.points.is_empty() {
        page.line(Tone::Plain, "The policy has no handoff points yet: write a `handoff:` document, or begin with `tollgate init`.");
        return;
    }
    let columns = [
        Column::text("Handoff"),
        Column::text("Reviewed by"),
        Column::figure("SLA kept"),
        Column::figure("Volume"),
        Column::figure("Decisions"),
        Column::text("Failures"),
    ];
    let mut table = Table::new(&columns).ruled();
    for row in &matrix.points {
        table.row([
            (Tone::Plain, place(row)),
            primary(&row.primary, &matrix.currency),
            sla(&row.sla),
            (volume_tone(row), volume(row)),
            (Tone::Plain, decisions(row)),
            failures(row),
        ]);
    }
    table.on(page);
    also(matrix, page);
    if let Some(found) = &matrix.handovers {
        handovers(found, all, page);
    }
    hints(matrix, page);
}

fn place(row: &MatrixRow) -> String {
    format!("{}\n{} → {}\n{}", row.title, row.from, row.to, row.point)
}

fn primary(figure: &FigureView, currency: &str) -> (Tone, String) {
    let name = name(figure.kpi);
    let qualifier = figure
        .qualifier
        .as_deref()
        .and_then(|text| text.split(',').next())
        .map_or(String::new(), |p| format!("{p} "));
    let value = match figure.value {
        Some(_) => format!("{qualifier}{}", amount(figure.value, currency)),
        None => without_value(figure),
    };
    let (tone, target) = target(figure);
    (tone, format!("{name}\n{value}{target}"))
}

/// Why there is no figure.
fn without_value(figure: &FigureView) -> String {
    if let Some(needs) = &figure.needs {
        return format!("no figure: the policy lacks {needs}");
    }
    use tollgate_service::queries::AmountView::{Amount, Count};
    match figure.denominator.value {
        Some(Count(0)) | None => "no figure: nothing to count".to_owned(),
        Some(Amount(0.0)) => {
            format!("no figure: nothing {}", figure.denominator.name)
        }
        _ => "not yet for most".to_owned(),
    }
}

fn target(figure: &FigureView) -> (Tone, String) {
    let Some(target) = &figure.target else {
        return (Tone::Plain, String::new());
    };
    let (tone, word) = match target.met {
        Some(true) => (Tone::Good, "reached"),
        Some(false) => (Tone::Bad, "missed"),
        None => (Tone::Plain, "no figure yet"),
    };
    (tone, format!("\ntarget {}: {word}", target.text))
}

fn sla(figure: &FigureView) -> (Tone, String) {
    use tollgate_service::queries::AmountView::Count;
    let (Some(Count(met)), Some(Count(of)), Some(share)) = (
        figure.numerator.value,
        figure.denominator.value,
        figure.share(),
    ) else {
        return (Tone::Plain, "–\nnone due".to_owned());
    };
    let tone = if share >= 0.9 {
        Tone::Good
    } else if share >= 0.7 {
        Tone::Warning
    } else {
        Tone::Bad
    };
    (
        tone,
        format!(
            "{}\n{} met\n{} missed",
            optional_percent(Some(share)),
            count(met),
            count(of - met)
        ),
    )
}

fn volume(row: &MatrixRow) -> String {
    let mut lines = vec![
        format!("{} offered", count(row.offered)),
        format!("{} open", count(row.open)),
    ];
    if row.at_risk > 0 {
        lines.push(format!("{} at risk", count(row.at_risk)));
    }
    if row.breached > 0 {
        lines.push(format!("{} breached", count(row.breached)));
    }
    lines.join("\n")
}

fn volume_tone(row: &MatrixRow) -> Tone {
    match (row.breached, row.at_risk) {
        (0, 0) => Tone::Plain,
        (0, _) => Tone::Warning,
        _ => Tone::Bad,
    }
}

fn decisions(row: &MatrixRow) -> String {
    let acceptance = optional_percent(row.acceptance.share());
    let returned = optional_percent(row.returns.share());
    format!(
        "{acceptance} accepted\n{returned} returned\n{} completed",
        count(row.completed)
    )
}

fn failures(row: &MatrixRow) -> (Tone, String) {
    if row.failures.is_empty() {
        return (Tone::Faint, "none watched".to_owned());
    }
    let found: Vec<_> = row.failures.iter().filter(|mode| mode.count > 0).collect();
    if found.is_empty() {
        return (Tone::Good, "none found".to_owned());
    }
    let lines: Vec<_> = found
        .iter()
        .map(|mode| format!("{} {}", count(mode.count), mode.title.to_lowercase()))
        .collect();
    (Tone::Warning, lines.join("\n"))
}

/// The other figures that points ask for, one line each.
fn also(matrix: &Matrix, page: &mut Page) {
    let others: Vec<_> = matrix
        .points
        .iter()
        .flat_map(|row| row.also.iter().map(move |figure| (row, figure)))
        .collect();
    if others.is_empty() {
        return;
    }
    page.heading("Beside them");
    let mut table = Table::new(&[
        Column::text("Handoff"),
        Column::text("Figure"),
        Column::figure("Value"),
        Column::text("Made of"),
    ]);
    for (row, figure) in others {
        table.row([
            (Tone::Plain, row.title.clone()),
            (Tone::Plain, qualified(figure)),
            (Tone::Strong, amount(figure.value, &matrix.currency)),
            (Tone::Faint, made_of(figure, &matrix.currency)),
        ]);
    }
    table.on(page);
}

fn handovers(handovers: &HandoverView, all: bool, page: &mut Page) {
    let (own, others): (Vec<_>, Vec<_>) = handovers
        .pairs
        .iter()
        .partition(|pair| pair.from == pair.to);
    if others.is_empty() {
        return;
    }
    page.heading("Handovers between people");
    let mean = handovers
        .mean
        .map_or(String::new(), |mean| format!(", {mean:.2} per journey"));
    let to_self = match own.len() {
        0 => String::new(),
        number => format!(
            "; {} of them from a person to themselves",
            count(number as u64)
        ),
    };
    let (pairs, journeys) = (
        count(handovers.pairs.len() as u64),
        count(handovers.journeys),
    );
    page.line(
        Tone::Faint,
        &format!("{pairs} pairs over {journeys} journeys{mean}{to_self}"),
    );
    let columns = [
        Column::text("From"),
        Column::text("To"),
        Column::figure("Handovers"),
        Column::figure("Per journey"),
    ];
    let mut table = Table::new(&columns);
    let shown = if all { others.len() } else { PAIRS };
    for pair in others.iter().take(shown) {
        table.row([
            (Tone::Plain, pair.from.clone()),
            (Tone::Plain, pair.to.clone()),
            (Tone::Plain, count(pair.count)),
            (Tone::Faint, format!("{:.4}", pair.mean)),
        ]);
    }
    table.on(page);
    if others.len() > shown {
        page.line(
            Tone::Faint,
            &format!("and {} more: --all", count((others.len() - shown) as u64)),
        );
    }
}

fn hints(matrix: &Matrix, page: &mut Page) {
    page.gap();
    if matrix.points.iter().all(|row| row.offered == 0) {
        page.line(Tone::Plain, "No handoff was offered in this period. `tollgate import` brings history in; `--from` and `--to` choose another period.");
        return;
    }
    if let Some(row) = matrix.points.iter().max_by_key(|row| row.offered) {
        page.line(
            Tone::Faint,
            &format!(
                "In full: --handoff {}. What was found, and where: tollgate failures.",
                row.point
            ),
        );
    }
}

/// What the figure was made of: `912 met of 1,000 met or missed`.
pub(super) fn made_of(figure: &FigureView, currency: &str) -> String {
    let part = |named: &tollgate_service::queries::Named| {
        format!("{} {}", amount(named.value, currency), named.name)
    };
    format!(
        "{} of {}",
        part(&figure.numerator),
        part(&figure.denominator)
    )
}

/// The figure's name with its qualifier: `time to first touch (p50, working time)`.
pub(super) fn qualified(figure: &FigureView) -> String {
    let name = name(figure.kpi);
    figure
        .qualifier
        .as_ref()
        .map_or_else(|| name.clone(), |qualifier| format!("{name} ({qualifier})"))
}

/// The figure's name as people read it.
fn name(kpi: &str) -> String {
    kpi.replace('_', " ").replace("sla ", "SLA ")
}
