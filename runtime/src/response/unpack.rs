//! Responses that are compressed although this was not requested, as some gateways do.

use super::media_type::is_event_stream;
use crate::error::{Error, ErrorKind};
use bytes::Bytes;
use flate2::bufread::GzDecoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, Response};
use std::io::{self, Read};

/// Decompresses a body that is compressed with gzip.
///
/// A body of more than `limit` bytes is refused before it is fully decompressed.
///
/// # Errors
/// Returns an error if the body is too large or is not gzip.
pub(crate) fn unpack(response: &mut Response<Bytes>, limit: usize) -> Result<(), Error> {
    // Compressed streams are refused later.
    if !is_gzip(response.headers()) || is_event_stream(response.headers()) {
        return Ok(());
    }
    let mut body = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = members(response.body(), bound, &mut body);
    let refused =
        |text: String| Error::new(ErrorKind::Decode, text).with_status(response.status().as_u16());
    match read {
        Err(error) => Err(refused(format!("the response cannot be decompressed: {error}"))
            .with_body(response.body().clone())),
        Ok(()) if body.len() > limit => Err(refused(format!(
            "the decompressed response is larger than the {limit} bytes that \
                `max_response_bytes` allows"
        ))),
        Ok(()) => {
            *response.body_mut() = body.into();
            response.headers_mut().remove(CONTENT_ENCODING);
            Ok(())
        }
    }
}

/// Decompresses all members of a gzip file, up to a bound. Data after the last member is ignored.
fn members(mut packed: &[u8], bound: u64, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let mut member = GzDecoder::new(packed).take(bound.saturating_sub(body.len() as u64));
        member.read_to_end(body)?;
        packed = member.into_inner().into_inner();
        if !packed.starts_with(&[0x1f, 0x8b]) || body.len() as u64 >= bound {
            return Ok(());
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
        let text =
            "the decompressed response is larger than the 9 bytes that `max_response_bytes` allows";
        assert_eq!(unpack(&mut packed(b"0123456789"), 9).unwrap_err().to_string(), text);
        for mut response in
            [packed(b"0123456789"), Response::new(Bytes::from_static(b"0123456789"))]
        {
            unpack(&mut response, 10).unwrap();
            assert_eq!(&response.body()[..], b"0123456789");
            assert!(response.headers().is_empty());
        }
    }

    #[test]
    fn what_follows_is_no_part_of_it() {
        let whole = packed(b"0123456789");
        let twice = [&whole.body()[..], whole.body()].concat();
        let cases = [
            (&b"garbage"[..], &b"0123456789"[..]),
            (b"\0\0\r\n", b"0123456789"),
            (&twice, b"012345678901234567890123456789"),
        ];
        for (rest, expected) in cases {
            let mut response = whole.clone().map(|body| [&body[..], rest].concat().into());
            unpack(&mut response, 100).unwrap();
            assert_eq!(&response.body()[..], expected);
        }
        let mut broken = whole.clone().map(|body| [&body[..], &body[..9]].concat().into());
        assert!(unpack(&mut broken, 100).is_err());
        assert!(unpack(&mut whole.map(|body| [&body[..], &twice].concat().into()), 29).is_err());
    }

    #[test]
    fn what_is_broken_is_refused() {
        let whole = packed(b"0123456789");
        for length in [0, 1, 9, whole.body().len() - 1] {
            let mut response = whole.clone().map(|body| body.slice(..length));
            let error = unpack(&mut response, 100).unwrap_err();
            assert!(
                error.to_string().starts_with("the response cannot be decompressed: "),
                "{length}: {error}"
            );
            assert_eq!(error.body().map(<[u8]>::len), Some(length));
        }
    }
}
