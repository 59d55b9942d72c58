//! The clients. The bare ones send the same body without a signature, and read the answer without looking at it.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::time::{Duration, Instant};
use tencentcloud_batch::DescribeTaskRequest;
use tencentcloud_runtime::{Client, Config, Credential, Endpoint, Proxy, Region, blocking};

const BODY: &[u8] = br#"{"JobId":"job-00000000","TaskName":"A"}"#;
const JSON: &str = "application/json";

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

#[derive(Clone)]
pub enum Async {
    Hyper(Box<HyperClient<HttpConnector, Full<Bytes>>>, String),
    Reqwest(reqwest::Client, String),
    Ours(Client),
}

impl Async {
    pub fn hyper(url: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self::Hyper(Box::new(HyperClient::builder(TokioExecutor::new()).build(connector)), url.to_owned())
    }

    pub fn reqwest(url: &str) -> Self {
        // The process has no provider of cryptography, which reqwest would ask for.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self::Reqwest(reqwest::Client::builder().no_proxy().build().unwrap(), url.to_owned())
    }

    pub fn ours(url: &str) -> Self {
        Self::Ours(Client::new(config(url)).unwrap())
    }

    /// Calls one after another, and how long each took.
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
            Self::Hyper(client, url) => {
                let request = http::Request::post(url).header("content-type", JSON);
                let request = request.body(Full::from(BODY)).unwrap();
                let answer = client.request(request).await.unwrap();
                assert!(answer.into_body().collect().await.unwrap().to_bytes().len() > 100);
            }
            Self::Reqwest(client, url) => {
                let request = client.post(url).header("content-type", JSON).body(BODY);
                assert!(request.send().await.unwrap().bytes().await.unwrap().len() > 100);
            }
            Self::Ours(client) => {
                let answer = client.call(request()).await.unwrap();
                assert!(answer.task_instance_set.is_some());
            }
        }
    }
}

pub enum Blocking {
    Ureq(ureq::Agent, String),
    Ours(blocking::Client),
}

impl Blocking {
    pub fn ureq(url: &str) -> Self {
        let config = ureq::Agent::config_builder().proxy(None).max_idle_connections_per_host(100).build();
        Self::Ureq(config.into(), url.to_owned())
    }

    pub fn ours(url: &str) -> Self {
        Self::Ours(blocking::Client::new(config(url)).unwrap())
    }

    /// Calls one after another, and how long each took.
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
            Self::Ureq(agent, url) => {
                let mut answer = agent.post(url).content_type(JSON).send(BODY).unwrap();
                assert!(answer.body_mut().read_to_vec().unwrap().len() > 100);
            }
            Self::Ours(client) => {
                let answer = client.call(request()).unwrap();
                assert!(answer.task_instance_set.is_some());
            }
        }
    }
}
