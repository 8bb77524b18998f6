//! `tollgate account`: who may sign in, for an operator with the database at hand.

use std::process::ExitCode;

use miette::{IntoDiagnostic, miette};
use tollgate_core::audit::AuditKind;
use tollgate_core::command::Actor;
use tollgate_server::path_of;
use tollgate_service::access::Role;
use tollgate_service::accounts::{Account, Invited, NewAccount, Refusal};
use tollgate_service::audit;
use tollgate_service::ports::Store as _;
use tollgate_store::WorkspaceStore;

use super::noted::{now, operator};
use super::one_workspace::Place;
use super::output;
use super::token::{day, entrance, named, role};
use crate::show::{Column, Page, Table, Tone};

/// Make, list and disable the accounts with which people sign in, and let in again who cannot
///
/// What is printed as a link is good once: open the service's address with it, such as
/// `http://127.0.0.1:8080/w/acme/enter#link=…`, and choose a password there.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make an account, and print the link with which its owner chooses a password
    Create(Create),
    /// List accounts: who signs in, as what, when they did last
    List(Place),
    /// Let nobody in with an account any more: its sessions end, its tokens open nothing
    Disable(One),
    /// Let somebody in again: print a link for another password, and end a wait or a disablement
    Reset(Reset),
}

#[derive(Debug, clap::Args)]
struct Create {
    #[command(flatten)]
    place: Place,
    /// What they sign in as, such as an e-mail address
    name: String,
    /// What they are: administrator, revops, manager, member, viewer or service
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Role,
    /// The person in the policy [default: the name]
    #[arg(long, value_name = "PERSON", conflicts_with = "system")]
    person: Option<String>,
    /// It is a system's, such as a connector's: it does not sign in, and gets tokens
    #[arg(long)]
    system: bool,
}

#[derive(Debug, clap::Args)]
struct One {
    #[command(flatten)]
    place: Place,
    /// The name of the account
    name: String,
}

#[derive(Debug, clap::Args)]
struct Reset {
    #[command(flatten)]
    one: One,
    /// Remove the second factor too, for somebody who lost it and their recovery codes
    #[arg(long)]
    second_factor: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match &args.command {
        Command::Create(args) => create(args)?,
        Command::List(place) => list(place)?,
        Command::Disable(one) => disable(one)?,
        Command::Reset(args) => reset(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn create(args: &Create) -> miette::Result<()> {
    let named = args.person.as_deref().unwrap_or(&args.name);
    let who = match args.system {
        true => Actor::System(named.into()),
        false => Actor::Person(named.into()),
    };
    let new = NewAccount {
        name: args.name.clone(),
        who,
        role: args.role,
    };
    let store = args.place.open()?;
    let path = path_of(store.name());
    let mut ledger = store.another().into_diagnostic()?;
    let added = entrance(store).add_account(new, now()).map_err(told)?;
    let role = Some(added.0.role.as_str());
    note(&mut ledger, AuditKind::AccountMade, &added.0.name, role)?;
    match added {
        (_, Some(link)) => print(&path, &link),
        (account, None) => output::line(format_args!(
            "`{0}` does not sign in: `tollgate token create --account {0}` makes a token for it",
            account.name
        )),
    }
}

fn list(place: &Place) -> miette::Result<()> {
    let accounts = entrance(place.open()?).accounts().into_diagnostic()?;
    if accounts.is_empty() {
        return output::line(format_args!(
            "there are no accounts; `tollgate serve` prints a link for the first one, `tollgate account create` makes one"
        ));
    }
    let headings = [
        "account",
        "whose",
        "role",
        "second factor",
        "state",
        "signed in",
    ];
    let mut table = Table::new(&headings.map(Column::text));
    for account in &accounts {
        let factor = if account.has_second_factor() {
            "yes"
        } else {
            "no"
        };
        let cells = [
            account.name.clone(),
            named(&account.who),
            account.role.as_str().to_owned(),
            factor.to_owned(),
            state(account),
            account.signed_in_at.map_or_else(|| "never".to_owned(), day),
        ];
        table.row(cells.map(|cell| (Tone::Plain, cell)));
    }
    let mut page = Page::new();
    table.on(&mut page);
    page.write()
}

fn state(account: &Account) -> String {
    match (account.disabled_at, &account.password, &account.identity) {
        (Some(at), ..) => format!("disabled {}", day(at)),
        (None, None, None) if account.who.person().is_some() => "invited".to_owned(),
        _ => "good".to_owned(),
    }
}

fn disable(one: &One) -> miette::Result<()> {
    let store = one.place.open()?;
    let mut ledger = store.another().into_diagnostic()?;
    let disabled = entrance(store).disable(&one.name, now());
    disabled.map_err(told)?;
    note(&mut ledger, AuditKind::AccountDisabled, &one.name, None)?;
    output::line(format_args!("`{}` opens nothing any more", one.name))
}

fn reset(args: &Reset) -> miette::Result<()> {
    let store = args.one.place.open()?;
    let path = path_of(store.name());
    let mut ledger = store.another().into_diagnostic()?;
    let entrance = entrance(store);
    let link = entrance.link_for(&args.one.name, now()).map_err(told)?;
    entrance.enable(&args.one.name).map_err(told)?;
    if args.second_factor {
        entrance.drop_second_factor(&args.one.name).map_err(told)?;
    }
    let removed = args.second_factor.then_some(AuditKind::SecondFactorRemoved);
    let always = [AuditKind::LinkMade, AuditKind::AccountEnabled];
    for kind in always.into_iter().chain(removed) {
        note(&mut ledger, kind, &args.one.name, None)?;
    }
    print(&path, &link)
}

/// The link alone is for other programs; what to do with it is for people. It begins with the workspace's own `path`, which leads
/// there also where the root is another's.
fn print(path: &str, link: &Invited) -> miette::Result<()> {
    output::line(format_args!("{path}/enter#link={}", link.secret.reveal()))?;
    eprintln!(
        "this is shown once, and good once until {}: give it to nobody but its owner, behind the address of the service",
        day(link.ends_at)
    );
    Ok(())
}

/// Writes down what was done to an account. Before there is a policy there is no ledger to write into.
fn note(
    store: &mut WorkspaceStore,
    kind: AuditKind,
    account: &str,
    detail: Option<&str>,
) -> miette::Result<()> {
    let done = audit::done(kind, account, detail, now());
    let noted = audit::note_in_force(store, operator(), done);
    noted.map(drop).into_diagnostic()
}

fn told(refusal: Refusal) -> miette::Report {
    miette!(help = "`tollgate account list` shows them", "{refusal}")
}
