//! Faults of pages in Markdown: each is a remark with its line and what to do.

#![allow(clippy::unwrap_used, clippy::panic)]

mod action_page;
mod summary;

use action_page::{HOST, input, output, page, with_rows};
use tencentcloud_spec::read::markdown;

/// The document and the remarks on it, as one text.
fn show(text: &str) -> String {
    let (document, remarks) = markdown::read_markdown(text, "page.md");
    format!("{}{remarks}", summary::summarize(&document))
}

/// The remarks alone.
fn remarks(text: &str) -> String {
    markdown::read_markdown(text, "page.md").1.to_string()
}

#[test]
fn faults_in_rows_are_errors_in_their_line() {
    let rows = "\
| Size | No | String |
| Size | No | String | One |
| Size | No | String | Two |
| Kind | No | Strng | Misspelt |
| Note | No | text | Lower case |
| Need | Perhaps | String | Unclear |
| SecurityGroupIds.아니요 | Array of String | Broken by translation |
| Odd name | No | String | Two words |
| | | | |
| Last | No | | No type |";
    insta::assert_snapshot!(remarks(&with_rows(rows)));
}

#[test]
fn words_where_the_action_should_be_named_are_refused() {
    let in_table = input("").replace("RunBoat", "Run Boat");
    insta::assert_snapshot!(remarks(&page(HOST, &in_table, &output(""), "")), @"
    error[invalid-name]: `Run Boat` cannot be the name of an action
      --> page.md:9
      = help: an action is named by one word of letters and digits
    error[no-action-name]: the page names no action
      --> page.md:1
      = help: the description of the parameter `Action` names it
    ");
    let unnamed =
        "| Name | Required | Type | Description |\n|---|---|---|---|\n| A | No | String | x |";
    for request in [
        "POST / HTTP/1.1\nX-TC-Action: Run Boat\n\n{}",
        "https://lagoon.tencentcloudapi.com/?Action=Run%20Boat",
    ] {
        let examples =
            format!("## 4. Examples\n\n### Example 1\n\n#### Input\n\n```\n{request}\n```\n");
        let remarks = remarks(&page(HOST, unnamed, &output(""), &examples));
        assert!(
            remarks.starts_with("error[invalid-name]: `Run Boat` cannot be the name of an action"),
            "{remarks}"
        );
        // If the table names it, the example is wrong.
        let remarks =
            self::remarks(&page(HOST, &input("| A | No | String | x |"), &output(""), &examples));
        assert!(
            remarks.starts_with("warning[other-action-in-example]: the example calls `Run Boat`"),
            "{remarks}"
        );
    }
}

#[test]
fn faults_of_a_page_are_errors() {
    insta::assert_snapshot!(remarks(""), @r#"
    error[empty-file]: the file is empty
      --> page.md:1
      = help: pass a file that describes an API
    "#);
    insta::assert_snapshot!(remarks(&page(HOST, "None.", &output(""), "")), @r#"
    error[no-parameter-table]: the section `2. Input Parameters` has no parameter table
      --> page.md:5
      = help: a table has a row for each parameter with its name and its type
    error[no-action-name]: the page names no action
      --> page.md:1
      = help: the description of the parameter `Action` names it
    "#);
    insta::assert_snapshot!(remarks(&page(HOST, "None.", "None.", "")), @r#"
    error[no-parameter-table]: the section `2. Input Parameters` has no parameter table
      --> page.md:5
      = help: a table has a row for each parameter with its name and its type
    error[no-parameter-table]: the section `3. Output Parameters` has no parameter table
      --> page.md:9
      = help: a table has a row for each parameter with its name and its type
    error[no-action-name]: the page names no action
      --> page.md:1
      = help: the description of the parameter `Action` names it
    "#);
    insta::assert_snapshot!(remarks("## 1. API Description\n\nAPI domain name: \
        lagoon.tencentcloudapi.com.\n"), @r#"
    error[no-parameter-table]: the page has no parameter table
      --> page.md:1
      = help: a table has a row for each parameter with its name and its type
    error[no-action-name]: the page names no action
      --> page.md:1
      = help: the description of the parameter `Action` names it
    "#);
    insta::assert_snapshot!(remarks(&page("", &input(""), &output(""), "")), @r#"
    warning[no-endpoint]: the page does not name the host of the product
      --> page.md:1
      = help: import it together with a page that does, or pass `--product`
    "#);
    let unnamed =
        "| Name | Required | Type | Description |\n|---|---|---|---|\n| A | No | String | x |";
    insta::assert_snapshot!(remarks(&page(HOST, unnamed, &output(""), "")), @r#"
    error[no-action-name]: the page names no action
      --> page.md:1
      = help: the description of the parameter `Action` names it
    "#);
    let twice =
        "| Action | Yes | String | Common parameter. The value used for this API: StopBoat |";
    insta::assert_snapshot!(remarks(&with_rows(twice)), @r#"
    error[two-action-names]: the page names two actions: `RunBoat` in line 9 and `StopBoat` here
      --> page.md:11
      = help: keep one action to a page
    "#);
    insta::assert_snapshot!(remarks(&format!("# StopBoat\n\n{}", with_rows(""))), @r#"
    error[two-action-names]: the page names two actions: `RunBoat` in line 11 and `StopBoat` here
      --> page.md:1
      = help: keep one action to a page
    "#);
    let backwards = "| Name | Description | Type | Required |\n|---|---|---|---|\n| A | x | y | \
        String | No |\n| B | x | String | No |";
    insta::assert_snapshot!(remarks(&page(HOST, backwards, &output(""), "")), @r#"
    error[row-too-long]: the row has more than 4 cells
      --> page.md:9
      = help: write `\|` for a bar inside a cell
    error[no-action-name]: the page names no action
      --> page.md:1
      = help: the description of the parameter `Action` names it
    "#);
    let limited = format!("{HOST}\n\nRate limit: 99999999999/sec.");
    insta::assert_snapshot!(remarks(&page(&limited, &input(""), &output(""), "")), @r#"
    warning[invalid-rate-limit]: `99999999999` is no rate limit; it is left out
      --> page.md:5
      = help: a rate limit is a number of requests a second
    "#);
}

#[test]
fn examples_that_cannot_be_read_are_warnings_in_their_line() {
    let rest = "\
## 4. Examples

### Example 1

#### Input

```
https://lagoon.tencentcloudapi.com/?Action=StopBoat&A=1
```

#### Output

```
{
  \"Response\": {
    \"A\": 1
    \"B\": 2
  }
}
```

### Example 2

#### Input

```
POST / HTTP/1.1
Host: lagoon.tencentcloudapi.com

{
  \"A\": oops
}
```

#### Output

```
data: {\"Response\": {}}
data: {\"Response\": {}}
```
";
    insta::assert_snapshot!(show(&page(HOST, &input(""), &output(""), rest)));
}

#[test]
fn a_damaged_page_without_a_section_on_the_response() {
    let both =
        format!("{}\n\n{}", input("| A | No | String | x |"), output("| B | String | y |\n"));
    let text = format!("## 1. API Description\n\n{HOST}\n\n## 2. Input Parameters\n\n{both}\n");
    insta::assert_snapshot!(show(&text), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    9: action RunBoat region=Some(None) rate=None
      docs ""
      11: in  A String optional "x"
      15: out B String - "y"
      16: out RequestId String - "The request"
      errors unknown
    warning[missing-section]: the table of the response stands in the section on the request
      --> page.md:13
      = help: give the table of the response a heading of its own
    "#);
    let text = format!(
        "## 1. API Description\n\n{HOST}\n\n### 3. Return Parameters\n\n{}\n\n## 4. \
            Examples\n\n### Example \
            1\n\n```\nhttps://lagoon.tencentcloudapi.com/?Action=RunBoat\n```\n",
        output("")
    );
    insta::assert_snapshot!(show(&text));
}
