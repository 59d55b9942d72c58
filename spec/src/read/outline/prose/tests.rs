//! Tables of sentences and the values that are read from them.

use super::*;

#[test]
fn rates_in_all_wordings() {
    for (sentence, expected) in [
        ("Default API request frequency limit: 2 times/second.", Some(2)),
        ("A maximum of 3 requests can be initiated per second for this API.", Some(3)),
        ("A maximum of 1,000 requests can be initiated per second for this API.", Some(1000)),
        ("Default request rate limit: 20/sec.", Some(20)),
        ("API request rate limit: 100 requests/sec.", Some(100)),
        ("Default API request rate limit: 20 requests / second", Some(20)),
        ("默认接口请求频率限制：20次/秒。", Some(20)),
        ("默认接口请求频率限制：1,200 次 / 秒。", Some(1200)),
        ("デフォルトのAPIリクエスト頻度制限：20回/秒。", Some(20)),
        ("APIのリクエスト頻度は1秒あたり最大10回です。", Some(10)),
        ("기본 API 요청 빈도 제한: 20회/초.", Some(20)),
        ("기본적 API 요청 빈도 제한: 초당 50회.", Some(50)),
        ("Up to 20 instances can be bound.", None),
        ("The rate limit is described elsewhere.", None),
    ] {
        assert_eq!(rate_limit(sentence).map(Result::unwrap), expected, "{sentence}");
    }
    assert_eq!(rate_limit("Rate limit: 99999999999/sec"), Some(Err("99999999999".to_owned())));
}

#[test]
fn hosts_are_found_without_regions() {
    for (text, expected) in [
        ("API domain name: batch.tencentcloudapi.com.", Some("batch.tencentcloudapi.com")),
        ("接口请求域名： as.tencentcloudapi.com 。", Some("as.tencentcloudapi.com")),
        ("域名：`cvm.intl.tencentcloudapi.com`", Some("cvm.intl.tencentcloudapi.com")),
        ("such as cvm.ap-shanghai-fsi.tencentcloudapi.com", None),
        ("Domain name for API request:", None),
        ("see .tencentcloudapi.com", None),
    ] {
        assert_eq!(host(text), expected, "{text}");
    }
}

#[test]
fn damaged_hosts_are_told_from_links() {
    for (text, expected) in [
        (
            "Domain name for API request: ../x.tencentcloudapi.com.",
            Some("../x.tencentcloudapi.com"),
        ),
        ("API domain name:a\\b.tencentcloudapi.com", Some("a\\b.tencentcloudapi.com")),
        ("域名：/etc/x.tencentcloudapi.com", Some("/etc/x.tencentcloudapi.com")),
        ("API domain name: https://cvm.tencentcloudapi.com/", None),
        ("API domain name: [cvm](https://cvm.tencentcloudapi.com)", None),
        ("API domain name:cvm.ap-x.tencentcloudapi.com", None),
        ("Domain name for API request:", None),
    ] {
        assert_eq!(damaged_host(text), expected, "{text}");
    }
}

#[test]
fn the_note_on_null_is_known_in_four_languages() {
    for sentence in [
        "Note: This field may return null, indicating that no valid values can be obtained.",
        "Note: this field may return `null`, indicating that no valid value was found.",
        "注意：此字段可能返回 null，表示取不到有效值。",
        "注意：このフィールドはnullを返すことがあり、有効値を取得できないことを意味します。",
        "주의: 이 필드는 null을 반환할 수 있으며 유효값을 얻지 못했음을 의미합니다.",
    ] {
        assert!(says_nullable(sentence), "{sentence}");
        assert!(is_null_boilerplate(sentence), "{sentence}");
    }
    assert!(says_nullable("The end time. It may be null while the task runs."));
    assert!(!is_null_boilerplate("It may be null while the task runs."));
    assert!(!says_nullable("A null value is refused."));
}

#[test]
fn deprecation_is_told_from_values() {
    for (text, expected) in [
        ("(Deprecated) The old name", true),
        ("Name. This parameter is deprecated; use NewName.", true),
        ("【废弃】旧名称", true),
        ("该字段已弃用，请使用 NewName。", true),
        ("Whether deprecated images are shown", false),
        ("State: 1 active, 2 deprecated", false),
        ("Deprecated images are shown too", false),
    ] {
        assert_eq!(says_deprecated(text), expected, "{text}");
    }
}

#[test]
fn references_are_lists_of_names_only() {
    let names =
        |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert_eq!(is_referenced_by("Referenced by: A, B."), names(&["A", "B"]));
    assert_eq!(is_referenced_by("被如下接口引用：A、B。"), names(&["A", "B"]));
    assert_eq!(is_referenced_by("Used by actions: [A](/x), B"), names(&["A", "B"]));
    assert_eq!(is_referenced_by("Used by: the console and others"), None);
    assert_eq!(is_referenced_by("Kind: A, B"), None);
}
