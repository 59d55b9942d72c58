//! A server for many concurrent connections, over hyper, on its own threads.

use super::server::Seen;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::{TcpListener, TcpStream};

/// Converts a request into the form of the other test servers.
pub async fn seen(request: Request<Incoming>) -> Seen {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    let mut headers: Vec<(String, String)> = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    // In HTTP/2 the host is in a separate field.
    headers.extend(head.uri.authority().map(|host| ("host".to_owned(), host.to_string())));
    Seen { method: head.method.to_string(), path: head.uri.path().to_owned(), headers, body }
}

type Handler = dyn Fn(&Seen) -> String + Send + Sync;

/// A running server.
pub struct Busy {
    pub url: String,
    open: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    threads: Option<tokio::runtime::Runtime>,
}

impl Busy {
    /// Starts a server that responds with these bodies.
    pub fn start(handler: impl Fn(&Seen) -> String + Send + Sync + 'static) -> Self {
        let threads = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (now, ever, handler) = (Arc::clone(&open), Arc::clone(&most), Arc::new(handler));
        threads.spawn(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                ever.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let (now, handler) = (Arc::clone(&now), Arc::clone(&handler));
                tokio::spawn(async move {
                    serve(stream, handler).await;
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, open, most, threads: Some(threads) }
    }

    /// Returns the number of open connections.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// Returns the largest number of connections that were open at a time.
    pub fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        // An async test must not wait for them.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

async fn serve(stream: TcpStream, handler: Arc<Handler>) {
    let service = service_fn(move |request| {
        let handler = Arc::clone(&handler);
        async move {
            let body = handler(&seen(request).await);
            Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(body))))
        }
    });
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
