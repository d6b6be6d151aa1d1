//! An offer on a page of its own: read, or changed in a form and costed while somebody types.

use std::path::PathBuf;
use std::sync::Arc;

use desk::{Costed, write_whole};
use intake::case::{OfferOnFile, offers_of};
use intake::offer_form::{self, OfferForm};
use intake::{CostFiles, Findings, Source};
use maud::{Markup, html};
use press::CostingPage;
use record::{Digest, Slug};

use super::compare::address_of;
use super::editing::{Names, fields, rearranged, typed};
use super::{files_with, findings, made, offers};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;
use crate::pages::work::Then;
use crate::work::Standing;

/// An offer of the folder, with its text.
struct OnDisk {
    offer: OfferOnFile,
    file: PathBuf,
    text: String,
}

impl OnDisk {
    /// The one that the address names.
    fn of(asked: &Asked) -> Result<OnDisk, Problem> {
        let path = format!("{}/{}", asked.part("folder"), asked.part("name"));
        let found = offers_of(asked.folder()).into_iter().find(|offer| offer.path == path);
        let Some(offer) = found else {
            return Err(Problem::NotThere(format!("The campaign has no offer {path}.")));
        };
        let file = asked.folder().join(&offer.path);
        let text = std::fs::read_to_string(&file)
            .map_err(|error| Problem::Files(format!("{path}: cannot be read: {error}")))?;
        Ok(OnDisk { offer, file, text })
    }

    fn stamp(&self) -> String {
        Digest::of(self.text.as_bytes()).to_string()
    }
}

/// The files of a costing of a draft with what else it is held against; none where the campaign costs nothing yet.
fn against(asked: &Asked, draft: &OnDisk, text: &str) -> Result<Option<CostFiles>, Findings> {
    let (all, _) = offers(asked);
    let others = all.iter().filter(|offer| offer.of_case && offer.path != draft.offer.path);
    let others: Vec<String> = others.map(|offer| offer.path.clone()).collect();
    let Some(files) = files_with(asked, &others)? else { return Ok(None) };
    let given = Source::Given { name: draft.offer.path.clone(), bytes: text.as_bytes().to_vec() };
    let offers = std::iter::once(vec![given]).chain(files.offers.clone()).collect();
    Ok(Some(CostFiles { offers, ..files }))
}

/// What a draft comes to beside the others, or how far that is; and the names of its roster and schedule.
fn cost(asked: &Asked, draft: &OnDisk, text: &str) -> (Markup, Names) {
    let costing = match against(asked, draft, text) {
        Ok(Some(files)) => made::costing(asked, &address_of(&draft.offer.path), files),
        Ok(None) => return (nothing_yet(asked), Names::default()),
        Err(found) => return (not_costed(asked, &found), names(asked)),
    };
    let mut known = None;
    let said = made::shown(asked, &costing, Then::Say, |costed| {
        known = Some(Names::of(costed));
        comes_to(asked, costed)
    });
    let is_over = !matches!(costing.standing(), Standing::UnderWay);
    let names = known.or_else(|| is_over.then(|| names(asked)));
    (said, names.unwrap_or_default())
}

fn not_costed(asked: &Asked, found: &Findings) -> Markup {
    findings(found, &asked.speech().t("It cannot be costed:"))
}

fn nothing_yet(asked: &Asked) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! { p class="calm" { (t("Nothing can be costed yet: the campaign needs a roster, a schedule, and what the costing takes as given.")) } }
}

/// What a draft comes to.
fn comes_to(asked: &Asked, costed: &Costed) -> Markup {
    let speech = asked.speech();
    let report = costed.report();
    let page = CostingPage::of(&report, asked.language, speech.words);
    html! {
        (page.titles())
        (page.glance())
        (page.held_against_our_last())
        details {
            summary { (speech.t("Receipts")) }
            (page.receipts())
        }
        @if !costed.warnings.0.is_empty() {
            ul class="findings" { @for finding in &costed.warnings.0 { li lang="en" { (finding) } } }
        }
    }
}

/// The status quo of the case, if it is costed in time.
fn status_quo(asked: &Asked) -> Option<Arc<made::Made>> {
    let files = files_with(asked, &[]).ok().flatten()?;
    made::in_time(asked, &made::costing(asked, "/costing", files))
}

/// The names of roster and schedule, from the costing of the case.
pub(super) fn names(asked: &Asked) -> Names {
    match status_quo(asked).as_deref() {
        Some(Ok(costed)) => Names::of(costed),
        _ => Names::default(),
    }
}

/// The page of an offer.
pub(super) fn offer(asked: &Asked) -> Result<Page, Problem> {
    let disk = OnDisk::of(asked)?;
    if !disk.offer.is_draft {
        return Ok(read_only(asked, &disk));
    }
    match offer_form::read(&disk.offer.path, &disk.text) {
        Ok(form) => Ok(changing(asked, &disk, &form, &disk.text, None)),
        Err(finding) => {
            let said = findings(&Findings(vec![finding]), &asked.speech().t("It cannot be read:"));
            Ok(as_text(asked, &disk, &disk.text, said))
        }
    }
}

/// What has crossed the table is read, and not changed.
fn read_only(asked: &Asked, disk: &OnDisk) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let body = html! {
        p { (t("It has crossed the table, and stays as it is.")) }
        form method="post" action=(asked.way("/costing/new")) {
            (asked.word())
            input type="hidden" name="from" value=(disk.offer.path);
            button { (t("Write one of ours from it")) }
        }
        h2 { (t("What it says")) }
        pre class="post" lang="en" tabindex="0" { (disk.text) }
        h2 { (t("What it costs")) }
        (cost(asked, disk, &disk.text).0)
        p { a href=(asked.way("/costing")) { (t("Back to the costing")) } }
    };
    let both = t("Both sides have what crossed the table; what it costs is the team's alone");
    Page::of(disk.offer.title.clone(), "/costing", body).seen_by(both)
}

/// A draft in its form.
fn changing(
    asked: &Asked,
    disk: &OnDisk,
    form: &OfferForm,
    text: &str,
    said: Option<Markup>,
) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let here = address_of(&disk.offer.path);
    let live = here.replacen("/costing/offers/", "/costing/live/", 1);
    let (costs, names) = cost(asked, disk, text);
    let body = html! {
        p class="soft" { (t("A draft lies in the open folder, in the file")) " " code { (disk.offer.path) } ": " (t("it is not protected by a passphrase.")) }
        @if let Some(said) = &said { (said) }
        form method="post" action=(asked.way(&here)) class="stack" data-live=(asked.way(&live)) data-into="cost" {
            (asked.word())
            input type="hidden" name="stamp" value=(disk.stamp());
            // The first button is the one that Enter presses.
            p class="buttons" { button name="do" value="save" { (t("Save")) } " " button name="do" value="cost" { (t("Cost it")) } }
            (fields(asked, form, &names))
            p class="buttons" { button name="do" value="save" { (t("Save the offer")) } }
        }
        section aria-labelledby="costs" {
            h2 id="costs" { (t("What it costs")) }
            div id="cost" aria-live="polite" { (costs) }
        }
        section aria-labelledby="file" {
            h2 id="file" { (t("The file")) }
            (file_form(asked, disk, text))
        }
        p { a href=(asked.way("/costing")) { (t("Back to the costing")) } }
    };
    Page::of(disk.offer.title.clone(), "/costing", body)
}

/// The file as a text, to be changed as one.
fn file_form(asked: &Asked, disk: &OnDisk, text: &str) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    html! {
        form method="post" action=(asked.way(&address_of(&disk.offer.path))) class="stack" {
            (asked.word())
            input type="hidden" name="stamp" value=(disk.stamp());
            label for="text" { (t("The offer as its file has it")) }
            textarea id="text" name="text" rows="18" spellcheck="false" class="code" { (text) }
            button name="do" value="text" { (t("Save the file")) }
        }
    }
}

fn as_text(asked: &Asked, disk: &OnDisk, text: &str, said: Markup) -> Page {
    let body = html! {
        (said)
        (file_form(asked, disk, text))
        p { a href=(asked.way("/costing")) { (asked.speech().t("Back to the costing")) } }
    };
    Page::of(disk.offer.title.clone(), "/costing", body)
}

/// What was typed, as the text of the file.
fn text_of(disk: &OnDisk, form: &OfferForm) -> Result<String, Findings> {
    offer_form::write(&disk.offer.path, &disk.text, form).map_err(|finding| Findings(vec![finding]))
}

/// A button of the form was pressed.
pub(super) fn change(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let t = |text: &str| asked.speech().t(text);
    let disk = OnDisk::of(asked)?;
    if !disk.offer.is_draft {
        return Err(Problem::Refused("It has crossed the table, and stays as it is.".to_owned()));
    }
    let moved = form.text("stamp") != disk.stamp();
    let clash = || {
        html! { div class="problem" role="alert" { p { (t("The file was changed by somebody else since this page was loaded. Nothing was saved; what you typed stands below.")) } } }
    };
    if form.text("do") == "text" {
        let text = form.given("text").unwrap_or_default().replace("\r\n", "\n") + "\n";
        if moved {
            return Ok(Done::Again(as_text(asked, &disk, &text, clash())));
        }
        if let Err(finding) = offer_form::read(&disk.offer.path, &text) {
            let said =
                findings(&Findings(vec![finding]), &t("It cannot be read, and was not saved:"));
            return Ok(Done::Again(as_text(asked, &disk, &text, said)));
        }
        return save(&disk, text);
    }
    let mut offer = typed(form);
    let first_day = || {
        let made = status_quo(asked)?;
        made.as_ref().as_ref().ok().map(|made| made.loaded.case.assumptions.from.to_string())
    };
    rearranged(form, &mut offer, || first_day().unwrap_or_default());
    let text = match text_of(&disk, &offer) {
        Ok(text) => text,
        Err(found) => {
            let said = findings(&found, &t("It cannot be written, and was not saved:"));
            return Ok(Done::Again(changing(asked, &disk, &offer, &disk.text, Some(said))));
        }
    };
    match form.text("do") {
        "save" if moved => Ok(Done::Again(changing(asked, &disk, &offer, &text, Some(clash())))),
        "save" => save(&disk, text),
        _ => {
            let said = html! { p class="banner" role="status" { (t("Not saved yet.")) } };
            Ok(Done::Shown(changing(asked, &disk, &offer, &text, Some(said))))
        }
    }
}

fn save(disk: &OnDisk, text: String) -> Result<Done, Problem> {
    write_whole(&[(disk.file.clone(), text.into_bytes())], false)
        .map_err(|finding| Problem::Refused(finding.to_string()))?;
    Ok(Done::To(address_of(&disk.offer.path)))
}

/// What the fields come to as they are, while somebody types.
pub(super) fn live(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let disk = OnDisk::of(asked)?;
    let text = match text_of(&disk, &typed(form)) {
        Ok(text) => text,
        Err(found) => {
            return Ok(Done::Part(findings(&found, &asked.speech().t("It cannot be written:"))));
        }
    };
    let files = match against(asked, &disk, &text) {
        Ok(Some(files)) => files,
        Ok(None) => return Ok(Done::Part(nothing_yet(asked))),
        Err(found) => return Ok(Done::Part(not_costed(asked, &found))),
    };
    match made::typed(asked, &address_of(&disk.offer.path), form.text("tab"), files).as_deref() {
        Some(Ok(costed)) => Ok(Done::Part(comes_to(asked, costed))),
        Some(Err(found)) => Ok(Done::Part(not_costed(asked, found))),
        None => Err(Problem::Refused("Something newer was typed meanwhile.".to_owned())),
    }
}

/// A page to begin an offer.
pub(super) fn new(asked: &Asked) -> Result<Page, Problem> {
    Ok(beginning(asked, "", None))
}

fn beginning(asked: &Asked, title: &str, said: Option<Markup>) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let (all, _) = offers(asked);
    let body = html! {
        @if let Some(said) = said { (said) }
        form method="post" action=(asked.way("/costing/new")) class="stack" {
            (asked.word())
            label for="title" { (t("What it is called")) }
            input id="title" name="title" value=(title) required;
            label for="from" { (t("Begin from")) }
            select id="from" name="from" {
                option value="" { (t("nothing")) }
                @for offer in &all { option value=(offer.path) { (offer.title) } }
            }
            button { (t("Begin the offer")) }
        }
        p { a href=(asked.way("/costing")) { (t("Back to the costing")) } }
    };
    Page::of(t("Write an offer"), "/costing", body)
}

/// Begins an offer: a file in the folder of drafts.
pub(super) fn begin(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let t = |text: &str| asked.speech().t(text);
    let from = form.text("from");
    let source = offers_of(asked.folder()).into_iter().find(|offer| offer.path == from);
    if !from.is_empty() && source.is_none() {
        return Err(Problem::NotThere(format!("The campaign has no offer {from}.")));
    }
    let text = match &source {
        None => String::new(),
        Some(offer) => std::fs::read_to_string(asked.folder().join(&offer.path))
            .map_err(|error| Problem::Files(format!("{from}: cannot be read: {error}")))?,
    };
    let title = match (form.text("title"), &source) {
        ("", Some(offer)) => format!("{}: {}", t("From"), offer.title),
        ("", None) => {
            let said =
                html! { div class="problem" role="alert" { p { (t("An offer needs a name.")) } } };
            return Ok(Done::Again(beginning(asked, "", Some(said))));
        }
        (title, _) => title.to_owned(),
    };
    let slug = Slug::from_words(&title);
    let taken = |name: &str| asked.folder().join("drafts").join(name).exists();
    let names =
        std::iter::once(format!("{slug}.toml")).chain((2..).map(|n| format!("{slug}-{n}.toml")));
    let Some(name) = names.take(1000).find(|name| !taken(name)) else {
        return Err(Problem::Refused(format!("drafts/{slug}.toml and its like are taken")));
    };
    let path = format!("drafts/{name}");
    let before =
        offer_form::read(&path, &text).map_err(|finding| Problem::Refused(finding.to_string()))?;
    let form =
        OfferForm { title, party: "union".to_owned(), dated: asked.day.to_string(), ..before };
    let text = offer_form::write(&path, &text, &form)
        .map_err(|finding| Problem::Refused(finding.to_string()))?;
    write_whole(&[(asked.folder().join(&path), text.into_bytes())], true)
        .map_err(|finding| Problem::Refused(finding.to_string()))?;
    Ok(Done::To(address_of(&path)))
}
