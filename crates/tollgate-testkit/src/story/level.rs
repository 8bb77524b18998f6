//! The same story through the service and a store.

use std::ops::ControlFlow;

use tollgate_core::decide::decide;
use tollgate_core::event::Event;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::{Entries, Read, Store};
use tollgate_service::writer::{Limits, Order, Writer};

use super::Played;

/// What a store holds after a story.
#[derive(Debug)]
pub struct Served<S> {
    /// The ledger's events, in order.
    pub events: Vec<Event>,
    /// The store.
    pub store: S,
}

impl Played<'_> {
    /// Asks the service what the story asked the core, one request after another, and reads the ledger.
    ///
    /// `policy` is the story's own, and `store` is empty. Within small `limits` the writer forgets its rows between
    /// requests and has to find them again.
    ///
    /// # Errors
    /// The store did not answer, or holds what cannot be read.
    pub fn serve<S: Store>(
        &self,
        store: S,
        policy: Policy,
        limits: Limits,
    ) -> Result<Served<S>, String> {
        let start = Timestamp::MIN;
        let opened = Writer::open(store, policy, "the story's policy", decide, start);
        let mut writer = opened.map_err(|fault| fault.to_string())?.within(limits);
        for (at, request) in self.requests() {
            let order = Order {
                delivery: None,
                request: request.clone(),
                at: *at,
            };
            writer
                .execute(vec![order])
                .map_err(|fault| fault.to_string())?;
        }
        let store = writer.into_store();
        let events = events(&store)?;
        Ok(Served { events, store })
    }
}

pub(super) fn events(store: &impl Read) -> Result<Vec<Event>, String> {
    let (mut events, mut fault) = (Vec::new(), None);
    let read = store.ledger(&Entries::All, 0, &mut |entry| match entry.event() {
        Ok(event) => {
            events.push(event);
            ControlFlow::Continue(())
        }
        Err(error) => {
            fault = Some(error.to_string());
            ControlFlow::Break(())
        }
    });
    read.map_err(|fault| fault.to_string())?;
    fault.map_or(Ok(events), Err)
}
