//! Holds the real service against the description that it serves, with requests that schemathesis makes up of it.

use std::fs::{self, File};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

/// The version that is installed.
const VERSION: &str = "4.32.5";

/// Equal seeds make up equal requests.
const SEED: &str = "1";

/// The longest that requests are made up for, in seconds.
const SECONDS: &str = "90";

/// Which checks are left out, and why.
const SETTINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemathesis.toml");

/// Installs schemathesis under `target/`, starts the service on a new database, and checks it. With `--or-skip` a machine
/// on which it cannot be installed is no failure.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let may_skip = arguments.iter().any(|argument| argument == "--or-skip");
    let folder = target().join("schemathesis");
    let program = match install(&folder) {
        Ok(program) => program,
        Err(why) if may_skip => {
            eprintln!("skipped: schemathesis {VERSION} cannot be installed: {why}");
            return ExitCode::SUCCESS;
        }
        Err(why) => return failed(&why),
    };
    match check(&program, &folder) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => failed(&fault.to_string()),
    }
}

fn failed(why: &str) -> ExitCode {
    eprintln!("schemathesis: {why}");
    ExitCode::FAILURE
}

/// Where things are built, from the root on, as the checks run elsewhere.
fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    std::path::absolute(&target).unwrap_or_else(|_| target.into())
}

/// The program, installed unless it was before.
fn install(folder: &Path) -> Result<PathBuf, String> {
    let venv = folder.join(VERSION);
    let program = venv.join("bin/schemathesis");
    if !program.exists() {
        done(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let package = format!("schemathesis=={VERSION}");
        let pip = venv.join("bin/pip");
        done(Command::new(pip).args(["install", "--quiet", &package]))?;
    }
    Ok(program)
}

fn done(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ended with {status}")),
        Err(fault) => Err(format!("{command:?}: {fault}")),
    }
}

/// True when the service is as it says.
fn check(program: &Path, folder: &Path) -> io::Result<bool> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = serve(port, folder)?;
    let status = Command::new(program)
        .current_dir(folder)
        .args(["--config-file", SETTINGS, "run"])
        .arg(format!("http://127.0.0.1:{port}/openapi.json"))
        .args(["--seed", SEED, "--max-time", SECONDS])
        .args(["--wait-for-schema", "60", "--warnings", "off"])
        .args(["--continue-on-failure", "--no-color"])
        .status();
    server.kill()?;
    server.wait()?;
    Ok(status?.success())
}

/// The service under the starter policy, on a new database in `folder`. Its log is beside it.
fn serve(port: u16, folder: &Path) -> io::Result<Child> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "tollgate-cli"])
        .status()?;
    if !built.success() {
        return Err(io::Error::other("the service could not be built"));
    }
    let database = folder.join("service.db");
    for file in ["service.db", "service.db-wal", "service.db-shm"] {
        // The first time there is none.
        drop(fs::remove_file(folder.join(file)));
    }
    Command::new(target().join("debug/tollgate"))
        .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
        .arg("--database")
        .arg(format!("sqlite:{}", database.display()))
        .stderr(File::create(folder.join("service.log"))?)
        .stdout(Stdio::null())
        .spawn()
}
