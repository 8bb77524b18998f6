//! One row of an input file: the cells that the mapping uses, and why a row is not used.

use smol_str::SmolStr;

/// The cells of a row, in the order of the mapping's columns; a missing cell is empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    text: String,
    ends: Vec<u32>,
}

impl Row {
    /// Forgets every cell, keeping the memory.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds the next cell.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// The cell of `column`; empty where the row has none.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let end = self.ends.get(column).copied().unwrap_or_default() as usize;
        let start = column
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or_default() as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    /// Every cell, in order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|column| self.cell(column))
    }
}

/// Why a row is not used: the reason that rows are counted by, and the cell that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The same for every row with the same fault.
    pub reason: SmolStr,
    /// What stood there.
    pub value: String,
}

impl Reject {
    /// A reason without a value to show.
    pub(crate) fn new(reason: impl Into<SmolStr>) -> Self {
        Self {
            reason: reason.into(),
            value: String::new(),
        }
    }

    /// A reason, and what stood there.
    pub(crate) fn of(reason: impl Into<SmolStr>, value: &str) -> Self {
        Self {
            reason: reason.into(),
            value: value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn cells_come_back_as_they_were_pushed() {
        let mut row = Row::default();
        for cell in ["a", "", "käse", ""] {
            row.push(cell);
        }
        assert_eq!(row.cells().collect::<Vec<_>>(), ["a", "", "käse", ""]);
        assert_eq!(row.cell(9), "");
    }
}
