use super::context::Context;
use super::field::plan_fields;
use super::{Base, FieldPlan};
use crate::doc;
use crate::name::file;
use crate::names::Owner;
use std::collections::BTreeSet;
use tencentcloud_spec::model::{Field, Structure};

/// The use of a generated type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A request.
    Request,
    /// A response.
    Response,
    /// A structure that requests can contain; it has setters.
    InRequests,
    /// A structure of responses only.
    InResponses,
}

/// A generated type with fields.
pub(crate) struct StructurePlan {
    /// The type's name.
    pub(crate) name: String,
    /// Its file's name, without ending.
    pub(crate) file: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// The use of the type.
    pub(crate) kind: Kind,
    /// The fields in the order of the description.
    pub(crate) fields: Vec<FieldPlan>,
}

impl StructurePlan {
    /// Returns true if users build the type, so that it has setters.
    pub(crate) fn has_setters(&self) -> bool {
        matches!(self.kind, Kind::Request | Kind::InRequests)
    }

    /// Returns the types of its module that its fields use, other than itself.
    pub(crate) fn references(&self) -> BTreeSet<&str> {
        let named = self.fields.iter().filter_map(|field| match &field.r#type.base {
            Base::Open(name) | Base::Structure { name, .. } => Some(name.as_str()),
            _ => None,
        });
        named.filter(|name| *name != self.name).collect()
    }
}

pub(super) fn plan_structure(
    wire: &str,
    structure: &Structure,
    context: &Context<'_>,
) -> StructurePlan {
    let in_requests = context.in_requests.contains(wire);
    let kind = if in_requests { Kind::InRequests } else { Kind::InResponses };
    let mut docs = doc::lines(&structure.docs);
    if docs.is_empty() {
        docs.push(format!("`{wire}`"));
    }
    if structure.inferred {
        docs.extend([
            String::new(),
            "Not in the documented list of types: its fields come from example responses."
                .to_owned(),
        ]);
    }
    let name = context.names.structure(wire).to_owned();
    plan_type(name, docs, kind, Owner::Structure(wire), &structure.fields, context)
}

pub(super) fn plan_type(
    name: String,
    docs: Vec<String>,
    kind: Kind,
    owner: Owner<'_>,
    fields: &[Field],
    context: &Context<'_>,
) -> StructurePlan {
    StructurePlan {
        file: file(&name),
        name,
        docs,
        kind,
        fields: plan_fields(owner, fields, context),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{api, plan};

    #[test]
    fn a_type_refers_to_the_types_of_its_fields() {
        let cases = [
            ("S.A: String\n S.B: Nobody", ""),
            ("S.B: T\n S.A: Array of U\n S.C: T", "T U"),
            ("S.JobState: Array of String = ON", "JobState"),
            // A type needs no import of itself.
            ("S.S: Array of S\n S.T: T", "T"),
        ];
        for (text, expected) in cases {
            let plan = plan(&api(&format!("{text}\n T.X: String\n U.X: String")));
            let structure = plan.structures.iter().find(|it| it.name == "S").unwrap();
            let references: Vec<_> = structure.references().into_iter().collect();
            assert_eq!(references.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn docs_of_structures() {
        let cases = [
            ("A job. It has tasks.", false, "A job.//It has tasks."),
            ("", false, "`Job`"),
            (
                "",
                true,
                "`Job`//Not in the documented list of types: its fields come from example \
                    responses.",
            ),
        ];
        for (docs, inferred, expected) in cases {
            let mut api = api("Job.Id: String");
            let it = api.structures.get_mut("Job").unwrap();
            (it.docs, it.inferred) = (docs.to_owned(), inferred);
            assert_eq!(plan(&api).structures[0].docs.join("/"), expected, "{docs}");
        }
    }

    #[test]
    fn files_and_types_of_structures() {
        let plan = plan(&api("Mod.X: String\n IPv6Set.X: String\n Client.X: String"));
        let told: Vec<_> = plan.structures.iter().map(|it| (&*it.name, &*it.file)).collect();
        assert_eq!(told, [("ClientData", "client_data"), ("IPv6Set", "ipv6_set"), ("Mod", "mod_")]);
    }
}
