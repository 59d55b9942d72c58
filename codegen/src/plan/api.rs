use super::action::plan_action;
use super::package::title;
use super::structure::plan_structure;
use super::value_set::{plan_errors, plan_value_sets};
use super::{ActionPlan, StructurePlan, ValueSetPlan};
use crate::names::VersionNames;
use rayon::prelude::*;
use std::collections::HashSet;
use tencentcloud_spec::model::{Api, Field, Structure};

/// A module: one version of a product.
pub(crate) struct ApiPlan {
    /// `v20170312`
    pub(crate) module: String,
    /// `2017-03-12`
    pub(crate) version: String,
    /// The product's name for people.
    pub(crate) title: String,
    /// The name that requests are signed with.
    pub(crate) service: String,
    /// The host without region.
    pub(crate) endpoint: String,
    /// When there is a blocking client beside the async one.
    pub(crate) blocking: Blocking,
    /// Actions, sorted by name.
    pub(crate) actions: Vec<ActionPlan>,
    /// Structures other than requests and answers, sorted by name.
    pub(crate) structures: Vec<StructurePlan>,
    /// Value sets of members, sorted by name.
    pub(crate) value_sets: Vec<ValueSetPlan>,
    /// Every error code of the product.
    pub(crate) errors: ValueSetPlan,
}

/// When there is a blocking client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blocking {
    /// With the crate's feature of this name.
    Feature,
    /// In any case.
    Always,
    /// Never.
    Never,
}

/// What the parts of a version need to know of the whole.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a VersionNames,
    /// Structures that nobody describes: free JSON.
    pub(super) free: HashSet<&'a str>,
    /// Structures that a request can hold: they get setters.
    pub(super) in_requests: HashSet<&'a str>,
}

/// Plans a version of a product.
pub(crate) fn plan_api(api: &Api, names: &VersionNames, blocking: Blocking) -> ApiPlan {
    let context = Context {
        api,
        names,
        free: free_structures(api),
        in_requests: reachable(api, api.actions.values().flat_map(|action| &action.input)),
    };
    let actions: Vec<_> = api.actions.iter().collect();
    let mut actions: Vec<_> = actions.into_par_iter().map(|(name, it)| plan_action(name, it, &context)).collect();
    actions.sort_by(|a, b| a.wire.cmp(&b.wire));
    let described: Vec<_> = api.structures.iter().filter(|(name, _)| !context.free.contains(name.as_str())).collect();
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

/// The module of a version: `v20170312`.
pub(super) fn module_of(version: &str) -> String {
    format!("v{}", version.replace(|c: char| !c.is_ascii_digit(), ""))
}

/// Structures without fields that are only inferred: nothing is known of them.
fn free_structures(api: &Api) -> HashSet<&str> {
    let is_free = |it: &Structure| it.inferred && it.fields.is_empty();
    api.structures.iter().filter(|(_, it)| is_free(it)).map(|(name, _)| name.as_str()).collect()
}

/// The structures that members refer to, directly or through others.
fn reachable<'a>(api: &'a Api, roots: impl Iterator<Item = &'a Field>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut open: Vec<&str> = roots.filter_map(|field| field.r#type.structure()).collect();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            let fields = api.structures.get(name).map(|it| it.fields.as_slice()).unwrap_or_default();
            open.extend(fields.iter().filter_map(|field| field.r#type.structure()));
        }
    }
    found
}
