//! CEL text into our own syntax tree: the one place that knows the `cel` crate.

use cel::common::ast::{
    CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SelectExpr, SourceInfo, operators,
};
use cel::parser::Parser;
use tollgate_core::condition::{Calculation, Comparison, Quantifier};

use super::CelProblem;
use super::slips::{problems_of_form, too_large};
use super::syntax::{Kind, Literal, Span, Syntax, Word};

/// The syntax tree of `text`; the problems of its form when it is not CEL.
pub(super) fn parse(text: &str) -> Result<Syntax, Vec<CelProblem>> {
    if let Some(problem) = too_large(text) {
        return Err(vec![problem]);
    }
    let brackets = text.bytes().filter(|c| b"([{".contains(c)).count();
    if brackets > BRACKETS_ON_ANY_STACK {
        parsed_apart(text)
    } else {
        parsed(text)
    }
}

/// The parser takes so much stack for a bracket within a bracket that a few more overflow a small one.
const BRACKETS_ON_ANY_STACK: usize = 6;
const LARGE_STACK_BYTES: usize = 32 << 20;
/// Expressions within expressions, at most.
const DEPTH_MAX: u16 = 32;

fn parsed_apart(text: &str) -> Result<Syntax, Vec<CelProblem>> {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(LARGE_STACK_BYTES);
        let apart = builder
            .spawn_scoped(scope, || parsed(text))
            .ok()
            .and_then(|parsing| parsing.join().ok());
        apart.unwrap_or_else(|| Err(problems_of_form(text, Vec::new())))
    })
}

fn parsed(text: &str) -> Result<Syntax, Vec<CelProblem>> {
    match Parser::new()
        .max_recursion_depth(DEPTH_MAX)
        .parse_with_source_info(text)
    {
        Ok((root, places)) => Ok(Reader::new(text, &places).syntax(&root)),
        Err(errors) => {
            let found = errors
                .errors
                .iter()
                .map(|error| (byte_of(text, error.pos), error.msg.as_str()));
            Err(problems_of_form(text, found.collect()))
        }
    }
}

/// The byte at a line and column, which the parser counts from 1 and in characters.
fn byte_of(text: &str, (line, column): (isize, isize)) -> usize {
    let before = |n: isize| usize::try_from(n - 1).unwrap_or(0);
    let start: usize = text
        .split_inclusive('\n')
        .take(before(line))
        .map(str::len)
        .sum();
    start + bytes_in(&text[start..], before(column))
}

/// How many bytes the first `characters` of `text` take.
fn bytes_in(text: &str, characters: usize) -> usize {
    text.char_indices()
        .nth(characters)
        .map_or(text.len(), |(byte, _)| byte)
}

struct Reader<'a> {
    text: &'a str,
    places: &'a SourceInfo,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, places: &'a SourceInfo) -> Self {
        Self { text, places }
    }

    fn syntax(&self, part: &IdedExpr) -> Syntax {
        let token = self.token(part);
        match &part.expr {
            Expr::Literal(literal) => Syntax {
                span: self.of_literal(literal, token),
                kind: of_literal(literal),
            },
            Expr::Ident(name) => Syntax {
                span: token,
                kind: Kind::Name(name.clone()),
            },
            Expr::Select(select) => self.select(select, token),
            Expr::Call(call) => self.call(call, token),
            Expr::List(list) => {
                let parts = list.elements.iter().map(|part| self.syntax(part)).collect();
                Syntax {
                    span: self.bracketed(token),
                    kind: Kind::List(parts),
                }
            }
            Expr::Comprehension(each) => self.each(each, token),
            Expr::Map(_) => Syntax {
                span: self.bracketed(token),
                kind: Kind::Unsupported("a map"),
            },
            Expr::Struct(_) | Expr::Unspecified => Syntax {
                span: token,
                kind: Kind::Unsupported("a message"),
            },
        }
    }

    /// The token that the parser noted for `part`: for an operator the operator itself.
    fn token(&self, part: &IdedExpr) -> Span {
        let (first, last) = self.places.offset_for(part.id).unwrap_or((0, 0));
        let start = bytes_in(self.text, first as usize);
        let end = bytes_in(self.text, last as usize + 1);
        Span {
            start,
            end: end.max(start),
        }
    }

    /// A negative number is noted without its sign.
    fn of_literal(&self, literal: &LiteralValue, token: Span) -> Span {
        let is_negative = match literal {
            LiteralValue::Int(whole) => *whole.inner() < 0,
            LiteralValue::Double(number) => number.inner().is_sign_negative(),
            _ => false,
        };
        let sign = self.text[..token.start].rfind('-').filter(|_| is_negative);
        Span {
            start: sign.unwrap_or(token.start),
            ..token
        }
    }

    /// From an opening bracket to the one that closes it.
    fn bracketed(&self, open: Span) -> Span {
        Span {
            start: open.start,
            end: closing(self.text, open.start),
        }
    }

    fn select(&self, select: &SelectExpr, token: Span) -> Syntax {
        let operand = self.syntax(&select.operand);
        if select.test {
            return self.has(operand, &select.field, token);
        }
        let field = self.word_from(token.end, &select.field);
        let span = operand.span.to(field.span);
        Syntax {
            span,
            kind: Kind::Select(Box::new(operand), field),
        }
    }

    /// `has(a.b)`: the token is the bracket; the selection inside it has no place of its own.
    fn has(&self, operand: Syntax, field: &str, open: Span) -> Syntax {
        let dot = self.text[operand.span.end..]
            .find('.')
            .map_or(operand.span.end, |at| operand.span.end + at + 1);
        let field = self.word_from(dot, field);
        let inner = operand.span.to(field.span);
        let word = self.word_before(open.start, "has");
        let select = Syntax {
            span: inner,
            kind: Kind::Select(Box::new(operand), field),
        };
        Syntax {
            span: word.span.to(self.bracketed(open)),
            kind: Kind::Has(Box::new(select)),
        }
    }

    /// The word `text` that comes next at or after `at`.
    fn word_from(&self, at: usize, text: &str) -> Word {
        let start = at + (self.text[at..].len() - self.text[at..].trim_start().len());
        let end = (start + text.len()).min(self.text.len());
        Word {
            text: text.to_owned(),
            span: Span { start, end },
        }
    }

    /// The word `text` that ends before `at`.
    fn word_before(&self, at: usize, text: &str) -> Word {
        let end = self.text[..at].trim_end().len();
        Word {
            text: text.to_owned(),
            span: Span {
                start: end.saturating_sub(text.len()),
                end,
            },
        }
    }

    fn call(&self, call: &CallExpr, token: Span) -> Syntax {
        let arguments: Vec<Syntax> = call.args.iter().map(|part| self.syntax(part)).collect();
        match of_operator(&call.func_name, arguments) {
            Ok(kind) => Syntax {
                span: around(&kind, token),
                kind,
            },
            Err(arguments) => {
                let name = self.word_before(token.start, &call.func_name);
                let target = call.target.as_ref().map(|part| Box::new(self.syntax(part)));
                let from = target.as_ref().map_or(name.span, |target| target.span);
                let span = from.to(self.bracketed(token));
                Syntax {
                    span,
                    kind: Kind::Call {
                        name,
                        target,
                        arguments,
                    },
                }
            }
        }
    }

    fn each(&self, each: &ComprehensionExpr, token: Span) -> Syntax {
        let list = self.syntax(&each.iter_range);
        let span = list.span.to(self.bracketed(token));
        let looped = |quantifier, step: &CallExpr| {
            let body = step.args.get(1).map(|body| Box::new(self.syntax(body)))?;
            Some(Kind::Loop {
                quantifier,
                list: Box::new(list),
                variable: each.iter_var.clone(),
                body,
            })
        };
        let kind = match (&each.loop_step.expr, &each.result.expr) {
            (Expr::Call(step), Expr::Ident(_)) if step.func_name == operators::LOGICAL_OR => {
                looped(Quantifier::Exists, step)
            }
            (Expr::Call(step), Expr::Ident(_)) if step.func_name == operators::LOGICAL_AND => {
                looped(Quantifier::ForAll, step)
            }
            _ => None,
        };
        Syntax {
            span,
            kind: kind.unwrap_or(Kind::Unsupported("`map`, `filter` or `exists_one`")),
        }
    }
}

fn of_literal(literal: &LiteralValue) -> Kind {
    match literal {
        LiteralValue::Boolean(flag) => Kind::Literal(Literal::Bool(*flag.inner())),
        LiteralValue::Int(whole) => Kind::Literal(Literal::Int(*whole.inner())),
        LiteralValue::Double(number) => Kind::Literal(Literal::Num(*number.inner())),
        LiteralValue::String(text) => Kind::Literal(Literal::Text(text.inner().to_owned())),
        LiteralValue::Null => Kind::Literal(Literal::Null),
        LiteralValue::UInt(_) => Kind::Unsupported("an unsigned number such as `1u`"),
        LiteralValue::Bytes(_) => Kind::Unsupported("a byte string such as `b\"x\"`"),
    }
}

/// The operator that the parser calls `name`; the operands back when it is a function.
fn of_operator(name: &str, operands: Vec<Syntax>) -> Result<Kind, Vec<Syntax>> {
    use operators::{
        ADD, CONDITIONAL, DIVIDE, EQUALS, GREATER, GREATER_EQUALS, IN, INDEX, LESS, LESS_EQUALS,
    };
    use operators::{
        LOGICAL_AND, LOGICAL_NOT, LOGICAL_OR, MODULO, MULTIPLY, NEGATE, NOT_EQUALS, SUBSTRACT,
    };
    Ok(match (name, operands.len()) {
        (LOGICAL_AND, 2) => Kind::All(flattened(operands, |kind| match kind {
            Kind::All(parts) => Ok(parts),
            other => Err(other),
        })),
        (LOGICAL_OR, 2) => Kind::Any(flattened(operands, |kind| match kind {
            Kind::Any(parts) => Ok(parts),
            other => Err(other),
        })),
        (LOGICAL_NOT, 1) => Kind::Not(only(operands)?),
        (NEGATE, 1) => Kind::Negate(only(operands)?),
        (CONDITIONAL, 3) => Kind::Choose(Box::new(<[Syntax; 3]>::try_from(operands)?)),
        (EQUALS, 2) => Kind::Compare(Comparison::Equal, pair(operands)?),
        (NOT_EQUALS, 2) => Kind::Compare(Comparison::NotEqual, pair(operands)?),
        (LESS, 2) => Kind::Compare(Comparison::Less, pair(operands)?),
        (LESS_EQUALS, 2) => Kind::Compare(Comparison::AtMost, pair(operands)?),
        (GREATER, 2) => Kind::Compare(Comparison::More, pair(operands)?),
        (GREATER_EQUALS, 2) => Kind::Compare(Comparison::AtLeast, pair(operands)?),
        (IN, 2) => Kind::In(pair(operands)?),
        (ADD, 2) => Kind::Calculate(Calculation::Add, pair(operands)?),
        (SUBSTRACT, 2) => Kind::Calculate(Calculation::Subtract, pair(operands)?),
        (MULTIPLY, 2) => Kind::Calculate(Calculation::Multiply, pair(operands)?),
        (DIVIDE, 2) => Kind::Calculate(Calculation::Divide, pair(operands)?),
        (MODULO, 2) => Kind::Calculate(Calculation::Remainder, pair(operands)?),
        (INDEX, _) => Kind::Unsupported("an index such as `x[0]`"),
        _ => return Err(operands),
    })
}

fn only(operands: Vec<Syntax>) -> Result<Box<Syntax>, Vec<Syntax>> {
    <[Syntax; 1]>::try_from(operands).map(|[operand]| Box::new(operand))
}

fn pair(operands: Vec<Syntax>) -> Result<Box<[Syntax; 2]>, Vec<Syntax>> {
    <[Syntax; 2]>::try_from(operands).map(Box::new)
}

/// `a && b && c` comes as a balanced tree; it is one list of parts.
fn flattened(
    operands: Vec<Syntax>,
    parts: impl Fn(Kind) -> Result<Vec<Syntax>, Kind>,
) -> Vec<Syntax> {
    let mut flat = Vec::new();
    for Syntax { span, kind } in operands {
        match parts(kind) {
            Ok(parts) => flat.extend(parts),
            Err(kind) => flat.push(Syntax { span, kind }),
        }
    }
    flat
}

/// The span of an operator with its operands.
fn around(kind: &Kind, token: Span) -> Span {
    let over = |parts: &[Syntax]| parts.iter().fold(token, |span, part| span.to(part.span));
    match kind {
        Kind::All(parts) | Kind::Any(parts) => over(parts),
        Kind::Not(part) | Kind::Negate(part) => token.to(part.span),
        Kind::Choose(parts) => over(&parts[..]),
        Kind::Compare(_, sides) | Kind::In(sides) | Kind::Calculate(_, sides) => over(&sides[..]),
        _ => token,
    }
}

/// Past the bracket that closes the one at `open`, quoted text left out; the end of the text when none does.
fn closing(text: &str, open: usize) -> usize {
    let (mut depth, mut quote, mut escaped) = (0usize, None, false);
    for (at, c) in text[open..].char_indices() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(mark), _) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if depth == 0 && quote.is_none() {
            return open + at + c.len_utf8();
        }
    }
    text.len()
}
