//! Types as the generator writes them, a server on loopback, and a check of signatures that shares
//! no code with the runtime.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test uses a part")]

pub mod api;
pub mod busy;
pub mod cloud;
pub mod machine;
pub mod mint;
pub mod proxy;
pub mod server;
pub mod signature;
pub mod streams;
pub mod tls;

use std::time::Duration;
use tencentcloud_runtime::time::{Clock, Now, Randomness};
use tencentcloud_runtime::{Config, Credential, Endpoint, Region, RetryPolicy};

pub const ID: &str = "AKIDtest0123456789";
pub const KEY: &str = "secret-key-0123456789";
pub const TOKEN: &str = "session-token-0123456789";
/// 2023-11-14 in UTC.
pub const TIME: u64 = 1_700_000_000;

/// A stopped clock, so that requests are the same in every run.
pub struct Still;

impl Clock for Still {
    fn now(&self) -> Now {
        Now { unix: TIME, tick: Duration::from_secs(1) }
    }
}

/// A source of randomness that returns ones.
pub struct Ones;

impl Randomness for Ones {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(1);
    }
}

/// Returns a configuration for a server on loopback, with negligible waits.
pub fn config(url: &str) -> Config {
    let short = Duration::from_millis(20);
    Config::new()
        .credentials(Credential::temporary(ID, KEY, TOKEN))
        .region(Region::AP_GUANGZHOU)
        .endpoint(Endpoint::url(url).unwrap())
        .retry(RetryPolicy::default().throttle_base(short).network_base(short))
        .connect_timeout(Duration::from_secs(2))
        .attempt_timeout(Duration::from_secs(2))
        .total_timeout(Duration::from_secs(10))
}
