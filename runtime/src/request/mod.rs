//! The conversion of a typed request into the HTTP request that is sent.

mod base;
mod body;
mod head;
mod multipart;
mod octet_stream;
mod part;
mod token;

pub(crate) use base::{Base, BaseKey, Bases};
pub(crate) use body::{Message, json_message, message, unwritable};
pub(crate) use head::{Head, build};
pub(crate) use token::set_idempotency_token;

use crate::error::{Error, ErrorKind};

fn unfit(what: &str) -> Error {
    Error::new(ErrorKind::Configuration, format!("{what} holds characters that cannot be sent"))
}

#[cfg(test)]
mod tests;
