//! What goes out while the plan is played: endpoints that read the ledger, and processes that serve them.

use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::loops::outbox::{Dispatcher, Endpoint, Filter, Schedule, Settings, Target};
use tollgate_service::ports::outbox::Outbox;
use tollgate_service::ports::{Store, StoreError};
use tollgate_service::seal::Secret;

use super::outside::{Attempt, Outside, Way};
use super::sky::Sky;
use super::store::Faulty;
use crate::random::Random;

/// Claims after which nothing more is awaited of calm weather.
const CLAIMS_MAX: usize = 200_000;

/// What went out.
#[derive(Debug)]
pub struct Told {
    /// Who was to be told; each from the ledger's first entry on.
    pub endpoints: Vec<Endpoint>,
    /// After so many attempts a message is a dead letter.
    pub attempts_max: u32,
    /// Every message that was sent, in their order.
    pub attempts: Vec<Attempt>,
}

/// Those who see to it that others are told.
#[derive(Debug)]
pub(super) struct Telling {
    endpoints: Vec<Endpoint>,
    settings: Settings,
    outside: Outside,
}

impl Telling {
    /// Endpoints of each kind, and dispatchers that take on more or less at a time.
    pub(super) fn new(policy: &Policy, random: &mut Random) -> Self {
        let schedule = Schedule {
            attempts_max: *random.one_of(&[2, 5, 12]),
            failures_max: *random.one_of(&[1, 5]),
            ..Schedule::default()
        };
        Self {
            endpoints: endpoints(policy),
            settings: Settings {
                schedule,
                entries_max: *random.one_of(&[3, 1_000]),
                messages_max: *random.one_of(&[1, 4, 50]),
                ..Settings::default()
            },
            outside: Outside::new(),
        }
    }

    /// Sets the endpoints up.
    ///
    /// # Errors
    /// The store itself failed.
    pub(super) fn set_up(&self, outbox: &mut impl Outbox) -> Result<(), StoreError> {
        self.endpoints
            .iter()
            .try_for_each(|endpoint| outbox.put_endpoint(endpoint, None))
    }

    /// The process under `sky` serves up to `claims` endpoints at `now`; less when it fails.
    pub(super) fn serve<S: Store + Outbox>(
        &self,
        (store, policy): (&S, &Policy),
        sky: &Sky,
        now: Timestamp,
        claims: usize,
    ) {
        self.outside.clock.set(now);
        let meanwhile = || drop(self.once((store, policy), &sky.over_another(), &|| ()));
        for _ in 0..claims {
            if self.once((store, policy), sky, &meanwhile).is_err() {
                return;
            }
        }
    }

    /// A person enables whoever wanted no more, and has what was parked sent again, or leaves it be.
    ///
    /// # Errors
    /// The store itself failed.
    pub(super) fn mend(
        &self,
        outbox: &mut impl Outbox,
        random: &mut Random,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for (row, endpoint) in outbox.endpoints()?.iter().zip(&self.endpoints) {
            if !row.endpoint.enabled && random.chance(0.3) {
                outbox.put_endpoint(endpoint, None)?;
            }
            if row.parked > 0 && random.chance(0.1) {
                outbox.redeliver(&endpoint.name, None, now)?;
            }
        }
        Ok(())
    }

    /// Calm weather: everybody is enabled, and whatever waits is sent from `now` on.
    ///
    /// # Errors
    /// The store itself failed.
    pub(super) fn end<S: Store + Outbox>(
        self,
        store: &mut S,
        policy: &Policy,
        sky: &Sky,
        now: Timestamp,
    ) -> Result<Told, StoreError> {
        self.set_up(store)?;
        self.outside.clock.set(now);
        for _ in 0..CLAIMS_MAX {
            let Some(next) = self.once((&*store, policy), sky, &|| ())? else {
                break;
            };
            self.outside.clock.set(self.outside.now().max(next));
        }
        Ok(Told {
            endpoints: self.endpoints,
            attempts_max: self.settings.schedule.attempts_max,
            attempts: self.outside.into_attempts(),
        })
    }

    fn once<S: Store + Outbox>(
        &self,
        (store, policy): (&S, &Policy),
        sky: &Sky,
        meanwhile: &dyn Fn(),
    ) -> Result<Option<Timestamp>, StoreError> {
        let handle = || Ok::<_, StoreError>(Faulty::new(store.another()?, sky.clone()));
        let way = Way {
            outside: &self.outside,
            sky,
            meanwhile,
        };
        let mut dispatcher = Dispatcher::new(handle()?, handle()?, way, self.settings);
        dispatcher.run_once(policy, &|| self.outside.now())
    }
}

/// One of each kind, in the order of their names: told of what is usual, of some events, of one point.
fn endpoints(policy: &Policy) -> Vec<Endpoint> {
    let endpoint = |name: &str, target, filter| Endpoint {
        name: name.to_owned(),
        target,
        filter,
        enabled: true,
    };
    let webhook = || Target::Webhook {
        url: "https://crm.example/hooks".to_owned(),
        secrets: Vec::new(),
    };
    let letters = Target::Email {
        to: vec!["revops@acme.example".to_owned()],
        addresses: std::collections::BTreeMap::new(),
    };
    let channel = Target::Slack {
        url: Secret::new("https://hooks.slack.example/T0"),
    };
    let events = ["record_observed", "handoff_routed", "clock_breached"];
    let first_point = policy.points.keys().next().map(ToString::to_string);
    let some = Filter {
        events: events.map(str::to_owned).to_vec(),
        points: first_point.into_iter().collect(),
    };
    vec![
        endpoint("channel", channel, Filter::default()),
        endpoint("crm", webhook(), Filter::default()),
        endpoint("letters", letters, Filter::default()),
        endpoint("one_point", webhook(), some),
    ]
}
