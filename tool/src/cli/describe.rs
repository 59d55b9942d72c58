//! Module of `tencentcloud describe`: prints an action or a structure, for people or programs.

use super::carried::{FactsSource, newest_with};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::{Action, Api, Field, Structure};
use tencentcloud_tool::outcome::{Format, Outcome, Results, finish};

const EXAMPLES: &str = "\
Examples:
  tencentcloud describe sms                         # its actions
  tencentcloud describe sms SendSms                 # what the action takes and returns
  tencentcloud describe sms SendStatus --format json";

/// Describe an action or a structure of a product; without a name, list the actions.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The product, such as `sms`
    product: String,
    /// The action or the structure, such as `SendSms`
    name: Option<String>,
    /// The version of the API [default: the newest that has the name]
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: FactsSource,
}

/// An action or a structure, or the names of all actions.
#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct Described {
    product: String,
    /// The version of the product's API that is described.
    api_version: String,
    /// The names of all actions, if nothing was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    actions: Option<Vec<String>>,
    /// The name of the action or the structure.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The action.
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<Action>,
    /// The structure, if no action has the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<Structure>,
}

impl Results for Described {
    const COMMAND: &'static str = "describe";
}

pub(crate) fn run(args: &Args) -> ExitCode {
    finish(args.format, describe(args))
}

fn describe(args: &Args) -> Result<Outcome<Described>, Diagnostics> {
    let apis = args.source.versions(&args.product, args.api_version.as_ref())?;
    let Some(name) = &args.name else {
        return Ok(list(newest_with(apis, "", |_| true)?));
    };
    let mut api = newest_with(apis, name, |api| {
        api.actions.contains_key(name) || api.structures.contains_key(name)
    })?;
    let text = match (api.actions.get(name), api.structures.get(name)) {
        (Some(action), _) => action_text(&api, name, action),
        (None, Some(structure)) => structure_text(&api, name, structure),
        (None, None) => String::new(),
    };
    let action = api.actions.swap_remove(name);
    let structure = if action.is_some() { None } else { api.structures.swap_remove(name) };
    let described = Described {
        product: api.product,
        api_version: api.version,
        name: Some(name.clone()),
        action,
        structure,
        ..Described::default()
    };
    Ok(Outcome::success(described, text))
}

/// Returns the actions of a version, with the first sentence of each.
fn list(Api { product, version, actions, .. }: Api) -> Outcome<Described> {
    let line =
        |(name, action): (&String, &Action)| format!("{name}: {}\n", first_line(&action.docs));
    let text = actions.iter().map(line).collect();
    let actions = Some(actions.into_keys().collect());
    let described = Described { product, api_version: version, actions, ..Described::default() };
    Outcome::success(described, text)
}

fn first_line(docs: &str) -> &str {
    docs.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()
}

fn action_text(api: &Api, name: &str, action: &Action) -> String {
    let mut text =
        format!("{name} ({} {})\n\n{}\n", api.product, api.version, action.docs.trim_end());
    let _ = write!(text, "\nRequest:\n{}", fields_text(&action.input));
    let _ = write!(text, "\nResponse:\n{}", fields_text(&action.output));
    if !action.errors.is_empty() {
        let _ = write!(text, "\nError codes:\n");
        for code in &action.errors {
            let _ = writeln!(text, "  {code}");
        }
    }
    text
}

fn structure_text(api: &Api, name: &str, structure: &Structure) -> String {
    let docs = structure.docs.trim_end();
    format!(
        "{name} ({} {})\n\n{docs}\n\nFields:\n{}",
        api.product,
        api.version,
        fields_text(&structure.fields)
    )
}

fn fields_text(fields: &[Field]) -> String {
    if fields.is_empty() {
        return "  none\n".to_owned();
    }
    fields.iter().map(field_text).collect()
}

fn field_text(field: &Field) -> String {
    let required = if field.required { ", required" } else { "" };
    let mut text = format!("  {}: {}{required}\n", field.name, field.r#type);
    for line in field.docs.lines().filter(|line| !line.trim().is_empty()) {
        let _ = writeln!(text, "      {line}");
    }
    let explained = field.values.iter().filter(|(_, text)| !text.is_empty());
    let bare = field.values.iter().filter(|(_, text)| text.is_empty());
    let bare: Vec<&str> = bare.map(|(value, _)| value.as_str()).collect();
    if !bare.is_empty() {
        let _ = writeln!(text, "      Values: {}", bare.join(", "));
    }
    for (value, meaning) in explained {
        let _ = writeln!(text, "      - {value}: {}", meaning.replace('\n', " "));
    }
    text
}
