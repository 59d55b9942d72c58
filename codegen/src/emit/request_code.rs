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

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, MOST_LINES, RequestCode, example, statements};
    use crate::testing::{action, api, packed, plan};
    use quote::quote;
    use serde_json::{Value, json};
    use tencentcloud_spec::model::Example;

    /// Returns the code of a documented request with one field.
    fn written(declared: &str, value: &Value) -> Option<String> {
        let plan =
            plan(&api(&format!("A.in LampState: {declared}\n Lamp.Name: String\n Lamp.New: Lamp")));
        let code = RequestCode::new(&plan, quote!());
        let request = code.documented(&plan.actions[0].request, &json!({ "LampState": value }))?;
        let start = packed("ARequest::new().lamp_state(");
        let rest = packed(request);
        Some(rest.strip_prefix(&start)?.strip_suffix(')')?.trim().to_owned())
    }

    #[test]
    fn values_are_literals_of_their_types() {
        let cases = [
            ("String", json!("a\"b"), Some("\"a\\\"b\"")),
            ("String", json!(5), None),
            ("String", json!(null), None),
            ("Integer", json!(5), Some("5")),
            ("Integer", json!(-5), Some("-5")),
            ("Integer", json!(0), Some("0")),
            ("Integer", json!(i64::MIN), Some("-9223372036854775808")),
            ("Integer", json!(1.5), None),
            ("Integer", json!("5"), None),
            ("Unsigned", json!(u64::MAX), Some("18446744073709551615")),
            ("Unsigned", json!(-1), None),
            // A literal of an integer is no `f64`.
            ("Float", json!(1), Some("1.0")),
            ("Float", json!(-0.5), Some("-0.5")),
            ("Boolean", json!(true), Some("true")),
            ("Boolean", json!("true"), None),
            ("Binary", json!("YQ=="), None),
            ("Nobody", json!("x"), Some("\"x\"")),
            ("Nobody", json!(-5), Some("-5")),
            ("Nobody", json!(1.5), None),
            ("Nobody", json!({}), None),
            ("String = ON OFF", json!("OFF"), Some("LampState::Off")),
            ("String = ON OFF", json!("DIM"), Some("\"DIM\"")),
            ("Lamp", json!({ "Name": "x" }), Some("Lamp::new().name(\"x\")")),
            ("Lamp", json!({ "New": {} }), Some("Lamp::new().with_new(Lamp::new())")),
            ("Lamp", json!({ "Other": 1 }), None),
            ("Lamp", json!([]), None),
        ];
        for (declared, value, expected) in cases {
            let expected = expected.map(packed);
            assert_eq!(written(declared, &value), expected, "{declared} {value}");
        }
    }

    #[test]
    fn lists_are_arrays_of_one_type() {
        let cases = [
            ("Array of String", json!(["a", "b"]), Some("[\"a\", \"b\"]")),
            ("Array of String", json!("a"), None),
            ("Array of String", json!(["a", 1]), None),
            ("Array of Integer", json!([1, -2]), Some("[1, -2]")),
            (
                "Array of Lamp",
                json!([{}, { "Name": "x" }]),
                Some("[Lamp::new(), Lamp::new().name(\"x\")]"),
            ),
            ("Array of String = ON", json!(["ON", "ON"]), Some("[LampState::On, LampState::On]")),
            // One value that is not documented makes all of them texts.
            ("Array of String = ON", json!(["ON", "DIM"]), Some("[\"ON\", \"DIM\"]")),
            // The compiler cannot tell the type of an array without items.
            ("Array of String", json!([]), Some("[\"\"; 0]")),
            ("Array of String = ON", json!([]), Some("[\"\"; 0]")),
            ("Array of Nobody", json!([]), Some("[\"\"; 0]")),
            ("Array of Unsigned", json!([]), Some("[0; 0]")),
            ("Array of Float", json!([]), Some("[0.0; 0]")),
            ("Array of Boolean", json!([]), Some("[false; 0]")),
            ("Array of Lamp", json!([]), Some("[] as [Lamp; 0]")),
        ];
        for (declared, value, expected) in cases {
            let expected = expected.map(packed);
            assert_eq!(written(declared, &value), expected, "{declared} {value}");
        }
    }

    #[test]
    fn required_fields_have_values_that_stand_for_others() {
        let cases = [
            ("A.in X: String", Some("ARequest::new()")),
            ("A.in X!: String\n A.in Y: String", Some("ARequest::new().x(\"…\")")),
            ("A.in X!: Integer\n A.in Y!: Boolean", Some("ARequest::new().x(1).y(true)")),
            ("A.in X!: Array of Float", Some("ARequest::new().x([1.0])")),
            // The first variant in alphabetical order, whatever the order of the document.
            ("A.in X!: String = RUN END", Some("ARequest::new().x(AX::End)")),
            (
                "A.in X!: S\n S.Name!: String\n S.Note: String",
                Some("ARequest::new().x(S::new().name(\"…\"))"),
            ),
            ("A.in X!: Array of S\n S.Y: String", Some("ARequest::new().x([S::new()])")),
            // A structure that requires itself is never whole.
            ("A.in X!: S\n S.S!: S", None),
        ];
        for (text, expected) in cases {
            let plan = plan(&api(text));
            let code = RequestCode::new(&plan, quote!());
            let request = code.required(&plan.actions[0].request).map(packed);
            assert_eq!(request, expected.map(packed), "{text}");
        }
    }

    #[test]
    fn types_are_behind_the_path_and_are_remembered() {
        let plan = plan(&api("A.in X: S\n A.in Y: String\n S.JobState: String = ON"));
        let code = RequestCode::new(&plan, quote!(lamps::v1::));
        let json = json!({ "X": { "JobState": "ON" } });
        let request = code.documented(&plan.actions[0].request, &json).unwrap();
        let expected = "lamps::v1::ARequest::new()\
            .x(lamps::v1::S::new().job_state(lamps::v1::JobState::On))";
        assert_eq!(packed(request), packed(expected));
        let named: Vec<_> = code.take_named().into_iter().collect();
        assert_eq!(named, ["ARequest", "JobState", "S"]);
        assert!(code.take_named().is_empty());
    }

    /// Returns the lines of the example of an action with these documented calls.
    fn shown(calls: Vec<Option<Value>>, is_stream: bool) -> Vec<String> {
        let mut api = api("A.in X: Array of String\n A.in Y: Integer");
        let it = action(&mut api, "A");
        it.event_stream = is_stream;
        let call = |input| Example { title: String::new(), input, output: None };
        it.examples = calls.into_iter().map(call).collect();
        let plan = plan(&api);
        example(&plan.actions[0], &RequestCode::new(&plan, quote!()), &quote!(.await?))
    }

    #[test]
    fn the_first_call_that_is_short_enough_is_shown() {
        let y = |y: i64| Some(json!({ "Y": y }));
        let long = Some(json!({ "X": ["x".repeat(LONGEST_LINE)] }));
        let many = Some(json!({ "X": vec!["x"; MOST_LINES * 20] }));
        let other = Some(json!({ "Z": 1 }));
        let cases = [
            (vec![], None),
            (vec![None], None),
            (vec![y(1), y(2)], Some("y(1)")),
            (vec![None, y(2)], Some("y(2)")),
            (vec![long, y(3)], Some("y(3)")),
            (vec![many, y(4)], Some("y(4)")),
            (vec![other, y(5)], Some("y(5)")),
        ];
        for (calls, expected) in cases {
            let lines = shown(calls, false);
            assert_eq!(lines.is_empty(), expected.is_none(), "{lines:?}");
            if let Some(setter) = expected {
                let request = format!("let request = ARequest::new().{setter};");
                let sent = "let response = client.a(request).await?;";
                let expected = ["", "# Examples", "", "```ignore", &request, sent, "```"];
                assert_eq!(lines, expected);
            }
        }
        let events = "let mut events = client.a(request).await?;".to_owned();
        assert!(shown(vec![y(1)], true).contains(&events));
    }

    #[test]
    fn statements_stand_as_in_a_function() {
        let lines = statements(&quote!(let a = 1; if a { b(); }));
        assert_eq!(lines, ["let a = 1;", "if a {", "    b();", "}"]);
        assert!(statements(&quote!(let = ;)).is_empty());
    }
}
