//! The common parameters that a page lists among its own: they name the action and the version, and tell
//! whether a region is sent.

use super::naming::{self, Naming};
use super::prose::{is_common, is_outside_of_a_name, says_not_needed};
use super::remarks::{Remarks, quoted};
use crate::model::Region;
use crate::read::FieldPart;

/// What the rows of common parameters say.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// The action's name and its line.
    pub action: Option<(String, usize)>,
    /// The API version.
    pub version: Option<String>,
    /// Whether a request names a region, where there is a row on it.
    pub region: Option<Region>,
    /// Names of the rows that were common parameters.
    seen: Vec<String>,
}

impl Common {
    /// Takes a row that is a common parameter; gives whether it was one.
    pub(crate) fn take(&mut self, field: &FieldPart, remarks: &mut Remarks<'_>) -> bool {
        if !self.is_one(field) {
            return false;
        }
        match field.name.as_str() {
            "Action" => self.name_action(field, remarks),
            "Version" => self.name_version(field, remarks),
            "Region" => self.region = region(field),
            _ => {}
        }
        self.seen.push(field.name.clone());
        true
    }

    /// Whether any common parameter was listed.
    pub(crate) fn any(&self) -> bool {
        !self.seen.is_empty()
    }

    /// Whether this common parameter was listed.
    pub(crate) fn lists(&self, name: &str) -> bool {
        self.seen.iter().any(|seen| seen == name)
    }

    fn is_one(&self, field: &FieldPart) -> bool {
        const NAMES: [&str; 10] = [
            "Action",
            "Version",
            "Region",
            "Language",
            "Token",
            "Timestamp",
            "Nonce",
            "SecretId",
            "Signature",
            "SignatureMethod",
        ];
        let known = NAMES.contains(&field.name.as_str());
        let again = field.name != "Action" && self.seen.contains(&field.name);
        let dated = field.name == "Version" && self.action.is_some() && date(&field.docs).is_some();
        known && !again && (is_common(&field.docs) || dated)
    }

    fn name_version(&mut self, field: &FieldPart, remarks: &mut Remarks<'_>) {
        let undated = |value: &&str| value.get(..10).is_none_or(|start| date(start).is_none());
        match value(&field.docs).filter(|value| is_outside_of_a_name(value)).filter(undated) {
            Some(value) => {
                let message = format!("{} cannot be the name of a version", quoted(value));
                remarks.error("invalid-name", field.line, message, "a version is a day, such as `2017-03-12`");
            }
            None => self.version = date(&field.docs),
        }
    }

    fn name_action(&mut self, field: &FieldPart, remarks: &mut Remarks<'_>) {
        if let Some(value) = value(&field.docs).filter(|value| is_outside_of_a_name(value)) {
            let message = format!("{} cannot be the name of an action", quoted(value));
            remarks.error("invalid-name", field.line, message, "an action is named by letters and digits");
            return;
        }
        let name = match naming::action(&field.docs) {
            Naming::Name(name) => name,
            Naming::Phrase(words) => return naming::refuse(words, field.line, remarks),
            Naming::None => return,
        };
        match &self.action {
            None => self.action = Some((name.to_owned(), field.line)),
            Some((other, _)) if other == name => {
                let message = "the parameter `Action` is listed twice";
                remarks.error("duplicate-parameter", field.line, message, "remove one of the two rows");
            }
            Some((other, line)) => {
                let message = format!("the page names two actions: `{other}` in line {line} and `{name}` here");
                remarks.error("two-action-names", field.line, message, "keep one action to a page");
            }
        }
    }
}

/// The value that a description states behind its last colon: one word, and no link.
fn value(docs: &str) -> Option<&str> {
    let (_, tail) = docs.rsplit_once([':', '：'])?;
    let value = tail.trim().trim_end_matches(['.', '。']).trim_matches('`');
    let is_word = !value.is_empty() && !value.contains(|other: char| other.is_whitespace() || !other.is_ascii());
    (is_word && !tail.starts_with("//") && !value.contains("](")).then_some(value)
}

/// The first date of a text as `2017-03-12`; translated pages write `2017/03/12`.
pub(crate) fn date(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let is_date = |window: &[u8]| {
        window.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => matches!(byte, b'-' | b'/' | b'.'),
            _ => byte.is_ascii_digit(),
        })
    };
    let at = bytes.windows(10).position(is_date)?;
    let alone = !bytes.get(at + 10).is_some_and(u8::is_ascii_digit) && (at == 0 || !bytes[at - 1].is_ascii_digit());
    alone.then(|| text[at..at + 10].replace(['/', '.'], "-"))
}

fn region(field: &FieldPart) -> Option<Region> {
    match field.required {
        Some(true) => Some(Region::Required),
        _ if says_not_needed(&field.docs) => Some(Region::None),
        Some(false) => Some(Region::Optional),
        None => says_optional(&field.docs).then_some(Region::Optional),
    }
}

fn says_optional(docs: &str) -> bool {
    let lower = docs.to_lowercase();
    ["optional", "可选", "任意", "オプション", "선택"].iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_word_behind_the_colon() {
        for (docs, expected) in [
            ("Common parameter. The value used for this API: ../../etc.", Some("../../etc")),
            ("公共参数，本接口取值：2017-03-12", Some("2017-03-12")),
            ("Common parameter; see https://a.b/c", None),
            ("Common parameter: value of the API", None),
            ("共通パラメータ、値：DescribeTaskです", None),
        ] {
            assert_eq!(value(docs), expected, "{docs}");
        }
    }

    #[test]
    fn versions_are_dates() {
        assert_eq!(date("共通パラメータ、値：2017/03/20"), Some("2017-03-20".to_owned()));
        assert_eq!(date("value: 2017-03-12."), Some("2017-03-12".to_owned()));
        assert_eq!(date("no date 12-3"), None);
    }
}
