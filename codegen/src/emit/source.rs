use crate::files::HEADER;
use proc_macro2::TokenStream;
use quote::quote;
use tencentcloud_spec::text::is_hidden;

/// Returns a formatted Rust file.
pub(super) fn source(docs: &[String], items: TokenStream) -> String {
    let docs = outer(docs);
    let tokens = quote!(#docs #items);
    let body = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => spaced_items(file),
        // No plan reaches this. If one ever does, the compiler reports what is wrong with the text.
        Err(_) => tokens.to_string(),
    };
    format!("// {HEADER}\n\n{body}")
}

/// Formats items with a blank line between them, except for items that belong together.
fn spaced_items(file: syn::File) -> String {
    let mut text = String::new();
    if !file.attrs.is_empty() {
        text = prettyplease::unparse(&syn::File { items: Vec::new(), ..file });
    }
    let mut group = None;
    for item in file.items {
        let next = std::mem::discriminant(&item);
        let is_line = matches!(item, syn::Item::Use(_) | syn::Item::Mod(_));
        let follows = is_line && group == Some(next);
        if !text.is_empty() && !follows {
            text.push('\n');
        }
        text.push_str(&spaced_members(&prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        })));
        group = Some(next);
    }
    text
}

/// Formats the members of an item with a blank line around each function.
///
/// No generated text spans lines, so a line with a single brace ends a function.
fn spaced_members(item: &str) -> String {
    let mut text = String::with_capacity(item.len() + 64);
    let mut last = "";
    for line in item.lines() {
        let is_attribute = line.starts_with("    #[") || line.starts_with("    ///");
        let ends_item = last.ends_with(';') && !last.trim_start().starts_with("///");
        if (last == "    }" && line.starts_with("    ")) || (ends_item && is_attribute) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        last = line;
    }
    text
}

/// Emits a string literal for any text. Invisible characters are escaped.
pub(super) fn literal(text: &str) -> TokenStream {
    let escaped = |c: char| match is_hidden(c) {
        true if !c.is_control() => c.escape_unicode().to_string(),
        false if c == '\'' => c.to_string(),
        _ => c.escape_debug().to_string(),
    };
    let text: String = text.chars().map(escaped).collect();
    // Escaped text is always a literal. If it ever is not, it is left out and the file does not
    // compile.
    format!("\"{text}\"").parse().unwrap_or_default()
}

fn outer(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#![doc = #lines])*)
}

/// Emits a doc comment.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

/// Adds the space before the text of a line: `/// text`.
fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
