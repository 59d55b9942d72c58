//! Requests as Rust code: the documented ones, and one that stands for others.

use super::scope::ident;
use super::source::literal;
use crate::plan::{ActionPlan, ApiPlan, Base, FieldPlan, FieldType, StructurePlan};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// How long a documented call may be in the documentation of a method.
const MOST_LINES: usize = 30;
const LONGEST_LINE: usize = 120;

/// How deep structures are set that nothing documents.
const DEEPEST: usize = 4;

/// Writes requests of one version as code.
pub(super) struct RequestCode<'a> {
    structures: HashMap<&'a str, &'a StructurePlan>,
    /// Variants by enum and text on the wire.
    variants: HashMap<&'a str, HashMap<&'a str, &'a str>>,
    /// The path before the names of types.
    path: TokenStream,
    /// The types that were named.
    named: RefCell<BTreeSet<&'a str>>,
}

impl<'a> RequestCode<'a> {
    /// Names types behind a path, which may be empty.
    pub(super) fn new(api: &'a ApiPlan, path: TokenStream) -> Self {
        let variants = |set: &'a crate::plan::ValueSetPlan| {
            set.variants
                .iter()
                .map(|variant| (variant.wire.as_str(), variant.name.as_str()))
                .collect()
        };
        Self {
            structures: api.structures.iter().map(|it| (it.name.as_str(), it)).collect(),
            variants: api.value_sets.iter().map(|set| (set.name.as_str(), variants(set))).collect(),
            path,
            named: RefCell::default(),
        }
    }

    /// Returns the types that the code named since the last time.
    pub(super) fn take_named(&self) -> BTreeSet<&'a str> {
        self.named.take()
    }

    /// Returns code that makes a request of a documented JSON; `None` if it has something that no
    /// setter takes as it is.
    pub(super) fn documented(
        &self,
        request: &'a StructurePlan,
        json: &Value,
    ) -> Option<TokenStream> {
        self.structure(request, json.as_object()?)
    }

    /// Returns code that makes a request with its required fields set, to values that stand for
    /// others.
    pub(super) fn required(&self, request: &'a StructurePlan) -> Option<TokenStream> {
        self.required_at(request, 0)
    }

    fn structure(&self, plan: &'a StructurePlan, json: &Map<String, Value>) -> Option<TokenStream> {
        let mut setters = Vec::new();
        for (wire, value) in json {
            let field = plan.fields.iter().find(|field| field.wire == *wire)?;
            setters.push(self.setter(field, self.value(&field.r#type, value)?));
        }
        Some(self.made(plan, &setters))
    }

    fn required_at(&self, plan: &'a StructurePlan, depth: usize) -> Option<TokenStream> {
        let fields = plan.fields.iter().filter(|field| field.required);
        let set = |field: &'a FieldPlan| {
            let one = self.stand_in(&field.r#type.base, depth)?;
            Some(self.setter(field, if field.r#type.list { quote!([#one]) } else { one }))
        };
        let setters: Option<Vec<_>> = fields.map(set).collect();
        Some(self.made(plan, &setters?))
    }

    fn made(&self, plan: &'a StructurePlan, setters: &[TokenStream]) -> TokenStream {
        let name = self.r#type(&plan.name);
        quote!(#name::new() #(#setters)*)
    }

    fn setter(&self, field: &FieldPlan, value: TokenStream) -> TokenStream {
        let setter = ident(&field.setter);
        quote!(.#setter(#value))
    }

    fn r#type(&self, name: &'a str) -> TokenStream {
        self.named.borrow_mut().insert(name);
        let (path, name) = (&self.path, ident(name));
        quote!(#path #name)
    }

    fn value(&self, r#type: &'a FieldType, json: &Value) -> Option<TokenStream> {
        if !r#type.list {
            return self.one(&r#type.base, json);
        }
        let items = json.as_array()?;
        if items.is_empty() {
            return self.no_items(&r#type.base);
        }
        // An array has one type: all variants, or all texts.
        let as_texts = match &r#type.base {
            Base::Open(set) => {
                !items.iter().all(|item| item.as_str().is_some_and(|text| self.has(set, text)))
            }
            _ => false,
        };
        let base = if as_texts { &Base::Text } else { &r#type.base };
        let items: Option<Vec<_>> = items.iter().map(|item| self.one(base, item)).collect();
        items.map(|items| quote!([#(#items),*]))
    }

    fn one(&self, base: &'a Base, json: &Value) -> Option<TokenStream> {
        match base {
            Base::Text => json.as_str().map(literal),
            Base::Integer => json.as_i64().map(integer),
            Base::Unsigned => {
                json.as_u64().map(Literal::u64_unsuffixed).map(|number| quote!(#number))
            }
            Base::Float => json.as_f64().map(float),
            Base::Boolean => json.as_bool().map(|value| quote!(#value)),
            Base::Binary => None,
            Base::Json => self.any(json),
            Base::Open(set) => {
                let text = json.as_str()?;
                let Some(variant) = self.variants.get(set.as_str()).and_then(|set| set.get(text))
                else {
                    return Some(literal(text));
                };
                let (set, variant) = (self.r#type(set), ident(variant));
                Some(quote!(#set::#variant))
            }
            Base::Structure { name, .. } => {
                self.structure(self.structures.get(name.as_str())?, json.as_object()?)
            }
        }
    }

    /// JSON that the API says nothing of; objects and lists have their own way of being made.
    fn any(&self, json: &Value) -> Option<TokenStream> {
        match json {
            Value::String(text) => Some(literal(text)),
            Value::Bool(value) => Some(quote!(#value)),
            Value::Number(number) => number.as_i64().map(integer),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn no_items(&self, base: &'a Base) -> Option<TokenStream> {
        Some(match base {
            Base::Text | Base::Open(_) | Base::Json => quote!([""; 0]),
            Base::Integer | Base::Unsigned => quote!([0; 0]),
            Base::Float => quote!([0.0; 0]),
            Base::Boolean => quote!([false; 0]),
            Base::Binary => return None,
            Base::Structure { name, .. } => {
                let name = self.r#type(name);
                quote!([] as [#name; 0])
            }
        })
    }

    /// A value of a type that is not sent as it is.
    fn stand_in(&self, base: &'a Base, depth: usize) -> Option<TokenStream> {
        Some(match base {
            Base::Text | Base::Json => quote!("…"),
            Base::Open(set) => {
                match self.variants.get(set.as_str()).and_then(|set| set.values().min()) {
                    Some(variant) => {
                        let (set, variant) = (self.r#type(set), ident(variant));
                        quote!(#set::#variant)
                    }
                    None => quote!("…"),
                }
            }
            Base::Integer | Base::Unsigned => quote!(1),
            Base::Float => quote!(1.0),
            Base::Boolean => quote!(true),
            Base::Binary => quote!("…"),
            Base::Structure { .. } if depth == DEEPEST => return None,
            Base::Structure { name, .. } => {
                self.required_at(self.structures.get(name.as_str())?, depth + 1)?
            }
        })
    }

    fn has(&self, set: &str, text: &str) -> bool {
        self.variants.get(set).is_some_and(|set| set.contains_key(text))
    }
}

fn integer(number: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 { quote!(-#digits) } else { quote!(#digits) }
}

fn float(number: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#digits) } else { quote!(#digits) }
}

/// Returns the documentation of a method's first documented call that is short enough, with what
/// sends it.
pub(super) fn example<'a>(
    action: &'a ActionPlan,
    code: &RequestCode<'a>,
    send: &TokenStream,
) -> Vec<String> {
    let method = ident(&action.method);
    let result = if action.event_stream { quote!(mut events) } else { quote!(response) };
    let shown = action.examples.iter().find_map(|example| {
        let request = code.documented(&action.request, example.example.input.as_ref()?)?;
        let lines = statements(&quote! {
            let request = #request;
            let #result = client.#method(request)#send;
        });
        let is_short = lines.len() <= MOST_LINES
            && lines.iter().all(|line| line.chars().count() <= LONGEST_LINE);
        (is_short && !lines.is_empty()).then_some(lines)
    });
    let head = ["", "# Examples", "", "```ignore"].map(str::to_owned).into_iter();
    shown.map_or_else(Vec::new, |lines| head.chain(lines).chain(["```".to_owned()]).collect())
}

/// Returns statements as formatted lines, as they stand in the body of a function.
pub(super) fn statements(statements: &TokenStream) -> Vec<String> {
    let Ok(file) = syn::parse2::<syn::File>(quote!(fn body() { #statements })) else {
        return Vec::new();
    };
    let text = prettyplease::unparse(&file);
    let body = text
        .trim_end()
        .strip_prefix("fn body() {")
        .and_then(|text| text.strip_suffix('}'))
        .unwrap_or_default();
    let lines = body.trim_matches('\n').lines();
    lines.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
}
