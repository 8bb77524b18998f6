//! The use cases: how a command becomes history, and how history is checked.
//!
//! Read in this order: [`stored`] is how things are written down, [`ledger`] chains what happened, [`ports`] is what a
//! store promises, [`writer`] is the one way to write, [`verify`] proves that state is the ledger's shadow. [`import`]
//! brings in history from files, [`queries`] are the answers and [`sheet`] makes tables of them that a spreadsheet may open,
//! [`live`] is a workspace in service, [`preview`] tells what a publication would do to it, [`proposal`] is one that waits for a second person, [`access`] says who may do what
//! there, [`accounts`] lets people in, and [`loops`] do what time and history ask for. [`seal`] keeps secrets from whoever reads the database, [`audit`]
//! writes down what is no decision about a record, [`anchor`] signs where a ledger ends, [`export`] gives it out with its
//! proofs, and [`erasure`] takes a person out of it.

pub mod access;
pub mod accounts;
pub mod anchor;
pub mod audit;
pub mod erasure;
pub mod export;
mod fetch;
pub mod field;
pub mod import;
pub mod in_force;
pub mod ledger;
pub mod live;
pub mod loops;
pub mod ports;
pub mod preview;
pub mod proposal;
pub mod queries;
pub mod seal;
pub mod sheet;
pub mod stored;
pub mod verify;
pub mod writer;
