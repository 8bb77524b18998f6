//! `handoff: mql_to_sdr`: when responsibility passes, to whom, on which terms.

use jiff::civil::Date;
use schemars::{Schema, SchemaGenerator, json_schema};
use smol_str::SmolStr;
use tollgate_core::policy::{KpiName, NextKind, SkipWhen, Then};
use tollgate_core::time::Budget;

use super::failure::FailureShape;
use super::scalar::{Expression, Name};
use super::shape::{At, Entries, Keys, Shape, shape};
use super::unmet::UnmetShape;
use super::word::OneOf;
use crate::diagnostic::Problems;
use crate::yaml::{Body, Node};

shape! {
    /// A handoff point: when responsibility passes, to whom, on which terms.
    HandoffDocument {
        /// The handoff point's name.
        handoff: At<Name>,
        /// The name on screen.
        title: Option<At<SmolStr>>,
        /// What is to be right when responsibility passes, in a few words.
        focus: Option<At<SmolStr>>,
        /// The kind of record that is handed over.
        record: At<Name>,
        /// Who hands over: a team or a function.
        from: At<SmolStr>,
        /// Who takes over: a team or a function.
        to: At<SmolStr>,
        /// Who answers for it in the monthly review.
        sponsor: Option<At<SmolStr>>,
        /// What makes a handoff open.
        opens: OpensShape,
        /// How acceptance is given: `explicit`, `touch(call, email)`, or a condition; `explicit` where it is not said.
        accepts_on: Option<AcceptsShape>,
        /// What must be true before it counts as accepted.
        acceptance: Vec<CriterionShape>,
        /// The fields that the sender must hand over.
        context: Vec<At<SmolStr>>,
        /// The rules that find the receiver; the first that yields one wins.
        route: Vec<RouteRuleShape>,
        /// What is measured and promised.
        sla: Vec<MilestoneShape>,
        /// The reasons that each outcome may have, each with its next action.
        dispositions: Option<DispositionsShape>,
        /// The handoff has served its purpose.
        completes: Option<WhenShape>,
        /// The handoff no longer applies.
        withdraws: Option<WhenShape>,
        /// The figures that it is reviewed by.
        kpi: KpiShape,
        /// The failure modes to watch, by name or with a threshold: `{ unworked: { after: 2d } }`.
        failures: Vec<FailureShape>,
        /// How long a review of the criteria holds.
        review: Option<ReviewRuleShape>,
        /// The day on which the criteria were last reviewed.
        reviewed_on: Option<At<Date>>,
        /// Fields that reports are broken down by.
        dimensions: Vec<At<SmolStr>>,
    }

    /// What makes a handoff open.
    OpensShape {
        /// At the moment this turns true.
        when: Option<Expression>,
        /// Beside `before`: what must hold on that day.
        only: Option<Expression>,
        /// The date field before which it opens.
        before: Option<At<SmolStr>>,
        /// How long before.
        by: Option<At<Budget>>,
    }

    /// A condition in a mapping of its own.
    WhenShape {
        /// The condition.
        when: Expression,
    }

    /// Something that must be true before a handoff counts as accepted.
    CriterionShape {
        /// The criterion's name.
        criterion: At<Name>,
        /// What must hold; unknown is an unmet gap that names the field.
        check: Expression,
        /// What to tell the sender when it is not met.
        says: At<SmolStr>,
        /// What happens when it is not met: `hold`, `return`, `warn`, or with a reason `{ return: … }`, `{ recycle: … }`,
        /// `{ reject: … }`.
        unmet: Option<UnmetShape>,
        /// How long to wait for data, and what to do then: `{ for: 10m, then: return }`.
        hold: Option<HoldShape>,
    }

    /// How long to wait for data, and what to do then.
    HoldShape {
        /// How long.
        r#for: At<Budget>,
        /// What to do then; `return` where it is not said.
        then: Option<UnmetShape>,
    }

    /// One rule of a route.
    RouteRuleShape {
        /// The rule's name.
        rule: At<Name>,
        /// When it applies; always where it is not said.
        when: Option<Expression>,
        /// Where it leads.
        to: RouteToShape,
    }

    /// Where a routing rule leads: `{ queue: … }`, `{ owner: … }` or `{ person: … }`.
    RouteToShape {
        /// A queue.
        queue: Option<At<Name>>,
        /// An expression that yields a person: `account.owner`.
        owner: Option<Expression>,
        /// With `owner`: what makes the rule yield nobody.
        unless: Vec<At<OneOf<SkipWhen>>>,
        /// One person.
        person: Option<At<SmolStr>>,
    }

    /// What an SLA measures, from when to when, within how much working time.
    MilestoneShape {
        /// The milestone's name.
        milestone: At<Name>,
        /// How long it may take; where it is not said it is only measured.
        within: Option<At<Budget>>,
        /// The calendar whose open time counts; wall time where it is not said.
        calendar: Option<At<Name>>,
        /// When the clock starts: `received`, `offered`, `assigned`, `accepted`, or a condition; `offered` where it is not said.
        starts: Option<Expression>,
        /// When the clock stops: `touch(call, …)`, `any_touch(call, …)`, `decided`, `accepted`, `next_step_set`,
        /// `completed`, `task(name)`, or a condition.
        stops: Expression,
        /// While this holds, the clock stands still.
        pauses: Option<Expression>,
        /// The ladder to climb as time runs out.
        escalation: Option<At<Name>>,
    }

    /// The reasons that each outcome may have, each with its next action.
    DispositionsShape {
        /// Back to the sender, who mends it: `{ reasons: [missing_context] }`, or each reason with its next action.
        returned: Option<ReturnedShape>,
        /// Not taken over: `{ duplicate: { next: merge } }`.
        rejected: Entries<Name, Option<NextShape>>,
        /// Put aside until it may be worth another try: `{ bad_timing: { next: nurture, for: 90d, then: reopen } }`.
        recycled: Entries<Name, Option<NextShape>>,
    }

    /// What happens to the record after a disposition.
    NextShape {
        /// The next action.
        next: Option<At<OneOf<NextKind>>>,
        /// How long it lasts.
        r#for: Option<At<Budget>>,
        /// The date field on which it ends.
        until: Option<At<SmolStr>>,
        /// What follows when it ends.
        then: Option<At<OneOf<Then>>>,
    }

    /// The figures that a handoff point is reviewed by.
    KpiShape {
        /// The figure that the matrix shows.
        primary: At<OneOf<KpiName>>,
        /// What it should be: `p50 <= 10m`, `>= 80%`.
        target: Option<At<SmolStr>>,
        /// The figures beside it.
        also: Vec<At<OneOf<KpiName>>>,
    }

    /// How long a review of the criteria holds.
    ReviewRuleShape {
        /// After this, unreviewed criteria are reported.
        criteria_expire: Option<At<Budget>>,
        /// The day on which the criteria were last reviewed.
        reviewed_on: Option<At<Date>>,
    }
}

/// How acceptance is given: a word or a condition, plain or as `{ when: condition }`.
#[derive(Clone, Debug)]
pub(crate) struct AcceptsShape(pub(crate) Expression);

impl Shape for AcceptsShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.body {
            Body::Map(_) => WhenShape::read(node, problems).map(|shape| Self(shape.when)),
            _ => Expression::read(node, problems).map(Self),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let when = generator.subschema_for::<WhenShape>();
        json_schema!({ "anyOf": [{ "type": "string" }, when] })
    }
}

/// The reasons for which a handoff may be returned; the next action is `fix` where it is not said.
#[derive(Clone, Debug)]
pub(crate) struct ReturnedShape(pub(crate) Vec<(At<Name>, Option<NextShape>)>);

impl Shape for ReturnedShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let is_plain = matches!(&node.body, Body::Map(entries) if entries.iter().any(|(key, _)| key.text() == Some("reasons")));
        if !is_plain {
            return Entries::read(node, problems).map(|entries| Self(entries.0));
        }
        let names: Vec<At<Name>> =
            Keys::of(node, &["reasons"], problems)?.take("reasons", problems)?;
        Some(Self(names.into_iter().map(|name| (name, None)).collect()))
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let next = generator.subschema_for::<NextShape>();
        json_schema!({
            "type": "object",
            "properties": { "reasons": { "type": "array", "items": { "type": "string" } } },
            "additionalProperties": next,
        })
    }
}
