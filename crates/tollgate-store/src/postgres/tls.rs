//! Encryption: either none, or with a server that proves who it is.

use std::fmt;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::location::LocationError;

/// How a connection is encrypted.
#[derive(Clone)]
pub(super) struct Tls(Option<MakeRustlsConnect>);

/// The values of `sslmode` that ask for encryption. Each asks for proof as well: encryption to whoever answers protects
/// from nobody who can answer.
const ENCRYPTED: [&str; 3] = ["require", "verify-ca", "verify-full"];
/// Those that leave it to the server; what need not be encrypted is not.
const PLAIN: [&str; 3] = ["disable", "allow", "prefer"];

impl Tls {
    /// Takes `sslmode` and `sslrootcert` out of `url`, and gives the rest of it.
    ///
    /// # Errors
    /// There is no such mode, or the file has no certificate.
    pub(super) fn taken_from(url: &str) -> Result<(String, Self), LocationError> {
        let (base, settings) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut root, mut others) = ("disable", None, Vec::new());
        for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
            match setting.split_once('=') {
                Some(("sslmode", value)) => mode = value,
                Some(("sslrootcert", path)) => root = Some(path),
                _ => others.push(setting),
            }
        }
        let tls = if ENCRYPTED.contains(&mode) {
            Self(Some(connector(root)?))
        } else if PLAIN.contains(&mode) {
            Self(None)
        } else {
            let modes = "disable, prefer, require, verify-ca and verify-full are";
            return Err(LocationError::Url {
                fault: format!("`{mode}` is no sslmode: {modes}"),
            });
        };
        let rest = if others.is_empty() {
            base.to_owned()
        } else {
            format!("{base}?{}", others.join("&"))
        };
        Ok((rest, tls))
    }

    /// The mode as the driver knows it.
    pub(super) fn mode(&self) -> SslMode {
        if self.0.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        }
    }

    /// What encrypts; `None` where nothing is to be encrypted.
    pub(super) fn connector(&self) -> Option<MakeRustlsConnect> {
        self.0.clone()
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tls").field(&self.0.is_some()).finish()
    }
}

/// What encrypts to a server that is vouched for by a certificate in the file `root`, or by a public authority.
fn connector(root: Option<&str>) -> Result<MakeRustlsConnect, LocationError> {
    let mut roots = RootCertStore::empty();
    match root {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => trust(&mut roots, path).map_err(|fault| LocationError::Url {
            fault: format!("the certificates in `{path}` cannot be used: {fault}"),
        })?,
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has ciphers for the versions of TLS that are safe")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn trust(roots: &mut RootCertStore, path: &str) -> Result<(), Box<dyn std::error::Error>> {
    for certificate in CertificateDer::pem_file_iter(path)? {
        roots.add(certificate?)?;
    }
    if roots.is_empty() {
        return Err("there is none".into());
    }
    Ok(())
}
