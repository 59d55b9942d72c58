//! Exports the spans of calls to an OpenTelemetry collector, over OTLP.
//!
//! ```sh
//! cargo run -p example-programs --example open_telemetry -- http://127.0.0.1:4318
//! ```

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tencentcloud_api_cvm::{Client, DescribeZonesRequest};
use tracing::Subscriber;
use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;

/// Returns what exports spans to a collector. `shutdown` sends those that it still has.
pub fn provider(collector: &str) -> Result<SdkTracerProvider, ExporterBuildError> {
    let endpoint = format!("{collector}/v1/traces");
    let exporter = SpanExporter::builder().with_http().with_endpoint(endpoint).build()?;
    let resource = Resource::builder().with_service_name("my-program").build();
    Ok(SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build())
}

/// Returns the subscriber that passes spans on to the provider.
pub fn subscriber(provider: &SdkTracerProvider) -> impl Subscriber + Send + Sync {
    let tracer = provider.tracer("tencentcloud");
    Registry::default().with(tracing_opentelemetry::layer().with_tracer(tracer))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let collector = std::env::args().nth(1).ok_or("usage: open_telemetry COLLECTOR")?;
    let provider = provider(&collector)?;
    tracing::subscriber::set_global_default(subscriber(&provider))?;

    let client = Client::from_env("ap-guangzhou")?;
    let zones = client.describe_zones(DescribeZonesRequest::new()).await?;
    println!("{:?} zones", zones.total_count);
    provider.shutdown()?;
    Ok(())
}
