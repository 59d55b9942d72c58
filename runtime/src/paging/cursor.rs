//! The position of a walk over pages, and its end.

use super::count::{After, ItemCount, ReceivedPage};
use super::field_access::NamedFields;
use super::history::{Fingerprint, History};
use crate::action::Paging;
use crate::error::{Error, ErrorKind};

/// A walk over pages.
///
/// It changes requests and reads responses by field names, with the same code for all actions.
///
/// Its state changes only if a page is valid: after an error it can request the same page again.
pub(crate) struct Cursor {
    paging: Paging,
    position: Position,
    count: ItemCount,
    history: History,
}

#[derive(Clone)]
enum Position {
    /// The request is unchanged: the first page.
    Start,
    /// The next request's offset or page number.
    Number(u64),
    /// The next request's token.
    Token(String),
    /// There are no more pages.
    End,
    /// There are more pages, but no token for them.
    NoToken,
}

impl Cursor {
    pub(crate) fn new(paging: Paging) -> Self {
        Self {
            paging,
            position: Position::Start,
            count: ItemCount::default(),
            history: History::default(),
        }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        matches!(self.position, Position::End)
    }

    /// Ends the walk if an error means that the list has no further items. Returns whether it does.
    ///
    /// Some services return such an error instead of an empty page.
    pub(crate) fn ends_with(&mut self, error: &Error) -> bool {
        let ends = error.is_empty_list() && !self.history.is_empty() && !self.count.lacks();
        if ends {
            self.position = Position::End;
        }
        ends
    }

    /// Changes the request so that it asks for the next page.
    pub(crate) fn aim(&mut self, request: &mut dyn NamedFields) -> Result<(), Error> {
        let set = match (&self.position, self.paging) {
            (Position::NoToken, _) => {
                return Err(super::failed(
                    "the service says that there are more items, but not how to ask for them",
                ));
            }
            (Position::End, _) | (Position::Start, Paging::Token { .. }) => true,
            (Position::Start, Paging::Offset { offset, .. }) => {
                self.count = ItemCount::after_items(request.number(offset).unwrap_or(0));
                request.set_number(offset, self.count.seen())
            }
            (Position::Start, Paging::Page { page, first, .. }) => {
                let start = request.number(page).unwrap_or(first);
                self.position = Position::Number(start);
                request.set_number(page, start)
            }
            (
                Position::Number(next),
                Paging::Offset { offset: name, .. } | Paging::Page { page: name, .. },
            ) => request.set_number(name, *next),
            (Position::Token(next), Paging::Token { token, .. }) => request.set_token(token, next),
            (Position::Number(_), Paging::Token { .. }) | (Position::Token(_), _) => false,
        };
        let no_field = || {
            Error::new(
                ErrorKind::Request,
                "the request has no field that can ask for the next page",
            )
        };
        if set { Ok(()) } else { Err(no_field()) }
    }

    /// Reads the fields of a response that describe the next pages.
    ///
    /// Call it before the list is taken out.
    pub(crate) fn read_hint(&self, response: &mut dyn NamedFields) -> Hint {
        match self.paging {
            Paging::Offset { total, .. } | Paging::Page { total, .. } => {
                Hint { total: total.and_then(|total| response.number(total)), ..Hint::default() }
            }
            Paging::Token { next, more, done, .. } => {
                let more = more.and_then(|more| response.flag(more));
                let done = done.and_then(|done| response.flag(done));
                let ended = more == Some(false) || done == Some(true);
                let next = response.token(next).filter(|_| !ended);
                let lacks_token =
                    next.is_none() && !ended && (more == Some(true) || done == Some(false));
                Hint { next, lacks_token, ..Hint::default() }
            }
        }
    }

    /// Records a page.
    ///
    /// # Errors
    /// Returns an error of the kind `Paging` if the service repeats a page, or ends the list before
    /// it is complete.
    pub(crate) fn pass(
        &mut self,
        request: &mut dyn NamedFields,
        hint: Hint,
        page: Fingerprint,
    ) -> Result<(), Error> {
        match self.paging {
            Paging::Token { token: name, .. } => self.pass_token(request.token(name), hint, page),
            Paging::Offset { limit, .. } => {
                let (count, after) = self.count(arrived(&hint, &page, request.number(limit)), 0)?;
                self.history.check(&page, false)?;
                self.keep(count, after, page, count.seen());
                Ok(())
            }
            Paging::Page { size, first, .. } => self.pass_page(request, (size, first), &hint, page),
        }
    }

    fn pass_page(
        &mut self,
        request: &mut dyn NamedFields,
        (size, first): (&str, u64),
        hint: &Hint,
        page: Fingerprint,
    ) -> Result<(), Error> {
        let Position::Number(current) = self.position else { return Ok(()) };
        let asked = request.number(size);
        let skipped = current.saturating_sub(first);
        let (count, after) = self.count(arrived(hint, &page, asked), skipped)?;
        self.history.check(&page, true)?;
        // A service that caps the page size may still compute offsets from the requested size, so
        // request the capped size.
        let capped = count.size().filter(|size| asked.is_some_and(|asked| *size < asked));
        if let Some(own) = capped.filter(|_| self.history.is_empty() && skipped == 0) {
            request.set_number(size, own);
        }
        self.keep(count, after, page, current.saturating_add(1));
        Ok(())
    }

    fn count(&self, page: ReceivedPage, skipped: u64) -> Result<(ItemCount, After), Error> {
        let mut count = self.count;
        let after = if self.history.is_empty() {
            count.add_first(page, skipped)
        } else {
            count.add(page, false)
        };
        after.map(|after| (count, after))
    }

    fn keep(&mut self, count: ItemCount, after: After, page: Fingerprint, next: u64) {
        self.count = count;
        self.position = if after == After::End { Position::End } else { Position::Number(next) };
        self.history.push(page, None);
    }

    fn pass_token(
        &mut self,
        sent: Option<String>,
        hint: Hint,
        page: Fingerprint,
    ) -> Result<(), Error> {
        let sent = sent.unwrap_or_default();
        if let Some(next) = &hint.next {
            self.history.check_token(&sent, next, &page)?;
        }
        self.history.push(page, Some(&sent));
        self.position = match hint.next {
            Some(next) => Position::Token(next),
            None if hint.lacks_token => Position::NoToken,
            None => Position::End,
        };
        Ok(())
    }
}

fn arrived(hint: &Hint, page: &Fingerprint, limit: Option<u64>) -> ReceivedPage {
    ReceivedPage { items: page.count().saturating_add(hint.left_out), limit, total: hint.total }
}

/// The fields of a response that describe the next pages.
#[derive(Default)]
pub(crate) struct Hint {
    total: Option<u64>,
    next: Option<String>,
    /// True if there are more pages, but no token for them.
    lacks_token: bool,
    /// The number of items that do not fit their type. The service counts them too.
    pub(crate) left_out: u64,
}
