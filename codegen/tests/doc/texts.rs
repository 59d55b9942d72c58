//! The texts of the descriptions of a metadata folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_spec::import::{Options, SourceFile, import};
use tencentcloud_spec::model::{Api, Field};

/// Returns the texts of all versions of all products below a `services` folder, each once.
pub fn of_catalogue(services: &Path) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for version in folders(services).iter().flat_map(|product| folders(product)) {
        let file = version.join("api.json");
        let Ok(bytes) = fs::read(&file) else { continue };
        let product = version.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let options = Options { product: Some(product), version: None };
        let source = SourceFile { name: file.display().to_string(), bytes, named: false };
        let (imported, _) = import(&[source], &|_| Vec::new(), &options);
        imported.iter().for_each(|imported| add(&imported.api, &mut texts));
    }
    texts
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

fn add(api: &Api, texts: &mut BTreeSet<String>) {
    texts.insert(api.title.clone());
    texts.extend(api.errors.values().cloned());
    for action in api.actions.values() {
        texts.insert(action.docs.clone());
        texts.extend(action.waiters.values().map(|waiter| waiter.docs.clone()));
        fields(&action.input, texts);
        fields(&action.output, texts);
    }
    for structure in api.structures.values() {
        texts.insert(structure.docs.clone());
        fields(&structure.fields, texts);
    }
}

fn fields(fields: &[Field], texts: &mut BTreeSet<String>) {
    for field in fields {
        texts.insert(field.docs.clone());
        texts.extend(field.values.values().cloned());
    }
}
