//! The command `mock`: serves a product's documented examples on this machine.

use crate::codegen::{entries, facts_of, file_name, unusable};
use crate::outcome::{Format, Outcome, Results, finish};
use schemars::JsonSchema;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};
use tencentcloud_mock::{Builder, KEY, Mock, SECRET_ID};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::facts;

/// Serve the documented examples of products on this machine, to try programs without an account.
///
/// It checks signatures and parameters as the service does, and prints what to point a client at.
/// It runs until it is stopped with Ctrl-C.
#[derive(clap::Args)]
#[group(skip)]
pub struct Args {
    /// The product, such as `batch`; may be given several times; all described products if none is
    /// named
    #[arg(long, value_name = "PRODUCT")]
    pub product: Vec<String>,
    /// The folder of descriptions, `<product>/<version>.json`
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The port to listen on, on the loopback interface only; 0 for any that is free
    #[arg(long, default_value_t = 9000)]
    pub port: u16,
    /// Accept the key pair only together with this token, like a temporary one
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// The settings of a client for the mock.
#[derive(Serialize, JsonSchema)]
pub struct Serving {
    /// The value of TENCENTCLOUD_ENDPOINT.
    url: String,
    /// The value of TENCENTCLOUD_SECRET_ID.
    secret_id: &'static str,
    /// The value of TENCENTCLOUD_SECRET_KEY.
    secret_key: &'static str,
}

impl Results for Serving {
    const COMMAND: &'static str = "mock";
}

/// Serves until the process ends, or prints why it cannot.
///
/// Descriptions are in the folder `spec` unless an option names another one.
pub fn run(args: &Args, spec: &Path) -> ExitCode {
    match start(args, args.spec.as_deref().unwrap_or(spec)) {
        Ok(mock) => {
            let code = finish(args.format, Ok(serving(mock.url())));
            mock.run();
            code
        }
        Err(diagnostics) => finish::<Serving>(args.format, Err(diagnostics)),
    }
}

fn serving(url: String) -> Outcome<Serving> {
    let text = format!(
        "serving on {url}; point a client at it with\n  \
         export TENCENTCLOUD_ENDPOINT={url}\n  \
         export TENCENTCLOUD_SECRET_ID={SECRET_ID}\n  \
         export TENCENTCLOUD_SECRET_KEY={KEY}\n"
    );
    Outcome::success(Serving { url, secret_id: SECRET_ID, secret_key: KEY }, text)
}

fn start(args: &Args, spec: &Path) -> Result<Mock, Diagnostics> {
    let products = match args.product.is_empty() {
        true => products(spec).map_err(|error| unusable(spec, &error))?,
        false => args.product.clone(),
    };
    // Recorded requests are never read here.
    let mut builder = Mock::builder().port(args.port).record_at_most(0);
    if let Some(token) = &args.token {
        builder = builder.temporary_credential(SECRET_ID, KEY, token);
    }
    for product in products {
        builder = with_product(builder, &folder(spec, &product))?;
    }
    builder.start().map_err(|error| {
        Diagnostic::error(
            "unusable-port",
            format!("port {} cannot be listened on: {error}", args.port),
        )
        .help("choose another one with --port")
        .into()
    })
}

/// Returns the names of all folders.
fn products(spec: &Path) -> io::Result<Vec<String>> {
    // A missing folder is an error here.
    fs::read_dir(spec)?;
    Ok(entries(spec)?.iter().filter(|path| path.is_dir()).map(|path| file_name(path)).collect())
}

/// Returns the folder of a product's descriptions, or that of its facts if it has no description.
fn folder(spec: &Path, product: &str) -> PathBuf {
    let (described, facts) = (spec.join(product), facts_of(spec).join(product));
    if !described.is_dir() && facts.is_dir() { facts } else { described }
}

/// Adds all versions of a product to the mock.
fn with_product(mut builder: Builder, folder: &Path) -> Result<Builder, Diagnostics> {
    let files = fs::read_dir(folder)
        .and_then(|_| entries(folder))
        .map_err(|error| unusable(folder, &error))?;
    for path in files {
        if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
            builder = builder.api(facts::parse_facts(&text, &path.display().to_string())?);
        }
    }
    Ok(builder)
}
