use super::{OpenEnum, Shape, Sink, Structure, open::parse};
use serde_json::Value;

/// Where a member's value is put.
///
/// Members of types of the API's own are only named here, so that a slot is two words and needs no table of functions.
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
    /// A value of an open set: reached by a [`Step`].
    Open,
    /// A structure: reached by a [`Step`].
    Structure,
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
    /// A list of values of an open set: reached by a [`Step`].
    Opens,
    /// A list of structures: reached by a [`Step`].
    Structures,
}

/// What is being read: the places of its members.
///
/// Of structures only references implement it, as they do [`View`]. A table of functions for `dyn` holds how to drop what
/// stands behind it too, and for a reference that is nothing, while for each type the compiler would make it once more.
pub trait Target {
    /// The place of the member at `index` of the shape, into which a step was taken; [`Slot::None`] past the last.
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_>;
}

impl<T: Structure + ?Sized> Target for &mut T {
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        T::slot(self, index, step)
    }
}

/// What is done with a structure in a member, once it is known.
pub type Inside<'a> = &'a mut dyn FnMut(&'static Shape, &mut dyn Target);

/// What is done to a member whose type is one of the API's own: a structure, an open set, or a list of either.
pub enum Step<'a> {
    /// Looks what the member is, and does nothing.
    Look,
    /// Begins a list, with nothing in it where there is none yet.
    Begin,
    /// Makes an empty structure, behind the others in a list, where there is none otherwise, and shows it.
    Make(Inside<'a>),
    /// Shows the structure that is there, if any, where the member is no list.
    Find(Inside<'a>),
    /// Puts the value of an open set that a text stands for, behind the others in a list.
    Text(&'a str),
}

impl Step<'_> {
    /// Into a member for one structure.
    #[inline]
    pub fn one<'a, T: Structure + Default>(self, place: &mut Option<T>) -> Slot<'a> {
        T::one(place, self);
        Slot::Structure
    }

    /// Into a member for a list of structures.
    #[inline]
    pub fn many<'a, T: Structure + Default>(self, place: &mut Option<Vec<T>>) -> Slot<'a> {
        T::many(place, self);
        Slot::Structures
    }

    /// Into a member for a value of an open set.
    #[inline]
    pub fn open<'a, E: OpenEnum>(self, place: &mut Option<E>) -> Slot<'a> {
        E::open(place, self);
        Slot::Open
    }

    /// Into a member for a list of values of an open set.
    #[inline]
    pub fn opens<'a, E: OpenEnum>(self, place: &mut Option<Vec<E>>) -> Slot<'a> {
        E::opens(place, self);
        Slot::Opens
    }
}

// What follows is made for each type. Methods that a trait provides are compiled beside the type that they are of; functions
// that are generic over `Option` or `Vec` all land in one unit of the compiler, which it then waits for. A `match` is less work
// for it than a closure.

/// What is done to members that hold structures.
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

/// What is done to members that hold values of open sets.
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

/// Puts a value where nothing is: so there is nothing to drop, and nothing is lost by forgetting it.
#[inline]
fn fill<T>(place: &mut Option<T>, value: T) {
    std::mem::forget(place.replace(value));
}

/// A structure that is being written or looked at.
pub trait View {
    /// Shows the shape and then every member to `sink`.
    fn show(&self, sink: &mut dyn Sink);
}

impl<T: Structure + ?Sized> View for &T {
    fn show(&self, sink: &mut dyn Sink) {
        sink.enter(self.shape());
        self.visit(sink);
    }
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

/// What is in a member that holds a value of an open set.
pub trait OpenView {
    /// The text of the value that is there, if any.
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

/// What is in a member that holds a list of values of an open set.
pub trait OpenListView {
    /// How many values there are; `None` where there is no list.
    fn count(&self) -> Option<usize>;
    /// The text of the value at `index`.
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
