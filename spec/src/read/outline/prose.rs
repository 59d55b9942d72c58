//! Reads single sentences: the host, the rate limit, null, deprecation, common parameters.

#[cfg(test)]
mod tests;

use crate::model::is_name;

/// Cuts a line into sentences. Each keeps its full stop; hosts, numbers and links are not cut.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, other) in text.char_indices() {
        let ends_here = match before {
            Some((_, '。' | '！')) | Some((_, '\n')) => true,
            Some((_, '.' | '!' | '?' | ';' | '；')) => other.is_whitespace(),
            Some((_, ' ')) => starts_note(&text[at..]),
            _ => false,
        };
        if ends_here {
            found.push(&text[start..at]);
            start = at;
        }
        before = Some((at, other));
    }
    found.push(&text[start..]);
    found
}

/// Returns whether a note starts here: captures drop the line end before it.
fn starts_note(text: &str) -> bool {
    ["Note: ", "注意：", "注意:", "주의: "].iter().any(|note| text.starts_with(note))
}

/// The text without the sentences that a test picks out.
pub(crate) fn without(text: &str, mut is_dropped: impl FnMut(&str) -> bool) -> String {
    let kept: String =
        sentences(text).into_iter().filter(|sentence| !is_dropped(sentence)).collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// The host of the product in a text, without a region in it: `batch.tencentcloudapi.com`.
pub(crate) fn host(text: &str) -> Option<&str> {
    const DOMAIN: &str = ".tencentcloudapi.com";
    text.match_indices(DOMAIN).find_map(|(at, _)| {
        // A host is at most 253 letters long; a page of nothing but hosts is still read in one
        // pass.
        let is_host = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        let start = at - text.as_bytes()[..at].iter().rev().take(253).take_while(is_host).count();
        let labels = &text[start..at];
        let regional = labels.split('.').skip(1).any(|label| label.contains('-'));
        let whole = !labels.is_empty() && labels.split('.').all(|label| !label.is_empty());
        (whole && !regional).then(|| &text[start..at + DOMAIN.len()])
    })
}

/// The host of a sentence as it is written, if it is not one: with a slash, two dots or a control
/// character in it.
pub(crate) fn damaged_host(sentence: &str) -> Option<&str> {
    const DOMAIN: &str = ".tencentcloudapi.com";
    const LONGEST: usize = 300;
    let end = sentence.find(DOMAIN)?;
    let from =
        sentence.char_indices().rev().find(|(at, _)| at + LONGEST < end).map_or(0, |(at, _)| at);
    let is_outside = |other: char| {
        other.is_whitespace() || matches!(other, '[' | '(' | '<' | '`' | '*' | '"' | '：')
    };
    let word = sentence[from..end].rsplit(is_outside).next()?;
    let word = word.rsplit("://").next()?.trim_start_matches(':');
    let label = word.rsplit(':').next()?;
    is_outside_of_a_name(label).then(|| &sentence[end - label.len()..end + DOMAIN.len()])
}

/// Returns whether a text would lead elsewhere if it became a part of a path.
pub(crate) fn is_outside_of_a_name(text: &str) -> bool {
    text.contains("..")
        || text.contains(|other: char| other.is_control() || matches!(other, '/' | '\\'))
}

/// Returns whether a sentence does nothing but name the host.
pub(crate) fn is_host_sentence(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    const WORDS: [&str; 12] = [
        "domain name",
        "request domain",
        "api domain",
        "domain for api",
        "域名",
        "ドメイン",
        "도메인",
        "endpoint",
        "service address",
        "接口请求地址",
        "请求地址",
        "nama domain",
    ];
    let named =
        lower.trim_start().chars().count() < 120 && WORDS.iter().any(|word| lower.contains(word));
    let ends = lower.trim_end_matches(|other: char| {
        other.is_whitespace() || matches!(other, '.' | '。' | '`' | '*' | '>')
    });
    let lost = ends.ends_with([':', '：'])
        || ends.ends_with("tencentcloudapi.com")
        || ends.contains(".tencentcloudapi.com<");
    named && lost
}

/// The rate limit that a sentence states, in requests a second; `Err` where the number is out of
/// range.
pub(crate) fn rate_limit(sentence: &str) -> Option<Result<u32, String>> {
    if sentence.len() > 2_000 {
        return None;
    }
    let lower = sentence.to_lowercase();
    if !RATE_WORDS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let number =
        numbers(&lower).find(|(start, end)| is_per_second(&lower[..*start], &lower[*end..]))?;
    let digits: String = lower[number.0..number.1].chars().filter(char::is_ascii_digit).collect();
    Some(digits.parse().map_err(|_| digits))
}

const RATE_WORDS: [&str; 22] = [
    "rate limit",
    "frequency limit",
    "request limit",
    "requests can be",
    "request can be",
    "requests per second",
    "requests/second",
    "requests/sec",
    "times/second",
    "times per second",
    "request rate",
    "request frequency",
    "call frequency",
    "qps",
    "频率限制",
    "请求频率",
    "頻度",
    "レート制限",
    "빈도",
    "빈도수",
    "次/秒",
    "회/초",
];

/// Returns the positions of the numbers of a text: digits with commas between them.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let mut end = start;
        while end < bytes.len() && (bytes[end].is_ascii_digit() || is_thousands_comma(bytes, end)) {
            end += 1;
        }
        at = end;
        Some((start, end))
    })
}

fn is_thousands_comma(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b','
        && bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

/// Returns whether the text around a number makes it a number a second: `20/sec`, `20 requests …
/// per second`, `每秒 20 次`, `初당 20회`.
fn is_per_second(before: &str, after: &str) -> bool {
    const SECONDS: [&str; 12] = [
        "/second",
        "/sec",
        "/s",
        "per second",
        "a second",
        "each second",
        "every second",
        "/秒",
        "/초",
        "每秒",
        "毎秒",
        "회/초",
    ];
    const BEFORE: [&str; 9] =
        ["per second", "each second", "qps", "每秒", "毎秒", "秒あたり", "秒間", "초당", "초에"];
    let nearby: String =
        after.chars().take_while(|other| !other.is_ascii_digit()).take(70).collect();
    let close: String = nearby.chars().filter(|other| !other.is_whitespace()).collect();
    let joined = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let ahead: String =
        before.chars().rev().take(40).collect::<Vec<char>>().into_iter().rev().collect();
    joined(&SECONDS, &nearby)
        || joined(&["/second", "/sec", "/秒", "/초"], &close)
        || joined(&BEFORE, &ahead)
}

/// Returns whether a text says that a response may hold null in this field.
pub(crate) fn says_nullable(text: &str) -> bool {
    sentences(text).into_iter().any(is_null_sentence)
}

fn is_null_sentence(sentence: &str) -> bool {
    if sentence.len() > 4_000 {
        return false;
    }
    let lower = sentence.to_lowercase().replace(['`', '*', '"', '“', '”'], "");
    if !lower.contains("null") {
        return false;
    }
    const SAYS: [&str; 15] = [
        "may return null",
        "may be null",
        "can be null",
        "might be null",
        "could be null",
        "may return a null",
        "might return null",
        "can return null",
        "could return null",
        "may also return null",
        "may be returned as null",
        "null may be returned",
        "null might be returned",
        "null can be returned",
        "null value may be returned",
    ];
    let compact: String = lower.chars().filter(|other| !other.is_whitespace()).collect();
    SAYS.iter().any(|words| lower.contains(words))
        || CJK_NULL.iter().any(|(a, b)| compact.contains(a) && compact.contains(b))
}

/// Pairs that together say "may return null", compared without blanks.
const CJK_NULL: [(&str, &str); 14] = [
    ("可能返回", "null"),
    ("可能为", "null"),
    ("可以为", "null"),
    ("可为null", "null"),
    ("nullを返す", "場合"),
    ("nullを返す", "こと"),
    ("nullを返す", "可能性"),
    ("nullが返", "場合"),
    ("nullが返", "こと"),
    ("nullが返", "可能性"),
    ("nullになる", "場合"),
    ("null을", "수있"),
    ("null이", "수있"),
    ("null로", "수있"),
];

/// Returns whether a sentence is the vendor's standing note on null and says nothing else.
pub(crate) fn is_null_boilerplate(sentence: &str) -> bool {
    if !is_null_sentence(sentence) {
        return false;
    }
    const OPENINGS: [&str; 14] = [
        "this field may",
        "this field can",
        "this field might",
        "this parameter may",
        "the field may",
        "this value may",
        "此字段",
        "该字段",
        "此参数",
        "このフィールド",
        "該当フィールド",
        "本フィールド",
        "이필드",
        "해당필드",
    ];
    const ENDINGS: [&str; 15] = [
        "null",
        "obtained",
        "found",
        "obtainable",
        "available",
        "retrieved",
        "returned",
        "有效值",
        "有効値",
        "ます",
        "ません",
        "습니다",
        "의미합니다",
        "니다",
        "value",
    ];
    let text = without_note(sentence).to_lowercase().replace(['`', '*'], "");
    let spaceless: String = text.chars().filter(|other| !other.is_whitespace()).collect();
    let text = text.trim().trim_end_matches(['.', '。', ';', '；', ' ', ')', '）']);
    text.chars().count() < 120
        && OPENINGS
            .iter()
            .any(|opening| text.starts_with(opening) || spaceless.starts_with(opening))
        && ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// A sentence without `Note:` before it.
fn without_note(sentence: &str) -> &str {
    const NOTES: [&str; 9] = ["note", "注意", "注", "説明", "说明", "주의", "참고", "비고", "备注"];
    let text = sentence.trim().trim_start_matches(['*', '(', '（', '-', ' ']);
    let rest = NOTES.iter().find_map(|note| {
        let rest =
            super::super::vocabulary::starts_with(text, note).then(|| &text[note.len()..])?;
        rest.trim_start_matches(['*', ' ']).strip_prefix([':', '：'])
    });
    rest.unwrap_or(text).trim_start_matches(['*', ' ', '\u{a0}'])
}

/// Returns whether nothing but `Note:` is left of a text's last line.
pub(crate) fn is_bare_note(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.len() < 20 && without_note(line).is_empty()
}

/// Returns whether a text marks its field as one that should no longer be used.
pub(crate) fn says_deprecated(text: &str) -> bool {
    const OPENINGS: [&str; 14] = [
        "deprecated",
        "abandoned",
        "disused",
        "discarded",
        "obsolete",
        "废弃",
        "已废弃",
        "弃用",
        "已弃用",
        "已下线",
        "非推奨",
        "廃止",
        "폐기",
        "사용중지",
    ];
    const PHRASES: [&str; 33] = [
        "this parameter is deprecated",
        "this field is deprecated",
        "parameter has been deprecated",
        "field has been deprecated",
        "this parameter is disused",
        "this field is disused",
        "this parameter is no longer used",
        "this field is no longer used",
        "this parameter has been disused",
        "this parameter has been discarded",
        "this field has been discarded",
        "this field has been disused",
        "this api has been deprecated",
        "this api is deprecated",
        "this api is disused",
        "废弃字段",
        "弃用字段",
        "参数已废弃",
        "字段已废弃",
        "参数已经废弃",
        "字段已经废弃",
        "参数废弃",
        "字段废弃",
        "字段已弃用",
        "参数已弃用",
        "字段已不再使用",
        "参数已不再使用",
        "字段不再使用",
        "参数不再使用",
        "接口已废弃",
        "接口已弃用",
        "【废弃】",
        "【已废弃】",
    ];
    const CLOSINGS: [&str; 6] =
        ["(deprecated)", "（deprecated）", "(废弃)", "（废弃）", "(已废弃)", "（已废弃）"];
    let start: String = text.chars().take(600).flat_map(char::to_lowercase).collect();
    let bare = start.trim_start_matches(|other: char| !other.is_alphanumeric());
    let opens = OPENINGS.iter().any(|word| {
        // `deprecated: …` and `Deprecated. …`, but not `DEPRECATED images are …`.
        bare.strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(' ') && !rest.starts_with(char::is_alphabetic))
    });
    // At the end of a list of values it marks the last value only.
    let is_list =
        start.contains(|other: char| other.is_ascii_digit() || matches!(other, ':' | '：' | '\n'));
    opens
        || PHRASES.iter().any(|phrase| start.contains(phrase))
        || (!is_list
            && CLOSINGS
                .iter()
                .any(|closing| start.trim_end_matches(['。', '.']).ends_with(closing)))
}

/// Returns whether a description marks its row as a common parameter, one that every action takes.
pub(crate) fn is_common(docs: &str) -> bool {
    const WORDS: [&str; 16] = [
        "commonparam",
        "commonrequestparam",
        "publicparam",
        "公共参数",
        "公共请求参数",
        "公共参數",
        "共通パラメ",
        "共通リクエスト",
        "公共パラメ",
        "パブリックパラメ",
        "共通引数",
        "공통매개변수",
        "공통파라미터",
        "공통요청",
        "공용매개변수",
        "공공매개변수",
    ];
    let start: String = docs
        .chars()
        .filter(|other| other.is_alphanumeric())
        .take(24)
        .flat_map(char::to_lowercase)
        .collect();
    WORDS.iter().any(|word| start.contains(word))
}

/// Returns whether a description says that the parameter has no effect here and should be left out.
pub(crate) fn says_not_needed(docs: &str) -> bool {
    const WORDS: [&str; 19] = [
        "不要",
        "not required",
        "not need",
        "no need",
        "isn't needed",
        "unnecessary",
        "need not",
        "does not support",
        "不需要",
        "无需",
        "不用传",
        "必要ありません",
        "必要がありません",
        "必要はありません",
        "渡さない",
        "필요하지 않",
        "필요가 없",
        "필요 없",
        "불필요",
    ];
    let lower = docs.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// The actions that a line says refer to a structure; `None` if it says no such thing.
pub(crate) fn is_referenced_by(line: &str) -> Option<Vec<String>> {
    const WORDS: [&str; 14] = [
        "referenced by",
        "used by",
        "referred to by",
        "cited by",
        "quoted by",
        "引用",
        "引用されて",
        "参照",
        "使用",
        "인용",
        "참조",
        "사용",
        "利用",
        "digunakan",
    ];
    let (opening, names) = line.split_once([':', '：'])?;
    let opening = opening.to_lowercase();
    if opening.len() > 200 || !WORDS.iter().any(|word| opening.contains(word)) {
        return None;
    }
    let names = names.trim().trim_end_matches(['.', '。', ' ']);
    let names: Vec<&str> = names
        .split([',', '、', '，', '､', '・'])
        .map(link_text)
        .filter(|name| !name.is_empty())
        .collect();
    let all_names = !names.is_empty() && names.iter().all(|name| is_name(name));
    all_names.then(|| names.into_iter().map(str::to_owned).collect())
}

/// The text of a link, or the text itself.
pub(crate) fn link_text(text: &str) -> &str {
    let text = text.trim().trim_matches('`');
    text.strip_prefix('[').and_then(|rest| rest.split_once("](")).map_or(text, |(label, _)| label)
}

/// Returns whether a line of a description is the site's own, on every page the same.
pub(crate) fn is_chrome(line: &str) -> bool {
    const OPENINGS: [&str; 13] = [
        "we recommend you to use api explorer",
        "we recommend you use api explorer",
        "api explorer provides",
        "推荐使用 api explorer",
        "推荐使用api explorer",
        "api explorer 提供",
        "点击调试",
        "try it",
        "click to debug",
        "api explorerの使用",
        "api explorer を",
        "api explorer 사용",
        "api explorer는",
    ];
    let marks = line.trim();
    let is_break =
        marks.len() > 2 && marks.chars().all(|other| matches!(other, '*' | '-' | '_' | ' '));
    let is_explorer =
        marks.starts_with('[') && marks.ends_with(')') && marks.contains("api/explorer?");
    if is_break || is_explorer || marks.starts_with(":::") {
        return true;
    }
    let start: String = line
        .trim_start_matches(['>', '*', ' ', '?', '!', '['])
        .chars()
        .take(60)
        .flat_map(char::to_lowercase)
        .collect();
    let is_short = !start.contains("try it") || start.trim() == "try it";
    is_short && OPENINGS.iter().any(|opening| start.starts_with(opening))
}

/// Returns whether a text says that an action has no error codes of its own.
pub(crate) fn says_no_errors(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "no error code",
        "no business error",
        "no related error",
        "no specific error",
        "there are no",
        "does not have",
        "no api business",
        "has no ",
        "not have any",
        "暂无",
        "没有",
        "无业务",
        "ありません",
        "まだ",
        "없습니다",
        "없음",
        "none",
        "无。",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}
