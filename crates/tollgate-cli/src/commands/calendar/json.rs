//! A story as JSON.

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tollgate_core::time::Timestamp;

use super::story::{More, Row, Shown, Why};
use super::words;

/// The shown rows in order, each an object whose `row` says what it is; lengths in microseconds.
pub(super) fn rows(shown: &Shown, zone: &TimeZone) -> Vec<Value> {
    let head = shown.head.iter().map(|item| row(item, zone));
    let tail = shown.tail.iter().map(|item| row(item, zone));
    head.chain(shown.more.as_ref().map(more))
        .chain(tail)
        .collect()
}

fn row(row: &Row, zone: &TimeZone) -> Value {
    match row {
        Row::Counted {
            span,
            total,
            is_override,
        } => json!({
            "row": "counted",
            "opens": local(span.opens, zone),
            "closes": local(span.closes, zone),
            "us": span.micros(),
            "total_us": total,
            "hours_on": is_override,
        }),
        Row::WorkingDay { n, at } => {
            json!({ "row": "working_day", "day": n, "at": local(*at, zone) })
        }
        Row::LeftOut { first, last, why } => {
            let mut row =
                json!({ "row": "left_out", "first": first.to_string(), "last": last.to_string() });
            row["why"] = reason(why).into();
            if let Why::Holiday(names) = why {
                let names: Vec<Value> = names
                    .iter()
                    .map(|(name, file)| json!({ "name": name, "file": file }))
                    .collect();
                row["holidays"] = names.into();
            }
            row
        }
        Row::Paused { pause, cost } => json!({
            "row": "paused",
            "from": local(pause.from, zone),
            "to": pause.to.map(|to| local(to, zone)),
            "us": cost,
        }),
        Row::Clocks { at, before, after } => json!({
            "row": "clocks",
            "at": words::utc(*at),
            "before": words::offset(*before),
            "after": words::offset(*after),
        }),
    }
}

fn reason(why: &Why) -> &'static str {
    match why {
        Why::Holiday(_) => "holiday",
        Why::ClosedByOverride => "hours_on",
        Why::Closed => "closed",
        Why::Outside(_) => "outside_hours",
        Why::NothingLeft(_) => "nothing_left",
    }
}

fn more(more: &More) -> Value {
    json!({
        "row": "more",
        "spans": more.spans,
        "us": more.micros,
        "working_days": more.working_days,
        "days_left_out": more.days,
        "holidays": more.holidays,
        "pauses": more.pauses,
        "clocks": more.changes,
    })
}

/// RFC 3339 at the zone's own offset.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    let offset = zone.to_offset(at.to_jiff());
    at.to_jiff().display_with_offset(offset).to_string()
}
