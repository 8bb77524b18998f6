//! Publish: a policy comes into force. What that means for each open handoff is asked one by one, by `migrate`.

use super::turn::Turn;
use crate::command::Publish;
use crate::event::What;

/// The policy that decides this is the one in force from here on.
pub(super) fn decide(turn: &mut Turn<'_>, published: &Publish) {
    turn.follow(What::PolicyPublished {
        revision: turn.policy.revision,
        open: published.open,
        digest: published.digest.clone(),
        approved_by: published.approved_by.clone(),
    });
}
