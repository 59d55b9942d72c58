//! Fields that are encoded or examined: one visitor receives all of a structure.
//!
//! Not here: the implementations for generated types (encode_field.rs), and the visitors.

use super::schema::Schema;
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
    Open(&'a dyn EnumRef),
    /// A structure.
    Structure(&'a dyn StructureList),
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
    Opens(&'a dyn EnumList),
    /// A list of structures.
    Structures(&'a dyn StructureList),
}

/// A visitor of a structure's schema and of its fields, set or not, in the order of the schema.
///
/// A visitor implements [`begin`](Self::begin) and [`field`](Self::field). Generated code calls the
/// other methods, one for each kind of field; they pass the field to `field`.
pub trait FieldVisitor {
    /// Begins a structure, whose fields follow.
    fn begin(&mut self, schema: &'static Schema);

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
    fn open(&mut self, value: &dyn EnumRef) {
        self.field(FieldRef::Open(value));
    }

    /// Visits a structure.
    fn structure(&mut self, value: &dyn StructureList) {
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
    fn opens(&mut self, value: &dyn EnumList) {
        self.field(FieldRef::Opens(value));
    }

    /// Visits a list of structures.
    fn structures(&mut self, value: &dyn StructureList) {
        self.field(FieldRef::Structures(value));
    }
}

impl<'a> FieldRef<'a> {
    /// Calls the visitor's method for this kind of field.
    pub(super) fn accept(self, visitor: &mut impl FieldVisitor) {
        match self {
            Self::Text(value) => visitor.text(value),
            Self::Integer(value) => visitor.integer(value),
            Self::Unsigned(value) => visitor.unsigned(value),
            Self::Float(value) => visitor.float(value),
            Self::Boolean(value) => visitor.boolean(value),
            Self::Binary(value) => visitor.binary(value),
            Self::Json(value) => visitor.json(value),
            Self::Open(value) => visitor.open(value),
            Self::Structure(value) => visitor.structure(value),
            Self::Texts(value) => visitor.texts(value),
            Self::Integers(value) => visitor.integers(value),
            Self::Unsigneds(value) => visitor.unsigneds(value),
            Self::Floats(value) => visitor.floats(value),
            Self::Booleans(value) => visitor.booleans(value),
            Self::Jsons(value) => visitor.jsons(value),
            Self::Opens(value) => visitor.opens(value),
            Self::Structures(value) => visitor.structures(value),
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
    pub(super) fn structures(self) -> impl Iterator<Item = (Option<usize>, impl StructureRef)> {
        let (list, is_list) = match self {
            Self::Structure(list) => (Some(list), false),
            Self::Structures(list) => (Some(list), true),
            _ => (None, false),
        };
        let structures = list.into_iter().flat_map(|list| list.iter()).enumerate();
        structures.map(move |(index, structure)| (is_list.then_some(index), structure))
    }
}

/// A structure that is being written or inspected.
pub trait StructureRef {
    /// Passes the schema and then every field to the visitor.
    fn traverse(&self, visitor: &mut dyn FieldVisitor);
}

/// The contents of a field with one structure or a list of them.
pub trait StructureList {
    /// Returns the number of structures, or `None` if the field is not set.
    fn count(&self) -> Option<usize>;
    /// Passes the structure at an index to the visitor, as [`StructureRef::traverse`] does.
    fn traverse(&self, index: usize, visitor: &mut dyn FieldVisitor);
}

impl dyn StructureList + '_ {
    /// Returns an iterator over the structures.
    pub fn iter(&self) -> impl Iterator<Item = impl StructureRef> {
        (0..self.count().unwrap_or(0)).map(|index| ListedStructure { list: self, index })
    }
}

/// One of the structures of a field.
struct ListedStructure<'a> {
    list: &'a dyn StructureList,
    index: usize,
}

impl StructureRef for ListedStructure<'_> {
    fn traverse(&self, visitor: &mut dyn FieldVisitor) {
        self.list.traverse(self.index, visitor);
    }
}

/// The contents of a field with a value of an open enum.
pub trait EnumRef {
    /// Returns the text of the value, if there is one.
    fn get(&self) -> Option<&str>;
}

/// The contents of a field with a list of values of an open enum.
pub trait EnumList {
    /// Returns the number of values, or `None` if there is no list.
    fn count(&self) -> Option<usize>;
    /// Returns the text of the value at an index.
    fn get(&self, index: usize) -> Option<&str>;
}
