//! A small `services` folder in the layout of the vendor's metadata.

#![allow(dead_code)] // Each test uses a part of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Returns two actions that use one structure. `more` has further fields of the structure.
pub fn api(service: &str, version: &str, more: &str) -> String {
    format!(
        r#"{{"actions": {{
    "DescribeCats": {{"document": "SENTENCE one", "input": "DescribeCatsRequest", "name": "Gets SENTENCE two", "output": "DescribeCatsResponse", "status": "online"}},
    "DeleteCat": {{"document": "", "input": "DeleteCatRequest", "name": "SENTENCE three", "output": "DeleteCatResponse", "status": "deprecated"}}}},
"metadata": {{"apiVersion": "{version}", "serviceShortName": "{service}", "serviceNameCN": "SENTENCE four"}},
"objects": {{
    "Cat": {{"document": "SENTENCE five", "usage": "both", "members": [
        {{"name": "Name", "type": "string", "member": "string", "document": "SENTENCE six", "example": "tom"}},
        {{"name": "Type", "type": "string", "member": "string", "document": "SENTENCE eight"}},
        {{"name": "Kittens", "type": "list", "member": "Cat", "document": "SENTENCE nine"}}{more}]}},
    "DescribeCatsRequest": {{"document": "x", "type": "object", "members": [
        {{"name": "Filters", "type": "list", "member": "Cat", "required": false, "document": "SENTENCE ten"}},
        {{"name": "Limit", "type": "int", "member": "uint64", "required": false, "document": "SENTENCE eleven"}}]}},
    "DescribeCatsResponse": {{"document": "x", "type": "object", "members": [
        {{"name": "Cats", "type": "list", "member": "Cat", "document": "SENTENCE twelve"}},
        {{"name": "RequestId", "type": "string", "member": "string", "document": "SENTENCE thirteen"}}]}},
    "DeleteCatRequest": {{"document": "x", "type": "object", "members": [
        {{"name": "Name", "type": "string", "member": "string", "required": true, "document": "SENTENCE fourteen"}}]}},
    "DeleteCatResponse": {{"document": "x", "type": "object", "members": [
        {{"name": "RequestId", "type": "string", "member": "string", "document": "SENTENCE fifteen"}}]}}}}}}"#
    )
}

/// Documented responses: one that decodes, one that does not, one that is not JSON, and an error.
/// The requests are a query, and one with an undeclared parameter.
pub const EXAMPLES: &str = r#"{"actions": {"DescribeCats": [
    {"title": "SENTENCE sixteen", "document": "", "input": "https://cats.tencentcloudapi.com/?Action=DescribeCats\n&Limit=20\n&Filters.0.Name=tom", "output": "{\"Response\": {\"Cats\": [{\"Name\": \"tom\", \"Kittens\": null, \"Seen\": \"now\"}], \"RequestId\": \"r-1\"}}"},
    {"title": "SENTENCE seventeen", "document": "", "input": "POST / HTTP/1.1\nHost: cats.tencentcloudapi.com\nContent-Type: application/json\n\n{\"Limit\": \"20\", \"Odd\": 1}", "output": "{\"Response\": {\"Cats\": [\"tom\"], \"RequestId\": \"r-1\"}}"}],
"DeleteCat": [
    {"title": "SENTENCE eighteen", "document": "", "input": "POST / HTTP/1.1\nHost: cats.tencentcloudapi.com\nContent-Type: application/json\n\n{\"Name\": \"tom\"}", "output": "data: no JSON"},
    {"title": "SENTENCE nineteen", "document": "", "input": "POST / HTTP/1.1\nHost: cats.tencentcloudapi.com\nContent-Type: application/json\n\n{\"Name\": \"tom\"}", "output": "{\"Response\": {\"Error\": {\"Code\": \"ResourceNotFound\", \"Message\": \"No such cat.\"}, \"RequestId\": \"r-2\"}}"}]}}"#;

pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}
