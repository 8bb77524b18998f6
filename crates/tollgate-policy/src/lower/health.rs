//! `health`: scores from weighted signals.

use std::collections::BTreeMap;

use tollgate_core::ids::RecordKind;
use tollgate_core::policy::{Health, Kind, Signal};

use super::condition::Where;
use super::context::Context;
use crate::cel::{Class, Want};
use crate::diagnostic::Problems;
use crate::syntax::{Document, HealthDocument, SignalShape};

/// The scores, by the kind of record that they describe.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<RecordKind, Health> {
    let mut healths = BTreeMap::new();
    for document in documents {
        if let Document::Health(shape) = document {
            healths.extend(
                health(shape, context, problems).map(|health| (health.record.clone(), health)),
            );
        }
    }
    healths
}

fn health(
    shape: &HealthDocument,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Health> {
    let kind = context.kind(&shape.health, problems)?;
    let signals = shape
        .signals
        .iter()
        .filter_map(|signal| self::signal(signal, kind, context, problems))
        .collect();
    let (green, yellow) = (shape.bands.green.value, shape.bands.yellow.value);
    if green < yellow {
        let help = "a record is green from a higher score than yellow";
        problems
            .error(
                "wrong-value",
                shape.bands.place,
                "`green` lies below `yellow`",
            )
            .help(help);
    }
    Some(Health {
        record: kind.name.clone(),
        signals,
        green,
        yellow,
    })
}

fn signal(
    shape: &SignalShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Signal> {
    let want = Want::Value(Class::Number);
    let value = context.compile(&shape.value, Where::on_record(kind), want, problems);
    if shape.poor.value == shape.good.value {
        problems
            .error(
                "wrong-value",
                shape.good.place,
                "`poor` and `good` are the same",
            )
            .help("the score goes from one to the other");
    }
    if shape.weight.value <= 0.0 {
        problems.error(
            "wrong-value",
            shape.weight.place,
            "the weight must be above 0",
        );
    }
    Some(Signal {
        id: shape.signal.value.0.clone(),
        value: value?,
        poor: shape.poor.value,
        good: shape.good.value,
        weight: shape.weight.value,
        stale_after: shape.stale_after.as_ref().map(|stale| stale.value),
    })
}
