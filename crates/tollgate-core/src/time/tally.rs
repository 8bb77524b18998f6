//! A running count over weeks, searchable both ways, and going on for ever at a steady rate.

/// How much was counted before each week, from week 0 on.
///
/// Before the first week and after the last one, every week counts the same (`lead`, `tail`), so that
/// any question has an answer, and each costs one search however far away it is.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Before each week; one more than there are weeks, the last being the total.
    before: Vec<i64>,
    lead: i64,
    tail: i64,
}

impl Tally {
    pub(super) fn new(lead: i64, weeks: impl Iterator<Item = i64>, tail: i64) -> Self {
        let mut before = vec![0];
        let mut total = 0;
        before.extend(weeks.map(|count| {
            total += count;
            total
        }));
        Self { before, lead, tail }
    }

    fn weeks(&self) -> i64 {
        i64::try_from(self.before.len()).expect("a few thousand weeks") - 1
    }

    fn total(&self) -> i64 {
        self.before.last().copied().unwrap_or(0)
    }

    /// The count before `week`, which may lie anywhere; negative before the first.
    pub(super) fn before(&self, week: i64) -> i64 {
        match usize::try_from(week) {
            Err(_) => week * self.lead,
            Ok(place) => match self.before.get(place) {
                Some(before) => *before,
                None => self.total() + (week - self.weeks()) * self.tail,
            },
        }
    }

    /// The week in which the count first gets up to `count`; `None` when it never does.
    pub(super) fn reaches(&self, count: i64) -> Option<i64> {
        if count <= 0 {
            return (self.lead > 0).then(|| count.saturating_sub(1).div_euclid(self.lead));
        }
        let past = count - self.total();
        if past > 0 {
            return (self.tail > 0).then(|| self.weeks() + (past - 1) / self.tail);
        }
        Some(self.place(|before| before < count))
    }

    /// The week in which the count goes on from `count`; `None` when it never does.
    pub(super) fn goes_on(&self, count: i64) -> Option<i64> {
        if count < 0 {
            return (self.lead > 0).then(|| count.div_euclid(self.lead));
        }
        let past = count - self.total();
        if past >= 0 {
            return (self.tail > 0).then(|| self.weeks() + past / self.tail);
        }
        Some(self.place(|before| before <= count))
    }

    /// The last week whose count before it satisfies `holds`, which is so for week 0.
    fn place(&self, holds: impl Fn(i64) -> bool) -> i64 {
        let after = self.before.partition_point(|before| holds(*before));
        i64::try_from(after).expect("a few thousand weeks") - 1
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    /// Weeks -1 to 4 count 5, then 3, 0, 2, then 4, 4.
    fn tally() -> Tally {
        Tally::new(5, [3, 0, 2].into_iter(), 4)
    }

    #[test]
    fn the_count_goes_on_before_and_after() {
        let counts: Vec<_> = (-2..6).map(|week| tally().before(week)).collect();
        assert_eq!(counts, [-10, -5, 0, 3, 3, 5, 9, 13]);
    }

    #[test]
    fn the_week_found_is_the_one_that_counts_it() {
        for count in -12..15 {
            let (tally, reaches) = (tally(), tally().reaches(count).unwrap());
            assert!(
                tally.before(reaches) < count && count <= tally.before(reaches + 1),
                "{count}"
            );
            let goes_on = tally.goes_on(count).unwrap();
            assert!(
                tally.before(goes_on) <= count && count < tally.before(goes_on + 1),
                "{count}"
            );
        }
    }

    #[test]
    fn what_is_never_counted_is_never_found() {
        let once = Tally::new(0, [3].into_iter(), 0);
        assert_eq!(
            (once.reaches(0), once.reaches(1), once.reaches(4)),
            (None, Some(0), None)
        );
        assert_eq!(
            (once.goes_on(-1), once.goes_on(2), once.goes_on(3)),
            (None, Some(0), None)
        );
    }
}
