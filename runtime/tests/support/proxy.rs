//! A proxy that tunnels to one server, whatever host is requested, and records the requests.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Tunnels {
    pub address: String,
    pub heads: Arc<Mutex<Vec<String>>>,
}

/// Starts a proxy, which tunnels to a server if the status is a success.
pub fn tunnels(to: &str, status: &'static str) -> Tunnels {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let to = to.split_once("://").map_or(to, |(_, address)| address).to_owned();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&heads);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (all, to) = (Arc::clone(&all), to.clone());
            thread::spawn(move || tunnel(stream, &to, status, &all));
        }
    });
    Tunnels { address, heads }
}

fn tunnel(mut client: TcpStream, to: &str, status: &str, heads: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(client.try_clone().unwrap());
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|length| length > 0)
    {
    }
    heads.lock().unwrap().push(head);
    client.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).unwrap();
    if !status.starts_with("200") {
        return;
    }
    let mut server = TcpStream::connect(to).unwrap();
    let (mut from_server, mut to_client) =
        (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || io::copy(&mut from_server, &mut to_client));
    let _ = io::copy(&mut reader, &mut server);
}
