//! Pages in Markdown.
use tencentcloud_spec::read::{Document, markdown};

#[test]
fn dump() {
    for f in std::env::var("F").unwrap_or_default().split(':').filter(|f| !f.is_empty()) {
        let text = std::fs::read_to_string(f).unwrap();
        let (d, r): (Document, _) = markdown::read(&text, f);
        if std::env::var("Q").is_err() { println!("{d:#?}"); }
        println!("== {f} {} actions={} structs={} errors={} in={:?} out={:?} ex={} err={:?} rate={:?}", markdown::recognises(&text), d.actions.len(), d.structures.len(), d.errors.len(),
          d.actions.first().and_then(|a| a.input.as_ref().map(Vec::len)), d.actions.first().and_then(|a| a.output.as_ref().map(Vec::len)), d.actions.first().map_or(0,|a| a.examples.len()),
          d.actions.first().and_then(|a| a.errors.as_ref().map(Vec::len)), d.actions.first().and_then(|a| a.rate_limit));
        println!("{r}");
    }
}
