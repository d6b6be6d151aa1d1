//! Pieces, what waits for a second person, and what went out with what became of it.

use std::collections::BTreeMap;

use desk::publish::{OnShelf, piece_names, shelf};
use intake::piece::PieceFile;
use maud::{Markup, html};
use record::{PublicationStatus, Slug};

use super::{ROOM, findings, whom};
use crate::app::{Asked, Page, Problem};

/// A release in a line.
struct Line {
    shelf: OnShelf,
    title: String,
    /// What has to be looked at.
    flags: Vec<String>,
}

/// The first page of publishing.
pub(super) fn home(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let desk = &asked.opened.desk;
    let standing = asked.opened.on(asked.day);
    let mut lines = Vec::new();
    for one in shelf(desk, &standing.state) {
        let mut flags = Vec::new();
        if one.is_live() {
            flags = one.changed(desk, &standing.state).map_err(|found| Problem::from(&found))?;
        }
        // What a person took back was destroyed, and is not missed.
        if let (Err(error), true) = (&one.manifest, one.is_live()) {
            flags.push(error.clone());
        }
        let title = one.state.last().title.clone().unwrap_or_else(|| one.id.to_string());
        lines.push(Line { shelf: one, title, flags });
    }
    lines.sort_by_key(|line| {
        std::cmp::Reverse(line.shelf.state.steps.last().map(|(since, _)| *since))
    });
    let (waiting, out): (Vec<Line>, Vec<Line>) = lines
        .into_iter()
        .partition(|line| line.shelf.state.status() == PublicationStatus::Proposed);
    let pieces = desk.pieces();
    let body = html! {
        nav aria-label=(t("Publishing")) {
            ul class="jump" {
                li { a href=(asked.way("/publishing/new")) { (t("Begin a piece")) } }
                li { a href=(asked.way("/publishing/points")) { (t("Talking points")) } }
                li { a href=(asked.way("/publishing/stories")) { (t("Stories and consents")) } }
                li { a href=(asked.way("/publishing/sites")) { (t("Sites")) } }
            }
        }
        section {
            h2 id="waits" { (t("What waits for a second person")) }
            @if waiting.is_empty() { p class="calm" { (t("Nothing waits.")) } } @else { (releases(asked, "waits", &waiting)) }
        }
        section aria-labelledby="pieces" {
            h2 id="pieces" { (t("Pieces")) }
            @match &pieces {
                Ok(all) if all.is_empty() => p class="calm" { (t("Nothing is written yet.")) },
                Ok(all) => (written(asked, all, &waiting, &out)),
                Err(found) => {
                    (findings(asked, found))
                    ul { @for name in piece_names(asked.folder()) { li { a href=(asked.way(&format!("/publishing/pieces/{name}"))) { (name) } } } }
                }
            }
        }
        section {
            h2 id="out" { (t("What went out")) }
            @if out.is_empty() { p class="calm" { (t("Nothing went out yet.")) } } @else { (releases(asked, "out", &out)) }
        }
    };
    Ok(Page::of(t("Publishing"), ROOM, body))
}

/// Releases in a table.
fn releases(asked: &Asked, label: &str, all: &[Line]) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    html! {
        div class="scroll" tabindex="0" role="region" aria-labelledby=(label) {
            table {
                thead { tr { th scope="col" { (t("Release")) } th scope="col" { (t("Day")) } th scope="col" { (t("For")) } th scope="col" { (t("Where it stands")) } } }
                tbody {
                    @for line in all {
                        tr {
                            th scope="row" { a href=(asked.way(&format!("/publishing/releases/{}", line.shelf.id))) { (speech.own(&line.title)) } }
                            td { @if let Some((since, _)) = line.shelf.state.steps.last() { (speech.day(since.when.day)) } }
                            td { (whom(asked, line.shelf.state.to())) }
                            td {
                                (status(asked, &line.shelf.state.status()))
                                @if !line.flags.is_empty() {
                                    ul class="flags" { @for flag in &line.flags { li { strong { (t("changed since:")) } " " (speech.own(flag)) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where a release stands.
pub(super) fn status(asked: &Asked, status: &PublicationStatus) -> Markup {
    let speech = asked.speech();
    html! {
        (speech.t(match status {
            PublicationStatus::Proposed => "waits for a second person",
            PublicationStatus::Released => "out",
            PublicationStatus::Corrected(_) => "corrected by",
            PublicationStatus::Withdrawn => "withdrawn",
        }))
        @if let PublicationStatus::Corrected(by) = status {
            " " a href=(asked.way(&format!("/publishing/releases/{by}"))) { (by) }
        }
    }
}

/// Where a piece stands: the last release that holds it, and whether it is written otherwise since.
fn stands(piece: &PieceFile, lines: &[&Line]) -> Option<(Slug, PublicationStatus, bool)> {
    let line = lines.iter().find(|line| {
        line.shelf.state.last().pieces.contains(&piece.slug)
            || in_manifest(line, &piece.slug).is_some()
    })?;
    let then = in_manifest(line, &piece.slug);
    let rewritten = then.is_some_and(|then| then != piece.sha256);
    Some((line.shelf.id.clone(), line.shelf.state.status(), rewritten))
}

fn in_manifest(line: &Line, slug: &Slug) -> Option<record::Digest> {
    let manifest = line.shelf.manifest.as_ref().ok()?;
    manifest.pieces.iter().find(|one| one.slug == *slug).map(|one| one.sha256)
}

/// Pieces by what they are, the last first.
fn written(asked: &Asked, all: &[PieceFile], waiting: &[Line], out: &[Line]) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let lines: Vec<&Line> = waiting.iter().chain(out).collect();
    let mut kinds: BTreeMap<intake::piece::PieceKind, Vec<&PieceFile>> = BTreeMap::new();
    for piece in all {
        kinds.entry(piece.kind).or_default().push(piece);
    }
    for pieces in kinds.values_mut() {
        pieces.sort_by_key(|piece| (std::cmp::Reverse(piece.day), piece.slug.clone()));
    }
    html! {
        @for (kind, pieces) in kinds {
            @let id = format!("kind-{}", kind.name());
            h3 id=(id) { (t(kind_words(kind))) }
            div class="scroll" tabindex="0" role="region" aria-labelledby=(id) {
                table {
                    thead { tr { th scope="col" { (t("Piece")) } th scope="col" { (t("Day")) } th scope="col" { (t("For")) } th scope="col" { (t("Where it stands")) } } }
                    tbody {
                        @for piece in &pieces {
                            tr {
                                th scope="row" {
                                    a href=(asked.way(&format!("/publishing/pieces/{}", piece.slug))) lang=(piece.language) { (piece.title) }
                                    @if let Some(listener) = &piece.listener { " " span class="small soft" { "(" (t(&listener.replace('-', " "))) ")" } }
                                }
                                td { (speech.day(piece.day)) }
                                td { (whom(asked, &piece.audience)) }
                                td {
                                    @match stands(piece, &lines) {
                                        None => (t("not released")),
                                        Some((id, at, rewritten)) => {
                                            (status(asked, &at)) ": " a href=(asked.way(&format!("/publishing/releases/{id}"))) { (id) }
                                            @if rewritten { "; " (t("written otherwise since")) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What kind of piece it is.
pub(super) fn kind_words(kind: intake::piece::PieceKind) -> &'static str {
    use intake::piece::PieceKind;
    match kind {
        PieceKind::Report => "Reports",
        PieceKind::Answer => "Answers",
        PieceKind::Page => "Pages",
        PieceKind::Figure => "One number, to be shared",
    }
}
