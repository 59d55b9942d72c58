//! The name of the running program, for messages that name a command.

use std::sync::OnceLock;

static NAME: OnceLock<&str> = OnceLock::new();

/// Sets the name. Only the first call counts.
pub fn set(name: &'static str) {
    let _ = NAME.set(name);
}

/// Returns the name: `tencentcloud` unless another was set.
pub fn name() -> &'static str {
    NAME.get_or_init(|| "tencentcloud")
}
