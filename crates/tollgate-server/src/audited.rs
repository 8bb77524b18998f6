//! What people do to come in, and who lets them: entries of the ledger, like every decision.

use tollgate_core::audit::AuditKind;
use tollgate_core::command::Actor;
use tollgate_service::accounts::Account;
use tollgate_service::audit;

use crate::app::App;
use crate::door::enter;
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

    /// Writes down that somebody tried to come in as `name` and could not: by the account's name, where there is such an account,
    /// and by none otherwise, as anything may have been typed there, a password too. It is refused all the same where this fails.
    pub(crate) async fn note_failed(&self, name: String, why: &Problem) {
        let account = enter(self, move |entrance, _| entrance.account(&name)).await;
        let account = account.map_or_else(|_| String::new(), |account| account.name);
        let kind = AuditKind::SignInFailed;
        let noted = self.note(Actor::Tollgate, kind, &account, Some(why.code()));
        if noted.await.is_err() {
            tracing::warn!(account, "a failed sign-in is not noted in the ledger");
        }
    }
}
