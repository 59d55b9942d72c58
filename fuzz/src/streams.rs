//! Damaged streams of events: each is read to its end.

use crate::canned::client;
use tencentcloud_runtime::codec::{Schema, FieldVisitor, FieldMut, FieldOp, Structure};
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
    fn schema(&self) -> &'static Schema {
        &Schema { name: "Chat", fields: &["Text", "Count", "Inner", "RequestId"], ..Schema::EMPTY }
    }

    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Text(&mut self.text),
            1 => FieldMut::Integer(&mut self.count),
            2 => op.structure(&mut self.inner),
            3 => FieldMut::Text(&mut self.request_id),
            _ => FieldMut::None,
        }
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.text);
        visitor.integer(&self.count);
        visitor.structure(&&self.inner);
        visitor.text(&self.request_id);
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
