//! Instants, budgets and calendars: all of Tollgate's arithmetic on time.

mod budget;
mod calendar;
mod civil;
mod days;
mod horizon;
mod hours;
mod openings;
mod pause;
mod rules;
mod span;
mod tally;
mod timestamp;
mod weeks;
mod working_days;
mod zone;

pub use budget::{Budget, BudgetError};
pub use calendar::Calendar;
pub use days::{DaySet, DaySetError};
pub use hours::{DayHours, HourSpan, HoursError};
pub use pause::Pause;
pub use rules::{CalendarRules, CalendarZone, Closing};
pub use span::Span;
pub use timestamp::Timestamp;
pub use zone::{ZoneError, zone};
