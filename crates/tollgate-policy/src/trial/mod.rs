//! The policy's own tests: given timed facts, expected decisions.
//!
//! A test replays what is given through the same `decide` that serves live traffic, on a whole workspace in memory, with
//! alarms firing in between at their own instants. Nothing is stored.

mod act;
mod expect;
mod moment;
mod outcome;
mod replay;
mod sentence;
mod step;
pub(crate) mod syntax;
mod value;

use jiff::tz::TimeZone;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;

pub use act::{Act, HandoffAct, Target};
pub use moment::{Moment, date, moment, moment_before, spoken, start};
pub use outcome::{Detail, Outcome};
pub use replay::{Replay, Stuck};
pub use sentence::person;
pub use step::Step;
pub use value::{From, field};

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::source::Source;
use crate::syntax::shape::At;
use syntax::{PatternShape, StepShape, TrialDocument};

/// A test of the policy.
#[derive(Debug)]
pub struct Trial {
    /// What it claims.
    pub name: String,
    document: Result<TrialDocument, Vec<Diagnostic>>,
}

/// What came of a test.
#[derive(Debug)]
pub struct Verdict {
    /// Every event that came out, in order.
    pub outcomes: Vec<Outcome>,
    /// What is wrong, in the order of the file; empty where the test passed.
    pub failures: Vec<Diagnostic>,
}

/// The tests in `source`, in the order of files and lines, and what is wrong with those that cannot be read.
pub fn read(source: &Source) -> (Vec<Trial>, Vec<Diagnostic>) {
    let (mut trials, mut unreadable) = (Vec::new(), Vec::new());
    for read in syntax::read(source) {
        let problems = read.problems.into_diagnostics(source);
        unreadable.extend(problems.iter().cloned());
        let written = read.document.as_ref();
        trials.push(Trial {
            name: written.map_or(read.name, |document| document.test.value.to_string()),
            document: read.document.ok_or(problems),
        });
    }
    (trials, unreadable)
}

impl Trial {
    /// Runs the test under `policy`; `source` is the text that it was read from. A test that cannot be read fails.
    pub fn run(&self, policy: &Policy, source: &Source) -> Verdict {
        match &self.document {
            Ok(document) => document.run(policy, source),
            Err(problems) => Verdict {
                outcomes: Vec::new(),
                failures: problems.clone(),
            },
        }
    }
}

impl TrialDocument {
    fn run(&self, policy: &Policy, source: &Source) -> Verdict {
        let mut problems = Problems::default();
        let replay = self.replay(policy, &mut problems);
        let (outcomes, zone) = replay.map_or_else(
            || (Vec::new(), policy.workspace.zone.clone()),
            |(replay, zone)| (outcomes(&replay), zone),
        );
        // Where the facts could not be given, what came of them says nothing.
        if !problems.has_errors() {
            let start = outcomes.first().map_or(Timestamp::MIN, |first| first.at);
            let mut compare = Compare {
                outcomes: &outcomes,
                zone: &zone,
                last: start,
                problems: &mut problems,
            };
            compare.expected(&self.expect);
            compare.forbidden(&self.never);
        }
        Verdict {
            outcomes,
            failures: problems.into_diagnostics(source),
        }
    }

    /// Gives the facts; `None` where the test cannot even start.
    fn replay<'p>(
        &self,
        policy: &'p Policy,
        problems: &mut Problems,
    ) -> Option<(Replay<'p>, TimeZone)> {
        let started = start(&self.start.value, &policy.workspace.zone);
        let (mut at, zone) = told(started, self.start.place, problems)?;
        let mut replay = Replay::new(policy);
        for (index, shape) in self.given.iter().enumerate() {
            let reader = step::Reader {
                policy,
                from: From { at, zone: &zone },
                number: index + 1,
            };
            let given = reader
                .step(shape)
                .and_then(|step| give(&mut replay, &step).map(|()| step.at));
            at = told(given, place(shape), problems)?;
        }
        Some((replay, zone))
    }
}

/// Does what the step says, or lets time pass.
///
/// # Errors
/// A fault of the engine, in words.
pub fn give(replay: &mut Replay<'_>, step: &Step) -> Result<(), String> {
    let done = match &step.act {
        Some(act) => {
            // The situation must be that of the moment before it is asked which handoff is meant.
            replay.advance(step.at).map_err(|stuck| stuck.to_string())?;
            let request = act.request(step.by.as_ref(), replay.situation());
            replay.give(request, step.at)
        }
        None => replay.pass(step.at),
    };
    done.map_err(|stuck| stuck.to_string())
}

/// Every event as tests see it.
pub fn outcomes(replay: &Replay<'_>) -> Vec<Outcome> {
    replay
        .events()
        .iter()
        .map(|event| Outcome::of(event, replay.situation()))
        .collect()
}

fn told<T>(result: Result<T, String>, place: Place, problems: &mut Problems) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(message) => {
            problems.error("test-cannot-run", place, message);
            None
        }
    }
}

fn place(step: &StepShape) -> Place {
    step.place
}

/// Compares what came out with what was expected.
struct Compare<'a> {
    outcomes: &'a [Outcome],
    zone: &'a TimeZone,
    /// When the last expected event happened; the next comes then or later.
    last: Timestamp,
    problems: &'a mut Problems,
}

impl Compare<'_> {
    fn expected(&mut self, patterns: &[PatternShape]) {
        let mut used = vec![false; self.outcomes.len()];
        for pattern in patterns {
            let context = expect::Context {
                zone: self.zone,
                from: self.last,
            };
            let mut candidates = self.outcomes.iter().enumerate().filter(|(index, outcome)| {
                !used[*index]
                    && outcome.at >= self.last
                    && expect::differences(pattern, outcome, context).is_empty()
            });
            match candidates.next() {
                Some((index, outcome)) => {
                    used[index] = true;
                    self.last = outcome.at;
                }
                None => self.missing(pattern, context),
            }
        }
    }

    fn missing(&mut self, pattern: &PatternShape, context: expect::Context<'_>) {
        let message = format!("expected, but did not come: {}", expect::line(pattern));
        // The nearest is the event with the fewest differences; an event of another name is never near.
        let named =
            |outcome: &&Outcome| wanted_event(pattern).is_none_or(|wanted| wanted == outcome.event);
        let nearest = self
            .outcomes
            .iter()
            .filter(named)
            .min_by_key(|outcome| expect::differences(pattern, outcome, context).len());
        let instead = match nearest {
            Some(outcome) => format!(
                "the nearest that came: {}",
                expect::line_of(outcome, pattern, self.zone)
            ),
            None => format!("what came: {}", names(self.outcomes)),
        };
        self.problems
            .error("not-as-expected", head(pattern), message)
            .help(instead);
    }

    fn forbidden(&mut self, patterns: &[PatternShape]) {
        for pattern in patterns {
            let fits = |outcome: &&Outcome| {
                let context = expect::Context {
                    zone: self.zone,
                    from: outcome.at,
                };
                expect::differences(pattern, outcome, context).is_empty()
            };
            if let Some(outcome) = self.outcomes.iter().find(fits) {
                let message = format!(
                    "must never come, but came: {}",
                    expect::line_of(outcome, pattern, self.zone)
                );
                self.problems
                    .error("not-as-expected", head(pattern), message);
            }
        }
    }
}

fn wanted_event(pattern: &PatternShape) -> Option<&str> {
    let (_, wanted) = pattern.0.iter().find(|(key, _)| key.value == "event")?;
    wanted.first().map(|wanted: &At<_>| wanted.value.as_str())
}

/// The names of the events, each once, in the order in which they first came.
fn names(outcomes: &[Outcome]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for outcome in outcomes {
        if !names.contains(&outcome.event) {
            names.push(outcome.event);
        }
    }
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}

fn head(pattern: &PatternShape) -> Place {
    let first = pattern
        .0
        .first()
        .map_or(Place::default(), |(key, _)| key.place);
    let end = pattern
        .0
        .first()
        .and_then(|(_, wanted)| wanted.last())
        .map_or(first.end, |wanted| wanted.place.end);
    Place {
        end: end.max(first.end),
        ..first
    }
}
