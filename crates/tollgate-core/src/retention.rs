//! Retention: for how long values are kept, as a kind of record and its fields say by `keep`.
//!
//! A field's own `keep` counts from when its value was last said. A kind's counts from when the record was last heard of, is for
//! fields that tell about a person, and waits while a handoff of the record is open or may open again.

use crate::ids::FieldName;
use crate::policy::Kind;
use crate::state::Record;
use crate::time::Timestamp;

const DAY: i64 = 86_400_000_000;

/// A value that is kept for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The field that holds it.
    pub field: FieldName,
    /// Whose rule it is.
    pub by: KeptBy,
    /// For how many days of 24 hours.
    pub days: u32,
    /// From when they count.
    pub since: Timestamp,
}

/// Whose rule says how long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBy {
    /// The field's own.
    Field,
    /// The kind's, for what tells about a person.
    Kind,
}

impl Kept {
    /// From when on it is not kept any longer.
    pub fn ends_at(&self) -> Timestamp {
        self.since.plus(i64::from(self.days).saturating_mul(DAY))
    }

    /// True when it is not kept at `now`; `is_worked` while a handoff of the record is open or may open again.
    pub fn has_ended(&self, now: Timestamp, is_worked: bool) -> bool {
        self.ends_at() <= now && !(is_worked && self.by == KeptBy::Kind)
    }
}

/// The values of `record` that are not kept for ever and not forgotten yet, each by the rule that ends first, in the order of the
/// kind's fields.
pub fn kept(kind: &Kind, record: &Record) -> Vec<Kept> {
    if !kind.forgets() {
        return Vec::new();
    }
    let heard_at = last_heard(record);
    let declared = kind.fields.iter();
    let declared = declared.filter_map(|field| {
        let by_kind = kind.keep.filter(|_| field.tells_of_somebody());
        Some((&field.name, field.keep, by_kind)).filter(|_| field.keep.or(by_kind).is_some())
    });
    // What the policy no longer declares may tell about anybody.
    let undeclared = record.undeclared.keys();
    let undeclared = undeclared.filter_map(|name| Some((name, None, Some(kind.keep?))));
    let all = declared.chain(undeclared);
    all.filter_map(|(field, own, by_kind)| {
        let said_at = record.held(kind, field)?.at;
        let own = own.map(|days| (KeptBy::Field, days, said_at));
        let by_kind = by_kind.map(|days| (KeptBy::Kind, days, heard_at));
        let rules = own.into_iter().chain(by_kind);
        let kept = rules.map(|(by, days, since)| Kept {
            field: field.clone(),
            by,
            days,
            since,
        });
        let is_there = record.forgotten.get(field) != Some(&said_at);
        kept.min_by_key(Kept::ends_at).filter(|_| is_there)
    })
    .collect()
}

/// When the record was last heard of: news of it, or something done on it.
fn last_heard(record: &Record) -> Timestamp {
    let said = record.fields.iter().chain(record.undeclared.values());
    let said = said.map(|held| held.at);
    let done = record.did.values().map(|did| did.last_at);
    said.chain(done).fold(record.created_at, Timestamp::max)
}

#[cfg(test)]
mod tests {
    use super::{DAY, KeptBy, kept};
    use crate::measure::sample::{COUNTRY, EMAIL, at, deal_record, policy, set};
    use crate::policy::Kind;
    use crate::state::{Did, Record};
    use crate::value::Value;

    /// The address tells about a person and was said on the 2nd, the country does not and was said on the 5th.
    fn scene(change: impl FnOnce(&mut Kind)) -> (Kind, Record) {
        let policy = policy();
        let mut record = deal_record(&policy, "D-1", "2026-03-02");
        for (on, slot, text) in [
            ("2026-03-02", EMAIL, "kim@acme.example"),
            ("2026-03-05", COUNTRY, "US"),
        ] {
            set(&policy, &mut record, on, slot, Value::text(text));
        }
        let mut kind = policy.kinds[&record.key.kind].clone();
        kind.fields[usize::from(EMAIL)].personal = true;
        change(&mut kind);
        (kind, record)
    }

    /// What ends, by whom and when.
    fn ends(kind: &Kind, record: &Record) -> Vec<(String, KeptBy, String)> {
        let all = kept(kind, record).into_iter();
        all.map(|kept| (kept.field.to_string(), kept.by, kept.ends_at().to_string()))
            .collect()
    }

    fn one(kind: &Kind, record: &Record) -> (KeptBy, String) {
        let [(_, by, ends)] = &ends(kind, record)[..] else {
            panic!("one value: {:?}", ends(kind, record));
        };
        (*by, ends[..10].to_owned())
    }

    #[test]
    fn without_a_rule_everything_is_kept() {
        let (kind, record) = scene(|_| ());
        assert_eq!(ends(&kind, &record), []);
    }

    #[test]
    fn a_kind_keeps_what_tells_about_people_from_when_it_last_heard_of_the_record() {
        let (kind, mut record) = scene(|kind| kind.keep = Some(30));
        assert_eq!(one(&kind, &record), (KeptBy::Kind, "2026-04-04".to_owned()));
        let did = Did {
            last_at: at("2026-03-20"),
            ..Did::default()
        };
        record.did.insert("call".into(), did);
        assert_eq!(one(&kind, &record), (KeptBy::Kind, "2026-04-19".to_owned()));
    }

    #[test]
    fn a_field_keeps_its_value_from_when_it_was_last_said() {
        let (kind, record) = scene(|kind| kind.fields[usize::from(COUNTRY)].keep = Some(1));
        assert_eq!(
            one(&kind, &record),
            (KeptBy::Field, "2026-03-06".to_owned())
        );
    }

    #[test]
    fn of_two_rules_the_one_that_ends_first_counts() {
        let both = |own| {
            let (kind, record) = scene(|kind| {
                kind.keep = Some(30);
                kind.fields[usize::from(EMAIL)].keep = Some(own);
            });
            one(&kind, &record).0
        };
        assert_eq!(both(5), KeptBy::Field);
        assert_eq!(both(90), KeptBy::Kind);
    }

    #[test]
    fn what_was_forgotten_is_not_kept_and_what_comes_again_is() {
        let (kind, mut record) = scene(|kind| kind.keep = Some(30));
        let said_at = record.fields[usize::from(EMAIL)].at;
        let name = kind.fields[usize::from(EMAIL)].name.clone();
        record.forgotten.insert(name, said_at);
        assert_eq!(ends(&kind, &record), []);
        record.fields[usize::from(EMAIL)].at = at("2026-03-06");
        assert_eq!(one(&kind, &record).0, KeptBy::Kind);
    }

    #[test]
    fn a_kind_waits_for_whoever_works_the_record_and_a_field_for_nobody() {
        let (kind, record) = scene(|kind| {
            kind.keep = Some(30);
            kind.fields[usize::from(COUNTRY)].keep = Some(1);
        });
        let all = kept(&kind, &record);
        let ended = |micros, is_worked| {
            let now = at("2026-04-04").plus(micros);
            let ended = all.iter().filter(|kept| kept.has_ended(now, is_worked));
            ended.count()
        };
        assert_eq!(
            (ended(-DAY, false), ended(-1, false), ended(0, false)),
            (1, 1, 2)
        );
        assert_eq!(ended(DAY, true), 1);
    }
}
