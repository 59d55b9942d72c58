//! The JSON Schema that is checked in is the one of the model.

use tencentcloud_spec::model::schema;

#[test]
fn schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.json");
    let current = schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &current).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == current,
        "spec/schema.json is stale: run `UPDATE_SCHEMA=1 cargo test -p tencentcloud-spec --test \
            schema`"
    );
}
