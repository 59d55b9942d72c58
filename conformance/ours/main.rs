//! Sends documented calls with the generated types. A call a line on stdin: the service, the version, the action and
//! the parameters as JSON, with tabs between them. A line on stdout says `ok`, or what went wrong.

use std::future::Future;
use std::io::{self, BufRead, Write};
use std::pin::Pin;
use tencentcloud_runtime::codec::round_trip;
use tencentcloud_runtime::{Action, Client, Config};

// `TABLE`, which conformance/ours.py writes: what sends a request of each action.
include!(concat!(env!("CARGO_MANIFEST_DIR"), "/table.rs"));

type Said = Pin<Box<dyn Future<Output = Result<(), String>>>>;
type Send = fn(Client, String) -> Said;

fn send<A: Action + 'static>(client: Client, parameters: String) -> Said {
    Box::pin(async move {
        let mut request = A::default();
        let lost = round_trip(&parameters, &mut request).map_err(|error| format!("unreadable: {error}"))?;
        if !lost.is_empty() {
            return Err(format!("lost: {}", lost.join(", ")));
        }
        client.call(request).await.map(drop).map_err(|error| error.to_string())
    })
}

async fn answer(client: &Client, line: &str) -> Result<(), String> {
    let mut parts = line.rsplitn(2, '\t');
    let (parameters, key) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (_, send) = TABLE.iter().find(|(known, _)| *known == key).ok_or("no such action")?;
    send(client.clone(), parameters.to_owned()).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(Config::from_env("ap-guangzhou")?)?;
    let mut stdout = io::stdout();
    for line in io::stdin().lock().lines() {
        match answer(&client, &line?).await {
            Ok(()) => writeln!(stdout, "ok")?,
            Err(error) => writeln!(stdout, "{}", error.replace('\n', " "))?,
        }
        stdout.flush()?;
    }
    Ok(())
}
