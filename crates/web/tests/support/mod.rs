//! What tests of the workspace share: a server, requests over a real connection, copies of the examples.

#![allow(dead_code)]

pub mod browser;
pub mod study;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use web::{Options, Pace, ServeError, Server};

/// The folder of an example.
pub fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(name)
}

/// A copy of an example for a test that writes.
pub fn copied(name: &str, test: &str) -> PathBuf {
    let folder = scratch(test);
    copy(&shipped(name), &folder);
    folder
}

/// An empty folder of a test.
pub fn scratch(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(std::fs::copy(&path, &target).unwrap()),
        }
    }
}

/// A server of the shipped campaign as of a day, and the way to it.
pub struct Served {
    pub host: String,
    token: String,
    running: JoinHandle<Result<(), ServeError>>,
}

/// What came back.
pub struct Came {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Came {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Served {
    /// The shipped campaign as it stood on July 12, 2022.
    pub fn case_2022() -> Served {
        Served::of(&shipped("case-2022"), "2022-07-12")
    }

    /// A campaign's folder as of a day.
    pub fn of(folder: &Path, day: &str) -> Served {
        Served::paced(folder, day, Pace { patience: Duration::from_secs(300), at_step: None })
    }

    /// The same; pages wait for long work as they are told.
    pub fn paced(folder: &Path, day: &str, pace: Pace) -> Served {
        let as_of = Some(money::date_from_iso(day).unwrap());
        let options = Options { folder: folder.to_owned(), as_of, pace, ..Options::default() };
        let server = Server::bind(&options).unwrap();
        let address = server.address().strip_prefix("http://").unwrap().to_owned();
        let (host, token) = address.split_once("/?token=").unwrap();
        let (host, token) = (host.to_owned(), token.to_owned());
        Served { host, token, running: std::thread::spawn(move || server.run()) }
    }

    /// Sends a request as it stands; its own `Host` is added where it names none.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Came {
        self.ask_bytes(method, path, headers, body.as_bytes())
    }

    /// The same with any bytes.
    pub fn ask_bytes(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Came {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let all = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = all.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Came { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The cookie that the address gives.
    pub fn cookie(&self) -> String {
        let came = self.ask("GET", &format!("/?token={}", self.token), &[], "");
        assert_eq!((came.status, came.header("location")), (303, Some("/")), "{}", came.head);
        came.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
    }

    /// Closes the program by the button of a page.
    pub fn close(self, cookie: &str) {
        let page = self.ask("GET", "/", &[("Cookie", cookie)], "").body;
        let (_, rest) = page.split_once("name=\"word\" value=\"").unwrap();
        let word = rest.split('"').next().unwrap().to_owned();
        let origin = format!("http://{}", self.host);
        let form = [("Cookie", cookie), ("Origin", origin.as_str())];
        assert_eq!(self.ask("POST", "/close", &form, "word=0000").status, 403);
        assert_eq!(self.ask("POST", "/close", &form, "").status, 403);
        assert_eq!(self.ask("POST", "/close", &form[..1], &format!("word={word}")).status, 403);
        assert_eq!(self.ask("POST", "/close", &form, &format!("word={word}")).status, 200);
        self.running.join().unwrap().unwrap();
    }
}

impl Served {
    /// The word of the forms of a page.
    pub fn word(&self, cookie: &str) -> String {
        let page = self.ask("GET", "/", &[("Cookie", cookie)], "").body;
        let (_, rest) = page.split_once("name=\"word\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Sends a form of ours.
    pub fn send(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Came {
        let mut body = form_urlencoded::Serializer::new(format!("word={}", self.word(cookie)));
        body.extend_pairs(fields);
        let origin = format!("http://{}", self.host);
        let headers = [
            ("Cookie", cookie),
            ("Origin", origin.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        self.ask("POST", path, &headers, &body.finish())
    }

    /// The address that lets in.
    pub fn address(&self, path: &str) -> String {
        let joined = if path.contains('?') { '&' } else { '?' };
        format!("http://{}{path}{joined}token={}", self.host, self.token)
    }
}

impl Served {
    /// Sends a form of ours with a file.
    pub fn send_file(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Came {
        const EDGE: &str = "edge-of-a-part-of-this-form";
        let mut body: Vec<u8> = Vec::new();
        let word = self.word(cookie);
        for (name, value) in fields.iter().chain(&[("word", word.as_str())]) {
            body.extend(
                format!(
                    "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        let (name, bytes) = file;
        body.extend(
            format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes(),
        );
        body.extend(bytes);
        body.extend(format!("\r\n--{EDGE}--\r\n").bytes());
        let origin = format!("http://{}", self.host);
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let headers =
            [("Cookie", cookie), ("Origin", origin.as_str()), ("Content-Type", kind.as_str())];
        self.ask_bytes("POST", path, &headers, &body)
    }
}
