//! What a condition that is wrong is told.

use super::{Want, World};
use crate::cel::Class;

/// The problems of `text`, each as the underlined words, the message and the help.
fn problems(text: &str, want: Want) -> Vec<String> {
    let told = match World::new().compile(text, want) {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    let line = |problem: crate::cel::CelProblem| {
        let under = &text[problem.start..problem.end];
        format!("[{under}] {}{}", problem.message, problem.help.map_or(String::new(), |help| format!(" / {help}")))
    };
    told.into_iter().map(line).collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(problems(text, Want::Truth), expect, "{text}");
}

#[test]
fn dump() {
    for text in ["lead.stag == \"mql\"", "lead.stage == \"mqll\" && lead.emplyees > 3 || foo(lead.email)", "lead.stage = \"mql\"", "lead.consent and lead.consent",
     "not lead.consent", "", "  ", "lead.stage ==", "(lead.consent", "lead.consent)", "lead.email.startsWith(3)", "lead.employees == \"50\"", "lead.revisit_on > \"2026-01-01\"",
     "lead.revisit_on > today + 14", "lead.revisit_on > today + duration(\"36h\")", "lead.employees", "lead.stage", "stage == \"mql\"", "opportunity.amount > 3", "account.stage == \"b\"",
     "lead.converted_to.amount > \"3\"", "lead.converted_to.account.stage == \"a\"", "lead", "leads.stage == \"mql\"", "did.cal.count > 1", "did.call.cnt > 1", "did.call > 1", "handoff.agee > duration(\"1h\")",
     "handoff.age > 4", "handoff.state == \"open\"", "was.x == 1", "lead.country in list(\"amerikas\")", "lead.country in \"US\"", "lead.country in [1, \"DE\"]", "lead.stage in [\"mql\", \"sq\"]",
     "lead.employees / 2 > 0.5", "lead.employees + lead.email == 3", "lead.stage >= \"mql\"", "lead.email.matches(\"(\")", "valid_emial(lead.email)", "duration(\"2wd\") > handoff.age", "duration(\"2x\") > handoff.age",
     "1u == 1", "lead.email[0] == \"a\"", "{1:2} == 1", "list(\"competitors\").map(x, x)", "now in [now]", "lead.email == null && null == 3", "lead.email.foo == 3", "lead.company + 3 == \"x\"", "“mql” == lead.stage",
     "lead.stage == 'mql", "a.exists(b.c, d)", "has(lead)", "lead.consent ? 1 : \"a\"", "[1].exists(x, [2].exists(y, [3].exists(z, z == x)))", "lead.email == \"a\\q\"", "lead.email == \"é\" && lead.stagé == 3", "lead.email @ 3", "size(3) > 1", "-lead.email == 3", "lead.id.x == 1", "if lead.consent", "lead.consent lead.consent", "lead. == 3", "free_email(lead.employees)", "date(lead.email) > today", "date(\"2026-02-30\") > today", "lead.sibling.stage == \"x\"","lead.budget > \"5\"", "lead.consent == \"true\"", "list(\"nothing\")", "[1,2]", "x.y.z()", "lead.email.startWith(\"a\")", "9999999999999999999 == 1", "lead.email.startsWith()"] {
        for line in problems(text, Want::Truth) { println!("{text:60} {line}"); }
        if problems(text, Want::Truth).is_empty() { println!("{text:60} OK"); }
    }
}
