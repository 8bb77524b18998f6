//! The programs of PostgreSQL: where they are, and as whom they run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{fs, sync::OnceLock};

/// What to do where there is no PostgreSQL.
const MISSING: &str = "these tests need the programs of PostgreSQL 13 or later in /usr/lib/postgresql: \
    install them with `apt-get install postgresql`, or run the tests as root, who does it by itself";

/// The latest version there is, and the folder with its `initdb`, `pg_ctl` and the others.
fn installed() -> &'static (u32, PathBuf) {
    static INSTALLED: OnceLock<(u32, PathBuf)> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        latest().unwrap_or_else(|| {
            install("postgresql");
            latest().expect(MISSING)
        })
    })
}

/// The version of PostgreSQL, such as 15.
pub(super) fn version() -> u32 {
    installed().0
}

/// Where `program` of PostgreSQL is.
pub(super) fn path(program: &str) -> PathBuf {
    installed().1.join(program)
}

fn latest() -> Option<(u32, PathBuf)> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let bin = |version: fs::DirEntry| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let bin = version.path().join("bin");
        bin.join("initdb").exists().then_some((number, bin))
    };
    versions.filter_map(bin).max()
}

/// The program at `path`, which comes with the system's `package`.
pub(super) fn program_of_package<'p>(package: &str, path: &'p str) -> &'p OsStr {
    if !Path::new(path).exists() {
        install(package);
    }
    assert!(
        Path::new(path).exists(),
        "this test needs {path}: install it with `apt-get install {package}`"
    );
    OsStr::new(path)
}

/// Installs a package of the system, where this user may.
pub(super) fn install(package: &str) {
    if user() == "root" {
        let mut command = Command::new("apt-get");
        command.args(["install", "--yes", "--quiet", "--no-install-recommends"]);
        drop(
            command
                .arg(package)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .output(),
        );
    }
}

/// The name of the user who runs the tests.
pub(super) fn user() -> String {
    let output = Command::new("id").arg("-un").output();
    let output = output.expect("`id` says who runs the tests");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// `program` of PostgreSQL, to be run as a user whom it accepts: the server refuses root.
pub(super) fn postgres(program: &str) -> Command {
    as_its_user(path(program).as_os_str())
}

/// Any program, run as the server's user.
pub(super) fn as_its_user(program: &OsStr) -> Command {
    let mut command = if user() == "root" {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// Makes `folder` for the server's user.
pub(super) fn make_folder(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder for the server");
    if user() == "root" {
        run(Command::new("chown").arg("postgres:").arg(folder));
    }
}

/// Runs `command`; what it says where it succeeds.
pub(super) fn run(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .output()
        .unwrap_or_else(|fault| panic!("{command:?} cannot be run: {fault}"));
    let said = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{command:?} failed: {said}");
    String::from_utf8_lossy(&stdout).trim().to_owned()
}
