//! Finds the actions of a crate that must be compared: those that reach a type that differs in
//! another crate.

use super::Tables;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use tencentcloud_codegen::Files;

/// Returns the actions whose types, or types that these reach, have another source in the other
/// crate.
///
/// Comments are ignored. The tables must contain only files that differ.
pub(in super::super) fn changed_actions(
    files: &Files,
    tables: &Tables,
    other: &Tables,
) -> BTreeSet<String> {
    let is_changed = |path: &&String| tables.sources.get(*path) != other.sources.get(*path);
    let mut open: Vec<&str> =
        tables.sources.keys().filter(is_changed).filter_map(|path| name(path)).collect();
    let sources: Vec<Source<'_>> =
        files.iter().filter_map(|(path, text)| Source::new(path, text)).collect();
    let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        source.words.iter().for_each(|word| users.entry(word).or_default().push(index));
    }
    let (mut found, mut actions) = (HashSet::new(), BTreeSet::new());
    while let Some(changed) = open.pop() {
        for index in users.get(changed).into_iter().flatten().filter(|index| found.insert(**index))
        {
            let source = &sources[*index];
            open.extend(&source.types);
            actions.extend(source.action.map(str::to_owned));
        }
    }
    actions
}

fn name(path: &str) -> Option<&str> {
    path.rsplit("::").next()
}

/// A file of types, read without a parser. An error of this reading only adds actions to compare.
struct Source<'a> {
    types: Vec<&'a str>,
    words: HashSet<&'a str>,
    action: Option<&'a str>,
}

impl<'a> Source<'a> {
    fn new(path: &str, text: &'a str) -> Option<Self> {
        let folder = path.rsplit('/').nth(1)?;
        if !["actions", "structures", "values"].contains(&folder) || path.ends_with("/mod.rs") {
            return None;
        }
        let code = || text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let words =
            code().flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_')));
        let is_type = |word: &&str| word.starts_with(char::is_uppercase);
        let declared = |line: &'a str| {
            let rest = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|start| line.strip_prefix(start))?;
            rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
        };
        let action = |line: &'a str| line.strip_prefix("//! `")?.strip_suffix('`');
        Some(Self {
            types: code().filter_map(declared).collect(),
            words: words.filter(is_type).collect(),
            action: text.lines().find_map(action).filter(|_| folder == "actions"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_changed_tables;
    use super::*;

    fn files(name: &str, docs: &str) -> Files {
        let mut files = Files::default();
        let structure = format!("{docs}pub struct Cat {{ pub {name}: Option<String> }}");
        files.insert("src/v1/structures/cat.rs", structure);
        files.insert("src/v1/structures/den.rs", "pub struct Den { pub cat: Option<Cat> }");
        for (action, of) in [("DescribeDens", "Den"), ("DescribeDogs", "Dog")] {
            let text = format!(
                "//! `{action}`\n\npub struct {action}Response {{\n    pub all: Option<{of}>\n}}"
            );
            files.insert(format!("src/v1/actions/{action}.rs"), text);
        }
        files
    }

    #[test]
    fn actions_that_reach_a_type_that_changed() {
        let actions = |before: &Files, after: &Files| {
            let [old, new] = parse_changed_tables(before, after).unwrap();
            changed_actions(after, &new, &old).into_iter().collect::<Vec<_>>()
        };
        let before = files("name", "");
        assert_eq!(actions(&before, &files("age", "")), ["DescribeDens"]);
        assert_eq!(actions(&before, &files("name", "/// A cat.\n")), Vec::<String>::new());
    }
}
