//! Rules of peers and their matches over a real connection: what is written is what the command reads, and what is refused changes nothing.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use intake::Source;
use intake::case::Book;
use intake::case::peers::{Registered, peer_rule};
use serde_json::Value;
use support::study::{study, with_pay};
use support::{Came, Served, copied};

const OFFICES: &str = "/case/peers/law-offices";

/// Every file of a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(bytes(&path)),
            false => drop(all.insert(path.clone(), std::fs::read(&path).unwrap())),
        }
    }
    all
}

fn decoded(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(decoded(rest.split('"').next().unwrap()))
}

/// The fields of the first form of a page that has a stamp, or leads to an address, as a browser would send them.
fn fields(page: &str, to: &str) -> Vec<(String, String)> {
    let forms: Vec<&str> = page.split("<form ").skip(1).collect();
    let form = forms
        .iter()
        .find(|form| {
            attribute(&format!(" {}", form.split('>').next().unwrap()), "action").as_deref()
                == Some(to)
        })
        .unwrap_or_else(|| panic!("no form to {to}"));
    let form = form.split("</form>").next().unwrap();
    let mut all = Vec::new();
    for (at, _) in form.match_indices('<') {
        let tag = &form[at..];
        let head = &tag[..tag.find('>').unwrap()];
        let Some(name) = attribute(head, "name").filter(|name| name != "word") else { continue };
        let inside = |end: &str| tag[head.len() + 1..].split(end).next().unwrap().to_owned();
        if head.starts_with("<input") {
            let ticked = !head.contains("type=\"checkbox\"") || head.contains(" checked");
            if ticked {
                all.push((name, attribute(head, "value").unwrap_or_default()));
            }
        } else if head.starts_with("<textarea") {
            all.push((name, decoded(&inside("</textarea>"))));
        } else if head.starts_with("<select") {
            let options = inside("</select>");
            let chosen = options.split("<option").find(|option| option.contains(" selected"));
            all.push((name, chosen.and_then(|one| attribute(one, "value")).unwrap_or_default()));
        }
    }
    all
}

fn set(fields: &mut Vec<(String, String)>, name: &str, text: &str) {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, value)) => *value = text.to_owned(),
        None => fields.push((name.to_owned(), text.to_owned())),
    }
}

fn send(served: &Served, to: &str, cookie: &str, fields: &[(String, String)]) -> Came {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    served.send(to, cookie, &fields)
}

fn page(served: &Served, cookie: &str, path: &str) -> String {
    let came = served.ask("GET", path, &[("Cookie", cookie)], "");
    assert_eq!(came.status, 200, "{path}: {}", came.body);
    came.body
}

fn book(folder: &Path) -> Book {
    Book::open(folder, &Source::Path(folder.join("case.toml"))).unwrap()
}

/// What `goodfaith case peers show --json` prints of the rules of a campaign.
fn json(folder: &Path) -> Value {
    let book = book(folder);
    serde_json::from_str(&press::peers_json(&book, &book.peers.iter().collect::<Vec<_>>())).unwrap()
}

/// Every value of the figures is on the page, with the receipt of the very figure.
fn shows(page: &str, json: &Value, name: &str) {
    let figures = json["rules"][0]["figures"].as_array().unwrap();
    let figure = figures.iter().find(|figure| figure["name"] == name);
    let figure = figure.unwrap_or_else(|| panic!("no figure {name}"));
    let value = figure["value"]["amount"].as_str().or(figure["value"].as_str());
    let value = value.unwrap_or_else(|| panic!("{figure}")).trim_end_matches(".00").to_owned();
    let (before, _) = page
        .split_once(&format!("<span class=\"name\">{name}</span>"))
        .unwrap_or_else(|| panic!("{name} has no receipt on the page"));
    let summary = before.rsplit_once("<summary>").unwrap().1.replace(',', "");
    assert!(summary.contains(&value), "{name}: {summary} has no {value}");
}

#[test]
fn the_shipped_rule_is_changed_and_what_the_form_does_not_know_stays() {
    let folder = copied("case-2022", "peers-shipped");
    let file = folder.join("peers/law-offices.toml");
    // A peer with a comment of its own.
    let text = std::fs::read_to_string(&file).unwrap().replace(
        "[[peer]]\nemployer = \"State Bar",
        "# Their judges are paid by the month.\n[[peer]]\nemployer = \"State Bar",
    );
    std::fs::write(&file, &text).unwrap();
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let list = page(&served, &cookie, "/case/peers");
    assert!(list.contains("Public law offices and courts that CASE named"), "{list}");
    assert!(list.contains("The case lists this rule.") && list.contains("is not registered"));
    assert!(list.contains("<dt>Not looked at</dt><dd>6</dd>"), "{list}");
    assert!(page(&served, &cookie, "/case").contains("href=\"/case/peers/law-offices\""));

    // Saved as it is, nothing is another.
    let shown = page(&served, &cookie, OFFICES);
    let mut as_it_is = fields(&shown, OFFICES);
    set(&mut as_it_is, "do", "save");
    let saved = send(&served, OFFICES, &cookie, &as_it_is);
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, Some("/case/peers/law-offices?done=saved")),
        "{}",
        saved.body
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);

    // A peer and a class more, by buttons; nothing is written yet.
    let before = bytes(&folder);
    let mut more = as_it_is.clone();
    set(&mut more, "more-peer", "City of Sacramento\r\n\r\nYolo County");
    set(&mut more, "more-class", "Attorney IV");
    set(&mut more, "do", "more-peer");
    let added = send(&served, OFFICES, &cookie, &more);
    assert_eq!(added.status, 200);
    assert!(
        added.body.contains("Not saved yet.") && added.body.contains("Yolo County"),
        "{}",
        added.body
    );
    assert!(added.body.contains("As it was last saved:"), "{}", added.body);
    assert_eq!(bytes(&folder), before);
    let mut out = fields(&added.body, OFFICES);
    set(&mut out, "do", "out-peer-3");
    let out = send(&served, OFFICES, &cookie, &out).body;
    let mut save = fields(&out, OFFICES);
    assert!(!save.iter().any(|(_, text)| text == "City of Sacramento"), "{save:?}");
    for (name, text) in [
        ("why", "They hire for the same work"),
        ("class.2.schedule", "schedules/unit-2-2021-22.csv"),
        ("peer.3.basis", "annual"),
        ("do", "save"),
    ] {
        set(&mut save, name, text);
    }
    let saved = send(&served, OFFICES, &cookie, &save);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let after = std::fs::read_to_string(&file).unwrap();
    let wanted = text
        .replace("They hire lawyers and judges for the same work", "They hire for the same work");
    let (head, classes) = wanted.split_once("[[class]]").unwrap();
    assert_eq!(
        after,
        format!(
            "{head}[[class]]{classes}\n[[class]]\nname = \"Attorney IV\"\nschedule = \"schedules/unit-2-2021-22.csv\"\n"
        )
        .replace(
            "employer = \"State Bar of California (judges)\"\n",
            "employer = \"State Bar of California (judges)\"\n\n[[peer]]\nemployer = \"Yolo County\"\nbasis = \"annual\"\n"
        )
    );
    assert_eq!(peer_rule(&folder, "law-offices").unwrap().pairs(), (12, 0));

    // A page that was loaded before writes nothing, and keeps what was typed.
    set(&mut save, "why", "Typed on an old page");
    let clash = send(&served, OFFICES, &cookie, &save);
    assert_eq!(clash.status, 422);
    assert!(
        clash.body.contains("changed by somebody else")
            && clash.body.contains("Typed on an old page")
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), after);
    served.close(&cookie);
}

#[test]
fn a_rule_from_nothing_comes_to_the_numbers_of_the_command() {
    let folder = with_pay("peers-new");
    let served = Served::of(&folder, "2022-06-22");
    let cookie = served.cookie();
    let study_rule = peer_rule(&study(), "study").unwrap();
    let begin = page(&served, &cookie, "/case/new-peers");
    assert!(begin.contains("study-2022: 2022 Compensation Study"), "{begin}");
    let mut new = fields(&begin, "/case/new-peers");
    // Without a peer it is none: what the reader finds is said, and nothing is written.
    let before = bytes(&folder);
    for (name, text) in [
        ("title", "Agencies of the study"),
        ("why", "They hire from the same labour market"),
        ("effective", "2022-04-01"),
        ("data", "study-2022"),
        ("own", "San Juan Water District"),
        ("do", "save"),
    ] {
        set(&mut new, name, text);
    }
    let refused = send(&served, "/case/new-peers", &cookie, &new);
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("peer is missing") && refused.body.contains("Agencies of the study"),
        "{}",
        refused.body
    );
    assert_eq!(bytes(&folder), before);
    // Employers and classes at once.
    let employers: Vec<&str> = study_rule.employers().collect();
    set(&mut new, "more-peer", &employers.join("\r\n"));
    for (name, text) in [
        ("class.0.name", "Accountant"),
        ("class.0.maximum", "7439"),
        ("class.0.cash", "7439"),
        ("class.0.total", "11156"),
        ("class-rows", "2"),
        ("class.1.name", "Associate Engineer"),
        ("class.1.maximum", "10069"),
        ("class.1.cash", "10069"),
        ("class.1.total", "14014"),
    ] {
        set(&mut new, name, text);
    }
    new.extend(["cash", "total"].map(|point| ("points".to_owned(), point.to_owned())));
    let saved = send(&served, "/case/new-peers", &cookie, &new);
    let rule = "/case/peers/agencies-of-the-study";
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, Some(&*format!("{rule}?done=saved"))),
        "{}",
        saved.body
    );
    // The case that was not there is of the day that is looked at.
    assert_eq!(
        std::fs::read_to_string(folder.join("case.toml")).unwrap(),
        "as_of = 2022-06-22\npeers = [\"agencies-of-the-study\"]\n"
    );
    let shown = page(&served, &cookie, rule);
    assert!(
        shown.contains("<dt>Not looked at</dt><dd>26</dd>") && shown.contains("<dd>6 / 6</dd>"),
        "{shown}"
    );

    // Matches, with what the data set has to choose from.
    let matches = format!("{rule}/matches");
    let form = page(&served, &cookie, &matches);
    assert!(form.contains("<option value=\"Accountant\">maximum 9,473.00; cash 10,609.00; total 12,193.00</option>"), "{form}");
    assert_eq!(form.matches("class=\"mark\">nobody has looked yet").count(), 26);
    let mut said = fields(&form, &matches);
    let pairs: Vec<(String, String)> = said
        .iter()
        .filter(|(name, _)| name.starts_with("e."))
        .map(|(name, employer)| (name[2..].to_owned(), employer.clone()))
        .collect();
    let class_of = |said: &[(String, String)], at: &str| {
        said.iter().find(|(name, _)| *name == format!("c.{at}")).unwrap().1.clone()
    };
    for (at, employer) in &pairs {
        let class = class_of(&said, at);
        let (theirs, why) = study_rule.matched(&class, employer).unwrap();
        set(&mut said, &format!("t.{at}"), theirs.unwrap_or_default());
        set(&mut said, &format!("w.{at}"), why);
    }
    // Without a why it is refused, and a class that the data set does not have too.
    let before = bytes(&folder);
    for (field, text, finding) in [
        ("w.0", "", "why it matches, or does not, is not said"),
        (
            "t.0",
            "Accountent",
            "the data set &quot;study-2022&quot; has no class &quot;Accountent&quot;",
        ),
    ] {
        let mut wrong = said.clone();
        set(&mut wrong, field, text);
        set(&mut wrong, "do", "save");
        let refused = send(&served, &matches, &cookie, &wrong);
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(finding), "{}", refused.body);
        assert_eq!(bytes(&folder), before);
    }
    set(&mut said, "do", "show");
    let seen = send(&served, &matches, &cookie, &said);
    assert_eq!((seen.status, bytes(&folder)), (200, before));
    assert!(
        seen.body.contains("7,940.50") && seen.body.contains("Not saved yet."),
        "{}",
        seen.body
    );
    set(&mut said, "do", "save");
    let saved = send(&served, &matches, &cookie, &said);
    assert_eq!(saved.status, 303, "{}", saved.body);

    // The command's reader has them, the numbers are the study's, and the page's are those of the JSON.
    let read = peer_rule(&folder, "agencies-of-the-study").unwrap();
    assert_eq!(read.pairs(), (26, 26));
    let json = json(&folder);
    let of_case: Book = book(&folder);
    let name = |class: &str, what: &str| format!("peers/agencies-of-the-study/{class}/{what}");
    for (figure, value) in [
        (name("accountant", "maximum/median"), "7940.50"),
        (name("accountant", "maximum/gap"), "-6.74"),
        (name("accountant", "total/gap"), "2.43"),
        (name("associate-engineer", "cash/median"), "11061.00"),
        (name("associate-engineer", "cash/gap"), "-9.85"),
        (name("accountant", "maximum/rank"), "9"),
    ] {
        assert_eq!(of_case.figure(&figure).unwrap().figure.value.to_string(), value, "{figure}");
        for path in [rule, matches.as_str()] {
            shows(&page(&served, &cookie, path), &json, &figure);
        }
    }
    // Saved once more as they are: the same bytes. In the file, rows stand by class, then by employer.
    let file = folder.join("peers/agencies-of-the-study.matches.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let order: Vec<&str> =
        text.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(order[..13], employers[..]);
    let mut again = fields(&page(&served, &cookie, &matches), &matches);
    set(&mut again, "do", "save");
    assert_eq!(send(&served, &matches, &cookie, &again).status, 303);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);

    // An employer that is called otherwise keeps its matches; one that is taken out takes them along, and that is said first.
    let mut renamed = fields(&page(&served, &cookie, rule), rule);
    let at = renamed.iter().find(|(_, text)| text == "Fairfield").unwrap().0.clone();
    set(&mut renamed, &at, "City of Fairfield");
    set(&mut renamed, &at.replace("employer", "called"), "Fairfield");
    let folsom = renamed.iter().find(|(_, text)| text == "Folsom").unwrap().0.clone();
    let folsom = folsom.split('.').nth(1).unwrap().to_owned();
    set(&mut renamed, "do", &format!("out-peer-{folsom}"));
    let out = send(&served, rule, &cookie, &renamed);
    assert!(out.body.contains("rows of the file of matches: 2."), "{}", out.body);
    let mut renamed = fields(&out.body, rule);
    set(&mut renamed, "do", "save");
    assert_eq!(send(&served, rule, &cookie, &renamed).status, 303);
    assert_eq!(peer_rule(&folder, "agencies-of-the-study").unwrap().pairs(), (24, 24));
    let figure = name("accountant", "maximum/gap/without-city-of-fairfield");
    assert_eq!(book(&folder).figure(&figure).unwrap().figure.value.to_string(), "-5.61");
    served.close(&cookie);
}

#[test]
fn a_rule_is_registered_once_and_again_after_it_changed() {
    let folder = copied("case-2022", "peers-registered");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let to = format!("{OFFICES}/register");
    let shown = page(&served, &cookie, OFFICES);
    assert!(
        shown.contains("Register the rule as it is") && !shown.contains("This rule is registered.")
    );
    let form = fields(&shown, &to);
    let came = send(&served, &to, &cookie, &form);
    assert_eq!(came.status, 303, "{}", came.body);
    let line = intake::case::peers::registrations(&folder).unwrap().remove(0);
    let shown = page(&served, &cookie, OFFICES);
    assert!(
        shown.contains(&line.fingerprint()) && shown.contains("This rule is registered."),
        "{shown}"
    );
    assert!(!shown.contains("Register the rule as it is"));
    // Again is nothing new.
    let before = bytes(&folder);
    let again = send(&served, &to, &cookie, &form);
    assert_eq!(again.status, 422);
    assert!(again.body.contains("is registered as it is"), "{}", again.body);
    assert_eq!(bytes(&folder), before);
    // What another choice does is said before it is saved.
    let mut changed = fields(&shown, OFFICES);
    set(&mut changed, "minimum_matches", "2");
    set(&mut changed, "do", "show");
    let said = send(&served, OFFICES, &cookie, &changed).body;
    assert!(said.contains("chooses otherwise than the rule as it is"), "{said}");
    assert_eq!(bytes(&folder), before);
    set(&mut changed, "do", "save");
    assert_eq!(send(&served, OFFICES, &cookie, &changed).status, 303);
    assert!(matches!(book(&folder).peers[0].registered, Registered::Changed(_)));
    let shown = page(&served, &cookie, OFFICES);
    assert!(shown.contains("is not the one that was registered on"), "{shown}");
    // A page from before the change registers nothing.
    assert_eq!(send(&served, &to, &cookie, &form).status, 422);
    assert_eq!(send(&served, &to, &cookie, &fields(&shown, &to)).status, 303);
    assert_eq!(intake::case::peers::registrations(&folder).unwrap().len(), 2);
    assert!(matches!(book(&folder).peers[0].registered, Registered::As { .. }));
    served.close(&cookie);
}

#[test]
fn what_would_break_the_case_is_refused_and_changes_nothing() {
    let folder = copied("case-2022", "peers-refused");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let shown = page(&served, &cookie, OFFICES);
    let form = fields(&shown, OFFICES);
    let before = bytes(&folder);
    for (name, text, finding) in [
        ("title", "", "title is missing"),
        ("effective", "soon", "effective = &quot;soon&quot;"),
        ("minimum_matches", "0", "minimum_matches = 0"),
        ("peer.1.weight", "2", "some peers have a weight"),
        ("peer.0.employer", "State Bar of California (judges)", "two peers are called"),
        ("class.0.name", "Attorney 3", "Attorney 3"),
        ("class.0.parts", "{ a = ", "parts is not TOML"),
        ("rival", "nobody", "nobody"),
        ("target.point", "pay", "target"),
    ] {
        let mut wrong = form.clone();
        set(&mut wrong, name, text);
        set(&mut wrong, "do", "save");
        let came = send(&served, OFFICES, &cookie, &wrong);
        assert_eq!(came.status, 422, "{name}: {}", came.body);
        assert!(came.body.contains(finding), "{name}: {}", came.body);
        assert!(came.body.contains("role=\"alert\""));
        assert_eq!(bytes(&folder), before, "{name}");
    }
    // A goal stands on the rule: it cannot be taken out of the case.
    let listed = format!("{OFFICES}/listed");
    let came = served.send(&listed, &cookie, &[("do", "out")]);
    assert_eq!(came.status, 422, "{}", came.body);
    assert_eq!(bytes(&folder), before);
    // Without the goal it can, and be put in again; comments stay.
    let case = folder.join("case.toml");
    let text = std::fs::read_to_string(&case).unwrap();
    let (goal, rest) = text.split_once("[[goal]]\nname           = \"competitive-pay\"").unwrap();
    let without = format!("{goal}{}", &rest[rest.find("[[goal]]").unwrap()..]);
    std::fs::write(&case, &without).unwrap();
    assert_eq!(served.send(&listed, &cookie, &[("do", "out")]).status, 303);
    assert!(
        std::fs::read_to_string(&case)
            .unwrap()
            .contains("peers = []   # no pay of theirs ships: holes")
    );
    assert!(page(&served, &cookie, OFFICES).contains("The case does not list this rule"));
    assert_eq!(served.send(&listed, &cookie, &[("do", "in")]).status, 303);
    assert_eq!(std::fs::read_to_string(&case).unwrap(), without);
    served.close(&cookie);
}

#[test]
fn hostile_values_are_answered_and_lead_nowhere() {
    let folder = copied("case-2022", "peers-hostile");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let before = bytes(&folder);
    for path in [
        "/case/peers/..%2Fcase",
        "/case/peers/%00",
        "/case/peers/none",
        "/case/peers/registered.csv/matches",
    ] {
        for came in [
            served.ask("GET", path, &[("Cookie", &cookie)], ""),
            served.send(path, &cookie, &[("do", "save")]),
            served.send(&format!("{path}/register"), &cookie, &[]),
            served.send(&format!("{path}/listed"), &cookie, &[("do", "in")]),
        ] {
            assert!((400..500).contains(&came.status), "{path}: {}", came.status);
            assert!(!came.body.contains("[costing]"), "{path}");
        }
    }
    for fields in [
        vec![("do", "save"), ("peer-rows", "99999999999999999999"), ("class-rows", "-1")],
        vec![("do", "out-peer-99999999999999999999"), ("peer-rows", "2000")],
        vec![("do", "save"), ("title", "\"\n[x]\0"), ("why", "<script>alert(1)</script>")],
        vec![("do", "show"), ("build", "[[[[[[[[[[[[["), ("points", "\u{202e}")],
        vec![
            ("peer-rows", "1"),
            ("peer.0.was", "7"),
            ("peer.0.employer", "\u{fffd}"),
            ("do", "more-peer"),
        ],
        vec![
            ("pairs", "99999999999999999999"),
            ("do", "save"),
            ("c.0", "x"),
            ("e.0", "y"),
            ("t.0", "z"),
            ("w.0", ""),
        ],
    ] {
        for path in ["/case/new-peers", OFFICES, "/case/peers/law-offices/matches"] {
            let came = served.send(path, &cookie, &fields);
            assert!(came.status < 500, "{path} {fields:?}: {}", came.body);
            assert!(!came.body.contains("<script>alert"), "{path} {fields:?}");
        }
    }
    assert_eq!(bytes(&folder), before);
    // A file that is no TOML, and matches that are no table: each is said, with the file.
    std::fs::write(folder.join("peers/broken.toml"), "title = \"x").unwrap();
    std::fs::write(folder.join("peers/law-offices.matches.csv"), "class;employer\nx;y\n").unwrap();
    let shown = page(&served, &cookie, "/case/peers/broken");
    assert!(shown.contains("is not TOML") && shown.contains("title = &quot;x"), "{shown}");
    assert!(page(&served, &cookie, "/case/peers").contains("is not TOML"));
    let shown = page(&served, &cookie, "/case/peers/law-offices/matches");
    let mut form = fields(&shown, "/case/peers/law-offices/matches");
    set(&mut form, "do", "save");
    let came = send(&served, "/case/peers/law-offices/matches", &cookie, &form);
    assert!(came.status == 422 && came.body.contains("has no column"), "{}", came.body);
    served.close(&cookie);
}
