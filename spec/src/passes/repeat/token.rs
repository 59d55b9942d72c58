//! The field that makes a repeated request harmless, from its name and its prose.

use crate::model::{Field, Type};

/// Names that mean an idempotency token unless the prose says otherwise.
const NAMES: [&str; 6] = [
    "ClientToken",
    "ClientRequestToken",
    "IdempotencyToken",
    "IdempotentToken",
    "IdempotencyKey",
    "CreationToken",
];

/// Prose that says so, in lower case and without blanks.
const SAYS_SO: [&str; 15] = [
    "幂等性",
    "幂等键",
    "幂等令牌",
    "幂等请求",
    "幂等token",
    "做幂等",
    "保证幂等",
    "防重",
    "idempotencyofrequest",
    "idempotencyoftherequest",
    "requestidempoten",
    "requestisidempotent",
    "ensureidempoten",
    "idempotencytoken",
    "idempotencykey",
];

/// Prose that makes a token of a name: it is the caller's, or unique.
const AGREES: [&str; 9] = [
    "幂等",
    "唯一",
    "重入",
    "重复",
    "客户端token",
    "idempoten",
    "unique",
    "clienttoken",
    "repeatedly",
];

/// Prose that denies it.
const DENIES: [&str; 16] = [
    "添加clienttoken",
    "addtheclienttoken",
    "conflict",
    "保留字段",
    "保留参数",
    "不提供幂等",
    "请勿使用",
    "不再使用",
    "已废弃",
    "重放",
    "返回错误",
    "发起失败",
    "reserved",
    "donotuse",
    "nolongerused",
    "notguaranteed",
];

/// Returns the field of a request that identifies it to the service, which then acts on it once.
pub(super) fn find_token(input: &[Field]) -> Option<&Field> {
    let candidates =
        || input.iter().filter(|field| field.r#type == Type::String && !field.deprecated);
    candidates()
        .find(|field| is_named(field))
        .or_else(|| candidates().find(|field| is_described(field)))
}

fn is_named(field: &Field) -> bool {
    let docs = compact(&field.docs);
    let is_silent =
        docs.is_empty() || docs.trim_matches('.') == "token" || docs == field.name.to_lowercase();
    NAMES.contains(&field.name.as_str())
        && !says(&docs, &DENIES)
        && (is_silent || says(&docs, &AGREES))
}

fn is_described(field: &Field) -> bool {
    let docs = compact(&field.docs);
    says(&docs, &SAYS_SO) && !says(&docs, &DENIES)
}

fn says(docs: &str, words: &[&str]) -> bool {
    words.iter().any(|word| docs.contains(word))
}

/// Lower case, without blanks and marks of code.
fn compact(docs: &str) -> String {
    docs.chars().filter(|c| !c.is_whitespace() && *c != '`').flat_map(char::to_lowercase).collect()
}
