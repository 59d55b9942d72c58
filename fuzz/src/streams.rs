//! Damaged streams of events: each is read to its end.

use crate::canned::client;
use tencentcloud_runtime::codec::{Shape, Sink, Slot, Step, Structure};
use tencentcloud_runtime::{
    Action, Operation, Service, Streamed, UndocumentedErrorCode, structures,
};

static SERVICE: Service = Service::new("fuzz", "2020-02-02", "fuzz.tencentcloudapi.com");

/// A request, and each of its events.
#[derive(Default)]
pub struct Chat {
    text: Option<String>,
    count: Option<i64>,
    inner: Option<Box<Chat>>,
    request_id: Option<String>,
}

impl Structure for Chat {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Chat", fields: &["Text", "Count", "Inner", "RequestId"], ..Shape::EMPTY }
    }

    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        match index {
            0 => Slot::Text(&mut self.text),
            1 => Slot::Integer(&mut self.count),
            2 => step.one(&mut self.inner),
            3 => Slot::Text(&mut self.request_id),
            _ => Slot::None,
        }
    }

    fn visit(&self, sink: &mut dyn Sink) {
        sink.text(&self.text);
        sink.integer(&self.count);
        sink.structure(&&self.inner);
        sink.text(&self.request_id);
    }
}

structures!(Chat);

impl Action for Chat {
    type Response = Self;
    type ErrorCode = UndocumentedErrorCode<Self>;
    const OPERATION: &'static Operation =
        &Operation { event_stream: true, ..Operation::new("Chat", &SERVICE) };
}

impl Streamed for Chat {}

/// The events of a stream that comes in pieces of a size, and how it ends.
pub fn events(body: &[u8], size: usize) -> Vec<String> {
    let events = client("text/event-stream", body, size, false).stream(Chat::default());
    let shown = |event: Result<_, _>| match event {
        Ok(event) => format!("{event:?}"),
        Err(error) => format!("{error} {error:?}"),
    };
    events.map_or_else(|error| vec![error.to_string()], |events| events.map(shown).collect())
}
