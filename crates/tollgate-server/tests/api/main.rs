//! The API as another system calls it: the real router over a workspace in service, with a clock that the tests turn.

mod calling;
mod description;
mod handoffs;
mod headers;
mod ledger;
mod limits;
mod masked;
mod policies;
mod rates;
mod records;
mod roles;
mod scope;
mod sheets;
mod tokens;
mod versions;
