use super::context::Context;
use crate::doc;
use crate::names::{FieldName, Owner, setter};
use std::collections::HashSet;
use tencentcloud_spec::model::{Field, Type};

/// A field of a generated type.
pub(crate) struct FieldPlan {
    /// The field's identifier: `job_id`, `r#type`.
    pub(crate) name: String,
    /// The setter's identifier, if the type has setters.
    pub(crate) setter: String,
    /// The name on the wire.
    pub(crate) wire: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// The type, without the `Option` around it.
    pub(crate) r#type: FieldType,
    /// True if a request without it is rejected.
    pub(crate) required: bool,
    /// True if the value is never printed.
    pub(crate) sensitive: bool,
    /// True if its use causes a deprecation warning.
    pub(crate) deprecated: bool,
    /// How a text that is a moment is read and set as one.
    pub(crate) moment: Option<MomentPlan>,
}

/// The methods of a text that is a moment.
pub(crate) struct MomentPlan {
    /// How it is written.
    pub(crate) form: MomentForm,
    /// The method that reads it.
    pub(crate) getter: String,
    /// The method that sets it, where there are setters.
    pub(crate) setter: String,
}

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MomentForm {
    /// `2026-01-31T08:00:00+08:00`
    Iso,
    /// `2026-01-31 08:00:00`, in Beijing time.
    Local,
    /// `2026-01-31`, in Beijing time.
    Date,
}

/// The type of a field: one value, or a list of values.
#[derive(Clone)]
pub(crate) struct FieldType {
    /// The type of one value.
    pub(crate) base: Base,
    /// True if the field is a list.
    pub(crate) list: bool,
}

/// The type of one value of a field.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Base {
    /// `String`
    Text,
    /// `i64`
    Integer,
    /// `u64`
    Unsigned,
    /// `f64`
    Float,
    /// `bool`
    Boolean,
    /// `Vec<u8>`
    Binary,
    /// Any JSON.
    Json,
    /// An open enum, by its Rust name.
    Open(String),
    /// A structure, by its Rust name.
    Structure {
        /// The type's name.
        name: String,
        /// True if the structure is boxed, because it contains the owner of the field.
        boxed: bool,
    },
}

/// Plans the fields of a type.
pub(super) fn plan_fields(
    owner: Owner<'_>,
    fields: &[Field],
    context: &Context<'_>,
) -> Vec<FieldPlan> {
    let mut plans: Vec<_> = fields.iter().map(|field| plan_field(owner, field, context)).collect();
    let mut taken: HashSet<String> =
        plans.iter().flat_map(|plan| [plan.setter.clone(), plan.name.clone()]).collect();
    for plan in &mut plans {
        // The names of fields are settled, and those of these methods follow from them.
        plan.moment.take_if(|it| taken.contains(&it.getter) || taken.contains(&it.setter));
        taken.extend(plan.moment.iter().flat_map(|it| [it.getter.clone(), it.setter.clone()]));
    }
    plans
}

fn plan_moment(name: &str, declared: &Type, r#type: &FieldType) -> Option<MomentPlan> {
    let form = match declared {
        Type::Timestamp => MomentForm::Iso,
        Type::DateTime => MomentForm::Local,
        Type::Date => MomentForm::Date,
        _ => return None,
    };
    let stem = name.trim_start_matches("r#").trim_end_matches('_');
    let is_text = r#type.base == Base::Text && !r#type.list;
    is_text.then(|| MomentPlan {
        form,
        getter: format!("{stem}_as_moment"),
        setter: format!("{stem}_moment"),
    })
}

fn plan_field(owner: Owner<'_>, field: &Field, context: &Context<'_>) -> FieldPlan {
    let settled = context.names.field(owner, &field.name);
    let r#type = field_type(settled, &field.r#type, context);
    let is_token = is_idempotency_token(owner, field, &r#type, context);
    FieldPlan {
        setter: setter(&settled.name),
        name: settled.name.clone(),
        wire: field.name.clone(),
        docs: docs(field, &r#type, is_token),
        moment: plan_moment(&settled.name, &field.r#type, &r#type),
        r#type,
        required: field.required,
        sensitive: field.sensitive,
        deprecated: field.deprecated,
    }
}

pub(super) fn field_type(settled: &FieldName, r#type: &Type, context: &Context<'_>) -> FieldType {
    match r#type {
        Type::Array(element) => {
            FieldType { base: base(settled, element, context, true), list: true }
        }
        one => FieldType { base: base(settled, one, context, false), list: false },
    }
}

fn base(settled: &FieldName, r#type: &Type, context: &Context<'_>, in_list: bool) -> Base {
    match (r#type, &settled.set) {
        // An enum holds any text, so a field keeps its enum.
        (Type::String | Type::Timestamp | Type::DateTime | Type::Date, Some(set)) => {
            Base::Open(set.clone())
        }
        (Type::String | Type::Timestamp | Type::DateTime | Type::Date, None) => Base::Text,
        (Type::Integer, _) => Base::Integer,
        (Type::Unsigned, _) => Base::Unsigned,
        (Type::Float, _) => Base::Float,
        (Type::Boolean, _) => Base::Boolean,
        (Type::Binary, _) if !in_list => Base::Binary,
        // Lists of lists and lists of bytes occur in no product. They are any JSON.
        (Type::Binary | Type::Array(_), _) => Base::Json,
        (Type::Structure(name), _) => structure(name, settled.boxed && !in_list, context),
    }
}

fn structure(name: &str, boxed: bool, context: &Context<'_>) -> Base {
    if !context.api.structures.contains_key(name) || context.free.contains(name) {
        return Base::Json;
    }
    Base::Structure { name: context.names.structure(name).to_owned(), boxed }
}

/// Returns whether a field is the request's idempotency token, which the runtime sets in texts.
fn is_idempotency_token(
    owner: Owner<'_>,
    field: &Field,
    r#type: &FieldType,
    context: &Context<'_>,
) -> bool {
    let Owner::Input(action) = owner else { return false };
    let action = context.api.actions.get(action);
    let token = action.and_then(|it| it.idempotency_token.as_deref());
    token == Some(&*field.name) && r#type.base == Base::Text && !r#type.list
}

/// Returns the text of the description, followed by the other facts about the field.
fn docs(field: &Field, r#type: &FieldType, is_token: bool) -> Vec<String> {
    let is_open = matches!(r#type.base, Base::Open(_));
    let is_listed = !is_open && are_explained(field);
    let mut lines = if is_open || is_listed {
        // The enum lists the values, or the list below.
        let values: Vec<&str> = field.values.keys().map(String::as_str).collect();
        doc::lines_without(&field.docs, &values)
    } else {
        doc::lines(&field.docs)
    };
    if is_listed {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let item = |(value, text): (&String, &String)| doc::explained_item(value, text);
        lines.extend(field.values.iter().flat_map(item));
    }
    if lines.is_empty() {
        lines.push(format!("`{}`", field.name));
    }
    let mut facts = Vec::new();
    if field.required {
        facts.push("Required.".to_owned());
    }
    if is_token {
        facts.push("The client sets a random value if you set none.".to_owned());
    }
    // Raw bytes are in no response: they are the body of a request.
    if field.inferred && field.r#type != Type::Binary {
        facts.push("Not in the documented list of fields, only in example responses.".to_owned());
    }
    if let Some(format) = format_of(&field.r#type).filter(|_| !says_format(&field.docs)) {
        facts.push(format.to_owned());
    }
    if !facts.is_empty() {
        lines.push(String::new());
        lines.push(facts.join(" "));
    }
    lines
}

/// Returns true if each value of a field has a text.
fn are_explained(field: &Field) -> bool {
    !field.values.is_empty() && field.values.values().all(|text| !text.trim().is_empty())
}

/// Returns whether a text says how a moment is written.
fn says_format(docs: &str) -> bool {
    let small = docs.to_lowercase().replace(' ', "");
    ["iso8601", "yyyy-mm-dd", "rfc3339"].iter().any(|format| small.contains(format))
}

fn format_of(r#type: &Type) -> Option<&'static str> {
    match r#type.element() {
        Type::Timestamp => Some("A moment in ISO 8601."),
        Type::DateTime => Some("A moment, usually as `YYYY-MM-DD hh:mm:ss` in China's time zone."),
        Type::Date => Some("A day, as `YYYY-MM-DD`."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{MomentForm, says_format};
    use crate::testing::{api, plan};
    use tencentcloud_spec::model::{Api, Type};

    fn docs(api: &Api) -> String {
        plan(api).actions[0].request.fields[0].docs.join("/")
    }

    #[test]
    fn methods_for_moments_collide_with_nothing() {
        let cases = [
            ("A.in End: Date", "end"),
            // The plain name is left to the first of two fields.
            ("A.in End: Date\n A.in end: Date", "end"),
            ("A.in Type: Date\n A.in type: Timestamp", "r#type"),
            // A field has the name of the getter, or of the setter.
            ("A.in End: Date\n A.in EndAsMoment: String", ""),
            ("A.in End: Date\n A.in EndMoment: String", ""),
            // The setter of one would be the getter of the other.
            ("A.in End: Date\n A.in EndAs: Date", "end"),
            ("A.in EndAs: Date\n A.in End: Date", "end_as"),
        ];
        for (text, expected) in cases {
            let plan = plan(&api(text));
            let fields = plan.actions[0].request.fields.iter();
            let with: Vec<_> =
                fields.filter(|it| it.moment.is_some()).map(|it| it.name.as_str()).collect();
            assert_eq!(with.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn forms_of_moments() {
        let cases = [
            ("Timestamp", MomentForm::Iso),
            ("DateTime", MomentForm::Local),
            ("Date", MomentForm::Date),
        ];
        for (r#type, expected) in cases {
            let plan = plan(&api(&format!("A.in End: {type}")));
            let moment = plan.actions[0].request.fields[0].moment.as_ref().unwrap();
            assert_eq!(moment.form, expected, "{type}");
        }
        // A moment with documented values is an enum, which has no methods for moments.
        let plan = plan(&api("A.in End: String = now never"));
        assert!(plan.actions[0].request.fields[0].moment.is_none());
    }

    #[test]
    fn values_are_listed_where_no_enum_lists_them() {
        let cases = [
            // Each value of a number has a text: the values are listed, the announcement is not.
            (
                "A.in Level: Integer = 1 2 | The level. Valid values:<br><li>1: low</li>",
                vec!["low", "high"],
                "The level.//- `1`: low/- `2`: high",
            ),
            ("A.in Level: Integer = 1 2", vec!["low", "high"], "- `1`: low/- `2`: high"),
            // Without a text for each value, the sentence stays as it is.
            (
                "A.in Level: Integer = 1 2 | The level, one of:<br><li>1: low</li>",
                vec!["low", " "],
                "The level, one of:/- 1: low",
            ),
            // The enum lists the values of a text.
            (
                "A.in Level: String = LOW HIGH | The level. Valid values:<br><li>LOW: low</li>",
                vec!["low", "high"],
                "The level.",
            ),
        ];
        for (text, texts, expected) in cases {
            let mut api = api(text);
            let field = &mut api.actions.get_mut("A").unwrap().input[0];
            for (value, text) in field.values.values_mut().zip(texts) {
                *value = text.to_owned();
            }
            assert_eq!(docs(&api), expected, "{text}");
        }
    }

    #[test]
    fn facts_follow_the_text_in_one_line() {
        let cases = [
            (
                "A.in X: DateTime | When.",
                "When.//A moment, usually as `YYYY-MM-DD hh:mm:ss` in \
                China's time zone.",
            ),
            ("A.in X: Array of Date | Days.", "Days.//A day, as `YYYY-MM-DD`."),
            ("A.in X!: Date", "`X`//Required. A day, as `YYYY-MM-DD`."),
            ("A.in X: Date | The day in ISO 8601.", "The day in ISO 8601."),
            ("A.in X: String | First. Second.", "First.//Second."),
        ];
        for (text, expected) in cases {
            assert_eq!(docs(&api(text)), expected, "{text}");
        }
        let mut inferred = api("A.in X: String | Text.");
        let field = &mut inferred.actions.get_mut("A").unwrap().input[0];
        field.inferred = true;
        assert_eq!(
            docs(&inferred),
            "Text.//Not in the documented list of fields, only in example responses."
        );
        let field = &mut inferred.actions.get_mut("A").unwrap().input[0];
        field.r#type = Type::Binary;
        assert_eq!(docs(&inferred), "Text.");
    }

    #[test]
    fn texts_that_name_the_format() {
        let cases = [
            ("In ISO8601 format.", true),
            ("In ISO 8601 format.", true),
            ("As YYYY-MM-DD.", true),
            ("See RFC 3339.", true),
            ("As 2020-01-31.", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(says_format(text), expected, "{text}");
        }
    }

    #[test]
    fn facts_of_a_field_come_from_its_own_description() {
        let mut api = api("A.in One!: String\n A.in Two: String\n A.in Three: String");
        let fields = &mut api.actions.get_mut("A").unwrap().input;
        (fields[1].sensitive, fields[2].deprecated) = (true, true);
        let plan = plan(&api);
        let told: Vec<_> = plan.actions[0]
            .request
            .fields
            .iter()
            .map(|it| (it.wire.as_str(), it.required, it.sensitive, it.deprecated))
            .collect();
        // The order is that of the description, not of the alphabet.
        assert_eq!(
            told,
            [
                ("One", true, false, false),
                ("Two", false, true, false),
                ("Three", false, false, true)
            ]
        );
    }
}
