//! `/v1/queues`: who carries what.

use axum::Json;
use axum::extract::State;
use tollgate_core::decide::next_in_queue;
use tollgate_core::policy::{Pick, Policy, Queue};
use tollgate_core::state::{Availability, Row, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use tollgate_service::ports::{Read, StoreError};

use crate::api::{MemberView, NextMember, ProblemView, QueueView};
use crate::app::App;
use crate::caller::Calling;
use crate::problem::Problem;
use crate::purpose::to;

/// Every queue: what waits in it, its members, their loads and levels, and whose turn it is
#[utoipa::path(get, path = "/v1/queues", tag = "people",
    responses((status = 200, body = Vec<QueueView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_queues(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Json<Vec<QueueView>>, Problem> {
    let now = app.now();
    let queues = app.read(move |store, policy| {
        let people = people(store, policy)?;
        let queues = policy.queues.values();
        queues
            .map(|queue| view(store, policy, &people, queue, now))
            .collect()
    });
    Ok(Json(queues.await?))
}

/// Every account and every presence, read once for all queues.
fn people(store: &dyn Read, policy: &Policy) -> Result<Situation<'static>, StoreError> {
    let (standings, presences) = store.people()?;
    let standings = standings.into_iter().map(Row::Standing);
    let mut people = Situation::default();
    standings
        .chain(presences.into_iter().map(Row::Presence))
        .for_each(|row| people.learn(policy, row));
    Ok(people)
}

fn view(
    store: &dyn Read,
    policy: &Policy,
    people: &Situation<'_>,
    queue: &Queue,
    now: Timestamp,
) -> Result<QueueView, StoreError> {
    let mut rows = Situation::default();
    for row in store.load(policy, &[Want::WaitingIn(queue.id.clone())])? {
        rows.learn(policy, row);
    }
    let waiting = rows.waiting_in(&queue.id);
    Ok(QueueView {
        id: queue.id.to_string(),
        team: queue.team.to_string(),
        pick: match queue.pick {
            Pick::Fair => "fair",
            Pick::Weighted => "weighted",
            Pick::LeastLoaded => "least_loaded",
            Pick::InOrder => "in_order",
            Pick::Claim => "claim",
        },
        capacity: queue.capacity,
        waiting: waiting.iter().map(ToString::to_string).collect(),
        members: members(policy, people, queue),
        next: next(policy, people, queue, now),
    })
}

fn next(policy: &Policy, people: &Situation<'_>, queue: &Queue, now: Timestamp) -> NextMember {
    let (member, reasons) = next_in_queue(policy, people, &queue.id, now);
    let says: Vec<_> = reasons.iter().map(|reason| reason.says.as_str()).collect();
    NextMember {
        member: member.map(|id| id.to_string()),
        says: says.join("; "),
    }
}

fn members(policy: &Policy, people: &Situation<'_>, queue: &Queue) -> Vec<MemberView> {
    let team = policy.teams.get(&queue.team);
    let members = team.into_iter().flat_map(|team| &team.members);
    members
        .map(|id| {
            let account = people.standing(&(queue.id.clone(), id.clone()));
            let weight = queue.weights.get(id).copied().unwrap_or(1.0);
            MemberView {
                id: id.to_string(),
                availability: people
                    .presence(id)
                    .map_or(Availability::Here, |row| row.availability)
                    .into(),
                open: account.map_or(0, |account| account.open),
                offered: account.map_or(0, |account| account.offered),
                level: account.map_or(0.0, |account| account.credit / weight),
                offered_at: account
                    .and_then(|account| account.offered_at)
                    .map(|at| at.to_string()),
            }
        })
        .collect()
}
