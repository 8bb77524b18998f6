//! For how long something is kept: whole days.

use tollgate_core::time::Budget;

use crate::diagnostic::Problems;
use crate::syntax::At;

/// The days of `keep`; that it is something else is told.
pub(super) fn days(keep: &At<Budget>, problems: &mut Problems) -> Option<u32> {
    if let Budget::Days(days) = keep.value
        && days > 0
    {
        return Some(days);
    }
    let message = format!("`{}` is no number of calendar days", keep.value);
    problems
        .error("wrong-value", keep.place, message)
        .help("write how long it is kept in days, such as `180d`");
    None
}
