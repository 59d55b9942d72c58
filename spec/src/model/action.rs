use super::{Example, Field, Paging, Unpaged, Waiter, is_default};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One operation of a product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The documentation, in Markdown.
    pub docs: String,
    /// The number of requests per second that one account may send to one region, if known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate_limit: Option<u32>,
    /// True if a request names a region.
    pub region: Region,
    /// True if the vendor still wants it to be called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Status,
    /// The format of a request's body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body: Body,
    /// True if it is called without a signature (`Authorization: SKIP`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub unsigned: bool,
    /// True if it may respond with server-sent events instead of one JSON envelope.
    #[serde(default, skip_serializing_if = "is_default")]
    pub event_stream: bool,
    /// True if a call changes nothing, starts nothing and costs nothing, so that it may be sent
    /// twice.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
    /// The name of the request's field by which the service recognises a repeated request, such as
    /// `ClientToken`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub idempotency_token: Option<String>,
    /// Fields of a request, without the common parameters.
    pub input: Vec<Field>,
    /// Fields of a response; `RequestId` is among them.
    pub output: Vec<Field>,
    /// Codes that the documents list for it.
    pub errors: Vec<String>,
    /// Documented calls.
    pub examples: Vec<Example>,
    /// The paging of the list in the response, if there is one and its paging is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paging: Option<Paging>,
    /// Why there is no paging although the request asks for pages; absent if there is, or nothing
    /// to page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unpaged: Option<Unpaged>,
    /// The waiters that poll this action, by name, such as `TaskFinished`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub waiters: IndexMap<String, Waiter>,
    /// The documents that described it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
}

/// True if a request carries `X-TC-Region`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// A request without a region fails.
    Required,
    /// A region may be given; also if the sources do not say.
    #[default]
    Optional,
    /// The action is the same everywhere: no region is sent.
    None,
}

/// True if the vendor still wants an action to be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In service.
    #[default]
    Online,
    /// Still works, but another action should be called.
    Deprecated,
    /// Fails with `ActionOffline`.
    Offline,
}

/// The format of a request's body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// One JSON object.
    #[default]
    Json,
    /// `multipart/form-data`, one part a field.
    Multipart,
    /// Raw bytes; the fields travel in `X-<SERVICE>-<Field>` headers.
    OctetStream,
}
