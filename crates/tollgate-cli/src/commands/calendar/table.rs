//! A story as a table for the terminal.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tollgate_core::time::{DayHours, Pause, Timestamp};

use super::story::{Counts, More, Row, Shown, Why};
use super::words;

/// The columns of what is counted, after the day.
const SPANS: [&str; 4] = ["open", "offset", "length", "total"];
const WORKING_DAYS: [&str; 3] = ["time", "offset", "counted"];
/// As wide as `Mon 2026-03-02`.
const DAY: usize = 14;

/// One line of the table.
enum Line {
    /// What is counted, one text for each column, and a remark.
    Columns(Vec<String>, &'static str),
    Text(String),
}

/// The shown rows in lines of two spaces and text; nothing where there are none.
pub(super) fn lines(shown: &Shown, counts: &Counts, zone: &TimeZone) -> Vec<String> {
    let line = |row: &Row| (begins(row, zone), line(row, counts, zone));
    let mut all: Vec<(Option<Date>, Line)> = shown.head.iter().map(line).collect();
    all.extend(
        shown
            .more
            .as_ref()
            .map(|more| (None, Line::Text(passed_over(more)))),
    );
    all.extend(shown.tail.iter().map(line));
    let has_columns = all
        .iter()
        .any(|(_, line)| matches!(line, Line::Columns(..)));
    let headings: &[&str] = match counts {
        Counts::Spans if has_columns => &SPANS,
        Counts::WorkingDays(_) if has_columns => &WORKING_DAYS,
        _ => &[],
    };
    let widths = widths(headings, &all);
    let mut written = Vec::new();
    if !headings.is_empty() {
        let headings = headings
            .iter()
            .map(|heading| (*heading).to_owned())
            .collect();
        written.extend(write("day", &Line::Columns(headings, ""), &widths));
    }
    let mut last = None;
    for (date, line) in &all {
        let day = date.filter(|date| last != Some(*date)).map(words::day);
        last = *date;
        let day = if date.is_none() {
            "…".to_owned()
        } else {
            day.unwrap_or_default()
        };
        written.extend(write(&day, line, &widths));
    }
    written
}

/// The day that a row is told under.
fn begins(row: &Row, zone: &TimeZone) -> Option<Date> {
    let date = |at: Timestamp| zone.to_datetime(at.to_jiff()).date();
    Some(match row {
        Row::Counted { span, .. } => date(span.opens),
        Row::WorkingDay { at, .. } => date(*at),
        Row::LeftOut { first, .. } => *first,
        Row::Paused { pause, .. } => date(pause.from),
        // The clocks that were changed say on which day.
        Row::Clocks { at, before, .. } => before.to_datetime(at.to_jiff()).date(),
    })
}

fn line(row: &Row, counts: &Counts, zone: &TimeZone) -> Line {
    match row {
        Row::Counted {
            span,
            total,
            is_override,
        } => {
            let offset = |at: Timestamp| words::offset(zone.to_offset(at.to_jiff()));
            let (opens, closes) = (offset(span.opens), offset(span.closes.plus(-1)));
            let offset = if opens == closes {
                opens
            } else {
                format!("{opens} → {closes}")
            };
            let open = words::ends(span.opens, span.closes, zone);
            let cells = vec![
                open,
                offset,
                words::length(span.micros()),
                words::length(*total),
            ];
            Line::Columns(cells, if *is_override { "hours_on" } else { "" })
        }
        Row::WorkingDay { n, at } => {
            let local = at.to_jiff().to_zoned(zone.clone());
            let counted = if *n == 0 {
                "from here".to_owned()
            } else {
                format!("day {n}")
            };
            Line::Columns(
                vec![
                    words::time(local.time()),
                    words::offset(local.offset()),
                    counted,
                ],
                "",
            )
        }
        Row::LeftOut { first, last, why } => Line::Text(left_out(*first, *last, why)),
        Row::Paused { pause, cost } => Line::Text(paused(pause, *cost, counts, zone)),
        Row::Clocks { at, before, after } => {
            let by = i64::from(after.seconds() - before.seconds());
            let way = if by < 0 { "back" } else { "forward" };
            let time = words::time(before.to_datetime(at.to_jiff()).time());
            let (by, before, after) = (
                words::length(by.abs() * 1_000_000),
                words::offset(*before),
                words::offset(*after),
            );
            Line::Text(format!(
                "clocks go {way} {by} at {time} ({before} becomes {after})"
            ))
        }
    }
}

fn left_out(first: Date, last: Date, why: &Why) -> String {
    match why {
        Why::Holiday(names) => match names.iter().map(named).collect::<Vec<_>>().join(" and ") {
            names if names.is_empty() => "holiday, listed by its date".to_owned(),
            names => format!("holiday: {names}"),
        },
        Why::ClosedByOverride => "closed by hours_on".to_owned(),
        Why::Closed => match last.duration_since(first).as_hours() / 24 {
            0 => "closed".to_owned(),
            1 => format!("closed, and {}", words::day(last)),
            more => format!("closed, to {} ({} days)", words::day(last), more + 1),
        },
        Why::Outside(hours) => format!("outside the day's hours, {}", listed(hours)),
        Why::NothingLeft(hours) => format!(
            "breaks or clocks that skip it leave nothing of {}",
            listed(hours)
        ),
    }
}

fn named((name, file): &(String, String)) -> String {
    if name.is_empty() {
        file.clone()
    } else {
        format!("{name} ({file})")
    }
}

fn listed(hours: &DayHours) -> String {
    let hours: Vec<String> = hours.0.iter().map(ToString::to_string).collect();
    hours.join(", ")
}

fn paused(pause: &Pause, cost: i64, counts: &Counts, zone: &TimeZone) -> String {
    let cost = match (counts, cost) {
        (Counts::Spans, 0) => "outside hours, which costs nothing".to_owned(),
        (Counts::Spans, cost) => format!("{} not counted", words::length(cost)),
        (_, 0) => "outside hours, which moves nothing".to_owned(),
        (Counts::Days, cost) => format!("which moves it by {}", words::length(cost)),
        (_, cost) => format!("which moves it by {} of working time", words::length(cost)),
    };
    match pause.to {
        Some(to) => format!("paused {}, {cost}", words::ends(pause.from, to, zone)),
        None => {
            let from = pause.from.to_jiff().to_zoned(zone.clone());
            format!(
                "paused from {} on, without an end",
                words::time(from.time())
            )
        }
    }
}

/// `208 more spans, 1664h; 104 days closed, 10 holidays`
fn passed_over(more: &More) -> String {
    let count = |count: u64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let spans = count(more.spans, "more span", "more spans");
    let counted = [
        spans.map(|spans| format!("{spans}, {}", words::length(more.micros))),
        count(more.working_days, "more working day", "more working days"),
    ];
    let others = [
        count(more.days, "day closed", "days closed"),
        count(more.holidays, "holiday", "holidays"),
        count(more.pauses, "pause", "pauses"),
        count(more.changes, "change of clocks", "changes of clocks"),
    ];
    let joined = |parts: &[Option<String>]| {
        let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
        Some(parts.join(", ")).filter(|joined| !joined.is_empty())
    };
    let parts = [joined(&counted), joined(&others)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}

/// How wide each column is.
fn widths(headings: &[&str], all: &[(Option<Date>, Line)]) -> Vec<usize> {
    let cells = all.iter().filter_map(|(_, line)| match line {
        Line::Columns(cells, _) => Some(cells),
        Line::Text(_) => None,
    });
    let mut widths: Vec<usize> = headings
        .iter()
        .map(|heading| heading.chars().count())
        .collect();
    for cells in cells {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.chars().count());
        }
    }
    widths
}

/// One line, or several where a text is long; lengths end at the right of their column.
fn write(day: &str, line: &Line, widths: &[usize]) -> Vec<String> {
    let day = format!("  {day:DAY$}  ");
    let (cells, remark) = match line {
        Line::Text(said) => return words::wrapped(said, &day, &" ".repeat(DAY + 4)),
        Line::Columns(cells, remark) => (cells, remark),
    };
    let has_lengths = widths.len() == SPANS.len();
    let cells = cells.iter().zip(widths).enumerate();
    let cells = cells.map(|(place, (cell, width))| match place {
        2.. if has_lengths => format!("{cell:>width$}"),
        _ => format!("{cell:width$}"),
    });
    let cells = cells.collect::<Vec<_>>().join("  ");
    vec![format!("{day}{cells}  {remark}").trim_end().to_owned()]
}
