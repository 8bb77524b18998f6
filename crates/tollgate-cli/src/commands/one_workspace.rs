//! One workspace of a database that is there, for commands about who may come in.

use miette::{IntoDiagnostic, miette};
use tollgate_store::{Database, Location, WorkspaceStore};

/// Which workspace.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// The database
    #[arg(long, value_name = "DATABASE")]
    db: Location,
    /// The workspace; may be left out where there is one only
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,
}

impl Place {
    /// Opens its store.
    ///
    /// # Errors
    /// The database is not there, or which workspace is not said.
    pub(crate) fn open(&self) -> miette::Result<WorkspaceStore> {
        let database = Database::existing_at(&self.db).into_diagnostic()?;
        let names = database.workspaces().into_diagnostic()?;
        let name = match (&self.workspace, &names[..]) {
            (Some(name), all) if all.contains(name) => name,
            (None, [only]) => only,
            (None, []) => {
                return Err(miette!(
                    help = "`tollgate serve` puts the starter policy in force in a new database",
                    "`{}` holds no workspace yet",
                    self.db
                ));
            }
            (_, all) => {
                return Err(miette!(
                    "say which workspace with `--workspace`: `{}` holds `{}`",
                    self.db,
                    all.join("`, `")
                ));
            }
        };
        Ok(database.workspace(name))
    }
}
