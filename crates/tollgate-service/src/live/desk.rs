//! The thread that carries out what many callers ask: one transaction is filled while the one before commits.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tollgate_core::policy::Policy;

use super::ledger_clock::LedgerClock;
use super::trouble::Trouble;
use super::{Reply, Unanswered};
use crate::ports::{Store, StoreError};
use crate::proposal::{NotResolved, Proposal, Resolve};
use crate::writer::{Answer, Came, Order, Pipeline, Publication, Writer};

/// How long nothing may come in before the desk looks at the time, and at what other processes have appended.
const IDLE: Duration = Duration::from_millis(200);

/// How many orders look at the store together.
const AHEAD: usize = 500;

/// How many orders are taken in before the desk hears anything else.
const TOGETHER_MAX: usize = 2_000;

/// What the desk is told.
pub(super) enum Message {
    /// Carry these out.
    Orders(Vec<Order>, Reply<Vec<Answer>>),
    /// Put this policy in force, or propose it.
    Publish(Box<Publication>, Reply<Came>),
    /// Do this to a proposal.
    Resolve(Box<Resolve>, Reply<Result<Proposal, NotResolved>>),
    /// A transaction has landed.
    Landed,
    /// Carry out what was given, and end.
    Stop,
}

impl Message {
    /// Answers that nothing will be done.
    pub(super) fn refuse(self, why: &Unanswered) {
        match self {
            Self::Orders(_, reply) => reply(Err(why.clone())),
            Self::Publish(_, reply) => reply(Err(why.clone())),
            Self::Resolve(_, reply) => reply(Err(why.clone())),
            Self::Landed | Self::Stop => {}
        }
    }
}

pub(super) struct Desk {
    pub(super) messages: Receiver<Message>,
    pub(super) landed: Sender<Message>,
    /// Where callers read the policy in force.
    pub(super) policy: Arc<RwLock<Arc<Policy>>>,
    /// Where callers read whether the store takes anything.
    pub(super) trouble: Trouble,
    pub(super) clock: LedgerClock,
    pub(super) changed: Box<dyn Fn() + Send>,
}

/// Orders that were given together, as far as they are answered.
struct Ticket {
    of: usize,
    answers: Vec<Answer>,
    reply: Reply<Vec<Answer>>,
}

struct Work<'w, S> {
    pipeline: Pipeline<'w, S>,
    tickets: VecDeque<Ticket>,
    desk: Desk,
}

impl Desk {
    /// Carries out orders until it is told to stop.
    pub(super) fn run<S: Store + Send + 'static>(self, mut writer: Writer<S>) {
        let landed = self.landed.clone();
        // A desk that has ended hears nothing any more, which is no fault.
        let tell = move || drop(landed.send(Message::Landed));
        match Pipeline::new(&mut writer, tell) {
            Ok(pipeline) => Work {
                pipeline,
                tickets: VecDeque::new(),
                desk: self,
            }
            .run(),
            Err(fault) => self.refuse_all(fault),
        }
    }

    fn refuse_all(self, fault: StoreError) {
        let why = Unanswered::Store(Arc::new(fault));
        drop(self.landed);
        for message in self.messages {
            message.refuse(&why);
        }
    }
}

impl<S: Store + Send + 'static> Work<'_, S> {
    fn run(mut self) {
        loop {
            match self.desk.messages.recv_timeout(IDLE) {
                Ok(message) => {
                    if !self.hear(message) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.look_at_the_time(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if !self.hear_what_waits() {
                break;
            }
            self.send();
        }
        let settled = self.pipeline.settle();
        self.answered(settled);
        while let Ok(message) = self.desk.messages.try_recv() {
            message.refuse(&Unanswered::Stopping);
        }
    }

    /// Takes in all that has come meanwhile, until a transaction lands; false when told to stop.
    fn hear_what_waits(&mut self) -> bool {
        while let Ok(message) = self.desk.messages.try_recv() {
            let has_landed = matches!(message, Message::Landed);
            if !self.hear(message) {
                return false;
            }
            if has_landed {
                break;
            }
        }
        true
    }

    fn hear(&mut self, message: Message) -> bool {
        match message {
            Message::Orders(orders, reply) => return self.take_all(orders, reply),
            Message::Publish(publication, reply) => {
                let now = self.desk.clock.now();
                let published = self.pipeline.publish(*publication, now);
                self.govern(published, reply);
            }
            Message::Resolve(order, reply) => {
                let now = self.desk.clock.now();
                let resolved = self.pipeline.resolve(&order, now);
                self.govern(resolved, reply);
            }
            Message::Landed => {
                let answers = self.pipeline.poll();
                self.answered(answers);
            }
            Message::Stop => return false,
        }
        true
    }

    /// Takes orders and all that wait behind them, which look at the store together; false when told to stop meanwhile.
    fn take_all(&mut self, orders: Vec<Order>, reply: Reply<Vec<Answer>>) -> bool {
        let mut all = orders;
        self.expect(all.len(), reply);
        let next = loop {
            match self.desk.messages.try_recv() {
                Ok(Message::Orders(orders, reply)) if all.len() < TOGETHER_MAX => {
                    self.expect(orders.len(), reply);
                    all.extend(orders);
                }
                next => break next.ok(),
            }
        };
        self.carry_out(all);
        next.is_none_or(|message| self.hear(message))
    }

    /// Somebody waits for so many answers.
    fn expect(&mut self, of: usize, reply: Reply<Vec<Answer>>) {
        if of == 0 {
            return reply(Ok(Vec::new()));
        }
        self.tickets.push_back(Ticket {
            of,
            answers: Vec::with_capacity(of),
            reply,
        });
    }

    fn carry_out(&mut self, orders: Vec<Order>) {
        for together in orders.chunks(AHEAD) {
            let looked = self.pipeline.look_ahead(together);
            if !self.answered(looked.map(|()| Vec::new())) {
                return;
            }
            for order in together {
                let given = self.pipeline.give(order.clone());
                if !self.answered(given) {
                    // Their tickets are answered with the failure, so the other orders are not carried out.
                    return;
                }
            }
        }
    }

    /// Hands over what was decided, unless a transaction is on its way: then more may join.
    fn send(&mut self) {
        if !self.pipeline.is_committing() {
            let sent = self.pipeline.send();
            self.answered(sent);
        }
    }

    /// Tells what came of something that may have brought another policy into force.
    fn govern<T>(&mut self, came: Result<(T, Vec<Answer>), StoreError>, reply: Reply<T>) {
        match came {
            Ok((came, answers)) => {
                self.answered(Ok(answers));
                self.show_policy();
                (self.desk.changed)();
                reply(Ok(came));
            }
            Err(fault) => {
                let why = self.fail(fault);
                reply(Err(why));
            }
        }
    }

    /// Nothing came in: alarms that are due fire, and what other processes did is noticed.
    fn look_at_the_time(&mut self) {
        let before = self.pipeline.sequence();
        let passed = self
            .pipeline
            .catch_up()
            .and_then(|()| self.pipeline.pass(self.desk.clock.now()));
        let looked = passed.and_then(|answers| self.try_again().map(|()| answers));
        self.answered(looked);
        self.show_policy();
        if self.pipeline.sequence() != before {
            (self.desk.changed)();
        }
    }

    /// Where the store took nothing the last time: whoever is told so sends nothing more, and would never learn that it does
    /// again.
    fn try_again(&mut self) -> Result<(), StoreError> {
        if self.desk.trouble.get().is_some() {
            self.pipeline.try_to_write()?;
            self.desk.trouble.set(None);
        }
        Ok(())
    }

    /// Gives answers to those who wait, first come first; false when there was a failure.
    fn answered(&mut self, answers: Result<Vec<Answer>, StoreError>) -> bool {
        if let Some(end) = self.pipeline.ends_at() {
            self.desk.clock.reach(end);
        }
        match answers {
            Ok(answers) => {
                let some = !answers.is_empty();
                if answers.iter().any(|one| matches!(one, Answer::Done { .. })) {
                    self.desk.trouble.set(None);
                }
                answers.into_iter().for_each(|answer| self.answer(answer));
                if some {
                    (self.desk.changed)();
                }
                true
            }
            Err(fault) => {
                self.fail(fault);
                false
            }
        }
    }

    fn answer(&mut self, answer: Answer) {
        let Some(ticket) = self.tickets.front_mut() else {
            return;
        };
        ticket.answers.push(answer);
        if ticket.answers.len() == ticket.of
            && let Some(ticket) = self.tickets.pop_front()
        {
            (ticket.reply)(Ok(ticket.answers));
        }
    }

    fn fail(&mut self, fault: StoreError) -> Unanswered {
        let why = Unanswered::Store(Arc::new(fault));
        self.desk.trouble.set(Some(why.clone()));
        for ticket in self.tickets.drain(..) {
            (ticket.reply)(Err(why.clone()));
        }
        why
    }

    fn show_policy(&self) {
        let in_force = self.pipeline.policy();
        let mut shown = (self.desk.policy.write()).unwrap_or_else(PoisonError::into_inner);
        if shown.revision != in_force.revision {
            *shown = Arc::clone(in_force);
        }
    }
}
