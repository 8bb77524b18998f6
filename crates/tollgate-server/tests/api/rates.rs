//! Who asks too often is told when to come again, and every answer says how much is left.

use axum::http::Method;
use tollgate_server::{Limits, Rate, Rates};

use super::calling::{Api, this_machine};

fn slow() -> Api {
    let rates = Rates {
        token: Some(Rate {
            burst: 2,
            per_minute: 1,
        }),
        ..Rates::default()
    };
    let limits = Limits {
        rates,
        ..Limits::default()
    };
    Api::with(limits, this_machine())
}

async fn ask(api: &Api, token: &str) -> super::calling::Answer {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", &*bearer)];
    api.send(Method::GET, "/v1/queues", &headers, "").await
}

#[tokio::test]
async fn a_token_beyond_its_rate_is_told_when_to_come_again() {
    let api = slow();
    let first = ask(&api, "tg_one").await;
    assert_eq!(first.status, 200, "{first:?}");
    assert_eq!(first.headers["ratelimit-policy"], "\"token\";q=2;w=120");
    assert_eq!(first.headers["ratelimit"], "\"token\";r=1;t=60");
    ask(&api, "tg_one").await;
    let refused = ask(&api, "tg_one").await;
    assert_eq!(refused.problem(), (429, "rate_limited".into(), None));
    assert!(refused.text.contains("rates.token"), "{refused:?}");
    assert!(!refused.text.contains("tg_one"), "{refused:?}");
    assert_eq!(refused.headers["retry-after"], "60");
    assert!(
        refused.headers["ratelimit"]
            .to_str()
            .is_ok_and(|text| text.contains("r=0"))
    );
    let other = ask(&api, "tg_two").await;
    assert_eq!(other.status, 200, "{other:?}");
}

#[tokio::test]
async fn probes_and_scrapes_are_not_counted() {
    let api = slow();
    for _ in 0..5 {
        let headers = [("authorization", "Bearer tg_one")];
        let answer = api.send(Method::GET, "/healthz", &headers, "").await;
        assert_eq!(answer.status, 200);
        assert!(!answer.headers.contains_key("ratelimit"));
    }
}
