use crate::name::{Unique, identifier, snake};
use std::collections::HashMap;
use tencentcloud_spec::model::Api;

/// What the client has besides its actions.
const OWN: [&str; 10] = ["stream", "new", "from_env", "call", "items", "pages", "wait", "clone", "config", "runtime"];

/// The client's methods, by action and by waiter.
pub(super) struct Methods<'a> {
    actions: HashMap<&'a str, String>,
    waiters: HashMap<&'a str, String>,
}

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
        let actions = api.actions.keys().map(&mut claim).collect();
        let mut claim = |name: &'a String| {
            let plain = format!("wait_until_{}", snake(name));
            (name.as_str(), taken.claim([plain.as_str(), format!("{plain}_state").as_str()]))
        };
        let waiters = api.actions.values().flat_map(|action| action.waiters.keys()).map(&mut claim).collect();
        Self { actions, waiters }
    }

    pub(super) fn get(&self, action: &str) -> String {
        self.actions.get(action).cloned().unwrap_or_default()
    }

    /// The method that waits.
    pub(super) fn waiter(&self, name: &str) -> String {
        self.waiters.get(name).cloned().unwrap_or_default()
    }
}
