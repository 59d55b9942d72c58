//! The descriptions that a crate carries.

use tencentcloud_spec::facts;
use tencentcloud_spec::model::{Api, to_json};
use tencentcloud_spec::text::is_hidden;

/// The folder of a crate's descriptions.
pub(crate) const DESCRIPTIONS: &str = "description";

/// Returns the description that a mock needs: all of it if there are documented calls, else the
/// facts.
pub(crate) fn description(api: &Api) -> String {
    visible(match api.actions.values().any(|action| !action.examples.is_empty()) {
        true => to_json(api),
        false => facts::to_json(api),
    })
}

/// Returns JSON with escapes for the hidden characters in its strings.
fn visible(json: String) -> String {
    let is_shown = |c: char| c == '\n' || !is_hidden(c);
    if json.chars().all(is_shown) {
        return json;
    }
    let escape = |c: char| {
        c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
    };
    json.chars().map(|c| if is_shown(c) { c.to_string() } else { escape(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{description, visible};
    use crate::testing::{action, api};
    use serde_json::{Value, json};
    use tencentcloud_spec::model::{Example, from_json};

    #[test]
    fn hidden_characters_are_escaped_as_json() {
        let cases = [
            ("{\n\"a\": \"中\"}", "{\n\"a\": \"中\"}"),
            ("\"a\u{202e}b\"", "\"a\\u202eb\""),
            ("\"\u{200b}\u{feff}\"", "\"\\u200b\\ufeff\""),
            ("\"a\u{ad}b\"", "\"a\\u00adb\""),
            // Two units of UTF-16.
            ("\"\u{e0001}\"", "\"\\udb40\\udc01\""),
        ];
        for (text, expected) in cases {
            let escaped = visible(text.to_owned());
            assert_eq!(escaped, expected);
            let [read, given] =
                [escaped.as_str(), text].map(|it| serde_json::from_str::<Value>(it).unwrap());
            assert_eq!(read, given);
        }
    }

    #[test]
    fn documented_calls_need_the_whole_description() {
        let mut api = api("A.in X: String");
        assert!(from_json(&description(&api), "facts").is_err());
        let (title, input) = ("One".to_owned(), Some(json!({ "X": "a" })));
        action(&mut api, "A").examples = vec![Example { title, input, output: None }];
        assert_eq!(from_json(&description(&api), "description").unwrap(), api);
    }
}
