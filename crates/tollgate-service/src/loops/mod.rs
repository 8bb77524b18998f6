//! What is done again and again, without input: look, do what is due, say when to look again. Doing it twice, or in
//! several processes at once, does no harm.

pub mod outbox;
pub mod retention;
