//! Tables: a text in our own words, and the numbers that are read from it.

use super::*;

fn limits_of(name: &str, r#type: &Type, docs: &str) -> String {
    let limits = limits(&Field::new(name, r#type.clone(), docs));
    let said = limits.iter().map(|(limit, number)| format!("{limit:?} {number}"));
    said.collect::<Vec<_>>().join(", ")
}

fn check(name: &str, r#type: Type, cases: &[(&str, &str)]) {
    for (docs, expected) in cases {
        assert_eq!(limits_of(name, &r#type, docs), *expected, "{docs}");
    }
}

#[test]
fn numbers_in_chinese() {
    check(
        "Cats",
        Type::Integer,
        &[
            ("猫的数目，默认为 20，最大值为 100。", "Default 20, Maximum 100"),
            ("猫的数目。默认值：20；上限 100 只", "Default 20"),
            ("每页几只猫。取值范围：[1, 100]。不填默认 10", "Default 10, Minimum 1, Maximum 100"),
            ("爪子（取值 1～4）", "Minimum 1, Maximum 4"),
            ("温度，取值范围 -10 到 10", "Minimum -10, Maximum 10"),
            ("命数，必须大于 0", "Minimum 1"),
            ("命数，最小值为 3，不超过 9", "Minimum 3, Maximum 9"),
        ],
    );
    check("Weight", Type::Float, &[("体重，必须大于 0", ""), ("体重，最大值 10", "Maximum 10")]);
}

#[test]
fn numbers_in_english() {
    check(
        "Cats",
        Type::Unsigned,
        &[
            ("How many cats. Default value: 20. Maximum value: 1,000.", "Default 20, Maximum 1000"),
            ("Cats on a page. It is 20 by default, up to 100.", "Default 20, Maximum 100"),
            ("Paws. Value range: [1, 4]", "Minimum 1, Maximum 4"),
            ("Paws, with a value range from 1 to 4.", "Minimum 1, Maximum 4"),
            ("Lives (between 1 and 9, inclusive)", "Minimum 1, Maximum 9"),
            ("Lives. Minimum value: `1`. Cannot exceed 9", "Minimum 1, Maximum 9"),
            ("Cats. If this is left blank, the default value is 5.", "Default 5"),
        ],
    );
}

#[test]
fn what_is_said_of_something_else_is_left_out() {
    check(
        "Cats",
        Type::Integer,
        &[
            // Single cases.
            ("如果是小猫，默认为 3", ""),
            ("When kittens are counted, the default value is 3.", ""),
            ("- 小猫：默认为 3\n- 默认为 4", ""),
            ("小猫：3，最大值 9", ""),
            // The same limit twice, or once in words that are not understood.
            ("默认为 3。默认为 4。", ""),
            ("默认为 3。大猫默认 8 只一笼", ""),
            ("Default: 3. The cage holds up to 4 cats of 5 kg", "Default 3"),
            // Numbers with a unit, decimals, and powers.
            ("默认为 60 秒", ""),
            ("Default: 0.5", ""),
            ("Default: 2^10", ""),
            ("默认值-20", ""),
            // Values outside the range, and ranges without a value.
            ("取值范围：1-100，0 表示不限", ""),
            ("Range: 10-1", ""),
            ("Default: 200. Range: 1-100", ""),
        ],
    );
    check("Offset", Type::Integer, &[("要几只，默认为 10", ""), ("默认为 0", "Default 0")]);
    check("When", Type::DateTime, &[("默认为 3", "")]);
}

#[test]
fn lengths_of_texts() {
    check(
        "Name",
        Type::String,
        &[
            ("猫名，长度为 1-64 个字符。", "MinLength 1, MaxLength 64"),
            ("猫名，最长 64 个字符", "MaxLength 64"),
            ("猫名（长度不超过 20）", "MaxLength 20"),
            ("猫名，限 20 字节", "MaxBytes 20"),
            ("猫名，60 个字符以内", "MaxLength 60"),
            ("Name of the cat, up to 64 characters.", "MaxLength 64"),
            ("Name. It must be 2 to 64 characters in length", "MinLength 2, MaxLength 64"),
            ("Name. Maximum length: 1,024 bytes.", "MaxBytes 1024"),
            ("Name. The length cannot exceed 30.", "MaxLength 30"),
            ("默认为 20，最大值 100", ""),
            ("猫名，最多 20 个汉字，长度不超过 60", ""),
            ("Names, up to 10 characters. Each label is 5 characters long", ""),
        ],
    );
}

#[test]
fn items_of_lists() {
    check(
        "Cats",
        Type::String.array(),
        &[
            ("猫的列表，最多 10 个。", "MaxItems 10"),
            ("每次请求的 `Cats` 的上限为 10，`Cat.Values` 的上限为 5。", "MaxItems 10"),
            ("猫，数组长度限制：100", "MaxItems 100"),
            ("Cats. Up to 10 items can be queried at a time.", "MaxItems 10"),
            ("Cats. Array length limit: 100.", "MaxItems 100"),
            ("Each request can have up to 10 `Cats`.", "MaxItems 10"),
            ("猫名，每个最长 20 个字符", ""),
            ("Up to 10 cats in a cage, and up to 5 cages", ""),
        ],
    );
}
