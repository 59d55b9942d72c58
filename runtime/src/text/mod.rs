//! Texts: shown on one line, compared with known names, encoded with hexadecimal digits.

mod hex;
mod nearest;
mod one_line;
mod percent;
mod secret_name;

pub(crate) use hex::hex;
pub(crate) use nearest::did_you_mean;
pub(crate) use one_line::{OneLine, is_hidden, shown_url};
pub(crate) use percent::percent_encoded;
pub use secret_name::is_secret_name;
