//! The site of an audience, through the command: nothing of others is in it, every page can be read and every link leads somewhere,
//! what was withdrawn is gone, what was corrected says so, and the same record makes the same bytes.

#[path = "common/unreleased.rs"]
mod unreleased;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DAY: &str = "2022-07-12";

/// What nobody but the team, or another partner, may read.
const FOR_OTHERS: [&str; 4] =
    ["CANARY-TEAM-91", "CANARY-PARTNER-92", "CANARY-ITEM-93", "CANARY-ACTION-94"];

fn goodfaith(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_goodfaith")).args(arguments).output().unwrap()
}

fn done(arguments: &[&str]) -> String {
    let output = goodfaith(arguments);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {message}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str]) -> String {
    let output = goodfaith(arguments);
    assert!(!output.status.success(), "{arguments:?} went through");
    String::from_utf8(output.stderr).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(std::fs::copy(&path, to.join(name)).unwrap()),
        }
    }
}

/// A campaign in a folder of the test's own: a report to members in two languages, an answer to the public, entries for others.
struct Campaign {
    folder: PathBuf,
}

impl Campaign {
    fn new(name: &str) -> Campaign {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        copy(&root.join("campaigns/case-2022"), &folder.join("campaign"));
        unreleased::without_releases(&folder.join("campaign"));
        let campaign = Campaign { folder };
        // The test has pieces of its own, and publishes in its own way.
        std::fs::remove_dir_all(campaign.folder.join("campaign/pieces")).unwrap();
        campaign.cut("campaign.toml", "[publishing]");
        campaign.cut("case.toml", "# Who may be shown which figure");
        campaign.append(
            "campaign.toml",
            "\n[publishing]\nfrom_name = \"The team\"\nweb_address = \"https://example.org/bargaining\"\npay_note = \"SYNTHETIC pay.\"\n",
        );
        campaign.append(
            "case.toml",
            "\n[[shown]]\nfigures = [\"prices/*\", \"ladder/attorney\"]\nto = [\"members\", \"public\"]\n\n[[shown]]\nfigures = [\"lag/attorneys-union\"]\nto = [\"members\"]\n",
        );
        campaign.records();
        campaign.write_pieces();
        campaign.release("report-2022-07-12", &[]);
        campaign.release("informe", &[]);
        campaign.release("why-now", &[]);
        campaign
    }

    fn path(&self) -> String {
        self.folder.join("campaign").display().to_string()
    }

    fn out(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// A file up to a line, without what follows.
    fn cut(&self, file: &str, at: &str) {
        let path = self.folder.join("campaign").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let kept = text.find(at).unwrap_or_else(|| panic!("no {at} in {file}"));
        std::fs::write(path, &text[..kept]).unwrap();
    }

    fn append(&self, file: &str, text: &str) {
        let path = self.folder.join("campaign").join(file);
        let before = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, before + text).unwrap();
    }

    fn records(&self) {
        let add = |what: &[&str]| {
            let path = self.path();
            let mut all = vec!["record", "add", "--campaign", &path];
            all.extend(what);
            done(&all);
        };
        for id in ["saje", "other"] {
            let (name, who) = (format!("name=Partner {id}"), format!("team,partner:{id}"));
            let id = format!("id={id}");
            add(&["partner", &id, &name, "kind=community", "--audience", &who]);
        }
        let event = |words: &str, who: &str, day: &str| {
            let summary = format!("summary={words}");
            add(&["event", "action=note", "actor=us", &summary, "--audience", who, "--on", day]);
        };
        event(FOR_OTHERS[0], "team", "2022-07-01");
        event(FOR_OTHERS[1], "team,partner:other", "2022-07-02");
        event("HEARD-BY-SAJE", "team,partner:saje", "2022-07-03");
        let title = format!("title={}", FOR_OTHERS[2]);
        add(&["item", "id=hidden", &title, "--audience", "team"]);
        let title = format!("title={}", FOR_OTHERS[3]);
        add(&[
            "action",
            "id=walk",
            &title,
            "step=planned",
            "planned_for=2022-08-01",
            "--audience",
            "team",
            "--on",
            "2022-07-05",
        ]);
        add(&[
            "action",
            "id=rally",
            "title=Rally at the Capitol",
            "step=planned",
            "planned_for=2022-08-02",
            "ask=Come at noon",
            "--audience",
            "team,members",
            "--on",
            "2022-07-05",
        ]);
    }

    fn write_pieces(&self) {
        let path = self.path();
        done(&[
            "publish",
            "draft",
            "report",
            "--on",
            DAY,
            "--campaign",
            &path,
            "--audience",
            "members",
        ]);
        let piece = |name: &str, head: &str, text: &str| {
            let text = format!("+++\n{head}\nday = {DAY}\n+++\n\n{text}\n");
            std::fs::write(self.folder.join(format!("campaign/pieces/{name}.md")), text).unwrap();
        };
        piece(
            "informe",
            "kind = \"report\"\ntitle = \"Informe\"\naudience = [\"members\"]\nlanguage = \"es\"\ntranslates = \"report-2022-07-12\"",
            "{{turns}}",
        );
        piece(
            "why-now",
            "kind = \"answer\"\ntitle = \"Why now?\"\naudience = [\"public\"]\nlistener = \"friend\"\nvalue = \"safety\"",
            "Since nobody answers.",
        );
        piece(
            "report-fixed",
            "kind = \"report\"\ntitle = \"Report, corrected\"\naudience = [\"members\"]",
            "{{turns}}",
        );
    }

    fn release(&self, piece: &str, more: &[&str]) {
        let path = self.path();
        let mut all =
            vec!["publish", "release", piece, "--by", "Ana", "--on", DAY, "--campaign", &path];
        all.extend(more);
        done(&all);
    }

    fn arguments<'a>(&self, path: &'a str, audience: &'a str, out: &'a str) -> Vec<&'a str> {
        vec![
            "publish",
            "site",
            "--campaign",
            path,
            "--audience",
            audience,
            "--as-of",
            "2022-07-13",
            "--out",
            out,
        ]
    }

    fn site(&self, audience: &str, name: &str) -> Site {
        let (path, out) = (self.path(), self.out(name));
        done(&self.arguments(&path, audience, &out));
        Site::read(Path::new(&out))
    }
}

/// The files of a site.
struct Site(BTreeMap<String, Vec<u8>>);

impl Site {
    fn read(folder: &Path) -> Site {
        let mut files = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in std::fs::read_dir(&next).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => open.push(path),
                    false => {
                        let name = path.strip_prefix(folder).unwrap().display().to_string();
                        files.insert(name, std::fs::read(&path).unwrap());
                    }
                }
            }
        }
        Site(files)
    }

    fn text(&self, path: &str) -> String {
        let bytes = self.0.get(path).unwrap_or_else(|| panic!("{path}: {:?}", self.0.keys()));
        String::from_utf8(bytes.clone()).unwrap()
    }

    fn pages(&self) -> impl Iterator<Item = (&str, String)> {
        let all = self.0.keys().filter(|path| path.ends_with(".html"));
        all.map(|path| (path.as_str(), self.text(path)))
    }

    fn holds(&self, words: &str) -> bool {
        self.0.values().any(|bytes| bytes.windows(words.len()).any(|at| at == words.as_bytes()))
    }
}

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begins = format!(" {attribute}=\"");
    page.split(begins.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a link of a page leads, in the site.
fn target(page: &str, link: &str) -> String {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{page}: {link} leads out of the site");
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn no_byte_of_a_site_is_for_somebody_else() {
    let campaign = Campaign::new("canaries");
    let members = campaign.site("members", "members");
    let public = campaign.site("public", "public");
    let saje = campaign.site("partner:saje", "saje");
    for (whose, site) in [("members", &members), ("public", &public), ("saje", &saje)] {
        for canary in FOR_OTHERS {
            assert!(!site.holds(canary), "{canary} is in the site of {whose}");
        }
        assert!(
            !site.holds("headcount/"),
            "a figure that is shown to nobody is in that of {whose}"
        );
    }
    // They would be found: what is for one of them is there.
    assert!(saje.holds("HEARD-BY-SAJE") && !members.holds("HEARD-BY-SAJE"));
    assert!(members.holds("Come at noon") && !public.holds("Come at noon"));
    assert!(members.holds("Why now?") && public.holds("Why now?") && saje.holds("Why now?"));
    assert!(!public.holds("report-2022-07-12") && !saje.holds("report-2022-07-12"));
    // A rival figure that is not shown is not beside the one that is.
    assert!(members.holds("lag/attorneys-union") && !members.holds("lag/attorneys-employer"));
    assert!(!public.holds("lag/attorneys-union"));
    assert_eq!(members.text("robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(!public.0.contains_key("robots.txt"));
}

#[test]
fn every_page_can_be_read_and_every_link_leads_somewhere() {
    let campaign = Campaign::new("links");
    let site = campaign.site("members", "members");
    for (path, page) in site.pages() {
        assert!(page.len() < 100_000, "{path} has {} bytes", page.len());
        let frozen = path.starts_with("releases/");
        let language = if path.starts_with("es/") { "es" } else { "en" };
        if !frozen {
            assert!(page.contains(&format!("<html lang=\"{language}\">")), "{path}");
        }
        assert_eq!(page.matches("<title>").count(), 1, "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.contains("<script") && !page.contains("javascript:"), "{path}");
        assert!(values(&page, "src").iter().all(|at| !at.contains("://")), "{path}");
        let mut ids = BTreeSet::new();
        assert!(
            values(&page, "id").into_iter().all(|id| ids.insert(id)),
            "{path}: an id stands twice"
        );
        for link in values(&page, "href").into_iter().chain(values(&page, "src")) {
            if link.contains("://") || link.starts_with("data:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let to = if file.is_empty() { path.to_owned() } else { target(path, file) };
            assert!(site.0.contains_key(&to), "{path}: {link} leads nowhere");
            if !anchor.is_empty() {
                assert!(site.text(&to).contains(&format!("id=\"{anchor}\"")), "{path}: {link}");
            }
        }
    }
    for name in ["index", "reports", "questions", "offers", "case", "timeline", "actions", "pay"] {
        let (english, spanish) = (format!("{name}.html"), format!("es/{name}.html"));
        let back = format!("hreflang=\"en\" href=\"../{name}.html\"");
        assert!(site.text(&english).contains(&format!("hreflang=\"es\" href=\"es/{name}.html\"")));
        assert!(site.text(&spanish).contains(&back), "{spanish}");
    }
    let report = site.text("report-2022-07-12.html");
    assert!(report.contains("hreflang=\"es\" href=\"es/informe.html\""), "{report}");
    assert!(report.contains("property=\"og:title\""));
}

#[test]
fn what_was_withdrawn_is_gone_and_what_was_corrected_says_so() {
    let campaign = Campaign::new("corrected");
    campaign.release(
        "report-fixed",
        &["--corrects", "2022-07-12-report-2022-07-12", "--changes", "Travel was left out."],
    );
    let path = campaign.path();
    let withdraw = ["publish", "withdraw", "2022-07-12-informe", "--by", "Ana", "--on", DAY];
    let withdraw: Vec<&str> =
        withdraw.into_iter().chain(["--reason", "wrong list", "--campaign", &path]).collect();
    done(&withdraw);
    let site = campaign.site("members", "members");
    assert!(!site.0.keys().any(|path| path.contains("informe")), "{:?}", site.0.keys());
    let old = site.text("report-2022-07-12.html");
    assert!(old.contains("Corrected by") && old.contains("Travel was left out."), "{old}");
    assert!(old.contains("href=\"report-fixed.html\""));
    let frozen = "releases/2022-07-12-report-2022-07-12/report-2022-07-12.html";
    let kept = campaign.folder.join("campaign").join(frozen);
    assert_eq!(site.0[frozen], std::fs::read(kept).unwrap(), "what was released is not altered");
    assert!(!site.text("feed.xml").contains("/report-2022-07-12.html"));
    let json = {
        let out = campaign.out("members");
        let mut all = campaign.arguments(&path, "members", &out);
        all.push("--json");
        done(&all)
    };
    assert!(json.contains("it was withdrawn"), "{json}");
}

#[test]
fn a_change_of_what_a_release_rests_on_is_told_to_those_who_may_know_it() {
    let campaign = Campaign::new("changed");
    let says = |site: &Site| site.text("report-2022-07-12.html").contains("has changed since");
    assert!(!says(&campaign.site("members", "members")));
    let path = campaign.path();
    // Entry 34 is the union's salary proposal, on which the report rests.
    let correct = |who: &str| {
        done(&[
            "record",
            "add",
            "pass",
            "--campaign",
            &path,
            "--corrects",
            "34",
            "--audience",
            who,
            "--on",
            "2022-06-12",
            "id=case-salary-2",
            "from=case",
            "kind=counter",
            "title=Salary proposal again",
            "items.salary.says.words=more",
        ]);
    };
    correct("team,other-side");
    assert!(
        !says(&campaign.site("members", "members")),
        "members are not told of what is not theirs"
    );
    correct("team,members,other-side");
    assert!(says(&campaign.site("members", "members")));
}

#[test]
fn feed_and_calendar_are_read_by_other_programs() {
    let campaign = Campaign::new("feeds");
    let site = campaign.site("members", "members");
    for (path, entries) in [("feed.xml", 2), ("es/feed.xml", 1)] {
        let feed = feed_rs::parser::parse(site.0[path].as_slice()).unwrap();
        assert_eq!(feed.entries.len(), entries, "{path}");
        for entry in &feed.entries {
            assert!(entry.id.starts_with("tag:example.org,2022-07-12:"), "{}", entry.id);
            let page = entry.links[0].href.strip_prefix("https://example.org/bargaining/").unwrap();
            assert!(site.0.contains_key(page), "{page}");
        }
    }
    for (path, rally) in [("calendar.ics", true), ("es/calendar.ics", true)] {
        let text = site.text(path);
        let read: icalendar::Calendar = text.parse().unwrap();
        assert!(read.components.len() > 1, "{path}");
        assert_eq!(text.contains("Rally at the Capitol"), rally, "{path}");
        assert!(text.contains("DTSTAMP:20220713T000000Z"));
    }
}

#[test]
fn the_same_record_makes_the_same_bytes_and_files_that_did_not_change_stay() {
    let campaign = Campaign::new("twice");
    let first = campaign.site("members", "one");
    assert!(first.0 == campaign.site("members", "two").0);
    let (path, out) = (campaign.path(), campaign.out("one"));
    let mut all = campaign.arguments(&path, "members", &out);
    all.push("--json");
    let told: serde_json::Value = serde_json::from_str(&done(&all)).unwrap();
    assert_eq!(told["files"]["written"], 0);
    assert_eq!(told["files"]["as_they_were"], first.0.len());
    assert!(Site::read(Path::new(&out)).0 == first.0);
    let beside: Vec<_> =
        std::fs::read_dir(&campaign.folder).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 3, "nothing is left beside: {beside:?}");
}

#[test]
fn a_release_that_is_not_what_went_out_stops_the_site_and_nothing_is_written() {
    let campaign = Campaign::new("broken");
    let before = campaign.site("members", "members");
    let release = campaign.folder.join("campaign/releases/2022-07-12-report-2022-07-12");
    let file = release.join("report-2022-07-12.txt");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text + "more\n").unwrap();
    let (path, out) = (campaign.path(), campaign.out("members"));
    let error = refused(&campaign.arguments(&path, "members", &out));
    assert!(
        error.contains("2022-07-12-report-2022-07-12") && error.contains("report-2022-07-12.txt"),
        "{error}"
    );
    assert!(Site::read(Path::new(&out)).0 == before.0);
    // The public's site does not hold it.
    campaign.site("public", "public");
}

#[test]
fn a_site_is_not_written_over_what_is_none_nor_into_the_campaigns_own() {
    let campaign = Campaign::new("places");
    let path = campaign.path();
    let refuse = |out: &str, audience: &str, says: &str| {
        let error = refused(&campaign.arguments(&path, audience, out));
        assert!(error.contains(says), "{out}: {error}");
    };
    for own in ["people/site", "vault", "files/x", "releases", "record.sqlite"] {
        refuse(&format!("{path}/{own}"), "members", "the campaign's own");
    }
    refuse(&path, "members", "holds the campaign");
    refuse(&campaign.folder.display().to_string(), "members", "holds the campaign");
    let mine = campaign.folder.join("mine");
    std::fs::create_dir_all(&mine).unwrap();
    std::fs::write(mine.join("letter.txt"), "dear").unwrap();
    refuse(&mine.display().to_string(), "members", "other things than a site");
    assert_eq!(std::fs::read_to_string(mine.join("letter.txt")).unwrap(), "dear");
    campaign.site("public", "site");
    refuse(&campaign.out("site"), "members", "somebody else");
    refuse(&campaign.out("site/members"), "members", "lies in another site");
    refuse(&campaign.out("x"), "team", "no site for team");
    refuse(&campaign.out("x"), "partner:nobody", "no partner nobody");
    // In a folder of its own in the campaign's it may be.
    campaign.site("members", "campaign/site");
}

#[test]
fn pay_is_shown_by_what_the_audience_knows_of() {
    let campaign = Campaign::new("pay");
    let members = campaign.site("members", "members").text("pay.html");
    // By hand: step 1 of Attorney is $7,200.00 a month; 2.5 percent more is $7,380.00, and again 2.5 percent
    // $7,564.50, which the schedule's rule rounds to the dollar: $7,565.00.
    for there in [
        "SYNTHETIC pay.",
        "Attorney",
        "$7,200.00",
        "$7,380.00",
        "$7,565.00",
        "Employer&#39;s offer",
    ] {
        let there = there.replace("&#39;", "'");
        assert!(members.contains(&there), "{there}");
    }
    assert!(!members.contains("Attorney IV"), "only the class that is shown is there");
    // The public has seen no pass: what is paid is there, and no offer.
    let public = campaign.site("public", "public").text("pay.html");
    assert!(public.contains("$7,200.00") && !public.contains("$7,380.00"));
    assert!(public.contains("No offer with numbers"));
}

#[test]
fn a_site_in_spanish_alone_has_a_door() {
    let campaign = Campaign::new("spanish");
    let (path, out) = (campaign.path(), campaign.out("es"));
    let mut all = campaign.arguments(&path, "members", &out);
    all.extend(["--lang", "es"]);
    done(&all);
    let site = Site::read(Path::new(&out));
    assert!(site.text("index.html").contains("href=\"es/index.html\""));
    assert!(!site.0.contains_key("offers.html") && site.0.contains_key("es/offers.html"));
    assert!(!site.text("es/offers.html").contains("hreflang=\"en\""));
}
