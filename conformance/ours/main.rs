//! Sends documented calls with the generated types, or with `--by-name` without them. A call a line
//! on stdin: the service, the version, the action and the parameters as JSON, with tabs between
//! them. A line on stdout says `ok`, or what went wrong.

use serde_json::Value;
use std::future::Future;
use std::io::{self, BufRead, Write};
use std::pin::Pin;
use tencentcloud_runtime::codec::round_trip;
use tencentcloud_runtime::{Action, Client, Config, NamedAction};

// `TABLE`, which conformance/ours.py writes: what sends a request of each action.
include!(concat!(env!("CARGO_MANIFEST_DIR"), "/table.rs"));

type Said = Pin<Box<dyn Future<Output = Result<(), String>>>>;
type Send = fn(Client, String) -> Said;

fn send<A: Action + 'static>(client: Client, parameters: String) -> Said {
    Box::pin(async move {
        let mut request = A::default();
        let lost = round_trip(&parameters, &mut request).map_err(|error| format!("unreadable: \
            {error}"))?;
        if !lost.is_empty() {
            return Err(format!("lost: {}", lost.join(", ")));
        }
        client.call(request).await.map(drop).map_err(|error| error.to_string())
    })
}

async fn by_name(client: &Client, key: &str, parameters: &str) -> Result<(), String> {
    let names: Vec<&str> = key.split('\t').collect();
    let [service, version, name] = names[..] else {
        return Err("no names of an action".to_owned());
    };
    let parameters: Value = serde_json::from_str(parameters).map_err(|error| error.to_string())?;
    let action = NamedAction::new(service, version, name);
    client.call_named(&action, parameters).await.map(drop).map_err(|error| error.to_string())
}

async fn send_line(client: &Client, line: &str, is_by_name: bool) -> Result<(), String> {
    let mut parts = line.rsplitn(2, '\t');
    let (parameters, key) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if is_by_name {
        return by_name(client, key, parameters).await;
    }
    let (_, send) = TABLE.iter().find(|(known, _)| *known == key).ok_or("no such action")?;
    send(client.clone(), parameters.to_owned()).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(Config::from_env("ap-guangzhou")?)?;
    let is_by_name = std::env::args().any(|it| it == "--by-name");
    let mut stdout = io::stdout();
    for line in io::stdin().lock().lines() {
        match send_line(&client, &line?, is_by_name).await {
            Ok(()) => writeln!(stdout, "ok")?,
            Err(error) => writeln!(stdout, "{}", error.replace('\n', " "))?,
        }
        stdout.flush()?;
    }
    Ok(())
}
