//! Who may come in: nobody but the person before this machine.
//!
//! The server listens on the loopback address alone. That keeps other machines out, and not other pages in the same browser: a page on the
//! web can send requests to a loopback address, and can give its own name that address (DNS rebinding). So the name that was asked for must
//! be ours (`Host`); whoever asks must have come by the address that the program printed (a token in it, then a cookie that no other site's
//! request carries); what changes anything must come from a page of ours (`Origin`), with the word that stands in our forms.

use axum::http::request::Parts;
use axum::http::{Method, Uri, header};
use sha2::{Digest, Sha256};

/// The ways in.
#[derive(Debug)]
pub(crate) struct Guard {
    hosts: [String; 3],
    token: String,
    session: String,
    port: u16,
}

/// What is done with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is let in.
    In,
    /// It came with the token: it gets the cookie, and the address without the token.
    Entry {
        /// The address without the token.
        to: String,
        /// The cookie.
        cookie: String,
    },
    /// It is not, and why.
    Out(&'static str),
}

/// The field of a form that holds its word.
pub(crate) const WORD: &str = "word";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether two secrets are the same, in a time that tells nothing of where they part.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (Sha256::digest(one), Sha256::digest(other));
    one.iter().zip(other.iter()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

impl Guard {
    /// A guard of a port, with secrets of its own.
    ///
    /// # Errors
    ///
    /// The machine gives no random bytes.
    pub fn new(port: u16) -> Result<Guard, getrandom::Error> {
        let secret = || -> Result<String, getrandom::Error> {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes)?;
            Ok(hex(&bytes))
        };
        let hosts = ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}"));
        Ok(Guard { hosts, token: secret()?, session: secret()?, port })
    }

    /// The address that lets in.
    pub fn address(&self) -> String {
        format!("http://{}/?token={}", self.hosts[0], self.token)
    }

    /// The word that our forms hold: it follows from the session, and tells nothing of it.
    pub fn word(&self) -> String {
        hex(&Sha256::digest(format!("word of {}", self.session)))
    }

    /// Whether a form's word is ours.
    pub fn knows(&self, word: &str) -> bool {
        same(word, &self.word())
    }

    /// The name of a cookie of ours: cookies know no ports, so that the name does.
    pub fn cookie(&self, what: &str) -> String {
        format!("goodfaith-{what}-{}", self.port)
    }

    /// A cookie of a request.
    pub fn cookie_of<'a>(&self, parts: &'a Parts, what: &str) -> Option<&'a str> {
        let name = self.cookie(what);
        let all = parts.headers.get_all(header::COOKIE).iter();
        all.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';')).find_map(|one| {
            let (known, value) = one.trim().split_once('=')?;
            (known == name).then_some(value)
        })
    }

    /// What is done with a request.
    pub fn way(&self, parts: &Parts) -> Way {
        let text = |name| {
            parts.headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
        };
        let host = text(header::HOST).unwrap_or_default();
        if parts.headers.get_all(header::HOST).iter().count() != 1
            || !self.hosts.iter().any(|own| own == host)
        {
            return Way::Out("This program answers on this machine alone, under its own address.");
        }
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        if !reads && text(header::ORIGIN) != Some(&format!("http://{host}")) {
            return Way::Out("This did not come from a page of this program.");
        }
        if let Some(token) = parameter(&parts.uri, "token") {
            return match reads && same(&token, &self.token) {
                true => {
                    Way::Entry { to: without(&parts.uri, "token"), cookie: self.session_cookie() }
                }
                false => Way::Out(OPEN_AGAIN),
            };
        }
        match self.cookie_of(parts, "session").is_some_and(|session| same(session, &self.session)) {
            true => Way::In,
            false => Way::Out(OPEN_AGAIN),
        }
    }

    fn session_cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie("session"), self.session)
    }
}

const OPEN_AGAIN: &str =
    "Open the address that the program printed when it started: it lets you in.";

/// A parameter of an address.
pub(crate) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let mut fields = form_urlencoded::parse(uri.query()?.as_bytes());
    fields.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The path of an address with its parameters, but for one.
pub(crate) fn without(uri: &Uri, name: &str) -> String {
    let kept: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name))
        .collect();
    // A path that begins with two slashes would be another host's.
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    if kept.is_empty() { path } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn guard() -> Guard {
        Guard::new(4242).unwrap()
    }

    fn way(guard: &Guard, method: &str, uri: &str, headers: &[(&str, &str)]) -> Way {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        guard.way(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn the_token_lets_in_and_the_cookie_after_it() {
        let guard = guard();
        let address = guard.address();
        let path = address.strip_prefix("http://127.0.0.1:4242").unwrap();
        let entry =
            way(&guard, "GET", &format!("{path}&on=2022-07-12"), &[("host", "127.0.0.1:4242")]);
        let Way::Entry { to, cookie } = entry else { panic!("{entry:?}") };
        assert_eq!(to, "/?on=2022-07-12");
        assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
        let pair = cookie.split(';').next().unwrap();
        let own = [("host", "localhost:4242"), ("cookie", pair)];
        assert_eq!(way(&guard, "GET", "/", &own), Way::In);
    }

    #[test]
    fn without_token_and_cookie_nobody_comes_in() {
        let guard = guard();
        let host = ("host", "127.0.0.1:4242");
        for (uri, headers) in [
            ("/", vec![host]),
            ("/?token=", vec![host]),
            ("/?token=0000", vec![host]),
            ("/", vec![host, ("cookie", "goodfaith-session-4242=")]),
            ("/", vec![host, ("cookie", "goodfaith-session-4243=0000")]),
        ] {
            assert!(matches!(way(&guard, "GET", uri, &headers), Way::Out(_)), "{uri} {headers:?}");
        }
        // Another program's secrets are not ours.
        let other = super::Guard::new(4242).unwrap().session_cookie();
        let pair = other.split(';').next().unwrap();
        assert!(matches!(way(&guard, "GET", "/", &[host, ("cookie", pair)]), Way::Out(_)));
    }

    #[test]
    fn a_name_that_was_given_our_address_is_not_ours() {
        let guard = guard();
        let cookie = guard.session_cookie();
        let pair = cookie.split(';').next().unwrap();
        for host in [
            "attacker.example",
            "attacker.example:4242",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1:4242.attacker.example",
            "",
        ] {
            let way = way(&guard, "GET", "/", &[("host", host), ("cookie", pair)]);
            assert!(matches!(way, Way::Out(_)), "{host}");
        }
        let two = [("host", "127.0.0.1:4242"), ("host", "attacker.example"), ("cookie", pair)];
        assert!(matches!(way(&guard, "GET", "/", &two), Way::Out(_)));
    }

    #[test]
    fn what_changes_something_comes_from_a_page_of_ours() {
        let guard = guard();
        let cookie = guard.session_cookie();
        let pair = cookie.split(';').next().unwrap();
        let own = [("host", "127.0.0.1:4242"), ("cookie", pair)];
        for origin in [
            None,
            Some("null"),
            Some("http://attacker.example"),
            Some("http://127.0.0.1:80"),
            Some("https://127.0.0.1:4242"),
            Some("http://localhost:4242"),
        ] {
            let mut headers = own.to_vec();
            headers.extend(origin.map(|origin| ("origin", origin)));
            for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
                assert!(
                    matches!(way(&guard, method, "/close", &headers), Way::Out(_)),
                    "{method} {origin:?}"
                );
            }
        }
        let mut headers = own.to_vec();
        headers.push(("origin", "http://127.0.0.1:4242"));
        assert_eq!(way(&guard, "POST", "/close", &headers), Way::In);
        assert!(guard.knows(&guard.word()) && !guard.knows("") && !guard.knows(&"0".repeat(64)));
    }
}
