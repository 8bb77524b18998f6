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

/// Every file of the starter policy and of the examples' policies, as it is: what a user starts from, and slips in.
fn real() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let policies = [
        "policies/standard",
        "examples/crm_opportunities/policy",
        "examples/crm_school/policy",
        "examples/funnel/policy",
    ];
    let read = |policy: &str| Source::read_dir(&root.join(policy)).expect("the policy is there");
    let sources = policies.map(read);
    let documents = sources.iter().flat_map(Source::documents);
    let real: Vec<_> = documents
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    assert!(real.len() > 10, "{} files", real.len());
    real
}

/// A file of a real policy, with a few stretches replaced by pieces, by nothing, or by a stretch of itself.
fn slipped() -> impl Strategy<Value = String> {
    let edit = (
        any::<prop::sample::Index>(),
        0usize..24,
        prop_oneof![
            2 => piece().prop_map(Some),
            1 => Just(Some(String::new())),
            1 => Just(None),
        ],
    );
    let edits = prop::collection::vec(edit, 1..6);
    (prop::sample::select(real()), edits).prop_map(|((_, text), edits)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (start, length, put) in edits {
            let start = start.index(characters.len() + 1);
            let end = (start + length).min(characters.len());
            let put: Vec<char> = match put {
                Some(piece) => piece.chars().collect(),
                None => characters[start..end].repeat(2),
            };
            characters.splice(start..end, put);
        }
        characters.into_iter().collect()
    })
}

/// A condition made of pieces of CEL, most of them well-formed for a while.
fn condition() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "lead",
        ".stage",
        ".email",
        ".owner",
        ".twins",
        ".nope",
        "[0]",
        " == ",
        " != ",
        " < ",
        " >= ",
        " in ",
        " && ",
        " || ",
        "!",
        "-",
        " + ",
        " / ",
        " % ",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ".",
        " ? ",
        " : ",
        "has(",
        "size(",
        "list(",
        "duration(",
        "timestamp(",
        "\"mql\"",
        "\"\"",
        "'a",
        "r\"\\",
        "b\"x\"",
        "0",
        "1",
        "-9223372036854775808",
        "9223372036854775808",
        "1u",
        "0x",
        "1e999",
        ".5",
        "true",
        "null",
        "now",
        "today",
        "did.call.count",
        "did.call.last",
        "handoff.age",
        "1h",
        "2wd",
        "account",
        ".all(x, ",
        ".exists(",
        ".map(",
        ".contains(",
        ".matches(\"(\")",
        "é",
        "\u{0}",
        "//",
        "\n",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// A policy in which `condition` stands wherever a condition may.
fn with_condition(condition: &str) -> String {
    let quoted = condition.replace('\'', "''").replace(['\n', '\u{0}'], " ");
    format!(
        "record: lead\nstages: [inquiry, mql]\nkey: email\nfields:\n  email: {{ type: email }}\n  account: {{ type: link, to: lead }}\n\
         ---\nhandoff: h\nrecord: lead\nfrom: a\nto: b\nopens: {{ when: '{quoted}' }}\nacceptance:\n  - {{ criterion: c, check: '{quoted}', says: x }}\n\
         route: [{{ rule: r, when: '{quoted}', to: {{ owner: '{quoted}' }} }}]\ncompletes: {{ when: '{quoted}' }}\n\
         kpi: {{ primary: acceptance_rate }}\n"
    )
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

    #[test]
    fn any_slips_in_a_real_policy_can_be_loaded(text in slipped()) {
        check(&text);
    }

    #[test]
    fn any_condition_can_be_checked(condition in condition()) {
        check(&with_condition(&condition));
    }
}
