//! The types with which generated code describes services and their actions.

use super::paging::PagedList;
use crate::codec::{OpenEnum, Structure};

/// One version of a product's API.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Service {
    /// The name that requests are signed with, such as `batch`.
    pub name: &'static str,
    /// The version of the API, such as `2017-03-12`.
    pub version: &'static str,
    /// The documented host, such as `batch.tencentcloudapi.com`.
    pub endpoint: &'static str,
}

impl Service {
    /// Creates a service from its signing name, the version of its API and its documented host.
    pub const fn new(name: &'static str, version: &'static str, endpoint: &'static str) -> Self {
        Self { name, version, endpoint }
    }
}

/// How an action uses the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionUse {
    /// The region is required: a call without one fails before it is sent.
    Required,
    /// The region of the call is sent if it has one.
    Optional,
    /// No region is sent.
    None,
}

/// The encoding of an action's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// One JSON object.
    Json,
    /// One part for each field, as forms with files are sent.
    Multipart,
    /// The bytes of the one binary field; the other fields are sent as headers.
    OctetStream,
}

/// The description of an action that the runtime needs besides its types.
///
/// ```
/// use tencentcloud_runtime::{Operation, RegionUse, Service};
///
/// static SERVICE: Service = Service::new("batch", "2017-03-12", "batch.tencentcloudapi.com");
/// const DESCRIBE: &Operation = &Operation {
///     region: RegionUse::Required,
///     read_only: true,
///     ..Operation::new("DescribeTask", &SERVICE)
/// };
/// # assert!(DESCRIBE.read_only);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The action's name on the wire.
    pub name: &'static str,
    /// The service that the action belongs to.
    pub service: &'static Service,
    /// How the action uses the region.
    pub region: RegionUse,
    /// The encoding of the parameters.
    pub body: BodyKind,
    /// True if the action is called without a signature and without credentials.
    pub unsigned: bool,
    /// True if the response may be a stream of events.
    pub event_stream: bool,
    /// The documented limit of requests per second.
    pub rate_limit: Option<u32>,
    /// True if a call changes nothing, starts nothing and costs nothing, so that it is safe to
    /// repeat.
    pub read_only: bool,
    /// The request's field that identifies a repeated request, such as `ClientToken`.
    pub idempotency_token: Option<&'static str>,
    /// The list that the action pages through. Waiters read all of it.
    pub list: Option<PagedList>,
}

impl Operation {
    /// Creates a description with defaults: a signed action with a JSON body and an optional
    /// region.
    ///
    /// By default the action is not read-only.
    pub const fn new(name: &'static str, service: &'static Service) -> Self {
        Self {
            name,
            service,
            region: RegionUse::Optional,
            body: BodyKind::Json,
            unsigned: false,
            event_stream: false,
            rate_limit: None,
            read_only: false,
            idempotency_token: None,
            list: None,
        }
    }
}

/// A request: the input of one action.
pub trait Action: Structure + Default {
    /// The type of the response.
    type Response: Structure + Default + Send + 'static;
    /// The type of the documented error codes.
    type ErrorCode: OpenEnum;
    /// The description of the action.
    const OPERATION: &'static Operation;
}
