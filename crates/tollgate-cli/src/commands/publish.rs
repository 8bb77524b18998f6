//! `tollgate publish`: a policy comes into force, and open handoffs go on as was said.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::tz::TimeZone;
use miette::{IntoDiagnostic, miette};
use serde_json::json;
use tollgate_core::decide::decide;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_service::in_force::{in_force, source};
use tollgate_service::ports::{Read, Revision};
use tollgate_service::preview::{Preview, PreviewView, preview};
use tollgate_service::writer::{Publication, Writer};
use tollgate_store::{Database, SqliteStore};

use super::database::print_json;
use super::noted::operator;
use super::{diff, keys, policy};
use crate::show::{Page, Tone, count};

/// Put a policy in force
///
/// Shows what is different from the policy in force and what becomes of open handoffs, and then publishes. Alarms that
/// are due by then fire first, under the policy that was in force.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy: a folder of YAML files
    #[arg(long, value_name = "DIR")]
    policy: PathBuf,
    /// The database
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// What open handoffs do: `pin` (go on under their revision), `migrate` (go by the new one) or `reevaluate` (the same,
    /// and criteria and routing of those that nobody has accepted are looked at again)
    #[arg(long, value_name = "HOW", default_value = "pin", value_parser = how)]
    open: InFlight,
    /// Show what would happen, and publish nothing
    #[arg(long)]
    dry_run: bool,
    /// When it comes into force, such as 2026-03-02T09:00:00Z; not before the ledger's last entry [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    at: Option<Timestamp>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What is about to be published.
struct Draft {
    store: SqliteStore,
    /// What is in force.
    before: Revision,
    policy: Policy,
    source: Source,
    at: Timestamp,
}

/// Runs the command.
///
/// # Errors
/// The policy has errors, the database cannot be used, or holds nothing that the policy is about.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let draft = Draft::open(args)?;
    let changes = tollgate_policy::diff(&source(&draft.before), &draft.source);
    let is_same = draft.before.source == draft.source.bundle();
    let seen = preview(&draft.store, &draft.policy, args.open, draft.at).into_diagnostic()?;
    let zone = draft.policy.workspace.zone.clone();
    let mut page = Page::new();
    if !args.json {
        page.heading(&format!("Different from revision {}", draft.before.number));
        diff::show(&changes, &mut page);
        if !is_same {
            show(&seen, &zone, &mut page);
        }
    }
    let published = if args.dry_run || is_same {
        None
    } else {
        Some(draft.publish(args.open)?)
    };
    if args.json {
        print_json(&json!({
            "changes": diff::views(&changes),
            "preview": (!is_same).then(|| PreviewView::from(&seen)),
            "published": published,
        }))?;
    } else {
        let (tone, says) = outcome(published, is_same);
        page.gap();
        page.line(tone, &says);
        page.write()?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Draft {
    fn open(args: &Args) -> miette::Result<Self> {
        let (source, policy) = policy::load(&args.policy)?;
        let database = Database::open_existing(&args.db).into_diagnostic()?;
        let known = database.workspaces().into_diagnostic()?;
        let name = policy.workspace.id.to_string();
        if !known.contains(&name) {
            return Err(no_workspace(&args.db, &name, &known));
        }
        let store = database.workspace(&name).sealed_by(&keys::at_hand()?);
        let head = store.head().into_diagnostic()?;
        let before = store.revision(head.revision).into_diagnostic()?;
        let before =
            before.ok_or_else(|| miette!("`{}` has no policy in force yet", args.db.display()))?;
        let asked = args
            .at
            .unwrap_or_else(|| Timestamp::from_jiff(jiff::Timestamp::now()));
        Ok(Self {
            store,
            before,
            policy,
            source,
            at: asked.max(head.at),
        })
    }

    fn publish(self, open: InFlight) -> miette::Result<u32> {
        let in_force = in_force(&self.store, self.before.number).into_diagnostic()?;
        let in_force = in_force.ok_or_else(|| miette!("the policy in force is gone"))?;
        let mut writer = Writer::open(self.store, in_force, &self.before.source, decide, self.at)
            .into_diagnostic()?;
        let publication = Publication {
            policy: self.policy,
            source: self.source.bundle(),
            open,
            by: operator(),
        };
        writer.publish(publication, self.at).into_diagnostic()
    }
}

fn no_workspace(db: &Path, name: &str, known: &[String]) -> miette::Report {
    miette!(
        help = "bring history in with `tollgate import`, or name another database",
        "`{}` holds no workspace `{name}`, which the policy is about; it holds {}",
        db.display(),
        if known.is_empty() {
            "nothing".to_owned()
        } else {
            format!("`{}`", known.join("`, `"))
        }
    )
}

fn show(preview: &Preview, zone: &TimeZone, page: &mut Page) {
    let all = preview.handoffs.values().sum::<u64>();
    page.heading(&format!("Open handoffs: {}", count(all)));
    for ((point, state), of) in &preview.handoffs {
        let line = format!("{} {point} {}", count(*of), state.as_str());
        page.line(Tone::Plain, &line);
    }
    if all == 0 {
        return;
    }
    page.heading(&format!("What becomes of them: {}", preview.open.as_str()));
    for (revision, of) in &preview.pinned {
        let line = format!("{} go on under revision {revision}", count(*of));
        page.line(Tone::Plain, &line);
    }
    if preview.pinned.is_empty() {
        let line = format!("{} of {} change", count(preview.changed), count(all));
        page.line(Tone::Plain, &line);
    }
    for (effect, found) in &preview.effects {
        page.line(
            Tone::Warning,
            &format!("{} {}", count(found.count), effect.says()),
        );
        for example in &found.some {
            let milestone = example.milestone.as_ref();
            let of = milestone.map_or_else(String::new, |name| format!(" {name}"));
            let shown = |text: &str| at_home(text, zone);
            let line = format!(
                "{} {}{of}: {} → {}",
                example.record,
                example.point,
                shown(&example.from),
                shown(&example.to)
            );
            page.hanging("  ", "    ", Tone::Faint, &line);
        }
    }
}

/// An instant as the workspace's clock shows it; another text as it is.
fn at_home(text: &str, zone: &TimeZone) -> String {
    Timestamp::parse(text).map_or_else(
        || text.to_owned(),
        |at| tollgate_service::queries::local(at, zone),
    )
}

fn outcome(published: Option<u32>, is_same: bool) -> (Tone, String) {
    match published {
        Some(revision) => (Tone::Good, format!("Revision {revision} is in force.")),
        None if is_same => (Tone::Faint, "This text is in force already.".to_owned()),
        None => (Tone::Faint, "Nothing was published.".to_owned()),
    }
}

fn how(text: &str) -> Result<InFlight, String> {
    InFlight::parse(text).ok_or_else(|| "write `pin`, `migrate` or `reevaluate`".to_owned())
}

fn instant(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text)
        .ok_or_else(|| "write an instant as RFC 3339, such as 2026-03-02T09:00:00Z".to_owned())
}
