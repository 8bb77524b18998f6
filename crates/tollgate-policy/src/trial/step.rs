//! From a step as it is written to what is done at which instant.

use smol_str::SmolStr;
use tollgate_core::command::{Activity, Actor, Direction, RecordChange, StageMove, Waive};
use tollgate_core::ids::{ActivityId, GateId, PersonId, ReasonCode, RuleId, TaskName};
use tollgate_core::policy::Policy;
use tollgate_core::state::Availability;
use tollgate_core::time::Timestamp;

use super::act::{Act, HandoffAct};
use super::sentence::{self, Sentence};
use super::syntax::StepShape;
use super::{moment, value};
use crate::syntax::shape::At;

/// A step that is ready to be replayed.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What is done; `None` lets time pass up to `at` and through it.
    pub act: Option<Act>,
    /// By whom, where that is said.
    pub by: Option<Actor>,
}

/// What a step is read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) policy: &'a Policy,
    pub(super) from: value::From<'a>,
    /// Which step it is, first is 1; numbers activities that have no id of their own.
    pub(super) number: usize,
}

type Read<T> = Result<T, String>;

impl<'a> Reader<'a> {
    /// The step that `text` describes, the step before it having been at `self.from.at`.
    pub(super) fn step(mut self, text: &StepShape) -> Read<Step> {
        if let Some(at) = plain(&text.at) {
            let moment = moment::moment(at, self.from.at, self.from.zone)?.at;
            if moment < self.from.at {
                return Err(format!(
                    "`{at}` lies before the step above: steps are in order of time"
                ));
            }
            self.from.at = moment;
        }
        let (act, by) = self.act(text)?;
        let by = plain(&text.by)
            .or(by.as_deref())
            .map(|name| self.actor(name));
        Ok(Step {
            at: self.from.at,
            act,
            by,
        })
    }

    fn act(self, text: &StepShape) -> Read<(Option<Act>, Option<String>)> {
        let verbs = text.verbs();
        match verbs.as_slice() {
            [] => Ok((None, None)),
            [(verb, said)] => {
                let keywords = ["by", "on", "to", "into", "of", "until"];
                let sentence = Sentence::parse(said, &keywords)?;
                let by = sentence.part("by").map(str::to_owned);
                self.verb(verb, &sentence, text).map(|act| (Some(act), by))
            }
            [(first, _), (second, _), ..] => Err(format!(
                "a step does one thing: give `{first}` and `{second}` a step each"
            )),
        }
    }

    fn verb(self, verb: &str, said: &Sentence<'_>, text: &StepShape) -> Read<Act> {
        match verb {
            "record" => self.observe(said, text),
            "activity" => self.log(said, text),
            "complete_task" => {
                let record = sentence::record(said.needed("of")?)?;
                Ok(Act::CompleteTask(
                    record,
                    TaskName::from(said.word("the name of a task")?),
                ))
            }
            "ask_gate" => stage_move(said, text).map(Act::AskGate),
            "change_stage" => stage_move(said, text).map(Act::ChangeStage),
            "waive" => waive(said, text),
            "away" => {
                let until = said
                    .part("until")
                    .map(|until| self.moment(until))
                    .transpose()?;
                self.availability(said, Availability::Away(until))
            }
            "back" => self.availability(said, Availability::Here),
            "left" => self.availability(said, Availability::Left),
            _ => Ok(Act::Handoff(
                said.target()?,
                self.handoff_act(verb, said, text)?,
            )),
        }
    }

    fn handoff_act(self, verb: &str, said: &Sentence<'_>, text: &StepShape) -> Read<HandoffAct> {
        let reason = || {
            let reason = needed(&text.reason, verb, "reason")?;
            Ok::<_, String>(ReasonCode::from(reason))
        };
        let note = plain_text(&text.note);
        match verb {
            "accept" => Ok(HandoffAct::Accept),
            "return" => {
                let gaps = text.gaps.iter().map(|gap| gap.value.clone()).collect();
                Ok(HandoffAct::Return(reason()?, gaps, note))
            }
            "reject" => Ok(HandoffAct::Reject(reason()?, note)),
            "recycle" => {
                let until = plain(&text.until)
                    .map(|until| moment::date(until, self.from.at, self.from.zone));
                Ok(HandoffAct::Recycle(reason()?, note, until.transpose()?))
            }
            "withdraw" => Ok(HandoffAct::Withdraw(needed(&text.why, verb, "why")?)),
            "complete" => Ok(HandoffAct::Complete),
            "resend" => Ok(HandoffAct::Resend),
            "reassign" => Ok(HandoffAct::Reassign(self.person(said.needed("to")?))),
            "claim" => Ok(HandoffAct::Claim),
            "next_step" => {
                let due_at = self.moment(&needed(&text.due, verb, "due")?)?;
                let owner = plain(&text.owner).map(|owner| self.person(owner));
                Ok(HandoffAct::NextStep(
                    needed(&text.what, verb, "what")?,
                    due_at,
                    owner,
                ))
            }
            _ => Err(format!("`{verb}` is not something that a step does")),
        }
    }

    fn observe(self, said: &Sentence<'_>, text: &StepShape) -> Read<Act> {
        let record = said.target()?.record;
        let field = |(name, text): &(At<SmolStr>, Option<At<SmolStr>>)| {
            let text = plain(text).unwrap_or_default();
            value::field(self.policy, &record.kind, &name.value, text, self.from)
        };
        let fields = text.set.0.iter().map(field).collect::<Read<Vec<_>>>()?;
        let created_at = plain(&text.created)
            .map(|at| self.moment_past(at))
            .transpose()?;
        let changed_at = plain(&text.changed)
            .map(|at| self.moment_past(at))
            .transpose()?;
        Ok(Act::Observe(RecordChange {
            record,
            created_at,
            changed_at: changed_at.unwrap_or(self.from.at),
            fields,
        }))
    }

    fn log(self, said: &Sentence<'_>, text: &StepShape) -> Read<Act> {
        let happened = plain(&text.happened)
            .map(|at| self.moment_past(at))
            .transpose()?;
        let id = plain_text(&text.id).unwrap_or_else(|| format!("A-{}", self.number).into());
        Ok(Act::Log(Activity {
            id: ActivityId::from(id),
            record: said.part("on").map(sentence::record).transpose()?,
            of: said.word("a type of activity, such as `call`")?.into(),
            direction: if flag(&text.inbound) {
                Direction::Inbound
            } else {
                Direction::Outbound
            },
            by: said.part("by").map(|name| self.person(name)),
            automated: flag(&text.automated),
            tag: plain_text(&text.tag),
            at: happened.unwrap_or(self.from.at),
        }))
    }

    fn availability(self, said: &Sentence<'_>, availability: Availability) -> Read<Act> {
        Ok(Act::SetAvailability(
            self.person(said.word("a person")?),
            availability,
        ))
    }

    fn person(self, text: &str) -> PersonId {
        sentence::person(self.policy, text)
    }

    /// Somebody whom the policy knows, or who has an address, is a person; any other name is a system's.
    fn actor(self, name: &str) -> Actor {
        let person = self.person(name);
        if person.as_str().contains('@') {
            Actor::Person(person)
        } else {
            Actor::System(name.into())
        }
    }

    fn moment(self, text: &str) -> Read<Timestamp> {
        moment::moment(text, self.from.at, self.from.zone).map(|moment| moment.at)
    }

    /// A moment at or before the step's: a weekday and a time are the last such, `-15m` counts back.
    fn moment_past(self, text: &str) -> Read<Timestamp> {
        moment::moment_before(text, self.from.at, self.from.zone).map(|moment| moment.at)
    }
}

fn stage_move(said: &Sentence<'_>, text: &StepShape) -> Read<StageMove> {
    Ok(StageMove {
        record: said.target()?.record,
        into: said.needed("into")?.into(),
        reason: plain_text(&text.reason),
    })
}

fn waive(said: &Sentence<'_>, text: &StepShape) -> Read<Act> {
    let what = said.word("a gate, such as `opportunity_stages` or `opportunity_stages/metrics`")?;
    let (gate, rule) = what
        .split_once('/')
        .map_or((what, None), |(gate, rule)| (gate, Some(rule)));
    Ok(Act::Waive(Waive {
        record: sentence::record(said.needed("on")?)?,
        gate: GateId::from(gate),
        rule: rule.map(RuleId::from),
        why: needed(&text.why, "waive", "why")?,
    }))
}

fn needed(text: &Option<At<SmolStr>>, verb: &str, key: &str) -> Read<SmolStr> {
    plain_text(text).ok_or_else(|| format!("`{verb}` needs `{key}: …` beside it"))
}

fn plain(text: &Option<At<SmolStr>>) -> Option<&str> {
    text.as_ref().map(|text| text.value.as_str())
}

fn plain_text(text: &Option<At<SmolStr>>) -> Option<SmolStr> {
    text.as_ref().map(|text| text.value.clone())
}

fn flag(flag: &Option<At<bool>>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

impl StepShape {
    /// The verbs that are written, with what is said of each.
    fn verbs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("record", &self.record),
            ("activity", &self.activity),
            ("accept", &self.accept),
            ("return", &self.r#return),
            ("reject", &self.reject),
            ("recycle", &self.recycle),
            ("withdraw", &self.withdraw),
            ("complete", &self.complete),
            ("resend", &self.resend),
            ("reassign", &self.reassign),
            ("claim", &self.claim),
            ("next_step", &self.next_step),
            ("complete_task", &self.complete_task),
            ("ask_gate", &self.ask_gate),
            ("change_stage", &self.change_stage),
            ("waive", &self.waive),
            ("away", &self.away),
            ("back", &self.back),
            ("left", &self.left),
        ];
        all.into_iter()
            .filter_map(|(verb, said)| said.as_ref().map(|said| (verb, said.value.as_str())))
            .collect()
    }
}
