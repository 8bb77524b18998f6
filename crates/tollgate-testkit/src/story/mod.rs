//! Stories: timed lines that read like prose, and the timeline that must come of them, in one file.
//!
//! ```text
//! story   an mql accepted exactly at its deadline is on time
//! policy  standard/mql_to_sdr
//!
//! mon 09:00  lead L-1 becomes mql with country US, employees 120
//! mon 13:00  ana accepts lead L-1
//! ---
//! mon 09:00  opened     lead L-1 mql_to_sdr   because lead.stage == "mql"
//! ```
//!
//! `policy` names a folder under `policies/` and, after a `/`, the handoff point whose events are told; without it all
//! are. A line without a moment happens at the moment of the line above. Where the policy changes on the way, see
//! `revision`.

mod level;
mod revision;
mod sentence;
mod timeline;

use jiff::tz::TimeZone;
use tollgate_core::command::Request;
use tollgate_core::event::Event;
use tollgate_core::ids::PointId;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_policy::trial::{self, Replay, Step};

pub use level::Served;

/// A Monday without holidays near it, where a story does not say when it starts.
const START: &str = "2026-03-02";

/// A story as it is written.
#[derive(Debug)]
pub struct Story {
    /// What it claims.
    pub claim: String,
    /// The folder of its policy, under `policies/`.
    pub policy: String,
    /// The handoff point whose events are told; `None` tells all.
    pub point: Option<PointId>,
    start: String,
    /// What each revision changes, where the policy changes on the way.
    edits: Vec<revision::Edit>,
    lines: Vec<Line>,
    /// The text above the timeline, as it is written.
    head: String,
    /// The timeline, as it is written.
    pub golden: String,
}

/// One line of what happens.
#[derive(Debug)]
struct Line {
    number: usize,
    at: Option<String>,
    said: String,
}

/// A story as it went at the core's level.
#[derive(Debug)]
pub struct Played<'p> {
    /// The workspace.
    pub replay: Replay<'p>,
    start: Timestamp,
    zone: TimeZone,
}

impl Story {
    /// Reads a story.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn read(text: &str) -> Result<Self, String> {
        let (head, golden) = text
            .split_once("\n---\n")
            .ok_or("a line `---` and the timeline after it are missing")?;
        let mut story = Self {
            claim: String::new(),
            policy: String::new(),
            point: None,
            start: START.to_owned(),
            edits: Vec::new(),
            lines: Vec::new(),
            head: head.to_owned(),
            golden: golden.to_owned(),
        };
        for (index, line) in head.lines().enumerate() {
            story.take_in(index + 1, line)?;
        }
        if story.claim.is_empty() || story.policy.is_empty() {
            return Err("a story begins with `story …` and `policy …`".to_owned());
        }
        Ok(story)
    }

    fn take_in(&mut self, number: usize, line: &str) -> Result<(), String> {
        let line = line.split(" # ").next().unwrap_or_default().trim_end();
        match line.split_once(char::is_whitespace) {
            _ if line.is_empty() || line.starts_with('#') => {}
            Some(("story", claim)) => self.claim = claim.trim().to_owned(),
            Some(("start", start)) => self.start = start.trim().to_owned(),
            Some(("revision", edit)) => {
                let edit = revision::Edit::read(edit);
                self.edits
                    .push(edit.map_err(|message| format!("line {number}: {message}"))?);
            }
            Some(("policy", named)) => {
                let (policy, point) = named
                    .trim()
                    .split_once('/')
                    .map_or((named.trim(), None), |(p, at)| (p, Some(at)));
                self.policy = policy.to_owned();
                self.point = point.map(PointId::from);
            }
            _ => self.lines.push(timed(number, line)?),
        }
        Ok(())
    }

    /// Plays the story at the core's level, under `policy`.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn play<'p>(&self, policy: &'p Policy) -> Result<Played<'p>, String> {
        let (mut at, zone) = trial::start(&self.start, &policy.workspace.zone)?;
        let (start, mut replay) = (at, Replay::new(policy));
        for line in &self.lines {
            let wrong = |message: String| format!("line {}: {message}", line.number);
            if let Some(moment) = &line.at {
                at = trial::moment(moment, at, &zone).map_err(wrong)?.at;
            }
            let from = trial::From { at, zone: &zone };
            let step: Step =
                sentence::step(policy, from, line.number, &line.said).map_err(wrong)?;
            trial::give(&mut replay, &step).map_err(wrong)?;
        }
        Ok(Played {
            replay,
            start,
            zone,
        })
    }

    /// The story's file with `timeline` in place of the one that is written.
    pub fn rewritten(&self, timeline: &str) -> String {
        format!("{}\n---\n{timeline}", self.head)
    }
}

impl Played<'_> {
    /// What was asked, in order, so that the same can be asked at another level.
    pub fn requests(&self) -> &[(Timestamp, Request)] {
        self.replay.requests()
    }

    /// The timeline of what happened.
    pub fn timeline(&self, story: &Story) -> String {
        self.timeline_of(story, self.replay.events(), self.replay.situation())
    }

    /// The timeline of `events`, which left `situation` behind, at whatever level they happened.
    pub fn timeline_of(
        &self,
        story: &Story,
        events: &[Event],
        situation: &Situation<'_>,
    ) -> String {
        timeline::write(
            events,
            situation,
            (self.start, &self.zone),
            story.point.as_ref(),
        )
    }
}

/// `mon 09:00  lead L-1 …`: the moment, two spaces or more, what happens; without a moment it is indented.
fn timed(number: usize, line: &str) -> Result<Line, String> {
    if line.starts_with(' ') {
        return Ok(Line {
            number,
            at: None,
            said: line.trim().to_owned(),
        });
    }
    let (at, said) = line
        .split_once("  ")
        .ok_or_else(|| format!("line {number}: write the moment, two spaces, and what happens: `mon 09:00  ana accepts lead L-1`"))?;
    Ok(Line {
        number,
        at: Some(at.to_owned()),
        said: said.trim().to_owned(),
    })
}
