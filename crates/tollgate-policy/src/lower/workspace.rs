//! `workspace`: exactly one in a policy.

use smol_str::SmolStr;
use tollgate_core::ids::ActivityType;
use tollgate_core::policy::Workspace;

use super::{Names, WHOLE};
use crate::diagnostic::Problems;
use crate::syntax::{Document, WorkspaceDocument};

/// The types of activity that every workspace has.
const ACTIVITIES: [&str; 10] = [
    "call",
    "email",
    "meeting_booked",
    "meeting_held",
    "meeting_no_show",
    "form",
    "usage",
    "note",
    "message",
    "chat",
];

/// The workspace; that there is none, or a second one, is told.
pub(super) fn lower(
    documents: &[Document],
    names: &Names,
    problems: &mut Problems,
) -> Option<Workspace> {
    let mut all = workspaces(documents);
    let Some(first) = all.next() else {
        if names.of("workspace").next().is_none() {
            let help = "write one that starts with `workspace: acme` and says its `timezone`";
            problems
                .error(
                    "no-workspace",
                    WHOLE,
                    "the policy has no workspace document",
                )
                .help(help);
        }
        return None;
    };
    for other in all {
        let message = format!(
            "the workspace is `{}` already",
            first.workspace.value.as_str()
        );
        problems
            .error("duplicate-name", other.place, message)
            .help("a policy has exactly one workspace");
    }
    Some(Workspace {
        id: first.workspace.value.0.clone(),
        title: first.title.as_ref().map_or_else(
            || first.workspace.value.0.clone(),
            |title| title.value.clone(),
        ),
        zone: first.timezone.value.clone(),
        currency: first
            .currency
            .as_ref()
            .map_or(SmolStr::new_static("USD"), |currency| {
                currency.value.0.clone()
            }),
        fiscal_year_starts: first
            .fiscal_year_starts
            .as_ref()
            .map_or(1, |month| month.value.0.0),
    })
}

/// The types of activity: the standard ones, then those that the workspace adds.
pub(super) fn activities(documents: &[Document], problems: &mut Problems) -> Vec<ActivityType> {
    let mut all: Vec<ActivityType> = ACTIVITIES
        .iter()
        .map(|name| ActivityType::from(*name))
        .collect();
    for added in workspaces(documents).flat_map(|workspace| &workspace.activities) {
        let activity = ActivityType::from(added.value.0.clone());
        if all.contains(&activity) {
            problems.warning(
                "duplicate-name",
                added.place,
                format!("`{activity}` is a type of activity already"),
            );
        } else {
            all.push(activity);
        }
    }
    all
}

fn workspaces(documents: &[Document]) -> impl Iterator<Item = &WorkspaceDocument> {
    documents.iter().filter_map(|document| match document {
        Document::Workspace(workspace) => Some(workspace),
        _ => None,
    })
}
