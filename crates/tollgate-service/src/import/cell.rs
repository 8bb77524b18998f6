//! Where a value comes from, ready to be read from rows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use smol_str::{SmolStr, format_smolstr};
use tollgate_core::time::Timestamp;

use super::dates::DateForms;
use super::lookup::Lookups;
use super::row::{Reject, Row};

/// A cell, and what is done with it.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// What messages call it.
    pub(crate) name: SmolStr,
    /// Where the text comes from.
    pub(crate) from: From,
    /// Characters to take away at both ends, beside spaces.
    pub(crate) strip: Vec<char>,
    /// Separator and part: from 1, or from the end where it is negative.
    pub(crate) split: Option<(SmolStr, i32)>,
    /// What texts stand for.
    pub(crate) values: BTreeMap<SmolStr, SmolStr>,
    /// What becomes of texts that `values` does not name.
    pub(crate) others: Others,
    /// The table in which the text is then looked up.
    pub(crate) lookup: Option<usize>,
    /// What is put in front of it in the end.
    pub(crate) prefix: SmolStr,
    /// What to take where this is empty.
    pub(crate) otherwise: Option<Box<Cell>>,
}

/// Where a text comes from.
#[derive(Clone, Debug)]
pub(crate) enum From {
    /// A column.
    Column(usize),
    /// It is the same for every row.
    Constant(SmolStr),
}

/// What becomes of texts that `values` does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Others {
    /// They stay as they are.
    Keep,
    /// They count as empty.
    Empty,
    /// The row is rejected.
    Reject,
}

/// What cells are read with, the same for a whole import.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// Cells that count as empty, beside the blank ones.
    pub(crate) empty: &'a [SmolStr],
    /// The tables that cells are looked up in.
    pub(crate) lookups: &'a Lookups,
}

impl Cell {
    /// The cell's text in `row`. `None` when it is empty.
    ///
    /// # Errors
    /// Where `values` must name every text and does not name this one.
    pub(crate) fn text<'t>(
        &'t self,
        row: &'t Row,
        reading: &'t Reading<'t>,
    ) -> Result<Option<Cow<'t, str>>, Reject> {
        let text = match self.raw(row, reading) {
            Some(text) => self.meant(text)?,
            None => None,
        };
        let text = match self.lookup {
            Some(table) => text
                .and_then(|text| reading.lookups.get(table, &text))
                .map(Cow::Borrowed),
            None => text,
        };
        let text = text.map(|text| self.prefixed(text));
        match (text, &self.otherwise) {
            (None, Some(otherwise)) => otherwise.text(row, reading),
            (text, _) => Ok(text),
        }
    }

    /// The cell's text, which must be there.
    ///
    /// # Errors
    /// Where it is empty, or as for [`Self::text`].
    pub(crate) fn required<'t>(
        &'t self,
        what: &str,
        row: &'t Row,
        reading: &'t Reading<'t>,
    ) -> Result<Cow<'t, str>, Reject> {
        let text = self.text(row, reading)?;
        text.ok_or_else(|| Reject::new(format_smolstr!("no {what}: `{}` is empty", self.name)))
    }

    /// What stands in the row, before `values`; `None` when it is empty.
    fn raw<'t>(&'t self, row: &'t Row, reading: &'t Reading<'t>) -> Option<&'t str> {
        let text = match &self.from {
            From::Column(column) => row.cell(*column),
            From::Constant(text) => return Some(text),
        };
        let text = filled(text, reading)?;
        let text = self.part(text)?;
        let text = text.trim_matches(|c: char| c.is_whitespace() || self.strip.contains(&c));
        filled(text, reading)
    }

    fn part<'t>(&self, text: &'t str) -> Option<&'t str> {
        let Some((by, take)) = &self.split else {
            return Some(text);
        };
        let nth = usize::try_from(take.unsigned_abs()).ok()?.checked_sub(1)?;
        if *take > 0 {
            text.split(by.as_str()).nth(nth)
        } else {
            text.rsplit(by.as_str()).nth(nth)
        }
    }

    fn prefixed<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        match self.prefix.as_str() {
            "" => text,
            prefix => Cow::Owned(format!("{prefix}{text}")),
        }
    }

    fn meant<'t>(&'t self, text: &'t str) -> Result<Option<Cow<'t, str>>, Reject> {
        if let Some(meant) = self.values.get(text) {
            return Ok((!meant.is_empty()).then(|| Cow::Borrowed(meant.as_str())));
        }
        match self.others {
            Others::Keep => Ok(Some(Cow::Borrowed(text))),
            Others::Empty => Ok(None),
            Others::Reject => Err(Reject::of(
                format_smolstr!("`values` does not name what stands in `{}`", self.name),
                text,
            )),
        }
    }
}

fn filled<'t>(text: &'t str, reading: &Reading<'_>) -> Option<&'t str> {
    let text = text.trim();
    (!text.is_empty() && !reading.empty.iter().any(|empty| empty == text)).then_some(text)
}

/// Where an instant comes from.
#[derive(Clone, Debug)]
pub(crate) struct InstantCell {
    /// The text, or the instant itself where it is the same for every row.
    pub(crate) from: InstantFrom,
    /// An earlier instant becomes this one.
    pub(crate) not_before: Option<Box<InstantCell>>,
    /// A later instant becomes this one.
    pub(crate) not_after: Option<Box<InstantCell>>,
    /// What to take where this is empty.
    pub(crate) otherwise: Option<Box<InstantCell>>,
}

/// Where an instant comes from.
#[derive(Clone, Debug)]
pub(crate) enum InstantFrom {
    /// A cell, and the forms it is written in.
    Cell(Box<Cell>, DateForms),
    /// It is the same for every row.
    Constant(Timestamp),
}

impl InstantCell {
    /// The instant in `row`. `None` when it is empty.
    ///
    /// # Errors
    /// Where what stands there is in none of the forms, or there is no such date.
    pub(crate) fn instant(
        &self,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<Option<Timestamp>, Reject> {
        let own = match &self.from {
            InstantFrom::Constant(at) => Some(*at),
            InstantFrom::Cell(cell, forms) => match cell.text(row, reading)? {
                None => None,
                Some(text) => Some(read(cell, forms, &text)?),
            },
        };
        let Some(at) = own else {
            return self.fallback(row, reading);
        };
        let earliest = bound(self.not_before.as_deref(), row, reading)?;
        let latest = bound(self.not_after.as_deref(), row, reading)?;
        let at = latest.map_or(at, |latest| at.min(latest));
        // Where both are said and contradict each other, nothing happens before it can.
        Ok(Some(earliest.map_or(at, |earliest| at.max(earliest))))
    }

    /// The instant in `row`, which must be there.
    ///
    /// # Errors
    /// Where it is empty, or as for [`Self::instant`].
    pub(crate) fn required(
        &self,
        what: &str,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<Timestamp, Reject> {
        let at = self.instant(row, reading)?;
        at.ok_or_else(|| Reject::new(format_smolstr!("no {what}: `{}` is empty", self.name())))
    }

    fn fallback(&self, row: &Row, reading: &Reading<'_>) -> Result<Option<Timestamp>, Reject> {
        bound(self.otherwise.as_deref(), row, reading)
    }

    fn name(&self) -> &str {
        match &self.from {
            InstantFrom::Cell(cell, _) => &cell.name,
            InstantFrom::Constant(_) => "it",
        }
    }
}

fn read(cell: &Cell, forms: &DateForms, text: &str) -> Result<Timestamp, Reject> {
    let reason = || {
        format_smolstr!(
            "`{}` is in none of the declared forms, or there is no such date",
            cell.name
        )
    };
    forms
        .instant(text)
        .ok_or_else(|| Reject::of(reason(), text))
}

fn bound(
    cell: Option<&InstantCell>,
    row: &Row,
    reading: &Reading<'_>,
) -> Result<Option<Timestamp>, Reject> {
    cell.map_or(Ok(None), |cell| cell.instant(row, reading))
}
