//! The views of structures, and of fields whose types are generated.
//!
//! All of this is compiled for each type. A `match` costs the compiler less than a closure.

use super::open::OpenEnum;
use super::structure::Structure;
use super::visitor::{OpenListView, OpenView, Sink, View, Views};

impl<T: Structure + ?Sized> View for &T {
    fn show(&self, sink: &mut dyn Sink) {
        sink.enter(self.shape());
        self.visit(sink);
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

impl<E: OpenEnum> OpenView for &Option<E> {
    #[inline]
    fn get(&self) -> Option<&str> {
        match self {
            Some(value) => Some(value.as_str()),
            None => None,
        }
    }
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
