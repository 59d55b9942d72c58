//! Files of texts: what people wrote about actions, structures, fields, values and error codes, by
//! their names.
//!
//! ```toml
//! [texts]                          # the first table tells the format
//! product = "sms"
//! version = "2021-01-11"
//! title = "Short Message Service"
//!
//! [actions.SendSms]
//! docs = "Sends a text message to up to 200 phone numbers."
//! [actions.SendSms.input]
//! PhoneNumberSet = "Phone numbers in E.164 format."
//!
//! [structures.SendStatus]
//! docs = "The result for one phone number."
//! [structures.SendStatus.fields]
//! Fee = "How many messages are charged."
//!
//! [fields]                         # of every field of the name that has no text of its own
//! SmsSdkAppId = "The ID of the application."
//!
//! [values.International]           # of every field of the name, or "SendStatus.Code" of one
//! "0" = "Mainland China."
//!
//! [errors]
//! "LimitExceeded.PhoneNumberCountLimit" = "The request has more than 200 phone numbers."
//! ```
//!
//! The facts have the structure, so a text of something that they do not have is an error with its
//! line. A text replaces what other sources say; what has no text keeps theirs.

mod apply;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use apply::apply;
pub(crate) use parse::parse;

use indexmap::IndexMap;

/// The texts of one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    /// The file, as the user named it.
    pub(crate) file: String,
    pub(crate) product: String,
    pub(crate) version: String,
    /// The product's name for people.
    pub(crate) title: Option<String>,
    pub(crate) actions: IndexMap<String, ActionTexts>,
    pub(crate) structures: IndexMap<String, StructureTexts>,
    /// Texts of fields by name.
    pub(crate) fields: TextsByName,
    /// Texts of values, by the field's name or by the owner's and the field's.
    pub(crate) values: IndexMap<String, TextsByName>,
    pub(crate) errors: TextsByName,
}

/// Texts by what they are about.
pub(crate) type TextsByName = IndexMap<String, Text>;

/// A text and its line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// The texts of an action.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActionTexts {
    pub(crate) docs: Option<Text>,
    pub(crate) input: TextsByName,
    pub(crate) output: TextsByName,
}

/// The texts of a structure.
#[derive(Clone, Debug, Default)]
pub(crate) struct StructureTexts {
    pub(crate) docs: Option<Text>,
    pub(crate) fields: TextsByName,
}
