/// A line of the text, without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The content.
    pub text: &'a str,
    /// Its number, counted from 1.
    pub number: usize,
}

/// A place between two lines. Copying it is how a reader looks ahead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    rest: Option<&'a str>,
    number: usize,
}

impl<'a> Cursor<'a> {
    /// The place before the first line.
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: Some(text), number: 0 }
    }

    /// Takes the next line.
    pub(super) fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.rest?;
        let (text, rest) = match rest.split_once('\n') {
            Some((text, rest)) => (text, Some(rest)),
            None => (rest, None),
        };
        self.rest = rest;
        self.number += 1;
        Some(Line { text: text.strip_suffix('\r').unwrap_or(text), number: self.number })
    }

    /// The next line, which is not taken.
    pub(super) fn peek(&self) -> Option<Line<'a>> {
        let mut copy = *self;
        copy.next()
    }
}
