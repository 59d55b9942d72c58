use super::quote::request_id;
use crate::codec::Dropped;
use crate::error::Redactor;

/// The result of a response that was decoded into its place.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) request_id: Option<String>,
    /// The values that do not fit the response's type.
    pub(crate) dropped: Dropped,
}

impl Success {
    /// Makes the request ID safe to print.
    pub(super) fn cleaned(mut self, redactor: &Redactor<'_>) -> Self {
        self.request_id = self.request_id.map(|id| request_id(&id, redactor));
        self
    }
}
