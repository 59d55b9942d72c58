//! A simulated machine with all sources of credentials.

use super::server::{Reply, Server};
use super::{Ones, Still, TIME};
use std::collections::HashMap;
use std::fs;
use tempfile::TempDir;
use tencentcloud_runtime::credential::{
    CachedProvider, CredentialProvider, CredentialRequest, Environment, Sources,
};
use tencentcloud_runtime::{Credential, Endpoint, Error};

/// A simulated machine: a home directory, an environment, and a server that is both the metadata
/// service and STS.
pub struct Machine {
    pub home: TempDir,
    pub variables: HashMap<&'static str, String>,
    pub server: Server,
}

impl Machine {
    pub fn new(server: Server) -> Self {
        let home = tempfile::tempdir().unwrap();
        let variables = HashMap::from([("HOME", home.path().display().to_string())]);
        Self { home, variables, server }
    }

    /// Creates a machine outside the cloud.
    pub fn alone() -> Self {
        Self::new(Server::start(|_, _| Reply::Http(404, vec![], b"not found".to_vec())))
    }

    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.variables.insert(name, value.replace('~', &self.home.path().display().to_string()));
        self
    }

    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn sources(&self) -> Sources {
        self.own(Sources::new()).randomness(Ones)
    }

    /// Returns sources on this machine.
    pub fn own(&self, sources: Sources) -> Sources {
        let variables = self.variables.clone();
        sources
            .environment(Environment::new(move |name| variables.get(name).map(Into::into)))
            .clock(Still)
            .sts_endpoint(Endpoint::url(&self.server.url).unwrap())
            .metadata_url(&self.server.url)
    }

    /// Returns the outcome, without the path of the home directory, which differs from run to run.
    pub fn told(&self, result: Result<Credential, Error>) -> String {
        match result {
            Ok(credential) => summary(&credential),
            Err(error) => error.to_string().replace(&self.home.path().display().to_string(), "~"),
        }
    }

    pub async fn ask(&self, provider: CachedProvider) -> String {
        self.told(get(&provider).await)
    }
}

pub async fn get(provider: &CachedProvider) -> Result<Credential, Error> {
    provider.credential(CredentialRequest::default()).await
}

pub fn summary(credential: &Credential) -> String {
    let expires =
        credential.expires_at().map(|at| format!(" {:+}", at.cast_signed() - TIME.cast_signed()));
    let token = credential.token().map(|token| format!(" {token}"));
    let [token, expires] = [token, expires].map(Option::unwrap_or_default);
    format!("{} {}{token}{expires}", credential.secret_id(), credential.secret_key())
}
