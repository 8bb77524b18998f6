//! The certificate, and a renewed one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// A certificate and its key, in two files that somebody renews. Connections that come after they changed get the new one.
#[derive(Debug)]
pub struct Tls {
    files: Files,
    present: Mutex<Present>,
}

#[derive(Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

#[derive(Debug)]
struct Present {
    /// When the files were changed last, as far as was looked.
    changed_at: [Option<SystemTime>; 2],
    config: Arc<ServerConfig>,
}

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Name files that are there and hold what they should.
    #[error("`{path}` holds no {what} in PEM form, or cannot be read")]
    Unreadable {
        /// The file.
        path: String,
        /// What it should hold.
        what: &'static str,
        /// What is wrong with it.
        #[source]
        fault: rustls::pki_types::pem::Error,
    },
    /// Name the key that the certificate was made for.
    #[error("the certificate in `{path}` and its key do not make a pair that can be used")]
    Unusable {
        /// The certificate's file.
        path: String,
        /// What is wrong with them.
        #[source]
        fault: rustls::Error,
    },
}

impl Tls {
    /// The certificate chain in one file and its key in the other, both in PEM form. TLS 1.2 or newer is spoken.
    ///
    /// # Errors
    /// They cannot be used.
    pub fn new(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let files = Files {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        };
        let present = Present {
            changed_at: files.changed_at(),
            config: files.read()?,
        };
        Ok(Self {
            files,
            present: Mutex::new(present),
        })
    }

    /// What shakes hands with the next connection. The files are looked at each time; where new ones cannot be used, the
    /// certificate of before still is.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let changed_at = self.files.changed_at();
        if changed_at != present.changed_at {
            present.changed_at = changed_at;
            match self.files.read() {
                Ok(config) => {
                    present.config = config;
                    tracing::info!("the renewed certificate is in use");
                }
                Err(fault) => {
                    let cause = std::error::Error::source(&fault).map(ToString::to_string);
                    tracing::error!(cause, "the certificate of before stays in use: {fault}");
                }
            }
        }
        TlsAcceptor::from(Arc::clone(&present.config))
    }
}

impl Files {
    fn changed_at(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|path| std::fs::metadata(path).ok()?.modified().ok())
    }

    fn read(&self) -> Result<Arc<ServerConfig>, TlsError> {
        let chain = CertificateDer::pem_file_iter(&self.certificate).and_then(Iterator::collect);
        let chain: Vec<_> = chain.map_err(unreadable(&self.certificate, "certificate"))?;
        let key = PrivateKeyDer::from_pem_file(&self.key);
        let key = key.map_err(unreadable(&self.key, "private key"))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key));
        let mut config = config.map_err(|fault| TlsError::Unusable {
            path: self.certificate.display().to_string(),
            fault,
        })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

fn unreadable(
    path: &Path,
    what: &'static str,
) -> impl FnOnce(rustls::pki_types::pem::Error) -> TlsError {
    let path = path.display().to_string();
    move |fault| TlsError::Unreadable { path, what, fault }
}
