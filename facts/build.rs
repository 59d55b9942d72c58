//! Packs the facts of all products into one compressed file each, and writes the table that names
//! them.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folders of the package `tencentcloud-spec` that hold a folder for each product. A
/// description of a version replaces its facts.
const FOLDERS: [&str; 2] = ["api", "facts"];

fn main() -> io::Result<()> {
    let data = data()?;
    println!("cargo::rerun-if-changed=build.rs");
    let mut products: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={}", data.join(folder).display());
        for product in sorted(&data.join(folder))?.into_iter().filter(|path| path.is_dir()) {
            let there = products.entry(name(&product)).or_default();
            let described: Vec<String> = there.iter().map(|path| name(path)).collect();
            there.extend(
                files(&product)?.into_iter().filter(|path| !described.contains(&name(path))),
            );
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let mut table = "&[\n".to_owned();
    for (number, (product, files)) in products.iter().enumerate() {
        let packed = out.join(format!("{number}.deflate"));
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        let mut lengths = String::new();
        for file in files {
            let text = fs::read_to_string(file)?.replace("\r\n", "\n");
            let path = file.strip_prefix(&data).map_err(io::Error::other)?.to_string_lossy();
            let _ = write!(lengths, "({:?}, {}), ", path.replace('\\', "/"), text.len());
            encoder.write_all(text.as_bytes())?;
        }
        fs::write(&packed, encoder.finish()?)?;
        let _ = writeln!(table, "    ({product:?}, include_bytes!({packed:?}), &[{lengths}]),");
    }
    fs::write(out.join("products.rs"), table + "]\n")
}

/// The folder of the package `tencentcloud-spec`, as its build script tells.
fn data() -> io::Result<PathBuf> {
    let folder = env::var_os("DEP_TENCENTCLOUD_SPEC_FOLDER");
    folder
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other("the folder of tencentcloud-spec is not known"))
}

/// The files of a product that a generator reads, the programs of its examples included.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in sorted(folder)? {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json" | "lock" | "rs") => files.push(path),
            _ if path.is_dir() => files.extend(self::files(&path)?),
            _ => {}
        }
    }
    Ok(files)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
