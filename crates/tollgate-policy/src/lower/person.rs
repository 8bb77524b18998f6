//! `person` and `team`: who there is.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tollgate_core::ids::{PersonId, TeamId};
use tollgate_core::policy::{Person, Team};

use crate::syntax::Document;

/// The people whom the policy names with a document of their own.
pub(super) fn people(documents: &[Document], home: &TimeZone) -> BTreeMap<PersonId, Person> {
    let people = documents.iter().filter_map(|document| match document {
        Document::Person(person) => Some(person),
        _ => None,
    });
    people
        .map(|person| {
            let id = PersonId::from(person.person.value.clone());
            let name = person.name.as_ref().unwrap_or(&person.person).value.clone();
            let zone = person
                .timezone
                .as_ref()
                .map_or(home, |zone| &zone.value)
                .clone();
            (id.clone(), Person { id, name, zone })
        })
        .collect()
}

/// The teams; a member who is listed twice counts once.
pub(super) fn teams(documents: &[Document]) -> BTreeMap<TeamId, Team> {
    let teams = documents.iter().filter_map(|document| match document {
        Document::Team(team) => Some(team),
        _ => None,
    });
    teams
        .map(|team| {
            let id = TeamId::from(team.team.value.0.clone());
            let manager = team
                .manager
                .as_ref()
                .map(|manager| manager.value.clone().into());
            let mut members: Vec<PersonId> = Vec::new();
            for member in team
                .members
                .iter()
                .map(|member| PersonId::from(member.value.clone()))
            {
                if !members.contains(&member) {
                    members.push(member);
                }
            }
            (
                id.clone(),
                Team {
                    id,
                    manager,
                    members,
                },
            )
        })
        .collect()
}
