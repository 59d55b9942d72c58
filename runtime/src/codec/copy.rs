//! `Clone` and `PartialEq` for any structure.
//!
//! A derived implementation of either would cost the compiler a call and its clean-up for each
//! field of each type.

use super::encode::write_comparable;
use super::{OpenListView, OpenView, Shape, Sink, Slot, Step, Structure, Target, View, Views};
use serde_json::Value;

/// Returns whether two structures are the same on the wire.
#[inline]
pub fn equal<T: Structure>(one: &T, other: &T) -> bool {
    same(&one, &other)
}

fn same(one: &dyn View, other: &dyn View) -> bool {
    write_comparable(one) == write_comparable(other)
}

/// Returns a copy of a structure.
#[inline]
pub fn copied<T: Structure + Default>(from: &T) -> T {
    let mut to = T::default();
    copy(&from, &mut &mut to);
    to
}

/// Copies every field that is set into an empty structure of the same type.
fn copy(from: &dyn View, to: &mut dyn Target) {
    from.show(&mut CopySink { to, index: 0 });
}

struct CopySink<'a> {
    to: &'a mut dyn Target,
    index: usize,
}

impl CopySink<'_> {
    /// Returns the index of the current field, and advances.
    fn next(&mut self) -> usize {
        let index = self.index;
        self.index += 1;
        index
    }
}

/// Implements the visitor methods that copy a value into the slot of the same kind.
macro_rules! copies {
    ($($method:ident: $slot:ident($type:ty),)*) => {$(
        fn $method(&mut self, value: &Option<$type>) {
            let index = self.next();
            if let Slot::$slot(place) = self.to.slot(index, Step::Look) {
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

    fn open(&mut self, value: &dyn OpenView) {
        let index = self.next();
        if let Some(text) = value.get() {
            self.to.slot(index, Step::Text(text));
        }
    }

    fn structure(&mut self, value: &dyn Views) {
        self.structures(value);
    }

    fn opens(&mut self, value: &dyn OpenListView) {
        let index = self.next();
        let Some(count) = value.count() else { return };
        self.to.slot(index, Step::Begin);
        (0..count).filter_map(|item| value.get(item)).for_each(|text| {
            self.to.slot(index, Step::Text(text));
        });
    }

    fn structures(&mut self, value: &dyn Views) {
        let index = self.next();
        if value.count().is_none() {
            return;
        }
        self.to.slot(index, Step::Begin);
        for item in value.iter() {
            self.to.slot(index, Step::Make(&mut |_, target| copy(&item, target)));
        }
    }
}
