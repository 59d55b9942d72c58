//! The files of a module as one text, for `include!`: each `mod name;` with its file's content in its place.

use crate::Files;

/// `pub mod <name> { … }` with everything in it.
pub(crate) fn module(name: &str, files: &Files) -> String {
    let mut out = format!("pub mod {name} {{\n");
    content(files, "", "mod.rs", &mut out);
    out.push_str("}\n");
    out
}

/// A file's lines. Its modules are below `folder`.
fn content(files: &Files, folder: &str, path: &str, out: &mut String) {
    for line in files.get(path).unwrap_or_default().lines() {
        match declared(line).and_then(|name| Some((name, place(files, folder, name)?))) {
            Some((name, place)) => {
                out.push_str(line.trim_end_matches(';'));
                out.push_str(" {\n");
                content(files, &format!("{folder}{name}/"), &place, out);
                out.push_str("}\n");
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
}

/// The name of the module that a line declares, as its file has it. Declarations stand at the start of a line of
/// their own, where no doc comment and no text can be.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?;
    let name = rest.strip_suffix(';')?;
    Some(name.strip_prefix("r#").unwrap_or(name))
}

/// The file of a module.
fn place(files: &Files, folder: &str, name: &str) -> Option<String> {
    [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")].into_iter().find(|path| files.get(path).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_stand_where_they_are_declared() {
        let mut files = Files::default();
        files.insert("mod.rs", "//! Root.\n\n/// One.\npub mod v1;\n\npub use v1::*;\n");
        files.insert("v1/mod.rs", "mod r#type;\nmod gone;\n");
        files.insert("v1/type.rs", "/// mod v1;\npub struct Type;\n");
        let expected = "pub mod demo {\n//! Root.\n\n/// One.\npub mod v1 {\nmod r#type {\n/// mod v1;\npub struct Type;\n}\nmod gone;\n}\n\npub use v1::*;\n}\n";
        assert_eq!(module("demo", &files), expected);
    }
}
