//! `route`: the rules that find the receiver.

use tollgate_core::policy::{Kind, RouteRule, RouteTo};

use super::condition::Where;
use super::context::Context;
use crate::cel::{Class, Want};
use crate::diagnostic::Problems;
use crate::syntax::{RouteRuleShape, RouteToShape};

/// The rules, in the order written.
pub(super) fn lower(
    rules: &[RouteRuleShape],
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Vec<RouteRule> {
    rules
        .iter()
        .filter_map(|rule| self::rule(rule, kind, context, problems))
        .collect()
}

fn rule(
    shape: &RouteRuleShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<RouteRule> {
    let when = shape
        .when
        .as_ref()
        .map(|text| context.condition(text, Where::in_handoff(kind), problems));
    let to = to(&shape.to, kind, context, problems);
    let when = match when {
        None => None,
        Some(condition) => Some(condition?),
    };
    Some(RouteRule {
        id: shape.rule.value.0.clone().into(),
        when,
        to: to?,
    })
}

fn to(
    shape: &RouteToShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<RouteTo> {
    if let (Some(unless), None) = (shape.unless.first(), &shape.owner) {
        let help = "a queue says whom it leaves out by `skip`";
        problems
            .error(
                "unknown-key",
                unless.place,
                "`unless` belongs to an `owner` only",
            )
            .help(help);
    }
    match (&shape.queue, &shape.owner, &shape.person) {
        (Some(queue), None, None) => context
            .names
            .resolve("queue", queue, problems)
            .map(RouteTo::Queue),
        (None, None, Some(person)) => Some(RouteTo::Person(person.value.clone().into())),
        (None, Some(owner), None) => {
            let want = Want::Value(Class::Text);
            let owner = context.compile(owner, Where::in_handoff(kind), want, problems)?;
            Some(RouteTo::Owner {
                owner,
                unless: shape.unless.iter().map(|unless| unless.value.0).collect(),
            })
        }
        _ => {
            let help =
                "write `{ queue: name }`, `{ owner: account.owner }` or `{ person: address }`";
            problems
                .error(
                    "wrong-value",
                    shape.place,
                    "a rule leads to exactly one receiver",
                )
                .help(help);
            None
        }
    }
}
