//! Whose a PostgreSQL database is, and which schema it has.

use tokio_postgres::{Client, Error};

use super::link::Link;
use super::wall;
use crate::SCHEMA_VERSION;
use crate::migrations::MIGRATIONS;
use crate::open::OpenError;

/// Who else takes this lock in the database also changes its schema: `Tolg` as a number.
const LOCK: &str = "select pg_advisory_xact_lock(1416588391)";

/// Whose a database is.
enum Schema {
    Empty,
    Version(usize),
    Foreign,
}

/// Brings the database to the schema of today.
pub(super) fn migrate(link: &Link) -> Result<(), OpenError> {
    let version = version(link)?;
    if version < SCHEMA_VERSION {
        upgrade(link)?;
    }
    Ok(())
}

/// The same, where the database was set up before.
pub(super) fn migrate_existing(link: &Link) -> Result<(), OpenError> {
    if version(link)? == 0 {
        let path = link.target().to_string();
        return Err(OpenError::Empty { path });
    }
    migrate(link)
}

/// The version of the schema, 0 where there is none.
fn version(link: &Link) -> Result<usize, OpenError> {
    let path = || link.target().to_string();
    let schema = link.ask(async |client| schema_of(client).await);
    match schema.map_err(|fault| link.target().unreachable(fault))? {
        Schema::Foreign => Err(OpenError::Taken { path: path() }),
        Schema::Version(found) if found > SCHEMA_VERSION => Err(OpenError::Newer {
            path: path(),
            found,
            known: SCHEMA_VERSION,
        }),
        Schema::Version(version) => Ok(version),
        Schema::Empty => Ok(0),
    }
}

async fn schema_of(client: &Client) -> Result<Schema, Error> {
    let tables = "select count(*) filter (where c.relname = 'schema_version'), count(*)
        from pg_class c
       where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')";
    let row = client.query_typed_one(tables, &[]).await?;
    if row.get::<_, i64>(1) == 0 {
        return Ok(Schema::Empty);
    }
    let ours = "select count(*) from pg_attribute
       where attrelid = to_regclass('schema_version') and attname in ('tollgate', 'version')";
    if row.get::<_, i64>(0) == 0 || client.query_typed_one(ours, &[]).await?.get::<_, i64>(0) != 2 {
        return Ok(Schema::Foreign);
    }
    let version = "select coalesce(max(version), 0) from schema_version";
    let version: i64 = client.query_typed_one(version, &[]).await?.get(0);
    Ok(usize::try_from(version).map_or(Schema::Foreign, Schema::Version))
}

/// Many processes may come here at once; one changes the schema, and the others find it changed.
fn upgrade(link: &Link) -> Result<(), OpenError> {
    let outcome = link.ask(async |client| {
        client.batch_execute("begin").await?;
        let outcome = step_by_step(client).await;
        let end = if outcome.is_ok() {
            "commit"
        } else {
            "rollback"
        };
        client.batch_execute(end).await?;
        outcome
    });
    outcome.map_err(|fault| link.target().unreachable(fault))
}

async fn step_by_step(client: &Client) -> Result<(), Error> {
    client.batch_execute(LOCK).await?;
    let from = match schema_of(client).await? {
        Schema::Empty => 0,
        Schema::Version(version) => version,
        Schema::Foreign => return Ok(()),
    };
    if from == 0 {
        client.batch_execute(VERSIONS).await?;
    }
    wall::aside(client, steps_after(client, from)).await
}

async fn steps_after(client: &Client, from: usize) -> Result<(), Error> {
    for (migration, number) in MIGRATIONS.iter().zip(1..).skip(from) {
        client.batch_execute(migration.postgres).await?;
        let kept =
            format!("insert into schema_version (tollgate, version) values (true, {number})");
        client.batch_execute(&kept).await?;
    }
    Ok(())
}

/// The column `tollgate` tells the table from that of another program.
const VERSIONS: &str = "create table schema_version (
  tollgate boolean not null,
  version  bigint  not null,
  primary key (version)
)";
