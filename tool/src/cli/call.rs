//! Module of `tencentcloud call`: calls an action by its name. The action's facts say whether it
//! needs a region, how it is paged and whether a call may be repeated.

use super::carried::{FactsSource, newest_with};
use serde_json::{Map, Value};
use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;
use tencentcloud_runtime::blocking::Client;
use tencentcloud_runtime::credential::Sources;
use tencentcloud_runtime::{Config, Endpoint, Error, NamedAction, PagedList, Paging, RegionUse};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::{self, Action, Api, Body, Region, Type};
use tencentcloud_tool::codegen::unusable;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::print;

const EXAMPLES: &str = "\
Examples:
  tencentcloud call cvm DescribeZones --region ap-guangzhou
  tencentcloud call cvm DescribeInstances Limit=100 --all --region ap-guangzhou
  tencentcloud call sms SendSms --region ap-guangzhou --json request.json";

/// Call an action by its name, and print the response as JSON.
///
/// Credentials come from the environment, the profile or the machine, as for a client:
/// TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN. TENCENTCLOUD_ENDPOINT
/// names another server, such as a mock.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The product, such as `cvm`
    product: String,
    /// The action, such as `DescribeZones`
    action: String,
    /// Parameters; the value of one that is not text is JSON
    #[arg(value_name = "KEY=VALUE")]
    parameters: Vec<String>,
    /// A file with the parameters as an object of JSON; `-` reads it from stdin
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The region, such as ap-guangzhou
    #[arg(long)]
    region: Option<String>,
    /// Print the items of all pages as one list
    #[arg(long)]
    all: bool,
    /// The version of the API [default: the newest that has the action]
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,
    #[command(flatten)]
    source: FactsSource,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    exit(call(args))
}

fn call(args: &Args) -> Result<ExitCode, Diagnostics> {
    let apis = args.source.versions(&args.product, args.api_version.as_ref())?;
    let api = newest_with(apis, &args.action, |api| api.actions.contains_key(&args.action))?;
    let action = &api.actions[&args.action];
    let named = named(&api, &args.action, action)?;
    let parameters = parameters(args, action)?;
    if args.all && action.paging.is_none() {
        let error = Diagnostic::error(
            "no-pages",
            format!("`{}` does not return its list in pages", args.action),
        );
        return Err(error.help("call it without --all").into());
    }
    match send(args, &named, &parameters) {
        Ok(response) => Ok(print::stdout(&print::json(&response), ExitCode::SUCCESS)),
        Err(error) => Err(Diagnostic::error("call-failed", error.to_string()).into()),
    }
}

fn send(args: &Args, action: &NamedAction, parameters: &Value) -> Result<Value, Error> {
    let mut config = Config::new().credentials(Sources::blocking().default_chain());
    if let Some(region) = &args.region {
        config = config.region(region.as_str());
    }
    if let Some(url) = std::env::var("TENCENTCLOUD_ENDPOINT").ok().filter(|url| !url.is_empty()) {
        config = config.endpoint(Endpoint::url(&url)?);
    }
    let client = Client::new(config)?;
    match args.all {
        true => client
            .items_named(action, parameters)
            .collect::<Result<Vec<Value>, Error>>()
            .map(Value::Array),
        false => client.call_named(action, parameters).send(),
    }
}

/// Returns the action with the properties that its facts state.
fn named(api: &Api, name: &str, action: &Action) -> Result<NamedAction, Diagnostics> {
    let refused = match () {
        () if action.body != Body::Json => Some("takes files"),
        () if action.event_stream => Some("responds with a stream of events"),
        () if action.unsigned => Some("is not signed"),
        () => None,
    };
    if let Some(why) = refused {
        let error = Diagnostic::error(
            "needs-a-client",
            format!("`{name}` {why}: it cannot be called by name"),
        );
        let help =
            format!("write a client with `tencentcloud add {} --actions {name}`", api.product);
        return Err(error.help(help).into());
    }
    let mut named = NamedAction::new(api.service(), &api.version, name)
        .endpoint(&api.endpoint)
        .region(match action.region {
            Region::Required => RegionUse::Required,
            Region::Optional => RegionUse::Optional,
            Region::None => RegionUse::None,
        });
    if action.read_only {
        named = named.read_only();
    }
    if let Some(token) = &action.idempotency_token {
        named = named.idempotency_token(token);
    }
    Ok(match &action.paging {
        Some(paging) => named.list(PagedList::new(kept(paging.items()), rule(paging))),
        None => named,
    })
}

/// Returns the paging rule for the client. Its texts live as long as the program.
fn rule(paging: &model::Paging) -> Paging {
    let with =
        |rule: Paging, name: &Option<String>, set: fn(Paging, &'static str) -> Paging| match name {
            Some(name) => set(rule, kept(name)),
            None => rule,
        };
    match paging {
        model::Paging::Offset { offset, limit, total, .. } => {
            with(Paging::offset(kept(offset), kept(limit)), total, Paging::total)
        }
        model::Paging::Page { page, size, first, total, .. } => {
            with(Paging::page(kept(page), kept(size), *first), total, Paging::total)
        }
        model::Paging::Token { token, next, limit, more, done, .. } => {
            let rule = with(Paging::token(kept(token), kept(next)), limit, Paging::limit);
            with(with(rule, more, Paging::more), done, Paging::done)
        }
    }
}

fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Returns the parameters of the file, overridden by those of the command line.
fn parameters(args: &Args, action: &Action) -> Result<Value, Diagnostics> {
    let mut parameters = args.json.as_deref().map(object).transpose()?.unwrap_or_default();
    for text in &args.parameters {
        let Some((name, value)) = text.split_once('=') else {
            let error = Diagnostic::error(
                "unusable-parameter",
                format!("`{text}` is not of the form KEY=VALUE"),
            );
            return Err(error.into());
        };
        let Some(field) = action.input.iter().find(|field| field.name == name) else {
            let known: Vec<&str> = action.input.iter().map(|field| field.name.as_str()).collect();
            let error = Diagnostic::error(
                "unknown-parameter",
                format!("`{}` has no parameter `{name}`", args.action),
            );
            return Err(error.help(format!("it has {}", known.join(", "))).into());
        };
        parameters.insert(name.to_owned(), parameter(name, &field.r#type, value)?);
    }
    Ok(Value::Object(parameters))
}

/// Returns the value of a parameter: text unchanged, anything else parsed as JSON.
fn parameter(name: &str, r#type: &Type, text: &str) -> Result<Value, Diagnostics> {
    let is_json = matches!(
        r#type,
        Type::Integer
            | Type::Unsigned
            | Type::Float
            | Type::Boolean
            | Type::Structure(_)
            | Type::Array(_)
    );
    if !is_json {
        return Ok(Value::String(text.to_owned()));
    }
    serde_json::from_str(text).map_err(|error| {
        let message = format!("the value of `{name}` is not JSON of the type {}: {error}", r#type);
        let help = match r#type {
            Type::Array(_) => format!("quote it for the shell: '{name}=[…]'"),
            _ => "`tencentcloud describe PRODUCT ACTION` shows the types".to_owned(),
        };
        Diagnostic::error("unusable-parameter", message).help(help).into()
    })
}

fn object(path: &std::path::Path) -> Result<Map<String, Value>, Diagnostics> {
    let text = match path.to_str() {
        Some("-") => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        }
        _ => std::fs::read_to_string(path),
    };
    let text = text.map_err(|error| unusable(path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        let error = Diagnostic::error(
            "unusable-parameter",
            format!("the file is not an object of JSON: {error}"),
        );
        error.in_file(path.display().to_string()).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_their_types_say() {
        let value = |r#type: &str, text: &str| parameter("A", &Type::parse(r#type).unwrap(), text);
        assert_eq!(value("String", "12").unwrap(), "12");
        assert_eq!(value("Unsigned", "12").unwrap(), 12);
        assert_eq!(value("Array of String", "[\"a\"]").unwrap(), serde_json::json!(["a"]));
        let text = value("Array of String", "a").unwrap_err().to_string();
        assert!(
            text.contains("`A` is not JSON of the type Array of String")
                && text.contains("'A=[…]'"),
            "{text}"
        );
    }

    #[test]
    fn facts_say_how_an_action_is_called() {
        let apis = FactsSource::default().apis("cvm").unwrap();
        let api = apis.last().unwrap();
        let zones = named(api, "DescribeZones", &api.actions["DescribeZones"]).unwrap();
        let expected = NamedAction::new("cvm", "2017-03-12", "DescribeZones")
            .endpoint("cvm.tencentcloudapi.com");
        assert_eq!(zones, expected.region(RegionUse::Required).read_only());
    }
}
