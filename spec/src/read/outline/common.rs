//! The common parameters that a page lists among its own: they name the action and the version, and
//! tell whether a region is sent.

use super::date::days;
use super::naming::{self, Naming};
use super::prose::{is_common, is_outside_of_a_name, says_not_needed};
use super::remarks::{Remarks, quoted};
use crate::model::Region;
use crate::read::FieldStatement;

/// The statements of the rows of common parameters.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// The action's name and its line.
    pub action: Option<(String, usize)>,
    /// The days that the API version can be; two if the page leaves open which number is the month.
    pub versions: Vec<String>,
    /// True if a request names a region, if there is a row on it.
    pub region: Option<Region>,
    /// Names of the rows that were common parameters.
    seen: Vec<String>,
}

impl Common {
    /// Takes a row that is a common parameter; gives whether it was one.
    pub(crate) fn take_parameter(
        &mut self,
        field: &FieldStatement,
        remarks: &mut Remarks<'_>,
    ) -> bool {
        if !self.is_one(field) {
            return false;
        }
        if field.name != "Action" && self.lists(&field.name) {
            let message = format!("the common parameter {} is listed twice", quoted(&field.name));
            remarks.warning(
                "repeated-row",
                field.line,
                message,
                "remove the wrong one of the two rows",
            );
        }
        match field.name.as_str() {
            "Action" => self.name_action(field, remarks),
            "Version" if !self.versions.is_empty() => {}
            "Version" => self.name_version(field, remarks),
            "Region" => self.region = region(field),
            _ => {}
        }
        self.seen.push(field.name.clone());
        true
    }

    /// Returns whether any common parameter was listed.
    pub(crate) fn any(&self) -> bool {
        !self.seen.is_empty()
    }

    /// Returns whether this common parameter was listed.
    pub(crate) fn lists(&self, name: &str) -> bool {
        self.seen.iter().any(|seen| seen == name)
    }

    fn is_one(&self, field: &FieldStatement) -> bool {
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
        let dated =
            field.name == "Version" && self.action.is_some() && !days(&field.docs).is_empty();
        known
            && (is_common(&field.docs)
                || (dated && !self.lists("Version"))
                || self.is_unneeded_region(field))
    }

    /// A row that says nothing but that the action takes no region is on no field of its own.
    fn is_unneeded_region(&self, field: &FieldStatement) -> bool {
        const LONGEST: usize = 80;
        let is_alone = field.name == "Region" && self.action.is_some() && !self.lists("Region");
        let names_action = ["接口", "API"].iter().any(|word| field.docs.contains(word));
        is_alone
            && names_action
            && field.docs.chars().count() <= LONGEST
            && says_not_needed(&field.docs)
    }

    fn name_version(&mut self, field: &FieldStatement, remarks: &mut Remarks<'_>) {
        self.versions = stated_days(&field.docs);
        let in_slashes = |value: &str| value.split('/').all(|part| part.parse::<u32>().is_ok());
        let stated = value(&field.docs).filter(|value| is_outside_of_a_name(value));
        if let Some(value) = stated.filter(|value| self.versions.is_empty() || !in_slashes(value)) {
            let message = format!("{} cannot be the name of a version", quoted(value));
            remarks.error(
                "invalid-name",
                field.line,
                message,
                "a version is a day, such as `2017-03-12`",
            );
        }
    }

    fn name_action(&mut self, field: &FieldStatement, remarks: &mut Remarks<'_>) {
        if let Some(value) = value(&field.docs).filter(|value| is_outside_of_a_name(value)) {
            let message = format!("{} cannot be the name of an action", quoted(value));
            remarks.error(
                "invalid-name",
                field.line,
                message,
                "an action is named by letters and digits",
            );
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
                remarks.error(
                    "duplicate-parameter",
                    field.line,
                    message,
                    "remove one of the two rows",
                );
            }
            Some((other, line)) => {
                let message = format!(
                    "the page names two actions: `{other}` in line {line} and `{name}` here"
                );
                remarks.error("two-action-names", field.line, message, "keep one action to a page");
            }
        }
    }
}

/// The value that a description states behind its last colon: one word, and no link.
fn value(docs: &str) -> Option<&str> {
    let (_, tail) = docs.rsplit_once([':', '：'])?;
    let value = tail.trim().trim_end_matches(['.', '。']).trim_matches('`');
    let is_word = !value.is_empty()
        && !value.contains(|other: char| other.is_whitespace() || !other.is_ascii());
    (is_word && !tail.starts_with("//") && !value.contains("](")).then_some(value)
}

/// The days that a text can mean: what stands behind its last colon comes first.
fn stated_days(docs: &str) -> Vec<String> {
    let tail = docs.rsplit_once([':', '：']).map(|(_, tail)| days(tail));
    tail.filter(|days| !days.is_empty()).unwrap_or_else(|| days(docs))
}

fn region(field: &FieldStatement) -> Option<Region> {
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
}
