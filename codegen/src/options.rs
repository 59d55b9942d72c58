//! The options of a generated crate.

use crate::runtime::Runtime;

/// The options of a generated crate that are not in the description.
#[derive(Clone, Debug)]
pub struct Options {
    /// The source of the runtime.
    pub runtime: Runtime,
    /// True if the crate is a workspace of its own, and not one of those that are published.
    pub standalone: bool,
    /// The programs of the crate's `examples` folder, as file name and content.
    pub examples: Vec<(String, String)>,
    /// The name of the crate instead of [`crate_name`](crate::crate_name).
    pub name: Option<String>,
    /// The licence that the manifest names. With the default, `MIT`, its text is written too.
    pub license: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: Runtime::Path("../../runtime".to_owned()),
            standalone: false,
            examples: Vec::new(),
            name: None,
            license: MIT.to_owned(),
        }
    }
}

/// The licence of this project, and of what it generates unless options name another one.
pub(crate) const MIT: &str = "MIT";
