use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a long list is fetched in pages. Names are members of the request or the answer;
/// members inside a wrapper object of the answer are written `Data.List`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "style", rename_all = "lowercase", deny_unknown_fields)]
pub enum Paging {
    /// The request says how many items to skip.
    Offset {
        /// Request member: items to skip, from 0.
        offset: String,
        /// Request member: items a page.
        limit: String,
        /// Answer member: the list.
        items: String,
        /// Answer member: how many items there are in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
    },
    /// The request names a page by number.
    Page {
        /// Request member: the page's number.
        page: String,
        /// Request member: items a page.
        size: String,
        /// The number of the first page.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        first: u64,
        /// Answer member: the list.
        items: String,
        /// Answer member: how many items there are in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
    },
    /// The answer holds a token that the next request sends back.
    Token {
        /// Request member: the token.
        token: String,
        /// Answer member: the next token; empty or absent on the last page.
        next: String,
        /// Request member: items a page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<String>,
        /// Answer member: the list.
        items: String,
        /// Answer member: true while there are more pages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        more: Option<String>,
        /// Answer member: true on the last page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done: Option<String>,
    },
}

fn one() -> u64 {
    1
}

fn is_one(value: &u64) -> bool {
    *value == 1
}
