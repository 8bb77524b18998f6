//! `/v1/tasks`: tasks of playbooks.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_core::command::Command;
use tollgate_core::ids::TaskId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Row, RowKey};
use tollgate_core::wants::Want;
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::{self, Called, TaskFilter};
use utoipa::IntoParams;

use super::handoff_acts::Nothing;
use super::{id, inbox, page_rows, record_ref, several};
use crate::api::{DoneView, ProblemView, TaskPage, TaskView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::{Path, Query};
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;
use crate::version::{IfMatch, Version, Versioned};

/// Which tasks; all of what is said has to fit.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Whose inbox it is in: what is theirs to do, and what waits in their queues for anybody
    inbox: Option<String>,
    /// Who does it; several with commas between them
    assignee: Option<String>,
    /// The queue whose members do it; several with commas between them
    queue: Option<String>,
    /// The record, as `customer/C-1`
    record: Option<String>,
    /// Also those that are done
    #[serde(default)]
    done: bool,
    /// Where the page begins: `next` of the page before
    cursor: Option<String>,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

impl Asked {
    fn filter(&self, policy: &Policy) -> Result<TaskFilter, Problem> {
        let record = self.record.as_deref();
        let record = record.map(|text| record_ref("record", text));
        Ok(TaskFilter {
            inbox: inbox(policy, self.inbox.as_deref()),
            assignees: several(self.assignee.as_deref()).map(Into::into).collect(),
            queues: several(self.queue.as_deref()).map(Into::into).collect(),
            record: record.transpose()?,
            done: self.done,
        })
    }
}

/// Tasks, the oldest first
#[utoipa::path(get, path = "/v1/tasks", tag = "tasks", params(Asked),
    responses((status = 200, body = TaskPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_tasks(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Query(asked): Query<Asked>,
) -> Result<Json<TaskPage>, Problem> {
    let limit = page_rows(&app, asked.limit)?;
    let after: Option<TaskId> = asked
        .cursor
        .as_deref()
        .map(|text| id("cursor", text))
        .transpose()?;
    let filter = asked.filter(&app.policy())?;
    let page = app.read(move |store, policy| {
        let (tasks, next) = queries::tasks(store, policy, &filter, after, limit)?;
        let mask = Mask::of(&caller, policy);
        let records = tasks.iter().map(|task| &task.record);
        let called = Called::load(store, policy, records, &mask)?;
        let tasks = tasks.iter().map(|task| TaskView::new(task, &called));
        Ok(TaskPage {
            tasks: tasks.collect(),
            next: next.map(|id| id.to_string()),
        })
    });
    Ok(Json(page.await?))
}

/// A task as it stands
#[utoipa::path(get, path = "/v1/tasks/{id}", tag = "tasks", params(("id" = String, Path)),
    responses((status = 200, body = TaskView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_task(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path(text): Path<String>,
) -> Result<Versioned<TaskView>, Problem> {
    let key = RowKey::Task(id("task", &text)?);
    let found = app.read(move |store, policy| {
        let version = Version::of_row(store, policy, &key)?;
        let rows = store.load(policy, &[Want::Row(key)])?;
        let task = rows.into_iter().find_map(|row| match row {
            Row::Task(row) => Some(row),
            _ => None,
        });
        let Some((version, task)) = version.zip(task) else {
            return Ok(None);
        };
        let mask = Mask::of(&caller, policy);
        let called = Called::load(store, policy, [&task.record], &mask)?;
        Ok(Some((version, TaskView::new(&task, &called))))
    });
    let (version, view) = found
        .await?
        .ok_or_else(|| Problem::not_found(format!("task `{text}`")))?;
    Ok(Versioned(version, view))
}

/// Say that a task is done
#[utoipa::path(post, path = "/v1/tasks/{id}/complete", tag = "tasks",
    params(("id" = String, Path), ("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200),
        ("if-match" = Option<String>, Header, description = "The `ETag` of what was read; where it is another by now, nothing happens")),
    responses((status = 200, body = DoneView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn complete_task(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Act>,
    Path(text): Path<String>,
    meant: IfMatch,
    sent: Sent<Nothing>,
) -> Result<Json<DoneView>, Problem> {
    let task: TaskId = id("task", &text)?;
    let command = Command::CompleteTask(task);
    app.unless_changed(meant, sent.delivery.as_ref(), RowKey::Task(task))
        .await?;
    let done = app.act(&caller, command, sent.delivery).await?;
    Ok(Json(done.into()))
}
