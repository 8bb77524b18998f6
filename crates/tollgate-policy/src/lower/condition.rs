//! Compiles conditions, and puts their problems where they stand in the file.

use tollgate_core::condition::Condition;
use tollgate_core::policy::Kind;

use super::context::Context;
use crate::cel::{self, Scope, Want};
use crate::diagnostic::Problems;
use crate::syntax::Expression;
use crate::yaml;

/// Where a condition stands, which settles what it may read.
#[derive(Clone, Copy)]
pub(super) struct Where<'a> {
    /// The kind of the record that it is about.
    pub(super) kind: &'a Kind,
    /// Whether the record before the change is known.
    pub(super) was: bool,
    /// Whether there is a handoff.
    pub(super) handoff: bool,
}

impl<'a> Where<'a> {
    /// In a handoff that exists.
    pub(super) fn in_handoff(kind: &'a Kind) -> Self {
        Self {
            kind,
            was: false,
            handoff: true,
        }
    }

    /// In a handoff that exists, looked at when the record changes.
    pub(super) fn on_change_in_handoff(kind: &'a Kind) -> Self {
        Self {
            kind,
            was: true,
            handoff: true,
        }
    }

    /// When the record changes.
    pub(super) fn on_change(kind: &'a Kind) -> Self {
        Self {
            kind,
            was: true,
            handoff: false,
        }
    }

    /// About the record as it is.
    pub(super) fn on_record(kind: &'a Kind) -> Self {
        Self {
            kind,
            was: false,
            handoff: false,
        }
    }
}

impl Context<'_> {
    /// The condition that is true or false.
    pub(super) fn condition(
        &self,
        text: &Expression,
        at: Where<'_>,
        problems: &mut Problems,
    ) -> Option<Condition> {
        self.compile(text, at, Want::Truth, problems)
    }

    /// The expression with a value as wanted.
    pub(super) fn compile(
        &self,
        expression: &Expression,
        at: Where<'_>,
        want: Want,
        problems: &mut Problems,
    ) -> Option<Condition> {
        let scope = Scope {
            record: self
                .shapes
                .iter()
                .find(|shape| shape.name == at.kind.name)?,
            kinds: &self.shapes,
            activities: &self.activities,
            lists: &self.lists,
            zone: &self.workspace.zone,
            with_was: at.was,
            with_handoff: at.handoff,
        };
        match cel::compile(&expression.text, &scope, want) {
            Ok(condition) => Some(condition),
            Err(found) => {
                for problem in found {
                    self.tell(expression, problem, problems);
                }
                None
            }
        }
    }

    fn tell(&self, expression: &Expression, problem: cel::CelProblem, problems: &mut Problems) {
        let file = self.text(expression.node.place);
        let place = yaml::in_file(&expression.node, file, problem.start..problem.end);
        problems
            .error("condition", place, problem.message)
            .maybe_help(problem.help);
    }
}
