//! The parts that all requests of a client to one service have in common.

use super::prepared::invalid_text;
use crate::action::Region;
use crate::action::Service;
use crate::endpoint::Address;
use crate::error::Error;
use http::{HeaderValue, Uri};
use std::sync::{Arc, Mutex, PoisonError};

/// The address, and the headers that do not depend on the action.
pub(crate) struct RequestTemplate {
    /// The authority of the address, which is signed.
    pub(super) authority: String,
    pub(super) uri: Uri,
    pub(super) host: HeaderValue,
    /// The name of this client, for the vendor's statistics.
    pub(super) client: HeaderValue,
    /// The region of the call, for actions that take one.
    pub(super) region: Option<HeaderValue>,
    pub(super) language: Option<HeaderValue>,
}

impl RequestTemplate {
    /// Returns the host, and the port if it is not the default one.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Creates the template.
    ///
    /// # Errors
    /// Returns an error if the address or the client's name is not valid in a header.
    pub(crate) fn new(
        address: Address,
        client: &str,
        region: Option<&Region>,
        language: Option<&'static str>,
    ) -> Result<Self, Error> {
        Ok(Self {
            uri: address.url().try_into().map_err(|_| invalid_text("the endpoint"))?,
            host: text(&address.authority)?,
            authority: address.authority,
            client: text(client)?,
            region: region.map(|region| text(region.as_str())).transpose()?,
            language: language.map(HeaderValue::from_static),
        })
    }
}

fn text(value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|_| invalid_text("a header"))
}

/// The number of cached entries: enough for a program that calls in every region.
const KEPT: usize = 256;

/// The templates for the services that a client has called: to create them again costs as much
/// as signing.
#[derive(Default)]
pub(crate) struct RequestTemplates(Mutex<Vec<CachedTemplate>>);

/// The key of an entry.
#[derive(Clone, Copy)]
pub(crate) struct TemplateKey<'a> {
    pub(crate) service: &'static Service,
    pub(crate) on_backup: bool,
    pub(crate) region: Option<&'a Region>,
    pub(crate) language: Option<&'static str>,
}

struct CachedTemplate {
    service: &'static Service,
    on_backup: bool,
    template: Arc<RequestTemplate>,
}

impl CachedTemplate {
    fn is_for(&self, key: &TemplateKey<'_>) -> bool {
        let same = |value: &Option<HeaderValue>, text: Option<&str>| {
            value.as_ref().map(HeaderValue::as_bytes) == text.map(str::as_bytes)
        };
        std::ptr::eq(self.service, key.service)
            && self.on_backup == key.on_backup
            && same(&self.template.region, key.region.map(Region::as_str))
            && same(&self.template.language, key.language)
    }
}

impl RequestTemplates {
    /// Returns the entry of a key, and creates it if it is not cached.
    ///
    /// # Errors
    /// Returns the errors of creating it.
    pub(crate) fn get(
        &self,
        key: TemplateKey<'_>,
        make: impl FnOnce() -> Result<RequestTemplate, Error>,
    ) -> Result<Arc<RequestTemplate>, Error> {
        // Each entry is inserted as a whole, so a poisoned lock is harmless.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = made.iter().find(|it| it.is_for(&key)) {
            return Ok(Arc::clone(&it.template));
        }
        let template = Arc::new(make()?);
        if made.len() >= KEPT {
            made.remove(0);
        }
        made.push(CachedTemplate {
            service: key.service,
            on_backup: key.on_backup,
            template: Arc::clone(&template),
        });
        Ok(template)
    }
}
