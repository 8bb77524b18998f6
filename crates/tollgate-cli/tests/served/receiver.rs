//! Somebody else's server, which is told what happens by webhook.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How it answers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner {
    /// As it should.
    Well,
    /// Not at all, for as long as somebody waits.
    Never,
    /// That it is to be asked once more.
    InCircles,
    /// With what is not HTTP.
    Garbage,
}

/// A server on this machine.
#[derive(Debug)]
pub(crate) struct Receiver {
    address: SocketAddr,
    taken: Arc<AtomicUsize>,
}

impl Receiver {
    pub(crate) fn who_answers(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let taken = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let count = Arc::clone(&count);
                thread::spawn(move || converse(stream, manner, &count));
            }
        });
        Self { address, taken }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// How many requests it has had.
    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

/// Whoever is gone is not answered.
fn converse(stream: TcpStream, manner: Manner, taken: &AtomicUsize) -> Option<()> {
    let mut reader = BufReader::new(stream);
    take_in(&mut reader)?;
    taken.fetch_add(1, Ordering::Relaxed);
    let mut stream = reader.into_inner();
    let answer = match manner {
        Manner::Well => "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
        Manner::InCircles => {
            "HTTP/1.1 308 Permanent Redirect\r\nlocation: /hook\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        }
        Manner::Garbage => "\u{1}\u{2}no HTTP\r\n\r\n\u{3}",
        Manner::Never => {
            let _ = stream.read(&mut [0]);
            return None;
        }
    };
    stream.write_all(answer.as_bytes()).ok()
}

/// Reads one request.
fn take_in(reader: &mut BufReader<TcpStream>) -> Option<()> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        (reader.read_line(&mut head).ok()? > 0).then_some(())?;
    }
    let head = head.to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.and_then(|length| length.parse().ok())?;
    reader.read_exact(&mut vec![0; length]).ok()
}
