use super::{Example, Field, Paging, Unpaged, Waiter, is_default};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One operation of a product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What it does, in Markdown.
    pub docs: String,
    /// How many requests a second one account may send to one region; absent where unknown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate_limit: Option<u32>,
    /// Whether a request names a region.
    pub region: Region,
    /// Whether the vendor still wants it to be called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Status,
    /// How a request's body is written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body: Body,
    /// Whether it is called without a signature (`Authorization: SKIP`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub unsigned: bool,
    /// Whether it may answer with server-sent events instead of one JSON envelope.
    #[serde(default, skip_serializing_if = "is_default")]
    pub event_stream: bool,
    /// Whether a call changes nothing, starts nothing and costs nothing, so that it may be sent
    /// twice.
    #[serde(default, skip_serializing_if = "is_default")]
    pub read_only: bool,
    /// The name of the request's field by which the service recognises a repeated request, such as
    /// `ClientToken`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub idempotency_token: Option<String>,
    /// Members of a request, without the common parameters.
    pub input: Vec<Field>,
    /// Members of an answer; `RequestId` is among them.
    pub output: Vec<Field>,
    /// Codes that the documents list for it.
    pub errors: Vec<String>,
    /// Documented calls.
    pub examples: Vec<Example>,
    /// How a long list is fetched in pages; absent where there is none or it cannot be known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paging: Option<Paging>,
    /// Why there is no paging although the request asks for pages; absent if there is, or nothing
    /// to page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unpaged: Option<Unpaged>,
    /// What can be waited for with this action, by name, such as `TaskFinished`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub waiters: IndexMap<String, Waiter>,
    /// The documents that described it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
}

/// Whether a request carries `X-TC-Region`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// A request without a region fails.
    Required,
    /// A region may be given; also where the sources do not tell.
    #[default]
    Optional,
    /// The action is the same everywhere: no region is sent.
    None,
}

/// Whether the vendor still wants an action to be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In service.
    #[default]
    Online,
    /// Still answers, but something else should be called.
    Deprecated,
    /// Answers `ActionOffline`.
    Offline,
}

/// How a request's body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// One JSON object.
    #[default]
    Json,
    /// `multipart/form-data`, one part a member.
    Multipart,
    /// Raw bytes; the members travel in `X-<SERVICE>-<Member>` headers.
    OctetStream,
}
