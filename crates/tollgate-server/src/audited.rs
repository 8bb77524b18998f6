//! What people do to come in, and who lets them: entries of the ledger, like every decision.

use tollgate_core::audit::AuditKind;
use tollgate_core::command::Actor;
use tollgate_service::accounts::Account;
use tollgate_service::audit;

use crate::app::App;
use crate::problem::Problem;

impl App {
    /// Writes down what `actor` did to `subject`; durable afterwards.
    pub(crate) async fn note(
        &self,
        actor: Actor,
        kind: AuditKind,
        subject: &str,
        detail: Option<&str>,
    ) -> Result<(), Problem> {
        let done = audit::done(kind, subject, detail, self.now());
        self.give(vec![audit::order(actor, done)]).await.map(drop)
    }

    /// Writes down that the owner of `account` signed in or out.
    pub(crate) async fn note_own(&self, kind: AuditKind, account: &Account) -> Result<(), Problem> {
        let who = account.caller().who;
        self.note(who, kind, &account.name, None).await
    }

    /// Writes down that somebody tried to come in as `name` and could not. It is refused all the same where this fails.
    pub(crate) async fn note_failed(&self, name: &str, why: &Problem) {
        let name: String = name.chars().take(NAME_MAX).collect();
        let kind = AuditKind::SignInFailed;
        let noted = self.note(Actor::Tollgate, kind, &name, Some(why.code()));
        if noted.await.is_err() {
            tracing::warn!(
                account = name,
                "a failed sign-in is not noted in the ledger"
            );
        }
    }
}

/// Letters of a name that nobody may have.
const NAME_MAX: usize = 100;
