//! Stories through the command: kept under their tellers' own keys, released as far as they consent, and taken back with every byte.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const PASSPHRASE: &str = "correct horse";
const WORDS: &str = "I have heard cases at Fresno for 17 years as an Administrative Law Judge III. \
    The canaryword desk beside mine has been empty since spring, and nobody answers its telephone.\n\n\
    I leave in May because the files do not wait.";

/// A campaign's folder of a test's own, with files of the tellers beside it and not in it.
struct Campaign(PathBuf);

impl Campaign {
    fn begun(name: &str) -> Campaign {
        let outer =
            std::env::temp_dir().join(format!("goodfaith-story-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&outer);
        std::fs::create_dir_all(outer.join("round")).unwrap();
        let campaign = Campaign(outer);
        campaign.good("record init --name Round --regime dills");
        campaign.good("record add party id=union side=union name=Union");
        let rosa = record::Slug::parse("rosa").unwrap();
        store::Vault::create(&campaign.folder(), &rosa, &PASSPHRASE.to_owned().into(), Some(2))
            .unwrap();
        campaign.give("story.txt", WORDS.as_bytes());
        campaign.give("photo.png", &photo());
        campaign
    }

    fn folder(&self) -> PathBuf {
        self.0.join("round")
    }

    /// A file that somebody hands over; it lies beside the campaign.
    fn give(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }

    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_goodfaith"))
            .current_dir(self.folder())
            .env("GOODFAITH_AUTHOR", "tester")
            .env("GOODFAITH_PASSPHRASE", PASSPHRASE)
            .stdin(Stdio::null())
            .args(
                line.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('_', " ")),
            )
            .output()
            .unwrap()
    }

    fn good(&self, line: &str) -> String {
        let output = self.run(line);
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{line}: {said}");
        text(&output.stdout)
    }

    fn bad(&self, line: &str) -> String {
        let output = self.run(line);
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(!output.status.success(), "{line}: {said}");
        said
    }

    fn story(&self, line: &str) -> String {
        self.good(&format!("publish story {line}"))
    }

    fn entries(&self) -> usize {
        let shown: Value = serde_json::from_str(&self.good("record show --json")).unwrap();
        shown["entries"].as_array().unwrap().len()
    }

    /// Collected, consented to and approved, with nothing left to wait for on March 5.
    fn ready(name: &str) -> Campaign {
        let campaign = Campaign::begun(name);
        campaign.collect("fresno", "p-7", "story.txt");
        campaign
    }

    fn collect(&self, id: &str, person: &str, file: &str) {
        self.story(&format!("collect {id} --person {person} --title The_empty_desk_{id} --text ../{file} --photo ../photo.png --pen-name Maria --member rosa --on 2026-03-01"));
        self.story(&format!("consent {id} --use site,card,report --audience members,public --until 2027-01-01 --photo --how signed --on 2026-03-02"));
        self.story(&format!("approve {id} --photo --how read_to_her --on 2026-03-02"));
    }
}

impl Drop for Campaign {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A PNG of noise, with a canary in its EXIF and one in its text.
fn photo() -> Vec<u8> {
    let mut seed = 7_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    // A row is its filter and its pixels.
    let mut row =
        || -> Vec<u8> { (0..=64 * 3).map(|at| if at == 0 { 0 } else { noise() }).collect() };
    let pixels: Vec<u8> = (0..64).flat_map(|_| row()).collect();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&pixels).unwrap();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], data: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(data);
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        file.extend(kind);
        file.extend(data);
        file.extend(crc.sum().to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 64, 0, 0, 0, 64, 8, 2, 0, 0, 0]);
    chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x0b\0\0\0\x1aEXIFCANARY\0");
    chunk(b"tEXt", b"Comment\0EXIFCANARY");
    chunk(b"IDAT", &packed.finish().unwrap());
    chunk(b"IEND", b"");
    file
}

/// Some bytes of the photo that is kept, which are in no other file.
fn of_photo() -> Vec<u8> {
    let kept = intake::photo::clean(&photo()).unwrap().bytes;
    kept[kept.len() / 2..kept.len() / 2 + 40].to_vec()
}

/// The files below a folder that hold some bytes.
fn found(folder: &Path, wanted: &[u8]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for one in std::fs::read_dir(folder).unwrap().flatten() {
        let path = one.path();
        if path.is_dir() {
            all.extend(found(&path, wanted));
        } else if std::fs::read(&path).unwrap().windows(wanted.len()).any(|part| part == wanted) {
            all.push(path);
        }
    }
    all
}

#[test]
fn a_story_is_kept_released_as_far_as_its_teller_consents_and_taken_back_with_every_byte() {
    let campaign = Campaign::begun("life");
    let folder = campaign.folder();
    let said = campaign.story("collect fresno --person p-7 --title The_empty_desk --text ../story.txt --photo ../photo.png --pen-name Maria --member rosa --on 2026-03-01");
    assert!(
        said.contains("Taken out of the photo:") && said.contains("remove it yourself"),
        "{said}"
    );
    let nowhere = |what: &[u8]| assert_eq!(found(&folder, what), Vec::<PathBuf>::new());
    nowhere(b"canaryword");
    nowhere(b"EXIFCANARY");
    nowhere(&of_photo());

    let release = "release fresno --by Ana --to members,public --member rosa";
    let stopped = |on: &str| campaign.bad(&format!("publish story {release} --on {on}"));
    assert!(stopped("2026-03-01").contains("did not consent to it being used as site for members"));
    campaign.story("consent fresno --use site,card --audience members,public --until 2027-01-01 --photo --how signed --on 2026-03-02");
    let listed = campaign.story("list --as-of 2026-03-03");
    assert!(listed.contains("cooling-off until 2026-03-04 (site, card)"), "{listed}");
    assert!(listed.contains("approval of the text") && !listed.contains("canaryword"), "{listed}");
    assert!(stopped("2026-03-03").contains("cooling-off until 2026-03-04"));
    assert!(stopped("2026-03-05").contains("has not approved the text"));
    campaign.story("approve fresno --photo --how read_to_her --on 2026-03-02");
    let press = campaign.bad(
        "publish story release fresno --use site,press --to public --member rosa --on 2026-03-05",
    );
    assert!(press.contains("used as press") && press.contains("hint: ask the teller"), "{press}");
    assert!(stopped("2027-01-02").contains("consent ended on 2027-01-01"));
    let (before, nothing) = (campaign.entries(), found(&folder, b"canaryword"));
    assert!(
        campaign
            .story(&format!("{release} --on 2026-03-05 --dry-run"))
            .contains("Nothing was written")
    );
    assert_eq!((campaign.entries(), found(&folder, b"canaryword")), (before, nothing));

    campaign.story(&format!(
        "{release} --on 2026-03-05 --quote I_leave_in_May --photo-alt A_hearing_room."
    ));
    let out = folder.join("releases/2026-03-05-fresno");
    for size in ["x", "facebook", "linkedin", "instagram-square", "instagram-portrait"] {
        assert!(
            std::fs::read(out.join(format!("fresno.card-{size}.png")))
                .unwrap()
                .starts_with(b"\x89PNG")
        );
        let alt = std::fs::read_to_string(out.join(format!("fresno.card-{size}.alt.txt"))).unwrap();
        assert!(alt.contains("I leave in May") && alt.contains("A hearing room."), "{alt}");
    }
    let page = std::fs::read_to_string(out.join("fresno.html")).unwrap();
    assert!(
        page.contains("Told by Maria")
            && page.contains("canaryword")
            && page.contains("alt=\"A hearing room.\"")
    );
    assert!(std::fs::read_to_string(out.join("fresno.share-x.txt")).unwrap().contains("— Maria"));
    assert!(!found(&out, &of_photo()).is_empty() || out.join("fresno.photo.png").is_file());
    assert!(found(&out, b"p-7").is_empty() && found(&folder, b"EXIFCANARY").is_empty());
    assert!(campaign.good("publish check --as-of 2026-03-06").contains("as it was released"));
    assert!(campaign.story("list --as-of 2026-03-06").contains("fresno: published"));
    assert!(campaign.bad("publish story collect fresno --person p-7 --title x --text ../story.txt --member rosa").contains("fresno"));

    campaign.good("publish reach 2026-03-05-fresno --channel newsletter --on 2026-03-08 seen=1200 shared=30 --from typed_in");
    let site = campaign.0.join("site");
    std::fs::create_dir_all(site.join("stories")).unwrap();
    for (name, bytes) in [
        ("index.html", &b"<a href=\"stories/fresno.html\">The empty desk</a>"[..]),
        ("stories/fresno.html", page.as_bytes()),
        ("stories/a1b2.png", &std::fs::read(out.join("fresno.card-x.png")).unwrap()),
        ("about.html", b"<p>Fresno is a city, and fresno-2 another story.</p>"),
    ] {
        std::fs::write(site.join(name), bytes).unwrap();
    }
    let not_ours =
        campaign.bad("publish story take-back fresno --person p-7 --site ../site --on 2026-03-10");
    assert!(not_ours.contains("no site of ours"), "{not_ours}");
    assert!(
        campaign
            .bad("publish story take-back fresno --person p-8 --on 2026-03-10")
            .contains("not told by p-8")
    );
    assert!(out.join("fresno.html").is_file(), "nothing was destroyed by what was refused");
    std::fs::write(site.join(".goodfaith-site"), "").unwrap();
    // A site in the campaign's own folder, where the workspace writes it, need not be named.
    campaign.good("publish site --audience public --as-of 2026-03-06 --out site/public");
    let own = folder.join("site/public");
    let told = std::fs::read_to_string(own.join("fresno.html")).unwrap();
    let photo = "<img src=\"releases/2026-03-05-fresno/fresno.photo.png\" alt=\"A hearing room.\">";
    assert!(told.contains("canaryword") && told.contains(photo), "{told}");
    assert!(own.join("releases/2026-03-05-fresno/fresno.photo.png").is_file());

    let take_back = "publish story take-back fresno --person p-7 --site ../site --on 2026-03-10";
    let said = campaign.good(take_back);
    assert!(
        said.contains("nothing of it is left")
            && said.contains("withdrawn, as nothing else was in it"),
        "{said}"
    );
    assert!(said.contains("newsletter, seen 1200; shared 30 to 2026-03-08 (typed in)"), "{said}");
    assert!(said.contains("3 files removed"), "{said}");
    for place in [&folder, &site] {
        assert!(found(place, b"canaryword").is_empty() && found(place, &of_photo()).is_empty());
    }
    assert!(site.join("about.html").is_file() && !site.join("index.html").exists());
    assert!(own.join(".goodfaith-site").is_file() && !own.join("fresno.html").exists());
    assert!(!own.join("releases/2026-03-05-fresno/fresno.photo.png").exists());
    assert!(!out.exists() && !folder.join("people/p-7").exists());
    let entries = campaign.entries();
    assert!(
        campaign.good("record show --json").contains("erasure"),
        "the entry that says so stays"
    );
    assert!(campaign.good("check record").contains("hold"));
    assert!(campaign.good("publish check --as-of 2026-03-11").contains("destroyed"));
    let again = campaign.good(take_back);
    assert!(again.contains("nowhere but in the record") && again.contains("before"), "{again}");
    assert_eq!(campaign.entries(), entries, "run again, it adds nothing");
    assert!(
        campaign
            .bad("publish story release fresno --to members --member rosa --on 2026-03-12")
            .contains("took back")
    );
}

#[test]
fn a_text_that_was_edited_waits_for_its_tellers_approval() {
    let campaign = Campaign::ready("edit");
    campaign.give("edited.txt", b"Another canaryword, and shorter.");
    assert!(
        campaign
            .bad("publish story edit fresno --text ../edited.txt --on 2026-03-06")
            .contains("--member")
    );
    campaign.story("edit fresno --text ../edited.txt --member rosa --on 2026-03-06");
    let release =
        "publish story release fresno --use site --to members --member rosa --on 2026-03-07";
    assert!(campaign.bad(release).contains("edited since the teller approved it"));
    assert!(!campaign.folder().join("releases").exists());
    campaign.story("edit fresno --pen-name A_judge --on 2026-03-06");
    campaign.story("approve fresno --how e-mail --on 2026-03-06");
    // A disk on which nothing can be written: where the folder is to be, a file lies.
    let entries = campaign.entries();
    std::fs::write(campaign.folder().join("releases"), b"").unwrap();
    assert!(campaign.bad(release).contains("cannot be written"));
    assert_eq!(campaign.entries(), entries);
    assert!(found(&campaign.folder(), b"canaryword").is_empty());
    std::fs::remove_file(campaign.folder().join("releases")).unwrap();
    campaign.good(release);
    let out = campaign.folder().join("releases/2026-03-07-fresno");
    assert!(std::fs::read_to_string(out.join("fresno.txt")).unwrap().contains("Told by A judge"));
    assert!(!out.join("fresno.card-x.png").exists(), "what was not asked for is not made");
    campaign.story("retire fresno --reason over --on 2026-03-08");
    assert!(campaign.bad(&release.replace("03-07", "03-09")).contains("retired"));
    assert!(campaign.story("list --as-of 2026-03-09").contains("TAKE OUT of 2026-03-07-fresno"));
}

#[test]
fn no_release_shows_an_audience_what_its_teller_did_not_consent_to_for_it() {
    let campaign = Campaign::begun("audience");
    campaign.story("collect fresno --person p-7 --title The_empty_desk --text ../story.txt --photo ../photo.png --member rosa --on 2026-03-01");
    campaign.story("consent fresno --use site --audience members --until 2027-01-01 --how signed --on 2026-03-02");
    campaign.story("approve fresno --photo --how read --on 2026-03-02");
    let public = campaign.bad(
        "publish story release fresno --use site --to members,public --member rosa --on 2026-03-05",
    );
    assert!(public.contains("for public"), "{public}");
    assert!(found(&campaign.folder(), b"canaryword").is_empty());
    let said =
        campaign.story("release fresno --use site --to members --member rosa --on 2026-03-05");
    assert!(said.contains("its photo stays behind"), "{said}");
    assert!(
        found(&campaign.folder(), &of_photo()).is_empty()
            && found(&campaign.folder(), b"<img").is_empty()
    );
}

#[test]
fn the_rest_of_a_release_stays_byte_for_byte_when_one_story_is_taken_back() {
    let campaign = Campaign::ready("rest");
    campaign
        .give("other.txt", b"The otherword of another member stays where it is, as it was told.");
    campaign.collect("river", "p-8", "other.txt");
    campaign.story("release fresno river --use site --to members --member rosa --on 2026-03-05");
    let releases = campaign.folder().join("releases");
    let page = std::fs::read(releases.join("2026-03-05-fresno/river.html")).unwrap();
    let list = std::fs::read(releases.join("2026-03-05-fresno/release.json")).unwrap();
    let told = std::fs::read(releases.join("2026-03-05-fresno/fresno.txt")).unwrap();
    // Somebody's export holds it as well: it is named, and not touched.
    std::fs::write(campaign.folder().join("notes.txt"), WORDS.replace(' ', "\n")).unwrap();
    let left = campaign.bad("publish story take-back fresno --person p-7 --on 2026-03-06");
    assert!(left.contains("LEFT:") && left.contains("notes.txt holds words of its text"), "{left}");
    std::fs::remove_file(campaign.folder().join("notes.txt")).unwrap();
    assert!(!releases.join("2026-03-05-fresno").exists());
    assert_eq!(std::fs::read(releases.join("2026-03-05-fresno-2/river.html")).unwrap(), page);
    assert!(found(&campaign.folder(), b"canaryword").is_empty());
    campaign.good("publish check --as-of 2026-03-07");
    // Stopped before the old files were destroyed, it goes on where it was; so with one that was left half written.
    let entries = campaign.entries();
    for name in ["2026-03-05-fresno", ".2026-03-05-fresno.part"] {
        std::fs::create_dir_all(releases.join(name)).unwrap();
        std::fs::write(releases.join(name).join("fresno.txt"), &told).unwrap();
    }
    std::fs::write(releases.join("2026-03-05-fresno/release.json"), list).unwrap();
    campaign.good("publish story take-back fresno --person p-7 --on 2026-03-06");
    assert!(found(&campaign.folder(), b"canaryword").is_empty());
    assert_eq!(campaign.entries(), entries);
    assert!(campaign.good("check record").contains("hold"));
    // The vault's own command keeps working, and this one goes on from there.
    assert!(campaign.good("record vault erase p-8").contains("story take-back river --person p-8"));
    campaign.good("publish story take-back river --person p-8");
    assert!(found(&campaign.folder(), b"otherword").is_empty());
}

#[test]
fn one_proposes_and_another_approves_the_very_bytes() {
    let campaign = Campaign::ready("two");
    for who in ["Ana", "Ben"] {
        campaign.good(&format!("record add team party=union who={who} joins=true --on 2026-01-01"));
    }
    let release = "release fresno --use site --to members --member rosa --by Ana --on 2026-03-05";
    campaign.story(release);
    let proposed = campaign.folder().join("releases/proposed/2026-03-05-fresno");
    assert!(proposed.join("fresno.html").is_file());
    let approve =
        |who: &str| format!("publish approve 2026-03-05-fresno --by {who} --on 2026-03-06");
    assert!(campaign.bad(&approve("Ana")).contains("cannot release it as well"));
    let page = std::fs::read(proposed.join("fresno.html")).unwrap();
    std::fs::write(proposed.join("fresno.html"), b"something else").unwrap();
    assert!(campaign.bad(&approve("Ben")).contains("fresno.html is no longer what Ana proposed"));
    std::fs::write(proposed.join("fresno.html"), &page).unwrap();
    campaign.story("edit fresno --pen-name Somebody --on 2026-03-05");
    assert!(campaign.bad(&approve("Ben")).contains("edited since"));
    campaign.story("approve fresno --photo --how read --on 2026-03-05");
    assert!(campaign.bad(&approve("Ben")).contains("propose it anew"));
    campaign.story(release);
    campaign.good(&approve("Ben"));
    assert!(!proposed.exists());
    assert!(campaign.story("list --as-of 2026-03-07").contains("in 2026-03-05-fresno: site"));
    // A proposal that waits is taken back as well, and nobody's second word is waited for.
    campaign.story(&release.replace("03-05", "03-08"));
    campaign.good("publish story take-back fresno --person p-7 --on 2026-03-09 --by Ana");
    assert!(found(&campaign.folder(), b"canaryword").is_empty());
    assert!(
        campaign
            .bad("publish approve 2026-03-08-fresno --by Ben --on 2026-03-10")
            .contains("no release")
    );
}

#[test]
fn what_one_person_alone_could_have_told_is_said_with_what_to_say_instead() {
    let campaign = Campaign::ready("check");
    let mut roster = "employee,classification,department,site,hire_date\n".to_owned();
    roster.push_str("Rosa NAMECANARY,Administrative Law Judge III,Justice,Fresno,2008-09-01\n");
    for at in 0..30 {
        roster.push_str(&format!(
            "Person {at},Administrative Law Judge III,Justice,Oakland,20{:02}-02-01\n",
            5 + at % 10
        ));
        roster.push_str(&format!(
            "Judge {at},Administrative Law Judge II,Justice,Fresno,2010-02-01\n"
        ));
    }
    std::fs::create_dir_all(campaign.folder().join("rosters")).unwrap();
    std::fs::write(campaign.folder().join("rosters/unit.csv"), roster).unwrap();
    let check = "publish story check fresno --member rosa --on 2026-03-05";
    assert!(campaign.bad(check).contains("no roster to count in"));
    std::fs::write(
        campaign.folder().join("case.toml"),
        "as_of = 2026-03-01\n[costing]\nroster = \"rosters/unit.csv\"\n",
    )
    .unwrap();
    let said = campaign.bad(check);
    assert!(said.contains("1 person is Administrative Law Judge III at Fresno"), "{said}");
    assert!(
        said.contains("instead:") && !said.contains("NAMECANARY") && !said.contains("canaryword"),
        "{said}"
    );
    let json: Value =
        serde_json::from_slice(&campaign.run(&format!("{check} --json")).stdout).unwrap();
    assert_eq!((&json["people"], &json["passes"]), (&Value::from(1), &Value::from(false)));
    campaign.give("plain.txt", b"I am a judge, and I am tired.");
    campaign.story(
        "edit fresno --text ../plain.txt --title A_tired_judge --member rosa --on 2026-03-05",
    );
    assert!(campaign.good(check).contains("61 people"));
    let about = campaign.bad(&format!(
        "{check} --about site=Fresno --about classification=Administrative_Law_Judge_III"
    ));
    assert!(about.contains("1 person is"), "{about}");
    assert!(
        campaign.bad(&format!("{check} --about site=Fresmo")).contains("the nearest is \"Fresno\"")
    );
    campaign.give("plain.txt", b"Write to me: judge@example.org.");
    campaign.story("edit fresno --text ../plain.txt --member rosa --on 2026-03-05");
    assert!(campaign.bad(check).contains("e-mail address"));
}

#[test]
fn a_figure_that_its_readers_are_not_shown_stops_a_story() {
    let campaign = Campaign::begun("figure");
    let case = "as_of = 2026-03-01\n\n[[figure]]\nname = \"vacant\"\nkind = \"quoted\"\nvalue = \"16.8\"\nunit = \"percent\"\nwho = \"the State\"\non = 2026-02-01\nstatement = \"16.8 percent of positions are vacant\"\ntitle = \"Position report\"\naddress = \"https://example.org/report\"\n";
    std::fs::write(campaign.folder().join("case.toml"), case).unwrap();
    campaign.story("collect fresno --person p-7 --title The_empty_desk --text ../story.txt --figure vacant --member rosa --on 2026-03-01");
    campaign.story("consent fresno --use site --audience members --until 2027-01-01 --how signed --on 2026-03-02");
    campaign.story("approve fresno --how read --on 2026-03-02");
    let release = "publish story release fresno --use site --to members --member rosa --on 2026-03-05 --synthetic";
    assert!(campaign.bad(release).contains("the figure vacant is not for members"));
    assert!(found(&campaign.folder(), b"canaryword").is_empty());
    let shown = format!("{case}\n[[shown]]\nfigures = [\"vacant\"]\nto = [\"members\"]\n");
    std::fs::write(campaign.folder().join("case.toml"), shown).unwrap();
    campaign.good(release);
    let out = campaign.folder().join("releases/2026-03-05-fresno");
    let page = std::fs::read_to_string(out.join("fresno.html")).unwrap();
    assert!(page.contains("16.8 percent") && page.contains("https://example.org/report"), "{page}");
    assert!(page.contains("SYNTHETIC") && out.join("receipts/vacant.json").is_file());
}

#[test]
fn what_cannot_be_kept_whole_is_not_kept_at_all() {
    let campaign = Campaign::begun("whole");
    let nothing_kept = |line: &str, says: &str| {
        let before = campaign.entries();
        let said = campaign.bad(&format!("publish story {line}"));
        assert!(said.contains(says), "{said}");
        assert_eq!(campaign.entries(), before);
        let keys = std::fs::read_dir(campaign.folder().join("vault/people"));
        assert_eq!(keys.map_or(0, Iterator::count), 0);
    };
    let collect = "collect fresno --person p-7 --title Desk --text ../story.txt --member rosa";
    campaign.give("broken.png", &photo()[..90]);
    nothing_kept(&format!("{collect} --photo ../broken.png"), "broken.png");
    nothing_kept(&collect.replace("rosa", "mallory"), "nobody called mallory");
    nothing_kept(&collect.replace("story.txt", "gone.txt"), "cannot be read");
    nothing_kept(&collect.replace("p-7", "P_7"), "P 7");
    nothing_kept(
        "consent fresno --use site --audience members --until 2027-01-01 --how signed",
        "no story fresno",
    );
    nothing_kept("take-back fresno --person p-7", "no story fresno");
    // A disk on which nothing can be kept: where the folder is to be, a file lies.
    std::fs::write(campaign.folder().join("people"), b"").unwrap();
    nothing_kept(collect, "keep it");
    std::fs::remove_file(campaign.folder().join("people")).unwrap();
    campaign.story(collect);
}

#[test]
fn how_far_a_release_went_is_entered_row_by_row_or_not_at_all() {
    let campaign = Campaign::begun("reach");
    campaign.give("reach.csv", b"release,channel,date,seen,shared\nr-1,site,2026-03-08,1200,\nr-1,newsletter,2026-03-08,300,many\n");
    let before = campaign.entries();
    let said = campaign.bad("publish reach --csv ../reach.csv --from export");
    assert!(said.contains("row 3, column shared: \"many\""), "{said}");
    assert_eq!(campaign.entries(), before);
    campaign.give("reach.csv", b"release,channel,date,seen,shared\nr-1,site,2026-03-08,1200,\nr-1,newsletter,2026-03-08,300,4\n");
    assert!(
        campaign.good("publish reach --csv ../reach.csv --from export").contains("2 entries added")
    );
    assert!(
        campaign
            .bad("publish reach r-1 --channel site --on 2026-03-08 --from me")
            .contains("whole number")
    );
    // What members did for the public is typed as an entry, with its source.
    let work = "record add work id=recall title=Recall did=They_recovered_wages result=Paid_back benefits=Workers on.day=2025-11-03 values.recovered_usd=41000 --on 2026-03-01";
    assert!(campaign.bad(work).contains("by what it is known"));
    campaign.good(&format!("{work} --source Annual_report|https://example.org/report"));
}
