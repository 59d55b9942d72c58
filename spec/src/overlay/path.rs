//! Paths into the normalised JSON, and the places they name.

use serde_json::Value;

/// Splits a path at its dots; double quotes keep a name with dots together. The codes of `errors` and
/// the entries of `values` take the rest of the path.
pub(super) fn parse(text: &str) -> Result<Vec<String>, String> {
    let mut steps: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if matches!(steps.last().map(String::as_str), Some("errors" | "values")) {
            steps.push(rest.trim_matches('"').to_owned());
            return Ok(steps);
        }
        let (step, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or_else(|| format!("a quote in `{text}` is not closed"))?,
            None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
        };
        if step.is_empty() {
            return Err(format!("`{text}` has an empty name"));
        }
        steps.push(step.to_owned());
        rest = match after.strip_prefix('.') {
            Some("") => return Err(format!("`{text}` ends in a dot")),
            Some(next) => next,
            None if after.is_empty() => after,
            None => return Err(format!("a dot is missing in `{text}`")),
        };
    }
    if steps.is_empty() { Err("`path` is empty".to_owned()) } else { Ok(steps) }
}

/// What an item of a list is called: members by `name`, documented calls by `title`, codes by themselves.
pub(super) fn called(item: &Value) -> Option<&str> {
    match item {
        Value::String(text) => Some(text),
        Value::Object(members) => members.get("name").or_else(|| members.get("title")).and_then(Value::as_str),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn steps() {
        let cases = [
            ("title", "title"),
            ("structures.Filter.fields.Name.type", "structures|Filter|fields|Name|type"),
            ("errors.InvalidParameter.JobIdMalformed", "errors|InvalidParameter.JobIdMalformed"),
            ("actions.A.errors.B.C", "actions|A|errors|B.C"),
            ("structures.S.fields.F.values.5.7", "structures|S|fields|F|values|5.7"),
            (r#"actions.A.examples."One. Two".output"#, "actions|A|examples|One. Two|output"),
        ];
        for (path, expected) in cases {
            assert_eq!(parse(path).unwrap().join("|"), expected);
        }
        for path in ["", "a.", ".a", "a..b", "\"a", "\"a\"b"] {
            assert!(parse(path).is_err(), "{path}");
        }
    }
}
