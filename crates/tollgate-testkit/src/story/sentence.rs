//! One line of a story: who does what.

use smol_str::SmolStr;
use tollgate_core::command::{Activity, Actor, Direction, RecordChange, StageMove, Waive};
use tollgate_core::ids::{ActivityId, GateId, PersonId, PointId, ReasonCode, RecordRef, RuleId, TaskName};
use tollgate_core::policy::Policy;
use tollgate_core::state::Availability;
use tollgate_core::time::Timestamp;
use tollgate_policy::trial::{self, Act, From, HandoffAct, Step, Target};

type Read<T> = Result<T, String>;

/// What a sentence is read against.
#[derive(Clone, Copy)]
struct Reader<'a> {
    policy: &'a Policy,
    from: From<'a>,
    number: usize,
}

/// The step that `said` describes, at the moment of `from`; `number` is the line's.
pub(super) fn step(policy: &Policy, from: From<'_>, number: usize, said: &str) -> Read<Step> {
    let reader = Reader { policy, from, number };
    let (act, by) = match said {
        "time passes" => (None, None),
        said => reader.act(said).map(|(act, by)| (Some(act), by))?,
    };
    Ok(Step { at: from.at, act, by })
}

impl Reader<'_> {
    fn act(self, said: &str) -> Read<(Act, Option<Actor>)> {
        let (first, rest) = next(said)?;
        let (second, after) = next(rest)?;
        if self.policy.kinds.contains_key(&first.into()) {
            let record = RecordRef::new(first, second);
            return self.news(record, after).map(|act| (act, None));
        }
        let who = trial::person(self.policy, first);
        let act = self.done(&who, second, after)?;
        Ok((act, Some(Actor::Person(who))))
    }

    /// `becomes mql with email a@b.example, country US` or `has country US, as of mon 08:00`.
    fn news(self, record: RecordRef, said: &str) -> Read<Act> {
        let (verb, rest) = next(said)?;
        let (stage, fields) = match verb {
            "becomes" => {
                let (stage, with) = cut(rest, " with ");
                (Some(stage), with)
            }
            "has" => (None, Some(rest)),
            _ => return Err(format!("`{said}`: a record `becomes` a stage or `has` fields")),
        };
        let mut change =
            RecordChange { record, created_at: None, changed_at: self.from.at, fields: Vec::new() };
        if let Some(stage) = stage {
            let (stage, as_of) = cut(stage, ", ");
            self.field(&mut change, "stage", stage)?;
            self.fields(&mut change, as_of)?;
        }
        self.fields(&mut change, fields)?;
        Ok(Act::Observe(change))
    }

    fn fields(self, change: &mut RecordChange, said: Option<&str>) -> Read<()> {
        for part in said.into_iter().flat_map(|said| said.split(", ")) {
            if let Some(at) = part.strip_prefix("as of ") {
                change.changed_at = self.before(at)?;
            } else if let Some(at) = part.strip_prefix("created ") {
                change.created_at = Some(self.before(at)?);
            } else {
                let (name, value) = part.split_once(' ').unwrap_or((part, ""));
                self.field(change, name, value)?;
            }
        }
        Ok(())
    }

    fn field(self, change: &mut RecordChange, name: &str, value: &str) -> Read<()> {
        let field = trial::field(self.policy, &change.record.kind, name, value, self.from)?;
        change.fields.push(field);
        Ok(())
    }

    fn done(self, who: &PersonId, verb: &str, said: &str) -> Read<Act> {
        match verb {
            "logs" => self.log(who, said),
            "is" => self.presence(who, said),
            "leaves" => Ok(Act::SetAvailability(who.clone(), Availability::Left)),
            "finishes" => {
                let (task, of) = cut(said, " of ");
                let of = of.ok_or_else(|| format!("`{said}` does not say of which record"))?;
                Ok(Act::CompleteTask(target(of)?.record, TaskName::from(task)))
            }
            "asks" => stage_move(said).map(Act::AskGate),
            "moves" => stage_move(said).map(Act::ChangeStage),
            "waives" => waive(said),
            _ => self.handoff(verb, said),
        }
    }

    fn handoff(self, verb: &str, said: &str) -> Read<Act> {
        let text = |text: Option<&str>| text.map(SmolStr::from);
        let (of, act) = match verb {
            "accepts" => (said, HandoffAct::Accept),
            "completes" => (said, HandoffAct::Complete),
            "resends" => (said, HandoffAct::Resend),
            "claims" => (said, HandoffAct::Claim),
            "returns" => {
                let (of, why) = needed(said, " for ")?;
                let (reason, gaps) = cut(why, ": ");
                let gaps = gaps.into_iter().flat_map(|gaps| gaps.split(", ")).map(SmolStr::from).collect();
                (of, HandoffAct::Return(ReasonCode::from(reason), gaps, None))
            }
            "rejects" => {
                let (of, reason) = needed(said, " for ")?;
                (of, HandoffAct::Reject(ReasonCode::from(reason), None))
            }
            "recycles" => {
                let (of, why) = needed(said, " for ")?;
                let (reason, until) = cut(why, " until ");
                let until = until.map(|until| trial::date(until, self.from.at, self.from.zone)).transpose()?;
                (of, HandoffAct::Recycle(ReasonCode::from(reason), None, until))
            }
            "withdraws" => {
                let (of, why) = cut(said, " because ");
                (of, HandoffAct::Withdraw(text(why).unwrap_or_default()))
            }
            "reassigns" => {
                let (of, to) = needed(said, " to ")?;
                (of, HandoffAct::Reassign(trial::person(self.policy, to)))
            }
            "plans" => {
                let (of, step) = needed(said, " by ")?;
                let (due, what) = needed(step, ": ")?;
                (of, HandoffAct::NextStep(what.into(), self.ahead(due)?, None))
            }
            _ => return Err(format!("nobody knows how somebody `{verb}`")),
        };
        Ok(Act::Handoff(target(of)?, act))
    }

    /// `call on lead L-1`, `email from lead L-1`, with `tagged kickoff`, `automatically`, `at mon 08:00` after it.
    fn log(self, who: &PersonId, said: &str) -> Read<Act> {
        let (said, at) = cut(said, " at ");
        let (said, tag) = cut(said, " tagged ");
        let (said, automated) = match said.strip_suffix(" automatically") {
            Some(said) => (said, true),
            None => (said, false),
        };
        let inbound = said.contains(" from ");
        let (of, record) = needed(said, if inbound { " from " } else { " on " })?;
        Ok(Act::Log(Activity {
            id: ActivityId::from(format!("A-{}", self.number)),
            record: Some(target(record)?.record),
            of: of.into(),
            direction: if inbound { Direction::Inbound } else { Direction::Outbound },
            by: Some(who.clone()),
            automated,
            tag: tag.map(SmolStr::from),
            at: at.map(|at| self.before(at)).transpose()?.unwrap_or(self.from.at),
        }))
    }

    fn presence(self, who: &PersonId, said: &str) -> Read<Act> {
        let (how, until) = cut(said, " until ");
        let availability = match how {
            "away" => Availability::Away(until.map(|until| self.ahead(until)).transpose()?),
            "back" => Availability::Here,
            _ => return Err(format!("somebody is `away` or `back`, not `{how}`")),
        };
        Ok(Act::SetAvailability(who.clone(), availability))
    }

    fn ahead(self, moment: &str) -> Read<Timestamp> {
        trial::moment(moment, self.from.at, self.from.zone).map(|moment| moment.at)
    }

    fn before(self, moment: &str) -> Read<Timestamp> {
        trial::moment_before(moment, self.from.at, self.from.zone).map(|moment| moment.at)
    }
}

/// `opportunity O-1 into proposal because it was reopened`.
fn stage_move(said: &str) -> Read<StageMove> {
    let (said, reason) = cut(said, " because ");
    let (record, into) = needed(said, " into ")?;
    Ok(StageMove { record: target(record)?.record, into: into.into(), reason: reason.map(SmolStr::from) })
}

/// `opportunity_stages/metrics on opportunity O-1 because …`.
fn waive(said: &str) -> Read<Act> {
    let (said, why) = needed(said, " because ")?;
    let (what, record) = needed(said, " on ")?;
    let (gate, rule) = cut(what, "/");
    Ok(Act::Waive(Waive {
        record: target(record)?.record,
        gate: GateId::from(gate),
        rule: rule.map(RuleId::from),
        why: why.into(),
    }))
}

/// `lead L-1`, with the handoff point after it where the record has several.
fn target(said: &str) -> Read<Target> {
    match said.split_whitespace().collect::<Vec<_>>().as_slice() {
        [kind, id] => Ok(Target { record: RecordRef::new(*kind, *id), point: None }),
        [kind, id, point] => Ok(Target { record: RecordRef::new(*kind, *id), point: Some(PointId::from(*point)) }),
        _ => Err(format!("`{said}` is no record, such as `lead L-1`")),
    }
}

/// The first word, and what follows it.
fn next(said: &str) -> Read<(&str, &str)> {
    let (word, rest) = said.split_once(' ').unwrap_or((said, ""));
    if word.is_empty() { Err("the sentence breaks off".to_owned()) } else { Ok((word, rest.trim_start())) }
}

/// What stands before `mark`, and after it where there is one.
fn cut<'a>(said: &'a str, mark: &str) -> (&'a str, Option<&'a str>) {
    said.split_once(mark).map_or((said, None), |(before, after)| (before, Some(after)))
}

fn needed<'a>(said: &'a str, mark: &str) -> Read<(&'a str, &'a str)> {
    said.split_once(mark).ok_or_else(|| format!("`{said}` does not say `{} …`", mark.trim()))
}
