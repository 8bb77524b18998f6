//! iCalendar's lines, and the events that they make up.

use super::IcalError;

/// One `NAME;PARAMETERS:VALUE`, folded lines joined, parameters left out.
pub(super) struct Property {
    /// Where it begins in the text, counted from 1.
    line: usize,
    pub(super) name: String,
    pub(super) value: String,
}

impl Property {
    pub(super) fn problem(&self, problem: String) -> IcalError {
        IcalError {
            line: self.line,
            problem,
        }
    }
}

/// What stands between `BEGIN:VEVENT` and its end, alarms and the like left out.
pub(super) struct Event {
    line: usize,
    pub(super) properties: Vec<Property>,
}

impl Event {
    /// The first property called `name`.
    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    pub(super) fn problem(&self, problem: String) -> IcalError {
        IcalError {
            line: self.line,
            problem,
        }
    }
}

/// The events of an iCalendar text, in its order.
pub(super) fn events(text: &str) -> Result<Vec<Event>, IcalError> {
    let mut events: Vec<Event> = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for (line, text) in unfold(text) {
        let property = property(line, &text)?;
        if open.is_empty() && !(property.name == "BEGIN" && property.value == "VCALENDAR") {
            return Err(
                property.problem("an iCalendar file begins with `BEGIN:VCALENDAR`".to_owned())
            );
        }
        match property.name.as_str() {
            "BEGIN" => {
                if property.value == "VEVENT" {
                    events.push(Event {
                        line,
                        properties: Vec::new(),
                    });
                }
                open.push((property.value, line));
            }
            "END" => end(&mut open, &property)?,
            _ if open.last().is_some_and(|(kind, _)| kind == "VEVENT") => {
                events
                    .last_mut()
                    .expect("begun when its kind was opened")
                    .properties
                    .push(property);
            }
            _ => {}
        }
    }
    match open.last() {
        Some((kind, line)) => Err(never_ends(kind, *line)),
        None => Ok(events),
    }
}

fn end(open: &mut Vec<(String, usize)>, property: &Property) -> Result<(), IcalError> {
    match open.pop() {
        Some((kind, _)) if kind == property.value => Ok(()),
        Some((kind, line)) => Err(never_ends(&kind, line)),
        None => Err(property.problem(format!("`END:{}` ends nothing", property.value))),
    }
}

fn never_ends(kind: &str, line: usize) -> IcalError {
    IcalError {
        line,
        problem: format!("`BEGIN:{kind}` has no `END:{kind}` of its own"),
    }
}

/// Lines with their numbers; one that begins with a space or a tab goes on the line before.
fn unfold(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (place, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((place + 1, line.to_owned())),
        }
    }
    lines
}

fn property(line: usize, text: &str) -> Result<Property, IcalError> {
    let Some((head, value)) = split(text) else {
        let problem = format!("`{}` is not iCalendar: a line is `NAME:VALUE`", text.trim());
        return Err(IcalError { line, problem });
    };
    let name = head.split(';').next().unwrap_or(head);
    let name = name.trim().to_ascii_uppercase();
    let value = value.trim();
    let value = if matches!(name.as_str(), "BEGIN" | "END") {
        value.to_ascii_uppercase()
    } else {
        value.to_owned()
    };
    Ok(Property { line, name, value })
}

/// At the first colon that is not inside a quoted parameter.
fn split(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let colon = text.find(|next| {
        quoted ^= next == '"';
        next == ':' && !quoted
    })?;
    Some((&text[..colon], &text[colon + 1..]))
}
