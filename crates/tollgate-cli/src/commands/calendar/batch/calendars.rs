//! The calendars that a batch asks, each prepared once for each zone.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tollgate_core::policy::Policy;
use tollgate_core::time::{Calendar, CalendarRules, CalendarZone, zone};
use tollgate_policy::{Diagnostic, Source, calendar};

use super::question::Which;

/// Prepared calendars kept at a time; each takes some hundred kilobytes.
const PREPARED_MAX: usize = 256;
/// Documents kept at a time; most are small.
const DOCUMENTS_MAX: usize = 4096;

/// Calendars by name and by document.
pub(super) struct Calendars {
    policy: Option<(Source, Policy)>,
    no_files: Source,
    /// The zone of whom, where a question does not say.
    default_zone: TimeZone,
    named: BTreeMap<String, Known>,
    /// By their text as it is written.
    inline: BTreeMap<String, Known>,
    prepared: usize,
}

/// A calendar as far as it is known.
struct Known {
    /// What it says, or what is wrong with it.
    rules: Result<CalendarRules, String>,
    /// Ready to be asked, by the name of the question's zone; empty where it names none.
    prepared: BTreeMap<String, Calendar>,
}

impl Calendars {
    /// None yet. `default_zone` stands in for the workspace's, which stands in for UTC.
    pub(super) fn new(policy: Option<(Source, Policy)>, default_zone: Option<TimeZone>) -> Self {
        let workspace = policy
            .as_ref()
            .map(|(_, policy)| policy.workspace.zone.clone());
        Self {
            policy,
            no_files: Source::default(),
            default_zone: default_zone.or(workspace).unwrap_or(TimeZone::UTC),
            named: BTreeMap::new(),
            inline: BTreeMap::new(),
            prepared: 0,
        }
    }

    /// The calendar, prepared for `owner`'s zone if it keeps its owner's time.
    ///
    /// The error is for people; `owner` is a zone that exists.
    pub(super) fn get(
        &mut self,
        which: &Which<'_>,
        owner: Option<&str>,
    ) -> Result<&Calendar, String> {
        self.make_room();
        let known = match which {
            Which::Named(name) => {
                let policy = self.policy.as_ref().map(|(_, policy)| policy);
                remember(&mut self.named, name, || named(name, policy))
            }
            Which::Inline(text) => {
                let beside = self
                    .policy
                    .as_ref()
                    .map_or(&self.no_files, |(source, _)| source);
                remember(&mut self.inline, text, || inline(text, beside))
            }
        };
        let rules = known.rules.as_ref().map_err(Clone::clone)?;
        let owner = owner.unwrap_or_default();
        if !known.prepared.contains_key(owner) {
            let prepared = Calendar::prepare(rules, &zone_for(rules, owner, &self.default_zone));
            known.prepared.insert(owner.to_owned(), prepared);
            self.prepared += 1;
        }
        Ok(&known.prepared[owner])
    }

    /// Forgets everything once it is too much: a batch repeats few calendars, or none.
    fn make_room(&mut self) {
        if self.prepared >= PREPARED_MAX || self.inline.len() + self.named.len() >= DOCUMENTS_MAX {
            self.inline.clear();
            self.named.clear();
            self.prepared = 0;
        }
    }
}

/// What is known by `key`, found out once.
fn remember<'a>(
    known: &'a mut BTreeMap<String, Known>,
    key: &str,
    rules: impl FnOnce() -> Result<CalendarRules, String>,
) -> &'a mut Known {
    if !known.contains_key(key) {
        let made = Known {
            rules: rules(),
            prepared: BTreeMap::new(),
        };
        known.insert(key.to_owned(), made);
    }
    known
        .get_mut(key)
        .expect("it is there, or was just put there")
}

fn zone_for(rules: &CalendarRules, owner: &str, default: &TimeZone) -> TimeZone {
    let name = match &rules.zone {
        CalendarZone::Fixed(name) => name,
        CalendarZone::Owner => owner,
    };
    zone(name).unwrap_or_else(|_| default.clone())
}

fn named(name: &str, policy: Option<&Policy>) -> Result<CalendarRules, String> {
    match policy {
        Some(policy) => super::super::ask::rules(policy, name)
            .cloned()
            .map_err(|(error, help)| format!("{error}: {help}")),
        None => Err(format!(
            "the calendar `{name}` is named, but no policy was given: add `--policy DIR`, or write the calendar's document instead of its name"
        )),
    }
}

fn inline(text: &str, beside: &Source) -> Result<CalendarRules, String> {
    calendar::read(text, beside).map_err(|problems| {
        let problems: Vec<String> = problems
            .iter()
            .map(|problem| told(problem, beside))
            .collect();
        format!("`calendar`: {}", problems.join("; "))
    })
}

/// What is wrong, and what to write instead.
fn told(problem: &Diagnostic, beside: &Source) -> String {
    let message = &problem.message;
    match &problem.help {
        Some(help) => format!("{message} ({help})"),
        None if problem.code == "unknown-file" && beside.paths().next().is_none() => {
            format!("{message} (add the `--policy DIR` that holds it, or write the dates)")
        }
        None => message.clone(),
    }
}
