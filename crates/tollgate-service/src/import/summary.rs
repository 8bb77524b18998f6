//! What an import came to, in figures.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::PointId;
use tollgate_core::time::Timestamp;

use crate::writer::Answer;

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The files, in the order in which rows of the same instant were replayed.
    pub files: Vec<FileSummary>,
    /// Rows that were rejected, by reason.
    pub rejected: BTreeMap<SmolStr, u64>,
    /// Activities in the files that name no record; they are kept.
    pub unattached: u64,
    /// What the rows asked for and was not known before.
    pub new: u64,
    /// What the rows asked for and was known already.
    pub known: u64,
    /// What the policy refused, by its code.
    pub refused: BTreeMap<SmolStr, u64>,
    /// Handoffs that opened, by handoff point.
    pub opened: BTreeMap<PointId, u64>,
    /// Violations that were found.
    pub violations: u64,
    /// The first and the last instant that rows are of.
    pub span: Option<(Timestamp, Timestamp)>,
}

/// One file in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSummary {
    /// Its name.
    pub name: String,
    /// Rows read.
    pub rows: u64,
    /// Of these, rows that were rejected.
    pub rejected: u64,
    /// Of these, rows to which no target of the mapping applies.
    pub unused: u64,
}

impl Summary {
    /// Rows read from all files.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// Rows rejected from all files.
    pub fn rejected_rows(&self) -> u64 {
        self.files.iter().map(|file| file.rejected).sum()
    }

    /// Counts what rows came to.
    pub(crate) fn add(&mut self, answers: Vec<Answer>) {
        for answer in answers {
            match answer {
                Answer::Seen(_) | Answer::Differs(_) => self.known += 1,
                Answer::Done { events, .. } => {
                    self.new += 1;
                    self.count(&events);
                }
            }
        }
    }

    fn count(&mut self, events: &[Event]) {
        for event in events {
            match &event.what {
                What::HandoffOpened(opened) => {
                    *self.opened.entry(opened.point.clone()).or_default() += 1
                }
                What::ViolationOpened(_) => self.violations += 1,
                What::Refused(refused) => {
                    *self.refused.entry(refused.code.clone()).or_default() += 1
                }
                _ => {}
            }
        }
    }
}
