//! Paging of lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Request fields that state the beginning of a page.
pub(crate) const OFFSET_NAMES: [&str; 2] = ["Offset", "OffSet"];
/// Request fields that number a page.
pub(crate) const PAGE_NAMES: [&str; 6] =
    ["PageNumber", "PageNo", "PageNum", "PageIndex", "Page", "CurrentPage"];

/// Returns whether a field may say which page is wanted: what sources say of those is kept beside
/// the merged description.
pub(crate) fn is_position_name(name: &str) -> bool {
    OFFSET_NAMES.contains(&name) || PAGE_NAMES.contains(&name)
}

/// The paging of a list. The names are fields of the request or the response; a field inside a
/// wrapper object of the response is written `Data.List`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "style", rename_all = "lowercase", deny_unknown_fields)]
pub enum Paging {
    /// The request says how many items to skip.
    Offset {
        /// Request field: items to skip, from 0.
        offset: String,
        /// Request field: items a page.
        limit: String,
        /// Response field: the list.
        items: String,
        /// Response field: how many items there are in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
        /// The evidence, if there is any beside the names of the fields.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
    },
    /// The request names a page by number.
    Page {
        /// Request field: the page's number.
        page: String,
        /// Request field: items a page.
        size: String,
        /// The number of the first page.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        first: u64,
        /// Response field: the list.
        items: String,
        /// Response field: how many items there are in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
        /// The evidence, if there is any beside the names of the fields.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
    },
    /// The response holds a token that the next request sends back.
    Token {
        /// Request field: the token.
        token: String,
        /// Response field: the next token; empty or absent on the last page.
        next: String,
        /// Request field: items a page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<String>,
        /// Response field: the list.
        items: String,
        /// Response field: true while there are more pages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        more: Option<String>,
        /// Response field: true on the last page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done: Option<String>,
        /// The evidence, if there is any beside the names of the fields.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
    },
}

impl Paging {
    /// The path of the list in the response.
    pub fn items(&self) -> &str {
        let (Self::Offset { items, .. } | Self::Page { items, .. } | Self::Token { items, .. }) =
            self;
        items
    }

    /// Returns the evidence for this paging.
    pub fn evidence(&self) -> Option<Evidence> {
        let (Self::Offset { evidence, .. }
        | Self::Page { evidence, .. }
        | Self::Token { evidence, .. }) = self;
        *evidence
    }

    /// Notes what says that the list pages so.
    pub fn set_evidence(&mut self, by: Evidence) {
        let (Self::Offset { evidence, .. }
        | Self::Page { evidence, .. }
        | Self::Token { evidence, .. }) = self;
        *evidence = Some(by);
    }

    /// The same without its evidence.
    #[must_use]
    pub fn without_evidence(&self) -> Self {
        let mut paging = self.clone();
        let (Self::Offset { evidence, .. }
        | Self::Page { evidence, .. }
        | Self::Token { evidence, .. }) = &mut paging;
        *evidence = None;
        paging
    }
}

/// The evidence for the paging of a list, beside the names of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The documentation of the field that asks for a page.
    Text,
    /// The numbers in the documented calls.
    Example,
    /// A correction in the overlay.
    Overlay,
}

/// Why an action that asks for pages has no paging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unpaged {
    /// The documents contradict each other or themselves.
    Contradiction,
    /// The documents do not say enough.
    Unknown,
    /// A correction in the overlay took it away.
    Overlay,
}

fn one() -> u64 {
    1
}

fn is_one(value: &u64) -> bool {
    *value == 1
}
