//! What is the same in all requests of a client to one service.

use super::unfit;
use crate::action::Service;
use crate::endpoint::Address;
use crate::error::Error;
use crate::region::Region;
use http::{HeaderValue, Uri};
use std::sync::{Arc, Mutex, PoisonError};

/// The address and the headers that do not depend on the action.
pub(crate) struct Base {
    /// What is signed of the address.
    pub(super) authority: String,
    pub(super) uri: Uri,
    pub(super) host: HeaderValue,
    /// The name of this client, for the vendor's statistics.
    pub(super) client: HeaderValue,
    /// The client's region, for actions that are asked in one.
    pub(super) region: Option<HeaderValue>,
    pub(super) language: Option<HeaderValue>,
}

impl Base {
    /// The host, and the port if it is not the usual one.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// # Errors
    /// Where the address or the client's name cannot be sent.
    pub(crate) fn new(
        address: Address,
        client: &str,
        region: Option<&Region>,
        language: Option<&'static str>,
    ) -> Result<Self, Error> {
        Ok(Self {
            uri: address.url().try_into().map_err(|_| unfit("the endpoint"))?,
            host: text(&address.authority)?,
            authority: address.authority,
            client: text(client)?,
            region: region.map(|region| text(region.as_str())).transpose()?,
            language: language.map(HeaderValue::from_static),
        })
    }
}

fn text(value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|_| unfit("a header"))
}

/// How many are kept: a program that calls in every region still has all of its own.
const KEPT: usize = 256;

/// What was made for the services that a client has called: making it anew costs as much as signing.
#[derive(Default)]
pub(crate) struct Bases(Mutex<Vec<Made>>);

/// What a base is made for.
#[derive(Clone, Copy)]
pub(crate) struct BaseKey<'a> {
    pub(crate) service: &'static Service,
    pub(crate) on_backup: bool,
    pub(crate) region: Option<&'a Region>,
    pub(crate) language: Option<&'static str>,
}

struct Made {
    service: &'static Service,
    on_backup: bool,
    base: Arc<Base>,
}

impl Made {
    fn is_for(&self, key: &BaseKey<'_>) -> bool {
        let same = |value: &Option<HeaderValue>, text: Option<&str>| {
            value.as_ref().map(HeaderValue::as_bytes) == text.map(str::as_bytes)
        };
        std::ptr::eq(self.service, key.service)
            && self.on_backup == key.on_backup
            && same(&self.base.region, key.region.map(Region::as_str))
            && same(&self.base.language, key.language)
    }
}

impl Bases {
    /// Returns the base of a key, made if it is not here yet.
    ///
    /// # Errors
    /// Those of making it.
    pub(crate) fn get(&self, key: BaseKey<'_>, make: impl FnOnce() -> Result<Base, Error>) -> Result<Arc<Base>, Error> {
        // One is put in whole.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = made.iter().find(|it| it.is_for(&key)) {
            return Ok(Arc::clone(&it.base));
        }
        let base = Arc::new(make()?);
        if made.len() >= KEPT {
            made.remove(0);
        }
        made.push(Made { service: key.service, on_backup: key.on_backup, base: Arc::clone(&base) });
        Ok(base)
    }
}
