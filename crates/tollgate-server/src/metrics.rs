//! Figures for an operator's monitoring, in the form that Prometheus reads.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds, in seconds, of the classes in which answers are counted.
const SECONDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];

/// What is counted.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    commands: Family<CommandLabels, Counter>,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram, fn() -> Histogram>,
    sequence: Gauge<u64, AtomicU64>,
    listeners: Gauge,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct CommandLabels {
    command: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let commands = Family::default();
        let requests = Family::default();
        let classes: fn() -> Histogram = || Histogram::new(SECONDS);
        let seconds = Family::new_with_constructor(classes);
        let (sequence, listeners) = (Gauge::default(), Gauge::default());
        let mut registry = Registry::with_prefix("tollgate");
        registry.register("commands", "Commands given", commands.clone());
        registry.register("http_requests", "HTTP requests answered", requests.clone());
        registry.register(
            "http_request_seconds",
            "Time to the answer",
            seconds.clone(),
        );
        registry.register(
            "ledger_sequence",
            "The ledger's last entry",
            sequence.clone(),
        );
        registry.register("live_listeners", "Open live streams", listeners.clone());
        Self {
            registry,
            commands,
            requests,
            seconds,
            sequence,
            listeners,
        }
    }
}

impl Metrics {
    pub(crate) fn command(&self, command: &'static str) {
        self.commands
            .get_or_create(&CommandLabels { command })
            .inc();
    }

    /// One request was answered; `route` is the pattern that it fitted, never its path, so that there are few.
    pub(crate) fn request(&self, method: &str, route: &str, status: u16, seconds: f64) {
        let (method, route) = (method.to_owned(), route.to_owned());
        self.seconds
            .get_or_create(&RouteLabels {
                route: route.clone(),
            })
            .observe(seconds);
        let labels = RequestLabels {
            method,
            route,
            status,
        };
        self.requests.get_or_create(&labels).inc();
    }

    pub(crate) fn listening(&self, by: i64) {
        self.listeners.inc_by(by);
    }

    /// Everything, in the text form; `sequence` is the ledger's last entry.
    pub(crate) fn text(&self, sequence: u64) -> Result<String, std::fmt::Error> {
        self.sequence.set(sequence);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
