//! Tokens to text that people read: one item, member or statement a line, and what is too long broken at its
//! brackets.
//!
//! The tokens are those that `emit` quotes, so that there is no need to parse them: parsing and printing with syn
//! and prettyplease was 40 % of all work. Layout cannot change what the text means, since every token is printed in
//! its order and only blanks and line ends are added, and commas behind the last part of a list.

mod inline;
mod item;
mod tree;

use inline::inline;
use item::{Item, items};
use proc_macro2::TokenStream;
use tree::{Brackets, Tree, trees};

/// The longest line, where it can be broken.
const WIDTH: usize = 100;

const STEP: usize = 4;

/// The text of a file's items.
pub(super) fn format(tokens: TokenStream) -> String {
    let trees = trees(tokens);
    let mut printer = Printer { out: String::with_capacity(4096), indent: 0 };
    printer.items(&trees, Place::File);
    printer.out
}

/// Where items stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    File,
    /// Between the braces of an `impl` or a module.
    Body,
    /// Between the braces of a function.
    Function,
}

/// What braces hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Braces {
    /// Statements.
    Block,
    /// Parts with commas, each on a line.
    Arms,
    /// Parts with commas, in one line where they fit.
    Literal,
}

struct Printer {
    out: String,
    indent: usize,
}

impl Printer {
    fn items(&mut self, trees: &[Tree], place: Place) {
        let mut before: Option<Item<'_>> = None;
        for item in items(trees) {
            if before.as_ref().is_some_and(|before| is_spaced(place, before, &item)) {
                self.out.push('\n');
            }
            self.item(&item);
            before = Some(item);
        }
    }

    fn item(&mut self, item: &Item<'_>) {
        self.marks(item.marks);
        if item.trees.is_empty() {
            return;
        }
        self.start();
        match (item.trees.split_last(), item.body()) {
            (Some((Tree::Group(_, inside), head)), Some(place)) => {
                self.expression(head, 2);
                self.out.push(' ');
                self.braces(inside, |printer, inside| printer.items(inside, place));
            }
            (Some((Tree::Group(_, inside), head)), None) if item.is_type() => {
                self.expression(head, 2);
                self.out.push(' ');
                self.braces(inside, |printer, inside| printer.parts(inside, true));
            }
            _ => self.expression(item.trees, 0),
        }
        self.out.push('\n');
    }

    /// Doc comments and attributes, each on its line.
    fn marks(&mut self, marks: &[Tree]) {
        for mark in marks {
            self.start();
            match mark {
                Tree::Doc { inner, text } => {
                    self.out.push_str(if *inner { "//!" } else { "///" });
                    self.out.push_str(text);
                }
                _ => self.expression(std::slice::from_ref(mark), 0),
            }
            self.out.push('\n');
        }
    }

    fn start(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// Braces with something inside, a step further to the right.
    fn braces(&mut self, inside: &[Tree], print: impl FnOnce(&mut Self, &[Tree])) {
        self.brackets(["{", "}"], inside, print);
    }

    fn brackets(&mut self, [open, close]: [&str; 2], inside: &[Tree], print: impl FnOnce(&mut Self, &[Tree])) {
        self.out.push_str(open);
        if !inside.is_empty() {
            self.out.push('\n');
            self.indent += STEP;
            print(self, inside);
            self.indent -= STEP;
            self.start();
        }
        self.out.push_str(close);
    }

    /// Parts with commas between them, each on its line. A block needs no comma.
    fn parts(&mut self, trees: &[Tree], with_last_comma: bool) {
        let parts = split(trees);
        for (index, part) in parts.iter().enumerate() {
            let marks =
                part.iter().take_while(|tree| matches!(tree, Tree::Doc { .. } | Tree::Attribute { .. })).count();
            self.marks(&part[..marks]);
            self.start();
            self.expression(&part[marks..], 1);
            let is_rest = matches!(part.get(marks), Some(Tree::Operator("..")));
            if (with_last_comma || index + 1 < parts.len()) && !is_rest {
                self.out.push(',');
            }
            self.out.push('\n');
        }
    }

    /// An expression from the present column on, with so much to follow on the last line.
    fn expression(&mut self, trees: &[Tree], more: usize) {
        let start = self.out.len();
        if !trees.iter().any(is_upright) {
            inline(trees, &mut self.out);
            if self.column() + more <= WIDTH {
                return;
            }
            self.out.truncate(start);
        }
        match dots(trees).as_slice() {
            dots @ [_, _, ..] => self.chain(trees, dots, more),
            _ => self.broken(trees, more),
        }
    }

    fn column(&self) -> usize {
        let line = self.out.rfind('\n').map_or(0, |at| at + 1);
        self.out[line..].chars().count()
    }

    /// A chain of calls, each on its line.
    fn chain(&mut self, trees: &[Tree], dots: &[usize], more: usize) {
        self.expression(&trees[..dots[0]], 0);
        self.indent += STEP;
        let ends = dots[1..].iter().copied().chain([trees.len()]);
        for (start, end) in dots.iter().copied().zip(ends) {
            self.out.push('\n');
            self.start();
            self.expression(&trees[start..end], if end == trees.len() { more } else { 0 });
        }
        self.indent -= STEP;
    }

    /// An expression with the brackets broken that make it long.
    fn broken(&mut self, trees: &[Tree], more: usize) {
        let Some(at) = widest(trees) else { return inline(trees, &mut self.out) };
        let (before, rest) = trees.split_at(at);
        let Some((Tree::Group(brackets, inside), after)) = rest.split_first() else { return };
        // With its head, so that the blank before the bracket is the one that a line has.
        let empty = Tree::Group(*brackets, Vec::new());
        inline_before(before, &empty, &mut self.out);
        self.group(*brackets, inside, braces_of(before));
        if !after.is_empty() {
            let is_close = matches!(after.first(), Some(Tree::Operator("," | ";" | "." | "?" | ":")));
            if !is_close && !matches!(after.first(), Some(Tree::Group(Brackets::Round | Brackets::Square, _))) {
                self.out.push(' ');
            }
            self.expression(after, more);
        }
    }

    fn group(&mut self, brackets: Brackets, inside: &[Tree], braces: Braces) {
        match (brackets, braces) {
            (Brackets::Round, _) => self.brackets(["(", ")"], inside, |it, inside| it.parts(inside, true)),
            (Brackets::Square, _) => self.brackets(["[", "]"], inside, |it, inside| it.parts(inside, true)),
            (Brackets::Curly, Braces::Block) => self.braces(inside, |it, inside| it.items(inside, Place::Function)),
            (Brackets::Curly, _) => self.braces(inside, |it, inside| it.parts(inside, true)),
        }
    }
}

/// Whether an item has a blank line before it: beside each item of a file but for lines of one kind, and beside each
/// function.
fn is_spaced(place: Place, before: &Item<'_>, item: &Item<'_>) -> bool {
    match place {
        Place::File => !(before.is_line() && item.is_line() && before.word == item.word),
        Place::Body => before.is_function() || item.is_function(),
        Place::Function => false,
    }
}

/// Prints what stands before a group, with the blank that is between them.
fn inline_before(before: &[Tree], group: &Tree, out: &mut String) {
    inline(before, out);
    let is_apart = match (before.last(), group) {
        (None | Some(Tree::Operator("::")), _) => false,
        (Some(_), Tree::Group(Brackets::Curly, _)) => true,
        (Some(last), _) => inline::is_apart(last, group),
    };
    if is_apart {
        out.push(' ');
    }
}

/// Whether a tree cannot be in one line: it has comments, statements or arms in it.
fn is_upright(tree: &Tree) -> bool {
    match tree {
        Tree::Doc { .. } => true,
        Tree::Group(_, inside) => inside
            .iter()
            .any(|tree| matches!(tree, Tree::Operator(";" | "=>") | Tree::Attribute { .. }) || is_upright(tree)),
        _ => false,
    }
}

/// The dots of the calls that follow one another.
fn dots(trees: &[Tree]) -> Vec<usize> {
    let is_call = |at: &usize| matches!(trees.get(at + 2), Some(Tree::Group(Brackets::Round, _)));
    let is_dot = |at: &usize| matches!(trees[*at], Tree::Operator("."));
    (1..trees.len()).filter(is_dot).filter(is_call).collect()
}

/// The brackets to break: those that cannot be in one line, or else the longest.
fn widest(trees: &[Tree]) -> Option<usize> {
    let groups =
        || trees.iter().enumerate().filter(|(_, tree)| matches!(tree, Tree::Group(_, inside) if !inside.is_empty()));
    let upright = groups().find(|(_, tree)| is_upright(tree));
    upright.or_else(|| groups().max_by_key(|(_, tree)| length(tree))).map(|(at, _)| at)
}

fn length(tree: &Tree) -> usize {
    let mut text = String::new();
    inline(std::slice::from_ref(tree), &mut text);
    text.len()
}

/// What braces hold that follow these trees.
fn braces_of(before: &[Tree]) -> Braces {
    let words = before.iter().rev().take_while(|tree| !matches!(tree, Tree::Operator("=" | "=>")));
    let keyword = words.filter_map(|tree| match tree {
        Tree::Word(word) => Some(word.as_str()),
        _ => None,
    });
    match keyword.last() {
        Some("match") => Braces::Arms,
        Some("if" | "else" | "for" | "while" | "loop" | "async" | "move" | "unsafe") => Braces::Block,
        _ if matches!(before.last(), None | Some(Tree::Operator("=>" | "|"))) => Braces::Block,
        _ => Braces::Literal,
    }
}

/// Splits at the commas that are in no list of types.
fn split(trees: &[Tree]) -> Vec<&[Tree]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            Tree::Operator("<") => depth += 1,
            Tree::Operator(">") => depth = depth.saturating_sub(1),
            Tree::Operator(",") if depth == 0 => {
                parts.push(&trees[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < trees.len() {
        parts.push(&trees[start..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::format;
    use quote::quote;

    #[test]
    fn one_item_or_statement_a_line() {
        let text = format(quote! {
            #![doc = " The file."]
            use a::b; use a::{c}; use a::{d, e};
            #[doc = " It is \"so\"."] #[must_use]
            pub(crate) async fn f<'a>(&'a mut self, other: impl Into<Vec<Option<u8>>>) -> Result<(), E> {
                let x = match other { 0 => Self::One, _ => { g(); None } };
                if x.is_some() { return Ok(()); } else { h()?; }
                self.0.call(&x, |a, b| *a + b)
            }
            struct Empty {}
            pub struct Tuple(pub u8, u16);
            impl<T> From<T> for E { const A: &'static [Self] = &[]; fn from(_: T) -> Self { Self { ..E::new() } } }
        });
        insta::assert_snapshot!(text);
    }

    #[test]
    fn what_is_too_long_is_broken_at_brackets_and_dots() {
        let text = format(quote! {
            use a_module_with_a_long_name::{AnImportWithALongName, AnotherImportWithALongName, AThirdOne, AFourth};
            pub fn a_function_with_a_long_name(&self, request: super::ARequestWithALongName, other: Vec<u8>) -> Answer<A, B> {
                let a_value_with_a_long_name = a_function_with_a_long_name("a text that is long", [1, 2, 3], &mut another);
            }
            const WAITER: Waiter = Waiter::new("a name").success(&["ONE", "TWO", "THREE"]).failure(&["FOUR"]).interval(5);
        });
        insta::assert_snapshot!(text);
    }

    #[test]
    fn comments_show_what_their_literals_stand_for() {
        let text = format(quote!(
            #[doc = " \u{2003}\\ \" '"]
            #[doc = "two\nlines"]
            struct A;
        ));
        assert_eq!(text, "/// \u{2003}\\ \" '\n#[doc = \"two\\nlines\"]\nstruct A;\n");
    }
}
