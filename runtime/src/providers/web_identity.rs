//! The role of a pod in the vendor's Kubernetes service.

use super::source::{CredentialSource, SourceResult, broken, kept, usable};
use super::{CachedProvider, Sources, file, sts};
use crate::action::Region;
use crate::error::Error;
use crate::time::BoxFuture;
use std::path::PathBuf;

const REGION: &str = "TKE_REGION";
const PROVIDER: &str = "TKE_PROVIDER_ID";
const TOKEN_FILE: &str = "TKE_WEB_IDENTITY_TOKEN_FILE";
const ROLE: &str = "TKE_ROLE_ARN";

impl Sources {
    /// Returns a provider that assumes the role of the pod that the program runs in.
    ///
    /// It reads `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and `TKE_ROLE_ARN`.
    /// The OIDC token is read again for each renewal.
    pub fn web_identity(&self) -> CachedProvider {
        kept(self, WebIdentity(self.clone()))
    }
}

pub(super) struct WebIdentity(pub(super) Sources);

struct Variables {
    region: Region,
    provider: String,
    token_file: PathBuf,
    role: String,
}

impl CredentialSource for WebIdentity {
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>> {
        Box::pin(async {
            let Some(variables) = self.variables()? else {
                return Ok(SourceResult::Absent(format!(
                    "{PROVIDER}, {TOKEN_FILE} and {ROLE} are not set"
                )));
            };
            let Variables { region, provider, token_file, role } = variables;
            let place = token_file.display();
            let text = file::read_text(&self.0, &token_file)?;
            let text = text.ok_or_else(|| {
                broken(format!("{TOKEN_FILE} names {place}, which does not exist"))
            })?;
            let token = usable(Some(text.trim().to_owned()), &place.to_string(), "the token")?;
            let credential =
                sts::assume_role_with_web_identity(&self.0, &region, provider, token, role).await?;
            Ok(credential.into())
        })
    }
}

impl WebIdentity {
    /// Returns all four variables, or `None`. The region alone is not enough: other programs set it
    /// too.
    fn variables(&self) -> Result<Option<Variables>, Error> {
        let environment = &self.0.environment;
        let (provider, role) = (environment.get(PROVIDER)?, environment.get(ROLE)?);
        let token_file = environment.path(TOKEN_FILE);
        if provider.is_none() && role.is_none() && token_file.is_none() {
            return Ok(None);
        }
        let missing = |name: &str| {
            broken(format!(
                "{name} is not set or is empty, although other TKE_ variables of the pod's role \
                    are set"
            ))
        };
        let region = environment.get(REGION)?.ok_or_else(|| missing(REGION))?;
        Ok(Some(Variables {
            region: Region::new(region)?,
            provider: provider.ok_or_else(|| missing(PROVIDER))?,
            token_file: token_file.ok_or_else(|| missing(TOKEN_FILE))?,
            role: role.ok_or_else(|| missing(ROLE))?,
        }))
    }
}
