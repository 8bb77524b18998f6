//! The functions of the policy language, and the constants they make.

use jiff::civil::Date;
use tollgate_core::condition::{Function, Node, Pattern, Set, Slot, TextTest};
use tollgate_core::time::{Budget, Timestamp};
use tollgate_core::value::Value;

use super::check::{Checker, Typed};
use super::suggest::suggest;
use super::syntax::{Kind, Literal, Span, Syntax, Word};
use super::types::Type;

const METHODS: [&str; 6] = [
    "startsWith",
    "endsWith",
    "contains",
    "matches",
    "size",
    "lowerAscii",
];
const FUNCTIONS: [&str; 12] = [
    "has",
    "list",
    "duration",
    "date",
    "timestamp",
    "days_since",
    "valid_email",
    "valid_phone",
    "free_email",
    "size",
    "double",
    "int",
];
/// A hundred years: no promise is longer.
const DURATION_MAX: i64 = 100 * 366 * 86_400_000_000;

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        name: &Word,
        target: Option<&Syntax>,
        arguments: &[Syntax],
    ) -> Typed {
        match (target, arguments) {
            (Some(target), _) => self.method(name, target, arguments),
            (None, [argument]) => self.function(name, argument),
            (None, _) if FUNCTIONS.contains(&name.text.as_str()) => {
                self.wrong(name.span, format!("`{}` takes one value", name.text), None)
            }
            (None, _) => self.unknown_function(name),
        }
    }

    fn method(&mut self, name: &Word, target: &Syntax, arguments: &[Syntax]) -> Typed {
        match (name.text.as_str(), arguments) {
            ("startsWith", [part]) => self.test(TextTest::StartsWith, target, part),
            ("endsWith", [part]) => self.test(TextTest::EndsWith, target, part),
            ("contains", [part]) => self.test(TextTest::Contains, target, part),
            ("matches", [pattern]) => self.matches(target, pattern),
            ("size", []) => self.size(target),
            ("lowerAscii", []) => {
                let text = self.text(target);
                Typed::new(
                    Node::Apply(Function::LowerAscii, Box::new(text)),
                    Type::Text,
                )
            }
            ("exists" | "all", _) => {
                let help = format!("write it as in `list(\"…\").{}(x, x == …)`", name.text);
                self.wrong(
                    name.span,
                    "a loop takes a variable and a condition",
                    Some(help),
                )
            }
            (known, _) if METHODS.contains(&known) => {
                let message = format!(
                    "`{known}` takes {}",
                    if arguments.is_empty() {
                        "one text"
                    } else {
                        "fewer values"
                    }
                );
                self.wrong(name.span, message, None)
            }
            (other, _) => {
                self.typed(target);
                let help = if FUNCTIONS.contains(&other) {
                    Some(format!("write `{other}(…)` around the value"))
                } else {
                    suggest(other, METHODS)
                };
                self.wrong(name.span, format!("no function is called `{other}`"), help)
            }
        }
    }

    fn function(&mut self, name: &Word, argument: &Syntax) -> Typed {
        match name.text.as_str() {
            "list" => self.list(argument),
            "duration" => self.written(argument, "duration(\"48h\")", duration),
            "date" => self.written(argument, "date(\"2026-03-02\")", date),
            "timestamp" => self.written(argument, "timestamp(\"2026-03-02T09:00:00Z\")", timestamp),
            "days_since" => self.days_since(argument),
            "valid_email" => self.on_text(Function::ValidEmail, argument),
            "valid_phone" => self.on_text(Function::ValidPhone, argument),
            "free_email" => self.free_email(name.span, argument),
            "size" => self.size(argument),
            "double" => self.on_number(Function::ToNumber, argument, Type::Num),
            "int" => self.on_number(Function::ToInteger, argument, Type::Int),
            _ => self.unknown_function(name),
        }
    }

    fn unknown_function(&mut self, name: &Word) -> Typed {
        let help = match name.text.as_str() {
            "not" => Some("write `!` before what must not hold".to_owned()),
            method if METHODS.contains(&method) => {
                Some(format!("write it after the text: `text.{method}(…)`"))
            }
            other => suggest(other, FUNCTIONS.into_iter().chain(METHODS)),
        };
        self.wrong(
            name.span,
            format!("no function is called `{}`", name.text),
            help,
        )
    }

    /// A part that must be a text.
    fn text(&mut self, part: &Syntax) -> Node {
        let typed = self.typed(part);
        if !typed.kind.is_text() {
            self.wrong(
                part.span,
                format!("a text is needed here, and this is {}", typed.kind),
                None,
            );
        }
        typed.node
    }

    fn test(&mut self, test: TextTest, target: &Syntax, part: &Syntax) -> Typed {
        let nodes = [self.text(target), self.text(part)];
        Typed::new(Node::Test(test, Box::new(nodes)), Type::Bool)
    }

    fn matches(&mut self, target: &Syntax, pattern: &Syntax) -> Typed {
        let text = self.text(target);
        let Kind::Literal(Literal::Text(source)) = &pattern.kind else {
            let help = "write it as in `matches(\"^[a-z]+$\")`".to_owned();
            return self.wrong(
                pattern.span,
                "a pattern is written out, not computed",
                Some(help),
            );
        };
        match Pattern::new(source) {
            Ok(pattern) => Typed::new(Node::Matches(Box::new(text), pattern), Type::Bool),
            Err(why) => self.wrong(
                pattern.span,
                format!("`{source}` is not a regular expression"),
                Some(why),
            ),
        }
    }

    fn size(&mut self, part: &Syntax) -> Typed {
        let typed = self.typed(part);
        if !typed.kind.is_text() && !matches!(typed.kind, Type::List(_)) {
            return self.wrong(
                part.span,
                format!("a text or a list has a size, and this is {}", typed.kind),
                None,
            );
        }
        Typed::new(Node::Apply(Function::Size, Box::new(typed.node)), Type::Int)
    }

    fn on_text(&mut self, function: Function, part: &Syntax) -> Typed {
        let text = self.text(part);
        Typed::new(Node::Apply(function, Box::new(text)), Type::Bool)
    }

    fn on_number(&mut self, function: Function, part: &Syntax, kind: Type) -> Typed {
        let typed = self.typed(part);
        if !typed.kind.is_number() {
            return self.wrong(
                part.span,
                format!("a number is needed here, and this is {}", typed.kind),
                None,
            );
        }
        Typed::new(Node::Apply(function, Box::new(typed.node)), kind)
    }

    fn free_email(&mut self, span: Span, part: &Syntax) -> Typed {
        let text = self.text(part);
        match self.named("free_email_domains") {
            Some(domains) => Typed::new(
                Node::DomainIn(Box::new(text), Set::new(domains.to_vec())),
                Type::Bool,
            ),
            None => {
                let help = "declare it: `list: free_email_domains` with the domains in lower case"
                    .to_owned();
                self.wrong(
                    span,
                    "`free_email` asks for the list `free_email_domains`, which is not declared",
                    Some(help),
                )
            }
        }
    }

    fn named(&self, name: &str) -> Option<&[Value]> {
        let mut lists = self.scope.lists.iter();
        lists
            .find(|(list, _)| list.as_str() == name)
            .map(|(_, values)| values.as_slice())
    }

    fn list(&mut self, argument: &Syntax) -> Typed {
        let Kind::Literal(Literal::Text(name)) = &argument.kind else {
            let help = "write it as in `list(\"countries\")`".to_owned();
            return self.wrong(argument.span, "a list is named by a text", Some(help));
        };
        let Some(values) = self.named(name) else {
            let help = suggest(name, self.scope.lists.keys().map(|list| list.as_str()));
            return self.wrong(argument.span, format!("no list is called `{name}`"), help);
        };
        let list = Value::List(values.into());
        let kind = Type::of_value(&list);
        Typed::new(Node::Constant(list), kind)
    }

    fn days_since(&mut self, argument: &Syntax) -> Typed {
        let since = self.typed(argument);
        let clock = match since.kind {
            Type::Instant => self.read(Slot::Now, "now", Type::Instant),
            Type::Date => self.read(Slot::Today, "today", Type::Date),
            Type::Any => return Typed::any(),
            kind => {
                return self.wrong(
                    argument.span,
                    format!("a date or an instant is needed here, and this is {kind}"),
                    None,
                );
            }
        };
        Typed::new(
            Node::DaysSince(Box::new([clock.node, since.node])),
            Type::Int,
        )
    }

    /// A constant from a text that is written out.
    fn written(
        &mut self,
        argument: &Syntax,
        example: &str,
        read: fn(&str) -> Result<Value, &'static str>,
    ) -> Typed {
        let help = Some(format!("write it as in `{example}`"));
        let Kind::Literal(Literal::Text(text)) = &argument.kind else {
            return self.wrong(argument.span, "a text is needed here, written out", help);
        };
        match read(text) {
            Ok(value) => {
                let kind = Type::of_value(&value);
                Typed::new(Node::Constant(value), kind)
            }
            Err(why) => self.wrong(argument.span, format!("`{text}` {why}"), help),
        }
    }
}

/// `48h`, `1h30m`, and, beyond CEL, `14d` for 14 times 24 hours; with a `-` before it the other way.
fn duration(text: &str) -> Result<Value, &'static str> {
    let (sign, length) = text
        .strip_prefix('-')
        .map_or((1, text), |length| (-1, length));
    let micros = match length.parse() {
        Ok(Budget::Time(micros)) => micros,
        Ok(Budget::Days(days)) => i64::from(days).saturating_mul(86_400_000_000),
        Ok(Budget::WorkingDays(_)) => return Err("counts working days, which only an SLA can"),
        Err(_) => return Err("is not a duration"),
    };
    if micros > DURATION_MAX {
        Err("is longer than a hundred years")
    } else {
        Ok(Value::Duration(sign * micros))
    }
}

fn date(text: &str) -> Result<Value, &'static str> {
    text.parse::<Date>()
        .map(Value::Date)
        .map_err(|_| "is not a date")
}

fn timestamp(text: &str) -> Result<Value, &'static str> {
    Timestamp::parse(text)
        .map(Value::Instant)
        .ok_or("is not an instant")
}
