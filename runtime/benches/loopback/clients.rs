//! The clients.
//!
//! The bare ones send the same headers and body, and read the whole response; see [`Work`].

use crate::by_hand::{BODY, Work};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::time::{Duration, Instant};
use tencentcloud_api_batch::DescribeTaskRequest;
use tencentcloud_runtime::{Client, Config, Credential, Endpoint, Proxy, Region, blocking};

pub fn request() -> DescribeTaskRequest {
    DescribeTaskRequest::new().job_id("job-00000000").task_name("A")
}

fn config(url: &str) -> Config {
    Config::new()
        .credentials(Credential::new("AKID0000000000000000", "key-00000000000000000000"))
        .region(Region::AP_GUANGZHOU)
        .endpoint(Endpoint::url(url).unwrap())
        .proxy(Proxy::none())
}

/// A bare client's destination, and its additional work.
#[derive(Clone)]
pub struct Bare {
    url: String,
    work: Work,
}

impl Bare {
    fn new(url: &str, work: Work) -> Self {
        Self { url: url.to_owned(), work }
    }

    /// Returns the value of the `Host` header.
    fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }
}

#[derive(Clone)]
pub enum Async {
    Hyper(Box<HyperClient<HttpConnector, Full<Bytes>>>, Bare),
    Reqwest(reqwest::Client, Bare),
    Ours(Client),
}

impl Async {
    pub fn hyper(url: &str, work: Work) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self::Hyper(
            Box::new(HyperClient::builder(TokioExecutor::new()).build(connector)),
            Bare::new(url, work),
        )
    }

    pub fn reqwest(url: &str, work: Work) -> Self {
        // The process has no crypto provider, which reqwest would require.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self::Reqwest(reqwest::Client::builder().no_proxy().build().unwrap(), Bare::new(url, work))
    }

    pub fn ours(url: &str) -> Self {
        Self::Ours(Client::new(config(url)).unwrap())
    }

    /// Makes calls in sequence, and returns the duration of each.
    pub async fn calls(self, count: usize) -> Vec<Duration> {
        let mut latencies = Vec::with_capacity(count);
        for _ in 0..count {
            let begun = Instant::now();
            self.call().await;
            latencies.push(begun.elapsed());
        }
        latencies
    }

    async fn call(&self) {
        match self {
            Self::Hyper(client, bare) => {
                let mut request = http::Request::post(&bare.url);
                for (name, value) in bare.work.headers(bare.host()) {
                    request = request.header(name, value);
                }
                let response =
                    client.request(request.body(Full::from(BODY)).unwrap()).await.unwrap();
                bare.work.decode(&response.into_body().collect().await.unwrap().to_bytes());
            }
            Self::Reqwest(client, bare) => {
                let mut request = client.post(&bare.url);
                for (name, value) in bare.work.headers(bare.host()) {
                    request = request.header(name, value);
                }
                bare.work.decode(&request.body(BODY).send().await.unwrap().bytes().await.unwrap());
            }
            Self::Ours(client) => {
                let response = client.call(request()).await.unwrap();
                assert!(response.task_instance_set.is_some());
            }
        }
    }
}

pub enum Blocking {
    Ureq(ureq::Agent, Bare),
    Ours(blocking::Client),
}

impl Blocking {
    pub fn ureq(url: &str, work: Work) -> Self {
        let config =
            ureq::Agent::config_builder().proxy(None).max_idle_connections_per_host(100).build();
        Self::Ureq(config.into(), Bare::new(url, work))
    }

    pub fn ours(url: &str) -> Self {
        Self::Ours(blocking::Client::new(config(url)).unwrap())
    }

    /// Makes calls in sequence, and returns the duration of each.
    pub fn calls(&self, count: usize) -> Vec<Duration> {
        let mut latencies = Vec::with_capacity(count);
        for _ in 0..count {
            let begun = Instant::now();
            self.call();
            latencies.push(begun.elapsed());
        }
        latencies
    }

    fn call(&self) {
        match self {
            Self::Ureq(agent, bare) => {
                let mut request = agent.post(&bare.url);
                for (name, value) in bare.work.headers(bare.host()) {
                    request = request.header(name, value);
                }
                bare.work.decode(&request.send(BODY).unwrap().body_mut().read_to_vec().unwrap());
            }
            Self::Ours(client) => {
                let response = client.call(request()).send().unwrap();
                assert!(response.task_instance_set.is_some());
            }
        }
    }
}

/// The async clients, ours last.
pub const ASYNCS: [&str; 5] =
    ["hyper", "reqwest", "hyper by hand", "reqwest by hand", "ours, async"];

pub fn asyncs(url: &str) -> [Async; 5] {
    [
        Async::hyper(url, Work::Bare),
        Async::reqwest(url, Work::Bare),
        Async::hyper(url, Work::ByHand),
        Async::reqwest(url, Work::ByHand),
        Async::ours(url),
    ]
}

/// The blocking clients, ours last.
pub const BLOCKINGS: [&str; 3] = ["ureq", "ureq by hand", "ours, blocking"];

pub fn blockings(url: &str) -> [Blocking; 3] {
    [Blocking::ureq(url, Work::Bare), Blocking::ureq(url, Work::ByHand), Blocking::ours(url)]
}
