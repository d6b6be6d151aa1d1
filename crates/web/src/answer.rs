//! What goes back: pages and files, each with what a browser may do with it.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// What goes back.
pub(crate) type Answer = Response<Body>;

/// What a page may load: its own style, pictures and script, from here, and nothing else. No script that stands in a page, no frame, no
/// form that leads away.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer. Nothing is kept by the browser: what stands on a page is the team's. No other site is told where somebody
/// came from; our own pages are, since a form without it would say that it comes from nowhere (`Origin: null`).
const HEADERS: [(header::HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The headers that every answer has.
pub(crate) fn guarded(mut answer: Answer) -> Answer {
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
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
