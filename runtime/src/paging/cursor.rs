//! Where a walk over pages is, and when it is over.

use super::Paging;
use super::member::{flag, number, set_number, set_token, token};
use crate::codec::{Structure, to_json};
use crate::error::{Error, ErrorKind};
use crate::sign::hash;

/// A walk over pages. It changes requests and reads answers by names, the same code for all actions.
///
/// It ends where as many items came as there are in all, on an empty page, on a short page where no total is told, and
/// where there is no next token. A service that gives the same page twice and would do so for ever is an error.
pub(super) struct Cursor {
    paging: Paging,
    position: Position,
    /// Items so far, those skipped by the caller included.
    seen: u64,
    /// The page before, as a hash.
    last: Option<String>,
}

enum Position {
    /// The request is still as the caller made it.
    Start,
    /// The next request's offset or page number.
    Number(u64),
    /// The next request's token.
    Token(String),
    /// There are no more pages.
    End,
}

impl Cursor {
    pub(super) fn new(paging: Paging) -> Self {
        Self { paging, position: Position::Start, seen: 0, last: None }
    }

    pub(super) fn is_at_end(&self) -> bool {
        matches!(self.position, Position::End)
    }

    /// Makes the request ask for the next page.
    pub(super) fn aim(&mut self, request: &mut dyn Structure) -> Result<(), Error> {
        let set = match (&self.position, self.paging) {
            (Position::End, _) | (Position::Start, Paging::Token { .. }) => true,
            (Position::Start, Paging::Offset { offset, .. }) => {
                self.seen = number(request, offset).unwrap_or(0);
                set_number(request, offset, self.seen)
            }
            (Position::Start, Paging::Page { page, size, first, .. }) => {
                let start = number(request, page).unwrap_or(first);
                self.seen = start.saturating_sub(first).saturating_mul(number(request, size).unwrap_or(0));
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

    /// What an answer says about the pages after it. Asked before the list is taken out of it.
    pub(super) fn read(&self, answer: &mut dyn Structure) -> Hint {
        match self.paging {
            Paging::Offset { total, .. } | Paging::Page { total, .. } => {
                let total = total.and_then(|total| number(answer, total));
                Hint { total, page: total.is_none().then(|| fingerprint(answer)), ..Hint::default() }
            }
            Paging::Token { next, more, done, .. } => {
                let ended = done.and_then(|done| flag(answer, done)) == Some(true)
                    || more.and_then(|more| flag(answer, more)) == Some(false);
                Hint { next: token(answer, next).filter(|_| !ended), ..Hint::default() }
            }
        }
    }

    /// Takes a page in, of which `got` items were read.
    pub(super) fn pass(&mut self, request: &mut dyn Structure, hint: Hint, got: usize) -> Result<(), Error> {
        let got = got as u64;
        self.seen += got;
        self.position = match self.paging {
            Paging::Offset { limit, .. } if self.is_last(&hint, got, number(request, limit)) => Position::End,
            Paging::Page { size, .. } if self.is_last(&hint, got, number(request, size)) => Position::End,
            Paging::Offset { .. } => Position::Number(self.seen),
            Paging::Page { page, .. } => Position::Number(number(request, page).unwrap_or(0) + 1),
            Paging::Token { token: name, .. } => match hint.next {
                None => Position::End,
                Some(next) if token(request, name).as_ref() == Some(&next) => return Err(repeated()),
                Some(next) => Position::Token(next),
            },
        };
        match std::mem::replace(&mut self.last, hint.page) {
            Some(last) if self.last.as_ref() == Some(&last) && !self.is_at_end() => Err(repeated()),
            _ => Ok(()),
        }
    }

    /// Whether the numbers say that a page is the last.
    fn is_last(&self, hint: &Hint, got: u64, limit: Option<u64>) -> bool {
        match hint.total {
            _ if got == 0 => true,
            Some(total) => self.seen >= total,
            None => limit.is_some_and(|limit| got < limit),
        }
    }
}

/// What an answer says about the pages after it.
#[derive(Default)]
pub(super) struct Hint {
    total: Option<u64>,
    next: Option<String>,
    /// The page as a hash, only where no total is told: there nothing else would end a service that repeats it.
    page: Option<String>,
}

/// A hash of an answer but for its request id.
fn fingerprint(answer: &mut dyn Structure) -> String {
    let request_id = token(answer, "RequestId");
    set_token(answer, "RequestId", "");
    let page = to_json(answer).map(|json| hash(&json)).unwrap_or_default();
    if let Some(id) = request_id {
        set_token(answer, "RequestId", &id);
    }
    page
}

fn repeated() -> Error {
    Error::new(ErrorKind::Paging, "the service sent the same page twice: the list would never end")
}
