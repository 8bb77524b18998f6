//! Histories: commands as a busy workspace would give them, by chance, under the policy for tests.

use jiff::civil::Date;
use smol_str::format_smolstr;
use tollgate_core::command::{
    Activity, Actor, Command, Direction, Dispose, RecordChange, Request, Return, SetNextStep,
    StageMove, Waive,
};
use tollgate_core::ids::{HandoffId, RecordRef, SourceKey};
use tollgate_core::state::{Availability, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_service::writer::{Delivery, Order};

use crate::seed::Seed;

/// A source of commands.
#[derive(Debug)]
pub struct History {
    seed: Seed,
    now: Timestamp,
    given: u64,
}

const PEOPLE: &[&str] = &["ana", "ben", "cho", "eve", "fay", "dana"];

impl History {
    /// The history of `seed`, which begins on a Monday morning.
    pub fn new(seed: u64) -> Self {
        let start = Timestamp::parse("2026-03-02T13:00:00Z").expect("an instant");
        Self {
            seed: Seed::new(seed),
            now: start,
            given: 0,
        }
    }

    /// The next order, given what there is: handoffs and tasks are chosen among `rows`.
    pub fn next(&mut self, rows: &Situation<'_>) -> Order {
        self.given += 1;
        self.pass();
        let (actor, command) = self.command(rows);
        // Now and then news comes late, and now and then it comes twice.
        let late = if self.seed.once_in(10) {
            3_600_000_000
        } else {
            0
        };
        let key = if self.seed.once_in(20) {
            self.given.saturating_sub(3)
        } else {
            self.given
        };
        let delivery = (!self.seed.once_in(5))
            .then(|| Delivery::from(SourceKey::from(format_smolstr!("delivery {key}"))));
        Order {
            delivery,
            request: Request { actor, command },
            at: self.now.plus(-late),
        }
    }

    /// Minutes mostly, nothing at times, days now and then.
    fn pass(&mut self) {
        const MINUTE: i64 = 60_000_000;
        let micros = match self.seed.below(12) {
            0..3 => 0,
            3..9 => MINUTE * i64::try_from(self.seed.below(90)).expect("below 90"),
            9..11 => MINUTE * 60 * i64::try_from(self.seed.below(30)).expect("below 30"),
            _ => MINUTE * 60 * 24 * i64::try_from(self.seed.below(9)).expect("below 9"),
        };
        self.now = self.now.plus(micros);
    }

    fn command(&mut self, rows: &Situation<'_>) -> (Actor, Command) {
        let crm = Actor::System("crm".into());
        let handoffs: Vec<HandoffId> = rows.handoffs().map(|row| row.id).collect();
        match self.seed.below(20) {
            0..9 => (crm, Command::Observe(self.change())),
            9..12 => (crm, Command::Log(self.activity())),
            12..17 if !handoffs.is_empty() => {
                // Mostly one of the latest, as an old one is over.
                let latest = &handoffs[handoffs.len().saturating_sub(6)..];
                let among = if self.seed.once_in(4) {
                    &handoffs
                } else {
                    latest
                };
                let id = self.seed.one_of(among);
                let owner = rows.handoff(&id).and_then(|row| row.owner.clone());
                let person = owner
                    .filter(|_| !self.seed.once_in(4))
                    .unwrap_or_else(|| self.person().into());
                (Actor::Person(person), self.act(id))
            }
            12..17 => (crm, Command::Tick),
            17 => {
                let person = self.person();
                (
                    crm,
                    Command::SetAvailability(person.into(), self.availability()),
                )
            }
            18 => {
                let tasks: Vec<_> = rows.tasks().map(|row| row.id).collect();
                let task =
                    (!tasks.is_empty()).then(|| Command::CompleteTask(self.seed.one_of(&tasks)));
                (Actor::Person("eve".into()), task.unwrap_or(Command::Tick))
            }
            _ => (Actor::Person("dana".into()), self.gate()),
        }
    }

    fn person(&mut self) -> &'static str {
        self.seed.one_of(PEOPLE)
    }

    fn availability(&mut self) -> Availability {
        match self.seed.below(6) {
            0..3 => Availability::Here,
            3 => Availability::Away(None),
            4 => Availability::Away(Some(self.now.plus(7_200_000_000))),
            _ => Availability::Left,
        }
    }

    fn id(&mut self, of: &str) -> String {
        format!("{of}{}", self.seed.below(8))
    }

    fn date(&mut self) -> Date {
        let days = i64::try_from(self.seed.below(60)).expect("below 60");
        self.now
            .plus(days * 86_400_000_000)
            .to_jiff()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date()
    }

    /// A change of one record; at most some of its fields are said.
    fn change(&mut self) -> RecordChange {
        let kind = self.seed.one_of(&[
            "lead",
            "lead",
            "lead",
            "opportunity",
            "opportunity",
            "customer",
            "account",
        ]);
        let mut fields = self.fields(kind);
        fields.push(("owner", Value::text(self.person())));
        // Opportunities are said in full, so that deals are won and customers onboarded often enough.
        fields.retain(|_| kind == "opportunity" || !self.seed.once_in(2));
        let id = self.id(&kind[..1].to_uppercase());
        let at = self.now.plus(if self.seed.once_in(8) {
            -86_400_000_000
        } else {
            0
        });
        RecordChange {
            record: RecordRef::new(kind, id),
            created_at: self.seed.once_in(3).then_some(at.plus(-60_000_000)),
            changed_at: at,
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
        }
    }

    /// Every field of a record but its owner.
    fn fields(&mut self, kind: &str) -> Vec<(&'static str, Value)> {
        match kind {
            "lead" => vec![
                (
                    "stage",
                    self.text(&[
                        "inquiry",
                        "mql",
                        "mql",
                        "mql",
                        "sal",
                        "disqualified",
                        "converted",
                    ]),
                ),
                (
                    "email",
                    self.text(&[
                        "A@x.example",
                        "a@x.example",
                        "b@x.example",
                        "c@x.example",
                        "d@x.example",
                    ]),
                ),
                ("employees", Value::Int(self.seed.one_of(&[1, 9, 10, 500]))),
                ("intent", Value::Num(self.seed.one_of(&[0.5, 80.25]))),
                ("account", Value::text(&self.id("A"))),
                ("converted_to", Value::text(&self.id("O"))),
            ],
            "opportunity" => vec![
                (
                    "stage",
                    self.text(&["open", "proposal", "won", "won", "lost"]),
                ),
                ("amount", Value::Money(self.seed.one_of(&[0, 990_000]))),
                ("close_date", Value::Date(self.date())),
                ("became", Value::text(&self.id("C"))),
            ],
            "customer" => {
                vec![
                    ("stage", self.text(&["onboarding", "live"])),
                    ("renewal_on", Value::Date(self.date())),
                ]
            }
            _ => vec![
                ("tier", self.text(&["small", "large"])),
                ("name", self.text(&["Acme", "Böse \"Söhne\"\n"])),
            ],
        }
    }

    fn text(&mut self, choices: &[&'static str]) -> Value {
        Value::text(self.seed.one_of(choices))
    }

    fn activity(&mut self) -> Activity {
        let record = match self.seed.below(5) {
            0 => None,
            1 => Some(RecordRef::new("account", self.id("A"))),
            2 => Some(RecordRef::new("customer", self.id("C"))),
            _ => Some(RecordRef::new("lead", self.id("L"))),
        };
        Activity {
            id: format_smolstr!("activity {}", self.given).into(),
            record,
            of: (self.seed.one_of(&["call", "email", "meeting_held", "fax"])).into(),
            direction: if self.seed.once_in(4) {
                Direction::Inbound
            } else {
                Direction::Outbound
            },
            by: (!self.seed.once_in(6)).then(|| self.person().into()),
            automated: self.seed.once_in(6),
            tag: self.seed.once_in(3).then(|| "kickoff".into()),
            at: self.now,
        }
    }

    fn act(&mut self, handoff: HandoffId) -> Command {
        let dispose = |reason: &str| Dispose {
            handoff,
            reason: reason.into(),
            note: None,
            until: None,
        };
        match self.seed.below(13) {
            0..3 => Command::Accept(handoff),
            3 => Command::Return(Return {
                handoff,
                reason: "missing_context".into(),
                gaps: vec!["intent".into()],
                note: Some("which \"intent\"?".into()),
            }),
            4 => Command::Reject(dispose(self.seed.one_of(&[
                "bad_data",
                "competitor",
                "whim",
            ]))),
            5 => Command::Recycle(dispose(self.seed.one_of(&["no_response", "wrong_person"]))),
            6 => Command::Withdraw(handoff, "a mistake".into()),
            7 => Command::Complete(handoff),
            8 => Command::Resend(handoff),
            9 => Command::Reassign(handoff, self.person().into()),
            10..12 => Command::Claim(handoff),
            _ => Command::SetNextStep(SetNextStep {
                handoff,
                what: "call again".into(),
                due_at: self.now.plus(86_400_000_000),
                owner: None,
            }),
        }
    }

    fn gate(&mut self) -> Command {
        let record = RecordRef::new("opportunity", self.id("O"));
        let into = (self.seed.one_of(&["open", "proposal", "won"])).into();
        let asked = StageMove {
            record: record.clone(),
            into,
            reason: None,
        };
        match self.seed.below(3) {
            0 => Command::AskGate(asked),
            1 => Command::ChangeStage(asked),
            _ => Command::Waive(Waive {
                record,
                gate: "opportunity_stages".into(),
                rule: self.seed.once_in(2).then(|| "amount".into()),
                why: "the board said so".into(),
            }),
        }
    }
}
