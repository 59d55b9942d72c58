use super::context::Context;
use super::field::{Base, FieldType, field_type};
use crate::names::Owner;
use tencentcloud_spec::model::{Action, Field, Paging};

/// The paging of an action.
pub(crate) struct PagingPlan {
    /// The names on the wire.
    pub(crate) paging: Paging,
    /// The type of one item.
    pub(crate) item: Base,
    /// The field with the list, preceded by the response's field around it if there is one.
    pub(crate) path: Vec<String>,
}

/// Finds the list of a paged action in its response.
pub(super) fn plan_paging(
    wire: &str,
    action: &Action,
    paging: &Paging,
    context: &Context<'_>,
) -> Option<PagingPlan> {
    let (path, list) = match paging.items().split_once('.') {
        None => {
            let (name, list) =
                find_field(Owner::Output(wire), &action.output, paging.items(), context)?;
            (vec![name], list)
        }
        Some((wrapper, inner)) => {
            let (outer, _) = find_field(Owner::Output(wire), &action.output, wrapper, context)?;
            let held =
                action.output.iter().find(|field| field.name == wrapper)?.r#type.structure()?;
            let fields = &context.api.structures.get(held)?.fields;
            let (inner, list) = find_field(Owner::Structure(held), fields, inner, context)?;
            (vec![outer, inner], list)
        }
    };
    list.list.then(|| PagingPlan { paging: paging.clone(), item: list.base, path })
}

/// Returns the identifier and the type of a field.
fn find_field(
    owner: Owner<'_>,
    fields: &[Field],
    wire: &str,
    context: &Context<'_>,
) -> Option<(String, FieldType)> {
    let field = fields.iter().find(|field| field.name == wire)?;
    let settled = context.names.field(owner, wire);
    Some((settled.name.clone(), field_type(settled, &field.r#type, context)))
}
