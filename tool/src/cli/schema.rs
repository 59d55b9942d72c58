//! The JSON Schema of what commands print with `--format json` is the one that is checked in.

use super::{add, describe, facts};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator, json_schema};
use std::path::Path;
use tencentcloud_tool::codegen::generated::Generated;
use tencentcloud_tool::import::Import;
use tencentcloud_tool::mock::Serving;
use tencentcloud_tool::outcome::{Output, Results};
use tencentcloud_tool::report::Comparison;

fn schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let outputs = [
        output::<add::Added>,
        output::<Generated>,
        output::<Import>,
        output::<Comparison>,
        output::<Serving>,
        output::<describe::Described>,
        output::<facts::Listed>,
    ]
    .map(|output| output(&mut generator));
    let mut schema = json_schema!({
        "$schema": generator.settings().meta_schema,
        "title": "Output of tencentcloud with --format json",
        "oneOf": outputs,
    });
    schema.insert("$defs".to_owned(), generator.take_definitions(true).into());
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

fn output<T: Results>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Output<T>>()
}

#[test]
fn schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.json");
    let current = schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == current,
        "tool/schema.json is stale: run `UPDATE_SCHEMA=1 cargo test -p tencentcloud-tool --bin \
         tencentcloud schema`"
    );
}
