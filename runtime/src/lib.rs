//! What generated Tencent Cloud clients share: signing, credentials, endpoints, the call engine and transports.

pub mod sign;
