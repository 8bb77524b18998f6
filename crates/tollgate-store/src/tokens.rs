//! What is kept of API tokens.

use std::ops::ControlFlow;

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;
use tollgate_service::access::{Caller, Role, Scopes};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::tokens::{Token, Tokens};
use tollgate_service::stored::StoredError;

use crate::driver::{Cells, Val};
use crate::sql;
use crate::store::WorkspaceStore;

/// More tokens than a workspace has.
const MOST: i64 = 10_000;

impl Tokens for WorkspaceStore {
    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        let mut tokens = Vec::new();
        let values = [Val::Text(&self.name), Val::Text(""), Val::Int(MOST)];
        self.held.0.query(&sql::LIST_TOKENS, &values, &mut |row| {
            tokens.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(tokens)
    }

    fn token(&self, digest: &Digest) -> Result<Option<Token>, StoreError> {
        let mut found = None;
        let values = [Val::Text(&self.name), Val::Bytes(digest.as_bytes())];
        self.held.0.query(&sql::GET_TOKEN, &values, &mut |row| {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    fn put_token(&mut self, token: &Token) -> Result<(), StoreError> {
        let scopes = token.caller.scopes.to_string();
        let (who, person) = spelled(&token.caller.who);
        self.within(|driver, workspace| {
            let values = [
                Val::Text(workspace),
                Val::Text(&token.id),
                Val::Bytes(token.digest.as_bytes()),
                Val::Text(&token.name),
                Val::Text(who),
                person.into(),
                Val::Text(token.caller.role.as_str()),
                Val::Int(token.created_at.as_micros()),
                token.expires_at.map(Timestamp::as_micros).into(),
                token.revoked_at.map(Timestamp::as_micros).into(),
                token.used_at.map(Timestamp::as_micros).into(),
                Val::Text(&scopes),
                token.account.as_deref().into(),
            ];
            driver.write(&sql::PUT_TOKEN, &values)
        })
    }
}

/// An actor as it is kept: the name, and whether it is a person's.
pub(crate) fn spelled(who: &Actor) -> (&str, bool) {
    match who {
        Actor::Person(person) => (person.as_str(), true),
        Actor::System(name) => (name.as_str(), false),
        Actor::Tollgate => ("tollgate", false),
    }
}

/// The actor that was kept so.
pub(crate) fn actor(name: Val<'_>, person: Val<'_>) -> Option<Actor> {
    let name = name.text()?;
    Some(match person.int()? {
        0 => Actor::System(name.into()),
        _ => Actor::Person(name.into()),
    })
}

fn read(row: &dyn Cells) -> Result<Token, StoreError> {
    let id = row.cell(0).text().unwrap_or_default();
    let at = |place| row.cell(place).int().map(Timestamp::from_micros);
    let parts = || {
        Some(Token {
            id: id.to_owned(),
            digest: Digest::from_bytes(row.cell(1).bytes()?)?,
            name: row.cell(2).text()?.to_owned(),
            caller: Caller::new(
                actor(row.cell(3), row.cell(4))?,
                Role::parse(row.cell(5).text()?)?,
            )
            .within(Scopes::parse(row.cell(10).text()?)?),
            account: row.cell(11).text().map(str::to_owned),
            created_at: at(6)?,
            expires_at: at(7),
            revoked_at: at(8),
            used_at: at(9),
        })
    };
    parts().ok_or_else(|| StoreError::Damaged {
        table: "token",
        key: id.to_owned(),
        fault: StoredError::expected("a token"),
    })
}
