use crate::codec::{Shape, Sink, Slot, Step, Structure};

/// An answer with nothing in it but the request's ID.
///
/// Actions that answer so share it, and what a generated crate calls their answers are aliases of it. Should the service
/// begin to answer with more, such a name becomes a type of its own.
#[derive(Default)]
#[non_exhaustive]
pub struct EmptyResponse {
    /// The ID of the request, which the vendor's support asks for.
    pub request_id: Option<String>,
}

impl Structure for EmptyResponse {
    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape { name: "EmptyResponse", fields: &["RequestId"], required: &[], sensitive: &[] }
    }

    #[inline]
    fn slot(&mut self, index: usize, _: Step<'_>) -> Slot<'_> {
        match index {
            0 => Slot::Text(&mut self.request_id),
            _ => Slot::None,
        }
    }

    #[inline]
    fn visit(&self, sink: &mut dyn Sink) {
        sink.text(&self.request_id);
    }
}

crate::structures!(EmptyResponse);
