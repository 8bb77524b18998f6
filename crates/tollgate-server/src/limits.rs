//! What one request may ask for. Each limit is named in the problem that it leads to.

use std::time::Duration;

/// What one request may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body; of one line in a stream.
    pub body_bytes: usize,
    /// Items of a JSON array.
    pub batch_items: usize,
    /// Lines of a stream.
    pub stream_lines: usize,
    /// Rows of a page.
    pub page_rows: usize,
    /// How long an answer may take. Streams may take longer.
    pub answer_within: Duration,
    /// Commands that wait for their answers at once; more wait their turn.
    pub waiting_commands: usize,
    /// How long a caller who was let in is let in again without another look at the tokens: a revoked one opens the door so
    /// long.
    pub known_for: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 4 << 20,
            batch_items: 1_000,
            stream_lines: 1_000_000,
            page_rows: 500,
            answer_within: Duration::from_secs(30),
            waiting_commands: 10_000,
            known_for: Duration::from_secs(1),
        }
    }
}
