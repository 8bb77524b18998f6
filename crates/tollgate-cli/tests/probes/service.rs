//! The service as a process, and requests to it byte by byte.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tempfile::TempDir;

use crate::common::command;

/// Whatever takes longer will not happen any more.
const PATIENCE: Duration = Duration::from_secs(60);

/// Dropped, it is killed.
pub(crate) struct Service {
    child: Child,
    pub(crate) folder: TempDir,
    pub(crate) address: SocketAddr,
}

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Service {
    /// One over a new database, with the starter policy.
    pub(crate) fn new() -> Self {
        Self::with("{}\n", &[])
    }

    /// One with this configuration and further flags; `FOLDER` in them is the folder that it has to itself.
    pub(crate) fn with(config: &str, flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::in_folder(folder, config, flags)
    }

    pub(crate) fn in_folder(folder: TempDir, config: &str, flags: &[&str]) -> Self {
        let path = |name: &str| folder.path().join(name);
        fs::write(path("config.yaml"), config).expect("the settings");
        let place = folder.path().display().to_string();
        let flags = flags.iter().map(|flag| flag.replace("FOLDER", &place));
        let mut child = command(["serve", "--listen", "127.0.0.1:0"])
            .arg("--database")
            .arg(format!("sqlite:{place}/acme.db"))
            .arg("--config")
            .arg(path("config.yaml"))
            .args(flags)
            .stdin(Stdio::null())
            .stdout(File::create(path("out")).expect("a file"))
            .stderr(File::create(path("log")).expect("a log"))
            .spawn()
            .expect("the binary runs");
        let address = until("it listens", || {
            let log = fs::read_to_string(path("log")).expect("a log");
            let ended = child.try_wait().expect("a state");
            assert!(ended.is_none(), "{ended:?}: {log}");
            let (_, after) = log.split_once("listening on http")?;
            let (_, after) = after.split_once("://")?;
            after.split_once([' ', '\n'])?.0.parse().ok()
        });
        Self {
            child,
            folder,
            address,
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.path("log")).expect("a log")
    }

    /// A request whose answer ends the connection.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        self.ask_with(method, path, "", body)
    }

    pub(crate) fn ask_with(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
        );
        self.send(&[head.as_bytes(), body.as_bytes()].concat())
    }

    /// Sends `bytes` and reads until the service has said all.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut socket = connect(self.address);
        // It may have heard enough before the end.
        drop(socket.write_all(bytes));
        Answer::of(&read(&mut socket))
    }

    /// It is there as before.
    pub(crate) fn is_well(&self) {
        assert_eq!(self.ask("GET", "/readyz", "").status, 200, "{}", self.log());
        let log = self.log();
        assert!(!log.contains("panicked"), "{log}");
    }

    /// Every method and path that the description tells of.
    pub(crate) fn routes(&self) -> Vec<(String, String)> {
        let description = self.ask("GET", "/openapi.json", "");
        let description: Json = serde_json::from_str(&description.body).expect("JSON");
        let paths = description["paths"].as_object().expect("paths").iter();
        let routes = paths.flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods").keys();
            methods.map(|method| (method.to_uppercase(), path.clone()))
        });
        routes.collect()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Answer {
    /// The answer in `bytes`; the status 0 where the service only closed the connection.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&*text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Self {
            status: status.unwrap_or_default(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let socket = TcpStream::connect(address).expect("a connection");
    socket.set_read_timeout(Some(PATIENCE)).expect("a socket");
    socket.set_write_timeout(Some(PATIENCE)).expect("a socket");
    socket
}

/// Everything until the service closes the connection.
///
/// # Panics
/// It does not within a minute.
pub(crate) fn read(socket: &mut impl Read) -> Vec<u8> {
    let (mut bytes, begun) = (Vec::new(), Instant::now());
    // A connection that is reset is closed, too.
    drop(socket.read_to_end(&mut bytes));
    assert!(begun.elapsed() < PATIENCE, "the connection was not closed");
    bytes
}

/// What `look` finds, as soon as it finds something.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Everything in the files of `folder`, each after its name.
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap_or_default();
        let name = path.display().to_string();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    files.map(|entry| read(entry.path())).collect()
}
