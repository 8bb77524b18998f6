//! Marketing: inquiries come in, are enriched, become leads by themselves, and are nurtured until they are an MQL.

use smol_str::format_smolstr;
use tollgate_core::command::Command;
use tollgate_core::ids::{HandoffId, PersonId, RecordRef};
use tollgate_core::state::HandoffState;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::made_up;
use crate::scene::{DAY, HOUR, MINUTE, Scene, stage, text};
use crate::truth::{Lead, Sort};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// The inquiry with this number comes in, and the next one is on its way.
    Receive(u32),
    Enrich(RecordRef),
    PassByItself(RecordRef),
    Qualify(RecordRef),
    Mend(HandoffId),
}

/// The marketer in whose name campaigns run.
const MARKETER: &str = "mia@acme.example";
/// How many people are remembered who may ask again.
const RECENT: usize = 400;
const SOURCES: [(u32, &str); 5] = [
    (45, "web"),
    (20, "event"),
    (8, "referral"),
    (17, "outbound"),
    (10, "partner"),
];

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Receive(number) => receive(scene, number),
        Deed::Enrich(lead) => enrich(scene, &lead),
        Deed::PassByItself(lead) => {
            if scene.stage(&lead) == "inquiry" {
                scene.observe("automation", &lead, vec![stage("lead")]);
            }
        }
        Deed::Qualify(lead) => qualify(scene, &lead),
        Deed::Mend(handoff) => mend(scene, handoff),
    }
}

fn receive(scene: &mut Scene<'_>, number: u32) {
    let lead = RecordRef::new("lead", format_smolstr!("L-{number:06}"));
    let known = &scene.truth.recent;
    let again = !known.is_empty() && scene.random.chance(scene.scenario.duplicates);
    let truth = if again {
        let earlier = scene.random.between(0, known.len() as i64) as usize;
        let earlier = known.get(earlier).and_then(|id| scene.truth.leads.get(id));
        earlier.cloned().unwrap_or_else(|| draw(scene, number))
    } else {
        draw(scene, number)
    };
    let fields = form(scene, &truth);
    let complete = fields
        .iter()
        .filter(|(_, value)| value.is_missing())
        .count()
        == 0;
    scene.observe("forms", &lead, fields);
    remember(scene, &lead, truth.clone());
    if !complete {
        answer_of_enrichment(scene, &lead);
    } else if truth.sort == Sort::Buyer && !again && scene.random.chance(0.6) {
        let takes = scene.random.between(MINUTE / 2, 4 * MINUTE);
        scene.later(takes, Noted::Marketing(Deed::PassByItself(lead)));
    }
    let next = next_arrival(scene);
    scene
        .agenda
        .note(next, Noted::Marketing(Deed::Receive(number + 1)));
}

fn draw(scene: &mut Scene<'_>, number: u32) -> Lead {
    let mut who = made_up::prospect(scene.random, number);
    let sort = *scene.random.weighted(&[
        (90, Sort::Buyer),
        (5, Sort::Student),
        (4, Sort::Spam),
        (1, Sort::Competitor),
    ]);
    if sort == Sort::Competitor {
        who.email = format_smolstr!("{number}@rival.example");
    } else if scene.random.chance(0.08) {
        who.email = format_smolstr!("someone{number}@gmail.com");
    }
    let promise = scene.random.share();
    Lead { who, sort, promise }
}

/// What the form says. Some leave out what they do not want to say, and some write nonsense.
fn form(scene: &mut Scene<'_>, truth: &Lead) -> Vec<(&'static str, Value)> {
    let who = &truth.who;
    let incomplete = scene.scenario.incomplete;
    let unless = |leaves_out: bool, value: Value| if leaves_out { Value::Missing } else { value };
    let nonsense =
        truth.sort == Sort::Spam && scene.random.chance(0.5) || scene.random.chance(0.02);
    let email = text(if nonsense {
        format_smolstr!("none{}", scene.random.between(0, 1_000))
    } else {
        who.email.clone()
    });
    vec![
        stage("inquiry"),
        ("owner", text(MARKETER)),
        ("name", text(who.name.clone())),
        ("email", email),
        ("phone", who.phone.clone().map_or(Value::Missing, text)),
        (
            "company",
            unless(
                scene.random.chance(incomplete / 3.0),
                text(who.company.clone()),
            ),
        ),
        (
            "country",
            unless(
                scene.random.chance(incomplete / 2.0),
                text(who.country.clone()),
            ),
        ),
        (
            "employees",
            unless(scene.random.chance(incomplete), Value::Int(who.employees)),
        ),
        ("source", source(scene)),
    ]
    .into_iter()
    .filter(|(name, value)| *name != "phone" || !value.is_missing())
    .collect()
}

fn source(scene: &mut Scene<'_>) -> Value {
    // A landing page that somebody built without telling anybody: the policy does not know its source.
    let unknown = scene.random.chance(0.002);
    text(if unknown {
        "podcast"
    } else {
        *scene.random.weighted(&SOURCES)
    })
}

fn remember(scene: &mut Scene<'_>, lead: &RecordRef, truth: Lead) {
    scene.truth.leads.insert(lead.id.clone(), truth);
    scene.truth.recent.push_back(lead.id.clone());
    if scene.truth.recent.len() > RECENT {
        scene.truth.recent.pop_front();
    }
}

/// Most answers come within minutes, some when nobody waits any more, some never.
fn answer_of_enrichment(scene: &mut Scene<'_>, lead: &RecordRef) {
    let takes = *scene
        .random
        .weighted(&[(78, Some(6 * MINUTE)), (8, Some(4 * HOUR)), (14, None)]);
    if let Some(takes) = takes {
        let takes = scene.random.about(takes);
        scene.later(takes, Noted::Marketing(Deed::Enrich(lead.clone())));
    }
}

fn enrich(scene: &mut Scene<'_>, lead: &RecordRef) {
    let Some(truth) = scene.truth.leads.get(&lead.id) else {
        return;
    };
    let who = &truth.who;
    let fields = vec![
        ("company", text(who.company.clone())),
        ("country", text(who.country.clone())),
        ("employees", Value::Int(who.employees)),
    ];
    scene.observe("enrichment", lead, fields);
}

/// A lead became one: some are an MQL at once, some are nurtured, most never get there.
pub(crate) fn became_lead(scene: &mut Scene<'_>, lead: &RecordRef) {
    let Some(promise) = scene.truth.leads.get(&lead.id).map(|truth| truth.promise) else {
        return;
    };
    if promise < 0.5 {
        return;
    }
    let takes = *scene
        .random
        .weighted(&[(45, 3 * MINUTE), (35, 4 * DAY), (20, 25 * DAY)]);
    let takes = scene.random.about(takes);
    scene.later(takes, Noted::Marketing(Deed::Qualify(lead.clone())));
}

fn qualify(scene: &mut Scene<'_>, lead: &RecordRef) {
    let Some(truth) = scene.truth.leads.get(&lead.id).cloned() else {
        return;
    };
    if scene.stage(lead) != "lead" {
        return;
    }
    let intent = (truth.promise * 80.0).round() + scene.random.between(0, 20) as f64;
    let mut fields = vec![stage("mql"), ("intent", Value::Num(intent))];
    if !scene.careless() {
        fields.push(("pain", text(truth.who.pain)));
    }
    if scene.random.chance(0.03) {
        let until = scene.now.plus(scene.random.between(1, 30) * HOUR);
        fields.push(("do_not_contact_before", Value::Instant(until)));
    }
    if let Some(account) = scene.truth.accounts.get(&truth.who.domain) {
        fields.push(("account", text(account.id.as_text().clone())));
    }
    scene.observe("automation", lead, fields);
}

/// A handoff came back: marketing looks up what was missing.
pub(crate) fn returned(scene: &mut Scene<'_>, handoff: HandoffId) {
    if scene.random.chance(0.85) {
        scene.after_work(
            &PersonId::from(MARKETER),
            5 * HOUR,
            Noted::Marketing(Deed::Mend(handoff)),
        );
    }
}

fn mend(scene: &mut Scene<'_>, id: HandoffId) {
    let Some(handoff) = scene
        .rows
        .handoff(&id)
        .filter(|handoff| handoff.state == HandoffState::Returned)
    else {
        return;
    };
    let lead = handoff.record.clone();
    let Some(truth) = scene.truth.leads.get(&lead.id).cloned() else {
        return;
    };
    let marketer = PersonId::from(MARKETER);
    if truth.sort != Sort::Buyer || scene.random.chance(0.15) {
        return scene.change(&marketer, &lead, vec![stage("disqualified")]);
    }
    let who = truth.who;
    let fields = vec![
        ("email", text(who.email)),
        ("company", text(who.company)),
        ("country", text(who.country)),
        ("employees", Value::Int(who.employees)),
        ("pain", text(who.pain)),
    ];
    scene.change(&marketer, &lead, fields);
    // What mends the gaps is offered by itself; who presses the button all the same is told so.
    if scene.random.chance(0.3) {
        scene.say(&marketer, Command::Resend(id));
    }
}

/// When the next inquiry comes: many in working hours, few at night and at weekends.
fn next_arrival(scene: &mut Scene<'_>) -> Timestamp {
    let mean = 365 * 24 * HOUR / i64::from(scene.scenario.inquiries.max(1));
    let mut left = scene.random.between(0, 2 * mean);
    let mut at = scene.now;
    loop {
        let local = at.to_jiff().to_zoned(scene.policy.workspace.zone.clone());
        let busy = busyness(local.weekday().to_monday_zero_offset(), local.hour());
        let hour_end = at.plus(HOUR - at.as_micros().rem_euclid(HOUR));
        let spends = (hour_end.since(at) as f64 * busy) as i64;
        if spends >= left {
            return at.plus((left as f64 / busy) as i64 + 1);
        }
        left -= spends;
        at = hour_end;
    }
}

/// How much comes in an hour, against the mean of the week. Source: made up, with a mean of about 1.
fn busyness(weekday: i8, hour: i8) -> f64 {
    let of_hour = match hour {
        3..=8 => 0.7,
        9..=16 => 2.1,
        17..=20 => 0.7,
        _ => 0.2,
    };
    of_hour * if weekday < 5 { 1.2 } else { 0.4 }
}
