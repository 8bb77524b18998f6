//! What is done to the workspace rather than to a record: somebody signs in, a token is made, the ledger is exported.

use smol_str::SmolStr;

use crate::time::Timestamp;

/// Something that auditors ask about and that changes no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// What was done.
    pub kind: AuditKind,
    /// To whom or what: an account, a token's id, the record that was exported.
    pub subject: Option<SmolStr>,
    /// What else there is to say, for people; never a secret.
    pub detail: Option<SmolStr>,
    /// When it was done, by the clock of whoever did it; the ledger's own instant may lie elsewhere.
    pub done_at: Timestamp,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditKind {
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to sign in and could not.
    SignInFailed,
    /// Somebody signed out.
    SignedOut,
    /// A token was made.
    TokenMade,
    /// A token was taken back.
    TokenRevoked,
    /// A token was used for the first time on a day.
    TokenUsed,
    /// Somebody may do other things from here on.
    RoleChanged,
    /// An account was made.
    AccountMade,
    /// An account opens nothing any more.
    AccountDisabled,
    /// An account opens again what it did, or waits no longer.
    AccountEnabled,
    /// A link was made with which the owner of an account chooses a password.
    LinkMade,
    /// Somebody chose a password by a link.
    PasswordChosen,
    /// Somebody put another password in place of theirs.
    PasswordChanged,
    /// A code is asked for beside a password from here on.
    SecondFactorSet,
    /// It is not any more.
    SecondFactorRemoved,
    /// The ledger, or what is known about somebody, was given out.
    Exported,
    /// The end of the ledger was signed.
    Anchored,
    /// A policy was proposed, which a second person has to approve.
    ProposalMade,
    /// A second person approved it.
    ProposalApproved,
    /// It was declined.
    ProposalDeclined,
    /// Whoever proposed it took it back.
    ProposalWithdrawn,
}

impl AuditKind {
    /// Each of them.
    pub const ALL: [Self; 21] = [
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::TokenMade,
        Self::TokenRevoked,
        Self::TokenUsed,
        Self::RoleChanged,
        Self::AccountMade,
        Self::AccountDisabled,
        Self::AccountEnabled,
        Self::LinkMade,
        Self::PasswordChosen,
        Self::PasswordChanged,
        Self::SecondFactorSet,
        Self::SecondFactorRemoved,
        Self::Exported,
        Self::Anchored,
        Self::ProposalMade,
        Self::ProposalApproved,
        Self::ProposalDeclined,
        Self::ProposalWithdrawn,
    ];

    /// As it is written in the ledger.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::TokenMade => "token_made",
            Self::TokenRevoked => "token_revoked",
            Self::TokenUsed => "token_used",
            Self::RoleChanged => "role_changed",
            Self::AccountMade => "account_made",
            Self::AccountDisabled => "account_disabled",
            Self::AccountEnabled => "account_enabled",
            Self::LinkMade => "link_made",
            Self::PasswordChosen => "password_chosen",
            Self::PasswordChanged => "password_changed",
            Self::SecondFactorSet => "second_factor_set",
            Self::SecondFactorRemoved => "second_factor_removed",
            Self::Exported => "exported",
            Self::Anchored => "anchored",
            Self::ProposalMade => "proposal_made",
            Self::ProposalApproved => "proposal_approved",
            Self::ProposalDeclined => "proposal_declined",
            Self::ProposalWithdrawn => "proposal_withdrawn",
        }
    }

    /// As people read it: `signed in`.
    pub fn in_words(self) -> String {
        match self {
            Self::SignInFailed => "could not sign in".to_owned(),
            other => other.as_str().replace('_', " "),
        }
    }
}
