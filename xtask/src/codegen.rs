//! `cargo xtask codegen`: normalised descriptions to crates.

use crate::tree::{self, Stale};
use crate::workspace;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};
use tencentcloud_codegen::{Files, Options, generate_all, generate_module, module_name};
use tencentcloud_spec::check::validate;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::{Api, from_json};
use tencentcloud_spec::passes::select;

/// Generate crates from the normalised descriptions.
///
/// Writes one crate a product and removes what is stale in it. Run it whenever a description changed.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Products to generate, such as `batch`; all that are described if none is named.
    products: Vec<String>,
    /// The folder of descriptions, `<product>/<version>.json` [default: spec/api].
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of crates [default: generated].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Keep only these actions and what they reach.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    actions: Vec<String>,
    /// Write modules for a crate of one's own instead of crates: `mod batch;` beside `DIR/batch/mod.rs`. The crate
    /// needs tencentcloud-runtime.
    #[arg(long, requires = "out")]
    module: bool,
    /// Put the blocking client into the modules too; the runtime's feature `blocking` must be on.
    #[arg(long, requires = "module")]
    blocking: bool,
    /// Write nothing; exit 1 and name each file that is not as it should be.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match generate(args) {
        Ok(code) => code,
        Err(diagnostics) => {
            eprint!("{diagnostics}");
            ExitCode::FAILURE
        }
    }
}

/// Everything is read and generated before anything is written.
fn generate(args: &Args) -> Result<ExitCode, Diagnostics> {
    let root = workspace::root();
    let spec = args.spec.clone().unwrap_or_else(|| root.join("spec/api"));
    let out = args.out.clone().unwrap_or_else(|| root.join("generated"));
    let mut products = read(&spec, &args.products)?;
    keep_actions(&mut products, &args.actions)?;
    let make = |(product, apis)| make((product, apis), (&root, &spec, &out), args);
    let crates = products.par_iter().map(make).collect::<Result<Vec<_>, _>>()?;
    if args.check { Ok(check(&crates, args)) } else { write(&crates).map(|()| ExitCode::SUCCESS) }
}

/// A product's crate or module, and what is stale of it.
fn make<'a>(
    (product, apis): (&String, &'a Vec<Api>),
    (root, spec, out): (&Path, &Path, &Path),
    args: &Args,
) -> Result<Crate<'a>, Diagnostics> {
    let versions: Vec<&Api> = apis.iter().collect();
    let (folder, files) = match args.module {
        true => (out.join(module_name(product).trim_start_matches("r#")), generate_module(&versions, args.blocking)?),
        false => (out.join(product), generate_all(&versions, &options(root, spec, out, product)?)?),
    };
    let stale = tree::stale(&folder, &files).map_err(|error| unusable(&folder, &error))?;
    Ok(Crate { folder, apis, files, stale })
}

/// Generates these products anew, without a word; gives how many files changed of each.
///
/// # Errors
/// Where a description is wrong or a crate cannot be written.
pub(crate) fn regenerate(spec: &Path, out: &Path, products: &[String]) -> Result<Vec<(String, usize)>, Diagnostics> {
    let mut changed = Vec::new();
    for (product, apis) in read(spec, products)? {
        let options = options(&workspace::root(), spec, out, &product)?;
        let files = generate_all(&apis.iter().collect::<Vec<_>>(), &options)?;
        let folder = out.join(&product);
        let stale = tree::stale(&folder, &files).map_err(|error| unusable(&folder, &error))?;
        tree::mend(&folder, &files, &stale).map_err(|error| unusable(&folder, &error))?;
        changed.push((product, stale.len()));
    }
    Ok(changed)
}

/// A crate and what is stale of it.
struct Crate<'a> {
    folder: PathBuf,
    apis: &'a [Api],
    files: Files,
    stale: Vec<(String, Stale)>,
}

fn options(root: &Path, spec: &Path, out: &Path, product: &str) -> Result<Options, Diagnostics> {
    let generated = workspace::absolute(&root.join("generated"));
    let examples = spec.join(product).join("examples");
    Ok(Options {
        runtime: workspace::relative(&out.join(product), &root.join("runtime")),
        standalone: workspace::absolute(out) != generated,
        examples: rust_files(&examples).map_err(|error| unusable(&examples, &error))?,
        ..Options::default()
    })
}

/// The programs of a product; none where there is no folder of them.
fn rust_files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in entries(folder)?.into_iter().filter(|path| path.extension().is_some_and(|it| it == "rs")) {
        files.push((file_name(&path), fs::read_to_string(&path)?));
    }
    Ok(files)
}

/// What a folder holds, sorted; nothing where it is not there.
pub(crate) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let read = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read?,
    };
    let mut paths = read.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(crate) fn unusable(path: &Path, error: &io::Error) -> Diagnostics {
    Diagnostic::error("unusable-path", format!("{error}")).in_file(path.display().to_string()).into()
}

/// The descriptions below `spec`, by product; each version sorted.
fn read(spec: &Path, wanted: &[String]) -> Result<BTreeMap<String, Vec<Api>>, Diagnostics> {
    let mut products = BTreeMap::new();
    for folder in entries(spec).map_err(|error| unusable(spec, &error))?.into_iter().filter(|path| path.is_dir()) {
        let product = file_name(&folder);
        if !wanted.is_empty() && !wanted.contains(&product) {
            continue;
        }
        let apis = read_product(&folder)?;
        if !apis.is_empty() {
            products.insert(product, apis);
        }
    }
    match wanted.iter().find(|product| !products.contains_key(*product)) {
        Some(missing) => Err(no_description(spec, &format!("`{missing}`"))),
        None if products.is_empty() => Err(no_description(spec, "any product")),
        None => Ok(products),
    }
}

fn no_description(spec: &Path, what: &str) -> Diagnostics {
    Diagnostic::error("no-description", format!("there is no description of {what}"))
        .in_file(spec.display().to_string())
        .help("make one with `cargo xtask import SOURCE…`")
        .into()
}

fn read_product(folder: &Path) -> Result<Vec<Api>, Diagnostics> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|it| it == "json");
    let mut apis = Vec::new();
    for path in entries(folder).map_err(|error| unusable(folder, &error))?.into_iter().filter(is_json) {
        let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
        let api = from_json(&text, &path.display().to_string())?;
        let found = validate(&api, &path.display().to_string());
        if found.has_errors() {
            return Err(found);
        }
        if path != folder.with_file_name(&api.product).join(format!("{}.json", api.version)) {
            let message = format!("holds {} {}, which belongs to another path", api.product, api.version);
            let help = format!("move it to {}/{}.json", api.product, api.version);
            return Err(Diagnostic::error("misplaced", message).in_file(path.display().to_string()).help(help).into());
        }
        apis.push(api);
    }
    Ok(apis)
}

/// Keeps the actions that are asked for; a product without any of them is left out.
fn keep_actions(products: &mut BTreeMap<String, Vec<Api>>, actions: &[String]) -> Result<(), Diagnostics> {
    if actions.is_empty() {
        return Ok(());
    }
    let mut diagnostics = Diagnostics::default();
    for action in actions {
        let is_there = products.values().flatten().any(|api| api.actions.contains_key(action));
        if !is_there && let Some(api) = products.values_mut().flatten().next() {
            let unknown = select(api, std::slice::from_ref(action)).err();
            unknown.into_iter().flatten().for_each(|diagnostic| diagnostics.push(diagnostic));
        }
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    for api in products.values_mut().flatten() {
        let here: Vec<_> = actions.iter().filter(|action| api.actions.contains_key(*action)).cloned().collect();
        // Only names that are there are asked for.
        let _ = select(api, &here);
    }
    products.values_mut().for_each(|apis| apis.retain(|api| !api.actions.is_empty()));
    products.retain(|_, apis| !apis.is_empty());
    Ok(())
}

fn check(crates: &[Crate<'_>], args: &Args) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let help = format!("run `{}`", mending(args));
    for Crate { folder, stale, .. } in crates {
        for (path, why) in stale {
            let message = match why {
                Stale::Edited => "differs from what its description gives",
                Stale::Missing => "is missing",
                Stale::LeftOver => "is left over: nothing generates it",
            };
            let file = folder.join(path).display().to_string();
            eprintln!("{}", Diagnostic::error("stale-file", message).in_file(file).help(&*help));
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// The command that mends what a check with these arguments finds.
fn mending(args: &Args) -> String {
    let mut command = vec!["cargo xtask codegen".to_owned()];
    command.extend(args.products.iter().cloned());
    for (option, folder) in [("--spec", &args.spec), ("--out", &args.out)] {
        command.extend(folder.iter().map(|folder| format!("{option} {}", folder.display())));
    }
    if !args.actions.is_empty() {
        command.push(format!("--actions {}", args.actions.join(",")));
    }
    let flags = [("--module", args.module), ("--blocking", args.blocking)];
    command.extend(flags.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.to_owned()));
    command.join(" ")
}

fn write(crates: &[Crate<'_>]) -> Result<(), Diagnostics> {
    for Crate { folder, apis, files, stale } in crates {
        if !stale.is_empty() {
            tree::mend(folder, files, stale).map_err(|error| unusable(folder, &error))?;
        }
        for api in *apis {
            println!(
                "{} {}: {}, {}, {}, {} of {} files changed",
                api.product,
                api.version,
                count(api.actions.len(), "action"),
                count(api.structures.len(), "structure"),
                count(api.errors.len(), "error code"),
                stale.len(),
                files.len()
            );
        }
    }
    Ok(())
}

/// `1 action`, `2 actions`
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
