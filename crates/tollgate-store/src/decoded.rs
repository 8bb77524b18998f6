//! Stored forms read into rows, on as many cores as there are: reading a form takes longer than fetching it.

use rayon::prelude::*;
use tollgate_service::ports::StoreError;

/// Fewer are read at once where they are; handing them to others would take as long.
const MANY: usize = 64;
/// As many are handed over together.
const TOGETHER: usize = 16;

/// What `read` makes of each of `stored`, in their order.
///
/// # Errors
/// One that `read` met.
pub(crate) fn decoded<S: Sync, T: Send>(
    stored: &[S],
    read: impl Fn(&S) -> Result<T, StoreError> + Sync + Send,
) -> Result<Vec<T>, StoreError> {
    if stored.len() < MANY {
        return stored.iter().map(read).collect();
    }
    let parts = stored.par_iter().with_min_len(TOGETHER);
    parts.map(read).collect()
}
