//! Text in, diagnostics out: the one way in which the checks are tested.

use crate::{Source, load};

/// Enough of a policy to hang a document on.
const BASE: &str = "
workspace: acme
timezone: America/New_York
---
record: lead
stages: [inquiry, mql, sql, lost]
closed: [lost]
fields:
  email:      { type: email }
  country:    { type: country }
  employees:  { type: integer }
  revisit_on: { type: date }
  account:    { type: link, to: account }
---
record: account
stages: [prospect, customer]
---
team: sdr
manager: dana@acme.example
members: [ana@acme.example, ben@acme.example]
---
team: nobody_leads
members: [cho@acme.example]
---
queue: inbound
team: sdr
---
queue: unled
team: nobody_leads
---
calendar: office
hours: { mon-fri: \"09:00-17:00\" }
---
escalation: ladder
steps:
  - { at: 100%, notify: [owner] }
";

/// A handoff with these keys more, from its tenth line on.
pub(crate) fn handoff(keys: &str) -> String {
    let ends = if keys.contains("completes:") {
        ""
    } else {
        "completes: { when: lead.stage == \"sql\" }"
    };
    let route = if keys.contains("route:") {
        ""
    } else {
        "route: [{ rule: all, to: { queue: inbound } }]"
    };
    let opens = if keys.contains("opens:") {
        ""
    } else {
        "opens: { when: lead.stage == \"mql\" }"
    };
    format!(
        "handoff: mql_to_sdr\nrecord: lead\nfrom: marketing\nto: sdr\n{opens}\n{ends}\nkpi: {{ primary: time_to_accept }}\n{route}\n{}",
        keys.trim_start()
    )
}

/// The diagnostics of `text` beside the base, each as `line:column severity code `underlined` message`.
pub(crate) fn told(text: &str) -> Vec<String> {
    let source = Source::new([("base.yaml", BASE), ("policy.yaml", text)]);
    let today = "2026-11-23".parse().unwrap();
    let told = load(&source, today).diagnostics;
    told.iter()
        .map(|told| {
            let (severity, code) = (told.severity.as_str(), told.code);
            format!(
                "{}:{} {severity} {code} `{}` {}",
                told.line, told.column, told.text, told.message
            )
        })
        .collect()
}

/// Checks `text` beside the base.
#[track_caller]
pub(crate) fn check(text: &str, expect: &[&str]) {
    let told = told(text);
    assert_eq!(told, expect, "\n{}\n", told.join("\n"));
}
