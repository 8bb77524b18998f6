//! The service in a process of its own, which is this binary again.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use tollgate_store::Location;

use super::Service;

/// The argument that makes this binary a service.
pub(crate) const CHILD: &str = "--serve";

/// A running service. Dropped, it is told to stop.
pub(crate) struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    /// Serves `workspace` in the database at `url`.
    pub(crate) fn start(url: &str, workspace: &str) -> Self {
        let binary = std::env::current_exe().expect("this binary");
        let mut child = Command::new(binary)
            .args([CHILD, url, workspace])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the service starts");
        let mut line = String::new();
        let said = child.stdout.as_mut().expect("its output");
        BufReader::new(said).read_line(&mut line).expect("a line");
        let address = line.trim().parse().expect("an address");
        Self { child, address }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The memory that it holds, in MiB.
    pub(crate) fn resident_mib(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kib.map_or(f64::INFINITY, |kib| kib / 1024.0)
    }

    /// The processor time that it has taken so far, in hundredths of a second.
    pub(crate) fn ticks(&self) -> f64 {
        let stat = self.proc("stat");
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks = |field: usize| fields.get(field).and_then(|it| it.parse::<f64>().ok());
        ticks(11).unwrap_or(f64::INFINITY) + ticks(12).unwrap_or(f64::INFINITY)
    }

    fn proc(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.wait());
    }
}

/// Serves until the standard input ends.
pub(crate) fn child(url: &str, workspace: &str) {
    let location: Location = url.parse().expect("a location");
    let service = Service::start(&location, Some(workspace));
    println!("{}", service.address());
    drop(std::io::stdin().read_to_end(&mut Vec::new()));
    service.stop();
}
