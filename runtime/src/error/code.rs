//! What kind of failure an error code tells of.

/// Kinds of error codes, as far as a client treats them alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Too many calls.
    Throttled,
    /// Trouble in the service.
    Server,
    /// The request's time is too far from the server's.
    Clock,
    /// The token is wrong or has expired.
    Token,
    /// The credentials are wrong or lack the right.
    Auth,
    /// Something does not exist.
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

/// Codes that mean throttling although their first part says something else.
const THROTTLED: [&str; 4] = [
    "FailedOperation.RequestLimitExceeded",
    "LimitExceeded.RateLimitExceeded",
    "LimitExceeded.TooFrequentlyCalled",
    "InternalError.ServerBusy",
];

/// The kind of an error code: by the whole code first, then by what stands before its first dot.
pub(crate) fn classify(code: &str) -> Class {
    if THROTTLED.contains(&code) || code.ends_with(".TagQpsLimit") {
        return Class::Throttled;
    }
    match code {
        "AuthFailure.SignatureExpire" | "RequestExpired" => return Class::Clock,
        "AuthFailure.TokenFailure" => return Class::Token,
        _ => {}
    }
    match code.split('.').next().unwrap_or_default() {
        "RequestLimitExceeded" => Class::Throttled,
        "InternalError" | "ServiceUnavailable" => Class::Server,
        "AuthFailure" | "UnauthorizedOperation" => Class::Auth,
        "ResourceNotFound" => Class::NotFound,
        "LimitExceeded" => Class::Quota,
        "InvalidParameter" | "InvalidParameterValue" | "MissingParameter" | "UnknownParameter" | "InvalidRequest" => {
            Class::Invalid
        }
        "DryRunOperation" => Class::DryRun,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, classify};

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
            ("FailedOperation", Class::Other),
            ("RequestSizeLimitExceeded", Class::Other),
            ("InternalErrorOfAnotherKind", Class::Other),
            ("", Class::Other),
        ];
        for (code, class) in cases {
            assert_eq!(classify(code), class, "{code}");
        }
    }
}
