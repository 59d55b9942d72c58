//! A program that uses everything that a crate offers, with one use per line.
//!
//! Types are written out, as users do in their own functions and structures. A field that changes
//! its type is noticed.

use super::super::tables::{Item, ItemKind, Tables};

/// A use of an item, as a line of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// The path of the item: `v20170312::Task::job_id`.
    pub(super) path: String,
    code: String,
}

/// Returns a use of every item in a version's module.
pub(super) fn uses(tables: &Tables, module: &str) -> Vec<Use> {
    let of_module = |(path, item): (&String, &Item)| {
        let local = path.strip_prefix(module)?.strip_prefix("::")?;
        Some(Use { path: path.clone(), code: code(local, item)? })
    };
    tables.items.iter().filter_map(of_module).collect()
}

/// Returns the program. Each use has its own line, so the compiler's errors show which uses fail.
pub(super) fn program<'a>(
    library: &str,
    module: &str,
    uses: impl IntoIterator<Item = &'a Use>,
) -> String {
    let mut text = HEAD.replace("{library}", library).replace("{module}", module);
    for (index, one) in uses.into_iter().enumerate() {
        text += &format!("fn use{index}() {}\n", one.code);
    }
    text
}

/// The number of lines of a program before the first use.
pub(super) const HEAD_LINES: usize = 4;

const HEAD: &str = "\
#![allow(warnings)]
use {library}::{module} as api;
use {library}::runtime;
fn any<T>() -> T { loop {} }
";

/// Returns the use of an item. Functions with type parameters have none, because they are the same
/// in every crate.
fn code(local: &str, item: &Item) -> Option<String> {
    let Item { kind, signature, .. } = item;
    let owner = || local.rsplit_once("::").map(|(owner, name)| (format!("api::{owner}"), name));
    match kind {
        ItemKind::Root => None,
        // An alias is used by its name too. It can become a type, as its documentation says.
        ItemKind::Type => Some(format!("{{ let _ = any::<api::{local}>(); }}")),
        ItemKind::Field => {
            let (owner, name) = owner()?;
            Some(format!("{{ let _: &{signature} = &any::<&{owner}>().{name}; }}"))
        }
        ItemKind::Variant => {
            let (owner, name) = owner()?;
            let rest = if signature.is_empty() { "" } else { "(..)" };
            Some(format!(
                "{{ match any::<&{owner}>() {{ {owner}::{name}{rest} => {{}}, _ => {{}} }} }}"
            ))
        }
        ItemKind::Constant => match owner() {
            Some((owner, name)) => {
                let signature = signature.replace("Self", &owner);
                Some(format!("{{ let _: {signature} = {owner}::{name}; }}"))
            }
            None => Some(format!("{{ let _: &{signature} = &api::{local}; }}")),
        },
        ItemKind::Function => function(local.strip_suffix("()")?, signature),
        ItemKind::Trait => bound(local, signature),
    }
}

/// Returns a call of a function with all of its arguments.
fn function(local: &str, signature: &str) -> Option<String> {
    let (owner, name) = local.rsplit_once("::")?;
    let owner = format!("api::{owner}");
    let (is_async, rest) = match signature.strip_prefix("async ") {
        Some(rest) => (true, rest),
        None => (false, signature),
    };
    let (arguments, result) = split_call(rest.strip_prefix("fn(")?)?;
    let argument = |one: &str| match one {
        "self" => format!("any::<{owner}>()"),
        "&self" => format!("any::<&{owner}>()"),
        one => format!("any::<{}>()", given(one)),
    };
    let arguments: Vec<String> = top_level(arguments).into_iter().map(argument).collect();
    let call = format!("<{owner}>::{name}({})", arguments.join(", "));
    let result = result.strip_prefix("->").filter(|result| !is_async && !result.contains("impl "));
    Some(match result {
        Some(result) => format!("{{ let _: {} = {call}; }}", result.replace("Self", &owner)),
        None => format!("{{ let _ = {call}; }}"),
    })
}

/// Returns the value that a caller passes for an argument: a list for an iterable type, a value for
/// a convertible one.
fn given(argument: &str) -> String {
    let inside = |start: &str| argument.strip_prefix(start)?.strip_suffix('>');
    if let Some(item) = inside("impl IntoIterator<Item=") {
        format!("Vec<{}>", given(item))
    } else if let Some(one) = inside("impl Into<") {
        one.to_owned()
    } else {
        argument.to_owned()
    }
}

/// Returns the bound that a type implements a trait, with its associated types.
fn bound(local: &str, signature: &str) -> Option<String> {
    let (of, name) = local.split_once(" as ")?;
    let name = match name {
        "Action" | "Paged" | "Streamed" => format!("runtime::{name}"),
        "Clone" | "Debug" | "Default" | "PartialEq" => {
            format!("{}{name}", if name == "Debug" { "std::fmt::" } else { "" })
        }
        // The codec's own traits, and those of macros.
        _ => return None,
    };
    let types: Vec<&str> =
        signature.split(';').map(str::trim).filter(|one| !one.is_empty()).collect();
    let types = if types.is_empty() { String::new() } else { format!("<{}>", types.join(", ")) };
    Some(format!("where api::{of}: {name}{types} {{}}"))
}

/// Returns the arguments and the result of `a, b)->c`.
fn split_call(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the parts of a list, split at commas outside of brackets.
fn top_level(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_for(kind: ItemKind, local: &str, signature: &str) -> String {
        let item = Item { kind, signature: signature.to_owned(), wire: None };
        code(local, &item).unwrap_or_default()
    }

    #[test]
    fn every_kind_of_item_is_used() {
        let cases = [
            (ItemKind::Type, "Cat", "struct", "{ let _ = any::<api::Cat>(); }"),
            (ItemKind::Type, "Cat", "type runtime::Empty", "{ let _ = any::<api::Cat>(); }"),
            (
                ItemKind::Field,
                "Cat::name",
                "Option<String>",
                "{ let _: &Option<String> = &any::<&api::Cat>().name; }",
            ),
            (
                ItemKind::Variant,
                "S::On",
                "",
                "{ match any::<&api::S>() { api::S::On => {}, _ => {} } }",
            ),
            (
                ItemKind::Variant,
                "S::Other",
                "(String)",
                "{ match any::<&api::S>() { api::S::Other(..) => {}, _ => {} } }",
            ),
            (
                ItemKind::Constant,
                "SERVICE",
                "runtime::Service",
                "{ let _: &runtime::Service = &api::SERVICE; }",
            ),
            (
                ItemKind::Function,
                "Cat::names()",
                "fn(self, impl IntoIterator<Item=impl Into<String>>)->Self",
                "{ let _: api::Cat = <api::Cat>::names(any::<api::Cat>(), any::<Vec<String>>()); }",
            ),
            (
                ItemKind::Function,
                "Client::cats()",
                "async fn(&self, api::Cats)->Result<A, B>",
                "{ let _ = <api::Client>::cats(any::<&api::Client>(), any::<api::Cats>()); }",
            ),
            (ItemKind::Function, "Client::call()", "fn<A:Action>(&self, A)->Call<A>", ""),
            (
                ItemKind::Trait,
                "Cats as Action",
                "Response = api::R; ErrorCode = api::E;",
                "where api::Cats: runtime::Action<Response = api::R, ErrorCode = api::E> {}",
            ),
            (ItemKind::Trait, "Cats as Structure", "", ""),
        ];
        for (kind, local, signature, expected) in cases {
            assert_eq!(code_for(kind, local, signature), expected, "{local}");
        }
    }

    #[test]
    fn uses_are_lines_after_the_head() {
        let one = Use { path: "v1::Cat".to_owned(), code: "{}".to_owned() };
        let text = program("product", "v1", [&one]);
        assert_eq!(text.lines().nth(HEAD_LINES), Some("fn use0() {}"));
        assert!(text.contains("use product::v1 as api;"));
    }
}
