//! What the entrance needs of a provider of identities, such as a company's single sign-on.

use std::fmt;

/// A provider of identities that people sign in with.
pub trait IdentityProvider: Send + Sync + fmt::Debug {
    /// Begins a sign-in that comes back to the address `back`. It may wait for the provider.
    ///
    /// # Errors
    /// The provider did not answer, or is not set up for this.
    fn begin(&self, back: &str) -> Result<Begun, ProviderFault>;

    /// Ends a sign-in: exchanges the `code` that came back for who it is. `kept` is what [`Begun::kept`] was.
    ///
    /// # Errors
    /// The provider did not answer, or what it said does not hold.
    fn end(&self, back: &str, code: &str, kept: &str) -> Result<Claims, ProviderFault>;
}

/// A sign-in that was begun.
#[derive(Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What comes back with it.
    pub state: String,
    /// What is needed to end it, and is kept on this side.
    pub kept: String,
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Begun(…)")
    }
}

/// What a provider says of a person, after its signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The provider.
    pub issuer: String,
    /// The person there.
    pub subject: String,
    /// Their e-mail address, where the provider says that it is theirs.
    pub email: Option<String>,
    /// What they are called here, where the provider says so.
    pub person: Option<String>,
}

/// Why a provider let nobody in.
#[derive(Debug, thiserror::Error)]
pub enum ProviderFault {
    /// It could not be asked.
    #[error(
        "the provider of identities did not answer: try again in a moment, or sign in with a password"
    )]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What it said is not to be believed, or it said no.
    #[error("the provider of identities did not confirm who you are: begin again")]
    NotConfirmed(#[source] Box<dyn std::error::Error + Send + Sync>),
}
