//! A document in few lines, for snapshots.

use std::fmt::Write;
use tencentcloud_spec::read::{Document, ExampleStatement, FieldStatement, Sample};

/// Returns the statements of a document, one on each line, with its line in the source.
pub(crate) fn summarize(document: &Document) -> String {
    let mut out = String::new();
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let _ = writeln!(
        out,
        "{:?} {} {} {} {}",
        document.kind,
        text(&document.product),
        text(&document.version),
        text(&document.endpoint),
        text(&document.date)
    );
    for action in &document.actions {
        let _ = writeln!(
            out,
            "{}: action {} region={:?} rate={:?}",
            action.line, action.name, action.region, action.rate_limit
        );
        if action.body.is_some() || action.status.is_some() {
            let _ = writeln!(out, "  body={:?} status={:?}", action.body, action.status);
        }
        let _ = writeln!(out, "  docs {:?}", action.docs);
        fields(&mut out, "in ", &action.input);
        fields(&mut out, "out", &action.output);
        match &action.errors {
            None => out.push_str("  errors unknown\n"),
            Some(errors) => errors.iter().for_each(|error| {
                let _ = writeln!(out, "  {}: error {} {:?}", error.line, error.code, error.docs);
            }),
        }
        action.examples.iter().for_each(|part| example(&mut out, part));
    }
    for structure in &document.structures {
        let _ = writeln!(
            out,
            "{}: structure {} {:?} <- {:?}",
            structure.line, structure.name, structure.docs, structure.referenced_by
        );
        structure.fields.iter().for_each(|part| field(&mut out, "has", part));
    }
    for error in &document.errors {
        let _ = writeln!(out, "{}: error {} {:?}", error.line, error.code, error.docs);
    }
    out
}

fn fields(out: &mut String, side: &str, parts: &Option<Vec<FieldStatement>>) {
    match parts {
        None => {
            let _ = writeln!(out, "  {side} unknown");
        }
        Some(parts) => parts.iter().for_each(|part| field(out, side, part)),
    }
}

fn field(out: &mut String, side: &str, part: &FieldStatement) {
    let required = match part.required {
        Some(true) => "required",
        Some(false) => "optional",
        None => "-",
    };
    let linked = if part.linked { " linked" } else { "" };
    let nullable = if part.nullable == Some(true) { " nullable" } else { "" };
    let deprecated = if part.deprecated == Some(true) { " deprecated" } else { "" };
    let example = part.example.as_ref().map(|value| format!(" e.g. {value:?}")).unwrap_or_default();
    let (line, name, r#type, docs) = (part.line, &part.name, &part.r#type, &part.docs);
    let _ = writeln!(
        out,
        "  {line}: {side} {name} {type} {required}{linked}{nullable}{deprecated}{example} {docs:?}"
    );
}

fn example(out: &mut String, part: &ExampleStatement) {
    let side = |sample: &Option<Sample>| match sample {
        None => "-".to_owned(),
        Some(Sample::Json(value)) => value.to_string(),
        Some(Sample::Query(pairs)) => pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join(" & "),
        Some(Sample::Damaged { text, line }) => {
            format!("damaged from line {line}, {} lines", text.lines().count())
        }
    };
    let _ = writeln!(
        out,
        "  {}: example {:?}\n    {}\n    {}",
        part.line,
        part.title,
        side(&part.input),
        side(&part.output)
    );
}
