//! How news travels: with a key of its own, now and then late, now and then twice.

use std::collections::VecDeque;

use smol_str::format_smolstr;
use tollgate_core::ids::SourceKey;
use tollgate_service::writer::Order;

use crate::agenda::{Agenda, Deed};
use crate::random::Random;
use crate::scene::{HOUR, MINUTE};

/// Brings deliveries.
#[derive(Debug)]
pub(crate) struct Courier {
    /// Share of the deliveries that come late or twice.
    pub(crate) faulty: f64,
}

impl Courier {
    /// Brings the delivery with this number at once, or not quite so.
    pub(crate) fn post(
        &self,
        random: &mut Random,
        agenda: &mut Agenda,
        ready: &mut VecDeque<Order>,
        number: u64,
        mut order: Order,
    ) {
        order.delivery = Some(SourceKey::from(format_smolstr!("d-{number}")).into());
        if !random.chance(self.faulty) {
            return ready.push_back(order);
        }
        if random.chance(0.5) {
            ready.push_back(order.clone());
        }
        let late = random.weighted(&[(6, 2 * MINUTE), (3, 90 * MINUTE), (1, 30 * HOUR)]);
        order.at = order.at.plus(random.about(*late).max(1));
        agenda.note(order.at, Deed::Deliver(Box::new(order)));
    }
}
