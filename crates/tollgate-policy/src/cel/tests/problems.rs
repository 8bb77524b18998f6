//! What a condition that is wrong is told.

use proptest::prelude::{any, prop_assert, proptest};
use tollgate_core::value::Value;

use super::{Want, World};
use crate::cel::Class;

/// The problems of `text`, each as the underlined words, the message and the help.
fn problems(text: &str, want: Want) -> Vec<String> {
    let told = World::new().compile(text, want).err().unwrap_or_default();
    let line = |problem: crate::cel::CelProblem| {
        let help = problem
            .help
            .map_or(String::new(), |help| format!(" / {help}"));
        format!(
            "[{}] {}{help}",
            &text[problem.start..problem.end],
            problem.message
        )
    };
    told.into_iter().map(line).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expect) in cases {
        assert_eq!(problems(text, Want::Truth), *expect, "{text}");
    }
}

#[test]
fn a_text_that_is_not_cel_is_told_what_it_meant() {
    check(&[
        (
            r#"lead.stage = "mql""#,
            &["[=] `=` is not an operator here / write `==` to compare"],
        ),
        (
            "lead.consent and lead.consent",
            &["[and] `and` is not an operator here / write `&&` for and"],
        ),
        (
            "not lead.consent",
            &["[not] `not` is not an operator here / write `!` before what must not hold"],
        ),
        (
            "",
            &[r#"[] the condition is empty / write what must hold, as in `lead.stage == "mql"`"#],
        ),
        (
            "  ",
            &[r#"[  ] the condition is empty / write what must hold, as in `lead.stage == "mql"`"#],
        ),
        (
            "lead.stage ==",
            &["[==] the condition ends too early / something must follow the last operator"],
        ),
        ("(lead.consent", &["[(] a bracket is not closed / add `)`"]),
        (
            "lead.consent)",
            &["[)] `)` closes nothing, or too early / check the brackets before it"],
        ),
        (
            "“mql” == lead.stage",
            &[
                r#"[“] `“` is not a quotation mark here / write straight quotes, as in `"text"`"#,
                r#"[”] `”` is not a quotation mark here / write straight quotes, as in `"text"`"#,
            ],
        ),
        (
            "lead.stage == 'mql",
            &["['mql] the text `'mql` is not closed / add the closing quotation mark"],
        ),
        (
            "a.exists(b.c, d)",
            &[
                "[.] the variable of a loop is a plain name / write it as in `list.exists(x, x == …)`",
            ],
        ),
        (
            "has(lead)",
            &["[lead] `has` asks for a field / write it as in `has(lead.phone)`"],
        ),
        (
            r#"lead.email == "a\q""#,
            &[
                r#"["a\q"] a `\` in a text does not mean anything / double it, as in `"a\\d"`, or write a raw text, `r"a\d"`"#,
            ],
        ),
        (
            r#"lead.email == "é" && lead.stagé == 3"#,
            &["[stagé] `stagé` has no meaning here"],
        ),
        ("lead.email @ 3", &["[@] `@` has no meaning here"]),
        (
            "if lead.consent",
            &["[if] `if` is not an operator here / write `condition ? value : other_value`"],
        ),
        (
            "lead.consent lead.consent",
            &[
                "[lead] `lead` is not expected here / an operator such as `==` or `&&` may be missing before it, or a value",
            ],
        ),
        (
            "lead. == 3",
            &[
                "[==] `==` is not expected here / an operator such as `==` or `&&` may be missing before it, or a value",
            ],
        ),
        (
            "9999999999999999999 == 1",
            &["[9999999999999999999] `9999999999999999999` is too large for a number"],
        ),
        (
            "lead.consent && lead.consent ||",
            &["[||] the condition ends too early / something must follow the last operator"],
        ),
        (
            r#"lead.stage == "mql" AND lead.consent"#,
            &["[AND] `AND` is not an operator here / write `&&` for and"],
        ),
        (
            "lead.consent;",
            &["[;] `;` has no meaning here / leave it out: a condition is one expression"],
        ),
        (
            "lead.employees <> 3 or lead.employees =< 4",
            &[
                "[<>] `<>` is not an operator here / write `!=` for different",
                "[or] `or` is not an operator here / write `||` for or",
                "[=<] `=<` is not an operator here / write `<=` for at most",
            ],
        ),
    ]);
}

#[test]
fn an_unknown_name_is_told_the_nearest() {
    check(&[
        (
            r#"lead.stag == "mql""#,
            &["[stag] `lead` has no field `stag` / did you mean `stage`?"],
        ),
        (
            r#"lead.stage == "mqll" && lead.emplyees > 3 || foo(lead.email)"#,
            &[
                r#"["mqll"] `mqll` is not a value of `lead.stage` / did you mean `mql`?"#,
                "[emplyees] `lead` has no field `emplyees` / did you mean `employees`?",
                "[foo] no function is called `foo`",
            ],
        ),
        (
            r#"stage == "mql""#,
            &["[stage] `stage` is not a record / write `lead.stage`"],
        ),
        (
            "opportunity.amount > 3",
            &[
                "[opportunity] several links lead to a record of kind `opportunity` / name the link instead: `converted_to` and `buyer`",
            ],
        ),
        (
            r#"account.stage == "b""#,
            &[r#"["b"] `b` is not a value of `account.stage` / did you mean `a`?"#],
        ),
        (
            r#"lead.converted_to.account.stage == "a""#,
            &["[stage] only the record's own links are followed"],
        ),
        (
            "lead",
            &["[lead] `lead` is a record / name a field of it, such as `lead.stage`"],
        ),
        (
            r#"leads.stage == "mql""#,
            &["[leads] nothing is known as `leads` here / did you mean `lead`?"],
        ),
        (
            "did.cal.count > 1",
            &["[cal] no activity is of type `cal` / did you mean `call`?"],
        ),
        (
            "did.call.cnt > 1",
            &[
                "[cnt] nothing is known as `cnt` of an activity / known are `count`, `last_at`, `last_by` and `tag`",
            ],
        ),
        (
            "did.call > 1",
            &[
                "[did] `did` asks for a type of activity and what of it / write it as in `did.call.last_at`",
            ],
        ),
        (
            r#"handoff.agee > duration("1h")"#,
            &["[agee] nothing is known as `agee` of a handoff / did you mean `age`?"],
        ),
        (
            r#"handoff.state == "open""#,
            &[
                r#"["open"] `open` is not a value of `handoff.state` / known are `held`, `offered`, `accepted`, `returned`, `rejected`, `recycled`, `withdrawn` and `completed`"#,
            ],
        ),
        ("was.x == 1", &["[x] `was` has no field `x`"]),
        (
            r#"lead.country in list("amerikas")"#,
            &[r#"["amerikas"] no list is called `amerikas` / did you mean `americas`?"#],
        ),
        (
            r#"lead.stage in ["mql", "sq"]"#,
            &[r#"["sq"] `sq` is not a value of `lead.stage` / did you mean `sql`?"#],
        ),
        ("lead.email.foo == 3", &["[foo] `lead.email` is not a link"]),
        ("lead.id.x == 1", &["[x] `lead.id` is not a link"]),
        (
            r#"lead.sibling.stage == "x""#,
            &[
                r#"["x"] `x` is not a value of `lead.sibling.stage` / known are `inquiry`, `mql` and `sql`"#,
            ],
        ),
        (
            "x.y.z()",
            &[
                "[x] nothing is known as `x` here",
                "[z] no function is called `z` / known are `startsWith`, `endsWith`, `contains`, `matches`, `size` and `lowerAscii`",
            ],
        ),
        (
            r#"list("americas").exists(c, c.x == 1)"#,
            &["[x] `c` has no fields"],
        ),
        (
            "lead.suppresed",
            &["[suppresed] `lead` has no field `suppresed` / did you mean `suppressed`?"],
        ),
        (
            "lead.revisit_on_pushs > 1",
            &[
                "[revisit_on_pushs] `lead` has no field `revisit_on_pushs` / did you mean `revisit_on_pushes`?",
            ],
        ),
        (
            "lead.email.lowerAscii().x == 3",
            &["[lead.email.lowerAscii().x] only a record has fields"],
        ),
    ]);
}

#[test]
fn types_that_do_not_go_together_are_told_what_to_write() {
    check(&[
        (
            "lead.email.startsWith(3)",
            &["[3] a text is needed here, and this is a whole number"],
        ),
        (
            r#"lead.employees == "50""#,
            &[
                r#"[lead.employees == "50"] a whole number and a text do not compare / write `50` without quotes"#,
            ],
        ),
        (
            r#"lead.revisit_on > "2026-01-01""#,
            &[
                r#"[lead.revisit_on > "2026-01-01"] a date and a text do not compare / write `date("2026-01-01")`"#,
            ],
        ),
        (
            "lead.revisit_on > today + 14",
            &[
                r#"[today + 14] a date and a whole number cannot be added / write `duration("14d")` for 14 days"#,
            ],
        ),
        (
            r#"lead.revisit_on > today + duration("36h")"#,
            &[
                r#"[duration("36h")] a date moves by whole days / write whole days, as in `duration("48h")`, or start from `now`"#,
            ],
        ),
        (
            "lead.employees",
            &[
                "[lead.employees] true or false is needed here, and this is a whole number / compare it with a value, or ask `has(…)` whether it is known",
            ],
        ),
        (
            "lead.stage",
            &[
                r#"[lead.stage] true or false is needed here, and this is a choice / compare it, as in `… == "inquiry"`"#,
            ],
        ),
        (
            r#"lead.converted_to.amount > "3""#,
            &[
                r#"[lead.converted_to.amount > "3"] an amount of money and a text do not compare / write `3` without quotes"#,
            ],
        ),
        (
            "handoff.age > 4",
            &[
                r#"[handoff.age > 4] a duration and a whole number do not compare / write a duration, as in `duration("48h")`"#,
            ],
        ),
        (
            r#"lead.country in "US""#,
            &[r#"["US"] `in` asks for a list, and this is a text / write `text.contains(part)`"#],
        ),
        (
            r#"lead.country in [1, "DE"]"#,
            &[r#"[1] a text and a whole number do not compare / write `"1"` in quotes"#],
        ),
        (
            "lead.employees / 2 > 0.5",
            &[
                "[lead.employees / 2] this division drops the fraction, since both numbers are whole / write `double(…)` around its first number",
            ],
        ),
        (
            "lead.employees + lead.email == 3",
            &["[lead.employees + lead.email] a whole number and a text cannot be added"],
        ),
        (
            r#"lead.stage >= "mql""#,
            &[
                r#"[lead.stage >= "mql"] a choice is neither less nor more than another / list those that are meant: `… in ["…", "…"]`"#,
            ],
        ),
        (
            "now in [now]",
            &[
                "[now] an instant is hardly ever equal to one of a list / compare it with `<=` and `>=`",
            ],
        ),
        (
            "lead.email == null && null == 3",
            &[
                "[3] only a field can be `null` / compare a field with `null`, or ask `has(lead.phone)`",
            ],
        ),
        (
            r#"lead.company + 3 == "x""#,
            &["[lead.company + 3] a text and a whole number cannot be added"],
        ),
        (
            r#"lead.consent ? 1 : "a""#,
            &[
                r#"[1 : "a"] both values must be of one type, and these are a whole number and a text"#,
            ],
        ),
        (
            "-lead.email == 3",
            &["[lead.email] a text cannot be made negative"],
        ),
        (
            "free_email(lead.employees)",
            &["[lead.employees] a text is needed here, and this is a whole number"],
        ),
        (
            r#"lead.budget > "5""#,
            &[
                r#"[lead.budget > "5"] an amount of money and a text do not compare / write `5` without quotes"#,
            ],
        ),
        (
            r#"lead.consent == "true""#,
            &[
                r#"[lead.consent == "true"] true or false and a text do not compare / write `true` without quotes"#,
            ],
        ),
        (
            r#"list("nothing")"#,
            &[
                r#"[list("nothing")] true or false is needed here, and this is a list / compare it with a value"#,
            ],
        ),
        (
            "lead.phone > null",
            &["[lead.phone] `null` is neither less nor more than anything"],
        ),
        (
            r#"today == "2026-01-01" || lead.demo_at == "2026-01-01T00:00:00Z""#,
            &[
                r#"[today == "2026-01-01"] a date and a text do not compare / write `date("2026-01-01")`"#,
                r#"[lead.demo_at == "2026-01-01T00:00:00Z"] an instant and a text do not compare / write `timestamp("2026-01-01T00:00:00Z")`"#,
            ],
        ),
        (
            r#"handoff.age == "4h""#,
            &[
                r#"[handoff.age == "4h"] a duration and a text do not compare / write `duration("4h")`"#,
            ],
        ),
        (
            "lead.email == 3",
            &[
                r#"[lead.email == 3] a text and a whole number do not compare / write `"3"` in quotes"#,
            ],
        ),
        (
            "did.call.last_at - 3 < now",
            &[
                r#"[did.call.last_at - 3] an instant and a whole number cannot be subtracted / write `duration("3d")` for 3 days"#,
            ],
        ),
        (
            r#"lead.revisit_on in ["2026-01-01"]"#,
            &[r#"["2026-01-01"] a date and a text do not compare / write `date("2026-01-01")`"#],
        ),
        (
            r#"lead.employees in list("americas")"#,
            &[
                r#"[lead.employees in list("americas")] a whole number is looked for in a list where each item is a text"#,
            ],
        ),
        (
            r#"list("americas").exists(c, c)"#,
            &["[c] true or false is needed here, and this is a text"],
        ),
        (
            "lead.consent > true",
            &["[lead.consent > true] true or false is neither less nor more than another"],
        ),
        (
            "double(lead.email) > 1.0",
            &["[lead.email] a number is needed here, and this is a text"],
        ),
        (
            "days_since(lead.email) > 1",
            &["[lead.email] a date or an instant is needed here, and this is a text"],
        ),
        (
            "1 == 1 ? lead.employees : 3",
            &[
                "[1 == 1 ? lead.employees : 3] true or false is needed here, and this is a whole number / compare it with a value",
            ],
        ),
    ]);
}

#[test]
fn functions_are_told_how_they_are_written() {
    check(&[
        (
            r#"lead.email.matches("(")"#,
            &[r#"["("] `(` is not a regular expression / found open group without closing ')'"#],
        ),
        (
            "valid_emial(lead.email)",
            &["[valid_emial] no function is called `valid_emial` / did you mean `valid_email`?"],
        ),
        (
            r#"duration("2wd") > handoff.age"#,
            &[
                r#"["2wd"] `2wd` counts working days, which only an SLA can / write it as in `duration("48h")`"#,
            ],
        ),
        (
            r#"duration("2x") > handoff.age"#,
            &[r#"["2x"] `2x` is not a duration / write it as in `duration("48h")`"#],
        ),
        (
            "1u == 1",
            &["[1u] an unsigned number such as `1u` cannot be used in a policy"],
        ),
        (
            r#"lead.email[0] == "a""#,
            &["[[] an index such as `x[0]` cannot be used in a policy"],
        ),
        ("{1:2} == 1", &["[{1:2}] a map cannot be used in a policy"]),
        (
            r#"list("competitors").map(x, x)"#,
            &[
                r#"[list("competitors").map(x, x)] `map`, `filter` or `exists_one` cannot be used in a policy"#,
            ],
        ),
        (
            "[1].exists(x, [2].exists(y, [3].exists(z, z == x)))",
            &["[[3]] loops are nested too deep / at most two are"],
        ),
        (
            "size(3) > 1",
            &["[3] a text or a list has a size, and this is a whole number"],
        ),
        (
            "date(lead.email) > today",
            &[
                r#"[lead.email] a text is needed here, written out / write it as in `date("2026-03-02")`"#,
            ],
        ),
        (
            r#"date("2026-02-30") > today"#,
            &[r#"["2026-02-30"] `2026-02-30` is not a date / write it as in `date("2026-03-02")`"#],
        ),
        (
            "[1,2]",
            &[
                "[[1,2]] a list stands alone here / ask `x in […]`, or loop over it with `exists` or `all`",
            ],
        ),
        (
            r#"lead.email.startWith("a")"#,
            &["[startWith] no function is called `startWith` / did you mean `startsWith`?"],
        ),
        (
            "lead.email.startsWith()",
            &["[startsWith] `startsWith` takes one text"],
        ),
        (
            "has(lead.phone, lead.email)",
            &["[has] `has` takes one value"],
        ),
        (
            "lead.email.size(3) > 1",
            &["[size] `size` takes fewer values"],
        ),
        (
            "valid_email(lead.email, lead.phone)",
            &["[valid_email] `valid_email` takes one value"],
        ),
        (
            "lead.email.valid_email()",
            &[
                "[valid_email] no function is called `valid_email` / write `valid_email(…)` around the value",
            ],
        ),
        (
            r#"startsWith(lead.email, "a")"#,
            &[
                "[startsWith] no function is called `startsWith` / write it after the text: `text.startsWith(…)`",
            ],
        ),
        (
            "contains(lead.email)",
            &[
                "[contains] no function is called `contains` / write it after the text: `text.contains(…)`",
            ],
        ),
        (
            "not(lead.consent)",
            &["[not] no function is called `not` / write `!` before what must not hold"],
        ),
        (
            "lead.demo_at.exists(x, x)",
            &["[lead.demo_at] only a list can be looped over, and this is an instant"],
        ),
        (
            "lead.email.matches(lead.phone)",
            &[
                r#"[lead.phone] a pattern is written out, not computed / write it as in `matches("^[a-z]+$")`"#,
            ],
        ),
        (
            r#"duration("999999h") > handoff.age"#,
            &[
                r#"["999999h"] `999999h` is longer than a hundred years / write it as in `duration("48h")`"#,
            ],
        ),
        (
            r#"timestamp("yesterday") < now"#,
            &[
                r#"["yesterday"] `yesterday` is not an instant / write it as in `timestamp("2026-03-02T09:00:00Z")`"#,
            ],
        ),
        (
            "[lead.consent]",
            &[
                "[[lead.consent]] a list stands alone here / ask `x in […]`, or loop over it with `exists` or `all`",
            ],
        ),
    ]);
}

#[test]
fn a_value_must_be_of_the_class_that_is_wanted() {
    let check = |text: &str, class, expect: &[&str]| {
        assert_eq!(problems(text, Want::Value(class)), expect, "{text}")
    };
    check(
        "lead.employees",
        Class::Text,
        &["[lead.employees] a text is needed here, and this is a whole number"],
    );
    check(
        "lead.email",
        Class::Number,
        &["[lead.email] a number is needed here, and this is a text"],
    );
    check(
        "lead.email",
        Class::When,
        &["[lead.email] a date or an instant is needed here, and this is a text"],
    );
    check(
        "list(\"americas\")",
        Class::Any,
        &["[list(\"americas\")] a single value is needed here, and this is a list"],
    );
    check("lead.email", Class::Any, &[]);
    check("lead.consent ? lead.owner : null", Class::Text, &[]);
}

#[test]
fn what_is_not_known_where_the_condition_stands_is_said() {
    let world = World::new();
    let scope = super::Scope {
        with_was: false,
        with_handoff: false,
        ..world.scope()
    };
    let problems =
        crate::cel::compile("was.stage == handoff.state", &scope, Want::Truth).unwrap_err();
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    let expect = [
        "`was` is known only where a change is decided",
        "there is no handoff where this condition stands",
    ];
    assert_eq!(messages, expect);
}

#[test]
fn free_email_asks_for_its_list() {
    let world = World {
        lists: std::collections::BTreeMap::new(),
        ..World::new()
    };
    let problems = world
        .compile("free_email(lead.email)", Want::Truth)
        .unwrap_err();
    assert_eq!(
        problems[0].message,
        "`free_email` asks for the list `free_email_domains`, which is not declared"
    );
}

#[test]
fn a_condition_has_a_limit_in_length_depth_and_steps() {
    let message = |text: &str| {
        World::new().compile(text, Want::Truth).unwrap_err()[0]
            .message
            .clone()
    };
    assert_eq!(
        message(&format!("1{} == 1", " + 1".repeat(20_000))),
        "the condition is too long"
    );
    assert_eq!(
        message(&format!("{}true", "!(".repeat(5_000))),
        "the condition is too long"
    );
    assert_eq!(
        message(&format!("{}true{}", "(".repeat(150), ")".repeat(150))),
        "the condition is nested too deep"
    );
    let many = (0..200).map(Value::Int).collect();
    let world = World {
        lists: [("many".into(), many)].into(),
        ..World::new()
    };
    let looped = "list(\"many\").exists(a, list(\"many\").exists(b, a + b == lead.employees))";
    assert_eq!(
        world.compile(looped, Want::Truth).unwrap_err()[0].message,
        "the condition loops over too long a list"
    );
    let timed = "list(\"many\").exists(a, days_since(lead.revisit_on) == a)";
    assert_eq!(
        world.compile(timed, Want::Truth).unwrap_err()[0].message,
        "time is read within a loop over too long a list"
    );
}

/// Pieces of conditions, some of them wrong, in any order.
const PIECES: [&str; 44] = [
    "lead",
    ".",
    "stage",
    "email",
    "==",
    "!=",
    "<",
    "=",
    "&&",
    "||",
    "!",
    "and",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\"mql\"",
    "'",
    "\"",
    "1",
    "-",
    "2.5",
    "in",
    "list(\"americas\")",
    "now",
    "today",
    "+",
    "/",
    "%",
    "?",
    ":",
    "has(",
    ".exists(x, ",
    "é",
    "\\",
    "null",
    "true",
    "duration(\"1h\")",
    " ",
    "\n",
    "`",
];

proptest! {
    #[test]
    fn any_text_is_answered_with_places_inside_it(pieces in proptest::collection::vec(0..PIECES.len(), 0..20), noise in any::<String>(), spaced in any::<bool>()) {
        let pieces: Vec<&str> = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let world = World::new();
        for text in [pieces.join(if spaced { " " } else { "" }), noise] {
            for problem in world.compile(&text, Want::Truth).err().unwrap_or_default() {
                prop_assert!(text.get(problem.start..problem.end).is_some(), "{:?}: {:?}", text, problem);
            }
        }
    }
}
