//! Everything that is printed, searched for secrets.

use crate::support::server::Seen;
use crate::support::{ID, KEY, TOKEN};
use crate::traced;
use std::error::Error as _;
use std::fmt::Debug;
use tencentcloud_runtime::Error;

/// The texts that a program may write to its log.
#[derive(Default)]
pub(crate) struct Printed(Vec<String>);

impl Printed {
    pub(crate) fn debug(&mut self, value: &impl Debug) {
        self.0.push(format!("{value:?} {value:#?}"));
    }

    /// Prints an error with all its causes.
    pub(crate) fn error(&mut self, error: &Error) {
        self.debug(error);
        self.0.push(error.to_string());
        let mut below = error.source();
        while let Some(source) = below {
            self.debug(&source);
            self.0.push(source.to_string());
            below = source.source();
        }
    }

    /// Searches for the credentials and for the signatures and client tokens that the server
    /// received.
    pub(crate) fn search(&self, name: &str, seen: &[Seen]) {
        let mut secrets: Vec<String> = [ID, KEY, TOKEN].map(str::to_owned).into();
        secrets.extend(
            ["the-first-token", "the-second-token", "the-old-id", "the-old-key", "old-token"]
                .map(str::to_owned),
        );
        // Unsigned requests have `SKIP`.
        for seen in seen.iter().filter(|seen| seen.header("authorization").contains('=')) {
            secrets.extend(seen.header("authorization").rsplit('=').next().map(str::to_owned));
            secrets.push(seen.header("x-tc-token").to_owned());
        }
        self.search_for(name, &secrets);
    }

    /// Searches for these secrets.
    pub(crate) fn search_for(&self, name: &str, secrets: &[String]) {
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            let leak = self.0.iter().find(|text| text.contains(secret.as_str()));
            assert!(leak.is_none(), "{name}: {secret} is printed: {leak:?}");
            traced::secret(secret);
        }
    }
}
