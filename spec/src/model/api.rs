use super::{Action, Structure, is_default};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the JSON form that this code reads and writes.
pub const FORMAT: u32 = 1;

/// One version of one product: everything that the generator knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// Version of this format; 1.
    pub format: u32,
    /// Short name of the product, as its folder and its crate are called, such as `batch`.
    pub product: String,
    /// API version, a date such as `2017-03-12`; sent as `X-TC-Version`.
    pub version: String,
    /// The product's name for people.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// The name that requests are signed with; left out if it is the product's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service: Option<String>,
    /// The host without region: `batch.tencentcloudapi.com`.
    pub endpoint: String,
    /// Actions by name, in the order of the sources.
    pub actions: IndexMap<String, Action>,
    /// Structures by name, in the order of the sources.
    pub structures: IndexMap<String, Structure>,
    /// Every error code of the product with what it means.
    pub errors: IndexMap<String, String>,
}

impl Api {
    /// A description of a version that nothing is known of yet.
    pub fn new(product: impl Into<String>, version: impl Into<String>) -> Self {
        let product = product.into();
        let endpoint = format!("{product}.tencentcloudapi.com");
        Self {
            format: FORMAT,
            product,
            version: version.into(),
            title: String::new(),
            service: None,
            endpoint,
            actions: IndexMap::new(),
            structures: IndexMap::new(),
            errors: IndexMap::new(),
        }
    }

    /// The name that requests are signed with.
    pub fn service(&self) -> &str {
        self.service.as_deref().unwrap_or(&self.product)
    }
}
