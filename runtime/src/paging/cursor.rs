//! Where a walk over pages is, and when it is over.

use super::Paging;
use super::count::{After, Arrived, Count};
use super::history::{Fingerprint, History};
use super::member::{flag, number, set_number, set_token, token};
use crate::codec::Structure;
use crate::error::{Error, ErrorKind};

/// A walk over pages. It changes requests and reads responses by names, the same code for all actions.
///
/// It changes its own state only if a page is good: after an error it can ask for the same page again.
pub(super) struct Cursor {
    paging: Paging,
    position: Position,
    count: Count,
    history: History,
}

#[derive(Clone)]
enum Position {
    /// The request is still as the caller made it.
    Start,
    /// The next request's offset or page number.
    Number(u64),
    /// The next request's token.
    Token(String),
    /// There are no more pages.
    End,
    /// There are more pages, and no token for them.
    Lost,
}

impl Cursor {
    pub(super) fn new(paging: Paging) -> Self {
        Self { paging, position: Position::Start, count: Count::default(), history: History::default() }
    }

    pub(super) fn is_at_end(&self) -> bool {
        matches!(self.position, Position::End)
    }

    /// Makes the request ask for the next page.
    pub(super) fn aim(&mut self, request: &mut dyn Structure) -> Result<(), Error> {
        let set = match (&self.position, self.paging) {
            (Position::Lost, _) => {
                return Err(super::failed("the service says that there are more items, but not how to ask for them"));
            }
            (Position::End, _) | (Position::Start, Paging::Token { .. }) => true,
            (Position::Start, Paging::Offset { offset, .. }) => {
                self.count = Count::after_items(number(request, offset).unwrap_or(0));
                set_number(request, offset, self.count.seen())
            }
            (Position::Start, Paging::Page { page, first, .. }) => {
                let start = number(request, page).unwrap_or(first);
                self.position = Position::Number(start);
                set_number(request, page, start)
            }
            (Position::Number(next), Paging::Offset { offset: name, .. } | Paging::Page { page: name, .. }) => {
                set_number(request, name, *next)
            }
            (Position::Token(next), Paging::Token { token, .. }) => set_token(request, token, next),
            (Position::Number(_), Paging::Token { .. }) | (Position::Token(_), _) => false,
        };
        let lost = || Error::new(ErrorKind::Request, "the request has no member that can ask for the next page");
        if set { Ok(()) } else { Err(lost()) }
    }

    /// Reads what a response says about the pages after it. Called before the list is taken out of it.
    pub(super) fn read(&self, response: &mut dyn Structure) -> Hint {
        match self.paging {
            Paging::Offset { total, .. } | Paging::Page { total, .. } => {
                Hint { total: total.and_then(|total| number(response, total)), ..Hint::default() }
            }
            Paging::Token { next, more, done, .. } => {
                let more = more.and_then(|more| flag(response, more));
                let done = done.and_then(|done| flag(response, done));
                let ended = more == Some(false) || done == Some(true);
                let next = token(response, next).filter(|_| !ended);
                let lost = next.is_none() && !ended && (more == Some(true) || done == Some(false));
                Hint { next, lost, ..Hint::default() }
            }
        }
    }

    /// Takes a page in.
    ///
    /// # Errors
    /// Returns an error of the kind `Paging` if the service repeats a page, or ends the list before it is complete.
    pub(super) fn pass(&mut self, request: &mut dyn Structure, hint: Hint, page: Fingerprint) -> Result<(), Error> {
        match self.paging {
            Paging::Token { token: name, .. } => self.pass_token(token(request, name), hint, page),
            Paging::Offset { limit, .. } => {
                let (count, after) = self.count(arrived(&hint, &page, number(request, limit)), 0)?;
                self.history.check(&page, false)?;
                self.keep(count, after, page, count.seen());
                Ok(())
            }
            Paging::Page { size, first, .. } => self.pass_page(request, (size, first), &hint, page),
        }
    }

    fn pass_page(
        &mut self,
        request: &mut dyn Structure,
        (size, first): (&str, u64),
        hint: &Hint,
        page: Fingerprint,
    ) -> Result<(), Error> {
        let Position::Number(current) = self.position else { return Ok(()) };
        let asked = number(request, size);
        let skipped = current.saturating_sub(first);
        let (count, after) = self.count(arrived(hint, &page, asked), skipped)?;
        self.history.check(&page, true)?;
        // A service that caps the size may still count by the size it was asked for: so it is asked for its own.
        let capped = count.size().filter(|size| asked.is_some_and(|asked| *size < asked));
        if let Some(own) = capped.filter(|_| self.history.is_empty() && skipped == 0) {
            set_number(request, size, own);
        }
        self.keep(count, after, page, current.saturating_add(1));
        Ok(())
    }

    fn count(&self, page: Arrived, skipped: u64) -> Result<(Count, After), Error> {
        let mut count = self.count;
        let after = if self.history.is_empty() { count.add_first(page, skipped) } else { count.add(page, false) };
        after.map(|after| (count, after))
    }

    fn keep(&mut self, count: Count, after: After, page: Fingerprint, next: u64) {
        self.count = count;
        self.position = if after == After::End { Position::End } else { Position::Number(next) };
        self.history.push(page, None);
    }

    fn pass_token(&mut self, sent: Option<String>, hint: Hint, page: Fingerprint) -> Result<(), Error> {
        let sent = sent.unwrap_or_default();
        if let Some(next) = &hint.next {
            self.history.check_token(&sent, next, &page)?;
        }
        self.history.push(page, Some(&sent));
        self.position = match hint.next {
            Some(next) => Position::Token(next),
            None if hint.lost => Position::Lost,
            None => Position::End,
        };
        Ok(())
    }
}

fn arrived(hint: &Hint, page: &Fingerprint, limit: Option<u64>) -> Arrived {
    Arrived { items: page.count().saturating_add(hint.left_out), limit, total: hint.total }
}

/// What a response says about the pages after it.
#[derive(Default)]
pub(super) struct Hint {
    total: Option<u64>,
    next: Option<String>,
    /// Whether there are more pages, but no token for them.
    lost: bool,
    /// How many items of the page do not fit their type: the service counts them all the same.
    pub(super) left_out: u64,
}
