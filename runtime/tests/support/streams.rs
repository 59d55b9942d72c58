//! Streams of events as the callers of both clients receive them.

use super::api::{Chat, Said};
use tencentcloud_runtime::{Client, Config, Error, StreamEvent, blocking};

/// The head of a stream that ends with its connection.
pub const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; \
    charset=utf-8\r\nX-TC-RequestId: head-1\r\n\r\n";

/// The outcome of a stream that has begun.
pub struct Heard {
    pub streamed: bool,
    pub request_id: Option<String>,
    /// The texts with the names of their events.
    pub events: Vec<String>,
    /// The error that ended the stream, if there is one.
    pub error: Option<Error>,
    /// The `Debug` output of the stream.
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

/// Reads a stream to its end with the blocking client.
pub fn with_blocking(config: Config) -> Result<Heard, Error> {
    let mut events = blocking::Client::new(config)?.stream(Chat::default())?;
    let mut heard = heard!(events);
    for event in &mut events {
        heard.add(event.map_err(Error::from));
    }
    Ok(heard)
}

/// Reads a stream to its end with the async client.
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
