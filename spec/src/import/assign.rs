//! Which product and version each document describes.

use super::name::{is_product, is_version};
use super::read::Read;
use super::{Lookup, Options, Report};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::merge::Existing;
use crate::overlay::Correction;
use crate::read::Document;
use std::collections::{BTreeMap, HashMap};

/// Everything of one import about one version of one product.
#[derive(Clone)]
pub(super) struct Group<'a> {
    pub(super) product: String,
    pub(super) version: String,
    pub(super) documents: Vec<&'a Document>,
    pub(super) corrections: Vec<Correction>,
    pub(super) before: Option<&'a Existing>,
}
