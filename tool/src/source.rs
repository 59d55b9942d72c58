//! Source lines of diagnostics: finds a line by its number or by a JSON pointer. The module
//! `render` shows it.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;

/// The maximum length of a line that is shown, in bytes. A terminal shows only a part of it, but
/// the renderer goes through the whole line.
const LONGEST_LINE: usize = 1 << 16;

/// The text of a file, and the JSON members found in it so far.
pub(crate) struct SourceText {
    text: String,
    /// The start of each line, in bytes.
    starts: Vec<usize>,
    /// The members of objects and the items of arrays, by the pointer to the object or the array.
    members: HashMap<String, Members>,
}

/// The members of an object or the items of an array, by the last token of their pointers.
type Members = HashMap<String, Member>;

/// A member of an object, or an item of an array.
#[derive(Clone)]
struct Member {
    /// The range of the key, or of the item.
    shown: Range<usize>,
    value: Range<usize>,
}

/// A line, with the range that a diagnostic is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt<'a> {
    /// The number, counted from 1.
    pub(crate) number: usize,
    pub(crate) line: &'a str,
    /// The range in the line, in bytes.
    pub(crate) span: Range<usize>,
}

impl SourceText {
    /// Reads a file again; `None` if it is not a regular file with text.
    pub(crate) fn load(path: &Path) -> Option<Self> {
        // Reading a pipe would block.
        let is_file = std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
        is_file.then(|| std::fs::read_to_string(path).ok()).flatten().map(Self::new)
    }

    fn new(text: String) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { text, starts, members: HashMap::new() }
    }

    /// Returns a line, with the range of its text without the blanks around it; `None` if it is
    /// blank.
    pub(crate) fn line(&self, number: usize) -> Option<Excerpt<'_>> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let line = self.text[start..].lines().next()?;
        let text = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        if text.is_empty() { None } else { self.excerpt(from..from + text.len()) }
    }

    /// Returns the line that a JSON pointer leads to: with a key, or with an item of an array.
    pub(crate) fn pointer(&mut self, pointer: &str) -> Option<Excerpt<'_>> {
        let mut found = Member { shown: 0..0, value: 0..self.text.len() };
        let mut parent = 0;
        for token in pointer.split('/').skip(1) {
            let (text, value) = (&self.text, found.value);
            let members = self
                .members
                .entry(pointer[..parent].to_owned())
                .or_insert_with(|| members(text, value));
            found = members.get(&token.replace("~1", "/").replace("~0", "~"))?.clone();
            parent += 1 + token.len();
        }
        if found.shown.is_empty() { None } else { self.excerpt(found.shown) }
    }

    /// Returns the first line of a range.
    fn excerpt(&self, range: Range<usize>) -> Option<Excerpt<'_>> {
        let number = self.starts.partition_point(|start| *start <= range.start);
        let start = self.starts[number - 1];
        let line = self.text[start..].lines().next()?;
        let span = range.start - start..(range.end - start).min(line.len());
        (line.len() <= LONGEST_LINE).then_some(Excerpt { number, line, span })
    }
}

/// Returns the members of the object, or the items of the array, in a part of a text; none of
/// anything else.
fn members(text: &str, part: Range<usize>) -> Members {
    let json = &text[part];
    // Raw values are borrowed from the text.
    let place = |raw: &RawValue| {
        let start = raw.get().as_ptr().addr() - text.as_ptr().addr();
        start..start + raw.get().len()
    };
    let member = |(key, value): (&RawValue, &RawValue)| {
        let name = serde_json::from_str(key.get()).ok()?;
        Some((name, Member { shown: place(key), value: place(value) }))
    };
    let item = |(index, value): (usize, &&RawValue)| {
        (index.to_string(), Member { shown: place(value), value: place(value) })
    };
    if let Ok(Entries(entries)) = serde_json::from_str(json) {
        return entries.into_iter().filter_map(member).collect();
    }
    let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    items.iter().enumerate().map(item).collect()
}

/// The keys and values of an object.
struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of the line, and the part of it.
    fn found(text: &str, pointer: &str) -> Option<(usize, String)> {
        let mut source = SourceText::new(text.to_owned());
        let Excerpt { number, line, span } = source.pointer(pointer)?;
        Some((number, line[span].to_owned()))
    }

    #[test]
    fn pointers_lead_to_keys_and_items() {
        let minified = r#"{"a":[1,{"b/~c":2,"\u5b57":3}]}"#;
        let pretty = "{\n  \"a\": [\n    1,\n    {\n      \"b/~c\": 2,\n      \"\\u5b57\": 3\n\
                      \x20   }\n  ]\n}\n";
        for (pointer, line, part, minified_part) in [
            ("/a", 2, "\"a\"", "\"a\""),
            ("/a/0", 3, "1", "1"),
            ("/a/1", 4, "{", r#"{"b/~c":2,"\u5b57":3}"#),
            ("/a/1/b~1~0c", 5, "\"b/~c\"", "\"b/~c\""),
            ("/a/1/字", 6, "\"\\u5b57\"", "\"\\u5b57\""),
        ] {
            assert_eq!(found(pretty, pointer), Some((line, part.to_owned())), "{pointer}");
            assert_eq!(found(minified, pointer), Some((1, minified_part.to_owned())), "{pointer}");
        }
    }

    #[test]
    fn pointers_to_nothing_lead_nowhere() {
        for pointer in ["", "/b", "/a/2", "/a/x", "/a/0/b", "a"] {
            assert_eq!(found("{\"a\": [1, 2]}", pointer), None, "{pointer}");
        }
        for text in ["", "no JSON", "{\"a\": [1, 2}", "\u{feff}{}"] {
            assert_eq!(found(text, "/a/0"), None, "{text}");
        }
        let long = format!("{{\"a\": \"{}\"}}", "x".repeat(LONGEST_LINE));
        assert_eq!(found(&long, "/a"), None, "a line that is too long");
    }

    #[test]
    fn lines_are_shown_without_the_blanks_around_them() {
        let source = SourceText::new("one\r\n\n  文 two \nthree".to_owned());
        let line = |number| source.line(number).map(|it| (it.line, &it.line[it.span]));
        assert_eq!(line(1), Some(("one", "one")));
        assert_eq!(line(3), Some(("  文 two ", "文 two")));
        assert_eq!(line(4), Some(("three", "three")));
        assert_eq!([line(0), line(2), line(5)], [None, None, None]);
    }

    #[test]
    fn only_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(SourceText::load(folder.path()).is_none());
        assert!(SourceText::load(&folder.path().join("missing")).is_none());
        let file = folder.path().join("latin");
        std::fs::write(&file, b"caf\xe9").unwrap();
        assert!(SourceText::load(&file).is_none());
    }
}
