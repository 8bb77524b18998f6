//! The least that a client can do: requests on a kept connection, written and read without a library, so that the
//! measured machine is not busy with its own yardstick.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

/// A kept connection.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Client {
    pub(crate) fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the service listens");
        stream.set_nodelay(true).expect("a socket");
        Self {
            stream: BufReader::new(stream),
            address,
        }
    }

    /// Sends `body` and gives the answer's.
    ///
    /// # Panics
    /// The answer is not 200.
    pub(crate) fn post(&mut self, path: &str, body: &str) -> Vec<u8> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        self.ask(&request)
    }

    /// Asks for `path` and gives the answer's body.
    ///
    /// # Panics
    /// The answer is not 200.
    pub(crate) fn get(&mut self, path: &str) -> Vec<u8> {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n",
            self.address
        ))
    }

    fn ask(&mut self, request: &str) -> Vec<u8> {
        let stream = self.stream.get_mut();
        stream.write_all(request.as_bytes()).expect("a request");
        self.answer()
    }

    fn answer(&mut self) -> Vec<u8> {
        let (mut line, mut length, mut status) = (String::new(), 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a header");
            if status.is_empty() {
                status.clone_from(&line);
            }
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        assert!(
            status.starts_with("HTTP/1.1 200"),
            "{status}{}",
            String::from_utf8_lossy(&body)
        );
        body
    }
}
