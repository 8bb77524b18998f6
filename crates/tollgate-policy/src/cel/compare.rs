//! Comparisons, and membership in lists.

use tollgate_core::condition::{Calculation, Comparison, Function, Node, Set};
use tollgate_core::value::Value;

use super::check::{Checker, Typed};
use super::syntax::{Kind, Syntax};
use super::types::Type;

impl Checker<'_> {
    pub(super) fn comparison(&mut self, comparison: Comparison, sides: &[Syntax; 2]) -> Typed {
        let (a, b) = (self.typed(&sides[0]), self.typed(&sides[1]));
        match (&a.kind, &b.kind) {
            (Type::Null, _) => return self.presence(comparison, &sides[1], b),
            (_, Type::Null) => return self.presence(comparison, &sides[0], a),
            (Type::Choice(choices), _) => self.one_of(choices, &sides[0], &b, &sides[1]),
            (_, Type::Choice(choices)) => self.one_of(choices, &sides[1], &a, &sides[0]),
            _ => {}
        }
        self.ordered(comparison, sides, &a.kind, &b.kind);
        self.keeps_fraction(sides, &a.kind, &b.kind);
        self.compared(comparison, sides, a, b)
    }

    /// `x == null` and `x != null` ask whether `x` is known.
    fn presence(&mut self, comparison: Comparison, part: &Syntax, typed: Typed) -> Typed {
        if !matches!(part.kind, Kind::Name(_) | Kind::Select(..)) {
            let help = "compare a field with `null`, or ask `has(lead.phone)`".to_owned();
            return self.wrong(part.span, "only a field can be `null`", Some(help));
        }
        let known = Node::Known(Box::new(typed.node));
        match comparison {
            Comparison::NotEqual => Typed::new(known, Type::Bool),
            Comparison::Equal => Typed::new(Node::Not(Box::new(known)), Type::Bool),
            _ => self.wrong(
                part.span,
                "`null` is neither less nor more than anything",
                None,
            ),
        }
    }

    /// Choices and truths have no order.
    fn ordered(&mut self, comparison: Comparison, sides: &[Syntax; 2], a: &Type, b: &Type) {
        let asks_order = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let span = sides[0].span.to(sides[1].span);
        let has_none = |kind: &Type| matches!(kind, Type::Choice(_) | Type::Bool | Type::List(_));
        if asks_order && (has_none(a) || has_none(b)) {
            let kind = if has_none(a) { a } else { b };
            let help = matches!(kind, Type::Choice(_))
                .then(|| "list those that are meant: `… in [\"…\", \"…\"]`".to_owned());
            self.wrong(
                span,
                format!("{kind} is neither less nor more than another"),
                help,
            );
        }
    }

    /// A whole-number division compared with a fraction never meant to drop its own.
    fn keeps_fraction(&mut self, sides: &[Syntax; 2], a: &Type, b: &Type) {
        for (side, kind, other) in [(&sides[0], a, b), (&sides[1], b, a)] {
            let divides = matches!(side.kind, Kind::Calculate(Calculation::Divide, _));
            if divides && *kind == Type::Int && *other == Type::Num {
                let help = "write `double(…)` around its first number".to_owned();
                self.wrong(
                    side.span,
                    "this division drops the fraction, since both numbers are whole",
                    Some(help),
                );
            }
        }
    }

    fn compared(
        &mut self,
        comparison: Comparison,
        sides: &[Syntax; 2],
        a: Typed,
        b: Typed,
    ) -> Typed {
        let nodes = match (&a.kind, &b.kind) {
            (Type::Date, Type::Instant) => [start_of_day(a.node), b.node],
            (Type::Instant, Type::Date) => [a.node, start_of_day(b.node)],
            (x, y) if x.common(y).is_some() => [a.node, b.node],
            (x, y) => {
                let help = conversion(x, &sides[1], &b).or_else(|| conversion(y, &sides[0], &a));
                let message = format!("{x} and {y} do not compare");
                return self.wrong(sides[0].span.to(sides[1].span), message, help);
            }
        };
        Typed::new(Node::Compare(comparison, Box::new(nodes)), Type::Bool)
    }

    pub(super) fn membership(&mut self, sides: &[Syntax; 2]) -> Typed {
        let item = self.typed(&sides[0]);
        if matches!(item.kind, Type::Instant | Type::Duration) {
            let help = "compare it with `<=` and `>=`".to_owned();
            self.wrong(
                sides[0].span,
                format!("{} is hardly ever equal to one of a list", item.kind),
                Some(help),
            );
        }
        if let Kind::List(parts) = &sides[1].kind {
            return self.in_parts(&sides[0], item, parts);
        }
        let list = self.typed(&sides[1]);
        match (&list.kind, list.constant()) {
            (Type::List(of), Some(Value::List(values))) => {
                if item.kind.common(of).is_none() {
                    let message = format!(
                        "{} is looked for in a list where each item is {of}",
                        item.kind
                    );
                    return self.wrong(sides[0].span.to(sides[1].span), message, None);
                }
                in_set(item.node, values.to_vec())
            }
            (Type::Any, _) => Typed::any(),
            (kind, _) if kind.is_text() => {
                let help = "write `text.contains(part)`".to_owned();
                self.wrong(
                    sides[1].span,
                    "`in` asks for a list, and this is a text",
                    Some(help),
                )
            }
            (kind, _) => {
                let message = format!("`in` asks for a list, and this is {kind}");
                self.wrong(
                    sides[1].span,
                    message,
                    Some("write `[…]` or `list(\"…\")`".to_owned()),
                )
            }
        }
    }

    /// `item in [a, b]`: a set where all are constant.
    fn in_parts(&mut self, place: &Syntax, item: Typed, parts: &[Syntax]) -> Typed {
        let mut nodes = Vec::new();
        for part in parts {
            let typed = self.typed(part);
            if let Type::Choice(choices) = &item.kind {
                self.one_of(choices, place, &typed, part);
            }
            if typed.kind == Type::Null {
                self.wrong(
                    part.span,
                    "`null` is not an item",
                    Some("ask `has(…)` besides".to_owned()),
                );
            } else if item.kind.common(&typed.kind).is_none() {
                let help = conversion(&item.kind, part, &typed)
                    .or_else(|| conversion(&typed.kind, place, &item));
                self.wrong(
                    part.span,
                    format!("{} and {} do not compare", item.kind, typed.kind),
                    help,
                );
            }
            nodes.push(typed.node);
        }
        let constant = |node: &Node| match node {
            Node::Constant(value) => Some(value.clone()),
            _ => None,
        };
        match nodes.iter().map(constant).collect::<Option<Vec<Value>>>() {
            Some(values) => in_set(item.node, values),
            None => Typed::new(Node::InList(Box::new(item.node), nodes.into()), Type::Bool),
        }
    }
}

fn in_set(item: Node, values: Vec<Value>) -> Typed {
    Typed::new(Node::InSet(Box::new(item), Set::new(values)), Type::Bool)
}

/// An instant from a date: its first in the workspace's zone.
pub(super) fn start_of_day(date: Node) -> Node {
    Node::Apply(Function::StartOfDay, Box::new(date))
}

/// What to write instead of `value`, so that it compares with something of type `kind`.
fn conversion(kind: &Type, value: &Syntax, typed: &Typed) -> Option<String> {
    let Kind::Literal(_) = value.kind else {
        return None;
    };
    match (kind, typed.constant()?) {
        (Type::Date, Value::Text(text)) => Some(format!("write `date(\"{text}\")`")),
        (Type::Instant, Value::Text(text)) => Some(format!("write `timestamp(\"{text}\")`")),
        (Type::Duration, Value::Text(text)) => Some(format!("write `duration(\"{text}\")`")),
        (Type::Duration, number) if number.as_number().is_some() => {
            Some("write a duration, as in `duration(\"48h\")`".to_owned())
        }
        (Type::Bool, Value::Text(text)) if matches!(text.as_str(), "true" | "false") => {
            Some(format!("write `{text}` without quotes"))
        }
        (kind, Value::Text(text)) if kind.is_number() && text.parse::<f64>().is_ok() => {
            Some(format!("write `{text}` without quotes"))
        }
        (kind, number) if kind.is_text() && number.as_number().is_some() => {
            Some(format!("write `\"{number}\"` in quotes"))
        }
        _ => None,
    }
}
