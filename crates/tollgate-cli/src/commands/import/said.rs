//! What is said at the end of an import: what came in, what did not and why, and where to look next.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use indicatif::HumanCount;
use tollgate_service::import::Summary;
use tollgate_store::Location;

/// The closing words.
pub(super) fn summary(
    summary: &Summary,
    db: &Location,
    rejects: &Path,
    not_given: &BTreeSet<String>,
) -> String {
    let mut said = String::new();
    let out = &mut said;
    // Writing to a text does not fail.
    let _ = files(out, summary);
    let _ = replayed(out, summary);
    let _ = rejected(out, summary, rejects);
    let _ = refused(out, summary);
    let _ = next(out, summary, db, not_given);
    said
}

/// `1 row`, `2,104 rows`.
pub(super) fn rows(count: u64) -> String {
    many(count, "row", "rows")
}

fn many(count: u64, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        HumanCount(count),
        if count == 1 { one } else { several }
    )
}

fn files(out: &mut String, summary: &Summary) -> std::fmt::Result {
    let width = summary
        .files
        .iter()
        .map(|file| file.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(5);
    writeln!(
        out,
        "{:width$}  {:>12}  {:>10}  {:>10}",
        "file", "rows", "rejected", "not used"
    )?;
    for file in &summary.files {
        let (rows, rejected, unused) = (
            HumanCount(file.rows),
            HumanCount(file.rejected),
            HumanCount(file.unused),
        );
        let (rows, rejected, unused) = (rows.to_string(), rejected.to_string(), unused.to_string());
        writeln!(
            out,
            "{:width$}  {rows:>12}  {rejected:>10}  {unused:>10}",
            file.name
        )?;
    }
    Ok(())
}

fn replayed(out: &mut String, summary: &Summary) -> std::fmt::Result {
    let (new, known) = (summary.new, summary.known);
    let entries = many(new + known, "entry", "entries");
    let news = match (new, known) {
        (_, 0) => "all of it news".to_owned(),
        (0, _) => "all of it known already, so nothing changed".to_owned(),
        (new, known) => format!(
            "{} news, {} known already",
            HumanCount(new),
            HumanCount(known)
        ),
    };
    writeln!(out)?;
    match summary.span {
        None => writeln!(out, "nothing to replay")?,
        Some((first, last)) => writeln!(out, "{entries} replayed, from {first} to {last}: {news}")?,
    }
    for (point, opened) in &summary.opened {
        writeln!(
            out,
            "{} of {point} opened",
            many(*opened, "handoff", "handoffs")
        )?;
    }
    if summary.violations > 0 {
        writeln!(
            out,
            "{} found: records that moved around a gate",
            many(summary.violations, "violation", "violations")
        )?;
    }
    if summary.unattached > 0 {
        writeln!(
            out,
            "{} without a record, kept as unattached",
            many(summary.unattached, "activity", "activities")
        )?;
    }
    Ok(())
}

fn rejected(out: &mut String, summary: &Summary, rejects: &Path) -> std::fmt::Result {
    if summary.rejected.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{} rejected, in {}:",
        rows(summary.rejected_rows()),
        rejects.display()
    )?;
    for (reason, count) in &summary.rejected {
        writeln!(out, "{:>10}  {reason}", HumanCount(*count).to_string())?;
    }
    Ok(())
}

fn refused(out: &mut String, summary: &Summary) -> std::fmt::Result {
    let count: u64 = summary.refused.values().sum();
    if count == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "\n{} refused by the policy, and kept in the ledger with the reason:",
        many(count, "entry", "entries")
    )?;
    for (code, count) in &summary.refused {
        writeln!(out, "{:>10}  {code}", HumanCount(*count).to_string())?;
    }
    Ok(())
}

fn next(
    out: &mut String,
    summary: &Summary,
    db: &Location,
    not_given: &BTreeSet<String>,
) -> std::fmt::Result {
    for pattern in not_given {
        writeln!(
            out,
            "\nthe mapping also reads `{pattern}`, for which no file was given"
        )?;
    }
    writeln!(out, "\nwhere to look next:")?;
    writeln!(out, "  tollgate report --db {db}")?;
    writeln!(out, "  tollgate failures --db {db}")?;
    if summary.new > 0 {
        writeln!(out, "  tollgate verify --db {db}")?;
    }
    Ok(())
}
