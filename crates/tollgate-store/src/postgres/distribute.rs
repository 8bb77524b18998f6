//! Spreads the tables over the servers of a Citus cluster, by workspace.

use tokio_postgres::{Client, Error};

use super::link::Link;
use super::migrate;
use super::target::Target;
use crate::open::OpenError;

/// Why tables were not distributed.
#[derive(Debug, thiserror::Error)]
pub enum DistributeError {
    /// The database cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Citus is installed, and not switched on in the database.
    #[error(
        "Citus is not switched on in `{path}`: run `create extension citus` there as a superuser, then this again"
    )]
    Off {
        /// The database's URL, without a password.
        path: String,
    },
    /// The server does not have Citus.
    #[error(
        "`{path}` has no Citus: install it on every server of the cluster, put `citus` into `shared_preload_libraries`, \
         restart them, and run `create extension citus` in the database; one server alone needs none of it"
    )]
    Absent {
        /// The database's URL, without a password.
        path: String,
    },
    /// Citus refuses.
    #[error(
        "`{path}` could not distribute `{table}`; those before it are distributed, and this may be run again"
    )]
    Refused {
        /// The database's URL, without a password.
        path: String,
        /// The table.
        table: String,
        /// What the server says.
        #[source]
        fault: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Distributes every table by its workspace, the rows of a workspace all on the same server; tables that are distributed
/// stay as they are. Gives the names of those that were not.
///
/// # Errors
/// Nothing is half-distributed.
pub fn distribute(target: &Target) -> Result<Vec<String>, DistributeError> {
    let link = Link::connect(target)?;
    migrate::migrate(&link)?;
    let path = || target.to_string();
    let unreachable = |fault| target.unreachable(fault);
    let (is_on, is_there) = link.ask(found).map_err(unreachable)?;
    match (is_on, is_there) {
        (true, _) => {}
        (false, true) => return Err(DistributeError::Off { path: path() }),
        (false, false) => return Err(DistributeError::Absent { path: path() }),
    }
    let tables = link.ask(to_distribute).map_err(unreachable)?;
    for table in &tables {
        let sent = link.ask(async |client| one(client, table).await);
        sent.map_err(|fault| DistributeError::Refused {
            path: path(),
            table: table.clone(),
            fault: Box::new(fault),
        })?;
    }
    Ok(tables)
}

/// Whether Citus is switched on here, and whether it could be.
async fn found(client: &Client) -> Result<(bool, bool), Error> {
    let asked = "select to_regproc('create_distributed_table') is not null,
        exists (select 1 from pg_available_extensions where name = 'citus')";
    let row = client.query_typed_one(asked, &[]).await?;
    Ok((row.get(0), row.get(1)))
}

/// The tables that have a workspace and are not distributed, that of the heads first.
async fn to_distribute(client: &Client) -> Result<Vec<String>, Error> {
    let asked = "select c.relname::text
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace'
       where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p')
         and not exists (select 1 from pg_dist_partition p where p.logicalrelid = c.oid)
       order by c.relname <> 'workspace', c.relname";
    let rows = client.query_typed(asked, &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

async fn one(client: &Client, table: &str) -> Result<(), Error> {
    let beside = if table == "workspace" {
        "'none'"
    } else {
        "'workspace'"
    };
    let call = format!(
        "select create_distributed_table('{table}', 'workspace', colocate_with => {beside})"
    );
    client.batch_execute(&call).await
}
