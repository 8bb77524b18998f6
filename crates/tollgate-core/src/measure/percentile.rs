//! Exact percentiles by linear interpolation, as spreadsheets and pandas count them.

/// The `percentile` (0 to 100) of `sorted`, in the unit of its values; `None` when there are none.
///
/// Between two values it is interpolated: the median of 10 and 20 is 15.
pub fn percentile(sorted: &[i64], percentile: u8) -> Option<i64> {
    percentile_among(sorted, sorted.len() as u64, percentile)
}

/// The `percentile` of `count` values of which only the smallest, `sorted`, are known.
///
/// The others are longer than any that is known: what has not happened yet counts as *not yet*, and is never dropped.
/// `None` when the percentile lies among them, or there are no values.
///
/// Source: PRODUCT.md, "KPI definitions", time to first touch.
pub fn percentile_among(sorted: &[i64], count: u64, percentile: u8) -> Option<i64> {
    let last = count.checked_sub(1)?;
    // In whole hundredths, so that no rounding decides which two values are meant.
    let place = u128::from(last) * u128::from(percentile.min(100));
    let (below, part) = ((place / 100) as usize, (place % 100) as i128);
    let low = i128::from(*sorted.get(below)?);
    if part == 0 {
        return i64::try_from(low).ok();
    }
    let high = i128::from(*sorted.get(below + 1)?);
    i64::try_from(low + (high - low) * part / 100).ok()
}

#[cfg(test)]
mod tests {
    use super::{percentile, percentile_among};

    #[test]
    fn a_percentile_is_interpolated_between_the_values_around_it() {
        assert_eq!(percentile(&[10, 20], 50), Some(15));
        assert_eq!(percentile(&[1, 2, 3], 50), Some(2));
        assert_eq!(percentile(&[0, 10, 20, 30, 40], 90), Some(36));
        assert_eq!(percentile(&[7], 90), Some(7));
        assert_eq!(percentile(&[1, 9], 0), Some(1));
        assert_eq!(percentile(&[1, 9], 100), Some(9));
        assert_eq!(percentile(&[i64::MIN, i64::MAX], 100), Some(i64::MAX));
    }

    #[test]
    fn no_values_have_no_percentile() {
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn what_has_not_happened_yet_counts_as_longer_than_anything_known() {
        assert_eq!(percentile_among(&[10, 20], 3, 50), Some(20));
        assert_eq!(
            percentile_among(&[10, 20], 4, 50),
            None,
            "between a known and an unknown value"
        );
        assert_eq!(percentile_among(&[10, 20], 5, 50), None);
        assert_eq!(percentile_among(&[], 5, 50), None);
    }
}
