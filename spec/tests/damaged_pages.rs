//! Pages that are damaged, cut off, retired or headed in other words: what is certain is read, the
//! rest is refused.

#![allow(clippy::unwrap_used, clippy::panic)]

mod action_page;
mod support;

use action_page::{HOST, input, output, page, with_rows};
use support::{Page, file, fresh};
use tencentcloud_spec::import::Options;
use tencentcloud_spec::read::{Document, Format, markdown, page as captured, recognise};

fn parse_page(text: &str) -> (Document, String) {
    let (document, remarks) = markdown::read_markdown(text, "page.md");
    (document, remarks.to_string())
}

/// The first line of each remark.
fn remarks(text: &str) -> Vec<String> {
    let is_markdown = recognise(text) == Some(Format::Markdown);
    let all = if is_markdown {
        markdown::read_markdown(text, "page")
    } else {
        captured::read_page(text, "page")
    }
    .1;
    all.iter().map(|one| one.to_string().lines().next().unwrap_or_default().to_owned()).collect()
}

/// The names of the fields of a request and of a response.
fn names(document: &Document) -> (Vec<&str>, Vec<&str>) {
    let [action] = document.actions.as_slice() else {
        panic!("{} actions", document.actions.len())
    };
    (
        action.input.iter().flatten().map(|field| field.name.as_str()).collect(),
        action.output.iter().flatten().map(|field| field.name.as_str()).collect(),
    )
}

#[test]
fn headings_of_translated_pages() {
    let text = format!(
        "## 1. インターフェースについて\n\nドメイン名：lagoon.tencentcloudapi.com\n\n## 2. パラメータ入力\n\n\
         | パラメータ名 | 選択必須 | タイプ | 説明 |\n|---|---|---|---|\n\
         | Action | 要 | String | 共通パラメータ。値：RunBoat |\n| Version | 要 | String | \
         共通パラメータ。値：2020-02-02 |\n\
         | BoatId | 要 | String | 船 |\n\n## 3. パラメータ出力\n\n{}\n",
        output("")
    );
    let (document, remarks) = parse_page(&text);
    assert_eq!((names(&document), remarks.as_str()), ((vec!["BoatId"], vec!["RequestId"]), ""));
    for (one, other) in [
        ("パラメータ入力", "リクエストパラメータの一覧"),
        ("パラメータ出力", "返却値"),
        ("パラメータ出力", "レスポンスのパラメーター"),
        ("インターフェースについて", "APIについて"),
    ] {
        let (document, remarks) = parse_page(&text.replace(one, other));
        assert_eq!(
            (names(&document), remarks.as_str()),
            ((vec!["BoatId"], vec!["RequestId"]), ""),
            "{other}"
        );
    }
}

/// A page whose headings nobody knows is an error, whether all of them are unknown or one.
#[test]
fn unknown_headings_are_an_error() {
    let text = page(
        HOST,
        &input("| A | No | String | x |"),
        &output(""),
        "## 6. Error Codes\n\n| Error Code | Description |\n|---|---|\n| InternalError | x |",
    );
    let strange = text
        .replace("Input Parameters", "What goes in")
        .replace("Output Parameters", "What comes out");
    let strange = strange.replace("API Description", "Story");
    assert_eq!(
        remarks(&strange),
        ["error[unknown-headings]: the page describes the action `RunBoat` below unknown \
                headings: `1. Story`, \
          `2. What goes in`, `3. What comes out`"]
    );
    let out = remarks(&text.replace("Output Parameters", "What comes out"));
    assert_eq!(
        out[0],
        "error[missing-section]: the page has no section on the parameters of the response: it may \
            be cut off"
    );
    let r#in = remarks(&text.replace("Input Parameters", "What goes in"));
    assert!(
        r#in[0].starts_with(
            "error[missing-section]: the page has no section on the parameters of the request"
        ),
        "{in:?}"
    );
    // A page on the common parameters themselves, and a guide to something else, describe no
    // action.
    let common = "## Common parameters\n\n| Name | Type | Required | Description \
        |\n|---|---|---|---|\n\
                  | Action | String | Yes | What to call, such as RunBoat. |\n| Version | String | \
                  Yes | Such as 2020-02-02. |\n\
                  | Timestamp | Integer | Yes | Now. |\n| Nonce | Integer | Yes | Random. |\n";
    let guide = "## Request parameters\n\nSee below.\n\n## Example\n\n```\nlagoon.open();\n```\n";
    for text in [common, guide] {
        assert_eq!(
            remarks(text),
            ["warning[nothing-to-read]: the page describes no action, structure or error code"]
        );
    }
}

#[test]
fn versions_in_other_notations() {
    let dated = |date: &str| page(HOST, &input("").replace("2020-02-02", date), &output(""), "");
    for (date, expected) in [
        ("2/28/2018", "2018-02-28"),
        ("28/2/2018", "2018-02-28"),
        ("Feb 28, 2018", "2018-02-28"),
        ("2018/2/28", "2018-02-28"),
        ("5/5/2019", "2019-05-05"),
    ] {
        let (document, remarks) = parse_page(&dated(date));
        assert_eq!((document.version.as_deref(), remarks.as_str()), (Some(expected), ""), "{date}");
    }
    // The month follows from the rest of the page.
    let explorer = "## 5. Developer Resources\n\n* [API \
        Explorer](https://console.example.com/?Version=2019-03-04)\n";
    let (document, _) = parse_page(&page(
        HOST,
        &input("").replace("2020-02-02", "3/4/2019"),
        &output(""),
        explorer,
    ));
    assert_eq!(document.version.as_deref(), Some("2019-03-04"));
    let (document, remarks) = parse_page(&dated("3/4/2019"));
    assert_eq!((document.version, remarks.as_str()), (None, ""));
    assert_eq!(document.versions, ["2019-03-04", "2019-04-03"]);
    assert_eq!(
        remarks_of(&dated("2/30/2018")),
        "error[invalid-name]: `2/30/2018` cannot be the name of a version"
    );
}

fn remarks_of(text: &str) -> String {
    remarks(text).join("; ")
}

#[test]
fn a_day_that_can_be_two_is_told_by_others_or_refused() {
    let open = Page { version: "3/4/2019", ..Page::default() };
    let import = |others: &[Page], version: Option<&str>| {
        let mut sources = vec![open.named("open.md")];
        sources.extend(others.iter().map(|page| page.named("other.md")));
        let options = Options { version: version.map(str::to_owned), ..Options::default() };
        let (imported, report) =
            tencentcloud_spec::import::import(&sources, &|_| Vec::new(), &options);
        let found: Vec<String> = imported
            .iter()
            .map(|one| format!("{} {}", one.api.version, one.api.actions.len()))
            .collect();
        (
            found,
            report
                .diagnostics
                .iter()
                .filter(|one| one.is_error())
                .map(|one| one.message.clone())
                .collect::<Vec<_>>(),
        )
    };
    let other = |version| Page { version, action: "RunBoat", ..Page::default() };
    assert_eq!(import(&[other("2019-04-03")], None), (vec!["2019-04-03 2".to_owned()], vec![]));
    assert_eq!(import(&[], Some("2019-03-04")), (vec!["2019-03-04 1".to_owned()], vec![]));
    let undecided =
        "the version can be 2019-03-04 or 2019-04-03: which number is the month, nothing tells"
            .to_owned();
    assert_eq!(import(&[], None), (vec![], vec![undecided.clone()]));
    assert_eq!(
        import(&[other("2020-02-02")], None),
        (vec!["2020-02-02 1".to_owned()], vec![undecided])
    );
}

#[test]
fn pages_of_the_retired_api_are_refused() {
    let rows = "| Name | Required | Type | Description |\n|---|---|---|---|\n| boatIds.n | No | \
        String | x |\n| limit | No | Int | x |";
    let response = "| Name | Type | Description |\n|---|---|---|\n| code | Int | 0 |\n| message | \
        String | x |\n| boatSet | Array | x |";
    let host = "Domain name: lagoon.api.qcloud.com";
    let lost = "The API (ListBoats) lists boats.";
    let refused = ["error[retired-api]: the page describes API 2.0, which is retired"];
    for description in [host, lost] {
        let text = page(description, rows, response, "");
        assert_eq!(remarks(&text), refused);
        assert!(markdown::read_markdown(&text, "page.md").0.actions.is_empty());
    }
    let text = "1. API Description\nThis API (ListBoats) lists boats.\nDomain name for API \
        request:lagoon.api.qcloud.com\n\
                2. Input Parameters\nParameter Name | Required | Type | Description \
                |\n---|---|---|---|\n\
                boatIds.n | No | String | IDs |\n3. Output Parameters\nParameter Name | Type | \
                Description |\n---|---|---|\n\
                code | Int | 0 |\nmessage | String | Text |\n";
    assert_eq!(remarks(text), refused);
    assert!(captured::read_page(text, "page.txt").0.actions.is_empty());
    // A field may be called `code` in API 3.0 too.
    let text =
        page(HOST, &input(""), &output("| code | Integer | x |\n| message | String | x |\n"), "");
    assert_eq!(remarks(&text), Vec::<String>::new());
}

/// A page that is cut anywhere is an error if fields may be lost, and else a warning that names the
/// place.
#[test]
fn cut_pages_are_told() {
    let rest = "## 4. Examples\n\n### Example 1\n\n#### Input\n\n```\nPOST / \
        HTTP/1.1\n\n{}\n```\n\n#### Output\n\n```\n{\n  \"Response\": \
        {\n    \"RequestId\": \"r\"\n  }\n}\n```\n\n\
                ## 6. Error Codes\n\n| Error Code | Description |\n|---|---|\n| InternalError | \
                Internal. |\n| ResourceNotFound | None. |\n";
    let whole =
        page(HOST, &input("| A | No | String | x |"), &output("| B | String | x |\n"), rest);
    assert_eq!(remarks(&whole), Vec::<String>::new());
    let (response, codes) =
        (whole.find("| RequestId").unwrap(), whole.find("| InternalError").unwrap());
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let text = &whole[..end];
        let (document, remarks) = markdown::read_markdown(text, "page.md");
        let named = document.actions.iter().any(|action| action.name == "RunBoat");
        if end < response {
            assert!(remarks.has_errors() || !named, "{text}\n{remarks}");
            let silent = remarks.is_empty() && text.contains("RunBoat |");
            assert!(!silent, "{text}");
        }
        for code in document.actions.iter().flat_map(|action| action.errors.iter().flatten()) {
            assert!(
                end > codes && ["InternalError", "ResourceNotFound"].contains(&code.code.as_str()),
                "{text}"
            );
        }
    }
    let cut = |at: &str| remarks(&whole[..whole.find(at).unwrap()]);
    assert_eq!(
        cut("| RequestId"),
        ["error[cut-page]: the page ends inside the table of the response, before its row on \
                `RequestId`"]
    );
    assert_eq!(
        cut("    \"RequestId")[1],
        "warning[cut-page]: the page ends inside this example; what stands behind it, such as \
            error codes, is missing"
    );
    assert_eq!(
        cut("NotFound"),
        ["warning[cut-page]: the page ends inside this row; the codes behind it are missing"]
    );
}

#[test]
fn what_is_certain_in_a_damaged_row_is_read() {
    let rows = "\
|| Month | No | String | An empty cell before it |
| BoatIds.N | No | Array of Strings | A plural |
| HostIds. | No | Array of String | The N is lost |
| Size | No | String | Twice   word for word |
| Size | No | String | Twice word for word |
| Last | No | String | Bars behind it || |";
    let (document, remarks) = parse_page(&with_rows(rows));
    let fields = document.actions[0].input.iter().flatten();
    let shown: Vec<String> =
        fields.map(|field| format!("{}: {} {:?}", field.name, field.r#type, field.docs)).collect();
    assert_eq!(
        shown,
        [
            "Month: String \"An empty cell before it\"",
            "BoatIds: Array of String \"A plural\"",
            "HostIds: Array of String \"The N is lost\"",
            "Size: String \"Twice   word for word\"",
            "Last: String \"Bars behind it\"",
        ]
    );
    assert_eq!(
        remarks.lines().next(),
        Some(
            "warning[repeated-row]: the row on `Size` is there twice, word for word; it is read \
                once"
        )
    );
    let common =
        "| Version | Yes | String | Common parameter. The value used for this API: 2020-02-02 |";
    let (document, remarks) = parse_page(&with_rows(common));
    assert_eq!(names(&document), (vec![], vec!["RequestId"]));
    assert!(remarks.starts_with("warning[repeated-row]"), "{remarks}");
    // `Version` in place of `Action`: no field of the request is called so.
    let text = with_rows("| A | No | String | x |")
        .replace("| Action |", "| Version |")
        .replace(HOST, &format!("{HOST}\n\nThis API (RunBoat) runs."));
    let (document, remarks) = parse_page(&text);
    assert_eq!((names(&document).0, document.version.as_deref()), (vec!["A"], Some("2020-02-02")));
    assert_eq!(
        remarks.lines().next(),
        Some("warning[repeated-row]: the common parameter `Version` is listed twice")
    );
    let codes =
        "## 6. Error Codes\n\n| Error Code | Description |\n|---|---|\n| MissingParameter. | x |\n";
    let (document, remarks) = parse_page(&page(HOST, &input(""), &output(""), codes));
    let codes: Vec<&str> =
        document.actions[0].errors.iter().flatten().map(|error| error.code.as_str()).collect();
    assert_eq!((codes, remarks.as_str()), (vec!["MissingParameter"], ""));
    let numbers = "## 6. Error Codes\n\n| Error Code | Description | Message |\n|---|---|---|\n| \
        -502 | x | Gone.Away |\n";
    let (document, remarks) = parse_page(&page(HOST, &input(""), &output(""), numbers));
    assert!(document.actions[0].errors.is_none());
    assert!(
        remarks.starts_with("warning[invalid-error-code]: the table lists numbers"),
        "{remarks}"
    );
    for row in [
        "| Password | String | Yes | Swapped cells |",
        "|| Month | String | No | Swapped behind an empty cell |",
        "| Kind | No | Strings | A plural that may be a list |",
        "| BoatIds.No | Array of String | Two cells in one |",
    ] {
        assert!(markdown::read_markdown(&with_rows(row), "page.md").1.has_errors(), "{row}");
    }
}

/// The codes that all products have in common are no product's, in captured pages too.
#[test]
fn common_codes_of_captured_pages() {
    let text = |common: &str, service: &str| {
        format!(
            "tencent cloud\n\nError Codes\nLast updated: 2025-09-13 16:29:20\n\nFeature \
                Description\n\n\
             If there is an Error field, the call failed.\n\nError Code List\n\n{common}\n\n\
             Error Code Description\nActionOffline This API is gone.\nAuthFailure.SignatureExpire \
             Expired.\n\n\
             {service}\n\nError Code Description\nFailedOperation Operation \
             failed.\nInternalError.DBError Database\nerror.\n"
        )
    };
    for (common, service) in [
        ("Common Error Codes", "Service Error Codes"),
        ("公共错误码", "业务错误码"),
        ("共通エラーコード", "業務エラーコード"),
        ("공통 오류 코드", "비즈니스 오류 코드"),
    ] {
        let (document, remarks) = captured::read_page(&text(common, service), "page.txt");
        let codes: Vec<&str> = document.errors.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["FailedOperation", "InternalError.DBError"], "{common}: {remarks}");
    }
    let whole = text("Common Error Codes", "Service Error Codes");
    let cut = &whole[..whole.find("DBError").unwrap() + 3];
    let (document, remarks) = captured::read_page(cut, "page.txt");
    assert_eq!(document.errors.len(), 1);
    assert!(
        remarks.to_string().starts_with("warning[cut-page]: the page ends inside this row"),
        "{remarks}"
    );
    let (document, _) = captured::read_page(&whole[..whole.find("Service").unwrap()], "page.txt");
    assert!(document.errors.is_empty());
}

/// Captured pages that are cut, headed in other words, or damaged in a row.
#[test]
fn captured_pages_are_treated_alike() {
    let text = "1. インターフェースについて\n\nドメイン名：lagoon.tencentcloudapi.com\n\n2. パラメータ入力\n\n\
                パラメータ名 選択必須 タイプ 説明\nAction 要 String 共通パラメータ。値：RunBoat\nVersion 要 String \
                共通パラメータ。値：2/28/2018\n\
                BoatIds.N 要 Array of Strings 船\nBoatIds.N 要 Array of Strings 船\n\n\
                3. パラメータ出力\n\nパラメータ名 タイプ 説明\nCount Integer 数\nRequestId String ID\n";
    let (document, remarks) = captured::read_page(text, "page.txt");
    assert_eq!(names(&document), (vec!["BoatIds"], vec!["Count", "RequestId"]));
    assert_eq!(document.version.as_deref(), Some("2018-02-28"));
    assert!(remarks.to_string().starts_with("warning[repeated-row]"), "{remarks}");
    let cut =
        |at: &str| captured::read_page(&text[..text.find(at).unwrap()], "page.txt").1.to_string();
    assert!(cut("3. ").contains("error[missing-section]"), "{}", cut("3. "));
    assert!(cut("RequestId").contains("error[cut-page]"), "{}", cut("RequestId"));
}

/// A damaged page refuses itself.
#[test]
fn a_damaged_page_among_others() {
    let damaged =
        Page { action: "RunBoat", input: "| A | Perhaps | String | x |", ..Page::default() };
    let (_, report) = fresh(&[
        Page::default().named("good.md"),
        damaged.named("bad.md"),
        file("x.md", "# Nothing\n\n## x\n"),
    ]);
    assert_eq!(report.diagnostics.iter().filter(|one| one.is_error()).count(), 1);
}
