//! Tables without boxes: a rule below the headings, room between columns, figures to the right.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, ContentLineStyle,
    LineStyle, TableStyle, Width,
};

use super::{Page, Tone};

/// No lines but one below the headings; with [`Table::ruled`] a thin one between rows.
const PLAIN: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─'))
    .content_lines(ContentLineStyle::none());
const RULED: TableStyle = PLAIN.row_separator(LineStyle::none().fill('╌'));

/// Empty columns between two columns.
const APART: u16 = 2;
/// No column is made narrower to fit the page.
const NARROWEST: u16 = 8;
/// A longer word is broken where there is no room for it.
const LONGEST: u16 = 24;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    heading: &'static str,
    right: bool,
}

impl Column {
    /// A column of text.
    pub(crate) const fn text(heading: &'static str) -> Self {
        Self {
            heading,
            right: false,
        }
    }

    /// A column of figures, which stand to the right.
    pub(crate) const fn figure(heading: &'static str) -> Self {
        Self {
            heading,
            right: true,
        }
    }

    fn align(&self, cell: Cell) -> Cell {
        cell.set_alignment(if self.right {
            CellAlignment::Right
        } else {
            CellAlignment::Left
        })
    }
}

/// A table in the making.
#[derive(Debug)]
pub(crate) struct Table {
    table: comfy_table::Table,
    columns: Vec<Column>,
    /// The longest word of each column, which is not broken.
    words: Vec<u16>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(columns: &[Column]) -> Self {
        let mut table = comfy_table::Table::new();
        table
            .load_style(PLAIN)
            .set_content_arrangement(ContentArrangement::Dynamic);
        let heading =
            |column: &Column| column.align(Cell::new(column.heading).add_attribute(Attribute::Dim));
        table.set_header(columns.iter().map(heading));
        Self {
            table,
            columns: columns.to_vec(),
            words: columns
                .iter()
                .map(|column| longest_word(column.heading))
                .collect(),
        }
    }

    /// The same table with a thin line between rows.
    pub(crate) fn ruled(mut self) -> Self {
        self.table.load_style(RULED);
        self
    }

    /// Adds a row of one text a column, each in its tone; a text may have several lines.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = (Tone, String)>) {
        let cells: Vec<_> = cells.into_iter().collect();
        for ((_, text), word) in cells.iter().zip(&mut self.words) {
            *word = longest_word(text).max(*word);
        }
        let cells: Vec<_> = cells
            .into_iter()
            .zip(&self.columns)
            .map(|((tone, text), column)| column.align(toned(Cell::new(text), tone)))
            .collect();
        self.table.add_row(cells);
    }

    /// Puts the table on the page; where it is too wide, the widest columns are broken between words.
    pub(crate) fn on(mut self, page: &mut Page) {
        if page.colours() {
            self.table.enforce_styling();
        } else {
            self.table.force_no_tty();
        }
        let room = u16::try_from(page.width).unwrap_or(u16::MAX);
        let last = self.columns.len().saturating_sub(1);
        let apart = APART * u16::try_from(last).unwrap_or(0);
        let widths = fitted(
            &self.table.column_max_content_widths(),
            &self.words,
            room.saturating_sub(apart),
        );
        self.table.set_width(u16::MAX);
        for (place, width) in widths.into_iter().enumerate() {
            let after = if place == last { 0 } else { APART };
            if let Some(column) = self.table.column_mut(place) {
                column.set_padding((0, after));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + after)));
            }
        }
        page.block(&self.table.to_string());
    }
}

/// The length of the longest word, up to what a column can be asked to hold.
fn longest_word(text: &str) -> u16 {
    let words = text.split_whitespace().map(|word| word.chars().count());
    let longest = words.max().unwrap_or(0);
    u16::try_from(longest).unwrap_or(u16::MAX).min(LONGEST)
}

/// The `natural` widths, the widest of them cut down until all fit into `room`, but none below its longest word.
fn fitted(natural: &[u16], words: &[u16], room: u16) -> Vec<u16> {
    let capped = |cap: u16| -> Vec<u16> {
        let each = natural.iter().zip(words);
        each.map(|(width, word)| (*width).min(cap.max(*word)))
            .collect()
    };
    let total = |widths: &[u16]| widths.iter().map(|width| u32::from(*width)).sum::<u32>();
    let widest = natural.iter().copied().max().unwrap_or(0);
    let mut caps = (NARROWEST..=widest).rev().map(capped);
    let fits = caps.find(|widths| total(widths) <= u32::from(room));
    let mut widths = fits.unwrap_or_else(|| capped(NARROWEST));
    // What the common cap leaves over goes to the columns that could use it, the last one first.
    let mut left = u32::from(room).saturating_sub(total(&widths));
    for (width, natural) in widths.iter_mut().zip(natural).rev() {
        let more = u32::from(natural.saturating_sub(*width)).min(left);
        *width += u16::try_from(more).unwrap_or(0);
        left -= more;
    }
    widths
}

fn toned(cell: Cell, tone: Tone) -> Cell {
    match tone {
        Tone::Plain => cell,
        Tone::Strong => cell.add_attribute(Attribute::Bold),
        Tone::Faint => cell.add_attribute(Attribute::Dim),
        Tone::Good => cell.fg(Color::Green),
        Tone::Warning => cell.fg(Color::Yellow),
        Tone::Bad => cell.fg(Color::Red),
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Page, Table, Tone, fitted};

    #[test]
    fn the_widest_columns_are_cut_down_until_all_fit() {
        for (natural, words, room, expect) in [
            (vec![10, 20], vec![0, 0], 40, vec![10, 20]),
            (vec![10, 60, 30], vec![0, 0, 0], 70, vec![10, 30, 30]),
            (vec![10, 60, 50], vec![0, 0, 0], 71, vec![10, 30, 31]),
            (vec![10, 60, 50], vec![0, 40, 0], 70, vec![10, 40, 20]),
            (vec![50, 50], vec![0, 0], 10, vec![8, 8]),
            (vec![], vec![], 10, vec![]),
        ] {
            let widths = fitted(&natural, &words, room);
            assert_eq!(widths, expect, "{natural:?} into {room}");
        }
    }

    #[test]
    fn a_table_has_no_boxes_and_figures_stand_to_the_right() {
        let mut page = Page::plain(40, false);
        let mut table = Table::new(&[Column::text("Who"), Column::figure("Offered")]);
        table.row([
            (Tone::Plain, "ana".to_owned()),
            (Tone::Bad, "1,204".to_owned()),
        ]);
        table.on(&mut page);
        assert_eq!(page.as_str(), "Who  Offered\n────────────\nana    1,204\n");
    }
}
