use crate::name::{Unique, identifier, snake};
use std::collections::HashMap;
use tencentcloud_spec::model::Api;

/// What the client has besides its actions.
const OWN: [&str; 9] = ["stream", "new", "from_env", "call", "items", "pages", "clone", "config", "runtime"];

/// The client's methods by action.
pub(super) struct Methods<'a>(HashMap<&'a str, String>);

impl<'a> Methods<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut taken = Unique::default();
        for own in OWN {
            taken.take(own);
        }
        let mut claim = |name: &'a String| {
            let plain = snake(name);
            let method = taken.claim([plain.as_str(), format!("{plain}_action").as_str()]);
            (name.as_str(), identifier(&method))
        };
        Self(api.actions.keys().map(&mut claim).collect())
    }

    pub(super) fn get(&self, action: &str) -> String {
        self.0.get(action).cloned().unwrap_or_default()
    }
}
