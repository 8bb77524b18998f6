//! What a name such as `lead.stage` or `did.call.last_at` stands for.

use tollgate_core::condition::{DidWhat, HandoffFact, Slot, Subject};
use tollgate_core::value::FieldType;

use super::check::{Checker, Typed};
use super::scope::KindShape;
use super::suggest::{listed, suggest};
use super::syntax::{Kind, Span, Syntax, Word};
use super::types::Type;

const STATES: [&str; 8] = [
    "held",
    "offered",
    "accepted",
    "returned",
    "rejected",
    "recycled",
    "withdrawn",
    "completed",
];

/// `a.b.c` as its words; `None` when it starts with something else than a name.
fn path(syntax: &Syntax) -> Option<Vec<Word>> {
    match &syntax.kind {
        Kind::Name(name) => Some(vec![Word {
            text: name.clone(),
            span: syntax.span,
        }]),
        Kind::Select(operand, field) => {
            let mut words = path(operand)?;
            words.push(field.clone());
            Some(words)
        }
        _ => None,
    }
}

impl Checker<'_> {
    /// A name or a selection.
    pub(super) fn name(&mut self, syntax: &Syntax) -> Typed {
        let Some(words) = path(syntax) else {
            return self.wrong(syntax.span, "only a record has fields", None);
        };
        let (root, rest) = (&words[0], &words[1..]);
        if let Some(bound) = self.local(&root.text) {
            return match rest {
                [] => bound,
                [field, ..] => {
                    self.wrong(field.span, format!("`{}` has no fields", root.text), None)
                }
            };
        }
        match (root.text.as_str(), rest) {
            (kind, _) if kind == self.scope.record.name.as_str() => self.of_record(root, rest),
            ("now", []) => self.read(Slot::Now, "now", Type::Instant),
            ("today", []) => self.read(Slot::Today, "today", Type::Date),
            ("did", _) => self.did(root, rest),
            ("was", _) => self.was(root, rest),
            ("handoff", _) => self.handoff(root, rest),
            _ => self.of_linked(root, rest),
        }
    }

    fn of_record(&mut self, root: &Word, rest: &[Word]) -> Typed {
        match rest {
            [] => self.bare(root.span, &root.text, self.scope.record),
            [field] => self.field(&root.text, Subject::Record, self.scope.record, field),
            [link, more @ ..] => match self.scope.link(&link.text) {
                Some((place, shape)) => {
                    let prefix = Word {
                        text: format!("{}.{}", root.text, link.text),
                        span: link.span,
                    };
                    self.through(&prefix, place, shape, more)
                }
                None => {
                    let found = self.problems.len();
                    let field = self.field(&root.text, Subject::Record, self.scope.record, link);
                    if self.problems.len() > found {
                        return field;
                    }
                    self.wrong(
                        more[0].span,
                        format!("`{}.{}` is not a link", root.text, link.text),
                        None,
                    )
                }
            },
        }
    }

    /// A record that the record links to, by the name of the link field or of the kind.
    fn of_linked(&mut self, root: &Word, rest: &[Word]) -> Typed {
        if let Some((place, shape)) = self.scope.link(&root.text) {
            return self.through(root, place, shape, rest);
        }
        let fields = self.scope.links_to(&root.text);
        match fields.as_slice() {
            [] => self.unknown_name(root),
            [field] => match self.scope.link(field) {
                Some((place, shape)) => self.through(root, place, shape, rest),
                None => self.unknown_name(root),
            },
            several => {
                let help = format!("name the link instead: {}", listed(several));
                self.wrong(
                    root.span,
                    format!("several links lead to a record of kind `{}`", root.text),
                    Some(help),
                )
            }
        }
    }

    /// A field of the record that the link field at `place` points at; the link itself is read too.
    fn through(&mut self, prefix: &Word, place: u16, shape: &KindShape, rest: &[Word]) -> Typed {
        match rest {
            [] => self.bare(prefix.span, &prefix.text, shape),
            [field] => {
                let link = format!(
                    "{}.{}",
                    self.scope.record.name,
                    self.scope.record.fields[usize::from(place)].0
                );
                self.read(
                    Slot::Field {
                        subject: Subject::Record,
                        field: place,
                    },
                    &link,
                    Type::Text,
                );
                self.field(&prefix.text, Subject::Linked(place), shape, field)
            }
            [_, more, ..] => {
                self.wrong(more.span, "only the record's own links are followed", None)
            }
        }
    }

    fn bare(&mut self, span: Span, name: &str, shape: &KindShape) -> Typed {
        let example = shape
            .fields
            .get(1)
            .map_or("stage", |(field, _)| field.as_str());
        let help = format!("name a field of it, such as `{name}.{example}`");
        self.wrong(span, format!("`{name}` is a record"), Some(help))
    }

    /// A declared field, or one of those that every record has.
    fn field(&mut self, prefix: &str, subject: Subject, shape: &KindShape, field: &Word) -> Typed {
        let name = format!("{prefix}.{}", field.text);
        if let Some((place, kind)) = shape.field(&field.text) {
            return self.read(
                Slot::Field {
                    subject,
                    field: place,
                },
                &name,
                Type::of_field(kind),
            );
        }
        let own = subject == Subject::Record;
        match field.text.as_str() {
            "id" => self.read(Slot::Id(subject), &name, Type::Text),
            "created_at" => self.read(Slot::CreatedAt(subject), &name, Type::Instant),
            "stage_since" => self.read(Slot::StageSince(subject), &name, Type::Instant),
            "twins" if own => self.read(Slot::Twins, &name, Type::Int),
            "suppressed" if own => self.read(Slot::Suppressed, &name, Type::Bool),
            other => match other
                .strip_suffix("_pushes")
                .and_then(|date| shape.field(date))
            {
                Some((place, FieldType::Date)) => self.read(
                    Slot::Pushes {
                        subject,
                        field: place,
                    },
                    &name,
                    Type::Int,
                ),
                _ => self.unknown_field(prefix, shape, own, field),
            },
        }
    }

    fn unknown_field(&mut self, prefix: &str, shape: &KindShape, own: bool, field: &Word) -> Typed {
        let mut known: Vec<String> = shape
            .fields
            .iter()
            .map(|(name, _)| name.to_string())
            .collect();
        let dates = shape
            .fields
            .iter()
            .filter(|(_, kind)| *kind == FieldType::Date);
        known.extend(dates.map(|(name, _)| format!("{name}_pushes")));
        known.extend(["id", "created_at", "stage_since"].map(str::to_owned));
        if own {
            known.extend(["twins", "suppressed"].map(str::to_owned));
        }
        let help = suggest(&field.text, known.iter().map(String::as_str));
        self.wrong(
            field.span,
            format!("`{prefix}` has no field `{}`", field.text),
            help,
        )
    }

    fn was(&mut self, root: &Word, rest: &[Word]) -> Typed {
        if !self.scope.with_was {
            return self.wrong(
                root.span,
                "`was` is known only where a change is decided",
                None,
            );
        }
        match rest {
            [] => self.bare(root.span, "was", self.scope.record),
            [field] => self.field("was", Subject::Was, self.scope.record, field),
            [_, more, ..] => {
                self.wrong(more.span, "`was` holds only the record's own fields", None)
            }
        }
    }

    fn did(&mut self, root: &Word, rest: &[Word]) -> Typed {
        let [activity, what] = rest else {
            let help = "write it as in `did.call.last_at`".to_owned();
            return self.wrong(
                root.span,
                "`did` asks for a type of activity and what of it",
                Some(help),
            );
        };
        let what_of = match what.text.as_str() {
            "count" => Some((DidWhat::Count, Type::Int)),
            "last_at" => Some((DidWhat::LastAt, Type::Instant)),
            "last_by" => Some((DidWhat::LastBy, Type::Text)),
            "tag" => Some((DidWhat::Tag, Type::Text)),
            _ => None,
        };
        let types = self.scope.activities;
        let place = types
            .iter()
            .position(|known| known.as_str() == activity.text);
        let place = place.and_then(|place| u16::try_from(place).ok());
        if place.is_none() {
            let help = suggest(&activity.text, types.iter().map(|known| known.as_str()));
            self.wrong(
                activity.span,
                format!("no activity is of type `{}`", activity.text),
                help,
            );
        }
        if what_of.is_none() {
            let help = suggest(&what.text, ["count", "last_at", "last_by", "tag"]);
            self.wrong(
                what.span,
                format!("nothing is known as `{}` of an activity", what.text),
                help,
            );
        }
        match (place, what_of) {
            (Some(activity_place), Some((what_of, kind))) => {
                let name = format!("did.{}.{}", activity.text, what.text);
                self.read(
                    Slot::Did {
                        activity: activity_place,
                        what: what_of,
                    },
                    &name,
                    kind,
                )
            }
            _ => Typed::any(),
        }
    }

    fn handoff(&mut self, root: &Word, rest: &[Word]) -> Typed {
        if !self.scope.with_handoff {
            return self.wrong(
                root.span,
                "there is no handoff where this condition stands",
                None,
            );
        }
        let [fact] = rest else {
            let help = "write it as in `handoff.age`".to_owned();
            return self.wrong(root.span, "`handoff` asks for one fact of it", Some(help));
        };
        let (known, kind) = match fact.text.as_str() {
            "state" => (
                HandoffFact::State,
                Type::Choice(STATES.map(Into::into).to_vec()),
            ),
            "age" => (HandoffFact::Age, Type::Duration),
            "owner" => (HandoffFact::Owner, Type::Text),
            "returns" => (HandoffFact::Returns, Type::Int),
            "offered_at" => (HandoffFact::OfferedAt, Type::Instant),
            "accepted_at" => (HandoffFact::AcceptedAt, Type::Instant),
            other => {
                let help = suggest(
                    other,
                    [
                        "state",
                        "age",
                        "owner",
                        "returns",
                        "offered_at",
                        "accepted_at",
                    ],
                );
                return self.wrong(
                    fact.span,
                    format!("nothing is known as `{other}` of a handoff"),
                    help,
                );
            }
        };
        self.read(
            Slot::Handoff(known),
            &format!("handoff.{}", fact.text),
            kind,
        )
    }

    fn unknown_name(&mut self, root: &Word) -> Typed {
        let record = self.scope.record;
        if record.field(&root.text).is_some() {
            let help = format!("write `{}.{}`", record.name, root.text);
            return self.wrong(
                root.span,
                format!("`{}` is not a record", root.text),
                Some(help),
            );
        }
        let mut known = vec![record.name.as_str(), "now", "today", "did"];
        known.extend(self.scope.with_was.then_some("was"));
        known.extend(self.scope.with_handoff.then_some("handoff"));
        for (field, kind) in &record.fields {
            if let FieldType::Link(link) = kind {
                known.extend([field.as_str(), link.to.as_str()]);
            }
        }
        known.dedup();
        let help = suggest(&root.text, known);
        self.wrong(
            root.span,
            format!("nothing is known as `{}` here", root.text),
            help,
        )
    }
}
