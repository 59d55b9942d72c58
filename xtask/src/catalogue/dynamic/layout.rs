//! The tables that the codec reads, made from a description.

use std::collections::HashMap;
use tencentcloud_runtime::codec;
use tencentcloud_spec::model::{Api, Field, Type};

/// What a member holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Text,
    Integer,
    Unsigned,
    Float,
    Boolean,
    Binary,
    Json,
    /// A structure, by its place in the table.
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

/// One structure.
pub(super) struct Layout {
    pub(super) shape: codec::Shape,
    pub(super) kinds: Vec<Kind>,
}

/// All structures of a version. The codec's tables live as long as the program, as those of
/// generated types do.
pub(super) struct Table(pub(super) Vec<Layout>);

/// Requests, responses and structures of a version.
pub(in crate::catalogue) struct Layouts<'a> {
    table: &'static Table,
    requests: HashMap<&'a str, usize>,
    responses: HashMap<&'a str, usize>,
}

impl<'a> Layouts<'a> {
    /// Makes the tables. They are never freed.
    pub(in crate::catalogue) fn new(api: &'a Api) -> Self {
        let mut maker = Maker {
            places: places(api),
            names: HashMap::new(),
            layouts: Vec::with_capacity(api.structures.len()),
        };
        for (name, structure) in &api.structures {
            maker.add(name, &structure.fields);
        }
        let requests = api
            .actions
            .iter()
            .map(|(name, it)| (name.as_str(), maker.add(name, &it.input)))
            .collect();
        let responses = api
            .actions
            .iter()
            .map(|(name, it)| (name.as_str(), maker.add(name, &it.output)))
            .collect();
        Self { table: Box::leak(Box::new(Table(maker.layouts))), requests, responses }
    }

    /// The tables of the request of an action.
    pub(super) fn request(&self, action: &str) -> Option<(&'static Table, &'static Layout)> {
        self.requests.get(action).map(|place| (self.table, &self.table.0[*place]))
    }

    /// The tables of the response of an action.
    pub(super) fn response(&self, action: &str) -> Option<(&'static Table, &'static Layout)> {
        self.responses.get(action).map(|place| (self.table, &self.table.0[*place]))
    }
}

/// The place of each structure that has one: those that nobody describes are free JSON.
fn places(api: &Api) -> HashMap<&str, Option<usize>> {
    let entries = api.structures.iter().enumerate();
    entries.map(|(at, (name, it))| (name.as_str(), (!it.is_opaque()).then_some(at))).collect()
}

struct Maker<'a> {
    places: HashMap<&'a str, Option<usize>>,
    names: HashMap<&'a str, &'static str>,
    layouts: Vec<Layout>,
}

impl<'a> Maker<'a> {
    fn add(&mut self, name: &'a str, fields: &'a [Field]) -> usize {
        let shape = codec::Shape {
            name: self.name(name),
            fields: self.names(fields.iter()),
            required: self.names(fields.iter().filter(|field| field.required)),
            sensitive: self.names(fields.iter().filter(|field| field.sensitive)),
        };
        let kinds = fields.iter().map(|field| self.kind(&field.r#type)).collect();
        self.layouts.push(Layout { shape, kinds });
        self.layouts.len() - 1
    }

    fn names(&mut self, fields: impl Iterator<Item = &'a Field>) -> &'static [&'static str] {
        fields.map(|field| self.name(&field.name)).collect::<Vec<_>>().leak()
    }

    /// Members share few names: each is kept once.
    fn name(&mut self, name: &'a str) -> &'static str {
        self.names.entry(name).or_insert_with(|| name.to_owned().leak())
    }

    fn kind(&self, r#type: &Type) -> Kind {
        match r#type {
            Type::String | Type::Timestamp | Type::DateTime | Type::Date => Kind::Text,
            Type::Integer => Kind::Integer,
            Type::Unsigned => Kind::Unsigned,
            Type::Float => Kind::Float,
            Type::Boolean => Kind::Boolean,
            Type::Binary => Kind::Binary,
            Type::Structure(name) => self.place(name).map_or(Kind::Json, Kind::Structure),
            Type::Array(element) => self.list(element),
        }
    }

    fn list(&self, element: &Type) -> Kind {
        match element {
            Type::String | Type::Timestamp | Type::DateTime | Type::Date => Kind::Texts,
            Type::Integer => Kind::Integers,
            Type::Unsigned => Kind::Unsigneds,
            Type::Float => Kind::Floats,
            Type::Boolean => Kind::Booleans,
            Type::Structure(name) => self.place(name).map_or(Kind::Jsons, Kind::Structures),
            Type::Binary | Type::Array(_) => Kind::Jsons,
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied().flatten()
    }
}
