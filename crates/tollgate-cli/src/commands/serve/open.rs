//! From settings to workspaces in service.

use std::sync::Arc;

use miette::{IntoDiagnostic, miette};
use tollgate_connectors::ConnectorSettings;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_server::{Access, App, Demo, Feed, Origin, TokenBook as _, path_of};
use tollgate_service::accounts::Entrance;
use tollgate_service::live::{Clock, Live};
use tollgate_service::ports::Store as _;
use tollgate_service::writer::Writer;
use tollgate_store::{Database, WorkspaceStore};

use super::book::Book;
use super::dispatch::dispatch;
use super::door::entry;
use super::nudge::nudges;
use super::outgoing::Endpoints;
use super::outgoing_settings::of_workspace;
use super::policies::{Known, known};
use super::retention::forget;
use super::sealed::sealed;
use super::settings::Settings;
use super::workspace_settings::Wanted;

/// A workspace in service, where it is reached, and how the first comes in.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) app: App,
    pub(super) origin: Origin,
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

/// Puts the workspaces in service, in the order of the settings. The first of them knows of the made-up company.
///
/// # Errors
/// The database or one of the policies cannot be used. Where it is a policy, none was put in force.
pub(super) fn open(settings: &Settings, demo: Option<Demo>) -> miette::Result<Vec<Opened>> {
    let all = settings.workspaces.iter();
    let known = all.map(|wanted| Ok((wanted, known(&settings.database, wanted)?)));
    let known: Vec<_> = known.collect::<miette::Result<_>>()?;
    let demos = std::iter::once(demo).chain(std::iter::repeat(None));
    let opened = known.into_iter().zip(demos);
    opened
        .map(|((wanted, known), demo)| open_one(settings, wanted, known, demo))
        .collect()
}

fn open_one(
    settings: &Settings,
    wanted: &Wanted,
    (text, policy): Known,
    demo: Option<Demo>,
) -> miette::Result<Opened> {
    let name = policy.workspace.id.to_string();
    let database = Database::at(&settings.database).into_diagnostic()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = sealed(database.workspace(&name), &settings.seals)?;
    let others = store.another().into_diagnostic()?;
    let writer = Writer::open(store, policy, &text, decide, clock.now()).into_diagnostic()?;
    let access = access(settings, &others, &clock)?;
    let kept = others.another().into_diagnostic()?;
    let entry = entry(kept, settings, wanted.is_first)?;
    let outgoing = of_workspace(&settings.outgoing, &name);
    let running = run(writer, others, outgoing, clock)?;
    let revision = running.workspace.policy().revision;
    let path = path_of(&name);
    tracing::info!(workspace = name, revision, "in service at {path}/");
    let served = tollgate_server::Settings {
        workspace: running.workspace,
        access,
        limits: settings.limits,
        feed: running.feed,
        outgoing: Some(running.outgoing),
        demo,
    };
    Ok(Opened {
        app: App::with_door(served, entry.door),
        name,
        origin: entry.origin,
        entrance: entry.entrance,
    })
}

/// A workspace that carries out what it is given, and tells others of it.
struct Running {
    workspace: Arc<Live<WorkspaceStore>>,
    feed: Feed,
    outgoing: Arc<Endpoints>,
}

fn run(
    writer: Writer<WorkspaceStore>,
    others: WorkspaceStore,
    connectors: ConnectorSettings,
    clock: Arc<dyn Clock>,
) -> miette::Result<Running> {
    let (feed, (nudge, nudged)) = (Feed::default(), nudges());
    let (news, outbox) = (feed.clone(), nudge.clone());
    let live = Live::start(writer, Arc::clone(&clock), move || {
        news.nudge();
        outbox.give();
    });
    let workspace = Arc::new(live.into_diagnostic()?);
    dispatch(&workspace, &others, &connectors, &clock, &nudged)?;
    forget(&workspace, &others, &clock)?;
    let outgoing = Arc::new(Endpoints::new(others, connectors, clock, nudge));
    Ok(Running {
        workspace,
        feed,
        outgoing,
    })
}

/// By token or session, once there is a token or an account. While there is none, whoever reaches the port may do everything, so
/// only this machine may reach it.
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
            workspace = store.name(),
            "there are no accounts and no tokens: everybody on this machine may do everything until there are"
        );
        return Ok(Access::ThisMachine(Arc::new(book)));
    }
    Err(miette!(
        help = "make an account with `tollgate account create`, or a token with `tollgate token create`, or listen on 127.0.0.1 or [::1]",
        "`listen`: without accounts and tokens, as in `{}`, the service listens on this machine alone, not on {}",
        store.name(),
        settings.listen.ip()
    ))
}
