//! Where values come from: what the mapping says of one cell, checked.

use smol_str::SmolStr;
use strsim::jaro_winkler;

use super::cell_text::{CellText, NameText, OthersText, SourceText};
use super::compile::{Columns, Defaults, checked_form};
use crate::import::cell::{Cell, From, InstantCell, InstantFrom, Others};
use crate::import::dates::DateForms;
use crate::import::number::NumberForm;
use crate::import::problem::{Place, Problems};
use crate::import::typed::Spelling;

/// Compiles the cells of one file.
pub(super) struct Cells<'a> {
    pub(super) defaults: &'a Defaults<'a>,
    pub(super) columns: &'a mut Columns,
    pub(super) problems: &'a mut Problems,
}

impl Cells<'_> {
    /// The cell that `text` describes.
    pub(super) fn cell(&mut self, text: &CellText) -> Cell {
        self.source(&text.0.value, text.place())
    }

    /// The cell of a name that `text` describes.
    pub(super) fn name(&mut self, text: &NameText) -> Cell {
        self.source(&text.0.value, text.place())
    }

    /// The cell of the column `name`.
    pub(super) fn column(&mut self, name: &str, place: Place) -> Cell {
        self.source(
            &SourceText {
                column: Some(name.to_owned()),
                ..SourceText::default()
            },
            place,
        )
    }

    /// The instant that `text` describes.
    pub(super) fn instant(&mut self, text: &CellText) -> InstantCell {
        let (source, place) = (&text.0.value, text.place());
        let from = match &source.is {
            Some(constant) => InstantFrom::Constant(self.constant(constant, place)),
            None => InstantFrom::Cell(
                Box::new(self.alone(source, place)),
                self.spelling(text).dates,
            ),
        };
        let mut inner =
            |cell: &Option<Box<CellText>>| cell.as_ref().map(|cell| Box::new(self.instant(cell)));
        let (not_before, not_after) = (inner(&source.not_before), inner(&source.not_after));
        InstantCell {
            from,
            not_before,
            not_after,
            otherwise: inner(&source.otherwise),
        }
    }

    /// How the values of `text` are written.
    pub(super) fn spelling(&mut self, text: &CellText) -> Spelling {
        let source = &text.0.value;
        let number = source.number.as_ref().map(|example| {
            NumberForm::from_example(&example.value).unwrap_or_else(|| {
                let message = format!("`{}` does not show how a number is written", example.value);
                let help = "show one with a fraction, such as `1234.56`, `1,234.56` or `1.234,56`";
                self.problems
                    .add(example.referenced.into(), "map-number-form", message, help);
                NumberForm::default()
            })
        });
        Spelling {
            number: number.unwrap_or_default(),
            dates: self.dates(source),
        }
    }

    fn dates(&mut self, source: &SourceText) -> DateForms {
        let mut dates = self.defaults.dates.clone();
        if let Some(form) = &source.format {
            dates.forms = checked_form(form, self.problems).into_iter().collect();
        }
        if let Some(time) = &source.time {
            match time.value.parse() {
                Ok(time) => dates.time = time,
                Err(_) => {
                    let message = format!("`{}` is not a time of day", time.value);
                    self.problems.add(
                        time.referenced.into(),
                        "map-time",
                        message,
                        "write hours, minutes and seconds, such as `\"23:59:59\"`",
                    );
                }
            }
        }
        dates
    }

    fn constant(&mut self, text: &str, place: Place) -> tollgate_core::time::Timestamp {
        let at = if text == "as_of" {
            self.defaults.as_of
        } else {
            self.defaults.dates.instant(text)
        };
        at.unwrap_or_else(|| {
            let (message, help) = match text {
                "as_of" => (
                    "the mapping does not say when its files were taken".to_owned(),
                    "write `as_of:` at its top",
                ),
                text => (
                    format!("`{text}` is not an instant"),
                    "write it in one of the mapping's `dates` forms, or `as_of`",
                ),
            };
            self.problems.add(place, "map-instant", message, help);
            tollgate_core::time::Timestamp::MIN
        })
    }

    fn source(&mut self, source: &SourceText, place: Place) -> Cell {
        let otherwise = source
            .otherwise
            .as_ref()
            .map(|cell| Box::new(self.cell(cell)));
        Cell {
            otherwise,
            ..self.alone(source, place)
        }
    }

    /// The cell without what to take where it is empty.
    fn alone(&mut self, source: &SourceText, place: Place) -> Cell {
        let from = self.from(source, place);
        let name = source
            .column
            .as_ref()
            .or(source.is.as_ref())
            .map(SmolStr::from)
            .unwrap_or_default();
        if source
            .split
            .as_ref()
            .is_some_and(|split| split.take == 0 || split.by.is_empty())
        {
            self.problems.add(
                place,
                "map-split",
                "there is no part 0, and nothing separates by nothing",
                "write `split: { by: \" \", take: 1 }`; `-1` is the last part",
            );
        }
        Cell {
            name,
            from,
            strip: source
                .strip
                .iter()
                .flat_map(|strip| strip.chars())
                .collect(),
            split: source
                .split
                .as_ref()
                .map(|split| (split.by.as_str().into(), split.take)),
            lookup: source
                .lookup
                .as_ref()
                .and_then(|name| self.lookup(&name.value, name.referenced.into())),
            values: source
                .values
                .iter()
                .map(|(cell, meant)| (cell.into(), meant.into()))
                .collect(),
            others: match source.others {
                OthersText::Keep => Others::Keep,
                OthersText::Empty => Others::Empty,
                OthersText::Reject => Others::Reject,
            },
            prefix: source.prefix.as_deref().unwrap_or_default().into(),
            otherwise: None,
        }
    }

    fn from(&mut self, source: &SourceText, place: Place) -> From {
        match (&source.column, &source.is) {
            (Some(column), None) => From::Column(self.columns.index(column, place)),
            (None, Some(constant)) => From::Constant(constant.into()),
            _ => {
                let help = "write `column:` and a column's name, or `is:` and what is the same for every row";
                self.problems.add(
                    place,
                    "map-cell",
                    "a value comes from a column or is a constant, one of the two",
                    help,
                );
                From::Constant(SmolStr::default())
            }
        }
    }

    fn lookup(&mut self, name: &str, place: Place) -> Option<usize> {
        let known = &self.defaults.lookups;
        let found = known.iter().position(|known| known == name);
        if found.is_none() {
            let help = did_you_mean(name, known.iter().map(String::as_str))
                .unwrap_or_else(|| "declare it under `lookups:`".to_owned());
            self.problems.add(
                place,
                "map-lookup",
                format!("there is no lookup `{name}`"),
                help,
            );
        }
        found
    }
}

impl CellText {
    /// Where it stands in the mapping.
    pub(super) fn place(&self) -> Place {
        self.0.referenced.into()
    }
}

impl NameText {
    /// Where it stands in the mapping.
    pub(super) fn place(&self) -> Place {
        self.0.referenced.into()
    }

    /// The name, where it is the same for every row.
    pub(super) fn constant(&self) -> Option<&str> {
        self.0.value.is.as_deref()
    }

    /// Every name that `values` gives, and the constant.
    pub(super) fn known(&self) -> impl Iterator<Item = &str> {
        let source = &self.0.value;
        source
            .is
            .iter()
            .chain(source.values.values())
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }
}

impl CellText {
    /// Every text that `values` gives, and the constant.
    pub(super) fn known(&self) -> impl Iterator<Item = &str> {
        let source = &self.0.value;
        source
            .is
            .iter()
            .chain(source.values.values())
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }
}

/// Advice that names the likeliest of `known` for what was written as `name`; `None` when none is near.
pub(super) fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = known
        .map(|known| (jaro_winkler(name, known), known))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    near.filter(|(likeness, _)| *likeness > 0.8)
        .map(|(_, known)| format!("did you mean `{known}`?"))
}
