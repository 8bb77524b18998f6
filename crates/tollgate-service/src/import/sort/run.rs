//! A run: rows in order, in a file of its own. Shape of an entry: its place, the length of its cells, its cells; numbers
//! are little-endian.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use tollgate_core::time::Timestamp;

use super::Place;
use crate::import::row::Row;
use crate::import::target::Rank;

const BUFFER: usize = 64 << 10;
/// Instant, rank, file, line, target, length of the cells.
const HEAD: usize = 8 + 1 + 4 + 8 + 4 + 4;

/// Writes a run.
pub(super) struct RunWriter(BufWriter<File>);

impl RunWriter {
    /// Begins the run at `path`.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(BufWriter::with_capacity(BUFFER, File::create(path)?)))
    }

    /// Adds an entry.
    pub(super) fn write(&mut self, place: &Place, cells: &[u8]) -> io::Result<()> {
        let mut head = [0; HEAD];
        head[..8].copy_from_slice(&place.at.as_micros().to_le_bytes());
        head[8] = place.rank as u8;
        head[9..13].copy_from_slice(&place.file.to_le_bytes());
        head[13..21].copy_from_slice(&place.line.to_le_bytes());
        head[21..25].copy_from_slice(&place.target.to_le_bytes());
        let length = u32::try_from(cells.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        head[25..].copy_from_slice(&length.to_le_bytes());
        self.0.write_all(&head)?;
        self.0.write_all(cells)
    }

    /// Ends the run.
    pub(super) fn finish(self) -> io::Result<()> {
        self.0
            .into_inner()
            .map(drop)
            .map_err(io::IntoInnerError::into_error)
    }
}

/// Reads a run.
#[derive(Debug)]
pub(super) struct RunReader {
    from: BufReader<File>,
    place: Option<Place>,
    cells: Vec<u8>,
}

impl RunReader {
    /// Opens the run at `path`, at its first entry.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut run = Self {
            from: BufReader::with_capacity(BUFFER, File::open(path)?),
            place: None,
            cells: Vec::new(),
        };
        run.advance()?;
        Ok(run)
    }

    /// The place of the present entry; `None` at the end.
    pub(super) fn place(&self) -> Option<Place> {
        self.place
    }

    /// Takes the present entry's cells into `into`, and goes on to the next.
    pub(super) fn take(&mut self, into: &mut Vec<u8>) -> io::Result<()> {
        std::mem::swap(&mut self.cells, into);
        self.advance()
    }

    fn advance(&mut self) -> io::Result<()> {
        let mut head = [0; HEAD];
        self.place = None;
        if !read_whole(&mut self.from, &mut head)? {
            return Ok(());
        }
        let place = Place {
            at: Timestamp::from_micros(i64::from_le_bytes(part(&head, 0))),
            rank: rank(head[8])?,
            file: u32::from_le_bytes(part(&head, 9)),
            line: u64::from_le_bytes(part(&head, 13)),
            target: u32::from_le_bytes(part(&head, 21)),
        };
        self.cells
            .resize(u32::from_le_bytes(part(&head, 25)) as usize, 0);
        self.from.read_exact(&mut self.cells)?;
        self.place = Some(place);
        Ok(())
    }
}

/// Fills `into`; false at the end of the run.
fn read_whole(from: &mut impl Read, into: &mut [u8]) -> io::Result<bool> {
    let mut filled = 0;
    while filled < into.len() {
        match from.read(&mut into[filled..])? {
            0 if filled == 0 => return Ok(false),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => filled += read,
        }
    }
    Ok(true)
}

fn part<const N: usize>(head: &[u8; HEAD], start: usize) -> [u8; N] {
    std::array::from_fn(|at| head[start + at])
}

fn rank(byte: u8) -> io::Result<Rank> {
    Rank::ALL
        .get(usize::from(byte))
        .copied()
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Adds `row`'s cells to `bytes`, with their length in front so that [`cells_at`] finds them again.
pub(super) fn write_cells(row: &Row, bytes: &mut Vec<u8>) {
    let start = bytes.len();
    bytes.extend([0; 4]);
    for cell in row.cells() {
        // A line is bounded far below what the length can say.
        let length = u32::try_from(cell.len()).unwrap_or(u32::MAX);
        bytes.extend(length.to_le_bytes());
        bytes.extend(cell.as_bytes());
    }
    let length = u32::try_from(bytes.len() - start - 4).unwrap_or(u32::MAX);
    bytes[start..start + 4].copy_from_slice(&length.to_le_bytes());
}

/// The cells that [`write_cells`] wrote at `start`.
pub(super) fn cells_at(bytes: &[u8], start: usize) -> io::Result<&[u8]> {
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    let (length, rest) = bytes
        .get(start..)
        .and_then(<[u8]>::split_first_chunk)
        .ok_or_else(invalid)?;
    rest.get(..u32::from_le_bytes(*length) as usize)
        .ok_or_else(invalid)
}

/// Reads `cells` into `row`.
pub(super) fn read_cells(mut cells: &[u8], row: &mut Row) -> io::Result<()> {
    row.clear();
    while !cells.is_empty() {
        let cell = cells_at(cells, 0)?;
        row.push(
            std::str::from_utf8(cell).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?,
        );
        cells = &cells[4 + cell.len()..];
    }
    Ok(())
}
