use super::{About, Seals, Unsealed, sealed_by};
use crate::seal::{Key, NotAKey, Secret};

const ABOUT: About<'_> = About {
    workspace: "acme",
    kind: "endpoint",
    name: "crm",
};

fn key(byte: u8) -> Key {
    Key::of([byte; 32])
}

fn sealed(keys: &[u8]) -> String {
    let seals = Seals::of(keys.iter().copied().map(key).collect());
    let kept = seals.seal(&Secret::new("whsec_hush"), ABOUT);
    kept.expect("random numbers")
}

#[test]
fn what_is_sealed_opens_for_its_own_use_and_shows_nothing() {
    let kept = sealed(&[1]);
    assert!(!kept.contains("hush"), "{kept}");
    let opened = Seals::of(vec![key(1)]).open(&kept, ABOUT);
    assert_eq!(opened, Ok(Secret::new("whsec_hush")));
    assert_eq!(sealed_by(&kept), Some(key(1).id()));
}

#[test]
fn it_opens_nowhere_else() {
    let kept = sealed(&[1]);
    let seals = Seals::of(vec![key(1)]);
    let elsewhere = [
        About {
            workspace: "other",
            ..ABOUT
        },
        About {
            kind: "totp",
            ..ABOUT
        },
        About {
            name: "crm2",
            ..ABOUT
        },
    ];
    for about in elsewhere {
        assert_eq!(seals.open(&kept, about), Err(about.altered()));
    }
}

#[test]
fn it_does_not_open_once_a_letter_is_another() {
    let kept = sealed(&[1]);
    let seals = Seals::of(vec![key(1)]);
    let from = kept.rfind(':').expect("the parts") + 1;
    for place in from..kept.len() {
        let mut letters = kept.clone().into_bytes();
        letters[place] = if letters[place] == b'A' { b'B' } else { b'A' };
        let bent = String::from_utf8(letters).expect("letters");
        assert_eq!(seals.open(&bent, ABOUT), Err(ABOUT.altered()), "{place}");
    }
}

#[test]
fn the_first_key_seals_and_those_after_it_open() {
    let old = sealed(&[1]);
    let both = Seals::of(vec![key(2), key(1)]);
    assert_eq!(both.open(&old, ABOUT), Ok(Secret::new("whsec_hush")));
    assert_eq!(sealed_by(&sealed(&[2, 1])), Some(key(2).id()));
}

#[test]
fn without_its_key_it_says_which_one_is_missing() {
    let kept = sealed(&[1]);
    for seals in [Seals::default(), Seals::of(vec![key(2)])] {
        let refused = seals.open(&kept, ABOUT);
        let missing = key(1).id();
        assert!(
            matches!(&refused, Err(Unsealed::OtherKey { key, .. }) if *key == missing.to_string()),
            "{refused:?}"
        );
    }
}

#[test]
fn the_same_secret_is_never_sealed_alike() {
    assert_ne!(sealed(&[1]), sealed(&[1]));
}

#[test]
fn without_any_key_a_secret_is_kept_in_the_open_whatever_it_looks_like() {
    let seals = Seals::default();
    let looks = Secret::new(sealed(&[1]));
    let kept = seals.seal(&looks, ABOUT).expect("nothing to draw");
    assert_eq!(sealed_by(&kept), None);
    assert_eq!(seals.open(&kept, ABOUT), Ok(looks));
}

#[test]
fn a_key_is_read_as_it_was_written_and_not_shown() {
    let text = key(7).text();
    let read: Key = text.reveal().parse().expect("a key");
    assert_eq!(read.id(), key(7).id());
    assert!(!format!("{read:?}").contains(&text.reveal()[5..]));
    for wrong in ["", "tgk1_", "tgk1_AAAA", &text.reveal()[5..], "tgk1_!"] {
        assert_eq!(wrong.parse::<Key>().err(), Some(NotAKey), "{wrong}");
    }
}
