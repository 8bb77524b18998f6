//! A policy comes into force, and the open handoffs that are to go by it are moved to it.
//!
//! The revision is durable before the first handoff is moved, and the handoffs are moved in many transactions. Should the
//! process end in between, whoever opens the workspace next moves the rest: the revision says what it does to them.

use smol_str::ToSmolStr;
use tollgate_core::command::{Actor, Command, Publish, Request};
use tollgate_core::id_source::IdSource;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

use super::pending::Pending;
use super::{Order, Writer};
use crate::in_force::{alone, each_open, keep_earlier};
use crate::ledger::Digest;
use crate::ports::{Batch, Change, Read, Revision, Store, StoreError};

/// Handoffs that are moved at a time.
const AT_ONCE: usize = 500;

/// A policy that is to come into force.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The policy.
    pub policy: Policy,
    /// Its text, which the revision keeps.
    pub source: String,
    /// What it does to the handoffs that are open.
    pub open: InFlight,
    /// Who publishes it, as the ledger tells.
    pub by: Actor,
}

impl<S: Store> Writer<S> {
    /// Makes a policy the revision in force as of `at`, and moves the open handoffs to it that it says; gives its number.
    ///
    /// Alarms that fall due before `at` fire first, under the revision before. The text that is in force already keeps its
    /// revision and moves nothing.
    ///
    /// # Errors
    /// The store did not answer. Where the revision is in force by then, opening the workspace again moves the handoffs
    /// that are left.
    pub fn publish(&mut self, publication: Publication, at: Timestamp) -> Result<u32, StoreError> {
        let in_force = self.store.head()?.revision;
        if is_in_force(&self.store, &publication.source)? {
            return Ok(in_force);
        }
        if in_force > 0 && in_force == self.policy.revision {
            self.pass(at)?;
        }
        let mut policy = publication.policy;
        let (open, by) = (publication.open, publication.by);
        self.put_in_force(&mut policy, &publication.source, (open, by), at)?;
        let number = policy.revision;
        self.adopt(policy);
        self.migrate(open, at)?;
        Ok(number)
    }

    /// Moves the handoffs that the publication of the policy in force has left behind.
    pub(super) fn finish_publication(&mut self, at: Timestamp) -> Result<(), StoreError> {
        let revision = self.store.revision(self.policy.revision)?;
        let open = revision.and_then(|revision| revision.open);
        self.migrate(open.unwrap_or_default(), at)
    }

    fn put_in_force(
        &mut self,
        policy: &mut Policy,
        source: &str,
        (open, by): (InFlight, Actor),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let change = self.store.begin()?;
        let mut head = change.head()?;
        let is_first = head.revision == 0;
        // Somebody else may have published meanwhile.
        policy.revision = head.revision + 1;
        head.revision = policy.revision;
        let digest = Digest::of(source.as_bytes());
        let mut pending = Pending::after(head);
        if !is_first {
            // A first revision finds nothing that is open, and the ledger begins with what happened.
            let request = Request {
                actor: by,
                command: Command::Publish(Publish {
                    open,
                    digest: digest.to_smolstr(),
                }),
            };
            let rows = Situation::default();
            let now = at.max(pending.head.at);
            let mut ids = IdSource::new(pending.head.sequence + 1);
            for event in (self.decide)(policy, &rows, &request, now, &mut ids) {
                pending.append(&event, &rows);
            }
        }
        let batch = Batch {
            revision: Some(Revision {
                number: policy.revision,
                at,
                source: source.to_owned(),
                digest,
                open: Some(open),
            }),
            ..pending.into_batch(&mut Situation::default())
        };
        change.commit(policy, &batch)?;
        keep_earlier(&self.store, policy)
    }

    /// Moves the open handoffs to the policy in force, unless they are pinned.
    fn migrate(&mut self, open: InFlight, at: Timestamp) -> Result<(), StoreError> {
        if open == InFlight::Pin || self.policy.earlier.is_empty() {
            return Ok(());
        }
        let revision = self.policy.revision;
        // Whatever a move sets off, the pages are of the handoffs as they were before the first move.
        let mut left = Vec::new();
        each_open(&self.store, &mut |page| {
            let earlier = page.into_iter().filter(|row| row.revision < revision);
            left.extend(earlier.map(|row| row.id));
            Ok(())
        })?;
        for some in left.chunks(AT_ONCE) {
            let orders = some.iter().map(|handoff| Order {
                delivery: None,
                request: Request {
                    actor: Actor::Tollgate,
                    command: Command::Migrate(*handoff, open),
                },
                at,
            });
            self.execute(orders.collect())?;
        }
        let mut policy = Policy::clone(&self.policy);
        keep_earlier(&self.store, &mut policy)?;
        self.adopt(policy);
        Ok(())
    }
}

/// True when `source` is the text of the revision in force.
pub(super) fn is_in_force(store: &impl Read, source: &str) -> Result<bool, StoreError> {
    let revision = store.revision(store.head()?.revision)?;
    Ok(revision.is_some_and(|revision| revision.digest == Digest::of(source.as_bytes())))
}

/// The policy under which a writer opens: `policy` where its text is in force, or nothing else is.
pub(super) fn to_open_under(
    store: &impl Read,
    mut policy: Policy,
    source: &str,
) -> Result<Policy, StoreError> {
    let number = store.head()?.revision;
    if !is_in_force(store, source)? && number > 0 {
        return Ok(alone(store, number).ok().flatten().unwrap_or(policy));
    }
    policy.revision = number;
    Ok(policy)
}
