//! PostgreSQL: many processes, each handle with one connection.
//!
//! A handle works behind a pooler that lends a server connection for one transaction: no statement has a name, and no
//! setting outlives a transaction. The calling thread drives the connection while it waits for an answer.

mod distribute;
mod gathered;
mod link;
mod many;
mod migrate;
mod nul;
mod pipeline;
mod target;
mod tls;
mod together;
mod value;
mod wall;

use tokio_postgres::{Client, Error, Row};
use tollgate_service::ledger::Head;
use tollgate_service::ports::StoreError;

use crate::driver::{Ask, Driver, EachFound, EachRow, NotCommitted, Val};
use crate::open::OpenError;
use crate::sql::{self, Sql};
pub use distribute::{DistributeError, distribute};
use gathered::Gathered;
use link::{Link, unavailable};
pub use target::Target;
use value::{Found, typed};
pub use wall::{WallError, lower_wall, raise_wall};

/// A connection to a database of PostgreSQL.
#[derive(Debug)]
pub(crate) struct Postgres {
    link: Link,
    /// What the transaction writes, until it commits.
    gathered: Gathered,
    /// The server shows a transaction only what is its workspace's.
    is_walled: bool,
}

impl Postgres {
    /// The database at `target`, set up or brought up to date where that is needed.
    pub(crate) fn open(target: &Target) -> Result<Self, OpenError> {
        let link = Link::connect(target)?;
        migrate::migrate(&link)?;
        Self::over(link).map_err(|fault| target.unreachable(fault))
    }

    /// The database at `target`, which must have been set up.
    pub(crate) fn open_existing(target: &Target) -> Result<Self, OpenError> {
        let link = Link::connect(target)?;
        migrate::migrate_existing(&link)?;
        Self::over(link).map_err(|fault| target.unreachable(fault))
    }

    fn over(link: Link) -> Result<Self, StoreError> {
        let is_walled = link.ask(async |client| wall::stands(client).await)?;
        Ok(Self {
            link,
            gathered: Gathered::default(),
            is_walled,
        })
    }

    fn rows(&self, statement: &Sql, values: &[Val<'_>]) -> Result<Vec<Row>, StoreError> {
        let text = statement.postgres();
        let workspace = values.first().and_then(|value| value.text());
        self.ask(workspace.unwrap_or_default(), async |client| {
            client.query_typed(text, &typed(values)).await
        })
    }

    /// Asks something about `workspace`: within the transaction that is open, or one of its own where the wall wants to know
    /// whose it is.
    fn ask<T: Default>(
        &self,
        workspace: &str,
        ask: impl AsyncFn(&Client) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        if self.is_walled && !self.link.is_open() {
            return self
                .link
                .ask(async |client| wall::within(client, workspace, ask(client)).await);
        }
        self.link.ask(ask)
    }

    /// Makes a head and takes it. Whoever makes it at the same time waits here for the other one.
    fn begin_head(&self, workspace: &str) -> Result<(), StoreError> {
        let head = Head::start(workspace);
        let sequence = head.sequence.cast_signed();
        let values = [
            workspace.into(),
            sequence.into(),
            head.hash.as_bytes().into(),
            head.at.as_micros().into(),
            head.revision.into(),
        ];
        self.rows(&sql::BEGIN_HEAD, &values)?;
        self.rows(&sql::TAKE_HEAD, &[workspace.into()]).map(drop)
    }
}

impl Driver for Postgres {
    fn query(
        &self,
        statement: &'static Sql,
        values: &[Val<'_>],
        each: EachRow<'_>,
    ) -> Result<(), StoreError> {
        for row in self.rows(statement, values)? {
            if each(&Found::new(&row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn query_many(
        &self,
        workspace: &str,
        asks: &[Ask<'_>],
        each: EachFound<'_>,
    ) -> Result<(), StoreError> {
        let answers = self.ask(workspace, async |client| {
            pipeline::ask(client, workspace, asks).await
        })?;
        for (place, row) in &answers {
            // The first column says whose answer it is.
            each(*place, &Found::after(row, 1))?;
        }
        Ok(())
    }

    fn begin(&mut self, workspace: &str) -> Result<(), StoreError> {
        self.gathered.clear();
        let heads = self
            .link
            .begin(async |client| pipeline::begin(client, workspace, self.is_walled).await)?;
        if heads.is_empty() {
            let begun = self.begin_head(workspace);
            begun.inspect_err(|_| self.link.roll_back())?;
        }
        Ok(())
    }

    fn write(&mut self, statement: &'static Sql, values: &[Val<'_>]) -> Result<(), StoreError> {
        self.gathered.add(statement, values);
        Ok(())
    }

    fn commit(&mut self) -> Result<(), NotCommitted> {
        let gathered = std::mem::take(&mut self.gathered);
        self.link.commit(&gathered)
    }

    fn roll_back(&mut self) {
        self.gathered.clear();
        self.link.roll_back();
    }

    fn scrub(&mut self) -> Result<(), StoreError> {
        // Both tables are small: to write them anew takes a moment.
        for statement in ["vacuum full endpoint", "vacuum full secret"] {
            self.link
                .ask(async |client| client.batch_execute(statement).await)?;
        }
        Ok(())
    }

    fn fold(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn another(&self) -> Result<Box<dyn Driver>, StoreError> {
        let link = Link::connect(self.link.target()).map_err(unavailable)?;
        Ok(Box::new(Self::over(link)?))
    }
}

/// Whether the server takes `statement`.
#[cfg(test)]
pub(crate) fn prepared(target: &Target, statement: &Sql) -> Result<(), String> {
    let link = Link::connect(target).map_err(|fault| fault.to_string())?;
    let text = statement.postgres();
    let outcome = link.ask(async |client| client.prepare(text).await);
    outcome.map(drop).map_err(|fault| format!("{fault:?}"))
}
