//! Forget: values that the policy no longer keeps are gone. As with an erasure nothing follows from it: what was decided stays
//! decided.

use smol_str::SmolStr;

use super::turn::Turn;
use crate::erasure::Forgetting;
use crate::event::What;
use crate::ids::FieldName;
use crate::reason::{Reason, Verdict};
use crate::retention::{Kept, KeptBy, kept};

const FORGET: &str = "forget";

/// Forgets what the policy no longer keeps; refuses where one of the fields is kept still.
pub(super) fn decide(turn: &mut Turn<'_>, forgetting: &Forgetting) {
    let key = &forgetting.record;
    let (Some(record), Some(kind)) = (turn.record(key), turn.policy.kind(&key.kind)) else {
        let says = format!("there is no {key}");
        return turn.refuse(FORGET, key, "unknown_record", says);
    };
    let is_worked = !turn.rows.live_handoffs(key).is_empty();
    let mut ended = kept(kind, record);
    ended.retain(|kept| kept.has_ended(forgetting.forgotten_at, is_worked));
    let is_kept = |field: &&FieldName| !ended.iter().any(|kept| kept.field == **field);
    if let Some(field) = forgetting.fields.iter().find(is_kept) {
        let says = format!("`{field}` of {key} is kept still");
        return turn.refuse(FORGET, key, "still_kept", says);
    }
    let asked = ended
        .iter()
        .filter(|kept| forgetting.fields.contains(&kept.field));
    let reasons = asked.map(|kept| reason(&kind.name, kept)).collect();
    turn.emit(What::RecordForgotten(forgetting.clone()), reasons);
}

fn reason(kind: &impl std::fmt::Display, kept: &Kept) -> Reason {
    let (rule, since) = match kept.by {
        KeptBy::Field => (format!("{kind}.{}/keep", kept.field), "it was last said"),
        KeptBy::Kind => (format!("{kind}/keep"), "the record was last heard of"),
    };
    let says = format!(
        "{} is kept {} days from when {since}, {}",
        kept.field, kept.days, kept.since
    );
    Reason::new(rule, Verdict::Pass, SmolStr::from(says))
}
