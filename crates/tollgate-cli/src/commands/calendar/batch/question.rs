//! One line of a batch as a question: lenient about what else the line holds, strict about what it means.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use tollgate_core::time::{Budget, BudgetError, Pause, Timestamp, zone};

use super::super::instant;

const KEYS: [&str; 8] = [
    "id", "op", "from", "within", "to", "paused", "calendar", "zone",
];
const ID: usize = 0;
const OP: usize = 1;
const FROM: usize = 2;
const WITHIN: usize = 3;
const TO: usize = 4;
const PAUSED: usize = 5;
const CALENDAR: usize = 6;
const ZONE: usize = 7;

/// A line's keys with their values as they are written.
pub(super) struct Question<'a> {
    values: [Option<&'a RawValue>; 8],
    /// A key that is none of a question's.
    others: Vec<String>,
}

/// A question that can be put to a calendar.
pub(super) struct Ask<'a> {
    pub(super) op: Op,
    pub(super) from: Timestamp,
    pub(super) calendar: Which<'a>,
    /// The zone of whom, for calendars with `timezone: owner`.
    pub(super) zone: Option<Cow<'a, str>>,
}

/// What is asked, with what only this question needs.
pub(super) enum Op {
    Due { within: Budget, paused: Vec<Pause> },
    Back { within: Budget, paused: Vec<Pause> },
    Elapsed { to: Timestamp, paused: Vec<Pause> },
    Open,
    Next,
}

/// Which calendar is asked.
pub(super) enum Which<'a> {
    /// One of the policy's.
    Named(Cow<'a, str>),
    /// A document in JSON, as it is written.
    Inline(&'a str),
}

impl<'a> Question<'a> {
    /// The question in `line`; the error is for people.
    pub(super) fn read(line: &'a [u8]) -> Result<Self, String> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Err("the line is empty: write one question a line".to_owned());
        }
        serde_json::from_slice(line).map_err(|error| {
            let text = error.to_string();
            let text = text.replace(" at line 1 column ", " at column ");
            format!("the line is not a question as a JSON object: {text}")
        })
    }

    /// The id as it is written; `null` where there is none.
    pub(super) fn id(&self) -> &'a str {
        self.values[ID].map_or("null", RawValue::get)
    }

    /// What is asked; the error is for people.
    pub(super) fn ask(&self) -> Result<Ask<'a>, String> {
        self.look_for_slips()?;
        let op = self.text(OP)?;
        // What is no operation is told before what it would need.
        if !["due", "back", "elapsed", "open", "next"].contains(&&*op) {
            return Err(format!(
                "`{op}` is no operation: write `due`, `back`, `elapsed`, `open` or `next`"
            ));
        }
        let from = instant::exact(&self.text(FROM)?).map_err(at(FROM))?;
        let op = match &*op {
            "due" => Op::Due {
                within: self.within()?,
                paused: self.paused()?,
            },
            "back" => Op::Back {
                within: self.within()?,
                paused: self.paused()?,
            },
            "elapsed" => Op::Elapsed {
                to: self.to(from)?,
                paused: self.paused()?,
            },
            "open" => Op::Open,
            _ => Op::Next,
        };
        let zone = self.zone()?;
        Ok(Ask {
            op,
            from,
            calendar: self.calendar()?,
            zone,
        })
    }

    /// A key that is nearly one of a question's was meant to be it; others are the asker's own.
    fn look_for_slips(&self) -> Result<(), String> {
        for other in &self.others {
            let near = |key: &&&str| {
                self.value(place(key)).is_none() && strsim::damerau_levenshtein(other, key) == 1
            };
            if let Some(key) = KEYS.iter().filter(|key| key.len() > 2).find(near) {
                return Err(format!(
                    "`{other}` is not a key of a question: did you mean `{key}`?"
                ));
            }
        }
        Ok(())
    }

    /// What is written for a key; nothing where that is `null`.
    fn value(&self, key: usize) -> Option<&'a str> {
        self.values[key]
            .map(RawValue::get)
            .filter(|value| *value != "null")
    }

    /// The text that must be written for a key.
    fn text(&self, key: usize) -> Result<Cow<'a, str>, String> {
        let value = self.value(key).ok_or_else(|| missing(key))?;
        text(value).ok_or_else(|| {
            format!(
                "`{}` is `{}`: write it as text in quotes",
                KEYS[key],
                short(value)
            )
        })
    }

    fn within(&self) -> Result<Budget, String> {
        let within = self.text(WITHIN)?;
        within
            .parse()
            .map_err(|error: BudgetError| at(WITHIN)(error.to_string()))
    }

    fn to(&self, from: Timestamp) -> Result<Timestamp, String> {
        let to = instant::exact(&self.text(TO)?).map_err(at(TO))?;
        if to < from {
            return Err(format!(
                "`to` ({to}) comes before `from` ({from}): write the earlier instant as `from`"
            ));
        }
        Ok(to)
    }

    fn zone(&self) -> Result<Option<Cow<'a, str>>, String> {
        if self.value(ZONE).is_none() {
            return Ok(None);
        }
        let name = self.text(ZONE)?;
        zone(&name).map_err(|error| at(ZONE)(error.to_string()))?;
        Ok(Some(name))
    }

    fn calendar(&self) -> Result<Which<'a>, String> {
        let value = self.value(CALENDAR).ok_or_else(|| missing(CALENDAR))?;
        if value.starts_with('{') {
            return Ok(Which::Inline(value));
        }
        let wrong = "write a calendar's name, or its document such as {\"hours\":{\"mon-fri\":\"09:00-17:00\"}}";
        text(value)
            .map(Which::Named)
            .ok_or_else(|| format!("`calendar` is `{}`: {wrong}", short(value)))
    }

    fn paused(&self) -> Result<Vec<Pause>, String> {
        let Some(value) = self.value(PAUSED) else {
            return Ok(Vec::new());
        };
        let wrong = |value: &str| {
            format!(
                "`paused` holds `{}`: write a list of pairs such as [[\"2026-03-02T09:00:00Z\", \"2026-03-02T10:00:00Z\"]], with null for an end that is not known",
                short(value)
            )
        };
        let pauses: Vec<&'a RawValue> = serde_json::from_str(value).map_err(|_| wrong(value))?;
        let pause = |pause: &&'a RawValue| {
            let ends: Vec<Option<Cow<'a, str>>> =
                serde_json::from_str(pause.get()).map_err(|_| wrong(pause.get()))?;
            match ends.as_slice() {
                [Some(from)] | [Some(from), None] => read_pause(from, None),
                [Some(from), Some(to)] => read_pause(from, Some(to)),
                _ => Err(wrong(pause.get())),
            }
        };
        pauses.iter().map(pause).collect()
    }
}

fn read_pause(from: &str, to: Option<&str>) -> Result<Pause, String> {
    let from = instant::exact(from).map_err(at(PAUSED))?;
    let to = to.map(instant::exact).transpose().map_err(at(PAUSED))?;
    match to {
        Some(to) if to < from => Err(format!(
            "`paused`: a pause from {from} to {to} ends before it begins"
        )),
        to => Ok(Pause { from, to }),
    }
}

/// The text that a JSON value is.
fn text(value: &str) -> Option<Cow<'_, str>> {
    // Most texts have no escapes, and need no second reading.
    let plain = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match plain {
        Some(plain) if !plain.contains('\\') => Some(Cow::Borrowed(plain)),
        _ => serde_json::from_str(value).ok().map(Cow::Owned),
    }
}

fn missing(key: usize) -> String {
    let help = match key {
        OP => "write `due`, `back`, `elapsed`, `open` or `next`",
        WITHIN => "write a duration such as \"2h\" or \"2wd\"",
        CALENDAR => {
            "write a calendar's name, or its document such as {\"hours\":{\"mon-fri\":\"09:00-17:00\"}}"
        }
        _ => "write an instant such as \"2026-03-02T09:00:00Z\"",
    };
    format!("`{}` is missing: {help}", KEYS[key])
}

/// Says for which key an error is.
fn at(key: usize) -> impl Fn(String) -> String {
    move |error| format!("`{}`: {error}", KEYS[key])
}

/// The start of what is written, for a message.
fn short(value: &str) -> Cow<'_, str> {
    const LENGTH: usize = 60;
    match value.char_indices().nth(LENGTH) {
        Some((end, _)) => Cow::Owned(format!("{}…", &value[..end])),
        None => Cow::Borrowed(value),
    }
}

fn place(key: &str) -> usize {
    KEYS.iter().position(|known| *known == key).unwrap_or(ID)
}

impl<'de> Deserialize<'de> for Question<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Question<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object such as {\"id\":1,\"op\":\"due\",…}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut question = Question {
            values: [None; 8],
            others: Vec::new(),
        };
        while let Some((key, value)) = entries.next_entry::<String, &'de RawValue>()? {
            match KEYS.iter().position(|known| *known == key) {
                Some(place) if question.values[place].is_some() => {
                    return Err(A::Error::custom(format!("`{key}` is written twice")));
                }
                Some(place) => question.values[place] = Some(value),
                None => question.others.push(key),
            }
        }
        Ok(question)
    }
}
