//! One list of a type's parts gives both ways of its stored form; the compiler names a part that was forgotten.

/// `stored_struct!(Leg { since, owner });`: an object with the fields in this order.
macro_rules! stored_struct {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::stored::Stored for $type {
            fn put(&self, out: &mut String) {
                let Self { $($field),+ } = self;
                out.push('{');
                $($crate::stored::macros::put_field(out, concat!(",\"", stringify!($field), "\":"), $field);)+
                out.push('}');
            }

            fn get(json: &serde_json_borrow::Value<'_>) -> Result<Self, $crate::stored::StoredError> {
                let object = $crate::stored::macros::object(json)?;
                Ok(Self { $($field: $crate::stored::macros::get_field(object, stringify!($field))?),+ })
            }
        }
    )+};
}

/// `stored_enum!(Actor { "person" = Person(person), "tollgate" = Tollgate });`: a plain variant is its name, one with
/// parts is an object of one field.
macro_rules! stored_enum {
    ($($type:ident { $($name:literal = $variant:ident $(($part:ident))? $({ $($field:ident),+ $(,)? })?),+ $(,)? })+) => {$(
        impl $crate::stored::Stored for $type {
            fn put(&self, out: &mut String) {
                match self {$(
                    Self::$variant $(($part))? $({ $($field),+ })? =>
                        $crate::stored::macros::put_variant!(out, $name $(($part))? $({ $($field),+ })?),
                )+}
            }

            fn get(json: &serde_json_borrow::Value<'_>) -> Result<Self, $crate::stored::StoredError> {
                let (name, body) = $crate::stored::macros::variant(json)?;
                match name {
                    $($name => $crate::stored::macros::get_variant!($variant, $name, body $(($part))? $({ $($field),+ })?),)+
                    _ => Err($crate::stored::StoredError::expected(concat!("one of the variants of ", stringify!($type))).within(name)),
                }
            }
        }
    )+};
}

macro_rules! put_variant {
    ($out:ident, $name:literal) => {
        $out.push_str(concat!("\"", $name, "\""))
    };
    ($out:ident, $name:literal ($part:ident)) => {{
        $out.push_str(concat!("{\"", $name, "\":"));
        $crate::stored::Stored::put($part, $out);
        $out.push('}');
    }};
    ($out:ident, $name:literal { $($field:ident),+ }) => {{
        $out.push_str(concat!("{\"", $name, "\":{"));
        $($crate::stored::macros::put_field($out, concat!(",\"", stringify!($field), "\":"), $field);)+
        $out.push_str("}}");
    }};
}

macro_rules! get_variant {
    ($variant:ident, $name:literal, $body:ident) => {{
        // A plain variant carries nothing.
        let _ = $body;
        Ok(Self::$variant)
    }};
    ($variant:ident, $name:literal, $body:ident ($part:ident)) => {{
        let $part = $crate::stored::Stored::get($body).map_err(|fault| fault.within($name))?;
        Ok(Self::$variant($part))
    }};
    ($variant:ident, $name:literal, $body:ident { $($field:ident),+ }) => {{
        let object = $crate::stored::macros::object($body).map_err(|fault| fault.within($name))?;
        $(let $field = $crate::stored::macros::get_field(object, stringify!($field)).map_err(|fault| fault.within($name))?;)+
        Ok(Self::$variant { $($field),+ })
    }};
}

pub(crate) use {get_variant, put_variant, stored_enum, stored_struct};

use serde_json_borrow::{ObjectAsVec as Map, Value as Json};

use super::{Stored, StoredError};

/// Writes `key`, which is `,"name":`, and `value`; nothing where it is absent.
pub(crate) fn put_field(out: &mut String, key: &str, value: &impl Stored) {
    if value.is_absent() {
        return;
    }
    // The brace that opened the object is the only value end that needs no comma.
    let comma = usize::from(out.ends_with('{'));
    out.push_str(&key[comma..]);
    value.put(out);
}

/// The field `name`, or what stands for it where it was left out.
pub(crate) fn get_field<T: Stored>(object: &Map<'_>, name: &str) -> Result<T, StoredError> {
    match object.get(name) {
        Some(json) => T::get(json).map_err(|fault| fault.within(name)),
        None => T::absent().ok_or_else(|| StoredError::expected("a value").within(name)),
    }
}

/// The object's fields.
pub(crate) fn object<'j, 't>(json: &'j Json<'t>) -> Result<&'j Map<'t>, StoredError> {
    json.as_object()
        .ok_or_else(|| StoredError::expected("an object"))
}

/// A variant's name, and what it carries.
pub(crate) fn variant<'j, 't>(json: &'j Json<'t>) -> Result<(&'j str, &'j Json<'t>), StoredError> {
    if let Some(name) = json.as_str() {
        return Ok((name, &Json::Null));
    }
    let mut fields = object(json)?.iter();
    match (fields.next(), fields.next()) {
        (Some((name, body)), None) => Ok((name, body)),
        _ => Err(StoredError::expected("a name, or an object of one field")),
    }
}
