//! Customer success and implementation: take over what was sold, kick off, and bring the customer live.

use jiff::ToSpan;
use smol_str::format_smolstr;
use tollgate_core::command::{Command, Dispose, Return};
use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, PersonId, ReasonCode, RecordRef, TaskId};
use tollgate_core::state::{HandoffState, Task, TaskState};
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::scene::{HOUR, Scene, stage, text};
use crate::truth::{Customer, Deal};
use crate::{deals, renewals, usage};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// The seller hands a won deal over.
    HandOver(RecordRef),
    TakeOver(HandoffId, PersonId),
    BookKickoff(RecordRef, PersonId),
    KickOff(RecordRef, PersonId),
    DoTask(TaskId, PersonId),
    GoLive(RecordRef, PersonId),
    /// The seller mends what came back.
    Mend(HandoffId, PersonId),
}

/// A deal was won.
pub(crate) fn won(scene: &mut Scene<'_>, deal: &RecordRef) {
    if let Some(owner) = scene
        .truth
        .deals
        .get(&deal.id)
        .map(|truth| truth.owner.clone())
    {
        scene.after_work(
            &owner,
            6 * HOUR,
            Noted::Success(Deed::HandOver(deal.clone())),
        );
    }
}

/// A customer came to `who`.
pub(crate) fn offered(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    let overlooked = scene.random.chance(scene.scenario.overlooked);
    let takes = if overlooked { 20 * HOUR } else { 4 * HOUR };
    scene.after_work(
        who,
        takes,
        Noted::Success(Deed::TakeOver(handoff, who.clone())),
    );
}

/// A customer came back to the seller: what was sold is not clear.
pub(crate) fn returned(scene: &mut Scene<'_>, handoff: HandoffId, seller: &PersonId) {
    scene.after_work(
        seller,
        12 * HOUR,
        Noted::Success(Deed::Mend(handoff, seller.clone())),
    );
}

/// A task can be done.
pub(crate) fn see(scene: &mut Scene<'_>, event: &Event) {
    match &event.what {
        What::TaskCreated(task) if task.state == TaskState::Open => plan_task(scene, &task.clone()),
        What::TaskOpened { task } => {
            if let Some(task) = scene.rows.task(task).cloned() {
                plan_task(scene, &task);
            }
        }
        _ => {}
    }
}

/// Most tasks are done in time, some late, some never. What shows in the record is not reported.
fn plan_task(scene: &mut Scene<'_>, task: &Task) {
    if matches!(task.name.as_str(), "kickoff_call" | "first_value") {
        return;
    }
    let of_queue = || {
        let queue = scene.policy.queues.get(task.queue.as_ref()?)?;
        scene
            .policy
            .teams
            .get(&queue.team)?
            .members
            .first()
            .cloned()
    };
    let Some(who) = task.assignee.clone().or_else(of_queue) else {
        return;
    };
    let days = *scene
        .random
        .weighted(&[(80, Some(2)), (17, Some(15)), (3, None)]);
    if let Some(days) = days {
        scene.in_some_days(
            &who,
            days,
            Noted::Success(Deed::DoTask(task.id, who.clone())),
        );
    }
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::HandOver(deal) => hand_over(scene, &deal),
        Deed::TakeOver(id, who) => take_over(scene, id, &who),
        Deed::BookKickoff(customer, who) => {
            scene.log_tagged(&who, &customer, "meeting_booked", "kickoff");
            let days = *scene.random.weighted(&[(8, 3), (3, 6), (2, 16)]);
            scene.in_some_days(
                &who,
                days,
                Noted::Success(Deed::KickOff(customer, who.clone())),
            );
        }
        Deed::KickOff(customer, who) => {
            scene.log_tagged(&who, &customer, "meeting_held", "kickoff");
            let days = scene.random.between(18, 45);
            scene.in_some_days(
                &who,
                days,
                Noted::Success(Deed::GoLive(customer, who.clone())),
            );
        }
        Deed::DoTask(task, who) => {
            let open = scene
                .rows
                .task(&task)
                .is_some_and(|task| task.state == TaskState::Open);
            if open {
                scene.say(&who, Command::CompleteTask(task));
            }
        }
        Deed::GoLive(customer, who) => {
            scene.change(&who, &customer, vec![stage("live")]);
            usage::start(scene, &customer);
        }
        Deed::Mend(id, seller) => mend(scene, id, &seller),
    }
}

fn hand_over(scene: &mut Scene<'_>, deal: &RecordRef) {
    let Some(truth) = scene.truth.deals.get(&deal.id).cloned() else {
        return;
    };
    if let Some(customer) = &truth.customer {
        return usage::expanded(scene, &customer.clone(), truth.amount);
    }
    let customer = RecordRef::new("customer", format_smolstr!("C-{}", &deal.id.as_str()[2..]));
    let fields = handed_over(scene, deal, &truth);
    scene.change(&truth.owner, &customer, fields);
    let link = ("customer", text(customer.id.as_text().clone()));
    scene.change(&truth.owner, deal, vec![link]);
    let seats = (truth.amount / 100 / 600).max(5);
    let (usage, drift) = usage::draw(scene);
    let known = Customer {
        who: truth.who,
        account: truth.account,
        seats,
        usage,
        drift,
        arr: truth.amount,
    };
    scene.truth.customers.insert(customer.id.clone(), known);
    renewals::expect(scene, &customer, 365);
}

/// What the seller writes down for customer success. The careless leave out the scope.
fn handed_over(
    scene: &mut Scene<'_>,
    deal: &RecordRef,
    truth: &Deal,
) -> Vec<(&'static str, Value)> {
    let region = if matches!(truth.who.country.as_str(), "US" | "CA" | "MX" | "BR") {
        "americas"
    } else {
        "emea"
    };
    let today = scene.today();
    let mut fields = vec![
        stage("onboarding"),
        ("owner", text(truth.owner.as_text().clone())),
        ("name", text(truth.who.company.clone())),
        ("account", text(truth.account.id.as_text().clone())),
        ("region", text(region)),
        ("arr", Value::Money(truth.amount)),
        ("closed_won_on", Value::Date(today)),
        ("sponsor", text(truth.who.name.clone())),
        ("technical_contact", text("their IT")),
        ("renewal_on", Value::Date(today.saturating_add(365.days()))),
    ];
    let signed = scene.value(deal, "contract_signed_on");
    if !signed.is_missing() {
        fields.push(("contract_signed_on", signed));
    }
    if !scene.careless() {
        fields.push(("scope", text(deals::scope(&truth.who))));
        fields.push(("success_criteria", text("a first result in a month")));
    }
    fields
}

fn take_over(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Offered)
    else {
        return;
    };
    let customer = handoff.record.clone();
    match *scene
        .random
        .weighted(&[(92, "accept"), (6, "return"), (2, "customer_not_ready")])
    {
        "accept" => accept(scene, id, who, &customer),
        "return" => {
            let gaps = vec!["technical_contact".into()];
            let reason = ReasonCode::from("missing_contacts");
            scene.say(
                who,
                Command::Return(Return {
                    handoff: id,
                    reason,
                    gaps,
                    note: None,
                }),
            );
        }
        reason => {
            let dispose = Dispose {
                handoff: id,
                reason: ReasonCode::from(reason),
                note: None,
                until: None,
            };
            scene.say(who, Command::Recycle(dispose));
        }
    }
}

fn accept(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId, customer: &RecordRef) {
    scene.say(who, Command::Accept(id));
    let owner = ("owner", text(who.as_text().clone()));
    scene.change(who, customer, vec![owner.clone()]);
    if let Some(account) = scene
        .truth
        .customers
        .get(&customer.id)
        .map(|known| known.account.clone())
    {
        scene.change(who, &account, vec![stage("customer"), owner]);
    }
    scene.after_work(
        who,
        6 * HOUR,
        Noted::Success(Deed::BookKickoff(customer.clone(), who.clone())),
    );
}

fn mend(scene: &mut Scene<'_>, id: HandoffId, seller: &PersonId) {
    let Some(handoff) = scene
        .rows
        .handoff(&id)
        .filter(|handoff| handoff.state == HandoffState::Returned)
    else {
        return;
    };
    let customer = handoff.record.clone();
    let fields = vec![
        ("scope", text("as in the offer")),
        ("success_criteria", text("a first result in a month")),
        ("technical_contact", text("their new IT")),
        ("contract_signed_on", Value::Date(scene.today())),
    ];
    scene.change(seller, &customer, fields);
    scene.say(seller, Command::Resend(id));
}
