//! The API as another system calls it: the real router over a workspace in service, with a clock that the tests turn.

mod calling;
mod description;
mod handoffs;
mod headers;
mod ledger;
mod limits;
mod policies;
mod rates;
mod records;
mod sheets;
mod tokens;
mod versions;
