//! What goes back: pages and files, each with what a browser may do with it.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// What goes back.
pub(crate) type Answer = Response<Body>;

/// What a page may load: its own style, pictures and script, from here, and nothing else. No script that stands in a page, no frame, no
/// form that leads away.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer. Nothing is kept by the browser: what stands on a page is the team's.
/// Other sites are told nothing of where somebody came from; our own are, since a form without that has no `Origin` (`no-referrer` makes it `null`).
const HEADERS: [(header::HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: under it a browser sends `Origin: null` with our own forms, which the guard refuses.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The headers that every answer has.
pub(crate) fn guarded(mut answer: Answer) -> Answer {
    for (name, value) in HEADERS {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    answer
}

/// A text of a type.
pub(crate) fn text(status: StatusCode, kind: &'static str, text: String) -> Answer {
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

/// What a file that went out may load: the style that stands in it and its own pictures; no script, no form.
const FILE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// What files are, by their endings, and whether a browser is to show them.
const KINDS: [(&str, &str, bool); 11] = [
    ("html", "text/html; charset=utf-8", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("md", "text/plain; charset=utf-8", true),
    ("json", "application/json", true),
    ("png", "image/png", true),
    ("jpg", "image/jpeg", true),
    ("pdf", "application/pdf", true),
    ("xml", "text/plain; charset=utf-8", true),
    ("csv", "text/csv; charset=utf-8", false),
    ("ics", "text/calendar; charset=utf-8", false),
    ("eml", "message/rfc822", false),
];

/// A file as it is: shown where a browser can, else kept under its name. What is of no known kind is kept.
pub(crate) fn file(name: &str, bytes: Vec<u8>) -> Answer {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = KINDS.iter().find(|(known, ..)| *known == ending);
    let (kind, shown) =
        known.map_or(("application/octet-stream", false), |(_, kind, shown)| (*kind, *shown));
    let mut answer = Response::new(Body::from(bytes));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
    if !shown {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
        let own: String = name.chars().filter(|letter| plain(*letter)).collect();
        let kept = HeaderValue::from_str(&format!("attachment; filename=\"{own}\""));
        headers.insert(
            header::CONTENT_DISPOSITION,
            kept.unwrap_or(HeaderValue::from_static("attachment")),
        );
    }
    answer
}

/// A page.
pub(crate) fn page(status: StatusCode, html: String) -> Answer {
    text(status, "text/html; charset=utf-8", html)
}

/// The way to another page of ours, with a cookie where one is to be kept.
pub(crate) fn lead(to: &str, cookie: Option<&str>) -> Answer {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    answer.headers_mut().insert(header::LOCATION, to);
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(cookie).ok()) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}
