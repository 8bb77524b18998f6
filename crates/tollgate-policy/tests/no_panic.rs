//! Whatever the text, loading it says what is wrong and never panics, hangs, or points outside the text.

use std::path::Path;

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use tollgate_policy::{Severity, Source, load};

const WORKSPACE: &str = "workspace: acme\ntimezone: UTC\n";

/// Loads `text` beside a workspace and looks at everything that is told.
fn check(text: &str) {
    let source = Source::new([
        ("a.yaml", WORKSPACE),
        ("b.yaml", text),
        ("c.ics", text),
        ("d.txt", text),
    ]);
    let checked = load(&source, jiff::civil::date(2026, 11, 23));
    let errors = checked
        .diagnostics
        .iter()
        .filter(|told| told.severity == Severity::Error)
        .count();
    assert_eq!(
        checked.policy.is_none(),
        errors > 0,
        "a policy comes out where nothing is wrong"
    );
    for told in &checked.diagnostics {
        let text = source
            .text(&told.file)
            .expect("the file is one of the source's");
        assert_eq!(
            text.get(told.span.clone()),
            Some(told.text.as_str()),
            "{told}"
        );
        let line = text
            .split('\n')
            .nth(told.line - 1)
            .expect("the line is in the file");
        assert!(told.column <= line.chars().count() + 1, "{told}");
        assert!(
            !told.message.is_empty() && !told.message.ends_with('.'),
            "{told}"
        );
    }
}

/// The fixture's documents, without those that stand alone.
fn documents() -> Vec<String> {
    let acme = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/acme");
    let source = Source::read_dir(&acme).expect("the fixture is there");
    let files = source
        .documents()
        .filter(|(path, _)| *path != "workspace.yaml");
    files
        .flat_map(|(_, text)| text.split("---\n").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Pieces that mean something to YAML, to the policy or to CEL.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "handoff: ",
        "record: ",
        "queue: ",
        "when: ",
        "fields:",
        "to: ",
        "stages: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "{ ",
        " }",
        "[",
        "]",
        ", ",
        ": ",
        "&a ",
        "*a",
        "|\n",
        ">-\n",
        "'",
        "\"",
        "\\",
        "#",
        "---\n",
        "lead.stage == ",
        "in ",
        "list(",
        "touch(",
        "15m",
        "2wd",
        "75%",
        "true",
        "null",
        "2026-02-30",
        "&& ",
        "|| ",
        "!",
        "é",
        "\u{1f600}",
        "\t",
        "\r\n",
        "? ",
        "!!str ",
        "<<: ",
        "queue: queue: ",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => ".{0,8}"]
}

/// A document of the fixture with a stretch of it replaced.
fn mutated() -> impl Strategy<Value = String> {
    let documents = documents();
    let document = prop::sample::select(documents);
    let cut = (any::<prop::sample::Index>(), 0usize..40);
    let put = prop_oneof![
        Just(String::new()),
        piece(),
        prop::collection::vec(piece(), 1..4).prop_map(|parts| parts.concat())
    ];
    (document, cut, put).prop_map(|(text, (start, length), put)| {
        let characters: Vec<char> = text.chars().collect();
        let start = start.index(characters.len() + 1);
        let end = (start + length).min(characters.len());
        characters[..start]
            .iter()
            .chain(&put.chars().collect::<Vec<_>>())
            .chain(&characters[end..])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_loaded(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes_can_be_loaded(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_pieces_of_policy_can_be_loaded(pieces in prop::collection::vec(piece(), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn any_slip_in_a_document_can_be_loaded(text in mutated()) {
        check(&text);
    }
}
