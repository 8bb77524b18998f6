//! From settings to a workspace in service.

use std::path::Path;
use std::sync::Arc;

use miette::{IntoDiagnostic, miette};
use tollgate_core::decide::decide;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_server::{Access, Door, Feed, TokenBook as _};
use tollgate_service::accounts::Entrance;
use tollgate_service::in_force::{in_force, source};
use tollgate_service::live::{Clock, Live};
use tollgate_service::ports::{Read, Store};
use tollgate_service::writer::Writer;
use tollgate_store::{Database, Location, WorkspaceStore};

use super::super::{init, policy};
use super::book::Book;
use super::dispatch::dispatch;
use super::door::door;
use super::nudge::nudges;
use super::outgoing::Endpoints;
use super::sealed::sealed;
use super::settings::Settings;

/// A workspace in service, who may call, and what goes out.
pub(super) struct Opened {
    pub(super) live: Arc<Live<WorkspaceStore>>,
    pub(super) access: Access,
    pub(super) outgoing: Arc<Endpoints>,
    pub(super) door: Door,
    pub(super) entrance: Arc<Entrance>,
}

/// The machine's own clock.
#[derive(Debug)]
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_jiff(jiff::Timestamp::now())
    }
}

/// Puts the workspace in service; `feed` is nudged when its ledger grows.
///
/// # Errors
/// The database or the policy cannot be used.
pub(super) fn open(settings: &Settings, feed: Feed) -> miette::Result<Opened> {
    let database = Database::at(&settings.database).into_diagnostic()?;
    let workspaces = database.workspaces().into_diagnostic()?;
    let (text, policy) = match &settings.policy {
        Some(folder) => given(folder)?,
        None => found(&settings.database, &workspaces)?,
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = sealed(database.workspace(&policy.workspace.id), &settings.seals)?;
    let others = store.another().into_diagnostic()?;
    let writer = Writer::open(store, policy, &text, decide, clock.now()).into_diagnostic()?;
    let access = access(settings, &others, &clock)?;
    let kept = others.another().into_diagnostic()?;
    let (door, entrance) = door(kept, settings)?;
    let (nudge, nudged) = nudges();
    let outbox = nudge.clone();
    let live = Live::start(writer, Arc::clone(&clock), move || {
        feed.nudge();
        outbox.give();
    });
    let live = Arc::new(live.into_diagnostic()?);
    dispatch(&live, &others, &settings.outgoing, &clock, &nudged)?;
    let outgoing = Endpoints::new(others, settings.outgoing.clone(), clock, nudge);
    Ok(Opened {
        live,
        access,
        outgoing: Arc::new(outgoing),
        door,
        entrance,
    })
}

/// By token or session, once there is a token or an account. While there is none, whoever reaches the port may do everything, so only this machine may
/// reach it.
fn access(
    settings: &Settings,
    store: &WorkspaceStore,
    clock: &Arc<dyn Clock>,
) -> miette::Result<Access> {
    let book = Book::new(store.another().into_diagnostic()?, Arc::clone(clock));
    if book.is_in_use().into_diagnostic()? {
        return Ok(Access::Tokens(Arc::new(book)));
    }
    if settings.listen.ip().is_loopback() {
        tracing::warn!(
            "there are no accounts and no tokens: everybody on this machine may do everything until there are"
        );
        return Ok(Access::ThisMachine(Arc::new(book)));
    }
    Err(miette!(
        help = "make an account with `tollgate account create`, or a token with `tollgate token create`, or listen on 127.0.0.1 or [::1]",
        "`listen`: without accounts and tokens the service listens on this machine alone, not on {}",
        settings.listen.ip()
    ))
}

fn given(folder: &Path) -> miette::Result<(String, Policy)> {
    let (source, policy) = policy::load(folder)?;
    Ok((source.bundle(), policy))
}

/// The policy in force in the database; the starter policy where there is none yet.
fn found(location: &Location, workspaces: &[String]) -> miette::Result<(String, Policy)> {
    match workspaces {
        [] => {
            tracing::info!("the database is new: the starter policy comes into force");
            let source = Source::new(init::STARTER.iter().copied());
            let checked = tollgate_policy::load(&source, policy::today());
            let policy = checked.policy.ok_or_else(|| {
                miette!(
                    "the starter policy has errors; this is a fault in Tollgate, please report it"
                )
            })?;
            Ok((source.bundle(), policy))
        }
        [only] => {
            let database = Database::at(location).into_diagnostic()?;
            let store = database.workspace(only);
            let number = store.head().into_diagnostic()?.revision;
            let kept = store.revision(number).into_diagnostic()?;
            let policy = in_force(&store, number).into_diagnostic()?;
            let both = kept.map(|kept| source(&kept).bundle()).zip(policy);
            both.ok_or_else(|| {
                miette!("no policy is in force in `{location}`: give one with `--policy DIR`")
            })
        }
        several => Err(miette!(
            "`{location}` holds several workspaces, `{}`: say which by its policy, `--policy DIR`",
            several.join("`, `")
        )),
    }
}
