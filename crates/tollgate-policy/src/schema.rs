//! The JSON Schema of a policy's documents, from the same types that read them, so that an editor completes and checks.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::syntax::{
    CalendarDocument, EscalationDocument, GateDocument, HandoffDocument, HealthDocument,
    ListDocument, PersonDocument, PlaybookDocument, QueueDocument, RecordDocument, ReviewDocument,
    Shape, TeamDocument, WorkspaceDocument,
};
use crate::trial::syntax::TrialDocument;

/// The schema of one document: any of the kinds, told apart by their first key.
///
/// An editor with yaml-language-server uses it once a file starts with
/// `# yaml-language-server: $schema=policy.schema.json`.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let kinds = [
        kind::<WorkspaceDocument>(&mut generator),
        kind::<RecordDocument>(&mut generator),
        kind::<PersonDocument>(&mut generator),
        kind::<TeamDocument>(&mut generator),
        kind::<CalendarDocument>(&mut generator),
        kind::<ListDocument>(&mut generator),
        kind::<QueueDocument>(&mut generator),
        kind::<EscalationDocument>(&mut generator),
        kind::<HandoffDocument>(&mut generator),
        kind::<GateDocument>(&mut generator),
        kind::<PlaybookDocument>(&mut generator),
        kind::<HealthDocument>(&mut generator),
        kind::<ReviewDocument>(&mut generator),
        kind::<TrialDocument>(&mut generator),
    ];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tollgate policy document",
        "anyOf": kinds,
        "$defs": generator.take_definitions(true),
    })
}

fn kind<T: Shape>(generator: &mut SchemaGenerator) -> Value {
    T::schema(generator).into()
}
