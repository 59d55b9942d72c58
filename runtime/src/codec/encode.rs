//! The encoder of structures to JSON text.

use super::json_path::JsonPath;
use super::{
    EnumList, EnumRef, FieldRef, FieldVisitor, MAX_DEPTH, Schema, Structure, StructureList,
    StructureRef,
};
use serde_json::Value;
use std::fmt;

/// Returns the JSON text of a structure. Fields that are not set are omitted.
///
/// # Errors
/// Returns an error if structures are nested deeper than [`MAX_DEPTH`], which is possible only with
/// recursive types. Returns an error if a number is NaN or infinite, which JSON cannot represent.
#[inline]
pub fn to_json<T: Structure + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    write_json(&value)
}

/// Returns the JSON text of a structure whose type does not matter.
pub(crate) fn write_json(value: &dyn StructureRef) -> Result<Vec<u8>, EncodeError> {
    let mut writer = JsonVisitor::new();
    writer.object(value);
    writer.problem.map_or(Ok(writer.out), |problem| Err(problem.error(&writer.path)))
}

/// Returns a text for comparison: the JSON text, in which NaN and infinite numbers are allowed.
pub(super) fn write_comparable(value: &dyn StructureRef) -> Vec<u8> {
    let mut writer = JsonVisitor::new();
    writer.object(value);
    writer.out
}

/// The error of a structure that cannot be written as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeError {
    /// A structure is nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A number is NaN or infinite.
    #[non_exhaustive]
    NotFinite {
        /// The path of the number, such as `Messages[0].Temperature`.
        path: String,
    },
}

impl EncodeError {
    /// Creates the error of a number that is a value of its own.
    pub(crate) fn not_finite() -> Self {
        Self::NotFinite { path: String::new() }
    }

    /// Returns the error with the name of its field, and the index in its list, before the path.
    pub(crate) fn within(self, name: &str, index: Option<usize>) -> Self {
        let Self::NotFinite { path } = self else { return self };
        let index = index.map(|index| format!("[{index}]")).unwrap_or_default();
        let dot = if path.is_empty() { "" } else { "." };
        Self::NotFinite { path: format!("{name}{index}{dot}{path}") }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep => write!(f, "structures are nested more than {MAX_DEPTH} levels deep"),
            Self::NotFinite { path } => {
                write!(f, "{path} is NaN or infinite, which JSON cannot represent")
            }
        }
    }
}

impl std::error::Error for EncodeError {}

/// The obstacle to writing a structure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Problem {
    TooDeep,
    NotFinite,
}

impl Problem {
    fn error(self, path: &JsonPath) -> EncodeError {
        match self {
            Self::TooDeep => EncodeError::TooDeep,
            Self::NotFinite => EncodeError::NotFinite { path: path.to_string() },
        }
    }
}

struct JsonVisitor {
    out: Vec<u8>,
    schema: &'static Schema,
    /// The remaining fields.
    fields: std::slice::Iter<'static, &'static str>,
    depth: usize,
    /// The first problem.
    problem: Option<Problem>,
    /// The path of the first problem.
    path: JsonPath,
}

impl JsonVisitor {
    fn new() -> Self {
        Self {
            out: Vec::with_capacity(256),
            schema: &Schema::EMPTY,
            fields: [].iter(),
            depth: 0,
            problem: None,
            path: JsonPath::default(),
        }
    }

    fn object(&mut self, value: &dyn StructureRef) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.problem = self.problem.or(Some(Problem::TooDeep));
            self.depth -= 1;
            return;
        }
        let (schema, outer) = (self.schema, self.fields.clone());
        self.out.push(b'{');
        value.traverse(self);
        self.close(b'}');
        (self.schema, self.fields) = (schema, outer);
        self.depth -= 1;
    }

    /// Writes the structure of a field, or an item of its list.
    fn inner(&mut self, value: &dyn StructureRef, index: Option<usize>) {
        let before = self.problem;
        self.object(value);
        if self.problem != before {
            self.locate(index);
        }
        self.out.push(b',');
    }

    /// Writes a float. NaN and infinite numbers are written in another form, for comparisons.
    fn number(&mut self, value: f64, index: Option<usize>) {
        if value.is_finite() {
            // Writing a number to memory cannot fail.
            let _ = serde_json::to_writer(&mut self.out, &value);
        } else {
            self.not_finite(value, index);
        }
        self.out.push(b',');
    }

    #[cold]
    fn not_finite(&mut self, value: f64, index: Option<usize>) {
        self.out.extend_from_slice(value.to_string().as_bytes());
        if self.problem.is_none() {
            self.problem = Some(Problem::NotFinite);
            self.locate(index);
        }
    }

    /// Records that the problem is in the current field.
    #[cold]
    fn locate(&mut self, index: Option<usize>) {
        if let Some(index) = index {
            self.path.out_of_item(index);
        }
        let next = self.schema.fields.len() - self.fields.len();
        if let Some(name) = self.schema.fields.get(next.wrapping_sub(1)) {
            self.path.out_of_field(name);
        }
    }

    /// Ends an object or a list, replacing its last comma.
    fn close(&mut self, with: u8) {
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = with,
            _ => self.out.push(with),
        }
    }

    /// Writes the name of the next field if it has a value.
    fn name(&mut self, is_set: bool) -> bool {
        let Some(field) = self.fields.next() else { return false };
        if is_set {
            let name = field.as_bytes();
            self.out.reserve(name.len() + 32);
            self.out.push(b'"');
            self.out.extend_from_slice(name);
            self.out.extend_from_slice(b"\":");
        }
        is_set
    }

    fn write_field<T>(&mut self, value: &Option<T>, write: impl FnOnce(&mut Vec<u8>, &T)) {
        if !self.name(value.is_some()) {
            return;
        }
        if let Some(value) = value {
            write(&mut self.out, value);
            self.out.push(b',');
        }
    }

    fn items<T>(&mut self, values: &Option<Vec<T>>, write: impl Fn(&mut Vec<u8>, &T)) {
        if !self.name(values.is_some()) {
            return;
        }
        self.out.push(b'[');
        for value in values.iter().flatten() {
            write(&mut self.out, value);
            self.out.push(b',');
        }
        self.close(b']');
        self.out.push(b',');
    }
}

impl FieldVisitor for JsonVisitor {
    fn begin(&mut self, schema: &'static Schema) {
        (self.schema, self.fields) = (schema, schema.fields.iter());
    }

    /// Never called by generated code: this visitor has a method of its own for each kind of field,
    /// because encoding has to be fast.
    fn field(&mut self, field: FieldRef<'_>) {
        field.accept(self);
    }

    fn text(&mut self, value: &Option<String>) {
        self.write_field(value, |out, value| write_text(out, value));
    }

    fn integer(&mut self, value: &Option<i64>) {
        self.write_field(value, |out, value| write_integer(out, *value));
    }

    fn unsigned(&mut self, value: &Option<u64>) {
        self.write_field(value, |out, value| write_integer(out, *value));
    }

    fn float(&mut self, value: &Option<f64>) {
        if !self.name(value.is_some()) {
            return;
        }
        if let Some(value) = value {
            self.number(*value, None);
        }
    }

    fn boolean(&mut self, value: &Option<bool>) {
        self.write_field(value, |out, value| write_boolean(out, *value));
    }

    fn binary(&mut self, value: &Option<Vec<u8>>) {
        use base64::Engine as _;
        self.write_field(value, |out, value| {
            write_text(out, &base64::engine::general_purpose::STANDARD.encode(value))
        });
    }

    fn json(&mut self, value: &Option<Value>) {
        self.write_field(value, write_value);
    }

    fn open(&mut self, value: &dyn EnumRef) {
        self.write_field(&value.get(), |out, value| write_text(out, value));
    }

    fn structure(&mut self, value: &dyn StructureList) {
        let value = value.iter().next();
        if !self.name(value.is_some()) {
            return;
        }
        if let Some(value) = value {
            self.inner(&value, None);
        }
    }

    fn texts(&mut self, value: &Option<Vec<String>>) {
        self.items(value, |out, value| write_text(out, value));
    }

    fn integers(&mut self, value: &Option<Vec<i64>>) {
        self.items(value, |out, value| write_integer(out, *value));
    }

    fn unsigneds(&mut self, value: &Option<Vec<u64>>) {
        self.items(value, |out, value| write_integer(out, *value));
    }

    fn floats(&mut self, value: &Option<Vec<f64>>) {
        if !self.name(value.is_some()) {
            return;
        }
        self.out.push(b'[');
        for (index, value) in value.iter().flatten().enumerate() {
            self.number(*value, Some(index));
        }
        self.close(b']');
        self.out.push(b',');
    }

    fn booleans(&mut self, value: &Option<Vec<bool>>) {
        self.items(value, |out, value| write_boolean(out, *value));
    }

    fn jsons(&mut self, value: &Option<Vec<Value>>) {
        self.items(value, write_value);
    }

    fn opens(&mut self, value: &dyn EnumList) {
        let length = value.count();
        if !self.name(length.is_some()) {
            return;
        }
        self.out.push(b'[');
        for text in (0..length.unwrap_or(0)).filter_map(|index| value.get(index)) {
            write_text(&mut self.out, text);
            self.out.push(b',');
        }
        self.close(b']');
        self.out.push(b',');
    }

    fn structures(&mut self, value: &dyn StructureList) {
        if !self.name(value.count().is_some()) {
            return;
        }
        self.out.push(b'[');
        for (index, item) in value.iter().enumerate() {
            self.inner(&item, Some(index));
        }
        self.close(b']');
        self.out.push(b',');
    }
}

fn write_integer(out: &mut Vec<u8>, value: impl itoa::Integer) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

fn write_boolean(out: &mut Vec<u8>, value: bool) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    // A JSON value has string keys, and writing to memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// For each byte the character after the backslash: 0 if the byte is not escaped, `u` for `\u00XX`.
static ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = b'u';
        control += 1;
    }
    table[0x08] = b'b';
    table[0x09] = b't';
    table[0x0a] = b'n';
    table[0x0c] = b'f';
    table[0x0d] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};

fn write_text(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let mut plain = 0;
    for (index, &byte) in bytes.iter().enumerate() {
        let escape = ESCAPES[byte as usize];
        if escape != 0 {
            out.extend_from_slice(&bytes[plain..index]);
            write_escape(out, byte, escape);
            plain = index + 1;
        }
    }
    out.extend_from_slice(&bytes[plain..]);
    out.push(b'"');
}

#[cold]
fn write_escape(out: &mut Vec<u8>, byte: u8, escape: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(&[b'\\', escape]);
    if escape == b'u' {
        out.extend_from_slice(&[
            b'0',
            b'0',
            HEX[usize::from(byte >> 4)],
            HEX[usize::from(byte & 15)],
        ]);
    }
}
