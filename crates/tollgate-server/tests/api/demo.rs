//! The made-up company that a new service offers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value as Json, json};
use tollgate_server::{Access, App, Demo, Front, TokenBook};
use tollgate_service::access::Caller;
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;

use super::calling::{Answer, Api, this_machine};

/// A book in which there comes to be an account.
#[derive(Debug, Default)]
struct Book(AtomicBool);

impl TokenBook for Book {
    fn caller(&self, _: &Digest) -> Result<Option<Caller>, StoreError> {
        Ok(None)
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        Ok(self.0.load(Ordering::Relaxed))
    }
}

/// What becomes of the making next.
enum Step {
    Day(u32),
    End(Result<App, String>),
}

/// A service that offers a made-up company, which is made as the test says.
struct Offering {
    _own: Api,
    front: Front,
    book: Arc<Book>,
    steps: Sender<Step>,
    told: Receiver<()>,
}

impl Offering {
    fn new() -> Self {
        let ((steps, taken), (tell, told)) = (channel(), channel());
        let (taken, tell) = (Mutex::new(taken), Mutex::new(tell));
        let demo = Demo::offered(Box::new(move |tell_day| {
            let (taken, tell) = (taken.lock().expect("steps"), tell.lock().expect("ears"));
            loop {
                match taken.recv().expect("a step") {
                    Step::Day(day) => tell_day(day, 365),
                    Step::End(made) => return made,
                }
                tell.send(()).expect("an ear");
            }
        }));
        let book = Arc::new(Book::default());
        let access = Access::ThisMachine(Arc::clone(&book) as Arc<dyn TokenBook>);
        let own = Api::knowing("acme", demo, access);
        Self {
            front: Front::new(own.app.clone(), Vec::new()),
            _own: own,
            book,
            steps,
            told,
        }
    }

    async fn call(&self, method: Method, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header("host", "localhost")
            .body(Body::empty())
            .expect("a request");
        Answer::of(self.front.answer(request).await).await
    }

    async fn demo(&self) -> Json {
        self.call(Method::GET, "/v1/demo").await.ok()
    }

    async fn begin(&self) -> Answer {
        self.call(Method::POST, "/v1/demo").await
    }

    fn step(&self, step: Step) {
        self.steps.send(step).expect("somebody makes it");
    }

    /// What is told once the making has come to an end.
    async fn ended(&self) -> Json {
        loop {
            let demo = self.demo().await;
            if demo["state"] != "playing" {
                return demo;
            }
            tokio::task::yield_now().await;
        }
    }
}

/// The workspace of the made-up company.
fn made_up() -> Api {
    Api::knowing("made_up", Demo::here(), this_machine())
}

/// It is made.
fn made(company: &Api) -> Step {
    Step::End(Ok(company.app.clone()))
}

#[tokio::test]
async fn it_is_made_once_tells_how_far_it_is_and_is_then_served_beside() {
    let (service, company) = (Offering::new(), made_up());
    assert_eq!(service.demo().await["state"], "offered");
    let before = service.call(Method::GET, "/w/made_up/v1/me").await;
    assert_eq!(before.problem().1, "no_such_workspace");

    assert_eq!(service.begin().await.status, 202);
    service.step(Step::Day(120));
    service.told.recv().expect("a day");
    // Asking twice makes it once.
    let again = service.begin().await.json();
    assert_eq!(
        (&again["state"], &again["day"], &again["days"]),
        (&json!("playing"), &json!(120), &json!(365))
    );
    service.step(made(&company));
    let ready = service.ended().await;
    assert_eq!(
        (&ready["state"], &ready["path"]),
        (&json!("ready"), &json!("/w/made_up"))
    );

    let inside = service.call(Method::GET, "/w/made_up/v1/demo").await;
    assert_eq!(inside.ok()["state"], "here");
    let other = service.call(Method::GET, "/w/other/v1/demo").await;
    assert_eq!(other.problem().1, "no_such_workspace");
    assert_eq!(service.begin().await.json()["state"], "ready");

    // Whoever makes an account may let others in: what is open to this machine ends.
    service.book.0.store(true, Ordering::Relaxed);
    let closed = service.call(Method::GET, "/w/made_up/v1/demo").await;
    assert_eq!(closed.problem().1, "no_such_workspace");
}

#[tokio::test]
async fn one_that_could_not_be_made_says_why_and_may_be_asked_for_again() {
    let (service, company) = (Offering::new(), made_up());
    service.begin().await;
    service.step(Step::End(Err("the disk is full".to_owned())));
    let failed = service.ended().await;
    assert_eq!(
        (&failed["state"], &failed["why"]),
        (&json!("failed"), &json!("the disk is full"))
    );
    service.begin().await;
    service.step(made(&company));
    assert_eq!(service.ended().await["state"], "ready");
}

#[tokio::test]
async fn where_somebody_has_an_account_or_nothing_was_prepared_none_is_offered() {
    let service = Offering::new();
    service.book.0.store(true, Ordering::Relaxed);
    let asked = service.call(Method::GET, "/v1/demo").await;
    assert_eq!(asked.problem().0, 401);
    assert_eq!(service.begin().await.problem().0, 401);

    let plain = Api::new();
    assert_eq!(plain.get("/v1/demo").await.ok()["state"], "none");
    let begun = plain.post("/v1/demo", json!({})).await;
    assert_eq!(begun.problem().1, "no_demo");
}
