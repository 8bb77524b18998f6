//! What can be read and yet cannot be meant: one file per family of diagnostics, each with what it must not report.
//!
//! A check looks at the lowered policy and finds the place in the document by name. An error is what can never work; a
//! warning is what works otherwise than it reads.

mod calendar;
mod clock;
mod completion;
mod criterion;
mod disposition;
mod escalation;
mod expiry;
mod gate;
mod health;
mod names;
mod opening;
mod pause;
mod playbook;
mod queue;
mod retention;
mod route;
#[cfg(test)]
pub(crate) mod testing;

use jiff::civil::Date;
use tollgate_core::policy::{HandoffPoint, Policy};

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::syntax::{Document, HandoffDocument};

/// Tells everything that cannot be meant; `today` is the civil date in the workspace's zone.
pub(crate) fn check(
    documents: &[Document],
    lowered: &Lowered,
    today: Date,
    problems: &mut Problems,
) {
    for document in documents {
        match document {
            Document::Handoff(handoff) => {
                check_handoff(handoff, documents, lowered, today, problems)
            }
            Document::Calendar(calendar) => calendar::check(calendar, lowered, today, problems),
            Document::Queue(queue) => queue::check(queue, lowered, problems),
            Document::Escalation(ladder) => escalation::check(ladder, problems),
            Document::Record(record) => retention::check(record, problems),
            Document::Gate(gate) => gate::check(gate, lowered, problems),
            Document::Playbook(playbook) => playbook::check(playbook, lowered, problems),
            Document::Health(health) => health::check(health, problems),
            _ => {}
        }
    }
    queue::check_cycles(lowered, problems);
    gate::check_overlaps(documents, problems);
}

fn check_handoff(
    document: &HandoffDocument,
    documents: &[Document],
    lowered: &Lowered,
    today: Date,
    problems: &mut Problems,
) {
    names::check_handoff(document, problems);
    expiry::check(document, today, problems);
    disposition::check(document, problems);
    let Some(point) = point(document, &lowered.policy) else {
        return;
    };
    opening::check(document, point, lowered, problems);
    criterion::check(document, point, problems);
    route::check(document, point, lowered, problems);
    clock::check(document, point, lowered, problems);
    pause::check(document, point, lowered, problems);
    completion::check(document, point, problems);
    escalation::check_use(document, documents, point, lowered, problems);
}

/// What the document came to; `None` where too much of it is wrong.
fn point<'a>(document: &HandoffDocument, policy: &'a Policy) -> Option<&'a HandoffPoint> {
    policy.points.get(&document.handoff.value.0.clone().into())
}
