//! What can be told of a condition without facts.

use super::{Want, World};

fn check(expect: Option<bool>, texts: &[&str]) {
    for text in texts {
        let condition = World::new()
            .compile(text, Want::Truth)
            .unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        assert_eq!(condition.always(), expect, "{text}");
    }
}

#[test]
fn what_excludes_itself_is_never_true() {
    check(
        Some(false),
        &[
            "false",
            "1 == 2",
            "\"a\".startsWith(\"b\") && lead.consent",
            "lead.stage == \"mql\" && lead.stage == \"sql\"",
            "lead.stage == \"mql\" && lead.consent && \"sql\" == lead.stage",
            "lead.stage in [\"mql\"] && lead.stage in [\"sql\", \"inquiry\"]",
            "lead.stage == \"mql\" && lead.stage != \"mql\"",
            "lead.stage == \"mql\" && !(lead.stage in [\"mql\", \"sql\"])",
            "lead.country in list(\"americas\") && lead.country == \"DE\"",
            "lead.employees > 5 && lead.employees < 5",
            "lead.employees >= 5 && 5 > lead.employees",
            "lead.employees > 5 && !(lead.employees >= 3)",
            "lead.employees == 7 && lead.employees > 9.5",
            "lead.consent && !lead.consent",
            "!has(lead.phone) && lead.phone == \"1\"",
            "has(lead.phone) && lead.phone == null",
            "(lead.stage == \"mql\" && lead.stage == \"sql\") || 1 > 2",
            "!(lead.stage == \"mql\" || lead.stage != \"mql\")",
            "lead.employees in []  && lead.consent && 1 == 2",
        ],
    );
}

#[test]
fn what_holds_whatever_the_facts_is_always_true() {
    check(
        Some(true),
        &[
            "true",
            "1 < 2",
            "lead.consent || 1 == 1",
            "!(1 == 2) && 3 in [3]",
            "has(lead.phone) || true",
            "1 == 1 ? true : lead.consent",
        ],
    );
}

#[test]
fn what_depends_on_the_facts_is_neither() {
    check(
        None,
        &[
            "lead.stage == \"mql\"",
            "lead.stage == \"mql\" || lead.stage == \"sql\"",
            "lead.stage == \"mql\" && lead.stage in [\"mql\", \"sql\"]",
            "lead.employees > 5 && lead.employees < 7",
            "lead.employees >= 5 && lead.employees <= 5",
            // Unknown when the stage is missing.
            "lead.stage == \"mql\" || lead.stage != \"mql\"",
            "has(lead.phone) && lead.phone == \"1\"",
            "was.stage == \"mql\" && lead.stage == \"sql\"",
            "1 / 0 == 1",
        ],
    );
}
