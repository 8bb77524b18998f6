//! Figures for an operator's monitoring, in the form that Prometheus reads.

use std::collections::BTreeMap;
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

impl Metrics {
    /// Those of `workspace`, whose name is a label of each.
    pub(crate) fn of(workspace: &str) -> Self {
        let commands = Family::default();
        let requests = Family::default();
        let classes: fn() -> Histogram = || Histogram::new(SECONDS);
        let seconds = Family::new_with_constructor(classes);
        let (sequence, listeners) = (Gauge::default(), Gauge::default());
        let label = ("workspace".into(), workspace.to_owned().into());
        let mut registry = Registry::with_prefix_and_labels("tollgate", [label].into_iter());
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

/// What a text ends with.
const END: &str = "# EOF\n";

/// One text of those of several workspaces: what they say of the same figure stands together, as the form wants it.
pub(crate) fn together(texts: &[String]) -> String {
    let mut figures = BTreeMap::<&str, String>::new();
    for figure in texts.iter().flat_map(|text| text.split("# HELP ").skip(1)) {
        let figure = figure.trim_end_matches(END);
        let name = figure.split(' ').next().unwrap_or_default();
        match figures.get_mut(name) {
            None => drop(figures.insert(name, format!("# HELP {figure}"))),
            Some(lines) => lines.extend(samples(name, figure)),
        }
    }
    figures.into_values().chain([END.to_owned()]).collect()
}

/// The lines of `figure` that are not about it.
fn samples<'f>(name: &'f str, figure: &'f str) -> impl Iterator<Item = &'f str> {
    let lines = figure.split_inclusive('\n').skip(1);
    lines.filter(move |line| line.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::{Metrics, together};

    #[test]
    fn figures_of_several_workspaces_stand_together() {
        let text = |workspace: &str, sequence| {
            let metrics = Metrics::of(workspace);
            metrics.command("accept");
            metrics.request("GET", "/healthz", 200, 0.0);
            metrics.text(sequence).expect("a text")
        };
        let (acme, globex) = (text("acme", 5), text("globex", 7));
        let all = together(&[acme.clone(), globex]);
        let places: Vec<_> = [
            "# TYPE tollgate_ledger_sequence gauge\n",
            "{workspace=\"acme\"} 5\n",
            "{workspace=\"globex\"} 7\n",
        ]
        .iter()
        .map(|line| all.find(line).unwrap_or_else(|| panic!("{line}: {all}")))
        .collect();
        assert!(places.is_sorted(), "{all}");
        for once in [
            "# TYPE tollgate_commands counter",
            "# HELP tollgate_http_request_seconds ",
            "# EOF",
        ] {
            assert_eq!(all.matches(once).count(), 1, "{once}: {all}");
        }
        assert!(all.ends_with("\n# EOF\n"));
        assert_eq!(
            together(std::slice::from_ref(&acme)).lines().count(),
            acme.lines().count()
        );
    }
}
