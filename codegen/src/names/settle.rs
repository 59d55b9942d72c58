use super::used_names::UsedNames;
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
    fn types(&self) -> UsedNames {
        let actions =
            self.actions.values().flat_map(|it| [&it.request, &it.response, &it.error_code]);
        let structures = self.structures.values().map(|it| &it.name);
        let all = actions.chain(structures).chain(self.enums.keys()).chain([&self.errors.code]);
        UsedNames::new(all.map(String::as_str).chain(["Client", "Self"]).chain(OF_RUNTIME))
    }

    /// Chooses the names of types.
    ///
    /// The types that users see most come first, and get the plain names.
    fn settle_types(&mut self, api: &Api, types: &mut UsedNames) {
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
        let mut methods = UsedNames::new(settled.map(String::as_str).chain(METHODS_OF_CLIENTS));
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

    fn settle_errors(&mut self, api: &Api, types: &mut UsedNames) {
        if self.errors.code.is_empty() {
            self.errors.code = types.claim(["ErrorCode", "ProductErrorCode"]);
        }
        let listed = api.actions.values().flat_map(|action| &action.errors);
        let codes: BTreeSet<&str> = api.errors.keys().chain(listed).map(String::as_str).collect();
        settle_variants(&mut self.errors.variants, codes);
    }
}

#[cfg(test)]
mod tests {
    use super::{METHODS_OF_CLIENTS, METHODS_OF_TYPES, OF_RUNTIME, setter};
    use crate::names::Names;
    use crate::testing::{action, api, waiter};

    #[test]
    fn types_that_collide_have_different_names() {
        let cases = [
            // Requests and responses come before structures, structures before error codes.
            ("B\n BRequest.Y: String", "BRequest BResponse BErrorCode ErrorCode; BRequestData"),
            ("B\n BResponse.Y: String", "BRequest BResponse BErrorCode ErrorCode; BResponseData"),
            (
                "B\n BErrorCode.Y: String",
                "BRequest BResponse BActionErrorCode ErrorCode; BErrorCode",
            ),
            (
                "B\n ErrorCode.Y: String",
                "BRequest BResponse BErrorCode ProductErrorCode; ErrorCode",
            ),
            ("B\n Client.Y: String", "BRequest BResponse BErrorCode ErrorCode; ClientData"),
            ("B\n Self.Y: String", "BRequest BResponse BErrorCode ErrorCode; SelfData"),
            // They differ in case only, so they would be one file on some systems.
            (
                "B\n TagIDs.Y: String\n TagIds.Y: String",
                "BRequest BResponse BErrorCode ErrorCode; TagIDs TagIdsData",
            ),
            (
                "B\n Tag.Y: String\n TagData.Y: String\n tag.Y: String",
                "BRequest BResponse BErrorCode ErrorCode; Tag TagData TagData2",
            ),
        ];
        for (text, expected) in cases {
            let names = Names::choose(&[&api(text)]);
            let version = names.version("2020-01-01");
            let it = version.action("B");
            let structures: Vec<_> = version.structures.values().map(|it| &*it.name).collect();
            let codes = &version.errors.code;
            let told = [&it.request, &it.response, &it.error_code, codes].map(String::as_str);
            let told = format!("{}; {}", told.join(" "), structures.join(" "));
            assert_eq!(told, expected, "{text}");
        }
    }

    #[test]
    fn methods_that_collide_have_different_names() {
        let cases = [
            ("DescribeJob", "describe_job"),
            ("Match", "r#match"),
            ("Self", "self_"),
            ("Stream", "stream_action"),
            ("FromEnv", "from_env_action"),
            ("DescribeA\n describe_a", "describe_a describe_a_action"),
            (
                "DescribeA\n Describe_A\n describe_a",
                "describe_a describe_a_action \
                describe_a_action2",
            ),
            ("ListIPv6\n ListIpv6", "list_ipv6 list_ipv6_action"),
        ];
        for (text, expected) in cases {
            let names = Names::choose(&[&api(text)]);
            let version = names.version("2020-01-01");
            let methods: Vec<_> = version.actions.values().map(|it| &*it.method).collect();
            assert_eq!(methods.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn waiters_do_not_take_the_methods_of_actions() {
        let cases = [
            ("A", vec![("A", "TaskDone")], "wait_until_task_done"),
            ("A\n WaitUntilTaskDone", vec![("A", "TaskDone")], "wait_until_task_done_state"),
            ("A\n B", vec![("A", "Gone"), ("B", "Gone")], "wait_until_gone wait_until_gone_state"),
            ("A", vec![("A", "Gone"), ("A", "GONE")], "wait_until_gone wait_until_gone_state"),
        ];
        for (text, waiters, expected) in cases {
            let mut api = api(text);
            for (owner, name) in waiters {
                action(&mut api, owner).waiters.insert(name.to_owned(), waiter("State", "DONE"));
            }
            let names = Names::choose(&[&api]);
            let version = names.version("2020-01-01");
            let methods: Vec<_> =
                version.actions.values().flat_map(|it| it.waiters.values().cloned()).collect();
            assert_eq!(methods.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn setters_hide_no_method_of_a_trait() {
        let cases = [
            ("job_id", "job_id"),
            ("r#type", "r#type"),
            ("new", "with_new"),
            ("into", "with_into"),
            ("to_string", "with_to_string"),
            ("news", "news"),
        ];
        for (field, expected) in cases {
            assert_eq!(setter(field), expected, "{field}");
        }
        assert!(METHODS_OF_TYPES.iter().all(|it| setter(it) == format!("with_{it}")));
    }

    #[test]
    fn what_every_crate_has_is_not_taken_by_a_product() {
        assert!(OF_RUNTIME.is_sorted() && METHODS_OF_CLIENTS.is_sorted());
        for name in OF_RUNTIME {
            let names = Names::choose(&[&api(&format!("{name}.Y: String"))]);
            let version = names.version("2020-01-01");
            assert_eq!(version.structure(name), format!("{name}Data"));
        }
    }
}
