//! Decides by its prose whether a field is a secret: the first clause names the value.

/// Ends of first clauses that name a secret, in lower case and without blanks.
#[rustfmt::skip]
const ENDS: [&str; 84] = [
    "密码", "密钥", "秘钥", "密匙", "私钥", "口令", "令牌", "凭据", "访问凭证", "临时凭证",
    "登录凭证", "身份凭证", "鉴权凭证", "认证凭证", "账号凭证", "票据", "token", "token串",
    "token值", "密钥值", "密钥内容", "密钥信息", "秘钥信息", "私钥内容", "密钥key信息",
    "密钥tocken信息", "签名key", "鉴权key", "鉴权的key", "加密key", "回调key", "usersig",
    "kubeconfig", "登录后的cookie", "短信验证码", "手机验证码", "身份验证码", "动态码",
    "凭据headervalue", "验证码", "verificationcode", "注册码", "注册码值", "registrationcode",
    "密钥字符串", "dek", "dekkey", "productkey", "keyinformation", "token内容", "tokencontent",
    "password", "passphrase", "passcode", "privatekey", "secretkey", "apikey", "apikeys",
    "sessionkey", "symmetrickey", "encryptionkey", "decryptionkey", "authenticationkey",
    "signingkey", "signaturekey", "sharedkey", "devicekey", "datakey", "tokenvalue", "keycontent",
    "usersignature", "smscode", "smsverificationcode", "secretvalue", "sharesecret", "明文key",
    "真实key", "密钥参数值", "密钥默认值", "鉴权参数值", "鉴权类型对应的参数值", "鉴权信息",
    "鉴权请求头", "二维码凭证",
];

/// Words of a first clause that name something else: what is public, an identifier, a kind.
#[rustfmt::skip]
const OTHERS: [&str; 18] = [
    "公钥", "名称", "是否", "标识", "打码", "脱敏", "隐藏", "kms", "公共", "扩展", "元数据",
    "public", "whether", "masked", "tag", "extended", "metadata", "ciphertextof",
];

/// Ends of first clauses that name an identifier, of a person, an app or a key.
const IDENTIFIERS: [&str; 11] = [
    "访问id",
    "密钥id",
    "accessid",
    "accesskeyid",
    "accesskeyid值",
    "bundleid",
    "packagename",
    "clientid",
    "机器人id",
    "androidpackagename",
    "iospackagename",
];

/// Returns whether the prose calls the value a secret.
pub(super) fn names_secret(docs: &str) -> bool {
    let clause = first_clause(docs);
    let names = ENDS.iter().any(|end| clause.ends_with(end))
        || clause.contains("verificationticket")
        || names_first(docs);
    names && !OTHERS.iter().any(|word| clause.contains(word))
}

/// Returns whether the first word of Chinese prose names a secret: `项目密钥 32 位`.
fn names_first(docs: &str) -> bool {
    let Some((word, rest)) = docs.trim_start().split_once(char::is_whitespace) else {
        return false;
    };
    let names = ["密钥", "秘钥", "私钥", "密码", "口令"].iter().any(|end| word.ends_with(end));
    names && !rest.trim_start().to_lowercase().starts_with("id")
}

/// Returns whether the prose calls the value an identifier.
pub(super) fn names_identifier(docs: &str) -> bool {
    let docs = compact(docs);
    let clause = docs.split(['。', '.', '，', ',', '\n']).next().unwrap_or_default();
    let is_id_of_pair = ["secretid值", "valueofsecretid"].iter().any(|words| docs.contains(words));
    is_id_of_pair || IDENTIFIERS.iter().any(|word| clause.contains(word))
}

/// Returns whether the prose says that the value is a name, selects something on a page, or is a
/// kind or a status.
pub(super) fn names_other(docs: &str) -> bool {
    let clause = first_clause(docs);
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| clause.ends_with(word));
    let is_name = ends(&["名称", "name"]) && !clause.contains("password");
    is_name
        || has(&["选择器", "selector", "映射字段名", "规则的key", "keyofthepolicy"])
        || ends(&["类型", "状态", "返回码", "type", "status", "returncode"])
}

/// The first clause in lower case, without blanks, markup and an article at its end.
pub(super) fn first_clause(docs: &str) -> String {
    let docs = docs.trim_start().to_lowercase();
    let ends = ['。', '，', '；', ';', '\n', '（', '(', '：', '、'];
    let clause = without_type(&docs).split(ends).next().unwrap_or_default();
    let clause = clause.split(". ").next().unwrap_or_default();
    let clause = clause.split(", ").next().unwrap_or_default();
    clause.chars().filter(|c| !c.is_whitespace() && !matches!(c, '`' | '*' | '.' | '-')).collect()
}

/// Prose without a type before it: `STRING(20)，短信验证码`.
fn without_type(docs: &str) -> &str {
    let rest = docs.strip_prefix("string(").and_then(|rest| rest.split_once(')'));
    let rest = rest
        .filter(|(length, _)| length.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(_, rest)| rest);
    rest.and_then(|rest| rest.strip_prefix(['，', ','])).unwrap_or(docs)
}

/// Lower case, without blanks.
pub(super) fn compact(docs: &str) -> String {
    docs.to_lowercase().split_whitespace().collect()
}
