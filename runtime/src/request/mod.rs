//! The conversion of a typed request into the HTTP request that is sent.

mod base;
mod body;
mod head;
mod message;
mod multipart;
mod octet_stream;
mod part;
mod token;

pub(crate) use base::{Base, BaseKey, Bases};
pub(crate) use body::{json_message, message};
pub(crate) use head::{Head, build};
pub(crate) use message::{Message, unwritable};
pub(crate) use token::set_idempotency_token;

#[cfg(test)]
mod tests;
