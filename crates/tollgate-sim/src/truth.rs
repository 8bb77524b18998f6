//! What is really the case, which no record says: who would buy, who is a student, which deal is already lost.

use std::collections::{BTreeMap, VecDeque};

use smol_str::SmolStr;
use tollgate_core::ids::{PersonId, RecordId, RecordRef};

use crate::made_up::Prospect;

/// Everything that is really the case.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    pub(crate) leads: BTreeMap<RecordId, Lead>,
    pub(crate) deals: BTreeMap<RecordId, Deal>,
    pub(crate) customers: BTreeMap<RecordId, Customer>,
    /// Who asked lately, and may ask again.
    pub(crate) recent: VecDeque<RecordId>,
    /// Accounts that exist, by domain.
    pub(crate) accounts: BTreeMap<SmolStr, RecordRef>,
    pub(crate) activities: u64,
    pub(crate) deliveries: u64,
}

/// What stands behind a lead.
#[derive(Clone, Debug)]
pub(crate) struct Lead {
    pub(crate) who: Prospect,
    pub(crate) sort: Sort,
    /// How likely they come along, 0 to 1.
    pub(crate) promise: f64,
}

/// What sort of person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Buyer,
    Student,
    Spam,
    Competitor,
}

/// What stands behind an opportunity.
#[derive(Clone, Debug)]
pub(crate) struct Deal {
    pub(crate) who: Prospect,
    pub(crate) owner: PersonId,
    pub(crate) account: RecordRef,
    pub(crate) customer: Option<RecordRef>,
    pub(crate) wins: bool,
    /// The owner moves stages around the gates.
    pub(crate) inflated: bool,
    /// In cents a year.
    pub(crate) amount: i64,
}

/// What stands behind a customer.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) who: Prospect,
    pub(crate) account: RecordRef,
    pub(crate) seats: i64,
    /// Share of the seats in use, 0 to 1, and where it is going each fortnight.
    pub(crate) usage: f64,
    pub(crate) drift: f64,
    /// In cents a year.
    pub(crate) arr: i64,
}

impl Customer {
    /// Whether they mean to stay.
    pub(crate) fn stays(&self) -> bool {
        self.usage > 0.35
    }
}
