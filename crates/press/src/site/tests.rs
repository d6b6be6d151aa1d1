//! Sites of pieces that are made up, without a record behind them.

use std::collections::BTreeMap;
use std::sync::Arc;

use intake::Publishing;
use money::date_from_iso;
use record::audience::Audience;
use record::{Audiences, Digest, Slug, fold};

use super::{BuiltSite, Correction, OnSite, PAGE_LIMIT, PageMemory, SiteAsk, build_site};
use crate::release::{MANIFEST, Manifest, PieceOf, RestsOn};
use crate::writing::{Block, Document, Span};
use crate::{Language, Words};

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn text(words: &str) -> Vec<Span> {
    vec![Span::Text(words.to_owned())]
}

/// A release of one piece, with a card.
fn release(id: &str, kind: &str, title: &str) -> OnSite {
    let day = date_from_iso("2022-07-12").unwrap();
    let to: Audiences = [Audience::Members].into_iter().collect();
    let piece = PieceOf {
        slug: slug(id),
        kind: kind.to_owned(),
        language: "en".to_owned(),
        title: title.to_owned(),
        translates: None,
        listener: (kind == "answer").then(|| "reporter".to_owned()),
        value: (kind == "answer").then(|| "safety".to_owned()),
        questions: Vec::new(),
        day,
        sha256: Digest::NONE,
        series: None,
        uses: Vec::new(),
        photo: None,
    };
    let document = Document {
        language: Language::English,
        campaign: "Fair Pay".to_owned(),
        title: title.to_owned(),
        day,
        audience: "For members".to_owned(),
        summary: text("The State has not answered for a month."),
        blocks: vec![Block::Paragraph(text("We asked in June."))],
        notes: Vec::new(),
    };
    OnSite {
        sha256: Digest::NONE,
        manifest: Arc::new(Manifest {
            schema: MANIFEST.to_owned(),
            id: slug(&format!("r-{id}")),
            title: title.to_owned(),
            day,
            to,
            pieces: vec![piece],
            rests_on: RestsOn::default(),
            corrects: None,
            changes: None,
            files: Vec::new(),
        }),
        documents: Arc::new(BTreeMap::from([(slug(id), document)])),
        released: day,
        corrected: None,
        changed: false,
        pictures: Arc::new(BTreeMap::from([(format!("{id}.card-facebook.png"), (1200, 630))])),
        alts: Arc::new(BTreeMap::from([(
            format!("{id}.card-facebook.png"),
            "A card: no answer for a month".to_owned(),
        )])),
    }
}

fn built(releases: &[OnSite]) -> Result<BuiltSite, String> {
    built_with(releases, None)
}

fn built_with(releases: &[OnSite], remembered: Option<&PageMemory>) -> Result<BuiltSite, String> {
    let day = date_from_iso("2022-07-13").unwrap();
    let state = fold(&[], day, &intake::law().procedures);
    let publishing = Publishing {
        web_address: Some("https://example.org/bargaining".to_owned()),
        hashtag: Some("#fairpay".to_owned()),
        ..Publishing::default()
    };
    let words = Words::default();
    build_site(&SiteAsk {
        audience: &Audience::Members,
        campaign: "Fair Pay",
        state: &state,
        entries: &[],
        clocks: &[],
        book: None,
        publishing: &publishing,
        languages: &[(Language::English, &words), (Language::Spanish, &words)],
        releases,
        pay: None,
        remembered,
    })
}

fn page(site: &BuiltSite, path: &str) -> String {
    String::from_utf8(site.files[path].to_vec()).unwrap()
}

#[test]
fn a_piece_with_a_card_can_be_shared_by_hand_and_leads_to_no_network() {
    let site = built(&[release("day-30", "report", "Day 30")]).unwrap();
    let page = page(&site, "day-30.html");
    for there in [
        "releases/r-day-30/day-30.card-facebook.png",
        "alt=\"A card: no answer for a month\"",
        "Instagram",
        "#fairpay",
        "property=\"og:image\" content=\"https://example.org/bargaining/releases/r-day-30/day-30.card-facebook.png\"",
    ] {
        assert!(page.contains(there), "{there}");
    }
    for network in ["facebook.com", "twitter.com", "linkedin.com", "<script"] {
        assert!(!page.contains(network), "{network}");
    }
}

#[test]
fn what_was_corrected_leads_to_what_took_its_place_and_leaves_it_its_name() {
    let mut old = release("day-30", "report", "Day 30");
    let mut new = release("day-30", "report", "Day 30, corrected");
    let manifest = Arc::make_mut(&mut new.manifest);
    manifest.id = slug("r-new");
    manifest.corrects = Some(slug("r-day-30"));
    manifest.changes = Some("It was 31 days.".to_owned());
    old.corrected = Some(Correction::By(slug("r-new"), "It was 31 days.".to_owned()));
    old.changed = true;
    let site = built(&[old, new]).unwrap();
    let (now, before) = (page(&site, "day-30.html"), page(&site, "day-30--r-day-30.html"));
    assert!(now.contains("<h1>Day 30, corrected</h1>") && now.contains("It was 31 days."));
    assert!(before.contains("Corrected by"), "{before}");
    assert!(before.contains("href=\"day-30.html\"") && before.contains("It was 31 days."));
    assert!(!before.contains("has changed since"), "what was corrected needs no other banner");
    let feed = page(&site, "feed.xml");
    assert!(feed.contains("Day 30, corrected") && !feed.contains("r-day-30/"), "{feed}");
}

#[test]
fn what_a_correction_says_is_not_told_to_those_who_are_not_given_it() {
    let mut old = release("day-30", "report", "Day 30");
    old.corrected = Some(Correction::Elsewhere);
    let site = built(&[old]).unwrap();
    assert!(page(&site, "day-30.html").contains("This has been corrected since."));
}

#[test]
fn stories_and_answers_have_lists_of_their_own_and_a_story_is_no_report() {
    let site = built(&[
        release("my-work", "story", "A night in custody"),
        release("why-now", "answer", "Why now?"),
    ])
    .unwrap();
    assert!(page(&site, "stories.html").contains("A night in custody"));
    let questions = page(&site, "questions.html");
    assert!(questions.contains("When a reporter asks") && questions.contains("safety"));
    assert!(!site.files.contains_key("reports.html"));
    assert!(!page(&site, "stories.html").contains("href=\"reports.html\""));
    assert!(page(&site, "es/questions.html").contains("Cuando pregunta un periodista"));
}

#[test]
fn a_page_that_is_too_long_is_named_and_there_is_no_site() {
    let mut long = release("long", "report", "Long");
    let words = "word ".repeat(PAGE_LIMIT / 5);
    if let Some(document) = Arc::make_mut(&mut long.documents).get_mut(&slug("long")) {
        document.blocks.push(Block::Paragraph(text(&words)));
    }
    let error = built(&[long]).unwrap_err();
    assert!(error.contains("long.html"), "{error}");
}

#[test]
fn a_piece_that_is_called_like_a_page_of_the_site_does_not_take_its_place() {
    let site = built(&[release("index", "report", "Not the first page")]).unwrap();
    assert!(page(&site, "index.html").contains("<h1>Fair Pay</h1>"));
    assert!(page(&site, "index--r-index.html").contains("Not the first page"));
}

#[test]
fn a_site_with_what_was_made_before_is_the_one_from_nothing() {
    let memory = PageMemory::default();
    let release = |id: &str, kind: &str, title: &str| {
        let mut made = release(id, kind, title);
        made.sha256 = Digest::of(format!("{id} {kind} {title}").as_bytes());
        made
    };
    let one = || release("one", "report", "One");
    let corrected = || {
        let mut old = one();
        old.corrected = Some(Correction::By(slug("r-two"), "It was 31 days.".to_owned()));
        old
    };
    let mut spanish = release("uno", "report", "Uno");
    Arc::make_mut(&mut spanish.manifest).pieces[0].translates = Some(slug("one"));
    let document = Arc::make_mut(&mut spanish.documents).get_mut(&slug("uno")).unwrap();
    document.language = Language::Spanish;
    let sites: [Vec<OnSite>; 5] = [
        vec![one()],
        vec![one(), release("two", "report", "Two")],
        vec![corrected(), release("two", "report", "Two")],
        vec![release("two", "story", "Two")],
        vec![one(), spanish],
    ];
    let mut before = BuiltSite::default();
    for releases in &sites {
        let (with, without) = (built_with(releases, Some(&memory)), built(releases));
        assert_eq!(with, without);
        let with = with.unwrap();
        assert_ne!(with, before);
        before = with;
    }
    // What was made before is not made again: it is the very same page.
    let again = built_with(&sites[4], Some(&memory)).unwrap();
    assert!(Arc::ptr_eq(&again.files["one.html"], &before.files["one.html"]));
    assert!(!Arc::ptr_eq(&again.files["index.html"], &before.files["index.html"]));
}
