//! Tests every place where text of a description reaches a generated file, with hostile text.
//!
//! Whatever the text is, the files parse. They contain no code, link, HTML or heading that the
//! generator did not write.

use crate::commonmark::rustdoc;
use crate::hostile;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use syn::visit::Visit;
use tencentcloud_codegen::{Files, Names, Options, generate, generate_module};
use tencentcloud_spec::model::{Action, Api, Field, Structure, Type, Verdict, Waiter};
use tencentcloud_spec::text::is_hidden;

/// Values that are not words: invisible ones, look-alikes, and those with a meaning elsewhere.
const VALUES: [&str; 24] = [
    "",
    " ",
    "\n",
    "\r\n",
    "\0",
    "`",
    "```\nfn main() {} //",
    "~~~",
    "\u{202e}abc",
    "\u{3164}",
    "a\u{3164}",
    "\u{200b}",
    "\u{feff}",
    "e\u{301}",
    "\u{e9}",
    "\u{212a}",
    "K",
    "ﬁ",
    "\u{e0041}",
    "*/",
    "//",
    "{0}",
    "\"\\",
    "Self",
];

fn api(text: &str) -> Api {
    let mut api = Api::new("hostile", "2020-01-01");
    text.clone_into(&mut api.title);
    let mut state = Field::new("State", Type::String, text);
    state.values.extend(VALUES.map(|value| (value.to_owned(), text.to_owned())));
    state.values.insert(text.to_owned(), text.to_owned());
    state.values.insert("DONE".to_owned(), text.to_owned());
    let part = Field::new("Part", Type::Structure("Part".to_owned()), text);
    let waiter = Waiter {
        docs: text.to_owned(),
        field: Some("State".to_owned()),
        count: None,
        success: vec!["DONE".to_owned()],
        failure: vec![text.to_owned()],
        errors: [("NotFound".to_owned(), Verdict::Retry)].into_iter().collect(),
        interval: 1,
        deadline: 9,
    };
    let action = Action {
        docs: text.to_owned(),
        input: vec![state.clone(), part.clone()],
        output: vec![state.clone(), part],
        errors: vec!["NotFound".to_owned()],
        waiters: [("Done".to_owned(), waiter)].into_iter().collect(),
        ..Action::default()
    };
    api.actions.insert("DescribeX".to_owned(), action);
    api.structures.insert(
        "Part".to_owned(),
        Structure { docs: text.to_owned(), fields: vec![state], ..Structure::default() },
    );
    api.errors.insert("NotFound".to_owned(), text.to_owned());
    api
}

/// The doc comments of a file as rustdoc reads them, and the number of its enums' variants.
#[derive(Default)]
struct Docs {
    comments: Vec<String>,
    variants: usize,
}

impl Docs {
    fn add(&mut self, attributes: &[syn::Attribute]) {
        let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(syn::MetaNameValue {
                path,
                value: syn::Expr::Lit(literal),
                ..
            }) => {
                let syn::Lit::Str(text) = &literal.lit else { return None };
                path.is_ident("doc").then(|| text.value())
            }
            _ => None,
        });
        let lines: Vec<String> =
            lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
        self.comments.push(lines.join("\n"));
    }
}

impl Visit<'_> for Docs {
    fn visit_file(&mut self, file: &syn::File) {
        self.add(&file.attrs);
        file.items.iter().for_each(|item| self.visit_item(item));
    }

    fn visit_item_struct(&mut self, item: &syn::ItemStruct) {
        self.add(&item.attrs);
        item.fields.iter().for_each(|field| self.add(&field.attrs));
    }

    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        self.add(&item.attrs);
        item.variants.iter().for_each(|variant| self.add(&variant.attrs));
        self.variants = self.variants.max(item.variants.len());
    }

    fn visit_impl_item_fn(&mut self, item: &syn::ImplItemFn) {
        self.add(&item.attrs);
    }

    fn visit_impl_item_const(&mut self, item: &syn::ImplItemConst) {
        self.add(&item.attrs);
    }

    fn visit_item_static(&mut self, item: &syn::ItemStatic) {
        self.add(&item.attrs);
    }

    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        self.add(&item.attrs);
        item.content.iter().flat_map(|(_, items)| items).for_each(|item| self.visit_item(item));
    }
}

/// The headings that the emitter writes.
const HEADINGS: [&str; 8] =
    ["Calls", "Errors", "Examples", "Features", "Lists", "Settings", "Streams", "Waiting"];

/// Returns what the parser reads in a comment although nobody wrote it.
fn forged(comment: &str) -> Option<String> {
    let allowed = ["text", "no_run"];
    let mut after_heading = false;
    Parser::new_ext(comment, rustdoc()).find_map(|event| {
        let is_heading = std::mem::replace(
            &mut after_heading,
            matches!(event, Event::Start(Tag::Heading { .. })),
        );
        let is_forged = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !allowed.contains(&&**info)
            }
            Event::Text(text) if is_heading => !HEADINGS.contains(&&**text),
            Event::Start(tag) => matches!(
                tag,
                Tag::CodeBlock(_)
                    | Tag::HtmlBlock
                    | Tag::BlockQuote(_)
                    | Tag::FootnoteDefinition(_)
                    | Tag::Image { .. }
                    | Tag::Strikethrough
            ),
            event => matches!(
                event,
                Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::FootnoteReference(_)
                    | Event::TaskListMarker(_)
                    | Event::Rule
            ),
        };
        is_forged.then(|| format!("{event:?} in\n{comment}"))
    })
}

fn check(name: &str, files: &Files) {
    for (path, content) in files.iter() {
        let hidden = content.chars().find(|c| *c != '\n' && is_hidden(*c));
        assert_eq!(hidden, None, "{name}: {path}");
        if !path.ends_with(".rs") {
            continue;
        }
        let file = syn::parse_file(content)
            .unwrap_or_else(|error| panic!("{name}: {path}: {error}\n{content}"));
        let mut docs = Docs::default();
        docs.visit_file(&file);
        if path.ends_with("values/state.rs") {
            // Each value has a variant, and there are three others.
            assert_eq!(docs.variants, VALUES.len() + 3, "{name}: {content}");
        }
        let found = docs.comments.iter().find_map(|comment| forged(comment));
        assert_eq!(found, None, "{name}: {path}");
    }
}

#[test]
fn hostile_text_in_every_place() {
    for (name, text) in hostile::texts() {
        let api = api(&text);
        let files = generate(&api, &Options::default()).unwrap();
        check(&name, &files);
        check(&name, &generate_module(&[&api], &Names::default(), true).unwrap());
        manifest(&name, files.get("Cargo.toml").unwrap());
    }
}

/// Tests that the manifest has the same keys as with a plain title.
fn manifest(name: &str, text: &str) {
    let keys = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(" = ").next().unwrap_or_default().to_owned()).collect()
    };
    let plain = generate(&api("Plain"), &Options::default()).unwrap();
    assert_eq!(keys(text), keys(plain.get("Cargo.toml").unwrap()), "{name}");
}

#[test]
fn titles_are_plain_text_in_the_manifest_and_markdown_elsewhere() {
    let title = "A \"title\"\n[x] with <b>`marks`</b> \\ \u{202e}# and\n- more\n```\nfn main() {}";
    let mut api = api("Plain.");
    title.clone_into(&mut api.title);
    let files = generate(&api, &Options::default()).unwrap();
    let line = |path: &str, start: &str| {
        let found = files.get(path).unwrap().lines().find(|line| line.starts_with(start)).unwrap();
        found.to_owned()
    };
    assert_eq!(
        line("Cargo.toml", "description"),
        concat!(
            r#"description = "Client for A \"title\" [x] with marks \\ # and more fn main() {} (h"#,
            r#"ostile), a product of Tencent Cloud""#,
        )
    );
    let markdown = concat!(
        r#"Client for A "title" \[x\] with `marks` \\ # and more `fn main() {}` (`hostile`),"#,
        r#" a product of Tencent Cloud."#,
    );
    let readme = line("README.md", "Client for");
    assert_eq!(
        readme.split_once(": typed").unwrap().0,
        markdown.replace("Client of", "Client for").trim_end_matches('.')
    );
    assert_eq!(line("src/lib.rs", "//! Client"), format!("//! {markdown}"));
}

/// Tests an API that a program built: its names become identifiers, literals and paths.
#[test]
fn names_that_are_none_are_refused() {
    let refused = |change: &dyn Fn(&mut Api)| {
        let mut api = api("Plain.");
        change(&mut api);
        let error = generate(&api, &Options::default()).unwrap_err().to_string();
        assert_eq!(
            generate_module(&[&api], &Names::default(), false).unwrap_err().to_string(),
            error
        );
        error.lines().next().unwrap_or_default().to_owned()
    };
    type Damage<'a> = &'a dyn Fn(&mut Api);
    let cases: [(Damage<'_>, &str); 9] = [
        (
            &|api| api.product = "../x".to_owned(),
            "error[invalid-product]: `../x` cannot be the name of a product",
        ),
        (
            &|api| api.version = "2020\n".to_owned(),
            r"error[invalid-version]: `2020\n` is no version: it is a date",
        ),
        (
            &|api| api.endpoint = "a.b/c".to_owned(),
            "error[invalid-endpoint]: `a.b/c` is no host name",
        ),
        (
            &|api| api.service = Some("a\"b".to_owned()),
            "error[invalid-service]: `a\"b` cannot be the name that requests are signed with",
        ),
        (
            &|api| drop(api.actions.insert("/etc/x".to_owned(), Action::default())),
            "error[invalid-name]: `/etc/x` cannot be the name of an action",
        ),
        (
            &|api| drop(api.structures.insert("a\u{202e}".to_owned(), Structure::default())),
            r"error[invalid-name]: `a\u{202e}` cannot be the name of a structure",
        ),
        (
            &|api| api.actions["DescribeX"].input.push(Field::new("a b", Type::String, "")),
            "error[invalid-name]: `a b` cannot be the name of a field",
        ),
        (
            &|api| api.actions["DescribeX"].errors.push("a\nb".to_owned()),
            r"error[invalid-name]: `a\nb` cannot be an error code",
        ),
        (
            &|api| drop(api.errors.insert("*/".to_owned(), String::new())),
            "error[invalid-name]: `*/` cannot be an error code",
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(refused(change), expected);
    }
}
