//! How a tree of nodes becomes typed values: all problems at once, and the same types give the JSON Schema.

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::diagnostic::{Place, Problems};
use crate::suggest;
use crate::yaml::{Body, Node};

/// Something that a node may be read as.
pub(crate) trait Shape: Sized {
    /// Reads the node; what is wrong is told, and `None` returned where nothing is left.
    fn read(node: &Node, problems: &mut Problems) -> Option<Self>;

    /// The value where the key is not written; `None` when the key must be.
    fn absent() -> Option<Self> {
        None
    }

    /// What an editor may know of it.
    fn schema(generator: &mut SchemaGenerator) -> Schema;
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    /// Where it is written.
    pub(crate) place: Place,
    /// What is written.
    pub(crate) value: T,
}

impl<T> At<T> {
    /// The same place with another value.
    pub(crate) fn with<U>(&self, value: U) -> At<U> {
        At {
            place: self.place,
            value,
        }
    }
}

/// An optional value is absent where the key is not written, or nothing is written after it.
impl<T: Shape> Shape for Option<T> {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        if node.is_null() {
            Some(None)
        } else {
            T::read(node, problems).map(Some)
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        T::schema(generator)
    }
}

/// A list; what cannot be read is told and left out. A single value is a list of one.
impl<T: Shape> Shape for Vec<T> {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.body {
            Body::List(items) => Some(
                items
                    .iter()
                    .filter_map(|item| T::read(item, problems))
                    .collect(),
            ),
            _ if node.is_null() => Some(Vec::new()),
            Body::Scalar { .. } => T::read(node, problems).map(|only| vec![only]),
            Body::Map(_) => {
                problems
                    .error(
                        "wrong-type",
                        node.place,
                        "a list is expected here, not a mapping",
                    )
                    .help("start each item with `- `, or write `[a, b]`");
                None
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let item = T::schema(generator);
        json_schema!({ "type": "array", "items": item })
    }
}

/// A mapping with keys of the user's choosing, in the order written.
#[derive(Clone, Debug)]
pub(crate) struct Entries<K, V>(pub(crate) Vec<(At<K>, V)>);

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, V> Shape for Entries<K, V>
where
    At<K>: Shape,
    V: Shape,
{
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let entries = match &node.body {
            Body::Map(entries) => entries,
            _ if node.is_null() => return Some(Self::default()),
            _ => return not_a_mapping(node, problems),
        };
        let mut all = Vec::new();
        for (key, value) in entries {
            let (key, value) = (At::<K>::read(key, problems), V::read(value, problems));
            all.extend(key.zip(value));
        }
        Some(Self(all))
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let value = V::schema(generator);
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}

/// Tells that a mapping is expected.
pub(crate) fn not_a_mapping<T>(node: &Node, problems: &mut Problems) -> Option<T> {
    let message = format!(
        "a mapping of `key: value` is expected here, not {}",
        node.what()
    );
    problems.error("wrong-type", node.place, message);
    None
}

/// Reads the keys of a mapping, and tells those that it does not know.
pub(crate) struct Keys<'n> {
    node: &'n Node,
    entries: &'n [(Node, Node)],
}

impl<'n> Keys<'n> {
    /// The keys of `node`, which must be a mapping; a key that is not `known` is told.
    pub(crate) fn of(node: &'n Node, known: &[&str], problems: &mut Problems) -> Option<Self> {
        let Body::Map(entries) = &node.body else {
            return not_a_mapping(node, problems);
        };
        for (key, _) in entries {
            let name = key.text().unwrap_or_default();
            if !known.contains(&name) {
                let help = suggest::suggest(name, known.iter().copied());
                problems
                    .error(
                        "unknown-key",
                        key.place,
                        format!("`{name}` is not a key here"),
                    )
                    .maybe_help(help);
            }
        }
        Some(Self { node, entries })
    }

    /// The value of `key`; `None` when it is missing although it must be written, or cannot be read.
    pub(crate) fn take<T: Shape>(&self, key: &str, problems: &mut Problems) -> Option<T> {
        match self
            .entries
            .iter()
            .find(|(known, _)| known.text() == Some(key))
        {
            Some((_, value)) if !value.is_null() => T::read(value, problems),
            _ => T::absent().or_else(|| self.missing(key, problems)),
        }
    }

    fn missing<T>(&self, key: &str, problems: &mut Problems) -> Option<T> {
        problems.error(
            "missing-key",
            head(self.node),
            format!("`{key}` is missing"),
        );
        None
    }
}

/// The first key of a mapping with its value's first line, which stands for the whole.
pub(crate) fn head(node: &Node) -> Place {
    match &node.body {
        Body::Map(entries) => entries
            .first()
            .map_or(node.place, |(key, value)| match value.body {
                Body::Scalar { .. } => Place {
                    end: value.place.end.max(key.place.end),
                    ..key.place
                },
                _ => key.place,
            }),
        _ => node.place,
    }
}

/// A struct that is read from a mapping: each field is a key, and its docstring what an editor shows.
///
/// A key that Rust reserves is written `r#for`. The struct gets `place`, its first key with its value.
macro_rules! shape {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $note:literal])* $field:ident: $of:ty,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            /// Where it is written.
            #[allow(dead_code, reason = "not every mapping has something to be told about it as a whole")]
            pub(crate) place: $crate::diagnostic::Place,
            $($(#[doc = $note])* pub(crate) $field: $of,)*
        }

        impl $crate::syntax::shape::Shape for $name {
            fn read(node: &$crate::yaml::Node, problems: &mut $crate::diagnostic::Problems) -> Option<Self> {
                let keys = [$($crate::syntax::shape::key(stringify!($field)),)*];
                let keys = $crate::syntax::shape::Keys::of(node, &keys, problems)?;
                $(let $field: Option<$of> = keys.take($crate::syntax::shape::key(stringify!($field)), problems);)*
                Some(Self { place: $crate::syntax::shape::head(node), $($field: $field?,)* })
            }

            fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                generator.subschema_for::<Self>()
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let keys = vec![$($crate::syntax::shape::describe::<$of>(
                    stringify!($field), concat!($($note,)*), generator,
                ),)*];
                $crate::syntax::shape::object(concat!($($doc,)*), keys)
            }
        }
    )*};
}
pub(crate) use shape;

/// A field's name as the policy writes it.
pub(crate) fn key(field: &str) -> &str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// One key of a mapping, for the schema.
pub(crate) struct Described {
    key: String,
    schema: Schema,
    required: bool,
}

/// Describes the key `field` that holds a `T`.
pub(crate) fn describe<T: Shape>(
    field: &str,
    note: &str,
    generator: &mut SchemaGenerator,
) -> Described {
    let mut schema = T::schema(generator);
    schema.insert("description".to_owned(), note.trim().into());
    Described {
        key: key(field).to_owned(),
        schema,
        required: T::absent().is_none(),
    }
}

/// The schema of a mapping with exactly these keys.
pub(crate) fn object(note: &str, keys: Vec<Described>) -> Schema {
    let required: Vec<String> = keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.key.clone())
        .collect();
    let properties: serde_json::Map<_, _> = keys
        .into_iter()
        .map(|key| (key.key, key.schema.into()))
        .collect();
    json_schema!({
        "type": "object",
        "description": note.trim(),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}
