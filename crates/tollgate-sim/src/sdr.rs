//! SDRs: call back, take over or not, keep trying, and hold the meeting that an AE is to go on from.

use tollgate_core::command::{Command, Dispose, Return};
use tollgate_core::ids::{HandoffId, PersonId, ReasonCode, RecordRef};
use tollgate_core::state::HandoffState;
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::scene::{HOUR, MINUTE, Scene, stage, text};
use crate::truth::Sort;

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Touch(HandoffId, PersonId),
    Decide(HandoffId, PersonId),
    SayNextStep(HandoffId, PersonId),
    /// Tries to get a meeting, so often more.
    Chase(HandoffId, PersonId, u8),
    Meet(HandoffId, PersonId),
    /// Holds the meeting that an AE missed.
    HoldAfterAll(HandoffId, PersonId),
}

/// A lead came to `who`.
pub(crate) fn offered(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    let overlooked = scene.random.chance(scene.scenario.overlooked);
    let takes = if overlooked { 9 * HOUR } else { 6 * MINUTE };
    scene.after_work(who, takes, Noted::Sdr(Deed::Touch(handoff, who.clone())));
}

/// `who` was reminded of a lead, and picks up the phone.
pub(crate) fn reminded(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    scene.after_work(
        who,
        4 * MINUTE,
        Noted::Sdr(Deed::Touch(handoff, who.clone())),
    );
}

/// A handoff to an AE came back to `who`: the meeting is held after all, or the notes are written.
pub(crate) fn returned(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    if scene.random.chance(0.7) {
        scene.in_some_days(who, 3, Noted::Sdr(Deed::HoldAfterAll(handoff, who.clone())));
    }
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Touch(id, who) => touch(scene, id, &who),
        Deed::Decide(id, who) => decide(scene, id, &who),
        Deed::SayNextStep(id, who) => {
            let accepted = scene
                .carried(id, &who)
                .is_some_and(|handoff| handoff.state == HandoffState::Accepted);
            if accepted {
                scene.next_step(&who, id, "discovery call", 3);
            }
        }
        Deed::Chase(id, who, left) => chase(scene, id, &who, left),
        Deed::Meet(id, who) => meet(scene, id, &who),
        Deed::HoldAfterAll(id, who) => hold_after_all(scene, id, &who),
    }
}

fn touch(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Offered)
    else {
        return;
    };
    let (lead, touched) = (handoff.record.clone(), handoff.touched_at.is_some());
    if scene.random.chance(0.2) {
        scene.send_automatically(who, &lead);
    }
    if !touched {
        let how = *scene.random.weighted(&[(6, "call"), (4, "email")]);
        scene.log(who, &lead, how);
    }
    scene.after_work(who, 35 * MINUTE, Noted::Sdr(Deed::Decide(id, who.clone())));
}

fn decide(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Offered)
    else {
        return;
    };
    let (lead, gaps) = (handoff.record.clone(), handoff.gaps.clone());
    let lacks_context = gaps.iter().any(|gap| gap.name == "pain");
    let sort = scene
        .truth
        .leads
        .get(&lead.id)
        .map_or(Sort::Spam, |truth| truth.sort);
    let dispose = |reason: &'static str| Dispose {
        handoff: id,
        reason: ReasonCode::from(reason),
        note: None,
        until: None,
    };
    if lacks_context && scene.random.chance(0.45) {
        let gaps = vec!["pain".into()];
        let reason = ReasonCode::from("missing_context");
        return scene.say(
            who,
            Command::Return(Return {
                handoff: id,
                reason,
                gaps,
                note: None,
            }),
        );
    }
    match *scene.random.weighted(&[
        (84, "accept"),
        (5, "bad_data"),
        (2, "duplicate"),
        (4, "bad_timing"),
        (3, "wrong_territory"),
        (2, "gut feeling"),
    ]) {
        _ if sort == Sort::Competitor => scene.say(who, Command::Reject(dispose("competitor"))),
        "accept" => accept(scene, id, who, &lead),
        "wrong_territory" => scene.say(who, Command::Recycle(dispose("wrong_territory"))),
        "bad_timing" => put_aside(scene, id, who, &lead, "bad_timing"),
        reason => scene.say(who, Command::Reject(dispose(reason))),
    }
}

fn accept(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId, lead: &RecordRef) {
    scene.say(who, Command::Accept(id));
    scene.change(
        who,
        lead,
        vec![("owner", text(who.as_text().clone())), stage("sal")],
    );
    let takes = if scene.random.chance(0.1) {
        20 * HOUR
    } else {
        2 * HOUR
    };
    scene.after_work(who, takes, Noted::Sdr(Deed::SayNextStep(id, who.clone())));
    let tries = scene.random.between(2, 7) as u8;
    scene.after_work(
        who,
        7 * HOUR,
        Noted::Sdr(Deed::Chase(id, who.clone(), tries)),
    );
}

fn chase(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId, left: u8) {
    let Some(handoff) = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Accepted)
    else {
        return;
    };
    let lead = handoff.record.clone();
    let how = *scene.random.weighted(&[(5, "call"), (5, "email")]);
    scene.log(who, &lead, how);
    let promise = scene
        .truth
        .leads
        .get(&lead.id)
        .map_or(0.0, |truth| truth.promise);
    if scene.random.chance((promise - 0.4) * 0.5) {
        return book(scene, id, who, &lead);
    }
    if left > 0 {
        let days = scene.random.between(1, 5);
        return scene.in_some_days(
            who,
            days,
            Noted::Sdr(Deed::Chase(id, who.clone(), left - 1)),
        );
    }
    // Some just stop, and nobody says so.
    if scene.random.chance(0.85) {
        put_aside(scene, id, who, &lead, "no_response");
    }
}

fn book(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId, lead: &RecordRef) {
    let days = scene.random.between(1, 8);
    let on = scene.in_days(days);
    scene.log(who, lead, "meeting_booked");
    let mut fields = vec![("meeting_on", Value::Date(on))];
    if scene.careless() {
        // A calendar hold: counted as a qualified meeting before it took place.
        fields.extend([
            stage("sql"),
            ("pain", text("to be found out")),
            ("authority", text("influences")),
        ]);
    }
    scene.change(who, lead, fields);
    scene.in_some_days(who, days, Noted::Sdr(Deed::Meet(id, who.clone())));
}

fn meet(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene.rows.handoff(&id) else {
        return;
    };
    let lead = handoff.record.clone();
    let open = matches!(scene.stage(&lead), "sal" | "mql" | "sql");
    if !open {
        return;
    }
    match *scene
        .random
        .weighted(&[(72, "held"), (16, "no_show"), (12, "rescheduled")])
    {
        "held" => held(scene, id, who, &lead),
        "no_show" => {
            scene.log(who, &lead, "meeting_no_show");
            scene.change(who, &lead, vec![("meeting_outcome", text("no_show"))]);
            scene.in_some_days(who, 2, Noted::Sdr(Deed::Chase(id, who.clone(), 1)));
        }
        _ => {
            scene.change(who, &lead, vec![("meeting_outcome", text("rescheduled"))]);
            scene.in_some_days(who, 4, Noted::Sdr(Deed::Meet(id, who.clone())));
        }
    }
}

fn held(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId, lead: &RecordRef) {
    scene.log(who, lead, "meeting_held");
    if scene.random.chance(0.2) {
        scene.change(who, lead, vec![("meeting_outcome", text("held"))]);
        return put_aside(scene, id, who, lead, "bad_timing");
    }
    let fields = notes(scene, lead);
    let fields = fields.into_iter().chain([stage("sql")]).collect();
    scene.change(who, lead, fields);
}

/// What the SDR writes down after a meeting.
fn notes(scene: &mut Scene<'_>, lead: &RecordRef) -> Vec<(&'static str, Value)> {
    let pain = scene
        .truth
        .leads
        .get(&lead.id)
        .map(|truth| truth.who.pain.clone())
        .unwrap_or_default();
    let authority = *scene
        .random
        .weighted(&[(50, "decides"), (42, "influences"), (8, "none")]);
    let mut notes = vec![
        ("meeting_outcome", text("held")),
        ("meeting_on", Value::Date(scene.today())),
        ("pain", text(pain)),
        ("authority", text(authority)),
        ("next_step_agreed", Value::Bool(scene.random.chance(0.8))),
    ];
    if !scene.careless() {
        notes.push(("timeline", text("live before the next quarter")));
    }
    notes
}

fn put_aside(
    scene: &mut Scene<'_>,
    id: HandoffId,
    who: &PersonId,
    lead: &RecordRef,
    reason: &'static str,
) {
    if reason == "bad_timing" {
        let days = scene.random.between(30, 150);
        let on = scene.in_days(days);
        scene.change(who, lead, vec![("revisit_on", Value::Date(on))]);
    }
    let dispose = Dispose {
        handoff: id,
        reason: ReasonCode::from(reason),
        note: None,
        until: None,
    };
    scene.say(who, Command::Recycle(dispose));
}

fn hold_after_all(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene
        .rows
        .handoff(&id)
        .filter(|handoff| handoff.state == HandoffState::Returned)
    else {
        return;
    };
    let lead = handoff.record.clone();
    if scene.random.chance(0.25) {
        return scene.change(who, &lead, vec![stage("disqualified")]);
    }
    scene.log(who, &lead, "meeting_held");
    let mut fields = notes(scene, &lead);
    fields.retain(|(name, _)| *name != "authority");
    fields.push(("authority", text("influences")));
    scene.change(who, &lead, fields);
    scene.say(who, Command::Resend(id));
}
