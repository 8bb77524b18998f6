//! `tollgate secrets`: the keys that seal secrets at rest, and what they seal.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_service::ports::secrets::{KeptSecret, Reseal, Secrets as _};
use tollgate_service::seal::{Key, Seals};
use tollgate_store::{Database, Location, WorkspaceStore};
use zeroize::Zeroize as _;

use super::{keys, output};
use crate::show::{Column, Page, Table, Tone};

/// Make the key that seals secrets at rest, see what is sealed, and go over to another key
///
/// Secrets are what signs webhooks, addresses of Slack channels, and whatever else lets somebody in. With a key they are
/// sealed in the database; without it a copy of the database tells none of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a key, and write it to a file that only you can read, or show it this once
    Key {
        /// The file, which must not be there yet
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// List secrets: what each is for, and which key seals it
    List {
        /// The database
        #[arg(
            long,
            value_name = "DATABASE",
            env = "TOLLGATE_DATABASE",
            hide_env_values = true
        )]
        db: Location,
    },
    /// Seal every secret anew by the first of the keys; those after it open what they sealed
    ///
    /// Everything in a workspace is sealed anew, or nothing. Where a service is running, give it both keys first, the old
    /// one in front, then rotate with the new one in front, and take the old one away at the next start.
    Rotate {
        /// The database
        #[arg(
            long,
            value_name = "DATABASE",
            env = "TOLLGATE_DATABASE",
            hide_env_values = true
        )]
        db: Location,
        /// The file with the keys, the new one first; otherwise they are in TOLLGATE_KEY
        #[arg(long, value_name = "FILE", env = "TOLLGATE_KEY_FILE")]
        key_file: Option<PathBuf>,
    },
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match &args.command {
        Command::Key { out } => make(out.as_deref())?,
        Command::List { db } => list(db)?,
        Command::Rotate { db, key_file } => rotate(db, key_file.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn make(out: Option<&Path>) -> miette::Result<()> {
    let key = draw()?;
    let Some(path) = out else {
        output::line(format_args!("{}", key.text().reveal()))?;
        eprintln!(
            "this is shown once: keep it apart from the database and its backups; without it, what it sealed is lost"
        );
        return Ok(());
    };
    write(path, &key)
        .into_diagnostic()
        .wrap_err_with(|| format!("the key file `{}` cannot be written", path.display()))?;
    output::line(format_args!(
        "key `{}` is in `{}`: keep it apart from the database and its backups",
        key.id(),
        path.display()
    ))
}

/// 256 bits from the machine's generator.
fn draw() -> miette::Result<Key> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|fault| miette!("the machine gives no random numbers: {fault}"))?;
    let key = Key::of(bytes);
    bytes.zeroize();
    Ok(key)
}

/// Writes over nothing: a key that is lost takes every secret with it.
fn write(path: &Path, key: &Key) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", key.text().reveal())?;
    file.sync_all()
}

/// The store of each workspace in `db`.
fn workspaces(db: &Location) -> miette::Result<Vec<(String, WorkspaceStore)>> {
    let open = || Database::existing_at(db).into_diagnostic();
    let names = open()?.workspaces().into_diagnostic()?.into_iter();
    let store = |name: String| Ok((name.clone(), open()?.workspace(&name)));
    names.map(store).collect()
}

fn list(db: &Location) -> miette::Result<()> {
    let headings = ["workspace", "of", "name", "sealed by"];
    let mut table = Table::new(&headings.map(Column::text));
    let mut count = 0;
    for (workspace, store) in workspaces(db)? {
        for secret in store.secrets().into_diagnostic()? {
            table.row(row(&workspace, secret));
            count += 1;
        }
    }
    if count == 0 {
        return output::line("there are no secrets");
    }
    let mut page = Page::new();
    table.on(&mut page);
    page.write()
}

fn row(workspace: &str, secret: KeptSecret) -> [(Tone, String); 4] {
    let key = secret.key.map_or_else(
        || "nothing: it is in the open".to_owned(),
        |key| format!("key {key}"),
    );
    [workspace.to_owned(), secret.kind, secret.name, key].map(|cell| (Tone::Plain, cell))
}

fn rotate(db: &Location, key_file: Option<&Path>) -> miette::Result<()> {
    let seals = Arc::new(keys::seals(key_file, None)?);
    let key = seals.present().ok_or_else(|| {
        miette!(
            help = "`tollgate secrets key --out FILE` makes one",
            "say by which key: `--key-file FILE` or TOLLGATE_KEY, the new key first and the old one after it"
        )
    })?;
    for (workspace, store) in workspaces(db)? {
        let count = resealed(store, &seals)?;
        output::line(format_args!(
            "`{workspace}`: {count} sealed anew; all are sealed by key `{key}`"
        ))?;
    }
    Ok(())
}

fn resealed(store: WorkspaceStore, seals: &Arc<Seals>) -> miette::Result<u64> {
    let mut store = store.sealed_by(seals);
    store.reseal(Reseal::All).into_diagnostic()
}
