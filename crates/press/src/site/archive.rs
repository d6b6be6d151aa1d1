//! Lists of pieces: reports, questions with their answers, stories, what members do for the public.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::writing::when_words;

use super::maker::{Made, Maker, OnPage};
use super::pieces::{line, listed};

/// How many pieces stand in one part of a list.
const TOGETHER: usize = 20;

pub(crate) fn is_report(kind: &str) -> bool {
    !matches!(kind, "answer" | "story" | "work")
}

pub(super) fn in_parts(
    maker: &Maker<'_>,
    all: &[&OnPage<'_>],
    with_kind: bool,
) -> Vec<(Markup, Vec<u64>)> {
    let part = |some: &[&OnPage<'_>]| {
        html! { ul class="pieces" { @for one in some { (line(maker, one, with_kind)) } } }
    };
    all.chunks(TOGETHER).map(|some| (part(some), Vec::new())).collect()
}

pub(super) fn only(pages: Vec<(Made, Vec<u64>)>) -> Vec<Made> {
    pages.into_iter().map(|(page, _)| page).collect()
}

/// Every report and page, the newest first.
pub(crate) fn reports(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("reports");
    let all = listed(maker, is_report);
    let lead = html! {
        @if let Some(feed) = maker.feed() {
            p class="soft" { a href=(feed) { (maker.t("Follow by feed")) } }
        }
        h2 class="hidden" { (maker.t("All reports, the newest first")) }
    };
    only(maker.paged("reports", &maker.t("Reports"), &lead, in_parts(maker, &all, true)))
}

const LISTENERS: [(&str, &str); 6] = [
    ("friend", "When a friend asks"),
    ("family", "When your family asks"),
    ("supervisor", "When your supervisor asks"),
    ("manager", "When a manager asks"),
    ("elected-official", "When an elected official asks"),
    ("reporter", "When a reporter asks"),
];

/// What people ask about bargaining, by who asks.
pub(crate) fn questions(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("questions");
    let all = listed(maker, |kind| kind == "answer");
    let all: Vec<&OnPage<'_>> = all.into_iter().filter(|one| one.stands()).collect();
    let mut by: BTreeMap<usize, Vec<&OnPage<'_>>> = BTreeMap::new();
    for one in all {
        let listener = one.piece.listener.as_deref().unwrap_or("");
        let at = LISTENERS.iter().position(|(name, _)| *name == listener);
        by.entry(at.unwrap_or(LISTENERS.len())).or_default().push(one);
    }
    let mut parts = Vec::new();
    for (at, answers) in &by {
        let (id, heading) = LISTENERS.get(*at).copied().unwrap_or(("others", "When others ask"));
        for (number, some) in answers.chunks(TOGETHER).enumerate() {
            let part = html! {
                @if number == 0 { h2 id=(id) { (maker.t(heading)) } }
                @for one in some { (answer(maker, one)) }
            };
            parts.push((part, Vec::new()));
        }
    }
    let lead = html! {
        p class="lead" { (maker.t("Short answers to what people ask, each with what it rests on.")) }
        @if by.len() > 1 {
            ul class="jump" {
                @for at in by.keys() {
                    @let (id, heading) = LISTENERS.get(*at).copied().unwrap_or(("others", "When others ask"));
                    li { a href=(format!("#{id}")) { (maker.t(heading)) } }
                }
            }
        }
    };
    only(maker.paged("questions", &maker.t("Questions people ask"), &lead, parts))
}

fn answer(maker: &Maker<'_>, one: &OnPage<'_>) -> Markup {
    let lang = (one.language() != maker.language).then(|| one.language().code());
    html! {
        details lang=[lang] {
            summary { (one.document.title) }
            (super::blocks(&one.document.blocks, false))
            p class="small soft" {
                @if let Some(value) = &one.piece.value { (maker.t("It speaks to:")) " " (maker.own(value)) ". " }
                a href=(one.from(maker.language)) { (maker.t("The answer with what it rests on")) }
            }
        }
    }
}

/// Stories that members tell.
pub(crate) fn stories(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("stories");
    let all = listed(maker, |kind| kind == "story");
    let all: Vec<&OnPage<'_>> = all.into_iter().filter(|one| one.stands()).collect();
    let lead = html! {
        p class="lead" { (maker.t("Members tell what their work is, in words that they have approved.")) }
        (super::series::list(maker))
        h2 class="hidden" { (maker.t("All stories, the newest first")) }
    };
    only(maker.paged("stories", &maker.t("Stories"), &lead, in_parts(maker, &all, false)))
}

/// What members do for the public: pieces, and entries of the record.
pub(crate) fn work(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("work");
    let all = listed(maker, |kind| kind == "work");
    let all: Vec<&OnPage<'_>> = all.into_iter().filter(|one| one.stands()).collect();
    let mut parts = in_parts(maker, &all, false);
    let seen = maker.seen;
    let mut works: Vec<_> =
        seen.state.works.values().filter(|(since, _)| seen.sees(since.entry)).collect();
    works.sort_by_key(|(since, work)| (std::cmp::Reverse(work.on.day), since.entry));
    for some in works.chunks(TOGETHER) {
        let part = html! {
            ul class="pieces" {
                @for (since, work) in some {
                    li {
                        p class="small soft" { (when_words(work.on, maker.language)) @if let Some(until) = work.until { " - " (maker.day(until)) } }
                        h3 { (maker.own(&work.title)) }
                        p { (maker.own(&work.did)) " " (maker.own(&work.result)) (maker.cites(&[since.entry])) }
                        @if !work.benefits.is_empty() { p { (maker.t("Who has the good of it:")) " " (maker.own(&work.benefits)) } }
                        @if !work.values.is_empty() { p class="small soft" { (maker.own(&record::said::printed(&work.values))) } }
                    }
                }
            }
        };
        parts.push((part, Vec::new()));
    }
    let lead = html! {
        h2 class="hidden" { (maker.t("What members do for the public")) }
    };
    only(maker.paged("work", &maker.t("What members do for the public"), &lead, parts))
}
