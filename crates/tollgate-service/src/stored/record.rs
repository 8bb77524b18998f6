//! The stored form of a record: fields by name, so that it outlives a change of the policy's fields.

use std::collections::BTreeMap;

use serde_json_borrow::Value as Json;
use tollgate_core::ids::FieldName;
use tollgate_core::policy::Kind;
use tollgate_core::state::{Did, Held, Record, Trace};
use tollgate_core::time::Timestamp;

use super::macros::{get_field, object, put_field, stored_struct};
use super::{Stored, StoredError, parse};

stored_struct! {
    Did { count, last_at, last_by, tag }
    Trace { at, field, to }
}

/// `[value, at]`.
impl Stored for Held {
    fn put(&self, out: &mut String) {
        out.push('[');
        self.value.put(out);
        out.push(',');
        self.at.put(out);
        out.push(']');
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        let (value, at) = Stored::get(json)?;
        Ok(Self { value, at })
    }
}

/// Writes `record` at the end of `out`, naming its fields as `kind` does.
pub fn put_record(record: &Record, kind: &Kind, out: &mut String) {
    let Record {
        key,
        journey,
        created_at,
        stage_since,
        fields,
        undeclared,
        pushes,
        did,
        trail,
        started_for,
        suppressed,
        forgotten,
        alarm_at,
    } = record;
    out.push('{');
    put_field(out, ",\"key\":", key);
    if journey != key {
        put_field(out, ",\"journey\":", journey);
    }
    put_field(out, ",\"created_at\":", created_at);
    put_field(out, ",\"stage_since\":", stage_since);
    out.push_str(",\"fields\":");
    put_fields(out, fields, kind);
    put_field(out, ",\"undeclared\":", undeclared);
    put_field(out, ",\"pushes\":", pushes);
    put_field(out, ",\"did\":", did);
    put_field(out, ",\"trail\":", trail);
    put_field(out, ",\"started_for\":", started_for);
    put_field(out, ",\"suppressed\":", suppressed);
    put_field(out, ",\"forgotten\":", forgotten);
    put_field(out, ",\"alarm_at\":", alarm_at);
    out.push('}');
}

/// The fields of which something was ever said, in the order of the policy.
fn put_fields(out: &mut String, fields: &[Held], kind: &Kind) {
    out.push('{');
    for (field, held) in kind.fields.iter().zip(fields) {
        if is_unheard(held) {
            continue;
        }
        if !out.ends_with('{') {
            out.push(',');
        }
        field.name.put(out);
        out.push(':');
        held.put(out);
    }
    out.push('}');
}

fn is_unheard(held: &Held) -> bool {
    held.value.is_missing() && held.at == Timestamp::MIN
}

/// Reads a record's stored form back into the slots of `kind`.
///
/// A field that `kind` has come to declare moves to its slot, one that it no longer declares stays by name.
///
/// # Errors
/// `text` is not a record's stored form.
pub fn get_record(text: &str, kind: &Kind) -> Result<Record, StoredError> {
    let json = parse(text)?;
    let object = object(&json)?;
    let key: tollgate_core::ids::RecordRef = get_field(object, "key")?;
    let journey: Option<_> = get_field(object, "journey")?;
    let mut record = Record::new(key, kind, get_field(object, "created_at")?);
    if let Some(journey) = journey {
        record.journey = journey;
    }
    record.stage_since = get_field(object, "stage_since")?;
    record.pushes = get_field(object, "pushes")?;
    record.did = get_field(object, "did")?;
    record.trail = get_field(object, "trail")?;
    record.started_for = get_field(object, "started_for")?;
    record.suppressed = get_field(object, "suppressed")?;
    record.forgotten = get_field(object, "forgotten")?;
    record.alarm_at = get_field(object, "alarm_at")?;
    let held: BTreeMap<FieldName, Held> = get_field(object, "fields")?;
    let undeclared: BTreeMap<FieldName, Held> = get_field(object, "undeclared")?;
    for (name, held) in undeclared.into_iter().chain(held) {
        match kind.slot(&name) {
            // What was said of a field that is declared as something else by now is kept by its name.
            Some(slot) if kind.field(slot).of.holds(&held.value) => {
                record.fields[usize::from(slot)] = held;
            }
            _ => drop(record.undeclared.insert(name, held)),
        }
    }
    Ok(record)
}
