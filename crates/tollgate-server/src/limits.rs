//! What one request may ask for. Each limit is named in the problem that it leads to.

use std::time::Duration;

use crate::rates::Rates;

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
    /// How long a request's line and headers, or a TLS handshake, may take; a connection without a request is kept so long.
    pub head_within: Duration,
    /// How long a body may pause.
    pub body_within: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_per_address: usize,
    /// How often somebody may ask.
    pub rates: Rates,
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
            head_within: Duration::from_secs(20),
            body_within: Duration::from_secs(30),
            connections: 4_096,
            connections_per_address: 1_024,
            rates: Rates::default(),
        }
    }
}
