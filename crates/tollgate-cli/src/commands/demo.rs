//! `tollgate demo`: a seeded year of a made-up company, and what Tollgate has to say about it.

mod play;
mod which_year;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use miette::{IntoDiagnostic, miette};
use tollgate_sim::Sights;
use tollgate_store::{Database, Location, OpenError};

use super::init::starter;
use super::{output, report};
use crate::show::count;

pub(super) use play::play;
pub(super) use which_year::WhichYear;

/// Play a year of a made-up company through all six handoffs, and report on it
///
/// Thirty people who do not exist take in some 7,000 inquiries under the starter policy: they answer in time or do not,
/// accept, return and forget, push close dates, go on holiday and leave. The same seed gives the same year.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which year: another number, another year
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where the year is written: a file that does not exist yet, or an empty database at postgres://USER@HOST/DATABASE
    /// [default: a file among the temporary ones, made anew each time]
    #[arg(long, value_name = "DATABASE")]
    db: Option<Location>,
    /// Play the year that ends now, rather than the one from February 2025 on
    #[arg(long)]
    until_now: bool,
    /// Where the database is there from last time, only report on it again
    #[arg(long)]
    keep: bool,
}

/// Runs the command.
///
/// # Errors
/// The database is there already, or cannot be written.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let temporary = || std::env::temp_dir().join(format!("tollgate-demo-{}.db", args.seed));
    let db = args.db.clone();
    let db = db.unwrap_or_else(|| Location::File(temporary()));
    let sights = if args.keep && holds_something(&db)? {
        None
    } else {
        make_room(&db, args.db.is_some())?;
        Some(watched(&args.year(), &db)?)
    };
    report::run(&report::Args::matrix_of(db.clone(), args.year().days()))?;
    what_next(&db, sights.as_ref())?;
    Ok(ExitCode::SUCCESS)
}

/// Plays the year that ends now into the database at `db`, unless it holds something already.
///
/// # Errors
/// The database cannot be written.
pub(super) fn fill(db: &Location) -> miette::Result<()> {
    if holds_something(db)? {
        return Ok(());
    }
    let year = WhichYear::new(1, Some(jiff::Timestamp::now()));
    watched(&year, db).map(drop)
}

/// Plays the year into the database at `db`, with a bar where that is a terminal, and says how large it was.
fn watched(year: &WhichYear, db: &Location) -> miette::Result<Sights> {
    let started = Instant::now();
    let bar = bar();
    let played = play(year, &starter(), db, &|day, days| {
        bar.set_length(days.into());
        bar.set_position(day.into());
    })?;
    bar.finish_and_clear();
    let seconds = started.elapsed().as_secs_f64();
    let (orders, entries) = (count(played.orders), count(played.entries));
    output::line(format_args!(
        "Played a year of a made-up company in {seconds:.1} s: {orders} orders, {entries} entries in the ledger."
    ))?;
    output::line(format_args!("It is in {db}\n"))?;
    Ok(played.sights)
}

/// A bar of days on standard error; it shows nothing where that is no terminal.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("playing {wide_bar} day {pos} of {len}")
        .expect("the template is a fixed text");
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style)
}

impl Args {
    fn year(&self) -> WhichYear {
        let until = self.until_now.then(jiff::Timestamp::now);
        WhichYear::new(self.seed, until)
    }
}

/// True for a file that exists, and for a PostgreSQL database with something in it.
fn holds_something(db: &Location) -> miette::Result<bool> {
    match db.file() {
        Some(file) => Ok(file.exists()),
        None => match Database::existing_at(db) {
            Ok(database) => Ok(!database.workspaces().into_diagnostic()?.is_empty()),
            Err(OpenError::Empty { .. }) => Ok(false),
            Err(other) => Err(other).into_diagnostic(),
        },
    }
}

/// Takes away the database of an earlier demo; one that the user named is never touched.
fn make_room(db: &Location, is_named: bool) -> miette::Result<()> {
    if is_named && holds_something(db)? {
        let help = "name one that does not, or add `--keep` to report on this one";
        return Err(miette!(
            help = help,
            "`{db}` exists already; nothing was written"
        ));
    }
    let Some(db) = db.file().filter(|_| !is_named) else {
        return Ok(());
    };
    for suffix in ["", "-wal", "-shm"] {
        let mut file = db.as_os_str().to_owned();
        file.push(suffix);
        if let Err(error) = fs::remove_file(&file)
            && error.kind() != ErrorKind::NotFound
        {
            let help = "name another place with `--db FILE`";
            return Err(miette!(
                help = help,
                "`{}` of an earlier demo cannot be removed: {error}",
                Path::new(&file).display()
            ));
        }
    }
    Ok(())
}

/// What to look at next, with the commands to type.
fn what_next(db: &Location, sights: Option<&Sights>) -> miette::Result<()> {
    let db = quoted(db);
    let stories = sights
        .map(|sights| stories(sights, &db))
        .unwrap_or_default();
    let general = [
        (
            "What fails, with the records",
            format!("tollgate failures --db {db}"),
        ),
        (
            "One handoff point in full",
            format!("tollgate report --db {db} --handoff mql_to_sdr"),
        ),
        (
            "Proof that nothing was altered",
            format!("tollgate verify --db {db}"),
        ),
    ];
    output::line("\nLook at next:")?;
    for (what, command) in stories.into_iter().chain(general) {
        output::line(format_args!("  {what}:\n    {command}"))?;
    }
    Ok(())
}

fn stories(sights: &Sights, db: &str) -> Vec<(&'static str, String)> {
    let taken = sights.taken_from_owner.map(|id| {
        (
            "A lead that was taken from a silent owner",
            format!("tollgate explain --db {db} {id}"),
        )
    });
    let journey = sights.journey.as_ref().map(|lead| {
        (
            "A journey from the form to a customer",
            format!("tollgate explain --db {db} {lead}"),
        )
    });
    taken.into_iter().chain(journey).collect()
}

/// The place as a shell takes it.
fn quoted(db: &Location) -> String {
    let text = db.to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-:@%,\\".contains(c);
    if text.chars().all(is_plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn paths_are_quoted_where_a_shell_needs_it() {
        for (path, expected) in [
            ("/tmp/a-1.db", "/tmp/a-1.db"),
            ("my file", "'my file'"),
            ("it's", r"'it'\''s'"),
        ] {
            assert_eq!(quoted(&path.parse().expect("a place")), expected);
        }
    }
}
