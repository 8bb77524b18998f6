//! Why the entrance refuses.

use super::super::Purpose;
use super::super::password::PasswordFault;
use crate::ports::StoreError;

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The name, the password or the code is wrong, or too many were. It is one answer, so that nobody learns which.
    #[error(
        "the name, the password or the code is not right, or it was tried too often: try again in a few minutes, or ask an administrator for a link"
    )]
    NotRight,
    /// The password is right, and a code has to come with it.
    #[error("send `code` too: what your authenticator shows, or one of your recovery codes")]
    CodeNeeded,
    /// The code is not the one that the authenticator shows.
    #[error("this code is not right, or was used: send the one that your authenticator shows")]
    WrongCode,
    /// The password that is asked for again is not that of whoever is signed in, or too many were not; in which field it came.
    #[error(
        "this is not your password, or it was tried too often: write the one that you sign in with, or try again in a few minutes"
    )]
    WrongPassword(&'static str),
    /// The link was used, has ended, or never was.
    #[error("this link was used or has ended: {}", another(*.0))]
    LinkEnded(Purpose),
    /// Somebody has made the first account.
    #[error("the first account was made already: sign in, or ask its owner to invite you")]
    AlreadySetUp,
    /// A password that is not taken.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// No name of an account.
    #[error("write a name of 1 to 200 characters without spaces, such as an e-mail address")]
    BadName,
    /// Somebody has the name.
    #[error("there is an account `{0}` already: choose another name")]
    NameTaken(String),
    /// There is none.
    #[error("there is no account `{0}`")]
    Unknown(String),
    /// Whoever asks has no such session.
    #[error("you have no session `{0}`: it has ended, or never was")]
    UnknownSession(String),
    /// There is no such token.
    #[error("there is no token `{0}`")]
    UnknownToken(String),
    /// The last administrator would be gone.
    #[error("`{0}` is the last administrator who can sign in: make another one first")]
    LastAdministrator(String),
    /// The account is that of a system.
    #[error("`{0}` is a system, which does not sign in: make a token for it")]
    IsSystem(String),
    /// There is no second factor to confirm.
    #[error("no second factor was begun: begin one first")]
    NothingToConfirm,
    /// There is one already.
    #[error("there is a second factor already: remove it first")]
    HasSecondFactor,
    /// The provider knows the person, and nobody here does.
    #[error(
        "the provider of identities knows you, but you have no account here: ask an administrator to invite you"
    )]
    NotInvited,
    /// The account signs in with a password, and the provider's word does not replace it.
    #[error(
        "there is an account of this name with a password: sign in with that, or ask an administrator to remove it"
    )]
    HasPassword,
    /// There is no such zone.
    #[error("`{0}` is no time zone: write its name in the IANA database, such as `Europe/Berlin`")]
    UnknownZone(String),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refusal {
    /// A stable code; never renamed.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotRight | Self::WrongPassword(_) => "sign_in_refused",
            Self::CodeNeeded => "code_needed",
            Self::WrongCode => "wrong_code",
            Self::LinkEnded(_) => "link_ended",
            Self::AlreadySetUp => "already_set_up",
            Self::Password(_) => "password_not_taken",
            Self::BadName | Self::UnknownZone(_) => "invalid",
            Self::NameTaken(_) => "name_taken",
            Self::Unknown(_) | Self::UnknownSession(_) | Self::UnknownToken(_) => "not_found",
            Self::LastAdministrator(_) => "last_administrator",
            Self::IsSystem(_) => "is_system",
            Self::NothingToConfirm => "nothing_to_confirm",
            Self::HasSecondFactor => "has_second_factor",
            Self::NotInvited => "not_invited",
            Self::HasPassword => "has_password",
            Self::Store(_) => "database_unavailable",
        }
    }
}

/// How to come by another link.
const fn another(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Setup => "start the service again, whose log then has another",
        Purpose::Password => "ask an administrator for another",
        Purpose::Federated => "begin to sign in again",
    }
}
