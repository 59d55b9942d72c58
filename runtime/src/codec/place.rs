use super::{OpenEnum, Shape, Sink, Structure, open::parse};
use serde_json::Value;

/// Where a member's value is put.
pub enum Slot<'a> {
    /// There is no such member.
    None,
    /// Text.
    Text(&'a mut Option<String>),
    /// A signed whole number.
    Integer(&'a mut Option<i64>),
    /// A whole number that is never negative.
    Unsigned(&'a mut Option<u64>),
    /// A number with a fraction.
    Float(&'a mut Option<f64>),
    /// True or false.
    Boolean(&'a mut Option<bool>),
    /// Raw bytes; base64 in JSON.
    Binary(&'a mut Option<Vec<u8>>),
    /// Any JSON.
    Json(&'a mut Option<Value>),
    /// A value of an open set.
    Open(&'a mut dyn OpenPlace),
    /// A structure.
    Structure(&'a mut dyn Place),
    /// A list of texts.
    Texts(&'a mut Option<Vec<String>>),
    /// A list of signed whole numbers.
    Integers(&'a mut Option<Vec<i64>>),
    /// A list of whole numbers that are never negative.
    Unsigneds(&'a mut Option<Vec<u64>>),
    /// A list of numbers with a fraction.
    Floats(&'a mut Option<Vec<f64>>),
    /// A list of true and false.
    Booleans(&'a mut Option<Vec<bool>>),
    /// A list of any JSON.
    Jsons(&'a mut Option<Vec<Value>>),
    /// A list of values of an open set.
    Opens(&'a mut dyn OpenListPlace),
    /// A list of structures.
    Structures(&'a mut dyn Place),
}

/// What is being read: the places of its members.
///
/// Of structures only references implement it, as they do [`View`]. A table of functions for `dyn` holds how to drop what
/// stands behind it too, and for a reference that is nothing, while for each type the compiler would make it once more.
pub trait Target {
    /// The place of the member at `index` of the shape; [`Slot::None`] past the last.
    fn slot(&mut self, index: usize) -> Slot<'_>;
}

impl<T: Structure + ?Sized> Target for &mut T {
    #[inline]
    fn slot(&mut self, index: usize) -> Slot<'_> {
        T::slot(self, index)
    }
}

/// A structure that is being written or looked at.
pub trait View {
    /// Shows the shape and then every member to `sink`.
    fn show(&self, sink: &mut dyn Sink);
}

impl<T: Structure + ?Sized> View for &T {
    #[inline]
    fn show(&self, sink: &mut dyn Sink) {
        sink.enter(self.shape());
        self.visit(sink);
    }
}

/// A place for one structure or for a list of them. The slots of a place are those of the structure that was made last.
pub trait Place: Target {
    /// Begins a list, with nothing in it.
    fn begin(&mut self);
    /// Makes an empty structure where there is none; in a list, which has begun, behind the others.
    fn push(&mut self);
    /// What the structure that was made last is called and has.
    fn shape(&self) -> Option<&'static Shape>;
}

/// What is in a member that holds one structure or a list of them.
pub trait Views {
    /// How many structures there are; nothing where the member is not set.
    fn count(&self) -> Option<usize>;
    /// Shows the structure at `index`, as [`View::show`] does.
    fn show(&self, index: usize, sink: &mut dyn Sink);
}

impl dyn Views + '_ {
    /// The structures, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = impl View> {
        (0..self.count().unwrap_or(0)).map(|index| Viewed { views: self, index })
    }
}

/// One of the structures of a member.
struct Viewed<'a> {
    views: &'a dyn Views,
    index: usize,
}

impl View for Viewed<'_> {
    fn show(&self, sink: &mut dyn Sink) {
        self.views.show(self.index, sink);
    }
}

// What follows is made for each type: reading for those in answers, writing for those in requests. A `match` is less work
// for the compiler than a closure, and what is inline is made where it is used instead of beside all the other types that
// are in an `Option`.

/// Puts a value where nothing is: so there is nothing to drop, and nothing is lost by forgetting it.
#[inline]
fn fill<T>(place: &mut Option<T>, value: T) {
    std::mem::forget(place.replace(value));
}

impl<T: Structure + Default> Target for Option<T> {
    #[inline]
    fn slot(&mut self, index: usize) -> Slot<'_> {
        match self {
            Some(value) => value.slot(index),
            None => Slot::None,
        }
    }
}

impl<T: Structure + Default> Place for Option<T> {
    #[inline]
    fn begin(&mut self) {}

    #[inline]
    fn push(&mut self) {
        if self.is_none() {
            fill(self, T::default());
        }
    }

    #[inline]
    fn shape(&self) -> Option<&'static Shape> {
        match self {
            Some(value) => Some(value.shape()),
            None => None,
        }
    }
}

impl<T: Structure> Views for Option<T> {
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

impl<T: Structure + Default> Target for Option<Vec<T>> {
    #[inline]
    fn slot(&mut self, index: usize) -> Slot<'_> {
        match self.as_deref_mut() {
            Some([.., last]) => last.slot(index),
            _ => Slot::None,
        }
    }
}

impl<T: Structure + Default> Place for Option<Vec<T>> {
    #[inline]
    fn begin(&mut self) {
        match self {
            Some(list) => list.clear(),
            None => fill(self, Vec::new()),
        }
    }

    #[inline]
    fn push(&mut self) {
        if let Some(list) = self {
            list.push(T::default());
        }
    }

    #[inline]
    fn shape(&self) -> Option<&'static Shape> {
        match self.as_deref() {
            Some([.., last]) => Some(last.shape()),
            _ => None,
        }
    }
}

impl<T: Structure> Views for Option<Vec<T>> {
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

/// A place for one value of an open set.
pub trait OpenPlace {
    /// Puts the value that a text stands for; nothing for `None`.
    fn set(&mut self, text: Option<&str>);
    /// The text of the value that is there, if any.
    fn get(&self) -> Option<&str>;
}

impl<E: OpenEnum> OpenPlace for Option<E> {
    fn set(&mut self, text: Option<&str>) {
        *self = text.map(parse);
    }

    fn get(&self) -> Option<&str> {
        match self {
            Some(value) => Some(value.as_str()),
            None => None,
        }
    }
}

/// A place for a list of values of an open set.
pub trait OpenListPlace {
    /// Starts an empty list.
    fn begin(&mut self);
    /// Adds the value that a text stands for.
    fn push(&mut self, text: &str);
    /// How many values there are; `None` where there is no list.
    fn count(&self) -> Option<usize>;
    /// The text of the value at `index`.
    fn get(&self, index: usize) -> Option<&str>;
}

impl<E: OpenEnum> OpenListPlace for Option<Vec<E>> {
    fn begin(&mut self) {
        *self = Some(Vec::new());
    }

    fn push(&mut self, text: &str) {
        match self {
            Some(values) => values.push(parse(text)),
            None => *self = Some(vec![parse(text)]),
        }
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn get(&self, index: usize) -> Option<&str> {
        self.as_ref()?.get(index).map(E::as_str)
    }
}
