//! Stored forms of what everything else is made of: numbers, text, ids, options, lists and maps.

use std::collections::BTreeMap;

use serde_json_borrow::Value as Json;
use smol_str::SmolStr;
use tollgate_core::ids::{
    ActivityId, ActivityType, CalendarId, CriterionId, FieldName, GateId, HandoffId, MilestoneId,
    PersonId, PlaybookId, PointId, QueueId, ReasonCode, RecordId, RecordKind, RuleId, StageName,
    TaskId, TaskName, ViolationId, WaiverId,
};

use super::text::{put_text, put_whole};
use super::{Stored, StoredError};

macro_rules! whole_numbers {
    ($($type:ty),+) => {$(
        impl Stored for $type {
            fn put(&self, out: &mut String) {
                put_whole(out, i64::from(*self));
            }
            fn get(json: &Json<'_>) -> Result<Self, StoredError> {
                let whole = json.as_i64().and_then(|whole| Self::try_from(whole).ok());
                whole.ok_or_else(|| StoredError::expected("a whole number"))
            }
            fn is_absent(&self) -> bool {
                *self == 0
            }
            fn absent() -> Option<Self> {
                Some(0)
            }
        }
    )+};
}

whole_numbers!(u16, u32, i64);

/// A place in the ledger, which has fewer than 2^63.
impl Stored for u64 {
    fn put(&self, out: &mut String) {
        put_whole(out, self.cast_signed());
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        json.as_u64()
            .ok_or_else(|| StoredError::expected("a whole number"))
    }
}

impl Stored for bool {
    fn put(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        json.as_bool()
            .ok_or_else(|| StoredError::expected("true or false"))
    }
    fn is_absent(&self) -> bool {
        !self
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
}

/// JSON has no name for what is not finite, so that is written as text.
impl Stored for f64 {
    fn put(&self, out: &mut String) {
        use std::fmt::Write as _;
        let quote = if self.is_finite() { "" } else { "\"" };
        write!(out, "{quote}{self:?}{quote}").expect("writing into a String cannot fail");
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        let number = match json {
            Json::Str(text) => text.parse().ok().filter(|number: &f64| !number.is_finite()),
            _ => json.as_f64(),
        };
        number.ok_or_else(|| StoredError::expected("a number"))
    }
}

impl Stored for SmolStr {
    fn put(&self, out: &mut String) {
        put_text(out, self);
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        json.as_str()
            .map(Self::from)
            .ok_or_else(|| StoredError::expected("text"))
    }
}

macro_rules! names {
    ($($type:ident),+ $(,)?) => {$(
        impl Stored for $type {
            fn put(&self, out: &mut String) {
                put_text(out, self.as_str());
            }
            fn get(json: &Json<'_>) -> Result<Self, StoredError> {
                json.as_str().map(Self::from).ok_or_else(|| StoredError::expected("a name"))
            }
        }
    )+};
}

names!(
    ActivityId,
    ActivityType,
    CalendarId,
    CriterionId,
    FieldName,
    GateId,
    MilestoneId,
    PersonId,
    PlaybookId,
    PointId,
    QueueId,
    ReasonCode,
    RecordId,
    RecordKind,
    RuleId,
    StageName,
    TaskName,
);

macro_rules! uuids {
    ($($type:ident),+) => {$(
        impl Stored for $type {
            fn put(&self, out: &mut String) {
                let mut text = [0u8; uuid::fmt::Hyphenated::LENGTH];
                put_text(out, self.0.hyphenated().encode_lower(&mut text));
            }
            fn get(json: &Json<'_>) -> Result<Self, StoredError> {
                let id = json.as_str().and_then(|text| text.parse().ok());
                id.ok_or_else(|| StoredError::expected("an id"))
            }
        }
    )+};
}

uuids!(HandoffId, TaskId, WaiverId, ViolationId);

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut String) {
        match self {
            Some(value) => value.put(out),
            None => out.push_str("null"),
        }
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        if json.is_null() {
            Ok(None)
        } else {
            T::get(json).map(Some)
        }
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut String) {
        put_all(out, self);
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        let items = json
            .as_array()
            .ok_or_else(|| StoredError::expected("a list"))?
            .iter()
            .enumerate();
        items
            .map(|(place, item)| T::get(item).map_err(|fault| fault.within(place)))
            .collect()
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// Writes `items` as a list.
pub(super) fn put_all<T: Stored>(out: &mut String, items: &[T]) {
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        item.put(out);
    }
    out.push(']');
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, out: &mut String) {
        out.push('[');
        self.0.put(out);
        out.push(',');
        self.1.put(out);
        out.push(']');
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        match json.as_array() {
            Some([a, b]) => Ok((
                A::get(a).map_err(|fault| fault.within(0))?,
                B::get(b).map_err(|fault| fault.within(1))?,
            )),
            _ => Err(StoredError::expected("a pair")),
        }
    }
}

/// A map whose keys are names: an object in the order of its keys.
impl<K, V: Stored> Stored for BTreeMap<K, V>
where
    K: Stored + Ord + for<'a> From<&'a str>,
{
    fn put(&self, out: &mut String) {
        out.push('{');
        for (place, (key, value)) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            key.put(out);
            out.push(':');
            value.put(out);
        }
        out.push('}');
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        let entries = super::macros::object(json)?.iter();
        let read = |(key, value): (&str, &Json<'_>)| match V::get(value) {
            Ok(value) => Ok((K::from(key), value)),
            Err(fault) => Err(fault.within(key)),
        };
        entries.map(read).collect()
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}
