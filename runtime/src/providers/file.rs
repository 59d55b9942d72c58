use super::Sources;
use super::source::broken;
use crate::error::Error;
#[cfg(feature = "tracing")]
use crate::text::OneLine;
use std::io::ErrorKind as IoErrorKind;
use std::path::Path;
use zeroize::Zeroizing;

/// Returns the text of a file, or `None` if there is no file.
///
/// The text is wiped from memory when it is dropped.
///
/// # Errors
/// Returns an error if the file exists but cannot be read or is not UTF-8.
pub(super) fn read_text(
    sources: &Sources,
    path: &Path,
) -> Result<Option<Zeroizing<String>>, Error> {
    let bytes = match sources.files.read_file(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == IoErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(broken(format!("{} cannot be read: {error}", path.display()))),
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Some(Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned()))),
        Err(_) => Err(broken(format!("{} is not UTF-8", path.display()))),
    }
}

/// Returns the text of a file of keys.
///
/// Logs a warning if users other than its owner can read it.
pub(super) fn read_keys(
    sources: &Sources,
    path: &Path,
) -> Result<Option<Zeroizing<String>>, Error> {
    let text = read_text(sources, path)?;
    #[cfg(feature = "tracing")]
    if text.is_some() && sources.files.is_open_to_all(path) {
        let file = path.display().to_string();
        tracing::warn!(file = %OneLine(&file), "all users of this machine can read these keys: \
            chmod 600");
    }
    Ok(text)
}
