use super::action::plan_action;
use super::context::Context;
use super::structure::plan_structure;
use super::title::title;
use super::value_set::{plan_errors, plan_value_sets};
use super::{ActionPlan, StructurePlan, ValueSetPlan};
use crate::names::VersionNames;
use rayon::prelude::*;
use tencentcloud_spec::model::Api;

/// A module: one version of a product.
pub(crate) struct ApiPlan {
    /// `v20170312`
    pub(crate) module: String,
    /// `2017-03-12`
    pub(crate) version: String,
    /// The product's display name.
    pub(crate) title: String,
    /// The service name in signatures.
    pub(crate) service: String,
    /// The host without a region.
    pub(crate) endpoint: String,
    /// The condition for a blocking client next to the async one.
    pub(crate) blocking: Blocking,
    /// The actions, sorted by name.
    pub(crate) actions: Vec<ActionPlan>,
    /// The structures other than requests and responses, sorted by name.
    pub(crate) structures: Vec<StructurePlan>,
    /// The value sets of fields, sorted by name.
    pub(crate) value_sets: Vec<ValueSetPlan>,
    /// All error codes of the product.
    pub(crate) errors: ValueSetPlan,
}

impl ApiPlan {
    /// Returns the names of all types.
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        let actions = self
            .actions
            .iter()
            .flat_map(|it| [&it.request.name, &it.response.name, &it.errors.name]);
        let structures = self.structures.iter().map(|it| &it.name);
        let value_sets = self.value_sets.iter().chain([&self.errors]).map(|it| &it.name);
        actions.chain(structures).chain(value_sets).map(String::as_str)
    }
}

/// The condition for a blocking client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blocking {
    /// With the feature `blocking` of the crate.
    Feature,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Plans a version of a product.
pub(crate) fn plan_api(api: &Api, names: &VersionNames, blocking: Blocking) -> ApiPlan {
    let context = Context::new(api, names);
    let actions: Vec<_> = api.actions.iter().collect();
    let mut actions: Vec<_> =
        actions.into_par_iter().map(|(name, it)| plan_action(name, it, &context)).collect();
    actions.sort_by(|a, b| a.wire.cmp(&b.wire));
    let described: Vec<_> =
        api.structures.iter().filter(|(name, _)| !context.free.contains(name.as_str())).collect();
    let mut structures: Vec<_> =
        described.into_par_iter().map(|(name, it)| plan_structure(name, it, &context)).collect();
    structures.sort_by(|a, b| a.name.cmp(&b.name));
    ApiPlan {
        module: module_of(&api.version),
        version: api.version.clone(),
        title: title(api),
        service: api.service().to_owned(),
        endpoint: api.endpoint.clone(),
        blocking,
        actions,
        structures,
        value_sets: plan_value_sets(&context),
        errors: plan_errors(&context),
    }
}

/// Returns the module name of a version: `v20170312`.
pub(super) fn module_of(version: &str) -> String {
    format!("v{}", version.replace(|c: char| !c.is_ascii_digit(), ""))
}

#[cfg(test)]
mod tests {
    use super::module_of;
    use crate::testing::{api, plan};

    #[test]
    fn modules_of_versions() {
        let cases = [("2017-03-12", "v20170312"), ("2017-03-12-beta", "v20170312"), ("3.0", "v30")];
        for (version, expected) in cases {
            assert_eq!(module_of(version), expected);
        }
    }

    #[test]
    fn everything_is_sorted_by_name() {
        let plan = plan(&api(
            "B.in Zone: String = X\n A.in Area: String = X\n Zed.X: String\n Bed.X: String",
        ));
        let actions: Vec<_> = plan.actions.iter().map(|it| &*it.wire).collect();
        let structures: Vec<_> = plan.structures.iter().map(|it| &*it.name).collect();
        let sets: Vec<_> = plan.value_sets.iter().map(|it| &*it.name).collect();
        assert_eq!((actions.join(" "), structures.join(" ")), ("A B".into(), "Bed Zed".into()));
        assert_eq!(sets, ["AArea", "BZone"]);
        let mut types: Vec<_> = plan.types().collect();
        types.sort_unstable();
        let expected = "AArea AErrorCode ARequest AResponse BErrorCode BRequest BResponse BZone \
            Bed ErrorCode Zed";
        assert_eq!(types.join(" "), expected);
    }
}
