//! `Clone` and `PartialEq` over any structure.
//!
//! A derived implementation of either costs the compiler a call and its clean-up for each member of each type.

use super::{OpenListPlace, OpenPlace, Shape, Sink, Slot, Structure, Target, View, Views, write_json};
use serde_json::Value;

/// Whether two structures are the same on the wire.
#[inline]
pub fn equal<T: Structure>(one: &T, other: &T) -> bool {
    same(&one, &other)
}

fn same(one: &dyn View, other: &dyn View) -> bool {
    write_json(one) == write_json(other)
}

/// A copy of a structure.
#[inline]
pub fn copied<T: Structure + Default>(from: &T) -> T {
    let mut to = T::default();
    copy(&from, &mut &mut to);
    to
}

/// Copies every member that is set into an empty structure of the same type.
fn copy(from: &dyn View, to: &mut dyn Target) {
    from.show(&mut CopySink { to, index: 0 });
}

struct CopySink<'a> {
    to: &'a mut dyn Target,
    index: usize,
}

impl CopySink<'_> {
    /// The place of the member that is shown.
    fn place(&mut self) -> Slot<'_> {
        let index = self.index;
        self.index += 1;
        self.to.slot(index)
    }
}

/// Writes the members of a sink that only copy a value into the slot of the same kind.
macro_rules! copies {
    ($($method:ident: $slot:ident($type:ty),)*) => {$(
        fn $method(&mut self, value: &Option<$type>) {
            if let Slot::$slot(place) = self.place() {
                place.clone_from(value);
            }
        }
    )*};
}

impl Sink for CopySink<'_> {
    fn enter(&mut self, _: &'static Shape) {}

    copies! {
        text: Text(String),
        integer: Integer(i64),
        unsigned: Unsigned(u64),
        float: Float(f64),
        boolean: Boolean(bool),
        binary: Binary(Vec<u8>),
        json: Json(Value),
        texts: Texts(Vec<String>),
        integers: Integers(Vec<i64>),
        unsigneds: Unsigneds(Vec<u64>),
        floats: Floats(Vec<f64>),
        booleans: Booleans(Vec<bool>),
        jsons: Jsons(Vec<Value>),
    }

    fn open(&mut self, value: &dyn OpenPlace) {
        if let Slot::Open(place) = self.place() {
            place.set(value.get());
        }
    }

    fn structure(&mut self, value: &dyn Views) {
        self.structures(value);
    }

    fn opens(&mut self, value: &dyn OpenListPlace) {
        let (Slot::Opens(place), Some(count)) = (self.place(), value.count()) else { return };
        place.begin();
        (0..count).filter_map(|index| value.get(index)).for_each(|text| place.push(text));
    }

    fn structures(&mut self, value: &dyn Views) {
        let (Slot::Structure(place) | Slot::Structures(place), Some(_)) = (self.place(), value.count()) else { return };
        place.begin();
        for item in value.iter() {
            place.push();
            copy(&item, place);
        }
    }
}
