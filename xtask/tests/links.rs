//! Tests that no link inside the repository is dead, and that every page with Rust is compiled.
//! Each relative link in Markdown leads to a file, and each `#anchor` to a heading of it. Links to
//! other sites are not tested.

#![allow(clippy::unwrap_used, clippy::panic)]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().canonicalize().unwrap()
}

/// Collects all Markdown below a folder, without build output and hidden files.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Documents for tests are hostile on purpose.
        let is_ours = !name.starts_with('.') && !name.starts_with("target") && name != "hostile";
        if path.is_dir() && !path.is_symlink() && is_ours {
            pages(&path, found);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

fn links(text: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    };
    events(text).filter_map(link).collect()
}

/// Returns the anchors of the headings as a renderer makes them: lower case, hyphens for blanks, no
/// other signs, and a number from the second heading of a name on. Anchors in the HTML of the page
/// count too.
fn anchors(text: &str) -> BTreeSet<String> {
    let (mut anchors, mut counts, mut heading) = (BTreeSet::new(), HashMap::new(), None);
    for event in events(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                heading.iter_mut().for_each(|it| it.push_str(&text))
            }
            Event::Html(html) | Event::InlineHtml(html) => anchors.extend(given(&html)),
            Event::End(TagEnd::Heading(_)) => {
                let name = slug(&heading.take().unwrap());
                let count = counts.entry(name.clone()).or_insert(0);
                anchors.insert(if *count == 0 { name } else { format!("{name}-{count}") });
                *count += 1;
            }
            _ => {}
        }
    }
    anchors
}

fn slug(heading: &str) -> String {
    let kept = |sign: &char| sign.is_alphanumeric() || "-_ ".contains(*sign);
    heading
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|sign| if sign == ' ' { '-' } else { sign })
        .collect()
}

/// Returns the anchor of `<a name="x">` or `<a id="x">`.
fn given(html: &str) -> Option<String> {
    let start =
        html.find("id=\"").map(|at| at + 4).or_else(|| html.find("name=\"").map(|at| at + 6))?;
    html[start..].split('"').next().map(str::to_owned)
}

/// Returns the reason if a link on a page is dead.
fn fault(page: &Path, link: &str, root: &Path) -> Option<String> {
    let is_elsewhere =
        ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme));
    if is_elsewhere {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { page.to_owned() } else { page.parent().unwrap().join(path) };
    match target.canonicalize() {
        Err(_) => Some("there is no such file".to_owned()),
        Ok(real) if !real.starts_with(root) => Some("it leads out of the repository".to_owned()),
        Ok(real) if anchor.is_empty() || real.extension().is_none_or(|it| it != "md") => None,
        Ok(real)
            if anchors(&fs::read_to_string(&real).unwrap()).contains(&anchor.to_lowercase()) =>
        {
            None
        }
        Ok(_) => Some("the page has no such heading".to_owned()),
    }
}

#[test]
fn no_link_is_dead() {
    let (root, mut found) = (root(), Vec::new());
    pages(&root, &mut found);
    let (mut count, mut faults) = (0, Vec::new());
    for page in found {
        for link in links(&fs::read_to_string(&page).unwrap()) {
            count += 1;
            let name = page.strip_prefix(&root).unwrap().display().to_string();
            faults.extend(fault(&page, &link, &root).map(|why| format!("{name}: {link}: {why}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 30, "only {count} links were found");
}

#[test]
fn dead_links_are_seen() {
    let root = root();
    let why = |link| fault(&root.join("README.md"), link, &root);
    assert_eq!(why("docs/nowhere.md").as_deref(), Some("there is no such file"));
    assert_eq!(why("ARCHITECTURE.md#nothing").as_deref(), Some("the page has no such heading"));
    assert_eq!(why("../x").as_deref(), Some("there is no such file"));
    assert_eq!(
        (why("ARCHITECTURE.md#the-codec"), why("docs"), why("https://example.com/x")),
        (None, None, None)
    );
    assert_eq!(
        anchors("# A `b`, c\n\n## D\n## D").into_iter().collect::<Vec<_>>(),
        ["a-b-c", "d", "d-1"]
    );
}

#[test]
fn every_page_with_rust_is_compiled() {
    let guide = root().join("docs");
    let compiled = fs::read_to_string(guide.join("lib.rs")).unwrap();
    let mut found = Vec::new();
    pages(&guide, &mut found);
    for page in found {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let has_rust = fs::read_to_string(&page).unwrap().contains("\n```rust");
        assert_eq!(compiled.contains(&format!("\"{name}\"")), has_rust, "{name}");
    }
}

/// The table of contents lists every page.
#[test]
fn the_book_has_every_page_of_the_guide() {
    let docs = root().join("docs");
    let summary = fs::read_to_string(docs.join("SUMMARY.md")).unwrap();
    let listed: BTreeSet<String> = links(&summary).into_iter().collect();
    let entries = fs::read_dir(&docs).unwrap().map(|entry| entry.unwrap().file_name());
    let names = entries.map(|name| name.to_string_lossy().into_owned());
    let pages: BTreeSet<String> =
        names.filter(|name| name.ends_with(".md") && name != "SUMMARY.md").collect();
    assert_eq!(listed, pages);
}
