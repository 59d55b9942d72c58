//! The kinds of failure that error codes stand for. The mapping is data: `kinds.txt`.

use std::sync::OnceLock;

/// The kinds of error codes that a client treats alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Too many calls.
    Throttled,
    /// A failure in the service.
    Server,
    /// The request's time is too far from the server's.
    Clock,
    /// The token is wrong or has expired.
    Token,
    /// The credentials are wrong or lack the permission.
    Auth,
    /// The region does not offer the action or the resource.
    Region,
    /// There is nothing to list.
    Empty,
    /// A resource does not exist.
    NotFound,
    /// A quota is used up.
    Quota,
    /// A parameter is wrong.
    Invalid,
    /// A dry run passed.
    DryRun,
    /// Anything else.
    Other,
}

/// The reviewed rules: a kind and a pattern per line; the first match decides.
const TABLE: &str = include_str!("kinds.txt");

/// Returns the kind of an error code.
pub(crate) fn classify(code: &str) -> Class {
    static RULES: OnceLock<Vec<(Class, &str)>> = OnceLock::new();
    let rules = RULES.get_or_init(|| rules(TABLE).collect());
    rules
        .iter()
        .find(|(_, pattern)| matches(pattern, code))
        .map_or(Class::Other, |(class, _)| *class)
}

/// Returns whether the first word of a code blames the request, whatever follows.
pub(crate) fn blames_request(code: &str) -> bool {
    let first = code.split('.').next().unwrap_or_default();
    matches!(
        first,
        "InvalidParameter"
            | "InvalidParameterValue"
            | "MissingParameter"
            | "UnknownParameter"
            | "InvalidRequest"
    )
}

/// Returns the rules of a table. Invalid lines are skipped; the tests check that there are none.
fn rules(table: &'static str) -> impl Iterator<Item = (Class, &'static str)> {
    table.lines().filter_map(rule)
}

fn rule(line: &'static str) -> Option<(Class, &'static str)> {
    let (kind, pattern) = line.split_once(' ')?;
    Some((Class::from_word(kind)?, pattern.trim()))
}

impl Class {
    fn from_word(kind: &str) -> Option<Self> {
        Some(match kind {
            "throttled" => Self::Throttled,
            "server" => Self::Server,
            "clock" => Self::Clock,
            "token" => Self::Token,
            "auth" => Self::Auth,
            "region" => Self::Region,
            "empty" => Self::Empty,
            "not-found" => Self::NotFound,
            "quota" => Self::Quota,
            "invalid" => Self::Invalid,
            "dry-run" => Self::DryRun,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// Returns whether a pattern matches a whole code; `*` stands for any text.
fn matches(pattern: &str, code: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == code };
    let Some(mut left) = code.strip_prefix(start) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Class, TABLE, classify, matches, rule, rules};
    use std::collections::BTreeSet;

    #[test]
    fn classes() {
        let cases = [
            ("RequestLimitExceeded", Class::Throttled),
            ("RequestLimitExceeded.IPLimitExceeded", Class::Throttled),
            ("RequestLimitExceeded.UinLimitExceeded", Class::Throttled),
            ("RequestLimitExceeded.GlobalRegionUinLimitExceeded", Class::Throttled),
            ("LimitExceeded.TooFrequentlyCalled", Class::Throttled),
            ("InvalidParameter.TagQpsLimit", Class::Throttled),
            ("InternalError.ServerBusy", Class::Throttled),
            ("LimitExceeded", Class::Quota),
            ("LimitExceeded.CpuQuota", Class::Quota),
            ("InternalError", Class::Server),
            ("InternalError.CallCam", Class::Server),
            ("ServiceUnavailable", Class::Server),
            ("AuthFailure.SignatureExpire", Class::Clock),
            ("RequestExpired", Class::Clock),
            ("AuthFailure.TokenFailure", Class::Token),
            ("AuthFailure.SignatureFailure", Class::Auth),
            ("UnauthorizedOperation", Class::Auth),
            ("ResourceNotFound.Task", Class::NotFound),
            ("InvalidParameterValue.LimitExceeded", Class::Invalid),
            ("DryRunOperation", Class::DryRun),
            ("DryRunOperation.AddTagDryrunError", Class::Other),
            ("InvalidInstanceId.NotFound", Class::NotFound),
            ("InvalidParameterValue.InstanceIdNotFound", Class::NotFound),
            ("FailedOperation.TaskNotExist", Class::NotFound),
            ("InvalidParameterValue.InstanceHasBeenDeleted", Class::NotFound),
            ("InvalidParameter.ActionNotFound", Class::Invalid),
            ("InvalidParameterValue.ConfigNotExistsOrPermissionDenied", Class::Invalid),
            ("FailedOperation.CertificateNotFoundOrAudited", Class::Other),
            ("ResourceNotFound.StreamNotExistOrClose", Class::NotFound),
            ("ResourceNotFound.NoDataOfRecord", Class::Empty),
            ("InternalError.PodNotFound", Class::Server),
            ("AuthFailure.SecretIdNotFound", Class::Auth),
            ("FailedOperation.NoPermission", Class::Auth),
            ("UnsupportedRegion", Class::Region),
            ("InvalidParameterValue.UnsupportedRegion", Class::Region),
            ("AddressQuotaLimitExceeded", Class::Quota),
            ("LimitExceeded.CdnHostOpTooOften", Class::Throttled),
            ("FailedOperation", Class::Other),
            ("RequestSizeLimitExceeded", Class::Other),
            ("InternalErrorOfAnotherKind", Class::Other),
            ("InternalServerError", Class::Server),
            ("", Class::Other),
        ];
        for (code, class) in cases {
            assert_eq!(classify(code), class, "{code}");
        }
    }

    #[test]
    fn patterns() {
        let cases = [
            ("A", "A", true),
            ("A", "AB", false),
            ("A*", "A", true),
            ("A*", "BA", false),
            ("*A", "BA", true),
            ("*A", "AB", false),
            ("*A*", "BAB", true),
            ("A*A", "A", false),
            ("*A*A", "BACA", true),
            ("*A*B*", "xAyBz", true),
            ("*B*A*", "xAyBz", false),
            ("A*C", "AC", true),
        ];
        for (pattern, code, expected) in cases {
            assert_eq!(matches(pattern, code), expected, "{pattern} {code}");
        }
    }

    #[test]
    fn every_line_of_the_table_is_a_rule() {
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(rule(line).is_some(), "{line}");
        }
    }

    /// Rules for codes of the gateway, which no product documents.
    const UNDOCUMENTED: [&str; 3] = ["RequestExpired", "ServiceUnavailable", "InvalidRequest"];

    /// Checks all documented codes. `LIST=file` writes the kind of each.
    #[test]
    fn documented_codes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/facts/error-codes.json");
        let Ok(text) = std::fs::read_to_string(path) else {
            return println!("skipped: there is no {path}");
        };
        let facts: serde_json::Value = serde_json::from_str(&text).unwrap();
        let products = facts.as_object().unwrap().values();
        let lists = products.flat_map(|product| {
            let actions = product["actions"].as_object().unwrap().values();
            std::iter::once(&product["codes"]).chain(actions)
        });
        let codes: BTreeSet<&str> = lists
            .flat_map(|list| list.as_array().unwrap())
            .filter_map(|code| code.as_str())
            .collect();
        assert!(codes.len() > 10_000, "{}", codes.len());
        if let Ok(file) = std::env::var("LIST") {
            let lines: String =
                codes.iter().map(|code| format!("{:?} {code}\n", classify(code))).collect();
            std::fs::write(file, lines).unwrap();
        }
        for (_, pattern) in rules(TABLE).filter(|(_, pattern)| !UNDOCUMENTED.contains(pattern)) {
            let is_used = |code: &&str| {
                rules(TABLE).find(|(_, other)| matches(other, code)).unwrap().1 == pattern
            };
            assert!(
                codes.iter().any(|code| matches(pattern, code) && is_used(code)),
                "{pattern} decides no code"
            );
        }
        let missing: Vec<_> =
            codes.iter().filter(|code| says_not_found(code) && !is_not_found(code)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn is_not_found(code: &str) -> bool {
        matches!(classify(code), Class::NotFound | Class::Empty)
    }

    /// Judges by the end of a code, which nearly always names the missing resource.
    fn says_not_found(code: &str) -> bool {
        const ELSEWHERE: [&str; 5] = [
            "InternalError",
            "AuthFailure",
            "UnauthorizedOperation",
            "MissingParameter",
            "UnknownParameter",
        ];
        const PARTS_OF_REQUESTS: [&str; 7] =
            [".Action", "Parameter", "Field", "Interface", "Region", "Column", "OrNotExist"];
        let (first, tail) = code.split_at(code.find('.').unwrap_or_default());
        let says = ["NotFound", "NotExist", "NotExists"].iter().any(|end| code.ends_with(end));
        says && !ELSEWHERE.contains(&first)
            && first != "InvalidRegion"
            && !PARTS_OF_REQUESTS.iter().any(|part| tail.contains(part))
    }
}
