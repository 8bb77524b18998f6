//! The JSON Schema of the policy's documents, as a golden file, and that it knows the keys of the example.

use serde_json::Value;

#[test]
fn the_schema_is_the_golden_one() {
    insta::assert_json_snapshot!(tollgate_policy::schema());
}

#[test]
fn every_key_of_every_document_says_what_it_is() {
    let schema = tollgate_policy::schema();
    let definitions = schema["$defs"].as_object().expect("there are definitions");
    for (name, definition) in definitions {
        for (key, property) in definition["properties"].as_object().into_iter().flatten() {
            let note = property["description"].as_str().unwrap_or_default();
            assert!(
                note.ends_with('.') || note.ends_with('`'),
                "{name}.{key}: `{note}`"
            );
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let schema = tollgate_policy::schema();
    let mut references = Vec::new();
    gather(&schema, &mut references);
    assert!(references.len() > 30);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(schema.pointer(pointer).is_some(), "{reference}");
    }
}

fn gather<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            references.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|value| gather(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| gather(value, references)),
        _ => {}
    }
}
