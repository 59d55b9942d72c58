//! What the documentation of a paging member says, in Chinese or English.

/// Words for a page's number.
const PAGE: [&str; 5] = ["第几页", "页码", "页数", "pagenumber", "whichpage"];
/// Words for a product, as in `(page - 1) * size`: then a member counts items, whatever its formula names.
const FORMULA: [&str; 3] = ["*", "×", "条数"];
/// Ways to say that pages are numbered from 0.
const FROM_ZERO: [&str; 15] = [
    "从0开始",
    "从零开始",
    "从0计",
    "首页为0",
    "第一页为0",
    "第一页:0",
    "第一页是0",
    "from0",
    "startat0",
    "startsat0",
    "startingat0",
    "0-based",
    "zero-based",
    "firstpageis0",
    "0表示第一页",
];
/// Ways to name a default, before the value.
const DEFAULT: [&str; 6] = ["默认", "默认为", "默认值", "默认值为", "default", "defaultvalue"];

/// Whether a member that is called an offset is the number of a page.
pub(super) fn names_a_page(docs: &str) -> bool {
    let text = compact(docs);
    PAGE.iter().any(|word| text.contains(word)) && !FORMULA.iter().any(|word| text.contains(word))
}

/// Whether the documentation says that pages are numbered from 0.
pub(super) fn starts_at_zero(docs: &str) -> bool {
    let text = compact(docs);
    FROM_ZERO.iter().any(|word| text.contains(word))
}

/// Whether the documentation gives 0 as the default: enough for a member that numbers pages by name, while
/// for what is called an offset it is natural.
pub(super) fn defaults_to_zero(docs: &str) -> bool {
    let text = compact(docs);
    DEFAULT.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let rest = text[at + word.len()..].trim_start_matches([':', '是', '为']);
            rest.starts_with('0') && !rest[1..].starts_with(|next: char| next.is_ascii_digit() || next == '.')
        })
    })
}

/// Lower case, without blanks, and with colons of one kind.
fn compact(docs: &str) -> String {
    docs.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .map(|c| if c == '：' { ':' } else { c })
        .collect()
}
