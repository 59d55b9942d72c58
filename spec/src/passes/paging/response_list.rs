//! Finds the list of a response, and the other fields for paging.

use crate::model::{Field, Structure, Type};
use indexmap::IndexMap;

/// Names of the number of all items, the surest first.
const TOTALS: [&str; 13] = [
    "TotalCount",
    "Total",
    "TotalNum",
    "TotalCounts",
    "TotalCnt",
    "TotalNumber",
    "TotalRecords",
    "TotalRecord",
    "TotalItems",
    "TotalElements",
    "TotalRow",
    "TotalRows",
    "RecordNum",
];

/// The list of a response, and the fields beside it.
pub(super) struct ResponseList<'a> {
    /// The field that holds the list, and a dot; empty at the top.
    wrapper: String,
    items: &'a Field,
    /// The fields beside the list.
    level: &'a [Field],
    /// The fields at the top.
    top: &'a [Field],
}

impl<'a> ResponseList<'a> {
    /// Finds the one list, at the top or in the only structure.
    pub(super) fn find_in(
        top: &'a [Field],
        structures: &'a IndexMap<String, Structure>,
    ) -> Option<Self> {
        let inner = wrapper(top, structures);
        let nested = inner.and_then(|(field, level)| Some((field, level, list(level)?)));
        match (list(top), nested) {
            // A list of scalars beside a structure with a list of structures: they compete.
            (Some(items), Some((_, _, other)))
                if !holds_structures(items) && holds_structures(other) =>
            {
                None
            }
            (Some(items), _) => Some(Self { wrapper: String::new(), items, level: top, top }),
            (None, Some((field, level, items))) if !top.iter().any(is_list) => {
                Some(Self { wrapper: format!("{}.", field.name), items, level, top })
            }
            (None, _) => None,
        }
    }

    /// The list's path.
    pub(super) fn items(&self) -> String {
        self.path(self.items)
    }

    /// The path of the number of all items, beside the list or else at the top.
    pub(super) fn total(&self) -> Option<String> {
        self.path_where(total)
    }

    /// The path of the token for the next page.
    pub(super) fn token(&self, token: &Field) -> Option<String> {
        let next = format!("Next{}", token.name);
        self.path_where(|fields| {
            let named =
                |name: &str| fields.iter().find(|field| field.name == name && is_scalar(field));
            named(&next).or_else(|| named(&token.name))
        })
    }

    /// The path of the one flag with one of these names.
    pub(super) fn flag(&self, names: &[&str]) -> Option<String> {
        let flag =
            |field: &&Field| field.r#type == Type::Boolean && names.contains(&field.name.as_str());
        self.path_where(|fields| one(fields.iter().filter(flag)))
    }

    fn path_where(&self, find: impl Fn(&'a [Field]) -> Option<&'a Field>) -> Option<String> {
        find(self.level)
            .map(|field| self.path(field))
            .or_else(|| find(self.top).map(|field| field.name.clone()))
    }

    fn path(&self, field: &Field) -> String {
        format!("{}{}", self.wrapper, field.name)
    }
}

/// The only structure at the top, and its fields.
fn wrapper<'a>(
    top: &'a [Field],
    structures: &'a IndexMap<String, Structure>,
) -> Option<(&'a Field, &'a [Field])> {
    let field = one(top.iter().filter(|field| matches!(field.r#type, Type::Structure(_))))?;
    Some((field, &structures.get(field.r#type.structure()?)?.fields))
}

/// The one list, or the one list of structures.
fn list(fields: &[Field]) -> Option<&Field> {
    let lists = || fields.iter().filter(|field| is_list(field));
    one(lists()).or_else(|| one(lists().filter(|field| holds_structures(field))))
}

fn is_list(field: &Field) -> bool {
    matches!(field.r#type, Type::Array(_)) && !field.deprecated
}

fn holds_structures(field: &Field) -> bool {
    field.r#type.structure().is_some()
}

/// The number of all items: by a well-known name, or the only field named like a total. A name that
/// begins with `Total` may be a sum of anything, and a bare `Count` may count the page unless its
/// documentation says otherwise.
fn total(fields: &[Field]) -> Option<&Field> {
    let known = TOTALS
        .iter()
        .find_map(|name| fields.iter().find(|field| field.name == *name && is_scalar(field)));
    known.or_else(|| one(fields.iter().filter(|field| is_scalar(field) && is_named_total(field))))
}

fn is_named_total(field: &Field) -> bool {
    let name = field.name.as_str();
    let says = || field.docs.contains('总') || field.docs.to_ascii_lowercase().contains("total");
    name.ends_with("TotalCount") || name.ends_with("Total") || (name == "Count" && says())
}

fn is_scalar(field: &Field) -> bool {
    !field.deprecated && matches!(field.r#type, Type::Integer | Type::Unsigned | Type::String)
}

/// The only element.
pub(super) fn one<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}
