//! `cargo xtask update`: what the vendor's metadata says today, brought into the committed descriptions and crates.
//!
//! Structure comes from the metadata, prose from `spec/sources` only: no sentence of the vendor's enters a
//! description.

mod markdown;
mod own_words;

use crate::codegen::{Regenerated, entries, file_name, kept, read_with, unusable};
use crate::content::same_text;
use crate::files::{NewFile, sweep, write_all};
use crate::import::{sources, store};
use crate::lock::Lock;
use crate::report::Changes;
use crate::{print, tree, workspace};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_codegen::{Names, folder_name};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::Class;
use tencentcloud_spec::import::{Imported, Options, SourceFile, import_with};
use tencentcloud_spec::model::{Api, to_json};
use tencentcloud_spec::read::{Document, Kind, facts_only};

const EXAMPLES: &str = "\
Examples:
  cargo xtask update SERVICES                 # SERVICES: the folder of that name in the tccli package
  cargo xtask update SERVICES --spec target/spec --out target/crates";

/// Bring the committed products up to date with a metadata folder, and print what changed as Markdown.
///
/// Imports what is below spec/api anew and generates the crates; the text on stdout is fit for a pull request. Members, types and flags come from the metadata, descriptions and examples from spec/sources only.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The `services` folder of the tccli package: `<product>/<version>/api.json` and `examples.json`
    #[arg(value_name = "SERVICES")]
    services: PathBuf,
    /// The folder of descriptions, whose products are updated [default: spec/api]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of our own documents, a folder a product [default: spec/sources]
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// The folder of crates [default: generated]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace generated files that were edited by hand
    #[arg(long)]
    force: bool,
}

/// Where things are.
struct Folders {
    services: PathBuf,
    spec: PathBuf,
    sources: PathBuf,
    out: PathBuf,
    force: bool,
}

/// What the user ran who reads of an obstacle.
const COMMAND: &str = "cargo xtask update";

/// A description after the update.
struct Updated {
    imported: Imported,
    /// What changed against what was there.
    changes: Changes,
    /// Members and other things that nobody has described in our own words, by their owner.
    undescribed: Vec<(String, Vec<String>)>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let root = workspace::root();
    let or = |given: &Option<PathBuf>, default: &str| given.clone().unwrap_or_else(|| root.join(default));
    let folders = Folders {
        services: args.services.clone(),
        spec: or(&args.spec, "spec/api"),
        sources: or(&args.sources, "spec/sources"),
        out: or(&args.out, "generated"),
        force: args.force,
    };
    match update(&folders) {
        Ok(markdown) => print::stdout(&markdown, ExitCode::SUCCESS),
        Err(diagnostics) => {
            print::stderr(diagnostics);
            ExitCode::FAILURE
        }
    }
}

/// Everything is imported before anything is written.
fn update(folders: &Folders) -> Result<String, Diagnostics> {
    let lock = Lock::take(&[&folders.spec, &folders.out]).map_err(tree::unwritable)?;
    let products = committed(folders)?;
    for product in &products {
        tree::sweep(&folders.out.join(folder_name(product)), &lock);
        sweep(&folders.spec.join(product), &lock);
    }
    let mut updates = Vec::new();
    for product in &products {
        updates.extend(import_product(folders, product)?);
    }
    updates.iter().for_each(warn);
    let mut new = descriptions(folders, &updates);
    let named = products.iter().map(|product| Ok((product.clone(), names(folders, product, &mut updates, &new)?)));
    let named = named.collect::<Result<Vec<_>, Diagnostics>>()?;
    let how = (folders.force, COMMAND);
    let crates = Regenerated::make((&folders.spec, &folders.out), &named, &new, how)?;
    new.extend(named.iter().filter_map(|(product, names)| kept::changed(&folders.spec.join(product), names)));
    write_all(&folders.spec, &new).map_err(tree::unwritable)?;
    Ok(markdown::report(&updates, &crates.write(how)?))
}

/// The names of a product's crate after the update, with the version that follows from all changes; notes the changes of
/// each version.
fn names(folders: &Folders, product: &str, updates: &mut [Updated], new: &[NewFile]) -> Result<Names, Diagnostics> {
    let folder = folders.spec.join(product);
    let (before, after) = (read_with(&folder, &[])?, read_with(&folder, new)?);
    let mut names = kept::read(&folder)?.settled(&before.iter().collect::<Vec<_>>());
    let mut gravest = None;
    for updated in updates.iter_mut().filter(|updated| updated.imported.api.product == product) {
        updated.changes = match &updated.imported.before {
            Some(before) => Changes::between(&before.api, &updated.imported.api, &names)?,
            None => Changes::default(),
        };
        let class = if updated.imported.before.is_some() { updated.changes.gravest() } else { Some(Class::Additive) };
        gravest = Class::gravest(gravest.into_iter().chain(class));
    }
    names.settle(&after.iter().collect::<Vec<_>>());
    names.bump(gravest);
    Ok(names)
}

/// The products that are described.
fn committed(folders: &Folders) -> Result<Vec<String>, Diagnostics> {
    let is_described = |folder: &PathBuf| {
        let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
        entries(folder).is_ok_and(|files| files.iter().any(is_json))
    };
    let paths = entries(&folders.spec).map_err(|error| unusable(&folders.spec, &error))?;
    let products: Vec<String> =
        paths.into_iter().filter(|path| path.is_dir() && is_described(path)).map(|path| file_name(&path)).collect();
    match products.is_empty() {
        true => Err(Diagnostic::error("no-description", "no product is described")
            .in_file(folders.spec.display().to_string())
            .help("make a description with `cargo xtask import SOURCE…`")
            .into()),
        false => Ok(products),
    }
}

/// The descriptions that our documents and the metadata give of a product.
fn import_product(folders: &Folders, product: &str) -> Result<Vec<Updated>, Diagnostics> {
    let sources = product_sources(folders, product)?;
    let options = Options { product: Some(product.to_owned()), version: None };
    let lookup = |product: Option<&str>| store::find(&folders.spec, product);
    let (imported, report) = import_with(&sources, &lookup, &options, &without_vendors_words);
    if report.diagnostics.has_errors() {
        return Err(report.diagnostics);
    }
    print::stderr(&report.diagnostics);
    Ok(imported.into_iter().map(settle).collect())
}

/// Our own documents, then the metadata of every version.
fn product_sources(folders: &Folders, product: &str) -> Result<Vec<SourceFile>, Diagnostics> {
    let services = folders.services.join(product);
    let mut paths: Vec<PathBuf> = Vec::new();
    for version in entries(&services).map_err(|error| unusable(&services, &error))? {
        paths
            .extend(["api.json", "examples.json"].map(|file| version.join(file)).into_iter().filter(|it| it.is_file()));
    }
    if paths.is_empty() {
        return Err(Diagnostic::error("no-metadata", format!("there is no metadata of `{product}`"))
            .in_file(folders.services.display().to_string())
            .help("give the `services` folder of the tccli package, as `pip download --no-deps --only-binary :all: tccli` brings it")
            .into());
    }
    let own = folders.sources.join(product);
    let (mut files, unreadable) =
        sources::collect(&own.is_dir().then_some(own).into_iter().chain(paths).collect::<Vec<_>>());
    if unreadable.has_errors() {
        return Err(unreadable);
    }
    let places = [&folders.sources, &folders.services];
    files.iter_mut().for_each(|file| file.name = below(&file.name, &places));
    Ok(files)
}

/// A file's name below the folder that it was found in: diagnostics are the same on every machine.
fn below(name: &str, folders: &[&PathBuf]) -> String {
    let stripped = folders.iter().find_map(|folder| Path::new(name).strip_prefix(folder).ok());
    stripped.map_or_else(|| name.to_owned(), |path| path.to_string_lossy().replace('\\', "/"))
}

fn without_vendors_words(document: &mut Document) {
    if document.kind == Kind::Metadata {
        facts_only(document);
    }
}

/// What metadata gives, in our own words.
fn settle(mut imported: Imported) -> Updated {
    own_words::drop_vendors_examples(&mut imported.api);
    let undescribed = own_words::fill(&mut imported.api);
    if let Some(before) = &imported.before {
        own_words::keep_sources(&mut imported.api, &before.api);
    }
    Updated { imported, changes: Changes::default(), undescribed }
}

/// Says on stderr what is to be described.
fn warn(Updated { imported, undescribed, .. }: &Updated) {
    let Api { product, version, .. } = &imported.api;
    for (owner, members) in undescribed {
        let message = format!("`{owner}`: no description in our own words of {}", members.join(", "));
        let file = format!("{product}/{version}.json");
        let help = format!("describe it in spec/sources/{product}");
        print::stderr(format!("{}\n", Diagnostic::warning("missing-description", message).in_file(file).help(help)));
    }
}

/// The descriptions that changed.
fn descriptions(folders: &Folders, updates: &[Updated]) -> Vec<NewFile> {
    let place = |api: &Api| folders.spec.join(&api.product).join(format!("{}.json", api.version));
    let is_there =
        |file: &NewFile| std::fs::read(&file.path).is_ok_and(|there| same_text(&there, file.content.as_bytes()));
    updates
        .iter()
        .map(|Updated { imported, .. }| NewFile { path: place(&imported.api), content: to_json(&imported.api) })
        .filter(|file| !is_there(file))
        .collect()
}
