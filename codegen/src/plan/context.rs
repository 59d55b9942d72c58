//! The facts about a whole version that the plan of one part needs.

use crate::names::VersionNames;
use std::collections::HashSet;
use tencentcloud_spec::model::Api;

/// The facts about a whole version that the plan of one part needs.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a VersionNames,
    /// The structures that nobody describes; they are any JSON.
    pub(super) free: HashSet<&'a str>,
    /// The structures that a request can contain; they get setters.
    pub(super) in_requests: HashSet<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, names: &'a VersionNames) -> Self {
        let free = api.structures.iter().filter(|(_, structure)| structure.is_opaque());
        let inputs = api.actions.values().flat_map(|action| &action.input);
        Self {
            api,
            names,
            free: free.map(|(name, _)| name.as_str()).collect(),
            in_requests: api.reached(inputs),
        }
    }
}
