//! A policy is proposed, and a second person approves it or does not.

use smol_str::{SmolStr, ToSmolStr, format_smolstr};
use tollgate_core::audit::{Audit, AuditKind};
use tollgate_core::command::Request;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;

use super::pending::Pending;
use super::publication::{Coming, Publication, come, write_down};
use super::{Decide, Writer};
use crate::audit;
use crate::in_force::checked;
use crate::ports::{Batch, Change, Read as _, Store, StoreError};
use crate::proposal::{NotResolved, Proposal, Resolution, Resolve, Resolved};

/// Proposals that are looked through for one that waits with the same text.
const LATEST: usize = 100;

impl<S: Store> Writer<S> {
    /// Keeps `publication` until a second person approves it. What the same person proposed before under the policy in force is
    /// the same proposal while it waits.
    pub(super) fn propose(
        &mut self,
        publication: Publication,
        at: Timestamp,
    ) -> Result<Proposal, StoreError> {
        self.pass(at)?;
        let change = self.store.begin()?;
        let head = change.head()?;
        let mut proposal = Proposal {
            id: head.sequence + 1,
            base: head.revision,
            source: publication.source,
            open: publication.open,
            by: publication.by,
            at: at.max(head.at),
            resolved: None,
        };
        let mut latest = change.proposals(LATEST)?.into_iter();
        if let Some(waiting) = latest.find(|one| is_same(one, &proposal)) {
            return Ok(waiting);
        }
        let mut pending = Pending::after(head);
        let request = made(&proposal);
        write_down(self.decide, &self.policy, &mut pending, &request, at);
        proposal.id = pending.head.sequence;
        let batch = Batch {
            proposal: Some(proposal.clone()),
            ..pending.into_batch(&mut Situation::default())
        };
        change.commit(&self.policy, &batch)?;
        self.forget();
        Ok(proposal)
    }

    /// Approves, declines or withdraws a proposal, as `order` says; gives what it is then. An approved one is in force: the
    /// approval, the publication and the revision go in one transaction.
    ///
    /// # Errors
    /// The store did not answer. That it may not be done is no error: the inner result says why.
    pub fn resolve(
        &mut self,
        order: &Resolve,
        at: Timestamp,
    ) -> Result<Result<Proposal, NotResolved>, StoreError> {
        self.pass(at)?;
        let change = self.store.begin()?;
        let head = change.head()?;
        let Some(mut proposal) = change.proposal(order.proposal)? else {
            return Ok(Err(NotResolved::Unknown(order.proposal)));
        };
        if let Err(why) = proposal.may(order, head.revision) {
            return Ok(Err(why));
        }
        proposal.resolved = Some(Resolved {
            how: order.how,
            by: order.caller.who.clone(),
            at: at.max(head.at),
            says: order.says.clone(),
        });
        if order.how != Resolution::Approved {
            put_aside(change, (self.decide, &self.policy), &proposal, at)?;
            self.forget();
            return Ok(Ok(proposal));
        }
        let text = Source::unbundle(&proposal.source).unwrap_or_default();
        let Some(policy) = checked(&text, at) else {
            return Ok(Err(NotResolved::HasErrors));
        };
        let coming = Coming {
            source: &proposal.source,
            open: proposal.open,
            by: proposal.by.clone(),
            proposal: Some(proposal.clone()),
            at,
        };
        let policy = come(change, self.decide, policy, coming)?;
        self.go_by(policy, proposal.open, at)?;
        Ok(Ok(proposal))
    }
}

/// Writes down that nothing comes of a proposal.
fn put_aside(
    change: impl Change,
    (decide, policy): (Decide, &Policy),
    proposal: &Proposal,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut pending = Pending::after(change.head()?);
    if let Some(resolved) = &proposal.resolved {
        let request = resolution(proposal, resolved);
        write_down(decide, policy, &mut pending, &request, at);
    }
    let batch = Batch {
        proposal: Some(proposal.clone()),
        ..pending.into_batch(&mut Situation::default())
    };
    change.commit(policy, &batch)
}

/// True when `one` waits, and is what `other` would be.
fn is_same(one: &Proposal, other: &Proposal) -> bool {
    let what = |it: &Proposal| (it.base, it.open, it.by.clone(), it.digest());
    one.resolved.is_none() && what(one) == what(other)
}

/// What the ledger says of a proposal that is made.
fn made(proposal: &Proposal) -> Request {
    let detail = format_smolstr!(
        "against revision {}, open handoffs: {}, {}",
        proposal.base,
        proposal.open.as_str(),
        proposal.digest()
    );
    let audit = note(AuditKind::ProposalMade, proposal, Some(detail), proposal.at);
    audit::order(proposal.by.clone(), audit).request
}

/// What the ledger says of what became of a proposal.
pub(super) fn resolution(proposal: &Proposal, resolved: &Resolved) -> Request {
    let says = resolved.says.as_deref().map(SmolStr::new);
    let audit = note(resolved.how.audited(), proposal, says, resolved.at);
    audit::order(resolved.by.clone(), audit).request
}

fn note(kind: AuditKind, proposal: &Proposal, detail: Option<SmolStr>, at: Timestamp) -> Audit {
    let subject = proposal.id.to_smolstr();
    audit::done(kind, subject, detail.as_deref(), at)
}
