use crate::plan::{
    ActionPlan, ApiPlan, Base, FieldPlan, FieldType, PackagePlan, StructurePlan, ValueSetPlan,
};
use std::collections::BTreeMap;

/// A public item of a crate.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PublicItem {
    /// The item as the compiler sees it.
    pub(super) signature: String,
    /// The name or text on the wire; empty if it has none.
    pub(super) wire: String,
}

/// Returns the public items of a crate by path.
pub(super) fn surface(package: &PackagePlan) -> BTreeMap<String, PublicItem> {
    let mut items = Items::default();
    if let Some(root) = package.root() {
        items.add("*".to_owned(), format!("pub use {}::*", root.module), "");
    }
    for api in &package.apis {
        items.api(api);
    }
    items.0
}

#[derive(Default)]
struct Items(BTreeMap<String, PublicItem>);

impl Items {
    fn add(&mut self, path: String, signature: impl Into<String>, wire: &str) {
        self.0.insert(path, PublicItem { signature: signature.into(), wire: wire.to_owned() });
    }

    fn api(&mut self, api: &ApiPlan) {
        let module = &api.module;
        self.add(module.clone(), "mod", &api.version);
        let errors = &api.errors;
        self.value_set(module, errors);
        for set in &api.value_sets {
            self.value_set(module, set);
        }
        for structure in &api.structures {
            self.structure(module, structure, "");
        }
        for action in &api.actions {
            self.action(module, action);
        }
    }

    fn value_set(&mut self, module: &str, set: &ValueSetPlan) {
        let path = format!("{module}::{}", set.name);
        for variant in &set.variants {
            self.add(format!("{path}::{}", variant.name), "variant", &variant.wire);
        }
        self.add(path, "enum", "");
    }

    fn structure(&mut self, module: &str, structure: &StructurePlan, wire: &str) {
        let path = format!("{module}::{}", structure.name);
        for field in &structure.fields {
            self.add(
                format!("{path}::{}", field.name),
                format!("Option<{}>", type_of(&field.r#type)),
                &field.wire,
            );
            if structure.has_setters() {
                let signature = format!("fn({})", argument(field));
                self.add(format!("{path}::{}()", field.setter), signature, &field.wire);
            }
            if let Some(moment) = &field.moment {
                self.add(format!("{path}::{}()", moment.getter), "fn() -> Moment", &field.wire);
                if structure.has_setters() {
                    self.add(format!("{path}::{}()", moment.setter), "fn(Moment)", &field.wire);
                }
            }
        }
        if structure.has_setters() {
            self.add(format!("{path}::new()"), "fn()", "");
        }
        self.add(path, "struct", wire);
    }

    fn action(&mut self, module: &str, action: &ActionPlan) {
        let request = &action.request.name;
        self.structure(module, &action.request, &action.wire);
        self.structure(module, &action.response, &action.wire);
        self.value_set(module, &action.errors);
        let response = if action.event_stream { "EventStream" } else { "Call" };
        let method = format!("{module}::Client::{}()", action.method);
        self.add(method, format!("fn({request}) -> {response}"), &action.wire);
        let associated = format!("{} {}", action.response.name, action.errors.name);
        self.add(format!("{module}::{request} as Action"), associated, "");
        if let Some(paging) = &action.paging {
            let item = base(&paging.item);
            self.add(format!("{module}::{request} as Paged"), format!("Item = {item}"), "");
        }
        for waiter in &action.waiters {
            self.add(format!("{module}::{request}::{}", waiter.constant), "const", &waiter.wire);
            let signature = format!("fn({request}) -> {}", action.response.name);
            self.add(format!("{module}::Client::{}()", waiter.method), signature, &waiter.wire);
        }
    }
}

fn type_of(r#type: &FieldType) -> String {
    let one = base(&r#type.base);
    if r#type.list { format!("Vec<{one}>") } else { one }
}

fn base(base: &Base) -> String {
    match base {
        Base::Text => "String".to_owned(),
        Base::Integer => "i64".to_owned(),
        Base::Unsigned => "u64".to_owned(),
        Base::Float => "f64".to_owned(),
        Base::Boolean => "bool".to_owned(),
        Base::Binary => "Vec<u8>".to_owned(),
        Base::Json => "Value".to_owned(),
        Base::Open(name) | Base::Structure { name, boxed: false } => name.clone(),
        Base::Structure { name, boxed: true } => format!("Box<{name}>"),
    }
}

/// Returns the type of a setter's argument: the value itself, without its box.
fn argument(field: &FieldPlan) -> String {
    match &field.r#type.base {
        Base::Structure { name, boxed: true } => name.clone(),
        _ => type_of(&field.r#type),
    }
}
