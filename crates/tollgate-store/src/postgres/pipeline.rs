//! Several statements in one round trip.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use tokio_postgres::{Client, Error, Row};

use super::value::typed;
use super::{together, wall};
use crate::driver::Ask;
use crate::sql;

/// An answer on its way.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + 'a>>;

/// The rows of every question, each with the place of its question. Questions of one statement are asked in one.
pub(super) async fn ask(
    client: &Client,
    workspace: &str,
    asks: &[Ask<'_>],
) -> Result<Vec<(usize, Row)>, Error> {
    let mut answers: Vec<Answer<'_, Vec<(usize, Row)>>> = Vec::new();
    for places in together::by_statement(asks) {
        answers.push(Box::pin(together::ask(client, workspace, asks, places)));
    }
    let answers = in_turn(answers).await?;
    Ok(answers.into_iter().flatten().collect())
}

/// Begins a transaction and takes the head of `workspace`; no row where there is none yet. Where there `is_wall`, the
/// transaction says first whose it is.
pub(super) async fn begin(
    client: &Client,
    workspace: &str,
    is_wall: bool,
) -> Result<Vec<Row>, Error> {
    let begin = async {
        // After waiting for the head, what its holder committed is to be seen, whatever the server's own settings.
        let begin = "begin isolation level read committed";
        client.batch_execute(begin).await.map(|()| Vec::new())
    };
    let take = async {
        let text = sql::TAKE_HEAD.postgres();
        client.query_typed(text, &typed(&[workspace.into()])).await
    };
    let enter = async { wall::enter(client, workspace).await.map(|()| Vec::new()) };
    let mut all: Vec<Answer<'_, Vec<Row>>> = vec![Box::pin(begin)];
    if is_wall {
        all.push(Box::pin(enter));
    }
    all.push(Box::pin(take));
    Ok(in_turn(all).await?.pop().unwrap_or_default())
}

/// Sends every request in their order before it waits for the first answer; answers come in the same order.
///
/// # Errors
/// The first that failed. What comes after a request that could not be sent is not sent either.
pub(super) async fn in_turn<T>(mut answers: Vec<Answer<'_, T>>) -> Result<Vec<T>, Error> {
    let mut early: Vec<Option<T>> = Vec::with_capacity(answers.len());
    poll_fn(|context| {
        // A request is sent when its answer is first waited for.
        for answer in &mut answers {
            early.push(match answer.as_mut().poll(context) {
                Poll::Ready(Err(fault)) => return Poll::Ready(Err(fault)),
                Poll::Ready(Ok(outcome)) => Some(outcome),
                Poll::Pending => None,
            });
        }
        Poll::Ready(Ok(()))
    })
    .await?;
    let mut outcomes = Vec::with_capacity(answers.len());
    for (answer, early) in answers.into_iter().zip(early) {
        outcomes.push(match early {
            Some(outcome) => Ok(outcome),
            None => answer.await,
        });
    }
    outcomes.into_iter().collect()
}
