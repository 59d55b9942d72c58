//! Streams of events as the callers of both clients see them.

use super::api::{Chat, Said};
use tencentcloud_runtime::{Client, Config, Error, StreamEvent, blocking};

/// A head of a stream that ends with its connection.
pub const HEAD: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nX-TC-RequestId: head-1\r\n\r\n";

/// What came of a stream that began.
pub struct Heard {
    pub streamed: bool,
    pub request_id: Option<String>,
    /// Texts with names.
    pub events: Vec<String>,
    /// Why it did not come to its end.
    pub error: Option<Error>,
    /// What `Debug` shows of it.
    pub debug: String,
}

impl Heard {
    fn add(&mut self, event: Result<StreamEvent<Said>, Error>) {
        match event {
            Ok(event) => {
                let name = event.name.map(|name| format!("{name}: ")).unwrap_or_default();
                self.events.push(name + event.data.text.as_deref().unwrap_or("-"));
            }
            Err(error) => self.error = Some(error),
        }
    }
}

macro_rules! heard {
    ($events:ident) => {
        Heard {
            streamed: $events.is_streamed(),
            request_id: $events.request_id().map(str::to_owned),
            events: Vec::new(),
            error: None,
            debug: format!("{:?}", $events),
        }
    };
}

/// Reads a stream with the blocking client, to its end.
pub fn with_blocking(config: Config) -> Result<Heard, Error> {
    let mut events = blocking::Client::new(config)?.stream(Chat::default())?;
    let mut heard = heard!(events);
    for event in &mut events {
        heard.add(event.map_err(Error::from));
    }
    Ok(heard)
}

/// The same with the async client.
pub fn with_async(config: Config) -> Result<Heard, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut events = Client::new(config)?.stream(Chat::default()).await?;
        let mut heard = heard!(events);
        while let Some(event) = events.try_next().await.transpose() {
            heard.add(event.map_err(Error::from));
        }
        Ok(heard)
    })
}
