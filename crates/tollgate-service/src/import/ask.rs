//! What a row asks for: a command at an instant of the history, with the key that recognises it when it comes again.

use tollgate_core::command::Request;
use tollgate_core::ids::SourceKey;
use tollgate_core::time::Timestamp;

/// What one row asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ask {
    /// When it happened: the clock stands at this instant when it is decided.
    pub(crate) at: Timestamp,
    /// Equal for the same news, whichever export it comes in.
    pub(crate) key: SourceKey,
    /// The command, and who gives it.
    pub(crate) request: Request,
}
