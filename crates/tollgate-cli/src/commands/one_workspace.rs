//! One workspace of a database that is there.

use miette::{IntoDiagnostic, miette};
use tollgate_store::{Database, Location, WorkspaceStore};

/// Which workspace, for commands about who may come in.
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
        let name = choose(&names, self.workspace.as_deref(), &self.db)?;
        Ok(database.workspace(name))
    }
}

/// The one of `names` that is `wanted`, or the only one; `db` holds them.
///
/// # Errors
/// There is none of this name, none at all, or several of which none was named.
pub(super) fn choose<'n>(
    names: &'n [String],
    wanted: Option<&str>,
    db: &Location,
) -> miette::Result<&'n str> {
    let all = names.join("`, `");
    match (names, wanted) {
        ([], _) => Err(miette!(
            help = "put a policy in force with `tollgate serve`, bring history in with `tollgate import`, or look at made-up history with `tollgate demo`",
            "`{db}` holds nothing yet"
        )),
        (names, Some(wanted)) => {
            let found = names.iter().find(|name| *name == wanted);
            found
                .map(String::as_str)
                .ok_or_else(|| miette!("`{db}` holds no workspace `{wanted}`; it holds `{all}`"))
        }
        ([only], None) => Ok(only),
        (_, None) => Err(miette!(
            "say which workspace with `--workspace`: `{db}` holds `{all}`"
        )),
    }
}
