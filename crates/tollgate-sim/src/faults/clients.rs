//! Those who send orders, as a CRM would: each with a key of its own, and again until it is answered.

use std::collections::VecDeque;

use smol_str::format_smolstr;
use tollgate_core::ids::SourceKey;
use tollgate_service::ledger::Digest;
use tollgate_service::writer::{Answer, Delivery, Order};

use crate::random::Random;

/// An order that was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Acknowledged {
    /// Its place among all orders that were sent, from 0.
    pub number: usize,
    /// What it is recognised by.
    pub key: SourceKey,
    /// The answer.
    pub answer: Answer,
}

/// What was sent, and what came back.
#[derive(Debug, Default)]
pub(super) struct Clients {
    sent: Vec<Order>,
    /// Sent, and nobody answered: to be sent again, those that were sent first at the front.
    unanswered: VecDeque<usize>,
    /// With the process that decides ahead, in the order in which it answers.
    given: VecDeque<usize>,
    acknowledged: Vec<Acknowledged>,
}

impl Clients {
    /// A new order, under a key of its own.
    pub(super) fn think_of(&mut self, mut order: Order) -> usize {
        let number = self.sent.len();
        order.delivery = Some(Delivery {
            key: format_smolstr!("order {number}").into(),
            body: Some(Digest::of(format!("{:?}", order.request).as_bytes())),
        });
        self.sent.push(order);
        number
    }

    pub(super) fn order(&self, number: usize) -> Order {
        self.sent[number].clone()
    }

    /// The order that has waited longest for an answer and is with nobody.
    pub(super) fn again(&mut self) -> Option<usize> {
        self.unanswered.pop_front()
    }

    /// An order that is with somebody or answered already, to be sent once more.
    pub(super) fn needlessly(&self, random: &mut Random) -> Option<usize> {
        let last = i64::try_from(self.sent.len()).ok()?;
        let number = usize::try_from(random.between((last - 12).max(0), last)).ok()?;
        (number < self.sent.len() && !self.unanswered.contains(&number)).then_some(number)
    }

    /// The process that decides ahead has it.
    pub(super) fn gave(&mut self, number: usize) {
        self.given.push_back(number);
    }

    /// The process that decides ahead answered those that it was given first.
    pub(super) fn hear(&mut self, answers: Vec<Answer>) {
        for answer in answers {
            let number = self.given.pop_front().expect("no answer without an order");
            self.heard(number, answer);
        }
    }

    pub(super) fn heard(&mut self, number: usize, answer: Answer) {
        let delivery = self.sent[number].delivery.as_ref();
        let key = delivery.map(|delivery| delivery.key.clone());
        self.acknowledged.push(Acknowledged {
            number,
            key: key.expect("every order has a key"),
            answer,
        });
    }

    /// Whoever had these is gone without an answer.
    pub(super) fn unanswered(&mut self, numbers: impl DoubleEndedIterator<Item = usize>) {
        for number in numbers.rev() {
            self.unanswered.push_front(number);
        }
    }

    /// The process that decided ahead is gone, or has said that it failed.
    pub(super) fn hang_up(&mut self) {
        let given = std::mem::take(&mut self.given);
        self.unanswered(given.into_iter());
    }

    /// True while somebody waits for an answer.
    pub(super) fn wait(&self) -> bool {
        !self.unanswered.is_empty() || !self.given.is_empty()
    }

    pub(super) fn have_unanswered(&self) -> bool {
        !self.unanswered.is_empty()
    }

    pub(super) fn sent(&self) -> &[Order] {
        &self.sent
    }

    pub(super) fn acknowledged(&self) -> &[Acknowledged] {
        &self.acknowledged
    }
}
