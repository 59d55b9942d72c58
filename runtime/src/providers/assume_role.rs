//! The provider that assumes a role with other credentials.

use super::source::{CredentialSource, SourceResult, kept};
use super::{CachedProvider, Role, Sources, sts};
use crate::credential::CredentialProvider;
use crate::error::Error;
use crate::time::BoxFuture;
use std::sync::Arc;

impl Sources {
    /// Returns a provider that assumes a role with the given credentials.
    ///
    /// A request to STS may take 10 s, and 25 s with its retries.
    pub fn assume_role(&self, credentials: impl CredentialProvider, role: Role) -> CachedProvider {
        kept(self, AssumedRole { sources: self.clone(), credentials: Arc::new(credentials), role })
    }
}

struct AssumedRole {
    sources: Sources,
    credentials: Arc<dyn CredentialProvider>,
    role: Role,
}

impl CredentialSource for AssumedRole {
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>> {
        Box::pin(async {
            let credential =
                sts::assume_role(&self.sources, Arc::clone(&self.credentials), &self.role).await?;
            Ok(credential.into())
        })
    }
}
