//! A publication that waits for a second person, and who that may be.

use tollgate_core::audit::AuditKind;
use tollgate_core::command::Actor;
use tollgate_core::policy::InFlight;
use tollgate_core::time::Timestamp;

use crate::access::{Caller, Proof};
use crate::ledger::{Digest, Sequence};

/// A policy that somebody wants in force, and that somebody else has to approve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The place of its entry in the ledger, by which people speak of it.
    pub id: Sequence,
    /// The revision that was in force when it was made. Approved, it becomes the next one; under any other it has to be made
    /// again, as nobody has seen what it changes there.
    pub base: u32,
    /// Its text.
    pub source: String,
    /// What it does to the handoffs that are open.
    pub open: InFlight,
    /// Who proposed it.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What became of it; `None` while it waits.
    pub resolved: Option<Resolved>,
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// What.
    pub how: Resolution,
    /// Who brought it about.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Why it was declined.
    pub says: Option<String>,
}

/// What may become of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resolution {
    /// A second person agreed, and it came into force.
    Approved,
    /// Somebody else did not agree.
    Declined,
    /// Whoever proposed it took it back.
    Withdrawn,
}

/// What somebody wants to become of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolve {
    /// Which proposal.
    pub proposal: Sequence,
    /// What is to become of it.
    pub how: Resolution,
    /// Who says so.
    pub caller: Caller,
    /// Why, where it is declined.
    pub says: Option<String>,
}

/// Why nothing became of a proposal. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotResolved {
    /// There is none.
    #[error("there is no proposal {0}: `GET /v1/policies/proposals` lists them")]
    Unknown(Sequence),
    /// Somebody was faster.
    #[error("the proposal was {} before: propose the policy again if it is still wanted", .0.as_str())]
    Settled(Resolution),
    /// Another revision is in force by now.
    #[error(
        "it was proposed against revision {base}, and revision {in_force} is in force by now: look at what is different, and propose it again"
    )]
    Outdated {
        /// What it was made against.
        base: u32,
        /// What is in force.
        in_force: u32,
    },
    /// The text cannot be published.
    #[error(
        "its text is no policy without errors to this version of Tollgate: `POST /v1/policies/check` says why; propose a mended one"
    )]
    HasErrors,
    /// It is not known which person proposes.
    #[error(
        "here a policy comes into force when a second person approves it, so it has to be known who proposes: sign in, or use a token that is a person's; being on this machine, or calling as a system, does not say"
    )]
    Unnamed,
    /// It is not known which person approves.
    #[error(
        "an approval is a person's: sign in; a token may have been made by anybody, and being on this machine does not say who"
    )]
    NotSignedIn,
    /// Nobody is a second person to themselves.
    #[error(
        "you proposed it yourself: somebody else who may publish has to approve it; you may withdraw it"
    )]
    SamePerson,
    /// Only who proposed it takes it back.
    #[error("it was proposed by somebody else, who may withdraw it: you may decline it")]
    NotYours,
}

impl Proposal {
    /// Of its text, as the ledger has it once it is published.
    pub fn digest(&self) -> Digest {
        Digest::of(self.source.as_bytes())
    }

    /// Whether `order` may be done to it while the revision `in_force` is.
    ///
    /// # Errors
    /// It may not.
    pub fn may(&self, order: &Resolve, in_force: u32) -> Result<(), NotResolved> {
        if let Some(resolved) = &self.resolved {
            return Err(NotResolved::Settled(resolved.how));
        }
        let caller = &order.caller;
        match order.how {
            Resolution::Approved => self.may_approve(caller, in_force),
            Resolution::Declined => may_propose(caller),
            Resolution::Withdrawn if caller.who != self.by => Err(NotResolved::NotYours),
            Resolution::Withdrawn => may_propose(caller),
        }
    }

    fn may_approve(&self, caller: &Caller, in_force: u32) -> Result<(), NotResolved> {
        if caller.proof != Proof::SignedIn || caller.who.person().is_none() {
            return Err(NotResolved::NotSignedIn);
        }
        // Two accounts of one person are one person.
        if caller.who == self.by {
            return Err(NotResolved::SamePerson);
        }
        if self.by.person().is_none() {
            return Err(NotResolved::Unnamed);
        }
        let base = self.base;
        match base == in_force {
            true => Ok(()),
            false => Err(NotResolved::Outdated { base, in_force }),
        }
    }
}

/// Whether it is known which person `caller` is, as far as proposing and declining go.
///
/// # Errors
/// It is not.
pub fn may_propose(caller: &Caller) -> Result<(), NotResolved> {
    match (caller.proof, caller.who.person()) {
        (Proof::SignedIn | Proof::Token, Some(_)) => Ok(()),
        _ => Err(NotResolved::Unnamed),
    }
}

impl Resolution {
    /// As it is written: `approved`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The resolution that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Approved, Self::Declined, Self::Withdrawn];
        all.into_iter().find(|how| how.as_str() == text)
    }

    /// What the ledger calls it.
    pub(crate) const fn audited(self) -> AuditKind {
        match self {
            Self::Approved => AuditKind::ProposalApproved,
            Self::Declined => AuditKind::ProposalDeclined,
            Self::Withdrawn => AuditKind::ProposalWithdrawn,
        }
    }
}

impl NotResolved {
    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "not_found",
            Self::Settled(_) => "proposal_settled",
            Self::Outdated { .. } => "proposal_outdated",
            Self::HasErrors => "policy_has_errors",
            Self::Unnamed => "proposer_unknown",
            Self::NotSignedIn => "approver_unknown",
            Self::SamePerson => "second_person_needed",
            Self::NotYours => "not_yours",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NotResolved, Proposal, Resolution, Resolve, may_propose};
    use crate::access::{Caller, Proof, Role};
    use tollgate_core::command::Actor;
    use tollgate_core::policy::InFlight;
    use tollgate_core::time::Timestamp;

    /// What ana proposed against revision 3.
    fn proposal(by: Actor) -> Proposal {
        Proposal {
            id: 7,
            base: 3,
            source: String::new(),
            open: InFlight::Pin,
            by,
            at: Timestamp::MIN,
            resolved: None,
        }
    }

    fn ana() -> Actor {
        Actor::Person("ana".into())
    }

    fn approve(caller: Caller) -> Resolve {
        Resolve {
            proposal: 7,
            how: Resolution::Approved,
            caller,
            says: None,
        }
    }

    #[test]
    fn only_another_person_who_signed_in_approves() {
        let signed_in = |name| Caller::person(name, Role::RevOps).proven_by(Proof::SignedIn);
        let of_ana = proposal(ana());
        let check = |caller| of_ana.may(&approve(caller), 3);
        assert_eq!(check(signed_in("ben")), Ok(()));
        assert_eq!(check(signed_in("ana")), Err(NotResolved::SamePerson));
        let unknown = Err(NotResolved::NotSignedIn);
        let by_token = Caller::person("ben", Role::RevOps).proven_by(Proof::Token);
        assert_eq!(check(by_token), unknown);
        assert_eq!(check(Caller::person("ben", Role::Administrator)), unknown);
        let system = Caller::system("ci", Role::RevOps).proven_by(Proof::SignedIn);
        assert_eq!(check(system), unknown);
    }

    #[test]
    fn what_no_person_proposed_nobody_approves() {
        let ben = Caller::person("ben", Role::RevOps).proven_by(Proof::SignedIn);
        let nobodys = proposal(Actor::System("ci".into()));
        assert_eq!(nobodys.may(&approve(ben), 3), Err(NotResolved::Unnamed));
        for caller in [
            Caller::system("local", Role::Administrator),
            Caller::person("dana", Role::Administrator),
            Caller::system("ci", Role::RevOps).proven_by(Proof::Token),
        ] {
            assert_eq!(
                may_propose(&caller),
                Err(NotResolved::Unnamed),
                "{caller:?}"
            );
        }
        let token = Caller::person("dana", Role::RevOps).proven_by(Proof::Token);
        assert_eq!(may_propose(&token), Ok(()));
    }

    #[test]
    fn under_another_revision_it_has_to_be_made_again() {
        let ben = Caller::person("ben", Role::RevOps).proven_by(Proof::SignedIn);
        let outdated = NotResolved::Outdated {
            base: 3,
            in_force: 4,
        };
        let found = proposal(ana()).may(&approve(ben), 4);
        assert_eq!(found, Err(outdated));
    }
}
