//! What a file's rows become, checked against the policy's kinds, activities and handoff points.

use tollgate_core::ids::ActivityType;

use super::cells::Cells;
use super::compile::{Columns, Defaults};
use super::text::{
    AcceptText, ActivityText, DispositionText, FileText, HistoryText, NextStepText, RecordText,
    WhenText,
};
use crate::import::cell::{Cell, InstantCell};
use crate::import::problem::{Place, Problems};
use crate::import::target::{
    self, ActTarget, ActivityTarget, DisposeTarget, NextStepTarget, Rank, RecordTarget, Target,
    Test, What,
};

/// The targets of `file`, in the order in which they happen at the same instant.
pub(super) fn of(
    file: FileText,
    defaults: &Defaults<'_>,
    columns: &mut Columns,
    problems: &mut Problems,
) -> Vec<Target> {
    let mut cells = Cells {
        defaults,
        columns,
        problems,
    };
    let mut all = Vec::new();
    all.extend(
        file.records
            .iter()
            .filter_map(|text| cells.record(&text.value, text.referenced.into())),
    );
    all.extend(
        file.history
            .iter()
            .filter_map(|text| cells.history(&text.value)),
    );
    all.extend(
        file.activities
            .iter()
            .filter_map(|text| cells.activity(&text.value)),
    );
    all.extend(
        file.accepts
            .iter()
            .filter_map(|text| cells.accept(&text.value)),
    );
    all.extend(
        file.next_steps
            .iter()
            .filter_map(|text| cells.next_step(&text.value)),
    );
    all.extend(
        file.dispositions
            .iter()
            .filter_map(|text| cells.disposition(&text.value)),
    );
    for (target, number) in all.iter_mut().zip(0..) {
        target.number = number;
    }
    all
}

impl Cells<'_> {
    fn record(&mut self, text: &RecordText, place: Place) -> Option<Target> {
        let record = self.record_cell(&text.kind, &text.id);
        let created_at = text.created_at.as_ref().map(|cell| self.instant(cell));
        let changed_at = text.changed_at.as_ref().map(|cell| self.instant(cell));
        let Some(at) = changed_at.or_else(|| created_at.clone()) else {
            let help = "write `created_at:` or `changed_at:` with a column, or `{ is: as_of }`";
            self.problems.add(
                place,
                "map-no-time",
                "nothing says when the records are of",
                help,
            );
            return None;
        };
        let fields = self.fields(&text.kind.value, &text.fields);
        let what = What::Record(Box::new(RecordTarget {
            record: record?,
            created_at,
            fields,
            clears: self.defaults.clears,
        }));
        Some(self.target(Rank::Record, (&text.when, &text.unless), at, None, what))
    }

    fn history(&mut self, text: &HistoryText) -> Option<Target> {
        let record = self.record_cell(&text.kind, &text.id);
        let at = self.instant(&text.at);
        let by = text.by.as_ref().map(|by| self.cell(by));
        let fields = self.fields(&text.kind.value, &text.fields);
        let what = What::Record(Box::new(RecordTarget {
            record: record?,
            created_at: None,
            fields,
            clears: self.defaults.clears,
        }));
        Some(self.target(Rank::History, (&text.when, &text.unless), at, by, what))
    }

    fn activity(&mut self, text: &ActivityText) -> Option<Target> {
        let known: Vec<_> = self
            .defaults
            .policy
            .activities
            .iter()
            .map(ActivityType::as_text)
            .cloned()
            .collect();
        self.names_known(&text.of, &known, "type of activity", "map-activity");
        self.names_fit(
            &text.direction,
            |name| target::direction_of(name).is_ok(),
            "a direction is `outbound` or `inbound`",
        );
        let record = self.record_ref(&text.record);
        let at = self.instant(&text.at);
        let by = text.by.as_ref().map(|by| self.cell(by));
        let activity = ActivityTarget {
            of: self.name(&text.of),
            known,
            id: text.id.as_ref().map(|id| self.cell(id)),
            record: record?,
            direction: self.name(&text.direction),
            tag: text.tag.as_ref().map(|tag| self.name(tag)),
            automated: text
                .automated
                .as_ref()
                .map(|automated| self.name(automated)),
        };
        Some(self.target(
            Rank::Activity,
            (&text.when, &text.unless),
            at,
            by,
            What::Activity(Box::new(activity)),
        ))
    }

    fn accept(&mut self, text: &AcceptText) -> Option<Target> {
        let handoff = self.handoff(&text.point, &text.record, |_| ActTarget::Accept);
        let at = self.instant(&text.at);
        let by = text.by.as_ref().map(|by| self.cell(by));
        Some(self.target(Rank::Accept, (&text.when, &text.unless), at, by, handoff?))
    }

    fn next_step(&mut self, text: &NextStepText) -> Option<Target> {
        let handoff = self.handoff(&text.point, &text.record, |cells| {
            ActTarget::NextStep(Box::new(NextStepTarget {
                what: cells.cell(&text.what),
                due_at: cells.instant(&text.due_at),
                owner: text.owner.as_ref().map(|owner| cells.cell(owner)),
            }))
        });
        let at = self.instant(&text.at);
        let by = text.by.as_ref().map(|by| self.cell(by));
        Some(self.target(Rank::NextStep, (&text.when, &text.unless), at, by, handoff?))
    }

    fn disposition(&mut self, text: &DispositionText) -> Option<Target> {
        self.names_fit(
            &text.outcome,
            |name| target::outcome_of(name).is_ok(),
            "an outcome is `returned`, `rejected` or `recycled`",
        );
        let handoff = self.handoff(&text.point, &text.record, |cells| {
            ActTarget::Dispose(Box::new(DisposeTarget {
                outcome: cells.name(&text.outcome),
                reason: cells.name(&text.reason),
                note: text.note.as_ref().map(|note| cells.cell(note)),
                until: text
                    .until
                    .as_ref()
                    .map(|until| (cells.cell(until), cells.spelling(until))),
                gaps: text.gaps.as_ref().map(|gaps| cells.cell(gaps)),
            }))
        });
        let at = self.instant(&text.at);
        let by = text.by.as_ref().map(|by| self.cell(by));
        Some(self.target(
            Rank::Disposition,
            (&text.when, &text.unless),
            at,
            by,
            handoff?,
        ))
    }

    fn target(
        &mut self,
        rank: Rank,
        tests: (&WhenText, &WhenText),
        at: InstantCell,
        by: Option<Cell>,
        what: What,
    ) -> Target {
        let mut when = self.tests(tests.0, true);
        when.extend(self.tests(tests.1, false));
        Target {
            number: 0,
            rank,
            when,
            at,
            by,
            what,
        }
    }

    fn tests(&mut self, text: &WhenText, expect: bool) -> Vec<Test> {
        let mut all = Vec::with_capacity(text.len());
        for (column, fits) in text {
            let cell = self.column(column, fits.referenced.into());
            let fits = fits.value.clone().into_vec();
            all.push(Test {
                cell,
                fits: fits.iter().map(|fit| fit.trim().into()).collect(),
                expect,
            });
        }
        all
    }
}
