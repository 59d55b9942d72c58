//! JSON that lost its lines of lone brackets: `{`, `}`, `},`, `],` and their like.
//!
//! The remaining lines still say much: indentation shows the depth of a line, a line that opens a
//! container still has its bracket, and a line without a comma is the last of its container. The
//! known types are checked against all of it. If two readings are left, the text is not repaired:
//! nothing is guessed.

use crate::model::{Field, Type};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A function that finds the structures of a description by name.
pub type Structures<'a> = dyn Fn(&str) -> Option<&'a [Field]> + 'a;

/// Puts the brackets back into what is left of a JSON object. `root` are the fields of the object,
/// or of what stands in its `Response`; `structures` finds the fields of a structure.
///
/// Gives `None` if the text does not fit the types, or where it can be read in more than one way.
pub fn repair<'a>(text: &str, root: &'a [Field], structures: &Structures<'a>) -> Option<Value> {
    let mut builder =
        JsonBuilder { out: String::with_capacity(text.len() * 2), frames: Vec::new(), structures };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(KeptLine::parse);
    let first = lines.next()??;
    builder.out.push('{');
    builder.frames.push(Frame::object(first.indent, Some(root)));
    builder.add(&first, true)?;
    for line in lines {
        builder.add(&line?, false)?;
    }
    builder.finish()
}

/// A line that is left.
struct KeptLine<'t> {
    indent: usize,
    /// The key, in a line of an object.
    key: Option<&'t str>,
    /// The value, or the bracket that opens a container.
    value: &'t str,
    /// True if more follows in the same container.
    more: bool,
}

impl<'t> KeptLine<'t> {
    /// Takes a line apart; `None` if it is not one of printed JSON.
    fn parse(line: &'t str) -> Option<Self> {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        let (text, more) =
            text.strip_suffix(',').map_or((text, false), |text| (text.trim_end(), true));
        let (key, value) = match key_and_value(text) {
            Some((key, value)) => (Some(key), value),
            None => (None, text),
        };
        let opens = matches!(value, "{" | "[") && key.is_some() && !more;
        let is_value = || serde_json::from_str::<Value>(value).is_ok();
        (opens || is_value()).then_some(Self { indent, key, value, more })
    }

    fn opens(&self) -> bool {
        matches!(self.value, "{" | "[")
    }
}

/// `"Key": value`; a string alone has no key.
fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (key, rest) = text.strip_prefix('"')?.split_once('"')?;
    let value = rest.trim_start().strip_prefix(':')?;
    (!key.contains('\\')).then_some((key, value.trim_start()))
}

/// An open container.
struct Frame<'a> {
    kind: FrameKind<'a>,
    /// The indentation of its lines; unknown before the first one.
    indent: Option<usize>,
    /// True if its last line ended with a comma; unknown if a container was closed last.
    more: Option<bool>,
    /// True if anything stands in it.
    used: bool,
}

enum FrameKind<'a> {
    /// An object with its fields, if they are known, and the keys seen so far.
    Object { fields: Option<&'a [Field]>, keys: HashSet<String> },
    /// A list of objects.
    Objects(Elements<'a>),
    /// A list that nothing stands in yet.
    List { element: Option<&'a Type> },
    /// A list of values.
    Values { element: Option<&'a Type> },
}

/// The elements of a list of objects.
struct Elements<'a> {
    /// Their fields, if they are known.
    fields: Option<&'a [Field]>,
    /// The first key of the first one. Printed elements all start with the same key.
    first: String,
    /// The number of closed ones, and of those with each key.
    closed: usize,
    keys: HashMap<String, usize>,
    /// Keys behind a container: they might as well start an element that lacks the first key.
    doubtful: HashSet<String>,
}

impl Elements<'_> {
    fn count(&mut self, keys: HashSet<String>) {
        self.closed += 1;
        keys.into_iter().for_each(|key| *self.keys.entry(key).or_default() += 1);
    }

    /// Returns whether each doubtful key stands in every element, so that it starts none.
    fn agree(&self) -> bool {
        self.doubtful.iter().all(|key| self.keys.get(key) == Some(&self.closed))
    }
}

impl<'a> Frame<'a> {
    fn new(kind: FrameKind<'a>, indent: Option<usize>) -> Self {
        Self { kind, indent, more: None, used: false }
    }

    fn object(indent: usize, fields: Option<&'a [Field]>) -> Self {
        Self::new(FrameKind::Object { fields, keys: HashSet::new() }, Some(indent))
    }
}

struct JsonBuilder<'a, 's> {
    out: String,
    frames: Vec<Frame<'a>>,
    structures: &'s Structures<'a>,
}

impl<'a> JsonBuilder<'a, '_> {
    fn add(&mut self, line: &KeptLine<'_>, is_first: bool) -> Option<()> {
        self.settle(line)?;
        match line.key {
            Some(key) => self.add_field(key, line, is_first),
            None => self.element(line),
        }
    }

    /// Closes what the line is not in, and opens the element that it starts.
    fn settle(&mut self, line: &KeptLine<'_>) -> Option<()> {
        while self.frames.last()?.indent.is_some_and(|indent| indent > line.indent)
            || self.is_left_empty(line)
        {
            self.close()?;
        }
        let depth = self.frames.len();
        let outer = depth.checked_sub(2).and_then(|at| self.frames[at].indent);
        let frame = self.frames.last_mut()?;
        match frame.indent {
            Some(indent) if indent != line.indent => return None,
            Some(_) => {}
            None if outer.is_some_and(|outer| line.indent <= outer) => return None,
            None => frame.indent = Some(line.indent),
        }
        self.start_list(line)?;
        self.next_element(line)
    }

    /// Returns whether the innermost container was opened and this line is not in it. An object is
    /// then empty; a list may also hold an empty object, so that closing it fails.
    fn is_left_empty(&self, line: &KeptLine<'_>) -> bool {
        let [.., outer, inner] = &self.frames[..] else { return false };
        inner.indent.is_none() && outer.indent.is_some_and(|indent| line.indent <= indent)
    }

    /// The first line in a list tells whether it is one of objects or of values.
    fn start_list(&mut self, line: &KeptLine<'_>) -> Option<()> {
        let frame = self.frames.last_mut()?;
        let FrameKind::List { element } = &frame.kind else { return Some(()) };
        let element = *element;
        let Some(key) = line.key else {
            frame.kind = FrameKind::Values { element };
            return Some(());
        };
        let fields = match element {
            Some(Type::Structure(name)) => (self.structures)(name),
            Some(_) => return None,
            None => None,
        };
        let indent = frame.indent.take()?;
        let (first, keys, doubtful) = (key.to_owned(), HashMap::new(), HashSet::new());
        frame.kind = FrameKind::Objects(Elements { fields, first, closed: 0, keys, doubtful });
        frame.used = true;
        self.out.push('{');
        self.frames.push(Frame::object(indent, fields));
        Some(())
    }

    /// Starts the next element of a list of objects where the line cannot be in the one before.
    fn next_element(&mut self, line: &KeptLine<'_>) -> Option<()> {
        let Some(key) = line.key else { return Some(()) };
        let frame = self.frames.last()?;
        let FrameKind::Object { keys, .. } = &frame.kind else { return None };
        let repeated = keys.contains(key);
        let ended = frame.used && frame.more == Some(false);
        if !repeated && !ended {
            if frame.used && frame.more.is_none() {
                self.doubt(key);
            }
            return Some(());
        }
        // A comma says that the element goes on, so a key seen before does not fit.
        if frame.more == Some(true) {
            return None;
        }
        self.close()?;
        let FrameKind::Objects(elements) = &self.frames.last()?.kind else { return None };
        if elements.first != key {
            return None;
        }
        let fields = elements.fields;
        self.out.push_str(",{");
        self.frames.push(Frame::object(line.indent, fields));
        Some(())
    }

    /// Notes a key that follows a container in an element of a list.
    fn doubt(&mut self, key: &str) {
        if let [.., Frame { kind: FrameKind::Objects(elements), .. }, _] = &mut self.frames[..] {
            elements.doubtful.insert(key.to_owned());
        }
    }

    fn add_field(&mut self, key: &str, line: &KeptLine<'_>, is_first: bool) -> Option<()> {
        let frame = self.frames.last_mut()?;
        let FrameKind::Object { fields, keys } = &mut frame.kind else { return None };
        let comma = if frame.used { "," } else { "" };
        keys.insert(key.to_owned());
        frame.used = true;
        frame.more = if line.opens() { None } else { Some(line.more) };
        let declared = fields.and_then(|fields| fields.iter().find(|field| field.name == key));
        let envelope =
            if is_first && declared.is_none() && key == "Response" { *fields } else { None };
        self.out.push_str(&format!("{comma}{}:", Value::from(key)));
        match envelope {
            Some(fields) if line.value == "{" => {
                self.out.push('{');
                self.frames.push(Frame::new(
                    FrameKind::Object { fields: Some(fields), keys: HashSet::new() },
                    None,
                ));
                Some(())
            }
            Some(_) => None,
            None => self.value(declared.map(|field| &field.r#type), line),
        }
    }

    /// Writes a value, or opens a container, if it fits the declared type.
    fn value(&mut self, declared: Option<&'a Type>, line: &KeptLine<'_>) -> Option<()> {
        if !line.opens() {
            self.out.push_str(line.value);
            return fits(declared, line.value).then_some(());
        }
        let kind = match (line.value, declared) {
            ("{", Some(Type::Structure(name))) => {
                FrameKind::Object { fields: (self.structures)(name), keys: HashSet::new() }
            }
            ("{", None) => FrameKind::Object { fields: None, keys: HashSet::new() },
            ("[", Some(Type::Array(element))) => FrameKind::List { element: Some(element) },
            ("[", None) => FrameKind::List { element: None },
            _ => return None,
        };
        self.out.push_str(line.value);
        self.frames.push(Frame::new(kind, None));
        Some(())
    }

    /// Writes an element of a list of values.
    fn element(&mut self, line: &KeptLine<'_>) -> Option<()> {
        let frame = self.frames.last_mut()?;
        let FrameKind::Values { element } = &frame.kind else { return None };
        if line.opens() || frame.more == Some(false) || !fits(*element, line.value) {
            return None;
        }
        let comma = if frame.used { "," } else { "" };
        frame.used = true;
        frame.more = Some(line.more);
        self.out.push_str(comma);
        self.out.push_str(line.value);
        Some(())
    }

    /// Closes the innermost container; a last line with a comma says that something is missing.
    fn close(&mut self) -> Option<()> {
        let frame = self.frames.pop()?;
        if frame.more == Some(true) {
            return None;
        }
        match frame.kind {
            FrameKind::Object { keys, .. } => {
                if let Some(Frame { kind: FrameKind::Objects(elements), .. }) =
                    self.frames.last_mut()
                {
                    elements.count(keys);
                }
                self.out.push('}');
            }
            // An empty list and a list of an empty object lost the same lines.
            FrameKind::List { .. } => return None,
            FrameKind::Objects(elements) if !elements.agree() => return None,
            FrameKind::Objects(_) | FrameKind::Values { .. } => self.out.push(']'),
        }
        Some(())
    }

    fn finish(mut self) -> Option<Value> {
        while !self.frames.is_empty() {
            self.close()?;
        }
        serde_json::from_str(&self.out).ok()
    }
}

/// Returns whether a value on one line can be of a type; null and an undeclared field can be
/// anything.
fn fits(declared: Option<&Type>, value: &str) -> bool {
    match (declared, value.as_bytes().first()) {
        (Some(Type::Array(_)), Some(first)) => matches!(first, b'[' | b'n'),
        (Some(Type::Structure(_)), Some(first)) => matches!(first, b'{' | b'n' | b'"'),
        (Some(_), Some(first)) => !matches!(first, b'[' | b'{'),
        (None, _) => true,
        (_, None) => false,
    }
}
