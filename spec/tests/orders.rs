//! The order of sources does not matter: any gives the same descriptions and the same remarks.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::{bytes, over};
use tencentcloud_spec::facts::from_json;
use tencentcloud_spec::import::{Options, SourceFile};
use tencentcloud_spec::model::Api;

#[test]
fn batch_in_any_order_is_the_committed_description() {
    let sources = files_below(&root().join("spec/sources/batch"));
    let expected = fs::read_to_string(root().join("spec/api/batch/2017-03-12.json")).unwrap();
    assert!(sources.len() > 30);
    for seed in 0..4 {
        assert_eq!(
            imported(&shuffled(&sources, seed), "batch").0,
            [expected.replace('\r', "")],
            "seed {seed}"
        );
    }
}

/// The vendor's pages in Markdown, where `INTL_DOCUMENTS` names a checkout of them: five products,
/// the smallest first.
#[test]
fn five_products_of_the_vendors_pages_in_any_order() {
    let Ok(checkout) = std::env::var("INTL_DOCUMENTS") else {
        return println!("skipped: INTL_DOCUMENTS is not set");
    };
    let mut products: BTreeMap<String, Vec<SourceFile>> = BTreeMap::new();
    for file in files_below(&Path::new(&checkout).join("API/API 3.0")) {
        let folder = Path::new(&file.name).iter().find_map(|name| versioned(name.to_str()?));
        if let Some(product) = folder {
            products.entry(product.to_owned()).or_default().push(file);
        }
    }
    let mut products: Vec<(String, Vec<SourceFile>)> =
        products.into_iter().filter(|(_, it)| it.len() > 20).collect();
    products.sort_by_key(|(_, sources)| sources.len());
    assert!(products.len() >= 5, "{} products", products.len());
    for (product, sources) in &products[..5] {
        let given = imported(sources, product);
        for seed in 0..3 {
            assert!(imported(&shuffled(sources, seed), product) == given, "{product}, seed {seed}");
        }
        println!("{product}: {} files, {} descriptions", sources.len(), given.0.len());
    }
}

/// The product of a folder such as `cats-2020-01-01-doc`.
fn versioned(folder: &str) -> Option<&str> {
    let (product, version) = folder.split_once('-')?;
    let is_day =
        version.as_bytes().get(..10)?.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
    (is_day && product.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(product)
}

/// The descriptions and the remarks.
fn imported(sources: &[SourceFile], product: &str) -> (Vec<String>, String) {
    let (imported, report) = over(sources, &facts(product), &Options::default());
    (bytes(&imported), report.diagnostics.to_string())
}

fn facts(product: &str) -> Vec<Api> {
    let files = files_below(&root().join("spec/facts").join(product));
    files
        .iter()
        .map(|file| from_json(std::str::from_utf8(&file.bytes).unwrap(), &file.name).unwrap())
        .collect()
}

/// An order that follows from a number.
fn shuffled(sources: &[SourceFile], seed: u64) -> Vec<SourceFile> {
    let mut sources = sources.to_vec();
    let mut state = seed;
    for last in (1..sources.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sources.swap(last, (state >> 33) as usize % (last + 1));
    }
    sources
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files_below(folder: &Path) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // Facts may lie in a folder of another name, and then there are none.
        for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = fs::read(&path).unwrap();
                    files.push(SourceFile {
                        name: path.display().to_string(),
                        bytes,
                        named: false,
                    });
                }
            }
        }
    }
    files
}
