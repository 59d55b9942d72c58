/// A JSON object in a stream without `data:`, collected until it is complete.
#[derive(Default)]
pub(super) struct BareEvent {
    text: Vec<u8>,
    depth: usize,
    in_string: bool,
    after_backslash: bool,
}

impl BareEvent {
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds a line, up to the end of the object.
    ///
    /// Returns the position of that end in the line, if it is there.
    pub(super) fn add(&mut self, line: &[u8]) -> Option<usize> {
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        let end = line.iter().position(|byte| self.ends_with(*byte)).map(|last| last + 1);
        self.text.extend_from_slice(&line[..end.unwrap_or(line.len())]);
        end
    }

    /// Reads a byte; returns `true` if the object ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        if self.in_string {
            self.in_string = byte != b'"' || self.after_backslash;
            self.after_backslash = byte == b'\\' && !self.after_backslash;
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        matches!(byte, b'}' | b']') && self.depth == 0
    }

    pub(super) fn into_data(self) -> Vec<u8> {
        self.text
    }
}
