//! `tollgate erase --expired`: what the policy no longer keeps.

use std::process::ExitCode;

use miette::{IntoDiagnostic, miette};
use tollgate_core::policy::Kind;
use tollgate_service::accounts::Chance as _;
use tollgate_service::erasure::{Forget, Forgotten, Swept, preview_sweep, sweep};
use tollgate_service::ports::Read as _;

use crate::commands::chance::Machine;
use crate::commands::database::{Opened, Where};
use crate::commands::noted::now;
use crate::commands::output;
use crate::show::{Page, Tone, count};

/// Forgets, or says what would be forgotten.
///
/// # Errors
/// The database cannot be used, or the policy that was given is not the one in force.
pub(super) fn run(place: &Where, is_dry: bool) -> miette::Result<ExitCode> {
    let mut opened = place.open()?;
    let swept = match is_dry {
        true => preview_sweep(&opened.store, &opened.policy, now()).into_diagnostic()?,
        false => forget(&mut opened)?,
    };
    if place.json {
        output::line(line(&swept))?;
    } else {
        show(&swept, &opened, is_dry).write()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn forget(opened: &mut Opened) -> miette::Result<Swept> {
    if opened.store.head().into_diagnostic()?.revision != opened.policy.revision {
        return Err(miette!(
            help = "leave `--policy` out, or ask with `--dry-run` what it would forget",
            "what is forgotten is said by the policy in force alone"
        ));
    }
    let order = Forget {
        at: now(),
        salt: Machine.draw(),
        key: Machine.draw(),
    };
    sweep(&mut opened.store, &opened.policy, &order).into_diagnostic()
}

fn show(swept: &Swept, opened: &Opened, is_dry: bool) -> Page {
    let mut page = Page::new();
    if !opened.policy.kinds.values().any(Kind::forgets) {
        page.line(
            Tone::Plain,
            "the policy keeps everything: no kind of record and no field says `keep`",
        );
        return page;
    }
    let records = count(swept.forgotten.len() as u64);
    let says = match is_dry {
        true => format!("would be forgotten: something of {records} records"),
        false => {
            let entries = count(swept.entries as u64);
            format!("forgotten: something of {records} records, {entries} entries of the ledger")
        }
    };
    page.line(Tone::Plain, &says);
    for Forgotten { record, fields } in &swept.forgotten {
        let fields: Vec<_> = fields.iter().map(ToString::to_string).collect();
        page.line(Tone::Faint, &format!("  {record}: {}", fields.join(", ")));
    }
    if let Some(next) = swept.next {
        page.line(Tone::Faint, &format!("the next is not before {next}"));
    }
    page
}

fn line(swept: &Swept) -> serde_json::Value {
    let records = swept.forgotten.iter().map(|one| {
        let fields: Vec<_> = one.fields.iter().map(ToString::to_string).collect();
        serde_json::json!({ "record": one.record.to_string(), "fields": fields })
    });
    serde_json::json!({
        "records": records.collect::<Vec<_>>(),
        "entries": swept.entries,
        "next": swept.next.map(|next| next.to_string()),
    })
}
