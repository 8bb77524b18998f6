//! What happened, for people: a line, and what to know and to do.

mod facts;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, Output, State, Value};
use tollgate_service::ports::carrier::Message;

use crate::slack;

/// Says what happened.
#[derive(Debug)]
pub struct Words {
    environment: Environment<'static>,
    /// What the address of a handoff begins with.
    links: Option<String>,
}

/// What is made of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A letter: plain text.
    Letter,
    /// A message to a channel, in which `&`, `<` and `>` are escaped.
    Slack,
}

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// One line.
    pub subject: String,
    /// The rest, without a blank line at either end.
    pub body: String,
}

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        /// Name and text; the first line is the subject.
        const TEMPLATES: &[(&str, &str)] = &[
            $((concat!($name, ".txt"), include_str!(concat!("../../templates/", $name, ".txt")))),+
        ];
    };
}

templates! {
    "about",
    "clock_breached",
    "handoff_accepted",
    "handoff_completed",
    "handoff_disposed",
    "handoff_held",
    "handoff_offered",
    "handoff_opened",
    "handoff_released",
    "handoff_routed",
    "handoff_touched",
    "handoff_withdrawn",
    "next_step_set",
    "other",
    "playbook_started",
    "record_suppressed",
    "rung_reached",
    "task",
    "violation_closed",
    "violation_opened",
    "waiver_granted",
}

impl Words {
    /// Words in which a handoff's address begins with `links`, where that is said.
    pub fn new(links: Option<String>) -> Self {
        let mut environment = Environment::new();
        // A line that holds only a block leaves no line.
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build();
        environment.set_syntax(syntax.expect("delimiters as they are"));
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_formatter(write);
        for (name, text) in TEMPLATES {
            environment
                .add_template(name, text)
                .expect("a test renders every template");
        }
        Self { environment, links }
    }

    /// What happened, as `message`'s recipient wants to know it, in their zone.
    ///
    /// # Errors
    /// What is wrong with the template, for whoever mends it.
    pub fn tell(&self, message: &Message<'_>, form: Form) -> Result<Told, String> {
        let facts = facts::facts(message, self.links.as_deref(), form);
        let text = self
            .environment
            .get_template(template_of(&message.entry.tag))
            .and_then(|template| template.render(facts))
            .map_err(|fault| format!("the words for it cannot be found: {fault:#}"))?;
        let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
        Ok(Told {
            subject: subject.trim().to_owned(),
            body: one_blank_line(body),
        })
    }
}

fn template_of(tag: &str) -> &'static str {
    if matches!(
        tag,
        "task_created" | "task_opened" | "task_done" | "task_overdue"
    ) {
        return "task.txt";
    }
    let of_its_own = TEMPLATES
        .iter()
        .find(|(name, _)| name.strip_suffix(".txt") == Some(tag));
    of_its_own.map_or("other.txt", |(name, _)| name)
}

/// Writes a value in one line, so that nobody's text makes a line of its own, and as the form wants it.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    let words: Vec<_> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    let is_slack = state.lookup("slack").is_some_and(|slack| slack.is_true());
    let line = if is_slack { slack::escape(&line) } else { line };
    out.write_str(&line).map_err(Error::from)
}

/// `text` without blank lines at its ends, and with never more than one in a row.
fn one_blank_line(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let after_blank = lines.last().is_none_or(|last| last.is_empty());
        if !(line.is_empty() && after_blank) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests;
