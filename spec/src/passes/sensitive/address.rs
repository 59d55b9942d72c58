//! Addresses that work as a key: they allow an action without a credential.

use super::name::singular;
use super::prose::{compact, first_clause};
use crate::passes::words::words;

/// Last words of the names of addresses, in the singular.
const ADDRESSES: [&str; 6] = ["url", "uri", "link", "addr", "address", "path"];

/// Words of a first clause that say that an address carries a signature or a token, in lower case
/// and without blanks.
#[rustfmt::skip]
const SIGNED: [&str; 9] = [
    "预签名", "带签名", "签名url", "签名的url", "临时签名", "带鉴权", "presigned", "signedurl",
    "urlwithsignature",
];

/// Words that deny it.
const UNSIGNED: [&str; 4] = ["不带", "无需", "unsigned", "without"];

/// Pairs of words of a name that say so.
const SIGNED_NAMES: [(&str, &str); 2] = [("with", "auth"), ("authorized", "url")];

/// Names of the parameters of an address that carry a signature or a token, in lower case.
const PARAMETERS: [&str; 6] =
    ["sign", "signature", "token", "access_token", "txsecret", "x-cos-security-token"];

/// Returns whether a field's name, prose or example says that it is such an address.
pub(super) fn is_secret(name: &str, docs: &str, example: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(|word| singular(word)).collect();
    let is_address = words.last().is_some_and(|last| ADDRESSES.contains(last));
    let named = words.windows(2).any(|pair| SIGNED_NAMES.contains(&(pair[0], pair[1])));
    named
        || (is_address && is_signed(docs))
        || is_webhook(&words, is_address, docs)
        || carries_key(example)
}

fn is_signed(docs: &str) -> bool {
    let clause = first_clause(docs);
    let has = |list: &[&str]| list.iter().any(|word| clause.contains(word));
    let carries_token = clause.split_once("携带").is_some_and(|(_, rest)| rest.contains("token"));
    (has(&SIGNED) || carries_token) && !has(&UNSIGNED)
}

/// Returns whether it receives the messages of others: the key is a part of it.
fn is_webhook(words: &[&str], is_address: bool, docs: &str) -> bool {
    let docs = compact(docs);
    let is_hook = words.last().is_some_and(|last| matches!(*last, "hook" | "webhook"));
    let named = words.contains(&"webhook") || words.windows(2).any(|pair| pair == ["web", "hook"]);
    match (is_address, is_hook) {
        (true, _) => named || words.contains(&"hook") || first_clause(&docs).contains("webhook"),
        (false, true) => named || docs.contains("hook地址"),
        (false, false) => false,
    }
}

/// Returns whether an example is an address with a signature, a token or a webhook's key.
fn carries_key(example: &str) -> bool {
    let Some((_, rest)) = example.split_once("://") else { return false };
    let hook =
        ["/webhook/send?key=", "/robot/send?", "/hook/"].iter().any(|part| rest.contains(part));
    let query = rest.split_once('?').map_or("", |(_, query)| query).to_lowercase();
    let names = || query.split('&').filter_map(|part| Some(part.split_once('=')?.0));
    hook || names().any(|name| PARAMETERS.contains(&name) || name.starts_with("q-sign"))
}
