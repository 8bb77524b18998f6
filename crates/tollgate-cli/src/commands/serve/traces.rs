//! Traces: each request as a span, sent to an OpenTelemetry collector where one is named.

use miette::{IntoDiagnostic, WrapErr, miette};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracerProvider, Tracer};

use super::settings::Settings;

/// What sends traces, if anything does. Dropped, it sends what it still has.
pub(super) struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// As `settings` say. Must be called outside of an async runtime: spans are sent by a thread of their own.
    ///
    /// # Errors
    /// The collector's address is none.
    pub(super) fn of(settings: &Settings) -> miette::Result<Self> {
        let Some(collector) = &settings.traces else {
            return Ok(Self(None));
        };
        opentelemetry::global::set_text_map_propagator(TraceContextPropagator::new());
        let resource = Resource::builder().with_service_name("tollgate");
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(exporter(collector)?);
        Ok(Self(Some(provider.build())))
    }

    pub(super) fn tracer(&self) -> Option<Tracer> {
        self.0.as_ref().map(|provider| provider.tracer("tollgate"))
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Some(Err(fault)) = self.0.take().map(|provider| provider.shutdown()) {
            tracing::warn!("the last traces could not be sent: {fault}");
        }
    }
}

fn exporter(collector: &str) -> miette::Result<SpanExporter> {
    if !collector.starts_with("http://") && !collector.starts_with("https://") {
        return Err(miette!(
            "`traces`: `{collector}` is not a collector's HTTP address: write it such as `http://127.0.0.1:4318`"
        ));
    }
    tollgate_connectors::prepare_tls();
    SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
        .build()
        .into_diagnostic()
        .wrap_err_with(|| format!("`traces`: nothing can be sent to `{collector}`"))
}
