//! Opens a database for a question, with the policy in force and the ledger's last instant.

use std::path::PathBuf;

use miette::{IntoDiagnostic, miette};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_service::in_force::keep_earlier;
use tollgate_service::ports::Read;
use tollgate_store::{Database, Location, WorkspaceStore};

use super::one_workspace::choose;
use super::{keys, policy};

/// Which database, and under which policy it is read.
#[derive(Debug, clap::Args)]
pub(crate) struct Where {
    /// The database: a file, or postgres://USER@HOST/DATABASE
    #[arg(
        long,
        value_name = "DATABASE",
        env = "TOLLGATE_DATABASE",
        hide_env_values = true
    )]
    db: Location,
    /// The workspace; may be left out where there is one only
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,
    /// Read it under this policy instead of the one in force: a folder of YAML files
    #[arg(long, value_name = "DIR")]
    policy: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A workspace that can be asked.
pub(crate) struct Opened {
    /// Its store.
    pub(crate) store: WorkspaceStore,
    /// The policy in force, or the one that was given.
    pub(crate) policy: Policy,
    /// The ledger's last instant; nothing later has happened.
    pub(crate) now: Timestamp,
    /// The machine's own clock is not asked, so the same database gives the same answer.
    pub(crate) as_of: String,
}

impl Where {
    /// The database in `db`, under the policy in force there.
    pub(super) fn at(db: Location) -> Self {
        Self {
            db,
            workspace: None,
            policy: None,
            json: false,
        }
    }

    /// Opens the database.
    ///
    /// # Errors
    /// It is not there, holds nothing yet, which workspace is not said, or the policy cannot be read or is another's.
    pub(crate) fn open(&self) -> miette::Result<Opened> {
        let database = Database::existing_at(&self.db).into_diagnostic()?;
        let workspaces = database.workspaces().into_diagnostic()?;
        let given = self
            .policy
            .as_deref()
            .map(policy::load)
            .transpose()?
            .map(|(_, policy)| policy);
        let about = given.as_ref().map(|policy| policy.workspace.id.as_str());
        let wanted = self.workspace.as_deref().or(about);
        let name = choose(&workspaces, wanted, &self.db)?;
        if let Some(about) = about.filter(|about| *about != name) {
            return Err(miette!("the policy is that of `{about}`, not of `{name}`"));
        }
        let store = database.workspace(name).sealed_by(&keys::at_hand()?);
        let head = store.head().into_diagnostic()?;
        let policy = match given {
            Some(policy) => policy,
            None => in_force(&store, head.revision, &self.db)?,
        };
        let zone = &policy.workspace.zone;
        let as_of = format!(
            "as of {} ({}), the last entry of the ledger",
            tollgate_service::queries::local(head.at, zone),
            zone.iana_name().unwrap_or("UTC"),
        );
        Ok(Opened {
            store,
            policy,
            now: head.at,
            as_of,
        })
    }
}

/// The policy whose text the database keeps as the revision in force.
fn in_force(store: &WorkspaceStore, number: u32, db: &Location) -> miette::Result<Policy> {
    let help = "give one with `--policy DIR`";
    let revision = store.revision(number).into_diagnostic()?;
    let revision =
        revision.ok_or_else(|| miette!(help = help, "`{}` has no policy in force", db))?;
    let today = revision
        .at
        .to_jiff()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let source = Source::unbundle(&revision.source)
        .unwrap_or_else(|| Source::new([("policy.yaml", &revision.source)]));
    let checked = tollgate_policy::load(&source, today);
    for error in checked.errors() {
        policy::tell(error, &source);
    }
    let mut policy = checked.policy.ok_or_else(|| {
        miette!(
            help = help,
            "revision {number} of the policy in `{}` is not a policy to this version",
            db
        )
    })?;
    policy.revision = number;
    keep_earlier(store, &mut policy).into_diagnostic()?;
    Ok(policy)
}

/// Prints `answer` as JSON.
pub(crate) fn print_json(answer: &impl serde::Serialize) -> miette::Result<()> {
    let mut page = crate::show::Page::new();
    page.block(&serde_json::to_string_pretty(answer).into_diagnostic()?);
    page.write()
}
