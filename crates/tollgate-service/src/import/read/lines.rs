//! The lines of an input file, plain or gzipped, with numbers and a way to put lines back.

use std::cell::Cell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

/// A line longer than this is not a row; it is cut there, so that a file without line ends cannot fill the memory.
const LINE_MAX: u64 = 4 << 20;
const BUFFER: usize = 64 << 10;

/// The lines of a file.
pub(super) struct Lines {
    from: Box<dyn BufRead>,
    taken: Rc<Cell<u64>>,
    back: VecDeque<Line>,
    number: u64,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, first is 1.
    pub(super) number: u64,
    /// Its bytes with the line end; without one at the end of the file.
    pub(super) bytes: Vec<u8>,
}

impl Lines {
    /// Opens the file at `path`; one whose name ends in `.gz` is unpacked.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let taken = Rc::new(Cell::new(0));
        let counted = BufReader::with_capacity(
            BUFFER,
            Counted {
                file: File::open(path)?,
                taken: Rc::clone(&taken),
            },
        );
        let is_packed = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
        let from: Box<dyn BufRead> = if is_packed {
            Box::new(BufReader::with_capacity(
                BUFFER,
                MultiGzDecoder::new(counted),
            ))
        } else {
            Box::new(counted)
        };
        let mut lines = Self {
            from,
            taken,
            back: VecDeque::new(),
            number: 0,
        };
        lines.skip_byte_order_mark()?;
        Ok(lines)
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.back.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        self.from
            .by_ref()
            .take(LINE_MAX)
            .read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(Line {
            number: self.number,
            bytes,
        }))
    }

    /// Puts `lines` back, to be read again in their order.
    pub(super) fn put_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.back.push_front(line);
        }
    }

    /// Bytes of the file taken so far, packed as they are.
    pub(super) fn taken(&self) -> u64 {
        self.taken.get()
    }

    fn skip_byte_order_mark(&mut self) -> io::Result<()> {
        if self.from.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
            self.from.consume(3);
        }
        Ok(())
    }
}

/// A file that counts what is taken from it.
struct Counted {
    file: File,
    taken: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}
