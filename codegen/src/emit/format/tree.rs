//! Tokens as a layout needs them: attributes and doc comments told from the rest, operators whole.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::iter::Peekable;

/// A token, or what belongs together.
pub(super) enum Tree {
    /// An identifier, a lifetime or a literal.
    Word(String),
    /// An operator: `::`, `->`, `&`.
    Operator(&'static str),
    /// `/// text` or `//! text`, without its mark.
    Doc { inner: bool, text: String },
    /// `#[…]` or `#![…]`
    Attribute { inner: bool, trees: Vec<Tree> },
    /// What stands in brackets of a kind.
    Group(Brackets, Vec<Tree>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    Round,
    Square,
    Curly,
}

/// Operators of two characters. `>>` is none: it closes two lists of types.
const PAIRS: [&str; 14] = ["::", "->", "=>", "..", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "|="];

const SINGLES: [&str; 23] = [
    ":", ";", ",", ".", "&", "=", "<", ">", "!", "?", "*", "|", "+", "-", "/", "#", "$", "%", "^", "@", "~", "\\", "'",
];

/// The trees of a token stream.
pub(super) fn trees(tokens: TokenStream) -> Vec<Tree> {
    let mut tokens = tokens.into_iter().peekable();
    let mut trees = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) => trees.push(Tree::Word(ident.to_string())),
            TokenTree::Literal(literal) => trees.push(Tree::Word(literal.to_string())),
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis => trees.push(Tree::Group(Brackets::Round, self::trees(group.stream()))),
                Delimiter::Bracket => trees.push(Tree::Group(Brackets::Square, self::trees(group.stream()))),
                Delimiter::Brace => trees.push(Tree::Group(Brackets::Curly, self::trees(group.stream()))),
                Delimiter::None => trees.extend(self::trees(group.stream())),
            },
            TokenTree::Punct(punct) => match punct.as_char() {
                '#' => trees.push(attribute(&mut tokens)),
                '\'' => trees.push(Tree::Word(tokens.next().map_or_else(String::new, |name| format!("'{name}")))),
                first => trees.push(operator(first, punct.spacing(), &mut tokens)),
            },
        }
    }
    trees
}

fn operator(first: char, spacing: Spacing, tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Tree {
    if spacing == Spacing::Joint
        && let Some(TokenTree::Punct(second)) = tokens.peek()
        && let Some(pair) = PAIRS.iter().find(|pair| pair.chars().eq([first, second.as_char()]))
    {
        tokens.next();
        return Tree::Operator(pair);
    }
    Tree::Operator(SINGLES.iter().find(|single| single.starts_with(first)).copied().unwrap_or_default())
}

/// What follows a `#`.
fn attribute(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Tree {
    let is_mark = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!');
    let inner = tokens.next_if(is_mark).is_some();
    let Some(TokenTree::Group(group)) = tokens.next() else { return Tree::Operator("#") };
    let trees = trees(group.stream());
    match trees.as_slice() {
        [Tree::Word(name), Tree::Operator("="), Tree::Word(text)] if name == "doc" => match plain(text) {
            Some(text) => Tree::Doc { inner, text },
            None => Tree::Attribute { inner, trees },
        },
        _ => Tree::Attribute { inner, trees },
    }
}

/// The text of a string's literal, where it is one line and so can be a comment.
fn plain(literal: &str) -> Option<String> {
    if let Some(inside) = literal.strip_prefix("r\"").and_then(|rest| rest.strip_suffix('"')) {
        return Some(inside.to_owned());
    }
    let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !inside.contains('\\') {
        return Some(inside.to_owned());
    }
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let (c, after) = escaped(after)?;
        text.push(c);
        rest = after;
    }
    Some(text + rest)
}

/// The character that an escape stands for, and what follows it; none for one that ends a line or hides itself.
fn escaped(text: &str) -> Option<(char, &str)> {
    let rest = text.get(1..)?;
    match text.chars().next()? {
        c @ ('\\' | '"' | '\'') => Some((c, rest)),
        'u' => {
            let (number, rest) = rest.strip_prefix('{')?.split_once('}')?;
            let c = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
            (!c.is_control()).then_some((c, rest))
        }
        _ => None,
    }
}
