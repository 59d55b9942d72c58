//! The codec with types as the generator writes them: what is decoded, what is refused with which
//! path, what is encoded.
//!
//! Not here: whole documented responses, which the generated crates test.

#![allow(clippy::unwrap_used)]
use serde_json::{Value, json};
use tencentcloud_runtime::codec::{
    self, FieldMut, FieldOp, FieldVisitor, OpenEnum, Schema, Structure, Unlisted,
};

#[derive(Debug)]
enum State {
    Running,
    Other(Unlisted),
}

impl OpenEnum for State {
    const TEXTS: &'static [&'static str] = &["RUNNING"];

    fn from_index(index: usize, other: Unlisted) -> Self {
        if index == 0 { Self::Running } else { Self::Other(other) }
    }

    fn index(&self) -> Result<usize, &str> {
        match self {
            Self::Running => Ok(0),
            Self::Other(text) => Err(text),
        }
    }
}

tencentcloud_runtime::open_enums!(State);

#[derive(Default)]
struct Everything {
    text: Option<String>,
    integer: Option<i64>,
    unsigned: Option<u64>,
    float: Option<f64>,
    boolean: Option<bool>,
    binary: Option<Vec<u8>>,
    json: Option<Value>,
    state: Option<State>,
    inner: Option<Box<Everything>>,
    texts: Option<Vec<String>>,
    integers: Option<Vec<i64>>,
    states: Option<Vec<State>>,
    inners: Option<Vec<Everything>>,
    password: Option<String>,
}

impl Structure for Everything {
    fn schema(&self) -> &'static Schema {
        &Schema {
            name: "Everything",
            fields: &[
                "Text", "Integer", "Unsigned", "Float", "Boolean", "Binary", "Json", "State",
                "Inner", "Texts", "Integers", "States", "Inners", "Password",
            ],
            required: &["Text"],
            sensitive: &["Password"],
        }
    }

    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Text(&mut self.text),
            1 => FieldMut::Integer(&mut self.integer),
            2 => FieldMut::Unsigned(&mut self.unsigned),
            3 => FieldMut::Float(&mut self.float),
            4 => FieldMut::Boolean(&mut self.boolean),
            5 => FieldMut::Binary(&mut self.binary),
            6 => FieldMut::Json(&mut self.json),
            7 => op.open(&mut self.state),
            8 => op.structure(&mut self.inner),
            9 => FieldMut::Texts(&mut self.texts),
            10 => FieldMut::Integers(&mut self.integers),
            11 => op.opens(&mut self.states),
            12 => op.structures(&mut self.inners),
            13 => FieldMut::Text(&mut self.password),
            _ => FieldMut::None,
        }
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.text);
        visitor.integer(&self.integer);
        visitor.unsigned(&self.unsigned);
        visitor.float(&self.float);
        visitor.boolean(&self.boolean);
        visitor.binary(&self.binary);
        visitor.json(&self.json);
        visitor.open(&&self.state);
        visitor.structure(&&self.inner);
        visitor.texts(&self.texts);
        visitor.integers(&self.integers);
        visitor.opens(&&self.states);
        visitor.structures(&&self.inners);
        visitor.text(&self.password);
    }
}

tencentcloud_runtime::structures!(Everything);

fn decode(json: &str) -> Result<Everything, codec::DecodeError> {
    let mut value = Everything::default();
    codec::from_json(json.as_bytes(), &mut value).map(|()| value)
}

fn written(value: &Everything) -> Value {
    serde_json::from_slice(&codec::to_json(value).unwrap()).unwrap()
}

/// Decodes a JSON text and encodes it again.
fn again(json: &str) -> Value {
    written(&decode(json).unwrap())
}

fn refused(json: &str) -> String {
    decode(json).unwrap_err().to_string()
}

#[test]
fn every_kind_of_field_is_read_and_written() {
    let all = json!({
        "Text": "a \"quote\", a \\, a \u{1}, \u{7f}, 未命名 😀\n",
        "Integer": i64::MIN,
        "Unsigned": u64::MAX,
        "Float": 0.1,
        "Boolean": true,
        "Binary": "AAH/",
        "Json": {"free": [1, "a"]},
        "State": "RUNNING",
        "Inner": {"Text": "inner", "Inner": {}},
        "Texts": ["a", ""],
        "Integers": [1, -1],
        "States": ["RUNNING", "new"],
        "Inners": [{"Text": "first"}, {}],
        "Password": "secret"
    });
    assert_eq!(again(&all.to_string()), all);
}

#[test]
fn a_copy_is_equal_and_of_its_own() {
    let json = r#"{"Text":"a","Integer":1,"Binary":"AAH/","Json":{"a":[1]},"State":"NEW",
        "Inner":{"Texts":[],"Inners":[{}]},
        "Texts":["a"],"States":["RUNNING","x"],"Inners":[{"Text":"b"},{}],"Password":"p"}"#;
    let value = decode(json).unwrap();
    let mut copy = value.clone();
    assert!(copy == value && written(&copy) == written(&value));
    copy.inners.as_mut().unwrap()[0].text = None;
    assert!(copy != value);
    assert!(
        Everything::default() != value && Everything::default() == Everything::default().clone()
    );
}

#[test]
fn serde_and_the_codec_agree() {
    let value = decode(concat!(
        r#"{"Text":"a","Inner":{"Unsigned":1},"States":["RUNNING","x"],"#,
        r#""Inners":[{"Binary":"AAH/"}]}"#,
    ))
    .unwrap();
    let through_serde = serde_json::to_string(&value).unwrap();
    assert_eq!(through_serde.as_bytes(), codec::to_json(&value).unwrap());
    assert!(serde_json::from_str::<Everything>(&through_serde).unwrap() == value);
    assert!(
        serde_json::from_value::<Everything>(serde_json::to_value(&value).unwrap()).unwrap()
            == value
    );
}

#[test]
fn scalars_are_read_leniently() {
    let cases = [
        (r#"{"Text":1}"#, json!({"Text": "1"})),
        (r#"{"Text":-1}"#, json!({"Text": "-1"})),
        (r#"{"Text":1.5}"#, json!({"Text": "1.5"})),
        (r#"{"Text":true}"#, json!({"Text": "true"})),
        (r#"{"Text":""}"#, json!({"Text": ""})),
        (r#"{"Integer":"-5"}"#, json!({"Integer": -5})),
        (r#"{"Integer":5.0}"#, json!({"Integer": 5})),
        (r#"{"Integer":"5.0"}"#, json!({"Integer": 5})),
        (r#"{"Integer":""}"#, json!({})),
        (r#"{"Integer":true}"#, json!({"Integer": 1})),
        (r#"{"Unsigned":"18446744073709551615"}"#, json!({"Unsigned": u64::MAX})),
        (r#"{"Float":"0.5"}"#, json!({"Float": 0.5})),
        (r#"{"Float":2}"#, json!({"Float": 2.0})),
        (r#"{"Boolean":1}"#, json!({"Boolean": true})),
        (r#"{"Boolean":0}"#, json!({"Boolean": false})),
        (r#"{"Boolean":"True"}"#, json!({"Boolean": true})),
        (r#"{"Boolean":""}"#, json!({})),
        (r#"{"State":3}"#, json!({"State": "3"})),
        (r#"{"Integers":["1",2.0,null]}"#, json!({"Integers": [1, 2]})),
        (r#"{"Integer":[5],"Text":["a"]}"#, json!({"Integer": 5, "Text": "a"})),
        (r#"{"Text":[1,"a"]}"#, json!({"Text": "[1,\"a\"]"})),
        (r#"{"Text":{"a":[null]}}"#, json!({"Text": "{\"a\":[null]}"})),
    ];
    for (json, expected) in cases {
        assert_eq!(again(json), expected, "{json}");
    }
}

#[test]
fn null_and_what_stands_for_nothing_are_absent() {
    let fields = [
        "Text", "Integer", "Unsigned", "Float", "Boolean", "Binary", "Json", "State", "Inner",
        "Texts", "Inners",
    ];
    for field in fields {
        assert_eq!(again(&format!(r#"{{"{field}":null}}"#)), json!({}), "{field}");
    }
    assert_eq!(again(r#"{"Inner":"","Texts":"","Inners":""}"#), json!({}));
    assert_eq!(again(r#"{"Inner":[],"Texts":{},"Text":[],"Integer":{}}"#), json!({}));
    assert_eq!(
        again(r#"{"Texts":[],"Inners":[],"Inner":{}}"#),
        json!({"Texts": [], "Inners": [], "Inner": {}})
    );
    assert_eq!(again(r#"{"Inners":[null,{}]}"#), json!({"Inners": [{}]}));
    assert_eq!(
        again(r#"{"Inners":{"Text":"x"},"Inner":[{"Text":"y"}]}"#),
        json!({"Inner": {"Text": "y"}, "Inners": [{"Text": "x"}]})
    );
    assert_eq!(again(r#"{"Inners":{}}"#), json!({"Inners": []}));
    assert_eq!(again(r#"{"Inner":0,"Inners":0}"#), json!({}));
    assert!(refused(r#"{"Inner":1}"#).contains("integer `1`, expected an object"));
    assert!(refused(r#"{"Integers":0}"#).contains("integer `0`, expected a list"));
    assert!(refused(r#"{"Integer":[5,6]}"#).contains("sequence, expected a whole number"));
    assert!(refused(r#"{"Integer":[[5]]}"#).contains("sequence, expected a whole number"));
    assert!(refused(r#"{"Integer":{"a":1}}"#).contains("map, expected a whole number"));
    assert!(
        refused(r#"{"Inner":[{"Text":"x"},{"Text":"y"}]}"#)
            .contains("invalid type: sequence, expected an object")
    );
    for json in [r#"{"Inner":"hunter2"}"#, r#"{"Texts":"hunter2"}"#, r#"{"Float":"hunter2"}"#] {
        assert!(!refused(json).contains("hunter2"), "{}", refused(json));
    }
    assert!(refused(r#"{"Texts":{"Text":"x"}}"#).contains("invalid type: map, expected a list"));
}

#[test]
fn what_the_type_does_not_declare_is_passed_over() {
    assert_eq!(again(r#"{"New":[{"a":1}],"Text":"a","text":"b"}"#), json!({"Text": "a"}));
}

#[test]
fn errors_name_the_path() {
    insta::assert_snapshot!(refused(r#"{"Integer":"many"}"#), @"at Integer: invalid value: text, \
        expected a whole number at line 1 column 17");
    insta::assert_snapshot!(refused(r#"{"Inners":[{},{"Inner":{"Unsigned":-1}}]}"#),
        @"at Inners[1].Inner.Unsigned: invalid value: integer `-1`, expected a whole number that \
        is not negative at line 1 column 37");
    insta::assert_snapshot!(refused(r#"{"Integers":[1,[2,3]]}"#), @"at Integers[1]: invalid type: \
        sequence, expected a whole number at line 1 column 20");
    insta::assert_snapshot!(refused(r#"{"Inner":5}"#), @"at Inner: invalid type: integer `5`, \
        expected an object at line 1 column 10");
    insta::assert_snapshot!(refused(r#"{"Integer":1.5}"#), @"at Integer: invalid value: floating \
        point `1.5`, expected a whole number at line 1 column 14");
    insta::assert_snapshot!(refused(r#"{"Integer":9223372036854775808}"#), @"at Integer: invalid \
        value: integer `9223372036854775808`, expected a whole number at line 1 column 30");
    insta::assert_snapshot!(refused(r#"{"Text":"a""#), @"EOF while parsing an object at line 1 \
        column 11");
    insta::assert_snapshot!(refused("[]"), @"invalid type: sequence, expected an object at line 1 \
        column 0");
    let error =
        serde_json::from_value::<Everything>(json!({"Inner": {"Integer": "x"}})).unwrap_err();
    insta::assert_snapshot!(error, @"at Inner.Integer: invalid value: text, expected a whole \
        number");
}

#[test]
fn texts_that_are_not_utf8_are_refused_where_they_are_read() {
    let decode = |json: &[u8]| {
        let mut value = Everything::default();
        codec::from_json(json, &mut value).map(|()| codec::to_json(&value).unwrap())
    };
    assert_eq!(decode(b"{\"Text\":\"a\",\"New\":\"\xff\"}").unwrap(), br#"{"Text":"a"}"#);
    let error = decode(b"{\"Inners\":[{\"Text\":\"\xff\"}]}").unwrap_err();
    insta::assert_snapshot!(error, @"at Inners[0].Text: invalid unicode code point at line 1 \
        column 21");
}

#[test]
fn nesting_is_bounded_both_ways() {
    let deep = |levels: usize| {
        format!("{}{}", r#"{"Inner":"#.repeat(levels), "{}".to_owned() + &"}".repeat(levels))
    };
    assert!(decode(&deep(100)).is_ok());
    assert!(refused(&deep(100_000)).contains("recursion limit"));
    // Unknown fields are skipped without recursion, however deep they are.
    assert_eq!(
        again(&format!(r#"{{"Unknown":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000))),
        json!({})
    );
    assert!(refused(&format!(r#"{{"Json":{}}}"#, "[".repeat(100_000))).contains("recursion limit"));

    let mut nested = Everything::default();
    for _ in 0..codec::MAX_DEPTH {
        nested = Everything { inner: Some(Box::new(nested)), ..Everything::default() };
    }
    assert!(codec::to_json(&nested).is_err());
    assert!(serde_json::to_string(&nested).is_err());
}

#[test]
fn missing_fields_are_named_by_their_path() {
    let with_text = || Everything { text: Some(String::new()), ..Everything::default() };
    assert_eq!(codec::missing_required(&Everything::default()).as_deref(), Some("Text"));
    assert_eq!(codec::missing_required(&with_text()), None);
    let in_list =
        Everything { inners: Some(vec![with_text(), Everything::default()]), ..with_text() };
    assert_eq!(codec::missing_required(&in_list).as_deref(), Some("Inners[1].Text"));
    let inside = Everything { inner: Some(Box::default()), ..with_text() };
    assert_eq!(codec::missing_required(&inside).as_deref(), Some("Inner.Text"));
}

#[test]
fn debug_shows_what_is_set_and_no_secret() {
    let value = decode(concat!(
        r#"{"Text":"a","State":"RUNNING","Binary":"AAH/","Inners":[{"Password":"hunter2"}],"#,
        r#""Password":"hunter2"}"#,
    ));
    insta::assert_snapshot!(format!("{:?}", value.unwrap()), @"Everything { Text: \"a\", Binary: \
        3 bytes, State: \"RUNNING\", Inners: [Everything { Password: *** }], Password: *** }");
}

#[test]
fn a_long_run_of_unordered_fields_is_found() {
    let json = r#"{"Password":"p","Inners":[],"Float":1,"Text":"t","Integer":1}"#;
    assert_eq!(
        again(json),
        json!({"Text": "t", "Integer": 1, "Float": 1.0, "Inners": [], "Password": "p"})
    );
}

#[test]
fn what_is_given_twice() {
    let value = decode(concat!(
        r#"{"Text":"a","Inner":{"Text":"b"},"Inners":[{},{}],"Text":"c","#,
        r#""Inner":{"Inners":[{}]},"Inners":[{"Text":"d"}]}"#,
    ))
    .unwrap();
    let expected =
        json!({"Text":"c","Inner":{"Text":"b","Inners":[{}]},"Inners":[{},{},{"Text":"d"}]});
    assert_eq!(written(&value), expected);
}

#[test]
fn a_round_trip_names_what_is_lost() {
    let mut value = Everything::default();
    let json = concat!(
        r#"{"Text":"a","New":1,"Integer":"5","Inner":{"Float":1,"New":[]},"Boolean":1,"#,
        r#""Texts":null,"Unsigned":""}"#,
    );
    assert_eq!(codec::round_trip(json, &mut value), Ok(vec!["New (undeclared)".to_owned()]));
    assert!(codec::round_trip("[]", &mut value).is_err());
}

#[test]
fn values_of_open_enums_are_equal_if_they_are_the_same_on_the_wire() {
    use std::collections::HashSet;
    let (known, unlisted) = (State::from("RUNNING"), State::from("SLEEPING"));
    assert!(
        matches!((&known, &unlisted), (State::Running, State::Other(text)) if text == "SLEEPING")
    );
    // Every way to create a value returns the variant, so that equal texts are equal values.
    let parsed: State = "RUNNING".parse().unwrap();
    let read: State = serde_json::from_str("\"RUNNING\"").unwrap();
    for same in [State::from("RUNNING".to_owned()), parsed, read, known.clone()] {
        assert_eq!(same, State::Running);
    }
    assert_ne!(known, unlisted);
    assert!(known == "RUNNING" && unlisted == *"SLEEPING");
    assert_eq!((known.as_str(), State::values()), ("RUNNING", &["RUNNING"][..]));
    let set: HashSet<State> = [&known, &unlisted, &known].into_iter().cloned().collect();
    assert_eq!(set.len(), 2);
}
