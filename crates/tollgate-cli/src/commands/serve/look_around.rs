//! The made-up company that a new service offers: a year that ends now, in a database of its own that goes when the service does.
//! Decision 0028.

use std::sync::{Arc, Mutex, PoisonError};

use miette::{IntoDiagnostic, miette};
use tempfile::TempDir;
use tollgate_connectors::ConnectorSettings;
use tollgate_policy::Source;
use tollgate_server::{App, Demo, Tell};
use tollgate_store::Location;

use super::super::demo::{WhichYear, play};
use super::super::init;
use super::open::open;
use super::settings::Settings;
use super::workspace_settings::Wanted;

/// The name of its workspace.
pub(super) const NAME: &str = "made_up";

/// Where the made-up company is kept, once somebody asked for it. A clone is the same.
#[derive(Clone, Debug, Default)]
pub(super) struct LookAround(Arc<Mutex<Option<TempDir>>>);

impl LookAround {
    /// The made-up company, to be offered by a service with `settings`.
    pub(super) fn offered(&self, settings: &Settings) -> Demo {
        let (kept, settings) = (self.clone(), settings.clone());
        Demo::offered(Box::new(move |tell| {
            kept.make(&settings, tell)
                .map_err(|fault| format!("{fault:#}"))
        }))
    }

    /// Plays the year and puts it in service.
    fn make(&self, settings: &Settings, tell: Tell<'_>) -> miette::Result<App> {
        let folder = TempDir::with_prefix("tollgate-demo-").into_diagnostic()?;
        let settings = Settings {
            database: Location::File(folder.path().join("demo.db")),
            workspaces: vec![Wanted {
                name: Some(NAME.to_owned()),
                policy: None,
                is_first: false,
            }],
            // Nobody outside is told of what never was.
            outgoing: ConnectorSettings::default(),
            ..settings.clone()
        };
        let year = WhichYear::new(1, Some(jiff::Timestamp::now()));
        play(&year, &policy(), &settings.database, tell)?;
        let opened = open(&settings, Some(Demo::here()))?;
        self.keep(Some(folder));
        let made = opened.into_iter().next();
        made.map(|one| one.app)
            .ok_or_else(|| miette!("the made-up company is not there"))
    }

    /// Takes the database away: nothing is to serve it any more.
    pub(super) fn clear(&self) {
        self.keep(None);
    }

    fn keep(&self, folder: Option<TempDir>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = folder;
    }
}

/// The starter policy, for a workspace with a name of its own.
fn policy() -> Source {
    let files = init::STARTER.iter().map(|(path, text)| {
        let text = text.replacen("workspace: acme\n", &format!("workspace: {NAME}\n"), 1);
        (*path, text)
    });
    Source::new(files)
}

#[cfg(test)]
mod tests {
    use super::{NAME, policy};

    #[test]
    fn the_made_up_company_is_a_workspace_of_its_own() {
        let read = tollgate_policy::load(&policy(), jiff::civil::date(2026, 3, 2)).policy;
        assert_eq!(read.expect("a policy").workspace.id, NAME);
    }
}
