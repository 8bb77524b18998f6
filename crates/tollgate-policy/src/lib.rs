//! Policy: from text to checked, inert data.

pub mod cel;
pub mod ical;
