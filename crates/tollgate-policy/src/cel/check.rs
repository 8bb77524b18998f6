//! Checks the types of a syntax tree, resolves its names, and lowers it to the core's tree.

use smol_str::SmolStr;
use tollgate_core::condition::{Condition, Node, Read, Slot, fold};
use tollgate_core::value::Value;

use super::scope::Scope;
use super::suggest::suggest;
use super::syntax::{Kind, Literal, Span, Syntax};
use super::types::Type;
use super::{CelProblem, Class, Want};

/// The most steps that one evaluation may take; only loops over named lists come near.
const STEPS_MAX: usize = 10_000;

/// The condition that `syntax` means, or all that is wrong with it in the order of the text.
pub(super) fn check(
    text: &str,
    syntax: &Syntax,
    scope: &Scope<'_>,
    want: Want,
) -> Result<Condition, Vec<CelProblem>> {
    let mut checker = Checker::new(text, scope, want == Want::Value(Class::Number));
    let typed = checker.typed(syntax);
    checker.result(syntax, &typed, want);
    if typed.node.steps() > STEPS_MAX {
        let help = "write `x in list(\"…\")` where the whole value must match".to_owned();
        checker.wrong(
            syntax.span,
            "the condition loops over too long a list",
            Some(help),
        );
    }
    if checker.problems.is_empty() {
        return Ok(Condition::new(
            text,
            typed.node,
            checker.reads,
            scope.zone.clone(),
        ));
    }
    checker
        .problems
        .sort_by_key(|problem| (problem.start, problem.end));
    checker.problems.dedup();
    Err(checker.problems)
}

/// An expression that was checked: what it becomes, and its type.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) node: Node,
    pub(super) kind: Type,
}

impl Typed {
    pub(super) fn new(node: Node, kind: Type) -> Self {
        Self {
            node: fold(node),
            kind,
        }
    }

    /// Stands for what was wrong, so that the rest is checked too.
    pub(super) fn any() -> Self {
        Self {
            node: Node::Constant(Value::Missing),
            kind: Type::Any,
        }
    }

    pub(super) fn constant(&self) -> Option<&Value> {
        match &self.node {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }
}

pub(super) struct Checker<'a> {
    text: &'a str,
    pub(super) scope: &'a Scope<'a>,
    /// Whether `/` keeps the fraction between whole numbers.
    pub(super) measures: bool,
    pub(super) problems: Vec<CelProblem>,
    pub(super) reads: Vec<Read>,
    /// The variables of the loops around, the outermost first.
    pub(super) locals: Vec<(String, Typed)>,
}

impl<'a> Checker<'a> {
    fn new(text: &'a str, scope: &'a Scope<'a>, measures: bool) -> Self {
        Self {
            text,
            scope,
            measures,
            problems: Vec::new(),
            reads: Vec::new(),
            locals: Vec::new(),
        }
    }

    /// Notes a problem; what is returned goes with everything.
    pub(super) fn wrong(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Typed {
        self.problems.push(CelProblem {
            start: span.start,
            end: span.end,
            message: message.into(),
            help,
        });
        Typed::any()
    }

    pub(super) fn read(&mut self, slot: Slot, name: &str, kind: Type) -> Typed {
        let place = self
            .reads
            .iter()
            .position(|read| read.slot == slot)
            .unwrap_or_else(|| {
                self.reads.push(Read {
                    slot,
                    name: SmolStr::new(name),
                });
                self.reads.len() - 1
            });
        let place = u16::try_from(place).expect("the length of the text bounds its names");
        Typed::new(Node::Read(place), kind)
    }

    pub(super) fn typed(&mut self, syntax: &Syntax) -> Typed {
        match &syntax.kind {
            Kind::Literal(literal) => of_literal(literal),
            Kind::Name(_) | Kind::Select(..) => self.name(syntax),
            Kind::Has(part) => self.has(part),
            Kind::Not(part) => {
                let part = self.truth(part);
                Typed::new(Node::Not(Box::new(part)), Type::Bool)
            }
            Kind::Negate(part) => self.negated(part),
            Kind::All(parts) => {
                let parts = parts.iter().map(|part| self.truth(part)).collect();
                Typed::new(Node::All(parts), Type::Bool)
            }
            Kind::Any(parts) => {
                let parts = parts.iter().map(|part| self.truth(part)).collect();
                Typed::new(Node::Any(parts), Type::Bool)
            }
            Kind::Choose(parts) => self.choice(parts),
            Kind::Compare(comparison, sides) => self.comparison(*comparison, sides),
            Kind::In(sides) => self.membership(sides),
            Kind::Calculate(calculation, sides) => {
                self.calculation(syntax.span, *calculation, sides)
            }
            Kind::Call {
                name,
                target,
                arguments,
            } => self.call(name, target.as_deref(), arguments),
            Kind::List(_) => {
                let help = "ask `x in […]`, or loop over it with `exists` or `all`".to_owned();
                self.wrong(syntax.span, "a list stands alone here", Some(help))
            }
            Kind::Loop {
                quantifier,
                list,
                variable,
                body,
            } => self.each(*quantifier, list, variable, body),
            Kind::Unsupported(what) => self.wrong(
                syntax.span,
                format!("{what} cannot be used in a policy"),
                None,
            ),
        }
    }

    /// A part that must be true or false.
    fn truth(&mut self, part: &Syntax) -> Node {
        let typed = self.typed(part);
        if !typed.kind.is_bool() {
            self.not_truth(part, &typed);
        }
        typed.node
    }

    fn not_truth(&mut self, part: &Syntax, typed: &Typed) {
        let help = match (&typed.kind, &part.kind) {
            (Type::Choice(choices), _) => choices
                .first()
                .map(|first| format!("compare it, as in `… == \"{first}\"`")),
            (_, Kind::Name(_) | Kind::Select(..)) => {
                Some("compare it with a value, or ask `has(…)` whether it is known".to_owned())
            }
            _ => Some("compare it with a value".to_owned()),
        };
        self.wrong(
            part.span,
            format!("true or false is needed here, and this is {}", typed.kind),
            help,
        );
    }

    fn has(&mut self, part: &Syntax) -> Typed {
        let part = self.name(part);
        Typed::new(Node::Known(Box::new(part.node)), Type::Bool)
    }

    fn choice(&mut self, parts: &[Syntax; 3]) -> Typed {
        let condition = self.truth(&parts[0]);
        let (first, second) = (self.typed(&parts[1]), self.typed(&parts[2]));
        let Some(kind) = first.kind.common(&second.kind) else {
            let message = format!(
                "both values must be of one type, and these are {} and {}",
                first.kind, second.kind
            );
            return self.wrong(parts[1].span.to(parts[2].span), message, None);
        };
        Typed::new(
            Node::Choose(Box::new([condition, first.node, second.node])),
            kind,
        )
    }

    /// The whole must come to what is wanted.
    fn result(&mut self, syntax: &Syntax, typed: &Typed, want: Want) {
        let fits = match want {
            Want::Truth => typed.kind.is_bool(),
            Want::Value(Class::Any) => !matches!(typed.kind, Type::List(_) | Type::Null),
            Want::Value(Class::Text) => typed.kind.is_text(),
            Want::Value(Class::Number) => typed.kind.is_number(),
            Want::Value(Class::When) => typed.kind.is_time() || typed.kind == Type::Any,
        };
        if fits {
            return;
        }
        let wanted = match want {
            Want::Truth => return self.not_truth(syntax, typed),
            Want::Value(Class::Any) => "a single value",
            Want::Value(Class::Text) => "a text",
            Want::Value(Class::Number) => "a number",
            Want::Value(Class::When) => "a date or an instant",
        };
        self.wrong(
            syntax.span,
            format!("{wanted} is needed here, and this is {}", typed.kind),
            None,
        );
    }

    /// A text that is compared with a choice must be one of its values.
    pub(super) fn one_of(
        &mut self,
        choices: &[SmolStr],
        choice: &Syntax,
        value: &Typed,
        at: &Syntax,
    ) {
        let Some(Value::Text(text)) = value.constant() else {
            return;
        };
        if !choices.contains(text) {
            let help = suggest(text, choices.iter().map(SmolStr::as_str));
            let choice = &self.text[choice.span.start..choice.span.end];
            self.wrong(
                at.span,
                format!("`{text}` is not a value of `{choice}`"),
                help,
            );
        }
    }
}

fn of_literal(literal: &Literal) -> Typed {
    let value = match literal {
        Literal::Null => return Typed::new(Node::Constant(Value::Missing), Type::Null),
        Literal::Bool(flag) => Value::Bool(*flag),
        Literal::Int(whole) => Value::Int(*whole),
        Literal::Num(number) => Value::Num(*number),
        Literal::Text(text) => Value::Text(text.into()),
    };
    let kind = Type::of_value(&value);
    Typed::new(Node::Constant(value), kind)
}
