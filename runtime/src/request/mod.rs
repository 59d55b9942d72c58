//! The conversion of a typed request into the HTTP request that is sent.

mod base;
mod body;
mod head;
mod message;
mod multipart;
mod octet_stream;
mod part;
mod token;

pub(crate) use base::{RequestTemplate, RequestTemplates, TemplateKey};
pub(crate) use body::{json_message, message};
pub(crate) use head::{AttemptHeaders, build};
pub(crate) use message::{PreparedRequest, unwritable};
pub(crate) use token::set_idempotency_token;

#[cfg(test)]
mod tests;
