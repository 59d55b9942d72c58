//! No circles of files: what a file uses never leads back to it, so that each can be understood
//! behind those it uses.
//!
//! A name counts as used from the file that defines it, not from one that exports it again.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Item, UseTree, Visibility};

/// Crates without circles.
const FREE: [&str; 1] = ["spec/src/lib.rs"];
/// Crates that still have some.
const NOT_YET: [&str; 4] =
    ["codegen/src/lib.rs", "runtime/src/lib.rs", "runtime/mock/src/lib.rs", "xtask/src/main.rs"];

#[test]
fn no_circles_of_files() {
    for root in FREE {
        let circles = circles(&workspace().join(root));
        assert!(
            circles.is_empty(),
            "files of {root} use each other in circles:\n{}",
            circles.join("\n")
        );
    }
    for root in NOT_YET {
        println!(
            "not yet free of circles: {root}\n{}",
            circles(&workspace().join(root)).join("\n")
        );
    }
}

#[test]
fn a_circle_is_found_and_a_name_exported_again_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let found = || circles(&folder.path().join("lib.rs"));
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

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The circles of a crate, each as the uses that it is made of.
fn circles(root: &Path) -> Vec<String> {
    let mut modules = Modules::default();
    modules.read(Vec::new(), root, root.parent().unwrap());
    let uses = modules.uses();
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> =
        uses.keys().map(|from| (from, reachable(from, &uses))).collect();
    let mut done = BTreeSet::new();
    let mut circles = Vec::new();
    for from in uses.keys().filter(|from| reached[from].contains(from)) {
        let circle: BTreeSet<&PathBuf> = reached[from]
            .iter()
            .copied()
            .filter(|to| reached.get(to).is_some_and(|it| it.contains(from)))
            .collect();
        if done.insert(circle.clone()) {
            let name = |file: &Path| {
                file.strip_prefix(root.parent().unwrap()).unwrap().display().to_string()
            };
            let inside =
                |from| uses[from].iter().filter(|to| circle.contains(to)).map(move |to| (from, to));
            let edges = circle.iter().flat_map(|from| inside(*from));
            let edges: Vec<_> =
                edges.map(|(from, to)| format!("{} -> {}", name(from), name(to))).collect();
            circles.push(edges.join(", "));
        }
    }
    circles
}

fn reachable<'a>(
    from: &'a PathBuf,
    uses: &'a BTreeMap<PathBuf, BTreeSet<PathBuf>>,
) -> BTreeSet<&'a PathBuf> {
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
    /// The meanings of imported names, and whether each is exported again.
    imports: HashMap<String, (Steps, bool)>,
    /// Modules all of whose names are imported.
    globs: Vec<Steps>,
    /// Names that the code has, and its paths.
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
    fn read(&mut self, at: Steps, file: &Path, folder: &Path) {
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
                        (None, Some(file)) => self.read(path, file, &below),
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

    /// The files that each file uses.
    fn uses(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let mut uses: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for (at, module) in &self.0 {
            let used = |name: &String, exports: bool| !exports || module.names.contains(name);
            let imports = module.imports.iter().filter(|(name, (_, exports))| used(name, *exports));
            let paths = imports.map(|(_, (steps, _))| steps).chain(&module.paths);
            let files = paths.filter_map(|steps| match self.find(at, steps, 0) {
                Some(Target::File(file)) => Some(file),
                _ => None,
            });
            let globs = module.globs.iter().filter_map(|steps| match self.find(at, steps, 0) {
                Some(Target::Module(path)) => Some(self.0[&path].file.clone()),
                _ => None,
            });
            let of_file = uses.entry(module.file.clone()).or_default();
            of_file.extend(files.chain(globs).filter(|file| *file != module.file));
        }
        uses
    }

    /// Returns the target of a path, seen from a module; `None` if it is outside of the crate.
    fn find(&self, from: &Steps, steps: &[String], depth: usize) -> Option<Target> {
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

    /// Returns the meaning of a name in a module, if the module does not define it.
    fn step(&self, at: &Steps, name: &str, depth: usize) -> Option<Target> {
        let module = self.0.get(at)?;
        if module.children.contains(name) {
            return Some(Target::Module([at.clone(), vec![name.to_owned()]].concat()));
        }
        let (steps, _) = module.imports.get(name).filter(|_| depth < 20)?;
        // A name that is imported from a crate of the same name is no circle.
        self.find(at, steps, depth + 1)
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|it| it.path().is_ident("cfg") && it.to_token_stream().to_string().contains("test"))
}

/// Takes a use apart: the path of each name, and no name for `*`.
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

/// Finds names and paths in code, also in what macros are given.
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
