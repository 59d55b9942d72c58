//! The tables that the codec reads, made from a description.

use std::collections::HashMap;
use tencentcloud_runtime::codec;
use tencentcloud_spec::model::{Api, Field, Type};

/// The kind of value in a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum FieldKind {
    Text,
    Integer,
    Unsigned,
    Float,
    Boolean,
    Binary,
    Json,
    /// A structure, by its index in the table.
    Structure(usize),
    Texts,
    Integers,
    Unsigneds,
    Floats,
    Booleans,
    Jsons,
    /// A list of structures.
    Structures(usize),
}

/// The layout of a structure.
pub(super) struct Layout {
    pub(super) schema: codec::Schema,
    pub(super) kinds: Vec<FieldKind>,
}

/// All structures of a version. The codec's tables live as long as the program, like those of
/// generated types.
pub(super) struct Table(pub(super) Vec<Layout>);

/// The requests, responses and structures of a version.
pub(in crate::catalogue) struct Layouts<'a> {
    table: &'static Table,
    requests: HashMap<&'a str, usize>,
    responses: HashMap<&'a str, usize>,
}

impl<'a> Layouts<'a> {
    /// Creates the tables. They are never freed.
    pub(in crate::catalogue) fn new(api: &'a Api) -> Self {
        let mut builder = LayoutBuilder {
            places: places(api),
            names: HashMap::new(),
            layouts: Vec::with_capacity(api.structures.len()),
        };
        for (name, structure) in &api.structures {
            builder.add(name, &structure.fields);
        }
        let requests = api
            .actions
            .iter()
            .map(|(name, it)| (name.as_str(), builder.add(name, &it.input)))
            .collect();
        let responses = api
            .actions
            .iter()
            .map(|(name, it)| (name.as_str(), builder.add(name, &it.output)))
            .collect();
        Self { table: Box::leak(Box::new(Table(builder.layouts))), requests, responses }
    }

    /// Returns the tables of the request of an action.
    pub(super) fn request(&self, action: &str) -> Option<(&'static Table, &'static Layout)> {
        self.requests.get(action).map(|place| (self.table, &self.table.0[*place]))
    }

    /// Returns the tables of the response of an action.
    pub(super) fn response(&self, action: &str) -> Option<(&'static Table, &'static Layout)> {
        self.responses.get(action).map(|place| (self.table, &self.table.0[*place]))
    }
}

/// Returns the index of each structure. Structures without a description have none and are free
/// JSON.
fn places(api: &Api) -> HashMap<&str, Option<usize>> {
    let entries = api.structures.iter().enumerate();
    entries.map(|(at, (name, it))| (name.as_str(), (!it.is_opaque()).then_some(at))).collect()
}

struct LayoutBuilder<'a> {
    places: HashMap<&'a str, Option<usize>>,
    names: HashMap<&'a str, &'static str>,
    layouts: Vec<Layout>,
}

impl<'a> LayoutBuilder<'a> {
    fn add(&mut self, name: &'a str, fields: &'a [Field]) -> usize {
        let schema = codec::Schema {
            name: self.name(name),
            fields: self.names(fields.iter()),
            required: self.names(fields.iter().filter(|field| field.required)),
            sensitive: self.names(fields.iter().filter(|field| field.sensitive)),
        };
        let kinds = fields.iter().map(|field| self.kind(&field.r#type)).collect();
        self.layouts.push(Layout { schema, kinds });
        self.layouts.len() - 1
    }

    fn names(&mut self, fields: impl Iterator<Item = &'a Field>) -> &'static [&'static str] {
        fields.map(|field| self.name(&field.name)).collect::<Vec<_>>().leak()
    }

    /// Returns a static copy of a name. Fields share few names, so each is stored once.
    fn name(&mut self, name: &'a str) -> &'static str {
        self.names.entry(name).or_insert_with(|| name.to_owned().leak())
    }

    fn kind(&self, r#type: &Type) -> FieldKind {
        match r#type {
            Type::String | Type::Timestamp | Type::DateTime | Type::Date => FieldKind::Text,
            Type::Integer => FieldKind::Integer,
            Type::Unsigned => FieldKind::Unsigned,
            Type::Float => FieldKind::Float,
            Type::Boolean => FieldKind::Boolean,
            Type::Binary => FieldKind::Binary,
            Type::Structure(name) => self.place(name).map_or(FieldKind::Json, FieldKind::Structure),
            Type::Array(element) => self.list(element),
        }
    }

    fn list(&self, element: &Type) -> FieldKind {
        match element {
            Type::String | Type::Timestamp | Type::DateTime | Type::Date => FieldKind::Texts,
            Type::Integer => FieldKind::Integers,
            Type::Unsigned => FieldKind::Unsigneds,
            Type::Float => FieldKind::Floats,
            Type::Boolean => FieldKind::Booleans,
            Type::Structure(name) => {
                self.place(name).map_or(FieldKind::Jsons, FieldKind::Structures)
            }
            Type::Binary | Type::Array(_) => FieldKind::Jsons,
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied().flatten()
    }
}
