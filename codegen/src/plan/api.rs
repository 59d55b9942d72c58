use super::action::plan_action;
use super::boxing::Boxes;
use super::client::Methods;
use super::package::title;
use super::structure::plan_structure;
use super::value_set::{ValueSets, plan_errors};
use super::{ActionPlan, StructurePlan, ValueSetPlan};
use crate::name::{Unique, upper_camel};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
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

/// What the parts of a module need to know of the whole.
pub(super) struct Names<'a> {
    pub(super) api: &'a Api,
    /// Structures on the wire to types in Rust.
    pub(super) types: HashMap<&'a str, String>,
    /// Structures that nobody describes: free JSON.
    pub(super) free: HashSet<&'a str>,
    /// Structures that a request can hold: they get setters.
    pub(super) in_requests: HashSet<&'a str>,
    pub(super) boxes: Boxes<'a>,
    pub(super) value_sets: ValueSets<'a>,
    pub(super) requests: HashMap<&'a str, String>,
    pub(super) responses: HashMap<&'a str, String>,
    pub(super) error_codes: HashMap<&'a str, String>,
    pub(super) product_errors: String,
    pub(super) methods: Methods<'a>,
}

/// Plans a version of a product.
pub(crate) fn plan_api(api: &Api, blocking: Blocking) -> ApiPlan {
    let mut taken = Unique::default();
    let names = name_everything(api, &mut taken);
    let actions: Vec<_> = api.actions.iter().collect();
    let mut actions: Vec<_> = actions.into_par_iter().map(|(name, it)| plan_action(name, it, &names)).collect();
    actions.sort_by(|a, b| a.wire.cmp(&b.wire));
    let described: Vec<_> = api.structures.iter().filter(|(name, _)| !names.free.contains(name.as_str())).collect();
    let mut structures: Vec<_> = described.into_par_iter().map(|(name, it)| plan_structure(name, it, &names)).collect();
    structures.sort_by(|a, b| a.name.cmp(&b.name));
    ApiPlan {
        module: format!("v{}", api.version.replace(|c: char| !c.is_ascii_digit(), "")),
        version: api.version.clone(),
        title: title(api),
        service: api.service().to_owned(),
        endpoint: api.endpoint.clone(),
        blocking,
        actions,
        structures,
        value_sets: names.value_sets.plans(),
        errors: plan_errors(names.product_errors, api),
    }
}

/// Names every type of a module. What users meet most is named first and so keeps the plainest name.
fn name_everything<'a>(api: &'a Api, taken: &mut Unique) -> Names<'a> {
    taken.take("Client");
    taken.take("Self");
    let mut claim_for = |suffix: &str| -> HashMap<&'a str, String> {
        let mut claim =
            |name: &'a String| (name.as_str(), taken.claim([format!("{}{suffix}", upper_camel(name)).as_str()]));
        api.actions.keys().map(&mut claim).collect()
    };
    let requests = claim_for("Request");
    let responses = claim_for("Response");
    let mut types = HashMap::new();
    for name in api.structures.keys() {
        let camel = upper_camel(name);
        types.insert(name.as_str(), taken.claim([camel.as_str(), format!("{camel}Data").as_str()]));
    }
    let mut claim_code = |name: &'a String| {
        let camel = upper_camel(name);
        (name.as_str(), taken.claim([format!("{camel}ErrorCode").as_str(), format!("{camel}ActionErrorCode").as_str()]))
    };
    let error_codes = api.actions.keys().map(&mut claim_code).collect();
    Names {
        api,
        product_errors: taken.claim(["ErrorCode", "ProductErrorCode"]),
        free: free_structures(api),
        in_requests: reachable(api, api.actions.values().flat_map(|action| &action.input)),
        boxes: Boxes::new(api),
        value_sets: ValueSets::new(api, taken),
        methods: Methods::new(api),
        types,
        requests,
        responses,
        error_codes,
    }
}

/// Structures without members that are only inferred: nothing is known of them.
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

/// All groups of members of a description, each with the name that its value sets may be called after.
pub(super) fn all_fields(api: &Api) -> impl Iterator<Item = (&str, &[Field])> {
    let actions = api.actions.iter().flat_map(|(name, action)| {
        [(name.as_str(), action.input.as_slice()), (name.as_str(), action.output.as_slice())]
    });
    let structures = api.structures.iter().map(|(name, it)| (name.as_str(), it.fields.as_slice()));
    actions.chain(structures)
}
