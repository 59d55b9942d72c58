//! Step 3: the signing key.

use super::digest::hmac;
use super::string_to_sign::Scope;
use crate::text::hex;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use zeroize::{Zeroize, Zeroizing};

/// A key that signs for one day and one service. It is wiped from memory when dropped.
#[derive(Clone)]
pub struct SigningKey(Zeroizing<[u8; 32]>);

impl SigningKey {
    /// Returns the signature of a text, in lower-case hexadecimal.
    pub fn sign(&self, text: &str) -> String {
        hex(&hmac(&*self.0, text.as_bytes()))
    }
}

/// Derives the signing key from the secret key: by the day, then the service, then a constant.
pub fn derive(secret_key: &str, scope: Scope<'_>) -> SigningKey {
    let [mut by_date, mut by_service, key] = steps(secret_key, scope);
    by_date.zeroize();
    by_service.zeroize();
    SigningKey(Zeroizing::new(key))
}

/// Returns the three keys of the derivation; the last one is the signing key.
pub(super) fn steps(secret_key: &str, scope: Scope<'_>) -> [[u8; 32]; 3] {
    let seed = Zeroizing::new(format!("TC3{secret_key}"));
    let by_date = hmac(seed.as_bytes(), scope.date.as_bytes());
    let by_service = hmac(&by_date, scope.service.as_bytes());
    let key = hmac(&by_service, b"tc3_request");
    [by_date, by_service, key]
}

/// The number of cached keys. A client that calls more services derives some keys again.
const KEPT: usize = 16;

/// A cache of derived signing keys, which are valid for a day.
///
/// It is wiped from memory when dropped.
#[derive(Default)]
pub struct Keys(Mutex<Vec<CachedKey>>);

struct CachedKey {
    secret_key: Zeroizing<String>,
    date: String,
    service: String,
    key: SigningKey,
}

impl Keys {
    /// Returns the signing key, and derives it if it is not cached.
    pub fn get(&self, secret_key: &str, scope: Scope<'_>) -> SigningKey {
        // Each key is inserted as a whole, so a poisoned lock is harmless.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|it| {
            it.service == scope.service && it.date == scope.date && *it.secret_key == *secret_key
        });
        if let Some(found) = found {
            return found.key.clone();
        }
        // Keys of other days are no longer needed. The oldest keys, such as those of replaced
        // credentials, go first.
        kept.retain(|it| it.date == scope.date);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        let key = derive(secret_key, scope);
        let (date, service) = (scope.date.to_owned(), scope.service.to_owned());
        kept.push(CachedKey {
            secret_key: Zeroizing::new(secret_key.to_owned()),
            date,
            service,
            key: key.clone(),
        });
        key
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Keys, derive};
    use crate::sign::string_to_sign::Scope;

    #[test]
    fn keys_that_are_kept_are_those_that_would_be_derived() {
        let keys = Keys::default();
        let services: Vec<String> =
            (0..KEPT + 2).map(|number| format!("service-{number}")).collect();
        for _ in 0..2 {
            for date in ["2017-03-12", "2017-03-13"] {
                for (secret, service) in
                    services.iter().flat_map(|service| [("one", service), ("other", service)])
                {
                    let scope = Scope { date, service };
                    let expected = derive(secret, scope).sign("text");
                    assert_eq!(keys.get(secret, scope).sign("text"), expected);
                    assert_eq!(keys.get(secret, scope).sign("text"), expected);
                    assert!(keys.0.lock().unwrap().len() <= KEPT);
                }
            }
        }
        assert_eq!(format!("{keys:?}"), "Keys");
    }
}
