//! The checks of certificates that both transports share.

use crate::error::{Error, ErrorKind};

/// Returns the error of an invalid certificate.
pub(super) fn no_certificate() -> Error {
    Error::new(
        ErrorKind::Configuration,
        "a root certificate cannot be read: it must be in PEM or DER",
    )
}

/// Returns whether a file of certificates is in PEM.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| window == b"-----BEGIN ")
}

/// Returns whether bytes are one complete DER sequence, as a certificate is.
///
/// ureq silently ignores invalid ones.
#[cfg(feature = "blocking")]
pub(super) fn is_der(bytes: &[u8]) -> bool {
    let Some(([0x30, first], rest)) = bytes.split_first_chunk::<2>() else { return false };
    if *first < 0x80 {
        return rest.len() == usize::from(*first);
    }
    let digits = usize::from(*first & 0x7f);
    let length = rest
        .get(..digits)
        .filter(|digits| digits.len() <= 4)
        .map(|digits| digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)));
    length.is_some_and(|length| rest.len() - digits == length)
}
