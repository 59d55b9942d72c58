//! The command `codegen`: generates crates from normalised descriptions.

pub mod generated;
pub mod kept;
mod memory;
mod read;

use crate::files::NewFile;
use crate::lock::Lock;
use crate::outcome::{Format, Outcome, finish};
use crate::sentences::Sentences;
use crate::tree::{self, Finding, Tree};
use crate::{paths, program};
use generated::{Generated, Product, Version};
use memory::Memory;
use rayon::prelude::*;
pub use read::{facts_of, read_with, texts_of};
use read::{find_descriptions, has_facts, keep_actions, read_versions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};
use tencentcloud_codegen::{
    Names, Options, Runtime, folder_name, generate_all, generate_module, is_whole_version,
    module_file,
};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::Api;

/// Write crates from descriptions, or from facts: spec/api, spec/facts to generated/.
///
/// Writes one crate per product, with all its versions. Run it whenever a description changed; it
/// prints a line per version. A wrong description is reported with its file, and nothing is
/// written. Files that codegen did not write are neither replaced nor removed: the file
/// .codegen-manifest.json in each crate or module lists those that it wrote. Names are chosen once,
/// and kept in the file names.lock next to the descriptions of a product.
#[derive(clap::Args, Clone, Debug, Default)]
#[group(skip)]
pub struct Args {
    /// Products to generate, such as `batch`; all described products if none is named.
    pub products: Vec<String>,
    /// The folder of descriptions, `<product>/<version>.json`.
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The folder to write crates or modules into.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take the documentation of products that only spec/facts knows from a metadata folder of your
    /// own, the `services` folder of the tccli or tccli-intl-en package.
    #[arg(long, value_name = "SERVICES")]
    pub docs: Option<PathBuf>,
    /// Keep only these actions and what they reach.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub actions: Vec<String>,
    /// Write modules for a crate of your own instead of crates: `mod batch;` beside
    /// `DIR/batch/mod.rs`. The crate needs tencentcloud-runtime.
    #[arg(long, requires = "out")]
    pub module: bool,
    /// Put the blocking client into the modules too; the runtime's feature `blocking` must be on.
    #[arg(long, requires = "module")]
    pub blocking: bool,
    /// Write nothing; exit 1 and name each file that is missing or outdated.
    #[arg(long)]
    pub check: bool,
    /// Replace generated files that were edited by hand.
    #[arg(long, conflicts_with = "check")]
    pub force: bool,
    /// The output format.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Options for the generated crates.
    #[command(flatten)]
    pub options: CrateOptions,
}

/// Options for the generated crates.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct CrateOptions {
    /// Source of the runtime: `version`, `version=0.1.0`, `path=FOLDER` or `git=URL`.
    #[arg(long, value_name = "SOURCE")]
    pub runtime: Option<Runtime>,
    /// The name of the crate, if only one product is named.
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// The version of the crate, kept with its names.
    #[arg(long, value_name = "VERSION")]
    pub crate_version: Option<String>,
    /// The licence of the crate, as an SPDX expression [default: MIT].
    #[arg(long, value_name = "LICENCE")]
    pub license: Option<String>,
}

/// The default folders of descriptions and of crates.
pub struct Defaults {
    /// The folder of descriptions.
    pub spec: PathBuf,
    /// The folder of crates.
    pub out: PathBuf,
    /// The workspace of the runtime, for crates that depend on it by path.
    pub workspace: Option<PathBuf>,
    /// The command that the first line of a generated file names, if not the developer's.
    pub command: Option<&'static str>,
}

/// Runs the command, and prints its diagnostics.
pub fn run(args: &Args, defaults: &Defaults) -> ExitCode {
    finish(args.format, generate(args, defaults))
}

/// The root folders of one run.
struct Roots {
    workspace: Option<PathBuf>,
    command: Option<&'static str>,
    spec: PathBuf,
    out: PathBuf,
}

impl Roots {
    fn from_args(args: &Args, defaults: &Defaults) -> Self {
        Self {
            workspace: defaults.workspace.clone(),
            command: defaults.command,
            spec: args.spec.clone().unwrap_or_else(|| defaults.spec.clone()),
            out: args.out.clone().unwrap_or_else(|| defaults.out.clone()),
        }
    }
}

/// Generates crates or modules.
///
/// Everything is read, generated and compared before anything is written. An unchanged product is
/// neither generated nor written.
///
/// # Errors
/// Returns the diagnostics of a wrong option, a wrong description, or a file that must not be
/// replaced.
pub fn generate(args: &Args, defaults: &Defaults) -> Result<Outcome<Generated>, Diagnostics> {
    let roots = Roots::from_args(args, defaults);
    let mut files = find_descriptions(&roots.spec, &args.products)?;
    args.options.check(files.len())?;
    let sentences = args.docs.as_deref().map(Sentences::open).transpose()?;
    let lock = match args.check {
        true => None,
        false => Some(Lock::acquire(&[&roots.out]).map_err(tree::unwritable)?),
    };
    if let Some(lock) = &lock {
        files.keys().for_each(|product| tree::sweep(&place(product, &roots.out, args), lock));
    }
    // A check uses no notes. Notes are kept in cargo's target folder, and an installed program has
    // none.
    let memory = if roots.workspace.is_none()
        || args.check
        || !args.actions.is_empty()
        || args.docs.is_some()
    {
        None
    } else {
        Memory::open()
    };
    let inputs =
        memory.as_ref().map(|memory| inputs(memory, &files, &roots, args)).unwrap_or_default();
    let described = files.clone();
    let recall = |memory: &Memory| recall(memory, &mut files, &inputs, &roots, args);
    let mut known = memory.as_ref().map(recall).unwrap_or_default();
    let read = files
        .par_iter()
        .map(|(product, files)| Ok((product.clone(), read_versions(files, sentences.as_ref())?)));
    let mut products = read.collect::<Result<BTreeMap<_, _>, Diagnostics>>()?;
    // Names are chosen from whole descriptions, even if only some actions are kept.
    let settled = products.par_iter().map(|(product, apis)| {
        Ok((product.clone(), settle(NamesPlace::locate(product, &roots, args), apis, args)?))
    });
    let mut settled = settled.collect::<Result<BTreeMap<_, _>, Diagnostics>>()?;
    keep_actions(&mut products, &args.actions)?;
    if !args.actions.is_empty() {
        products.iter().for_each(|(product, apis)| keep_names(settled.get_mut(product), apis));
    }
    let make = |(product, apis): (&String, &Vec<Api>)| {
        make((product, apis), &settled[product].names, &roots, args)
    };
    let crates = products.par_iter().map(make).collect::<Result<Vec<_>, _>>()?;
    settled.retain(|product, _| products.contains_key(product));
    let new_names: Vec<NewFile> =
        settled.values().filter_map(|settled| settled.changed(args)).collect();
    if args.check {
        return Ok(check(&crates, &new_names, unused_docs(&described, args), args));
    }
    let mut diagnostics = unused_docs(&described, args);
    diagnostics.extend(write(&crates, args)?);
    let names = write_names(&new_names, &roots, lock.as_ref(), &mut diagnostics);
    let inputs = match &memory {
        Some(memory) if !new_names.is_empty() => self::inputs(memory, &described, &roots, args),
        _ => inputs,
    };
    for Crate { product, tree } in &crates {
        if let Some(memory) = &memory {
            let input = &inputs[&product.product];
            memory.remember(tree.folder(), input, tree.files(), product.clone().unchanged());
        }
        known.insert(product.product.clone(), product.clone());
    }
    let generated = Generated { products: known.into_values().collect(), names };
    let text = generated.text();
    Ok(Outcome { diagnostics, ..Outcome::success(generated, text) })
}

/// Returns the products that did not change, and removes them from `files`.
fn recall(
    memory: &Memory,
    files: &mut BTreeMap<String, Vec<PathBuf>>,
    inputs: &BTreeMap<String, String>,
    roots: &Roots,
    args: &Args,
) -> BTreeMap<String, Product> {
    let mut known = BTreeMap::new();
    files.retain(|product, _| {
        let folder = place(product, &roots.out, args);
        let Some(noted) = memory.recall(&folder, &inputs[product]) else { return true };
        let noted = Product { folder: folder.display().to_string(), ..noted };
        known.insert(product.clone(), noted);
        false
    });
    known
}

/// Writes names files, and returns the paths of those that were written.
fn write_names(
    files: &[NewFile],
    roots: &Roots,
    lock: Option<&Lock>,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut written = Vec::new();
    for root in [&roots.spec, &roots.out] {
        let files: Vec<&NewFile> =
            files.iter().filter(|file| file.path.starts_with(root)).collect();
        match kept::write(root, &files, lock.filter(|_| root == &roots.out)) {
            Ok(()) => written.extend(files.iter().map(|file| file.path.display().to_string())),
            Err(warning) => diagnostics.push(warning),
        }
    }
    written
}

/// Returns a warning for each named product whose documentation `--docs` does not change.
fn unused_docs(files: &BTreeMap<String, Vec<PathBuf>>, args: &Args) -> Diagnostics {
    let warning = |product: &String| {
        let message = format!("--docs does not change the documentation of `{product}`");
        Diagnostic::warning("unused-docs", message)
            .help("its description has documentation; --docs is for products that have only facts")
    };
    let named = args.docs.iter().flat_map(|_| &args.products);
    named.filter(|product| !has_facts(&files[*product])).map(warning).collect()
}

/// Returns the folder of a product's crate or module.
fn place(product: &str, out: &Path, args: &Args) -> PathBuf {
    match args.module {
        true => out.join(module_file(product)),
        false => out.join(folder_name(product)),
    }
}

/// Hashes all inputs of each product. A file that cannot be read counts as empty here; it is
/// reported when it is read for generation.
fn inputs(
    memory: &Memory,
    products: &BTreeMap<String, Vec<PathBuf>>,
    roots: &Roots,
    args: &Args,
) -> BTreeMap<String, String> {
    let input = |(product, files): (&String, &Vec<PathBuf>)| {
        let runtime =
            runtime(args.options.runtime.as_ref(), roots, &place(product, &roots.out, args));
        let CrateOptions { crate_name, crate_version, license, .. } = &args.options;
        let flags = (runtime.ok(), crate_name, crate_version, license, args.module, args.blocking);
        let flags = format!("{flags:?}");
        let examples = entries(&roots.spec.join(product).join("examples")).unwrap_or_default();
        let names = kept::path(&NamesPlace::locate(product, roots, args).folder);
        let texts: Vec<PathBuf> = files.first().map(|facts| texts_of(facts)).unwrap_or_default();
        let parts = files
            .iter()
            .chain(&examples)
            .chain(&texts)
            .chain([&names])
            .map(|path| (file_name(path), fs::read(path).unwrap_or_default()));
        (
            product.clone(),
            memory.input(std::iter::once(("flags".to_owned(), flags.into_bytes())).chain(parts)),
        )
    };
    products.par_iter().map(input).collect()
}

/// The place of a product's names file: next to its descriptions, or in the crate if the product
/// has only facts.
struct NamesPlace {
    folder: PathBuf,
    is_described: bool,
}

impl NamesPlace {
    fn locate(product: &str, roots: &Roots, args: &Args) -> Self {
        let described = roots.spec.join(product);
        match described.is_dir() {
            true => Self { folder: described, is_described: true },
            false => Self { folder: place(product, &roots.out, args), is_described: false },
        }
    }
}

/// The names of a product.
struct Settled {
    place: NamesPlace,
    /// The names in the file.
    kept: Names,
    /// The names in the file, and those of new items.
    names: Names,
}

impl Settled {
    /// Returns the names file if it must be written. A file next to descriptions has the names of
    /// all actions.
    fn changed(&self, args: &Args) -> Option<NewFile> {
        let is_whole = args.actions.is_empty() || !self.place.is_described;
        if is_whole { kept::changed(&self.place.folder, &self.names) } else { None }
    }
}

fn settle(place: NamesPlace, apis: &[Api], args: &Args) -> Result<Settled, Diagnostics> {
    let kept = kept::read_names(&place.folder)?;
    let mut names = kept.settled(&apis.iter().collect::<Vec<_>>());
    if let Some(version) = &args.options.crate_version {
        names.set_crate_version(version.clone());
    }
    Ok(Settled { place, kept, names })
}

/// Keeps only the names of some actions, and the names that the crate of these actions had already.
fn keep_names(settled: Option<&mut Settled>, apis: &[Api]) {
    if let Some(Settled { place, kept, names }) = settled {
        let kept = if place.is_described { Names::default() } else { kept.clone() };
        names.keep_only(&apis.iter().collect::<Vec<_>>(), &kept);
    }
}

/// Generates a product's crate or module, and compares it with the folder.
fn make(
    (product, apis): (&String, &Vec<Api>),
    names: &Names,
    roots: &Roots,
    args: &Args,
) -> Result<Crate, Diagnostics> {
    let (versions, folder): (Vec<&Api>, _) =
        (apis.iter().collect(), place(product, &roots.out, args));
    let files = match args.module {
        true => generate_module(&versions, names, args.blocking)?,
        false => generate_all(&versions, names, &options(&args.options, roots, product)?)?,
    };
    let files = match roots.command {
        Some(command) => files.written_by(command),
        None => files,
    };
    let tree = tree::compare(&folder, files).map_err(tree::unwritable)?;
    Ok(Crate::new(product, apis, tree))
}

/// Crates that are generated again from descriptions, some of which are not written yet.
pub struct Regenerated(Vec<Crate>);

impl Regenerated {
    /// Generates these products with their names.
    ///
    /// The descriptions in `new` replace those on the disk, or are added to them.
    ///
    /// # Errors
    /// Returns the diagnostics of a wrong description, or of a file that must not be replaced.
    pub fn make(
        defaults: &Defaults,
        products: &[(String, Names)],
        new: &[NewFile],
        (force, command): (bool, &str),
    ) -> Result<Self, Diagnostics> {
        let mut crates = Vec::new();
        let roots = Roots::from_args(&Args::default(), defaults);
        for (product, names) in products {
            let apis = read_with(&roots.spec.join(product), new)?;
            let options = options(&CrateOptions::default(), &roots, product)?;
            let files = generate_all(&apis.iter().collect::<Vec<_>>(), names, &options)?;
            let tree = tree::compare(&roots.out.join(folder_name(product)), files)
                .map_err(tree::unwritable)?;
            crates.push(Crate::new(product, &apis, tree));
        }
        let obstacles: Diagnostics =
            crates.iter().flat_map(|made| made.tree.obstacles(force, command)).collect();
        if obstacles.is_empty() { Ok(Self(crates)) } else { Err(obstacles) }
    }

    /// Writes the crates, and returns the number of changed files of each.
    ///
    /// # Errors
    /// Returns an error if a crate cannot be written.
    pub fn write(
        &self,
        (force, command): (bool, &str),
    ) -> Result<Vec<(String, usize)>, Diagnostics> {
        tree::write_all(&self.0.iter().map(|made| &made.tree).collect::<Vec<_>>(), force, command)?;
        Ok(self.0.iter().map(|made| (made.product.product.clone(), made.tree.changes())).collect())
    }
}

/// A crate or module, and the files in which its folder differs.
struct Crate {
    product: Product,
    tree: Tree,
}

impl Crate {
    fn new(product: &str, apis: &[Api], tree: Tree) -> Self {
        let path = |found: &Finding| found.path.clone();
        let product = Product {
            product: product.to_owned(),
            folder: tree.folder().display().to_string(),
            versions: apis.iter().map(Version::from_api).collect(),
            files: tree.files().len(),
            written: tree.written().map(path).collect(),
            removed: tree.removed().map(path).collect(),
        };
        Self { product, tree }
    }
}

fn options(given: &CrateOptions, roots: &Roots, product: &str) -> Result<Options, Diagnostics> {
    let Roots { workspace, spec, out, .. } = roots;
    let generated = workspace.as_ref().map(|root| paths::absolute(&root.join("generated")));
    let examples = spec.join(product).join("examples");
    let defaults = Options::default();
    Ok(Options {
        runtime: runtime(given.runtime.as_ref(), roots, &out.join(folder_name(product)))?,
        standalone: Some(paths::absolute(out)) != generated,
        examples: rust_files(&examples).map_err(|error| unusable(&examples, &error))?,
        name: given.crate_name.clone(),
        license: given.license.clone().unwrap_or(defaults.license),
    })
}

/// Returns the source of the runtime for a crate in a folder: the given one, else the workspace's,
/// else the version that belongs to this program.
fn runtime(given: Option<&Runtime>, roots: &Roots, of: &Path) -> Result<Runtime, Diagnostics> {
    match (given, &roots.workspace) {
        (Some(given), _) => runtime_for(given, of),
        (None, Some(root)) => runtime_in(&root.join("runtime"), of),
        (None, None) => Ok(Runtime::default()),
    }
}

/// Returns the runtime as a manifest in this folder names it.
///
/// # Errors
/// Returns an error if it is a path to a folder without a package.
pub fn runtime_for(given: &Runtime, of: &Path) -> Result<Runtime, Diagnostics> {
    match given {
        Runtime::Path(path) => runtime_in(Path::new(path), of),
        other => Ok(other.clone()),
    }
}

fn runtime_in(at: &Path, of: &Path) -> Result<Runtime, Diagnostics> {
    if at.join("Cargo.toml").is_file() {
        return Ok(Runtime::Path(paths::relative(of, at)));
    }
    let message = "there is no runtime in this folder: the crate would not compile";
    let help = "give `--runtime version`, or `--runtime path=FOLDER` with the folder of \
        tencentcloud-runtime";
    let error = Diagnostic::error("no-runtime", message).in_file(at.display().to_string());
    Err(error.help(help).into())
}

impl CrateOptions {
    /// Reports options that would make crates that cargo refuses.
    fn check(&self, products: usize) -> Result<(), Diagnostics> {
        let mut faults = Diagnostics::default();
        if self.crate_name.is_some() && products != 1 {
            let error = Diagnostic::error(
                "crate-name",
                format!("one name cannot be that of {products} crates"),
            );
            faults.push(error.help("name one product"));
        }
        if let Some(version) =
            self.crate_version.as_deref().filter(|version| !is_whole_version(version))
        {
            let error = Diagnostic::error(
                "crate-version",
                format!("`{version}` is not the version of a crate"),
            );
            faults.push(error.help("give three numbers, such as 0.1.0"));
        }
        if self.license.as_deref().is_some_and(|license| license.trim().is_empty()) {
            faults.push(
                Diagnostic::error("license", "the licence is empty")
                    .help("give one, such as Apache-2.0"),
            );
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Returns the Rust files of a folder, or none if it does not exist.
fn rust_files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in
        entries(folder)?.into_iter().filter(|path| path.extension().is_some_and(|it| it == "rs"))
    {
        files.push((file_name(&path), fs::read_to_string(&path)?));
    }
    Ok(files)
}

/// Returns the entries of a folder without hidden ones, sorted, or none if it does not exist.
pub fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let read = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read?,
    };
    let mut paths =
        read.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| !file_name(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

/// Returns the last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns the diagnostic of a path that cannot be read or written.
pub fn unusable(path: &Path, error: &io::Error) -> Diagnostics {
    Diagnostic::error("unusable-path", format!("{error}"))
        .in_file(path.display().to_string())
        .into()
}

/// Returns the outcome of a check: an error for each stale file, and the warnings.
fn check(
    crates: &[Crate],
    new_names: &[NewFile],
    warnings: Diagnostics,
    args: &Args,
) -> Outcome<Generated> {
    let command = mending(args);
    let found = |made: &Crate| {
        let folder = made.tree.folder();
        made.tree.found().iter().map(|found| found.diagnostic(folder, &command)).collect::<Vec<_>>()
    };
    let stale = new_names.iter().map(|file| kept::stale(file, &command));
    let mut diagnostics: Diagnostics = crates.iter().flat_map(found).chain(stale).collect();
    let fails = !diagnostics.is_empty();
    diagnostics.extend(warnings);
    let products = crates.iter().map(|made| made.product.clone().unchanged()).collect();
    let generated = Generated { products, names: Vec::new() };
    Outcome { diagnostics, fails, ..Outcome::success(generated, String::new()) }
}

/// Returns the command that repairs what a check with these arguments reports.
fn mending(args: &Args) -> String {
    let mut command = vec![format!("{} codegen", program::name())];
    command.extend(args.products.iter().cloned());
    for (option, folder) in [("--spec", &args.spec), ("--out", &args.out), ("--docs", &args.docs)] {
        command.extend(folder.iter().map(|folder| format!("{option} {}", folder.display())));
    }
    if !args.actions.is_empty() {
        command.push(format!("--actions {}", args.actions.join(",")));
    }
    let CrateOptions { runtime, crate_name, crate_version, license } = &args.options;
    let runtime = runtime.as_ref().map(ToString::to_string);
    for (option, value) in [
        ("--runtime", &runtime),
        ("--crate-name", crate_name),
        ("--crate-version", crate_version),
        ("--license", license),
    ] {
        command.extend(value.iter().map(|value| format!("{option} {value}")));
    }
    let flags = [("--module", args.module), ("--blocking", args.blocking)];
    command.extend(flags.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.to_owned()));
    command.join(" ")
}

/// Writes the stale files of all crates, or none at all, and returns the remarks on the others.
fn write(crates: &[Crate], args: &Args) -> Result<Diagnostics, Diagnostics> {
    let command = mending(args);
    tree::write_all(
        &crates.iter().map(|made| &made.tree).collect::<Vec<_>>(),
        args.force,
        &command,
    )?;
    Ok(crates.iter().flat_map(|made| made.tree.remarks(&command)).collect())
}
