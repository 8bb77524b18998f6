//! Under which policy each workspace comes into service.

use std::path::Path;

use miette::{IntoDiagnostic, miette};
use tollgate_core::policy::Policy;
use tollgate_service::in_force::{in_force, source};
use tollgate_service::ports::Read as _;
use tollgate_store::{Database, Location};

use super::super::{init, policy};
use super::workspace_settings::Wanted;

/// The text of a policy, and what it says.
pub(super) type Known = (String, Policy);

/// The policy of `wanted`: the one that was given, or the one in force in the database; in a new database the starter policy.
///
/// # Errors
/// It cannot be read, is another workspace's, or there is none.
pub(super) fn known(database: &Location, wanted: &Wanted) -> miette::Result<Known> {
    match (&wanted.policy, &wanted.name) {
        (Some(folder), name) => given(folder, name.as_deref()),
        (None, name) => {
            let opened = Database::at(database).into_diagnostic()?;
            let names = opened.workspaces().into_diagnostic()?;
            match (&names[..], name) {
                ([], None) => starter(),
                ([only], None) => kept(opened, only, database),
                (all, Some(name)) if all.contains(name) => kept(opened, name, database),
                (_, Some(name)) => Err(miette!(
                    "`{database}` holds no workspace `{name}` yet: give its policy, such as `--workspace {name}=DIR`"
                )),
                (several, None) => Err(miette!(
                    "`{database}` holds several workspaces, `{}`: say which to serve with `--workspace`, once for each, or the \
                     only one by its policy, `--policy DIR`",
                    several.join("`, `")
                )),
            }
        }
    }
}

fn given(folder: &Path, name: Option<&str>) -> miette::Result<Known> {
    let (source, policy) = policy::load(folder)?;
    let about = policy.workspace.id.as_str();
    match name {
        Some(name) if name != about => Err(miette!(
            "`workspaces`: `{}` is the policy of `{about}`, not of `{name}`",
            folder.display()
        )),
        _ => Ok((source.bundle(), policy)),
    }
}

fn starter() -> miette::Result<Known> {
    tracing::info!("the database is new: the starter policy comes into force");
    let source = init::starter();
    let checked = tollgate_policy::load(&source, policy::today());
    let policy = checked.policy.ok_or_else(|| {
        miette!("the starter policy has errors; this is a fault in Tollgate, please report it")
    })?;
    Ok((source.bundle(), policy))
}

fn kept(database: Database, name: &str, location: &Location) -> miette::Result<Known> {
    let store = database.workspace(name);
    let number = store.head().into_diagnostic()?.revision;
    let kept = store.revision(number).into_diagnostic()?;
    let policy = in_force(&store, number).into_diagnostic()?;
    let both = kept.map(|kept| source(&kept).bundle()).zip(policy);
    both.ok_or_else(|| {
        miette!("no policy is in force for `{name}` in `{location}`: give one, a folder")
    })
}
