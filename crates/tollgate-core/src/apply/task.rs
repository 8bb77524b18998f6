//! Tasks of playbooks.

use crate::ids::TaskId;
use crate::state::{Situation, TaskState};
use crate::time::Timestamp;

pub(super) fn opened(rows: &mut Situation<'_>, task: &TaskId) {
    rows.update_task(task, |task| task.state = TaskState::Open);
}

pub(super) fn done(rows: &mut Situation<'_>, task: &TaskId, at: Timestamp) {
    rows.update_task(task, |task| {
        task.state = TaskState::Done;
        task.done_at = Some(at);
    });
}
