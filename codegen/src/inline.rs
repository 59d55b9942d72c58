//! Joins the files of a module into one text for `include!`.
//!
//! The content of each file replaces the `;` of its `mod name;`.

use crate::files::Files;

/// Returns `pub mod <name> { … }` with all files inside.
pub(crate) fn module(name: &str, files: &Files) -> String {
    let mut out = format!("pub mod {name} {{\n");
    content(files, "", "mod.rs", &mut out);
    out.push_str("}\n");
    out
}

/// Appends the lines of a file to `out`. Its modules are below `folder`.
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

/// Returns the name of the module that a line declares, as its file is called.
///
/// A declaration starts at the start of its line, where no doc comment and no string can be.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?;
    let name = rest.strip_suffix(';')?;
    Some(name.strip_prefix("r#").unwrap_or(name))
}

/// Returns the path of the file of a module.
fn place(files: &Files, folder: &str, name: &str) -> Option<String> {
    [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")]
        .into_iter()
        .find(|path| files.get(path).is_some())
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
        let expected = "pub mod demo {\n//! Root.\n\n/// One.\npub mod v1 {\nmod r#type {\n/// mod \
            v1;\npub struct Type;\n}\nmod gone;\n}\n\npub use v1::*;\n}\n";
        assert_eq!(module("demo", &files), expected);
    }
}
