//! `calendar-never-opens`: a clock in such a calendar would never run out.

use jiff::civil::Date;
use tollgate_core::time::Timestamp;

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::syntax::CalendarDocument;

/// Looks for an opening from `today` on.
pub(super) fn check(
    document: &CalendarDocument,
    lowered: &Lowered,
    today: Date,
    problems: &mut Problems,
) {
    let name = &document.calendar.value;
    let policy = &lowered.policy;
    let home = &policy.workspace.zone;
    let Ok(morning) = today.to_zoned(home.clone()) else {
        return;
    };
    let calendar = policy.prepared.get(Some(&name.0.clone().into()), home);
    let now = Timestamp::from_jiff(morning.timestamp());
    if calendar.next_opening(now).is_none() {
        let message = format!("the calendar `{}` never opens", name.as_str());
        let help = "write its hours, as in `hours: { mon-fri: \"09:00-17:00\" }`, and see whether breaks or holidays cut all of them";
        problems
            .error("calendar-never-opens", document.calendar.place, message)
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_calendar_opens_some_day() {
        let never = "1:11 error calendar-never-opens `night` the calendar `night` never opens";
        check("calendar: night", &[never]);
        check("calendar: night\nhours: { mon: closed }", &[never]);
        check(
            "calendar: night\nhours: { mon: \"09:00-10:00\" }\nbreaks: { daily: \"08:00-12:00\" }",
            &[never],
        );
        check(
            "calendar: night\nhours_on: { 2026-11-20: \"09:00-12:00\" }",
            &[never],
        );
    }

    #[test]
    fn one_opening_ahead_is_enough() {
        check(
            "calendar: night\nhours_on: { 2026-12-20: \"09:00-12:00\" }",
            &[],
        );
        check("calendar: night\nhours: { sun: \"22:00-02:00\" }", &[]);
        check(
            "calendar: night\nhours: { mon: \"09:00-10:00\" }\nholidays: [2026-11-23]",
            &[],
        );
    }
}
