//! What a call is about: the service, the action and its types, the region. Plain data.

mod empty;
mod operation;
mod paging;
mod region;

pub use empty::{EmptyResponse, UndocumentedErrorCode};
pub use operation::{Action, BodyKind, Operation, RegionUse, Service};
pub use paging::{PagedList, Paging};
pub use region::Region;
