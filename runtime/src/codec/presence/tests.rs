use super::secrets;
use crate::codec::{FieldMut, FieldOp, FieldVisitor, Schema, Structure};
use serde_json::{Value, json};

/// A structure with a field of each kind that can contain a secret.
#[derive(Clone, Default)]
struct Lockbox {
    texts: Option<Vec<String>>,
    binary: Option<Vec<u8>>,
    json: Option<Value>,
    jsons: Option<Vec<Value>>,
    inner: Option<Box<Plain>>,
    inners: Option<Vec<Plain>>,
    shown: Option<String>,
}

impl Structure for Lockbox {
    fn schema(&self) -> &'static Schema {
        &Schema {
            name: "Lockbox",
            fields: &["Texts", "Binary", "Json", "Jsons", "Inner", "Inners", "Shown"],
            required: &[],
            sensitive: &["Texts", "Binary", "Json", "Jsons", "Inner", "Inners"],
        }
    }

    fn field_mut(&mut self, _: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        FieldMut::None
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.texts(&self.texts);
        visitor.binary(&self.binary);
        visitor.json(&self.json);
        visitor.jsons(&self.jsons);
        visitor.structure(&&self.inner);
        visitor.structures(&&self.inners);
        visitor.text(&self.shown);
    }
}

/// A structure without secret fields.
#[derive(Clone, Default)]
struct Plain {
    text: Option<String>,
}

impl Structure for Plain {
    fn schema(&self) -> &'static Schema {
        &Schema { name: "Plain", fields: &["Text"], required: &[], sensitive: &[] }
    }

    fn field_mut(&mut self, _: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        FieldMut::None
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.text);
    }
}

fn plain(text: &str) -> Plain {
    Plain { text: Some(text.to_owned()) }
}

fn found(vault: &Lockbox) -> Vec<String> {
    secrets(&vault).iter().map(|secret| secret.to_string()).collect()
}

#[test]
fn secrets_of_every_kind_are_found() {
    let vault = |edit: fn(&mut Lockbox)| {
        let mut vault = Lockbox { shown: Some("shown".to_owned()), ..Lockbox::default() };
        edit(&mut vault);
        found(&vault)
    };
    assert_eq!(vault(|_| {}), [""; 0]);
    assert_eq!(vault(|it| it.texts = Some(vec!["a".into(), "b".into()])), ["a", "b"]);
    assert_eq!(vault(|it| it.binary = Some(b"abc".to_vec())), ["YWJj", "abc"]);
    assert_eq!(vault(|it| it.binary = Some(vec![0xff])), ["/w=="]);
    assert_eq!(vault(|it| it.json = Some(json!({"A": ["x", 7, null, true]}))), ["x", "7"]);
    assert_eq!(vault(|it| it.jsons = Some(vec![json!("x"), json!({"B": "y"})])), ["x", "y"]);
    assert_eq!(
        vault(|it| it.inner = Some(Box::new(plain("deep")))),
        ["deep"],
        "all of a structure that is one"
    );
    assert_eq!(vault(|it| it.inners = Some(vec![plain("one"), plain("two")])), ["one", "two"]);
}

#[test]
fn no_secret_is_printed() {
    let vault = Lockbox {
        texts: Some(vec!["hidden".into()]),
        binary: Some(b"hidden".to_vec()),
        json: Some(json!({"A": "hidden"})),
        jsons: Some(vec![json!("hidden")]),
        inner: Some(Box::new(plain("hidden"))),
        inners: Some(vec![plain("hidden")]),
        shown: Some("shown".to_owned()),
    };
    struct Printed(Lockbox);
    impl std::fmt::Debug for Printed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::codec::generated::debug(&self.0, f)
        }
    }
    let text = format!("{:?}", Printed(vault));
    assert!(!text.contains("hidden") && text.contains(r#"Shown: "shown""#), "{text}");
    assert_eq!(text.matches("***").count(), 6, "{text}");
}
