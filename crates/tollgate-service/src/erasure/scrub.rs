//! What an erasure takes from an event. The same is taken from the row that the event made, by `rows`.

use smol_str::SmolStr;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::{FieldName, RecordKind, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::reason::Reason;
use tollgate_core::state::Gap;
use tollgate_core::value::Value;

use super::pseudonym::{Pseudonyms, is_pseudonym};
use super::taken::{Taken, is_personal};
use super::text::without;

/// Texts shorter than this are not looked for in sentences: too many words are like them.
const SHORTEST: usize = 3;
/// The same for sentences about others.
const SHORTEST_ELSEWHERE: usize = 6;

/// Takes what tells about one person, or what is no longer kept of one record.
pub(super) struct Scrub<'p> {
    pub(super) policy: &'p Policy,
    pub(super) taken: Taken,
    pseudonyms: Pseudonyms,
    /// Values that are looked for, the longest first, so that an address goes before the name within it.
    texts: Vec<SmolStr>,
    /// Words of names: looked for in what is about the person only.
    parts: Vec<SmolStr>,
}

impl<'p> Scrub<'p> {
    pub(super) fn new(policy: &'p Policy, taken: Taken, salt: [u8; 32]) -> Self {
        let is_long = |text: &&SmolStr| text.chars().count() >= SHORTEST && !is_pseudonym(text);
        let mut texts: Vec<_> = taken.texts().iter().filter(is_long).cloned().collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let parts = texts.iter().flat_map(|text| text.split_whitespace());
        let is_name =
            |word: &&str| word.chars().count() >= SHORTEST && word.starts_with(char::is_uppercase);
        let parts = parts.filter(is_name).map(SmolStr::from).collect();
        Self {
            policy,
            taken,
            pseudonyms: Pseudonyms::new(salt),
            texts,
            parts,
        }
    }

    /// True when `record` tells about the person.
    pub(super) fn is_own(&self, record: Option<&RecordRef>) -> bool {
        record.is_some_and(|record| self.taken.records.contains(record))
    }

    /// What stands for an identity of the person.
    pub(super) fn pseudonym(&self, text: &str) -> SmolStr {
        self.pseudonyms.text(text)
    }

    /// True when `body` may hold something about the person, though it is about somebody else.
    pub(super) fn may_be_in(&self, body: &str) -> bool {
        if !self.taken.is_everywhere() {
            return true;
        }
        let body = body.to_lowercase();
        let texts = self.texts.iter().filter(|text| is_telling(text));
        texts
            .into_iter()
            .any(|text| body.contains(&text.to_lowercase()))
    }

    /// Takes from `event`, whose entry is about `record`.
    pub(super) fn event(&self, event: &mut Event, record: Option<&RecordRef>) {
        let own = self.is_own(record);
        for reason in &mut event.reasons {
            self.sentence(&mut reason.says, own);
            self.seen(reason, record);
        }
        match &mut event.what {
            What::RecordObserved(it) if own => {
                let kind = it.record.kind.clone();
                for (field, value) in &mut it.changes {
                    self.field(&kind, field, value);
                }
            }
            What::RecordSuppressed { record, identity } if own && self.takes_identity(record) => {
                *identity = identity.as_ref().map(|identity| self.pseudonym(identity));
            }
            What::HandoffHeld { gaps, .. } => self.gaps(gaps, own),
            What::HandoffOffered {
                gaps, dimensions, ..
            } => {
                self.gaps(gaps, own);
                self.dimensions(dimensions, own);
            }
            What::HandoffDisposed {
                disposition, gaps, ..
            } => {
                self.gaps(gaps, own);
                self.maybe(&mut disposition.note, own);
            }
            What::HandoffWithdrawn { why, .. } => self.sentence(why, own),
            What::NextStepSet { step, .. } => self.sentence(&mut step.what, own),
            What::WaiverGranted(it) => self.sentence(&mut it.why, own),
            What::Refused(it) => self.sentence(&mut it.says, own),
            What::Audited(it) => {
                self.maybe(&mut it.subject, own);
                self.maybe(&mut it.detail, own);
            }
            _ => {}
        }
    }

    /// Takes from the values that a rule saw. What a rule about another record saw in that record itself is left: two people
    /// may share a name or a number.
    fn seen(&self, reason: &mut Reason, record: Option<&RecordRef>) {
        let own = self.is_own(record);
        for (name, value) in &mut reason.seen {
            let kind = name.split_once('.').map(|(kind, _)| kind);
            let is_its_own = record.is_some_and(|record| Some(record.kind.as_str()) == kind);
            let erased = match (own, self.taken.is_everywhere()) {
                (true, true) => self.reads_personal(name) || self.is_known(value, true),
                (false, true) => !is_its_own && self.is_known(value, false),
                (true, false) => self.reads_taken(name),
                (false, false) => self.reads_taken(name) && self.taken.values.contains(value),
            };
            if erased {
                *value = self.pseudonyms.value(value);
            }
        }
    }

    /// True when `value` is one that was said of the person.
    fn is_known(&self, value: &Value, own: bool) -> bool {
        let Some(text) = value.as_text().map(|text| text.to_lowercase()) else {
            return false;
        };
        let mut known = self.texts.iter().filter(|text| own || is_telling(text));
        known.any(|known| known.to_lowercase() == text)
    }

    /// True when `lead.email` is a field that tells about a person.
    fn reads_personal(&self, name: &str) -> bool {
        let Some((kind, field)) = name.split_once('.') else {
            return false;
        };
        let field = FieldName::from(field);
        let kind = self.policy.kind(&RecordKind::from(kind));
        kind.is_some_and(|kind| kind.slot(&field).is_some()) && is_personal(kind, &field)
    }

    /// True when `lead.email` is a field that is taken from a record of that kind.
    fn reads_taken(&self, name: &str) -> bool {
        let Some((kind, field)) = name.split_once('.') else {
            return false;
        };
        let declared = self.policy.kind(&RecordKind::from(kind));
        let mut kinds = self.taken.records.iter().map(|record| &record.kind);
        kinds.any(|known| known.as_str() == kind)
            && self.taken.takes(declared, &FieldName::from(field))
    }

    /// True when what identifies the record is taken.
    fn takes_identity(&self, record: &RecordRef) -> bool {
        let kind = self.policy.kind(&record.kind);
        let key = kind.and_then(|kind| Some(&kind.field(kind.key?).name));
        self.taken.is_everywhere() || key.is_some_and(|key| self.taken.takes(kind, key))
    }

    /// Takes the value of a field of a record that is its own.
    pub(super) fn field(&self, kind: &RecordKind, field: &FieldName, value: &mut Value) {
        if self.taken.takes(self.policy.kind(kind), field) {
            *value = self.pseudonyms.value(value);
        }
    }

    pub(super) fn gaps(&self, gaps: &mut [Gap], own: bool) {
        for gap in gaps {
            self.sentence(&mut gap.says, own);
        }
    }

    /// A handoff may be told apart by a field that tells about a person.
    pub(super) fn dimensions(&self, dimensions: &mut [(SmolStr, SmolStr)], own: bool) {
        if !own && !self.taken.is_everywhere() {
            return;
        }
        for (_, value) in dimensions {
            let telling = self.texts.iter().filter(|text| is_telling(text));
            if telling.into_iter().any(|text| text == value) {
                *value = self.pseudonym(value);
            }
        }
    }

    pub(super) fn maybe(&self, text: &mut Option<SmolStr>, own: bool) {
        if let Some(text) = text {
            self.sentence(text, own);
        }
    }

    /// Takes names from a sentence.
    pub(super) fn sentence(&self, text: &mut SmolStr, own: bool) {
        let is_sought = |value: &&SmolStr| own || self.taken.is_everywhere() && is_telling(value);
        for value in self.texts.iter().filter(is_sought) {
            if let Some(erased) = without(text, value, true) {
                *text = erased.into();
            }
        }
        for part in self.parts.iter().filter(|_| own) {
            if let Some(erased) = without(text, part, false) {
                *text = erased.into();
            }
        }
    }
}

/// True when a text tells about one person wherever it stands.
fn is_telling(text: &SmolStr) -> bool {
    text.chars().count() >= SHORTEST_ELSEWHERE
}
