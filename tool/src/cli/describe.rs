//! Module of `tencentcloud describe`: prints an action or a structure, for people or programs.

use super::carried::{Source, newest_with};
use super::facts::Format;
use super::finish;
use serde_json::json;
use std::fmt::Write as _;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::{Action, Api, Field, Structure};
use tencentcloud_tool::print;

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
    source: Source,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    finish(describe(args))
}

fn describe(args: &Args) -> Result<ExitCode, Diagnostics> {
    let apis = args.source.versions(&args.product, args.api_version.as_ref())?;
    let Some(name) = &args.name else { return Ok(list(args, &apis)) };
    let api = newest_with(apis, name, |api| {
        api.actions.contains_key(name) || api.structures.contains_key(name)
    })?;
    let text = match (args.format, api.actions.get(name), api.structures.get(name)) {
        (Format::Text, Some(action), _) => action_text(&api, name, action),
        (Format::Text, None, Some(structure)) => structure_text(&api, name, structure),
        (Format::Json, action, structure) => {
            let what =
                action.map(|action| json!(action)).or(structure.map(|structure| json!(structure)));
            print::json(&format!("{:#}\n", what.unwrap_or_default()))
        }
        (Format::Text, None, None) => String::new(),
    };
    Ok(print::stdout(&text, ExitCode::SUCCESS))
}

/// Prints the actions of the newest version, with the first sentence of each.
fn list(args: &Args, apis: &[Api]) -> ExitCode {
    let actions = apis.last().map(|api| &api.actions);
    let actions = actions.into_iter().flatten();
    let text = match args.format {
        Format::Json => {
            let names: Vec<&String> = actions.map(|(name, _)| name).collect();
            print::json(&format!("{:#}\n", json!(names)))
        }
        Format::Text => actions
            .map(|(name, action)| format!("{name}: {}\n", first_line(&action.docs)))
            .collect(),
    };
    print::stdout(&text, ExitCode::SUCCESS)
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
