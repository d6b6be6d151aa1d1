//! The workspace over a real connection: who comes in, what comes back, that the program closes.

use std::io::{Read, Write};

use web::{Options, ServeError, Server};

mod support;

use support::Served;

#[test]
fn nothing_of_the_campaign_comes_back_to_somebody_who_is_not_let_in() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    for (path, headers) in [
        ("/", vec![]),
        ("/record", vec![("Cookie", "goodfaith-session-1=0")]),
        ("/?token=0000", vec![]),
        ("/style.css", vec![]),
        ("/", vec![("Host", "attacker.example"), ("Cookie", cookie.as_str())]),
        ("/record", vec![("Host", "attacker.example:80"), ("Cookie", cookie.as_str())]),
    ] {
        let came = served.ask("GET", path, &headers, "");
        assert_eq!(came.status, 403, "{path} {headers:?}");
        assert!(!came.body.contains("Unit 2") && !came.body.contains("CalHR"), "{}", came.body);
        assert!(came.header("content-security-policy").is_some());
    }
    served.close(&cookie);
}

#[test]
fn every_page_comes_in_both_languages_with_its_headers_and_nothing_from_elsewhere() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let spanish = {
        let came =
            served.ask("GET", "/record/43?on=2022-07-05&lang=es", &[("Cookie", &cookie)], "");
        assert_eq!((came.status, came.header("location")), (303, Some("/record/43?on=2022-07-05")));
        let own = came.header("set-cookie").unwrap().split(';').next().unwrap();
        format!("{cookie}; {own}")
    };
    for (path, says, dice) in [
        ("/", "Whose turn it is", "A quién le toca"),
        ("/case", "Receipts", "Recibos"),
        ("/record", "Look for", "Buscar"),
        ("/record?find=salary&from=1", "Look for", "Buscar"),
        ("/record/43", "Who may see it", "Quién puede verlo"),
    ] {
        for (cookie, says, lang) in [(&cookie, says, "en"), (&spanish, dice, "es")] {
            let came = served.ask("GET", path, &[("Cookie", cookie)], "");
            assert_eq!(came.status, 200, "{path}");
            assert!(came.body.contains(says), "{path} {lang}: {}", came.body);
            assert!(came.body.contains(&format!("<html lang=\"{lang}\">")), "{path}");
            for part in [
                "<script>",
                "<script src=\"http",
                "<style",
                " style=\"",
                "src=\"http",
                "javascript:",
                " onclick=",
            ] {
                assert!(!came.body.contains(part), "{path} has {part}");
            }
            let policy = came.header("content-security-policy").unwrap();
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("unsafe"),
                "{policy}"
            );
            assert_eq!(came.header("cache-control"), Some("no-store"));
            assert_eq!(came.header("referrer-policy"), Some("same-origin"));
        }
    }
    // The other language is that of the very page.
    let entry = served.ask("GET", "/record/43?on=2022-07-05", &[("Cookie", &cookie)], "").body;
    assert!(entry.contains("href=\"/record/43?on=2022-07-05&amp;lang=es\""), "{entry}");
    // On July 12 it is known that the parties meet on the 19th, and not the day before.
    let today = served.ask("GET", "/", &[("Cookie", &cookie)], "").body;
    assert!(today.contains("July 19, 2022: the parties meet"), "{today}");
    let before = served.ask("GET", "/?on=2022-07-11", &[("Cookie", &cookie)], "").body;
    assert!(!before.contains("July 19, 2022"), "{before}");
    served.close(&cookie);
}

#[test]
fn what_is_not_there_or_not_understood_is_said_and_breaks_nothing() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    for (path, status) in [
        ("/nothing", 404),
        ("/record/0", 404),
        ("/record/99999999999999999999", 404),
        ("/record/%3Cscript%3E", 404),
        ("/record?from=-1", 400),
        ("/record?find=%FF%FE&from=0", 200),
        ("/record?find=%3Cscript%3Ealert(1)%3C/script%3E", 200),
        ("/?on=2022-02-30", 400),
        ("/?on=0001-01-01", 400),
        ("/?on=9999-12-31", 400),
        ("/?on=1935-07-05", 200),
        ("//attacker.example/?lang=es", 303),
    ] {
        let came = served.ask("GET", path, &own, "");
        assert_eq!(came.status, status, "{path}: {}", came.body);
        assert!(!came.body.contains("<script>"), "{path}");
        assert!(came.header("location").is_none_or(|to| to.starts_with("/attacker")), "{path}");
    }
    let origin = format!("http://{}", served.host);
    let form = [own[0], ("Origin", origin.as_str())];
    assert_eq!(served.ask("POST", "/", &form, "a=b").status, 405);
    assert_eq!(served.ask("GET", "/close", &own, "").status, 405);
    served.close(&cookie);
}

#[test]
fn a_folder_without_a_campaign_and_a_port_that_is_taken_are_said_at_the_start() {
    let options =
        |folder: &str, port| Options { folder: folder.into(), port, ..Options::default() };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../campaigns/case-2022");
    assert!(matches!(Server::bind(&options("no-such-folder", 0)), Err(ServeError::Campaign(_))));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let Err(error) = Server::bind(&options(folder, port)) else { panic!("{port} was taken") };
    assert!(error.to_string().contains(&format!("port {port}")), "{error}");
}

/// A number that follows from another, so that a run is like any other.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).unwrap()
}

#[test]
fn bytes_that_are_no_request_are_refused_and_the_program_goes_on() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let page = format!(
        "GET /record?find=salary HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n",
        served.host
    );
    let sent = format!(
        "POST /close HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\nConnection: close\r\n\r\nword=0000",
        served.host
    );
    let mut seed = 1978;
    for round in 0..400 {
        let mut bytes = if round % 2 == 0 { page.clone() } else { sent.clone() }.into_bytes();
        // A few bytes are others, are left out or come twice, or the end is missing.
        for _ in 0..1 + next(&mut seed) % 6 {
            let at = next(&mut seed) % bytes.len();
            match next(&mut seed) % 4 {
                0 => bytes[at] = u8::try_from(next(&mut seed) % 256).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, bytes[at]),
                _ => bytes.truncate(at.max(1)),
            }
        }
        let mut stream = std::net::TcpStream::connect(&served.host).unwrap();
        let _ = stream.write_all(&bytes);
        // Whoever sends half of a request and no more is not waited for.
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut came = Vec::new();
        let _ = stream.read_to_end(&mut came);
        let came = String::from_utf8_lossy(&came).into_owned();
        let status = came.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok());
        assert!(came.is_empty() || status.is_some_and(|status| status < 500), "{bytes:?}: {came}");
    }
    assert_eq!(served.ask("GET", "/", &[("Cookie", &cookie)], "").status, 200);
    served.close(&cookie);
}
