//! `tencentcloud add`: a product as a module or a crate of the user's package.

use super::carried::{FactsSource, VersionChoice};
use super::package::{Dependency, Package};
use schemars::JsonSchema;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_codegen::{Runtime, crate_name, folder_name, module_name};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::codegen::generated::{Generated, Product};
use tencentcloud_tool::codegen::{self, CrateOptions, Defaults, runtime_for};
use tencentcloud_tool::outcome::{Format, Outcome, Results, finish};

const EXAMPLES: &str = "\
Examples:
  tencentcloud add sms --actions SendSms            # src/sms, and what to put into Cargo.toml
  tencentcloud add sms --actions SendSms --write    # puts it there
  tencentcloud add cvm --crate --write              # the whole product as a crate in ./cvm";

/// Add a product to the package of this folder, as a module or as a crate of its own.
///
/// Writes the newest version of the product's API into `src/<product>`, and prints the lines that
/// the manifest and the program need. Run it again after an update, or with more actions: files
/// that it wrote are replaced, names are kept, and actions that are not named again are removed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The product, such as `sms`; `tencentcloud facts` lists all
    product: String,
    /// Keep only these actions and what they reach
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    actions: Vec<String>,
    /// The version of the API, if not the newest
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,
    /// Write a crate beside Cargo.toml instead of a module
    #[arg(long = "crate")]
    as_crate: bool,
    /// Put the blocking client into the module too
    #[arg(long, conflicts_with = "as_crate")]
    blocking: bool,
    /// Add the dependency to Cargo.toml
    #[arg(long)]
    write: bool,
    /// The folder to write into [default: src, or that of Cargo.toml with --crate]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The package's manifest [default: the nearest Cargo.toml]
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// Replace generated files that were edited by hand
    #[arg(long)]
    force: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    source: FactsSource,
    #[command(flatten)]
    options: CrateOptions,
}

/// The module or the crate, and what the package needs for it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Added {
    #[serde(flatten)]
    generated: Generated,
    /// The manifest of the package.
    manifest: String,
    /// The dependency that the package needs.
    dependency: Needed,
    /// The name of the module to declare, without `--crate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<String>,
}

impl Results for Added {
    const COMMAND: &'static str = "add";
}

/// A dependency that the package needs.
#[derive(Serialize, JsonSchema)]
struct Needed {
    /// The name of the crate.
    name: String,
    /// The line for the manifest.
    line: String,
    state: State,
}

/// The state of a dependency in the manifest.
#[derive(Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum State {
    /// It was added.
    Added,
    /// It, or another source of the same crate, was there before.
    Present,
    /// `--write` was not given.
    Unwritten,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    finish(args.format, add(args))
}

fn add(args: &Args) -> Result<Outcome<Added>, Diagnostics> {
    let mut package = Package::locate(args.manifest_path.as_deref())?;
    let version = VersionChoice::or_newest(args.api_version.as_ref());
    let unpacked = args.source.unpack(std::slice::from_ref(&args.product), Some(&version))?;
    let folder = package.folder();
    let default = if args.as_crate { folder.clone() } else { folder.join("src") };
    let out = args.out.clone().unwrap_or(default);
    let dependency = dependency(args, &out, &folder)?;
    let generated = unpacked.generate(
        &codegen::Args {
            products: vec![args.product.clone()],
            out: Some(out.clone()),
            actions: args.actions.clone(),
            module: !args.as_crate,
            blocking: args.blocking,
            force: args.force,
            options: args.options.clone(),
            ..codegen::Args::default()
        },
        &Defaults {
            spec: unpacked.spec(),
            out: out.clone(),
            workspace: None,
            command: Some("tencentcloud add"),
        },
    )?;
    let state = match args.write {
        true if package.add(&dependency)? => State::Added,
        true => State::Present,
        false => State::Unwritten,
    };
    let Outcome { mut diagnostics, text, note, results, fails } = generated;
    let there = package.line(&dependency.name).filter(|line| *line != dependency.line());
    if let Some(line) = there.filter(|_| args.options.runtime.is_some()) {
        diagnostics.push(other_dependency(&line, &dependency, package.path()));
    }
    if !args.actions.is_empty() {
        let products = results.iter().flat_map(|generated| &generated.products);
        products.filter_map(removed_actions).for_each(|warning| diagnostics.push(warning));
    }
    let text = text + &next_steps(args, &dependency, state) + &runtime_hint(args, &package);
    let (name, line) = (dependency.name.clone(), dependency.line());
    let results = results.map(|generated| Added {
        generated,
        manifest: package.path(),
        dependency: Needed { name, line, state },
        module: (!args.as_crate).then(|| module_name(&args.product)),
    });
    Ok(Outcome { diagnostics, text, note, results, fails })
}

fn other_dependency(line: &str, dependency: &Dependency, manifest: String) -> Diagnostic {
    let message = format!("the manifest has `{line}`, and `--runtime` does not change it");
    let help = format!("to use the given one, replace the line by `{}`", dependency.line());
    Diagnostic::warning("other-dependency", message).in_file(manifest).help(help)
}

/// Returns a warning if the run removed files of actions, which an earlier run wrote.
fn removed_actions(product: &Product) -> Option<Diagnostic> {
    let message = match product.removed.iter().filter(|path| path.contains("/actions/")).count() {
        0 => return None,
        1 => "1 action of an earlier run was removed: --actions does not name it".to_owned(),
        removed => format!(
            "{removed} actions of an earlier run were removed: --actions does not name them"
        ),
    };
    let warning = Diagnostic::warning("removed-actions", message).in_file(product.folder.clone());
    Some(warning.help("name all actions that the program uses, or leave out --actions"))
}

/// Returns the dependency of the package: the runtime, or the product's crate.
///
/// # Errors
/// Returns an error if the runtime is given by a path to a folder without a package.
fn dependency(args: &Args, out: &Path, package: &Path) -> Result<Dependency, Diagnostics> {
    let product = &args.product;
    Ok(match args.as_crate {
        true => Dependency {
            name: args.options.crate_name.clone().unwrap_or_else(|| crate_name(product)),
            source: Runtime::Path(match args.out {
                Some(_) => out.join(folder_name(product)).to_string_lossy().into_owned(),
                None => folder_name(product),
            }),
            features: Vec::new(),
        },
        false => Dependency {
            name: "tencentcloud-runtime".to_owned(),
            source: runtime_for(&args.options.runtime.clone().unwrap_or_default(), package)?,
            features: if args.blocking { vec!["blocking"] } else { Vec::new() },
        },
    })
}

fn next_steps(args: &Args, dependency: &Dependency, state: State) -> String {
    let mut text = String::new();
    match state {
        State::Present => text += &format!("\nCargo.toml has {} already.\n", dependency.name),
        State::Added => text += &format!("\nadded to Cargo.toml: {}\n", dependency.line()),
        State::Unwritten => {
            text += &format!("\nadd to Cargo.toml:\n\n  [dependencies]\n  {}\n", dependency.line())
        }
    }
    if !args.as_crate {
        let module = module_name(&args.product);
        text += &format!(
            "\nadd to src/main.rs or src/lib.rs:\n\n  #[rustfmt::skip]\n  mod {module};\n"
        );
    }
    text
}

/// Says that the async client needs tokio, if the manifest does not have it.
fn runtime_hint(args: &Args, package: &Package) -> String {
    if package.has("tokio") {
        return String::new();
    }
    let client =
        if args.blocking { "the async client, unlike the blocking one," } else { "the client" };
    let line = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }";
    format!("\n{client} needs tokio, which Cargo.toml does not have:\n\n  {line}\n")
}
