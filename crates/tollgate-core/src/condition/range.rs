//! Whether several demands on one fact can be met together.

use std::cmp::Ordering;

use super::compare::order;
use super::set::Set;
use super::tree::{Comparison, Node};
use crate::value::Value;

/// Whether no facts can make `node` true, because what its parts demand of one fact excludes itself.
///
/// Understands comparisons with a constant, membership in a constant set, and their negations; of other parts it assumes
/// that they can be met.
pub(super) fn contradicts(node: &Node) -> bool {
    let mut demands = Vec::new();
    gather(node, true, &mut demands);
    let read = |demand: &Demand<'_>| demand.read;
    let mut reads: Vec<u16> = demands.iter().map(read).collect();
    reads.sort_unstable();
    reads.dedup();
    reads.iter().any(|of| {
        let own: Vec<&Demand<'_>> = demands.iter().filter(|demand| demand.read == *of).collect();
        excluded(&own)
    })
}

/// What a part demands of the fact behind `read`.
struct Demand<'a> {
    read: u16,
    what: What<'a>,
}

enum What<'a> {
    Compares(Comparison, &'a Value),
    IsIn(&'a Set),
    IsNotIn(&'a Set),
    Is(bool),
    Known(bool),
}

fn gather<'a>(node: &'a Node, holds: bool, demands: &mut Vec<Demand<'a>>) {
    let mut demand = |read: &u16, what| demands.push(Demand { read: *read, what });
    match (node, holds) {
        (Node::Read(read), _) => demand(read, What::Is(holds)),
        (Node::Not(part), _) => gather(part, !holds, demands),
        (Node::All(parts), true) | (Node::Any(parts), false) => {
            parts.iter().for_each(|part| gather(part, holds, demands));
        }
        (Node::Compare(comparison, sides), _) => {
            let comparison = if holds {
                *comparison
            } else {
                opposite(*comparison)
            };
            match &**sides {
                [Node::Read(read), Node::Constant(value)] => {
                    demand(read, What::Compares(comparison, value))
                }
                [Node::Constant(value), Node::Read(read)] => {
                    demand(read, What::Compares(mirrored(comparison), value))
                }
                _ => {}
            }
        }
        (Node::InSet(item, set), _) => {
            if let Node::Read(read) = &**item {
                demand(
                    read,
                    if holds {
                        What::IsIn(set)
                    } else {
                        What::IsNotIn(set)
                    },
                );
            }
        }
        (Node::Known(part), _) => {
            if let Node::Read(read) = &**part {
                demand(read, What::Known(holds));
            }
        }
        _ => {}
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::More,
        Comparison::More => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}

/// The comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

/// Whether `demands`, all on one fact, leave no value for it.
fn excluded(demands: &[&Demand<'_>]) -> bool {
    let denied = demands
        .iter()
        .any(|demand| matches!(demand.what, What::Known(false)));
    let needs_value = demands
        .iter()
        .any(|demand| !matches!(demand.what, What::Known(_)));
    let is_known = demands
        .iter()
        .any(|demand| matches!(demand.what, What::Known(true)));
    if denied && (needs_value || is_known) {
        return true;
    }
    match listed(demands) {
        Some(values) => !values
            .iter()
            .any(|value| demands.iter().all(|demand| allows(&demand.what, value))),
        None => bounds_cross(demands) || flags_differ(demands),
    }
}

/// The values that one of the demands enumerates.
fn listed<'a>(demands: &[&Demand<'a>]) -> Option<&'a [Value]> {
    demands.iter().find_map(|demand| match demand.what {
        What::Compares(Comparison::Equal, value) => Some(std::slice::from_ref(value)),
        What::IsIn(set) => Some(set.values()),
        _ => None,
    })
}

fn allows(what: &What<'_>, value: &Value) -> bool {
    match what {
        What::Compares(comparison, other) => super::compare::holds(*comparison, value, other),
        What::IsIn(set) => set.contains(value),
        What::IsNotIn(set) => !set.contains(value),
        What::Is(flag) => *value == Value::Bool(*flag),
        What::Known(known) => *known,
    }
}

/// Whether some lower bound lies above some upper bound, or on it where one of them is strict.
fn bounds_cross(demands: &[&Demand<'_>]) -> bool {
    let compared = |demand: &&Demand<'_>| match demand.what {
        What::Compares(comparison, value) => Some((comparison, value.clone())),
        _ => None,
    };
    let bounds: Vec<(Comparison, Value)> = demands.iter().filter_map(compared).collect();
    let crosses = |(low, a): &(Comparison, Value), (high, b): &(Comparison, Value)| {
        let strict = matches!(low, Comparison::More) || matches!(high, Comparison::Less);
        matches!(low, Comparison::More | Comparison::AtLeast)
            && matches!(high, Comparison::Less | Comparison::AtMost)
            && match order(a, b) {
                Some(Ordering::Greater) => true,
                Some(Ordering::Equal) => strict,
                _ => false,
            }
    };
    bounds
        .iter()
        .any(|low| bounds.iter().any(|high| crosses(low, high)))
}

fn flags_differ(demands: &[&Demand<'_>]) -> bool {
    let has = |flag: bool| {
        demands
            .iter()
            .any(|demand| matches!(demand.what, What::Is(is) if is == flag))
    };
    has(true) && has(false)
}
