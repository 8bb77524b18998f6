//! Plays a year into a database.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use miette::{IntoDiagnostic, miette};
use tollgate_core::decide::decide;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_service::ports::Read;
use tollgate_service::writer::{Order, Pipeline, Writer};
use tollgate_sim::{Scenario, Sights, Year};
use tollgate_store::{Database, Location, WorkspaceStore};

use super::WhichYear;

/// How many orders go to the writer at once.
const CHUNK: usize = 1_000;
/// How many chunks may wait for the writer.
const AHEAD: usize = 8;
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// How large a year was, and what is worth a look in it.
pub(in super::super) struct Played {
    pub(super) sights: Sights,
    pub(super) orders: u64,
    pub(super) entries: u64,
}

/// Plays the year under the policy of `source` into the database at `db`, which is made, and tells each day of how many that is
/// written.
///
/// # Errors
/// The database cannot be written.
pub(in super::super) fn play(
    which: &WhichYear,
    source: &Source,
    db: &Location,
    tell: &dyn Fn(u32, u32),
) -> miette::Result<Played> {
    let scenario = which.scenario.clone();
    let (played, written) = (policy(source, &scenario)?, policy(source, &scenario)?);
    let year = Year::new(&played, scenario);
    let store = Database::at(db)
        .into_diagnostic()?
        .workspace(&written.workspace.id);
    let mut writer = Writer::open(store, written, &source.bundle(), decide, year.starts_at())
        .into_diagnostic()?;
    let (orders, sights) = side_by_side(year, which.until, &mut writer, tell)?;
    let entries = writer.store().head().into_diagnostic()?.sequence;
    Ok(Played {
        sights,
        orders,
        entries,
    })
}

/// The policy, as the first day of the year finds it.
fn policy(source: &Source, scenario: &Scenario) -> miette::Result<Policy> {
    let policy = tollgate_policy::load(source, scenario.from).policy;
    policy.ok_or_else(|| {
        miette!("the starter policy has errors; this is a fault in Tollgate, please report it")
    })
}

/// Plays on one thread and writes on this one: neither waits for the other but when the writer falls behind.
fn side_by_side(
    year: Year<'_>,
    until: Option<Timestamp>,
    writer: &mut Writer<WorkspaceStore>,
    tell: &dyn Fn(u32, u32),
) -> miette::Result<(u64, Sights)> {
    let (from, to) = (year.starts_at(), year.ends_at());
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        let player = scope.spawn(move || live(year, until, &sender));
        let written = write(writer, receiver, (from, to), tell);
        let sights = player.join().map_err(|_| {
            miette!("the company fell apart; this is a fault in Tollgate, please report it")
        })?;
        Ok((written?, sights))
    })
}

/// Sends the orders of the year up to `until`; stops when nobody takes them any more.
fn live(mut year: Year<'_>, until: Option<Timestamp>, orders: &SyncSender<Vec<Order>>) -> Sights {
    loop {
        let lies_before = |order: &Order| until.is_none_or(|until| order.at <= until);
        let chunk: Vec<Order> = year.by_ref().take_while(lies_before).take(CHUNK).collect();
        if chunk.is_empty() || orders.send(chunk).is_err() {
            return Sights::of(year.rows());
        }
    }
}

/// Writes the orders as they come; gives how many there were.
fn write(
    writer: &mut Writer<WorkspaceStore>,
    orders: Receiver<Vec<Order>>,
    (from, to): (Timestamp, Timestamp),
    tell: &dyn Fn(u32, u32),
) -> miette::Result<u64> {
    let day_of = |at: Timestamp| u32::try_from(at.since(from) / DAY).unwrap_or(0);
    let mut written = 0;
    let mut pipeline = Pipeline::new(writer, || ()).into_diagnostic()?;
    for chunk in orders {
        written += chunk.len() as u64;
        let at = chunk.last().map_or(to, |order| order.at);
        for order in chunk {
            pipeline.give(order).into_diagnostic()?;
        }
        tell(day_of(at), day_of(to));
    }
    pipeline.settle().into_diagnostic()?;
    Ok(written)
}
