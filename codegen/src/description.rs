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
