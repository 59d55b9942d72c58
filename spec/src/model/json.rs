use super::{Api, FORMAT};
use crate::diagnostic::Diagnostic;

/// Writes the normalised JSON: two spaces of indentation, the order of the sources, a newline at
/// the end. The same description always gives the same bytes.
pub fn to_json(api: &Api) -> String {
    pretty(api)
}

/// The JSON Schema of the normalised description.
pub fn schema() -> String {
    pretty(&schemars::schema_for!(Api))
}

fn pretty(value: &impl serde::Serialize) -> String {
    // Writing to memory cannot fail, and every key is a string.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads the normalised JSON.
///
/// # Errors
/// A diagnostic with the line where the text is not JSON, not of this format, or of another version
/// of it.
pub fn from_json(text: &str, file: &str) -> Result<Api, Diagnostic> {
    let api: Api = serde_json::from_str(text).map_err(|error| {
        Diagnostic::error("invalid-description", format!("not a normalised description: {error}"))
            .at(file, error.line())
            .help("write it again with `cargo xtask import`")
    })?;
    if api.format != FORMAT {
        let message =
            format!("format {} is not the format {FORMAT} that this version reads", api.format);
        return Err(Diagnostic::error("unsupported-format", message).in_file(file));
    }
    Ok(api)
}
