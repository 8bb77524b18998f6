//! The real service as a process, and what may happen to it.

mod clients;
#[path = "../common/mod.rs"]
mod common;
mod disconnected;
mod disk_full;
mod endpoints;
mod failover;
mod http;
mod isolation;
mod killed;
mod ledger;
mod noticed;
mod oidc;
mod policy;
mod process;
mod receiver;
mod retention;
mod sign_in;
mod slow_reader;
mod traces;
mod waiting;
mod workspaces;
