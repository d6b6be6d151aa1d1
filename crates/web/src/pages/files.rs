//! Files and checks: data sets, what the costing reads, the record held against itself, a backup that is tried out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use maud::{Markup, html};
use store::Checked;

use super::costing::names_in;
use crate::app::{App, Asked, Done, Page, Problem, form, page};
use crate::forms::Form;

/// The paths of the room.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/files", page(files))
        .route("/files/check", form(check))
        .route("/files/backup", form(backup))
        .route("/files/drill", form(drill))
}

fn files(asked: &Asked) -> Result<Page, Problem> {
    Ok(shown(asked, &Form::default(), html! {}))
}

fn shown(asked: &Asked, form: &Form, said: Markup) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let head = asked.opened.desk.campaign.head();
    let body = html! {
        (said)
        section aria-labelledby="check" {
            h2 id="check" { (t("The record")) }
            p { (head.number) " " (t("entries")) ". " (t("Head")) ": " code class="hash" { (head) } }
            p class="soft" { (t("Print the head or send it to somebody: a record that was written anew has another.")) }
            form method="post" action=(asked.way("/files/check")) class="stack" {
                (asked.word())
                label for="head" { (t("A head that was printed or sent, where you have one")) }
                input id="head" name="head" value=(form.text("head"));
                button { (t("Check the record and every file")) }
            }
        }
        section aria-labelledby="backup" {
            h2 id="backup" { (t("Backup")) }
            form method="post" action=(asked.way("/files/backup")) class="stack" {
                (asked.word())
                label for="to" { (t("A new folder, such as one on a stick")) }
                input id="to" name="to" value=(form.text("to")) required;
                button { (t("Copy the campaign there, and try the copy out")) }
            }
            form method="post" action=(asked.way("/files/drill")) class="stack" {
                (asked.word())
                label for="from" { (t("A backup from before")) }
                input id="from" name="from" value=(form.text("from")) required;
                button { (t("Try it out")) }
            }
        }
        section aria-labelledby="data" {
            h2 id="data" { (t("Data sets")) }
            (data_sets(asked))
        }
        section aria-labelledby="own" {
            h2 id="own" { (t("What the costing reads")) }
            (own_files(asked))
        }
    };
    Page::of(t("Files and checks"), "/files", body)
}

/// Every data set with where it is from; those whose bytes are not those of their folder's name are findings.
fn data_sets(asked: &Asked) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let (sets, findings) = intake::data::of_campaign(asked.folder());
    let caption = t("Data sets");
    html! {
        @if !findings.0.is_empty() {
            div class="problem" role="alert" { ul { @for finding in &findings.0 { li lang="en" { (finding) } } } }
        }
        div class="scroll" tabindex="0" role="group" aria-label=(caption) {
            table id="data-sets" {
                caption class="hidden" { (caption) }
                thead { tr { th scope="col" { (t("Name")) } th scope="col" { (t("What")) } th scope="col" { (t("Published")) } th scope="col" { "SHA-256" } } }
                tbody {
                    @for set in &sets {
                        tr {
                            th scope="row" { (set.about.name) @if set.shipped { br; span class="small soft" { (t("ships with the program")) } } }
                            td lang="en" {
                                (set.about.publisher) ": " (set.about.title)
                                @if set.about.address.starts_with("https://") || set.about.address.starts_with("http://") { br; a href=(set.about.address) rel="noreferrer" { (set.about.address) } }
                            }
                            td { @if let Some(day) = set.about.published_on { (speech.day(day)) } }
                            td { code { (set.sha256.get(..12).unwrap_or_default()) "…" } }
                        }
                    }
                }
            }
        }
    }
}

/// The files that the costing can read, by their folders.
fn own_files(asked: &Asked) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let folders = [
        ("rosters", "csv"),
        ("schedules", "csv"),
        ("assumptions", "toml"),
        ("offers", "toml"),
        ("drafts", "toml"),
        ("mappings", "toml"),
    ];
    html! {
        dl {
            @for (folder, ending) in folders {
                @let names = names_in(asked, folder, ending);
                @if !names.is_empty() { div { dt { code { (folder) } } dd { (names.join(", ")) } } }
            }
        }
        p { a href=(asked.way("/costing/import")) { (t("Import a roster or a schedule")) } }
    }
}

/// What a check came to.
fn checked(asked: &Asked, of: &str, checked: &Checked) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let good = checked.faults.is_empty();
    html! {
        div class=(if good { "banner" } else { "problem" }) role=(if good { "status" } else { "alert" }) {
            p { strong { (of) ": " @if good { (t("everything holds")) } @else { (t("not everything holds")) } } }
            @if good {
                p { (checked.entries) " " (t("entries")) ", " (checked.files) " " (t("files")) @if let Some(head) = &checked.head { ". " (t("Head")) ": " code class="hash" { (head) } } }
            } @else {
                ul lang="en" { @for fault in &checked.faults { li { strong { (fault.at) } ": " (fault.what) } } }
                p { (t("Take the last good backup; leave this folder as it is: it may be evidence.")) }
            }
            @if !checked.remarks.is_empty() { ul lang="en" { @for remark in &checked.remarks { li { (remark) } } } }
        }
    }
}

/// What stopped it, with the mend.
fn stopped(asked: &Asked, form: &Form, error: &store::StoreError) -> Done {
    let said = html! { div class="problem" role="alert" { p lang="en" { (error) } p lang="en" { (error.mend()) } } };
    Done::Again(shown(asked, form, said))
}

fn check(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let head = match form.text("head") {
        "" => None,
        text => match record::Head::parse(text) {
            Ok(head) => Some(head),
            Err(error) => {
                let said = html! { div class="problem" role="alert" { p lang="en" { (error) } } };
                return Ok(Done::Again(shown(asked, form, said)));
            }
        },
    };
    match store::check(asked.folder(), head.as_ref(), &intake::law().procedures) {
        Ok(found) => {
            let said = checked(asked, &asked.speech().t("The record"), &found);
            Ok(Done::Shown(shown(asked, form, said)))
        }
        Err(error) => Ok(stopped(asked, form, &error)),
    }
}

/// A backup, restored into a folder of its own that is taken away again, and checked there.
fn tried(from: &Path) -> Result<Checked, store::StoreError> {
    let into = std::env::temp_dir().join(format!("goodfaith-drill-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&into);
    let drill = store::restore_drill(from, &into, &intake::law().procedures);
    let _ = std::fs::remove_dir_all(&into);
    drill
}

fn backup(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let to = PathBuf::from(form.text("to"));
    let t = |text: &str| asked.speech().t(text);
    if !to.is_absolute() {
        let said = html! { div class="problem" role="alert" { p { (t("Name the folder from its beginning, such as /media/stick/our-round.")) } } };
        return Ok(Done::Again(shown(asked, form, said)));
    }
    match store::backup(asked.folder(), &to).and_then(|_| tried(&to)) {
        Ok(found) => {
            let said = checked(asked, &format!("{} {}", t("The backup in"), to.display()), &found);
            Ok(Done::Shown(shown(asked, form, said)))
        }
        Err(error) => Ok(stopped(asked, form, &error)),
    }
}

fn drill(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let from = PathBuf::from(form.text("from"));
    match tried(&from) {
        Ok(found) => {
            let of = format!("{} {}", asked.speech().t("The backup in"), from.display());
            Ok(Done::Shown(shown(asked, form, checked(asked, &of, &found))))
        }
        Err(error) => Ok(stopped(asked, form, &error)),
    }
}
