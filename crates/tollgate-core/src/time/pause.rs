//! Spans during which a clock does not count.

use super::Timestamp;

/// A half-open span of instants that does not count; one without an end still goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The first paused instant.
    pub from: Timestamp,
    /// The first instant that counts again; `None` while paused.
    pub to: Option<Timestamp>,
}

/// Where a stretch or a pause ends that has no end.
pub(super) const NEVER: i64 = i64::MAX;

/// Pauses in order and apart from one another, as `(from, to)` in microseconds.
///
/// One that still goes on ends at [`NEVER`]; one that ends before it begins is no pause.
pub(super) fn normalise(pauses: &[Pause]) -> Vec<(i64, i64)> {
    let mut sorted: Vec<(i64, i64)> = pauses
        .iter()
        .map(|pause| {
            (
                pause.from.as_micros(),
                pause.to.map_or(NEVER, Timestamp::as_micros),
            )
        })
        .filter(|(from, to)| from < to)
        .collect();
    sorted.sort_unstable();
    sorted.dedup_by(|next, kept| {
        let joins = next.0 <= kept.1;
        if joins {
            kept.1 = kept.1.max(next.1);
        }
        joins
    });
    sorted
}

/// The stretches of `from..to` outside `pauses`, in order; `pauses` as [`normalise`] leaves them.
pub(super) fn stretches(
    from: i64,
    to: i64,
    pauses: &[(i64, i64)],
) -> impl DoubleEndedIterator<Item = (i64, i64)> {
    let opens = move |place: usize| {
        if place == 0 {
            from
        } else {
            pauses[place - 1].1.max(from)
        }
    };
    let closes = move |place: usize| pauses.get(place).map_or(to, |pause| pause.0.min(to));
    (0..=pauses.len())
        .map(move |place| (opens(place), closes(place)))
        .filter(|(opens, closes)| opens < closes)
}

#[cfg(test)]
mod tests {
    use super::{NEVER, Pause, normalise, stretches};
    use crate::time::Timestamp;

    fn check(pauses: &[(i64, Option<i64>)], expect: &[(i64, i64)]) {
        let at = Timestamp::from_micros;
        let pauses: Vec<Pause> = pauses
            .iter()
            .map(|(from, to)| Pause {
                from: at(*from),
                to: to.map(at),
            })
            .collect();
        let found: Vec<_> = stretches(0, 100, &normalise(&pauses)).collect();
        assert_eq!(found, expect, "{pauses:?}");
    }

    #[test]
    fn stretches_are_what_the_pauses_leave() {
        check(&[], &[(0, 100)]);
        check(
            &[(50, Some(60)), (10, Some(20)), (15, Some(30))],
            &[(0, 10), (30, 50), (60, 100)],
        );
        check(&[(-5, Some(0)), (100, None)], &[(0, 100)]);
        check(&[(-5, Some(10)), (90, None)], &[(10, 90)]);
        check(&[(40, Some(40)), (60, Some(50))], &[(0, 100)]);
        check(&[(-5, None)], &[]);
        check(&[(-9, Some(-5)), (200, Some(300))], &[(0, 100)]);
    }

    #[test]
    fn a_stretch_without_an_end_stays_without() {
        let open: Vec<_> = stretches(0, NEVER, &[(5, 7)]).collect();
        assert_eq!(open, [(0, 5), (7, NEVER)]);
    }
}
