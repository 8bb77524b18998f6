//! Requests over a socket of one's own, so that a test can break one off anywhere.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value as Json;

/// No answer takes as long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The status line and the headers.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|fault| panic!("{fault}: {self:?}"))
    }

    /// The body of an answer that says yes.
    pub(crate) fn ok(&self) -> Json {
        assert_eq!(self.status, 200, "{self:?}");
        self.json()
    }

    /// The answer in `bytes`; an error where it was broken off.
    fn of(bytes: &[u8]) -> io::Result<Self> {
        let broken_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(broken_off)?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        let is_whole = length(head).is_none_or(|length| length == body.len());
        let status = status.filter(|_| is_whole).ok_or_else(broken_off)?;
        let (head, body) = (head.to_owned(), body.to_owned());
        Ok(Self { status, head, body })
    }
}

fn length(head: &str) -> Option<usize> {
    let lengths = head.lines().filter_map(|line| line.split_once(": "));
    let length = lengths
        .into_iter()
        .find(|(name, _)| *name == "content-length");
    length.and_then(|(_, length)| length.parse().ok())
}

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    line: String,
    headers: String,
    body: String,
}

impl Request {
    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path, "")
    }

    pub(crate) fn post(path: &str, body: impl Into<String>) -> Self {
        Self::new("POST", path, body)
    }

    pub(crate) fn put(path: &str, body: impl Into<String>) -> Self {
        Self::new("PUT", path, body)
    }

    /// As of HTTP/1.0, so that the answer ends where the connection does.
    pub(crate) fn new(method: &str, path: &str, body: impl Into<String>) -> Self {
        Self {
            line: format!("{method} {path} HTTP/1.0\r\n"),
            headers: String::new(),
            body: body.into(),
        }
    }

    /// The same with a further header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// What comes before the body, which will have `length` bytes.
    fn head(&self, length: usize) -> String {
        format!(
            "{}content-length: {length}\r\n{}\r\n",
            self.line, self.headers
        )
    }

    /// The answer of the server at `address`.
    pub(crate) fn ask(&self, address: SocketAddr) -> io::Result<Answer> {
        let mut socket = self.begin(address, self.body.len())?;
        socket.write_all(self.body.as_bytes())?;
        rest(socket)
    }

    /// What the server at `address` answers until it is `enough`, or all of it.
    pub(crate) fn ask_until(
        &self,
        address: SocketAddr,
        enough: impl Fn(&str) -> bool,
    ) -> io::Result<Answer> {
        let mut socket = self.begin(address, self.body.len())?;
        socket.write_all(self.body.as_bytes())?;
        let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
        while !enough(&String::from_utf8_lossy(&bytes)) {
            match socket.read(&mut piece)? {
                0 => break,
                length => bytes.extend_from_slice(&piece[..length]),
            }
        }
        Answer::of(&bytes)
    }

    /// A connection on which all but the body was sent, which is to have `length` bytes.
    pub(crate) fn begin(&self, address: SocketAddr, length: usize) -> io::Result<TcpStream> {
        let mut socket = TcpStream::connect(address)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_write_timeout(Some(PATIENCE))?;
        socket.write_all(self.head(length).as_bytes())?;
        Ok(socket)
    }
}

/// The answer, once the server has said all.
pub(crate) fn rest(mut socket: TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes)?;
    Answer::of(&bytes)
}
