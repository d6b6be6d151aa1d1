//! A release: its steps, what it rests on, its files, the kit to share it, how far it went.

use std::path::{Component, Path};

use desk::adding;
use desk::publish::{
    OnShelf, Stopped, approve, asked_again, broken_files, shelf, waiting, withdrawal,
};
use maud::{Markup, html};
use press::release::{FileOf, Manifest};
use record::body::PublicationStep;
use record::{Digest, PublicationStatus, Slug};
use serde_json::Value;

use super::home::status;
use super::{ROOM, by, reach, stopped, to_write, whom};
use crate::app::{Asked, Done, Page, Problem, Sent};
use crate::forms::Form;

/// The release of the path.
pub(super) fn known(asked: &Asked) -> Result<OnShelf, Problem> {
    let id = asked.part("id");
    let standing = asked.opened.on(asked.day);
    let not_there = || Problem::NotThere(format!("The record knows no release {id} on this day."));
    let slug = Slug::parse(id).map_err(|_| not_there())?;
    if !standing.state.publications.contains_key(&slug) {
        return Err(not_there());
    }
    let all = shelf(&asked.opened.desk, &standing.state);
    all.into_iter().find(|one| one.id == slug).ok_or_else(not_there)
}

/// The page.
pub(super) fn release(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, &known(asked)?, &Form::default(), None)
}

pub(super) fn shown(
    asked: &Asked,
    one: &OnShelf,
    form: &Form,
    error: Option<&Stopped>,
) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let standing = asked.opened.on(asked.day);
    let at = one.state.status();
    let changed = one.changed(&asked.opened.desk, &standing.state);
    let changed = changed.map_err(|found| Problem::from(&found))?;
    let taken_out = one.state.steps.iter().any(|(_, step)| !step.takes_out.is_empty());
    let broken = match one.state.released() {
        Some(_) if !taken_out && at != PublicationStatus::Withdrawn => {
            broken_files(&one.folder, one.state.sha256())
        }
        _ => Vec::new(),
    };
    let stories = one.manifest.as_ref().is_ok_and(holds_stories);
    let title = one.state.last().title.clone().unwrap_or_else(|| one.id.to_string());
    let body = html! {
        @if let Some(error) = error { (stopped(asked, error)) }
        p class="for" { strong { (whom(asked, one.state.to())) } " · " (status(asked, &at)) }
        @for what in &broken { p class="problem" role="alert" { strong { (t("Not what went out:")) } " " (speech.own(what)) } }
        section aria-labelledby="steps" {
            h2 id="steps" { (t("What became of it")) }
            ol {
                @for (since, step) in &one.state.steps {
                    li {
                        (speech.day(since.when.day)) ": " (t(step_words(step.step))) ", " (step.by) " "
                        a href=(asked.way(&format!("/record/{}", since.entry))) { (t("Entry")) " " (since.entry) }
                        @if let Some(reason) = &step.reason { ". " (speech.own(reason)) }
                        @if let (Some(of), Some(changes)) = (&step.corrects, &step.changes) { ". " (t("It takes the place of the release")) " " a href=(asked.way(&format!("/publishing/releases/{of}"))) { (of) } ": " (speech.own(changes)) }
                    }
                }
            }
            @if changed.is_empty() { p class="calm" { (t("Nothing that it rests on has changed since.")) } }
            @else { ul class="flags" { @for what in &changed { li { strong { (t("changed since:")) } " " (speech.own(what)) } } } }
        }
        @if at == PublicationStatus::Proposed { (approval(asked, &one.id, stories, form)) }
        @match &one.manifest {
            Err(error) => p class="problem" { (speech.own(error)) },
            Ok(manifest) => { (files(asked, one, manifest)) (kits(asked, one, manifest)) }
        }
        @if one.state.released().is_some() {
            section {
                h2 id="reach" { (t("How far it went")) }
                (reach::counted(asked, &one.id))
                (reach::form(asked, &one.id, form))
            }
        }
        @if at != PublicationStatus::Withdrawn {
            section aria-labelledby="back" {
                h2 id="back" { (t("Take it back")) }
                p { (t("The files stay, and are in no site of ours any more. Copies that others have are not ours to take back.")) }
                @if stories { p class="soft" { (t("What a teller takes back is another thing: goodfaith publish story take-back.")) } }
                (reach::withdraw(asked, &one.id, form))
            }
        }
    };
    Ok(Page::of(title, ROOM, body))
}

fn step_words(step: PublicationStep) -> &'static str {
    match step {
        PublicationStep::Proposed => "proposed",
        PublicationStep::Released => "let out",
        PublicationStep::Withdrawn => "withdrawn",
    }
}

fn holds_stories(manifest: &Manifest) -> bool {
    manifest.pieces.iter().any(|piece| piece.kind == "story")
}

fn approval(asked: &Asked, id: &Slug, stories: bool, form: &Form) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        section aria-labelledby="approve" {
            h2 id="approve" { (t("Approve it")) }
            @if stories {
                p { (t("It holds a story, whose words lie in the vault. It is approved by the command:")) " " code { "goodfaith publish approve " (id) " --by NAME" } }
            } @else {
                p { (t("Look at its files below. They are built again, and the very same bytes go out; if anything they rest on has changed since, nothing does.")) }
                form method="post" action=(asked.way(&format!("/publishing/releases/{id}/approve"))) class="tall" {
                    (asked.word())
                    (by(asked, form.text("by")))
                    button { (t("Approve it, and let it out")) }
                }
            }
        }
    }
}

/// Where a file of a release lies here.
fn way(one: &OnShelf, path: &str) -> String {
    format!("/publishing/releases/{}/files/{path}", one.id)
}

fn files(asked: &Asked, one: &OnShelf, manifest: &Manifest) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let (receipts, forms): (Vec<&FileOf>, Vec<&FileOf>) =
        manifest.files.iter().partition(|file| file.path.starts_with("receipts/"));
    let list = |all: &[&FileOf]| {
        html! { ul class="files" { @for file in all { li { a href=(asked.way(&way(one, &file.path))) { (file.path) } " " span class="small soft" { (kilobytes(file.bytes)) } } } } }
    };
    html! {
        section aria-labelledby="files" {
            h2 id="files" { (t("Its files")) }
            ul class="jump" {
                @for piece in &manifest.pieces {
                    li { a href=(asked.way(&way(one, &format!("{}.html", piece.slug)))) lang=(piece.language) hreflang=(piece.language) { (piece.title) } }
                }
            }
            details { summary { (t("Every form of it")) " (" (forms.len()) ")" } (list(&forms)) }
            @if !receipts.is_empty() { details { summary { (t("Receipts of its figures")) " (" (receipts.len()) ")" } (list(&receipts)) } }
        }
    }
}

/// A length as files are told: `12.3 kB`.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

/// The kit of each piece: its card with what it shows, and the words for each network, to be copied by hand.
fn kits(asked: &Asked, one: &OnShelf, manifest: &Manifest) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let kits: Vec<(&str, &str, Vec<Network>)> = manifest
        .pieces
        .iter()
        .map(|piece| {
            (piece.title.as_str(), piece.language.as_str(), kit(one, manifest, &piece.slug))
        })
        .filter(|(_, _, kit)| !kit.is_empty())
        .collect();
    html! {
        @if !kits.is_empty() {
            section aria-labelledby="kit" {
                h2 id="kit" { (t("To share it")) }
                p { (t("Save the picture, copy the words, and post both yourself. Nothing on this page leads to a network.")) }
                @for (title, language, kit) in &kits {
                    h3 lang=(language) { (title) }
                    @if let Some((path, alt)) = kit.first().and_then(|network| network.cards.first().map(|card| (card, &network.alt))) {
                        img class="card" src=(way(one, path)) alt=(alt) loading="lazy";
                    }
                    @for network in kit {
                        details {
                            summary { (t("Words for")) " " (network.name) @if let Some(used) = &network.used { " (" (used) ")" } }
                            pre class="post" lang=(language) tabindex="0" { (network.text) }
                            @for card in &network.cards { p { a href=(asked.way(&way(one, card))) { (t("The picture for")) " " (network.name) ": " (card) } } }
                            p class="small soft" { (t("What the picture shows, for those who do not see it:")) " " span lang=(language) { (network.alt) } }
                        }
                    }
                }
            }
        }
    }
}

/// What is posted on a network by hand.
struct Network {
    name: String,
    text: String,
    used: Option<String>,
    cards: Vec<String>,
    alt: String,
}

/// The kit of a piece, out of the files that went out: of a story in files of their own, of anything else in one.
fn kit(one: &OnShelf, manifest: &Manifest, piece: &Slug) -> Vec<Network> {
    let read = |path: &str| {
        let listed = manifest.files.iter().find(|file| file.path == path)?;
        let bytes = std::fs::read(one.folder.join(path)).ok()?;
        (Digest::of(&bytes) == listed.sha256).then_some(bytes)
    };
    let text = |path: &str| Some(String::from_utf8_lossy(&read(path)?).trim().to_owned());
    if let Some(bytes) = read(&format!("{piece}.share.json")) {
        let all: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let own = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let networks = all["networks"].as_array().cloned().unwrap_or_default();
        let network = |one: &Value| Network {
            name: own(&one["network"]),
            text: own(&one["text"]),
            used: one["used"]
                .as_u64()
                .zip(one["limit"].as_u64())
                .map(|(used, of)| format!("{used} / {of}")),
            cards: one["cards"].as_array().into_iter().flatten().map(own).collect(),
            alt: own(&one["alt"]),
        };
        return networks.iter().map(network).collect();
    }
    let networks = ["X", "Facebook", "LinkedIn", "Instagram"];
    let network = |name: &&str| {
        let slug = name.to_lowercase();
        let begins = format!("{piece}.card-{slug}");
        let card = |file: &&FileOf| file.path.starts_with(&begins) && file.path.ends_with(".png");
        let cards: Vec<String> =
            manifest.files.iter().filter(card).map(|file| file.path.clone()).collect();
        let alt = cards.first().and_then(|card| text(&card.replace(".png", ".alt.txt")));
        let words = text(&format!("{piece}.share-{slug}.txt"))?;
        Some(Network {
            name: (*name).to_owned(),
            text: words,
            used: None,
            cards,
            alt: alt.unwrap_or_default(),
        })
    };
    networks.iter().filter_map(network).collect()
}

/// A file of a release, as it went out: one of its list, with the bytes that the record knows.
pub(super) fn sent(asked: &Asked) -> Result<Sent, Problem> {
    let one = known(asked)?;
    let path = asked.part("path");
    let manifest = one.manifest.as_ref().map_err(|error| Problem::Files(error.clone()))?;
    let listed = manifest.files.iter().find(|file| file.path == path);
    let Some(listed) = listed.filter(|_| stays_inside(path)) else {
        return Err(Problem::NotThere(format!("The release {} has no file {path}.", one.id)));
    };
    let bytes = std::fs::read(one.folder.join(path));
    let bytes = bytes.map_err(|error| Problem::Files(format!("{path}: {error}")))?;
    if Digest::of(&bytes) != listed.sha256 {
        return Err(Problem::Files(format!("{path} has other bytes than were released")));
    }
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    Ok(Sent { name, bytes })
}

/// Whether a path leads into a folder and not out of it.
pub(super) fn stays_inside(path: &str) -> bool {
    let parts = Path::new(path).components();
    !path.contains('\\') && parts.into_iter().all(|at| matches!(at, Component::Normal(_)))
}

/// Approves what somebody else proposed.
pub(super) fn approved(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let one = known(asked)?;
    let by = form.text("by");
    let mut desk = to_write(asked)?;
    let done = (|| {
        if by.is_empty() {
            return Err(Stopped::said("nobody says who approves it", "write your name"));
        }
        if one.manifest.as_ref().is_ok_and(holds_stories) {
            let mend = format!("goodfaith publish approve {} --by NAME", one.id);
            return Err(Stopped::said("it holds a story, whose words lie in the vault", mend));
        }
        let last = waiting(&desk.state(asked.day).0, &one.id)?;
        let ask = asked_again(&desk, &one.id, &last)?;
        approve(&mut desk, &ask, &last, by, (asked.day, reach::now()))
    })();
    match done {
        Ok(_) => Ok(Done::To(format!("/publishing/releases/{}", one.id))),
        Err(error) => Ok(Done::Again(shown(asked, &one, form, Some(&error))?)),
    }
}

/// Takes it back.
pub(super) fn withdrawn(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let one = known(asked)?;
    let (by, reason) = (form.text("by"), form.text("reason"));
    let done = match by.is_empty() || reason.is_empty() {
        true => Err(Stopped::said(
            "a release is withdrawn by somebody, for a reason",
            "write your name, and why",
        )),
        false => {
            let mut desk = to_write(asked)?;
            let draft = withdrawal(&one.id, by, reason, (asked.day, reach::now()));
            adding::add(&mut desk.campaign, vec![draft]).map_err(Stopped::from)
        }
    };
    match done {
        Ok(_) => Ok(Done::To(format!("/publishing/releases/{}", one.id))),
        Err(error) => Ok(Done::Again(shown(asked, &one, form, Some(&error))?)),
    }
}
