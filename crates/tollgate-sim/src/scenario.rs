//! What kind of year is played: how much comes in, and how well people work.

use jiff::civil::Date;

/// A year in the life of a company. The defaults are a company of thirty people that could do better.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Equal scenarios with equal seeds give equal years.
    pub seed: u64,
    /// The first day.
    pub from: Date,
    /// How many days are played.
    pub days: u16,
    /// Inquiries in 365 days. The people stay as many, so a company that gets more keeps fewer promises.
    pub inquiries: u32,
    /// Customers that are there on the first day.
    pub customers: u32,
    /// Share of the inquiries that are the same person again, 0 to 1.
    pub duplicates: f64,
    /// Share of the inquiries that lack a field which routing needs, 0 to 1.
    pub incomplete: f64,
    /// Share of the offered handoffs that the owner overlooks until reminded, 0 to 1.
    pub overlooked: f64,
    /// Share of the deals whose owner moves stages around the gates, 0 to 1.
    pub inflated: f64,
    /// Share of the deliveries that come late, or twice, 0 to 1.
    pub faulty: f64,
    /// Share of the acts after which the data stays incomplete: no scope, no outlook, a calendar hold, 0 to 1.
    pub careless: f64,
    /// An SDR leaves on this day of the year, counted from 0; nobody where it lies outside.
    pub leaves_on_day: u16,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            seed: 1,
            from: Date::constant(2025, 2, 1),
            days: 365,
            inquiries: 7_000,
            customers: 120,
            duplicates: 0.06,
            incomplete: 0.14,
            overlooked: 0.06,
            inflated: 0.2,
            faulty: 0.02,
            careless: 0.14,
            leaves_on_day: 201,
        }
    }
}
