//! The real service, asked as somebody would who means it no good. What it must never do: fall, answer with a fault of its
//! own, show what it should not, or leave others waiting.

mod bodies;
#[path = "../common/mod.rs"]
mod common;
mod connections;
mod framing;
mod paths;
mod secrets;
mod service;
mod tls;
