//! Trees in one line.

use super::tree::{Brackets, Tree};

/// Words that are no names: what follows them is set off by a blank.
const KEYWORDS: [&str; 22] = [
    "as", "async", "await", "const", "dyn", "else", "enum", "fn", "for", "if", "impl", "in", "let", "match", "mod",
    "move", "mut", "pub", "return", "static", "struct", "use",
];

/// Appends trees in one line.
pub(super) fn inline(trees: &[Tree], out: &mut String) {
    let mut before: Option<&Tree> = None;
    // Whether a closure's parameters are open.
    let mut in_bars = false;
    for tree in trees {
        let (is_bar, after_bar) = (is_bar(tree), before.is_some_and(is_bar));
        let is_apart = match before {
            None => false,
            Some(_) if is_bar && in_bars => false,
            Some(_) if after_bar => !in_bars,
            Some(before) => is_apart(before, tree),
        };
        if is_apart {
            out.push(' ');
        }
        one(tree, before, out);
        in_bars ^= is_bar;
        before = Some(tree);
    }
}

fn is_bar(tree: &Tree) -> bool {
    matches!(tree, Tree::Operator("|"))
}

fn one(tree: &Tree, before: Option<&Tree>, out: &mut String) {
    match tree {
        Tree::Word(word) => out.push_str(word),
        Tree::Operator(operator) => out.push_str(operator),
        Tree::Doc { .. } => {}
        Tree::Attribute { inner, trees } => {
            out.push_str(if *inner { "#![" } else { "#[" });
            inline(trees, out);
            out.push(']');
        }
        Tree::Group(Brackets::Round, trees) => within(["(", ")"], trees, out),
        Tree::Group(Brackets::Square, trees) => within(["[", "]"], trees, out),
        Tree::Group(Brackets::Curly, trees) => match (trees.as_slice(), before) {
            ([], _) => out.push_str("{}"),
            ([Tree::Word(only)], Some(Tree::Operator("::"))) => out.push_str(only),
            (trees, Some(Tree::Operator("::"))) => within(["{", "}"], trees, out),
            (trees, _) => within(["{ ", " }"], trees, out),
        },
    }
}

/// What is in brackets; a last comma is not needed in a line, but for a list of one.
fn within([open, close]: [&str; 2], trees: &[Tree], out: &mut String) {
    out.push_str(open);
    match trees {
        [rest @ .., Tree::Operator(",")] if rest.iter().any(|tree| matches!(tree, Tree::Operator(","))) => {
            inline(rest, out);
        }
        trees => inline(trees, out),
    }
    out.push_str(close);
}

/// Whether there is a blank between two trees.
pub(super) fn is_apart(before: &Tree, tree: &Tree) -> bool {
    let after_name = match before {
        Tree::Word(word) => !word.starts_with('\'') && !KEYWORDS.contains(&word.as_str()),
        Tree::Operator(operator) => matches!(*operator, ">" | "?"),
        Tree::Group(..) => true,
        _ => false,
    };
    match tree {
        // `self.0.call`: the lexer takes `0.` for a number.
        Tree::Word(_) if matches!(before, Tree::Word(number) if number.ends_with('.')) => false,
        Tree::Operator("," | ";" | "." | "?" | ":" | ">") => false,
        Tree::Operator("::" | "!") if after_name => false,
        Tree::Operator("<") if after_name || is_word(before, &["impl", "fn", "for"]) => false,
        Tree::Group(Brackets::Round, _) if after_name || is_word(before, &["pub", "fn"]) => false,
        Tree::Group(Brackets::Square, _) if after_name => false,
        Tree::Group(Brackets::Round | Brackets::Square, _) if matches!(before, Tree::Operator("!")) => false,
        _ => !matches!(before, Tree::Operator("." | "::" | "&" | "&&" | "!" | "<" | ".." | "#" | "*" | "-" | "$")),
    }
}

fn is_word(tree: &Tree, words: &[&str]) -> bool {
    matches!(tree, Tree::Word(word) if words.contains(&word.as_str()))
}
