//! Stories in which the policy changes: they are told through the service, which reads records anew under each revision.
//!
//! ```text
//! revision  quicker   within: 15m => within: 10m
//! revision  gone      without handoff: mql_to_sdr
//!
//! mon 09:10  publish quicker, migrate
//! ```
//!
//! A revision is the story's policy with each of its edits made, which must have something to change.

use std::ops::ControlFlow;

use tollgate_core::command::Actor;
use tollgate_core::decide::decide;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{Row, Situation};
use tollgate_core::time::Timestamp;
use tollgate_policy::{Source, load, trial};
use tollgate_service::ports::{Read, Store, StoreError};
use tollgate_service::writer::{Limits, Order, Publication, Writer};

use super::level::{Served, events};
use super::{Line, Story, sentence, timeline};

/// An edit of the policy's text, and the revision that it is made for.
#[derive(Debug)]
pub(super) struct Edit {
    revision: String,
    what: What,
}

#[derive(Debug)]
enum What {
    /// Text in place of another.
    Replace(String, String),
    /// A document is left out: the one that begins so.
    Without(String),
}

impl Edit {
    /// Reads `quicker within: 15m => within: 10m` or `gone without handoff: mql_to_sdr`.
    pub(super) fn read(said: &str) -> Result<Self, String> {
        let wrong = || format!("`{said}`: write `NAME old => new` or `NAME without handoff: h`");
        let (revision, edit) = said
            .trim()
            .split_once(char::is_whitespace)
            .ok_or_else(wrong)?;
        let what = match (
            edit.trim().strip_prefix("without "),
            edit.split_once(" => "),
        ) {
            (Some(document), _) => What::Without(document.trim().to_owned()),
            (None, Some((old, new))) => What::Replace(old.trim().to_owned(), new.trim().to_owned()),
            (None, None) => return Err(wrong()),
        };
        Ok(Self {
            revision: revision.to_owned(),
            what,
        })
    }

    fn make(&self, text: &str) -> String {
        match &self.what {
            What::Replace(old, new) => text.replace(old, new),
            What::Without(head) => {
                let begins = |document: &&str| {
                    let lines = document.lines().map(str::trim);
                    let mut said = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
                    said.next() != Some(head)
                };
                let documents = text.split("\n---\n");
                documents.filter(begins).collect::<Vec<_>>().join("\n---\n")
            }
        }
    }
}

impl Story {
    /// True when the policy changes on the way.
    pub fn publishes(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Tells the story through the service: `source` is its policy's text, and `store` is empty. Gives the timeline, and
    /// what the store holds with the policy in force at the end.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn tell<S: Store>(
        &self,
        source: &Source,
        store: S,
        limits: Limits,
    ) -> Result<(String, Served<S>, Policy), String> {
        let policy = checked(source)?;
        let (mut at, zone) = trial::start(&self.start, &policy.workspace.zone)?;
        let start = at;
        let opened = Writer::open(store, policy, &source.bundle(), decide, Timestamp::MIN);
        let mut writer = opened.map_err(text)?.within(limits);
        for line in &self.lines {
            let wrong = |message: String| format!("line {}: {message}", line.number);
            if let Some(moment) = &line.at {
                at = trial::moment(moment, at, &zone).map_err(wrong)?.at;
            }
            match line.said.strip_prefix("publish ") {
                Some(said) => self.publish(&mut writer, source, said, at),
                None => act(&mut writer, line, trial::From { at, zone: &zone }),
            }
            .map_err(wrong)?;
        }
        let policy = Policy::clone(writer.policy());
        let store = writer.into_store();
        let events = events(&store)?;
        let rows = rows(&store, &policy).map_err(text)?;
        let told = timeline::write(&events, &rows, (start, &zone), self.point.as_ref());
        Ok((told, Served { events, store }, policy))
    }

    fn publish<S: Store>(
        &self,
        writer: &mut Writer<S>,
        source: &Source,
        said: &str,
        at: Timestamp,
    ) -> Result<(), String> {
        let (name, open) = said.split_once(", ").unwrap_or((said, "pin"));
        let open =
            InFlight::parse(open).ok_or_else(|| format!("`{open}`: pin, migrate or reevaluate"))?;
        let source = self.revision(source, name)?;
        let publication = Publication {
            policy: checked(&source)?,
            source: source.bundle(),
            open,
            by: Actor::Tollgate,
        };
        writer.publish(publication, at).map(drop).map_err(text)
    }

    /// The policy's text with the edits of the revision `name` made.
    fn revision(&self, source: &Source, name: &str) -> Result<Source, String> {
        let edits = self.edits.iter().filter(|edit| edit.revision == name);
        let mut files: Vec<(String, String)> = source
            .paths()
            .map(|path| {
                (
                    path.to_owned(),
                    source.text(path).unwrap_or_default().to_owned(),
                )
            })
            .collect();
        for edit in edits {
            let mut found = false;
            for (_, text) in &mut files {
                let edited = edit.make(text);
                found |= edited != *text;
                *text = edited;
            }
            if !found {
                return Err(format!("{edit:?} changes nothing"));
            }
        }
        Ok(Source::new(files))
    }
}

fn act<S: Store>(writer: &mut Writer<S>, line: &Line, from: trial::From<'_>) -> Result<(), String> {
    let step = sentence::step(writer.policy(), from, line.number, &line.said)?;
    let Some(act) = &step.act else {
        return writer.pass(step.at).map_err(text);
    };
    // The rows must be those of the moment before it is asked which handoff is meant.
    writer.pass(step.at.plus(-1)).map_err(text)?;
    let rows = rows(writer.store(), writer.policy()).map_err(text)?;
    let order = Order {
        delivery: None,
        request: act.request(step.by.as_ref(), &rows),
        at: step.at,
    };
    writer.execute(vec![order]).map(drop).map_err(text)
}

fn checked(source: &Source) -> Result<Policy, String> {
    let checked = load(source, jiff::civil::date(2026, 3, 2));
    let errors: Vec<_> = checked.errors().map(ToString::to_string).collect();
    checked.policy.ok_or_else(|| errors.join("\n"))
}

/// Everything that the store holds.
fn rows(store: &impl Read, policy: &Policy) -> Result<Situation<'static>, StoreError> {
    let mut all = Vec::new();
    store.records(policy, &mut |row| {
        all.push(Row::Record(row));
        ControlFlow::Continue(())
    })?;
    store.handoffs(&mut |row| {
        all.push(Row::Handoff(row));
        ControlFlow::Continue(())
    })?;
    store.tasks(&mut |row| {
        all.push(Row::Task(row));
        ControlFlow::Continue(())
    })?;
    let mut rows = Situation::default();
    all.into_iter().for_each(|row| rows.learn(policy, row));
    Ok(rows)
}

fn text(fault: impl std::fmt::Display) -> String {
    fault.to_string()
}
