//! A single spelling for types that generated files spell in several ways. `super::super::Task` and
//! an imported `Task` are both `api::Task`, and `::core::option::Option` is `Option`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::HashMap;

/// The meanings of the names in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    names: HashMap<String, String>,
}

/// Paths to names that every file has.
const PRELUDE: [&str; 9] = [
    "core::option::Option",
    "core::result::Result",
    "core::convert::Into",
    "core::convert::From",
    "core::iter::IntoIterator",
    "core::default::Default",
    "std::string::String",
    "std::vec::Vec",
    "std::boxed::Box",
];

impl Scope {
    /// Returns the scope of a file. `module` is the crate's name for the module of its types.
    pub(super) fn from_file(file: &syn::File, module: &str) -> Self {
        let mut scope = Self::default();
        for item in &file.items {
            let defined = match item {
                syn::Item::Struct(it) => &it.ident,
                syn::Item::Enum(it) => &it.ident,
                syn::Item::Type(it) => &it.ident,
                syn::Item::Use(it) => {
                    scope.import(Vec::new(), &it.tree);
                    continue;
                }
                _ => continue,
            };
            scope.names.insert(defined.to_string(), format!("{module}::{defined}"));
        }
        scope
    }

    fn import(&mut self, mut path: Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(it) => {
                path.push(it.ident.to_string());
                self.import(path, &it.tree);
            }
            syn::UseTree::Name(it) => {
                path.push(it.ident.to_string());
                let full = self.path(&path);
                self.names.insert(it.ident.to_string(), full);
            }
            syn::UseTree::Rename(it) => {
                path.push(it.ident.to_string());
                let full = self.path(&path);
                self.names.insert(it.rename.to_string(), full);
            }
            syn::UseTree::Group(it) => {
                it.items.iter().for_each(|tree| self.import(path.clone(), tree))
            }
            syn::UseTree::Glob(_) => {}
        }
    }

    /// Returns the spelling of tokens.
    pub(super) fn spell(&self, tokens: impl quote::ToTokens) -> String {
        let mut text = String::new();
        self.write(tokens.to_token_stream(), &mut text);
        text
    }

    fn write(&self, tokens: TokenStream, text: &mut String) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((path, next)) = path_at(&tokens, at) {
                push_word(text, &self.path(&path));
                at = next;
                continue;
            }
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    text.push_str(open);
                    self.write(group.stream(), text);
                    end_list(text);
                    text.push_str(close);
                }
                TokenTree::Punct(punct) if punct.as_char() == ',' => text.push_str(", "),
                TokenTree::Punct(punct) => {
                    if punct.as_char() == '>' {
                        end_list(text);
                    }
                    text.push(punct.as_char());
                }
                TokenTree::Ident(_) | TokenTree::Literal(_) => push_word(text, &token.to_string()),
            }
            at += 1;
        }
    }

    /// Returns the meaning of a path. Paths that start at this crate are below `api`.
    fn path(&self, path: &[String]) -> String {
        let up = path.iter().take_while(|part| *part == "super").count();
        if up > 0 {
            return format!("api::{}", path[up..].join("::"));
        }
        let full = path.join("::");
        match path {
            [name] => self.names.get(name).cloned().unwrap_or(full),
            [first, rest @ ..] if first == "tencentcloud_runtime" => {
                format!("runtime::{}", rest.join("::"))
            }
            [.., last] if PRELUDE.contains(&full.as_str()) => last.clone(),
            [first, rest @ ..] => match self.names.get(first) {
                Some(known) => format!("{known}::{}", rest.join("::")),
                None => full,
            },
            [] => full,
        }
    }
}

/// Removes the comma at the end of a list, which only lists over several lines have.
fn end_list(text: &mut String) {
    text.truncate(text.strip_suffix(", ").map_or(text.len(), str::len));
}

/// Adds a word, separated from the word before it.
fn push_word(text: &mut String, word: &str) {
    if text.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
        text.push(' ');
    }
    text.push_str(word);
}

/// Returns the path that starts at a token, and the index of its end.
fn path_at(tokens: &[TokenTree], at: usize) -> Option<(Vec<String>, usize)> {
    let start = if is_colons(tokens, at) { at + 2 } else { at };
    let TokenTree::Ident(first) = tokens.get(start)? else { return None };
    let (mut path, mut next) = (vec![first.to_string()], start + 1);
    while is_colons(tokens, next)
        && let Some(TokenTree::Ident(part)) = tokens.get(next + 2)
    {
        path.push(part.to_string());
        next += 3;
    }
    Some((path, next))
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    tokens.get(at).is_some_and(is_colon) && tokens.get(at + 1).is_some_and(is_colon)
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_type_has_one_spelling() {
        let plain = "use super::super::Task; \
            use tencentcloud_runtime::codec::{OpenEnum, FieldMut}; \
            struct Own;";
        let scope = Scope::from_file(&syn::parse_str(plain).unwrap(), "api");
        let cases = [
            ("Option<Vec<Task>>", "Option<Vec<api::Task>>"),
            (
                "::core::option::Option<::std::vec::Vec<super::super::Task>>",
                "Option<Vec<api::Task>>",
            ),
            ("Option<super::super::Option>", "Option<api::Option>"),
            ("Box<Own>", "Box<api::Own>"),
            ("impl Into<String>", "impl Into<String>"),
            ("&'static FieldMut<'_>", "&'static runtime::codec::FieldMut<'_>"),
            ("::tencentcloud_runtime::Value", "runtime::Value"),
            ("Result<A::Response, Error>", "Result<A::Response, Error>"),
            ("fn(Empty<Task,>,) -> Own", "fn(Empty<api::Task>)->api::Own"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                scope.spell(syn::parse_str::<TokenStream>(text).unwrap()),
                expected,
                "{text}"
            );
        }
    }
}
