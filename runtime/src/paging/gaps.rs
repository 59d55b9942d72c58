//! The items that a page lacks because they do not fit their type.
//!
//! They must not end a list silently.

use crate::action::Paging;
use crate::codec::{DroppedValue, Structure, is_set};
use crate::error::{Error, ErrorKind};

/// The lists of a page that lack items.
pub(super) struct Gaps {
    /// The paths of lists in the response, with the number of dropped items of each.
    lists: Vec<(String, u64)>,
    /// The first list that was dropped as a whole.
    dropped_list: Option<DroppedValue>,
}

impl Gaps {
    /// Reads the dropped values of a response, before its list of items is taken out.
    ///
    /// # Errors
    /// Returns an error if a dropped value is needed to request the next page.
    pub(super) fn new(
        paging: &Paging,
        dropped: &[DroppedValue],
        response: &dyn Structure,
    ) -> Result<Self, Error> {
        let mut gaps = Self { lists: Vec::new(), dropped_list: None };
        for value in dropped {
            let path = value.path.strip_prefix("Response.").unwrap_or(&value.path);
            if says_how_to_go_on(paging, path) {
                return Err(unusable(value));
            }
            match path.split_once('[') {
                None if gaps.dropped_list.is_none() && value.expected == "a list" => {
                    gaps.dropped_list = Some(value.clone())
                }
                Some((list, rest)) if rest.find(']') == Some(rest.len() - 1) => {
                    gaps.add(list, response)
                }
                _ => {}
            }
        }
        Ok(gaps)
    }

    fn add(&mut self, list: &str, response: &dyn Structure) {
        match self.lists.iter_mut().find(|(path, _)| path == list) {
            Some((_, count)) => *count += 1,
            None if is_set(&response, list) => self.lists.push((list.to_owned(), 1)),
            None => {}
        }
    }

    /// Returns the number of items that the page's list lacks.
    ///
    /// The page's list is the one taken out of the response.
    ///
    /// # Errors
    /// Returns an error if the list was dropped as a whole.
    pub(super) fn left_out(
        &mut self,
        has_list: bool,
        response: &dyn Structure,
    ) -> Result<u64, Error> {
        match &self.dropped_list {
            Some(dropped_list) if !has_list => Err(unusable(dropped_list)),
            _ => Ok(self
                .lists
                .iter()
                .find(|(path, _)| !is_set(&response, path))
                .map_or(0, |(_, count)| *count)),
        }
    }
}

fn says_how_to_go_on(paging: &Paging, path: &str) -> bool {
    match paging {
        Paging::Offset { .. } | Paging::Page { .. } => false,
        Paging::Token { next, more, done, .. } => {
            path == *next
                || more.is_some_and(|more| more == path)
                || done.is_some_and(|done| done == path)
        }
    }
}

fn unusable(value: &DroppedValue) -> Error {
    Error::new(ErrorKind::Decode, format!("a page cannot be read at {value}"))
        .with_path(value.path.clone())
}
