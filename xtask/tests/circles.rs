//! Test that there are no cycles of files or of modules: a file never uses, directly or indirectly,
//! a file that uses it. So each can be understood after those that it uses.
//!
//! A use of a name counts for the file that defines it, not for one that exports it again. A module
//! is a file or a folder; the modules of one folder do not use each other in cycles either. To see
//! the number of arrows between the modules of each crate: `cargo test -p xtask --test circles --
//! --nocapture`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Item, UseTree, Visibility};

/// The crates that are checked.
const CRATES: [&str; 5] = [
    "spec/src/lib.rs",
    "codegen/src/lib.rs",
    "runtime/src/lib.rs",
    "runtime/mock/src/lib.rs",
    "xtask/src/main.rs",
];

#[test]
fn no_circles() {
    for root in CRATES {
        let uses = uses(&workspace().join(root));
        println!("{root}: {} arrows between modules", arrows(&uses, ""));
        let circles = all_circles(&uses);
        assert!(circles.is_empty(), "parts of {root} use each other:\n{}", circles.join("\n"));
    }
}

#[test]
fn a_module_of_the_runtime_uses_those_before_it_in_the_table() {
    let text = fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap();
    let order = modules_of_table(&text);
    let uses = between_modules(&uses(&workspace().join("runtime/src/lib.rs")), Path::new(""));
    let position = |module: &Path| order.iter().position(|name| Path::new(name) == module);
    let missing: Vec<_> = uses.keys().filter(|module| position(module).is_none()).collect();
    assert!(missing.is_empty(), "modules that the table does not have: {missing:?}");
    assert_eq!(order.len(), uses.len(), "the table has modules that the runtime does not have");
    let upwards: Vec<_> = pairs(&uses).filter(|(from, to)| position(from) < position(to)).collect();
    assert!(upwards.is_empty(), "uses of modules that come later in the table: {upwards:?}");
}

#[test]
fn a_circle_is_found_and_a_name_exported_again_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let found = || circles(&uses(&folder.path().join("lib.rs")));
    write("lib.rs", "mod one;\nmod two;\npub use two::Two;");
    write("one.rs", "use super::Two;\npub fn one(_: Two) {}");
    write("two.rs", "pub struct Two;\n#[cfg(test)]\nmod tests { use crate::one::one; }");
    assert!(found().is_empty(), "{:?}", found());
    write("two.rs", "pub struct Two;\npub fn two() { vec![crate::one::one(Two)]; }");
    assert_eq!(found(), ["one.rs -> two.rs, two.rs -> one.rs"]);
    write("two.rs", "use super::Own;\npub struct Two(Own);");
    write(
        "lib.rs",
        "mod one;\nmod two;\npub use two::Two;\npub struct Own;\nfn own() -> Two { todo!() }",
    );
    assert_eq!(found(), ["lib.rs -> two.rs, two.rs -> lib.rs"]);
}

#[test]
fn a_circle_of_modules_is_found() {
    let uses = |pairs: &[(&str, &str)]| {
        let mut uses = Uses::new();
        for (from, to) in pairs {
            uses.entry(from.into()).or_default().insert(to.into());
            uses.entry(to.into()).or_default();
        }
        uses
    };
    let one_way = uses(&[("a.rs", "b/one.rs"), ("lib.rs", "a.rs"), ("a.rs", "lib.rs")]);
    assert_eq!(arrows(&one_way, ""), 1);
    let both = uses(&[("a/one.rs", "b/one.rs"), ("b/two.rs", "a/two.rs"), ("a/mod.rs", "b.rs")]);
    assert!(circles(&both).is_empty());
    assert_eq!(all_circles(&both), ["a -> b, b -> a"]);
    let deep = uses(&[("c/a/x.rs", "c/b.rs"), ("c/b.rs", "c/a/y.rs"), ("c/mod.rs", "c/b.rs")]);
    assert_eq!(all_circles(&deep), ["c/a -> c/b, c/b -> c/a"]);
}

/// Returns the modules in the second column of the table of the runtime's modules, in order.
fn modules_of_table(text: &str) -> Vec<&str> {
    let (_, section) = text.split_once("\n## The modules of the runtime\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let cells = section.lines().filter_map(|line| line.split('|').nth(2));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

fn pairs(uses: &Uses) -> impl Iterator<Item = (&Path, &Path)> {
    uses.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.as_path(), to.as_path())))
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files that each file uses, by their paths below the crate's root.
type Uses = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

fn uses(root: &Path) -> Uses {
    let folder = root.parent().unwrap();
    let mut modules = Modules::default();
    modules.read_module(Vec::new(), root, folder);
    let name = |file: &PathBuf| file.strip_prefix(folder).unwrap().to_owned();
    let uses = modules.uses();
    uses.iter().map(|(from, to)| (name(from), to.iter().map(name).collect())).collect()
}

/// Returns the cycles of files, then those of the modules in each folder.
fn all_circles(uses: &Uses) -> Vec<String> {
    let folders: BTreeSet<&Path> = uses.keys().filter_map(|file| file.parent()).collect();
    let inside = |folder: &Path| circles(&between_modules(uses, folder));
    circles(uses).into_iter().chain(folders.into_iter().flat_map(inside)).collect()
}

/// Returns the uses between the modules in a folder, without the folder's own `mod.rs`.
fn between_modules(uses: &Uses, folder: &Path) -> Uses {
    let module = |file: &Path| {
        let first = file.strip_prefix(folder).ok()?.components().next()?;
        let module = Path::new(first.as_os_str()).with_extension("");
        let is_root = ["lib", "main", "mod"].iter().any(|root| module == Path::new(root));
        (!is_root).then(|| folder.join(module))
    };
    let mut between = Uses::new();
    for (from, to) in uses {
        let Some(from) = module(from) else { continue };
        let to = to.iter().filter_map(|to| module(to)).filter(|to| *to != from);
        between.entry(from.clone()).or_default().extend(to);
    }
    between
}

/// Counts the arrows between the modules in a folder.
fn arrows(uses: &Uses, folder: &str) -> usize {
    between_modules(uses, Path::new(folder)).values().map(BTreeSet::len).sum()
}

/// Returns the cycles, each as a list of uses.
fn circles(uses: &Uses) -> Vec<String> {
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> =
        uses.keys().map(|from| (from, reachable(from, uses))).collect();
    let mut done = BTreeSet::new();
    let mut circles = Vec::new();
    for from in uses.keys().filter(|from| reached[from].contains(from)) {
        let is_inside = |to: &&PathBuf| reached.get(to).is_some_and(|it| it.contains(from));
        let circle: BTreeSet<&PathBuf> = reached[from].iter().copied().filter(is_inside).collect();
        if done.insert(circle.clone()) {
            let inside = |from: &PathBuf| {
                let to = uses[from].iter().filter(|to| circle.contains(to));
                to.map(|to| format!("{} -> {}", from.display(), to.display())).collect::<Vec<_>>()
            };
            circles
                .push(circle.iter().flat_map(|from| inside(from)).collect::<Vec<_>>().join(", "));
        }
    }
    circles
}

fn reachable<'a>(from: &'a PathBuf, uses: &'a Uses) -> BTreeSet<&'a PathBuf> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&PathBuf> = uses.get(from).into_iter().flatten().collect();
    while let Some(file) = open.pop() {
        if found.insert(file) {
            open.extend(uses.get(file).into_iter().flatten());
        }
    }
    found
}

type Steps = Vec<String>;

/// The content of a module.
#[derive(Default)]
struct Module {
    file: PathBuf,
    children: HashSet<String>,
    /// The meanings of imported names, with a flag for names that are exported again.
    imports: HashMap<String, (Steps, bool)>,
    /// Modules from which all names are imported.
    globs: Vec<Steps>,
    /// Names and paths in the code.
    names: HashSet<String>,
    paths: HashSet<Steps>,
}

/// All modules of a crate by their paths.
#[derive(Default)]
struct Modules(HashMap<Steps, Module>);

/// The target of a path.
enum Target {
    Module(Steps),
    /// A file that defines a name.
    File(PathBuf),
}

impl Modules {
    fn read_module(&mut self, at: Steps, file: &Path, folder: &Path) {
        let text = fs::read_to_string(file).unwrap();
        self.add(at, syn::parse_file(&text).unwrap().items, file, folder);
    }

    fn add(&mut self, at: Steps, items: Vec<Item>, file: &Path, folder: &Path) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            match item {
                Item::Mod(inner) if is_for_tests(&inner.attrs) => {}
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let below = folder.join(&name);
                    let path = [at.clone(), vec![name.clone()]].concat();
                    module.children.insert(name);
                    let files = [below.with_extension("rs"), below.join("mod.rs")];
                    match (inner.content, files.iter().find(|file| file.is_file())) {
                        (Some((_, items)), _) => self.add(path, items, file, &below),
                        (None, Some(file)) => self.read_module(path, file, &below),
                        (None, None) => panic!("no file of {path:?}"),
                    }
                }
                Item::Use(item) if is_for_tests(&item.attrs) => {}
                Item::Use(item) => {
                    let exports = !matches!(item.vis, Visibility::Inherited);
                    flatten(&item.tree, &mut Vec::new(), &mut |steps, name| match name {
                        Some(name) => drop(module.imports.insert(name, (steps, exports))),
                        None => module.globs.push(steps),
                    });
                }
                item => scan(item.to_token_stream(), &mut module),
            }
        }
        self.0.insert(at, module);
    }

    /// Returns the files that each file uses.
    fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for (at, module) in &self.0 {
            let used = |name: &String, exports: bool| !exports || module.names.contains(name);
            let imports = module.imports.iter().filter(|(name, (_, exports))| used(name, *exports));
            let paths = imports.map(|(_, (steps, _))| steps).chain(&module.paths);
            let files = paths.filter_map(|steps| match self.resolve(at, steps, 0) {
                Some(Target::File(file)) => Some(file),
                _ => None,
            });
            let globs = module.globs.iter().filter_map(|steps| match self.resolve(at, steps, 0) {
                Some(Target::Module(path)) => Some(self.0[&path].file.clone()),
                _ => None,
            });
            let of_file = uses.entry(module.file.clone()).or_default();
            of_file.extend(files.chain(globs).filter(|file| *file != module.file));
        }
        uses
    }

    /// Returns the target of a path, seen from a module, or `None` if it is outside of the crate.
    fn resolve(&self, from: &Steps, steps: &[String], depth: usize) -> Option<Target> {
        let (first, mut rest) = steps.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            _ => match self.step(from, first, depth)? {
                Target::Module(path) => path,
                file => return Some(file),
            },
        };
        while let Some((step, below)) = rest.split_first() {
            rest = below;
            if step == "super" {
                at.pop();
                continue;
            }
            match self.step(&at, step, depth) {
                Some(Target::Module(path)) => at = path,
                Some(file) => return Some(file),
                None => return Some(Target::File(self.0[&at].file.clone())),
            }
        }
        Some(Target::Module(at))
    }

    /// Returns the meaning of a name in a module that does not define it.
    fn step(&self, at: &Steps, name: &str, depth: usize) -> Option<Target> {
        let module = self.0.get(at)?;
        if module.children.contains(name) {
            return Some(Target::Module([at.clone(), vec![name.to_owned()]].concat()));
        }
        let (steps, _) = module.imports.get(name).filter(|_| depth < 20)?;
        // A name that is imported from a crate of the same name is not a cycle.
        self.resolve(at, steps, depth + 1)
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|it| it.path().is_ident("cfg") && it.to_token_stream().to_string().contains("test"))
}

/// Splits a use: calls `add` with the path of each name, and without a name for `*`.
fn flatten(tree: &UseTree, above: &mut Steps, add: &mut impl FnMut(Steps, Option<String>)) {
    let with = |above: &Steps, name: String| match name.as_str() {
        "self" => above.clone(),
        _ => [above.clone(), vec![name]].concat(),
    };
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            flatten(&path.tree, above, add);
            above.pop();
        }
        UseTree::Name(name) => {
            let steps = with(above, name.ident.to_string());
            let name = steps.last().cloned();
            add(steps, name);
        }
        UseTree::Rename(name) => {
            add(with(above, name.ident.to_string()), Some(name.rename.to_string()))
        }
        UseTree::Glob(_) => add(above.clone(), None),
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, above, add)),
    }
}

/// Finds names and paths in code, also in the arguments of macros.
fn scan(tokens: TokenStream, module: &mut Module) {
    let mut path: Steps = Vec::new();
    let mut colons = 0;
    let end = |path: &mut Steps, module: &mut Module| match path.len() {
        0 | 1 => path.clear(),
        _ => drop(module.paths.insert(std::mem::take(path))),
    };
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    end(&mut path, module);
                }
                module.names.insert(name.to_string());
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
            other => {
                end(&mut path, module);
                colons = 0;
                if let TokenTree::Group(group) = other {
                    scan(group.stream(), module);
                }
            }
        }
    }
    end(&mut path, module);
}
