//! The rebuttal sheet: what was said, and what is written against it, the employer's own documents first.

use maud::{Markup, html};
use record::body::{Claim, Evidence};
use record::{Since, Slug};

use super::claims::seen_claims;
use super::{Seen, day};
use crate::page::{Frame, Language, Words, is_web};
use crate::status::line;

/// One claim of the sheet.
pub(crate) struct Answered<'a> {
    id: &'a Slug,
    since: Since,
    said: &'a Claim,
    replies: Vec<(&'a str, u64)>,
    /// The employer's own documents first, then others; each with its entry.
    evidence: Vec<(&'a Evidence, u64)>,
}

impl Answered<'_> {
    /// Whether the employer's own documents answer it.
    fn by_their_own(&self) -> bool {
        self.evidence.iter().any(|(evidence, _)| evidence.employers_own)
    }
}

/// The claims that a sheet answers: those named, else all that have a reply or evidence and are not retired. Evidence against the
/// concessions that rest on a claim answers the claim as well.
fn answered<'a>(seen: &'a Seen<'a>, named: &[Slug]) -> Vec<Answered<'a>> {
    let mut all = Vec::new();
    for (id, steps) in seen_claims(seen) {
        let Some((since, said)) = steps.first() else { continue };
        let retired =
            steps.last().is_some_and(|(_, last)| last.status == record::body::ClaimStatus::Retired);
        if (retired && named.is_empty()) || !(named.is_empty() || named.contains(id)) {
            continue;
        }
        let replies: Vec<(&str, u64)> = steps
            .iter()
            .filter_map(|(since, step)| Some((step.answer.as_deref()?, since.entry)))
            .collect();
        let own = steps
            .iter()
            .flat_map(|(since, step)| step.evidence.iter().map(|one| (one, since.entry)));
        let rests_on =
            seen.state.concessions.values().filter(|concession| concession.claims.contains(id));
        let against = rests_on
            .flat_map(|concession| &concession.evidence_against)
            .filter(|(entry, _)| seen.sees(*entry))
            .map(|(entry, one)| (one, *entry));
        let mut evidence: Vec<(&Evidence, u64)> = own.chain(against).collect();
        evidence.sort_by_key(|(one, entry)| (!one.employers_own, *entry));
        evidence.dedup_by(|a, b| a.0 == b.0);
        if !(replies.is_empty() && evidence.is_empty() && named.is_empty()) {
            all.push(Answered { id, since: *since, said, replies, evidence });
        }
    }
    all
}

fn where_words(evidence: &Evidence) -> String {
    let page = evidence.page.as_ref().map(|page| format!(", {page}")).unwrap_or_default();
    format!("{}{page}", evidence.title)
}

/// The sheet for the terminal.
pub fn rebuttal_text(seen: &Seen<'_>, claims: &[Slug]) -> String {
    let all = answered(seen, claims);
    let own = all.iter().filter(|one| one.by_their_own()).count();
    let mut out = line(
        &format!(
            "Rebuttal sheet, as of {}: {} claims, {own} answered from the employer's own documents",
            seen.state.as_of,
            all.len()
        ),
        2,
    );
    for one in &all {
        let place = one.said.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let quote = if one.said.verbatim {
            format!("\"{}\"", one.said.words)
        } else {
            one.said.words.clone()
        };
        out.push('\n');
        out.push_str(&line(&format!("They say: {quote}"), 2));
        out.push_str(&line(
            &format!("  {}, {}{place} [{}]", one.said.speaker, day(one.since), one.since.entry),
            4,
        ));
        for (evidence, entry) in &one.evidence {
            let whose =
                if evidence.employers_own { "their own document" } else { "another document" };
            out.push_str(&line(
                &format!("  {whose}: {} ({}) [{entry}]", evidence.shows, where_words(evidence)),
                4,
            ));
        }
        for (reply, entry) in &one.replies {
            out.push_str(&line(&format!("  We say: {reply} [{entry}]"), 4));
        }
        if !one.by_their_own() {
            out.push_str(&line("  Not answered from the employer's own documents yet.", 4));
        }
    }
    out
}

/// The sheet as a page.
pub fn rebuttal_page(
    seen: &Seen<'_>,
    claims: &[Slug],
    language: Language,
    words: &Words,
) -> String {
    let all = answered(seen, claims);
    let own = all.iter().filter(|one| one.by_their_own()).count();
    let campaign = seen.state.record.as_ref().map_or("", |record| record.campaign.as_str());
    let title =
        format!("{campaign}: {}", words.word(language, "what they say, and what is written"));
    let mut frame =
        Frame { language, words, title: &title, lead: Vec::new(), sections: Vec::new() };
    frame.lead = vec![
        format!("{} {}.", frame.t("As of"), seen.state.as_of),
        frame
            .t(&format!("{} claims, {own} answered from the employer's own documents.", all.len())),
        frame.t("Numbers in brackets are entries of the campaign's record."),
    ];
    frame.sections = sections(&frame, &all);
    frame.page()
}

/// A part of a page: its id, its heading, what is in it.
type Section = (String, Markup, Markup);

fn sections(frame: &Frame<'_>, all: &[Answered<'_>]) -> Vec<Section> {
    let one = |one: &Answered<'_>| {
        (format!("claim-{}", one.id), frame.own(&heading(one.said)), section(frame, one))
    };
    all.iter().map(one).collect()
}

/// The sheet's sections, for a page that has a frame of its own: each with its id and its heading.
pub fn rebuttal_sections(
    seen: &Seen<'_>,
    claims: &[Slug],
    language: Language,
    words: &Words,
) -> Vec<(String, Markup, Markup)> {
    let frame = Frame { language, words, title: "", lead: Vec::new(), sections: Vec::new() };
    sections(&frame, &answered(seen, claims))
}

/// The words, as the heading of their section: shortened where they are long, for they stand in full below.
fn heading(said: &Claim) -> String {
    let mut text: String = said.words.chars().take(80).collect();
    if text.len() < said.words.len() {
        text = text.rsplit_once(' ').map_or(text.clone(), |(head, _)| head.to_owned());
        text.push('…');
    }
    text
}

fn section(frame: &Frame<'_>, one: &Answered<'_>) -> Markup {
    let said = one.said;
    html! {
        blockquote { p { @if said.verbatim { "“" (frame.own(&said.words)) "”" } @else { (frame.own(&said.words)) } } }
        p class="soft" {
            (frame.own(&said.speaker)) ", " (day(one.since))
            @if let Some(place) = &said.place { ", " (frame.own(place)) }
            " [" (one.since.entry) "]"
        }
        @if !one.evidence.is_empty() {
            h3 { (frame.t("What is written")) }
            ul {
                @for (evidence, entry) in &one.evidence {
                    li {
                        (frame.own(&evidence.shows)) " ("
                        @if evidence.employers_own { (frame.t("the employer's own document")) ": " }
                        @match &evidence.address {
                            Some(address) if is_web(address) => { a href=(address) { (where_words(evidence)) } }
                            _ => { (where_words(evidence)) }
                        }
                        ") [" (entry) "]"
                    }
                }
            }
        }
        @if !one.replies.is_empty() {
            h3 { (frame.t("What we say")) }
            @for (reply, entry) in &one.replies { p { (frame.own(reply)) " [" (entry) "]" } }
        }
        @if !one.by_their_own() {
            p class="hole" { (frame.t("Not answered from the employer's own documents yet.")) }
        }
    }
}
