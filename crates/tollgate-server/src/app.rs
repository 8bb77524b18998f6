//! What every handler is given: the workspace, who may call, and the limits.

use std::net::IpAddr;
use std::sync::Arc;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tollgate_core::command::{Command, Request};
use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::access::{Action, Caller, scope};
use tollgate_service::ledger::Sequence;
use tollgate_service::live::{Unanswered, Workspace};
use tollgate_service::ports::{Delivered, Entries, Read, StoreError};
use tollgate_service::writer::{Answer, Delivery, Order};

use crate::caller::Access;
use crate::demo::Demo;
use crate::door::Door;
use crate::feed::Feed;
use crate::lately::Lately;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::outgoing::Outgoing;
use crate::problem::Problem;
use crate::rates::Limiters;
use crate::reports::Reports;

/// How the server is set up.
#[derive(Debug)]
pub struct Settings {
    /// The workspace in service.
    pub workspace: Arc<dyn Workspace>,
    /// How callers make themselves known.
    pub access: Access,
    /// What one request may ask for.
    pub limits: Limits,
    /// Is nudged when the ledger grows.
    pub feed: Feed,
    /// Who sees to what goes out; `None` where nothing does.
    pub outgoing: Option<Arc<dyn Outgoing>>,
    /// The made-up company, as this workspace knows of it; `None` where there is none.
    pub demo: Option<Demo>,
}

/// What every handler is given. A clone is the same app.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    settings: Settings,
    door: Option<Door>,
    metrics: Metrics,
    lately: Lately,
    limiters: Limiters,
    reports: Reports,
    waiting: Arc<Semaphore>,
}

/// What came of a command: events, and where they stand in the ledger.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub(crate) sequence: Sequence,
    pub(crate) events: Vec<Event>,
    /// The same delivery had been answered before.
    pub(crate) repeated: bool,
}

impl App {
    /// An app over `settings` that nobody signs in to: callers have tokens, or are on this machine.
    pub fn new(settings: Settings) -> Self {
        Self::of(settings, None)
    }

    /// An app over `settings` that people come into by `door`.
    pub fn with_door(settings: Settings, door: Door) -> Self {
        Self::of(settings, Some(door))
    }

    fn of(settings: Settings, door: Option<Door>) -> Self {
        let waiting = Arc::new(Semaphore::new(settings.limits.waiting_commands));
        let name = settings.workspace.policy().workspace.id.to_string();
        Self(Arc::new(Inner {
            lately: Lately::new(settings.limits.known_for),
            limiters: Limiters::new(&settings.limits.rates),
            reports: Reports::default(),
            settings,
            door,
            metrics: Metrics::of(&name),
            waiting,
            name,
        }))
    }

    /// Reports that took long.
    pub(crate) fn reports(&self) -> &Reports {
        &self.0.reports
    }

    /// The name of the workspace.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Counts an attempt to come in on `account`, where it names one, from `address`, each of which has a bucket of its own: rate
    /// `sign_in`.
    ///
    /// # Errors
    /// One of them is empty: `rate_limited`. Nobody looks then whether the attempt is right.
    pub(crate) fn may_sign_in(
        &self,
        account: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<(), Problem> {
        self.limiters().sign_in(account, address)
    }

    pub(crate) fn access(&self) -> &Access {
        &self.0.settings.access
    }

    /// How people come in.
    pub(crate) fn door(&self) -> Result<&Door, Problem> {
        self.0.door.as_ref().ok_or_else(|| {
            Problem::new(
                axum::http::StatusCode::NOT_FOUND,
                "nobody_signs_in",
                "this server was started without accounts: use a token",
            )
        })
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.settings.limits
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.0.settings.feed
    }

    pub(crate) fn outgoing(&self) -> Option<&Arc<dyn Outgoing>> {
        self.0.settings.outgoing.as_ref()
    }

    /// The made-up company.
    pub(crate) fn demo(&self) -> Option<&Demo> {
        self.0.settings.demo.as_ref()
    }

    pub(crate) fn lately(&self) -> &Lately {
        &self.0.lately
    }

    /// How often who has asked.
    pub(crate) fn limiters(&self) -> &Limiters {
        &self.0.limiters
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn workspace(&self) -> &dyn Workspace {
        &*self.0.settings.workspace
    }

    pub(crate) fn policy(&self) -> Arc<Policy> {
        self.workspace().policy()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.workspace().now()
    }

    /// Carries out `command` for `caller`. What the policy refuses is a problem.
    pub(crate) async fn act(
        &self,
        caller: &Caller,
        command: Command,
        delivery: Option<Delivery>,
    ) -> Result<Done, Problem> {
        let order = self.order(caller, command, delivery)?;
        self.within_scope(caller, &order.request.command).await?;
        let mut answers = self.give(vec![order]).await?;
        let answer = answers.pop().ok_or_else(Problem::internal)?;
        let done = self.done(answer).await?;
        match refusal(&done.events) {
            Some(refused) => Err(refused),
            None => Ok(done),
        }
    }

    /// Lets `caller` act on what is theirs.
    async fn within_scope(&self, caller: &Caller, command: &Command) -> Result<(), Problem> {
        if scope::is_wide(caller.role) {
            return Ok(());
        }
        let (caller, command) = (caller.clone(), command.clone());
        let asked =
            self.read_at_once(move |store, policy| scope::within(store, policy, &caller, &command));
        Ok(asked.await??)
    }

    /// The order that `command` is, if `caller` may give it.
    pub(crate) fn order(
        &self,
        caller: &Caller,
        command: Command,
        delivery: Option<Delivery>,
    ) -> Result<Order, Problem> {
        caller.may(Action::of(&command, &caller.who))?;
        self.metrics().command(command.name());
        Ok(Order {
            delivery,
            request: Request {
                actor: caller.who.clone(),
                command,
            },
            at: self.now(),
        })
    }

    /// Has `orders` carried out, and waits until all is durable.
    pub(crate) async fn give(&self, orders: Vec<Order>) -> Result<Vec<Answer>, Problem> {
        let answered = self.hand_in(orders).await?;
        Ok(answered.await.unwrap_or(Err(Unanswered::Stopping))?)
    }

    /// Hands `orders` in, once there is room for them; the answers come later.
    pub(crate) async fn hand_in(
        &self,
        orders: Vec<Order>,
    ) -> Result<oneshot::Receiver<Result<Vec<Answer>, Unanswered>>, Problem> {
        let permit = self.room_for(orders.len()).await?;
        let (tell, answered) = oneshot::channel();
        let reply = Box::new(move |answers| {
            drop(permit);
            // The caller may have gone; what was done is done.
            drop(tell.send(answers));
        });
        self.workspace().give(orders, reply);
        Ok(answered)
    }

    async fn room_for(&self, orders: usize) -> Result<OwnedSemaphorePermit, Problem> {
        let most = self.limits().waiting_commands;
        let wanted = u32::try_from(orders.min(most)).unwrap_or(u32::MAX);
        let waiting = Arc::clone(&self.0.waiting);
        let permit = waiting.acquire_many_owned(wanted).await;
        permit.map_err(|_| Unanswered::Stopping.into())
    }

    /// What an answer tells; that of a repeated delivery is read from the ledger.
    pub(crate) async fn done(&self, answer: Answer) -> Result<Done, Problem> {
        match answer {
            Answer::Done { sequence, events } => Ok(Done {
                sequence,
                events,
                repeated: false,
            }),
            Answer::Seen(delivered) => {
                let events = self.again(delivered.clone()).await?;
                Ok(Done {
                    sequence: delivered.sequence,
                    events,
                    repeated: true,
                })
            }
            Answer::Differs(_) => Err(Problem::new(
                axum::http::StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "this idempotency key came before with another body: use a new key for a new request",
            )
            .about("idempotency-key")),
        }
    }

    async fn again(&self, delivered: Delivered) -> Result<Vec<Event>, Problem> {
        self.read(move |store, _| {
            let (mut events, mut damaged) = (Vec::new(), None);
            store.ledger(&Entries::All, delivered.after, &mut |entry| {
                if entry.sequence > delivered.sequence {
                    return std::ops::ControlFlow::Break(());
                }
                match entry.event() {
                    Ok(event) => events.push(event),
                    Err(fault) => damaged = Some((entry.sequence, fault)),
                }
                std::ops::ControlFlow::Continue(())
            })?;
            match damaged {
                None => Ok(events),
                Some((sequence, fault)) => Err(StoreError::Damaged {
                    table: "ledger",
                    key: format!("entry {sequence}"),
                    fault,
                }),
            }
        })
        .await
    }

    /// Asks the rows and the ledger, on a thread that may wait.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Read, &Policy) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.clone();
        let asked = tokio::task::spawn_blocking(move || app.ask(question)).await;
        asked.map_err(|_| Problem::internal())?
    }

    /// The same for a question of a few rows to which somebody waits for the answer: it is asked where it stands, which
    /// spares a turn of waiting for a processor. Where there are other workers, they go on with the rest meanwhile.
    pub(crate) async fn read_at_once<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Read, &Policy) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        match Handle::current().runtime_flavor() {
            RuntimeFlavor::MultiThread => tokio::task::block_in_place(|| self.ask(question)),
            _ => self.read(question).await,
        }
    }

    /// Asks them on this thread.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&dyn Read, &Policy) -> Result<T, StoreError>,
    ) -> Result<T, Problem> {
        let policy = self.policy();
        let (mut question, mut answer) = (Some(question), None);
        self.workspace().read(&mut |store| {
            if let Some(question) = question.take() {
                answer = Some(question(store, &policy)?);
            }
            Ok(())
        })?;
        answer.ok_or_else(Problem::internal)
    }
}

/// The refusal among `events`, as a problem.
pub(crate) fn refusal(events: &[Event]) -> Option<Problem> {
    events.iter().find_map(|event| match &event.what {
        What::Refused(refused) => Some(refused.into()),
        _ => None,
    })
}
