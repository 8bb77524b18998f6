//! `tollgate token`: who may call the API.

use std::process::ExitCode;

use miette::{IntoDiagnostic, miette};
use tollgate_core::audit::{Audit, AuditKind};
use tollgate_core::command::Actor;
use tollgate_core::time::{Budget, Timestamp};
use tollgate_service::access::{Caller, Role};
use tollgate_service::audit;
use tollgate_service::ledger::Digest;
use tollgate_service::ports::tokens::{Token, Tokens};
use tollgate_store::{Database, Location, WorkspaceStore};

use super::noted::{noted, now};
use super::output;
use crate::show::{Column, Page, Table, Tone};

/// Make, list and revoke the tokens with which people and systems call the API
///
/// A token is shown once, when it is made; only its digest is kept.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a token, and show it this once
    Create(Create),
    /// List tokens: whose they are, what they may do, when they were used
    List(Place),
    /// Take a token back, at once and for good
    Revoke(Revoke),
}

#[derive(Debug, clap::Args)]
struct Place {
    /// The database
    #[arg(long, value_name = "DATABASE")]
    db: Location,
    /// The workspace; may be left out where there is one only
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Create {
    #[command(flatten)]
    place: Place,
    /// What it is for, in words
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// What it may do: administrator, revops, manager, member, viewer or service
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Role,
    /// The person who calls with it, as the policy names them
    #[arg(long, value_name = "PERSON", conflicts_with = "system")]
    person: Option<String>,
    /// The system that calls with it, such as `crm`
    #[arg(long, value_name = "NAME", required_unless_present = "person")]
    system: Option<String>,
    /// How long it is good for, such as 90d [default: until it is revoked]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    expires: Option<i64>,
}

#[derive(Debug, clap::Args)]
struct Revoke {
    #[command(flatten)]
    place: Place,
    /// The token's id: its beginning, as `tollgate token list` shows it
    id: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("choose one of {}", known.join(", "))
    })
}

fn duration(text: &str) -> Result<i64, String> {
    const DAY: i64 = 24 * 3_600_000_000;
    match text.parse() {
        Ok(Budget::Time(micros)) if micros > 0 => Ok(micros),
        Ok(Budget::Days(days)) if days > 0 => Ok(i64::from(days) * DAY),
        _ => Err("write a duration such as `90d` or `12h`".to_owned()),
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match &args.command {
        Command::Create(args) => create(args)?,
        Command::List(place) => list(place)?,
        Command::Revoke(args) => revoke(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Place {
    fn open(&self) -> miette::Result<WorkspaceStore> {
        let database = Database::existing_at(&self.db).into_diagnostic()?;
        let names = database.workspaces().into_diagnostic()?;
        let name = match (&self.workspace, &names[..]) {
            (Some(name), all) if all.contains(name) => name,
            (None, [only]) => only,
            (None, []) => {
                return Err(miette!(
                    help = "`tollgate serve` puts the starter policy in force in a new database",
                    "`{}` holds no workspace yet",
                    self.db
                ));
            }
            (_, all) => {
                return Err(miette!(
                    "say which workspace with `--workspace`: `{}` holds `{}`",
                    self.db,
                    all.join("`, `")
                ));
            }
        };
        Ok(database.workspace(name))
    }
}

fn create(args: &Create) -> miette::Result<()> {
    let mut store = args.place.open()?;
    let text = draw()?;
    let now = now();
    let caller = match (&args.person, &args.system) {
        (Some(person), _) => Caller::person(person.as_str(), args.role),
        (None, system) => Caller::system(system.as_deref().unwrap_or("system"), args.role),
    };
    let token = Token {
        id: text.chars().take(ID).collect(),
        digest: Digest::of(text.as_bytes()),
        name: args.name.clone(),
        caller,
        created_at: now,
        expires_at: args.expires.map(|micros| now.plus(micros)),
        revoked_at: None,
        used_at: None,
    };
    store.put_token(&token).into_diagnostic()?;
    noted(&mut store, about(AuditKind::TokenMade, &token, now))?;
    output::line(format_args!("{text}"))?;
    eprintln!(
        "this is shown once: keep it where secrets are kept, and send it as `Authorization: Bearer …`"
    );
    Ok(())
}

fn list(place: &Place) -> miette::Result<()> {
    let tokens = place.open()?.tokens().into_diagnostic()?;
    if tokens.is_empty() {
        return output::line(format_args!(
            "there are no tokens; `tollgate token create` makes one"
        ));
    }
    let now = now();
    let headings = ["token", "for", "whose", "role", "state", "used"];
    let mut table = Table::new(&headings.map(Column::text));
    for token in &tokens {
        let cells = [
            token.id.clone(),
            token.name.clone(),
            who(token),
            token.caller.role.as_str().to_owned(),
            state(token, now),
            token.used_at.map_or_else(|| "never".to_owned(), day),
        ];
        table.row(cells.map(|cell| (Tone::Plain, cell)));
    }
    let mut page = Page::new();
    table.on(&mut page);
    page.write()
}

fn who(token: &Token) -> String {
    match &token.caller.who {
        Actor::Person(person) => person.to_string(),
        Actor::System(name) => format!("{name} (system)"),
        Actor::Tollgate => "tollgate".to_owned(),
    }
}

fn state(token: &Token, now: Timestamp) -> String {
    match (token.revoked_at, token.expires_at) {
        (Some(at), _) => format!("revoked {}", day(at)),
        (None, Some(end)) if end <= now => format!("ended {}", day(end)),
        (None, Some(end)) => format!("good until {}", day(end)),
        (None, None) => "good".to_owned(),
    }
}

fn revoke(args: &Revoke) -> miette::Result<()> {
    let mut store = args.place.open()?;
    let tokens = store.tokens().into_diagnostic()?;
    let mut token = tokens
        .into_iter()
        .find(|token| token.id == args.id)
        .ok_or_else(|| {
            miette!(
                "there is no token `{}`: `tollgate token list` shows them",
                args.id
            )
        })?;
    let now = now();
    let is_new = token.revoked_at.is_none();
    token.revoked_at = token.revoked_at.or(Some(now));
    store.put_token(&token).into_diagnostic()?;
    if is_new {
        noted(&mut store, about(AuditKind::TokenRevoked, &token, now))?;
    }
    output::line(format_args!("`{}` opens nothing any more", token.id))
}

/// Characters of a token that are its id: enough to tell tokens apart, too few to guess the rest.
const ID: usize = 11;

/// 256 bits from the machine's generator, as text.
fn draw() -> miette::Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|fault| miette!("the machine gives no random numbers: {fault}"))?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("tg_{text}"))
}

/// What the ledger keeps of it: never the token, only what people call it by.
fn about(kind: AuditKind, token: &Token, now: Timestamp) -> Audit {
    let detail = format!(
        "{}, for {}, {}",
        token.name,
        who(token),
        token.caller.role.as_str()
    );
    audit::done(kind, token.id.as_str(), Some(&detail), now)
}

fn day(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%d %H:%M UTC").to_string()
}
