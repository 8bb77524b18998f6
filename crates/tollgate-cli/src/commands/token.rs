//! `tollgate token`: who may call the API.

use std::process::ExitCode;
use std::sync::Arc;

use miette::{IntoDiagnostic, miette};
use tollgate_core::audit::{Audit, AuditKind};
use tollgate_core::command::Actor;
use tollgate_core::time::{Budget, Timestamp};
use tollgate_service::access::{Role, Scope, Scopes};
use tollgate_service::accounts::{Entrance, EntranceSettings, NewToken, Whose};
use tollgate_service::audit;
use tollgate_service::ports::tokens::{Token, Tokens};
use tollgate_store::WorkspaceStore;

use super::chance::Machine;
use super::noted::{noted, now};
use super::one_workspace::Place;
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
struct Create {
    #[command(flatten)]
    place: Place,
    /// What it is for, in words
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// What it may do: administrator, revops, manager, member, viewer or service
    #[arg(long, value_name = "ROLE", value_parser = role, required_unless_present = "account", conflicts_with = "account")]
    role: Option<Role>,
    /// What it may be used for: one or more of read, write, ingest, gates and admin
    #[arg(long, value_name = "SCOPE,…", default_value = "admin", value_parser = scopes)]
    scope: Scopes,
    /// The account whose it is: it opens nothing once that is disabled, and has its role
    #[arg(long, value_name = "NAME", conflicts_with_all = ["person", "system"])]
    account: Option<String>,
    /// The person who calls with it, as the policy names them
    #[arg(long, value_name = "PERSON", conflicts_with = "system")]
    person: Option<String>,
    /// The system that calls with it, such as `crm`
    #[arg(long, value_name = "NAME", required_unless_present_any = ["person", "account"])]
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

/// The role that `text` is.
pub(super) fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("choose one of {}", known.join(", "))
    })
}

fn scopes(text: &str) -> Result<Scopes, String> {
    Scopes::parse(text).ok_or_else(|| {
        let known: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        format!(
            "choose from {}; write several as `ingest,gates`",
            known.join(", ")
        )
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

fn create(args: &Create) -> miette::Result<()> {
    let entrance = entrance(args.place.open()?);
    let now = now();
    let made = entrance.make_token(
        NewToken {
            name: args.name.clone(),
            whose: whose(args),
            scopes: args.scope,
            expires_at: args.expires.map(|micros| now.plus(micros)),
        },
        now,
    );
    let (text, token) = made.into_diagnostic()?;
    noted(
        &mut args.place.open()?,
        about(AuditKind::TokenMade, &token, now),
    )?;
    output::line(format_args!("{}", text.reveal()))?;
    eprintln!(
        "this is shown once: keep it where secrets are kept, and send it as `Authorization: Bearer …`"
    );
    Ok(())
}

fn whose(args: &Create) -> Whose {
    // Whoever names no account has to name a role.
    let role = args.role.unwrap_or(Role::Viewer);
    match (&args.account, &args.person, &args.system) {
        (Some(account), ..) => Whose::Account(account.to_lowercase()),
        (None, Some(person), _) => Whose::Somebody(Actor::Person(person.as_str().into()), role),
        (None, None, system) => {
            let system = system.as_deref().unwrap_or("system");
            Whose::Somebody(Actor::System(system.into()), role)
        }
    }
}

fn list(place: &Place) -> miette::Result<()> {
    let tokens = place.open()?.tokens().into_diagnostic()?;
    if tokens.is_empty() {
        return output::line(format_args!(
            "there are no tokens; `tollgate token create` makes one"
        ));
    }
    let now = now();
    let headings = ["token", "for", "whose", "role", "scope", "state", "used"];
    let mut table = Table::new(&headings.map(Column::text));
    for token in &tokens {
        let who = named(&token.caller.who);
        let cells = [
            token.id.clone(),
            token.name.clone(),
            who,
            token.caller.role.as_str().to_owned(),
            token.caller.scopes.to_string(),
            state(token, now),
            token.used_at.map_or_else(|| "never".to_owned(), day),
        ];
        table.row(cells.map(|cell| (Tone::Plain, cell)));
    }
    let mut page = Page::new();
    table.on(&mut page);
    page.write()
}

fn state(token: &Token, now: Timestamp) -> String {
    match (token.revoked_at, token.expires_at) {
        (Some(at), _) => format!("revoked {}", day(at)),
        (None, Some(end)) if end <= now => format!("ended {}", day(end)),
        (None, Some(end)) => format!("good until {}", day(end)),
        (None, None) => "good".to_owned(),
    }
}

/// Whoever acts, in words.
pub(super) fn named(who: &Actor) -> String {
    match who {
        Actor::Person(person) => person.to_string(),
        Actor::System(name) => format!("{name} (system)"),
        Actor::Tollgate => "tollgate".to_owned(),
    }
}

fn revoke(args: &Revoke) -> miette::Result<()> {
    let (mut store, now) = (args.place.open()?, now());
    let mut tokens = store.tokens().into_diagnostic()?.into_iter();
    let good = tokens.find(|token| token.id == args.id && token.revoked_at.is_none());
    let revoked = entrance(args.place.open()?).revoke_token(&args.id, now);
    revoked.map_err(|fault| miette!(help = "`tollgate token list` shows them", "{fault}"))?;
    if let Some(token) = good {
        noted(&mut store, about(AuditKind::TokenRevoked, &token, now))?;
    }
    output::line(format_args!("`{}` opens nothing any more", args.id))
}

/// The entrance to `store`, for an operator with the database at hand.
pub(super) fn entrance(store: WorkspaceStore) -> Entrance {
    Entrance::new(store, Arc::new(Machine), EntranceSettings::default())
}

/// What the ledger keeps of it: never the token, only what people call it by.
fn about(kind: AuditKind, token: &Token, now: Timestamp) -> Audit {
    let (who, role) = (named(&token.caller.who), token.caller.role.as_str());
    let detail = format!("{}, for {who}, {role}", token.name);
    audit::done(kind, token.id.as_str(), Some(&detail), now)
}

pub(super) fn day(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%d %H:%M UTC").to_string()
}
