//! `--batch`: one answer to each question, in order, whatever the question is.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use super::{answers, policy, text, tollgate};

const HOURS: &str =
    r#"{"timezone":"Europe/Berlin","hours":{"mon-fri":"09:00-17:00"},"holidays":["2026-12-25"]}"#;

/// Asks with `HOURS` in place of `$`.
fn check(questions: &[&str], expect: &[&str]) {
    let asked = questions.join("\n").replace('$', HOURS);
    let found = answers(&[], asked.as_bytes());
    assert_eq!(found.lines().collect::<Vec<_>>(), expect);
}

fn fails(question: &str, parts: &[&str]) {
    let found = answers(&[], question.replace('$', HOURS).as_bytes());
    let answer: serde_json::Value = serde_json::from_str(&found).unwrap();
    let error = answer["error"]
        .as_str()
        .unwrap_or_else(|| panic!("{question} is answered: {found}"));
    for part in parts {
        assert!(error.contains(part), "{question}: {error}");
    }
}

#[test]
fn every_operation_has_its_answer_in_the_order_asked() {
    check(
        &[
            r#"{"id":1,"op":"due","from":"2026-12-24T15:00:00Z","within":"2h","calendar":$}"#,
            r#"{"id":2,"op":"back","from":"2026-12-28T09:00:00+01:00","within":"2h","calendar":$}"#,
            r#"{"id":3,"op":"elapsed","from":"2026-12-24T15:00:00Z","to":"2026-12-28T08:00:00.000001Z","calendar":$}"#,
            r#"{"id":4,"op":"open","from":"2026-12-24T16:00:00Z","calendar":$}"#,
            r#"{"id":5,"op":"open","from":"2026-12-24T15:59:59.999999Z","calendar":$}"#,
            r#"{"id":6,"op":"next","from":"2026-12-24T16:00:00Z","calendar":$}"#,
            r#"{"id":7,"op":"next","from":"2026-12-24T15:00:00.25Z","calendar":$}"#,
            r#"{"id":8,"op":"due","from":"2026-12-24T10:00:00Z","within":"2wd","calendar":$}"#,
            r#"{"id":9,"op":"due","from":"2026-12-24T10:00:00Z","within":"2d","calendar":$}"#,
        ],
        &[
            r#"{"id":1,"due":"2026-12-28T09:00:00Z"}"#,
            r#"{"id":2,"due":"2026-12-24T14:00:00Z"}"#,
            r#"{"id":3,"elapsed_us":3600000001}"#,
            r#"{"id":4,"open":false}"#,
            r#"{"id":5,"open":true}"#,
            r#"{"id":6,"next":"2026-12-28T08:00:00Z"}"#,
            r#"{"id":7,"next":"2026-12-24T15:00:00.250000Z"}"#,
            r#"{"id":8,"due":"2026-12-29T10:00:00Z"}"#,
            r#"{"id":9,"due":"2026-12-26T10:00:00Z"}"#,
        ],
    );
}

#[test]
fn pauses_may_go_on() {
    let due = |paused: &str| {
        format!(
            r#"{{"id":1,"op":"due","from":"2026-12-22T10:00:00Z","within":"2h","paused":{paused},"calendar":$}}"#
        )
    };
    let cases = [
        ("[]", r#""2026-12-22T12:00:00Z""#),
        ("null", r#""2026-12-22T12:00:00Z""#),
        (
            r#"[["2026-12-22T11:00:00Z","2026-12-22T11:30:00Z"],["2026-12-22T11:15:00Z","2026-12-22T12:00:00Z"]]"#,
            r#""2026-12-22T13:00:00Z""#,
        ),
        (r#"[["2026-12-22T11:00:00Z",null]]"#, "null"),
        (r#"[["2026-12-22T11:00:00Z"]]"#, "null"),
        (
            r#"[["2026-12-22T12:00:00Z",null]]"#,
            r#""2026-12-22T12:00:00Z""#,
        ),
    ];
    for (paused, due_at) in cases {
        check(&[&due(paused)], &[&format!(r#"{{"id":1,"due":{due_at}}}"#)]);
    }
}

#[test]
fn an_id_comes_back_as_it_was_written() {
    let open =
        |id: &str| format!(r#"{{{id}"op":"open","from":"2026-12-24T16:00:00Z","calendar":$}}"#);
    for id in [
        "18446744073709551616000",
        r#""a \"b\" \u00e9""#,
        "-1.50e3",
        "null",
        r#"{"a":[1]}"#,
    ] {
        check(
            &[&open(&format!(r#""id":{id},"#))],
            &[&format!(r#"{{"id":{id},"open":false}}"#)],
        );
    }
    check(&[&open("")], &[r#"{"id":null,"open":false}"#]);
}

#[test]
fn a_calendar_may_be_named_given_whole_or_only_its_hours() {
    let next = |calendar: &str, rest: &str| {
        format!(
            r#"{{"id":1,"op":"next","from":"2026-12-24T20:00:00Z","calendar":{calendar}{rest}}}"#
        )
    };
    let policy = policy("office");
    let ask =
        |args: &[&str], question: String| answers(args, question.as_bytes()).trim_end().to_owned();
    let utc = r#"{"id":1,"next":"2026-12-25T09:00:00Z"}"#;
    let bare = r#"{"hours":{"mon-fri":"09:00-17:00"}}"#;
    let owner = r#"{"calendar":"x","timezone":"owner","hours":{"mon-fri":"09:00-17:00"}}"#;
    for calendar in [bare, owner] {
        assert_eq!(ask(&[], next(calendar, "")), utc);
        assert_eq!(
            ask(&[], next(calendar, r#","zone":"Asia/Kolkata""#)),
            r#"{"id":1,"next":"2026-12-25T03:30:00Z"}"#
        );
        assert_eq!(
            ask(&["--zone", "Europe/Berlin"], next(calendar, "")),
            r#"{"id":1,"next":"2026-12-25T08:00:00Z"}"#
        );
        // The workspace's zone, where there is one.
        assert_eq!(
            ask(&["--policy", &policy], next(calendar, "")),
            r#"{"id":1,"next":"2026-12-24T20:00:00Z"}"#
        );
    }
    assert_eq!(
        ask(&["--policy", &policy], next(r#""office""#, "")),
        r#"{"id":1,"next":"2026-12-29T13:30:00Z"}"#
    );
    let with_file = r#"{"hours":{"mon-fri":"09:00-17:00"},"holidays":"holidays.ics"}"#;
    assert_eq!(
        ask(&["--policy", &policy, "--zone", "UTC"], next(with_file, "")),
        r#"{"id":1,"next":"2026-12-28T09:00:00Z"}"#
    );
    let unknown = ask(&["--policy", &policy], next(r#""offise""#, ""));
    assert_eq!(
        unknown,
        r#"{"id":1,"error":"the policy has no calendar `offise`: did you mean `office`?"}"#
    );
}

#[test]
fn the_rules_at_the_edges_hold_inline_too() {
    let due = |from: &str, within: &str, calendar: &str| {
        let question = format!(
            r#"{{"id":1,"op":"due","from":"{from}","within":"{within}","calendar":{calendar}}}"#
        );
        let answer: serde_json::Value =
            serde_json::from_str(&answers(&[], question.as_bytes())).unwrap();
        answer["due"].as_str().unwrap_or("never").to_owned()
    };
    let next =
        r#"{"timezone":"UTC","hours":{"mon-fri":"09:00-17:00"},"due_at_boundary":"next_opening"}"#;
    assert_eq!(
        due("2026-03-06T16:00:00Z", "1h", next),
        "2026-03-09T09:00:00Z"
    );
    let always = r#"{"timezone":"America/New_York","hours":{"sun":"00:00-24:00"}}"#;
    assert_eq!(
        due("2026-11-01T04:00:00Z", "25h", always),
        "2026-11-02T05:00:00Z"
    );
    assert_eq!(
        due("2026-03-08T05:00:00Z", "23h", always),
        "2026-03-09T04:00:00Z"
    );
    assert_eq!(due("2026-03-08T05:00:00Z", "1h", "{}"), "never");
    let overridden = r#"{"timezone":"UTC","hours":{"daily":"09:00-17:00"},"breaks":{"daily":"12:00-13:00"},"hours_on":{"2026-12-31":"11:00-14:00","2027-01-01":"09:00-12:00"},"holidays":["2027-01-01"]}"#;
    assert_eq!(
        due("2026-12-31T00:00:00Z", "3h", overridden),
        "2027-01-02T10:00:00Z"
    );
}

#[test]
fn a_line_that_is_no_object_has_no_id() {
    for line in [
        "nonsense",
        "[1]",
        "5",
        r#"{"id":1,"op":"open""#,
        r#"{"id":1,"id":2}"#,
        "\u{feff}x",
    ] {
        let found = answers(&[], line.as_bytes());
        assert!(
            found.starts_with(r#"{"id":null,"error":"the line is not a question"#),
            "{line}: {found}"
        );
    }
}

#[test]
fn what_cannot_be_answered_says_what_to_write() {
    let from = r#""from":"2026-12-24T15:00:00Z""#;
    let calendar = r#""calendar":$"#;
    fails(
        &format!(r#"{{"op":"dew",{from},{calendar}}}"#),
        &["`dew` is no operation: write `due`, `back`"],
    );
    fails(&format!(r#"{{{from},{calendar}}}"#), &["`op` is missing"]);
    fails(
        &format!(r#"{{"op":"open",{calendar}}}"#),
        &["`from` is missing: write an instant"],
    );
    fails(
        &format!(r#"{{"op":"due",{from},{calendar}}}"#),
        &["`within` is missing: write a duration"],
    );
    fails(
        &format!(r#"{{"op":"elapsed",{from},{calendar}}}"#),
        &["`to` is missing"],
    );
    fails(
        &format!(r#"{{"op":"open",{from}}}"#),
        &["`calendar` is missing: write a calendar's name"],
    );
    fails(
        &format!(r#"{{"op":"due",{from},"within":"2 hours",{calendar}}}"#),
        &["`within`: `2 hours` is not a duration"],
    );
    fails(
        &format!(r#"{{"op":"due",{from},"within":2,{calendar}}}"#),
        &["`within` is `2`: write it as text"],
    );
    fails(
        &format!(r#"{{"op":"due",{from},"whithin":"2h",{calendar}}}"#),
        &["did you mean `within`?"],
    );
    fails(
        &format!(r#"{{"op":"open","from":"2026-02-30T00:00:00Z",{calendar}}}"#),
        &["there is no day `2026-02-30`"],
    );
    fails(
        &format!(r#"{{"op":"open","from":"2026-02-20 09:00",{calendar}}}"#),
        &["has no offset from UTC"],
    );
    fails(
        &format!(r#"{{"op":"elapsed",{from},"to":"2026-12-24T14:59:59Z",{calendar}}}"#),
        &["comes before `from`"],
    );
    fails(
        &format!(r#"{{"op":"open",{from},"zone":"Mars",{calendar}}}"#),
        &["`Mars` is not a time zone"],
    );
    fails(
        &format!(r#"{{"op":"open",{from},"calendar":5}}"#),
        &["`calendar` is `5`"],
    );
    fails(
        &format!(r#"{{"op":"open",{from},"calendar":"office"}}"#),
        &["add `--policy DIR`"],
    );
}

#[test]
fn pauses_that_cannot_be_read_say_what_to_write() {
    let from = r#""from":"2026-12-24T15:00:00Z""#;
    let calendar = r#""calendar":$"#;
    let paused = |paused: &str| {
        format!(r#"{{"op":"due",{from},"within":"2h","paused":{paused},{calendar}}}"#)
    };
    fails(
        &paused(r#"["2026-12-24T15:00:00Z"]"#),
        &["write a list of pairs"],
    );
    fails(&paused("5"), &["write a list of pairs"]);
    fails(&paused("[[null,null]]"), &["write a list of pairs"]);
    fails(
        &paused(r#"[["2026-12-24T15:00:00Z","2026-12-24T14:00:00Z"]]"#),
        &["ends before it begins"],
    );
}

#[test]
fn an_inline_calendar_names_all_its_problems() {
    let calendar = r#"{"hours":{"mon-fry":"9-17","tue":"17:00"},"hollidays":[],"timezone":"Berlin","holidays":["2026-02-30","us.ics"]}"#;
    let question =
        format!(r#"{{"op":"open","from":"2026-12-24T15:00:00Z","calendar":{calendar}}}"#);
    fails(
        &question,
        &[
            "`mon-fry` is not a set of days (write `mon`",
            "`9` is not a time of day (write hours and minutes",
            "`17:00` is not a span of hours",
            "`hollidays` is not a key here (did you mean `holidays`?)",
            "`Berlin` is not a time zone (write a name from the IANA list",
            "`2026-02-30` is not a date that exists",
        ],
    );
    fails(
        &question
            .replace(r#""hollidays":[],"#, "")
            .replace("mon-fry", "mon")
            .replace("9-17", "09:00-17:00"),
        &["Berlin"],
    );
    let file = r#"{"op":"open","from":"2026-12-24T15:00:00Z","calendar":{"holidays":["us.ics"]}}"#;
    fails(
        file,
        &["there is no file `us.ics` (add the `--policy DIR` that holds it, or write the dates)"],
    );
}

#[test]
fn a_questions_own_keys_are_left_alone() {
    check(
        &[
            r#"{"id":1,"op":"open","from":"2026-12-24T15:00:00Z","calendar":$,"note":"mine","region":null,"within":null}"#,
        ],
        &[r#"{"id":1,"open":true}"#],
    );
}

#[test]
fn an_answer_does_not_wait_for_the_next_question() {
    let mut command = tollgate(&["--batch"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (sender, answers) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        BufReader::new(output)
            .lines()
            .for_each(|line| sender.send(line.unwrap()).unwrap());
    });
    for id in 0..3 {
        writeln!(
            input,
            r#"{{"id":{id},"op":"open","from":"2026-12-24T15:00:00Z","calendar":{HOURS}}}"#
        )
        .unwrap();
        let answer = answers
            .recv_timeout(Duration::from_secs(60))
            .expect("the answer comes while the input is open");
        assert_eq!(answer, format!(r#"{{"id":{id},"open":true}}"#));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    reader.join().unwrap();
}

#[test]
fn questions_may_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("questions.ndjson");
    let question =
        format!(r#"{{"id":1,"op":"open","from":"2026-12-24T15:00:00Z","calendar":{HOURS}}}"#);
    std::fs::write(&file, format!("{question}\r\n{question}")).unwrap();
    let output = tollgate(&["--batch", file.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(
        text(&output.stdout),
        "{\"id\":1,\"open\":true}\n{\"id\":1,\"open\":true}\n"
    );

    let output = tollgate(&["--batch", "no-such-file"]).output().unwrap();
    assert!(
        !output.status.success() && text(&output.stderr).contains("`no-such-file` cannot be read")
    );
    let output = tollgate(&["--batch", "-", "open", "--from", "now"])
        .output()
        .unwrap();
    assert!(
        !output.status.success() && text(&output.stderr).contains("no other question can be asked")
    );
}
