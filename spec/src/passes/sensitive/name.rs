//! Decides by its name whether a field is a secret.

use crate::passes::words::words;

/// The decision by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameVerdict {
    /// It is a secret.
    Secret,
    /// It is a secret unless the prose calls it an identifier.
    Likely,
    /// It is a secret if the prose says so: `Key`, `Value`, `CheckCode`.
    AskProse,
    /// It is about a secret, or is none.
    Harmless,
}

/// Words that are always a secret, in the singular.
#[rustfmt::skip]
const WORDS: [&str; 16] = [
    "password", "passwd", "passphrase", "pwd", "passcode", "secretkey", "kubeconfig", "psk",
    "usersig", "psign", "keytab", "vcode", "otp", "apikey", "plaintext", "skey",
];

/// Pairs of words that are one, in the singular.
#[rustfmt::skip]
const PAIRS: [(&str, &str); 78] = [
    ("access", "key"), ("aes", "key"), ("api", "key"), ("api", "secret"), ("app", "secret"),
    ("auth", "back"), ("auth", "code"), ("auth", "key"), ("callback", "key"), ("cert", "key"),
    ("certificate", "key"), ("client", "key"), ("client", "secret"), ("application", "key"),
    ("credential", "data"), ("data", "key"), ("data", "pass"), ("register", "code"),
    ("registration", "code"), ("decrypt", "key"), ("decryption", "key"), ("des", "key"),
    ("device", "key"), ("encrypt", "key"), ("encrypted", "key"), ("encryption", "key"),
    ("forward", "key"), ("hmac", "key"), ("import", "key"), ("key", "content"), ("key", "material"),
    ("key", "pass"), ("key", "store"), ("key", "tab"), ("kube", "config"), ("license", "key"),
    ("login", "cookie"), ("merchant", "key"), ("network", "key"), ("new", "key"), ("notify", "key"),
    ("pass", "word"), ("pin", "code"), ("plain", "key"), ("play", "key"), ("pre", "signed"),
    ("private", "key"), ("provider", "key"), ("root", "key"), ("s", "key"), ("sas", "key"),
    ("secret", "binary"), ("secret", "key"), ("secret", "string"), ("secret", "value"),
    ("session", "key"), ("session", "token"), ("share", "key"), ("shared", "key"),
    ("shared", "secret"), ("sign", "key"), ("signed", "url"), ("signing", "key"),
    ("signature", "key"), ("sms", "code"), ("token", "code"), ("user", "secret"), ("user", "sig"),
    ("verify", "code"), ("vpn", "key"), ("webhook", "key"), ("wrapped", "key"), ("plain", "text"),
    ("open", "key"), ("nwk", "key"), ("stream", "key"), ("device", "signature"),
    ("server", "session"),
];

/// Names that are secrets unless the prose calls them identifiers: the vendor uses them for both.
const LIKELY: [(&str, &str); 2] = [("access", "key"), ("app", "key")];

/// Before `Token` at the end of a name: it marks a page or a call, or counts the words of a
/// language model.
#[rustfmt::skip]
const HARMLESS_TOKENS: [&str; 26] = [
    "next", "client", "page", "pagination", "continuation", "previous", "prev", "scroll", "cursor",
    "request", "context", "max", "min", "total", "input", "output", "continue", "creation",
    "idempotency", "idempotent", "cached", "reasoning", "prompt", "completion", "action", "first",
];

/// At the end of a name: the value is about a secret.
#[rustfmt::skip]
const ABOUT: [&str; 79] = [
    "id", "ids", "name", "names", "type", "types", "status", "state", "policy", "time", "date",
    "length", "count", "enabled", "enable", "mode", "flag", "version", "expire", "expiration",
    "set", "path", "algorithm", "days", "config", "rule", "rules", "strength", "format", "remark",
    "message", "dictionary", "complexity", "enum", "md5", "hash", "digest", "sha1", "sha256",
    "fingerprint", "source", "region", "usage", "spec", "origin", "alias", "prefix", "position",
    "header", "location", "endpoint", "provider", "purpose", "scene", "limit", "number", "num",
    "size", "interval", "duration", "switch", "reason", "level", "description", "desc", "tips",
    "method", "field", "index", "domain", "algo", "parameter", "server", "template", "user",
    "username", "owner", "bucket", "total",
];

/// Anywhere in a name: the value is public, a copy without the secret, or a choice.
#[rustfmt::skip]
const NEVER: [&str; 12] = [
    "public", "pub", "masked", "auto", "md5", "dv", "validate", "missing", "miss", "primary",
    "foreign", "invoice",
];

/// At the start of a name: the value is a choice.
#[rustfmt::skip]
const CHOICES: [&str; 9] = [
    "is", "has", "need", "force", "enable", "use", "allow", "support", "if",
];

/// At the end of a name that alone says nothing.
#[rustfmt::skip]
const GENERIC: [&str; 25] = [
    "key", "value", "data", "code", "text", "result", "content", "pem", "seed", "tocken", "dk",
    "edk", "sk", "ck", "psk", "sig", "cookie", "blob", "ciphertext", "consecretid", "ticket",
    "signature", "pass", "sign", "info",
];

/// Judges a field's name.
pub(super) fn judge(name: &str) -> NameVerdict {
    let words: Vec<String> = words(name).iter().map(|word| singular(word).to_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((last, before)) = words.split_last() else { return NameVerdict::Harmless };
    let is_url = matches!(*last, "url" | "uri" | "link");
    let pair =
        |list: &[(&str, &str)]| words.windows(2).any(|pair| list.contains(&(pair[0], pair[1])));
    if words.iter().any(|word| WORDS.contains(word))
        && !is_about(last)
        && !is_never(&words)
        && !is_url
    {
        return NameVerdict::Secret;
    }
    if pair(&[("kube", "config")]) && *last == "config" {
        return NameVerdict::Secret;
    }
    if is_about(last) || is_never(&words) || is_harmless_token(last, before) {
        let is_ambiguous = words == ["primary", "key"];
        return if is_ambiguous { NameVerdict::AskProse } else { NameVerdict::Harmless };
    }
    if is_url {
        let signed = pair(&[("pre", "signed"), ("signed", "url")]) || words.contains(&"presigned");
        return if signed { NameVerdict::Secret } else { NameVerdict::Harmless };
    }
    match *last {
        _ if pair(&LIKELY) || words == ["appkey"] => NameVerdict::Likely,
        // The words of a language model are tokens, too.
        "token" if name == "Tokens" => NameVerdict::AskProse,
        "token" | "secret" | "credential" | "sig" => NameVerdict::Secret,
        "key" if words.contains(&"private") => NameVerdict::Secret,
        _ if pair(&PAIRS) => NameVerdict::Secret,
        last if GENERIC.contains(&last) => NameVerdict::AskProse,
        _ => NameVerdict::Harmless,
    }
}

/// Returns whether a name is that of a structure that is a secret as a whole, such as
/// `Credentials`.
pub(super) fn is_secret_structure(name: &str) -> bool {
    let words = words(name);
    words
        .last()
        .is_some_and(|last| matches!(singular(last), "credential" | "secret" | "kubeconfig"))
}

/// Returns whether a name is that of a structure with the name and the value of a credential, such
/// as `HeaderCredentialConfig`.
pub(super) fn holds_secret_values(name: &str) -> bool {
    let words = words(name);
    let [.., what, kind] = words.as_slice() else { return false };
    matches!(what.as_str(), "credential" | "auth") && matches!(kind.as_str(), "config" | "param")
}

/// Returns whether a name is that of a value.
pub(super) fn is_value(name: &str) -> bool {
    words(name).last().is_some_and(|last| last == "value")
}

/// Returns whether the value of a field of such a structure may be shown: names, times,
/// certificates.
pub(super) fn is_shown(name: &str) -> bool {
    let words = words(name);
    words.last().is_none_or(|last| {
        is_about(singular(last)) || matches!(last.as_str(), "cert" | "certificate" | "ca")
    })
}

pub(super) fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one)
            if one.len() > 2 && !one.ends_with('s') && !matches!(word, "aes" | "des" | "days") =>
        {
            one
        }
        _ => word,
    }
}

fn is_about(last: &str) -> bool {
    ABOUT.contains(&last)
        || ABOUT.iter().any(|about| about.strip_suffix('s') == Some(last) && last.len() > 2)
}

fn is_never(words: &[&str]) -> bool {
    words.iter().any(|word| NEVER.contains(word))
        || words.first().is_some_and(|first| CHOICES.contains(first))
}

fn is_harmless_token(last: &str, before: &[&str]) -> bool {
    last == "token" && before.last().is_some_and(|word| HARMLESS_TOKENS.contains(word))
}
