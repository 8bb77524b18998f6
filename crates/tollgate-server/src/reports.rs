//! Reports, those that took long among them kept for whoever asks next.

use std::future::Future;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use tollgate_core::ids::PointId;
use tollgate_core::policy::{HandoffPoint, Policy};
use tollgate_service::ports::{Read, StoreError};
use tollgate_service::queries::{
    self, Asked, FailureReport, HandoverView, Matrix, MovesView, PointReport,
};

use crate::app::App;
use crate::kept::Kept;
use crate::problem::Problem;

/// Where rows of the matrix are found, a thread a core: apart from the threads on which stored forms are read, as a list would wait
/// there until a row is done. `None` where no threads are to be had.
static ROWS: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let threads = ThreadPoolBuilder::new().thread_name(|number| format!("matrix-{number}"));
    threads.build().ok()
});

/// Reports that took long.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    pub(crate) matrix: Kept<Matrix>,
    pub(crate) points: Kept<Option<PointReport>>,
    pub(crate) failures: Kept<FailureReport>,
    pub(crate) handovers: Kept<HandoverView>,
    pub(crate) moves: Kept<MovesView>,
}

impl App {
    /// The report `about` that `asked` for, where it is about a period: one of those that are kept in `kept`, or what `question` finds.
    pub(crate) async fn report<T: Send + Sync + 'static>(
        &self,
        kept: fn(&Reports) -> &Kept<T>,
        asked: Option<&Asked>,
        about: &str,
        question: impl FnOnce(&dyn Read, &Policy) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        let finder = self.clone();
        let find = async move { finder.read(question).await };
        self.kept(kept, asked, about, find).await
    }

    /// The oversight matrix that `asked` for: one that is kept, or one whose rows are found side by side.
    pub(crate) async fn matrix(&self, asked: Asked) -> Result<Arc<Matrix>, Problem> {
        let finder = self.clone();
        let find = async move {
            let found = tokio::task::spawn_blocking(move || finder.find_matrix(&asked)).await;
            found.map_err(|_| Problem::internal())?
        };
        self.kept(|kept| &kept.matrix, Some(&asked), "", find).await
    }

    /// The report on `point` that `asked` for; `None` where the policy does not know it.
    pub(crate) async fn point_report(
        &self,
        point: &PointId,
        asked: Asked,
    ) -> Result<Arc<Option<PointReport>>, Problem> {
        let id = point.clone();
        let find = move |store: &dyn Read, policy: &Policy| match policy.points.get(&id) {
            Some(point) => queries::handoff_point(store, policy, point, &asked),
            None => Ok(None),
        };
        let about = point.as_str();
        self.report(|kept| &kept.points, Some(&asked), about, find)
            .await
    }

    /// Who handed over to whom in the period that `asked` for.
    pub(crate) async fn handovers(&self, asked: Asked) -> Result<Arc<HandoverView>, Problem> {
        let asked = Asked { trend: 0, ..asked };
        let find = move |store: &dyn Read, policy: &Policy| {
            queries::handovers(store, policy, asked.period)
        };
        self.report(|kept| &kept.handovers, Some(&asked), "", find)
            .await
    }

    /// How records moved from stage to stage in the period that `asked` for.
    pub(crate) async fn moves(&self, asked: Asked) -> Result<Arc<MovesView>, Problem> {
        let asked = Asked { trend: 0, ..asked };
        let find = move |store: &dyn Read, policy: &Policy| queries::moves(store, policy, &asked);
        self.report(|kept| &kept.moves, Some(&asked), "", find)
            .await
    }

    /// As many rows at a time as there are cores, each by a handle of its own.
    fn find_matrix(&self, asked: &Asked) -> Result<Matrix, Problem> {
        let policy = self.policy();
        let points = queries::in_order(&policy);
        let row = |point: &&HandoffPoint| {
            self.ask(|store, _| queries::matrix_row(store, &policy, point, asked))
        };
        let rows = || points.par_iter().with_max_len(1).map(row).collect();
        let rows: Result<Vec<_>, Problem> = match &*ROWS {
            Some(threads) => threads.install(rows),
            None => rows(),
        };
        let rows = rows?;
        Ok(Matrix::of(&policy, asked, rows.into_iter().flatten()))
    }

    /// What is kept as the answer to a report in `kept`, or what `find` finds.
    async fn kept<T: Send + Sync + 'static>(
        &self,
        kept: fn(&Reports) -> &Kept<T>,
        asked: Option<&Asked>,
        about: &str,
        find: impl Future<Output = Result<T, Problem>> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        let revision = self.policy().revision;
        let of = asked.map(|asked| (asked.period, asked.week, asked.trend));
        let key = format!("{revision} {of:?} {about}");
        let clock = self.clone();
        kept(self.reports())
            .ask(key, move || clock.now(), find)
            .await
    }
}
