//! Reads the paging of an action from its documented calls.

use super::unit::PositionUnit;
use crate::model::Example;
use serde_json::Value;

/// The paging that documented calls show.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// The units that the position counts, by its value, the total and the number of items; more
    /// than one if they disagree.
    pub(super) units: Vec<PositionUnit>,
    /// The numbers of first pages, as values, totals and numbers of items show them.
    pub(super) first: Vec<u64>,
    /// True if a call asks for page 0 and receives items, whatever the total is.
    pub(super) begins_at_zero: bool,
}

/// The fields that page.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) position: &'a str,
    pub(super) size: &'a str,
    pub(super) items: &'a str,
    pub(super) total: Option<&'a str>,
}

/// One documented call in numbers.
#[derive(Clone, Copy)]
struct Call {
    position: u64,
    size: u64,
    items: u64,
    total: Option<u64>,
}

/// Reads all documented calls.
pub(super) fn read_samples(examples: &[Example], names: Names<'_>) -> Shown {
    let mut shown = Shown::default();
    for call in examples.iter().filter_map(|example| Call::from_example(example, names)) {
        let (unit, first) = call.counted();
        add(&mut shown.units, unit);
        add(&mut shown.first, first.or_else(|| call.first()));
        shown.begins_at_zero |= call.position == 0;
    }
    shown
}

fn add<T: PartialEq>(all: &mut Vec<T>, new: Option<T>) {
    all.extend(new.filter(|new| !all.contains(new)));
}

impl Call {
    /// A call with a position and a size whose response has items.
    fn from_example(example: &Example, names: Names<'_>) -> Option<Self> {
        let (input, output) = (example.input.as_ref()?, example.output.as_ref()?);
        let items = value_at(output, names.items)?.as_array()?.len() as u64;
        let call = Self {
            position: number(input.get(names.position)?)?,
            size: number(input.get(names.size)?)?,
            items,
            total: names.total.and_then(|total| number(value_at(output, total)?)),
        };
        (call.items > 0 && call.size > 0).then_some(call)
    }

    /// Returns the unit and the first value of the position, if the numbers fit only one reading.
    fn counted(self) -> (Option<PositionUnit>, Option<u64>) {
        let Self { position, size, items, total } = self;
        if let Some(total) = total.filter(|total| *total >= items) {
            let rest = |skipped: u64| total.saturating_sub(skipped).min(size);
            let by_items = rest(position) == items;
            let by_pages = [0, 1]
                .map(|first| rest(position.saturating_sub(first).saturating_mul(size)) == items);
            match (by_items, by_pages) {
                (true, [false, false]) => return (Some(PositionUnit::Items), None),
                (false, [true, false]) => return (Some(PositionUnit::Pages), Some(0)),
                // Many calls say 1 and show the first page, whatever is counted.
                (false, [false, true]) if position > 1 => {
                    return (Some(PositionUnit::Pages), Some(1));
                }
                _ => {}
            }
        }
        let is_multiple = size > 1 && position >= size && position.is_multiple_of(size);
        (
            (is_multiple && total.is_none_or(|total| total > position))
                .then_some(PositionUnit::Items),
            None,
        )
    }

    /// The number of the first page, if this call asks for it and shows all of it.
    fn first(self) -> Option<u64> {
        let is_whole = self.total.is_some_and(|total| total.min(self.size) == self.items);
        match self.position {
            0 if is_whole => Some(0),
            1 if self.total == Some(self.items) && is_whole => Some(1),
            _ => None,
        }
    }
}

fn value_at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, step| value.get(step))
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}
