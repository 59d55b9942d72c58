//! The conversion of a typed request into the HTTP request that is sent.

mod attempt;
mod body;
mod multipart;
mod octet_stream;
mod part;
mod prepared;
mod template;
mod token;

pub(crate) use attempt::{AttemptHeaders, build};
pub(crate) use body::{prepare, prepare_json};
pub(crate) use prepared::{PreparedRequest, unwritable};
pub(crate) use template::{RequestTemplate, RequestTemplates, TemplateKey};
pub(crate) use token::set_idempotency_token;

#[cfg(test)]
mod tests;
