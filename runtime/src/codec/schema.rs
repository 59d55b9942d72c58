/// The depth of nested structures beyond which decoding and encoding fail.
pub const MAX_DEPTH: usize = 128;

/// The name and the fields of a structure, in the order of their declaration.
///
/// Fields are names on the wire.
// A schema contains only literals, so that the compiler makes it a constant without an item of its
// own: it is one of the few things that each type needs.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The type's name in Rust.
    pub name: &'static str,
    /// The fields.
    pub fields: &'static [&'static str],
    /// The required fields: a request without one of them fails before it is sent.
    pub required: &'static [&'static str],
    /// The fields with secret values, which `Debug` does not show.
    pub sensitive: &'static [&'static str],
}

impl Schema {
    /// The empty schema: generated ones take their empty lists from it.
    pub const EMPTY: Self = Self { name: "", fields: &[], required: &[], sensitive: &[] };

    /// Returns the index of a field by its wire name, trying the expected index first.
    pub fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let is_it = |field: &&str| *field == name;
        if self.fields.get(expected).is_some_and(is_it) {
            Some(expected)
        } else {
            self.fields.iter().position(is_it)
        }
    }
}
