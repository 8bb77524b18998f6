//! What is: the rows that events add up to. They are the ledger's shadow; replaying it gives the same rows.

mod clock;
mod handoff;
mod index;
mod people;
mod record;
mod row;
mod rows;
mod situation;
mod task;
mod waiver;

pub use clock::{Clock, Leg, Segment, Segments};
pub use handoff::{Disposition, Gap, Handoff, HandoffState, NextStep};
pub use people::{Availability, Presence, Standing};
pub use record::{Did, Held, Record, Trace};
pub use row::Row;
pub use situation::{RowKey, Situation};
pub use task::{Task, TaskState};
pub use waiver::{Violation, Waiver};
