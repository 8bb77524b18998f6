//! Acceptance criteria and context: what is met, what is not, and what follows.

use super::facts::{RecordFacts, held};
use super::turn::Turn;
use crate::condition::Truth;
use crate::ids::HandoffId;
use crate::policy::{Criterion, HandoffPoint, Unmet};
use crate::reason::{Reason, Verdict};
use crate::state::Gap;

/// What the criteria of a handoff came to.
pub(super) struct Checked<'p> {
    /// The criteria that are not met, in the policy's order.
    pub(super) unmet: Vec<&'p Criterion>,
    /// Those, and the context that is missing, as the sender is told.
    pub(super) gaps: Vec<Gap>,
    /// One for each criterion.
    pub(super) reasons: Vec<Reason>,
}

/// Checks every criterion and every context field of the handoff as the record is by now.
pub(super) fn check<'p>(turn: &Turn<'p>, id: HandoffId, point: &'p HandoffPoint) -> Checked<'p> {
    let mut checked = Checked {
        unmet: Vec::new(),
        gaps: Vec::new(),
        reasons: Vec::new(),
    };
    let handoff = turn.handoff(id);
    let Some(facts) = RecordFacts::new(turn.terms(id), &turn.rows, &handoff.record, turn.now)
    else {
        return checked;
    };
    let facts = facts.handoff(Some(handoff));
    for criterion in &point.criteria {
        let truth = criterion.check.truth(&facts);
        let says = says(criterion, &truth);
        let verdict = verdict(&truth);
        let reason = Reason::new(
            format!("{}/acceptance/{}", point.id, criterion.id),
            verdict,
            says.clone(),
        );
        checked
            .reasons
            .push(reason.seeing(criterion.check.seen(&facts)));
        if verdict != Verdict::Pass {
            checked.unmet.push(criterion);
            checked.gaps.push(Gap {
                name: criterion.id.as_text().clone(),
                says: says.into(),
            });
        }
    }
    checked.gaps.extend(missing_context(turn, id, point));
    checked
}

impl Checked<'_> {
    /// What is not met, in the words that the sender is told.
    pub(super) fn says(&self) -> String {
        let gaps: Vec<&str> = self.gaps.iter().map(|gap| gap.says.as_str()).collect();
        gaps.join(" ")
    }

    /// True when nothing that is not met stands in the way of an offer or an acceptance.
    pub(super) fn lets_through(&self) -> bool {
        self.unmet
            .iter()
            .all(|criterion| matches!(criterion.unmet, Unmet::Warn))
    }
}

fn missing_context(turn: &Turn<'_>, id: HandoffId, point: &HandoffPoint) -> Vec<Gap> {
    let handoff = turn.handoff(id);
    let (Some(record), Some(kind)) = (
        turn.record(&handoff.record),
        turn.terms(id).kind(&handoff.record.kind),
    ) else {
        return Vec::new();
    };
    let missing = point
        .context
        .iter()
        .filter(|slot| held(kind, record, **slot).is_missing());
    missing
        .map(|slot| {
            let name = kind.field(*slot).name.as_text().clone();
            Gap {
                says: format!("The sender has not said {name}.").into(),
                name,
            }
        })
        .collect()
}

fn says(criterion: &Criterion, truth: &Truth) -> String {
    match truth {
        Truth::True => criterion.check.source().to_string(),
        Truth::False => criterion.says.to_string(),
        Truth::Unknown(missing) => {
            format!("{} ({} is missing)", criterion.says, missing.join(", "))
        }
    }
}

pub(super) fn verdict(truth: &Truth) -> Verdict {
    match truth {
        Truth::True => Verdict::Pass,
        Truth::False => Verdict::Fail,
        Truth::Unknown(_) => Verdict::Unknown,
    }
}
