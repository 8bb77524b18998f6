//! A second wall between workspaces: every statement names its workspace, and where the wall stands, the server itself shows
//! a transaction the rows of no other.
//!
//! A transaction says whose it is by a setting of its own, which ends with it: behind a pooler a setting of the connection
//! would be met by whoever is lent it next.

use tokio_postgres::{Client, Error};

use super::link::Link;
use super::migrate;
use super::pipeline::{Answer, in_turn};
use super::target::Target;
use super::value::typed;
use crate::driver::Val;
use crate::open::OpenError;

/// Why the wall was not raised, or not lowered.
#[derive(Debug, thiserror::Error)]
pub enum WallError {
    /// The database cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The role that Tollgate connects as passes every wall.
    #[error(
        "row-level security does not hold `{role}` back, who is a superuser or has `bypassrls`: let Tollgate connect to `{path}` as \
         another role, which owns its tables"
    )]
    Passes {
        /// The role.
        role: String,
        /// The database's URL, without a password.
        path: String,
    },
}

/// Raises the wall on every table, or on those that came since; gives their names.
///
/// # Errors
/// Nothing is changed.
pub fn raise_wall(target: &Target) -> Result<Vec<String>, WallError> {
    let link = Link::connect(target)?;
    migrate::migrate(&link)?;
    let role = link
        .ask(who_passes)
        .map_err(|fault| target.unreachable(fault))?;
    if let Some(role) = role {
        let path = target.to_string();
        return Err(WallError::Passes { role, path });
    }
    change(&link, target, raised)
}

/// Takes the wall away; gives the names of the tables.
///
/// # Errors
/// Nothing is changed.
pub fn lower_wall(target: &Target) -> Result<Vec<String>, WallError> {
    let link = Link::connect(target)?;
    migrate::migrate_existing(&link)?;
    change(&link, target, lowered)
}

/// The statements that raise the wall on `table`.
fn raised(table: &str) -> String {
    let own = format!(
        "alter table {table} enable row level security;
         alter table {table} force row level security;
         drop policy if exists own on {table};
         create policy own on {table} using ({OWN}) with check ({OWN});"
    );
    // Which workspaces there are is an operator's question, and about none of them.
    let named = "drop policy if exists named on workspace;
         create policy named on workspace for select using (true);";
    if table == HEADS { own + named } else { own }
}

/// The statements that take the wall on `table` away.
fn lowered(table: &str) -> String {
    format!(
        "alter table {table} no force row level security;
         alter table {table} disable row level security;
         drop policy if exists own on {table};
         drop policy if exists named on {table};"
    )
}

/// The table of the workspaces themselves.
const HEADS: &str = "workspace";
/// A row of the workspace that the transaction is about; none where it does not say.
const OWN: &str = "workspace = current_setting('tollgate.workspace', true)";

fn change(
    link: &Link,
    target: &Target,
    statements: fn(&str) -> String,
) -> Result<Vec<String>, WallError> {
    let changed = link.ask(async |client| {
        client.batch_execute("begin").await?;
        let tables = on_each_table(client, statements).await?;
        client.batch_execute("commit").await?;
        Ok(tables)
    });
    Ok(changed.map_err(|fault| target.unreachable(fault))?)
}

async fn on_each_table(
    client: &Client,
    statements: fn(&str) -> String,
) -> Result<Vec<String>, Error> {
    let tables = tables(client).await?;
    let all: String = tables.iter().map(|table| statements(table)).collect();
    client.batch_execute(&all).await?;
    Ok(tables)
}

/// Does `upgrade`, a step of the schema, as if there were no wall, which stands on every table afterwards where it stood
/// before.
pub(super) async fn aside(
    client: &Client,
    upgrade: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    let stood = stands(client).await?;
    if stood {
        on_each_table(client, lowered).await?;
    }
    upgrade.await?;
    if stood {
        on_each_table(client, raised).await?;
    }
    Ok(())
}

async fn tables(client: &Client) -> Result<Vec<String>, Error> {
    let asked = "select c.relname::text
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace'
       where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p')
       order by c.relname";
    let rows = client.query_typed(asked, &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The role that is connected, where no wall holds it back.
async fn who_passes(client: &Client) -> Result<Option<String>, Error> {
    let asked = "select rolname::text from pg_roles
       where rolname = current_user and (rolsuper or rolbypassrls)";
    let rows = client.query_typed(asked, &[]).await?;
    Ok(rows.first().map(|row| row.get(0)))
}

/// Whether the wall stands.
pub(super) async fn stands(client: &Client) -> Result<bool, Error> {
    let asked = "select coalesce((select relforcerowsecurity from pg_class where oid = to_regclass('ledger')), false)";
    Ok(client.query_typed_one(asked, &[]).await?.get(0))
}

/// Says whose the transaction is.
pub(super) async fn enter(client: &Client, workspace: &str) -> Result<(), Error> {
    let text = "select set_config('tollgate.workspace', $1, true)";
    client
        .query_typed(text, &typed(&[Val::Text(workspace)]))
        .await
        .map(drop)
}

/// What `ask` asks, in a transaction of `workspace` of its own; all goes over the line at once.
pub(super) async fn within<T: Default>(
    client: &Client,
    workspace: &str,
    ask: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let begin = async {
        client
            .batch_execute("begin read only")
            .await
            .map(|()| T::default())
    };
    let enter = async { enter(client, workspace).await.map(|()| T::default()) };
    let end = async { client.batch_execute("commit").await.map(|()| T::default()) };
    let all: Vec<Answer<'_, T>> = vec![
        Box::pin(begin),
        Box::pin(enter),
        Box::pin(ask),
        Box::pin(end),
    ];
    let answers = in_turn(all).await;
    if answers.is_err() && !client.is_closed() {
        // Where the question could not be sent, the end was not sent either.
        client.batch_execute("rollback").await?;
    }
    Ok(answers?.swap_remove(2))
}
