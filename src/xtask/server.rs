//! Serves a folder on this machine as a careful host would. It builds nothing.

use crate::asset::{Asset, Assets, is_known};
use crate::encoding::negotiate;
use crate::process::say_time;
use crate::{Outcome, header};
use std::io::Cursor;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;
use tiny_http::{Header, Method, Request, Response, StatusCode};

const FIRST_PORT: u16 = 8080;
const N_THREADS: usize = 6;

/// A running server; it ends with `stop` or with the program.
pub struct Server {
    http: Arc<tiny_http::Server>,
    address: SocketAddr,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Reads the folder and listens on the loopback address: on the port given (0 means any free
    /// one), or on the first free one from 8080.
    pub fn start(folder: &Path, port: Option<u16>) -> Outcome<Self> {
        let start = Instant::now();
        let assets = Arc::new(Assets::load(folder)?);
        assets.warm_up();
        say_time("compressed for the way", start);
        let http = Arc::new(listen(port)?);
        let address = http.server_addr().to_ip().ok_or("the server has no address")?;
        let threads = (0..N_THREADS)
            .map(|_| {
                let (http, assets) = (Arc::clone(&http), Arc::clone(&assets));
                std::thread::spawn(move || {
                    while let Ok(request) = http.recv() {
                        // A client that went away is its own business.
                        let _ = answer(request, &assets);
                    }
                })
            })
            .collect();
        Ok(Self { http, address, threads })
    }

    /// Returns the address to open.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the program is ended.
    pub fn wait(self) {
        for thread in self.threads {
            let _ = thread.join();
        }
    }

    /// Ends the server and frees its port.
    pub fn stop(self) {
        for _ in &self.threads {
            self.http.unblock();
        }
        self.wait();
    }
}

fn listen(port: Option<u16>) -> Outcome<tiny_http::Server> {
    let bind = |port: u16| tiny_http::Server::http((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).map_err(|e| format!("cannot listen on port {port}: {e}")),
        None => (FIRST_PORT..FIRST_PORT + 100)
            .find_map(|port| bind(port).ok())
            .ok_or_else(|| format!("no port from {FIRST_PORT} on is free; choose one: --port N")),
    }
}

fn answer(request: Request, assets: &Assets) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let response = plain(405, "Only GET and HEAD are served here.\n");
        return request.respond(response.with_header(field("Allow", "GET, HEAD")));
    }
    match assets.find(request.url()) {
        Some(asset) => {
            let response = file(&request, asset);
            request.respond(response)
        }
        None => request.respond(plain(404, "There is nothing at this address.\n")),
    }
}

fn file(request: &Request, asset: &Asset) -> Response<Cursor<Vec<u8>>> {
    let encoding = asset.best(negotiate(value(request, "Accept-Encoding")));
    let tag = asset.entity_tag(encoding);
    let known = is_known(value(request, "If-None-Match"), &tag);
    let body = if known { Vec::new() } else { asset.body(encoding).to_vec() };
    let mut response = base(if known { 304 } else { 200 }, body);
    response.add_header(field("ETag", &tag));
    response.add_header(field("Cache-Control", asset.cache));
    response.add_header(field("Vary", "Accept-Encoding"));
    if !known {
        response.add_header(field("Content-Type", asset.mime));
        if let Some(name) = encoding.name() {
            response.add_header(field("Content-Encoding", name));
        }
    }
    response
}

fn plain(status: u16, text: &str) -> Response<Cursor<Vec<u8>>> {
    let mut response = base(status, text.as_bytes().to_vec());
    response.add_header(field("Content-Type", "text/plain; charset=utf-8"));
    response.add_header(field("Cache-Control", "no-store"));
    response
}

fn base(status: u16, body: Vec<u8>) -> Response<Cursor<Vec<u8>>> {
    let length = body.len();
    let headers = header::security().iter().map(|(name, value)| field(name, value)).collect();
    Response::new(StatusCode(status), headers, Cursor::new(body), Some(length), None)
        .with_chunked_threshold(usize::MAX)
}

fn value<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let found =
        request.headers().iter().find(|h| h.field.as_str().as_str().eq_ignore_ascii_case(name));
    found.map(|header| header.value.as_str())
}

/// Makes a header of our own names and values, which are all plain ASCII.
fn field(name: &str, value: &str) -> Header {
    match Header::from_bytes(name.as_bytes(), value.as_bytes()) {
        Ok(header) => header,
        Err(()) => unreachable!("BUG: {name} is not a header"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    fn ask(server: &Server, request: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(server.address).unwrap();
        let request = format!("{request}\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
    }

    fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    #[test]
    fn a_visit_gets_files_misses_and_headers_as_from_a_careful_host() {
        let folder = std::env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let page = "<p>page</p>".repeat(5_000);
        std::fs::write(folder.join("index.html"), &page).unwrap();
        std::fs::write(folder.join("app-0123456789abcdef_bg.wasm"), [0; 2000]).unwrap();
        let server = Server::start(&folder, Some(0)).unwrap();

        let (head, body) = ask(&server, "GET / HTTP/1.1");
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert_eq!(body, page.as_bytes());
        assert_eq!(header(&head, "Content-Type"), Some("text/html; charset=utf-8"));
        assert_eq!(header(&head, "Cache-Control"), Some("no-cache"));
        assert_eq!(header(&head, "X-Content-Type-Options"), Some("nosniff"));
        assert!(header(&head, "Content-Security-Policy").is_some());

        let (head, body) = ask(&server, "GET / HTTP/1.1\r\nAccept-Encoding: gzip, br");
        assert_eq!(header(&head, "Content-Encoding"), Some("br"));
        assert!(body.len() < page.len() / 10);
        let tag = header(&head, "ETag").unwrap();
        let again = format!("GET / HTTP/1.1\r\nAccept-Encoding: br\r\nIf-None-Match: {tag}");
        let (head, body) = ask(&server, &again);
        assert!(head.starts_with("HTTP/1.1 304") && body.is_empty(), "{head}");

        let (head, _) = ask(&server, "HEAD /app-0123456789abcdef_bg.wasm HTTP/1.1");
        assert_eq!(header(&head, "Content-Type"), Some("application/wasm"));
        assert!(header(&head, "Cache-Control").unwrap().contains("immutable"));

        for path in ["/missing", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/index.html/"] {
            let (head, _) = ask(&server, &format!("GET {path} HTTP/1.1"));
            assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
            assert!(header(&head, "Content-Security-Policy").is_some());
        }
        let (head, _) = ask(&server, "POST / HTTP/1.1\r\nContent-Length: 0");
        assert!(head.starts_with("HTTP/1.1 405"), "{head}");

        let taken = server.address.port();
        assert!(Server::start(&folder, Some(taken)).is_err(), "a port has one server");
        server.stop();
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_folder_without_a_page_is_refused_with_advice() {
        let folder = std::env::temp_dir().join(format!("xtask-empty-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let message = Server::start(&folder, Some(0)).err().unwrap();
        assert!(message.contains("cargo xtask build"), "{message}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
