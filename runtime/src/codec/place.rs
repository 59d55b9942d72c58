use super::{OpenEnum, Shape, Sink, Structure, open::parse};
use serde_json::Value;

/// The place of a field's value.
///
/// Fields of generated types are only named here. A slot is therefore two words and needs no table
/// of functions.
pub enum Slot<'a> {
    /// There is no such field.
    None,
    /// A string.
    Text(&'a mut Option<String>),
    /// A signed integer.
    Integer(&'a mut Option<i64>),
    /// An unsigned integer.
    Unsigned(&'a mut Option<u64>),
    /// A float.
    Float(&'a mut Option<f64>),
    /// A boolean.
    Boolean(&'a mut Option<bool>),
    /// Raw bytes; base64 in JSON.
    Binary(&'a mut Option<Vec<u8>>),
    /// Any JSON.
    Json(&'a mut Option<Value>),
    /// A value of an open enum: reached by a [`Step`].
    Open,
    /// A structure: reached by a [`Step`].
    Structure,
    /// A list of strings.
    Texts(&'a mut Option<Vec<String>>),
    /// A list of signed integers.
    Integers(&'a mut Option<Vec<i64>>),
    /// A list of unsigned integers.
    Unsigneds(&'a mut Option<Vec<u64>>),
    /// A list of floats.
    Floats(&'a mut Option<Vec<f64>>),
    /// A list of booleans.
    Booleans(&'a mut Option<Vec<bool>>),
    /// A list of any JSON.
    Jsons(&'a mut Option<Vec<Value>>),
    /// A list of values of an open enum: reached by a [`Step`].
    Opens,
    /// A list of structures: reached by a [`Step`].
    Structures,
}

/// A structure that is being read: access to its slots.
///
/// For structures only references implement it, as with [`View`]. A trait object's table of
/// functions includes the destructor. For a reference that is empty; for each type the compiler
/// would generate it once more.
pub trait Target {
    /// Returns the slot of the field at an index, after the step; [`Slot::None`] past the last one.
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_>;
}

impl<T: Structure + ?Sized> Target for &mut T {
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        T::slot(self, index, step)
    }
}

/// A function to apply to a structure in a field.
pub type Inside<'a> = &'a mut dyn FnMut(&'static Shape, &mut dyn Target);

/// An operation on a field of a generated type: a structure, an open enum, or a list of either.
pub enum Step<'a> {
    /// Does nothing; the returned slot shows the kind of the field.
    Look,
    /// Begins a list: sets it to an empty list if it is not set.
    Begin,
    /// Creates an empty structure if there is none, or appends one to a list, and passes it to the
    /// function.
    Make(Inside<'a>),
    /// Passes the structure to the function, if there is one and the field is not a list.
    Find(Inside<'a>),
    /// Parses a text as a value of an open enum, and sets the field or appends to the list.
    Text(&'a str),
}

impl Step<'_> {
    /// Applies the step to a field with one structure.
    #[inline]
    pub fn one<'a, T: Structure + Default>(self, place: &mut Option<T>) -> Slot<'a> {
        T::one(place, self);
        Slot::Structure
    }

    /// Applies the step to a field with a list of structures.
    #[inline]
    pub fn many<'a, T: Structure + Default>(self, place: &mut Option<Vec<T>>) -> Slot<'a> {
        T::many(place, self);
        Slot::Structures
    }

    /// Applies the step to a field with a value of an open enum.
    #[inline]
    pub fn open<'a, E: OpenEnum>(self, place: &mut Option<E>) -> Slot<'a> {
        E::open(place, self);
        Slot::Open
    }

    /// Applies the step to a field with a list of values of an open enum.
    #[inline]
    pub fn opens<'a, E: OpenEnum>(self, place: &mut Option<Vec<E>>) -> Slot<'a> {
        E::opens(place, self);
        Slot::Opens
    }
}

// The following code is compiled for each type. Provided methods of a trait are compiled beside
// their type. Functions that are generic over `Option` or `Vec` would all land in one codegen unit,
// which the compiler then waits for. A `match` costs the compiler less than a closure.

/// The operations on fields with structures.
trait Part: Structure + Default {
    fn one(place: &mut Option<Self>, step: Step<'_>) {
        let inside = match step {
            Step::Find(inside) => inside,
            Step::Make(inside) => {
                if place.is_none() {
                    fill(place, Self::default());
                }
                inside
            }
            _ => return,
        };
        if let Some(mut value) = place.as_mut() {
            inside(value.shape(), &mut value);
        }
    }

    fn many(place: &mut Option<Vec<Self>>, step: Step<'_>) {
        if let Step::Look = step {
            return;
        }
        if place.is_none() {
            fill(place, Vec::new());
        }
        if let (Step::Make(inside), Some(list)) = (step, place) {
            list.push(Self::default());
            if let Some(mut value) = list.last_mut() {
                inside(value.shape(), &mut value);
            }
        }
    }
}

impl<T: Structure + Default> Part for T {}

/// The operations on fields with values of open enums.
trait OpenPart: OpenEnum {
    fn open(place: &mut Option<Self>, step: Step<'_>) {
        if let Step::Text(text) = step {
            *place = Some(parse(text));
        }
    }

    fn opens(place: &mut Option<Vec<Self>>, step: Step<'_>) {
        match step {
            Step::Begin => drop(place.get_or_insert_default()),
            Step::Text(text) => place.get_or_insert_default().push(parse(text)),
            _ => {}
        }
    }
}

impl<E: OpenEnum> OpenPart for E {}

/// Sets a field that is not set. The old value needs no destructor, so it can be forgotten.
#[inline]
fn fill<T>(place: &mut Option<T>, value: T) {
    std::mem::forget(place.replace(value));
}

/// A structure that is being written or inspected.
pub trait View {
    /// Passes the schema and then every field to `sink`.
    fn show(&self, sink: &mut dyn Sink);
}

impl<T: Structure + ?Sized> View for &T {
    fn show(&self, sink: &mut dyn Sink) {
        sink.enter(self.shape());
        self.visit(sink);
    }
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

impl<T: Structure> Views for &Option<T> {
    #[inline]
    #[expect(clippy::manual_map, reason = "made for each type: see above")]
    fn count(&self) -> Option<usize> {
        match self {
            Some(_) => Some(1),
            None => None,
        }
    }

    #[inline]
    fn show(&self, _: usize, sink: &mut dyn Sink) {
        if let Some(value) = self {
            View::show(&value, sink);
        }
    }
}

impl<T: Structure> Views for &Option<Vec<T>> {
    #[inline]
    #[expect(clippy::manual_map, reason = "made for each type: see above")]
    fn count(&self) -> Option<usize> {
        match self {
            Some(list) => Some(list.len()),
            None => None,
        }
    }

    #[inline]
    fn show(&self, index: usize, sink: &mut dyn Sink) {
        if let Some(list) = self
            && let Some(value) = list.get(index)
        {
            View::show(&value, sink);
        }
    }
}

/// The contents of a field with a value of an open enum.
pub trait OpenView {
    /// Returns the text of the value, if there is one.
    fn get(&self) -> Option<&str>;
}

impl<E: OpenEnum> OpenView for &Option<E> {
    #[inline]
    fn get(&self) -> Option<&str> {
        match self {
            Some(value) => Some(value.as_str()),
            None => None,
        }
    }
}

/// The contents of a field with a list of values of an open enum.
pub trait OpenListView {
    /// Returns the number of values, or `None` if there is no list.
    fn count(&self) -> Option<usize>;
    /// Returns the text of the value at an index.
    fn get(&self, index: usize) -> Option<&str>;
}

impl<E: OpenEnum> OpenListView for &Option<Vec<E>> {
    #[inline]
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<&str> {
        self.as_ref()?.get(index).map(E::as_str)
    }
}
