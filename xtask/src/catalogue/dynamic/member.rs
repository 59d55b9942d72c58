//! Dynamic structures and their fields, with a type for each kind of value.

use super::layout::{Kind, Layout, Table};
use serde_json::Value;
use tencentcloud_runtime::codec::{Shape, Sink, Slot, Step, Structure, View, Views};

/// A value of a described structure.
pub(in crate::catalogue) struct Dynamic {
    shape: &'static Shape,
    members: Vec<Member>,
}

impl Dynamic {
    pub(super) fn new(table: &'static Table, layout: &'static Layout) -> Self {
        let members = layout.kinds.iter().map(|kind| Member::new(table, *kind)).collect();
        Self { shape: &layout.shape, members }
    }
}

impl Structure for Dynamic {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        self.members.get_mut(index).map_or(Slot::None, |member| member.slot(step))
    }

    fn visit(&self, sink: &mut dyn Sink) {
        self.members.iter().for_each(|member| member.show(sink));
    }
}

/// The value of a field, set or not.
pub(super) enum Member {
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

impl Member {
    /// Creates a field that is not set.
    pub(super) fn new(table: &'static Table, kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(None),
            Kind::Integer => Self::Integer(None),
            Kind::Unsigned => Self::Unsigned(None),
            Kind::Float => Self::Float(None),
            Kind::Boolean => Self::Boolean(None),
            Kind::Binary => Self::Binary(None),
            Kind::Json => Self::Json(None),
            Kind::Structure(place) => Self::Structure(One { of: Of { table, place }, value: None }),
            Kind::Texts => Self::Texts(None),
            Kind::Integers => Self::Integers(None),
            Kind::Unsigneds => Self::Unsigneds(None),
            Kind::Floats => Self::Floats(None),
            Kind::Booleans => Self::Booleans(None),
            Kind::Jsons => Self::Jsons(None),
            Kind::Structures(place) => {
                Self::Structures(Many { of: Of { table, place }, is_set: false, items: Vec::new() })
            }
        }
    }

    pub(super) fn slot(&mut self, step: Step<'_>) -> Slot<'_> {
        match self {
            Self::Text(value) => Slot::Text(value),
            Self::Integer(value) => Slot::Integer(value),
            Self::Unsigned(value) => Slot::Unsigned(value),
            Self::Float(value) => Slot::Float(value),
            Self::Boolean(value) => Slot::Boolean(value),
            Self::Binary(value) => Slot::Binary(value),
            Self::Json(value) => Slot::Json(value),
            Self::Structure(value) => value.slot(step),
            Self::Texts(value) => Slot::Texts(value),
            Self::Integers(value) => Slot::Integers(value),
            Self::Unsigneds(value) => Slot::Unsigneds(value),
            Self::Floats(value) => Slot::Floats(value),
            Self::Booleans(value) => Slot::Booleans(value),
            Self::Jsons(value) => Slot::Jsons(value),
            Self::Structures(value) => value.slot(step),
        }
    }

    pub(super) fn show(&self, sink: &mut dyn Sink) {
        match self {
            Self::Text(value) => sink.text(value),
            Self::Integer(value) => sink.integer(value),
            Self::Unsigned(value) => sink.unsigned(value),
            Self::Float(value) => sink.float(value),
            Self::Boolean(value) => sink.boolean(value),
            Self::Binary(value) => sink.binary(value),
            Self::Json(value) => sink.json(value),
            Self::Structure(value) => sink.structure(value),
            Self::Texts(value) => sink.texts(value),
            Self::Integers(value) => sink.integers(value),
            Self::Unsigneds(value) => sink.unsigneds(value),
            Self::Floats(value) => sink.floats(value),
            Self::Booleans(value) => sink.booleans(value),
            Self::Jsons(value) => sink.jsons(value),
            Self::Structures(value) => sink.structures(value),
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
    fn slot(&mut self, step: Step<'_>) -> Slot<'_> {
        if let Step::Make(_) = step {
            self.value.get_or_insert_with(|| Box::new(self.of.empty()));
        }
        if let (Step::Make(inside) | Step::Find(inside), Some(mut value)) =
            (step, self.value.as_deref_mut())
        {
            inside(value.shape(), &mut value);
        }
        Slot::Structure
    }
}

impl Views for One {
    fn count(&self) -> Option<usize> {
        self.value.as_ref().map(|_| 1)
    }

    fn show(&self, _: usize, sink: &mut dyn Sink) {
        if let Some(value) = self.value.as_deref() {
            View::show(&value, sink);
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
    fn slot(&mut self, step: Step<'_>) -> Slot<'_> {
        self.is_set |= !matches!(step, Step::Look);
        if let Step::Make(inside) = step {
            let mut value = self.of.empty();
            inside(value.shape(), &mut &mut value);
            self.items.push(value);
        }
        Slot::Structures
    }
}

impl Views for Many {
    fn count(&self) -> Option<usize> {
        self.is_set.then_some(self.items.len())
    }

    fn show(&self, index: usize, sink: &mut dyn Sink) {
        if let Some(value) = self.items.get(index) {
            View::show(&value, sink);
        }
    }
}
