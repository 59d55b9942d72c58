//! Documents of our own in the layouts of the real ones, and imports of them.

#![allow(dead_code, clippy::unwrap_used)]

use serde_json::{Value, json};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::facts::Facts;
use tencentcloud_spec::import::{Imported, Options, Report, SourceFile, import};
use tencentcloud_spec::model::{Api, to_json};

/// A page of one action.
pub(crate) struct Page {
    pub(crate) domain: &'static str,
    pub(crate) action: &'static str,
    pub(crate) version: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) rate: u32,
    /// Rows after the common parameters: `Name | Required | Type | Description`.
    pub(crate) input: &'static str,
    /// Rows: `Name | Type | Description`.
    pub(crate) output: &'static str,
    /// The query after the action, one `&Name=value` a line.
    pub(crate) query: &'static str,
    /// The content of `Response`.
    pub(crate) response: &'static str,
    /// Rows: `Code | Description`.
    pub(crate) errors: &'static str,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            domain: "harbour.tencentcloudapi.com",
            action: "DescribeBoats",
            version: "2020-02-02",
            docs: "Lists the boats of a harbour.",
            rate: 20,
            input: "| HarbourId | Yes | String | Which harbour |\n| Limit | No | Integer | Boats a \
                page |",
            output: "| BoatSet | Array of [Boat](/document/api/1/2#Boat) | The boats |\n| \
                TotalCount | Integer | How many |",
            query: "&HarbourId=h-1\n&Limit=2",
            response: concat!(
                r#""BoatSet": [{"Name": "Ariel", "Crew": 3}], "#,
                r#""TotalCount": 1, "RequestId": "r-1""#,
            ),
            errors: "| ResourceNotFound | No such harbour. |",
        }
    }
}

impl Page {
    pub(crate) fn text(&self) -> String {
        let Self { domain, action, version, docs, rate, input, output, query, response, errors } =
            self;
        format!(
            "## 1. API Description\n\nAPI request domain name: {domain}.\n\n{docs}\n\n\
             Default API request rate limit: {rate} requests/sec.\n\n## 2. Input Parameters\n\n\
             | Parameter name | Required | Type | Description |\n|---|---|---|---|\n\
             | Action | Yes | String | Common parameter; the value for this API: {action} |\n\
             | Version | Yes | String | Common parameter; the value for this API: {version} |\n\
             | Region | Yes | String | Common parameters; see the list of regions. |\n{input}\n\n\
             ## 3. Output Parameters\n\n| Parameter name | Type | Description \
             |\n|---|---|---|\n{output}\n\
             | RequestId | String | The unique request ID. |\n\n## 4. Example\n\n### Example 1. A \
             call\n\n#### Input\n\n\
             ```\nhttps://{domain}/?Action={action}\n{query}\n&<Common request \
             parameters>\n```\n\n#### Output\n\n\
             ```\n{{\"Response\": {{{response}}}}}\n```\n\n## 5. Error Codes\n\n| Error Code | \
             Description |\n|---|---|\n{errors}\n"
        )
    }

    pub(crate) fn named(&self, name: &str) -> SourceFile {
        file(name, &self.text())
    }
}

/// An `api.json`. Actions: `"Get": ["A:string!", "B:uint64, C:[Boat]"]`, the two sides; structures:
/// `"Boat": "A:Hull"`. `!` is required, `?` nullable, a text behind `=` the description.
pub(crate) fn metadata(product: &str, version: &str, actions: &str, structures: &str) -> String {
    let actions: serde_json::Map<String, Value> =
        serde_json::from_str(&format!("{{{actions}}}")).unwrap();
    let structures: serde_json::Map<String, Value> =
        serde_json::from_str(&format!("{{{structures}}}")).unwrap();
    let mut objects = serde_json::Map::new();
    let mut listed = serde_json::Map::new();
    for (name, sides) in &actions {
        let (input, output) = (format!("{name}Request"), format!("{name}Response"));
        let response = format!("{}, RequestId:string", sides[1].as_str().unwrap());
        objects.insert(
            input.clone(),
            json!({"type": "object", "members": metadata_fields(sides[0].as_str().unwrap())}),
        );
        objects.insert(
            output.clone(),
            json!({"type": "object", "members": metadata_fields(&response)}),
        );
        let docs = sides[2].as_str().unwrap_or_default();
        listed.insert(
            name.clone(),
            json!({"name": name, "document": docs, "input": input, "output": output,
                "status": "online"}),
        );
    }
    for (name, fields) in &structures {
        objects.insert(
            name.clone(),
            json!({"type": "object", "document": "",
                "members": metadata_fields(fields.as_str().unwrap())}),
        );
    }
    let head = json!({"apiVersion": version, "serviceShortName": product, "serviceNameCN": "",
        "api_brief": ""});
    json!({"actions": listed, "metadata": head, "objects": objects, "version": "1.0"}).to_string()
}

fn metadata_fields(text: &str) -> Vec<Value> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (part, docs) = part.split_once('=').unwrap_or((part, ""));
            let (name, word) = part.split_once(':').unwrap();
            let (required, nullable) = (word.contains('!'), word.contains('?'));
            let word = word.trim_matches(['!', '?']);
            let inner = word.trim_matches(['[', ']']);
            let kind = match inner {
                _ if word.starts_with('[') => "list",
                "string" | "datetime_iso" => "string",
                "int64" | "uint64" => "int",
                "float" | "bool" => inner,
                _ => "object",
            };
            json!({"name": name, "type": kind, "member": inner, "required": required,
                "value_allowed_null": nullable, "document": docs})
        })
        .collect()
}

/// A file that the user names.
pub(crate) fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec(), named: true }
}

/// The structures of the page above.
pub(crate) const STRUCTURES: &str = "\
## Boat

A boat

Referenced by: DescribeBoats.

| Name | Type | Description |
|------|------|-------|
| Name | String | What it is called |
| Crew | Integer | Men on board |
| Anchor | [Anchor](#Anchor) | Its anchor |

## Anchor

An anchor

Referenced by: DescribeBoats.

| Name | Type | Required | Description |
|------|------|----------|------|
| Weight | Integer | Yes | Kilograms |
";

/// Imports without facts.
pub(crate) fn fresh(sources: &[SourceFile]) -> (Vec<Imported>, Report) {
    over(sources, &[], &Options::default())
}

/// Imports over facts.
pub(crate) fn over(
    sources: &[SourceFile],
    facts: &[Api],
    options: &Options,
) -> (Vec<Imported>, Report) {
    let lookup = |product: Option<&str>| -> Vec<Result<Facts, Diagnostics>> {
        let wanted =
            facts.iter().filter(|api| product.is_none_or(|product| product == api.product));
        let file = |api: &Api| format!("facts/{}/{}.json", api.product, api.version);
        wanted.map(|api| Ok(Facts { file: file(api), api: api.clone() })).collect()
    };
    import(sources, &lookup, options)
}

/// The facts of an `api.json`.
pub(crate) fn facts(text: &str) -> Api {
    let (imported, report) = fresh(&[file("api.json", text)]);
    let api = only(&imported, &report);
    tencentcloud_spec::facts::extract_facts(api.clone(), &api)
}

/// Every order of a few sources.
pub(crate) fn shuffled(sources: &[SourceFile]) -> Vec<Vec<SourceFile>> {
    let turned = |by: usize| -> Vec<SourceFile> {
        let (front, back) = sources.split_at(by);
        back.iter().chain(front).cloned().collect()
    };
    let turned: Vec<Vec<SourceFile>> = (0..sources.len()).map(turned).collect();
    let reversed = turned.iter().map(|sources| sources.iter().rev().cloned().collect());
    turned.iter().cloned().chain(reversed).collect()
}

/// The only description of an import without errors.
pub(crate) fn only(imported: &[Imported], report: &Report) -> Api {
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
    assert_eq!(imported.len(), 1);
    imported[0].api.clone()
}

/// One line a field: `name: type` and its flags.
pub(crate) fn outline(api: &Api) -> String {
    let mut lines = vec![format!("{} {} at {}", api.product, api.version, api.endpoint)];
    for (name, action) in &api.actions {
        lines.push(format!(
            "{name}({}) {:?} {:?}",
            action.rate_limit.unwrap_or_default(),
            action.region,
            action.sources
        ));
        for (mark, fields) in [("<", &action.input), (">", &action.output)] {
            lines.extend(fields.iter().map(|field| format!("  {mark} {}", field_line(field))));
        }
        lines.push(format!("  ! {}", action.errors.join(" ")));
        lines.extend(action.examples.iter().map(|example| {
            let side =
                |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), ToString::to_string);
            format!("  {}: {} -> {}", example.title, side(&example.input), side(&example.output))
        }));
    }
    for (name, structure) in &api.structures {
        lines.push(format!(
            "{name}{} {:?}",
            if structure.inferred { " inferred" } else { "" },
            structure.sources
        ));
        lines.extend(structure.fields.iter().map(|field| format!("  {}", field_line(field))));
    }
    lines.join("\n")
}

fn field_line(field: &tencentcloud_spec::model::Field) -> String {
    let flags = [
        (field.required, "required"),
        (field.nullable, "nullable"),
        (field.deprecated, "deprecated"),
        (field.inferred, "inferred"),
        (field.sensitive, "sensitive"),
    ];
    let flags: String =
        flags.iter().filter(|(is, _)| *is).map(|(_, word)| format!(" {word}")).collect();
    format!("{}: {}{flags} \"{}\"", field.name, field.r#type, field.docs)
}

/// The descriptions' bytes.
pub(crate) fn bytes(imported: &[Imported]) -> Vec<String> {
    imported.iter().map(|imported| to_json(&imported.api)).collect()
}
