//! Reads the prose of a position, in Chinese or English: its unit and its first value.

use super::decide::Reading;
use super::unit::PositionUnit;

/// Words for the number of a page.
const PAGES: [&str; 27] = [
    "页码",
    "页号",
    "页编号",
    "页序号",
    "页面号",
    "第几页",
    "第多少页",
    "哪一页",
    "哪页",
    "第n页",
    "第0页",
    "第1页",
    "页数",
    "当前页",
    "分页page",
    "pagenumber",
    "pageno.",
    "pageindex",
    "paginationnumber",
    "pagingnumber",
    "whichpage",
    "currentpage",
    "numberofpage",
    "numberofthepage",
    "page0",
    "total/limit",
    "total/size",
];

/// Words that only look like those above: what a page holds, and pages of data.
const NOT_PAGES: [&str; 8] = [
    "每页",
    "单页",
    "页数据",
    "页数量",
    "页数目",
    "当前页的起始",
    "onthecurrentpage",
    "ofthecurrentpage",
];

/// Words for one item among others, and for a position that goes in steps of a page's size.
const ITEMS: [&str; 35] = [
    "第几条",
    "第几个",
    "第几行",
    "第几项",
    "多少条",
    "第offset条",
    "第offset个",
    "第offset到",
    "offset到",
    "第一条",
    "第0条",
    "整数倍",
    "跳过",
    "记录偏移",
    "条数偏移",
    "数据偏移",
    "一页条数",
    "每页条数",
    "单位:条",
    "multipleof",
    "integralmultiple",
    "offset-th",
    "no.offset",
    "fromoffsetto",
    "whichdata",
    "whichrecord",
    "linenumber",
    "itemstoskip",
    "entriestoskip",
    "recordstoskip",
    "recordoffset",
    "recordsoffset",
    "dataoffset",
    "entryoffset",
    "rowoffset",
];

/// Words for a product or a sum, as in `(page - 1) * size`: the result counts items, whatever is in
/// it.
const FORMULA: [&str; 17] = [
    "-1)*",
    "-1)×",
    "-1)x",
    "-1)乘",
    "*(页",
    "*(page",
    "*(当前",
    "limit*",
    "*limit",
    "×limit",
    "limit×",
    "limitx(",
    "size*",
    "*size",
    "*pagesize",
    "offset+limit",
    "乘以",
];

/// Words for how many items a page has.
const SIZE: [&str; 17] = [
    "每页返回",
    "每页的",
    "每页数",
    "每页显示",
    "每页大小",
    "页大小",
    "返回的数量",
    "返回数量",
    "输出条数",
    "返回条数",
    "记录数量",
    "条数",
    "perpage",
    "pagesize",
    "numberofresults",
    "quantityofreturn",
    "numberofrecords",
];

/// Words for a position: what has one of them is not about a size.
const POSITION: [&str; 12] = [
    "偏移", "起始", "开始", "第", "下标", "offset", "start", "initial", "begin", "skip", "from",
    "index",
];

/// Words that translators use for an offset in pages and for the offset of a page alike.
const VAGUE: [&str; 6] =
    ["pageoffset", "offsetoneachpage", "offsetforpages", "offsetofpages", "页偏移", "页面偏移"];
/// The same words inside others, which are no doubt.
const NOT_VAGUE: [&str; 3] = ["分页偏移", "翻页偏移", "翻页单页偏移"];

/// Words for a value that is always the same.
const FIXED: [&str; 7] =
    ["固定设置为", "固定为", "固定填", "固定传", "fixedat", "fixedto", "fixedas"];

/// Words for a field that should not be used any more.
const RETIRED: [&str; 8] = [
    "废弃",
    "弃用",
    "不再使用",
    "已下线",
    "deprecated",
    "disused",
    "nolongerused",
    "nolongersupported",
];

/// Ways to say that the first has the number `#`.
const FIRST: [&str; 24] = [
    "从#开始",
    "从#计",
    "从第#页",
    "从第#条",
    "#开始",
    "#起始",
    "以#开始",
    "首页为#",
    "第一页为#",
    "第一页是#",
    "第一页:#",
    "第一页offset为#",
    "#表示第一页",
    "#代表第一页",
    "#表示首页",
    "#基准",
    "from#",
    "fromthe#",
    "frompage#",
    "startat#",
    "startsat#",
    "startingat#",
    "#-based",
    "firstpageis#",
];

/// The same, if the number stands before.
const FIRST_AFTER: [&str; 7] = [
    "(page1)",
    ",indicatingthefirstpage",
    "indicatesthefirstpage",
    "(thefirstpage)",
    "meansthefirstpage",
    "representsthefirstpage",
    "isthefirstpage",
];

/// Ways to say that the least value is 1, which is weaker than a default.
const LEAST_ONE: [&str; 27] = [
    "大于0",
    "取值>0",
    "范围>0",
    "范围:>0",
    "最小为1",
    "最小值为1",
    "最小值1",
    "最小值:1",
    "最小1",
    "不能小于1",
    "小于1时",
    "大于等于1",
    ">=1",
    "≥1",
    "[1,",
    "range:1-",
    "range:1~",
    "范围:1-",
    "范围:1~",
    "greaterthan0",
    "lessthan1",
    "minimumis1",
    "minimumvalueis1",
    "minimumvalue:1",
    "orgreaterthan1",
    "orequalto1",
    "atleast1",
];

/// Ways to name a default, before its value.
const DEFAULT: [&str; 3] = ["默认", "缺省", "default"];
/// Words that may be between the two.
const BEFORE_VALUE: [&str; 17] = [
    "值", "填", "返回", "取", "是", "为", "从", "第", "page", "value", "will", "ed", "s", "is",
    "to", ":", "=",
];

/// Reads the documentation of a position.
pub(super) fn read_position_docs(docs: &str) -> Reading {
    let text = compact(docs);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let unit = unit(&text, &has);
    Reading {
        is_size: unit.is_empty() && has(&SIZE) && !has(&POSITION),
        is_vague: unit.is_empty() && is_vague(&text),
        unit,
        first: first(&text),
        is_fixed: has(&FIXED),
        is_retired: has(&RETIRED),
    }
}

/// Returns the units that are counted; more than one if a text contradicts itself.
fn unit(text: &str, has: &dyn Fn(&[&str]) -> bool) -> Vec<PositionUnit> {
    let second = second_page(text)
        .map(|number| if number <= 2 { PositionUnit::Pages } else { PositionUnit::Items });
    if second.is_some() {
        return second.into_iter().collect();
    }
    let is_formula = has(&FORMULA);
    let pages = NOT_PAGES.iter().fold(text.to_owned(), |text, word| text.replace(word, "#"));
    let is_divided = text.contains("total/limit") || text.contains("total/size");
    let says_pages = is_divided || !is_formula && PAGES.iter().any(|word| pages.contains(word));
    let says_items = is_formula || has(&ITEMS);
    let units = [(says_pages, PositionUnit::Pages), (says_items, PositionUnit::Items)];
    units.into_iter().filter(|(says, _)| *says).map(|(_, unit)| unit).collect()
}

fn is_vague(text: &str) -> bool {
    let text = NOT_VAGUE.iter().fold(text.to_owned(), |text, word| text.replace(word, "#"));
    VAGUE.iter().any(|word| text.contains(word))
}

/// The number that a text gives to the second page: 1 or 2 if pages are counted, a page's size
/// where items are.
fn second_page(text: &str) -> Option<u64> {
    const AFTER: [&str; 8] = ["offset", "就", "为", "是", "is", ":", "=", "("];
    const BEFORE: [&str; 13] = [
        "表示",
        "代表",
        "则",
        "是",
        ",",
        ";",
        "(",
        "the",
        "indicates",
        "means",
        "it",
        "and",
        "then",
    ];
    let found =
        ["第二页", "第2页", "secondpage", "page2"].iter().flat_map(|word| text.match_indices(word));
    found.filter(|(at, word)| is_alone(text, *at, at + word.len())).find_map(|(at, word)| {
        let after = strip(&text[at + word.len()..], &AFTER, |text, word| text.strip_prefix(word));
        let before = strip(&text[..at], &BEFORE, |text, word| text.strip_suffix(word));
        leading(after).or_else(|| trailing(before))
    })
}

/// The numbers that a text gives to the first: more than one if it contradicts itself.
fn first(text: &str) -> Vec<u64> {
    let stated: Vec<u64> =
        [0, 1].into_iter().filter(|number| states_first(text, *number)).collect();
    match stated.is_empty() && LEAST_ONE.iter().any(|word| ends_number(text, word)) {
        true => vec![1],
        false => stated,
    }
}

fn states_first(text: &str, number: u64) -> bool {
    let digit = number.to_string();
    let says = |pattern: &&str| {
        let pattern = pattern.replace('#', &digit);
        text.match_indices(&pattern).any(|(at, _)| is_alone(text, at, at + pattern.len()))
    };
    let after = |word: &&str| {
        text.match_indices(*word).any(|(at, _)| trailing(&text[..at]) == Some(number))
    };
    FIRST.iter().any(says)
        || FIRST_AFTER.iter().any(after)
        || defaults(text).any(|default| default == number)
}

/// The defaults that a text names.
fn defaults(text: &str) -> impl Iterator<Item = u64> {
    let before = text.match_indices("bydefault").filter_map(|(at, _)| {
        trailing(strip(&text[..at], &["used", "be", "will"], |text, word| text.strip_suffix(word)))
    });
    let after =
        DEFAULT.iter().flat_map(|word| text.match_indices(word)).filter_map(|(at, word)| {
            let rest = strip(&text[at + word.len()..], &BEFORE_VALUE, |text, word| {
                text.strip_prefix(word)
            });
            leading(rest)
        });
    before.chain(after)
}

/// Returns whether what stands between two places is no part of a longer number.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let of_number = |c: char| c.is_ascii_digit() || c == '.';
    let begins = text[start..].starts_with(|c: char| c.is_ascii_digit());
    let ends = text[..end].ends_with(|c: char| c.is_ascii_digit());
    let before = begins && text[..start].ends_with(of_number);
    let mut after = text[end..].chars();
    let goes_on = match after.next() {
        Some('.') => after.next().is_some_and(|c| c.is_ascii_digit()),
        next => next.is_some_and(|c| c.is_ascii_digit()),
    };
    !(before || ends && goes_on)
}

/// Returns whether a text has a word whose number ends there, and that is no condition on something
/// else.
fn ends_number(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, word)| {
        let end = at + word.len();
        let is_other =
            ["offset", "equaltoor", "等于或"].iter().any(|before| text[..at].ends_with(before));
        is_alone(text, at, end) && !text[end..].starts_with('时') && !is_other
    })
}

/// Takes words away from one end until there is none.
fn strip<'a>(
    text: &'a str,
    words: &[&str],
    take: impl Fn(&'a str, &str) -> Option<&'a str>,
) -> &'a str {
    let mut text = text;
    while let Some(rest) = words.iter().find_map(|word| take(text, word)) {
        text = rest;
    }
    text
}

/// The number that a text begins with.
fn leading(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let is_fraction = text[end..]
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    text[..end].parse().ok().filter(|_| !is_fraction)
}

/// The number that a text ends with.
fn trailing(text: &str) -> Option<u64> {
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    let (before, number) = text.split_at(text.len() - digits);
    let is_fraction =
        before.strip_suffix('.').is_some_and(|whole| whole.ends_with(|c: char| c.is_ascii_digit()));
    number.parse().ok().filter(|_| !is_fraction && !before.ends_with('-'))
}

/// Lower case, without tags, blanks, quotes and emphasis, and with punctuation of one kind.
fn compact(docs: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    let lines: Vec<&str> =
        docs.lines().map(|line| line.trim_start().trim_start_matches("* ")).collect();
    let decoded = lines
        .join("\n")
        .replace("&lt;", "＜")
        .replace("&gt;", "＞")
        .replace("&amp;", "&")
        .replace("**", "");
    for (at, c) in decoded.char_indices() {
        match c {
            '<' if opens_tag(&decoded[at..]) => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag
                || c.is_whitespace()
                || matches!(c, '`' | '"' | '\'' | '“' | '”' | '‘' | '’') => {}
            _ => text.extend(plain(c).to_lowercase()),
        }
    }
    text
}

/// Returns whether a tag of HTML begins here.
fn opens_tag(text: &str) -> bool {
    const NAMES: [&str; 27] = [
        "p", "br", "ul", "ol", "li", "div", "span", "a", "code", "pre", "b", "strong", "i", "em",
        "s", "u", "table", "tbody", "thead", "tr", "td", "th", "font", "sub", "sup", "img", "hr",
    ];
    let rest = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let is_closed = rest[length..].starts_with([' ', '/', '>']) && rest.contains('>');
    is_closed && NAMES.iter().any(|name| rest[..length].eq_ignore_ascii_case(name))
}

fn plain(c: char) -> char {
    match c {
        '：' => ':',
        '，' => ',',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '＜' => '<',
        '＞' => '>',
        '＝' => '=',
        '＊' => '*',
        '。' => '.',
        '【' => '[',
        '－' | '–' | '—' | '−' => '-',
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        other => other,
    }
}
