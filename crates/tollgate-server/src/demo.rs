//! A made-up company to look around in, beside the workspaces that are served: it is made when somebody asks for it. Decision 0028.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use tokio::task::JoinSet;

use crate::api::{DemoState, DemoView};
use crate::app::App;
use crate::front::path_of;
use crate::router::router;
use crate::warm::keep_warm;

/// Tells how many days of how many are played.
pub type Tell<'a> = &'a (dyn Fn(u32, u32) + Sync);

/// Makes the workspace, which takes some seconds on a thread of the runtime; or says why it cannot be made.
pub type Make = Box<dyn Fn(Tell<'_>) -> Result<App, String> + Send + Sync>;

/// The made-up company, as one workspace knows of it. A clone is the same.
#[derive(Clone, Debug)]
pub struct Demo(Arc<Inner>);

struct Inner {
    make: Option<Make>,
    stage: Mutex<Stage>,
}

/// How far it is.
enum Stage {
    /// This workspace is the made-up company.
    Here,
    Offered,
    Playing {
        day: u32,
        days: u32,
    },
    Failed(String),
    Ready(Box<Made>),
}

/// The workspace, in service.
struct Made {
    app: App,
    router: Router,
    _warm: JoinSet<()>,
}

impl Demo {
    /// One that `make` makes once somebody asks for it.
    pub fn offered(make: Make) -> Self {
        Self::at(Some(make), Stage::Offered)
    }

    /// For the workspace that is the made-up company.
    pub fn here() -> Self {
        Self::at(None, Stage::Here)
    }

    fn at(make: Option<Make>, stage: Stage) -> Self {
        let stage = Mutex::new(stage);
        Self(Arc::new(Inner { make, stage }))
    }

    /// Has it made, unless it is there or on its way.
    pub(crate) fn begin(&self) {
        let begins = self.with(|stage| {
            let begins = matches!(stage, Stage::Offered | Stage::Failed(_));
            if begins {
                *stage = Stage::Playing { day: 0, days: 0 };
            }
            begins
        });
        if begins {
            let demo = self.clone();
            tokio::task::spawn_blocking(move || demo.make());
        }
    }

    fn make(&self) {
        let Some(make) = &self.0.make else { return };
        let tell = |day, days| self.with(|stage| *stage = Stage::Playing { day, days });
        let stage = match make(&tell) {
            Ok(app) => Stage::Ready(Box::new(Made::of(app))),
            Err(why) => {
                tracing::warn!("the made-up company cannot be looked at: {why}");
                Stage::Failed(why)
            }
        };
        self.with(|before| *before = stage);
    }

    /// What is told of it.
    pub(crate) fn view(&self) -> DemoView {
        self.with(|stage| match stage {
            Stage::Here => DemoView::of(DemoState::Here),
            Stage::Offered => DemoView::of(DemoState::Offered),
            Stage::Playing { day, days } => DemoView {
                day: *day,
                days: *days,
                ..DemoView::of(DemoState::Playing)
            },
            Stage::Failed(why) => DemoView {
                why: Some(why.clone()),
                ..DemoView::of(DemoState::Failed)
            },
            Stage::Ready(made) => DemoView {
                path: Some(path_of(made.app.name())),
                ..DemoView::of(DemoState::Ready)
            },
        })
    }

    /// What answers for it, where it is in service under `name`, as addresses have it.
    pub(crate) fn router(&self, name: &str) -> Option<Router> {
        self.ready(|made| (made.app.name() == name).then(|| made.router.clone()))
            .flatten()
    }

    /// Ends what goes on in it without an end.
    pub(crate) fn close(&self) {
        self.ready(|made| made.app.feed().close());
    }

    /// Has it carry out what it was given, and end.
    pub(crate) fn stop(&self) {
        let app = self.ready(|made| made.app.clone());
        if let Some(app) = app {
            app.workspace().stop();
        }
    }

    fn ready<T>(&self, ask: impl FnOnce(&Made) -> T) -> Option<T> {
        self.with(|stage| match stage {
            Stage::Ready(made) => Some(ask(made)),
            _ => None,
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Stage) -> T) -> T {
        // Each change is one assignment, so whoever panicked left it whole.
        act(&mut self.0.stage.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Made {
    fn of(app: App) -> Self {
        Self {
            router: router(app.clone()),
            _warm: [app.clone()].map(keep_warm).into_iter().collect(),
            app,
        }
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Demo").finish_non_exhaustive()
    }
}
