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

#[cfg(test)]
mod tests {
    use super::{plain_title, title};
    use tencentcloud_spec::model::Api;

    #[test]
    fn titles_are_one_line() {
        let cases = [
            ("Lamps", "Lamps", "Lamps"),
            ("", "lamp", "lamp"),
            ("Lamps\nand lights", "Lamps and lights", "Lamps and lights"),
            ("Lamps [new]", "Lamps \\[new\\]", "Lamps [new]"),
            ("<b>Lamps</b> & more", "Lamps & more", "Lamps & more"),
            ("# Lamps", "**Lamps**", "Lamps"),
            ("Lamps\u{202e}", "Lamps", "Lamps"),
        ];
        for (text, markdown, plain) in cases {
            let mut api = Api::new("lamp", "2020-01-01");
            api.title = text.to_owned();
            assert_eq!((title(&api).as_str(), plain_title(&api).as_str()), (markdown, plain));
        }
    }
}
