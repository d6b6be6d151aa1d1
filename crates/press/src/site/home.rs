//! The first page: what is new, what members can do, whose turn it is, what comes next.

use maud::{Markup, html};
use record::Audiences;

use super::maker::{Made, Maker};
use super::pieces::{line, listed};
use crate::Language;
use crate::writing::{Block, Filled, Ground, out_of_record, plain};

/// The parts out of the record: the embed that makes each, its id, its heading.
const PARTS: [(&str, &str, &str); 4] = [
    ("actions", "do", "What members can do"),
    ("dates", "next", "What comes next"),
    ("turns", "turns", "Whose turn it is"),
    ("agreed", "agreed", "What is agreed"),
];

/// The most lines of a part; the rest is a page away.
const LINES: usize = 6;

/// What the other pages are for, in a line.
const FOR: [(&str, &str); 11] = [
    ("reports", "What happened, report by report"),
    ("questions", "What to say when somebody asks"),
    ("offers", "What each side has on the table"),
    ("pay", "What a step is paid under each offer"),
    ("actions", "What is asked, and what was done"),
    ("case", "The numbers, each with where it comes from"),
    ("demands", "What the coalition demands, and what became of it"),
    ("commitments", "What was promised, and what was kept"),
    ("stories", "What members tell of their work"),
    ("work", "What members do for the public"),
    ("timeline", "Everything that happened, day by day"),
];

/// The part of a page that an embed makes, as its readers may know it; nothing where nothing of it is theirs to know.
fn of_record(maker: &Maker<'_>, embeds: &[&str]) -> Option<Filled> {
    let audience: Audiences = [maker.ask.audience.clone()].into_iter().collect();
    let ask = maker.ask;
    let ground = Ground::new(
        ask.state,
        ask.entries,
        ask.clocks,
        None,
        (ask.campaign, maker.words),
        &audience,
    );
    out_of_record(&ground, embeds, maker.language)
}

/// The first page.
pub(crate) fn page(maker: &Maker<'_>) -> Made {
    maker.begin("index");
    let language = maker.language;
    // A list that is empty because its readers may not see what is in it says nothing.
    let told = |embed: &str| {
        let list = |filled: &Filled| matches!(filled.document.blocks[..], [Block::List { .. }]);
        of_record(maker, &[embed]).is_some_and(|filled| list(&filled))
    };
    let parts: Vec<&(&str, &str, &str)> = PARTS.iter().filter(|(embed, ..)| told(embed)).collect();
    let embeds: Vec<&str> = parts.iter().map(|(embed, ..)| *embed).collect();
    let filled = of_record(maker, &embeds).filter(|_| !embeds.is_empty());
    let document = filled.as_ref().map(|filled| &filled.document);
    if let Some(filled) = &filled {
        maker.note_missing(&filled.untranslated);
    }
    let blocks = document.map(|document| document.blocks.as_slice()).unwrap_or_default();
    let reports = listed(maker, super::archive::is_report);
    let standing = || reports.iter().filter(|one| one.stands());
    let last = standing().find(|one| one.piece.kind == "report").or_else(|| standing().next());
    // Answers have a page of their own, and come in dozens.
    let newest = listed(maker, |kind| kind != "answer");
    let newest = newest
        .iter()
        .filter(|one| one.stands() && last.is_none_or(|last| last.name != one.name))
        .take(LINES);
    let newest: Vec<_> = newest.collect();
    let as_of = maker.ask.state.as_of;
    let mut whom = Audiences::default();
    whom.insert(maker.ask.audience.clone());
    let body = html! {
        p class="for" { strong { (crate::writing::audience_words(&whom, language)) } " · " (maker.t("as of")) " " time datetime=(as_of.to_string()) { (maker.day(as_of)) } }
        @if let Some(last) = last {
            section class="newest" aria-labelledby="report" {
                h2 id="report" { (maker.t("The last report")) }
                @let lang = (last.language() != language).then(|| last.language().code());
                p class="lead" lang=[lang] { (plain(&last.document.summary)) }
                p { a class="go" href=(last.from(language)) lang=[lang] hreflang=[lang] { (last.document.title) } }
            }
        }
        @for (at, (embed, id, heading)) in parts.iter().enumerate() {
            section aria-labelledby=(id) {
                h2 id=(id) { (maker.t(heading)) }
                @if let Some(block) = blocks.get(at) { (part(maker, embed, block)) }
            }
        }
        @if !newest.is_empty() {
            section aria-labelledby="new" {
                h2 id="new" { (maker.t("New here")) }
                ul class="pieces" { @for one in &newest { (line(maker, one, true)) } }
            }
        }
        section class="no-print" aria-labelledby="more" {
            h2 id="more" { (maker.t("On this site")) }
            ul class="ways" {
                @for (page, what) in FOR.iter().filter(|(page, _)| maker.has.contains(page)) {
                    li { a href=(format!("{page}.html")) { (maker.t(what)) } }
                }
            }
        }
        section class="no-print" aria-labelledby="keep" {
            h2 id="keep" { (maker.t("Keep up")) }
            ul {
                li { a href="calendar.ics" { (maker.t("The dates, for your own calendar")) } }
                @if let Some(feed) = maker.feed() { li { a href=(feed) { (maker.t("Everything new, as a feed")) } } }
            }
        }
        @if let Some(document) = document.filter(|document| !document.notes.is_empty()) {
            section class="rests" aria-labelledby="rests-on" {
                h2 id="rests-on" { (maker.t("What this rests on")) }
                details {
                    summary { (maker.t("Entries of the record, with their sources")) }
                    (super::notes(&document.notes))
                }
            }
        }
    };
    let about = match language {
        Language::English => format!("{}: where bargaining stands.", maker.t(maker.ask.campaign)),
        Language::Spanish => {
            format!("{}: en qué punto está la negociación.", maker.t(maker.ask.campaign))
        }
    };
    maker.page("index", &maker.t(maker.ask.campaign), about, body)
}

/// The first lines of a list, and where the rest is.
fn part(maker: &Maker<'_>, embed: &str, block: &Block) -> Markup {
    let Block::List { ordered, items } = block else {
        return super::blocks(std::slice::from_ref(block), true);
    };
    let first =
        Block::List { ordered: *ordered, items: items.iter().take(LINES).cloned().collect() };
    let page = match embed {
        "actions" => "actions",
        "turns" | "agreed" => "offers",
        _ => "timeline",
    };
    let more = items.len().saturating_sub(LINES);
    html! {
        (super::blocks(&[first], true))
        @if more > 0 && maker.has.contains(page) {
            p { a href=(format!("{page}.html")) { (more) " " (maker.t("more")) } }
        }
    }
}
