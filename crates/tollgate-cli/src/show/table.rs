//! Tables without boxes: a rule below the headings, room between columns, figures to the right.

use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle, Width};

use super::{Page, Tone};

/// No lines but one below the headings; with [`Table::ruled`] a thin one between rows.
const PLAIN: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─'))
    .content_lines(ContentLineStyle::none());
const RULED: TableStyle = PLAIN.row_separator(LineStyle::none().fill('╌'));

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) heading: &'static str,
    /// Figures stand to the right.
    pub(crate) right: bool,
    /// It is never narrower.
    pub(crate) least: u16,
}

impl Column {
    /// A column of text.
    pub(crate) const fn text(heading: &'static str) -> Self {
        Self { heading, right: false, least: 0 }
    }

    /// A column of figures.
    pub(crate) const fn figure(heading: &'static str) -> Self {
        Self { heading, right: true, least: 0 }
    }

    /// The same column, never narrower than `least`.
    pub(crate) const fn at_least(self, least: u16) -> Self {
        Self { least, ..self }
    }
}

/// A table in the making.
#[derive(Debug)]
pub(crate) struct Table {
    table: comfy_table::Table,
    columns: Vec<Column>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(columns: &[Column]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(PLAIN).set_content_arrangement(ContentArrangement::Dynamic);
        let heading = |column: &Column| {
            let cell = Cell::new(column.heading).add_attribute(Attribute::Dim);
            cell.set_alignment(if column.right { CellAlignment::Right } else { CellAlignment::Left })
        };
        table.set_header(columns.iter().map(heading));
        Self { table, columns: columns.to_vec() }
    }

    /// The same table with a thin line between rows.
    pub(crate) fn ruled(mut self) -> Self {
        self.table.load_style(RULED);
        self
    }

    /// Adds a row of one text a column, each in its tone; a text may have several lines.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = (Tone, String)>) {
        let cells = cells.into_iter().zip(&self.columns).map(|((tone, text), column)| {
            let cell = toned(Cell::new(text), tone);
            cell.set_alignment(if column.right { CellAlignment::Right } else { CellAlignment::Left })
        });
        let cells: Vec<_> = cells.collect();
        self.table.add_row(cells);
    }

    /// Puts the table on the page.
    pub(crate) fn on(mut self, page: &mut Page) {
        self.table.set_width(u16::try_from(page.width).unwrap_or(u16::MAX));
        if page.colours() {
            self.table.enforce_styling();
        } else {
            self.table.force_no_tty();
        }
        let last = self.columns.len().saturating_sub(1);
        for (place, column) in self.columns.iter().enumerate() {
            if let Some(real) = self.table.column_mut(place) {
                real.set_padding((0, if place == last { 0 } else { 2 }));
                if column.least > 0 {
                    real.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(column.least)));
                }
            }
        }
        page.block(&self.table.to_string());
    }
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
