//! Tasks as a list: those that fit, a page at a time.

use std::ops::ControlFlow;

use tollgate_core::ids::{PersonId, QueueId, RecordRef, TaskId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Row, Task, TaskState};
use tollgate_core::wants::Want;

use super::bounds::LOOKED_AT_MAX;
use super::inbox::Inbox;
use crate::ports::{Read, StoreError};

/// Which tasks; all of what is said has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Whose inbox it is in.
    pub inbox: Option<Inbox>,
    /// Who does it: one of these; whoever where there is none.
    pub assignees: Vec<PersonId>,
    /// The queue whose members do it: one of these; whichever where there is none.
    pub queues: Vec<QueueId>,
    /// The record.
    pub record: Option<RecordRef>,
    /// Also those that are done.
    pub done: bool,
}

/// At most `limit` tasks that fit `filter` and come after `after`, the oldest first, and the one after which the next page
/// begins; `None` at the end.
///
/// # Errors
/// The store did not answer.
pub fn tasks(
    store: &dyn Read,
    policy: &Policy,
    filter: &TaskFilter,
    after: Option<TaskId>,
    limit: usize,
) -> Result<(Vec<Task>, Option<TaskId>), StoreError> {
    match filter.short_cut() {
        wants if wants.is_empty() => walk(store, filter, after, limit),
        wants => {
            let mut found = look_up(store, policy, filter, &wants)?;
            found.retain(|row| after.is_none_or(|after| row.id > after));
            let next = (found.len() > limit).then(|| found[limit - 1].id);
            found.truncate(limit);
            Ok((found, next))
        }
    }
}

/// All tasks that fit `filter`, which `wants` lead to, the oldest first.
fn look_up(
    store: &dyn Read,
    policy: &Policy,
    filter: &TaskFilter,
    wants: &[Want],
) -> Result<Vec<Task>, StoreError> {
    let rows = store.load(policy, wants)?.into_iter();
    let tasks = rows.filter_map(|row| match row {
        Row::Task(row) => Some(row),
        _ => None,
    });
    let mut found: Vec<_> = tasks.filter(|row| filter.takes(row)).collect();
    found.sort_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok(found)
}

fn walk(
    store: &dyn Read,
    filter: &TaskFilter,
    after: Option<TaskId>,
    limit: usize,
) -> Result<(Vec<Task>, Option<TaskId>), StoreError> {
    let (mut found, mut next, mut looked_at) = (Vec::new(), None, 0);
    store.tasks_after(after, &mut |row| {
        if found.len() == limit || looked_at == LOOKED_AT_MAX {
            return ControlFlow::Break(());
        }
        looked_at += 1;
        next = Some(row.id);
        found.extend(Some(row).filter(|row| filter.takes(row)));
        ControlFlow::Continue(())
    })?;
    let is_cut = found.len() == limit || looked_at == LOOKED_AT_MAX;
    Ok((found, next.filter(|_| is_cut)))
}

impl TaskFilter {
    fn takes(&self, row: &Task) -> bool {
        fn is_one_of<T: PartialEq>(wanted: &[T], found: Option<&T>) -> bool {
            wanted.is_empty() || found.is_some_and(|found| wanted.contains(found))
        }
        (self.inbox.as_ref()).is_none_or(|inbox| inbox.takes_task(row))
            && (self.done || row.state != TaskState::Done)
            && is_one_of(&self.assignees, row.assignee.as_ref())
            && is_one_of(&self.queues, row.queue.as_ref())
            && (self.record.as_ref()).is_none_or(|record| *record == row.record)
    }

    /// What names all that can fit, where the store has it at hand; nothing where it has not.
    fn short_cut(&self) -> Vec<Want> {
        match (&self.inbox, &self.record) {
            (Some(inbox), _) => inbox.tasks(),
            (_, Some(record)) => vec![Want::Record(record.clone())],
            _ if self.done => Vec::new(),
            _ => (self.assignees.iter().cloned())
                .map(Want::TasksCarriedBy)
                .collect(),
        }
    }
}
