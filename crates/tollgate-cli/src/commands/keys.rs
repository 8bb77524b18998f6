//! Where the keys come from that seal secrets.

use std::path::Path;
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_service::seal::{Key, Seals};
use zeroize::Zeroizing;

/// The keys, where they should not be in a file.
const KEYS: &str = "TOLLGATE_KEY";

/// The keys in `file`; where none is named, those in the environment, and then those in the file `usual`. The first of them
/// seals, all of them open. None at all where nothing is said.
///
/// # Errors
/// The file cannot be read, or something there is no key.
pub(super) fn seals(file: Option<&Path>, usual: Option<&Path>) -> miette::Result<Seals> {
    if let Some(file) = file {
        return in_file(file);
    }
    match (std::env::var(KEYS).map(Zeroizing::new), usual) {
        (Ok(text), _) if !text.trim().is_empty() => {
            keys(&text).wrap_err_with(|| format!("`{KEYS}` holds something that is no key"))
        }
        (_, Some(usual)) => in_file(usual),
        _ => Ok(Seals::default()),
    }
}

/// The keys that the environment gives a command that says nothing of its own: in the file of TOLLGATE_KEY_FILE, or in
/// TOLLGATE_KEY.
///
/// # Errors
/// As [`seals`].
pub(super) fn at_hand() -> miette::Result<Arc<Seals>> {
    let file = std::env::var_os("TOLLGATE_KEY_FILE").filter(|file| !file.is_empty());
    seals(file.as_deref().map(Path::new), None).map(Arc::new)
}

fn in_file(path: &Path) -> miette::Result<Seals> {
    let place = path.display();
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .into_diagnostic()
        .wrap_err_with(|| format!("the key file `{place}` cannot be read"))?;
    let seals = keys(&text).wrap_err_with(|| format!("the key file `{place}`"))?;
    match seals.present() {
        Some(_) => Ok(seals),
        None => Err(miette!(
            help = "`tollgate secrets key --out FILE` makes one",
            "the key file `{place}` holds no key"
        )),
    }
}

/// One key a line or word. What is wrong is told by its place, as it may be most of a key.
fn keys(text: &str) -> miette::Result<Seals> {
    let read = |(place, text): (usize, &str)| {
        text.parse::<Key>()
            .map_err(|fault| miette!("key {}: {fault}", place + 1))
    };
    let keys = text.split_whitespace().enumerate().map(read);
    Ok(Seals::of(keys.collect::<miette::Result<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::keys;
    use tollgate_service::seal::Key;

    fn text(byte: u8) -> String {
        Key::of([byte; 32]).text().reveal().to_owned()
    }

    #[test]
    fn the_first_of_several_keys_seals() {
        let seals = keys(&format!("{}\n{}\n", text(2), text(1))).expect("keys");
        assert_eq!(seals.present(), Some(Key::of([2; 32]).id()));
        assert_eq!(keys(" \n").expect("no keys").present(), None);
    }

    #[test]
    fn what_is_no_key_is_told_by_its_place_alone() {
        let half = &text(1)[..30];
        let refused = keys(&format!("{}\n{half}", text(2))).expect_err("half a key");
        let said = format!("{refused:?}");
        assert!(said.contains("key 2: ") && !said.contains(half), "{said}");
    }
}
