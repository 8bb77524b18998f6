//! How a test of the policy is written.

use smol_str::SmolStr;

use crate::diagnostic::Problems;
use crate::source::Source;
use crate::syntax::shape::{At, Entries, Shape, shape};
use crate::yaml::{self, Body, Node};

shape! {
    /// A test of the policy: given timed facts, expected decisions.
    TrialDocument {
        /// What the test claims, in a sentence.
        test: At<SmolStr>,
        /// When it starts: `2026-03-02T09:00 America/New_York`; the workspace's zone where none is said.
        start: At<SmolStr>,
        /// What happens, in order of time.
        given: Vec<StepShape>,
        /// Events that must come out, in order of time; those of one instant in any order.
        expect: Vec<PatternShape>,
        /// Events that must not come out.
        never: Vec<PatternShape>,
    }
    /// One step: a moment, at most one thing done, and what doing it needs. With nothing done, time passes.
    StepShape {
        /// When: `mon 09:00`, `09:00`, `+15m` after the step before, `2026-03-02 09:00`. As before where it is not said.
        at: Option<At<SmolStr>>,
        /// News of a record: `lead L-1`, with `set`, `created`, `changed`.
        record: Option<At<SmolStr>>,
        /// Something done: `call on lead L-1 by ana`, with `tag`, `automated`, `inbound`, `happened`, `id`.
        activity: Option<At<SmolStr>>,
        /// Somebody takes over: `lead L-1 by ana`; with the handoff point after the record where it has several.
        accept: Option<At<SmolStr>>,
        /// Somebody sends back: `lead L-1 by ana`, with `reason`, `gaps`, `note`.
        r#return: Option<At<SmolStr>>,
        /// Somebody refuses: `lead L-1 by ana`, with `reason`, `note`.
        reject: Option<At<SmolStr>>,
        /// Somebody puts aside: `lead L-1 by ana`, with `reason`, `note`, `until`.
        recycle: Option<At<SmolStr>>,
        /// Somebody takes an offer back: `lead L-1 by mia`, with `why`.
        withdraw: Option<At<SmolStr>>,
        /// Somebody says that it served its purpose: `lead L-1 by ana`.
        complete: Option<At<SmolStr>>,
        /// Somebody sends again what was returned or held: `lead L-1 by mia`.
        resend: Option<At<SmolStr>>,
        /// Somebody gives it to another: `lead L-1 to ben by dana`.
        reassign: Option<At<SmolStr>>,
        /// Somebody pulls it out of its queue: `lead L-1 by ana`.
        claim: Option<At<SmolStr>>,
        /// Somebody says what happens next: `lead L-1 by ana`, with `what`, `due`, `owner`.
        next_step: Option<At<SmolStr>>,
        /// A task is done: `kickoff_call of customer C-1 by sam`.
        complete_task: Option<At<SmolStr>>,
        /// May it enter the stage? `opportunity O-1 into proposal by hugo`.
        ask_gate: Option<At<SmolStr>>,
        /// It moves through the gate: `opportunity O-1 into proposal by hugo`, with `reason` where it goes back.
        change_stage: Option<At<SmolStr>>,
        /// An exception: `opportunity_stages/metrics on opportunity O-1 by ivan`, with `why`.
        waive: Option<At<SmolStr>>,
        /// Somebody is away: `ana until fri 09:00`.
        away: Option<At<SmolStr>>,
        /// Somebody is back: `ana`.
        back: Option<At<SmolStr>>,
        /// Somebody has left for good: `ana`.
        left: Option<At<SmolStr>>,
        /// Fields and their values; a date may be `+30d`, an empty value clears.
        set: Entries<SmolStr, Option<At<SmolStr>>>,
        /// When the source created the record.
        created: Option<At<SmolStr>>,
        /// When the source made the change, for news that comes late.
        changed: Option<At<SmolStr>>,
        /// Who does it; who usually does, where it is not said.
        by: Option<At<SmolStr>>,
        /// The activity's id in its source.
        id: Option<At<SmolStr>>,
        /// The activity's tag.
        tag: Option<At<SmolStr>>,
        /// The activity was sent by a machine.
        automated: Option<At<bool>>,
        /// The activity came from the other side.
        inbound: Option<At<bool>>,
        /// When the activity happened, for news that comes late.
        happened: Option<At<SmolStr>>,
        /// Why.
        reason: Option<At<SmolStr>>,
        /// What is missing.
        gaps: Vec<At<SmolStr>>,
        /// In their words.
        note: Option<At<SmolStr>>,
        /// Until when it is put aside.
        until: Option<At<SmolStr>>,
        /// What happens next.
        what: Option<At<SmolStr>>,
        /// By when.
        due: Option<At<SmolStr>>,
        /// By whom.
        owner: Option<At<SmolStr>>,
        /// Why.
        why: Option<At<SmolStr>>,
    }
}

/// What an event must look like: each key is a detail of it, each value what it must be, or several that it must hold.
pub(crate) type PatternShape = Entries<SmolStr, Vec<At<SmolStr>>>;

/// A document `test: …`, read as far as it can be.
pub(super) struct Read {
    /// What the test claims, as far as that is written.
    pub(super) name: String,
    /// The document, unless something of it cannot be read.
    pub(super) document: Option<TrialDocument>,
    /// What cannot be read.
    pub(super) problems: Problems,
}

/// The tests of `source`, in the order of files and lines; what is wrong with one hides none of the others.
pub(super) fn read(source: &Source) -> Vec<Read> {
    let mut found = Vec::new();
    for (file, path) in source.paths().enumerate() {
        let Some((_, text)) = source.documents().find(|(known, _)| *known == path) else {
            continue;
        };
        // What is no YAML at all is told by the check, which reads the same files.
        let nodes = yaml::read(file, text, &mut Problems::default());
        found.extend(nodes.iter().filter(|node| is_test(node)).map(read_one));
    }
    found
}

fn read_one(node: &Node) -> Read {
    let mut problems = Problems::default();
    let document = TrialDocument::read(node, &mut problems);
    let name = match &node.body {
        Body::Map(entries) => entries.first().and_then(|(_, name)| name.text()),
        _ => None,
    };
    Read {
        name: name.unwrap_or_default().trim().to_owned(),
        document: document.filter(|_| !problems.has_errors()),
        problems,
    }
}

/// True for a document whose first key is `test`.
pub(crate) fn is_test(node: &Node) -> bool {
    match &node.body {
        Body::Map(entries) => entries
            .first()
            .is_some_and(|(key, _)| key.text() == Some("test")),
        _ => false,
    }
}
