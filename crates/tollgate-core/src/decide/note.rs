//! Note: what was done is written down. No policy stands against it, and no row changes.

use super::turn::Turn;
use crate::audit::Audit;
use crate::event::What;

pub(super) fn decide(turn: &mut Turn<'_>, audit: &Audit) {
    turn.follow(What::Audited(audit.clone()));
}
