//! Captured pages: the ten layouts of real captures, in documents of our own.

#![allow(clippy::unwrap_used, clippy::panic)]

mod summary;

use tencentcloud_spec::model::{Field, Type};
use tencentcloud_spec::read::page::{self, repair::repair};
use tencentcloud_spec::read::{Format, recognise};

/// The document and the remarks on it, as one text.
fn show(text: &str) -> String {
    assert!(recognise(text) == Some(Format::Page));
    let (document, remarks) = page::read(text, "page.txt");
    format!("{}{remarks}", summary::of(&document))
}

#[test]
fn blanks_between_cells_and_all_that_a_capture_loses() {
    let text = "\
Last updated: 2021-02-03 04:05:06

1. API Description

Domain name for API request:

This API is used to list boats.

A maximum of 3 requests can be initiated per second for this API.

We recommend you to use API Explorer
Try it
API Explorer provides a range of capabilities.

2. Input Parameters

The list has some common parameters. For the others, see Common Request Parameters.

Parameter Name Required Type Description
Action Yes String Common parameter. The value used for this API: ListBoats.
Version Yes String Common parameter. The value used for this API: 2020-02-02.
Region Yes String Common parameter. For more information, please see the list of regions.
Harbour Yes String ID of the harbour
Limit No Integer How many. Default value: 20.
The Integer that is not given counts as 20.
Filters.N No Array of Filter Filter as follows:
  • flag - String - Required: No - by flag.
  • 3. Output Parameters

    Parameter Name Type Description
    Boats Array of Boat Boats in the harbour
    Note: This field may return null, indicating that no valid values can be obtained.
    Metrics BoatMetrics Counts of boats
    RequestId String The unique request ID

    4. Example

    Example1 Listing boats

    Input Example
    &<Common request parameters>

    Output Example

      \"Response\": {
        \"Boats\": [
            \"Name\": \"Ada\",
            \"Length\": 3
            \"Name\": \"Bob\",
            \"Length\": 4
        \"RequestId\": \"r\"

    5. Developer Resources

    SDK

    6. Error Code

    The following only lists the error codes of this API. For other error codes, see Common Error \
    Codes.

    Error Code Description
    InternalError Internal error.
    Please try again.
    ResourceNotFound.Harbour No such harbour.
";
    insta::assert_snapshot!(show(text), @r#"
    Page - 2020-02-02 - 2021-02-03 04:05:06
    20: action ListBoats region=Some(Required) rate=Some(3)
      docs "This API is used to list boats."
      23: in  Harbour String required "ID of the harbour"
      24: in  Limit Integer optional "How many. Default value: 20.\nThe Integer that is not given counts as 20."
      26: in  Filters Array of Filter optional "Filter as follows:\n- flag - String - Required: No - by flag."
      31: out Boats Array of Boat - nullable "Boats in the harbour"
      33: out Metrics BoatMetrics - "Counts of boats"
      34: out RequestId String - "The unique request ID"
      62: error InternalError "Internal error.\nPlease try again."
      64: error ResourceNotFound.Harbour "No such harbour."
      38: example "Listing boats"
        -
        damaged from line 45, 7 lines
    warning[damaged-example]: the request of the example lost its first line; it is left out
      --> page.txt:41
      = help: mend the example in the document; the description stands without it
    warning[damaged-example]: the answer of the example lost lines; it is repaired where its types are known
      --> page.txt:45
      = help: mend the example in the document
    warning[no-endpoint]: the page does not name the host of the product
      --> page.txt:5
      = help: import it together with a page that does, or pass `--product`
    "#);
}

#[test]
fn menus_and_a_list_of_contents_stand_before_the_page() {
    let text = "\
tencent cloud

製品の概要
API Documentation
History
Data Types
Error Codes
Input

フィードバック
ListBoats
最終更新日:2024-11-27 10:20:25
目次
1. API Description
2. Input Parameters
3. Output Parameters
4. Example
Example1 Listing boats
5. Developer Resources
6. Error Code
1. API Description

Domain name for API request: lagoon.intl.tencentcloudapi.com.

Lists boats.

  • At sea too.

A maximum of 1,000 requests can be initiated per second for this API.

2. Input Parameters

Parameter Name Required Type Description
Action Yes String Common Params. The value used for this API: ListBoats.
Version Yes String Common Params. The value used for this API: 2020-02-02.
Region No String Common Params. This parameter is not required for this API.
Harbour Yes String

ID of the harbour

Kind No String Kind of boat:
  • SAIL: with sails
  • MOTOR: with a motor

3. Output Parameters

Parameter Name Type Description
Kind String

Kind of boat
BASIC Basic version
PRO Professional edition

Result ListResult The result
RequestId String The unique request ID

4. Example

Example1 Listing boats

Example of a list

Input Example
POST / HTTP/1.1
Host: lagoon.intl.tencentcloudapi.com
Content-Type: application/json
X-TC-Action: ListBoats
<Common request parameters>

{
    \"Harbour\": \"h-1\"
}

Output Example
{
    \"Response\": {
        \"Result\": {},
        \"RequestId\": \"r\"
    }
}

5. Developer Resources
SDK

6. Error Code

There are no error codes related to the API business logic.
";
    insta::assert_snapshot!(show(text), @r#"
    Page lagoon 2020-02-02 lagoon.intl.tencentcloudapi.com 2024-11-27 10:20:25
    34: action ListBoats region=Some(None) rate=Some(1000)
      docs "Lists boats.\n- At sea too."
      37: in  Harbour String required "ID of the harbour"
      41: in  Kind String optional "Kind of boat:\n- SAIL: with sails\n- MOTOR: with a motor"
      48: out Kind String - "Kind of boat\nBASIC Basic version\nPRO Professional edition"
      54: out Result ListResult - "The result"
      55: out RequestId String - "The unique request ID"
      59: example "Listing boats"
        {"Harbour":"h-1"}
        {"Response":{"Result":{},"RequestId":"r"}}
    "#);
}

const BARS: &str = "\
Domain name for API request: lagoon.tencentcloudapi.com.

Lists boats.

A maximum of 20 requests can be initiated per second for this API.

Parameter Name | Required | Type | Description |
---|---|---|---|
Action | Yes | String | Common Params. The value used for this API: ListBoats. |
Version | Yes | String | Common Params. The value used for this API: 2020-02-02. |
Harbour | Yes | String | ID of the harbour: a | b |
Filters.N | No | Array of Filter | Filterflag - String - Required: No - by flag. |

Parameter Name | Type | Description |
---|---|---|
Boats | Array of Boat | Boats Note: This field may return null, indicating that no valid values \
can be obtained. |
RequestId | String | The unique request ID |

Example1 Listing boats

Input Example

https://lagoon.tencentcloudapi.com/?Action=ListBoats
&Harbour=h-1
&<Common request parameters>

Output Example

{
\"Response\": {
\"Boats\": [
{
\"Name\": \"Ada\"
}
],
\"RequestId\": \"r\"
}
}

Error Code | Description |
---|---|
InternalError | Internal error. |
";

#[test]
fn tables_of_bars_without_headings() {
    insta::assert_snapshot!(show(BARS), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    9: action ListBoats region=Some(None) rate=Some(20)
      docs "Lists boats."
      11: in  Harbour String required "ID of the harbour: a | b"
      12: in  Filters Array of Filter optional "Filterflag - String - Required: No - by flag."
      16: out Boats Array of Boat - nullable "Boats"
      17: out RequestId String - "The unique request ID"
      42: error InternalError "Internal error."
      19: example "Listing boats"
        Harbour=h-1
        {"Response":{"Boats":[{"Name":"Ada"}],"RequestId":"r"}}
    "#);
}

#[test]
fn outer_bars_and_numbered_headings_do_not_matter() {
    let summary = |text: &str| {
        let (document, remarks) = page::read(text, "page.txt");
        assert!(remarks.is_empty(), "{remarks}");
        let text = summary::of(&document);
        text.lines()
            .map(|line| {
                line.trim_start_matches(|c: char| c.is_ascii_digit() || " :".contains(c)).to_owned()
            })
            .collect::<Vec<_>>()
    };
    let outer: String = BARS
        .lines()
        .map(|line| if line.contains('|') { format!("| {line}\n") } else { format!("{line}\n") })
        .collect();
    assert_eq!(summary(&outer), summary(BARS));
    let headed = format!("1. API Description\n\n{BARS}")
        .replace("Parameter Name | Required", "2. Input Parameters\n\nParameter Name | Required")
        .replace("Parameter Name | Type", "3. Output Parameters\n\nParameter Name | Type")
        .replace("Example1", "4. Example\n\nExample1")
        .replace("Error Code |", "6. Error Code\n\nError Code |");
    assert_eq!(summary(&headed), summary(BARS));
}

#[test]
fn glued_cells() {
    let text = "\
1. API Description

Domain name for API request: lagoon.tencentcloudapi.com.

Lists boats.

2. Input Parameters

Parameter NameRequiredTypeDescription
ActionYesStringCommon Params. The value used for this API: ListBoats.
VersionYesStringCommon Params. The value used for this API: 2020-02-02.
NodeNosNoArray of IntegerNumbers of nodes
CrewYesCrewInfoThe crew

3. Output Parameters

Parameter NameTypeDescription
TotalIntegerHow many
RequestIdStringThe unique request ID

6. Error Code

Error CodeDescription
InternalErrorInternal error.
";
    insta::assert_snapshot!(show(text), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    10: action ListBoats region=Some(None) rate=None
      docs "Lists boats."
      12: in  NodeNos Array of Integer optional "Numbers of nodes"
      13: in  Crew CrewInfo required "The crew"
      18: out Total Integer - "How many"
      19: out RequestId String - "The unique request ID"
      24: error InternalError "Internal error."
    warning[unclear-row]: the type `CrewInfo` was cut off a description without a blank between
      --> page.txt:13
      = help: import a source that describes the parameter clearly
    "#);
}

#[test]
fn a_chinese_page_without_its_required_column() {
    let text = "\
1. 接口描述

接口请求域名： lagoon.tencentcloudapi.com 。

查询船只

默认接口请求频率限制：20次/秒。

推荐使用 API Explorer
点击调试
API Explorer 提供了在线调用等能力。

2. 输入参数

以下请求参数列表仅列出了接口请求参数和部分公共参数，完整公共参数列表见 公共请求参数。

参数名称 必选 类型 描述
Action String 公共参数，本接口取值：ListBoats。
Version String 公共参数，本接口取值：2020-02-02。
Region String 公共参数，此参数为可选参数。
Harbour String 港口
示例值:h-1
Status Array of String 状态
Owner Entity 所有者

3. 输出参数

参数名称 类型 描述
Boats Array of Boat 船只
注意：此字段可能返回 null，表示取不到有效值。
RequestId String 唯一请求 ID

4. 示例

示例1 查询船只

输入示例

https://lagoon.tencentcloudapi.com/?Action=ListBoats
&Harbour=h-1
&<公共请求参数>

输出示例

{
    \"Response\": {
        \"Boats\": []
    }
}

6. 错误码

该接口暂无业务逻辑相关的错误码，其他错误码详见 公共错误码。
";
    insta::assert_snapshot!(show(text), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    18: action ListBoats region=Some(Optional) rate=Some(20)
      docs "查询船只"
      21: in  Harbour String - e.g. "h-1" "港口"
      23: in  Status Array of String - "状态\nOwner Entity 所有者"
      29: out Boats Array of Boat - nullable "船只"
      31: out RequestId String - "唯一请求 ID"
      35: example "查询船只"
        Harbour=h-1
        {"Response":{"Boats":[]}}
    warning[unclear-row]: the line may describe `Owner` of type `Entity`; it is taken as text
      --> page.txt:24
      = help: import a source that describes the parameter clearly
    warning[required-unknown]: the page does not tell whether 2 of 2 parameters are required
      --> page.txt:17
      = help: they are taken as optional until another source tells
    "#);
}

#[test]
fn chinese_pages_with_bars_or_tabs() {
    let bars = "\
1. 接口描述

接口请求域名： lagoon.tencentcloudapi.com 。

查询船只

2. 输入参数

参数名称 | 必选 | 类型 | 描述 |
---|---|---|---|
Action | 是 | String | 公共参数，本接口取值：ListBoats。 |
Version | 是 | String | 公共参数，本接口取值：2020-02-02。 |
Region | 否 | String | 公共参数，本接口不需要传递此参数。 |
Harbour | 是 | String | 港口 示例值：h-1 |

3. 输出参数

参数名称 | 类型 | 描述 |
---|---|---|
Result | BoatResult | 结果 注意：此字段可能返回 null，表示取不到有效值。 |
RequestId | String | 唯一请求 ID |
";
    insta::assert_snapshot!(show(bars), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    11: action ListBoats region=Some(None) rate=None
      docs "查询船只"
      14: in  Harbour String required e.g. "h-1" "港口"
      20: out Result BoatResult - nullable "结果"
      21: out RequestId String - "唯一请求 ID"
      errors unknown
    "#);
    let tabs = "\
最近更新时间：2026-03-25 03:39:38

本页目录：
1. 接口描述
2. 输入参数
3. 输出参数
1. 接口描述
接口请求域名： lagoon.tencentcloudapi.com 。

查询船只
2. 输入参数
参数名称\t必选\t类型\t描述
Action\t是\tString\t公共参数，本接口取值：ListBoats。
Version\t是\tString\t公共参数，本接口取值：2020-02-02。
Harbour\t是\tString\t
港口。

示例值：h-1
Owner\t否\tEntity\t
所有者
3. 输出参数
参数名称\t类型\t描述
Boats\tArray of Boat\t船只
RequestId\tString\t唯一请求 ID
";
    insta::assert_snapshot!(show(tabs), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com 2026-03-25 03:39:38
    13: action ListBoats region=Some(None) rate=None
      docs "查询船只"
      15: in  Harbour String required e.g. "h-1" "港口。"
      19: in  Owner Entity optional "所有者"
      23: out Boats Array of Boat - "船只"
      24: out RequestId String - "唯一请求 ID"
      errors unknown
    "#);
}

#[test]
fn a_page_on_structures() {
    let text = "\
tencent cloud

Feedback

Data Types

Last updated: 2024-02-18 11:09:59

    Boat

    A boat.
    It floats.

    Used by actions: ListBoats, RunBoat.

    Name Type Description
    Kind String Kind of boat
    BASIC Basic version
    Owner Person Who owns it
    Note: This field may return null, indicating that no valid values can be obtained.

    Person

    Person

    Used by actions: ListBoats.

    Name Type Required Description
    Name String Yes Name
    Age Integer No Age

    Used by actions: RunBoat.

    Name Type Description
    Lost String The name above is lost
";
    insta::assert_snapshot!(show(text), @r#"
    Page - - - 2024-02-18 11:09:59
    9: structure Boat "A boat.\nIt floats." <- ["ListBoats", "RunBoat"]
      17: has Kind String - "Kind of boat\nBASIC Basic version"
      19: has Owner Person - nullable "Who owns it"
    22: structure Person "Person" <- ["ListBoats"]
      29: has Name String required "Name"
      30: has Age Integer optional "Age"
    warning[no-structure-name]: the structure has no name; it is left out
      --> page.txt:34
      = help: write its name as the heading
    "#);
}

#[test]
fn damaged_tables_are_remarks_in_their_line() {
    let page = |rows: &str| {
        format!(
            "1. API Description\n\nDomain name for API request: lagoon.tencentcloudapi.com.\n\n2. \
                Input Parameters\n\n\
             Parameter Name Required Type Description\nAction Yes String Common parameter. The \
             value used for this API: RunBoat.\n\
             {rows}\n3. Output Parameters\n\nParameter Name Type Description\nRequestId String The \
             request\n"
        )
    };
    let remarks = |text: &str| page::read(text, "page.txt").1.to_string();
    insta::assert_snapshot!(remarks(&page("Harbour No String One\nHarbour No String Two")), @r#"
    error[duplicate-parameter]: the parameter `Harbour` is listed twice
      --> page.txt:10
      = help: remove one of the two rows
    "#);
    insta::assert_snapshot!(remarks(&page("HarbourId String The answer is lost")), @r#"
    warning[required-unknown]: the page does not tell whether 1 of 1 parameters are required
      --> page.txt:7
      = help: they are taken as optional until another source tells
    "#);
    insta::assert_snapshot!(remarks(""), @r#"
    error[empty-file]: the file is empty
      --> page.txt:1
      = help: pass a file that describes an API
    "#);
    let no_table = "1. API Description\n\nText.\n\n2. Input Parameters\n\nNone.\n\n3. Output \
        Parameters\n\nNone.\n";
    insta::assert_snapshot!(remarks(no_table), @r#"
    error[no-parameter-table]: the section `2. Input Parameters` has no parameter table
      --> page.txt:5
      = help: a table has a row for each parameter with its name and its type
    error[no-parameter-table]: the section `3. Output Parameters` has no parameter table
      --> page.txt:9
      = help: a table has a row for each parameter with its name and its type
    error[no-action-name]: the page names no action
      --> page.txt:1
      = help: the description of the parameter `Action` names it
    warning[no-endpoint]: the page does not name the host of the product
      --> page.txt:1
      = help: import it together with a page that does, or pass `--product`
    "#);
}

/// A boat with its crew, as a description declares it.
fn structures(name: &str) -> Option<&'static [Field]> {
    static BOAT: std::sync::LazyLock<Vec<Field>> = std::sync::LazyLock::new(|| {
        vec![
            Field::new("Name", Type::String, ""),
            Field::new("Engine", Type::Structure("Engine".to_owned()), ""),
            Field::new("Length", Type::Integer, ""),
            Field::new("Flags", Type::String.array(), ""),
        ]
    });
    static ENGINE: std::sync::LazyLock<Vec<Field>> =
        std::sync::LazyLock::new(|| vec![Field::new("Power", Type::Integer, "")]);
    match name {
        "Boat" => Some(&BOAT),
        "Engine" => Some(&ENGINE),
        _ => None,
    }
}

/// What the repair makes of a text without its lines of lone brackets.
fn repaired(text: &str) -> Option<String> {
    let root = vec![
        Field::new("Boats", Type::Structure("Boat".to_owned()).array(), ""),
        Field::new("First", Type::Structure("Boat".to_owned()), ""),
        Field::new("Total", Type::Integer, ""),
        Field::new("RequestId", Type::String, ""),
    ];
    let is_lost =
        |line: &&str| line.trim().is_empty() || !line.chars().all(|other| "{}[], ".contains(other));
    let lossy: Vec<&str> = text.lines().filter(is_lost).collect();
    repair(&lossy.join("\n"), &root, &|name| structures(name)).map(|value| value.to_string())
}

#[test]
fn answers_get_their_brackets_back() {
    for text in [
        r#"{"Response":{"Boats":[{"Name":"Ada","Engine":{"Power":1},"Length":3},{"Name":"Bob","Engine":{"Power":2},"Length":4}],"Total":2,"RequestId":"r"}}"#,
        r#"{"Response":{"Boats":[{"Name":"Ada","Flags":["a","b"]},{"Name":"Bob","Flags":["c"]}],"RequestId":"r"}}"#,
        r#"{"Response":{"First":{"Name":null,"Engine":{},"Unknown":"x"},"Boats":null}}"#,
        r#"{"Total":1,"RequestId":"r"}"#,
    ] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let printed = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(repaired(&printed).as_deref(), Some(text), "{printed}");
        assert_eq!(repaired(&printed.replace("  ", "     ")).as_deref(), Some(text), "{printed}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_not_repaired() {
    for (what, text) in [
        ("an empty list may hold an empty object", r#"{"Response":{"Boats":[],"Total":0}}"#),
        (
            "the last member may start an element",
            r#"{"Response":{"Boats":[{"Name":"A","Engine":{"Power":1}},{"Name":"B","Engine":{"Power":1},"Length":3}]}}"#,
        ),
    ] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let printed = serde_json::to_string_pretty(&value).unwrap().replace("[]", "[\n    ]");
        let found = repaired(&printed);
        assert!(found.is_none() || found.as_deref() == Some(text), "{what}: {found:?}");
    }
    for text in [
        "",
        "}",
        "\"Total\": 1,",
        "\"Total\": [\n  1",
        "\"Total\": 1\n\"RequestId\": \"r\"",
        "  \"Response\": {\n\"Total\": 1",
        "\"Boats\": {\n  \"Name\": \"x\"",
        "\"First\": {\n    \"Name\": \"x\",\n   \"Length\": 1",
        "plain text",
    ] {
        assert_eq!(repaired(text), None, "{text}");
    }
}

#[test]
fn what_is_a_captured_page() {
    for text in [
        "1. API Description\n\nText",
        "2. 输入参数\n",
        "Parameter Name Required Type Description\n",
        "| Error Code | Description |\n",
    ] {
        assert!(recognise(text) == Some(Format::Page), "{text}");
    }
    for text in ["", "text", "{\"a\": 1}", "## 1. API Description\n", "1. First\n2. Second\n"] {
        assert!(recognise(text) != Some(Format::Page), "{text}");
    }
}

#[test]
fn a_page_without_any_heading_has_its_example_and_no_navigation() {
    let text = "\
tencent cloud
Feedback
SinkBoat
Last updated: 2024-01-02 03:04:05
Domain name for API request: lagoon.tencentcloudapi.com.

This API is used to sink a boat.

The following request parameter list only provides API request parameters and some common \
parameters.

Parameter Name | Required | Type | Description |
---|---|---|---|
Action | Yes | String | Common Params. The value used for this API: SinkBoat. |
Version | Yes | String | Common Params. The value used for this API: 2020-02-02. |
Region | No | String | Common Params. This parameter is not required. |
Boat | Yes | String | Which one |

Parameter Name | Type | Description |
---|---|---|
Depth | Integer | Metres |
RequestId | String | The unique request ID |

Example1 Sinking

POST / HTTP/1.1
Host: lagoon.tencentcloudapi.com
Content-Type: application/json
X-TC-Action: SinkBoat
<Common request parameters>

{
\"Boat\": \"b-1\"
}

{
\"Response\": {
\"Depth\": 7,
\"RequestId\": \"r-1\"
}
}

Error Code | Description |
---|---|
FailedOperation.Afloat | It floats. |

Was this page helpful?
Yes
No
";
    insta::assert_snapshot!(show(text), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com 2024-01-02 03:04:05
    13: action SinkBoat region=Some(None) rate=None
      docs "This API is used to sink a boat."
      16: in  Boat String required "Which one"
      20: out Depth Integer - "Metres"
      21: out RequestId String - "The unique request ID"
      44: error FailedOperation.Afloat "It floats."
      23: example "Sinking"
        {"Boat":"b-1"}
        {"Response":{"Depth":7,"RequestId":"r-1"}}
    "#);
    let untitled = text.replace("Example1 Sinking\n", "");
    let (document, _) = page::read(&untitled, "page.txt");
    assert_eq!(document.actions[0].examples.len(), 1);
    assert!(
        document.actions[0].examples[0].input.is_some()
            && document.actions[0].examples[0].output.is_some()
    );
}

#[test]
fn what_stands_below_a_page_is_no_part_of_it() {
    let text = "\
1. API Description
Domain name for API request: lagoon.tencentcloudapi.com.
This API is used to paint a boat.
2. Input Parameters
Parameter Name Required Type Description
Action Yes String Common Params. The value used for this API: PaintBoat.
Version Yes String Common Params. The value used for this API: 2020-02-02.
3. Output Parameters
Parameter Name Type Description
RequestId String The unique request ID
6. Error Code
Error Code Description
FailedOperation.Wet The paint is wet.
Was this page helpful?
You can also contact sales.
Yes
No
";
    let (document, _) = page::read(text, "page.txt");
    let errors = document.actions[0].errors.as_deref().unwrap_or_default();
    assert_eq!(errors[0].docs, "The paint is wet.");
}

#[test]
fn a_structure_may_be_described_by_its_name_alone() {
    let text = "\
Last updated: 2023-04-11 10:01:02

    Anchor
    What holds a boat

    Used by actions: ListBoats.

    Name Type Description
    Weight Integer Kilograms
    Filter
    Filter

    Used by actions: ListBoats.

    Name Type Required Description
    Name String Yes What to filter by
";
    let (document, _) = page::read(text, "page.txt");
    let fields: Vec<_> = document
        .structures
        .iter()
        .map(|part| (part.name.as_str(), part.fields[0].docs.as_str()))
        .collect();
    assert_eq!(fields, [("Anchor", "Kilograms"), ("Filter", "What to filter by")]);
}
