//! Erase: what told about a person is gone. That is no news about a record, so nothing follows from it: what was decided stays
//! decided, and figures stay what they were.

use super::turn::Turn;
use crate::erasure::Erasure;
use crate::event::What;

pub(super) fn decide(turn: &mut Turn<'_>, erasure: &Erasure) {
    turn.follow(What::PersonErased(erasure.clone()));
}
