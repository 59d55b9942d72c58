//! Generates a module with one action and what it reaches, from the description in this repository.

use std::error::Error;
use std::path::Path;
use std::{env, fs};
use tencentcloud_codegen::Module;

/// A crate of one's own has a copy of the description, or makes one with `cargo xtask import`.
const DESCRIPTION: &str = "../../spec/api/batch/2017-03-12.json";

fn main() {
    println!("cargo::rerun-if-changed={DESCRIPTION}");
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(error) = generate() {
        // Cargo shows this line, and what a diagnostic says of file and line.
        println!("cargo::error={}", error.to_string().replace('\n', " "));
    }
}

fn generate() -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(DESCRIPTION)?;
    let module = Module::from_json(&text, DESCRIPTION)?.actions(&["DescribeTask"])?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("batch.rs"), module.source())?;
    Ok(())
}
