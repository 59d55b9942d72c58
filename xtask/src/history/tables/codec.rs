//! Reads generated implementations of the codec's traits: the wire name of each field and the text
//! of each variant. Only the form of the tokens matters, so no name of the codec appears here.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// The names of fields and the texts of variants, by identifier.
pub(super) type Wires = BTreeMap<String, String>;

/// Pairs the list of texts in an implementation with its arms `0 => … self.field` or
/// `0 => Self::Variant`.
pub(super) fn wires(tokens: TokenStream) -> Wires {
    let mut found = Found::default();
    found.walk(tokens);
    let Found { texts, arms } = found;
    let text = |index: &usize| texts.get(*index).cloned();
    arms.iter().filter_map(|(index, name)| Some((name.clone(), text(index)?))).collect()
}

/// Returns the first text in tokens.
pub(super) fn first_text(tokens: TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Literal(literal) => {
            syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|it| it.value())
        }
        TokenTree::Group(group) => first_text(group.stream()),
        _ => None,
    })
}

/// Returns the first text that `Operation::new` is called with, which is the name of an action.
pub(super) fn operation(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().find_map(|(at, token)| match token {
        TokenTree::Group(group) => operation(group.stream()),
        _ if after(&tokens, at, "Operation", "::").as_deref() == Some("new") => {
            first_text(tokens.get(at + 4)?.clone().into())
        }
        _ => None,
    })
}

/// Returns tokens without doc comments.
pub(super) fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Bracket && is_doc(&group, &out) =>
            {
                out.pop();
            }
            TokenTree::Group(group) => {
                out.push(Group::new(group.delimiter(), without_docs(group.stream())).into());
            }
            other => out.push(other),
        }
    }
    // `#![doc]` leaves its exclamation mark, which is the same on both sides.
    out.into_iter().collect()
}

fn is_doc(group: &Group, before: &[TokenTree]) -> bool {
    let first = group.stream().into_iter().next();
    let is_attribute =
        before.last().is_some_and(|last| matches!(last.to_string().as_str(), "#" | "!"));
    is_attribute && first.is_some_and(|first| first.to_string() == "doc")
}

/// Returns the field that a setter sets, which is the first `self.field`.
pub(super) fn field_set(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    (0..tokens.len()).find_map(|at| after(&tokens, at, "self", "."))
}

#[derive(Default)]
struct Found {
    /// The first list of texts.
    texts: Vec<String>,
    /// The index of an arm, and the field or variant in it.
    arms: Vec<(usize, String)>,
}

impl Found {
    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(literal) => {
                    let index = literal.to_string().parse::<usize>().ok();
                    self.arms.extend(index.zip(arm(&tokens[at + 1..])));
                }
                TokenTree::Group(group) => {
                    if self.texts.is_empty() && group.delimiter() == Delimiter::Bracket {
                        self.texts = texts(group.stream());
                    }
                    self.walk(group.stream());
                }
                _ => {}
            }
        }
    }
}

/// Returns the texts of a list that contains only texts.
fn texts(tokens: TokenStream) -> Vec<String> {
    let mut texts = Vec::new();
    for token in tokens {
        match &token {
            TokenTree::Literal(_) => match syn::parse_str::<syn::LitStr>(&token.to_string()) {
                Ok(text) => texts.push(text.value()),
                Err(_) => return Vec::new(),
            },
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            _ => return Vec::new(),
        }
    }
    texts
}

/// Returns the field or variant of an arm, from the tokens after its index.
fn arm(tokens: &[TokenTree]) -> Option<String> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    if !(is(0, "=") && is(1, ">")) {
        return None;
    }
    let end = tokens.iter().position(|token| token.to_string() == ",").unwrap_or(tokens.len());
    first_place(&tokens[2..end])
}

/// Finds the first `self.field` or `Self::Variant`, also in parentheses.
fn first_place(tokens: &[TokenTree]) -> Option<String> {
    (0..tokens.len()).find_map(|at| match &tokens[at] {
        TokenTree::Group(group) => first_place(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => after(tokens, at, "self", ".").or_else(|| after(tokens, at, "Self", "::")),
    })
}

/// Returns the name after a word and a separator.
fn after(tokens: &[TokenTree], at: usize, word: &str, separator: &str) -> Option<String> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    let next = at + 1 + separator.len();
    let is_separator =
        separator.chars().enumerate().all(|(offset, c)| is(at + 1 + offset, &c.to_string()));
    match tokens.get(next)? {
        TokenTree::Ident(name) if is(at, word) && is_separator => Some(name.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().unwrap()
    }

    #[test]
    fn fields_and_variants_have_the_text_of_their_index() {
        let structure = r#"
            fn schema(&self) -> &'static Schema {
                &Schema { name: "Cat", fields: &["Type", "Name"], required: &["Name"] }
            }
            fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
                match index {
                    0 => op.open(&mut self.r#type),
                    1 => FieldMut::Text(&mut self.name),
                    _ => FieldMut::None
                }
            }"#;
        let expected =
            [("name", "Name"), ("r#type", "Type")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(wires(tokens(structure)), Wires::from(expected));
        let set = r#"
            const TEXTS: &'static [&'static str] = &["ASC", "de\"sc"];
            fn from_index(index: usize, other: String) -> Self {
                match index { 0 => Self::Asc, 1 => Self::DeSc, _ => Self::Other(other) }
            }
            fn index(&self) -> Result<usize, &str> {
                match self { Self::Asc => Ok(0), Self::DeSc => Ok(1) }
            }"#;
        let expected =
            [("Asc", "ASC"), ("DeSc", "de\"sc")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(wires(tokens(set)), Wires::from(expected));
    }

    #[test]
    fn texts_and_fields_of_functions() {
        let facts = r#"&Operation { token: Some("Id"), ..::runtime::Operation::new("Cats", &S) }"#;
        assert_eq!(operation(tokens(facts)), Some("Cats".to_owned()));
        assert_eq!(
            field_set(tokens("self.r#type = Some(value.into()); self")),
            Some("r#type".to_owned())
        );
    }
}
