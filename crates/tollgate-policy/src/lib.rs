//! Policy: from text to checked, inert data.

pub mod ical;
