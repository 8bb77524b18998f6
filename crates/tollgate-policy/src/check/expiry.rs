//! `criteria-expired`: criteria that nobody has looked at for too long.

use jiff::ToSpan;
use jiff::civil::Date;
use tollgate_core::time::Budget;

use crate::diagnostic::Problems;
use crate::syntax::HandoffDocument;

/// Looks at when the criteria were last reviewed.
pub(super) fn check(document: &HandoffDocument, today: Date, problems: &mut Problems) {
    let review = document.review.as_ref();
    let beside = review.and_then(|review| review.reviewed_on.as_ref());
    let Some(reviewed_on) = beside.or(document.reviewed_on.as_ref()) else {
        return;
    };
    if reviewed_on.value > today {
        let message = format!("`{}` has not come yet", reviewed_on.value);
        problems
            .warning("criteria-expired", reviewed_on.place, message)
            .help("write the day of the last review");
        return;
    }
    let Some(expire) = review.and_then(|review| review.criteria_expire.as_ref()) else {
        return;
    };
    let expires_on = expires_on(reviewed_on.value, expire.value);
    if expires_on.is_some_and(|expires_on| expires_on < today) {
        let message = format!(
            "the criteria were last reviewed on {}, more than {} ago",
            reviewed_on.value, expire.value
        );
        let help = "review them with sender and receiver, then write the new date";
        problems
            .warning("criteria-expired", reviewed_on.place, message)
            .help(help);
    }
}

/// The last day on which the review holds; working days count five a week.
fn expires_on(reviewed_on: Date, expire: Budget) -> Option<Date> {
    let days = match expire {
        Budget::Days(days) => i64::from(days),
        Budget::WorkingDays(days) => i64::from(days) * 7 / 5,
        Budget::Time(micros) => micros / 86_400_000_000,
    };
    reviewed_on.checked_add(days.min(1_000_000).days()).ok()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn reviewed(on: &str, expect: &[&str]) {
        check(
            &handoff(&format!(
                "review: {{ criteria_expire: 90d }}\nreviewed_on: {on}"
            )),
            expect,
        );
    }

    #[test]
    fn criteria_are_reviewed_in_time() {
        reviewed("2026-08-25", &[]);
        reviewed(
            "2026-08-24",
            &[
                "10:14 warning criteria-expired `2026-08-24` the criteria were last reviewed on 2026-08-24, more than 90d ago",
            ],
        );
        reviewed(
            "2026-12-24",
            &["10:14 warning criteria-expired `2026-12-24` `2026-12-24` has not come yet"],
        );
    }

    #[test]
    fn criteria_without_a_date_are_not_yet_due() {
        check(&handoff("review: { criteria_expire: 90d }"), &[]);
        check(&handoff("reviewed_on: 2020-01-01"), &[]);
    }
}
