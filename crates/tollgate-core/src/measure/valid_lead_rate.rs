//! Valid lead rate: the share of inquiries that can be worked at all, with the ways in which the others fail.

use super::figure::Figure;
use super::rate::{Rate, RateWords};
use super::scope::Scope;
use super::twins::is_duplicate;
use crate::condition::{is_email, is_phone};
use crate::failure::routing_fields;
use crate::ids::RecordRef;
use crate::keyed::Keyed;
use crate::policy::{Kind, KpiName, NextKind};
use crate::state::{Handoff, HandoffState, Record, Situation};
use crate::value::FieldType;

const WORDS: RateWords = RateWords {
    kpi: KpiName::ValidLeadRate,
    definition: "valid inquiries / inquiries received; valid = no duplicate of an open record, e-mail or phone usable, every routing field present, not suppressed",
    cohort: "inquiries received in the period",
    hits: "valid",
    of: "received",
};

/// Judges inquiries.
#[derive(Clone, Debug, Default)]
pub(super) struct ValidLeads {
    inquiries: Keyed<RecordRef, Inquiry>,
}

/// What is known of one inquiry; the flags are the classes in which it fails.
#[derive(Clone, Copy, Debug, Default)]
struct Inquiry {
    held: bool,
    duplicate: bool,
    unreachable: bool,
    unroutable: bool,
    suppressed: bool,
}

impl ValidLeads {
    /// Takes in an inquiry received in the period. Comes before the records.
    ///
    /// A criterion may have ended it before anyone was offered it, so the cohort is what was received, not offered.
    pub(super) fn observe_handoff(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        if handoff.point != scope.point.id || !scope.cohort.contains(handoff.opened_at) {
            return;
        }
        let next = handoff
            .disposition
            .as_ref()
            .map(|disposition| disposition.next);
        let inquiry = self.inquiries.entry(handoff.record.clone()).or_default();
        inquiry.held = handoff.state == HandoffState::Held;
        inquiry.duplicate |= next == Some(NextKind::Merge);
        inquiry.suppressed |= next == Some(NextKind::Suppress);
    }

    /// Judges the record of an inquiry; `rows` holds the records of its identity.
    pub(super) fn observe_record(
        &mut self,
        scope: &Scope<'_>,
        rows: &Situation<'_>,
        record: &Record,
    ) {
        let Some(inquiry) = self.inquiries.get_mut(&record.key) else {
            return;
        };
        inquiry.duplicate |= is_duplicate(rows, scope.kind, record);
        inquiry.unreachable = !is_reachable(scope.kind, record);
        inquiry.unroutable = routing_fields(scope.point, scope.kind)
            .iter()
            .any(|slot| record.value(*slot).is_missing());
        inquiry.suppressed |= record.suppressed;
    }

    /// Adds what another one took in.
    pub(super) fn merge(&mut self, other: Self) {
        for (record, more) in other.inquiries {
            let one = self.inquiries.entry(record).or_default();
            one.held |= more.held;
            one.duplicate |= more.duplicate;
            one.unreachable |= more.unreachable;
            one.unroutable |= more.unroutable;
            one.suppressed |= more.suppressed;
        }
    }

    /// The figure, with each class in which inquiries fail beside it.
    pub(super) fn finish(&self) -> Figure {
        let mut rate = Rate::default();
        for inquiry in self.inquiries.values() {
            if inquiry.held {
                rate.leave_out("still held");
                continue;
            }
            let failed = [
                ("duplicate", inquiry.duplicate),
                ("no usable e-mail or phone", inquiry.unreachable),
                ("routing field missing", inquiry.unroutable),
                ("suppressed", inquiry.suppressed),
            ];
            rate.count(failed.iter().all(|(_, failed)| !failed));
            for (class, _) in failed.iter().filter(|(_, failed)| *failed) {
                rate.class(*class);
            }
        }
        rate.figure(&WORDS)
    }
}

/// True when some e-mail address or phone number can be used, or the kind has no field for either.
fn is_reachable(kind: &Kind, record: &Record) -> bool {
    let mut asked = false;
    for (field, slot) in kind.fields.iter().zip(0u16..) {
        let usable: fn(&str) -> bool = match field.of {
            FieldType::Email => is_email,
            FieldType::Phone => is_phone,
            _ => continue,
        };
        asked = true;
        if record
            .value(slot)
            .as_text()
            .is_some_and(|text| usable(text))
        {
            return true;
        }
    }
    !asked
}
