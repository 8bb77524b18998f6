//! Requests made from the API's description: mostly right, bent here and there, broken at times.

use serde_json::{Map, Value as Json, json};
use tollgate_testkit::seed::Seed;

/// A route of the API.
pub(crate) struct Route {
    pub(crate) method: String,
    path: String,
    /// The form of its body, where it takes one.
    body: Option<Json>,
    /// What its query may say.
    query: Vec<(String, Json)>,
}

/// Ids that the workspace knows.
pub(crate) struct Known {
    pub(crate) ids: Vec<String>,
}

/// Words that mean something somewhere, and words that should not.
const WORDS: &[&str] = &[
    "",
    "lead",
    "L1",
    "O3",
    "A2",
    "opportunity",
    "customer",
    "ana",
    "dana",
    "mql",
    "won",
    "proposal",
    "stage",
    "email",
    "employees",
    "opportunity_stages",
    "amount",
    "fair_queue",
    "mql_to_sdr",
    "missing_context",
    "bad_data",
    "call",
    "here",
    "away",
    "left",
    "json",
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "2026-02-30",
    "2026-06-01T08:00:00Z",
    "-009999-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "2026-06-01T08:00:00+25:00",
    "%00",
    "\u{0}",
    "\u{feff}",
    "é\u{301}\u{1f600}",
    "../../etc/passwd",
    "' or 1=1 --",
    "workspace: acme\ntimezone: UTC\n",
    "workspace: {",
    "lead.stage ==",
];

/// Every route of `description`.
pub(crate) fn routes(description: &Json) -> Vec<Route> {
    let paths = description["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Json)| -> Vec<Route> {
        let methods = methods.as_object().cloned().unwrap_or_default();
        let known = ["get", "post", "put", "patch", "delete"];
        let methods = methods
            .into_iter()
            .filter(|(method, _)| known.contains(&method.as_str()));
        methods
            .map(|(method, about)| route(path, &method, &about))
            .collect()
    };
    paths.iter().flat_map(of_path).collect()
}

fn route(path: &str, method: &str, about: &Json) -> Route {
    let content = about["requestBody"]["content"].as_object();
    let body = content.and_then(|content| Some(content.values().next()?["schema"].clone()));
    let parameters = about["parameters"].as_array().cloned().unwrap_or_default();
    let in_query = parameters.iter().filter(|one| one["in"] == "query");
    Route {
        method: method.to_uppercase(),
        path: path.to_owned(),
        body,
        query: in_query
            .map(|one| {
                let name = one["name"].as_str().unwrap_or_default();
                (name.to_owned(), one["schema"].clone())
            })
            .collect(),
    }
}

/// The path with something in place of each parameter, and a query at times.
pub(crate) fn path(route: &Route, known: &Known, seed: &mut Seed) -> String {
    let mut parts = Vec::new();
    for part in route.path.split('/') {
        parts.push(if part.starts_with('{') {
            escaped(&word(known, seed))
        } else {
            part.to_owned()
        });
    }
    let mut path = parts.join("/");
    for (name, _) in &route.query {
        if seed.once_in(2) {
            let separator = if path.contains('?') { '&' } else { '?' };
            path.push(separator);
            path.push_str(name);
            path.push('=');
            path.push_str(&escaped(&word(known, seed)));
        }
    }
    path
}

/// A body in the route's form, bent and broken by chance; empty at times.
pub(crate) fn body(route: &Route, description: &Json, known: &Known, seed: &mut Seed) -> Vec<u8> {
    let Some(schema) = &route.body else {
        return if seed.once_in(4) {
            bytes(seed)
        } else {
            Vec::new()
        };
    };
    if seed.once_in(12) {
        return bytes(seed);
    }
    let value = value(schema, description, known, seed, 0);
    let mut text = value.to_string().into_bytes();
    if seed.once_in(5) {
        text = [text.clone(), b"\n\n".to_vec(), text].concat();
    }
    if seed.once_in(3) {
        damage(&mut text, seed);
    }
    text
}

/// What goes with it.
pub(crate) fn headers(seed: &mut Seed) -> Vec<(&'static str, String)> {
    let mut headers = vec![(
        "content-type",
        seed.one_of(&["application/json", "application/x-ndjson", "text/plain"])
            .to_owned(),
    )];
    if seed.once_in(2) {
        headers.push((
            "idempotency-key",
            seed.one_of(&["k1", "k2", "", "é"]).to_owned(),
        ));
    }
    if seed.once_in(2) {
        headers.push((
            "tollgate-acting",
            seed.one_of(&["ana", "dana", " "]).to_owned(),
        ));
    }
    headers
}

fn word(known: &Known, seed: &mut Seed) -> String {
    if seed.once_in(2) && !known.ids.is_empty() {
        return known.ids[seed.below(known.ids.len())].clone();
    }
    seed.one_of(WORDS).to_owned()
}

/// Percent-encoded, mostly.
fn escaped(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes()
        .map(|byte| {
            if plain(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn bytes(seed: &mut Seed) -> Vec<u8> {
    let length = seed.below(40);
    (0..length).map(|_| seed.bits().to_le_bytes()[0]).collect()
}

/// Replaces, drops or doubles some bytes.
fn damage(text: &mut Vec<u8>, seed: &mut Seed) {
    for _ in 0..=seed.below(3) {
        let place = seed.below(text.len().max(1)).min(text.len());
        match seed.below(4) {
            0 => text.truncate(place),
            1 if place < text.len() => text[place] = seed.bits().to_le_bytes()[0],
            2 if place < text.len() => {
                text.remove(place);
            }
            _ => text.insert(place, seed.one_of(b"{}[]\",:0-\\\n\xff")),
        }
    }
}

/// A value in the form of `schema`, or something else now and then.
fn value(schema: &Json, description: &Json, known: &Known, seed: &mut Seed, depth: u32) -> Json {
    if seed.once_in(12) || depth > 8 {
        return anything(known, seed);
    }
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        let named = description["components"]["schemas"][name].clone();
        return value(&named, description, known, seed, depth + 1);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema[choice].as_array().filter(|all| !all.is_empty()) {
            let one = &choices[seed.below(choices.len())];
            return value(one, description, known, seed, depth + 1);
        }
    }
    if let Some(choices) = schema["enum"].as_array().filter(|all| !all.is_empty()) {
        return choices[seed.below(choices.len())].clone();
    }
    let kind = match &schema["type"] {
        Json::String(kind) => kind.clone(),
        Json::Array(kinds) if !kinds.is_empty() => {
            let kind = &kinds[seed.below(kinds.len())];
            kind.as_str().unwrap_or_default().to_owned()
        }
        _ => String::new(),
    };
    match kind.as_str() {
        "object" => object(schema, description, known, seed, depth),
        "array" => {
            let length = seed.below(4);
            let items =
                (0..length).map(|_| value(&schema["items"], description, known, seed, depth + 1));
            Json::Array(items.collect())
        }
        "string" => Json::String(word(known, seed)),
        "integer" | "number" => number(seed),
        "boolean" => Json::Bool(seed.once_in(2)),
        "null" => Json::Null,
        _ => anything(known, seed),
    }
}

fn object(schema: &Json, description: &Json, known: &Known, seed: &mut Seed, depth: u32) -> Json {
    let mut object = Map::new();
    for (name, of) in schema["properties"].as_object().into_iter().flatten() {
        if !seed.once_in(6) {
            let value = value(of, description, known, seed, depth + 1);
            object.insert(name.clone(), value);
        }
    }
    let more = schema["additionalProperties"].is_object() || seed.once_in(12);
    for _ in 0..if more { seed.below(4) } else { 0 } {
        let of = &schema["additionalProperties"];
        let value = value(of, description, known, seed, depth + 1);
        object.insert(word(known, seed), value);
    }
    Json::Object(object)
}

fn number(seed: &mut Seed) -> Json {
    seed.one_of(&[0, 1, -1, 7, 500, i64::MAX, i64::MIN, 1 << 53])
        .into()
}

fn anything(known: &Known, seed: &mut Seed) -> Json {
    match seed.below(8) {
        0 => Json::Null,
        1 => number(seed),
        2 => json!(1.5e300),
        3 => json!([]),
        4 => json!({ "kind": "lead", "id": "L1" }),
        5 => json!({}),
        _ => Json::String(word(known, seed)),
    }
}
