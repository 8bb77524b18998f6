//! Paths that lead out of where they should, and methods that nobody offers.

use crate::service::Service;

/// Ways out, as they have been tried on others.
const OUT: [&str; 9] = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "..%c0%af..%c0%afetc/passwd",
    "%252e%252e%252fetc%252fpasswd",
    "....//....//etc/passwd",
    "/etc/passwd",
    "passwd%00.json",
];

/// `path` with `value` for each of its parameters.
fn filled(path: &str, value: &str) -> String {
    let mut pieces = path.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (_, rest) = piece.split_once('}').unwrap_or(("", piece));
        filled.push_str(value);
        filled.push_str(rest);
    }
    filled
}

#[test]
fn no_path_leads_to_a_file_of_the_machine() {
    let service = Service::new();
    let prefixes = ["/", "/docs/", "/docs.js/", "/v1/", "/static/"];
    let prefixed = prefixes
        .iter()
        .flat_map(|prefix| OUT.map(|out| format!("{prefix}{out}")));
    let routes = service.routes();
    let on_routes = routes
        .iter()
        .flat_map(|(_, path)| OUT.map(|out| filled(path, out)));
    for path in prefixed.chain(on_routes) {
        // A stream does not end by itself.
        if path.starts_with("/v1/live") {
            continue;
        }
        let answer = service.ask("GET", &path, "");
        assert!(answer.status < 500, "{path}: {answer:?}");
        assert!(!answer.body.contains("root:"), "{path}: {answer:?}");
    }
    service.is_well();
}

#[test]
fn nothing_that_was_sent_becomes_a_header() {
    let service = Service::new();
    let bent = "x%0d%0aset-cookie:%20session=stolen%0d%0a%0d%0a";
    for (method, path) in service.routes() {
        let path = filled(&path, bent);
        if path.starts_with("/v1/live") {
            continue;
        }
        for path in [
            path.clone(),
            format!("{path}?cursor={bent}&location={bent}"),
        ] {
            let answer = service.ask(&method, &path, "");
            assert!(answer.status < 500, "{method} {path}: {answer:?}");
            assert!(
                !answer.head.contains("\nset-cookie"),
                "{method} {path}: {answer:?}"
            );
        }
    }
    for name in [
        "x-request-id",
        "idempotency-key",
        "tollgate-acting",
        "if-match",
    ] {
        let header = format!("{name}: a\rset-cookie: session=stolen\r\n");
        let answer = service.ask_with("GET", "/v1/queues", &header, "");
        assert!(answer.status < 500, "{name}: {answer:?}");
        assert!(!answer.head.contains("\nset-cookie"), "{name}: {answer:?}");
    }
    service.is_well();
}

#[test]
fn a_method_that_nobody_offers_is_refused() {
    let service = Service::new();
    for method in ["TRACE", "PROPFIND", "DEBUG", "get", "OPTIONS", "PATCH"] {
        let answer = service.ask(method, "/v1/queues", "");
        assert_eq!(answer.status, 405, "{method}: {answer:?}");
    }
    let tunnel = service.send(
        b"CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\nconnection: close\r\n\r\n",
    );
    assert!((400..500).contains(&tunnel.status), "{tunnel:?}");
    let elsewhere = service.ask("GET", "http://169.254.169.254/latest/meta-data", "");
    assert_eq!(elsewhere.status, 404, "{elsewhere:?}");
    service.is_well();
}
