use super::context::Context;
use super::field::{Base, FieldType, field_type};
use crate::names::Owner;
use tencentcloud_spec::model::{Action, Field, Paging, Type};

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
            let wrapper = action.output.iter().find(|field| field.name == wrapper)?;
            let Type::Structure(held) = &wrapper.r#type else { return None };
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

#[cfg(test)]
mod tests {
    use crate::plan::Base;
    use crate::testing::{action, api, plan};
    use tencentcloud_spec::model::Paging;

    /// Returns the path to the list, and the name of an item's type if it has one.
    fn list(text: &str, items: &str) -> Option<String> {
        let mut api = api(text);
        action(&mut api, "A").paging = Some(Paging::Offset {
            offset: "Offset".to_owned(),
            limit: "Limit".to_owned(),
            items: items.to_owned(),
            total: None,
            evidence: None,
        });
        let plan = plan(&api);
        let paging = plan.actions[0].paging.as_ref()?;
        let item = match &paging.item {
            Base::Structure { name, boxed } => format!("{name} {boxed}"),
            Base::Open(name) => name.clone(),
            Base::Json => "any".to_owned(),
            _ => "-".to_owned(),
        };
        Some(format!("{}: {item}", paging.path.join(".")))
    }

    #[test]
    fn paths_are_identifiers_and_end_at_a_list() {
        let cases = [
            ("A.out Type: Array of String", "Type", Some("r#type: -")),
            ("A.out Ids: Array of String = A B", "Ids", Some("ids: AIds")),
            // What nobody describes is any JSON.
            ("A.out Items: Array of Nobody", "Items", Some("items: any")),
            (
                "A.out Move: D\n D.Self: Array of I\n I.X: String",
                "Move.Self",
                Some("r#move.self_: I false"),
            ),
            (
                "A.out D: D\n D.Two: Array of I\n D.two: Array of String\n I.X: String",
                "D.two",
                Some("d.two_: -"),
            ),
            // An identifier of the wrapper is not one of the response.
            (
                "A.out D: D\n A.out two: String\n D.Two: Array of I\n I.X: String",
                "D.Two",
                Some("d.two: I false"),
            ),
            ("A.out D: D\n D.Name: String", "D.Name", None),
            ("A.out D: D\n D.E: E\n E.L: Array of String", "D.E.L", None),
            // The list would be in each element of another list.
            ("A.out D: Array of D\n D.L: Array of String", "D.L", None),
            ("A.out D: Nobody", "D.L", None),
            ("A.in L: Array of String", "L", None),
        ];
        for (text, items, expected) in cases {
            assert_eq!(list(text, items).as_deref(), expected, "{text} {items}");
        }
    }

    #[test]
    fn an_item_in_a_cycle_is_not_boxed() {
        let text = "A.out S: S\n S.Next: Array of S";
        assert_eq!(list(text, "S.Next").as_deref(), Some("s.next: S false"));
    }
}
