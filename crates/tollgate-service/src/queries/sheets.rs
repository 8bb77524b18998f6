//! Reports as tables for a spreadsheet. Lengths of time are seconds, and shares parts of 1 to four places; what is not known is an
//! empty cell.

use super::story::short_number;
use super::{AmountView, FigureView, GroupView, Matrix, MatrixRow, PointReport};
use crate::sheet::Sheet;

impl Matrix {
    /// One row a handoff point.
    pub fn sheet(&self) -> String {
        let mut sheet = Sheet::new(&[
            "point",
            "title",
            "record",
            "from",
            "to",
            "sponsor",
            "primary",
            "value",
            "unit",
            "target",
            "sla",
            "acceptance",
            "returns",
            "offered",
            "completed",
            "open",
            "at_risk",
            "breached",
            "as_of",
        ]);
        let as_of = &self.period.as_of;
        (self.points.iter()).for_each(|row| sheet.row(of_point(row, as_of)));
        sheet.text()
    }
}

fn of_point(row: &MatrixRow, as_of: &str) -> [String; 19] {
    let target = row.primary.target.as_ref();
    [
        row.point.clone(),
        row.title.clone(),
        row.record.clone(),
        row.from.clone(),
        row.to.clone(),
        row.sponsor.clone().unwrap_or_default(),
        row.primary.kpi.to_owned(),
        value(&row.primary),
        unit(&row.primary).to_owned(),
        target.map_or_else(String::new, |target| target.text.clone()),
        value(&row.sla),
        value(&row.acceptance),
        value(&row.returns),
        row.offered.to_string(),
        row.completed.to_string(),
        row.open.to_string(),
        row.at_risk.to_string(),
        row.breached.to_string(),
        as_of.to_owned(),
    ]
}

fn value(figure: &FigureView) -> String {
    match figure.value {
        None => String::new(),
        Some(AmountView::Share(part)) => short_number(part),
        Some(AmountView::Amount(amount)) => amount.to_string(),
        Some(AmountView::Microseconds(long)) => seconds(long),
        Some(AmountView::Count(count)) => count.to_string(),
    }
}

/// In what a figure's value counts.
fn unit(figure: &FigureView) -> &'static str {
    match figure.value {
        None => "",
        Some(AmountView::Share(_)) => "share",
        Some(AmountView::Amount(_)) => "amount",
        Some(AmountView::Microseconds(_)) => "seconds",
        Some(AmountView::Count(_)) => "count",
    }
}

/// Microseconds as whole seconds.
fn seconds(micros: i64) -> String {
    (micros / 1_000_000).to_string()
}

impl PointReport {
    /// One row a group of the cohort: by owner, team, queue, dimension and week.
    pub fn sheet(&self) -> String {
        let mut sheet = Sheet::new(&[
            "by",
            "value",
            "offered",
            "accepted",
            "completed",
            "returned",
            "rejected",
            "open",
            "breached",
            "conversion",
            "sla",
            "first_touch_working_p50_seconds",
            "first_touch_working_p90_seconds",
            "first_touch_wall_p50_seconds",
            "first_touch_wall_p90_seconds",
            "as_of",
        ]);
        for breakdown in &self.breakdowns {
            for group in &breakdown.groups {
                sheet.row(of_group(&breakdown.by, group, &self.period.as_of));
            }
        }
        sheet.text()
    }
}

fn of_group(by: &str, group: &GroupView, as_of: &str) -> [String; 16] {
    let share = |of: Option<f64>| of.map_or_else(String::new, short_number);
    let time = |of: Option<i64>| of.map_or_else(String::new, seconds);
    let working = group.first_touch.working.as_ref();
    [
        by.to_owned(),
        group.value.clone().unwrap_or_default(),
        group.offered.to_string(),
        group.accepted.to_string(),
        group.completed.to_string(),
        group.returned.to_string(),
        group.rejected.to_string(),
        group.open.to_string(),
        group.breached.to_string(),
        share(group.conversion),
        share(group.sla),
        time(working.and_then(|working| working.p50)),
        time(working.and_then(|working| working.p90)),
        time(group.first_touch.wall.p50),
        time(group.first_touch.wall.p90),
        as_of.to_owned(),
    ]
}
