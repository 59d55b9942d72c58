use std::fmt;

/// Where in a JSON text something is: filled from the inside out while an error travels up.
#[derive(Debug, Default)]
pub(super) struct Trail {
    segments: Vec<Segment>,
    depth: usize,
}

#[derive(Clone, Copy, Debug)]
enum Segment {
    Member(&'static str),
    Item(usize),
}

impl Trail {
    /// Goes one structure down; `false` where that is deeper than is allowed.
    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        self.depth <= super::MAX_DEPTH
    }

    /// Comes one structure up.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Notes that the error that travels up came out of this member.
    pub(super) fn out_of_member(&mut self, name: &'static str) {
        self.segments.push(Segment::Member(name));
    }

    /// Notes that the error that travels up came out of this item of a list.
    pub(super) fn out_of_item(&mut self, index: usize) {
        self.segments.push(Segment::Item(index));
    }
}

impl fmt::Display for Trail {
    /// `Response.TaskInstanceSet[1].ExitCode`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, segment) in self.segments.iter().rev().enumerate() {
            match segment {
                Segment::Member(name) if count == 0 => f.write_str(name)?,
                Segment::Member(name) => write!(f, ".{name}")?,
                Segment::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A JSON text that does not fit a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where it does not fit, such as `Response.TaskInstanceSet[1].ExitCode`; empty for the whole text.
    pub path: String,
    /// What was found there and what was expected.
    pub message: String,
}

impl DecodeError {
    pub(super) fn new(trail: &Trail, error: &serde_json::Error) -> Self {
        Self { path: trail.to_string(), message: error.to_string() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "at {path}: {}", self.message),
        }
    }
}

impl std::error::Error for DecodeError {}
