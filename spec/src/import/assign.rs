//! Assigns each document to the product and version that it describes.

use super::candidate::{Candidates, Match, VersionKey};
use super::read::Read;
use super::report::{Lookup, Options, Report};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::facts::Facts;
use crate::model::{is_product, is_version};
use crate::overlay::{Correction, Overlay};
use crate::read::Document;
use crate::texts::Texts;
use std::collections::BTreeMap;

/// Everything of one import about one version of one product.
#[derive(Default)]
pub(super) struct Group<'a> {
    pub(super) documents: Vec<&'a Document>,
    pub(super) corrections: Vec<Correction>,
    pub(super) texts: Vec<&'a Texts>,
    pub(super) facts: Option<Facts>,
}

/// The documents and overlays of each version of each product, in the order given.
pub(super) fn assign<'a>(
    read: &'a Read,
    lookup: &Lookup<'_>,
    options: &Options,
    report: &mut Report,
) -> BTreeMap<VersionKey, Group<'a>> {
    if !options_are_names(options, &mut report.diagnostics) {
        return BTreeMap::new();
    }
    let mut groups: BTreeMap<VersionKey, Group<'_>> = BTreeMap::new();
    let keys = document_keys(read, lookup, options, &mut report.diagnostics);
    for ((source, document), key) in read.documents.iter().zip(keys) {
        if let Some(key) = key {
            report.sources[*source].assign(&key);
            groups.entry(key).or_default().documents.push(document);
        }
    }
    for (source, overlay) in &read.overlays {
        if let Some(key) = overlay_key(overlay, &groups, options, &mut report.diagnostics) {
            report.sources[*source].assign(&key);
            groups.entry(key).or_default().corrections.extend(overlay.corrections.iter().cloned());
        }
    }
    for (source, texts) in &read.texts {
        let key = VersionKey { product: texts.product.clone(), version: texts.version.clone() };
        report.sources[*source].assign(&key);
        let has_facts = || facts(&key, lookup, &mut Diagnostics::default()).is_some();
        match groups.contains_key(&key) || has_facts() {
            true => groups.entry(key).or_default().texts.push(texts),
            false => report.diagnostics.push(alone(texts)),
        }
    }
    for (key, group) in &mut groups {
        group.facts = facts(key, lookup, &mut report.diagnostics);
    }
    groups
}

/// Texts have no structure.
fn alone(texts: &Texts) -> Diagnostic {
    let message =
        format!("no source describes {} {}, which the texts are of", texts.product, texts.version);
    let error = Diagnostic::error("invalid-texts", message).at(&texts.file, 1);
    error.help("import them together with the facts or the documents of that version")
}

fn options_are_names(options: &Options, diagnostics: &mut Diagnostics) -> bool {
    let product = options.product.as_deref().filter(|product| !is_product(product));
    let version = options.version.as_deref().filter(|version| !is_version(version));
    for (what, name, rule) in
        [("product", product, PRODUCT_RULE), ("version", version, VERSION_RULE)]
    {
        if let Some(name) = name {
            let message =
                format!("`--{what}`: `{}` cannot be the name of a {what}", name.escape_debug());
            diagnostics.push(Diagnostic::error("invalid-name", message).help(rule));
        }
    }
    product.is_none() && version.is_none()
}

const PRODUCT_RULE: &str = "a product is named by at most 64 small letters, digits and `-`, such \
    as `batch`, and not as a device on Windows";
const VERSION_RULE: &str = "a version is a day, such as `2017-03-12`";

/// The key of each document, in order; none if there is an error.
fn document_keys(
    read: &Read,
    lookup: &Lookup<'_>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<VersionKey>> {
    let named: Vec<StatedVersion> = read
        .documents
        .iter()
        .map(|(_, document)| StatedVersion::new(document, options, diagnostics))
        .collect();
    let mut keys: Vec<Option<VersionKey>> = named.iter().map(StatedVersion::key).collect();
    if named.iter().all(|named| named.is_bad || named.key().is_some()) {
        return keys;
    }
    let known = keys
        .iter()
        .zip(&read.documents)
        .filter_map(|(key, (_, document))| Some((key.clone()?, document)));
    let candidates = Candidates::new(known.collect(), lookup(options.product.as_deref()));
    for (i, named) in
        named.iter().enumerate().filter(|(_, named)| !named.is_bad && named.key().is_none())
    {
        let document = &read.documents[i].1;
        // A page that describes nothing need not be assigned: its reader has said so.
        if document.actions.is_empty()
            && document.structures.is_empty()
            && document.errors.is_empty()
        {
            continue;
        }
        match candidates.best_match(document, named.product.as_deref(), &named.versions()) {
            Match::One(key) => keys[i] = Some(key),
            _ if named.version.is_none() && !named.possible.is_empty() => {
                diagnostics.push(undecided(document, &named.possible));
            }
            Match::None => diagnostics.push(unassigned(document, named)),
            Match::Many(many) => diagnostics.push(ambiguous(document, named, &many)),
        }
    }
    keys
}

/// The product and version that a document or the user states.
struct StatedVersion {
    product: Option<String>,
    version: Option<String>,
    /// The days that the version can be if the document leaves that open.
    possible: Vec<String>,
    is_bad: bool,
}

impl StatedVersion {
    fn new(document: &Document, options: &Options, diagnostics: &mut Diagnostics) -> Self {
        let mut is_bad = false;
        let mut take = |what,
                        said: &Option<String>,
                        option: &Option<String>,
                        is_name: fn(&str) -> bool,
                        rule: &str| {
            if let (Some(said), Some(option)) = (said, option)
                && said != option
            {
                let message = format!(
                    "the document names the {what} `{}`; it is taken for `{option}`",
                    said.escape_debug()
                );
                diagnostics.push(place(document, Diagnostic::warning("other-name", message)));
            }
            let name = option.as_ref().or(said.as_ref())?;
            if !is_name(name) {
                is_bad = true;
                let message = format!("`{}` cannot be the name of a {what}", name.escape_debug());
                diagnostics
                    .push(place(document, Diagnostic::error("invalid-name", message).help(rule)));
            }
            Some(name.clone())
        };
        let product =
            take("product", &document.product, &options.product, is_product, PRODUCT_RULE);
        let version =
            take("version", &document.version, &options.version, is_version, VERSION_RULE);
        Self { product, version, possible: document.versions.clone(), is_bad }
    }

    /// The versions that the document can describe; none if any will do.
    fn versions(&self) -> Vec<&str> {
        match &self.version {
            Some(version) => vec![version],
            None => self.possible.iter().map(String::as_str).collect(),
        }
    }

    fn key(&self) -> Option<VersionKey> {
        match (&self.product, &self.version) {
            (Some(product), Some(version)) if !self.is_bad => {
                Some(VersionKey { product: product.clone(), version: version.clone() })
            }
            _ => None,
        }
    }

    /// The options that would tell what is missing.
    fn help(&self) -> String {
        let missing = [(&self.product, "`--product`"), (&self.version, "`--version`")];
        let options: Vec<&str> =
            missing.iter().filter(|(name, _)| name.is_none()).map(|(_, option)| *option).collect();
        format!("pass {}, or import it together with a document that tells", options.join(" and "))
    }

    fn lacking(&self) -> &'static str {
        match (&self.product, &self.version) {
            (None, None) => "neither a product nor a version",
            (None, _) => "no product",
            _ => "no version",
        }
    }
}

/// Gives a remark the line where the document starts to describe something.
fn place(document: &Document, diagnostic: Diagnostic) -> Diagnostic {
    let lines = document
        .actions
        .iter()
        .map(|part| part.line)
        .chain(document.structures.iter().map(|part| part.line));
    let line = lines.chain(document.errors.iter().map(|part| part.line)).next().unwrap_or(1);
    diagnostic.at(&document.file, line.max(1))
}

fn undecided(document: &Document, possible: &[String]) -> Diagnostic {
    let message = format!(
        "the version can be {}: which number is the month, nothing tells",
        possible.join(" or ")
    );
    let help = "pass `--version`, or import it together with a document that names one of them";
    place(document, Diagnostic::error("ambiguous-version", message).help(help))
}

fn unassigned(document: &Document, named: &StatedVersion) -> Diagnostic {
    let message = format!("the document names {}, and nothing else tells", named.lacking());
    place(document, Diagnostic::error("unknown-product", message).help(named.help()))
}

fn ambiguous(document: &Document, named: &StatedVersion, many: &[VersionKey]) -> Diagnostic {
    let keys: Vec<String> =
        many.iter().map(|key| format!("{} {}", key.product, key.version)).collect();
    let message =
        format!("the document names {}, and it fits {}", named.lacking(), keys.join(" and "));
    place(document, Diagnostic::error("ambiguous-product", message).help(named.help()))
}

/// An overlay says what it is for, or is for the only version of the import.
fn overlay_key(
    overlay: &Overlay,
    groups: &BTreeMap<VersionKey, Group<'_>>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<VersionKey> {
    let product = overlay.product.as_ref().or(options.product.as_ref());
    let version = overlay.version.as_ref().or(options.version.as_ref());
    let fits = |key: &&VersionKey| {
        product.is_none_or(|name| *name == key.product)
            && version.is_none_or(|name| *name == key.version)
    };
    let mut fitting = groups.keys().filter(fits);
    let message = match (product, version, fitting.next(), fitting.next()) {
        (Some(product), Some(version), ..) if is_product(product) && is_version(version) => {
            return Some(VersionKey { product: product.clone(), version: version.clone() });
        }
        (Some(_), Some(_), ..) => "the overlay's product or version is no such name",
        (_, _, Some(only), None) => return Some(only.clone()),
        _ => "the overlay does not tell which product and version it corrects",
    };
    let diagnostic = Diagnostic::error("invalid-overlay", message).at(&overlay.file, 1);
    diagnostics.push(diagnostic.help("give it `product = \"…\"` and `version = \"…\"`"));
    None
}

/// The facts of a version. Those that cannot be read are an error.
fn facts(key: &VersionKey, lookup: &Lookup<'_>, diagnostics: &mut Diagnostics) -> Option<Facts> {
    let mut found = None;
    for facts in lookup(Some(&key.product)) {
        match facts {
            Ok(facts) if facts.api.product == key.product && facts.api.version == key.version => {
                found = Some(facts)
            }
            Ok(_) => {}
            Err(errors) => diagnostics.extend(errors),
        }
    }
    found
}
