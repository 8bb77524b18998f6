//! The real binary, as tests run it.

use std::ffi::OsStr;
use std::process::{Command, Output};

/// What a run of `tollgate` said.
pub(crate) struct Said {
    pub(crate) ok: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The command `tollgate` with `args`, not yet run.
pub(crate) fn command<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tollgate"));
    command.args(args).env("NO_COLOR", "1");
    command
}

/// Runs `tollgate` with `args`.
pub(crate) fn tollgate<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Said {
    let Output {
        status,
        stdout,
        stderr,
    } = command(args).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what it says is UTF-8");
    Said {
        ok: status.success(),
        out: text(stdout),
        err: text(stderr),
    }
}
