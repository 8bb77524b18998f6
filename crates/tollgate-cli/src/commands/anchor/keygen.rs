//! `tollgate anchor keygen`: a pair of keys.

use std::path::PathBuf;

use miette::miette;
use tollgate_service::anchor::SigningKey;

use super::super::output;
use super::keys::write_new;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file for the private key; the public one goes beside it, with `.pub` at the end
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> miette::Result<()> {
    let mut seed = [0u8; 32];
    getrandom::fill(&mut seed)
        .map_err(|fault| miette!("the machine gives no random numbers: {fault}"))?;
    let key = SigningKey::from_seed(seed);
    let mut beside = args.out.clone().into_os_string();
    beside.push(".pub");
    let beside = PathBuf::from(beside);
    write_new(&args.out, &key.to_pem(), true)?;
    write_new(&beside, &key.public().to_pem(), false)?;
    output::line(format_args!(
        "keep `{}` where nobody who writes to the database can read it; give auditors `{}`",
        args.out.display(),
        beside.display()
    ))
}
