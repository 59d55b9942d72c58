use super::{ApiPlan, plan_api};
use crate::{Options, doc};
use tencentcloud_spec::model::Api;

/// A crate: one product with all of its versions.
pub(crate) struct PackagePlan {
    /// `tencentcloud-batch`
    pub(crate) name: String,
    /// `tencentcloud_batch`, as `use` names it.
    pub(crate) library: String,
    /// `batch`
    pub(crate) product: String,
    /// The product's name for people.
    pub(crate) title: String,
    /// Versions, the newest last.
    pub(crate) apis: Vec<ApiPlan>,
}

/// What a product is called in running text.
pub(super) fn title(api: &Api) -> String {
    let title = doc::line(&api.title);
    if title.is_empty() { api.product.clone() } else { title }
}

/// Plans the crate of a product from its versions, the newest last.
pub(crate) fn plan_package(apis: &[&Api], options: &Options) -> Option<PackagePlan> {
    let newest = apis.last()?;
    let name = format!("tencentcloud-{}", newest.product);
    Some(PackagePlan {
        library: name.replace('-', "_"),
        name,
        product: newest.product.clone(),
        title: title(newest),
        apis: apis.iter().map(|api| plan_api(api, options)).collect(),
    })
}
