use tollgate_core::time::Timestamp;

use super::{Anchor, PublicKey, SigningKey};
use crate::ledger::Head;

fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

fn anchor() -> Anchor {
    let head = Head {
        sequence: 12,
        ..Head::start("acme")
    };
    Anchor::sign(
        "acme",
        &head,
        Timestamp::from_micros(1_772_812_800_000_000),
        &key(),
    )
}

#[test]
fn an_anchor_reads_back_from_its_json() {
    let text = serde_json::to_string(&anchor()).expect("JSON");
    assert_eq!(serde_json::from_str::<Anchor>(&text).ok(), Some(anchor()));
    assert!(anchor().is_signed());
}

#[test]
fn whatever_is_altered_is_no_longer_signed() {
    let altered = [
        Anchor {
            workspace: "acne".to_owned(),
            ..anchor()
        },
        Anchor {
            sequence: 11,
            ..anchor()
        },
        Anchor {
            hash: Head::start("other").hash,
            ..anchor()
        },
        Anchor {
            at: Timestamp::from_micros(0),
            ..anchor()
        },
        Anchor {
            public_key: SigningKey::from_seed([8; 32]).public(),
            ..anchor()
        },
        Anchor {
            signature: [1; 64],
            ..anchor()
        },
    ];
    assert!(
        altered.iter().all(|anchor| !anchor.is_signed()),
        "{altered:?}"
    );
}

#[test]
fn what_is_no_anchor_says_what_is_wrong() {
    let text = serde_json::to_string(&anchor()).expect("JSON");
    let short = text.replace(&anchor().hash.to_string(), "00ff");
    let fault = serde_json::from_str::<Anchor>(&short).expect_err("too short");
    assert!(
        fault.to_string().contains("64 hexadecimal digits"),
        "{fault}"
    );
}

#[test]
fn keys_are_read_back_from_pem_and_one_is_not_taken_for_the_other() {
    let (private, public) = (key().to_pem(), key().public().to_pem());
    let read = SigningKey::from_pem(&private).expect("a key");
    assert_eq!(read.public(), key().public());
    assert_eq!(PublicKey::from_pem(&public), Ok(key().public()));
    assert!(SigningKey::from_pem(&public).is_err());
    assert!(PublicKey::from_pem(&private).is_err());
    assert!(!format!("{read:?}").contains("07070707"));
}
