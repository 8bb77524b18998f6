//! Source keys: what recognises the same news when it comes again, in this export or a later one.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use tollgate_core::command::{Act, Activity, Aside, Command, RecordChange};
use tollgate_core::ids::SourceKey;
use tollgate_core::time::Timestamp;

use super::row::Row;

/// What makes news the same news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Everything it says, and when: a changed row of a newer export is news.
    Content,
    /// The activity's id: what was once done stays done.
    Activity,
}

/// What a row says beside the command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'a> {
    /// When it happened.
    pub(crate) at: Timestamp,
    /// Who did it.
    pub(crate) by: Option<&'a str>,
    /// Which of its file's targets made the command: one row may say the same thing twice, with another in between.
    pub(crate) target: u32,
}

/// The key of `what` under the mapping `map`.
pub(crate) fn of(map: &str, said: Said<'_>, what: &Command, identity: Identity) -> SourceKey {
    let mut key = Writer::new(map);
    match (what, identity) {
        (Command::Log(activity), Identity::Activity) => {
            key.text("activity")
                .text(activity.of.as_str())
                .text(activity.id.as_str());
        }
        (what, _) => {
            key.number(i64::from(said.target))
                .number(said.at.as_micros());
            key.text(said.by.unwrap_or_default()).asked(what);
        }
    }
    SourceKey::from(key.finish())
}

/// A digest of every cell of `row`, for rows that carry no id of their own.
pub(crate) fn row_digest(row: &Row) -> SmolStr {
    let mut digest = Writer::new("row");
    for cell in row.cells() {
        digest.text(cell);
    }
    digest.finish()
}

/// Feeds a digest with texts whose lengths are part of it, so that no two lists of texts run into one another.
struct Writer(Sha256);

impl Writer {
    fn new(map: &str) -> Self {
        let mut writer = Self(Sha256::new());
        writer.text(map);
        writer
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
        self
    }

    fn number(&mut self, number: i64) -> &mut Self {
        self.0.update(number.to_le_bytes());
        self
    }

    /// 128 bits of the digest in hexadecimal: short enough for an index of millions, long enough never to collide.
    fn finish(self) -> SmolStr {
        let mut text = String::with_capacity(32);
        for byte in self.0.finalize().iter().take(16) {
            write!(text, "{byte:02x}").expect("a string takes any text");
        }
        text.into()
    }

    fn asked(&mut self, what: &Command) {
        match what {
            Command::Observe(change) => self.change(change),
            Command::Log(activity) => self.activity(activity),
            Command::OnHandoff(on) => {
                self.text("handoff")
                    .text(on.record.kind.as_str())
                    .text(on.record.id.as_str())
                    .text(on.point.as_str());
                self.act(&on.act);
            }
            // No row becomes any other command.
            other => {
                self.text(other.name());
            }
        }
    }

    fn change(&mut self, change: &RecordChange) {
        self.text("record")
            .text(change.record.kind.as_str())
            .text(change.record.id.as_str());
        self.number(change.created_at.unwrap_or(Timestamp::MIN).as_micros());
        for (name, value) in &change.fields {
            self.text(name.as_str()).text(&value.to_string());
        }
    }

    fn activity(&mut self, activity: &Activity) {
        let record = activity
            .record
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        self.text("activity")
            .text(activity.id.as_str())
            .text(&record)
            .text(activity.of.as_str());
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Accept => {
                self.text("accept");
            }
            Act::Return { reason, gaps, note } => {
                self.text("return")
                    .text(reason.as_str())
                    .text(&gaps.join(","))
                    .text(note.as_deref().unwrap_or_default());
            }
            Act::Reject(aside) => self.aside("reject", aside),
            Act::Recycle(aside) => self.aside("recycle", aside),
            Act::SetNextStep {
                what,
                due_at,
                owner,
            } => {
                let owner = owner
                    .as_ref()
                    .map(|owner| owner.as_str())
                    .unwrap_or_default();
                self.text("next_step")
                    .text(what)
                    .number(due_at.as_micros())
                    .text(owner);
            }
        }
    }

    fn aside(&mut self, what: &str, aside: &Aside) {
        let until = aside.until.map(|date| date.to_string()).unwrap_or_default();
        self.text(what)
            .text(aside.reason.as_str())
            .text(aside.note.as_deref().unwrap_or_default())
            .text(&until);
    }
}
