use super::taken::Taken;
use super::variants::settle_variants;
use super::{ActionNames, FieldNames, StructureNames, VersionNames};
use super::{fields, sorted, value_sets};
use crate::name::{identifier, snake, upper_camel};
use std::collections::BTreeSet;
use tencentcloud_spec::model::Api;

/// The types of the runtime that every crate has at its root, sorted: no type of a product takes
/// their names.
pub(crate) const OF_RUNTIME: [&str; 26] = [
    "ActionError",
    "Call",
    "CallSettings",
    "Config",
    "Credential",
    "CredentialProvider",
    "Endpoint",
    "Error",
    "ErrorKind",
    "EventStream",
    "Items",
    "Language",
    "Moment",
    "MomentError",
    "NamedAction",
    "Page",
    "Pages",
    "Proxy",
    "RateLimiter",
    "Region",
    "RetryPolicy",
    "StreamEvent",
    "Value",
    "WaitError",
    "WaitReason",
    "Waiter",
];

/// The methods that every client has.
const METHODS_OF_CLIENTS: [&str; 16] = [
    "blocking",
    "call",
    "clone",
    "config",
    "from",
    "from_env",
    "in_region",
    "into",
    "items",
    "new",
    "pages",
    "runtime",
    "shared",
    "stream",
    "wait",
    "with",
];

/// The methods of all types, and methods that would hide a trait's.
///
/// Setters of such fields are called `with_…`.
const METHODS_OF_TYPES: [&str; 20] = [
    "new",
    "clone",
    "clone_from",
    "default",
    "from",
    "into",
    "try_from",
    "try_into",
    "eq",
    "ne",
    "fmt",
    "to_owned",
    "to_string",
    "borrow",
    "borrow_mut",
    "type_id",
    "as_ref",
    "as_mut",
    "serialize",
    "deserialize",
];

/// Returns the name of the setter of a field.
pub(crate) fn setter(field: &str) -> String {
    if METHODS_OF_TYPES.contains(&field) { format!("with_{field}") } else { field.to_owned() }
}

impl VersionNames {
    /// Chooses names for the items of a description that have none.
    pub(super) fn settle(&mut self, api: &Api) {
        let mut types = self.types();
        self.settle_types(api, &mut types);
        self.settle_methods(api);
        self.settle_errors(api, &mut types);
        let newcomers = fields::settle(self, api);
        value_sets::settle(self, api, &newcomers, &mut types);
    }

    /// Returns the type names that are taken.
    fn types(&self) -> Taken {
        let actions =
            self.actions.values().flat_map(|it| [&it.request, &it.response, &it.error_code]);
        let structures = self.structures.values().map(|it| &it.name);
        let all = actions.chain(structures).chain(self.enums.keys()).chain([&self.errors.code]);
        Taken::new(all.map(String::as_str).chain(["Client", "Self"]).chain(OF_RUNTIME))
    }

    /// Chooses the names of types.
    ///
    /// The types that users see most come first, and get the plain names.
    fn settle_types(&mut self, api: &Api, types: &mut Taken) {
        let newcomers: Vec<&str> = sorted(api.actions.iter())
            .into_iter()
            .map(|(name, _)| name)
            .filter(|it| !self.actions.contains_key(*it))
            .collect();
        for name in &newcomers {
            self.actions.insert((*name).to_owned(), ActionNames::default());
        }
        let mut name = |suffix: &str, place: fn(&mut ActionNames) -> &mut String| {
            for action in &newcomers {
                let plain = format!("{}{suffix}", upper_camel(action));
                let claimed = types.claim([plain.as_str()]);
                if let Some(names) = self.actions.get_mut(*action) {
                    *place(names) = claimed;
                }
            }
        };
        name("Request", |names| &mut names.request);
        name("Response", |names| &mut names.response);
        for (structure, _) in sorted(api.structures.iter()) {
            if !self.structures.contains_key(structure) {
                let camel = upper_camel(structure);
                let name = types.claim([camel.as_str(), format!("{camel}Data").as_str()]);
                self.structures.insert(
                    structure.to_owned(),
                    StructureNames { name, fields: FieldNames::new() },
                );
            }
        }
        for action in &newcomers {
            let camel = upper_camel(action);
            let claimed = types.claim([
                format!("{camel}ErrorCode").as_str(),
                format!("{camel}ActionErrorCode").as_str(),
            ]);
            if let Some(names) = self.actions.get_mut(*action) {
                names.error_code = claimed;
            }
        }
    }

    fn settle_methods(&mut self, api: &Api) {
        let settled = self
            .actions
            .values()
            .flat_map(|it| [&it.method].into_iter().chain(it.waiters.values()));
        let mut methods = Taken::new(settled.map(String::as_str).chain(METHODS_OF_CLIENTS));
        for (action, names) in &mut self.actions {
            if names.method.is_empty() {
                let plain = snake(action);
                names.method = identifier(
                    &methods.claim([plain.as_str(), format!("{plain}_action").as_str()]),
                );
            }
        }
        for (action, names) in &mut self.actions {
            for (waiter, _) in
                api.actions.get(action).into_iter().flat_map(|it| sorted(it.waiters.iter()))
            {
                if !names.waiters.contains_key(waiter) {
                    let plain = format!("wait_until_{}", snake(waiter));
                    let method = methods.claim([plain.as_str(), format!("{plain}_state").as_str()]);
                    names.waiters.insert(waiter.to_owned(), method);
                }
            }
        }
    }

    fn settle_errors(&mut self, api: &Api, types: &mut Taken) {
        if self.errors.code.is_empty() {
            self.errors.code = types.claim(["ErrorCode", "ProductErrorCode"]);
        }
        let listed = api.actions.values().flat_map(|action| &action.errors);
        let codes: BTreeSet<&str> = api.errors.keys().chain(listed).map(String::as_str).collect();
        settle_variants(&mut self.errors.variants, codes);
    }
}
