//! Fields that are encoded or examined: one visitor receives all of a structure.
//!
//! Not here: the views of generated types (encode_field.rs), and the visitors themselves.

use super::schema::Shape;
use serde_json::Value;

/// A field, set or not, by the kind of its value.
#[derive(Clone, Copy)]
pub enum FieldRef<'a> {
    /// A string.
    Text(&'a Option<String>),
    /// A signed integer.
    Integer(&'a Option<i64>),
    /// An unsigned integer.
    Unsigned(&'a Option<u64>),
    /// A float.
    Float(&'a Option<f64>),
    /// A boolean.
    Boolean(&'a Option<bool>),
    /// Raw bytes.
    Binary(&'a Option<Vec<u8>>),
    /// Any JSON: the documentation does not give a type.
    Json(&'a Option<Value>),
    /// A value of an open enum.
    Open(&'a dyn OpenView),
    /// A structure.
    Structure(&'a dyn Views),
    /// A list of strings.
    Texts(&'a Option<Vec<String>>),
    /// A list of signed integers.
    Integers(&'a Option<Vec<i64>>),
    /// A list of unsigned integers.
    Unsigneds(&'a Option<Vec<u64>>),
    /// A list of floats.
    Floats(&'a Option<Vec<f64>>),
    /// A list of booleans.
    Booleans(&'a Option<Vec<bool>>),
    /// A list of any JSON.
    Jsons(&'a Option<Vec<Value>>),
    /// A list of values of an open enum.
    Opens(&'a dyn OpenListView),
    /// A list of structures.
    Structures(&'a dyn Views),
}

/// A visitor of a structure's schema and of its fields, set or not, in the order of the schema.
///
/// A visitor implements [`enter`](Self::enter) and [`field`](Self::field). Generated code calls the
/// other methods, one for each kind of field; they pass the field to `field`.
pub trait Sink {
    /// Begins a structure, whose fields follow.
    fn enter(&mut self, shape: &'static Shape);

    /// Visits a field of any kind.
    fn field(&mut self, field: FieldRef<'_>);

    /// Visits a string.
    fn text(&mut self, value: &Option<String>) {
        self.field(FieldRef::Text(value));
    }

    /// Visits a signed integer.
    fn integer(&mut self, value: &Option<i64>) {
        self.field(FieldRef::Integer(value));
    }

    /// Visits an unsigned integer.
    fn unsigned(&mut self, value: &Option<u64>) {
        self.field(FieldRef::Unsigned(value));
    }

    /// Visits a float.
    fn float(&mut self, value: &Option<f64>) {
        self.field(FieldRef::Float(value));
    }

    /// Visits a boolean.
    fn boolean(&mut self, value: &Option<bool>) {
        self.field(FieldRef::Boolean(value));
    }

    /// Visits raw bytes.
    fn binary(&mut self, value: &Option<Vec<u8>>) {
        self.field(FieldRef::Binary(value));
    }

    /// Visits any JSON: the documentation does not give a type.
    fn json(&mut self, value: &Option<Value>) {
        self.field(FieldRef::Json(value));
    }

    /// Visits a value of an open enum.
    fn open(&mut self, value: &dyn OpenView) {
        self.field(FieldRef::Open(value));
    }

    /// Visits a structure.
    fn structure(&mut self, value: &dyn Views) {
        self.field(FieldRef::Structure(value));
    }

    /// Visits a list of strings.
    fn texts(&mut self, value: &Option<Vec<String>>) {
        self.field(FieldRef::Texts(value));
    }

    /// Visits a list of signed integers.
    fn integers(&mut self, value: &Option<Vec<i64>>) {
        self.field(FieldRef::Integers(value));
    }

    /// Visits a list of unsigned integers.
    fn unsigneds(&mut self, value: &Option<Vec<u64>>) {
        self.field(FieldRef::Unsigneds(value));
    }

    /// Visits a list of floats.
    fn floats(&mut self, value: &Option<Vec<f64>>) {
        self.field(FieldRef::Floats(value));
    }

    /// Visits a list of booleans.
    fn booleans(&mut self, value: &Option<Vec<bool>>) {
        self.field(FieldRef::Booleans(value));
    }

    /// Visits a list of any JSON.
    fn jsons(&mut self, value: &Option<Vec<Value>>) {
        self.field(FieldRef::Jsons(value));
    }

    /// Visits a list of values of an open enum.
    fn opens(&mut self, value: &dyn OpenListView) {
        self.field(FieldRef::Opens(value));
    }

    /// Visits a list of structures.
    fn structures(&mut self, value: &dyn Views) {
        self.field(FieldRef::Structures(value));
    }
}

impl<'a> FieldRef<'a> {
    /// Calls the visitor's method for this kind of field.
    pub(super) fn visit(self, sink: &mut impl Sink) {
        match self {
            Self::Text(value) => sink.text(value),
            Self::Integer(value) => sink.integer(value),
            Self::Unsigned(value) => sink.unsigned(value),
            Self::Float(value) => sink.float(value),
            Self::Boolean(value) => sink.boolean(value),
            Self::Binary(value) => sink.binary(value),
            Self::Json(value) => sink.json(value),
            Self::Open(value) => sink.open(value),
            Self::Structure(value) => sink.structure(value),
            Self::Texts(value) => sink.texts(value),
            Self::Integers(value) => sink.integers(value),
            Self::Unsigneds(value) => sink.unsigneds(value),
            Self::Floats(value) => sink.floats(value),
            Self::Booleans(value) => sink.booleans(value),
            Self::Jsons(value) => sink.jsons(value),
            Self::Opens(value) => sink.opens(value),
            Self::Structures(value) => sink.structures(value),
        }
    }

    /// Returns whether the field is set.
    pub fn is_set(self) -> bool {
        match self {
            Self::Text(value) => value.is_some(),
            Self::Integer(value) => value.is_some(),
            Self::Unsigned(value) => value.is_some(),
            Self::Float(value) => value.is_some(),
            Self::Boolean(value) => value.is_some(),
            Self::Binary(value) => value.is_some(),
            Self::Json(value) => value.is_some(),
            Self::Open(value) => value.get().is_some(),
            Self::Structure(value) => value.count().is_some(),
            Self::Texts(value) => value.is_some(),
            Self::Integers(value) => value.is_some(),
            Self::Unsigneds(value) => value.is_some(),
            Self::Floats(value) => value.is_some(),
            Self::Booleans(value) => value.is_some(),
            Self::Jsons(value) => value.is_some(),
            Self::Opens(value) => value.count().is_some(),
            Self::Structures(value) => value.count().is_some(),
        }
    }

    /// Returns the structures in the field, each with its index if the field is a list.
    pub(super) fn structures(self) -> impl Iterator<Item = (Option<usize>, impl View)> {
        let (views, is_list) = match self {
            Self::Structure(views) => (Some(views), false),
            Self::Structures(views) => (Some(views), true),
            _ => (None, false),
        };
        let views = views.into_iter().flat_map(|views| views.iter()).enumerate();
        views.map(move |(index, view)| (is_list.then_some(index), view))
    }
}

/// A structure that is being written or inspected.
pub trait View {
    /// Passes the schema and then every field to `sink`.
    fn show(&self, sink: &mut dyn Sink);
}

/// The contents of a field with one structure or a list of them.
pub trait Views {
    /// Returns the number of structures, or `None` if the field is not set.
    fn count(&self) -> Option<usize>;
    /// Passes the structure at an index to `sink`, as [`View::show`] does.
    fn show(&self, index: usize, sink: &mut dyn Sink);
}

impl dyn Views + '_ {
    /// Returns an iterator over the structures.
    pub fn iter(&self) -> impl Iterator<Item = impl View> {
        (0..self.count().unwrap_or(0)).map(|index| Viewed { views: self, index })
    }
}

/// One of the structures of a field.
struct Viewed<'a> {
    views: &'a dyn Views,
    index: usize,
}

impl View for Viewed<'_> {
    fn show(&self, sink: &mut dyn Sink) {
        self.views.show(self.index, sink);
    }
}

/// The contents of a field with a value of an open enum.
pub trait OpenView {
    /// Returns the text of the value, if there is one.
    fn get(&self) -> Option<&str>;
}

/// The contents of a field with a list of values of an open enum.
pub trait OpenListView {
    /// Returns the number of values, or `None` if there is no list.
    fn count(&self) -> Option<usize>;
    /// Returns the text of the value at an index.
    fn get(&self, index: usize) -> Option<&str>;
}
