//! The merge: of all runs, the entry that comes first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;
use std::path::PathBuf;

use super::Place;
use super::run::{self, RunReader};
use crate::import::row::Row;

/// Rows in order, from runs or from memory.
#[derive(Debug)]
pub(crate) struct Merge {
    from: From,
    cells: Vec<u8>,
}

#[derive(Debug)]
enum From {
    Memory {
        bytes: Vec<u8>,
        places: std::vec::IntoIter<(Place, u32)>,
    },
    Runs {
        runs: Vec<RunReader>,
        next: BinaryHeap<Reverse<(Place, usize)>>,
    },
}

impl Merge {
    /// The rows that `places`, in order, name within `bytes`.
    pub(super) fn of_memory(bytes: Vec<u8>, places: Vec<(Place, u32)>) -> Self {
        Self {
            from: From::Memory {
                bytes,
                places: places.into_iter(),
            },
            cells: Vec::new(),
        }
    }

    /// The rows of `runs`.
    pub(super) fn of_runs(runs: &[PathBuf]) -> io::Result<Self> {
        let runs = runs
            .iter()
            .map(|path| RunReader::open(path))
            .collect::<io::Result<Vec<_>>>()?;
        let first = runs
            .iter()
            .enumerate()
            .filter_map(|(run, reader)| Some(Reverse((reader.place()?, run))));
        let next = first.collect();
        Ok(Self {
            from: From::Runs { runs, next },
            cells: Vec::new(),
        })
    }

    /// Reads the next row into `row`; `None` at the end.
    pub(crate) fn next(&mut self, row: &mut Row) -> io::Result<Option<Place>> {
        let Some((place, cells)) = self.next_cells()? else {
            return Ok(None);
        };
        run::read_cells(cells, row)?;
        Ok(Some(place))
    }

    /// The next row's cells as a run holds them; `None` at the end.
    pub(super) fn next_cells(&mut self) -> io::Result<Option<(Place, &[u8])>> {
        match &mut self.from {
            From::Memory { bytes, places } => {
                let Some((place, start)) = places.next() else {
                    return Ok(None);
                };
                Ok(Some((place, run::cells_at(bytes, start as usize)?)))
            }
            From::Runs { runs, next } => {
                let Some(Reverse((place, run))) = next.pop() else {
                    return Ok(None);
                };
                runs[run].take(&mut self.cells)?;
                next.extend(runs[run].place().map(|place| Reverse((place, run))));
                Ok(Some((place, &self.cells)))
            }
        }
    }
}
