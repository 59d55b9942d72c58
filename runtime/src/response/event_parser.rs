//! A parser of server-sent events, without I/O.

use super::bare_event::BareEvent;
use std::collections::VecDeque;
use std::ops::Range;

/// An unparsed event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawEvent {
    pub(crate) name: Option<String>,
    pub(crate) id: Option<String>,
    /// Its data lines, joined with line feeds.
    pub(crate) data: Vec<u8>,
}

impl RawEvent {
    /// Returns whether the event reports that the stream has failed.
    pub(crate) fn is_error(&self) -> bool {
        self.name.as_deref().is_some_and(|name| name.trim().eq_ignore_ascii_case("error"))
    }

    /// Returns whether the event marks the end of the stream: `[DONE]`, in any spelling.
    pub(crate) fn is_end(&self) -> bool {
        let text = self.data.trim_ascii();
        let text = inside(text, b"\"", b"\"").unwrap_or(text);
        inside(text, b"[", b"]").unwrap_or(text).eq_ignore_ascii_case(b"done")
    }
}

/// Returns the text between two delimiters, without surrounding whitespace.
fn inside<'a>(text: &'a [u8], before: &[u8], after: &[u8]) -> Option<&'a [u8]> {
    text.strip_prefix(before)?.strip_suffix(after).map(<[u8]>::trim_ascii)
}

/// Splits a stream into events, however its bytes are split into chunks.
///
/// Lines end with LF, CR LF or CR. An empty line ends an event. Lines that begin with a colon are
/// comments. An event without data is dropped, unless it is named `error`. A JSON object without
/// `data:` is an event of its own: gateways send errors in this form.
#[derive(Default)]
pub(crate) struct EventParser {
    buffer: Vec<u8>,
    /// The start of the incomplete line, and how far it has been scanned.
    start: usize,
    scanned: usize,
    /// True if the last line ended with CR: a following LF belongs to it.
    after_cr: bool,
    /// True if the first line has been read: a byte order mark may precede it.
    begun: bool,
    event: RawEvent,
    has_data: bool,
    bare: Option<BareEvent>,
    /// Complete events that have not been taken yet.
    ready: VecDeque<RawEvent>,
    /// The end of a line that began with an object.
    line_rest: Option<usize>,
    /// A line after the last event that is not part of one.
    stray: Option<Vec<u8>>,
    has_ended: bool,
}

impl EventParser {
    /// Adds a chunk, after all complete events have been taken.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.scanned -= self.start;
        self.line_rest = self.line_rest.map(|end| end - self.start);
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the number of bytes that are kept of an incomplete event.
    pub(crate) fn pending(&self) -> usize {
        let bare = self.bare.as_ref().map_or(0, BareEvent::len);
        self.buffer.len() - self.start + self.event.data.len() + bare
    }

    /// Returns the next complete event.
    pub(crate) fn next(&mut self) -> Option<RawEvent> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let end = match self.line_rest.take().or_else(|| self.line_end()) {
                Some(end) => end,
                None if !self.has_ended => return None,
                None if self.start < self.buffer.len() => self.buffer.len(),
                None => {
                    self.end_bare();
                    self.dispatch();
                    return self.ready.pop_front();
                }
            };
            let line = self.start..end;
            self.after_cr = self.buffer.get(end) == Some(&b'\r');
            self.start = self.buffer.len().min(end + 1);
            self.scanned = self.start;
            self.line(line);
        }
    }

    /// Marks the end of the stream: the last event may lack its empty line.
    pub(crate) fn finish(&mut self) {
        self.has_ended = true;
    }

    /// Returns a line after the last event that is not part of one.
    ///
    /// It is a gateway's own text, or half a line.
    pub(crate) fn stray(&mut self) -> Option<Vec<u8>> {
        self.stray.take()
    }

    fn line_end(&mut self) -> Option<usize> {
        if self.after_cr && self.start < self.buffer.len() {
            self.after_cr = false;
            if self.buffer[self.start] == b'\n' {
                self.start += 1;
                self.scanned = self.start;
            }
        }
        let found =
            self.buffer[self.scanned..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = found.map(|offset| self.scanned + offset);
        self.scanned = self.buffer.len();
        end
    }

    fn line(&mut self, mut range: Range<usize>) {
        if !self.begun {
            self.begun = true;
            let has_mark = self.buffer[range.clone()].starts_with("\u{feff}".as_bytes());
            range.start += if has_mark { 3 } else { 0 };
        }
        let line = &self.buffer[range.clone()];
        let is_object = line.trim_ascii_start().starts_with(b"{");
        let colon = line.iter().position(|byte| *byte == b':');
        let field = Field::parse(&line[..colon.unwrap_or(line.len())], colon.is_some());
        if self.bare.is_some() && field.is_known() {
            // The object was cut off.
            self.end_bare();
        }
        if self.bare.is_some() || is_object {
            return self.bare_line(range);
        }
        let line = &self.buffer[range];
        let value = colon.map_or(&b""[..], |colon| &line[colon + 1..]);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            Field::Data => self.event.add(value, &mut self.has_data),
            Field::Error => {
                self.event.name = Some("error".to_owned());
                self.event.add(value, &mut self.has_data);
            }
            Field::Event => self.event.name = Some(String::from_utf8_lossy(value).into_owned()),
            Field::Id => self.event.id = Some(String::from_utf8_lossy(value).into_owned()),
            Field::Empty => self.dispatch(),
            Field::Other => {}
            Field::Stray => self.stray = Some(line.to_vec()),
        }
    }

    /// Adds a line to a JSON object without `data:`. The text after the object is parsed as a line.
    fn bare_line(&mut self, range: Range<usize>) {
        if self.bare.is_none() {
            self.dispatch();
        }
        let bare = self.bare.get_or_insert_default();
        let Some(length) = bare.add(&self.buffer[range.clone()]) else { return };
        self.end_bare();
        if range.start + length < range.end {
            self.start = range.start + length;
            self.line_rest = Some(range.end);
        }
    }

    fn end_bare(&mut self) {
        if let Some(bare) = self.bare.take() {
            self.push(RawEvent { data: bare.into_data(), ..RawEvent::default() });
        }
    }

    fn dispatch(&mut self) {
        self.has_data = false;
        let event = std::mem::take(&mut self.event);
        if !event.data.is_empty() || event.is_error() {
            self.push(event);
        }
    }

    fn push(&mut self, event: RawEvent) {
        self.stray = None;
        self.ready.push_back(event);
    }
}

impl RawEvent {
    /// Adds a line of data.
    fn add(&mut self, value: &[u8], has_data: &mut bool) {
        if *has_data {
            self.data.push(b'\n');
        }
        self.data.extend_from_slice(value);
        *has_data = true;
    }
}

/// The kind of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Data,
    Event,
    Id,
    /// Not a field of the standard, but used by some services to report a failure.
    Error,
    /// An empty line.
    Empty,
    /// A comment, or a field without meaning to this client.
    Other,
    /// Not a line of a stream of events.
    Stray,
}

impl Field {
    fn parse(name: &[u8], has_colon: bool) -> Self {
        let name = name.trim_ascii();
        let is = |other: &str| name.eq_ignore_ascii_case(other.as_bytes());
        let is_word = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
        match has_colon {
            _ if is("data") => Self::Data,
            _ if is("event") => Self::Event,
            _ if is("id") => Self::Id,
            _ if is("retry") => Self::Other,
            true if is("error") => Self::Error,
            true if is_word => Self::Other,
            false if name.is_empty() => Self::Empty,
            _ => Self::Stray,
        }
    }

    fn is_known(self) -> bool {
        matches!(self, Self::Data | Self::Event | Self::Id)
    }
}

#[cfg(test)]
mod tests {
    use super::EventParser;

    /// Returns the events of a stream that arrives in chunks of the given size, as text.
    fn events(stream: &[u8], size: usize) -> Vec<String> {
        let mut parser = EventParser::default();
        let mut events = Vec::new();
        for piece in stream.chunks(size) {
            parser.feed(piece);
            events.extend(std::iter::from_fn(|| parser.next()));
        }
        parser.finish();
        events.extend(std::iter::from_fn(|| parser.next()));
        assert_eq!(parser.next(), None);
        let stray = parser.stray().map(|line| format!("stray {}", String::from_utf8_lossy(&line)));
        let text = |event: super::RawEvent| {
            let part = |name: &str, value: Option<String>| {
                value.map(|value| format!("{name}={value} ")).unwrap_or_default()
            };
            let data = String::from_utf8_lossy(&event.data).into_owned();
            part("event", event.name) + &part("id", event.id) + &data
        };
        events.into_iter().map(text).chain(stray).collect()
    }

    #[test]
    fn streams() {
        let cases: [(&str, &[&str]); 31] = [
            ("data: a\n\ndata: b\n\n", &["a", "b"]),
            ("data: a\r\n\r\ndata: b\r\n\r\n", &["a", "b"]),
            ("data: a\r\rdata: b\r\r", &["a", "b"]),
            ("data: a\r\n\ndata: b\n\r\n", &["a", "b"]),
            ("\u{feff}data: a\n\n", &["a"]),
            ("data: a\n\ndata: b", &["a", "b"]),
            ("data: a\n\ndata: b\n", &["a", "b"]),
            ("data: a\ndata: b\ndata:\ndata:  c\n\n", &["a\nb\n\n c"]),
            ("data:a\n\n", &["a"]),
            (": hello\n\n: again\ndata: a\n:\n\n", &["a"]),
            (
                "event: delta\nid: 7\nretry: 10\nnew: x\ndata: a\n\ndata: b\n\n",
                &["event=delta id=7 a", "b"],
            ),
            ("event: none\n\ndata:\n\ndata: a\n\n", &["a"]),
            ("no colon\ndata\ndata: a\n\n", &["\na"]),
            ("", &[]),
            // Fields with blanks around their names, or in capitals.
            ("data : a\nDATA: b\n\n", &["a\nb"]),
            // Errors in forms other than data.
            ("event: error\ndata: it broke\n\n", &["event=error it broke"]),
            ("event: error\n\ndata: a\n\n", &["event=error ", "a"]),
            ("event: error\n", &["event=error "]),
            ("data: a\n\nerror: it broke\n", &["a", "event=error it broke"]),
            ("data: a\n\nit broke\n\n", &["a", "stray it broke"]),
            ("data: a\n\nda", &["a", "stray da"]),
            ("data: a\n\nit broke\n\ndata: b\n\n", &["a", "b"]),
            ("<html>\n<b>it: broke</b>\n", &["stray <b>it: broke</b>"]),
            ("new: x\nretry: 3\n: it broke\n\n", &[]),
            // Objects without `data:`.
            ("{\"a\":1}", &["{\"a\":1}"]),
            ("data: a\n{\"a\":1}\ndata: b\n\n", &["a", "{\"a\":1}", "b"]),
            ("{\"a\":1}\n{\"b\":\"}{\"}\n", &["{\"a\":1}", "{\"b\":\"}{\"}"]),
            ("{\"a\":1} {\"b\":2}x\n", &["{\"a\":1}", " {\"b\":2}", "stray x"]),
            (
                "{\n\n \"a\": \"\\\"}\",\n \"b\": {}\n}\n\n",
                &["{\n\n \"a\": \"\\\"}\",\n \"b\": {}\n}"],
            ),
            ("{\"a\":\ndata: b\n\n", &["{\"a\":", "b"]),
            ("{\"a\":", &["{\"a\":"]),
        ];
        for (stream, expected) in cases {
            for size in 1..=stream.len().max(1) {
                assert_eq!(
                    events(stream.as_bytes(), size),
                    expected,
                    "{stream:?} in pieces of {size}"
                );
            }
        }
    }

    #[test]
    fn what_is_kept_is_known_and_looked_through_once() {
        let mut parser = EventParser::default();
        for _ in 0..100_000 {
            parser.feed(b"0123456789");
            assert!(parser.next().is_none());
        }
        assert_eq!(parser.pending(), 1_000_000);
    }

    #[test]
    fn ends() {
        let is_end =
            |data: &str| super::RawEvent { data: data.into(), ..Default::default() }.is_end();
        for data in ["[DONE]", " [DONE] ", "[ DONE ]", "[done]", "DONE", "\"[DONE]\"", "\t[Done]"] {
            assert!(is_end(data), "{data}");
        }
        for data in ["", "[]", "{}", "{\"a\":\"[DONE]\"}", "[DONE] and more", "\"", "[", "[DONE"] {
            assert!(!is_end(data), "{data}");
        }
    }
}
