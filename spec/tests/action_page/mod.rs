//! Pages on an action in Markdown, put together from the parts that a test varies.

/// A page with these sections, which a test varies.
pub(crate) fn page(description: &str, input: &str, output: &str, rest: &str) -> String {
    format!(
        "## 1. API Description\n\n{description}\n\n## 2. Input Parameters\n\n{input}\n\n## 3. \
            Output Parameters\n\n{output}\n\n{rest}\n"
    )
}

pub(crate) const HOST: &str = "API domain name: lagoon.tencentcloudapi.com.";

/// The rows of a request: the common ones, then those of a test.
pub(crate) fn input(rows: &str) -> String {
    format!(
        "| Parameter Name | Required | Type | Description |\n|---|---|---|---|\n\
         | Action | Yes | String | Common parameter. The value used for this API: RunBoat |\n\
         | Version | Yes | String | Common parameter. The value used for this API: 2020-02-02 \
         |\n{rows}"
    )
}

/// The rows of a response.
pub(crate) fn output(rows: &str) -> String {
    format!(
        "| Parameter Name | Type | Description |\n|---|---|---|\n{rows}| RequestId | String | The \
            request |"
    )
}

/// A page whose request has these rows.
pub(crate) fn with_rows(rows: &str) -> String {
    page(HOST, &input(rows), &output(""), "")
}
