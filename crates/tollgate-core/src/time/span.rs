//! Half-open spans of instants, and their union and difference.

use super::Timestamp;

/// A half-open span of instants: `opens` is inside, `closes` is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first instant inside.
    pub opens: Timestamp,
    /// The first instant after.
    pub closes: Timestamp,
}

impl Span {
    /// How long the span is, in microseconds.
    pub fn micros(self) -> i64 {
        self.closes.since(self.opens)
    }

    /// The span between two counts of microseconds; `None` when nothing lies between.
    pub(super) fn between(opens: i64, closes: i64) -> Option<Self> {
        let (opens, closes) = (
            Timestamp::from_micros(opens),
            Timestamp::from_micros(closes),
        );
        (opens < closes).then_some(Self { opens, closes })
    }

    /// The part of the span inside `opens..closes`, in microseconds; `None` when there is none.
    pub(super) fn clip(self, opens: i64, closes: i64) -> Option<Self> {
        Self::between(
            self.opens.as_micros().max(opens),
            self.closes.as_micros().min(closes),
        )
    }
}

/// Sorts the spans and joins those that overlap or touch, so that nothing counts twice.
pub(super) fn union(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let joins = next.opens <= kept.closes;
        if joins {
            kept.closes = kept.closes.max(next.closes);
        }
        joins
    });
}

/// What of `spans` is left without `cuts`; both as [`union`] leaves them, and so is the result.
pub(super) fn without(spans: &[Span], cuts: &[Span]) -> Vec<Span> {
    let mut left = Vec::with_capacity(spans.len() + cuts.len());
    for span in spans {
        let mut opens = span.opens;
        let after = cuts.partition_point(|cut| cut.closes <= opens);
        for cut in cuts[after..]
            .iter()
            .take_while(|cut| cut.opens < span.closes)
        {
            left.extend(Span::between(opens.as_micros(), cut.opens.as_micros()));
            opens = cut.closes;
        }
        left.extend(Span::between(opens.as_micros(), span.closes.as_micros()));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::{Span, union, without};

    fn spans(pairs: &[(i64, i64)]) -> Vec<Span> {
        pairs
            .iter()
            .filter_map(|(opens, closes)| Span::between(*opens, *closes))
            .collect()
    }

    fn check(on: &[(i64, i64)], off: &[(i64, i64)], expect: &[(i64, i64)]) {
        let (mut on, mut off) = (spans(on), spans(off));
        union(&mut on);
        union(&mut off);
        assert_eq!(without(&on, &off), spans(expect));
    }

    #[test]
    fn overlapping_spans_join_and_cuts_leave_the_rest() {
        check(
            &[(50, 60), (0, 10), (10, 20), (15, 18)],
            &[],
            &[(0, 20), (50, 60)],
        );
        check(
            &[(0, 100), (200, 300)],
            &[(-10, 5), (20, 30), (90, 210)],
            &[(5, 20), (30, 90), (210, 300)],
        );
        check(&[(0, 10)], &[(0, 10)], &[]);
        check(&[(0, 10)], &[(10, 20), (-5, 0)], &[(0, 10)]);
    }
}
