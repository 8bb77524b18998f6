//! Which workspaces are served: those that are named, or the only one.

use std::path::PathBuf;

use miette::miette;
use serde::Deserialize;

/// An entry of `workspaces` in the configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkspaceSection {
    name: String,
    /// The one in force where it is left out.
    policy: Option<PathBuf>,
}

/// A workspace that is to be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Its name; `None` for the one that the policy is about, or the only one in the database.
    pub(super) name: Option<String>,
    /// The policy to put in force.
    pub(super) policy: Option<PathBuf>,
    /// It is served at the root, too.
    pub(super) is_first: bool,
}

/// The workspaces to serve, one at least: those of the flags, each as `NAME` or `NAME=DIR`, or else of the file; where none is
/// named, the one of `policy`.
///
/// # Errors
/// A name is none, or there twice; or `policy` does not say which of them it is for.
pub(super) fn wanted(
    flags: &[String],
    file: Vec<WorkspaceSection>,
    policy: Option<PathBuf>,
) -> miette::Result<Vec<Wanted>> {
    let named: Vec<WorkspaceSection> = match flags {
        [] => file,
        flags => flags.iter().map(|text| section(text)).collect(),
    };
    check(&named)?;
    if named.is_empty() {
        return Ok(vec![Wanted {
            name: None,
            policy,
            is_first: true,
        }]);
    }
    if policy.is_some() {
        return Err(miette!(
            "`policy` is one workspace's: where `workspaces` are named, give each its own, such as `--workspace acme=DIR`"
        ));
    }
    let wanted = named.into_iter().enumerate().map(|(place, one)| Wanted {
        name: Some(one.name),
        policy: one.policy,
        is_first: place == 0,
    });
    Ok(wanted.collect())
}

fn section(text: &str) -> WorkspaceSection {
    let (name, policy) = match text.split_once('=') {
        Some((name, folder)) => (name, Some(folder.into())),
        None => (text, None),
    };
    let name = name.to_owned();
    WorkspaceSection { name, policy }
}

fn check(named: &[WorkspaceSection]) -> miette::Result<()> {
    let fits = |letter: char| letter.is_alphanumeric() || "_-".contains(letter);
    for (place, WorkspaceSection { name, .. }) in named.iter().enumerate() {
        if name.is_empty() || !name.chars().all(fits) {
            return Err(miette!(
                "`workspaces`: `{name}` is not the name of a workspace: write it as its policy does, such as `acme`"
            ));
        }
        if named[..place].iter().any(|before| before.name == *name) {
            return Err(miette!(
                "`workspaces`: `{name}` is there twice: name it once"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{WorkspaceSection, wanted};

    /// What comes of these flags, this file and a policy or none: name, policy and place of each, or what is told.
    fn check(flags: &[&str], file: &[&str], policy: Option<&str>, expected: &str) {
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let file = file.iter().map(|name| WorkspaceSection {
            name: (*name).to_owned(),
            policy: None,
        });
        let found = match wanted(&flags, file.collect(), policy.map(Into::into)) {
            Err(told) => told.to_string(),
            Ok(all) => {
                let all = all.iter().map(|one| {
                    let name = one.name.as_deref().unwrap_or("the only one");
                    let policy = one
                        .policy
                        .as_deref()
                        .map_or("in force".into(), |policy| policy.display().to_string());
                    let root = if one.is_first { ", at the root" } else { "" };
                    format!("{name}: {policy}{root}")
                });
                all.collect::<Vec<_>>().join("; ")
            }
        };
        assert!(found.contains(expected), "{found}");
    }

    #[test]
    fn one_workspace_needs_no_name_and_several_are_named() {
        check(&[], &[], None, "the only one: in force, at the root");
        check(&[], &[], Some("p"), "the only one: p, at the root");
        check(
            &["acme=p/a", "globex"],
            &[],
            None,
            "acme: p/a, at the root; globex: in force",
        );
        check(
            &[],
            &["globex", "acme"],
            None,
            "globex: in force, at the root; acme: in force",
        );
        check(&["acme"], &["globex"], None, "acme: in force, at the root");
        check(&["größe=a=b"], &[], None, "größe: a=b, at the root");
    }

    #[test]
    fn what_names_none_or_one_twice_or_leaves_open_whose_a_policy_is_is_told() {
        check(&["acme", "acme=p"], &[], None, "`acme` is there twice");
        for name in ["", "=p", "a/b", "a b", "a.b"] {
            check(&[name], &[], None, "is not the name of a workspace");
        }
        check(&["acme"], &[], Some("p"), "`policy` is one workspace's");
        check(&[], &["acme"], Some("p"), "`policy` is one workspace's");
    }
}
