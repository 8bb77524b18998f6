//! The core reads no clock, environment, file or socket, and iterates over nothing in hash order.

/// What does not occur in the core outside its tests, and what to do instead.
const FORBIDDEN: &[(&str, &str)] = &[
    ("std::fs", "hand in the text"),
    ("std::env", "hand in the setting"),
    ("std::net", "leave it to an adapter"),
    ("std::thread", "leave it to the service"),
    ("SystemTime", "hand in a Timestamp"),
    ("Instant::now", "hand in a Timestamp"),
    ("Timestamp::now", "hand in a Timestamp"),
    ("Zoned::now", "hand in a Timestamp"),
    (
        "HashMap",
        "use a BTreeMap: hash order is not the same each time",
    ),
    (
        "HashSet",
        "use a BTreeSet: hash order is not the same each time",
    ),
    ("async fn", "leave it to an adapter"),
    ("serde", "give it a stored form in the service"),
];

pub(super) fn check() -> Vec<String> {
    let core = super::root().join("crates/tollgate-core/src");
    let files = super::sources(&core)
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"));
    files.flat_map(|path| in_file(&path)).collect()
}

fn in_file(path: &std::path::Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim_start().starts_with("//"));
    let found = lines.flat_map(|(line, number)| {
        let words = FORBIDDEN
            .iter()
            .filter(move |(word, _)| line.contains(word));
        words.map(move |(word, instead)| {
            format!(
                "{}:{number}: `{word}` in the core; {instead}",
                path.display()
            )
        })
    });
    found.collect()
}
