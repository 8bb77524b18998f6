//! Many commands in one request: a JSON array, or NDJSON that is answered while it is read.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use tokio::sync::{mpsc, oneshot};
use tokio_stream::wrappers::ReceiverStream;
use tollgate_core::command::Command;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::access::Caller;
use tollgate_service::live::Unanswered;
use tollgate_service::writer::{Answer, Order};
use utoipa::ToSchema;

use crate::api::{DoneView, ProblemView};
use crate::app::{App, refusal};
use crate::problem::Problem;
use crate::sent::{KeysOf, Sent, parse, too_large};

/// Lines that are given to the workspace together.
const GROUP: usize = 256;
/// Groups that may wait for their answers while further lines are read.
const GROUPS_MAX: usize = 16;

/// The answer to one line, or to one item of an array.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LineView {
    /// Which one, counted from 1.
    line: u64,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<DoneView>,
    /// Why it could not be used, or was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemView>,
}

/// How an item becomes a command.
type Read<T> = fn(T, &Policy, Timestamp) -> Result<Command, Problem>;

/// Answers a request of many commands.
pub(super) async fn answer<T: DeserializeOwned + Send + 'static>(
    app: App,
    caller: Caller,
    request: Request,
    read: Read<T>,
) -> Result<Response, Problem> {
    let form = request.headers().get(header::CONTENT_TYPE);
    let is_stream = form
        .and_then(|form| form.to_str().ok())
        .is_some_and(|form| form.starts_with("application/x-ndjson"));
    let lines = Lines {
        key: key(&request),
        app,
        caller,
        read,
        line: 0,
    };
    if is_stream {
        Ok(lines.stream(request.into_body()))
    } else {
        lines.array(request).await
    }
}

/// The caller's idempotency key, which each line's own key is made from.
fn key(request: &Request) -> Option<String> {
    let header = request.headers().get("idempotency-key")?;
    header.to_str().ok().map(str::to_owned)
}

struct Lines<T> {
    app: App,
    caller: Caller,
    read: Read<T>,
    key: Option<String>,
    line: u64,
}

/// A group of lines: those that are being carried out, and those that could not be read.
struct Group {
    lines: Vec<(u64, Result<(), Problem>)>,
    answers: Option<oneshot::Receiver<Result<Vec<Answer>, Unanswered>>>,
}

impl<T: DeserializeOwned + Send + 'static> Lines<T> {
    async fn array(mut self, request: Request) -> Result<Response, Problem> {
        let sent = <Sent<Vec<Box<RawValue>>> as axum::extract::FromRequest<App>>::from_request(
            request, &self.app,
        )
        .await?;
        let most = self.app.limits().batch_items;
        if sent.body.len() > most {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "batch_too_large",
                format!(
                    "a batch may have {most} items at most (limit `batch_items`): send several, or NDJSON"
                ),
            ));
        }
        let items = sent
            .body
            .into_iter()
            .map(|item| Box::<str>::from(item).into_boxed_bytes().into());
        let group = self.group(items.collect()).await?;
        Ok(Json(settle(&self.app, group).await).into_response())
    }

    /// Answers while it reads; a slow reader slows the reading, and what it does not read is carried out all the same.
    fn stream(self, body: Body) -> Response {
        let (groups, given) = mpsc::channel(GROUPS_MAX);
        let (out, answers) = mpsc::channel::<Result<Bytes, std::convert::Infallible>>(GROUPS_MAX);
        let app = self.app.clone();
        tokio::spawn(self.read_all(body, groups));
        tokio::spawn(answer_all(app, given, out));
        let body = Body::from_stream(ReceiverStream::new(answers));
        ([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response()
    }

    async fn read_all(mut self, body: Body, groups: mpsc::Sender<Group>) {
        let mut chunks = body.into_data_stream();
        let (mut rest, mut lines) = (Vec::new(), Vec::new());
        while let Some(Ok(chunk)) = chunks.next().await {
            rest.extend_from_slice(&chunk);
            cut(&mut rest, &mut lines);
            while lines.len() >= GROUP {
                let group = lines.drain(..GROUP).collect();
                if !self.send(group, &groups).await {
                    return;
                }
            }
            if rest.len() > self.app.limits().body_bytes {
                return self
                    .end(too_large(self.app.limits().body_bytes), &groups)
                    .await;
            }
        }
        if !rest.trim_ascii().is_empty() {
            lines.push(rest.into());
        }
        self.send(lines, &groups).await;
    }

    /// Hands a group in; false when reading is to stop.
    async fn send(&mut self, lines: Vec<Bytes>, groups: &mpsc::Sender<Group>) -> bool {
        let most = self.app.limits().stream_lines as u64;
        if self.line + lines.len() as u64 > most {
            let why = Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "stream_too_long",
                format!(
                    "a stream may have {most} lines at most (limit `stream_lines`): send the rest in another"
                ),
            );
            self.end(why, groups).await;
            return false;
        }
        match self.group(lines).await {
            Ok(group) => groups.send(group).await.is_ok(),
            Err(why) => {
                self.end(why, groups).await;
                false
            }
        }
    }

    async fn end(&self, why: Problem, groups: &mpsc::Sender<Group>) {
        let group = Group {
            lines: vec![(self.line + 1, Err(why))],
            answers: None,
        };
        // Whoever reads the answers may have gone.
        drop(groups.send(group).await);
    }

    async fn group(&mut self, lines: Vec<Bytes>) -> Result<Group, Problem> {
        let policy = self.app.policy();
        let (mut orders, mut read) = (Vec::with_capacity(lines.len()), Vec::new());
        for line in lines {
            self.line += 1;
            let order = self.order(&line, &policy);
            read.push((self.line, order.map(|order| orders.push(order))));
        }
        let answers = self.app.hand_in(orders).await?;
        Ok(Group {
            lines: read,
            answers: Some(answers),
        })
    }

    fn order(&self, line: &[u8], policy: &Policy) -> Result<Order, Problem> {
        let command = (self.read)(parse(line)?, policy, self.app.now())?;
        let delivery = self
            .key
            .as_ref()
            .map(|key| tollgate_service::writer::Delivery {
                key: KeysOf::new(&self.caller).key(&format!("{key} {}", self.line)),
                body: Some(tollgate_service::ledger::Digest::of(line)),
            });
        self.app.order(&self.caller, command, delivery)
    }
}

/// Moves the whole lines of `rest` to `lines`; blank ones are passed over.
fn cut(rest: &mut Vec<u8>, lines: &mut Vec<Bytes>) {
    let Some(last) = rest.iter().rposition(|byte| *byte == b'\n') else {
        return;
    };
    let tail = rest.split_off(last + 1);
    let whole = Bytes::from(std::mem::replace(rest, tail));
    let parts = whole.split(|byte| *byte == b'\n');
    lines.extend(
        parts
            .map(<[u8]>::trim_ascii)
            .filter(|line| !line.is_empty())
            .map(|line| whole.slice_ref(line)),
    );
}

async fn answer_all(
    app: App,
    mut groups: mpsc::Receiver<Group>,
    out: mpsc::Sender<Result<Bytes, std::convert::Infallible>>,
) {
    while let Some(group) = groups.recv().await {
        let mut text = Vec::new();
        for line in settle(&app, group).await {
            if serde_json::to_writer(&mut text, &line).is_ok() {
                text.push(b'\n');
            }
        }
        if out.send(Ok(text.into())).await.is_err() {
            return;
        }
    }
}

/// Waits for the answers to a group.
async fn settle(app: &App, group: Group) -> Vec<LineView> {
    let answered = match group.answers {
        Some(answers) => answers.await.unwrap_or(Err(Unanswered::Stopping)),
        None => Ok(Vec::new()),
    };
    let (mut answers, fault) = match answered {
        Ok(answers) => (answers.into_iter(), None),
        Err(why) => (Vec::new().into_iter(), Some(Problem::from(why))),
    };
    let mut views = Vec::with_capacity(group.lines.len());
    for (line, read) in group.lines {
        let outcome = match read {
            Err(why) => Err(why),
            Ok(()) => match answers.next() {
                Some(answer) => told(app, answer).await,
                None => Err(fault.clone().unwrap_or_else(Problem::internal)),
            },
        };
        views.push(match outcome {
            Ok(done) => LineView {
                line,
                done: Some(done),
                problem: None,
            },
            Err(problem) => LineView {
                line,
                done: None,
                problem: Some(problem.into()),
            },
        });
    }
    views
}

async fn told(app: &App, answer: Answer) -> Result<DoneView, Problem> {
    let done = app.done(answer).await?;
    match refusal(&done.events) {
        Some(refused) => Err(refused),
        None => Ok(done.into()),
    }
}
