use super::name::{NameVerdict, judge};
use super::{mask_secrets, sensitive};
use crate::model::{Action, Api, Example, Field, Structure, Type, to_json};
use serde_json::{Value, json};

fn is_marked(name: &str, r#type: Type, docs: &str) -> bool {
    is_marked_with(name, r#type, docs, None)
}

fn is_marked_with(name: &str, r#type: Type, docs: &str, example: Option<&str>) -> bool {
    let mut api = Api::new("demo", "2020-01-01");
    let input =
        vec![Field { example: example.map(str::to_owned), ..Field::new(name, r#type, docs) }];
    api.actions.insert("Get".into(), Action { input, ..Action::default() });
    sensitive(&mut api);
    api.actions["Get"].input[0].sensitive
}

#[test]
#[rustfmt::skip]
fn names_of_secrets() {
    let secret = [
        "Password", "LoginPassword", "NewPasswd", "AdminPwd", "RootPassphrase", "SecretKey",
        "TmpSecretKey", "SecretString", "PrivateKey", "SSLPrivateKey", "PrivateMapKey",
        "AccessToken", "SessionToken", "Token", "UserToken", "Credential", "Credentials",
        "AppSecret", "KeyPasswords", "db_password", "ApiKey", "OAuthToken", "APIKeys", "SecretKeys",
        "Passwords", "ApiTokens", "Kubeconfig", "KubeConfig", "ManageKubeconfig", "DevicePsk",
        "DefinedPsk", "PSK", "AppSKey", "NwkSKey", "UserSig", "IMAdminUserSig", "TokenCode",
        "VerifyCode", "SmsCode", "LoginCookie", "GitSecret", "CallbackKey", "DecryptionKey",
        "KeyPass", "NotifyKey", "PreSignedUrl", "CosSignedUrls", "KeyTab", "LicenseKey",
        "SharedSecret", "Plaintext", "PlainText", "OpenKey", "Skey", "LoraNwkKey", "StreamKey",
        "DeviceSignature", "ServerSession",
    ];
    let harmless = [
        "NextToken", "ClientToken", "PageToken", "PaginationToken", "MaxTokens", "TotalTokens",
        "InputTotalToken",
        "TokenCount", "KeyId", "SecretId", "KeyName", "SecretName", "PasswordPolicy",
        "PasswordStatus",
        "PrivateKeyId", "CredentialType", "Bypass", "Compassword2Id", "TokenType", "PublicKey",
        "EncryptionPublicKey",
        "TokenExpireTime", "Passed", "AutoGeneratePassword", "HasPwd", "NeedResetPassword",
        "IsOpenPassword",
        "SecretValueMd5", "MaskedKey", "DownLoadKeyTabUrl", "SearchKey", "Monkey", "KeyUsage",
        "DvAuthKey",
        "IdempotencyToken", "Signal", "",
    ];
    let judged = |verdict| secret.iter().filter(move |name| judge(name) == verdict);
    assert_eq!(judged(NameVerdict::Harmless).collect::<Vec<_>>(), [&""; 0]);
    assert_eq!(judged(NameVerdict::AskProse).collect::<Vec<_>>(), [&""; 0]);
    let marked = |name: &&&str| matches!(judge(name), NameVerdict::Secret | NameVerdict::Likely);
    assert_eq!(harmless.iter().filter(marked).collect::<Vec<_>>(), [&""; 0]);
}

#[test]
fn prose_tells_what_names_do_not() {
    let cases = [
        ("Key", "The private key.", true),
        ("Key", "证书私钥，自有证书时必填。", true),
        ("Key", "项目密钥 32位", true),
        ("Key", "密钥 ID", false),
        ("Key", "The key of a tag.", false),
        ("Key", "标签键", false),
        ("Value", "Token value. Keep it safe.", true),
        ("Value", "密钥值", true),
        ("Value", "The value of the cookie's age.", false),
        ("Result", "token串", true),
        ("Seed", "回调签名key，具体可以查看签名文档。", true),
        ("Code", "短信验证码", true),
        ("Code", "The code of the region.", false),
        ("PrimaryKey", "Primary signature key. Generated if empty.", true),
        ("PrimaryKey", "主键", false),
        ("AccessKey", "The access key.", true),
        ("AccessKey", "Access ID. May be null.", false),
        ("AppKey", "应用密钥", true),
        ("AppKey", "Package name. The bundle ID on iOS.", false),
        ("PasswordValue", "The selector of the password input.", false),
        ("ClientCredentials", "OAuth grant type.", false),
        ("Data", "The public key.", false),
        ("Tokens", "切分后的列表", false),
        ("Skey", "规则的key", false),
        ("Secret", "密钥名称", false),
        ("AdminPassword", "Password for the account username.", true),
        ("AccessKey", "港口账号信息。填写 SecretId 值", false),
        ("Key", "明文Key", true),
        ("KeyParamValue", "密钥参数值", true),
        ("UploadSign", "上传鉴权信息", true),
        ("MessageCheckCode", "STRING(20)，短信验证码", true),
    ];
    for (name, docs, expected) in cases {
        assert_eq!(is_marked(name, Type::String, docs), expected, "{name}: {docs}");
    }
}

/// Texts that hold a secret: addresses with a signature or a key, and JSON.
#[test]
fn texts_that_hold_secrets() {
    let cases = [
        ("Url", "COS 预签名 URL", "", true),
        ("Url", "不带签名的地址", "", false),
        ("CodeUrlWithAuth", "", "", true),
        ("OutputPath", "The presigned address of the result.", "", true),
        ("Signature", "预签名 URL", "", false),
        ("Picture", "", "https://harbour.example/p?a=b&txSecret=1", true),
        ("Picture", "", "https://harbour.example/p?page=1&design=2", false),
        ("Picture", "", "sign=1", false),
        ("WebhookUrl", "", "", true),
        ("HookAddress", "", "", true),
        ("WebHooks", "", "", true),
        ("Addr", "webhook地址", "", true),
        ("WebhookType", "", "", false),
        ("LifecycleHook", "", "", false),
        ("Config", "船的 JSON：{\"ApiKey\": \"…\"}", "", true),
        ("Config", "船的 JSON：{\"Size\": 1}", "", false),
        ("Config", "", r#"{\"Boat\":{\"Password\":\"x\"}}"#, true),
        ("Config", "The \"Password\" of a boat.", "", false),
        ("AccessKey", "", "AKIDexample", false),
    ];
    for (name, docs, example, expected) in cases {
        assert_eq!(
            is_marked_with(name, Type::String, docs, Some(example)),
            expected,
            "{name}: {docs} {example}"
        );
    }
    assert!(is_marked_with(
        "Urls",
        Type::String.array(),
        "",
        Some(r#"["https://harbour.example/?q-sign-time=1"]"#)
    ));
}

#[test]
fn types_of_secrets() {
    let cases = [
        ("Password", Type::String.array(), true),
        ("SecretBinary", Type::Binary, true),
        ("Password", Type::Boolean, false),
        ("PasswordLength", Type::Integer, false),
        ("VerifyCode", Type::Integer, true),
        ("Credential", Type::Timestamp, false),
    ];
    for (name, r#type, expected) in cases {
        assert_eq!(is_marked(name, r#type.clone(), ""), expected, "{name} {type}");
    }
    assert!(!is_marked("VerifyCode", Type::Integer, "The return code."));
}

/// Of a structure that is a secret every text is one, and what is unknown is one as a whole.
#[test]
fn secret_structures() {
    let mut api = Api::new("demo", "2020-01-01");
    let text = |name: &str| Field::new(name, Type::String, "");
    let fields = vec![
        text("CACert"),
        text("CertKey"),
        text("Key"),
        text("TmpSecretId"),
        text("ExpiredTime"),
    ];
    api.structures.insert("EtcdCredential".into(), Structure { fields, ..Structure::default() });
    let fields = vec![text("Zone"), text("CredentialType")];
    api.structures.insert("ZoneCredential".into(), Structure { fields, ..Structure::default() });
    let fields = vec![text("HeaderName"), text("HeaderValue")];
    api.structures
        .insert("HeaderCredentialConfig".into(), Structure { fields, ..Structure::default() });
    api.structures.insert("Free".into(), Structure { inferred: true, ..Structure::default() });
    let output = vec![Field::new("Credential", Type::Structure("Free".into()), "")];
    api.actions.insert("Get".into(), Action { output, ..Action::default() });
    sensitive(&mut api);
    let marked = |name: &str| -> Vec<bool> {
        api.structures[name].fields.iter().map(|it| it.sensitive).collect()
    };
    assert_eq!(marked("EtcdCredential"), [false, true, true, false, false]);
    assert_eq!(marked("HeaderCredentialConfig"), [false, true]);
    assert_eq!(marked("ZoneCredential"), [false, false]);
    assert!(api.actions["Get"].output[0].sensitive);
}

#[test]
fn secrets_leave_the_examples() {
    let mut api = Api::new("demo", "2020-01-01");
    let login = vec![
        Field::new("User", Type::String, ""),
        Field { example: Some("hunter2".into()), ..Field::new("Password", Type::String, "") },
        Field::new("PasswordLength", Type::Integer, ""),
        Field { sensitive: true, ..Field::new("Any", Type::Structure("Free".into()), "") },
    ];
    api.structures.insert("Login".into(), Structure { fields: login, ..Structure::default() });
    api.structures.insert("Free".into(), Structure { inferred: true, ..Structure::default() });
    let output = vec![Field::new("Logins", Type::Structure("Login".into()).array(), "")];
    let first = json!({
        "User": "u",
        "Password": "hunter2",
        "PasswordLength": 7,
        "Any": {"Pin": ["hunter2", 2222]}
    });
    let response = json!({"Logins": [first, {"Password": ""}], "X": 1});
    let example = Example { title: "t".into(), input: None, output: Some(response) };
    api.actions
        .insert("Get".into(), Action { output, examples: vec![example], ..Action::default() });
    sensitive(&mut api);
    mask_secrets(&mut api);
    let text = to_json(&api);
    assert!(!text.contains("hunter2") && !text.contains("2222"), "{text}");
    let response = api.actions["Get"].examples[0].output.as_ref().map(Value::to_string);
    let expected = concat!(
        r#"{"Logins":[{"User":"u","Password":"EXAMPLE","PasswordLength":7,"#,
        r#""Any":{"Pin":["EXAMPLE",0]}},"#,
        r#"{"Password":""}],"X":1}"#
    );
    assert_eq!(response.as_deref(), Some(expected));
}
