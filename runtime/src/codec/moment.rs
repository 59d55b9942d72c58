use crate::{Moment, MomentError};

/// Reads a field's text as a moment. The services write an empty text or a row of zeros for none.
///
/// # Errors
/// Returns an error if the text is no date and no time.
pub fn moment(text: &Option<String>) -> Result<Option<Moment>, MomentError> {
    let is_some = |text: &&str| {
        text.bytes().any(|byte| !matches!(byte, b'0' | b'-' | b':' | b' ' | b'T' | b'Z'))
    };
    text.as_deref().filter(is_some).map(str::parse).transpose()
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn empty_texts_are_none_and_others_are_moments_or_errors() {
        let read = |text: &str| {
            moment(&Some(text.to_owned())).map(|moment| moment.map(|moment| moment.to_string()))
        };
        for none in ["", " ", "0000-00-00 00:00:00", "0000-00-00", "0000-00-00T00:00:00Z", "-"] {
            assert_eq!(read(none), Ok(None), "{none}");
        }
        assert_eq!(moment(&None), Ok(None));
        assert_eq!(read("2018-02-07T09:29:09Z"), Ok(Some("2018-02-07T09:29:09Z".to_owned())));
        assert_eq!(read("2018-02-07 17:29:09"), Ok(Some("2018-02-07T17:29:09+08:00".to_owned())));
        assert!(read("yesterday").is_err());
    }
}
