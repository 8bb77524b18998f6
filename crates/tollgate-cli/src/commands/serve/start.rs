//! From settings to a running service.

use std::path::Path;
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr, miette};
use tokio::net::TcpListener;
use tollgate_core::decide::decide;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_server::{Access, App, Feed, Limits, serve as answer};
use tollgate_service::in_force::{in_force, source};
use tollgate_service::live::{Clock, Live};
use tollgate_service::ports::Read;
use tollgate_service::writer::Writer;
use tollgate_store::{Database, Location, WorkspaceStore};

use super::super::{init, policy};
use super::settings::Settings;

/// The machine's own clock.
#[derive(Debug)]
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_jiff(jiff::Timestamp::now())
    }
}

/// Serves until the process is told to stop.
pub(super) async fn serve(settings: Settings) -> miette::Result<()> {
    // The port first: a second server on it must not touch the database.
    let listener = TcpListener::bind(settings.listen)
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("`listen`: {} cannot be listened on", settings.listen))?;
    let feed = Feed::default();
    let live = {
        let (settings, feed) = (settings.clone(), feed.clone());
        tokio::task::spawn_blocking(move || open(&settings, feed))
            .await
            .into_diagnostic()??
    };
    let policy = live.policy();
    let address = listener.local_addr().into_diagnostic()?;
    tracing::info!(
        workspace = policy.workspace.id.as_str(),
        revision = policy.revision,
        database = %settings.database,
        "listening on http://{address}"
    );
    let app = App::new(tollgate_server::Settings {
        workspace: Arc::new(live),
        access: Access::ThisMachine,
        limits: Limits::default(),
        feed,
    });
    answer(app, listener, told_to_stop())
        .await
        .into_diagnostic()
}

/// The workspace, with its policy in force.
fn open(settings: &Settings, feed: Feed) -> miette::Result<Live<WorkspaceStore>> {
    let database = Database::at(&settings.database).into_diagnostic()?;
    let workspaces = database.workspaces().into_diagnostic()?;
    let (text, policy) = match &settings.policy {
        Some(folder) => given(folder)?,
        None => found(&settings.database, &workspaces)?,
    };
    let store = database.workspace(&policy.workspace.id);
    let now = SystemClock.now();
    let writer = Writer::open(store, policy, &text, decide, now).into_diagnostic()?;
    Live::start(writer, Arc::new(SystemClock), move || feed.nudge()).into_diagnostic()
}

fn given(folder: &Path) -> miette::Result<(String, Policy)> {
    let (source, policy) = policy::load(folder)?;
    Ok((source.bundle(), policy))
}

/// The policy in force in the database; the starter policy where there is none yet.
fn found(place: &Location, workspaces: &[String]) -> miette::Result<(String, Policy)> {
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
            let store = Database::at(place).into_diagnostic()?.workspace(only);
            let number = store.head().into_diagnostic()?.revision;
            let kept = store.revision(number).into_diagnostic()?;
            let policy = in_force(&store, number).into_diagnostic()?;
            let both = kept.map(|kept| source(&kept).bundle()).zip(policy);
            both.ok_or_else(|| {
                miette!("no policy is in force in `{place}`: give one with `--policy DIR`")
            })
        }
        several => Err(miette!(
            "`{place}` holds several workspaces, `{}`: say which by its policy, `--policy DIR`",
            several.join("`, `")
        )),
    }
}

/// Ends when the process is asked to stop: by the terminal, or by whoever started it.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler the process ends the hard way, and loses nothing either.
    drop(interrupt.await);
}
