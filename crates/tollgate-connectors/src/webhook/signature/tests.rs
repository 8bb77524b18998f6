//! Signing, verifying, and the vectors of the specification.

use std::path::PathBuf;

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::{Key, KeyError, Refused, Signed, sign, verify};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const SIGNED_AT: i64 = 1_614_265_330;

fn key(text: &str) -> Key {
    text.parse().expect("a secret")
}

fn signed<'a>(timestamp: &'a str, signature: &'a str) -> Signed<'a> {
    Signed {
        id: ID,
        timestamp,
        signature,
    }
}

#[test]
fn the_specification_s_vector_is_signed_as_it_says() {
    assert_eq!(sign(&[key(SECRET)], ID, SIGNED_AT, BODY), SIGNATURE);
}

#[test]
fn a_message_is_believed_when_one_signature_matches_one_key() {
    let other = key("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let both = sign(&[other.clone(), key(SECRET)], ID, SIGNED_AT, BODY);
    let wrong = sign(std::slice::from_ref(&other), ID, SIGNED_AT, BODY);
    let check = |keys: &[Key], signature: &str, expected: Result<(), Refused>| {
        let headers = signed("1614265330", signature);
        let found = verify(keys, headers, BODY, SIGNED_AT + 299, 300);
        assert_eq!(found, expected, "{signature}");
    };
    check(&[key(SECRET)], SIGNATURE, Ok(()));
    check(&[key(SECRET)], &both, Ok(()));
    check(std::slice::from_ref(&other), &both, Ok(()));
    check(&[other, key(SECRET)], SIGNATURE, Ok(()));
    check(&[key(SECRET)], &wrong, Err(Refused::Signature));
    check(&[], SIGNATURE, Err(Refused::Signature));
    check(&[key(SECRET)], "", Err(Refused::Signature));
    check(&[key(SECRET)], "v1,", Err(Refused::Signature));
    check(&[key(SECRET)], "v1,%%%", Err(Refused::Signature));
    check(&[key(SECRET)], &SIGNATURE[3..], Err(Refused::Signature));
    let later = SIGNATURE.replace("v1,", "v1a,");
    check(&[key(SECRET)], &later, Err(Refused::Signature));
    check(&[key(SECRET)], &format!("{later} {SIGNATURE}"), Ok(()));
    check(&[key(SECRET)], &SIGNATURE[..40], Err(Refused::Signature));
}

#[test]
fn a_message_is_believed_for_a_while_only() {
    let check = |timestamp: &str, now: i64, expected: Result<(), Refused>| {
        let headers = signed(timestamp, SIGNATURE);
        let found = verify(&[key(SECRET)], headers, BODY, now, 300);
        assert_eq!(found, expected, "{timestamp} at {now}");
    };
    check("1614265330", SIGNED_AT + 300, Ok(()));
    check("1614265330", SIGNED_AT + 301, Err(Refused::Stale(301)));
    check("1614265330", SIGNED_AT - 300, Ok(()));
    check("1614265330", SIGNED_AT - 301, Err(Refused::Stale(-301)));
    check("soon", SIGNED_AT, Err(Refused::Timestamp));
    check(
        "-9223372036854775808",
        i64::MAX,
        Err(Refused::Stale(i64::MAX)),
    );
    check("1614265331", SIGNED_AT, Err(Refused::Signature));
}

#[test]
fn a_secret_says_what_is_wrong_with_it() {
    let check = |text: &str, expected: KeyError| {
        assert_eq!(text.parse::<Key>().err(), Some(expected), "{text}");
    };
    check("", KeyError::Spelling);
    check("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", KeyError::Spelling);
    check("whsec_", KeyError::Length(0));
    check("whsec_c2VjcmV0", KeyError::Length(6));
    check("whsec_not base64!", KeyError::Spelling);
    assert_eq!(format!("{:?}", key(SECRET)), "Key(…)");
}

proptest! {
    #[test]
    fn what_was_signed_is_believed_and_nothing_else(
        bytes in any::<[u8; 32]>(), body in any::<Vec<u8>>(), seconds in 0..i64::from(u32::MAX), flip in any::<usize>(),
    ) {
        let keys = [Key(bytes.to_vec())];
        let (signature, timestamp) = (sign(&keys, ID, seconds, &body), seconds.to_string());
        let headers = signed(&timestamp, &signature);
        prop_assert_eq!(verify(&keys, headers, &body, seconds, 0), Ok(()));
        let mut other = body.clone();
        other.push(0);
        prop_assert!(verify(&keys, headers, &other, seconds, 0).is_err());
        let mut other = bytes;
        other[flip % 32] ^= 1;
        prop_assert!(verify(&[Key(other.to_vec())], headers, &body, seconds, 0).is_err());
    }

    #[test]
    fn no_header_makes_it_panic(timestamp in ".*", signature in ".*", now in any::<i64>()) {
        let _ = verify(&[key(SECRET)], signed(&timestamp, &signature), BODY, now, 300);
    }
}

/// The vectors lie outside the repository, in `$TOLLGATE_SHARED/data/specs`; without them only the one above is tried.
#[test]
fn shared_vectors_are_signed_as_they_say() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("TOLLGATE_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("data/specs/signature_test_vectors.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!(
            "SKIPPED: no {}; TOLLGATE_SHARED names its folder",
            path.display()
        );
        return;
    };
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let vectors = all["standard_webhooks"]["vectors"].as_array();
    for vector in vectors.expect("a list of vectors") {
        let text = |name: &str| vector[name].as_str().expect("a text");
        let keys = [key(&format!("whsec_{}", text("secret")))];
        let seconds = text("timestamp").parse().expect("seconds");
        let found = sign(&keys, text("id"), seconds, text("body").as_bytes());
        assert_eq!(found, text("signature"));
    }
}
