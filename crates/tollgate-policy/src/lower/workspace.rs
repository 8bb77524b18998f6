//! `workspace`: exactly one in a policy.

use jiff::tz::TimeZone;
use smol_str::SmolStr;
use tollgate_core::ids::ActivityType;
use tollgate_core::policy::Workspace;

use super::{Names, WHOLE};
use crate::diagnostic::Problems;
use crate::syntax::{Approval, Document, WorkspaceDocument};

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

/// The currency where none is said.
const DOLLARS: SmolStr = SmolStr::new_static("USD");

/// The workspace; that there is none, or a second one, is told.
///
/// Where there is none, one stands in for it, so that everything else can be looked at.
pub(super) fn lower(documents: &[Document], names: &Names, problems: &mut Problems) -> Workspace {
    let mut all = workspaces(documents);
    let Some(first) = all.next() else {
        if names.of("workspace").next().is_none() {
            tell_none(problems);
        }
        return stand_in();
    };
    for other in all {
        let name = first.workspace.value.as_str();
        let message = format!("the workspace is `{name}` already");
        problems
            .error("duplicate-name", other.place, message)
            .help("a policy has exactly one workspace");
    }
    workspace(first)
}

fn tell_none(problems: &mut Problems) {
    let message = "the policy has no workspace document";
    let help = "write one that starts with `workspace: acme` and says its `timezone`";
    problems.error("no-workspace", WHOLE, message).help(help);
}

fn stand_in() -> Workspace {
    Workspace {
        id: SmolStr::default(),
        title: SmolStr::default(),
        zone: TimeZone::UTC,
        currency: DOLLARS,
        fiscal_year_starts: 1,
        needs_approval: false,
    }
}

fn workspace(document: &WorkspaceDocument) -> Workspace {
    let id = &document.workspace.value.0;
    let title = document.title.as_ref().map(|title| &title.value);
    let currency = document
        .currency
        .as_ref()
        .map(|currency| currency.value.0.clone());
    let starts = document.fiscal_year_starts.as_ref();
    let publishing = document.publishing.as_ref();
    Workspace {
        id: id.clone(),
        title: title.unwrap_or(id).clone(),
        zone: document.timezone.value.clone(),
        currency: currency.unwrap_or(DOLLARS),
        fiscal_year_starts: starts.map_or(1, |month| month.value.0.0),
        needs_approval: publishing.is_some_and(|it| it.approval.value.0 == Approval::Required),
    }
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
