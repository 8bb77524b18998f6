//! `tollgate serve` as a process, and the workspace that it serves.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use tollgate_testkit::postgres;

use crate::common::{command, tollgate};
use crate::http::{Answer, Request};
use crate::policy::{CONFIG, POLICY};
use crate::waiting::until;

/// A workspace that processes serve: its policy, its database, and where they log.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: TempDir,
    database: String,
    started: AtomicU32,
}

impl Workspace {
    /// In a file.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("acme.db");
        Self::over(folder, format!("sqlite:{}", file.display()))
    }

    /// In a file of `folder`, which has nothing else of it.
    pub(crate) fn sqlite_in(folder: &Path) -> Self {
        Self::at(&format!("sqlite:{}", folder.join("acme.db").display()))
    }

    /// On the server that the tests share.
    pub(crate) fn postgres() -> Self {
        Self::at(&postgres::database())
    }

    /// In the database at `url`.
    pub(crate) fn at(url: &str) -> Self {
        Self::over(tempfile::tempdir().expect("a folder"), url.to_owned())
    }

    fn over(folder: TempDir, database: String) -> Self {
        let policy = folder.path().join("policy");
        fs::create_dir(&policy).expect("a folder");
        fs::write(policy.join("policy.yaml"), POLICY).expect("the policy");
        fs::write(folder.path().join("config.yaml"), CONFIG).expect("the settings");
        Self {
            folder,
            database,
            started: AtomicU32::new(0),
        }
    }

    /// Adds to the settings of the processes that are started from now on.
    pub(crate) fn set_up(&self, settings: &str) {
        let config = format!("{CONFIG}{settings}");
        fs::write(self.folder.path().join("config.yaml"), config).expect("the settings");
    }

    /// Where the database is, as `--database` has it.
    pub(crate) fn database(&self) -> &str {
        &self.database
    }

    /// A folder of this name with this policy in it.
    pub(crate) fn policy(&self, name: &str, text: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("policy.yaml"), text).expect("the policy");
        folder
    }

    /// A file of this name with this in it.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    }

    /// A process that has been started, and may not listen yet.
    pub(crate) fn start(&self) -> Starting {
        self.start_with(&[])
    }

    /// The same with further flags.
    pub(crate) fn start_with(&self, flags: &[&str]) -> Starting {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let log = self.folder.path().join(format!("log.{number}"));
        let policy = self.folder.path().join("policy");
        let settings = fs::read_to_string(self.folder.path().join("config.yaml"));
        let in_file = settings.is_ok_and(|settings| settings.contains("workspaces:"));
        let policy = match in_file || flags.contains(&"--workspace") {
            true => Vec::new(),
            false => vec![OsStr::new("--policy"), policy.as_os_str()],
        };
        let config = self.folder.path().join("config.yaml");
        let listen = match flags.contains(&"--listen") {
            true => [].as_slice(),
            false => &["--listen", "127.0.0.1:0"],
        };
        let child = command(["serve", "--log", "info"])
            .args(listen)
            .args(["--database", &self.database])
            .args(policy)
            .arg("--config")
            .arg(config)
            .args(flags)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).expect("a log"))
            .spawn();
        Starting {
            child: Killed(child.expect("the binary runs")),
            log,
        }
    }

    /// A process that listens.
    pub(crate) fn serve(&self) -> Served {
        self.start().listening()
    }

    /// Holds the state against the ledger.
    ///
    /// # Panics
    /// It is not as it was written.
    pub(crate) fn verify(&self) {
        self.command(&["verify"]);
    }

    /// A token that opens everything from the next start on, and that nobody has used.
    pub(crate) fn token(&self) -> String {
        let whose = [
            "--name",
            "a test",
            "--system",
            "test",
            "--role",
            "administrator",
        ];
        let create = [&["token", "create"][..], &whose].concat();
        self.command(&create).trim().to_owned()
    }

    /// What the command `args` says of the database.
    pub(crate) fn command(&self, args: &[&str]) -> String {
        let database = self.database.trim_start_matches("sqlite:");
        let said = tollgate(args.iter().chain(&["--db", database]));
        assert!(said.ok, "{}{}", said.out, said.err);
        said.out
    }
}

/// Killed when it is dropped, at the latest.
#[derive(Debug)]
struct Killed(Child);

impl Killed {
    fn now(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        self.now();
    }
}

/// A process that has been started. Dropped, it is killed.
#[derive(Debug)]
pub(crate) struct Starting {
    child: Killed,
    log: PathBuf,
}

impl Starting {
    /// The process, once it listens.
    ///
    /// # Panics
    /// It ends instead.
    pub(crate) fn listening(mut self) -> Served {
        let address = until("it listens", || {
            let log = fs::read_to_string(&self.log).expect("a log");
            let ended = self.child.0.try_wait().expect("a state");
            assert!(ended.is_none(), "{ended:?}: {log}");
            let (_, after) = log.split_once("listening on http://")?;
            let (address, _) = after.split_once([' ', '\n'])?;
            address.parse().ok()
        });
        Served {
            child: self.child,
            log: self.log,
            address,
        }
    }
}

/// A process that listens. Dropped, it is killed.
#[derive(Debug)]
pub(crate) struct Served {
    child: Killed,
    log: PathBuf,
    pub(crate) address: SocketAddr,
}

impl Served {
    /// What it answers.
    pub(crate) fn ask(&self, request: &Request) -> Answer {
        let answer = request.ask(self.address);
        answer.unwrap_or_else(|fault| panic!("{fault}: {}", self.log()))
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }

    /// How much memory it has in use, in KiB.
    pub(crate) fn memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.0.id());
        let status = fs::read_to_string(status).expect("the process is there");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let size = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        size.expect("a size")
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.now();
    }
}
