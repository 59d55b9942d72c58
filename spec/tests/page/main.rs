//! Captured pages: the ten layouts of real captures, in documents of our own.

#![allow(clippy::unwrap_used, clippy::panic)]

mod chinese;
mod repair;
#[path = "../summary/mod.rs"]
mod summary;

use tencentcloud_spec::model::{Field, Type};
use tencentcloud_spec::read::page::{self, repair::repair};
use tencentcloud_spec::read::{Format, recognise};

/// The document and the remarks on it, as one text.
fn show(text: &str) -> String {
    assert!(recognise(text) == Some(Format::Page));
    let (document, remarks) = page::read_page(text, "page.txt");
    format!("{}{remarks}", summary::summarize(&document))
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
    insta::assert_snapshot!(show(text));
}

/// A capture that begins with the menus of the site and a list of contents.
const MENUS: &str = "\
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

#[test]
fn menus_and_a_list_of_contents_stand_before_the_page() {
    insta::assert_snapshot!(show(MENUS), @r#"
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
        let (document, remarks) = page::read_page(text, "page.txt");
        assert!(remarks.is_empty(), "{remarks}");
        let text = summary::summarize(&document);
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
    let remarks = |text: &str| page::read_page(text, "page.txt").1.to_string();
    insta::assert_snapshot!(remarks(&page("Harbour No String One\nHarbour No String Two")), @r#"
    error[duplicate-parameter]: the parameter `Harbour` is listed twice
      --> page.txt:10
      = help: remove one of the two rows
    "#);
    insta::assert_snapshot!(remarks(&page("HarbourId String The response is lost")), @r#"
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
    let (document, _) = page::read_page(&untitled, "page.txt");
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
    let (document, _) = page::read_page(text, "page.txt");
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
    let (document, _) = page::read_page(text, "page.txt");
    let fields: Vec<_> = document
        .structures
        .iter()
        .map(|part| (part.name.as_str(), part.fields[0].docs.as_str()))
        .collect();
    assert_eq!(fields, [("Anchor", "Kilograms"), ("Filter", "What to filter by")]);
}
