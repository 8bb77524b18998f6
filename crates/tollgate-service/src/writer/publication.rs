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
use super::proposal::resolution;
use super::{Decide, Order, Writer};
use crate::in_force::{alone, checked, each_open, keep_earlier, source};
use crate::ledger::Digest;
use crate::ports::{Batch, Change, Read, Revision, Store, StoreError};
use crate::proposal::Proposal;

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

/// What came of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// This revision is in force.
    InForce(u32),
    /// It waits for a second person.
    Proposed(Box<Proposal>),
}

/// Why a policy did not come into force. Nothing was published; unless somebody else published in between, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A second person has to approve it.
    #[error(
        "revision {0} of the policy, which is in force, asks for a second person's approval: propose this one to the service, with `POST /v1/policies/publish`, and have somebody else approve it"
    )]
    NeedsApproval(u32),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A revision on its way into force.
pub(super) struct Coming<'c> {
    pub(super) source: &'c str,
    pub(super) open: InFlight,
    pub(super) by: Actor,
    /// What a second person agreed to; `None` where nobody had to.
    pub(super) proposal: Option<Proposal>,
    pub(super) at: Timestamp,
}

impl<S: Store> Writer<S> {
    /// Makes a policy the revision in force as of `at`, and moves the open handoffs to it that it says; gives its number.
    ///
    /// Alarms that fall due before `at` fire first, under the revision before. The text that is in force already keeps its
    /// revision and moves nothing.
    ///
    /// # Errors
    /// A second person has to agree, or the store did not answer. Where the revision is in force by then, opening the
    /// workspace again moves the handoffs that are left.
    pub fn publish(
        &mut self,
        publication: Publication,
        at: Timestamp,
    ) -> Result<u32, PublishError> {
        self.put_in_force(&publication, at)
    }

    /// The same; what a second person has to approve is kept as a proposal instead.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn publish_or_propose(
        &mut self,
        publication: Publication,
        at: Timestamp,
    ) -> Result<Came, StoreError> {
        match self.put_in_force(&publication, at) {
            Ok(number) => Ok(Came::InForce(number)),
            Err(PublishError::NeedsApproval(_)) => {
                let proposal = self.propose(publication, at)?;
                Ok(Came::Proposed(Box::new(proposal)))
            }
            Err(PublishError::Store(fault)) => Err(fault),
        }
    }

    fn put_in_force(
        &mut self,
        publication: &Publication,
        at: Timestamp,
    ) -> Result<u32, PublishError> {
        let in_force = self.store.head()?.revision;
        if is_in_force(&self.store, &publication.source)? {
            return Ok(in_force);
        }
        // Before any alarm fires: who is refused leaves no trace.
        if needs_approval(&self.store, &self.policy, in_force)? {
            return Err(PublishError::NeedsApproval(in_force));
        }
        if in_force > 0 && in_force == self.policy.revision {
            self.pass(at)?;
        }
        let change = self.store.begin()?;
        // Somebody else may have published meanwhile.
        let in_force = change.head()?.revision;
        if needs_approval(&change, &self.policy, in_force)? {
            return Err(PublishError::NeedsApproval(in_force));
        }
        let coming = Coming {
            source: &publication.source,
            open: publication.open,
            by: publication.by.clone(),
            proposal: None,
            at,
        };
        let policy = come(change, self.decide, publication.policy.clone(), coming)?;
        Ok(self.go_by(policy, publication.open, at)?)
    }

    /// Goes by a revision that came into force, and moves the open handoffs to it that it says; gives its number.
    pub(super) fn go_by(
        &mut self,
        mut policy: Policy,
        open: InFlight,
        at: Timestamp,
    ) -> Result<u32, StoreError> {
        let number = policy.revision;
        keep_earlier(&self.store, &mut policy)?;
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

/// Makes `policy` the next revision, in one transaction with what the ledger says of it; gives it with its number.
pub(super) fn come(
    change: impl Change,
    decide: Decide,
    mut policy: Policy,
    coming: Coming<'_>,
) -> Result<Policy, StoreError> {
    let mut head = change.head()?;
    let is_first = head.revision == 0;
    policy.revision = head.revision + 1;
    head.revision = policy.revision;
    let digest = Digest::of(coming.source.as_bytes());
    let mut pending = Pending::after(head);
    // A first revision finds nothing that is open, and the ledger begins with what happened.
    if !is_first {
        let approval = coming.proposal.as_ref();
        let approval = approval.and_then(|proposal| proposal.resolved.as_ref().zip(Some(proposal)));
        if let Some((resolved, proposal)) = approval {
            let request = resolution(proposal, resolved);
            write_down(decide, &policy, &mut pending, &request, coming.at);
        }
        let request = Request {
            actor: coming.by,
            command: Command::Publish(Publish {
                open: coming.open,
                approved_by: approval.map(|(resolved, _)| resolved.by.clone()),
                digest: digest.to_smolstr(),
            }),
        };
        write_down(decide, &policy, &mut pending, &request, coming.at);
    }
    let batch = Batch {
        revision: Some(Revision {
            number: policy.revision,
            at: coming.at,
            source: coming.source.to_owned(),
            digest,
            open: Some(coming.open),
        }),
        proposal: coming.proposal,
        ..pending.into_batch(&mut Situation::default())
    };
    change.commit(&policy, &batch)?;
    Ok(policy)
}

/// Writes down what `request` comes to, which looks at no row and changes none.
pub(super) fn write_down(
    decide: Decide,
    policy: &Policy,
    pending: &mut Pending,
    request: &Request,
    at: Timestamp,
) {
    let rows = Situation::default();
    let now = at.max(pending.head.at);
    let mut ids = IdSource::new(pending.head.sequence + 1);
    for event in decide(policy, &rows, request, now, &mut ids) {
        pending.append(&event, &rows);
    }
}

/// True where the policy that is in force as `number` asks for a second person's approval; `known` spares reading it where it
/// is that. One whose text is no policy to this version of Tollgate asks for nothing.
fn needs_approval(store: &impl Read, known: &Policy, number: u32) -> Result<bool, StoreError> {
    if known.revision == number {
        return Ok(number > 0 && known.workspace.needs_approval);
    }
    let Some(revision) = store.revision(number)? else {
        return Ok(false);
    };
    let policy = checked(&source(&revision), revision.at);
    Ok(policy.is_some_and(|policy| policy.workspace.needs_approval))
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
