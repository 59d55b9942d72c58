//! Server-sent events out of bytes, without I/O.

/// An event as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) name: Option<String>,
    pub(super) id: Option<String>,
    /// Its data lines, joined with line feeds.
    pub(super) data: Vec<u8>,
}

/// Takes a stream apart, however its bytes are cut into pieces.
///
/// Lines end with LF, CR LF or CR; a blank line ends an event; lines that begin with a colon are comments. An event
/// without data is none.
#[derive(Default)]
pub(super) struct Parser {
    buffer: Vec<u8>,
    /// Where the line begins that is not whole yet, and how far it has been looked through.
    start: usize,
    scanned: usize,
    /// Whether the last line ended with CR: an LF that follows belongs to it.
    after_cr: bool,
    /// Whether the first line has been seen: before it there may be a byte order mark.
    begun: bool,
    event: RawEvent,
    has_data: bool,
}

impl Parser {
    /// Takes in a piece.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.scanned -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// How many bytes are kept of an event that is not whole yet.
    pub(super) fn pending(&self) -> usize {
        self.buffer.len() - self.start + self.event.data.len()
    }

    /// The next whole event.
    pub(super) fn next(&mut self) -> Option<RawEvent> {
        loop {
            let end = self.line_end()?;
            let line = self.start..end;
            self.after_cr = self.buffer[end] == b'\r';
            self.start = end + 1;
            self.scanned = self.start;
            if let Some(event) = self.line(line) {
                return Some(event);
            }
        }
    }

    /// The last event, which may lack its blank line.
    pub(super) fn finish(&mut self) -> Option<RawEvent> {
        let line = self.start..self.buffer.len();
        self.start = line.end;
        self.scanned = line.end;
        let event = if line.is_empty() { None } else { self.line(line) };
        event.or_else(|| self.dispatch())
    }

    fn line_end(&mut self) -> Option<usize> {
        if self.after_cr && self.start < self.buffer.len() {
            self.after_cr = false;
            if self.buffer[self.start] == b'\n' {
                self.start += 1;
                self.scanned = self.start;
            }
        }
        let found = self.buffer[self.scanned..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = found.map(|offset| self.scanned + offset);
        self.scanned = self.buffer.len();
        end
    }

    fn line(&mut self, range: std::ops::Range<usize>) -> Option<RawEvent> {
        let mut line = &self.buffer[range];
        if !self.begun {
            self.begun = true;
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = colon.map_or((line, &b""[..]), |colon| (&line[..colon], &line[colon + 1..]));
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"data" => {
                if self.has_data {
                    self.event.data.push(b'\n');
                }
                self.event.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => self.event.name = Some(String::from_utf8_lossy(value).into_owned()),
            b"id" => self.event.id = Some(String::from_utf8_lossy(value).into_owned()),
            // A comment, or a field that says nothing to us.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        self.has_data = false;
        let event = std::mem::take(&mut self.event);
        (!event.data.is_empty()).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::Parser;

    /// The events of a stream that comes in pieces of this size, as text.
    fn events(stream: &[u8], size: usize) -> Vec<String> {
        let mut parser = Parser::default();
        let mut events = Vec::new();
        for piece in stream.chunks(size) {
            parser.feed(piece);
            events.extend(std::iter::from_fn(|| parser.next()));
        }
        events.extend(parser.finish());
        let text = |event: super::RawEvent| {
            let part =
                |name: &str, value: Option<String>| value.map(|value| format!("{name}={value} ")).unwrap_or_default();
            let data = String::from_utf8_lossy(&event.data).into_owned();
            part("event", event.name) + &part("id", event.id) + &data
        };
        events.into_iter().map(text).collect()
    }

    #[test]
    fn streams() {
        let cases: [(&str, &[&str]); 14] = [
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
            ("event: delta\nid: 7\nretry: 10\nnew: x\ndata: a\n\ndata: b\n\n", &["event=delta id=7 a", "b"]),
            ("event: none\n\ndata:\n\ndata: a\n\n", &["a"]),
            ("no colon\ndata\ndata: a\n\n", &["\na"]),
            ("", &[]),
        ];
        for (stream, expected) in cases {
            for size in 1..=stream.len().max(1) {
                assert_eq!(events(stream.as_bytes(), size), expected, "{stream:?} in pieces of {size}");
            }
        }
    }

    #[test]
    fn what_is_kept_is_known_and_looked_through_once() {
        let mut parser = Parser::default();
        for _ in 0..100_000 {
            parser.feed(b"0123456789");
            assert!(parser.next().is_none());
        }
        assert_eq!(parser.pending(), 1_000_000);
    }
}
