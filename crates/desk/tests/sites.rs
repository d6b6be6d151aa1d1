//! A site that is made with a memory holds the bytes of one that is made from nothing, after whatever happened; what is not what went out
//! is refused with a memory as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use desk::Desk;
use desk::publish::site::{SiteMemory, SiteOrder, SiteStep, SiteWritten, write_site};
use desk::publish::{Asked, Stopped, piece_named, ready, release, withdrawal};
use money::{Date, date_from_iso};
use press::Language;
use record::Slug;
use record::audience::Audience;
use store::Campaign;

fn day() -> Date {
    date_from_iso("2022-07-13").unwrap()
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

/// Every file of a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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
    files
}

/// A copy of the shipped campaign, with a program that stays open on it.
struct Open {
    folder: PathBuf,
    memory: SiteMemory,
    case: Option<desk::CaseOnce>,
}

impl Open {
    fn new(name: &str) -> Open {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022");
        copy(&shipped, &folder.join("campaign"));
        Open { folder, memory: SiteMemory::default(), case: None }
    }

    fn campaign(&self) -> PathBuf {
        self.folder.join("campaign")
    }

    fn desk(&mut self) -> Desk {
        let desk = Desk::open(&self.campaign()).unwrap();
        let desk = match self.case.take() {
            Some(case) => desk.with_case(case),
            None => desk,
        };
        self.case = Some(desk.case());
        desk
    }

    fn write(
        &mut self,
        audience: &Audience,
        out: &str,
        memory: Option<&SiteMemory>,
    ) -> Result<SiteWritten, Stopped> {
        let desk = self.desk();
        let out = self.folder.join(out);
        let order = SiteOrder {
            audience,
            as_of: day(),
            languages: &[Language::English, Language::Spanish],
            out: &out,
        };
        write_site(&desk, &order, memory.unwrap_or(&self.memory), &|_| ())
    }

    /// The sites of two audiences, by the program that stays open, held against those of one that begins.
    fn same(&mut self) -> SiteWritten {
        let mut last = None;
        for audience in [Audience::Members, Audience::Public] {
            let name = audience.to_string();
            let new = SiteMemory::default();
            let _ = std::fs::remove_dir_all(self.folder.join(format!("{name}-new")));
            let with = self.write(&audience, &name, None).unwrap();
            let without = self.write(&audience, &format!("{name}-new"), Some(&new)).unwrap();
            let (a, b) =
                (files(&self.folder.join(&name)), files(&self.folder.join(format!("{name}-new"))));
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
            let other: Vec<&String> =
                a.keys().filter(|path| a.get(*path) != b.get(*path)).collect();
            assert!(other.is_empty(), "{name}: {other:?}");
            assert_eq!(with.untranslated, without.untranslated);
            assert_eq!((&with.pages, &with.left_out), (&without.pages, &without.left_out));
            assert_eq!(with.written.new + with.written.kept, without.written.new);
            last = Some(with);
        }
        last.unwrap()
    }

    fn now() -> jiff::Timestamp {
        "2026-11-28T12:00:00Z".parse().unwrap()
    }

    fn withdraw(&self, id: &str) {
        let mut campaign = Campaign::open(&self.campaign()).unwrap();
        let id = Slug::parse(id).unwrap();
        let draft = withdrawal(&id, "Ana", "sent too early", (day(), Open::now()));
        desk::adding::add(&mut campaign, vec![draft]).unwrap();
    }

    fn release(&self, piece: &str) {
        let campaign = Campaign::open(&self.campaign()).unwrap();
        let mut desk = Desk::with(&self.campaign(), campaign).unwrap();
        let piece = piece_named(&desk, piece).unwrap();
        let asked = Asked::of(vec![piece], None, None).unwrap();
        let built = ready(&desk, &asked, day()).unwrap();
        let out = release(&mut desk, &asked, &built, "Ana", (day(), Open::now())).unwrap();
        assert!(out.waits_for.is_empty() && out.folder.is_dir());
    }
}

#[test]
fn a_site_with_a_memory_is_the_one_from_nothing_after_whatever_happened() {
    let mut open = Open::new("whatever");
    open.same();
    let again = open.same();
    assert_eq!(again.written.new, 0, "nothing changed");
    // One more piece goes out.
    let text = "+++\nkind = \"report\"\ntitle = \"One more\"\nday = 2022-07-12\naudience = [\"members\", \"public\"]\n+++\n\n{{turns}}\n";
    std::fs::write(open.campaign().join("pieces/one-more.md"), text).unwrap();
    open.release("one-more");
    let more = open.same();
    assert_eq!(more.releases, again.releases + 1);
    assert!(more.pages.iter().any(|(page, _)| page == "one-more.html"));
    assert!(0 < more.written.new && more.written.new < more.written.kept, "{:?}", more.written);
    // It is taken back.
    open.withdraw("2022-07-12-one-more");
    let less = open.same();
    assert_eq!(less.releases, again.releases);
    assert!(!less.pages.iter().any(|(page, _)| page == "one-more.html"));
    // The campaign is called something else, and has other words: every page says so.
    let toml = open.campaign().join("campaign.toml");
    let said = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&toml, said.replace("#case4CASE", "#another")).unwrap();
    open.same();
}

#[test]
fn what_was_changed_on_the_site_by_others_is_mended() {
    let mut open = Open::new("mended");
    open.same();
    let (page, card) = (open.folder.join("public/index.html"), open.folder.join("public/releases"));
    let long = std::fs::metadata(&page).unwrap().len();
    let card = files(&card).into_iter().find(|(path, _)| path.ends_with(".png")).unwrap();
    let place = open.folder.join("public/releases").join(&card.0);
    // As long as before, and hard-linked nowhere else.
    std::fs::write(&page, vec![b'x'; long as usize]).unwrap();
    std::fs::write(&place, vec![b'x'; card.1.len()]).unwrap();
    // One of them under its old time.
    let other = open.folder.join("public/timeline.html");
    let about = std::fs::metadata(&other).unwrap();
    std::fs::write(&other, vec![b'x'; about.len() as usize]).unwrap();
    let file = std::fs::File::options().write(true).open(&other).unwrap();
    file.set_modified(about.modified().unwrap()).unwrap();
    drop(file);
    std::fs::write(open.folder.join("public/extra.html"), "not ours").unwrap();
    let mended = open.same();
    assert_eq!(mended.written.new, 3);
    assert_eq!(std::fs::read(&place).unwrap(), card.1);
    assert!(!open.folder.join("public/extra.html").exists());
}

#[test]
fn a_file_of_a_release_that_is_not_what_went_out_is_refused_with_a_memory_too() {
    let mut open = Open::new("refused");
    // What was copied just now is read a second time; after that it is known.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    open.same();
    open.same();
    let shown = files(&open.folder.join("public"));
    let all = files(&open.campaign().join("releases"));
    let name = |ending: &str| {
        let of = |path: &&String| path.ends_with(ending) && path.contains("whose-boxes");
        all.keys().find(of).unwrap_or_else(|| panic!("no {ending}: {:?}", all.keys())).clone()
    };
    for ending in [".png", ".json", ".txt", "release.json"] {
        let path = open.campaign().join("releases").join(name(ending));
        let (before, about) = (std::fs::read(&path).unwrap(), std::fs::metadata(&path).unwrap());
        let mut other = before.clone();
        let at = other.len() / 2;
        other[at] ^= 1;
        // The same length, and the time set back: it is another file all the same.
        std::fs::write(&path, &other).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(about.modified().unwrap()).unwrap();
        drop(file);
        let error = open.write(&Audience::Public, "public", None).unwrap_err();
        let Stopped::Said { what, .. } = &error else { panic!("{error:?}") };
        assert!(what.contains("a release is not what went out"), "{what}");
        let what_file = ending.trim_start_matches("release.json");
        assert!(what.contains(what_file) || what.contains("release.json"), "{what}");
        std::fs::remove_file(&path).unwrap();
        assert!(open.write(&Audience::Public, "public", None).is_err(), "{ending} is gone");
        assert_eq!(files(&open.folder.join("public")), shown, "the site stays as it was");
        std::fs::write(&path, &before).unwrap();
        open.same();
    }
}

#[test]
fn a_site_says_how_far_it_is_and_that_nobody_else_has_one() {
    let mut open = Open::new("said");
    let desk = open.desk();
    let out = open.folder.join("out");
    let order =
        |audience| SiteOrder { audience, as_of: day(), languages: &[Language::English], out: &out };
    let steps = std::cell::RefCell::new(Vec::new());
    let said = |step| steps.borrow_mut().push(step);
    let site = write_site(&desk, &order(&Audience::Public), &open.memory, &said).unwrap();
    let total = site.written.new + site.written.kept;
    assert_eq!(
        steps.into_inner(),
        [SiteStep::Reading(site.releases), SiteStep::Making, SiteStep::Writing(total)]
    );
    let nobody = Audience::Partner(Slug::parse("nobody").unwrap());
    assert!(write_site(&desk, &order(&Audience::Team), &open.memory, &|_| ()).is_err());
    assert!(write_site(&desk, &order(&nobody), &open.memory, &|_| ()).is_err());
}
