//! A small `services` folder in the layout of the vendor's metadata.

#![allow(dead_code)] // Each test uses a part of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The two actions.
const ACTIONS: &str = concat!(
    r#"
    "DescribeCats": {"document": "SENTENCE one", "input": "DescribeCatsRequest", "#,
    r#""name": "Gets SENTENCE two", "output": "DescribeCatsResponse", "status": "online"},
    "DeleteCat": {"document": "", "input": "DeleteCatRequest", "#,
    r#""name": "SENTENCE three", "output": "DeleteCatResponse", "status": "deprecated"}"#
);

/// The requests and responses of the actions.
const MESSAGES: &str = concat!(
    r#"
    "DescribeCatsRequest": {"document": "x", "type": "object", "members": [
        {"name": "Filters", "type": "list", "member": "Cat", "#,
    r#""required": false, "document": "SENTENCE ten"},
        {"name": "Limit", "type": "int", "member": "uint64", "#,
    r#""required": false, "document": "SENTENCE eleven"}]},
    "DescribeCatsResponse": {"document": "x", "type": "object", "members": [
        {"name": "Cats", "type": "list", "member": "Cat", "document": "SENTENCE twelve"},
        {"name": "RequestId", "type": "string", "member": "string", "#,
    r#""document": "SENTENCE thirteen"}]},
    "DeleteCatRequest": {"document": "x", "type": "object", "members": [
        {"name": "Name", "type": "string", "member": "string", "#,
    r#""required": true, "document": "SENTENCE fourteen"}]},
    "DeleteCatResponse": {"document": "x", "type": "object", "members": [
        {"name": "RequestId", "type": "string", "member": "string", "#,
    r#""document": "SENTENCE fifteen"}]}"#
);

/// Returns two actions that use one structure. `more` has further fields of the structure.
pub fn api(service: &str, version: &str, more: &str) -> String {
    let names = format!(r#""apiVersion": "{version}", "serviceShortName": "{service}""#);
    let text = r#""type": "string", "member": "string""#;
    let list = r#""type": "list", "member": "Cat""#;
    format!(
        r#"{{"actions": {{{ACTIONS}}},
"metadata": {{{names}, "serviceNameCN": "SENTENCE four"}},
"objects": {{
    "Cat": {{"document": "SENTENCE five", "usage": "both", "members": [
        {{"name": "Name", {text}, "document": "SENTENCE six", "example": "tom"}},
        {{"name": "Type", {text}, "document": "SENTENCE eight"}},
        {{"name": "Kittens", {list}, "document": "SENTENCE nine"}}{more}]}},{MESSAGES}}}}}"#
    )
}

/// Documented responses: one that decodes, one that does not, one that is not JSON, and an error.
/// The requests are a query, and one with an undeclared parameter.
pub const EXAMPLES: &str = concat!(
    r#"{"actions": {"DescribeCats": [
    {"title": "SENTENCE sixteen", "document": "", "#,
    r#""input": "https://cats.tencentcloudapi.com/?Action=DescribeCats\n&Limit=20\n"#,
    r#"&Filters.0.Name=tom", "output": "{\"Response\": {\"Cats\": [{\"Name\": \"tom\", "#,
    r#"\"Kittens\": null, \"Seen\": \"now\"}], \"RequestId\": \"r-1\"}}"},
    {"title": "SENTENCE seventeen", "document": "", "#,
    r#""input": "POST / HTTP/1.1\nHost: cats.tencentcloudapi.com\n"#,
    r#"Content-Type: application/json\n\n{\"Limit\": \"20\", \"Odd\": 1}", "#,
    r#""output": "{\"Response\": {\"Cats\": [\"tom\"], \"RequestId\": \"r-1\"}}"}],
"DeleteCat": [
    {"title": "SENTENCE eighteen", "document": "", "#,
    r#""input": "POST / HTTP/1.1\nHost: cats.tencentcloudapi.com\n"#,
    r#"Content-Type: application/json\n\n{\"Name\": \"tom\"}", "output": "data: no JSON"},
    {"title": "SENTENCE nineteen", "document": "", "#,
    r#""input": "POST / HTTP/1.1\nHost: cats.tencentcloudapi.com\n"#,
    r#"Content-Type: application/json\n\n{\"Name\": \"tom\"}", "#,
    r#""output": "{\"Response\": {\"Error\": {\"Code\": \"ResourceNotFound\", "#,
    r#"\"Message\": \"No such cat.\"}, \"RequestId\": \"r-2\"}}"}]}}"#
);

pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}
