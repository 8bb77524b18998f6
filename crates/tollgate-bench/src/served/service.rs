//! The service as `tollgate serve` runs it, in this process and on a port of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_server::{Access, App, Feed, Limits, NoTokens, Settings, serve};
use tollgate_service::live::{Clock, Live};
use tollgate_service::writer::Writer;
use tollgate_store::{Database, Location};

/// A running service.
pub(crate) struct Service {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

#[derive(Debug)]
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_jiff(jiff::Timestamp::now())
    }
}

impl Service {
    /// Serves the database at `location` under the starter policy, for its own workspace or the one named.
    pub(crate) fn start(location: &Location, workspace: Option<&str>) -> Self {
        let (location, workspace) = (location.clone(), workspace.map(str::to_owned));
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            let app = app(&location, workspace.as_deref());
            runtime.block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
                tell.send(listener.local_addr().expect("an address"))
                    .expect("somebody waits");
                let until = async { drop(stopped.await) };
                serve(app, listener, until)
                    .await
                    .expect("the service ends in order");
            });
        });
        Self {
            address: told.recv().expect("the service listens"),
            stop,
            thread,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends the service.
    pub(crate) fn stop(self) {
        drop(self.stop);
        self.thread.join().expect("the service ends in order");
    }
}

/// The starter policy's text.
pub(crate) fn starter() -> Source {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/standard");
    Source::read_dir(&folder).expect("the starter policy")
}

fn app(location: &Location, workspace: Option<&str>) -> App {
    let source = starter();
    let mut policy = tollgate_policy::load(&source, jiff::civil::date(2026, 1, 1))
        .policy
        .expect("a policy without errors");
    if let Some(workspace) = workspace {
        policy.workspace.id = workspace.into();
    }
    let store = Database::at(location)
        .expect("a database")
        .workspace(&policy.workspace.id);
    let writer =
        Writer::open(store, policy, &source.bundle(), decide, SystemClock.now()).expect("a writer");
    let feed = Feed::default();
    let nudged = feed.clone();
    let live = Live::start(writer, Arc::new(SystemClock), move || nudged.nudge());
    App::new(Settings {
        workspace: Arc::new(live.expect("a workspace in service")),
        access: Access::ThisMachine(Arc::new(NoTokens)),
        limits: Limits::default(),
        feed,
        outgoing: None,
        demo: None,
    })
}
