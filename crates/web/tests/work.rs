//! Long work over HTTP, without a script: it is held by the test where it says how far it is, so that nothing hangs on how fast it runs.

mod support;

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use support::browser::in_browser;
use support::{Came, Served, copied, shipped};
use web::Pace;

/// Holds all work at its next step while it is shut.
#[derive(Default)]
struct Gate {
    /// Whether it is shut, and how many wait before it.
    shut: Mutex<(bool, usize)>,
    moved: Condvar,
}

impl Gate {
    fn set(&self, shut: bool) {
        self.shut.lock().unwrap().0 = shut;
        self.moved.notify_all();
    }

    fn pass(&self) {
        let mut at = self.shut.lock().unwrap();
        at.1 += 1;
        self.moved.notify_all();
        at = self.moved.wait_while(at, |(shut, _)| *shut).unwrap();
        at.1 -= 1;
    }

    /// Waits until so many pieces of work wait before it.
    fn until(&self, waiting: usize) {
        let at = self.shut.lock().unwrap();
        drop(self.moved.wait_while(at, |(_, now)| *now < waiting).unwrap());
    }
}

/// A campaign whose work the test holds; its pages wait for none while the gate is shut.
struct Held {
    folder: PathBuf,
    served: Served,
    cookie: String,
    gate: Arc<Gate>,
}

impl Held {
    fn of(test: &str) -> Held {
        let folder = copied("case-2022", test);
        let gate = Arc::new(Gate::default());
        let own = Arc::clone(&gate);
        let pace = Pace {
            patience: Duration::from_millis(20),
            at_step: Some(Arc::new(move || own.pass())),
        };
        let served = Served::paced(&folder, "2022-07-12", pace);
        let cookie = served.cookie();
        Held { folder, served, cookie, gate }
    }

    fn get(&self, path: &str) -> Came {
        self.served.ask("GET", path, &[("Cookie", &self.cookie)], "")
    }

    fn send(&self, path: &str, fields: &[(&str, &str)]) -> Came {
        self.served.send(path, &self.cookie, fields)
    }

    /// Looks at a page again, as somebody without a script does, until nothing on it is on its way.
    fn over(&self, path: &str) -> String {
        loop {
            let page = self.get(path).body;
            if !page.contains("data-work=") {
                return page;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends a roster to be looked at or taken in; the page that it leads to.
    fn give(&self, name: &str, text: &str, fields: &[(&str, &str)]) -> String {
        let mut all = vec![("kind", "roster")];
        all.extend(fields);
        let file = (name, text.as_bytes());
        let came = self.served.send_file("/costing/import", &self.cookie, &all, file);
        assert_eq!(came.status, 303, "{}", came.body);
        came.header("location").unwrap().to_owned()
    }

    fn close(self) {
        self.gate.set(false);
        self.served.close(&self.cookie);
    }
}

/// A roster of many people: the shipped one, again and again.
fn big(times: usize) -> String {
    let text = std::fs::read_to_string(shipped("case-2022").join("rosters/unit-2.csv")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let (headers, rows) = (lines[0], lines[1..].join("\n"));
    format!("{headers}\n{}\n", vec![rows.as_str(); times].join("\n"))
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => all.extend(files(&path)),
            path => drop(all.insert(path.clone(), std::fs::read(&path).unwrap())),
        }
    }
    all
}

/// The way that the button "Cancel" of a page leads, the last one on it.
fn cancel(page: &str) -> String {
    let ways: Vec<&str> =
        page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let found = ways.iter().rfind(|way| way.starts_with("/work/") && way.ends_with("/cancel"));
    (*found.unwrap_or_else(|| panic!("nothing to cancel: {page}"))).to_owned()
}

fn field<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap()
}

#[test]
fn a_big_roster_says_how_far_it_is_is_cancelled_and_taken_in_at_the_second_try() {
    let held = Held::of("work-import");
    let (before, roster) = (files(&held.folder), big(20));
    held.gate.set(true);
    let at = held.give("payroll.csv", &roster, &[("do", "look")]);
    held.gate.until(1);
    let page = held.get(&at).body;
    for says in
        ["payroll.csv", "The file is being read.", "Look again", "Cancel", "role=\"status\""]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    // The page of the room names it, and so does the part that the script asks for.
    assert!(held.get("/costing/import").body.contains(&format!("href=\"{at}\"")));
    let part = held.get(field(&page.replace("data-work=", "name=\"work\" value="), "work")).body;
    assert!(part.contains("The file is being read.") && !part.contains("<html"), "{part}");

    let stopped = held.send(&cancel(&page), &[]);
    assert_eq!((stopped.status, stopped.header("location")), (303, Some(at.as_str())));
    held.gate.set(false);
    let cancelled = held.over(&at);
    assert!(cancelled.contains("Cancelled: nothing was written."), "{cancelled}");
    assert_eq!(files(&held.folder), before);

    // The file is still held: it is looked at without being sent again, and taken in as it was read.
    let upload = field(&cancelled, "upload").to_owned();
    let again =
        held.send("/costing/import", &[("kind", "roster"), ("upload", &upload), ("do", "look")]);
    let looked = match again.header("location") {
        Some(at) => held.over(at),
        None => again.body,
    };
    assert!(looked.contains("Control totals") && looked.contains("Take it in"), "{looked}");
    assert_eq!(files(&held.folder), before);
    let fields = [("kind", "roster"), ("upload", &upload), ("name", "payroll"), ("do", "take")];
    let taken = held.send("/costing/import", &fields);
    let to = taken.header("location").unwrap();
    if to.starts_with("/costing/import/") {
        assert!(held.over(to).contains("It was taken in:"));
    } else {
        assert_eq!(to, "/costing/setup?roster=payroll.csv");
    }
    let kept = std::fs::read_to_string(held.folder.join("rosters/payroll.csv")).unwrap();
    assert!(kept.lines().count() > 10_000 / 20, "{}", kept.lines().count());
    held.close();
}

#[test]
fn what_is_to_be_taken_in_and_is_cancelled_is_not() {
    let held = Held::of("work-take");
    let before = files(&held.folder);
    held.gate.set(true);
    let at = held.give("payroll.csv", &big(2), &[("do", "take"), ("name", "payroll")]);
    held.send(&cancel(&held.get(&at).body), &[]);
    held.gate.set(false);
    assert!(held.over(&at).contains("Cancelled: nothing was written."));
    assert_eq!(files(&held.folder), before);
    // Without that it is, whether anybody looks or not.
    held.gate.set(true);
    let at = held.give("payroll.csv", &big(2), &[("do", "take"), ("name", "payroll")]);
    held.gate.set(false);
    assert!(held.over(&at).contains("It was taken in:"));
    assert!(held.folder.join("rosters/payroll.csv").is_file());
    held.close();
}

#[test]
fn two_files_at_once_go_on_while_nobody_looks_and_wait_on_the_page() {
    let held = Held::of("work-two");
    held.gate.set(true);
    let one = held.give("one.csv", &big(1), &[("do", "look")]);
    // Somebody who gives a file and closes the tab without looking at what comes back.
    let word = held.served.word(&held.cookie);
    let edge = "edge-of-a-part-of-this-form";
    let mut body = String::new();
    for (name, value) in [("word", word.as_str()), ("kind", "roster"), ("do", "look")] {
        body += &format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    body += &format!(
        "--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"two.csv\"\r\n\r\n{}\r\n--{edge}--\r\n",
        big(3)
    );
    let mut stream = TcpStream::connect(&held.served.host).unwrap();
    let head = format!(
        "POST /costing/import HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nContent-Type: multipart/form-data; boundary={edge}\r\nContent-Length: {2}\r\n\r\n",
        held.served.host,
        held.cookie,
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let both = loop {
        let page = held.get("/costing/import").body;
        if page.contains(">two.csv</a>") {
            break page;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    drop(stream);
    assert!(
        both.contains(&format!("href=\"{one}\"")) && both.matches("is being read").count() == 2
    );
    held.gate.set(false);
    let done = loop {
        let page = held.get("/costing/import").body;
        if page.matches("is read, and not yet looked at").count() == 2 {
            break page;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let (_, two) = done.split_once(&format!("href=\"{one}\"")).unwrap();
    let two = two.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(held.get(two).body.contains("Control totals"));
    assert!(held.get(&one).body.contains("Control totals"));
    // What was looked at is not named again, and can still be opened.
    let page = held.get("/costing/import").body;
    assert!(!page.contains("is read, and not yet looked at"), "{page}");
    assert!(held.get(two).body.contains("Take it in"));
    assert!(held.get("/costing/import/999").body.contains("give it again"));
    assert_eq!(held.get("/work/999").status, 404);
    held.close();
}

#[test]
fn a_costing_says_how_far_it_is_and_one_that_was_cancelled_is_made_again_when_that_is_asked_for() {
    let held = Held::of("work-costing");
    held.gate.set(true);
    held.get("/costing");
    held.gate.until(1);
    let page = held.get("/costing").body;
    for says in
        ["It is being costed", "Cancel", "What is held side by side", "data-then=\"reload\""]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    let came = held.send(&cancel(&page), &[]);
    let back = came.header("location").unwrap().to_owned();
    assert!(back.starts_with("/costing?chosen=1"), "{back}");
    held.gate.set(false);
    let cancelled = held.over(&back);
    assert!(cancelled.contains("The costing was cancelled."), "{cancelled}");
    assert!(held.over("/costing").contains("The costing was cancelled."), "it stays cancelled");
    assert!(held.over(&format!("{back}&again=1")).contains("id=\"glance\""));
    assert!(held.over("/costing").contains("id=\"glance\""));

    // An offer's own page is whole while its costing is made: what is typed can be changed and saved.
    let begun = held.send("/costing/new", &[("title", "Ours"), ("from", "")]);
    let at = begun.header("location").unwrap().to_owned();
    held.gate.set(true);
    held.get(&at);
    held.gate.until(1);
    let page = held.get(&at).body;
    assert!(page.contains("It is being costed") && page.contains("name=\"title\""), "{page}");
    assert!(!page.contains("data-then="), "what is typed is not lost by loading it again");
    // What is typed later makes what was typed before superfluous: it is answered at once, and what is typed last is costed.
    let live = at.replacen("/offers/", "/live/", 1);
    let typed = |percent: &str| {
        held.send(
            &live,
            &[
                ("title", "Ours"),
                ("party", "union"),
                ("tab", "a"),
                ("terms", "1"),
                ("0.kind", "general-increase"),
                ("0.effective", "2022-07-01"),
                ("0.percent", percent),
            ],
        )
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| typed("4"));
        // The page's own costing waits before the gate, the first, then the second.
        held.gate.until(2);
        let second = scope.spawn(|| typed("5"));
        held.gate.until(3);
        held.gate.set(false);
        let (first, second) = (first.join().unwrap(), second.join().unwrap());
        assert_eq!(second.status, 200, "{}", second.body);
        assert!(second.body.contains("cost over the term"), "{}", second.body);
        assert_eq!(first.status, 422, "{}", first.body);
    });
    held.close();
}

#[test]
fn a_site_that_is_cancelled_stays_as_it_was_before() {
    let held = Held::of("work-site");
    let write = || held.send("/publishing/sites", &[("audience", "public")]);
    assert_eq!(write().status, 303);
    assert!(held.over("/publishing/sites").contains("It is written"));
    let site = held.folder.join("site");
    // Something of it is to be written anew.
    std::fs::remove_file(site.join("public/index.html")).unwrap();
    let before = files(&site);
    held.gate.set(true);
    assert_eq!(write().status, 303);
    held.gate.until(1);
    let page = held.get("/publishing/sites").body;
    assert!(page.contains("It is being made") && page.contains("data-then=\"reload\""), "{page}");
    held.send(&cancel(&page), &[]);
    held.gate.set(false);
    let page = held.over("/publishing/sites");
    assert!(page.contains("Cancelled: the site is as it was before."), "{page}");
    assert_eq!(files(&site), before);
    assert_eq!(write().status, 303);
    assert!(held.over("/publishing/sites").contains("It is written"));
    assert!(site.join("public/index.html").is_file());
    // A program that closes stops what is on its way, and leaves nothing half written.
    let before = files(&held.folder);
    held.gate.set(true);
    assert_eq!(write().status, 303);
    let (folder, gate) = (held.folder.clone(), Arc::clone(&held.gate));
    let opened = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        gate.set(false);
    });
    held.served.close(&held.cookie);
    opened.join().unwrap();
    assert_eq!(files(&folder), before);
}

#[test]
fn in_a_browser_a_page_that_waits_is_good_and_loads_itself_once_the_work_is_over() {
    let held = Held::of("work-browser");
    held.gate.set(true);
    let at = held.give("payroll.csv", &big(2), &[("do", "look")]);
    held.gate.until(1);
    let address = |path: &str| format!("http://{}{path}", held.served.host);
    in_browser(390, async |browser| {
        browser.open(&held.served.address("/")).await;
        for (path, name) in [(at.as_str(), "import"), ("/costing", "costing")] {
            for language in ["es", "en"] {
                let joined = if path.contains('?') { '&' } else { '?' };
                browser.open(&address(&format!("{path}{joined}lang={language}"))).await;
                browser.picture(&format!("work-{name}-{language}")).await;
                assert_eq!(browser.violations().await, Vec::<String>::new(), "{name}");
                assert!(!browser.overflows().await, "{name}");
            }
        }
        browser.open(&address("/costing/import")).await;
        browser.until("is being read").await;
        browser.picture("work-import-list").await;
        assert_eq!(browser.violations().await, Vec::<String>::new());
        browser.open(&address(&at)).await;
        browser.until("The file is being read.").await;
        held.gate.set(false);
        browser.until("Control totals").await;
    });
    held.close();
}
