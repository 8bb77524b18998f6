//! The API as another system calls it: the real router over a workspace in service, with a clock that the tests turn.

mod calling;
mod description;
mod handoffs;
mod ledger;
mod limits;
mod personal;
mod policies;
mod records;
mod tokens;
mod versions;
