//! `cargo xtask update`: brings facts, descriptions and crates up to date with the vendor's
//! metadata.
//!
//! The facts decide which items exist. Texts come only from `spec/sources`; no sentence of the
//! vendor enters `spec`.

mod markdown;

use crate::facts::{self, Made};
use crate::workspace;
use markdown::Updated;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_codegen::{Names, folder_name};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::Class;
use tencentcloud_spec::facts::{Facts, describe, undescribed};
use tencentcloud_spec::import::{Imported, Options, SourceFile, import};
use tencentcloud_spec::model::{Api, to_json};
use tencentcloud_tool::codegen::{
    Defaults, Regenerated, entries, facts_of, file_name, kept, read_with, unusable,
};
use tencentcloud_tool::files::{NewFile, sweep, write_all};
use tencentcloud_tool::import::{sources, store};
use tencentcloud_tool::lock::Lock;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::report::Changes;
use tencentcloud_tool::{print, services, tree};

const EXAMPLES: &str = "\
Examples:
  cargo xtask update SERVICES                 # SERVICES: the folder of that name in the tccli \
  package
  cargo xtask update SERVICES SERVICES_INTL --errors GO_SDK   # a clone of tencentcloud-sdk-go";

/// Bring the facts of all products and the committed crates up to date, and print what changed as
/// Markdown.
///
/// Generates spec/facts again, then the descriptions below spec/api and their crates; the text on
/// stdout is the body of a pull request. The metadata decides which items exist; descriptions and
/// examples come from spec/sources only.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// `services` folders of the tccli packages, as for `cargo xtask facts`
    #[arg(required = true, value_name = "SERVICES")]
    services: Vec<PathBuf>,
    /// A clone of the vendor's Go SDK, which lists the error codes of each action
    #[arg(long, value_name = "GO_SDK")]
    errors: Option<PathBuf>,
    /// The folder of facts [default: `facts` next to the folder of descriptions]
    #[arg(long, value_name = "DIR")]
    facts: Option<PathBuf>,
    /// The folder of descriptions, whose products are updated [default: spec/api]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of our own documents, with one folder per product [default: spec/sources]
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// The folder of crates [default: generated]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace generated files that were edited by hand
    #[arg(long)]
    force: bool,
}

/// The user's options, and the folders.
struct Folders<'a> {
    args: &'a Args,
    facts: PathBuf,
    spec: PathBuf,
    sources: PathBuf,
    out: PathBuf,
}

/// The command that diagnostics tell the user to run.
const COMMAND: &str = "cargo xtask update";

pub(crate) fn run(args: &Args) -> ExitCode {
    let root = workspace::root();
    let or = |given: &Option<PathBuf>, default: &str| {
        given.clone().unwrap_or_else(|| root.join(default))
    };
    let spec = or(&args.spec, "spec/api");
    let folders = Folders {
        args,
        facts: args.facts.clone().unwrap_or_else(|| facts_of(&spec)),
        spec,
        sources: or(&args.sources, "spec/sources"),
        out: or(&args.out, "generated"),
    };
    exit(update(&folders).map(|markdown| print::stdout(&markdown, ExitCode::SUCCESS)))
}

/// Updates everything. All files are made before any is written.
fn update(folders: &Folders<'_>) -> Result<String, Diagnostics> {
    let lock =
        Lock::acquire(&[&folders.facts, &folders.spec, &folders.out]).map_err(tree::unwritable)?;
    let products = committed(folders)?;
    for product in &products {
        tree::sweep(&folders.out.join(folder_name(product)), &lock);
        sweep(&folders.spec.join(product), &lock);
    }
    let made = facts::make_all(
        &folders.args.services,
        &[],
        folders.args.errors.as_deref(),
        &folders.facts,
    )?;
    made.iter().filter_map(|made| made.file.path.parent()).for_each(|folder| sweep(folder, &lock));
    let gone = gone(folders, &products, &made)?;
    let mut updates = Vec::new();
    for product in &products {
        updates.extend(import_product(folders, product, &made)?);
    }
    updates.iter().for_each(warn);
    let mut new = descriptions(folders, &updates);
    let named = products
        .iter()
        .map(|product| Ok((product.clone(), names(folders, product, &mut updates, &new)?)));
    let named = named.collect::<Result<Vec<_>, Diagnostics>>()?;
    let how = (folders.args.force, COMMAND);
    let (spec, out) = (folders.spec.clone(), folders.out.clone());
    let defaults = Defaults { spec, out, workspace: Some(workspace::root()), command: None };
    let crates = Regenerated::make(&defaults, &named, &new, how)?;
    new.extend(
        named
            .iter()
            .filter_map(|(product, names)| kept::changed(&folders.spec.join(product), names)),
    );
    let changed: Vec<&Made> = made.iter().filter(|made| made.is_changed).collect();
    let files: Vec<NewFile> = changed.iter().map(|made| made.file.clone()).collect();
    let others = changed.into_iter().filter(|made| !products.contains(&made.api.product));
    let others =
        others.map(|made| Ok((made, changes(made)?))).collect::<Result<Vec<_>, Diagnostics>>()?;
    write_all(&folders.facts, &files).map_err(tree::unwritable)?;
    write_all(&folders.spec, &new).map_err(tree::unwritable)?;
    Ok(markdown::report(&updates, &others, &gone, &crates.write(how)?))
}

/// Returns the changes of a product that has only facts.
fn changes(Made { api, before, .. }: &Made) -> Result<Changes, Diagnostics> {
    match before {
        Some(before) => Changes::between(before, api, &Names::default()),
        None => Ok(Changes::default()),
    }
}

/// Returns the names of a product's crate after the update, with the version that follows from all
/// changes. Stores the changes of each version.
fn names(
    folders: &Folders<'_>,
    product: &str,
    updates: &mut [Updated],
    new: &[NewFile],
) -> Result<Names, Diagnostics> {
    let folder = folders.spec.join(product);
    let (before, after) = (read_with(&folder, &[])?, read_with(&folder, new)?);
    let mut names = kept::read_names(&folder)?.settled(&before.iter().collect::<Vec<_>>());
    let mut gravest = None;
    for updated in updates.iter_mut().filter(|updated| updated.imported.api.product == product) {
        updated.changes = match &updated.before {
            Some(before) => Changes::between(before, &updated.imported.api, &names)?,
            None => Changes::default(),
        };
        let class = if updated.before.is_some() {
            updated.changes.gravest()
        } else {
            Some(Class::Additive)
        };
        gravest = Class::gravest(gravest.into_iter().chain(class));
    }
    names.settle(&after.iter().collect::<Vec<_>>());
    names.bump(gravest);
    Ok(names)
}

/// Returns the products that are described.
fn committed(folders: &Folders<'_>) -> Result<Vec<String>, Diagnostics> {
    let is_described = |folder: &PathBuf| {
        entries(folder).is_ok_and(|files| files.iter().any(|path| is_json(path)))
    };
    let paths = entries(&folders.spec).map_err(|error| unusable(&folders.spec, &error))?;
    let products: Vec<String> = paths
        .into_iter()
        .filter(|path| path.is_dir() && is_described(path))
        .map(|path| file_name(&path))
        .collect();
    match products.is_empty() {
        true => Err(Diagnostic::error("no-description", "no product is described")
            .in_file(folders.spec.display().to_string())
            .help("make a description with `cargo xtask import SOURCE…`")
            .into()),
        false => Ok(products),
    }
}

/// Returns the descriptions that our documents and the facts give for a product.
fn import_product(
    folders: &Folders<'_>,
    product: &str,
    made: &[Made],
) -> Result<Vec<Updated>, Diagnostics> {
    let facts: Vec<Facts> = made
        .iter()
        .filter(|made| made.api.product == product)
        .map(|made| Facts {
            file: format!("{product}/{}.json", made.api.version),
            api: made.api.clone(),
        })
        .collect();
    if facts.is_empty() {
        let services = folders.args.services.first().map_or(Path::new(""), PathBuf::as_path);
        return Err(services::nothing(services, &format!("there is no metadata of `{product}`")));
    }
    let sources = own_sources(folders, product)?;
    let options = Options { product: Some(product.to_owned()), version: None };
    let lookup = |_: Option<&str>| facts.iter().cloned().map(Ok).collect();
    let (mut imported, report) = import(&sources, &lookup, &options);
    if report.diagnostics.has_errors() {
        return Err(report.diagnostics);
    }
    print::diagnostics(&report.diagnostics);
    let is_imported =
        |api: &Api| imported.iter().any(|imported| imported.api.version == api.version);
    let silent: Vec<Facts> =
        facts.iter().filter(|facts| !is_imported(&facts.api)).cloned().collect();
    imported.extend(silent.into_iter().map(|facts| from_facts(facts.api)));
    imported.sort_by(|a, b| a.api.version.cmp(&b.api.version));
    imported.into_iter().map(|imported| settle(folders, imported)).collect()
}

/// Returns the description of a version for which we have no texts.
fn from_facts(mut api: Api) -> Imported {
    let undescribed = undescribed(&api);
    describe(&mut api);
    Imported { api, undescribed }
}

fn settle(folders: &Folders<'_>, imported: Imported) -> Result<Updated, Diagnostics> {
    let before = store::description(&store::place(&folders.spec, &imported.api))?;
    Ok(Updated { imported, before, changes: Changes::default() })
}

/// Returns our own documents, or none if nobody has written any.
fn own_sources(folders: &Folders<'_>, product: &str) -> Result<Vec<SourceFile>, Diagnostics> {
    let own = folders.sources.join(product);
    let (mut files, unreadable) =
        sources::collect(&own.is_dir().then_some(own).into_iter().collect::<Vec<_>>());
    if unreadable.has_errors() {
        return Err(unreadable);
    }
    files.iter_mut().for_each(|file| file.name = below(&file.name, &folders.sources));
    Ok(files)
}

/// Returns a file's name below its folder, so that diagnostics are the same on every machine.
fn below(name: &str, folder: &Path) -> String {
    let stripped = Path::new(name).strip_prefix(folder).ok();
    stripped.map_or_else(|| name.to_owned(), |path| path.to_string_lossy().replace('\\', "/"))
}

/// Prints warnings about missing texts on stderr.
fn warn(Updated { imported, .. }: &Updated) {
    let file = format!("{}/{}.json", imported.api.product, imported.api.version);
    print::diagnostics(&store::undescribed(imported, &file).into_iter().collect());
}

/// Returns the descriptions that changed.
fn descriptions(folders: &Folders<'_>, updates: &[Updated]) -> Vec<NewFile> {
    let file = |Updated { imported: Imported { api, .. }, .. }: &Updated| NewFile {
        path: store::place(&folders.spec, api),
        content: to_json(api),
    };
    updates.iter().map(file).filter(|file| !file.is_there()).collect()
}

/// Returns the versions that have committed facts or a description, and that the metadata no longer
/// has.
///
/// Prints a warning for each such description, because nothing else reports it.
fn gone(
    folders: &Folders<'_>,
    products: &[String],
    made: &[Made],
) -> Result<Vec<String>, Diagnostics> {
    let mut gone = BTreeSet::new();
    let facts = entries(&folders.facts).map_err(|error| unusable(&folders.facts, &error))?;
    let described = products.iter().map(|product| folders.spec.join(product));
    for folder in facts.into_iter().filter(|path| path.is_dir()).chain(described) {
        for file in entries(&folder)
            .map_err(|error| unusable(&folder, &error))?
            .iter()
            .filter(|path| is_json(path))
        {
            let (product, version) = (file_name(&folder), file_name(&file.with_extension("")));
            if !made.iter().any(|made| made.api.product == product && made.api.version == version) {
                let message = format!("the metadata does not have {product} {version} any more");
                let warning = Diagnostic::warning("version-gone", message)
                    .in_file(file.display().to_string());
                let help = "it stays as it is: delete the file if the version is gone for good";
                print::diagnostics(&warning.help(help).into());
                gone.insert(format!("{product} {version}"));
            }
        }
    }
    Ok(gone.into_iter().collect())
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}
