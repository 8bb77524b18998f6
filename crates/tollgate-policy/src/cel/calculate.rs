//! Arithmetic: which types go together, and what comes out.

use tollgate_core::condition::{Calculation, Function, Node};
use tollgate_core::value::Value;

use super::check::{Checker, Typed};
use super::compare::start_of_day;
use super::syntax::{Span, Syntax};
use super::types::Type;

/// The microseconds of 24 hours.
const DAY: i64 = 86_400_000_000;

impl Checker<'_> {
    pub(super) fn calculation(
        &mut self,
        span: Span,
        calculation: Calculation,
        sides: &[Syntax; 2],
    ) -> Typed {
        let (a, b) = (self.typed(&sides[0]), self.typed(&sides[1]));
        self.whole_days(&a, &b, &sides[1]);
        self.whole_days(&b, &a, &sides[0]);
        let Some(kind) = result(calculation, &a.kind, &b.kind) else {
            let help = as_duration(&a, &b);
            let message = format!(
                "{} and {} cannot be {}",
                a.kind,
                b.kind,
                participle(calculation)
            );
            return self.wrong(span, message, help);
        };
        let measures = self.measures && calculation == Calculation::Divide;
        let calculation = if measures {
            Calculation::Ratio
        } else {
            calculation
        };
        let kind = if measures { Type::Num } else { kind };
        let nodes = match (&a.kind, &b.kind) {
            (Type::Date, Type::Instant) => [start_of_day(a.node), b.node],
            (Type::Instant, Type::Date) => [a.node, start_of_day(b.node)],
            _ => [a.node, b.node],
        };
        Typed::new(Node::Calculate(calculation, Box::new(nodes)), kind)
    }

    /// A date moves by whole days.
    fn whole_days(&mut self, date: &Typed, by: &Typed, place: &Syntax) {
        if let (Type::Date, Some(Value::Duration(micros))) = (&date.kind, by.constant())
            && micros % DAY != 0
        {
            let help =
                "write whole days, as in `duration(\"48h\")`, or start from `now`".to_owned();
            self.wrong(place.span, "a date moves by whole days", Some(help));
        }
    }

    pub(super) fn negated(&mut self, part: &Syntax) -> Typed {
        let typed = self.typed(part);
        if !typed.kind.is_number() && typed.kind != Type::Duration {
            return self.wrong(
                part.span,
                format!("{} cannot be made negative", typed.kind),
                None,
            );
        }
        Typed::new(
            Node::Apply(Function::Negate, Box::new(typed.node)),
            typed.kind,
        )
    }
}

/// The type of the result; `None` when the types do not go together.
fn result(calculation: Calculation, a: &Type, b: &Type) -> Option<Type> {
    if *a == Type::Any || *b == Type::Any {
        return Some(Type::Any);
    }
    if a.is_number() && b.is_number() {
        return of_numbers(calculation, a, b);
    }
    match calculation {
        Calculation::Add => sum(a, b),
        Calculation::Subtract => difference(a, b),
        _ => None,
    }
}

fn of_numbers(calculation: Calculation, a: &Type, b: &Type) -> Option<Type> {
    match (calculation, a, b) {
        (_, Type::Int, Type::Int) => Some(Type::Int),
        (Calculation::Remainder, ..) => None,
        (Calculation::Add | Calculation::Subtract, Type::Money, Type::Money) => Some(Type::Money),
        _ => Some(Type::Num),
    }
}

fn sum(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Duration, Type::Duration) => Some(Type::Duration),
        (at, Type::Duration) | (Type::Duration, at) if at.is_time() => Some(at.clone()),
        (a, b) if a.is_text() && b.is_text() => Some(Type::Text),
        _ => None,
    }
}

fn difference(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        (Type::Duration, Type::Duration) => Some(Type::Duration),
        (at, Type::Duration) if at.is_time() => Some(at.clone()),
        (a, b) if a.is_time() && b.is_time() => Some(Type::Duration),
        _ => None,
    }
}

/// `today - 14` meant fourteen days.
fn as_duration(a: &Typed, b: &Typed) -> Option<String> {
    match (&a.kind, b.constant()) {
        (kind, Some(Value::Int(days))) if kind.is_time() => {
            Some(format!("write `duration(\"{days}d\")` for {days} days"))
        }
        _ => None,
    }
}

fn participle(calculation: Calculation) -> &'static str {
    match calculation {
        Calculation::Add => "added",
        Calculation::Subtract => "subtracted",
        Calculation::Multiply => "multiplied",
        Calculation::Divide | Calculation::Ratio => "divided",
        Calculation::Remainder => "divided with `%`",
    }
}
