//! Key files, and files that must not replace others.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};
use tollgate_service::anchor::{PublicKey, SigningKey};

/// The private key in `path`.
///
/// # Errors
/// It cannot be read, or is something else.
pub(crate) fn signing_key(path: &Path) -> miette::Result<SigningKey> {
    let key = SigningKey::from_pem(&text(path)?).into_diagnostic();
    key.wrap_err_with(|| format!("`{}` cannot sign", path.display()))
}

/// The public key in `path`.
///
/// # Errors
/// It cannot be read, or is something else.
pub(crate) fn public_key(path: &Path) -> miette::Result<PublicKey> {
    let key = PublicKey::from_pem(&text(path)?).into_diagnostic();
    key.wrap_err_with(|| format!("`{}` checks no signatures", path.display()))
}

fn text(path: &Path) -> miette::Result<String> {
    let text = fs::read_to_string(path).into_diagnostic();
    text.wrap_err_with(|| format!("`{}` cannot be read", path.display()))
}

/// Writes a file that is not there yet, for its owner alone where it `is_secret`.
pub(super) fn write_new(path: &Path, text: &str, is_secret: bool) -> miette::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if is_secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options
        .open(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("`{}` cannot be made", path.display()))?;
    file.write_all(text.as_bytes()).into_diagnostic()
}
