//! The names of the policy that a mapping uses: kinds, fields, stages, handoff points. What is unknown is told with its
//! place, and with what is near.

use std::collections::BTreeMap;

use serde_saphyr::Spanned;
use smol_str::SmolStr;
use tollgate_core::ids::{FieldName, PointId, RecordKind};
use tollgate_core::policy::{Kind, STAGE};
use tollgate_core::value::FieldType;

use super::cell_text::{CellText, NameText};
use super::cells::{Cells, did_you_mean};
use super::text::RecordRefText;
use crate::import::problem::Place;
use crate::import::target::{ActTarget, FieldTarget, HandoffTarget, RecordCell, What};
use crate::import::typed::some_of;

impl Cells<'_> {
    pub(super) fn record_ref(&mut self, text: &RecordRefText) -> Option<RecordCell> {
        self.record_cell(&text.kind, &text.id)
    }

    pub(super) fn record_cell(
        &mut self,
        kind: &Spanned<String>,
        id: &CellText,
    ) -> Option<RecordCell> {
        let id = self.cell(id);
        self.kind(&kind.value, kind.referenced.into())?;
        Some(RecordCell {
            kind: RecordKind::from(kind.value.as_str()),
            id,
        })
    }

    fn kind(&mut self, name: &str, place: Place) -> Option<&Kind> {
        let policy = self.defaults.policy;
        let found = policy.kind(&RecordKind::from(name));
        if found.is_none() {
            let known: Vec<_> = policy
                .kinds
                .keys()
                .map(RecordKind::as_text)
                .cloned()
                .collect();
            self.unknown(place, "map-kind", "record kind", name, &known);
        }
        found
    }

    pub(super) fn fields(
        &mut self,
        kind: &str,
        text: &BTreeMap<String, CellText>,
    ) -> Vec<FieldTarget> {
        let Some(kind) = self.defaults.policy.kind(&RecordKind::from(kind)) else {
            return Vec::new();
        };
        text.iter()
            .filter_map(|(name, cell)| self.field(kind, name, cell))
            .collect()
    }

    fn field(&mut self, kind: &Kind, name: &str, text: &CellText) -> Option<FieldTarget> {
        let Some(slot) = kind.slot(&FieldName::from(name)) else {
            let known: Vec<_> = kind
                .fields
                .iter()
                .map(|field| field.name.as_text().clone())
                .collect();
            self.unknown(
                text.place(),
                "map-field",
                &format!("field of {}", kind.name),
                name,
                &known,
            );
            return None;
        };
        let of = match &kind.field(slot).of {
            _ if slot == STAGE => FieldType::Choice(
                kind.stages
                    .iter()
                    .map(|stage| stage.as_text().clone())
                    .collect(),
            ),
            of => of.clone(),
        };
        if let FieldType::Choice(of) = &of {
            for said in text
                .known()
                .filter(|said| !of.iter().any(|choice| choice == said))
            {
                self.unknown(
                    text.place(),
                    "map-value",
                    &format!("`{name}` of {}", kind.name),
                    said,
                    of,
                );
            }
        }
        Some(FieldTarget {
            name: name.into(),
            of,
            cell: self.cell(text),
            spelling: self.spelling(text),
        })
    }

    pub(super) fn handoff(
        &mut self,
        point: &Spanned<String>,
        record: &RecordRefText,
        act: impl FnOnce(&mut Self) -> ActTarget,
    ) -> Option<What> {
        let act = act(self);
        let record = self.record_ref(record);
        let policy = self.defaults.policy;
        let Some(known) = policy.points.get(&PointId::from(point.value.as_str())) else {
            let known: Vec<_> = policy
                .points
                .keys()
                .map(PointId::as_text)
                .cloned()
                .collect();
            self.unknown(
                point.referenced.into(),
                "map-point",
                "handoff point",
                &point.value,
                &known,
            );
            return None;
        };
        let record = record?;
        if known.record != record.kind {
            let message = format!(
                "`{}` hands over records of kind `{}`, not `{}`",
                known.id, known.record, record.kind
            );
            self.problems.add(
                point.referenced.into(),
                "map-point-kind",
                message,
                format!("write `record: {{ kind: {}, … }}`", known.record),
            );
        }
        Some(What::OnHandoff(Box::new(HandoffTarget {
            record,
            point: known.id.clone(),
            act,
        })))
    }

    pub(super) fn names_known(
        &mut self,
        text: &NameText,
        known: &[SmolStr],
        what: &str,
        code: &'static str,
    ) {
        for name in text
            .known()
            .filter(|name| !known.iter().any(|known| known == name))
        {
            self.unknown(text.place(), code, what, name, known);
        }
    }

    pub(super) fn names_fit(&mut self, text: &NameText, fits: impl Fn(&str) -> bool, rule: &str) {
        for name in text.known().filter(|name| !fits(name)) {
            let help = match text.constant() {
                Some(_) => "to read it from a column, write `{ column: Name, values: { … } }`",
                None => "name what each cell stands for under `values:`",
            };
            self.problems.add(
                text.place(),
                "map-word",
                format!("{rule}, not `{name}`"),
                help,
            );
        }
    }

    fn unknown(
        &mut self,
        place: Place,
        code: &'static str,
        what: &str,
        name: &str,
        known: &[SmolStr],
    ) {
        let near = did_you_mean(name, known.iter().map(SmolStr::as_str));
        let help = near.unwrap_or_else(|| format!("the policy knows {}", some_of(known)));
        self.problems.add(
            place,
            code,
            format!("the policy knows no {what} `{name}`"),
            help,
        );
    }
}
