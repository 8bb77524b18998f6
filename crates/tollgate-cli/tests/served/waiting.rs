//! Waiting for something to be so.

use std::thread;
use std::time::{Duration, Instant};

/// Whatever takes longer will not happen any more.
const PATIENCE: Duration = Duration::from_secs(60);

/// What `look` finds, as soon as it finds something.
///
/// # Panics
/// It does not within a minute.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(2));
    }
}
