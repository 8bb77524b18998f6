//! Decide: from the policy, the rows and a command to what happened. Pure, and the same each time.

mod accept;
mod ask_gate;
mod assign;
mod availability;
mod changed;
mod claim;
mod clock;
mod complete;
mod criteria;
mod dispose;
mod erase;
mod escalate;
mod facts;
mod forget;
mod gate;
mod log;
mod migrate;
mod next_step;
mod note;
mod observe;
mod on_handoff;
mod open;
mod playbook;
mod publish;
mod reassign;
mod reevaluate;
mod resend;
mod route;
mod settle;
mod tick;
mod turn;
mod violation;
mod waive;
mod watch;
mod withdraw;

pub use changed::Thoroughness;
pub use clock::{elapsed, segments};
pub(crate) use facts::{RecordFacts, target, today, twins_of};
pub use route::next_in_queue;
use turn::Turn;
pub use waive::may_waive;

use crate::command::{Command, Request};
use crate::event::Event;
use crate::id_source::IdSource;
use crate::ids::HandoffId;
use crate::policy::{Outcome, Policy};
use crate::state::Situation;
use crate::time::Timestamp;

/// Decides what `request` means in `situation` under `policy` at `now`.
///
/// Returns the events in the order they happened, each with one reason per rule consulted; empty when there is nothing
/// new. `situation` holds every row that [`wants`](crate::wants::wants) names, and stays as it is: [`apply`](crate::apply::apply)
/// changes it. `now` is the ledger's time and never goes back. Equal arguments give equal decisions.
///
/// A command that the policy forbids is not an error: it becomes [`Refused`](crate::event::Refused), which says why.
///
/// Source: ARCHITECTURE.md, "Six ideas that carry everything"; POLICY.md, "Meaning, where it matters".
pub fn decide(
    policy: &Policy,
    situation: &Situation<'_>,
    request: &Request,
    now: Timestamp,
    ids: &mut IdSource,
) -> Vec<Event> {
    decide_with(
        policy,
        situation,
        request,
        now,
        ids,
        Thoroughness::Selective,
    )
}

/// The same decision, passing over no condition, or only those that read nothing that changed.
pub fn decide_with(
    policy: &Policy,
    situation: &Situation<'_>,
    request: &Request,
    now: Timestamp,
    ids: &mut IdSource,
    thoroughness: Thoroughness,
) -> Vec<Event> {
    let mut turn = Turn {
        policy,
        before: situation,
        rows: situation.overlay(),
        actor: request.actor.clone(),
        now,
        thoroughness,
        ids,
        events: Vec::new(),
    };
    dispatch(&mut turn, &request.command);
    turn.as_tollgate(settle::finish);
    turn.events
}

fn dispatch(turn: &mut Turn<'_>, command: &Command) {
    match command {
        Command::Observe(change) => observe::decide(turn, change),
        Command::Log(activity) => log::decide(turn, activity),
        Command::Accept(id) if known(turn, command, *id) => accept::decide(turn, *id),
        Command::Return(given) if known(turn, command, given.handoff) => {
            dispose::give_back(turn, given)
        }
        Command::Reject(given) if known(turn, command, given.handoff) => {
            dispose::decide(turn, Outcome::Rejected, given)
        }
        Command::Recycle(given) if known(turn, command, given.handoff) => {
            dispose::decide(turn, Outcome::Recycled, given)
        }
        Command::Withdraw(id, why) if known(turn, command, *id) => withdraw::decide(turn, *id, why),
        Command::Complete(id) if known(turn, command, *id) => complete::decide(turn, *id),
        Command::Resend(id) if known(turn, command, *id) => resend::decide(turn, *id),
        Command::Reassign(id, person) if known(turn, command, *id) => {
            reassign::decide(turn, *id, person)
        }
        Command::Claim(id) if known(turn, command, *id) => claim::decide(turn, *id),
        Command::SetNextStep(step) if known(turn, command, step.handoff) => {
            next_step::decide(turn, step)
        }
        Command::CompleteTask(id) => playbook::complete_task(turn, *id),
        Command::AskGate(asked) => ask_gate::decide(turn, asked),
        Command::ChangeStage(asked) => ask_gate::change_stage(turn, asked),
        Command::Waive(given) => waive::decide(turn, given),
        Command::OnHandoff(on) => {
            if let Some(command) = on_handoff::command(turn, on) {
                dispatch(turn, &command);
            }
        }
        Command::SetAvailability(person, availability) => {
            availability::decide(turn, person, *availability)
        }
        Command::Publish(published) => publish::decide(turn, published),
        Command::Migrate(id, open) => migrate::decide(turn, *id, *open),
        Command::Note(audit) => note::decide(turn, audit),
        Command::Erase(erasure) => erase::decide(turn, erasure),
        Command::Forget(forgetting) => forget::decide(turn, forgetting),
        Command::Tick => tick::decide(turn),
        // The handoff is not known, which has been said.
        _ => {}
    }
}

/// True when the handoff is there, under a point that the policy has; refuses otherwise.
fn known(turn: &mut Turn<'_>, command: &Command, id: HandoffId) -> bool {
    let Some(handoff) = turn.rows.handoff(&id) else {
        turn.refuse(
            command.name(),
            id,
            "unknown_handoff",
            format!("there is no handoff {id}"),
        );
        return false;
    };
    let point = handoff.point.clone();
    let has_point = turn.point(id).is_some();
    if !has_point {
        turn.refuse(
            command.name(),
            id,
            "unknown_point",
            format!("the policy no longer has the handoff point `{point}`"),
        );
    }
    has_point
}
