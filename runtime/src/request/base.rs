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

/// What was made for the services that a client has called: making it anew costs as much as signing.
#[derive(Default)]
pub(crate) struct Bases(Mutex<Vec<Made>>);

struct Made {
    service: &'static Service,
    on_backup: bool,
    base: Arc<Base>,
}

impl Bases {
    /// That of a service at the client's endpoint or at the other one, made where it is not here yet.
    ///
    /// # Errors
    /// Those of making it.
    pub(crate) fn get(
        &self,
        service: &'static Service,
        on_backup: bool,
        make: impl FnOnce() -> Result<Base, Error>,
    ) -> Result<Arc<Base>, Error> {
        // One is put in whole.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = made.iter().find(|it| std::ptr::eq(it.service, service) && it.on_backup == on_backup) {
            return Ok(Arc::clone(&it.base));
        }
        let base = Arc::new(make()?);
        made.push(Made { service, on_backup, base: Arc::clone(&base) });
        Ok(base)
    }
}
