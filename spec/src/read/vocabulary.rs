//! The words that the documents use for their own parts, in English, Chinese, Japanese and Korean.
//!
//! One table for both page readers. Words are compared without case, blanks, numbering and emphasis,
//! so that `## **2. Input Parameters**` and `2.Input parameters` are the same heading.

/// What a section of an action page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Description,
    Input,
    Output,
    Examples,
    Developer,
    Errors,
}

/// One side of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Input,
    Output,
}

/// What a column of a table of members holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Required,
    Type,
    Docs,
}

const ROLES: [(Role, &[&str]); 6] = [
    (
        Role::Description,
        &[
            "apidescription",
            "interfacedescription",
            "description",
            "apioverview",
            "接口描述",
            "接口说明",
            "功能描述",
            "api描述",
            "api説明",
            "apiの説明",
            "apiディスクリプション",
            "インターフェース説明",
            "api概要",
            "インターフェースの説明",
            "api설명",
            "인터페이스설명",
            "api소개",
        ],
    ),
    (
        Role::Input,
        &[
            "inputparameters",
            "inputparameter",
            "requestparameters",
            "requestparameter",
            "inputparams",
            "requestparams",
            "inputparameterlist",
            "输入参数",
            "请求参数",
            "入参",
            "入力パラメータ",
            "入力パラメーター",
            "リクエストパラメータ",
            "リクエストパラメーター",
            "要求パラメータ",
            "입력매개변수",
            "요청매개변수",
            "입력파라미터",
            "요청파라미터",
        ],
    ),
    (
        Role::Output,
        &[
            "outputparameters",
            "outputparameter",
            "returnparameters",
            "returnparameter",
            "returnedparameters",
            "responseparameters",
            "responseparameter",
            "outputparams",
            "responseparams",
            "returnedvalues",
            "输出参数",
            "返回参数",
            "响应参数",
            "出参",
            "出力パラメータ",
            "出力パラメーター",
            "レスポンスパラメータ",
            "レスポンスパラメーター",
            "戻りパラメータ",
            "返却パラメータ",
            "返されたパラメータ",
            "応答パラメータ",
            "출력매개변수",
            "응답매개변수",
            "반환매개변수",
            "리턴매개변수",
            "출력파라미터",
            "응답파라미터",
            "반환파라미터",
        ],
    ),
    (
        Role::Examples,
        &[
            "example",
            "examples",
            "sample",
            "samples",
            "codeexample",
            "codeexamples",
            "samplecode",
            "usageexamples",
            "示例",
            "代码示例",
            "调用示例",
            "样例",
            "例",
            "例示",
            "事例",
            "サンプル",
            "サンプルコード",
            "使用例",
            "コード例",
            "예시",
            "예제",
            "예",
            "샘플",
            "코드예시",
        ],
    ),
    (
        Role::Developer,
        &[
            "developerresources",
            "developerresource",
            "resourcesfordevelopers",
            "otherresources",
            "开发者资源",
            "其他资源",
            "開発者リソース",
            "開発者向けリソース",
            "デベロッパーリソース",
            "開発者資源",
            "その他のリソース",
            "개발자리소스",
            "개발자자원",
            "기타리소스",
        ],
    ),
    (
        Role::Errors,
        &[
            "errorcode",
            "errorcodes",
            "errorcodelist",
            "listoferrorcodes",
            "businesserrorcodes",
            "错误码",
            "错误码列表",
            "业务错误码",
            "错误代码",
            "エラーコード",
            "エラーコード一覧",
            "エラーコードリスト",
            "業務エラーコード",
            "오류코드",
            "에러코드",
            "오류코드리스트",
            "오류코드목록",
            "비즈니스오류코드",
        ],
    ),
];

const SIDES: [(Side, &[&str]); 2] = [
    (
        Side::Input,
        &[
            "input",
            "inputexample",
            "inputexamples",
            "inputsample",
            "inputsamplecode",
            "sampleinput",
            "inputcode",
            "request",
            "requestexample",
            "requestsample",
            "samplerequest",
            "requestsamplecode",
            "输入示例",
            "请求示例",
            "输入",
            "请求",
            "输入样例",
            "入力例",
            "入力サンプル",
            "入力サンプルコード",
            "リクエスト例",
            "リクエストサンプル",
            "入力",
            "リクエスト",
            "입력예시",
            "입력예제",
            "입력샘플",
            "요청예시",
            "요청예제",
            "입력",
            "요청",
        ],
    ),
    (
        Side::Output,
        &[
            "output",
            "outputexample",
            "outputexamples",
            "outputsample",
            "outputsamplecode",
            "sampleoutput",
            "outputcode",
            "response",
            "responseexample",
            "responsesample",
            "sampleresponse",
            "returnexample",
            "responsesamplecode",
            "输出示例",
            "返回示例",
            "响应示例",
            "输出",
            "返回",
            "响应",
            "输出样例",
            "出力例",
            "出力サンプル",
            "出力サンプルコード",
            "レスポンス例",
            "レスポンスサンプル",
            "応答例",
            "出力",
            "レスポンス",
            "출력예시",
            "출력예제",
            "출력샘플",
            "응답예시",
            "응답예제",
            "출력",
            "응답",
        ],
    ),
];

const COLUMNS: [(Column, &[&str]); 4] = [
    (
        Column::Name,
        &[
            "name",
            "parameter",
            "parametername",
            "parameters",
            "field",
            "fieldname",
            "参数名称",
            "参数名",
            "名称",
            "参数",
            "字段",
            "パラメータ名",
            "パラメーター名",
            "パラメータ名称",
            "名称",
            "名前",
            "パラメータ",
            "매개변수이름",
            "매개변수이름",
            "이름",
            "명칭",
            "매개변수",
            "매개변수명",
            "파라미터이름",
            "파라미터명",
        ],
    ),
    (
        Column::Required,
        &[
            "required",
            "requiredornot",
            "mandatory",
            "isrequired",
            "必选",
            "是否必选",
            "必填",
            "是否必填",
            "必須項目",
            "選択必須",
            "必須",
            "必須かどうか",
            "必須選択",
            "必須かどうか",
            "필수여부",
            "필수항목여부",
            "필수",
            "필수항목",
            "필수선택",
            "필수선택여부",
        ],
    ),
    (
        Column::Type,
        &[
            "type",
            "parametertype",
            "datatype",
            "类型",
            "参数类型",
            "数据类型",
            "タイプ",
            "型",
            "種類",
            "種別",
            "データ型",
            "類型",
            "유형",
            "타입",
            "종류",
            "데이터유형",
        ],
    ),
    (
        Column::Docs,
        &[
            "description",
            "descriptions",
            "note",
            "notes",
            "描述",
            "说明",
            "备注",
            "説明",
            "記述",
            "ディスクリプション",
            "설명",
            "묘사",
        ],
    ),
];

const YES: [&str; 16] = [
    "yes",
    "y",
    "true",
    "required",
    "mandatory",
    "是",
    "必选",
    "必填",
    "必须",
    "はい",
    "要",
    "必須",
    "예",
    "네",
    "필수",
    "√",
];

const NO: [&str; 16] = [
    "no",
    "n",
    "false",
    "optional",
    "否",
    "非必选",
    "可选",
    "选填",
    "いいえ",
    "不要",
    "任意",
    "オプション",
    "아니요",
    "아니오",
    "아니",
    "선택",
];

/// The words before an example's number.
const EXAMPLE_WORDS: [&str; 11] =
    ["examples", "example", "samples", "sample", "示例", "样例", "サンプル", "例", "예시", "예제", "예"];

/// The key under which a word is looked up: lower case, without numbering, emphasis, blanks and final colon.
pub(crate) fn key(text: &str) -> String {
    let text = without_number(text.trim_matches(is_decoration));
    let text = text.trim_matches(is_decoration).trim_end_matches([':', '：', '.', '。']).trim_matches(is_decoration);
    text.chars().filter(|other| !other.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn is_decoration(other: char) -> bool {
    other.is_whitespace() || matches!(other, '*' | '_' | '`' | '#' | '\u{feff}' | '\u{200b}')
}

/// A heading without `1.`, `2.3)` or `4、` before it.
pub(crate) fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|other: char| other.is_ascii_digit() || other == '.');
    let numbered = rest.len() < text.len() && text.starts_with(|first: char| first.is_ascii_digit());
    match numbered {
        true => rest.trim_start_matches([')', '、', '．', '）', '\\', '.']).trim_start(),
        false => text,
    }
}

/// The role of a section with this heading.
pub(crate) fn role(heading: &str) -> Option<Role> {
    // A structure may be called `RequestParameters`; a section is called so in two words.
    let name = heading.trim_matches(is_decoration);
    let humps = name.bytes().filter(u8::is_ascii_uppercase).count();
    if humps > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    look_up(&ROLES, &key(heading))
}

/// The side of an example that a heading inside the examples announces.
pub(crate) fn side(heading: &str) -> Option<Side> {
    let key = key(heading);
    let plain = key.trim_end_matches(|other: char| other.is_ascii_digit());
    look_up(&SIDES, plain)
}

/// What the column with this header holds.
pub(crate) fn column(header: &str) -> Option<Column> {
    look_up(&COLUMNS, &key(header))
}

/// The columns whose words a text without blanks starts with, and how long each word is; the longest first.
pub(crate) fn column_prefixes(text: &str) -> Vec<(Column, usize)> {
    let words = COLUMNS.iter().flat_map(|(column, words)| words.iter().map(|word| (*column, word)));
    let mut found: Vec<_> =
        words.filter(|(_, word)| text.starts_with(**word)).map(|(column, word)| (column, word.len())).collect();
    found.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    found
}

/// How long the header of a column of error codes is that a text without blanks starts with.
pub(crate) fn code_header(text: &str) -> Option<usize> {
    const WORDS: [&str; 8] =
        ["errorcode", "errorcodes", "错误码", "错误代码", "エラーコード", "오류코드", "에러코드", "code"];
    WORDS.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
}

fn look_up<T: Copy>(table: &[(T, &[&str])], key: &str) -> Option<T> {
    table.iter().find(|(_, words)| words.contains(&key)).map(|(meaning, _)| *meaning)
}

/// Whether a cell says yes or no; `None` where it says neither.
pub(crate) fn yes_no(cell: &str) -> Option<bool> {
    // No yes/no word is longer, and cells may be megabytes long.
    if cell.len() > 40 {
        return None;
    }
    let key = key(cell);
    match (YES.contains(&key.as_str()), NO.contains(&key.as_str())) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The title of an example without `Example 1.` before it; `None` where the heading announces no example.
pub(crate) fn example_title(heading: &str) -> Option<&str> {
    let bold = heading.trim().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    let heading = bold.unwrap_or(heading).trim_start_matches(is_decoration).trim_end();
    let word = EXAMPLE_WORDS.iter().find(|word| starts_with(heading, word))?;
    let rest = heading.get(word.len()..)?;
    let numbered = rest.trim_start().trim_start_matches(|other: char| other.is_ascii_digit() || other == '.');
    let counted = numbered.len() < rest.trim_start().len();
    let rest = numbered.trim_start_matches([':', '：', ')', '）', '、', '-', ' ', '\u{3000}']).trim();
    let separated = rest.is_empty() || counted || heading.get(word.len()..)?.starts_with([' ', ':', '：']);
    separated.then_some(rest)
}

/// Whether a text starts with an ASCII word in any case, or with a word of another script.
pub(crate) fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_all_spellings_have_a_role() {
        for (heading, expected) in [
            ("**1. API Description**", Some(Role::Description)),
            ("2.Input Parameters", Some(Role::Input)),
            ("7. Request parameters:", Some(Role::Input)),
            ("Return Parameters", Some(Role::Output)),
            ("3. 输出参数", Some(Role::Output)),
            ("2. 入力パラメータ", Some(Role::Input)),
            ("3. 출력 매개변수", Some(Role::Output)),
            ("4. 예시", Some(Role::Examples)),
            ("Example 1 Querying", None),
            ("6. エラーコード", Some(Role::Errors)),
            ("Resources for Developers", Some(Role::Developer)),
            ("Input", None),
            ("RequestParameters", None),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }

    #[test]
    fn examples_lose_their_number() {
        for (heading, expected) in [
            ("Example 1. Querying a task", Some("Querying a task")),
            ("Example1 Querying", Some("Querying")),
            ("示例1 查询任务", Some("查询任务")),
            ("예시 1 작업 조회", Some("작업 조회")),
            ("例1：タスク", Some("タスク")),
            ("Example", Some("")),
            ("Exampleless", None),
            ("例外", None),
        ] {
            assert_eq!(example_title(heading), expected, "{heading}");
        }
    }

    #[test]
    fn yes_and_no_in_four_languages() {
        for yes in ["Yes", "Y", " 是 ", "はい", "要", "예", "**Yes**"] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in ["No", "N", "否", "いいえ", "不要", "아니요", "아니오"] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        assert_eq!(yes_no("Maybe"), None);
    }
}
