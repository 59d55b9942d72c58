use crate::http::{self, Request};
use crate::script::{MockResponse, Script};
use crate::seen::Seen;
use crate::service::Service;
use crate::settings::SetupError;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The largest number of open connections. Further ones receive HTTP 503.
const MAX_CONNECTIONS: usize = 512;

/// A running mock. It listens on the loopback interface and stops when it is dropped.
pub struct Mock {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

struct Shared {
    service: Service,
    is_over: AtomicBool,
    connections: Mutex<HashMap<u64, TcpStream>>,
}

impl Mock {
    pub(crate) fn start(service: Service, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            service,
            is_over: AtomicBool::new(false),
            connections: Mutex::default(),
        });
        let other = Arc::clone(&shared);
        let listening = thread::Builder::new()
            .name("mock".to_owned())
            .spawn(move || listen(&listener, &other))?;
        Ok(Self { address, shared, listening: Some(listening) })
    }

    /// Returns the mock's URL, to be used as the client's endpoint.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the responses of an action: each in turn, and the last one repeatedly.
    ///
    /// If several products have an action of this name, use `product/Action`.
    ///
    /// # Errors
    /// Returns an error if no product of the mock has the action.
    pub fn script(
        &self,
        action: &str,
        responses: impl IntoIterator<Item = MockResponse>,
    ) -> Result<(), SetupError> {
        let responses = responses.into_iter().collect();
        self.shared.service.set_script(action, Script::Responses { responses, next: 0 })
    }

    /// Responds to an action with its documented example, in which a field takes these values in
    /// turn.
    ///
    /// The last value stays. The field may be a path, such as `JobSet.0.JobState`.
    ///
    /// # Errors
    /// Returns an error if no product of the mock has the action, or if its response has no such
    /// field.
    pub fn states<V: Into<Value>>(
        &self,
        action: &str,
        field: &str,
        states: impl IntoIterator<Item = V>,
    ) -> Result<(), SetupError> {
        let states = states.into_iter().map(Into::into).collect();
        self.shared
            .service
            .set_script(action, Script::States { field: field.to_owned(), states, next: 0 })
    }

    /// Responds to an action with this list, page by page as requests ask for it.
    ///
    /// # Errors
    /// Returns an error if no product of the mock has the action, or if it does not page.
    pub fn list(
        &self,
        action: &str,
        items: impl IntoIterator<Item = Value>,
    ) -> Result<(), SetupError> {
        self.shared.service.set_script(action, Script::List(items.into_iter().collect()))
    }

    /// Responds to an action with the result of a function of its parameters.
    ///
    /// # Errors
    /// Returns an error if no product of the mock has the action.
    pub fn handler(
        &self,
        action: &str,
        handler: impl FnMut(&Value) -> MockResponse + Send + 'static,
    ) -> Result<(), SetupError> {
        self.shared.service.set_script(action, Script::Handler(Box::new(handler)))
    }

    /// Removes all scripts and all recorded requests.
    pub fn reset(&self) {
        self.shared.service.reset();
    }

    /// Returns the requests so far, including refused ones.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.service.seen()
    }

    /// Returns the requests of one action so far.
    pub fn seen_of(&self, action: &str) -> Vec<Seen> {
        let mut seen = self.seen();
        seen.retain(|seen| seen.action == action);
        seen
    }

    /// Serves until the process ends.
    pub fn run(mut self) {
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // The listener checks the flag when a connection arrives.
        let _ = TcpStream::connect(self.address);
        for stream in self.shared.connections().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Shared {
    fn connections(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().enumerate() {
        if shared.is_over.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(stream), number) = (stream, number as u64) else { continue };
        if shared.connections().len() >= MAX_CONNECTIONS {
            let _ = http::write(&mut &stream, 503, &[], 0, b"");
            continue;
        }
        if let Ok(clone) = stream.try_clone() {
            shared.connections().insert(number, clone);
        }
        let other = Arc::clone(shared);
        // If no thread can be started, the connection is closed.
        let spawned = thread::Builder::new().name("mock connection".to_owned()).spawn(move || {
            let _ = serve(&stream, &other);
            let _ = stream.shutdown(Shutdown::Both);
            other.connections().remove(&number);
        });
        if spawned.is_err() {
            shared.connections().remove(&number);
        }
    }
}

/// Responds to the requests of a connection in sequence.
fn serve(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    let limit = shared.service.client_timeout();
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(limit))?;
    let reader = BufReader::new(Timed { stream, until: Instant::now() });
    let mut connection = Connection { reader, stream };
    loop {
        connection.reader.get_mut().until = Instant::now() + limit;
        match http::read_request(&mut connection) {
            Ok(Some(request)) if reply(stream, shared, &request)? => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                http::write(&mut &*stream, 400, &[], 0, b"")?;
                return let_it_be_read(&mut connection);
            }
            Ok(_) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// Reads and discards further data for a short time.
///
/// If the connection were closed before, the client could lose the response.
fn let_it_be_read(connection: &mut Connection<'_>) -> io::Result<()> {
    connection.stream.shutdown(Shutdown::Write)?;
    connection.reader.get_mut().until = Instant::now() + Duration::from_secs(1);
    io::copy(&mut connection.take(1024 * 1024), &mut io::sink()).map(drop)
}

/// A reader with a deadline.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        (&mut &*self.stream).read(buffer)
    }
}

/// Responds to one request. Returns `false` if the connection is over.
fn reply(mut stream: &TcpStream, shared: &Shared, request: &Request) -> io::Result<bool> {
    let (mut response, id) = shared.service.respond(request);
    while let MockResponse::After(pause, next) = response {
        thread::sleep(pause);
        response = *next;
    }
    let is_cut = matches!(response, MockResponse::Cut(_));
    while let MockResponse::Cut(next) = response {
        response = *next;
    }
    let Some((status, headers, body)) = http_response(response, id) else { return Ok(false) };
    let sent = if is_cut { &body[..body.len() / 2] } else { &body[..] };
    http::write(&mut stream, status, &headers, body.len(), sent)?;
    Ok(!is_cut)
}

/// A response's status, headers and body.
type HttpParts = (u16, Vec<(String, String)>, Vec<u8>);

/// Returns a response as it is sent, or `None` if the connection is to be closed.
fn http_response(response: MockResponse, id: String) -> Option<HttpParts> {
    let mut response = match response {
        MockResponse::Http(status, headers, body) => return Some((status, headers, body)),
        MockResponse::Error(code, message) => json!({"Error": {"Code": code, "Message": message}}),
        MockResponse::Json(fields) => fields,
        MockResponse::HangUp
        | MockResponse::After(..)
        | MockResponse::Cut(_)
        | MockResponse::Example => return None,
    };
    if let Value::Object(fields) = &mut response {
        fields.insert("RequestId".to_owned(), id.into());
    }
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Some((200, headers, json!({ "Response": response }).to_string().into_bytes()))
}

/// A connection with buffered reads and unbuffered writes.
struct Connection<'a> {
    reader: BufReader<Timed<'a>>,
    stream: &'a TcpStream,
}

impl Read for Connection<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl BufRead for Connection<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.reader.consume(amount);
    }
}

impl Write for Connection<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        (&mut &*self.stream).write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
