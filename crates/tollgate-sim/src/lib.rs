//! A made-up company at work: a seeded stream of what its people and systems would send to Tollgate.
//!
//! [`Year`] is the stream. It plays every order through the engine in memory as it goes, because people react to what
//! the engine decides: who is offered a lead calls it, who gets a handoff back mends it. What it yields can be given to
//! any writer afterwards, and leads to the same events there. [`check`] holds what must be true at every step.
//!
//! The company works under the starter policy (`policies/standard`). One file an actor: [`Year`] asks none of them what
//! it knows of the others.

mod ae;
mod agenda;
pub mod check;
mod courier;
mod data_desk;
mod deal_desk;
mod deals;
pub mod faults;
mod made_up;
mod manager;
mod marketing;
mod people;
mod random;
mod renewals;
mod scenario;
mod scene;
mod sdr;
mod sights;
mod success;
mod truth;
mod usage;
mod workspace;
mod year;

pub use scenario::Scenario;
pub use sights::Sights;
pub use workspace::{Decision, Watch};
pub use year::Year;
