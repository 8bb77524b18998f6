//! The service over TLS: a real client that trusts one certificate, and then the renewed one.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::service::{Answer, Service, connect, read, until};

const FLAGS: [&str; 4] = [
    "--tls-cert",
    "FOLDER/cert.pem",
    "--tls-key",
    "FOLDER/key.pem",
];

/// Writes a new certificate and its key into `folder`.
fn renew(folder: &Path) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]);
    let made = made.expect("a certificate");
    fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).expect("the key");
    fs::write(folder.join("cert.pem"), made.cert.pem()).expect("the certificate");
}

fn served() -> Service {
    let folder = tempfile::tempdir().expect("a folder");
    renew(folder.path());
    Service::in_folder(folder, "{}\n", &FLAGS)
}

/// A client that trusts the certificate that lies in the folder, and nothing else.
fn client(
    service: &Service,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let trusted = CertificateDer::from_pem_file(service.path("cert.pem")).expect("a certificate");
    roots.add(trusted).expect("a certificate");
    let client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(client)
}

fn ask(service: &Service, client: &Arc<ClientConfig>) -> Answer {
    let name = "localhost".try_into().expect("a name");
    let tls = ClientConnection::new(Arc::clone(client), name).expect("a client");
    let mut stream = StreamOwned::new(tls, connect(service.address));
    let request = b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    // A handshake that fails leaves nothing to read.
    drop(stream.write_all(request));
    Answer::of(&read(&mut stream))
}

#[test]
fn requests_come_over_tls_and_are_told_to_do_so_ever_after() {
    let service = served();
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let answer = ask(&service, &client(&service, &[version]));
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(
            answer
                .head
                .contains("strict-transport-security: max-age=31536000"),
            "{answer:?}"
        );
    }
}

#[test]
fn who_speaks_no_tls_gets_nothing() {
    let service = served();
    let answer = service.ask("GET", "/readyz", "");
    assert_eq!((answer.status, answer.body.as_str()), (0, ""), "{answer:?}");
    assert_eq!(
        ask(&service, &client(&service, rustls::ALL_VERSIONS)).status,
        200
    );
}

#[test]
fn a_renewed_certificate_is_used_without_a_restart_and_a_broken_one_is_not() {
    let service = served();
    let before = client(&service, rustls::ALL_VERSIONS);
    renew(service.folder.path());
    let after = client(&service, rustls::ALL_VERSIONS);
    until("the new one is used", || {
        (ask(&service, &after).status == 200).then_some(())
    });
    assert_eq!(
        ask(&service, &before).status,
        0,
        "the old one is used no more"
    );
    fs::write(service.path("cert.pem"), "nonsense").expect("a file");
    assert_eq!(ask(&service, &after).status, 200, "{}", service.log());
    assert!(service.log().contains("stays in use"), "{}", service.log());
}
