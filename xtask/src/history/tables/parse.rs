//! Parses the tables of a crate from its files.

use super::codec::{Wires, field_set, first_text, operation, wires, without_docs};
use super::spell::Scope;
use super::{Item, ItemKind, Tables};
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::{FnArg, ImplItem, Type, Visibility};
use tencentcloud_codegen::Files;

/// Parses the items of a crate.
///
/// # Errors
/// Returns an error that names the file that is not Rust.
pub(in super::super) fn parse_tables(files: &Files) -> Result<Tables, String> {
    parse_some(files, |_, _| true)
}

/// Parses the items of two crates from the files that differ. Equal files have equal items.
///
/// # Errors
/// Returns an error that names the file that is not Rust.
pub(in super::super) fn parse_changed_tables(
    before: &Files,
    after: &Files,
) -> Result<[Tables; 2], String> {
    let side =
        |side: &Files, other: &Files| parse_some(side, |path, text| other.get(path) != Some(text));
    Ok([side(before, after)?, side(after, before)?])
}

fn parse_some(files: &Files, is_wanted: impl Fn(&str, &str) -> bool) -> Result<Tables, String> {
    let mut builder = TablesBuilder::default();
    for (path, text) in files.iter().filter(|(path, text)| is_wanted(path, text)) {
        let Some(source) = path.strip_prefix("src/") else { continue };
        let file = syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
        match source.split_once('/') {
            None => builder.root(&file),
            Some((module, rest)) => {
                let place = if rest == "blocking.rs" { "api::blocking" } else { "api" };
                builder.file(&file, module, place);
            }
        }
    }
    Ok(builder.finish())
}

#[derive(Default)]
struct TablesBuilder {
    tables: Tables,
    /// The codec's texts, by the path of the type.
    wires: BTreeMap<String, Wires>,
    /// Functions that set a field: the path of the type, of the function, and the field.
    setters: Vec<(String, String, String)>,
    /// Functions that may call an action: the path, the module, and the signature.
    methods: Vec<(String, String, String)>,
    /// Actions by the path of the request.
    actions: BTreeMap<String, String>,
}

impl TablesBuilder {
    /// Adds the names at the root: those of a version, all of them or some.
    fn root(&mut self, file: &syn::File) {
        for item in &file.items {
            let syn::Item::Use(item) = item else { continue };
            let text = item.tree.to_token_stream().to_string().replace(' ', "");
            if matches!(item.vis, Visibility::Public(_))
                && !text.starts_with("tencentcloud_runtime")
            {
                self.add(format!("use {text}"), Item::new(ItemKind::Root, text));
            }
        }
    }

    fn file(&mut self, file: &syn::File, module: &str, place: &str) {
        let scope = Scope::from_file(file, place);
        let here = Place { scope: &scope, module, place };
        // Traits that a macro of the folder implements are the same for all types.
        let source = scope.spell(without_docs(file.to_token_stream()));
        for item in &file.items {
            match item {
                syn::Item::Struct(it) if is_public(&it.vis) => {
                    self.tables.sources.insert(here.path(&it.ident), source.clone());
                    self.structure(it, &here);
                }
                syn::Item::Enum(it) if is_public(&it.vis) => {
                    self.tables.sources.insert(here.path(&it.ident), source.clone());
                    self.enumeration(it, &here);
                }
                syn::Item::Type(it) if is_public(&it.vis) => {
                    let signature = format!("type {}", scope.spell(&it.ty));
                    self.tables.sources.insert(here.path(&it.ident), source.clone());
                    self.add(here.path(&it.ident), Item::new(ItemKind::Type, signature));
                }
                syn::Item::Static(it) if is_public(&it.vis) => {
                    let mut item = Item::new(ItemKind::Constant, scope.spell(&it.ty));
                    item.wire = Some(texts(it.expr.to_token_stream()).join(" "));
                    self.add(here.path(&it.ident), item);
                }
                syn::Item::Impl(it) => self.implementation(it, &here),
                syn::Item::Macro(it) => self.macro_call(&it.mac, &here),
                _ => {}
            }
        }
    }

    fn structure(&mut self, it: &syn::ItemStruct, here: &Place<'_>) {
        let path = here.path(&it.ident);
        self.add(
            path.clone(),
            Item::new(ItemKind::Type, format!("{}struct", here.form(&it.attrs))),
        );
        self.derives(&it.attrs, &path);
        for field in it.fields.iter().filter(|field| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| "0".to_owned(), ToString::to_string);
            self.add(
                format!("{path}::{name}"),
                Item::new(ItemKind::Field, here.scope.spell(&field.ty)),
            );
        }
    }

    fn enumeration(&mut self, it: &syn::ItemEnum, here: &Place<'_>) {
        let path = here.path(&it.ident);
        self.add(path.clone(), Item::new(ItemKind::Type, format!("{}enum", here.form(&it.attrs))));
        self.derives(&it.attrs, &path);
        for variant in &it.variants {
            let signature = here.scope.spell(&variant.fields);
            self.add(format!("{path}::{}", variant.ident), Item::new(ItemKind::Variant, signature));
        }
    }

    fn derives(&mut self, attributes: &[syn::Attribute], path: &str) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            let Ok(list) = attribute.meta.require_list() else { continue };
            for name in list.tokens.to_string().split(',') {
                self.add(format!("{path} as {}", name.trim()), Item::new(ItemKind::Trait, ""));
            }
        }
    }

    fn implementation(&mut self, it: &syn::ItemImpl, here: &Place<'_>) {
        let Type::Path(of) = &*it.self_ty else { return };
        let path = here.below(&here.scope.spell(of));
        match &it.trait_ {
            Some((name, _)) => self.trait_of(it, &here.scope.spell(name), &path, here),
            None => it.items.iter().for_each(|item| self.inherent(item, &path, here)),
        }
    }

    fn trait_of(&mut self, it: &syn::ItemImpl, name: &str, path: &str, here: &Place<'_>) {
        let name = name.rsplit("::").next().unwrap_or(name);
        let mut signature = String::new();
        let mut body = proc_macro2::TokenStream::new();
        for item in &it.items {
            match item {
                ImplItem::Type(it) => {
                    signature += &format!("{} = {}; ", it.ident, here.scope.spell(&it.ty))
                }
                item => body.extend(item.to_token_stream()),
            }
        }
        self.add(format!("{path} as {name}"), Item::new(ItemKind::Trait, signature.trim_end()));
        if name == "Action" {
            self.actions.extend(operation(body.clone()).map(|wire| (path.to_owned(), wire)));
        }
        let found = wires(body);
        if !found.is_empty() {
            self.wires.insert(path.to_owned(), found);
        }
    }

    fn inherent(&mut self, item: &ImplItem, path: &str, here: &Place<'_>) {
        match item {
            ImplItem::Const(it) if is_public(&it.vis) => {
                self.add(
                    format!("{path}::{}", it.ident),
                    Item::new(ItemKind::Constant, here.scope.spell(&it.ty)),
                );
            }
            ImplItem::Fn(it) if is_public(&it.vis) => {
                let name = format!("{path}::{}()", it.sig.ident);
                let signature = signature(&it.sig, here.scope);
                if let Some(field) = field_set(it.block.to_token_stream()) {
                    self.setters.push((path.to_owned(), name.clone(), field));
                }
                self.methods.push((name.clone(), here.module.to_owned(), signature.clone()));
                self.add(name, Item::new(ItemKind::Function, signature));
            }
            _ => {}
        }
    }

    /// Adds the traits that a macro of the runtime implements for a list of types.
    fn macro_call(&mut self, call: &syn::Macro, here: &Place<'_>) {
        let name = call.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        for one in call.tokens.to_string().split(',').map(str::trim).filter(|one| !one.is_empty()) {
            self.add(format!("{}::{one} as {name}!", here.module), Item::new(ItemKind::Trait, ""));
        }
    }

    fn add(&mut self, path: String, item: Item) {
        self.tables.items.insert(path, item);
    }

    /// Adds the wire meanings to the items after all files are read.
    fn finish(mut self) -> Tables {
        for (path, wires) in &self.wires {
            for (name, wire) in wires {
                if let Some(item) = self.tables.items.get_mut(&format!("{path}::{name}")) {
                    item.wire = Some(wire.clone());
                }
            }
        }
        for (path, function, field) in &self.setters {
            let wire = self.wires.get(path).and_then(|wires| wires.get(field)).cloned();
            if let Some(item) = self.tables.items.get_mut(function).filter(|_| wire.is_some()) {
                item.wire = wire;
            }
        }
        for (path, module, signature) in &self.methods {
            let request =
                argument(signature).and_then(|name| self.actions.get(&format!("{module}::{name}")));
            if let (Some(wire), Some(item)) = (request, self.tables.items.get_mut(path)) {
                item.wire = Some(wire.clone());
            }
        }
        for (request, wire) in &self.actions {
            if let Some(item) = self.tables.items.get_mut(request) {
                item.wire = Some(wire.clone());
            }
        }
        self.tables
    }
}

/// The module and the scope of a file's items.
struct Place<'a> {
    scope: &'a Scope,
    module: &'a str,
    place: &'a str,
}

impl Place<'_> {
    /// Returns the path of a type of this file.
    fn path(&self, name: &syn::Ident) -> String {
        self.below(&format!("{}::{name}", self.place))
    }

    /// Returns a path below `api` as a path below the version's module.
    fn below(&self, spelled: &str) -> String {
        format!("{}{}", self.module, spelled.strip_prefix("api").unwrap_or(spelled))
    }

    /// Returns the attributes of a type that users' code depends on.
    fn form(&self, attributes: &[syn::Attribute]) -> &'static str {
        let is_open =
            attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
        if is_open { "" } else { "exhaustive " }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Returns the type of this version that a method takes as its only argument.
fn argument(signature: &str) -> Option<&str> {
    let (_, rest) = signature.split_once("(&self, api::")?;
    rest.split_once(')').map(|(name, _)| name)
}

/// Returns the parts of a function that its callers depend on.
fn signature(it: &syn::Signature, scope: &Scope) -> String {
    let spell = |argument: &FnArg| match argument {
        FnArg::Receiver(receiver) => scope.spell(receiver).replace("mut self", "self"),
        FnArg::Typed(typed) => scope.spell(&typed.ty),
    };
    let arguments: Vec<String> = it.inputs.iter().map(spell).collect();
    let asynchronous = if it.asyncness.is_some() { "async " } else { "" };
    let generics = scope.spell(&it.generics);
    format!("{asynchronous}fn{generics}({}){}", arguments.join(", "), scope.spell(&it.output))
}

fn texts(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let one = |token: proc_macro2::TokenTree| match token {
        proc_macro2::TokenTree::Group(group) => texts(group.stream()),
        other => first_text(other.into()).into_iter().collect(),
    };
    tokens.into_iter().flat_map(one).collect()
}
