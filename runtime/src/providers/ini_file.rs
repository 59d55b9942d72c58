//! The syntax of profile files, as the vendor's Python SDK reads them with Python's `configparser`.
//! Not here: the meaning of a profile (ini.rs).

use super::source::broken;
use crate::error::Error;
use zeroize::Zeroizing;

/// One `[section]` of a file.
pub(super) struct Section {
    pub(super) name: String,
    /// Names in lower case, with their values.
    pub(super) entries: Vec<(String, Zeroizing<String>)>,
}

/// The section with defaults of the others in Python; to the SDK it is not a profile.
const DEFAULTS: &str = "DEFAULT";

/// Parses a file.
///
/// Any syntax error is an error of the file, so that a truncated file is not accepted.
///
/// A name ends at the first `=` or `:`. Text after the `]` of a section is ignored. Lines that
/// begin with `#` or `;` are comments; a comment cannot follow a value. A line that is indented
/// more than the entry before it continues that entry's value.
///
/// # Errors
/// Returns an error that names the file and the line, without quoting the file.
pub(super) fn parse(text: &str, place: &str) -> Result<Vec<Section>, Error> {
    let text = Zeroizing::new(text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut parser = IniParser { sections: Vec::new(), indent: 0, is_in_value: false };
    for (index, line) in text.split('\n').enumerate() {
        parser.line(line).map_err(|why| broken(format!("{place}:{}: {why}", index + 1)))?;
    }
    let mut sections = parser.sections;
    for (_, value) in sections.iter_mut().flat_map(|section| &mut section.entries) {
        let length = value.trim_end_matches(is_blank).len();
        value.truncate(length);
    }
    if sections.is_empty() {
        return Err(broken(format!("{place} has no [profile]: is it still being written?")));
    }
    sections.retain(|section| section.name != DEFAULTS);
    Ok(sections)
}

struct IniParser {
    sections: Vec<Section>,
    /// The indentation of the last line that was not a continuation.
    indent: usize,
    /// True if a line that is indented more continues a value.
    is_in_value: bool,
}

impl IniParser {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let text = line.trim_matches(is_blank);
        if text.starts_with(['#', ';']) {
            return Ok(());
        }
        if text.is_empty() {
            self.go_on("");
            return Ok(());
        }
        let indent = line.chars().take_while(|c| is_blank(*c)).count();
        if self.is_in_value && indent > self.indent {
            self.go_on(text);
            return Ok(());
        }
        self.indent = indent;
        match header(text) {
            Some(name) => self.begin(name),
            None => self.entry(text),
        }
    }

    /// Continues a value.
    fn go_on(&mut self, text: &str) {
        let last = self.sections.last_mut().and_then(|section| section.entries.last_mut());
        if let Some((_, value)) = last.filter(|_| self.is_in_value) {
            value.push('\n');
            value.push_str(text);
        }
    }

    fn begin(&mut self, name: &str) -> Result<(), String> {
        self.is_in_value = false;
        let is_known = |section: &Section| section.name == name;
        match self.sections.iter().position(is_known) {
            Some(known) if name == DEFAULTS => {
                let defaults = self.sections.remove(known);
                self.sections.push(defaults);
                Ok(())
            }
            Some(_) if is_name(name) => Err(format!("the profile [{name}] is defined twice")),
            Some(_) => Err("the profile is defined twice".to_owned()),
            None => {
                self.sections.push(Section { name: name.to_owned(), entries: Vec::new() });
                Ok(())
            }
        }
    }

    fn entry(&mut self, text: &str) -> Result<(), String> {
        let Some(section) = self.sections.last_mut() else {
            let is_cut = text.starts_with('[');
            let why = if is_cut {
                "the profile's name has no ]"
            } else {
                "the line is before the first [profile]"
            };
            return Err(why.to_owned());
        };
        let (name, value) = text.split_once(['=', ':']).ok_or("there is no = in the line")?;
        let name = name.trim_matches(is_blank).to_lowercase();
        if name.is_empty() {
            return Err("there is no name before the =".to_owned());
        }
        if section.entries.iter().any(|(other, _)| *other == name) {
            let known = if is_name(&name) { name.as_str() } else { "the name" };
            return Err(format!("{known} is defined twice"));
        }
        section.entries.push((name, Zeroizing::new(value.trim_matches(is_blank).to_owned())));
        self.is_in_value = true;
        Ok(())
    }
}

/// Returns the name of a section: the text up to the last `]` of the line.
fn header(text: &str) -> Option<&str> {
    let name = &text.strip_prefix('[')?[..text.rfind(']')?.checked_sub(1)?];
    Some(name).filter(|name| !name.is_empty())
}

/// Returns whether Python treats a character as whitespace.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Returns whether a text is safe to show as a name: a misplaced key may look like one.
fn is_name(text: &str) -> bool {
    text.len() < 30
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn default_section(text: &str) -> String {
        let sections = match parse(text, "file") {
            Ok(sections) => sections,
            Err(error) => return error.to_string(),
        };
        let Some(section) = sections.iter().find(|section| section.name == "default") else {
            return "none".to_owned();
        };
        section
            .entries
            .iter()
            .map(|(name, value)| format!("{name}={}", value.as_str()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn sections() {
        let cases = [
            ("[default]\nsecret_id = a\r\nSecret_Key=b = c\n", "secret_id=a secret_key=b = c"),
            ("# x\n[other]\na=1\n\n[default] \n; y\na = 2", "a=2"),
            ("[default]", ""),
            ("[other]\na=1", "none"),
            ("[default]\na: 1\nB : x=y\nc=p:q", "a=1 b=x=y c=p:q"),
            ("[default] # mine\na=1", "a=1"),
            ("[default]; mine\na=1", "a=1"),
            // The name ends at the last bracket and includes blanks.
            ("[default] [x]\na=1", "none"),
            ("[ default ]\na=1", "none"),
            ("[DEFAULT]\na=1\n[default]\nb=2\n[DEFAULT]\nc=3", "b=2"),
            (
                "[default]\ntoken =\na = # no comment\nb=1 ; none either",
                "token= a=# no comment b=1 ; none either",
            ),
            ("[default]\na=1\n  2\n\n  # comment\n\t3\n\nb=4", "a=1\n2\n\n3 b=4"),
            ("  [default]\n  a=1\n  b=2", "a=1 b=2"),
            ("[default]\na=1\n  [other]\nb=2", "a=1\n[other] b=2"),
            ("[default]\ra=1\rb=2", "a=1 b=2"),
            ("[default]\na=\u{a0}1\u{3000}\u{1c}", "a=1"),
            ("[default]\n[x = 1", "[x=1"),
        ];
        for (text, expected) in cases {
            assert_eq!(default_section(text), expected, "{text:?}");
        }
    }

    #[test]
    fn broken_files() {
        let cases = [
            ("", "file has no [profile]: is it still being written?"),
            ("# nothing\n", "file has no [profile]: is it still being written?"),
            ("a=1\n[default]", "file:1: the line is before the first [profile]"),
            ("[default]\na=1\nsecr", "file:3: there is no = in the line"),
            ("[default]\n[]", "file:2: there is no = in the line"),
            ("[default]\n  = 1", "file:2: there is no name before the ="),
            ("[defau", "file:1: the profile's name has no ]"),
            ("[default]\na=1\nA:2", "file:3: a is defined twice"),
            ("[default]\nAKIDab1=\nAKIDab1=", "file:3: the name is defined twice"),
            ("[AKIDab1]\n[AKIDab1]", "file:2: the profile is defined twice"),
            ("[default]\n[default] # again", "file:2: the profile [default] is defined twice"),
        ];
        for (text, expected) in cases {
            assert_eq!(default_section(text), expected, "{text:?}");
        }
    }
}
