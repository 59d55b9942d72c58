//! Tables of texts, of documented calls, and of decisions.

use super::decide::{Case, Others, PagingDecision, PositionName, PositionStatement};
use super::samples::{self, Names};
use super::unit::PositionUnit;
use super::words;
use crate::draft::Place;
use crate::model::{Evidence, Example};
use serde_json::{Value, json};

const ITEMS: &[PositionUnit] = &[PositionUnit::Items];
const PAGES: &[PositionUnit] = &[PositionUnit::Pages];

#[test]
fn what_a_position_counts_is_read_in_both_languages() {
    let table: [(&str, &[PositionUnit], &[u64]); 59] = [
        // Silence, whatever is said of its default.
        ("偏移量，默认为0。", &[], &[0]),
        ("Offset. Default value: 0.", &[], &[0]),
        ("Page offset", &[], &[]),
        ("Offset for paginated queries", &[], &[]),
        ("<p>分页偏移量</p><p>默认值：0</p>", &[], &[0]),
        ("Starting position of the list on the current page", &[], &[]),
        ("分页数据的偏移，每页数量由 Limit 给出", &[], &[]),
        // Pages.
        ("页码", PAGES, &[]),
        ("页编号，默认值为第0页", PAGES, &[0]),
        ("返回第几页，从第1页开始", PAGES, &[1]),
        ("第多少页，缺省值是 1", PAGES, &[1]),
        ("偏移量，表示页数，不填默认为０", PAGES, &[0]),
        ("当前页，首页为0", PAGES, &[0]),
        ("分页页码，取值范围：[1, 1000]", PAGES, &[1]),
        ("页码（必须大于0）", PAGES, &[1]),
        ("页码，最小值为 1。", PAGES, &[1]),
        ("The page number. The default is 0.", PAGES, &[0]),
        ("Page number (starting from 0).", PAGES, &[0]),
        ("Which page to return; 1 by default", PAGES, &[1]),
        ("Number of pages, defaults to `0`.", PAGES, &[0]),
        ("Page number. If it is left empty, 0 will be used by default.", PAGES, &[0]),
        ("Current page. The value cannot be less than 1.", PAGES, &[1]),
        ("Page number. Value range: 1-200.", PAGES, &[1]),
        ("Page number: 0 (page 1) or 1 (page 2).", PAGES, &[0]),
        ("**页码，整型**，默认值10", PAGES, &[]),
        ("Page number, 1.5 by default", PAGES, &[]),
        ("<Page number starting from 0.>", PAGES, &[0]),
        ("Offset=0表示第一页；Limit=50 时 Offset=1 则表示第二页", PAGES, &[0]),
        // Items.
        ("取值为(页码-1)*一页条数", ITEMS, &[]),
        ("(当前页 - 1) × Limit", ITEMS, &[]),
        ("Limit x (page number – 1). The default value is 0.", ITEMS, &[0]),
        ("从第几条记录开始，第一条记录为 0", ITEMS, &[]),
        ("偏移量，取值是 limit 的整数倍", ITEMS, &[]),
        ("Offset, which must be an integral multiple of `Limit`.", ITEMS, &[]),
        ("第一页为0，第二页为10", ITEMS, &[0]),
        ("If Limit is 50, an Offset of 50 indicates the second page", ITEMS, &[]),
        ("第一页 Offset 为 0，第二页 Offset 为 50", ITEMS, &[0]),
        ("Returns the entries from Offset to Offset+Limit-1", ITEMS, &[]),
        ("Record offset, starting from 0", ITEMS, &[0]),
        ("单位：条", ITEMS, &[]),
        // Both: the text contradicts itself.
        ("Limit 的整数倍，最大值 = Total/Limit", &[PositionUnit::Pages, PositionUnit::Items], &[]),
        ("页码，从第几条开始", &[PositionUnit::Pages, PositionUnit::Items], &[]),
        // Positions from 1, and conditions that say nothing about it.
        ("偏移量，默认1", &[], &[1]),
        ("Offset. Value range: [1, 100]", &[], &[1]),
        ("偏移量，大于等于0", &[], &[]),
        ("当 Offset 大于0时必须传版本", &[], &[]),
        ("Offset, equal to or greater than 0", &[], &[]),
        ("默认10", &[], &[]),
        ("default: 0.5", &[], &[]),
        ("从10开始", &[], &[]),
        ("默认 0；从 1 开始", &[], &[0, 1]),
        ("默认0，取值范围大于0", &[], &[0]),
        // Texts without such a word.
        ("", &[], &[]),
        ("&lt;b&gt;", &[], &[]),
        ("<", &[], &[]),
        ("默认", &[], &[]),
        ("第二页", &[], &[]),
        ("page2 page20", &[], &[]),
        ("偏移量 𝟘", &[], &[]),
    ];
    for (docs, unit, first) in table {
        let reading = words::read_position_docs(docs);
        assert_eq!((reading.unit.as_slice(), reading.first.as_slice()), (unit, first), "{docs}");
    }
}

#[test]
fn other_things_that_a_text_says_of_a_position() {
    let flags = |docs: &str| {
        let reading = words::read_position_docs(docs);
        (reading.is_size, reading.is_fixed, reading.is_retired)
    };
    let table = [
        ("每页返回的数目，默认20", (true, false, false)),
        ("Number of entries per page.", (true, false, false)),
        ("每页的起始位置", (false, false, false)),
        ("Initial number of records", (false, false, false)),
        ("目前固定设置为0", (false, true, false)),
        ("Currently fixed at 0.", (false, true, false)),
        ("已废弃，请用 Token", (false, false, true)),
        ("Deprecated: use the token", (false, false, true)),
    ];
    for (docs, expected) in table {
        assert_eq!(flags(docs), expected, "{docs}");
    }
}

fn example(input: Value, items: usize, total: Value) -> Example {
    let output = json!({"Set": vec![0; items], "Total": total});
    Example { title: String::new(), input: Some(input), output: Some(output) }
}

fn shown_in(examples: &[Example]) -> samples::Shown {
    samples::read_samples(
        examples,
        Names { position: "Offset", size: "Limit", items: "Set", total: Some("Total") },
    )
}

/// Offset, limit, items and total of a call; what it shows of the unit and of the first page.
type CallCase = (u64, u64, usize, Value, &'static [PositionUnit], &'static [u64]);

#[test]
fn documented_calls_show_what_is_counted() {
    let none = json!(null);
    let table: [CallCase; 17] = [
        (0, 10, 3, json!(3), &[], &[0]),
        (5, 10, 10, json!(25), ITEMS, &[]),
        (20, 10, 5, json!(25), ITEMS, &[]),
        (2, 10, 5, json!(25), PAGES, &[0]),
        (1, 10, 5, json!(15), PAGES, &[0]),
        (1, 10, 9, json!(10), ITEMS, &[]),
        // Many calls say 1 and show the first page, whatever is counted.
        (1, 10, 3, json!(3), &[], &[1]),
        (1, 10, 10, json!(100), &[], &[]),
        (3, 10, 5, json!(25), PAGES, &[1]),
        (2, 10, 7, json!(7), &[], &[]),
        (0, 10, 1, json!(6), &[], &[]),
        (20, 10, 4, none.clone(), ITEMS, &[]),
        (2, 10, 4, none.clone(), &[], &[]),
        (20, 10, 0, json!(20), &[], &[]),
        (0, 0, 3, json!(3), &[], &[]),
        (u64::MAX, u64::MAX, 1, json!(u64::MAX), &[], &[]),
        (7, 10, 3, json!("10"), ITEMS, &[]),
    ];
    for (offset, limit, items, total, units, first) in table {
        let shown = shown_in(&[example(
            json!({"Offset": offset, "Limit": limit.to_string()}),
            items,
            total,
        )]);
        assert_eq!(
            (shown.units.as_slice(), shown.first.as_slice()),
            (units, first),
            "{offset} {limit} {items}"
        );
    }
    let odd = [
        json!({}),
        json!({"Offset": "", "Limit": 1}),
        json!({"Offset": -1, "Limit": 1}),
        json!([]),
    ];
    odd.into_iter().for_each(|input| {
        assert_eq!(shown_in(&[example(input, 1, none.clone())]), samples::Shown::default())
    });
}

/// Offset, limit, items and total of a documented call.
type Numbers = (u64, u64, usize, u64);

fn decide(
    named: PositionName,
    texts: &[&str],
    calls: &[Numbers],
) -> (Case, (PagingDecision, Option<Evidence>)) {
    let place = |line: usize| Some(Place::new(&"a.json".into(), line + 1));
    let statement = |(line, docs): (usize, &&str)| PositionStatement {
        reading: words::read_position_docs(docs),
        place: place(line),
    };
    let examples: Vec<Example> = calls
        .iter()
        .map(|(offset, limit, items, total)| {
            example(json!({"Offset": offset, "Limit": limit}), *items, json!(total))
        })
        .collect();
    let case = Case {
        named,
        others: Others::Silent,
        statements: texts.iter().enumerate().map(statement).collect(),
        shown: shown_in(&examples),
    };
    let decided = case.decide();
    (case, decided)
}

/// Texts of one or two sources, documented calls, the decision, its evidence, and whether a
/// disagreement is reported.
type Decision =
    (&'static [&'static str], &'static [Numbers], PagingDecision, Option<Evidence>, bool);

#[test]
fn documents_decide_together() {
    use Evidence::{Example, Text};
    let pages = |first| PagingDecision::Pages { first };
    let (items, unknown, against) =
        (PagingDecision::Items, PagingDecision::Unknown, PagingDecision::Contradiction);
    let by_items: &'static [Numbers] = &[(20, 10, 5, 25)];
    let by_pages: &'static [Numbers] = &[(2, 10, 5, 25)];
    let table: [Decision; 19] = [
        (&[], &[], items, None, false),
        (&["偏移量", "Offset"], &[], items, None, false),
        (&["偏移量"], by_items, items, Some(Example), false),
        (&["偏移量"], by_pages, pages(0), Some(Example), false),
        (&["记录偏移量"], by_items, items, Some(Text), false),
        (&["记录偏移量"], by_pages, against, None, true),
        (&["页码，默认0"], &[], pages(0), Some(Text), false),
        (&["页码，默认0"], by_items, against, None, true),
        (&["页码", "Page number. Default value: 0"], &[], pages(0), Some(Text), false),
        (&["页码，默认0", "Offset. Default value: 0"], &[], pages(0), Some(Text), true),
        (&["页码，默认0", "Page number. Default value: 1"], &[], against, None, true),
        (&["页码，默认0", "Record offset"], &[], against, None, true),
        (&["页码"], &[], unknown, None, false),
        (&["页码"], &[(0, 10, 3, 3)], pages(0), Some(Text), false),
        (&["页码"], &[(1, 10, 3, 3)], pages(1), Some(Text), false),
        (&["页码"], &[(0, 10, 3, 3), (1, 10, 3, 3)], unknown, None, false),
        (&["固定为0"], &[], unknown, None, false),
        (&["每页返回的数目"], &[], unknown, None, false),
        (&["偏移量，默认1"], &[], unknown, None, false),
    ];
    for (texts, calls, verdict, evidence, is_told) in table {
        let (case, decided) = decide(PositionName::Offset, texts, calls);
        assert_eq!(decided, (verdict, evidence), "{texts:?} {calls:?}");
        assert_eq!(case.disagreement().is_some(), is_told, "{texts:?} {calls:?}");
        let mut turned = texts.to_vec();
        turned.reverse();
        assert_eq!(
            decide(PositionName::Offset, &turned, calls).1,
            decided,
            "the order matters: {texts:?}"
        );
    }
}

/// A page's offset and an offset in pages are one word in English, and often in Chinese.
#[test]
fn a_vague_text_is_settled_by_the_others() {
    let decided = |text: &str, second: &[&str], others: &[&str]| {
        let texts: Vec<&str> = [text].iter().chain(second).copied().collect();
        let (mut case, _) = decide(PositionName::Offset, &texts, &[]);
        let readings: Vec<_> =
            others.iter().chain(&texts).map(|docs| words::read_position_docs(docs)).collect();
        case.others = Others::from_readings(readings.iter());
        case.decide().0
    };
    for text in [
        "Page offset. Default value: 0",
        "页偏移量，默认0",
        "页面偏移",
        "Starting offset for pages",
    ] {
        assert_eq!(decided(text, &[], &[]), PagingDecision::Unknown, "{text}");
        assert_eq!(decided(text, &[], &["Pagination offset"]), PagingDecision::Items, "{text}");
        assert_eq!(
            decided(text, &[], &["Pagination offset", "Page number", "Offset"]),
            PagingDecision::Unknown,
            "{text}"
        );
        assert_eq!(
            decided(text, &["分页偏移量"], &["Page number"]),
            PagingDecision::Items,
            "{text}"
        );
        assert_eq!(
            decided(text, &["分页码，默认0"], &[]),
            PagingDecision::Pages { first: 0 },
            "{text}"
        );
    }
    for text in ["分页偏移量", "翻页偏移量", "Pagination offset"] {
        assert_eq!(decided(text, &[], &["Page number"]), PagingDecision::Items, "{text}");
    }
}

#[test]
fn documents_say_where_page_numbers_begin() {
    let table: [(&[&str], &[Numbers], PagingDecision, bool); 8] = [
        (&[], &[], PagingDecision::Pages { first: 1 }, false),
        (&["页码"], &[], PagingDecision::Pages { first: 1 }, false),
        (&["当前页数，默认为0"], &[], PagingDecision::Pages { first: 0 }, false),
        (&["The page number. The default is 0."], &[], PagingDecision::Pages { first: 0 }, false),
        (&["页码", "Page number, starting from 0"], &[], PagingDecision::Pages { first: 0 }, true),
        (
            &["页码，从1开始", "Page number, starting from 0"],
            &[],
            PagingDecision::Contradiction,
            true,
        ),
        (&["页码"], &[(0, 10, 3, 3)], PagingDecision::Pages { first: 0 }, false),
        (&["页码"], &[(0, 10, 3, 3), (1, 10, 3, 3)], PagingDecision::Pages { first: 1 }, false),
    ];
    for (texts, calls, verdict, is_told) in table {
        let (case, decided) = decide(PositionName::Page, texts, calls);
        assert_eq!(
            (decided.0, case.disagreement().is_some()),
            (verdict, is_told),
            "{texts:?} {calls:?}"
        );
    }
}

#[test]
fn a_disagreement_names_both_sources() {
    let (case, _) = decide(PositionName::Offset, &["页码，从0开始", "Record offset"], &[]);
    assert_eq!(case.disagreement().as_deref(), Some("pages from 0 (a.json:1), items (a.json:2)"));
    let (case, _) = decide(PositionName::Offset, &["页码，从0开始", "Offset"], &[]);
    assert_eq!(
        case.disagreement().as_deref(),
        Some("pages from 0 (a.json:1), no word of it (a.json:2)")
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,40}", at in 0..40_usize) {
        for word in ["第二页", "默认", "offset", "<", "&lt;", "页码-1)*", "bydefault"] {
            let mut text: Vec<char> = text.chars().collect();
            let at = at.min(text.len());
            text.splice(at..at, word.chars());
            words::read_position_docs(&text.into_iter().collect::<String>());
        }
    }
}
