//! The changes between two sets of descriptions, for people and programs: on the wire, and in the
//! generated crate.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use tencentcloud_codegen::{CrateChange, Names, crate_changes};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::diff::{Bump, Change, Class, diff, lines, marked, sections};
use tencentcloud_spec::model::Api;
use tencentcloud_spec::text::{code_span, one_line};

/// The maximum number of crate changes of one class that are listed. Further ones are only counted.
const MOST: usize = 100;

/// The changes of one version of a product, for programs.
#[derive(Serialize, JsonSchema)]
pub struct Comparison {
    /// The number of changes on the wire that break clients.
    breaking: usize,
    /// The number of changes on the wire that add something.
    additive: usize,
    /// The number of changes of documentation.
    docs: usize,
    /// How the version of the generated crate grows: `0.x` before 1.0, `1.x` from 1.0 on; null if
    /// only a part was compared.
    bump: Option<BTreeMap<&'static str, &'static str>>,
    /// The changes on the wire.
    changes: Vec<Change>,
    /// The changes of the generated crate.
    #[serde(rename = "crate")]
    in_crate: Vec<CrateChange>,
}

impl From<Changes> for Comparison {
    fn from(changes: Changes) -> Self {
        let [breaking, additive, docs] = Class::ALL.map(|class| changes.count(class));
        let bump = (!changes.partial).then(|| BTreeMap::from(changes.bumps()));
        let Changes { wire, in_crate, .. } = changes;
        Self { breaking, additive, docs, bump, changes: wire, in_crate }
    }
}

/// The changes of one version of a product.
#[derive(Default)]
pub struct Changes {
    /// The changes on the wire.
    pub wire: Vec<Change>,
    /// The changes of the generated crate.
    pub in_crate: Vec<CrateChange>,
    /// True if only a part was compared, so the next version is unknown.
    partial: bool,
}

impl Changes {
    /// Compares two descriptions of a version.
    ///
    /// `names` are the names of the first crate. The second crate keeps them.
    ///
    /// # Errors
    /// Returns an error if a description has invalid names.
    pub fn between(before: &Api, after: &Api, names: &Names) -> Result<Self, Diagnostics> {
        let wire = diff(before, after);
        // Two products, or two versions, have no crate in common.
        if before.product != after.product || before.version != after.version {
            return Ok(Self { wire, ..Self::default() });
        }
        let names = names.settled(&[before]);
        let in_crate = crate_changes((&[before], &names), (&[after], &names.settled(&[after])))?;
        Ok(Self { wire, in_crate, partial: false })
    }

    /// Compares what two descriptions have in common, on the wire.
    pub fn partial(before: &Api, after: &Api) -> Self {
        Self { wire: diff(before, after), in_crate: Vec::new(), partial: true }
    }

    /// Returns the gravest class of all changes.
    pub fn gravest(&self) -> Option<Class> {
        Class::gravest(
            self.wire.iter().map(|it| it.class).chain(self.in_crate.iter().map(|it| it.class)),
        )
    }

    /// Returns the parts of the crate's version that grow, before 1.0 and from 1.0 on.
    pub fn bumps(&self) -> [(&'static str, &'static str); 2] {
        let gravest = self.gravest();
        [("0.x", Bump::before_one(gravest).word()), ("1.x", Bump::from_one(gravest).word())]
    }

    /// Returns lines for the wire, then for the crate, then the counts and the next version.
    pub fn text(&self) -> String {
        let mut out = lines(&self.wire);
        for (class, changes) in self.by_class() {
            let _ = writeln!(out, "in the crate, {}:", class.word());
            for change in changes.iter().take(MOST) {
                let _ = writeln!(out, "  {}", one_line(&sentence(change)));
            }
            if changes.len() > MOST {
                let _ = writeln!(out, "  and {} more", changes.len() - MOST);
            }
        }
        out + &self.summary() + "\n"
    }

    /// Returns the counts and the next version, and the [sections](Self::sections).
    pub fn markdown(&self) -> String {
        format!("{}\n{}", self.summary(), self.sections())
    }

    /// Returns a section of Markdown for each class, first of the wire, then of the crate.
    pub fn sections(&self) -> String {
        let mut out = sections(&self.wire);
        for (class, changes) in self.by_class() {
            let _ = write!(out, "\n### In the crate: {} ({})\n\n", class.word(), changes.len());
            for change in changes.iter().take(MOST) {
                let what = if change.what.is_empty() {
                    String::new()
                } else {
                    format!(": {}", marked(&change.what))
                };
                let _ =
                    writeln!(out, "- {} **{}**{what}", code_span(&change.path), change.kind.word());
            }
            if changes.len() > MOST {
                let _ = writeln!(out, "- and {} more", changes.len() - MOST);
            }
        }
        out
    }

    /// Returns the counts and the next version, on one line.
    fn summary(&self) -> String {
        if self.gravest().is_none() {
            return "no changes".to_owned();
        }
        let [breaking, additive, docs] = Class::ALL.map(|class| self.count(class));
        let in_crate =
            match self.in_crate.iter().filter(|change| change.class == Class::Breaking).count() {
                0 => String::new(),
                number => format!(", {number} breaking in the crate"),
            };
        let version = match self.bumps() {
            _ if self.partial => {
                "no version follows from an api.json beside a description".to_owned()
            }
            [(_, early), (_, late)] => format!("next version: {early} before 1.0, {late} after"),
        };
        format!("{breaking} breaking, {additive} additive, {docs} docs{in_crate}; {version}")
    }

    fn count(&self, class: Class) -> usize {
        self.wire.iter().filter(|change| change.class == class).count()
    }

    /// Returns the crate's changes by class, the gravest first.
    fn by_class(&self) -> Vec<(Class, Vec<&CrateChange>)> {
        let of =
            |class| self.in_crate.iter().filter(|change| change.class == class).collect::<Vec<_>>();
        Class::ALL
            .map(|class| (class, of(class)))
            .into_iter()
            .filter(|(_, changes)| !changes.is_empty())
            .collect()
    }
}

fn sentence(change: &CrateChange) -> String {
    let what = if change.what.is_empty() { String::new() } else { format!(": {}", change.what) };
    format!("{} {}{what} ({})", change.path, change.kind.word(), change.reason)
}
