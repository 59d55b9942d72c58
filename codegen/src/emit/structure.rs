use super::scope::{Scope, ident};
use super::source::{docs, source};
use crate::plan::{Base, FieldPlan, FieldType, MomentForm, MomentPlan, StructurePlan};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The codec names that every type uses.
pub(super) const CODEC: [&str; 5] = ["FieldMut", "FieldOp", "FieldVisitor", "Schema", "Structure"];

/// Returns the file of a structure.
pub(super) fn file(structure: &StructurePlan) -> String {
    let scope = Scope::defining([structure.name.as_str()]);
    let imports = scope.imports(&CODEC, &[], &structure.references());
    let items = items(structure, &scope);
    source(&[], quote!(#imports #items))
}

/// Emits a type with its fields, its setters and its implementation for the codec.
pub(super) fn items(structure: &StructurePlan, scope: &Scope) -> TokenStream {
    let definition = definition(structure, scope);
    let setters = if structure.has_setters() { setters(structure, scope) } else { quote!() };
    let moments = moments(structure, scope);
    let codec = codec(structure, scope);
    quote! {
        #definition
        #setters
        #moments
        #codec
    }
}

fn definition(structure: &StructurePlan, scope: &Scope) -> TokenStream {
    let name = ident(&structure.name);
    let docs_of_type = docs(&structure.docs);
    let option = scope.prelude("Option");
    let fields = structure.fields.iter().map(|field| {
        let (name, docs) = (ident(&field.name), docs(&field.docs));
        let deprecated = deprecated(field.deprecated);
        let r#type = rust_type(&field.r#type, scope);
        quote!(#docs #deprecated pub #name: #option<#r#type>)
    });
    // Written out, because a derived implementation calls a function for each field.
    let (default, none) = (scope.prelude("Default"), scope.prelude("None"));
    let empty = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        quote!(#name: #none)
    });
    quote! {
        #docs_of_type
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        impl #default for #name {
            #[inline]
            fn default() -> Self {
                Self { #(#empty),* }
            }
        }
    }
}

/// Emits the attribute for what the vendor deprecates.
pub(super) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { quote!() }
}

/// Emits the type of a field without the `Option` around it.
fn rust_type(r#type: &FieldType, scope: &Scope) -> TokenStream {
    let one = base_type(&r#type.base, scope);
    let vec = scope.prelude("Vec");
    if r#type.list { quote!(#vec<#one>) } else { one }
}

/// Emits the type of one item.
pub(super) fn base_type(base: &Base, scope: &Scope) -> TokenStream {
    match base {
        Base::Text => scope.prelude("String"),
        Base::Integer => quote!(i64),
        Base::Unsigned => quote!(u64),
        Base::Float => quote!(f64),
        Base::Boolean => quote!(bool),
        Base::Binary => {
            let vec = scope.prelude("Vec");
            quote!(#vec<u8>)
        }
        Base::Json => quote!(::tencentcloud_runtime::Value),
        Base::Open(name) | Base::Structure { name, boxed: false } => scope.local(name),
        Base::Structure { name, boxed: true } => {
            let (held, in_box) = (scope.local(name), scope.prelude("Box"));
            quote!(#in_box<#held>)
        }
    }
}

fn setters(structure: &StructurePlan, scope: &Scope) -> TokenStream {
    let name = ident(&structure.name);
    let default = scope.prelude("Default");
    let setters = structure.fields.iter().map(|field| setter(field, scope));
    quote! {
        impl #name {
            /// Creates a value with no field set.
            #[inline]
            pub fn new() -> Self {
                <Self as #default>::default()
            }
            #(#setters)*
        }
    }
}

fn setter(field: &FieldPlan, scope: &Scope) -> TokenStream {
    let (name, setter) = (ident(&field.name), ident(&field.setter));
    let mut lines = vec![format!("Sets `{}`.", field.wire), String::new()];
    lines.extend_from_slice(&field.docs);
    let docs = docs(&lines);
    let deprecated = deprecated(field.deprecated);
    let some = scope.prelude("Some");
    let (argument, value) = argument(&field.r#type, scope);
    quote! {
        #docs
        #deprecated
        #[inline]
        #[must_use]
        pub fn #setter(mut self, value: #argument) -> Self {
            self.#name = #some(#value);
            self
        }
    }
}

/// A link to the type of moments.
const MOMENT: &str = "[`Moment`](tencentcloud_runtime::Moment)";

/// The methods that read and set texts as moments.
fn moments(structure: &StructurePlan, scope: &Scope) -> Option<TokenStream> {
    let fields = structure.fields.iter().filter_map(|field| Some((field, field.moment.as_ref()?)));
    let methods: Vec<_> =
        fields.map(|(field, moment)| moment_methods(structure, field, moment, scope)).collect();
    let name = ident(&structure.name);
    (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }))
}

fn moment_methods(
    structure: &StructurePlan,
    field: &FieldPlan,
    moment: &MomentPlan,
    scope: &Scope,
) -> TokenStream {
    let [name, getter, setter] =
        [&field.name, &moment.getter, &moment.setter].map(|name| ident(name));
    let [result, option, some] = ["Result", "Option", "Some"].map(|name| scope.prelude(name));
    let deprecated = deprecated(field.deprecated);
    let reads = docs(&[format!(
        "Returns `{}` as a {MOMENT}, or `None` if it is absent, empty or all zeros.",
        field.wire
    )]);
    let sets = docs(&[format!("Sets `{}` to a {MOMENT}.", field.wire)]);
    let (written, form) = match moment.form {
        MomentForm::Iso => (
            quote!(::std::string::ToString::to_string(&value)),
            "Writes ISO 8601 with the offset of the moment.",
        ),
        MomentForm::Local => {
            (quote!(value.to_local_text()), "Writes the date and the time in UTC+8.")
        }
        MomentForm::Date => (quote!(value.to_local_date()), "Writes the date in UTC+8."),
    };
    let form = docs(&[form.to_owned()]);
    let set = structure.has_setters().then(|| {
        quote! {
            #sets
            ///
            #form
            #deprecated
            #[inline]
            #[must_use]
            pub fn #setter(mut self, value: ::tencentcloud_runtime::Moment) -> Self {
                self.#name = #some(#written);
                self
            }
        }
    });
    quote! {
        #reads
        ///
        /// A time without an offset is taken as Beijing time (UTC+8).
        ///
        /// # Errors
        ///
        /// Returns an error if the text is neither a date nor a time.
        #deprecated
        #[inline]
        pub fn #getter(
            &self,
        ) -> #result<#option<::tencentcloud_runtime::Moment>, ::tencentcloud_runtime::MomentError> {
            ::tencentcloud_runtime::codec::moment(&self.#name)
        }
        #set
    }
}

/// Returns the type of a setter's argument, and the value that is stored.
fn argument(r#type: &FieldType, scope: &Scope) -> (TokenStream, TokenStream) {
    let (into, into_iterator) = (scope.prelude("Into"), scope.prelude("IntoIterator"));
    let one = base_type(&r#type.base, scope);
    let converts = matches!(r#type.base, Base::Text | Base::Open(_) | Base::Json | Base::Binary);
    let one = if converts { quote!(impl #into<#one>) } else { one };
    match (r#type.list, converts, &r#type.base) {
        (true, _, _) => (
            quote!(impl #into_iterator<Item = #one>),
            quote!(::tencentcloud_runtime::codec::list(value)),
        ),
        (false, true, _) => (one, quote!(value.into())),
        (false, false, Base::Structure { name, boxed: true }) => {
            let (held, in_box) = (scope.local(name), scope.prelude("Box"));
            (held, quote!(#in_box::new(value)))
        }
        (false, false, _) => (one, quote!(value)),
    }
}

fn codec(structure: &StructurePlan, scope: &Scope) -> TokenStream {
    let name = ident(&structure.name);
    let [field_mut, field_op, field_visitor, schema_type, trait_name] =
        CODEC.map(|name| scope.codec(name));
    let schema = schema(structure, &schema_type);
    let fields = structure.fields.iter().enumerate().map(|(index, it)| {
        let (index, name) = (Literal::usize_unsuffixed(index), ident(&it.name));
        let (kind, _) = kind(&it.r#type);
        match operation(&it.r#type) {
            Some(operation) => quote!(#index => op.#operation(&mut self.#name)),
            None => quote!(#index => #field_mut::#kind(&mut self.#name)),
        }
    });
    let visits = structure.fields.iter().map(|it| {
        let (name, (_, method)) = (ident(&it.name), kind(&it.r#type));
        // The codec sees fields of the API's own types through references: see its `StructureMut`.
        let reference = operation(&it.r#type).map(|_| quote!(&));
        quote!(visitor.#method(#reference &self.#name);)
    });
    let (index, visitor) = if structure.fields.is_empty() {
        (quote!(_), quote!(_))
    } else {
        (quote!(index), quote!(visitor))
    };
    let has_operations = structure.fields.iter().any(|it| operation(&it.r#type).is_some());
    let op = if has_operations { quote!(op) } else { quote!(_) };
    let field_mut_body = if structure.fields.is_empty() {
        quote!(#field_mut::None)
    } else {
        quote!(match index { #(#fields,)* _ => #field_mut::None })
    };
    quote! {
        impl #trait_name for #name {
            #[inline]
            fn schema(&self) -> &'static #schema_type {
                #schema
            }

            #[inline]
            fn field_mut(&mut self, #index: usize, #op: #field_op<'_>) -> #field_mut<'_> {
                #field_mut_body
            }

            #[inline]
            fn accept(&self, #visitor: &mut dyn #field_visitor) {
                #(#visits)*
            }
        }
    }
}

/// Emits the name of a type and of its fields.
fn schema(structure: &StructurePlan, schema: &TokenStream) -> TokenStream {
    let wires = |is_listed: fn(&FieldPlan) -> bool| -> Vec<&String> {
        structure.fields.iter().filter(|it| is_listed(it)).map(|it| &it.wire).collect()
    };
    let (name, fields) = (&structure.name, wires(|_| true));
    let marked = [("required", wires(|it| it.required)), ("sensitive", wires(|it| it.sensitive))];
    let marked = marked.iter().filter(|(_, wires)| !wires.is_empty()).map(|(list, wires)| {
        let list = ident(list);
        quote!(#list: &[#(#wires),*],)
    });
    // Empty lists come from a constant, and so do lists that the runtime may add.
    quote!(&#schema { name: #name, fields: &[#(#fields),*], #(#marked)* ..#schema::EMPTY })
}

/// Returns the method of `FieldOp` for a field whose type is one of the API's own.
fn operation(r#type: &FieldType) -> Option<proc_macro2::Ident> {
    let method = match (&r#type.base, r#type.list) {
        (Base::Open(_), false) => "open",
        (Base::Structure { .. }, false) => "structure",
        (Base::Open(_), true) => "opens",
        (Base::Structure { .. }, true) => "structures",
        _ => return None,
    };
    Some(ident(method))
}

/// Returns the variant of `FieldMut` and the method of `FieldVisitor` for the type of a field.
fn kind(r#type: &FieldType) -> (proc_macro2::Ident, proc_macro2::Ident) {
    let (variant, method) = match (&r#type.base, r#type.list) {
        (Base::Text, false) => ("Text", "text"),
        (Base::Integer, false) => ("Integer", "integer"),
        (Base::Unsigned, false) => ("Unsigned", "unsigned"),
        (Base::Float, false) => ("Float", "float"),
        (Base::Boolean, false) => ("Boolean", "boolean"),
        (Base::Json, false) => ("Json", "json"),
        (Base::Open(_), false) => ("Open", "open"),
        (Base::Structure { .. }, false) => ("Structure", "structure"),
        // A list of bytes is never planned.
        (Base::Binary, _) => ("Binary", "binary"),
        (Base::Text, true) => ("Texts", "texts"),
        (Base::Integer, true) => ("Integers", "integers"),
        (Base::Unsigned, true) => ("Unsigneds", "unsigneds"),
        (Base::Float, true) => ("Floats", "floats"),
        (Base::Boolean, true) => ("Booleans", "booleans"),
        (Base::Json, true) => ("Jsons", "jsons"),
        (Base::Open(_), true) => ("Opens", "opens"),
        (Base::Structure { .. }, true) => ("Structures", "structures"),
    };
    (ident(variant), ident(method))
}

#[cfg(test)]
mod tests {
    use super::{argument, codec, file, items, kind, operation, rust_type, schema};
    use crate::emit::scope::Scope;
    use crate::plan::{ApiPlan, StructurePlan};
    use crate::testing::{api, packed, plan};
    use quote::quote;

    fn request(plan: &ApiPlan) -> &StructurePlan {
        &plan.actions[0].request
    }

    fn scope() -> Scope {
        Scope::defining(["ARequest"])
    }

    #[test]
    fn types_and_arguments_of_setters() {
        let value = "::tencentcloud_runtime::Value";
        let list = "::tencentcloud_runtime::codec::list(value)";
        let cases = [
            ("String", "String", "impl Into<String>", "value.into()"),
            ("Date", "String", "impl Into<String>", "value.into()"),
            ("Integer", "i64", "i64", "value"),
            ("Unsigned", "u64", "u64", "value"),
            ("Float", "f64", "f64", "value"),
            ("Boolean", "bool", "bool", "value"),
            ("Binary", "Vec<u8>", "impl Into<Vec<u8>>", "value.into()"),
            ("Nobody", value, &format!("impl Into<{value}>"), "value.into()"),
            ("String = ON", "LampState", "impl Into<LampState>", "value.into()"),
            ("Lamp", "Lamp", "Lamp", "value"),
            ("Array of Lamp", "Vec<Lamp>", "impl IntoIterator<Item = Lamp>", list),
            ("Array of Unsigned", "Vec<u64>", "impl IntoIterator<Item = u64>", list),
            ("Array of String", "Vec<String>", "impl IntoIterator<Item = impl Into<String>>", list),
            (
                "Array of String = ON",
                "Vec<LampState>",
                "impl IntoIterator<Item = impl Into<LampState>>",
                list,
            ),
        ];
        for (declared, r#type, taken, stored) in cases {
            let plan = plan(&api(&format!("A.in LampState: {declared}\n Lamp.Name: String")));
            let it = &request(&plan).fields[0].r#type;
            let (argument, value) = argument(it, &scope());
            let told = [rust_type(it, &scope()), argument, value].map(packed);
            assert_eq!(told, [r#type, taken, stored].map(packed), "{declared}");
        }
    }

    #[test]
    fn how_the_codec_handles_each_type() {
        let cases = [
            ("String", "Text text -"),
            ("Integer", "Integer integer -"),
            ("Unsigned", "Unsigned unsigned -"),
            ("Float", "Float float -"),
            ("Boolean", "Boolean boolean -"),
            ("Binary", "Binary binary -"),
            ("Nobody", "Json json -"),
            ("String = ON", "Open open open"),
            ("Lamp", "Structure structure structure"),
            ("Array of String", "Texts texts -"),
            ("Array of Integer", "Integers integers -"),
            ("Array of Unsigned", "Unsigneds unsigneds -"),
            ("Array of Float", "Floats floats -"),
            ("Array of Boolean", "Booleans booleans -"),
            ("Array of Binary", "Jsons jsons -"),
            ("Array of String = ON", "Opens opens opens"),
            ("Array of Lamp", "Structures structures structures"),
        ];
        for (declared, expected) in cases {
            let plan = plan(&api(&format!("A.in LampState: {declared}\n Lamp.Name: String")));
            let it = &request(&plan).fields[0].r#type;
            let (variant, method) = kind(it);
            let operation = operation(it).map_or("-".to_owned(), |it| it.to_string());
            assert_eq!(format!("{variant} {method} {operation}"), expected, "{declared}");
        }
    }

    #[test]
    fn a_box_is_seen_in_the_field_and_not_in_the_setter() {
        let plan = plan(&api("A.in S: S\n S.Next: S"));
        let text = packed(items(&plan.structures[0], &scope()));
        for part in [
            "pub next: Option<Box<S>>",
            "pub fn next(mut self, value: S) -> Self { self.next = Some(Box::new(value)); self }",
        ] {
            assert!(text.contains(&packed(part)), "{part} is not in {text}");
        }
    }

    #[test]
    fn schemas_list_names_on_the_wire() {
        let cases: [(&str, &[&str], &str); 5] = [
            ("A.in B: String\n A.in A: String", &[], "fields: &[\"B\", \"A\"],"),
            (
                "A.in B!: String\n A.in A: String\n A.in Type!: String",
                &[],
                "fields: &[\"B\", \"A\", \"Type\"], required: &[\"B\", \"Type\"],",
            ),
            (
                "A.in B: String\n A.in A: String",
                &["A"],
                "fields: &[\"B\", \"A\"], sensitive: &[\"A\"],",
            ),
            (
                "A.in B!: String\n A.in A: String",
                &["A", "B"],
                "fields: &[\"B\", \"A\"], required: &[\"B\"], sensitive: &[\"B\", \"A\"],",
            ),
            ("A", &[], "fields: &[],"),
        ];
        for (text, sensitive, lists) in cases {
            let mut api = api(text);
            for field in &mut api.actions.get_mut("A").unwrap().input {
                field.sensitive = sensitive.contains(&field.name.as_str());
            }
            let plan = plan(&api);
            let expected = format!("&Schema {{ name: \"ARequest\", {lists} ..Schema::EMPTY }}");
            let schema = packed(schema(request(&plan), &quote!(Schema)));
            assert_eq!(schema, packed(&expected), "{text} {sensitive:?}");
        }
    }

    #[test]
    fn fields_are_decoded_by_index_and_encoded_in_order() {
        let plan = plan(&api("A.in Type: String\n A.in Lamp: Lamp\n Lamp.Name: String"));
        let code = packed(codec(request(&plan), &scope()));
        for part in [
            "fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_>",
            "match index { 0 => FieldMut::Text(&mut self.r#type), \
                1 => op.structure(&mut self.lamp), _ => FieldMut::None }",
            "visitor.text(&self.r#type); visitor.structure(& &self.lamp);",
        ] {
            assert!(code.contains(&packed(part)), "{part} is not in {code}");
        }
    }

    #[test]
    fn arguments_without_a_use_have_no_name() {
        let cases = [
            ("A", "_: usize, _: FieldOp<'_>", "_: &mut dyn FieldVisitor"),
            ("A.in X: String", "index: usize, _: FieldOp<'_>", "visitor: &mut dyn FieldVisitor"),
            ("A.in S: S\n S.X: String", "index: usize, op: FieldOp<'_>", "visitor: &mut dyn"),
        ];
        for (text, arguments, visitor) in cases {
            let plan = plan(&api(text));
            let code = packed(codec(request(&plan), &scope()));
            assert!(code.contains(&packed(arguments)), "{text}: {code}");
            assert!(code.contains(&packed(visitor)), "{text}: {code}");
        }
    }

    #[test]
    fn moments_are_written_in_the_form_of_the_field() {
        let cases = [
            ("Timestamp", "::std::string::ToString::to_string(&value)"),
            ("DateTime", "value.to_local_text()"),
            ("Date", "value.to_local_date()"),
        ];
        for (declared, written) in cases {
            let plan = plan(&api(&format!("A.in End: {declared}\n A.out End: {declared}")));
            let it = &plan.actions[0];
            let [sent, received] =
                [&it.request, &it.response].map(|it| packed(items(it, &scope())));
            let set = format!("self.end = Some({written}); self");
            assert!(sent.contains(&packed(&set)), "{sent}");
            let get = packed("::tencentcloud_runtime::codec::moment(&self.end)");
            assert!(sent.contains(&get) && received.contains(&get), "{received}");
            // Nobody builds a response.
            assert!(!received.contains("mutself,value"), "{received}");
        }
    }

    #[test]
    fn deprecated_fields_and_their_setters_are_marked() {
        let mut api = api("A.in Old: Date\n A.in New: String");
        api.actions.get_mut("A").unwrap().input[0].deprecated = true;
        let plan = plan(&api);
        let code = packed(items(request(&plan), &scope()));
        // The field, its setter, and both methods for its moment.
        assert_eq!(code.matches(&packed("#[deprecated]")).count(), 4, "{code}");
        assert!(code.contains(&packed("#[deprecated] pub old: Option<String>")), "{code}");
        assert!(code.contains("pubfnwith_new("), "{code}");
    }

    #[test]
    fn a_file_imports_what_its_fields_name() {
        let cases = [
            ("S.X: String", "", true),
            ("S.S: S", "", true),
            ("S.T: T\n T.X: String", "use super::super::T;", true),
            ("S.T: Vec\n Vec.X: String", "pub t: Option<super::super::Vec>", true),
            ("S.JobState: String = ON", "use super::super::JobState;", true),
        ];
        for (text, part, has_codec) in cases {
            let plan = plan(&api(text));
            let text = file(plan.structures.iter().find(|it| it.name == "S").unwrap());
            assert!(text.contains(part), "{part} is not in {text}");
            let is_imported = text.contains("use super::super::");
            assert_eq!(is_imported, part.starts_with("use"), "{text}");
            assert_eq!(text.contains("use tencentcloud_runtime::codec::{"), has_codec, "{text}");
        }
    }
}
