//! Headings taken apart: translators put the same few words together in many ways, such as
//! `入力パラメータ`, `パラメータ入力` and `リクエストパラメータの一覧`.

use super::kinds::Role;

/// The meaning of a part of a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadingPart {
    Input = 1,
    Output = 2,
    Parameter = 4,
    Error = 8,
    Code = 16,
    Example = 32,
    Developer = 64,
    Resource = 128,
    Subject = 256,
    Telling = 512,
    /// Carries no meaning of its own.
    Filler = 1024,
}

const PARTS: [(HeadingPart, &[&str]); 11] = [
    (
        HeadingPart::Input,
        &[
            "input",
            "request",
            "输入",
            "请求",
            "入",
            "入力",
            "リクエスト",
            "要求",
            "インプット",
            "입력",
            "요청",
        ],
    ),
    (
        HeadingPart::Output,
        &[
            "output",
            "response",
            "returned",
            "return",
            "输出",
            "返回",
            "响应",
            "出",
            "出力",
            "レスポンス",
            "応答",
            "戻り",
            "返却",
            "返された",
            "アウトプット",
            "출력",
            "응답",
            "반환",
            "리턴",
        ],
    ),
    (
        HeadingPart::Parameter,
        &[
            "parameters",
            "parameter",
            "params",
            "param",
            "arguments",
            "fields",
            "values",
            "value",
            "参数",
            "字段",
            "参",
            "值",
            "パラメータ",
            "パラメーター",
            "引数",
            "値",
            "매개변수",
            "파라미터",
            "인자",
            "값",
        ],
    ),
    (HeadingPart::Error, &["error", "errors", "错误", "エラー", "오류", "에러"]),
    (HeadingPart::Code, &["code", "codes", "码", "代码", "コード", "番号", "코드"]),
    (
        HeadingPart::Example,
        &[
            "example",
            "examples",
            "sample",
            "samples",
            "示例",
            "样例",
            "例子",
            "例",
            "例示",
            "事例",
            "サンプル",
            "예시",
            "예제",
            "예",
            "샘플",
        ],
    ),
    (
        HeadingPart::Developer,
        &["developer", "developers", "开发者", "开发人员", "開発者", "デベロッパー", "개발자"],
    ),
    (
        HeadingPart::Resource,
        &["resource", "resources", "资源", "リソース", "資源", "리소스", "자원"],
    ),
    (
        HeadingPart::Subject,
        &[
            "api",
            "interface",
            "action",
            "接口",
            "インターフェース",
            "インタフェース",
            "インターフェイス",
            "アクション",
            "인터페이스",
            "액션",
        ],
    ),
    (
        HeadingPart::Telling,
        &[
            "about",
            "description",
            "descriptions",
            "explanation",
            "描述",
            "说明",
            "について",
            "説明",
            "紹介",
            "解説",
            "ディスクリプション",
            "설명",
            "소개",
            "에대하여",
            "에대해",
        ],
    ),
    (
        HeadingPart::Filler,
        &[
            "and",
            "business",
            "call",
            "details",
            "for",
            "info",
            "information",
            "list",
            "lists",
            "of",
            "related",
            "service",
            "table",
            "the",
            "usage",
            "业务",
            "使用",
            "列表",
            "调用",
            "相关",
            "の",
            "リスト",
            "サービス",
            "一覧",
            "使用",
            "利用",
            "呼び出し",
            "業務",
            "向け",
            "用",
            "表",
            "関連",
            "관련",
            "리스트",
            "목록",
            "비즈니스",
            "사용",
            "서비스",
            "의",
            "표",
            "호출",
        ],
    ),
];

/// Returns the role of a heading whose parts are all known; `key` is without blanks and in lower
/// case.
pub(super) fn role(key: &str) -> Option<Role> {
    const LONGEST: usize = 80;
    if key.is_empty() || key.len() > LONGEST {
        return None;
    }
    readings(key).into_iter().find_map(meaning)
}

/// Returns what the parts of a text say, a bit for each, in every way that the text comes apart.
fn readings(key: &str) -> Vec<u16> {
    let mut reached: Vec<Vec<u16>> = vec![Vec::new(); key.len() + 1];
    reached[0].push(0);
    for at in 0..key.len() {
        let from = std::mem::take(&mut reached[at]);
        for (part, word) in words_at(key, at).filter(|_| !from.is_empty()) {
            let end = &mut reached[at + word.len()];
            for said in from.iter().map(|before| before | part as u16) {
                if !end.contains(&said) {
                    end.push(said);
                }
            }
        }
    }
    reached.pop().unwrap_or_default()
}

fn words_at(key: &str, at: usize) -> impl Iterator<Item = (HeadingPart, &'static str)> {
    let rest = key.get(at..).unwrap_or_default();
    let words = PARTS.iter().flat_map(|(part, words)| words.iter().map(|word| (*part, *word)));
    words.filter(move |(_, word)| rest.starts_with(word))
}

fn meaning(said: u16) -> Option<Role> {
    let aside =
        HeadingPart::Subject as u16 | HeadingPart::Telling as u16 | HeadingPart::Filler as u16;
    let is = |parts: &[HeadingPart]| {
        said & !aside == parts.iter().fold(0, |all, part| all | *part as u16)
    };
    let described = HeadingPart::Subject as u16 | HeadingPart::Telling as u16;
    match () {
        () if is(&[HeadingPart::Input, HeadingPart::Parameter]) => Some(Role::Input),
        () if is(&[HeadingPart::Output, HeadingPart::Parameter]) => Some(Role::Output),
        () if is(&[HeadingPart::Error, HeadingPart::Code]) => Some(Role::Errors),
        () if is(&[HeadingPart::Example]) && said & HeadingPart::Subject as u16 > 0 => {
            Some(Role::Examples)
        }
        () if is(&[HeadingPart::Developer, HeadingPart::Resource]) => Some(Role::Developer),
        () if is(&[]) && said & described == described => Some(Role::Description),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_in_any_order_of_words() {
        for (heading, expected) in [
            ("パラメータ入力", Some(Role::Input)),
            ("入力パラメータの一覧", Some(Role::Input)),
            ("パラメータ出力", Some(Role::Output)),
            ("インターフェースについて", Some(Role::Description)),
            ("apiについて", Some(Role::Description)),
            ("requestparameterlist", Some(Role::Input)),
            ("parametersoftheresponse", Some(Role::Output)),
            ("返回值说明", Some(Role::Output)),
            ("요청매개변수목록", Some(Role::Input)),
            ("반환값", Some(Role::Output)),
            ("接口相关错误码", Some(Role::Errors)),
            ("サービスのエラーコード", Some(Role::Errors)),
            ("apicallexamples", Some(Role::Examples)),
            ("开发人员资源", Some(Role::Developer)),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
        for heading in [
            "",
            "input",
            "公共请求参数",
            "commonerrorcodes",
            "api",
            "返回结果",
            "inputexample",
            "overview",
        ] {
            assert_eq!(role(heading), None, "{heading}");
        }
    }
}
