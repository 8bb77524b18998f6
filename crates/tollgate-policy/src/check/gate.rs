//! `overlapping-gates`, `gate-never-passes`: gates that contradict one another, or let nothing through.

use tollgate_core::policy::{Gate, GateCheck};

use super::names;
use crate::diagnostic::{Place, Problems};
use crate::lower::Lowered;
use crate::syntax::{Document, GateCheckShape, GateDocument};

/// Looks at a gate by itself.
pub(super) fn check(document: &GateDocument, lowered: &Lowered, problems: &mut Problems) {
    let shapes = || {
        document
            .always
            .iter()
            .chain(document.into.0.iter().flat_map(|(_, stage)| &stage.check))
    };
    names::check("rule", shapes().map(|shape| &shape.rule), problems);
    let Some(gate) = lowered
        .policy
        .gates
        .get(&document.gate.value.0.clone().into())
    else {
        return;
    };
    for rule in rules(gate).filter(|rule| rule.when.always() == Some(false)) {
        let message = format!(
            "the rule `{}` can never hold, so the gate never opens",
            rule.id
        );
        let help = "its parts exclude one another; most likely `||` is meant";
        problems
            .error(
                "gate-never-passes",
                place(shapes(), rule, document),
                message,
            )
            .help(help);
    }
}

fn rules(gate: &Gate) -> impl Iterator<Item = &GateCheck> {
    gate.always
        .iter()
        .chain(gate.into.values().flat_map(|stage| &stage.checks))
}

fn place<'a>(
    mut shapes: impl Iterator<Item = &'a GateCheckShape>,
    rule: &GateCheck,
    gate: &GateDocument,
) -> Place {
    let shape = shapes.find(|shape| shape.rule.value.as_str() == rule.id.as_str());
    shape.map_or(gate.place, |shape| shape.when.node.place)
}

/// Looks for two gates that guard the same stage.
pub(super) fn check_overlaps(documents: &[Document], problems: &mut Problems) {
    let gates: Vec<&GateDocument> = documents
        .iter()
        .filter_map(|document| match document {
            Document::Gate(gate) => Some(gate),
            _ => None,
        })
        .collect();
    for (position, later) in gates.iter().enumerate() {
        for earlier in gates[..position]
            .iter()
            .filter(|earlier| earlier.record.value == later.record.value)
        {
            check_overlap(earlier, later, problems);
        }
    }
}

fn check_overlap(earlier: &GateDocument, later: &GateDocument, problems: &mut Problems) {
    let name = earlier.gate.value.as_str();
    for (stage, _) in &later.into.0 {
        if earlier
            .into
            .0
            .iter()
            .any(|(other, _)| other.value == stage.value)
        {
            let message = format!("the gate `{name}` guards the stage `{}` too", stage.value);
            problems
                .warning("overlapping-gates", stage.place, message)
                .help("both must let a record through; put them together");
        }
    }
    let differs = |what: &str, place: Place, problems: &mut Problems| {
        let message = format!("the gate `{name}` says otherwise about `{what}`");
        problems
            .error("overlapping-gates", place, message)
            .help("say it in one of the gates of this kind of record");
    };
    if let (Some(one), Some(other)) = (&earlier.skip, &later.skip)
        && one.value != other.value
    {
        differs("skip", other.place, problems);
    }
    if let (Some(one), Some(other)) = (&earlier.backward, &later.backward)
        && one.value != other.value
    {
        differs("backward", other.place, problems);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_gate_can_be_passed() {
        check(
            "gate: g\nrecord: lead\ninto:\n  sql:\n    check:\n      - { rule: size, when: lead.employees > 9 && lead.employees < 5 }",
            &[
                "6:29 error gate-never-passes `lead.employees > 9 && lead.employees < 5` the rule `size` can never hold, so the gate never opens",
            ],
        );
        check(
            "gate: g\nrecord: lead\ninto: { sql: { require: [email] } }",
            &[],
        );
    }

    #[test]
    fn two_gates_do_not_guard_one_stage() {
        let gate = |name: &str, stage: &str, skip: &str| {
            format!(
                "---\ngate: {name}\nrecord: lead\nskip: {skip}\ninto: {{ {stage}: {{ require: [email] }} }}\n"
            )
        };
        check(
            &[gate("a", "sql", "allowed"), gate("b", "sql", "forbidden")].concat(),
            &[
                "9:7 error overlapping-gates `forbidden` the gate `a` says otherwise about `skip`",
                "10:9 warning overlapping-gates `sql` the gate `a` guards the stage `sql` too",
            ],
        );
        check(
            &[gate("a", "sql", "allowed"), gate("b", "mql", "allowed")].concat(),
            &[],
        );
    }

    #[test]
    fn a_gate_names_stages_and_fields_that_exist() {
        check(
            "gate: g\nrecord: lead\ninto: { sqll: { require: [emial] } }",
            &[
                "3:9 error unknown-stage `sqll` `lead` has no stage `sqll`",
                "3:27 error unknown-field `emial` `lead` has no field `emial`",
            ],
        );
    }
}
