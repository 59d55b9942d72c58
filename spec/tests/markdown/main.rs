//! Pages in Markdown: all layouts, languages and errors that the real ones have, in documents of
//! our own.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../action_page/mod.rs"]
mod action_page;
mod languages;
#[path = "../summary/mod.rs"]
mod summary;

use action_page::{HOST, input, output, page, with_rows};

use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::read::{Document, Format, markdown, recognise};

fn parse_page(text: &str) -> (Document, Diagnostics) {
    markdown::read_markdown(text, "page.md")
}

/// The document and the remarks on it, as one text.
fn show(text: &str) -> String {
    let (document, remarks) = parse_page(text);
    format!("{}{remarks}", summary::summarize(&document))
}

const PAGE: &str = "\
## 1. API Description

API request domain name: lagoon.tencentcloudapi.com.

This API (DescribeBoats) lists the boats of a harbour.

* Boats at sea are listed too.
* At most 100 are given at once.

Default API request frequency limit: 1,200 times/second.

## 2. Input Parameters

Only some common parameters are listed, see [Common Request Parameters](/document/api/1/2).

| Parameter name | Required | Type | Description |
|---------|---------|---------|---------|
| Action | Yes | String | Common parameter; the value for this API: DescribeBoats |
| Version | Yes | String | Common parameter; the value for this API: 2020-02-02 |
| Region | No | String | Common parameters; for details, see the [Region \
List](/document/api/1/2#regions) of the product. |
| HarbourIds.N | Yes | Array of String | IDs of harbours |
| Filters.N | No | Array of [Filter](/document/api/1/3#Filter) | Filter<br/><li> flag - String - \
Required: No - by flag </li><li>size - by size</li> |
| Name | No | String | Name; `a|b` means either |

## 3. Output Parameters

| Parameter name | Type | Description |
|---------|---------|---------|
| BoatSet | Array of \
[Boat](https://cloud.tencent.comhttps://cloud.tencent.com/document/api/1/3#Boat) | Boats<br>Note: \
This field may return null, indicating that no valid values can be obtained.|
| Total | Integer | How many there are |
| RequestId | String | The unique request ID |

## 4. Examples

### Example 1. Listing boats

#### Input

```
https://lagoon.tencentcloudapi.com/?Action=DescribeBoats
&HarbourIds.0=h-1
&Filters.0.Name=flag
&Filters.0.Values.0=red%2Cwhite
&<Common request parameter>
```

#### Output

```
{
  \"Response\": {\"BoatSet\": null, \"Total\": 0, \"RequestId\": \"r\"}
}
```

### Example 2. By POST

#### Input Example

```
POST / HTTP/1.1
Host: lagoon.tencentcloudapi.com
Content-Type: application/json
X-TC-Action: DescribeBoats
<Common request parameters>

{\"HarbourIds\": [\"h-1\"]}
```

#### Output Example

```
{\"Response\": {\"RequestId\": \"r\"}}
```

## 5. Developer Resources

* [SDK](https://example.com)

## 6. Error Codes

Only the codes of this API are listed, see [Common Error Codes](/document/api/1/4).

| Error Code | Description |
|---------|---------|
| InternalError | Internal error. |
| InvalidParameter.Harbour | No such harbour. |
";

#[test]
fn a_page_on_an_action() {
    insta::assert_snapshot!(show(PAGE));
}

#[test]
fn line_ends_marks_and_bold_headings_do_not_matter() {
    let (document, expected) = (parse_page(PAGE).0, summary::summarize(&parse_page(PAGE).0));
    assert_eq!(document.actions.len(), 1);
    let bold = |line: &str| match line.strip_prefix("## ") {
        Some(title) => format!("## **{title}**\n"),
        None => format!("{line}\n"),
    };
    let deeper = |line: &str| {
        if line.starts_with("## ") { format!("#{line}\n") } else { format!("{line}\n") }
    };
    let renumbered = |line: &str| match line.starts_with("## ") {
        true => format!("{}\n", line.replacen(char::is_numeric, "7", 1)),
        false => format!("{line}\n"),
    };
    let unnumbered =
        |line: &str| match line.strip_prefix("## ").and_then(|title| title.split_once(". ")) {
            Some((_, title)) => format!("# {title}\n"),
            None => format!("{line}\n"),
        };
    let open = |line: &str| match line.strip_prefix("| ").filter(|_| !line.contains("---")) {
        Some(rest) => format!("{}\n", rest.trim_end().trim_end_matches('|')),
        None => format!("{line}\n"),
    };
    for (what, changed) in [
        ("mark", format!("\u{feff}{PAGE}")),
        ("crlf", PAGE.replace('\n', "\r\n")),
        ("no last line end", PAGE.trim_end().to_owned()),
        ("bold", PAGE.lines().map(bold).collect::<String>()),
        ("deeper", PAGE.lines().map(deeper).collect()),
        ("renumbered", PAGE.lines().map(renumbered).collect()),
        ("unnumbered", PAGE.lines().map(unnumbered).collect()),
        ("no outer bars", PAGE.lines().map(open).collect()),
        ("tildes", PAGE.replace("```", "~~~~")),
        ("blank before fences", PAGE.replace("```\n{", "```json\n{")),
    ] {
        let (document, remarks) = parse_page(&changed);
        assert_eq!(summary::summarize(&document), expected, "{what}");
        assert!(remarks.is_empty(), "{what}: {remarks}");
        assert!(recognise(&changed) == Some(Format::Markdown), "{what}");
    }
}

#[test]
fn sections_stand_in_any_order() {
    let mut parts: Vec<&str> =
        PAGE.split("## ").filter(|part| part.starts_with(|c: char| c.is_ascii_digit())).collect();
    parts.retain(|part| !part.starts_with("# "));
    let sorted = |text: &str| {
        let mut lines: Vec<String> = summary::summarize(&parse_page(text).0)
            .lines()
            .map(|line| line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned())
            .collect();
        lines.sort();
        lines
    };
    let sections: Vec<String> = PAGE
        .split("\n## ")
        .map(|part| format!("\n## {}", part.trim_start_matches("## ")))
        .collect();
    let reversed: String = sections.iter().rev().cloned().collect();
    assert_eq!(sorted(&reversed), sorted(PAGE));
}

#[test]
fn structures_with_and_without_a_required_column() {
    let text = "\
# Data Types

## Boat

A boat.

It floats.

Referenced by: DescribeBoats, RunBoat.

| Name | Type | Description |
|---|---|---|
| Name | String | Name |
| Type | String | Type |
| Crew | Array of [Person](##Person) | Who sails it |

## **Filter**

被如下接口引用：DescribeBoats、RunBoat。

| 名称 | 类型 | 必选 | 描述 |
|---|---|---|---|
| Name | String | 是 | Name |
| Values | Array of String | 否 | May be null; x|y |

## Nothing

Without members.

Used by actions: [RunBoat](/x).

## Regions

| Region | Value |
|---|---|
| Lake | ap-lake |
";
    insta::assert_snapshot!(show(text), @r#"
    Markdown - - - -
    3: structure Boat "A boat.\n\nIt floats." <- ["DescribeBoats", "RunBoat"]
      13: has Name String - "Name"
      14: has Type String - "Type"
      15: has Crew Array of Person - linked "Who sails it"
    17: structure Filter "" <- ["DescribeBoats", "RunBoat"]
      23: has Name String required "Name"
      24: has Values Array of String optional nullable "May be null; x|y"
    26: structure Nothing "Without members." <- ["RunBoat"]
    "#);
}

#[test]
fn the_error_codes_of_a_product() {
    let text = "\
# Error Codes

## Function Description

If there is an Error field, the call failed.

## Error Code List

### Common Error Codes

| Error Code | Description |
|---|---|
| AuthFailure | Not allowed. |

### Service Error Codes

| Error Code | Description |
|---|---|
| FailedOperation.Sunk | The boat sank. |
| ResourceInsufficient | No boats, or no harbour | left. |
| no code at all | Odd. |
";
    insta::assert_snapshot!(show(text), @r#"
    Markdown - - - -
    19: error FailedOperation.Sunk "The boat sank."
    20: error ResourceInsufficient "No boats, or no harbour | left."
    warning[invalid-error-code]: `no code at all` is no error code; the row is left out
      --> page.md:21
      = help: a code is words with dots between them
    "#);
}

#[test]
fn pages_that_describe_nothing() {
    let text = "## Boat APIs\n\n| API name | Description |\n|---|---|\n| [RunBoat](/x) | Runs |\n| \
        RunBoats | Runs |\n";
    insta::assert_snapshot!(show(text), @r#"
    Markdown - - - -
    warning[nothing-to-read]: the page describes no action, structure or error code
      --> page.md:1
      = help: leave the file out of the import
    "#);
    insta::assert_snapshot!(show("## Release 2\n\nNew APIs:\n\n* [RunBoat](/x)\n"), @r#"
    Markdown - - - -
    warning[nothing-to-read]: the page describes no action, structure or error code
      --> page.md:1
      = help: leave the file out of the import
    "#);
}

#[test]
fn examples_in_all_layouts() {
    let rest = "\
## 4. Sample

### Sample 1: preformatted

**Input Sample Code**

<pre>
https://lagoon.tencentcloudapi.com/?Action=RunBoat
&amp;A=1&amp;Version=2020-02-02
&amp;&lt;Common request parameters&gt;
</pre>

**Output Sample Code**

<pre><code>{\"Response\": {\"A\": \"a &lt; b\"}}</code></pre>

### Sample 2 indented

##### Request Sample

    POST / HTTP/1.1
    Host: lagoon.tencentcloudapi.com

    {\"A\": 1, // one
    }

##### Response Sample

    HTTP/1.1 200 OK

    {\"Response\": {\"B\": [1, 2,]}}

### Sample 3 without headings

```
https://lagoon.tencentcloudapi.com/?Action=RunBoat&A=3
```

```json
{\"Response\": {}}
```

### Sample 4 bare

#### Input
https://lagoon.tencentcloudapi.com/?Action=RunBoat
&A=4
#### Output
{
  \"Response\": {}
}

## 5. Error Code

There are no error codes.
";
    let page = page(HOST, &input("| A | No | int64 | x |"), &output(""), rest);
    insta::assert_snapshot!(show(&page), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    9: action RunBoat region=Some(None) rate=None
      docs ""
      11: in  A Integer optional "x"
      17: out RequestId String - "The request"
      21: example "preformatted"
        A=1
        {"Response":{"A":"a < b"}}
      35: example "indented"
        {"A":1}
        {"Response":{"B":[1,2]}}
      51: example "without headings"
        A=3
        {"Response":{}}
      61: example "bare"
        A=4
        {"Response":{}}
    "#);
}

#[test]
fn columns_without_a_meaning_belong_to_the_description() {
    let table = "| Name | Required | Type | Description | Remark |\n|---|---|---|---|---|\n\
        | Action | Yes | String | Common parameter, the value for this API: RunBoat | |\n\
        | A | No | String | x | y |\n| B | No | String | | |";
    insta::assert_snapshot!(show(&page(HOST, table, &output(""), "")), @r#"
    Markdown lagoon - lagoon.tencentcloudapi.com -
    9: action RunBoat region=Some(None) rate=None
      docs ""
      10: in  A String optional "x\ny"
      11: in  B String optional ""
      17: out RequestId String - "The request"
      errors unknown
    "#);
}

#[test]
fn fences_hide_headings_and_tables() {
    let description =
        format!("{HOST}\n\n```\n## 2. Input Parameters\n| A | B |\n|---|---|\n```\n\nText.");
    insta::assert_snapshot!(show(&page(&description, &input(""), &output(""), "")), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    17: action RunBoat region=Some(None) rate=None
      docs "```text\n## 2. Input Parameters\n| A | B |\n|---|---|\n```\n\nText."
      25: out RequestId String - "The request"
      errors unknown
    "#);
    let open = format!("{HOST}\n\n```\nnever closed");
    let (document, _) =
        parse_page(&page(&open, &input("| A | No | String | x |"), &output(""), ""));
    assert_eq!(document.actions[0].input.as_ref().map(Vec::len), Some(1));
}

#[test]
fn common_parameters_are_told_from_fields_of_the_same_name() {
    let rows = "\
| Region | Yes | String | Common parameter. For more information, see the list of regions. |
| Token | No | String | Token of the boat |
| Language | No | String | Common parameter. The language. |
| Region | No | String | Region of the boat |";
    insta::assert_snapshot!(show(&with_rows(rows)), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    9: action RunBoat region=Some(Required) rate=None
      docs ""
      12: in  Token String optional "Token of the boat"
      14: in  Region String optional "Region of the boat"
      20: out RequestId String - "The request"
      errors unknown
    "#);
    let rows =
        "| Region | No | String | Common Params. This parameter is not required for this API. |";
    let (document, _) = parse_page(&with_rows(rows));
    assert_eq!(document.actions[0].region, Some(tencentcloud_spec::model::Region::None));
    let (document, _) = parse_page(&with_rows(""));
    assert_eq!(document.actions[0].region, Some(tencentcloud_spec::model::Region::None));
    for docs in ["本接口不需要传递此参数", "This parameter is not required for this API"]
    {
        let (document, _) = parse_page(&with_rows(&format!("| Region | No | String | {docs} |")));
        assert_eq!(
            document.actions[0].region,
            Some(tencentcloud_spec::model::Region::None),
            "{docs}"
        );
        assert!(
            document.actions[0].input.iter().flatten().all(|field| field.name != "Region"),
            "{docs}"
        );
    }
    let (document, _) =
        parse_page(&with_rows("| Region | No | String | Not needed if the boat has one |"));
    assert!(document.actions[0].input.iter().flatten().any(|field| field.name == "Region"));
}

#[test]
fn tables_with_rough_edges() {
    let rows = "\
A | No | String | no first bar |
| B | No | String | no last bar
| C | No | String | goes on
in the next line |
| D | No | String | a | b | c |
| E | No | String | an escaped \\| bar |

| F | No | String | behind a blank line |
| `G_1` | No | [Timestamp](/x#iso) | a <b>bold</b> word &amp; more |
| **H.N** | N | Array of Array of [Boat](/x) | |
| Region | Yes | [Boat](/x) | No |";
    insta::assert_snapshot!(show(&with_rows(rows)), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    9: action RunBoat region=Some(None) rate=None
      docs ""
      11: in  A String optional "no first bar"
      12: in  B String optional "no last bar"
      13: in  C String optional "goes on\nin the next line"
      15: in  D String optional "a | b | c"
      16: in  E String optional "an escaped | bar"
      18: in  F String optional "behind a blank line"
      19: in  G_1 Timestamp optional "a **bold** word & more"
      20: in  H Array of Array of Boat optional linked ""
      21: in  Region Boat required linked "No"
      27: out RequestId String - "The request"
      errors unknown
    "#);
}

#[test]
fn the_site_s_own_lines_are_no_description() {
    let description = "\
Domain name for API request: lagoon.intl.tencentcloudapi.com.

Runs a boat. A maximum of 20 requests can be initiated per second for this API.

Note: This API supports Finance regions, for example: lagoon.ap-shanghai-fsi.tencentcloudapi.com

We recommend you to use API Explorer

Try it

API Explorer provides a range of capabilities, including online call and API quick search.
";
    insta::assert_snapshot!(show(&page(description, &input(""), &output(""), "")));
}

#[test]
fn what_is_markdown() {
    for text in [PAGE, "## A\n", "# 1. API Description\n", "text\n\n### A\ntext"] {
        assert!(recognise(text) == Some(Format::Markdown), "{text}");
    }
    for text in [
        "",
        "{\"version\": \"1.0\"}",
        "1. API Description\n\nText",
        "# a comment\nkey = 1\n",
        "| a | b |\n|---|---|\n",
        "<h1>x</h1>",
    ] {
        assert!(recognise(text) != Some(Format::Markdown), "{text}");
    }
}

#[test]
fn names_that_would_lead_out_of_a_folder_are_errors() {
    for (from, to, expected) in [
        (
            "name: lagoon.",
            "name: ../lagoon.",
            "`../lagoon.tencentcloudapi.com` cannot be the host of a product",
        ),
        (
            "name: lagoon.",
            "name: a/b.",
            "`a/b.tencentcloudapi.com` cannot be the host of a product",
        ),
        ("API: 2020-02-02", "API: ../../etc", "`../../etc` cannot be the name of a version"),
        (
            "API: 2020-02-02",
            "API: /etc/2020-02-02",
            "`/etc/2020-02-02` cannot be the name of a version",
        ),
        (
            "API: DescribeBoats",
            "API: ../DescribeBoats",
            "`../DescribeBoats` cannot be the name of an action",
        ),
    ] {
        let page = PAGE.replacen(from, to, 1);
        assert_ne!(page, PAGE, "{from}");
        let found = parse_page(&page).1.to_string();
        assert!(found.contains(&format!("error[invalid-name]: {expected}")), "{to}: {found}");
    }
}
