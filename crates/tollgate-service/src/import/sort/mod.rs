//! Rows of all files in the order in which they happened, in bounded memory.
//!
//! Rows are gathered up to a number of bytes, sorted, and written as a run; the runs are then merged. What fits into
//! memory never touches the disk.

mod merge;
mod run;

#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;

use super::row::Row;
use super::target::Rank;
pub(crate) use merge::Merge;
use run::RunWriter;
use tollgate_core::time::Timestamp;

/// Bytes of rows gathered before they are written as a run.
const MEMORY_MAX: usize = 32 << 20;
/// Runs merged at a time; each holds a buffer.
const RUNS_MAX: usize = 128;

/// Where a row stands in the order: its instant, then what it becomes, then its file, line and target. No two are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// When it happened.
    pub(crate) at: Timestamp,
    /// What comes first at the same instant.
    pub(crate) rank: Rank,
    /// The file, by the mapping's order and then by name.
    pub(crate) file: u32,
    /// The line it begins on.
    pub(crate) line: u64,
    /// Which of the file's targets.
    pub(crate) target: u32,
}

/// Gathers rows, and gives them back in order.
#[derive(Debug)]
pub(crate) struct Sorter {
    folder: PathBuf,
    memory_max: usize,
    runs_max: usize,
    bytes: Vec<u8>,
    places: Vec<(Place, u32)>,
    runs: Vec<PathBuf>,
    written: usize,
}

impl Sorter {
    /// A sorter that writes what does not fit into memory below `folder`, which must be there.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self::within(folder, MEMORY_MAX, RUNS_MAX)
    }

    /// The same within other bounds.
    fn within(folder: PathBuf, memory_max: usize, runs_max: usize) -> Self {
        Self {
            folder,
            memory_max,
            runs_max,
            bytes: Vec::new(),
            places: Vec::new(),
            runs: Vec::new(),
            written: 0,
        }
    }

    /// Takes in `row`, which stands at `place`.
    pub(crate) fn push(&mut self, place: Place, row: &Row) -> io::Result<()> {
        let start = u32::try_from(self.bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        run::write_cells(row, &mut self.bytes);
        self.places.push((place, start));
        let held = self.bytes.len() + self.places.len() * size_of::<(Place, u32)>();
        if held > self.memory_max {
            self.spill()
        } else {
            Ok(())
        }
    }

    /// The rows in order.
    pub(crate) fn finish(mut self) -> io::Result<Merge> {
        if self.runs.is_empty() {
            self.places.sort_unstable_by_key(|(place, _)| *place);
            return Ok(Merge::of_memory(self.bytes, self.places));
        }
        self.spill()?;
        self.bytes = Vec::new();
        self.places = Vec::new();
        while self.runs.len() > self.runs_max {
            let first: Vec<_> = self.runs.drain(..self.runs_max).collect();
            let merged = self.merge(&first)?;
            self.runs.push(merged);
        }
        Merge::of_runs(&self.runs)
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.places.is_empty() {
            return Ok(());
        }
        self.places.sort_unstable_by_key(|(place, _)| *place);
        let path = self.next_path();
        let mut run = RunWriter::create(&path)?;
        for (place, start) in &self.places {
            run.write(place, run::cells_at(&self.bytes, *start as usize)?)?;
        }
        run.finish()?;
        self.runs.push(path);
        self.bytes.clear();
        self.places.clear();
        Ok(())
    }

    /// One run of several, which are removed.
    fn merge(&mut self, runs: &[PathBuf]) -> io::Result<PathBuf> {
        let path = self.next_path();
        let mut run = RunWriter::create(&path)?;
        let mut merge = Merge::of_runs(runs)?;
        while let Some((place, cells)) = merge.next_cells()? {
            run.write(&place, cells)?;
        }
        run.finish()?;
        runs.iter().try_for_each(std::fs::remove_file)?;
        Ok(path)
    }

    fn next_path(&mut self) -> PathBuf {
        self.written += 1;
        self.folder.join(format!("run-{:06}", self.written))
    }
}
