//! Small descriptions for tests.

use crate::names::Names;
use crate::plan::{ApiPlan, Blocking, PackagePlan, plan_api, plan_package};
use indexmap::IndexMap;
use tencentcloud_spec::model::{Action, Api, Field, Structure, Type, Waiter};

/// Creates a description from lines.
///
/// Lines are `A.in State: String = RUNNING FAILED`, `S.Next: S` (a field of a structure), `A.error
/// ResourceNotFound.Job`, and `A` (an action alone). A field may be required, `Name!: String`, and
/// have a text: `Name: String | The name.`
pub(crate) fn api(text: &str) -> Api {
    let mut api = Api::new("lamp", "2020-01-01");
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((owner, rest)) = line.split_once('.') else {
            api.actions.entry(line.to_owned()).or_default();
            continue;
        };
        match rest.split_once(' ') {
            Some(("in", text)) => action(&mut api, owner).input.push(field(text)),
            Some(("out", text)) => action(&mut api, owner).output.push(field(text)),
            Some(("error", code)) => {
                action(&mut api, owner).errors.push(code.to_owned());
                api.errors.insert(code.to_owned(), String::new());
            }
            _ => {
                let empty = || Structure { docs: String::new(), ..Structure::default() };
                api.structures
                    .entry(owner.to_owned())
                    .or_insert_with(empty)
                    .fields
                    .push(field(rest));
            }
        }
    }
    api
}

pub(crate) fn action<'a>(api: &'a mut Api, name: &str) -> &'a mut Action {
    api.actions.entry(name.to_owned()).or_default()
}

fn field(text: &str) -> Field {
    let (text, docs) = text.split_once(" | ").unwrap_or((text, ""));
    let (declaration, values) = text.split_once(" = ").unwrap_or((text, ""));
    let (name, r#type) = declaration.split_once(": ").unwrap();
    let mut field = Field::new(name.trim_end_matches('!'), Type::parse(r#type).unwrap(), docs);
    field.required = name.ends_with('!');
    field.values =
        values.split_whitespace().map(|value| (value.to_owned(), String::new())).collect();
    field
}

/// Plans a description with its default names.
pub(crate) fn plan(api: &Api) -> ApiPlan {
    let names = Names::default().settled(&[api]);
    plan_api(api, names.version(&api.version), Blocking::Feature)
}

/// Plans the crate of a description with its default names.
pub(crate) fn package(api: &Api) -> PackagePlan {
    let names = Names::default().settled(&[api]);
    plan_package(&[api], &names, Blocking::Feature).unwrap()
}

/// Returns a waiter with a state of success and no error codes.
pub(crate) fn waiter(field: &str, success: &str) -> Waiter {
    Waiter {
        docs: String::new(),
        field: Some(field.to_owned()),
        count: None,
        success: vec![success.to_owned()],
        failure: Vec::new(),
        errors: IndexMap::new(),
        interval: 5,
        deadline: 600,
    }
}

/// Returns code without white space, to compare it.
pub(crate) fn packed(code: impl ToString) -> String {
    code.to_string().split_whitespace().collect()
}
