//! Finds the version of a document that does not state it: to the version that has its actions or
//! refers to its structures.

use crate::diagnostic::Diagnostics;
use crate::facts::Facts;
use crate::model::Api;
use crate::read::Document;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// One version of one product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct VersionKey {
    pub(super) product: String,
    pub(super) version: String,
}

/// The product that was found for a document.
pub(super) enum Match {
    One(VersionKey),
    None,
    Many(Vec<VersionKey>),
}

/// The known actions and structures, by name.
#[derive(Default)]
struct Index {
    actions: HashMap<String, BTreeSet<VersionKey>>,
    /// Structures that fields refer to.
    structures: HashMap<String, BTreeSet<VersionKey>>,
    keys: BTreeSet<VersionKey>,
}

/// The versions that a document may belong to: those of this import come before those whose facts
/// are known.
pub(super) struct Candidates {
    imported: Index,
    facts: Index,
    /// The folders of the documents that state their version.
    folders: HashMap<String, BTreeSet<VersionKey>>,
}

impl Candidates {
    pub(super) fn new(
        known: Vec<(VersionKey, &Document)>,
        facts: Vec<Result<Facts, Diagnostics>>,
    ) -> Self {
        let mut all =
            Self { imported: Index::default(), facts: Index::default(), folders: HashMap::new() };
        for (key, document) in known {
            all.folders.entry(folder(&document.file)).or_default().insert(key.clone());
            all.imported.add_document(&key, document);
        }
        for facts in facts.into_iter().flatten() {
            all.facts.add_api(&facts.api);
        }
        all
    }

    /// Finds the version that fits best, of those that agree with what the document does say; any
    /// version agrees if `versions` is empty.
    pub(super) fn best_match(
        &self,
        document: &Document,
        product: Option<&str>,
        versions: &[&str],
    ) -> Match {
        let dated =
            |key: &VersionKey| versions.is_empty() || versions.contains(&key.version.as_str());
        let agrees = |key: &VersionKey| product.is_none_or(|p| p == key.product) && dated(key);
        for index in [&self.imported, &self.facts] {
            let found = index.best(document, &agrees);
            match found.as_slice() {
                [] => {}
                [one] => return Match::One(one.clone()),
                many => return self.in_folder(document, many),
            }
        }
        self.only(document, product, &agrees)
    }

    /// Of several that fit alike, the one whose documents lie in the same folder.
    fn in_folder(&self, document: &Document, many: &[VersionKey]) -> Match {
        let here = self.folders.get(&folder(&document.file));
        let near: Vec<&VersionKey> =
            many.iter().filter(|key| here.is_some_and(|here| here.contains(key))).collect();
        match near.as_slice() {
            [one] => Match::One((*one).clone()),
            _ => Match::Many(many.to_vec()),
        }
    }

    /// The only version there is, for pages without actions of their own and for pages of a known
    /// product.
    fn only(
        &self,
        document: &Document,
        product: Option<&str>,
        agrees: &dyn Fn(&VersionKey) -> bool,
    ) -> Match {
        if !document.actions.is_empty() && product.is_none() {
            return Match::None;
        }
        for index in [&self.imported, &self.facts] {
            let fitting: Vec<&VersionKey> = index.keys.iter().filter(|key| agrees(key)).collect();
            match fitting.as_slice() {
                [] => {}
                [one] => return Match::One((*one).clone()),
                many => return Match::Many(many.iter().map(|key| (*key).clone()).collect()),
            }
        }
        Match::None
    }
}

impl Index {
    fn add_document(&mut self, key: &VersionKey, document: &Document) {
        let of_structures = document.structures.iter().flat_map(|part| &part.fields);
        let of_actions = document
            .actions
            .iter()
            .flat_map(|part| part.input.iter().chain(&part.output).flatten());
        let referenced =
            of_actions.chain(of_structures).filter_map(|field| field.r#type.structure());
        self.add(key, document.actions.iter().map(|part| part.name.as_str()), referenced);
    }

    fn add_api(&mut self, api: &Api) {
        let key = VersionKey { product: api.product.clone(), version: api.version.clone() };
        let fields = api.lists().flat_map(|(_, fields)| fields);
        let referenced = fields.filter_map(|field| field.r#type.structure());
        self.add(&key, api.actions.keys().map(String::as_str), referenced);
    }

    fn add<'a>(
        &mut self,
        key: &VersionKey,
        actions: impl Iterator<Item = &'a str>,
        structures: impl Iterator<Item = &'a str>,
    ) {
        self.keys.insert(key.clone());
        for action in actions {
            self.actions.entry(action.to_owned()).or_default().insert(key.clone());
        }
        for structure in structures {
            self.structures.entry(structure.to_owned()).or_default().insert(key.clone());
        }
    }

    /// The versions that share the most with a document: its actions and the actions that it says
    /// refer to it, or else the structures that it describes. Codes of errors tell nothing.
    fn best(&self, document: &Document, agrees: &dyn Fn(&VersionKey) -> bool) -> Vec<VersionKey> {
        let referring =
            document.structures.iter().flat_map(|part| &part.referenced_by).map(String::as_str);
        let actions = document.actions.iter().map(|part| part.name.as_str()).chain(referring);
        let by_actions = most(&self.actions, actions, agrees);
        if !by_actions.is_empty() || !document.actions.is_empty() {
            return by_actions;
        }
        most(&self.structures, document.structures.iter().map(|part| part.name.as_str()), agrees)
    }
}

/// The keys that most of the names are known of.
fn most<'a>(
    index: &HashMap<String, BTreeSet<VersionKey>>,
    names: impl Iterator<Item = &'a str>,
    agrees: &dyn Fn(&VersionKey) -> bool,
) -> Vec<VersionKey> {
    let mut counts: BTreeMap<&VersionKey, usize> = BTreeMap::new();
    for key in names.filter_map(|name| index.get(name)).flatten().filter(|key| agrees(key)) {
        *counts.entry(key).or_default() += 1;
    }
    let best = counts.values().copied().max().unwrap_or_default();
    counts.into_iter().filter(|(_, count)| *count == best).map(|(key, _)| key.clone()).collect()
}

fn folder(file: &str) -> String {
    Path::new(file).parent().map(|parent| parent.to_string_lossy().into_owned()).unwrap_or_default()
}
