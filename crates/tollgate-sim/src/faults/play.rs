//! One life of a process after another, until every order is answered.

use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::policy::InFlight;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::outbox::Outbox;
use tollgate_service::ports::{Store, StoreError};
use tollgate_service::writer::{Limits, Order, Pipeline, Publication, Writer};

use super::clients::Clients;
use super::model::Model;
use super::revisions::{self, Ours};
use super::sky::{Fault, Sky};
use super::store::Faulty;
use super::telling::Telling;
use super::{Plan, Played};
use crate::random::Random;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// Long enough that whatever waits for an instant has come to it, or waits for the next year.
const AFTERWARDS: i64 = 120 * DAY;

/// What is done next.
#[derive(Clone, Copy, Debug)]
enum Step {
    Give,
    GiveNeedlessly,
    Send,
    Settle,
    CatchUp,
    LetTimePass,
    Other,
    Tell,
    Publish,
    JumpForward,
    JumpBack,
    Kill,
}

/// How often each is done, of 100.
const STEPS: &[(u32, Step)] = &[
    (45, Step::Give),
    (4, Step::GiveNeedlessly),
    (14, Step::Send),
    (5, Step::Settle),
    (4, Step::CatchUp),
    (5, Step::LetTimePass),
    (11, Step::Other),
    (6, Step::Tell),
    (1, Step::Publish),
    (2, Step::JumpForward),
    (2, Step::JumpBack),
    (1, Step::Kill),
];

type Ahead<'w, S> = Pipeline<'w, Faulty<S>>;

/// Everything that there is while the plan is played.
pub(super) struct World<'p, S, T> {
    plan: Plan,
    policies: &'p [Ours],
    /// Above the weather.
    store: S,
    sky: Sky,
    random: Random,
    think: T,
    /// Orders that the clients may still think of.
    left: usize,
    clients: Clients,
    model: Model,
    /// The process beside the one that decides ahead; `None` while it is down.
    other: Option<(Writer<Faulty<S>>, Sky)>,
    telling: Telling,
    limits: Limits,
    /// By how much the clock is off.
    off: i64,
    now: Timestamp,
}

impl<'p, S, T> World<'p, S, T>
where
    S: Store + Outbox + Send + 'static,
    T: FnMut(&Situation<'static>) -> Option<Order>,
{
    /// # Errors
    /// The store itself failed.
    pub(super) fn new(
        plan: Plan,
        policies: &'p [Ours],
        mut store: S,
        think: T,
    ) -> Result<Self, StoreError> {
        let mut random = Random::new(plan.seed);
        let limits = Limits {
            entries: *random.one_of(&[2, 30, 8_000]),
            rows: *random.one_of(&[0, 150, 60_000]),
        };
        let telling = Telling::new(&policies[0].0, &mut random);
        telling.set_up(&mut store)?;
        Ok(Self {
            plan,
            policies,
            store,
            sky: Sky::new(plan.seed),
            random,
            think,
            left: plan.orders,
            clients: Clients::default(),
            model: Model::default(),
            other: None,
            telling,
            limits,
            off: 0,
            now: Timestamp::MIN,
        })
    }

    /// True while orders are to come, or to be answered.
    pub(super) fn goes_on(&self) -> bool {
        self.left > 0 || self.clients.wait()
    }

    /// A process opens the workspace and serves until it is killed, or all is done.
    ///
    /// # Errors
    /// The store itself failed.
    pub(super) fn live(&mut self) -> Result<(), StoreError> {
        let sky = self.sky.over_another();
        // A process that cannot open the workspace is started again.
        let Ok(mut writer) = self.open(&sky) else {
            return self.only_simulated();
        };
        let lands = {
            let sky = sky.clone();
            move || sky.coin()
        };
        let Ok(mut pipeline) = Pipeline::in_step(&mut writer, lands) else {
            return self.only_simulated();
        };
        while self.goes_on() && !sky.is_down() {
            if let Step::Kill = self.step(&mut pipeline, &sky)? {
                self.sky.note(Fault::Killed);
                break;
            }
        }
        drop(pipeline);
        self.clients.hang_up();
        Ok(())
    }

    /// Calm weather: whatever still waits for an instant comes to it.
    ///
    /// # Errors
    /// The store itself failed.
    pub(super) fn end(mut self) -> Result<Played<S>, StoreError> {
        self.sky.calm();
        let head = self.store.head()?;
        let until = head.at.max(self.now).plus(AFTERWARDS);
        let number = self.clients.think_of(tick(until));
        let mut writer = self.open(&self.sky.over_another())?;
        let answers = writer.execute(vec![self.clients.order(number)])?;
        for answer in answers {
            self.clients.heard(number, answer);
        }
        drop(writer);
        let (store, sky) = (&mut self.store, self.sky.over_another());
        let policy = self.model.policy(self.policies, store)?;
        let told = self.telling.end(store, policy, &sky, until)?;
        Ok(Played {
            told,
            sent: self.clients.sent().to_vec(),
            acknowledged: self.clients.acknowledged().to_vec(),
            faults: self.sky.faults(),
            store: self.store,
            until,
        })
    }

    fn open(&self, sky: &Sky) -> Result<Writer<Faulty<S>>, StoreError> {
        let store = Faulty::new(self.store.another()?, sky.clone());
        // Whoever starts without a policy of its own serves the one in force.
        let writer = revisions::open(&self.store, self.policies, store)?;
        Ok(writer.within(self.limits))
    }

    /// Fails where the store does without any weather.
    fn only_simulated(&self) -> Result<(), StoreError> {
        self.store.head().map(drop)
    }

    fn step(&mut self, pipeline: &mut Ahead<'_, S>, sky: &Sky) -> Result<Step, StoreError> {
        let step = self.next_step();
        match step {
            Step::Give => {
                if let Some(number) = self.next_order()? {
                    self.give(pipeline, number);
                } else {
                    self.settle(pipeline);
                }
            }
            Step::GiveNeedlessly => {
                if let Some(number) = self.clients.needlessly(&mut self.random) {
                    self.sky.note(Fault::CameTwice);
                    self.give(pipeline, number);
                }
            }
            Step::Send => {
                let answers = pipeline.send();
                self.heard(answers);
            }
            Step::Settle => self.settle(pipeline),
            Step::CatchUp => {
                let caught_up = pipeline.catch_up().map(|()| Vec::new());
                self.heard(caught_up);
            }
            Step::LetTimePass => {
                let number = self.clients.think_of(tick(self.now));
                self.give(pipeline, number);
            }
            Step::Other => self.other(pipeline)?,
            Step::Tell => self.tell(sky)?,
            Step::Publish => self.publish(pipeline),
            Step::JumpForward => self.jump(Fault::ClockForward),
            Step::JumpBack => self.jump(Fault::ClockBack),
            Step::Kill => {}
        }
        Ok(step)
    }

    fn next_step(&mut self) -> Step {
        let step = *self.random.weighted(STEPS);
        match step {
            Step::JumpForward | Step::JumpBack | Step::LetTimePass if self.plan.in_order => {
                Step::Give
            }
            step => step,
        }
    }

    /// One that nobody answered, or a new one; `None` when there is neither.
    fn next_order(&mut self) -> Result<Option<usize>, StoreError> {
        let again = self.left == 0 || self.plan.in_order || self.random.chance(0.5);
        if again && let Some(number) = self.clients.again() {
            return Ok(Some(number));
        }
        let rows = self.model.look(self.policies, &self.store)?;
        let thought = (self.left > 0).then(|| (self.think)(rows)).flatten();
        let Some(mut order) = thought else {
            self.left = 0;
            return Ok(self.clients.again());
        };
        self.left -= 1;
        order.at = order.at.plus(self.off);
        self.now = order.at;
        Ok(Some(self.clients.think_of(order)))
    }

    fn give(&mut self, pipeline: &mut Ahead<'_, S>, number: usize) {
        self.clients.gave(number);
        let answers = pipeline.give(self.clients.order(number));
        self.heard(answers);
    }

    fn settle(&mut self, pipeline: &mut Ahead<'_, S>) {
        let answers = pipeline.settle();
        self.heard(answers);
    }

    /// After a failure the clients are told that nobody knows, and send again later.
    fn heard(&mut self, answers: Result<Vec<tollgate_service::writer::Answer>, StoreError>) {
        match answers {
            Ok(answers) => self.clients.hear(answers),
            Err(_) => self.clients.hang_up(),
        }
    }

    /// The other process takes some orders, whatever the first has decided ahead.
    fn other(&mut self, pipeline: &mut Ahead<'_, S>) -> Result<(), StoreError> {
        if self.plan.in_order {
            self.settle(pipeline);
            if self.clients.have_unanswered() {
                return Ok(());
            }
        }
        let mut numbers = Vec::new();
        for _ in 0..self.random.between(1, 4) {
            numbers.extend(self.next_order()?);
        }
        let orders = numbers.iter().map(|number| self.clients.order(*number));
        let orders: Vec<Order> = orders.collect();
        let answers = match self.other_writer()? {
            Some(writer) => writer.execute(orders).ok(),
            None => None,
        };
        let Some(answers) = answers else {
            self.clients.unanswered(numbers.into_iter());
            return Ok(());
        };
        self.sky.note(Fault::OtherAppended);
        for (number, answer) in numbers.into_iter().zip(answers) {
            self.clients.heard(number, answer);
        }
        Ok(())
    }

    /// The other process, started again where it is down; `None` where it cannot start.
    fn other_writer(&mut self) -> Result<Option<&mut Writer<Faulty<S>>>, StoreError> {
        if self.other.as_ref().is_none_or(|(_, sky)| sky.is_down()) {
            let sky = self.sky.over_another();
            self.other = self.open(&sky).ok().map(|writer| (writer, sky));
            self.only_simulated()?;
        }
        Ok(self.other.as_mut().map(|(writer, _)| writer))
    }

    /// The process under `sky` tells others what happened, and a person sees to the endpoints.
    fn tell(&mut self, sky: &Sky) -> Result<(), StoreError> {
        let claims = self.random.between(1, 12).unsigned_abs();
        let claims = usize::try_from(claims).unwrap_or(1);
        let policy = self.model.policy(self.policies, &self.store)?;
        self.telling
            .serve((&self.store, policy), sky, self.now, claims);
        self.telling
            .mend(&mut self.store, &mut self.random, self.now)
    }

    /// Somebody publishes one of the policies; that in force already changes nothing.
    fn publish(&mut self, pipeline: &mut Ahead<'_, S>) {
        let (policy, source) = self.random.one_of(self.policies);
        let open = [InFlight::Pin, InFlight::Migrate, InFlight::Reevaluate];
        let publication = Publication {
            policy: policy.clone(),
            source: source.clone(),
            open: *self.random.one_of(&open),
            by: Actor::Tollgate,
        };
        self.sky.note(Fault::Published);
        let published = pipeline.publish(publication, self.now);
        self.heard(published.map(|(_, answers)| answers));
    }

    fn jump(&mut self, fault: Fault) {
        self.sky.note(fault);
        self.off += match fault {
            Fault::ClockForward => self.random.between(1, 96) * HOUR,
            _ => -self.random.between(1, 48) * HOUR,
        };
    }
}

/// Time passed.
fn tick(at: Timestamp) -> Order {
    Order {
        delivery: None,
        request: Request {
            actor: Actor::Tollgate,
            command: Command::Tick,
        },
        at,
    }
}
