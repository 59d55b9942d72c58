//! Where items and statements begin and end.

use super::Place;
use super::tree::{Brackets, Tree};

/// An item, a member of an `impl`, or a statement.
pub(super) struct Item<'a> {
    /// Its doc comments and attributes.
    pub(super) marks: &'a [Tree],
    /// The rest of it; nothing where the marks are those of the whole file.
    pub(super) trees: &'a [Tree],
    /// The word that tells what it is: `fn`, `use`.
    pub(super) word: &'a str,
}

impl Item<'_> {
    /// What its braces hold, where these are items or statements.
    pub(super) fn body(&self) -> Option<Place> {
        match self.word {
            "fn" => Some(Place::Function),
            "impl" | "mod" | "trait" => Some(Place::Body),
            _ => None,
        }
        .filter(|_| self.ends_with_braces())
    }

    /// Whether its braces hold members or variants.
    pub(super) fn is_type(&self) -> bool {
        matches!(self.word, "struct" | "enum") && self.ends_with_braces()
    }

    /// Whether it is one of those that stand together without blank lines.
    pub(super) fn is_line(&self) -> bool {
        matches!(self.word, "use" | "mod") && !self.ends_with_braces()
    }

    pub(super) fn is_function(&self) -> bool {
        self.word == "fn"
    }

    fn ends_with_braces(&self) -> bool {
        matches!(self.trees.last(), Some(Tree::Group(Brackets::Curly, _)))
    }
}

/// The items or statements of a file or of a block.
pub(super) fn items(trees: &[Tree]) -> impl Iterator<Item = Item<'_>> {
    let mut rest = trees;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let inner = rest.iter().take_while(|tree| is_inner(tree)).count();
        let marks = if inner > 0 { inner } else { rest.iter().take_while(|tree| is_mark(tree)).count() };
        let (marks, after) = rest.split_at(marks);
        let word = if inner > 0 { "" } else { word(after) };
        let (trees, after) = after.split_at(if inner > 0 { 0 } else { length(after, word) });
        rest = after;
        Some(Item { marks, trees, word })
    })
}

fn is_inner(tree: &Tree) -> bool {
    matches!(tree, Tree::Doc { inner: true, .. } | Tree::Attribute { inner: true, .. })
}

fn is_mark(tree: &Tree) -> bool {
    matches!(tree, Tree::Doc { .. } | Tree::Attribute { .. })
}

/// The word that tells what an item is.
fn word(trees: &[Tree]) -> &str {
    let mut words = trees.iter().map_while(|tree| match tree {
        Tree::Word(word) => Some(word.as_str()),
        // `pub(crate)`
        Tree::Group(Brackets::Round, _) => Some("pub"),
        _ => None,
    });
    let mut first = "";
    for word in words.by_ref() {
        match word {
            "pub" | "async" | "unsafe" => {}
            // Of a `const fn` the second word tells.
            "const" => first = word,
            "fn" => return word,
            _ if first == "const" => return first,
            _ => return word,
        }
    }
    first
}

/// How long the first item is.
fn length(trees: &[Tree], word: &str) -> usize {
    let ends_at_braces =
        matches!(word, "fn" | "impl" | "mod" | "trait" | "struct" | "enum" | "match" | "if" | "for" | "while" | "loop");
    for (at, tree) in trees.iter().enumerate() {
        let is_end = match tree {
            Tree::Operator(";") => true,
            Tree::Group(Brackets::Curly, _) if ends_at_braces => !goes_on(trees.get(at + 1)),
            _ => false,
        };
        if is_end {
            return at + 1;
        }
    }
    trees.len()
}

/// Whether an expression goes on behind its braces.
fn goes_on(next: Option<&Tree>) -> bool {
    match next {
        Some(Tree::Word(word)) => word == "else",
        next => matches!(next, Some(Tree::Operator("." | "?"))),
    }
}
