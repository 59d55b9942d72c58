use super::{OpenEnum, Structure, open::parse};
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
    Structures(&'a mut dyn ListPlace),
}

/// A place for one structure.
pub trait Place {
    /// Makes an empty structure and gives it to be filled.
    fn open(&mut self) -> &mut dyn Structure;
    /// The structure that is there, if any.
    fn get(&self) -> Option<&dyn Structure>;
    /// The structure that is there, if any, to be changed.
    fn get_mut(&mut self) -> Option<&mut dyn Structure>;
}

impl<T: Structure + Default> Place for Option<T> {
    fn open(&mut self) -> &mut dyn Structure {
        self.insert(T::default())
    }

    fn get(&self) -> Option<&dyn Structure> {
        // A `match` is less work for the compiler than `map` with a closure, and there is one for each type.
        match self {
            Some(value) => Some(value),
            None => None,
        }
    }

    fn get_mut(&mut self) -> Option<&mut dyn Structure> {
        match self {
            Some(value) => Some(value),
            None => None,
        }
    }
}

/// A place for a list of structures.
pub trait ListPlace {
    /// Starts an empty list and gives it to be filled.
    fn begin(&mut self) -> &mut dyn List;
    /// The list that is there, if any.
    fn list(&self) -> Option<&dyn List>;
}

impl<T: Structure + Default> ListPlace for Option<Vec<T>> {
    fn begin(&mut self) -> &mut dyn List {
        self.insert(Vec::new())
    }

    fn list(&self) -> Option<&dyn List> {
        match self {
            Some(list) => Some(list),
            None => None,
        }
    }
}

/// A list of structures.
pub trait List {
    /// Adds an empty structure and gives it to be filled.
    fn push(&mut self) -> &mut dyn Structure;
    /// How many structures there are.
    fn count(&self) -> usize;
    /// The structure at `index`.
    fn get(&self, index: usize) -> Option<&dyn Structure>;
}

impl<T: Structure + Default> List for Vec<T> {
    fn push(&mut self) -> &mut dyn Structure {
        let index = self.len();
        Vec::push(self, T::default());
        &mut self[index]
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Structure> {
        match self.as_slice().get(index) {
            Some(value) => Some(value),
            None => None,
        }
    }
}

impl dyn List + '_ {
    /// The structures, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Structure> {
        (0..self.count()).filter_map(|index| self.get(index))
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
