use super::field::Base;
use super::structure::StructurePlan;
use tencentcloud_spec::model::Paging;

/// How an action's pages are fetched.
pub(crate) struct PagingPlan {
    /// The names on the wire.
    pub(crate) paging: Paging,
    /// What a page holds many of.
    pub(crate) item: Base,
    /// The field that holds the list; with the field of the answer around it where there is one.
    pub(crate) path: Vec<String>,
}

/// Finds the list of a paged action in its answer.
pub(super) fn plan_paging(
    paging: &Paging,
    response: &StructurePlan,
    parts: &dyn Fn(&str) -> Option<StructurePlan>,
) -> Option<PagingPlan> {
    let items = paging.items();
    let find = |plan: &StructurePlan, wire: &str| {
        plan.fields.iter().find(|field| field.wire == wire).map(|field| (field.name.clone(), field.r#type.clone()))
    };
    let (path, list) = match items.split_once('.') {
        None => {
            let (name, list) = find(response, items)?;
            (vec![name], list)
        }
        Some((wrapper, inner)) => {
            let (outer, wrapper) = find(response, wrapper)?;
            let Base::Structure { name, .. } = wrapper.base else { return None };
            let (inner, list) = find(&parts(&name)?, inner)?;
            (vec![outer, inner], list)
        }
    };
    list.list.then(|| PagingPlan { paging: paging.clone(), item: list.base, path })
}
