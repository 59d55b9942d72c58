use crate::Options;
use crate::plan::PackagePlan;
use tencentcloud_spec::text::is_hidden;

/// Features of the runtime that users choose, each with what it gives.
const FEATURES: [(&str, &str); 7] = [
    ("gzip", "Reads answers that gateways compress."),
    ("hyper", "The transport over hyper and rustls, for the async client."),
    ("http2", "HTTP/2 for the transport over hyper, where the server offers it."),
    ("native-roots", "The operating system's certificates beside the built-in ones."),
    ("blocking", "The blocking client, over ureq and rustls."),
    ("reqwest", "A transport over reqwest, for programs that have it anyway."),
    ("tracing", "Spans of calls and attempts."),
];

/// Returns the crate's `Cargo.toml`.
pub(super) fn manifest(package: &PackagePlan, version: &str, options: &Options) -> String {
    let PackagePlan { name, plain_title, .. } = package;
    let Options { runtime, .. } = options;
    let workspace = if options.standalone { "\n[workspace]\n" } else { "" };
    let mut text = format!(
        "# {header}\n\n\
         [package]\n\
         name = \"{name}\"\n\
         version = \"{version}\"\n\
         edition = \"2024\"\n\
         rust-version = \"1.88\"\n\
         license = \"MIT\"\n\
         description = \"Client of Tencent Cloud: {title}\"\n\n\
         [features]\n\
         {features}\n\
         [dependencies]\n\
         tencentcloud-runtime = {{ version = \"{runtime_version}\", path = \"{runtime}\", default-features = false }}\n",
        features = features(),
        header = super::source::HEADER,
        title = toml_text(plain_title),
        version = toml_text(version),
        runtime = toml_text(runtime),
        // The runtime and the generator are released together.
        runtime_version = env!("CARGO_PKG_VERSION"),
    );
    if !options.examples.is_empty() {
        text.push_str("\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n");
    }
    text + workspace
}

/// Returns the features of the crate. Each one turns on the runtime's feature of the same name.
fn features() -> String {
    let forward = |(name, docs): (&str, &str)| format!("# {docs}\n{name} = [\"tencentcloud-runtime/{name}\"]\n");
    format!("default = [\"gzip\", \"hyper\"]\n{}", FEATURES.map(forward).concat())
}

/// Returns a text for the inside of quotes in TOML.
fn toml_text(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect::<String>().replace('\\', "\\\\").replace('"', "\\\"")
}

/// Returns the crate's `README.md`.
pub(super) fn readme(package: &PackagePlan) -> String {
    let PackagePlan { name, title, product, apis, .. } = package;
    let versions: String = apis
        .iter()
        .map(|api| format!("- `{}`: version {}, actions: {}\n", api.module, api.version, api.actions.len()))
        .collect();
    format!(
        "<!-- {} -->\n\n# {name}\n\nClient of {title} (`{product}`), a product of Tencent Cloud.\n\n{versions}",
        super::source::HEADER
    )
}
