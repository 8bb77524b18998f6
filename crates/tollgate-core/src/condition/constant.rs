//! What can be told of a condition without any facts.

use jiff::tz::TimeZone;

use super::evaluate::Evaluation;
use super::range::contradicts;
use super::slot::{Facts, Slot};
use super::tree::{Function, Node, children};
use crate::value::Value;

/// `node` as a constant, where all it is made of is constant and has a value; otherwise as it was.
pub fn fold(node: Node) -> Node {
    let parts = children(&node);
    let is_constant = |part: &&Node| matches!(part, Node::Constant(_));
    if parts.is_empty() || !parts.iter().all(is_constant) || needs_zone(&node) {
        return node;
    }
    let value = Evaluation::new(&[], &TimeZone::UTC, &Nothing).value(&node);
    if value.is_missing() {
        node
    } else {
        Node::Constant(value)
    }
}

/// The zone is the condition's, which is not known while its parts are built.
fn needs_zone(node: &Node) -> bool {
    matches!(node, Node::Apply(Function::StartOfDay, _))
}

struct Nothing;

impl Facts for Nothing {
    fn value(&self, _: &Slot) -> std::borrow::Cow<'_, Value> {
        std::borrow::Cow::Owned(Value::Missing)
    }
}

/// `Some(false)` when `node` can never be true, `Some(true)` when it can be nothing else; `None` where neither is proven.
pub(super) fn always(node: &Node) -> Option<bool> {
    let possible = possible(node);
    if !possible.yes {
        Some(false)
    } else if !possible.no && !possible.unknown {
        Some(true)
    } else {
        None
    }
}

/// Which outcomes could not be ruled out.
#[derive(Clone, Copy)]
struct Possible {
    yes: bool,
    no: bool,
    unknown: bool,
}

impl Possible {
    const ANYTHING: Self = Self {
        yes: true,
        no: true,
        unknown: true,
    };

    fn negated(self) -> Self {
        Self {
            yes: self.no,
            no: self.yes,
            unknown: self.unknown,
        }
    }
}

fn possible(node: &Node) -> Possible {
    let by_parts = possible_by_parts(node);
    Possible {
        yes: by_parts.yes && !contradicts(node),
        ..by_parts
    }
}

fn possible_by_parts(node: &Node) -> Possible {
    match node {
        Node::Constant(Value::Bool(flag)) => Possible {
            yes: *flag,
            no: !flag,
            unknown: false,
        },
        Node::Not(part) => possible(part).negated(),
        Node::All(parts) => conjunction(parts.iter().map(possible)),
        // Not any = all not, by de Morgan, which holds in three values too.
        Node::Any(parts) => {
            conjunction(parts.iter().map(|part| possible(part).negated())).negated()
        }
        Node::Known(_) => Possible {
            unknown: false,
            ..Possible::ANYTHING
        },
        Node::Choose(parts) => chosen(
            possible(&parts[0]),
            possible(&parts[1]),
            possible(&parts[2]),
        ),
        _ => Possible::ANYTHING,
    }
}

fn conjunction(parts: impl Iterator<Item = Possible>) -> Possible {
    let start = Possible {
        yes: true,
        no: false,
        unknown: false,
    };
    parts.fold(start, |all, part| Possible {
        yes: all.yes && part.yes,
        no: all.no || part.no,
        unknown: all.unknown && (part.yes || part.unknown) || part.unknown && all.yes,
    })
}

fn chosen(condition: Possible, first: Possible, second: Possible) -> Possible {
    let reach = |possible: fn(Possible) -> bool| {
        condition.yes && possible(first) || condition.no && possible(second)
    };
    Possible {
        yes: reach(|part| part.yes),
        no: reach(|part| part.no),
        unknown: condition.unknown || reach(|part| part.unknown),
    }
}
