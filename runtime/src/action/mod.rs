//! The service, the action and its types, and the region of a call: plain data.

mod empty;
mod operation;
mod paging;
mod region;

pub use empty::{EmptyResponse, UndocumentedErrorCode};
pub use operation::{Action, BodyKind, Operation, RegionUse, Service};
pub use paging::{PagedList, Paging};
pub use region::Region;
