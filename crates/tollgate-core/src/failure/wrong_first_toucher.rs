//! Wrong first toucher: somebody other than the handoff's owner touched it first.

use smol_str::{SmolStr, format_smolstr};

use super::{About, Case, Finding, Subject};
use crate::policy::FailureMode;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Wrong first toucher",
    looks_for: "a handoff that somebody other than its owner touched first",
    threshold: "at once",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let handoff = case.handoff?;
    let (owner, by) = (handoff.owner.as_ref()?, handoff.touched_by.as_ref()?);
    if owner == by {
        return None;
    }
    let people = [("owner", owner), ("first touched by", by)];
    let seen =
        people.map(|(name, person)| (SmolStr::from(name), Value::Text(person.as_text().clone())));
    let says = format_smolstr!("{by} touched it first, {owner} owns it");
    Some(case.finding(
        FailureMode::WrongFirstToucher,
        handoff.touched_at,
        says,
        seen.into(),
    ))
}
