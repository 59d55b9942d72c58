//! Decides from documents and documented calls the unit and the first value of a position.

use super::samples::Shown;
use super::unit::PositionUnit;
use crate::draft::Place;
use crate::model::Evidence;
use std::collections::BTreeSet;

/// The statement of one text about a position.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reading {
    /// The units that it counts: none if the text does not say, both if it contradicts itself.
    pub(super) unit: Vec<PositionUnit>,
    /// The number of the first: the same.
    pub(super) first: Vec<u64>,
    /// True if it is said to be a number of items a page.
    pub(super) is_size: bool,
    /// True if its words may mean pages or items: "page offset".
    pub(super) is_vague: bool,
    /// True if it always has the same value.
    pub(super) is_fixed: bool,
    /// True if it should not be used any more.
    pub(super) is_retired: bool,
}

/// A text and its place.
#[derive(Clone, Debug)]
pub(super) struct PositionStatement {
    pub(super) reading: Reading,
    pub(super) place: Option<Place>,
}

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PagingDecision {
    Items,
    Pages {
        first: u64,
    },
    /// The sources contradict each other.
    Contradiction,
    /// The sources do not say enough.
    Unknown,
}

impl PagingDecision {
    fn is_definite(self) -> bool {
        matches!(self, Self::Items | Self::Pages { .. })
    }
}

/// The kind of a position's name, which decides the unit if nothing else does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PositionName {
    Offset,
    Page,
}

/// The unit of the offsets of a product's other actions, which decides the meaning of a vague text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Others {
    /// There are none, or all are vague.
    #[default]
    Silent,
    /// No text says pages.
    Items,
    /// Some text says pages.
    Pages,
}

impl Others {
    /// Returns the unit that all texts of a product state.
    pub(super) fn from_readings<'a>(readings: impl Iterator<Item = &'a Reading>) -> Self {
        readings.fold(Self::Silent, |others, reading| {
            match (others, reading.unit.contains(&PositionUnit::Pages)) {
                (_, true) | (Self::Pages, _) => Self::Pages,
                (others, false) if reading.is_vague => others,
                _ => Self::Items,
            }
        })
    }
}

/// The statements of all sources about a position.
pub(super) struct Case {
    pub(super) named: PositionName,
    pub(super) others: Others,
    pub(super) statements: Vec<PositionStatement>,
    pub(super) shown: Shown,
}

impl Reading {
    fn words(&self) -> String {
        let first: Vec<String> = self.first.iter().map(ToString::to_string).collect();
        let first = if first.is_empty() {
            String::new()
        } else {
            format!(" from {}", first.join(" and from "))
        };
        match self.unit.as_slice() {
            [] if self.is_fixed => "a fixed value".to_owned(),
            [] if self.is_size => "the size of a page".to_owned(),
            [] if self.is_vague => "items or pages".to_owned(),
            [] if first.is_empty() => "no word of it".to_owned(),
            [] => format!("a number{first}"),
            [PositionUnit::Items] => format!("items{first}"),
            [PositionUnit::Pages] => format!("pages{first}"),
            _ => "items and pages".to_owned(),
        }
    }
}

impl Case {
    /// Decides by all statements.
    pub(super) fn decide(&self) -> (PagingDecision, Option<Evidence>) {
        let readings: Vec<&Reading> =
            self.statements.iter().map(|statement| &statement.reading).collect();
        match self.named {
            PositionName::Offset => by_offset(&readings, &self.shown, self.others),
            PositionName::Page => by_page(&readings, &self.shown),
        }
    }

    /// Says who says what, if any of the sources alone would give another paging than another, or
    /// than the calls.
    pub(super) fn disagreement(&self) -> Option<String> {
        let alone = |statement: &PositionStatement| {
            let statements = vec![statement.clone()];
            let case = Self {
                named: self.named,
                others: self.others,
                statements,
                shown: self.shown.clone(),
            };
            case.decide().0
        };
        let verdicts: Vec<PagingDecision> =
            self.statements.iter().map(alone).filter(|verdict| verdict.is_definite()).collect();
        let differ = verdicts.windows(2).any(|pair| pair[0] != pair[1]);
        (differ || self.decide().0 == PagingDecision::Contradiction).then(|| self.words())
    }

    /// Says who says what.
    pub(super) fn words(&self) -> String {
        let said = self.statements.iter().map(|PositionStatement { reading, place }| match place {
            Some(place) => format!("{} ({place})", reading.words()),
            None => reading.words(),
        });
        let shown = self.shown.units.iter().map(|unit| match unit {
            PositionUnit::Items => "items (documented calls)".to_owned(),
            PositionUnit::Pages => "pages (documented calls)".to_owned(),
        });
        said.chain(shown).collect::<Vec<_>>().join(", ")
    }
}

fn union<'a, T: Ord + Copy + 'a>(all: impl Iterator<Item = &'a Vec<T>>) -> Vec<T> {
    all.flatten().copied().collect::<BTreeSet<T>>().into_iter().collect()
}

/// The only element; an error if there are several.
fn single<T: Copy>(all: &[T]) -> Result<Option<T>, PagingDecision> {
    match all {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(PagingDecision::Contradiction),
    }
}

/// Decides what an offset counts: items, unless something says otherwise.
fn by_offset(
    readings: &[&Reading],
    shown: &Shown,
    others: Others,
) -> (PagingDecision, Option<Evidence>) {
    let decide = || -> Result<(PagingDecision, Option<Evidence>), PagingDecision> {
        let all = |is: fn(&Reading) -> bool| {
            !readings.is_empty() && readings.iter().all(|reading| is(reading))
        };
        let (is_size, is_vague) = (all(|reading| reading.is_size), all(|reading| reading.is_vague));
        if is_size || readings.iter().any(|reading| reading.is_fixed) {
            return Err(PagingDecision::Unknown);
        }
        let said = single(&union(readings.iter().map(|reading| &reading.unit)))?;
        let (unit, evidence) = match (said, single(&shown.units)?) {
            (None, None) if is_vague && others != Others::Items => {
                return Err(PagingDecision::Unknown);
            }
            (None, None) => (PositionUnit::Items, None),
            (None, Some(unit)) => (unit, Some(Evidence::Example)),
            (Some(unit), None) => (unit, Some(Evidence::Text)),
            (Some(unit), Some(other)) if unit == other => (unit, Some(Evidence::Text)),
            (Some(_), Some(_)) => return Err(PagingDecision::Contradiction),
        };
        let firsts = union(readings.iter().map(|reading| &reading.first));
        if unit == PositionUnit::Items {
            // Nothing would be skipped by 0: a text that has it begin at 1 means something else.
            return if firsts == [1] {
                Err(PagingDecision::Unknown)
            } else {
                Ok((PagingDecision::Items, evidence))
            };
        }
        let first = single(&firsts)?.or(single(&shown.first).ok().flatten());
        first
            .map(|first| (PagingDecision::Pages { first }, evidence))
            .ok_or(PagingDecision::Unknown)
    };
    decide().unwrap_or_else(|verdict| (verdict, None))
}

/// Decides the number of the first page: at 1, unless something says otherwise.
fn by_page(readings: &[&Reading], shown: &Shown) -> (PagingDecision, Option<Evidence>) {
    match (single(&union(readings.iter().map(|reading| &reading.first))), shown.first.as_slice()) {
        (Err(verdict), _) => (verdict, None),
        (Ok(Some(first)), _) => (PagingDecision::Pages { first }, Some(Evidence::Text)),
        (Ok(None), [0]) => (PagingDecision::Pages { first: 0 }, Some(Evidence::Example)),
        (Ok(None), _) => (PagingDecision::Pages { first: 1 }, None),
    }
}
