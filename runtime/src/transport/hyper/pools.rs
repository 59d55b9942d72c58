//! Pools of idle connections, one per runtime.
//!
//! The task that reads from a connection belongs to the runtime that it was spawned in, and stops
//! when that is no longer driven.

use super::body::Whole;
use crate::time::bounded;
use crate::transport::MOST_HEADERS;
use http::Request;
use hyper::rt::Executor;
use hyper_util::client::legacy::connect::Connect;
use hyper_util::client::legacy::{Builder, Client, ResponseFuture};
use hyper_util::rt::TokioTimer;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Id;

/// The connection pools of a transport.
pub(super) struct Pools<C> {
    connector: C,
    idle: Duration,
    pools: Mutex<Vec<Pool<C>>>,
}

struct Pool<C> {
    runtime: Id,
    tasks: Tasks,
    client: Client<C, Whole>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Pools<C> {
    /// Creates pools that keep idle connections for the given time; zero keeps none.
    pub(super) fn new(connector: C, idle: Duration) -> Self {
        Self { connector, idle, pools: Mutex::default() }
    }

    /// Sends a request in a runtime.
    pub(super) fn request(&self, runtime: Id, request: Request<Whole>) -> ResponseFuture {
        // Each pool is inserted as a whole, so a poisoned lock is harmless.
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = pools.iter().find(|pool| pool.runtime == runtime) {
            return pool.client.request(request);
        }
        // The tasks of a runtime end with it.
        pools.retain(|pool| pool.tasks.any());
        let tasks = Tasks::default();
        let client = self.builder(tasks.clone()).build(self.connector.clone());
        let response = client.request(request);
        pools.push(Pool { runtime, tasks, client });
        response
    }

    fn builder(&self, tasks: Tasks) -> Builder {
        let kept = if self.idle.is_zero() { 0 } else { usize::MAX };
        let mut builder = Client::builder(tasks);
        builder.http1_max_headers(MOST_HEADERS);
        #[cfg(feature = "http2")]
        builder.http2_max_header_list_size(MOST_HEADERS as u32 * 256);
        builder
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(bounded(self.idle))
            .pool_max_idle_per_host(kept);
        builder
    }
}

/// The executor of a pool's tasks. It counts the tasks that have not ended.
#[derive(Clone, Default)]
struct Tasks(Arc<AtomicUsize>);

impl Tasks {
    fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

/// A task that has not ended.
struct Task(Tasks);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<F> Executor<F> for Tasks
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, future: F) {
        self.0.fetch_add(1, Ordering::Relaxed);
        let task = Task(self.clone());
        tokio::spawn(async move {
            let _task = task;
            future.await
        });
    }
}
