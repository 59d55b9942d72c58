//! From a typed request to the HTTP request that is sent.

mod body;
mod head;
mod multipart;
mod octet_stream;
mod part;
mod token;

pub(crate) use body::{Message, message};
pub(crate) use head::{Head, build};
pub(crate) use token::set_client_token;

#[cfg(test)]
mod tests;
