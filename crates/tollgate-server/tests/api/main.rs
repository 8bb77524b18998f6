//! The API as another system calls it: the real router over a workspace in service, with a clock that the tests turn.

mod account_tokens;
mod accounts;
mod audited;
mod calling;
mod coming_in;
mod cross_site;
mod description;
mod handoffs;
mod headers;
mod ledger;
mod limits;
mod masked;
mod personal;
mod policies;
mod proposals;
mod rates;
mod records;
mod roles;
mod scope;
mod second_factor;
mod sessions;
mod set_up;
mod sheets;
mod tokens;
mod versions;
