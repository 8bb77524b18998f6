//! Instants, budgets and calendars: all of Tollgate's arithmetic on time.

mod budget;
mod timestamp;

pub use budget::{Budget, BudgetError};
pub use timestamp::Timestamp;
