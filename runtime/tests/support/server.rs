//! A server on loopback that handles each request as a test requires.

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A received request.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    /// Returns the value of a header, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    /// Returns the body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// The handling of a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A response with status, headers and body. Its length is added.
    Http(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// These bytes; then the connection is closed.
    Raw(Vec<u8>),
    /// These pieces, with a pause before each; then the connection is closed.
    Slow(Vec<Vec<u8>>, Duration),
    /// These pieces without pauses; after one pause the connection is closed.
    SlowEnd(Vec<Vec<u8>>, Duration),
    /// These bytes; after a while the connection is reset.
    Cut(Vec<u8>),
    /// A reset of the connection.
    Reset,
    /// A closed connection without a response.
    Close,
    /// No response for this long.
    Stall(Duration),
}

impl Reply {
    /// Returns a JSON response.
    pub fn json(body: impl Into<String>) -> Self {
        Self::Http(
            200,
            vec![("Content-Type", "application/json".to_owned())],
            body.into().into_bytes(),
        )
    }

    /// Returns a response with an error code.
    pub fn fault(code: &str, message: &str) -> Self {
        Self::json(format!(
            "{{\"Response\":{{\"Error\":{{\"Code\":\"{code}\",\"Message\":\"{message}\"}},\"Reque\
                stId\":\"request-1\"}}}}"
        ))
    }
}

type Handler = dyn Fn(&Seen, usize) -> Reply + Send + Sync;

/// A running server. Its threads end with the process.
pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server. The handler receives each request with its number from 0.
    pub fn start(handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::resetting(0, handler)
    }

    /// Starts a server that resets the given number of connections when their first byte has
    /// arrived.
    pub fn resetting(
        unread: usize,
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::begin(unread, None, handler)
    }

    /// Starts a TLS server.
    pub fn tls(
        config: Arc<ServerConfig>,
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::begin(0, Some(config), handler)
    }

    fn begin(
        unread: usize,
        tls: Option<Arc<ServerConfig>>,
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let handler: Arc<Handler> = Arc::new(handler);
        let (connections, open) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let server = Self { url, seen, connections, open };
        let (all, connections, open) =
            (Arc::clone(&server.seen), Arc::clone(&server.connections), Arc::clone(&server.open));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if connections.fetch_add(1, Ordering::SeqCst) < unread {
                    let _ = stream.peek(&mut [0]);
                    reset(&stream);
                    continue;
                }
                open.fetch_add(1, Ordering::SeqCst);
                let (all, handler, open) =
                    (Arc::clone(&all), Arc::clone(&handler), Arc::clone(&open));
                let tls = tls.clone().map(|config| ServerConnection::new(config).unwrap());
                thread::spawn(move || {
                    let socket = stream.try_clone().unwrap();
                    match tls {
                        Some(tls) => serve(&socket, StreamOwned::new(tls, stream), &all, &*handler),
                        None => serve(&socket, stream, &all, &*handler),
                    }
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// Starts a server that sends these replies in turn, and the last one repeatedly.
    pub fn replies(replies: Vec<Reply>) -> Self {
        Self::start(move |_, number| replies[number.min(replies.len() - 1)].clone())
    }

    /// Returns the number of connections so far.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Returns the number of open connections.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// Returns the requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(socket: &TcpStream, stream: impl Read + Write, all: &Mutex<Vec<Seen>>, handler: &Handler) {
    let mut reader = BufReader::new(stream);
    while let Some(seen) = read_request(&mut reader) {
        let number = {
            let mut all = all.lock().unwrap();
            all.push(seen.clone());
            all.len() - 1
        };
        if !reply(socket, reader.get_mut(), handler(&seen, number)) {
            return;
        }
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<Seen> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut seen = Seen { method, path, headers, body: Vec::new() };
    seen.body = vec![0; seen.header("content-length").parse().unwrap_or(0)];
    reader.read_exact(&mut seen.body).ok()?;
    Some(seen)
}

/// Sends a reply. Returns `false` if the connection is over.
fn reply(socket: &TcpStream, stream: &mut impl Write, reply: Reply) -> bool {
    match reply {
        Reply::Http(status, headers, body) => {
            let mut head =
                format!("HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n", body.len());
            for (name, value) in headers {
                head += &format!("{name}: {value}\r\n");
            }
            stream.write_all(&[head.as_bytes(), b"\r\n", &body].concat()).is_ok()
        }
        Reply::Raw(bytes) => {
            let _ = stream.write_all(&bytes);
            let _ = socket.shutdown(std::net::Shutdown::Write);
            false
        }
        Reply::Slow(pieces, pause) => {
            for piece in pieces {
                thread::sleep(pause);
                if stream.write_all(&piece).is_err() {
                    break;
                }
            }
            false
        }
        Reply::SlowEnd(pieces, pause) => {
            let _ = stream.write_all(&pieces.concat());
            thread::sleep(pause);
            false
        }
        Reply::Cut(bytes) => {
            let _ = stream.write_all(&bytes);
            thread::sleep(Duration::from_millis(50));
            reset(socket);
            false
        }
        Reply::Close => false,
        Reply::Reset => {
            reset(socket);
            false
        }
        Reply::Stall(time) => {
            thread::sleep(time);
            false
        }
    }
}

/// Closes a connection so that the peer receives a reset: unread data is discarded.
fn reset(stream: &TcpStream) {
    let socket = socket2::SockRef::from(stream);
    let _ = socket.set_linger(Some(Duration::ZERO));
}
