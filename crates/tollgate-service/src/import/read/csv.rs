//! Rows of comma-separated values. A row that is not closed costs itself, not the rows after it.

use std::io;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::lines::{Line, Lines};
use super::{Raw, text_of};
use crate::import::plan::Encoding;
use crate::import::row::Reject;

/// A cell may hold line ends; a row of more lines than this has lost its closing quote.
const LINES_MAX: usize = 200;

/// Splits lines into rows.
pub(super) struct Csv {
    reader: Reader,
    delimiter: u8,
    encoding: Encoding,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// How far one reading of a row came.
enum Outcome {
    /// A whole row of so many bytes and cells.
    Row { bytes: usize, cells: usize },
    /// Nothing but a line end.
    Blank,
    /// A quote is still open when the lines are over, or too many of them were taken.
    Open,
}

impl Csv {
    /// A splitter at `delimiter`.
    pub(super) fn new(delimiter: u8, encoding: Encoding) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self {
            reader,
            delimiter,
            encoding,
            bytes: vec![0; 4096],
            ends: vec![0; 64],
        }
    }

    /// The cells of the next row, with its raw text and line; `None` at the end.
    ///
    /// `width` is how many cells a row must have; any number in the header.
    pub(super) fn next(
        &mut self,
        lines: &mut Lines,
        width: Option<usize>,
    ) -> io::Result<Option<Raw<Vec<String>>>> {
        loop {
            let Some(first) = lines.next()? else {
                return Ok(None);
            };
            let mut taken = vec![first];
            match self.read(lines, &mut taken)? {
                Outcome::Blank => {}
                Outcome::Row { bytes, cells }
                    if taken.len() == 1 || self.is_sound(&taken, cells, width) =>
                {
                    let row = self
                        .cells(bytes, cells)
                        .and_then(|row| of_width(row, width));
                    return Ok(Some(raw(taken, self.encoding, row)));
                }
                Outcome::Row { .. } | Outcome::Open => {
                    // Most likely a stray quote swallowed the lines that follow: they are rows of their own.
                    let rest = taken.split_off(1);
                    lines.put_back(rest);
                    let reject = Err(Reject::new("a quote is opened and never closed"));
                    return Ok(Some(raw(taken, self.encoding, reject)));
                }
            }
        }
    }

    /// True when a row of several lines is one: of the right width, and every quoted cell ends at a delimiter.
    fn is_sound(&self, taken: &[Line], cells: usize, width: Option<usize>) -> bool {
        let bytes = taken.iter().flat_map(|line| line.bytes.iter().copied());
        width.is_none_or(|width| width == cells) && is_well_quoted(bytes, self.delimiter)
    }

    fn read(&mut self, lines: &mut Lines, taken: &mut Vec<Line>) -> io::Result<Outcome> {
        self.reader.reset();
        let (mut bytes, mut cells, mut line, mut at) = (0, 0, 0, 0);
        loop {
            let input = taken.get(line).map_or(&[][..], |line| &line.bytes[at..]);
            let (result, read, written, ended) =
                self.reader
                    .read_record(input, &mut self.bytes[bytes..], &mut self.ends[cells..]);
            (at, bytes, cells) = (at + read, bytes + written, cells + ended);
            match result {
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record if line >= taken.len() && taken.len() > 1 => {
                    return Ok(Outcome::Open);
                }
                ReadRecordResult::Record => return Ok(Outcome::Row { bytes, cells }),
                ReadRecordResult::End => return Ok(Outcome::Blank),
                ReadRecordResult::InputEmpty if taken.len() > LINES_MAX => {
                    return Ok(Outcome::Open);
                }
                ReadRecordResult::InputEmpty => {
                    (line, at) = (line + 1, 0);
                    let is_blank = bytes == 0 && cells == 0 && is_blank(&taken[0].bytes);
                    if is_blank {
                        return Ok(Outcome::Blank);
                    }
                    taken.extend(lines.next()?);
                }
            }
        }
    }

    fn cells(&self, bytes: usize, cells: usize) -> Result<Vec<String>, Reject> {
        let mut start = 0;
        let mut all = Vec::with_capacity(cells);
        for &end in &self.ends[..cells] {
            let end = end.min(bytes);
            all.push(text_of(&self.bytes[start..end], self.encoding)?.into_owned());
            start = end;
        }
        Ok(all)
    }
}

fn of_width(row: Vec<String>, width: Option<usize>) -> Result<Vec<String>, Reject> {
    match width {
        Some(width) if row.len() != width => Err(Reject::of(
            "the row has not as many cells as the header",
            &row.len().to_string(),
        )),
        _ => Ok(row),
    }
}

/// True when every quote of a cell that begins with one is doubled, or ends the cell.
fn is_well_quoted(bytes: impl Iterator<Item = u8>, delimiter: u8) -> bool {
    #[derive(PartialEq)]
    enum At {
        Start,
        Plain,
        Quoted,
        Quote,
    }
    let mut at = At::Start;
    for byte in bytes {
        let is_end = byte == delimiter || byte == b'\n' || byte == b'\r';
        at = match (at, byte) {
            (At::Start, b'"') | (At::Quote, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Quote,
            (At::Quoted, _) => At::Quoted,
            (At::Quote, _) if !is_end => return false,
            (_, _) if is_end => At::Start,
            (_, _) => At::Plain,
        };
    }
    at != At::Quoted
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b'\n' | b'\r'))
}

fn raw(taken: Vec<Line>, encoding: Encoding, row: Result<Vec<String>, Reject>) -> Raw<Vec<String>> {
    let line = taken.first().map_or(0, |line| line.number);
    let bytes: Vec<u8> = taken.into_iter().flat_map(|line| line.bytes).collect();
    let text = text_of(&bytes, encoding).map_or_else(
        |_| String::from_utf8_lossy(&bytes).into_owned(),
        |text| text.into_owned(),
    );
    Raw {
        line,
        text: text.trim_end_matches(['\n', '\r']).to_owned(),
        row,
    }
}
