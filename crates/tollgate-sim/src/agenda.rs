//! What is about to be done, in the order of time.

use std::collections::BTreeMap;

use tollgate_core::time::Timestamp;
use tollgate_service::writer::Order;

use crate::{
    ae, data_desk, deal_desk, deals, manager, marketing, people, renewals, sdr, success, usage,
};

/// Something that somebody is going to do.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Marketing(marketing::Deed),
    DataDesk(data_desk::Deed),
    Sdr(sdr::Deed),
    Ae(ae::Deed),
    Deals(deals::Deed),
    DealDesk(deal_desk::Deed),
    Success(success::Deed),
    Usage(usage::Deed),
    Renewals(renewals::Deed),
    People(people::Deed),
    Manager(manager::Deed),
    /// A delivery that was late, or comes again.
    Deliver(Box<Order>),
}

/// Deeds by their instants; what was noted first goes first within an instant.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    deeds: BTreeMap<(Timestamp, u64), Deed>,
    noted: u64,
}

impl Agenda {
    pub(crate) fn note(&mut self, at: Timestamp, deed: Deed) {
        self.noted += 1;
        self.deeds.insert((at, self.noted), deed);
    }

    pub(crate) fn next_at(&self) -> Option<Timestamp> {
        self.deeds.keys().next().map(|(at, _)| *at)
    }

    pub(crate) fn pop(&mut self) -> Option<Deed> {
        self.deeds.pop_first().map(|(_, deed)| deed)
    }
}
