//! What a text reads as, and what is told of one that is none.

use super::{Body, Node, in_file, read};
use crate::Source;
use crate::diagnostic::Problems;

/// The documents of `text` written on one line each, and what was told.
fn told(text: &str) -> (Vec<String>, Vec<String>) {
    let mut problems = Problems::default();
    let documents = read(0, text, &mut problems);
    let told = problems.into_diagnostics(&Source::new([("p.yaml", text)]));
    let told = told.iter().map(|told| {
        format!(
            "{}:{} {} {}",
            told.line, told.column, told.code, told.message
        )
    });
    (documents.iter().map(flat).collect(), told.collect())
}

fn flat(node: &Node) -> String {
    let listed = |parts: Vec<String>| parts.join(", ");
    match &node.body {
        _ if node.is_null() => "null".to_owned(),
        Body::Scalar { text, quoted: true } => format!("{text:?}"),
        Body::Scalar {
            text,
            quoted: false,
        } => text.clone(),
        Body::List(items) => format!("[{}]", listed(items.iter().map(flat).collect())),
        Body::Map(entries) => {
            let entry = |(key, value): &(Node, Node)| format!("{}={}", flat(key), flat(value));
            format!("{{{}}}", listed(entries.iter().map(entry).collect()))
        }
    }
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    assert_eq!(
        told(text),
        (
            expect.iter().map(|line| (*line).to_owned()).collect(),
            Vec::new()
        )
    );
}

#[track_caller]
fn check_told(text: &str, expect: &[&str]) {
    assert_eq!(told(text).1, expect);
}

#[test]
fn every_scalar_stays_as_it_is_written() {
    check(
        "a: NO\nb: 012\nc: 1.10\nd: 2026-01-01\ne: on",
        &["{a=NO, b=012, c=1.10, d=2026-01-01, e=on}"],
    );
    check(
        "a: 'x''y'\nb: \"x\\ny\"\nc: |\n  x\n  y\nd: >-\n  x\n  y",
        &["{a=\"x'y\", b=\"x\\ny\", c=\"x\\ny\\n\", d=\"x y\"}"],
    );
    check(
        "a:\nb: ~\nc: null\nd: ''",
        &["{a=null, b=null, c=null, d=\"\"}"],
    );
}

#[test]
fn a_file_holds_several_documents() {
    check(
        "a: 1\n---\nb: 2\n---\n# nothing\n---\nc: [x, {y: z}]\n",
        &["{a=1}", "{b=2}", "null", "{c=[x, {y=z}]}"],
    );
    check("", &[]);
    check("# only a comment\n", &[]);
}

#[test]
fn an_alias_repeats_what_its_anchor_named() {
    check("a: &x [1, 2]\nb: *x", &["{a=[1, 2], b=[1, 2]}"]);
}

#[test]
fn a_mapping_within_a_mapping_may_stand_on_one_line() {
    check("unmet: recycle: not_icp", &["{unmet={recycle=not_icp}}"]);
    check(
        "- unmet: recycle: not_icp  # why\n  says: x",
        &["[{unmet={recycle=not_icp}, says=x}]"],
    );
    check(
        "{ after: 30m, to: queue: inbound }",
        &["{after=30m, to={queue=inbound}}"],
    );
    check(
        "- { to: queue: a, b: c }\n- { to: queue: b }",
        &["[{to={queue=a}, b=c}, {to={queue=b}}]"],
    );
}

#[test]
fn a_condition_within_braces_may_hold_brackets() {
    check(
        "{ when: a in [\"x\", \"y\"], mode: warn }",
        &["{when=\"a in [\\\"x\\\", \\\"y\\\"]\", mode=warn}"],
    );
    check("{ when: a in ['x'] }", &["{when=\"a in ['x']\"}"]);
    check("[a in [b, c], d]", &["[\"a in [b, c]\", d]"]);
}

#[test]
fn only_what_is_not_yaml_is_taken_for_shorthand() {
    check(
        "says: 'note: this'\nblock: |\n  a: b: c\n  d [e]",
        &["{says=\"note: this\", block=\"a: b: c\\nd [e]\\n\"}"],
    );
    check_told(
        "a: b: c:\n  d: e",
        &["1:5 yaml-syntax a `key: value` is not expected here"],
    );
}

#[test]
fn places_are_those_of_the_text_as_written() {
    let text = "{ to: queue: a, when: b in ['x'] }\n---\nunmet: recycle: why\nlast: here";
    let mut problems = Problems::default();
    let documents = read(0, text, &mut problems);
    let at = |node: &Node| text[node.place.start..node.place.end].to_owned();
    let mut all = Vec::new();
    for document in &documents {
        leaves(document, &mut |node| all.push(at(node)));
    }
    assert_eq!(all, ["a", "b in ['x']", "why", "here"]);
}

fn leaves(node: &Node, then: &mut dyn FnMut(&Node)) {
    match &node.body {
        Body::Scalar { .. } => then(node),
        Body::List(items) => items.iter().for_each(|item| leaves(item, then)),
        Body::Map(entries) => entries.iter().for_each(|(_, value)| leaves(value, then)),
    }
}

#[test]
fn a_key_is_written_once() {
    check_told(
        "a: 1\nb: 2\na: 3",
        &["3:1 duplicate-key `a` is written twice"],
    );
    check_told(
        "x: { a: 1, a: 2 }\ny: { a: 1 }",
        &["1:12 duplicate-key `a` is written twice"],
    );
}

#[test]
fn what_is_not_yaml_is_told_and_the_other_documents_are_read() {
    let (documents, told) = told("a: 1\n---\nb: [1, 2\nc: 3\n---\nd: 4\n---\ne: \"x\n---\nf: 5");
    assert_eq!(documents, ["{a=1}", "{d=4}", "{f=5}"]);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_problem_is_said_in_plain_words() {
    check_told("a:\n\tb: 1", &["2:2 yaml-syntax a tab is not allowed here"]);
    check_told("a: @b", &["1:4 yaml-syntax a text cannot start like this"]);
    check_told(
        "a: \"x\" in y",
        &["1:8 yaml-syntax something follows the closing quotation mark"],
    );
    check_told(
        "a: *b",
        &["1:4 yaml-syntax the alias names nothing that came before it"],
    );
    check_told(
        "? [a]\n: b",
        &["1:3 yaml-syntax a key must be a single word, not a list"],
    );
}

#[test]
fn no_text_is_too_large_or_too_deep_to_be_told() {
    let bomb: String = (1..12)
        .map(|n| {
            format!(
                "a{n}: &a{n} [{}]\n",
                vec![format!("*a{}", n - 1); 9].join(", ")
            )
        })
        .collect();
    check_told(
        &format!("a0: &a0 [x]\n{bomb}"),
        &["6:40 too-large the document is larger or nested deeper than any policy"],
    );
    let deep = format!("a: {}{}", "[".repeat(60), "]".repeat(60));
    check_told(
        &deep,
        &["1:51 too-large the document is larger or nested deeper than any policy"],
    );
    check_told(
        &"[".repeat(100_000),
        &["1:256 yaml-syntax the document is nested deeper than any policy"],
    );
    check_told(
        "a: &a [*a]",
        &["1:8 yaml-syntax the alias is part of what it stands for"],
    );
    check_told(
        &"x".repeat(2 << 20),
        &["1:1 too-large the file is larger than 1 MiB"],
    );
    check_told("a: \u{0}", &["1:4 not-text the file is not text in UTF-8"]);
    check_told(
        "a: \u{fffd}",
        &["1:4 not-text the file is not text in UTF-8"],
    );
}

/// Where `part` of the first value of `text` stands, as the text there.
#[track_caller]
fn check_place(text: &str, part: &str, line: usize, column: usize) {
    let documents = read(0, text, &mut Problems::default());
    let Body::Map(entries) = &documents[0].body else {
        panic!("a mapping")
    };
    let node = &entries[0].1;
    let start = node.text().unwrap().find(part).unwrap();
    let place = in_file(node, text, start..start + part.len());
    assert_eq!(&text[place.start..place.end], part);
    let before = &text[..place.start];
    let found = (
        before.matches('\n').count() + 1,
        place.start - before.rfind('\n').map_or(0, |at| at + 1) + 1,
    );
    assert_eq!(found, (line, column));
}

#[test]
fn a_part_of_a_scalar_has_its_place_in_the_file() {
    check_place("a: x == lead.foo", "foo", 1, 14);
    check_place("a: 'x == ''y'' && foo'", "foo", 1, 19);
    check_place("a: \"x == \\\"y\\\" && foo\"", "foo", 1, 19);
    check_place("a: \"x\\n\\n \\u00e9 && foo\"", "foo", 1, 21);
    check_place("a: |\n  x ==\n    y &&\n  foo\n", "foo", 4, 3);
    check_place("a: >- # why\n  x ==\n\n  y &&\n  foo\n", "foo", 5, 3);
    check_place("a: x ==\n  y &&\n  foo", "foo", 3, 3);
    check_place(
        "{ a: 'it' in [foo] }".replace("'it'", "it").as_str(),
        "foo",
        1,
        13,
    );
    check_place("a: é && foo", "foo", 1, 10);
}

#[test]
fn a_shorthand_that_leads_nowhere_is_given_up() {
    let text = format!(
        "a: {{ ? x          {{ b: c, d: e }}\n{}",
        "f: g\n".repeat(2_000)
    );
    assert_eq!(told(&text).1.len(), 1);
}
