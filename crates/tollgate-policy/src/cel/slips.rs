//! What a text that is not CEL most likely meant: common slips get a direct answer, the parser's own words never show.

use super::CelProblem;

/// A condition longer than this is data, not a rule.
const BYTES_MAX: usize = 20_000;
/// Operators, dots and brackets; bounds how deep a tree can get.
const MARKS_MAX: usize = 400;

/// Why `text` is not even read, when it is beyond all measure.
pub(super) fn too_large(text: &str) -> Option<CelProblem> {
    let is_mark = |token: &&Token<'_>| {
        !token
            .text
            .starts_with(|c: char| c.is_alphanumeric() || "_\"',".contains(c))
    };
    let marks = tokens(text).iter().filter(is_mark).count();
    if text.len() <= BYTES_MAX && marks <= MARKS_MAX {
        return None;
    }
    Some(CelProblem {
        start: 0,
        end: text.len(),
        message: "the condition is too long".to_owned(),
        help: Some(
            "move long lists into a `list` document, and split the rule into several".to_owned(),
        ),
    })
}

/// The problems of a text that does not parse; `found` are the parser's errors, each with the byte it is at.
///
/// Where a common slip explains them, all such slips; otherwise the first error, since the others mostly follow from it.
pub(super) fn problems_of_form(text: &str, found: Vec<(usize, &str)>) -> Vec<CelProblem> {
    let slips = slips(text);
    if !slips.is_empty() {
        return slips;
    }
    let (at, message) = found
        .into_iter()
        .min_by_key(|(at, message)| (rank(message), *at))
        .unwrap_or((0, ""));
    vec![rewritten(text, at, message)]
}

/// Too deep explains all that follows; what the parser says of its own state explains nothing.
fn rank(message: &str) -> u8 {
    let speaks_of_itself = [
        "No `",
        "Incomplete",
        "error recovery",
        "Syntax error: error recovery",
    ];
    if message.contains("Recursion limit") {
        0
    } else if speaks_of_itself
        .iter()
        .any(|start| message.starts_with(start))
    {
        2
    } else {
        1
    }
}

/// A piece of the text that is neither space nor within a quoted text.
struct Token<'a> {
    start: usize,
    text: &'a str,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(first) = text[at..].chars().next() {
        let length = token_length(&text[at..], first);
        if !first.is_whitespace() {
            tokens.push(Token {
                start: at,
                text: &text[at..at + length],
            });
        }
        at += length;
    }
    tokens
}

/// A word or number, a quoted text, a run of operator marks, or one other character.
fn token_length(rest: &str, first: char) -> usize {
    let run = |belongs: &dyn Fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    match first {
        '"' | '\'' => quoted_length(rest, first),
        _ if first.is_alphanumeric() || first == '_' => run(&|c| c.is_alphanumeric() || c == '_'),
        _ if "=<>&|".contains(first) => run(&|c| "=<>&|".contains(c)),
        _ => first.len_utf8(),
    }
}

/// Up to and with the closing quote; the whole rest when there is none.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if !escaped && c == quote {
            return at + 1;
        }
        escaped = !escaped && c == '\\';
    }
    rest.len()
}

fn slips(text: &str) -> Vec<CelProblem> {
    let tokens = tokens(text);
    let slip = |(place, token): (usize, &Token<'_>)| {
        let after_dot = place > 0 && tokens[place - 1].text == ".";
        let help = if after_dot { None } else { meant(token.text) }?;
        Some(CelProblem {
            start: token.start,
            end: token.start + token.text.len(),
            message: help.0.replace("{}", &format!("`{}`", token.text)),
            help: Some(help.1.to_owned()),
        })
    };
    tokens.iter().enumerate().filter_map(slip).collect()
}

/// What is wrong with a token that other languages have, and what to write here.
fn meant(token: &str) -> Option<(&'static str, &'static str)> {
    const NO_OPERATOR: &str = "{} is not an operator here";
    let lower = token.to_ascii_lowercase();
    Some(match lower.as_str() {
        "=" | "===" => (NO_OPERATOR, "write `==` to compare"),
        "<>" | "!==" => (NO_OPERATOR, "write `!=` for different"),
        "=>" => (NO_OPERATOR, "write `>=` for at least"),
        "=<" => (NO_OPERATOR, "write `<=` for at most"),
        "and" | "&" => (NO_OPERATOR, "write `&&` for and"),
        "or" | "|" => (NO_OPERATOR, "write `||` for or"),
        "not" => (NO_OPERATOR, "write `!` before what must not hold"),
        "is" | "equals" => (NO_OPERATOR, "write `==` to compare"),
        "if" | "then" | "else" => (NO_OPERATOR, "write `condition ? value : other_value`"),
        "“" | "”" | "„" | "‘" | "’" => (
            "{} is not a quotation mark here",
            "write straight quotes, as in `\"text\"`",
        ),
        ";" => (
            "{} has no meaning here",
            "leave it out: a condition is one expression",
        ),
        _ if (token.starts_with('"') || token.starts_with('\'')) && !is_closed(token) => (
            "the text {} is not closed",
            "add the closing quotation mark",
        ),
        _ => return None,
    })
}

fn is_closed(token: &str) -> bool {
    token
        .chars()
        .next()
        .is_some_and(|quote| quoted_length(token, quote) == token.len())
        && token.len() > 1
        && token.ends_with(|c| token.starts_with(c))
}

/// The parser's error at byte `at` in our words.
fn rewritten(text: &str, at: usize, message: &str) -> CelProblem {
    let tokens = tokens(text);
    let found = tokens
        .iter()
        .find(|token| token.start + token.text.len() > at);
    let unclosed = if message.contains("missing ')'") {
        unclosed(&tokens)
    } else {
        None
    };
    let under = unclosed.or(found).or(tokens.last());
    let (start, end) = under.map_or((0, text.len()), |token| {
        (token.start, token.start + token.text.len())
    });
    let (message, help) = said(message, found.map(|token| token.text), text);
    CelProblem {
        start,
        end,
        message,
        help,
    }
}

/// The innermost bracket that nothing closes.
fn unclosed<'a, 'b>(tokens: &'b [Token<'a>]) -> Option<&'b Token<'a>> {
    let mut open = Vec::new();
    for token in tokens {
        match token.text {
            "(" | "[" | "{" => open.push(token),
            ")" | "]" | "}" => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// Message and help for the parser's `message`, met at the token `found`; `None` is the end of the text.
fn said(message: &str, found: Option<&str>, text: &str) -> (String, Option<String>) {
    let simple = |message: &str, help: &str| (message.to_owned(), Some(help.to_owned()));
    let quoted = |found: &str| format!("`{found}`");
    if message.contains("has() macro") {
        return simple("`has` asks for a field", "write it as in `has(lead.phone)`");
    }
    if message.contains("simple name") {
        return simple(
            "the variable of a loop is a plain name",
            "write it as in `list.exists(x, x == …)`",
        );
    }
    if message.contains("literal") {
        return (
            format!(
                "{} is too large for a number",
                found.map_or_else(String::new, quoted)
            ),
            None,
        );
    }
    if message.contains("reserved") {
        return (
            format!(
                "{} is a reserved word",
                found.map_or_else(String::new, quoted)
            ),
            None,
        );
    }
    if message.contains("Recursion limit") {
        return simple("the condition is nested too deep", "split it into several");
    }
    if text.trim().is_empty() {
        return simple(
            "the condition is empty",
            "write what must hold, as in `lead.stage == \"mql\"`",
        );
    }
    match found {
        None if message.contains("missing ')'") => simple("a bracket is not closed", "add `)`"),
        None => simple(
            "the condition ends too early",
            "something must follow the last operator",
        ),
        Some(")" | "]" | "}") => {
            let found = found.map_or_else(String::new, quoted);
            (
                format!("{found} closes nothing, or too early"),
                Some("check the brackets before it".to_owned()),
            )
        }
        Some(found) if message.contains("token recognition") && found.starts_with(['"', '\'']) => {
            simple(
                "a `\\` in a text does not mean anything",
                "double it, as in `\"a\\\\d\"`, or write a raw text, `r\"a\\d\"`",
            )
        }
        Some(found) if message.contains("token recognition") => {
            (format!("{} has no meaning here", quoted(found)), None)
        }
        Some(found) => (
            format!("{} is not expected here", quoted(found)),
            Some(
                "an operator such as `==` or `&&` may be missing before it, or a value".to_owned(),
            ),
        ),
    }
}
