//! The site of a campaign with 200 reports and 300 stories released, each with its share kit: from nothing, again with nothing changed, and
//! after one more report went out; each as a whole process, and then in a program that stays open, as the workspace is.
//!
//! What is asked of it: from nothing in under 5 s, after one change in under 0.5 s where the program has made the site before. A process of
//! its own reads every file of every release again, and says what that costs. There is no peer to compare with: a static site generator
//! knows no audiences.
//!
//! `cargo bench -p goodfaith --bench site`

#![allow(clippy::print_stdout)]

mod copied;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use desk::Desk;
use desk::publish::site::{SiteMemory, SiteOrder, write_site};
use press::Language;
use press::release::{FileOf, Manifest};
use record::{Body, Digest, Draft, Slug, When};
use serde_json::{Value, json};
use store::Campaign;

use copied::copy;

const REPORTS: usize = 200;
const STORIES: usize = 300;

fn day() -> When {
    When::on(money::date_from_iso("2022-07-12").unwrap())
}

fn draft(kind: &str, body: Value) -> Draft {
    let written = "2026-11-28T12:00:00Z".parse().unwrap();
    let mut draft = Draft::new("bench", written, Some(day()), Body::of(kind, body).unwrap());
    draft.audience = [record::audience::Audience::Team].into_iter().collect();
    draft
}

/// A shipped release under another id, with its first piece under another name; what comes back is the hash of its list.
fn another(shipped: &Path, folder: &Path, id: &str, from: &str, to: &str) -> Digest {
    let target = folder.join("releases").join(id);
    std::fs::create_dir_all(target.join("receipts")).unwrap();
    let bytes = std::fs::read(shipped.join("release.json")).unwrap();
    let mut manifest = Manifest::read(&bytes).unwrap();
    manifest.id = Slug::parse(id).unwrap();
    manifest.title = format!("{} ({to})", manifest.title);
    manifest.pieces.retain(|piece| piece.slug.as_str() == from);
    for piece in &mut manifest.pieces {
        piece.slug = Slug::parse(to).unwrap();
    }
    manifest.files.retain(|file| {
        file.path.starts_with("receipts/") || file.path.starts_with(&format!("{from}."))
    });
    for file in &mut manifest.files {
        let mut bytes = std::fs::read(shipped.join(&file.path)).unwrap();
        let path = file.path.replacen(from, to, 1);
        if path.ends_with(".json") {
            bytes = String::from_utf8(bytes).unwrap().replace(from, to).into_bytes();
        }
        std::fs::write(target.join(&path), &bytes).unwrap();
        *file = FileOf { path, bytes: bytes.len() as u64, sha256: Digest::of(&bytes) };
    }
    let list = manifest.bytes();
    std::fs::write(target.join("release.json"), &list).unwrap();
    Digest::of(&list)
}

fn report(campaign: &Path, folder: &Path, at: usize) -> Draft {
    let (id, piece) = (format!("report-{at}-release"), format!("report-{at}"));
    let shipped = campaign.join("releases/2022-07-12-report");
    let sha256 = another(&shipped, folder, &id, "report-2022-07-12", &piece);
    draft(
        "publication",
        json!({"id": id, "step": "released", "by": "bench", "title": id, "pieces": [piece],
        "to": ["members", "public"], "sha256": sha256.to_string()}),
    )
}

fn story(campaign: &Path, folder: &Path, at: usize) -> Vec<Draft> {
    let (id, piece, person) =
        (format!("story-{at}-release"), format!("told-{at}"), format!("q-{at}"));
    let shipped = campaign.join("releases/2022-07-12-whose-boxes");
    let list = Manifest::read(&std::fs::read(shipped.join("release.json")).unwrap()).unwrap();
    let text = list.pieces[0].sha256.to_string();
    let sha256 = another(&shipped, folder, &id, "whose-boxes", &piece);
    let title = "Whose boxes are these?";
    vec![
        draft("keeping", json!({"person": person, "what": "story", "sha256": text})),
        draft(
            "story",
            json!({"id": piece, "person": person, "step": "collected", "title": title, "text": text,
            "pen_name": "Marisol T.", "series": "what-california-loses"}),
        ),
        draft(
            "consent",
            json!({"story": piece, "step": "given", "uses": ["site", "card", "social"],
            "audience": ["members", "public"], "from": "2022-06-20", "until": "2027-06-30", "how": "SYNTHETIC"}),
        ),
        draft(
            "story",
            json!({"id": piece, "person": person, "step": "approved", "title": title, "text": text,
            "pen_name": "Marisol T."}),
        ),
        draft(
            "publication",
            json!({"id": id, "step": "released", "by": "bench", "title": title, "pieces": [piece],
            "to": ["members", "public"], "sha256": sha256.to_string()}),
        ),
        draft(
            "story",
            json!({"id": piece, "person": person, "step": "published", "release": id, "title": title,
            "text": text, "pen_name": "Marisol T.", "uses": ["site", "card", "social"], "audience": ["members", "public"]}),
        ),
    ]
}

fn timed(what: &str, folder: &Path, out: &Path) {
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(["publish", "site", "--audience", "public", "--as-of", "2022-07-12", "--campaign"])
        .args([folder, Path::new("--out"), out])
        .output()
        .unwrap();
    let took = begun.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = said.lines().last().unwrap_or_default();
    println!("{what}: {:.2} s ({last})", took.as_secs_f64());
}

/// The same in this process, with what it remembers; what comes back is the campaign as it was opened.
fn in_the_workspace(
    what: &str,
    (folder, out): (&Path, &Path),
    memory: &SiteMemory,
    before: Option<Desk>,
) -> Desk {
    let begun = Instant::now();
    let desk = Desk::open(folder).unwrap();
    let desk = match before {
        Some(before) => desk.with_case(before.case()),
        None => desk,
    };
    let order = SiteOrder {
        audience: &record::audience::Audience::Public,
        as_of: day().day,
        languages: &[Language::English, Language::Spanish],
        out,
    };
    let steps = std::cell::RefCell::new(Vec::new());
    let step = |_| steps.borrow_mut().push(begun.elapsed().as_secs_f64());
    let site = write_site(&desk, &order, memory, &step).unwrap();
    let took = begun.elapsed();
    let steps: Vec<String> = steps.borrow().iter().map(|at| format!("{at:.2}")).collect();
    println!(
        "in the workspace, {what}: {:.2} s ({} pages, {} releases, {} files written, {} as they were; reads, makes, writes from {} s)",
        took.as_secs_f64(),
        site.pages.len(),
        site.releases,
        site.written.new,
        site.written.kept,
        steps.join(", ")
    );
    desk
}

fn append(folder: &Path, drafts: Vec<Draft>) {
    let mut campaign = Campaign::open(folder).unwrap();
    let sealed = campaign.seal(drafts).unwrap();
    campaign.append(sealed).unwrap();
}

fn main() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-site");
    let _ = std::fs::remove_dir_all(&scratch);
    let shipped: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022");
    let (folder, out) = (scratch.join("campaign"), scratch.join("site"));
    copy(&shipped, &folder);
    let mut drafts: Vec<Draft> = (0..REPORTS).map(|at| report(&shipped, &folder, at)).collect();
    drafts.extend((0..STORIES).flat_map(|at| story(&shipped, &folder, at)));
    append(&folder, drafts);
    println!(
        "{REPORTS} reports and {STORIES} stories beside those of CASE 2022, in both languages"
    );
    timed("from nothing", &folder, &out);
    timed("again, nothing changed", &folder, &out);
    let one_more = report(&shipped, &folder, REPORTS);
    append(&folder, vec![one_more]);
    timed("after one more report", &folder, &out);
    let (out, memory) = (scratch.join("workspace"), SiteMemory::default());
    let desk = in_the_workspace("from nothing", (&folder, &out), &memory, None);
    let desk = in_the_workspace("nothing changed", (&folder, &out), &memory, Some(desk));
    let one_more = report(&shipped, &folder, REPORTS + 1);
    append(&folder, vec![one_more]);
    in_the_workspace("after one more report", (&folder, &out), &memory, Some(desk));
    std::fs::remove_dir_all(&scratch).unwrap();
}
