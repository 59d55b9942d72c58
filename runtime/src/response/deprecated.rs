//! The deprecation warning that some responses contain.

use super::quote::shown;
use crate::codec::{FieldMut, FieldOp, FieldVisitor, Schema, Structure, decode_response};
use crate::error::Redactor;
use memchr::memmem;

const FIELD: &str = "DeprecatedWarning";
/// The largest length of a logged warning.
const LONGEST: usize = 500;

#[derive(Default)]
struct Deprecated {
    warning: Option<String>,
}

impl Structure for Deprecated {
    fn schema(&self) -> &'static Schema {
        &Schema { name: "Deprecated", fields: &[FIELD], required: &[], sensitive: &[] }
    }

    fn field_mut(&mut self, index: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Text(&mut self.warning),
            _ => FieldMut::None,
        }
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.warning);
    }
}

/// Returns a response's warning that its action is deprecated, if there is one.
///
/// Warnings are rare: only a response that contains the field's name is decoded for it.
pub(crate) fn deprecation(body: &[u8], redactor: &Redactor<'_>) -> Option<String> {
    memmem::find(body, b"\"DeprecatedWarning\"")?;
    let mut response = Deprecated::default();
    decode_response(body, &mut response).ok()?;
    response.warning.map(|warning| shown(&warning, LONGEST, redactor))
}

#[cfg(test)]
mod tests {
    use super::deprecation;
    use crate::error::Redactor;

    #[test]
    fn warnings() {
        let long = "x".repeat(10_000);
        let cases = [
            (
                r#"{"Response":{"A":[{"B":1}],"DeprecatedWarning":"use another","RequestId":"r"}}"#,
                Some("use another"),
            ),
            (
                r#"{"Response":{"DeprecatedWarning":"the-token is seen","A":1}}"#,
                Some("*** is seen"),
            ),
            (&format!(r#"{{"Response":{{"DeprecatedWarning":"{long}"}}}}"#), Some(&long[..500])),
            (r#"{"Response":{"DeprecatedWarning":"old\n\u001b[2J"}}"#, Some("old \\u{1b}[2J")),
            (r#"{"Response":{"A":"use another"}}"#, None),
            (r#"{"Response":{"A":{"DeprecatedWarning":"of a thing"}}}"#, None),
            (r#"{"Response":{"A":"\"DeprecatedWarning\":\"quoted\""}}"#, None),
            (r#"{"Response":{"DeprecatedWarning":null}}"#, None),
            (r#"{"DeprecatedWarning":"outside"}"#, None),
            (r#"{"Response":{"DeprecatedWarning":"cut"#, None),
        ];
        for (body, expected) in cases {
            let redactor = Redactor::new(["the-token"]);
            assert_eq!(deprecation(body.as_bytes(), &redactor).as_deref(), expected, "{body}");
        }
    }
}
