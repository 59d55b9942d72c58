//! Documents made by hand: dates, kinds and ranks that no page of the tests has.

use super::*;
use crate::model::{Limits, Region, Type};
use crate::read::{ErrorStatement, FieldStatement, StructureStatement};

fn document(file: &str, kind: SourceKind, date: Option<&str>) -> Document {
    Document { date: date.map(str::to_owned), ..Document::new(file, kind) }
}

fn field(name: &str, line: usize, r#type: &str, docs: &str) -> FieldStatement {
    FieldStatement {
        name: name.to_owned(),
        line,
        r#type: Type::parse(r#type).unwrap(),
        linked: true,
        required: None,
        nullable: None,
        deprecated: None,
        docs: docs.to_owned(),
        example: None,
        values: IndexMap::new(),
        limits: Limits::new(),
    }
}

fn action(rate_limit: u32, docs: &str, input: Vec<FieldStatement>) -> ActionStatement {
    ActionStatement {
        name: "Get".to_owned(),
        line: 7,
        docs: docs.to_owned(),
        rate_limit: Some(rate_limit),
        region: Some(Region::Required),
        input: Some(input),
        output: Some(vec![field("RequestId", 9, "String", "")]),
        ..ActionStatement::default()
    }
}

fn merged(documents: &[Document]) -> (Draft, String) {
    let mut diagnostics = Diagnostics::default();
    let mut draft = Draft::new(Api::new("demo", "2020-01-01"));
    merge(&mut draft, documents, &mut diagnostics);
    (draft, diagnostics.to_string())
}

fn page(file: &str, date: Option<&str>, rate_limit: u32, docs: &str) -> Document {
    let actions = vec![action(rate_limit, docs, Vec::new())];
    Document { actions, ..document(file, SourceKind::Page, date) }
}

#[test]
fn the_newest_dated_document_is_believed() {
    let dated = [Some("2021-01-28 19:55:24"), Some("2023-05-01"), None, Some("2022-01-01")];
    let pages: Vec<Document> = dated
        .iter()
        .enumerate()
        .map(|(i, date)| {
            page(&format!("{i}.txt"), *date, 10 + u32::try_from(i).unwrap(), &format!("Text {i}"))
        })
        .collect();
    let (draft, diagnostics) = merged(&pages);
    assert_eq!(draft.api.actions["Get"].rate_limit, Some(11));
    assert_eq!(draft.api.actions["Get"].docs, "Text 1");
    assert_eq!(draft.api.actions["Get"].sources, ["0.txt", "1.txt", "2.txt", "3.txt"]);
    insta::assert_snapshot!(diagnostics, @"
    warning[conflicting-description]: descriptions in 3.txt differ from those in 1.txt, which are \
    taken: `Get`
      --> 3.txt:7
    warning[conflicting-description]: descriptions in 0.txt differ from those in 1.txt, which are \
    taken: `Get`
      --> 0.txt:7
    warning[conflicting-description]: descriptions in 2.txt differ from those in 1.txt, which are \
    taken: `Get`
      --> 2.txt:7
    warning[conflicting-rate-limit]: `Get`: rate limit is 11 a second in 1.txt:7, 13 a second in \
    3.txt:7; the former is taken
      --> 3.txt:7
    warning[conflicting-rate-limit]: `Get`: rate limit is 11 a second in 1.txt:7, 10 a second in \
    0.txt:7; the former is taken
      --> 0.txt:7
    warning[conflicting-rate-limit]: `Get`: rate limit is 11 a second in 1.txt:7, 12 a second in \
    2.txt:7; the former is taken
      --> 2.txt:7
    ");
}

#[test]
fn of_equal_dates_the_later_is_believed() {
    for date in [None, Some("2023-05-01")] {
        let (draft, _) = merged(&[page("a", date, 1, "A"), page("b", date, 2, "B")]);
        assert_eq!(draft.api.actions["Get"].rate_limit, Some(2));
    }
}

#[test]
fn english_prose_goes_before_trust() {
    let (draft, diagnostics) =
        merged(&[page("a", None, 1, "In English"), page("b", Some("2023-05-01"), 1, "中文")]);
    assert_eq!(draft.api.actions["Get"].docs, "In English");
    assert_eq!(diagnostics, "");
}

#[test]
fn types_that_refine_and_types_that_contradict() {
    let cases = [
        // metadata, document, taken, whether a warning follows
        ("Unsigned", "Integer", "Unsigned", false),
        ("Integer", "Unsigned", "Integer", false),
        ("Timestamp", "String", "Timestamp", false),
        ("Array of Date", "Array of String", "Array of Date", false),
        ("Binary", "String", "Binary", false),
        ("String", "Integer", "String", true),
        ("Float", "Integer", "Float", true),
        ("Array of Filter", "Filter", "Array of Filter", true),
        ("Filter", "Filters", "Filter", true),
    ];
    for (metadata, page, taken, warns) in cases {
        let of = |kind, r#type| {
            let actions = vec![action(1, "", vec![field("A", 8, r#type, "")])];
            Document { actions, ..document("x", kind, None) }
        };
        let (draft, diagnostics) =
            merged(&[of(SourceKind::Metadata, metadata), of(SourceKind::Page, page)]);
        assert_eq!(
            draft.api.actions["Get"].input[0].r#type.to_string(),
            taken,
            "{metadata} {page}"
        );
        assert_eq!(
            diagnostics.contains("conflicting-type"),
            warns,
            "{metadata} {page}: {diagnostics}"
        );
    }
    // Of two documents the one that says more refines the other.
    let of = |r#type| Document {
        actions: vec![action(1, "", vec![field("A", 8, r#type, "")])],
        ..document("x", SourceKind::Page, None)
    };
    let (draft, _) = merged(&[of("Timestamp"), of("String")]);
    assert_eq!(draft.api.actions["Get"].input[0].r#type, Type::Timestamp);
}

#[test]
fn values_and_flags_are_united() {
    let part = |nullable, values: &[(&str, &str)], example: &str| FieldStatement {
        nullable,
        values: values
            .iter()
            .map(|(value, docs)| ((*value).to_owned(), (*docs).to_owned()))
            .collect(),
        example: Some(example.to_owned()),
        ..field("A", 8, "String", "")
    };
    let of = |kind, part| Document {
        actions: vec![action(1, "", vec![part])],
        ..document("x", kind, None)
    };
    let (draft, _) = merged(&[
        of(SourceKind::Metadata, part(Some(true), &[("UP", "上"), ("DOWN", "下")], "例")),
        of(SourceKind::Page, part(Some(false), &[("DOWN", "Below"), ("LEFT", "")], "DOWN")),
    ]);
    let field = &draft.api.actions["Get"].input[0];
    assert!(field.nullable);
    assert_eq!(field.example.as_deref(), Some("DOWN"));
    let values: Vec<String> =
        field.values.iter().map(|(value, docs)| format!("{value}={docs}")).collect();
    assert_eq!(values, ["DOWN=Below", "LEFT=", "UP=上"]);
}

#[test]
fn error_codes_and_hosts() {
    let code = |code: &str, docs: &str| ErrorStatement {
        code: code.to_owned(),
        line: 3,
        docs: docs.to_owned(),
    };
    let one = Document {
        endpoint: Some("one.tencentcloudapi.com".to_owned()),
        errors: vec![code("A", "First."), code("B", "")],
        ..document("one", SourceKind::Page, Some("2020-01-01"))
    };
    let other = Document {
        endpoint: Some("other.tencentcloudapi.com".to_owned()),
        errors: vec![code("B", "第二"), code("A", "first"), code("C", "Third")],
        ..document("other", SourceKind::Markdown, None)
    };
    let (draft, diagnostics) = merged(&[one, other]);
    let codes: Vec<String> =
        draft.api.errors.iter().map(|(code, docs)| format!("{code}={docs}")).collect();
    assert_eq!(codes, ["A=First.", "C=Third", "B=第二"]);
    assert_eq!(draft.api.endpoint, "one.tencentcloudapi.com");
    insta::assert_snapshot!(diagnostics, @"
    warning[conflicting-endpoint]: `demo`: endpoint is one.tencentcloudapi.com in one, \
    other.tencentcloudapi.com in other; the former is taken
      --> other
    ");
}

#[test]
fn many_conflicts_are_few_warnings() {
    let structure = |kind, required, offset: usize| {
        let fields = (0..100_usize)
            .map(|i| FieldStatement {
                required: Some(required),
                ..field(&format!("F{i}"), i + offset, "String", "")
            })
            .collect();
        let part = StructureStatement {
            name: "S".to_owned(),
            line: 1,
            fields,
            ..StructureStatement::default()
        };
        Document {
            structures: vec![part],
            ..document(if required { "a" } else { "b" }, kind, None)
        }
    };
    let (_, diagnostics) =
        merged(&[structure(SourceKind::Metadata, true, 0), structure(SourceKind::Page, false, 2)]);
    assert_eq!(diagnostics.matches("warning[").count(), 1, "{diagnostics}");
    assert!(
        diagnostics.contains("`F0` is required, not optional (line 2)")
            && diagnostics.contains("and 76 more")
    );
}
