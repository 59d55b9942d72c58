//! What generated code says about services and their actions.

use crate::codec::{OpenEnum, Structure};
use crate::paging::PagedList;

/// A product's API in one version.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Service {
    /// The name that requests are signed with, such as `batch`.
    pub name: &'static str,
    /// The version of the API, such as `2017-03-12`.
    pub version: &'static str,
    /// The host that the documents name, such as `batch.tencentcloudapi.com`.
    pub endpoint: &'static str,
}

impl Service {
    /// Creates a service from the name that requests are signed with, the API's version and the documented host.
    pub const fn new(name: &'static str, version: &'static str, endpoint: &'static str) -> Self {
        Self { name, version, endpoint }
    }
}

/// Whether an action is told which region's data it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionUse {
    /// A call without a region is refused before it is sent.
    Required,
    /// The client's region is sent where it has one.
    Optional,
    /// No region is sent.
    None,
}

/// How an action takes its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// One JSON object.
    Json,
    /// A part for each member, as forms with files are sent.
    Multipart,
    /// The bytes of the one binary member; the other members go into headers.
    OctetStream,
}

/// What the runtime must know about an action besides its types.
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
    /// The service it belongs to.
    pub service: &'static Service,
    /// Whether it takes a region.
    pub region: RegionUse,
    /// How it takes its parameters.
    pub body: BodyKind,
    /// Whether it is called without a signature and without credentials.
    pub unsigned: bool,
    /// Whether it may answer with a stream of events.
    pub event_stream: bool,
    /// The documented limit of requests a second.
    pub rate_limit: Option<u32>,
    /// Whether a call changes nothing, starts nothing and costs nothing, so that it may be sent again.
    pub read_only: bool,
    /// The request's field by which the service recognises a repeated request, such as `ClientToken`.
    pub idempotency_token: Option<&'static str>,
    /// The list that it pages through: waiters read all of it.
    pub list: Option<PagedList>,
}

impl Operation {
    /// An action with a JSON body and an optional region, signed, that changes something.
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
    /// What it answers with.
    type Response: Structure + Default + Send + 'static;
    /// The error codes that it documents.
    type ErrorCode: OpenEnum;
    /// The action.
    const OPERATION: &'static Operation;
}
