//! Answers from the rows and the ledger: the oversight matrix, one handoff point, failures, and the story of a handoff.
//!
//! What they return serialises to JSON as it is. The shape is stable: fields are added, never renamed; times are RFC 3339
//! in UTC, lengths of time microseconds, shares parts of 1; `null` is what is not known, never 0.

mod agreed;
mod bounds;
mod called;
mod failures;
mod figure;
mod figures;
mod find;
mod gate;
mod handoff_filter;
mod handoff_point;
mod handoffs;
mod handovers;
mod health;
mod inbox;
mod ledger;
mod ledger_filter;
mod matrix;
mod moves;
mod observed;
mod period;
mod records;
mod rows;
mod sheets;
mod span;
mod story;
mod tasks;
mod trend;
mod view;
mod watch;

pub use agreed::{AgreedView, WorkspaceView, agreed, workspace};
pub use called::{Called, name as record_name};
pub use failures::{FailureReport, FindingView, ModeReport, failures};
pub use find::{FindError, Found, find};
pub use gate::{GateView, gate};
pub use handoff_filter::Filter;
pub use handoff_point::{
    BreakdownView, BucketView, DispositionView, FunnelView, GroupView, LeakageView, MilestoneView,
    PointReport, handoff_point,
};
pub use handoffs::{HandoffPage, Order, handoff, handoffs};
pub use handovers::{HandoverView, PairView, handovers};
pub use health::{HealthView, healths};
pub use inbox::Inbox;
pub use ledger::{EntryOrder, ledger};
pub use ledger_filter::{EntryFilter, Happened, NotAnEvent};
pub use matrix::{FailureCount, Matrix, MatrixRow, in_order, matrix, matrix_row};
pub use moves::{MoveView, MovesView, OpenedView, PlaceView, moves};
pub use period::{Asked, PeriodView};
pub use records::{RecordFilter, records, records_named};
pub use span::span;
pub use story::{
    Block, ClockView, GapView, HandoffView, NextStepView, ReasonView, SeenView, Story, local, story,
};
pub use tasks::{TaskFilter, tasks};
pub use trend::WeekView;
pub use view::{
    AmountView, FigureView, LeftOut, Named, SegmentsView, SpreadView, TargetView, TimesView,
};
