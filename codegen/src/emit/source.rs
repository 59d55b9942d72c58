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

#[cfg(test)]
mod tests {
    use super::{docs, literal, source, spaced_members};
    use crate::files::HEADER;
    use quote::quote;

    #[test]
    fn literals_are_what_the_compiler_reads_back() {
        let texts = [
            "",
            "plain",
            "it's \"quoted\"",
            "back\\slash",
            "line\nend\ttab\0",
            "中文",
            "a\u{202e}b\u{200b}",
            "\u{1b}[1m",
            "e\u{301}",
            "🦀",
            "{} // */",
        ];
        for text in texts {
            let tokens = literal(text);
            let read: syn::LitStr = syn::parse2(tokens.clone()).unwrap();
            assert_eq!(read.value(), text, "{tokens}");
            let is_plain = |c: char| !tencentcloud_spec::text::is_hidden(c);
            assert!(tokens.to_string().chars().all(is_plain), "{tokens}");
        }
        // An apostrophe needs no escape.
        assert_eq!(literal("it's").to_string(), "\"it's\"");
    }

    #[test]
    fn lines_of_docs_start_with_a_space_unless_they_are_empty() {
        let lines = ["One.", "", "  indented"].map(str::to_owned);
        let expected = "# [doc = \" One.\"] # [doc = \"\"] # [doc = \"   indented\"]";
        assert_eq!(docs(&lines).to_string(), expected);
        let text = source(
            &lines[..1],
            quote!(
                mod a;
                mod b;
                use a::X;
                struct S;
            ),
        );
        let expected = "//! One.\n\nmod a;\nmod b;\n\nuse a::X;\n\nstruct S;\n";
        assert_eq!(text, format!("// {HEADER}\n\n{expected}"));
    }

    #[test]
    fn members_are_apart() {
        let cases = [
            (
                "impl A {\n    fn a() {\n    }\n    fn b() {\n    }\n}\n",
                "impl A {\n    fn a() {\n    }\n\n    fn b() {\n    }\n}\n",
            ),
            (
                "impl A {\n    const X: u8 = 1;\n    #[inline]\n    fn b() {\n    }\n}\n",
                "impl A {\n    const X: u8 = 1;\n\n    #[inline]\n    fn b() {\n    }\n}\n",
            ),
            // A doc comment that ends with a semicolon ends no item.
            (
                "struct A {\n    /// One;\n    /// two.\n    a: u8,\n}\n",
                "struct A {\n    /// One;\n    /// two.\n    a: u8,\n}\n",
            ),
            (
                "struct A {\n    a: u8,\n    /// Two.\n    b: u8,\n}\n",
                "struct A {\n    a: u8,\n    /// Two.\n    b: u8,\n}\n",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(spaced_members(text), expected);
        }
    }
}
