//! Short sentences such as `lead L-1 mql_to_sdr by ana`: what it is about, then keywords with what follows each.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::ids::{PersonId, PointId, RecordRef};
use tollgate_core::policy::Policy;

use super::act::Target;

/// A sentence taken apart.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    text: &'a str,
    /// The words before the first keyword.
    pub(super) head: Vec<&'a str>,
    parts: BTreeMap<&'a str, String>,
}

impl<'a> Sentence<'a> {
    /// Takes `text` apart at `keywords`; a keyword without words after it is refused.
    pub(super) fn parse(text: &'a str, keywords: &[&str]) -> Result<Self, String> {
        let (mut head, mut parts) = (Vec::new(), BTreeMap::<&str, Vec<&str>>::new());
        let mut open: Option<&str> = None;
        for word in text.split_whitespace() {
            if keywords.contains(&word) {
                parts.insert(word, Vec::new());
                open = Some(word);
            } else {
                open.and_then(|keyword| parts.get_mut(keyword))
                    .unwrap_or(&mut head)
                    .push(word);
            }
        }
        if let Some((keyword, _)) = parts.iter().find(|(_, words)| words.is_empty()) {
            return Err(format!("nothing follows `{keyword}` in `{text}`"));
        }
        let parts = parts
            .into_iter()
            .map(|(keyword, words)| (keyword, words.join(" ")))
            .collect();
        Ok(Self { text, head, parts })
    }

    /// What follows `keyword`.
    pub(super) fn part(&self, keyword: &str) -> Option<&str> {
        self.parts.get(keyword).map(String::as_str)
    }

    /// What follows `keyword`, which must be there.
    pub(super) fn needed(&self, keyword: &str) -> Result<&str, String> {
        self.part(keyword)
            .ok_or_else(|| format!("`{}` does not say `{keyword} …`", self.text))
    }

    /// The head as a record and, where it is said, the handoff point.
    pub(super) fn target(&self) -> Result<Target, String> {
        match self.head.as_slice() {
            [kind, id] => Ok(Target {
                record: RecordRef::new(*kind, *id),
                point: None,
            }),
            [kind, id, point] => Ok(Target {
                record: RecordRef::new(*kind, *id),
                point: Some(PointId::from(*point)),
            }),
            _ => Err(format!(
                "`{}` does not begin with a record, such as `lead L-1`",
                self.text
            )),
        }
    }

    /// The head as one word.
    pub(super) fn word(&self, what: &str) -> Result<&'a str, String> {
        match self.head.as_slice() {
            [word] => Ok(word),
            _ => Err(format!("`{}` does not begin with {what}", self.text)),
        }
    }
}

/// `lead L-1` as a record.
pub(super) fn record(text: &str) -> Result<RecordRef, String> {
    let words: Vec<_> = text.split_whitespace().collect();
    match words.as_slice() {
        [kind, id] => Ok(RecordRef::new(*kind, *id)),
        _ => Err(format!(
            "`{text}` is not a record: write its kind and its id, such as `lead L-1`"
        )),
    }
}

/// The person whom `text` names: an address, or what stands before the `@` where only one person of the policy has it.
pub fn person(policy: &Policy, text: &str) -> PersonId {
    if text.contains('@') {
        return PersonId::from(text);
    }
    let named = |person: &&PersonId| person.as_str().split('@').next() == Some(text);
    let everyone = policy.everyone();
    let mut found = everyone.into_iter().filter(named);
    match (found.next(), found.next()) {
        (Some(one), None) => one.clone(),
        _ => PersonId::from(SmolStr::from(text)),
    }
}
