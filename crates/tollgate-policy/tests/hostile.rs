//! Large and hostile policies are told in moderate time: nothing grows with the square of what is written.

use tollgate_policy::{Checked, Source, load};

fn loaded(text: String) -> Checked {
    assert!(
        text.len() < 1 << 20,
        "{} bytes would be refused unread",
        text.len()
    );
    let source = Source::new([
        ("a.yaml", "workspace: acme\ntimezone: UTC\n".to_owned()),
        ("b.yaml", text),
    ]);
    load(&source, jiff::civil::date(2026, 11, 23))
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn very_many_problems_are_told_up_to_a_thousand() {
    let checked = loaded(format!(
        "team: sdr\n{}",
        lines(30_000, |n| format!("key_{n}: {n}\n"))
    ));
    assert!(checked.policy.is_none());
    assert_eq!(checked.diagnostics.len(), 1_001);
    assert_eq!(checked.diagnostics[1_000].code, "too-many");
}

#[test]
fn many_documents_of_one_name_are_told() {
    let checked = loaded(lines(10_000, |_| {
        "team: sdr\nmembers: [ana]\n---\n".to_owned()
    }));
    assert_eq!(checked.diagnostics[0].code, "duplicate-name");
}

#[test]
fn a_large_policy_is_loaded() {
    let kinds = lines(500, |n| {
        format!("record: kind_{n}\nstages: [a, b]\nfields: {{ x: {{ type: text }} }}\n---\n")
    });
    let teams = lines(3_000, |n| {
        format!("team: t{n}\nmembers: [ana, ben]\n---\nqueue: q{n}\nteam: t{n}\n---\n")
    });
    let checked = loaded(kinds + &teams);
    assert_eq!(checked.diagnostics, []);
    assert_eq!(
        checked.policy.expect("nothing is wrong").queues.len(),
        3_000
    );
}

#[test]
fn a_long_route_is_loaded() {
    let rules = lines(800, |n| {
        format!("  - {{ rule: r{n}, when: lead.size == {n}, to: {{ queue: q }} }}\n")
    });
    let text = format!(
        "record: lead\nstages: [a, b]\nfields: {{ size: {{ type: integer }} }}\n---\nteam: t\nmembers: [ana]\n---\nqueue: q\nteam: t\n---\n\
         handoff: h\nrecord: lead\nfrom: x\nto: y\nopens: {{ when: lead.stage == \"a\" }}\ncompletes: {{ when: lead.stage == \"b\" }}\n\
         kpi: {{ primary: time_to_accept }}\nroute:\n{rules}  - {{ rule: rest, to: {{ queue: q }} }}\n"
    );
    let checked = loaded(text);
    assert_eq!(checked.diagnostics, []);
}

#[test]
fn a_long_word_is_no_name() {
    let long = "x".repeat(200_000);
    let checked = loaded(format!(
        "team: sdr\n{long}: 1\nmembers: ana\nmanager: dana\n---\nqueue: {long}\nteam: t\n"
    ));
    assert!(
        checked
            .diagnostics
            .iter()
            .all(|told| told.message.len() < 320)
    );
}
