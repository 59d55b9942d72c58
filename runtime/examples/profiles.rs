//! Prints what each profile file holds, a line a file: for `conformance/profiles.py`, which
//! compares that with the vendor's Python SDK. The files there are made up; never print keys of
//! your own.

use std::io::Write;
use tencentcloud_runtime::Endpoint;
use tencentcloud_runtime::blocking::block_on;
use tencentcloud_runtime::credential::{CredentialProvider, CredentialRequest, Sources};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    // Nothing is asked of the service: a role ends in an error.
    let nowhere = Endpoint::url("http://127.0.0.1:9").map_err(std::io::Error::other)?;
    for file in std::env::args_os().skip(1) {
        let provider = Sources::blocking().sts_endpoint(nowhere.clone()).ini_file(file, "default");
        match block_on(provider.credential(CredentialRequest::default())) {
            Ok(found) => writeln!(out, "ok\t{}\t{}", found.secret_id(), found.secret_key())?,
            Err(error) => writeln!(out, "error\t{error}")?,
        }
    }
    Ok(())
}
