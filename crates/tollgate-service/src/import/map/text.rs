//! The mapping file as written: what each input file's rows are, before anything is checked against the policy.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::cell_text::{CellText, NameText};

/// A whole mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapText {
    /// The name of the mapping; source keys begin with it.
    pub(super) import: Spanned<String>,
    /// The system the files come from, as the ledger names the actor.
    #[serde(default)]
    pub(super) source: Option<String>,
    /// The zone of local times.
    #[serde(default)]
    pub(super) timezone: Option<Spanned<String>>,
    /// The forms in which dates and times are written, tried in order.
    #[serde(default)]
    pub(super) dates: Vec<Spanned<String>>,
    /// When the files were taken from their system.
    #[serde(default)]
    pub(super) as_of: Option<Spanned<String>>,
    /// Which cells are empty, and what that means.
    #[serde(default)]
    pub(super) empty: EmptyText,
    /// Tables that other files' cells are looked up in.
    #[serde(default)]
    pub(super) lookups: BTreeMap<String, LookupText>,
    /// The files, in the order in which rows of the same instant are replayed.
    pub(super) files: Spanned<Vec<FileText>>,
}

/// Which cells are empty, and what that means.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmptyText {
    /// Cells that count as empty, beside the blank ones.
    #[serde(default)]
    pub(super) cells: Vec<String>,
    /// What an empty cell says of its field.
    #[serde(default)]
    pub(super) means: EmptyMeans,
}

/// What an empty cell says of its field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EmptyMeans {
    /// Nothing.
    #[default]
    Unknown,
    /// The field is empty in the system it comes from.
    Cleared,
}

/// A table that cells are looked up in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookupText {
    /// The file's name, or a pattern for it.
    pub(super) file: Spanned<String>,
    /// The column that is searched.
    pub(super) key: Spanned<String>,
    /// The column that is found.
    pub(super) value: Spanned<String>,
}

/// One input file, or all that fit a pattern.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileText {
    /// The file's name, or a pattern with `*` and `?`.
    pub(super) file: Spanned<String>,
    /// How it is written; by its extension where it is not said.
    #[serde(default)]
    pub(super) format: Option<FormatText>,
    /// What separates cells.
    #[serde(default)]
    pub(super) delimiter: Option<Spanned<String>>,
    /// How characters are written.
    #[serde(default)]
    pub(super) encoding: EncodingText,
    /// Rows that create or change records.
    #[serde(default)]
    pub(super) records: Vec<Spanned<RecordText>>,
    /// Rows that say how a record changed later.
    #[serde(default)]
    pub(super) history: Vec<Spanned<HistoryText>>,
    /// Rows that say what was done.
    #[serde(default)]
    pub(super) activities: Vec<Spanned<ActivityText>>,
    /// Rows that accept a handoff.
    #[serde(default)]
    pub(super) accepts: Vec<Spanned<AcceptText>>,
    /// Rows that set a handoff's next step.
    #[serde(default)]
    pub(super) next_steps: Vec<Spanned<NextStepText>>,
    /// Rows that return, reject or recycle a handoff.
    #[serde(default)]
    pub(super) dispositions: Vec<Spanned<DispositionText>>,
}

impl FileText {
    /// True when no row becomes anything.
    pub(super) fn says_nothing(&self) -> bool {
        let records = self.records.len() + self.history.len() + self.activities.len();
        records + self.accepts.len() + self.next_steps.len() + self.dispositions.len() == 0
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FormatText {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// How characters are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) enum EncodingText {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// ISO 8859-1: one byte a character.
    #[serde(rename = "latin-1")]
    Latin1,
}

/// For which rows a target applies: column and the cells that fit; `""` is an empty cell, `*` any other.
pub(super) type WhenText = BTreeMap<String, Spanned<OneOrMany>>;

/// One text or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The texts, in the order written.
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}

/// A row that creates or changes a record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordText {
    pub(super) kind: Spanned<String>,
    pub(super) id: CellText,
    /// When the record was created.
    #[serde(default)]
    pub(super) created_at: Option<CellText>,
    /// When it last changed; when it was created, where it is not said.
    #[serde(default)]
    pub(super) changed_at: Option<CellText>,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, CellText>,
    #[serde(default)]
    pub(super) when: WhenText,
    #[serde(default)]
    pub(super) unless: WhenText,
}

/// A row that says how a record changed later.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HistoryText {
    pub(super) kind: Spanned<String>,
    pub(super) id: CellText,
    pub(super) at: CellText,
    #[serde(default)]
    pub(super) by: Option<CellText>,
    pub(super) fields: BTreeMap<String, CellText>,
    #[serde(default)]
    pub(super) when: WhenText,
    #[serde(default)]
    pub(super) unless: WhenText,
}

/// Which record a row is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordRefText {
    pub(super) kind: Spanned<String>,
    pub(super) id: CellText,
}

/// A row that says what was done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActivityText {
    #[serde(rename = "type")]
    pub(super) of: NameText,
    /// The source's id; the row's content identifies it where it is not said.
    #[serde(default)]
    pub(super) id: Option<CellText>,
    /// The record; an empty id leaves the activity unattached.
    pub(super) record: RecordRefText,
    pub(super) at: CellText,
    /// `outbound` or `inbound`.
    pub(super) direction: NameText,
    #[serde(default)]
    pub(super) by: Option<CellText>,
    #[serde(default)]
    pub(super) tag: Option<NameText>,
    #[serde(default)]
    pub(super) automated: Option<NameText>,
    #[serde(default)]
    pub(super) when: WhenText,
    #[serde(default)]
    pub(super) unless: WhenText,
}

/// A row that accepts a handoff.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptText {
    pub(super) point: Spanned<String>,
    pub(super) record: RecordRefText,
    pub(super) at: CellText,
    #[serde(default)]
    pub(super) by: Option<CellText>,
    #[serde(default)]
    pub(super) when: WhenText,
    #[serde(default)]
    pub(super) unless: WhenText,
}

/// A row that sets a handoff's next step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NextStepText {
    pub(super) point: Spanned<String>,
    pub(super) record: RecordRefText,
    pub(super) at: CellText,
    pub(super) what: CellText,
    pub(super) due_at: CellText,
    #[serde(default)]
    pub(super) owner: Option<CellText>,
    #[serde(default)]
    pub(super) by: Option<CellText>,
    #[serde(default)]
    pub(super) when: WhenText,
    #[serde(default)]
    pub(super) unless: WhenText,
}

/// A row that returns, rejects or recycles a handoff.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DispositionText {
    pub(super) point: Spanned<String>,
    pub(super) record: RecordRefText,
    pub(super) at: CellText,
    /// `returned`, `rejected` or `recycled`.
    pub(super) outcome: NameText,
    pub(super) reason: NameText,
    #[serde(default)]
    pub(super) note: Option<CellText>,
    /// Until when, for what is recycled.
    #[serde(default)]
    pub(super) until: Option<CellText>,
    /// What is missing, for what is returned: names between commas.
    #[serde(default)]
    pub(super) gaps: Option<CellText>,
    #[serde(default)]
    pub(super) by: Option<CellText>,
    #[serde(default)]
    pub(super) when: WhenText,
    #[serde(default)]
    pub(super) unless: WhenText,
}
