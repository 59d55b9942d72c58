//! Answers that come compressed although that was not asked for, as some gateways send them.

use crate::error::{Error, ErrorKind};
use crate::stream::is_event_stream;
use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, Response};
use std::io::Read;

/// Unpacks a body that is packed with gzip. What unpacks to more than `limit` bytes is refused before it is unpacked
/// whole.
///
/// # Errors
/// Where the body is larger than that or no gzip.
pub(crate) fn unpack(answer: &mut Response<Bytes>, limit: usize) -> Result<(), Error> {
    // Streams that are packed are refused later.
    if !is_gzip(answer.headers()) || is_event_stream(answer.headers()) {
        return Ok(());
    }
    let mut body = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = MultiGzDecoder::new(answer.body().as_ref()).take(bound).read_to_end(&mut body);
    let refused = |text: String| Error::new(ErrorKind::Decode, text).with_status(answer.status().as_u16());
    match read {
        Err(error) => Err(refused(format!("the answer cannot be unpacked: {error}")).with_body(answer.body().clone())),
        Ok(_) if body.len() > limit => {
            Err(refused(format!("the answer has more than the {limit} bytes allowed when it is unpacked")))
        }
        Ok(_) => {
            *answer.body_mut() = body.into();
            answer.headers_mut().remove(CONTENT_ENCODING);
            Ok(())
        }
    }
}

fn is_gzip(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|value| {
        let name = value.as_bytes().trim_ascii();
        name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip")
    })
}

#[cfg(test)]
mod tests {
    use super::unpack;
    use bytes::Bytes;
    use flate2::{Compression, write::GzEncoder};
    use http::Response;
    use std::io::Write;

    fn packed(body: &[u8]) -> Response<Bytes> {
        let mut writer = GzEncoder::new(Vec::new(), Compression::best());
        writer.write_all(body).unwrap();
        let body = writer.finish().unwrap();
        Response::builder().header("Content-Encoding", "GZIP").body(body.into()).unwrap()
    }

    #[test]
    fn what_fits_is_unpacked() {
        let text = "the answer has more than the 9 bytes allowed when it is unpacked";
        assert_eq!(unpack(&mut packed(b"0123456789"), 9).unwrap_err().to_string(), text);
        for mut answer in [packed(b"0123456789"), Response::new(Bytes::from_static(b"0123456789"))] {
            unpack(&mut answer, 10).unwrap();
            assert_eq!(&answer.body()[..], b"0123456789");
            assert!(answer.headers().is_empty());
        }
    }

    #[test]
    fn what_is_broken_is_refused() {
        let whole = packed(b"0123456789");
        for length in [0, 1, 9, whole.body().len() - 1] {
            let mut answer = whole.clone().map(|body| body.slice(..length));
            let error = unpack(&mut answer, 100).unwrap_err();
            assert!(error.to_string().starts_with("the answer cannot be unpacked: "), "{length}: {error}");
            assert_eq!(error.body().map(<[u8]>::len), Some(length));
        }
    }
}
