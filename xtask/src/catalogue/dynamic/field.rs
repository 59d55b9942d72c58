//! Dynamic structures and their fields, with a type for each kind of value.

use super::layout::{FieldKind, Layout, Table};
use serde_json::Value;
use tencentcloud_runtime::codec::{
    FieldMut, FieldOp, FieldVisitor, Schema, Structure, StructureList, StructureRef,
};

/// A value of a described structure.
pub(in crate::catalogue) struct Dynamic {
    schema: &'static Schema,
    fields: Vec<DynamicField>,
}

impl Dynamic {
    pub(super) fn new(table: &'static Table, layout: &'static Layout) -> Self {
        let fields = layout.kinds.iter().map(|kind| DynamicField::new(table, *kind)).collect();
        Self { schema: &layout.schema, fields }
    }
}

impl Structure for Dynamic {
    fn schema(&self) -> &'static Schema {
        self.schema
    }

    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
        self.fields.get_mut(index).map_or(FieldMut::None, |field| field.field_mut(op))
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        self.fields.iter().for_each(|field| field.traverse(visitor));
    }
}

/// The value of a field, set or not.
pub(super) enum DynamicField {
    Text(Option<String>),
    Integer(Option<i64>),
    Unsigned(Option<u64>),
    Float(Option<f64>),
    Boolean(Option<bool>),
    Binary(Option<Vec<u8>>),
    Json(Option<Value>),
    Structure(One),
    Texts(Option<Vec<String>>),
    Integers(Option<Vec<i64>>),
    Unsigneds(Option<Vec<u64>>),
    Floats(Option<Vec<f64>>),
    Booleans(Option<Vec<bool>>),
    Jsons(Option<Vec<Value>>),
    Structures(Many),
}

impl DynamicField {
    /// Creates a field that is not set.
    pub(super) fn new(table: &'static Table, kind: FieldKind) -> Self {
        match kind {
            FieldKind::Text => Self::Text(None),
            FieldKind::Integer => Self::Integer(None),
            FieldKind::Unsigned => Self::Unsigned(None),
            FieldKind::Float => Self::Float(None),
            FieldKind::Boolean => Self::Boolean(None),
            FieldKind::Binary => Self::Binary(None),
            FieldKind::Json => Self::Json(None),
            FieldKind::Structure(place) => {
                Self::Structure(One { of: Of { table, place }, value: None })
            }
            FieldKind::Texts => Self::Texts(None),
            FieldKind::Integers => Self::Integers(None),
            FieldKind::Unsigneds => Self::Unsigneds(None),
            FieldKind::Floats => Self::Floats(None),
            FieldKind::Booleans => Self::Booleans(None),
            FieldKind::Jsons => Self::Jsons(None),
            FieldKind::Structures(place) => {
                Self::Structures(Many { of: Of { table, place }, is_set: false, items: Vec::new() })
            }
        }
    }

    pub(super) fn field_mut(&mut self, op: FieldOp<'_>) -> FieldMut<'_> {
        match self {
            Self::Text(value) => FieldMut::Text(value),
            Self::Integer(value) => FieldMut::Integer(value),
            Self::Unsigned(value) => FieldMut::Unsigned(value),
            Self::Float(value) => FieldMut::Float(value),
            Self::Boolean(value) => FieldMut::Boolean(value),
            Self::Binary(value) => FieldMut::Binary(value),
            Self::Json(value) => FieldMut::Json(value),
            Self::Structure(value) => value.field_mut(op),
            Self::Texts(value) => FieldMut::Texts(value),
            Self::Integers(value) => FieldMut::Integers(value),
            Self::Unsigneds(value) => FieldMut::Unsigneds(value),
            Self::Floats(value) => FieldMut::Floats(value),
            Self::Booleans(value) => FieldMut::Booleans(value),
            Self::Jsons(value) => FieldMut::Jsons(value),
            Self::Structures(value) => value.field_mut(op),
        }
    }

    pub(super) fn traverse(&self, visitor: &mut dyn FieldVisitor) {
        match self {
            Self::Text(value) => visitor.text(value),
            Self::Integer(value) => visitor.integer(value),
            Self::Unsigned(value) => visitor.unsigned(value),
            Self::Float(value) => visitor.float(value),
            Self::Boolean(value) => visitor.boolean(value),
            Self::Binary(value) => visitor.binary(value),
            Self::Json(value) => visitor.json(value),
            Self::Structure(value) => visitor.structure(value),
            Self::Texts(value) => visitor.texts(value),
            Self::Integers(value) => visitor.integers(value),
            Self::Unsigneds(value) => visitor.unsigneds(value),
            Self::Floats(value) => visitor.floats(value),
            Self::Booleans(value) => visitor.booleans(value),
            Self::Jsons(value) => visitor.jsons(value),
            Self::Structures(value) => visitor.structures(value),
        }
    }
}

/// The structure that a value belongs to.
#[derive(Clone, Copy)]
struct Of {
    table: &'static Table,
    place: usize,
}

impl Of {
    fn empty(self) -> Dynamic {
        Dynamic::new(self.table, &self.table.0[self.place])
    }
}

/// The value of a field with one structure.
pub(super) struct One {
    of: Of,
    value: Option<Box<Dynamic>>,
}

impl One {
    fn field_mut(&mut self, op: FieldOp<'_>) -> FieldMut<'_> {
        if let FieldOp::Create(_) = op {
            self.value.get_or_insert_with(|| Box::new(self.of.empty()));
        }
        if let (FieldOp::Create(apply) | FieldOp::Get(apply), Some(mut value)) =
            (op, self.value.as_deref_mut())
        {
            apply(value.schema(), &mut value);
        }
        FieldMut::Structure
    }
}

impl StructureList for One {
    fn count(&self) -> Option<usize> {
        self.value.as_ref().map(|_| 1)
    }

    fn traverse(&self, _: usize, visitor: &mut dyn FieldVisitor) {
        if let Some(value) = self.value.as_deref() {
            StructureRef::traverse(&value, visitor);
        }
    }
}

/// The value of a field with a list of structures.
pub(super) struct Many {
    of: Of,
    is_set: bool,
    items: Vec<Dynamic>,
}

impl Many {
    fn field_mut(&mut self, op: FieldOp<'_>) -> FieldMut<'_> {
        self.is_set |= !matches!(op, FieldOp::Inspect);
        if let FieldOp::Create(apply) = op {
            let mut value = self.of.empty();
            apply(value.schema(), &mut &mut value);
            self.items.push(value);
        }
        FieldMut::Structures
    }
}

impl StructureList for Many {
    fn count(&self) -> Option<usize> {
        self.is_set.then_some(self.items.len())
    }

    fn traverse(&self, index: usize, visitor: &mut dyn FieldVisitor) {
        if let Some(value) = self.items.get(index) {
            StructureRef::traverse(&value, visitor);
        }
    }
}
