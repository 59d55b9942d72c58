//! Error codes in words: `InvalidParameterValue.ZoneNotSupported` is "invalid parameter value: zone
//! not supported".

use super::phrase::{phrase, sentence};

/// Advice for the kinds of codes that all products share.
const ADVICE: [(&str, &str); 19] = [
    ("AuthFailure", "Check the credential."),
    ("DryRunOperation", "The request would have succeeded without `DryRun`."),
    ("FailedOperation", "Look at the message."),
    ("InternalError", "Try again later; if it stays, report the request ID."),
    ("InvalidParameter", "Correct the request."),
    ("InvalidParameterValue", "Correct the value."),
    ("LimitExceeded", "A quota is used up: free something or ask for more."),
    ("MissingParameter", "Set the parameter."),
    ("OperationDenied", "Something forbids it in this state."),
    ("RegionError", "Call another region."),
    ("RequestLimitExceeded", "Send fewer requests a second."),
    ("ResourceInUse", "Release what uses it first."),
    ("ResourceInsufficient", "Ask for less, or elsewhere."),
    ("ResourceNotFound", "Check the ID and the region."),
    ("ResourceUnavailable", "Check the state of the resource."),
    ("ResourcesSoldOut", "Choose another kind, or another zone."),
    ("UnauthorizedOperation", "Grant the permission."),
    ("UnknownParameter", "Take the parameter out."),
    ("UnsupportedOperation", "It is not possible for this resource."),
];

/// Returns the code's own words and the advice for its kind.
pub(super) fn docs(code: &str) -> String {
    let words: Vec<String> = code.split('.').map(phrase).filter(|part| !part.is_empty()).collect();
    let words = sentence(&words.join(": "));
    let kind = code.split('.').next().unwrap_or_default();
    match ADVICE.iter().find(|(known, _)| *known == kind) {
        Some((_, advice)) => format!("{words} {advice}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_they_mean() {
        let cases = [
            (
                "InvalidParameterValue.ZoneNotSupported",
                "Invalid parameter value: zone not supported. Correct the value.",
            ),
            (
                "InternalError",
                "Internal error. Try again later; if it stays, report the request ID.",
            ),
            ("OtherThing.CVM_Quota", "Other thing: CVM quota."),
        ];
        for (code, expected) in cases {
            assert_eq!(docs(code), expected);
        }
    }

    #[test]
    fn kinds_are_sorted() {
        assert!(ADVICE.is_sorted_by_key(|(kind, _)| *kind));
    }
}
