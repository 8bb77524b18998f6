//! Endpoints that hang, go in circles or answer garbage: the others are told everything at once, and what did not arrive is
//! tried again.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use tollgate_testkit::seed::Seed;

use crate::clients::told;
use crate::http::Request;
use crate::process::{Served, Workspace};
use crate::receiver::{Manner, Receiver};
use crate::waiting::until;

/// A request that hangs is given up after twenty seconds; nobody else waits for that.
const AT_ONCE: Duration = Duration::from_secs(15);
/// Leads that come in at a time.
const LEADS: usize = 30;

/// Names begin with what is served first.
const BAD: [(&str, Manner); 3] = [
    ("a-hangs", Manner::Never),
    ("b-circles", Manner::InCircles),
    ("c-garbage", Manner::Garbage),
];

fn put(served: &Served, name: &str, receiver: &Receiver) {
    let secrets = ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"];
    let endpoint = json!({ "kind": "webhook", "url": receiver.url(), "secrets": secrets, "events": ["handoff_routed"] });
    let path = format!("/v1/endpoints/{name}");
    served.ask(&Request::put(&path, endpoint.to_string())).ok();
}

fn tell_of_some(served: &Served, name: &str) {
    let mut seed = Seed::new(9);
    for number in 0..LEADS {
        let lead = told(&format!("{name}-{number}"), &mut seed);
        served.ask(&Request::post("/v1/records", lead)).ok();
    }
}

/// What has become of the endpoint `name`.
fn endpoint(served: &Served, name: &str) -> Json {
    let mut all = served.ask(&Request::get("/v1/endpoints")).ok();
    let all = all.as_array_mut().expect("endpoints").iter_mut();
    let found = all.into_iter().find(|endpoint| endpoint["name"] == name);
    found.expect("it is there").take()
}

#[test]
fn an_endpoint_that_does_not_answer_well_holds_up_no_other() {
    let workspace = Workspace::sqlite();
    let served = workspace.serve();
    let bad = BAD.map(|(name, manner)| (name, Receiver::who_answers(manner)));
    let good = Receiver::who_answers(Manner::Well);
    bad.iter()
        .for_each(|(name, receiver)| put(&served, name, receiver));
    put(&served, "d-good", &good);
    for (round, name) in (1..).zip(["one", "two", "three"]) {
        tell_of_some(&served, name);
        let begun = Instant::now();
        until("the good one knows", || {
            (good.taken() == round * LEADS).then_some(())
        });
        assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    }
    for (name, receiver) in &bad {
        assert!(receiver.taken() > 0, "{name} was told");
        let row = until("a failure is written down", || {
            let row = endpoint(&served, name);
            (row["failures"].as_u64() > Some(0)).then_some(row)
        });
        assert_eq!(
            (&row["parked"], &row["enabled"]),
            (&json!(0), &json!(true)),
            "{row}"
        );
        assert!(row["waiting"].as_u64() > Some(0), "{row}");
    }
}
