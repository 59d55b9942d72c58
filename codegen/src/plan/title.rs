//! The display names of products.

use crate::doc;
use tencentcloud_spec::model::Api;

/// Returns the name of a product for running text, as Markdown.
pub(super) fn title(api: &Api) -> String {
    or_product(doc::line(&api.title), api)
}

/// Returns the name of a product as plain text.
pub(super) fn plain_title(api: &Api) -> String {
    or_product(doc::plain(&api.title), api)
}

fn or_product(title: String, api: &Api) -> String {
    if title.is_empty() { api.product.clone() } else { title }
}
