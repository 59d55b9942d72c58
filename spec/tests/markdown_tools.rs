//! One page as tools write it that turn HTML into Markdown: all say the same.

#![allow(clippy::unwrap_used, clippy::panic)]

mod summary;

use tencentcloud_spec::read::{Document, Format, markdown, recognise};

fn parse_page(text: &str) -> Document {
    assert!(recognise(text) == Some(Format::Markdown), "{text}");
    let (document, remarks) = markdown::read_markdown(text, "page.md");
    assert!(remarks.is_empty(), "{remarks}");
    document
}

/// Returns the statements of a page without lines, prose and examples.
fn facts(text: &str) -> String {
    let document = parse_page(text);
    let [action] = document.actions.as_slice() else {
        panic!("{} actions", document.actions.len())
    };
    let field = |part: &tencentcloud_spec::read::FieldStatement| {
        let required =
            part.required.map_or("", |required| if required { " required" } else { " optional" });
        format!("{}: {}{required}", part.name, part.r#type)
    };
    let side =
        |parts: &Option<Vec<_>>| parts.iter().flatten().map(field).collect::<Vec<_>>().join(", ");
    let codes: Vec<&str> =
        action.errors.iter().flatten().map(|error| error.code.as_str()).collect();
    format!(
        "{} {} {} {:?}\n< {}\n> {}\n! {}",
        document.endpoint.unwrap_or_default(),
        document.version.unwrap_or_default(),
        action.name,
        action.rate_limit,
        side(&action.input),
        side(&action.output),
        codes.join(", ")
    )
}

const EXPECTED: &str = "lagoon.tencentcloudapi.com 2020-02-02 RunBoat Some(20)
< Boat_Id: String required, Mode: String optional, Crews: Array of Crew optional, Depth: Integer \
optional
> Count: Integer, RequestId: String
! FailedOperation.No_Wind, InternalError";

/// Turndown: escapes, cells over several lines with blank ones between, rules of stars.
const TURNDOWN: &str = r"[API](/document/api)

## Run a boat

Last updated: 2026-09-09 02:53:22

-   QQ
-   Copy link

* * *

## 1\. API Description

Domain name for API request: lagoon.tencentcloudapi.com.

Runs a boat \[soon\].

* * *

A maximum of 20 requests can be initiated per second for this API.

[Try it](https://console.example.com/api/explorer?Product=lagoon&Version=2020-02-02&Action=RunBoat)

## 2\. Input Parameters

| Parameter Name | Required | Type | Description |
| --- | --- | --- | --- |
| Action | Yes | String | [Common Params](/api/1/2). The value used for this API: RunBoat. |
| Version | Yes | String | [Common Params](/api/1/2). The value used for this API: 2020-02-02. |
| Boat\_Id | Yes | String | 
ID of the boat

  
Example value: boat-1 |
| Mode | No | String | 

How it runs

Valid values:

-   FAST\_RUN: fast
-   SLOW\_RUN: slow

 |
| Crews.N | 

No

 | Array of [Crew](/document/api/1/3#Crew) | 

The crews

Replaced as a whole

 |
| Depth | No | Integer | In metres |

## 3\. Output Parameters

| Parameter Name | Type | Description |
| --- | --- | --- |
| Count | Integer | 
How many

 |
| RequestId | String | The unique request ID. |

## 4\. Example

### Example1 Running

#### Input Example

```
POST / HTTP/1.1
Host: lagoon.tencentcloudapi.com
X-TC-Action: RunBoat

{\n}
```

## 6\. Error Codes

| Error Code | Description |
| --- | --- |
| FailedOperation.No\_Wind | 
No wind. |
| InternalError | Internal error. |
";

#[test]
fn turndown() {
    let text = TURNDOWN.replace(r"{\n}", "{\"Boat_Id\": \"boat-1\"}");
    assert_eq!(facts(&text), EXPECTED);
    insta::assert_snapshot!(summary::summarize(&parse_page(&text)));
}

/// html2text: no bars around rows, and what a cell goes on with stands below it.
#[test]
fn rows_without_bars_around_them() {
    let text = "\
# Run a boat

## 1\\. API Description\u{200b}

Domain name for API request: lagoon.tencentcloudapi.com.

A maximum of 20 requests can be initiated per second for this API.

## 2\\. Input Parameters

Parameter Name| Required| Type| Description
---|---|---|---
Action| Yes| String| [Common Params][1]. The value used for this API: RunBoat.
Version| Yes| String| [Common Params][1]. The value used for this API: 2020-02-02.
Boat_Id| Yes| String| ID of the boat
Example value: boat-1
Mode| No| String| How it runs:

  * FAST_RUN: fast
  * SLOW_RUN: slow

Example value: FAST_RUN
Crews.N| No| Array of [Crew][2]| The crews
Depth| No| Integer| In metres | feet

## 3\\. Output Parameters

Parameter Name| Type| Description
---|---|---
Count| Integer| How many
RequestId| String| The unique request ID.

## 6\\. Error Codes

Error Code| Description
---|---
FailedOperation.No_Wind| No wind.
InternalError| Internal error.

   [1]: /document/api/1/2
   [2]: </document/api/1/3#Crew>
";
    assert_eq!(facts(text), EXPECTED);
    let action = &parse_page(text).actions[0];
    let docs = |name: &str| {
        action.input.iter().flatten().find(|field| field.name == name).unwrap().docs.clone()
    };
    assert_eq!(docs("Mode"), "How it runs:\n  * FAST_RUN: fast\n  * SLOW_RUN: slow");
    assert_eq!(docs("Depth"), "In metres | feet");
}

/// html2text with padded tables: each line of a cell is a row of its own.
#[test]
fn lines_of_a_cell_as_rows() {
    let text = page(
        "| Parameter Name | Required | Type | Description |\n|---|---|---|---|\n\
         | Action | Yes | String | Common parameter. The value used for this API: RunBoat. |\n\
         | Version | Yes | String | Common parameter. The value used for this API: 2020-02-02. |\n\
         | Boat_Id | Yes | String | ID of the boat |\n| Example value: boat-1 |\n\
         | Mode | No | String | How it runs: |\n|     |\n|   * FAST_RUN: fast |\n|   * SLOW_RUN: \
         slow |\n\
         | Crews.N | No | Array of [Crew](/x#Crew) | The crews |\n| Depth | No | Integer | In \
         metres | feet |",
    );
    assert_eq!(facts(&text), EXPECTED);
}

/// A page with this table of a request; its headings are underlined, as markdownify writes them.
fn page(input: &str) -> String {
    format!(
        "Run a boat\n==========\n\n1. API Description\n------------------\n\n\
         Domain name for API request: lagoon.tencentcloudapi.com.\n\n\
         A maximum of 20 requests can be initiated per second for this API.\n\n\
         2. Input Parameters\n-------------------\n\n{input}\n\n\
         3. Output Parameters\n--------------------\n\n\
         | Parameter Name | Type | Description |\n| --- | --- | --- |\n| Count | Integer | How \
         many |\n\
         | RequestId | String | The unique request ID. |\n\n\
         6. Error Codes\n--------------\n\n\
         | Error Code | Description |\n| --- | --- |\n| FailedOperation.No\\_Wind | No wind. |\n\
         | InternalError | Internal error. |\n"
    )
}

/// pandoc: drawn tables, attributes behind headings, blocks of colons, line breaks by backslashes.
#[test]
fn pandoc() {
    let text = "\
::: crumbs
[API](/document/api)
:::

## 1. API Description[](#1){.anchor} {#1.-api-description}

Domain name for API request: lagoon.tencentcloudapi.com.

A maximum of 20 requests can be initiated per second for this API.

## 2. Input Parameters {#input}

+---------+----------+-------------------+--------------------------+
| Name    | Required | Type              | Description              |
+=========+==========+===================+==========================+
| Action  | Yes      | String            | Common parameter. The    |
|         |          |                   | value used for this API: |
|         |          |                   | RunBoat.                 |
+---------+----------+-------------------+--------------------------+
| Version | Yes      | String            | Common parameter. The    |
|         |          |                   | value: 2020-02-02.       |
+---------+----------+-------------------+--------------------------+
| Boat_Id | Yes      | String            | ID of the boat           |
|         |          |                   |                          |
|         |          |                   | \\                        |
|         |          |                   | Example value: boat-1    |
+---------+----------+-------------------+--------------------------+
| Mode    | No       | String            | How it \\| runs           |
+---------+----------+-------------------+--------------------------+
| Crews.N | No       | Array of          | The crews                |
|         |          | [Crew](/x#Crew)   |                          |
+---------+----------+-------------------+--------------------------+
| Depth   | No       | Integer           | In metres                |
+---------+----------+-------------------+--------------------------+

## 3. Output Parameters

<table>
<colgroup>
<col style=\"width: 30%\" />
</colgroup>
<thead>
<tr>
<th>Parameter Name</th>
<th>Type</th>
<th>Description</th>
</tr>
</thead>
<tbody>
<tr>
<td>Count</td>
<td>Integer</td>
<td><p>How many</p>
<table><tr><td>1</td><td>one</td></tr></table></td>
</tr>
<tr><td>RequestId</td><td>String</td><td>The unique
request ID.</td></tr>
</tbody>
</table>

## 6. Error Codes

  Error Code                Description
  ------------------------- ---------------
  FailedOperation.No_Wind   No wind.
  InternalError             内部 error.
";
    assert_eq!(facts(text), EXPECTED);
    let action = &parse_page(text).actions[0];
    let count = &action.output.as_ref().unwrap()[0];
    assert_eq!((count.line, count.docs.as_str()), (50, "How many\n\n1 | one |"));
    assert_eq!(action.errors.as_ref().unwrap()[1].docs, "内部 error.");
}

/// pandoc, if a cell is too long for a line: rows have blank lines between them, and borders.
#[test]
fn rows_with_blank_lines_between_them() {
    let input = "\
  ------------------------------------------------------------
  Parameter   Required   Type            Description
  Name
  ----------- ---------- --------------- ---------------------
  Action      Yes        String          Common parameter.
                                         The value: RunBoat.

  Version     Yes        String          Common parameter.
                                         Value: 2020-02-02.

  Boat_Id     Yes        String          ID of the boat

  Mode        No         String          How it runs

  Crews.N     No         Array of        The crews
                         [Crew](#Crew)

  Depth       No         Integer         In metres
  ------------------------------------------------------------";
    assert_eq!(facts(&page(input)), EXPECTED);
}

#[test]
fn a_page_between_tags() {
    let text = "<div class=\"crumbs\">\n\n[API](/document/api)\n\n</div>\n\n";
    let text = text.to_owned() + &TURNDOWN.replace(r"{\n}", "{}").replace("\\. ", ". ");
    assert_eq!(
        facts(&text.replace("## 1. API Description", "## 1. API Description<a href=\"#1\"></a>")),
        EXPECTED
    );
}

/// Tables that their tool destroyed are no fields: the page is refused.
#[test]
fn a_page_without_tables_is_refused() {
    let lines =
        "Parameter Name\n\nRequired\n\nType\n\nDescription\n\nBoatId\n\nYes\n\nString\n\nID";
    let (document, remarks) = markdown::read_markdown(&page(lines), "page.md");
    assert!(remarks.has_errors(), "{remarks}");
    assert!(remarks.to_string().starts_with("error[no-parameter-table]"), "{remarks}");
    assert!(document.actions.len() < 2);
}

/// A row that is never closed takes nothing of what follows.
#[test]
fn open_rows_end_with_the_table() {
    let rows = "| Name | Required | Type | Description |\n|---|---|---|---|\n\
                | Action | Yes | String | Common parameter. The value: RunBoat |\n\
                | Version | Yes | String | Common parameter. The value: 2020-02-02 |\n\
                | BoatId | Yes | String |\n\nSome text.\n\n| Mode | No | String | How it runs |";
    let (_, remarks) = markdown::read_markdown(&page(rows), "page.md");
    insta::assert_snapshot!(remarks.to_string(), @"
    error[row-too-short]: the row has 3 of 4 cells
      --> page.md:18
      = help: write every cell of the row, an empty one too
    error[stray-row]: the row stands outside of the table; nothing of it is read
      --> page.md:22
      = help: move it into the table
    ");
}
