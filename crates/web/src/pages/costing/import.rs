//! A roster or a schedule as the employer sent it: what each column is taken for, what does not add up, what it comes to; then taken in.

use std::sync::Arc;

use intake::{Findings, ROSTER_COLUMNS, SCHEDULE_COLUMNS};
use maud::{Markup, html};
use press::TakenFor;

use super::findings;
use super::reading::{Import, ImportOf, Read};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::{Form, Upload};
use crate::pages::work::{Then, failed, under_way, was_cancelled};
use crate::work::{Standing, Work};

/// What rates can buy.
const BASES: [&str; 7] =
    ["hourly", "daily", "weekly", "biweekly", "semi-monthly", "monthly", "annual"];

/// The schedules of the campaign, by their names.
pub(super) fn schedules(asked: &Asked) -> Vec<String> {
    names_in(asked, "schedules", "csv")
}

/// The files of a folder of the campaign with some ending, by their names.
pub(crate) fn names_in(asked: &Asked, folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(asked.folder().join(folder)).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(&format!(".{ending}")) && !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// The page before a file is given.
pub(super) fn page(asked: &Asked) -> Result<Page, Problem> {
    Ok(shown(asked, &Form::default(), html! {}, None))
}

/// A file was given, looked at again, or is taken in.
pub(super) fn taken(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let again = |said: Markup| Ok(Done::Again(shown(asked, form, said, None)));
    let held = |id: &str| asked.uploads.find(id).or_else(|| asked.imports.upload(id));
    let upload: Option<Arc<Upload>> = match form.file("file") {
        Some(upload) => Some(asked.uploads.keep(upload.clone())),
        None => held(form.text("upload")),
    };
    let Some(upload) = upload else {
        return again(
            html! { div class="problem" role="alert" { p { (t("No file was given, or it is no longer held: choose it again.")) } } },
        );
    };
    let form = form.without_files();
    let work = match asked.imports.begin(asked, &form, &upload) {
        Ok(work) => work,
        Err(found) => return again(findings(&found, &t("The kept mappings cannot be read:"))),
    };
    let import = match work.wait_until(asked.courses.deadline()) {
        Standing::Done(import) => import,
        _ => return Ok(Done::To(work.course.page.clone())),
    };
    work.seen();
    if let Some(Ok(to)) = &import.taken {
        asked.imports.forget(work.course.id);
        return Ok(Done::To(to.clone()));
    }
    let page = came(asked, &form, &work, &import);
    // A file that does not add up is shown with what it is, and changes nothing.
    let stopped = import.read.findings().has_errors() || import.taken.is_some();
    Ok(if stopped { Done::Again(page) } else { Done::Shown(page) })
}

/// A file that took longer: how far it is, or what came of it.
pub(super) fn begun(asked: &Asked) -> Result<Page, Problem> {
    let found = asked.part("id").parse().ok().and_then(|id| asked.imports.numbered(id));
    let Some(work) = found else {
        let said = html! { p class="banner" role="status" { (asked.speech().t("That file is no longer held as it was read: give it again.")) } };
        return Ok(shown(asked, &Form::default(), said, None));
    };
    let upload = Some((&work.key, None));
    let standing = work.standing();
    if !matches!(standing, Standing::UnderWay) {
        work.seen();
    }
    Ok(match standing {
        Standing::UnderWay => waiting(asked, &work),
        Standing::Done(import) => came(asked, &work.key.form, &work, &import),
        Standing::Cancelled => shown(asked, &work.key.form, was_cancelled(asked), upload),
        Standing::Failed => shown(asked, &work.key.form, failed(asked), upload),
    })
}

/// What came of a file that was read.
fn came(asked: &Asked, form: &Form, work: &Work<ImportOf, Import>, import: &Import) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let read = Some((&work.key, Some(&*import.read)));
    match &import.taken {
        None => shown(asked, form, html! {}, read),
        Some(Ok(to)) => {
            let body = html! {
                p class="banner" role="status" { (t("It was taken in:")) " " (work.key.upload.name) }
                p { a class="go" href=(asked.way(to)) { (t("What the costing is made from")) } }
                p { a href=(asked.way("/costing/import")) { (t("Import a roster or a schedule")) } }
            };
            Page::of(t(TITLE), "/costing", body)
        }
        Some(Err(finding)) => {
            asked.imports.forget(work.course.id);
            let said = findings(&Findings(vec![finding.clone()]), &t("Nothing was written:"));
            shown(asked, form, said, read)
        }
    }
}

/// A file that is being read.
fn waiting(asked: &Asked, work: &Work<ImportOf, Import>) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let body = html! {
        section aria-labelledby="file-name" {
            h2 id="file-name" { (work.key.upload.name) }
            (under_way(asked, &work.course, "file-name", Then::Reload))
        }
        (under_way_or_new(asked, Some(work.course.id)))
        p { a href=(asked.way("/costing/import")) { (t("Import a roster or a schedule")) } }
    };
    Page::of(t(TITLE), "/costing", body)
}

/// Files that are being read, or were read and not yet looked at; but for the one of the page.
fn under_way_or_new(asked: &Asked, but: Option<u64>) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let mut all = asked.imports.news();
    all.retain(|one| Some(one.course.id) != but);
    let stands = |one: &Work<ImportOf, Import>| match one.standing() {
        Standing::UnderWay => t("is being read"),
        Standing::Done(import) if import.taken.is_some() => t("is taken in, or was to be"),
        Standing::Done(_) => t("is read, and not yet looked at"),
        Standing::Cancelled => t("is cancelled; nothing was written"),
        Standing::Failed => t("broke off; nothing was written"),
    };
    html! {
        @if !all.is_empty() {
            section aria-labelledby="files-read" {
                h2 id="files-read" { (t("Files that are being read or wait for you")) }
                ul { @for one in &all { li { a href=(asked.way(&one.course.page)) { (one.key.upload.name) } " " (stands(one)) } } }
            }
        }
    }
}

/// What the page is called.
const TITLE: &str = "Import a roster or a schedule";

fn shown(
    asked: &Asked,
    form: &Form,
    said: Markup,
    file: Option<(&ImportOf, Option<&Read>)>,
) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let body = html! {
        (said)
        p { (t("The employer's file as it came: text with any delimiter, XLSX, XLS, ODS or Parquet. It stays on this machine. No names of people and no social security numbers are taken in.")) }
        form method="post" action=(asked.way("/costing/import")) enctype="multipart/form-data" class="stack" {
            (asked.word())
            @if let Some((of, _)) = file { input type="hidden" name="upload" value=(of.upload_id); }
            label for="kind" { (t("What it is")) }
            select id="kind" name="kind" {
                @for (kind, label) in [("roster", "A roster: people or positions with their pay"), ("schedule", "A pay schedule")] {
                    option value=(kind) selected[form.text("kind") == kind] { (t(label)) }
                }
            }
            label for="file" { (t("File")) @if let Some((of, _)) = file { " (" (t("now")) ": " (of.upload.name) ")" } }
            input id="file" name="file" type="file";
            (options(asked, form))
            button name="do" value="look" { (t("Look at it")) }
            @if let Some((of, Some(read))) = file { (outcome(asked, form, &of.upload, read)) }
        }
        (under_way_or_new(asked, None))
        p { a href=(asked.way("/costing")) { (t("Back to the costing")) } }
    };
    Page::of(t(TITLE), "/costing", body)
}

/// How to read files that do not say enough themselves.
fn options(asked: &Asked, form: &Form) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let choice = |name: &str, label: &str, all: &[&str]| {
        html! {
            p class="field" {
                label for=(name) { (t(label)) }
                select id=(name) name=(name) {
                    option value="" { (t("as the file says")) }
                    @for one in all { option value=(one) selected[form.text(name) == *one] { (t(one)) } }
                }
            }
        }
    };
    let text = |name: &str, label: &str| {
        html! { p class="field" { label for=(name) { (t(label)) } input id=(name) name=(name) value=(form.text(name)); } }
    };
    let several = |name: &str, label: &str| {
        html! { p class="field" { label for=(name) { (t(label)) } textarea id=(name) name=(name) rows="2" { (form.text(name)) } } }
    };
    let all = [
        "pay_basis",
        "rate_is",
        "dates",
        "decimal",
        "schedule",
        "sheet",
        "expect",
        "only",
        "leave_out",
    ];
    let schedules = schedules(asked);
    html! {
        details open[all.iter().any(|name| !form.text(name).is_empty())] {
            summary { (t("What the file does not say itself")) }
            div class="fields" {
                (choice("pay_basis", "What rates buy", &BASES))
                (choice("rate_is", "Amounts of part-time people are", &["full-time", "as-worked"]))
                (choice("dates", "Order of dates", &["mdy", "dmy", "ymd"]))
                (choice("decimal", "Before cents stands", &["point", "comma"]))
                @if !schedules.is_empty() { (choice("schedule", "The schedule that people stand on", &schedules.iter().map(String::as_str).collect::<Vec<_>>())) }
                (text("sheet", "Sheet of a workbook"))
                (text("header_row", "Row of the headers, from 1"))
                (text("hours_per_year", "Paid hours of a full-time year"))
                (text("class", "Class of a schedule that names none"))
                (text("effective", "Day from which a schedule is in force"))
                (several("expect", "The employer's own totals, one on each line: annual-pay=754623668.34"))
                (several("only", "Take only rows with a value: Unit=R02|R09"))
                (several("leave_out", "Leave out rows: Status=Retired, unpaid, negative, copies, sums"))
                (several("not_ssn", "Headers whose numbers are no social security numbers"))
                p class="choice" { input type="checkbox" id="several_jobs" name="several_jobs" value="yes" checked[form.text("several_jobs") == "yes"]; label for="several_jobs" { (t("Several rows of one person are jobs held at the same time")) } }
            }
        }
    }
}

/// What came of the file, and the button that takes it in.
fn outcome(asked: &Asked, form: &Form, upload: &Upload, read: &Read) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let page = read.page(asked);
    let columns = page.columns();
    let stem = upload.name.split('.').next().unwrap_or_default();
    html! {
        section aria-labelledby="read" {
            h2 id="read" { (t("What was read")) }
            (page.files())
            (page.totals())
        }
        section aria-labelledby="findings" {
            h2 id="findings" { (t("What does not add up")) }
            @if read.findings().0.is_empty() { p { (t("Nothing: every row is as it should be.")) } }
            (page.findings())
        }
        section aria-labelledby="columns" {
            h2 id="columns" { (t("What each column was taken for")) }
            (mapping(asked, form, &columns))
            button name="do" value="look" { (t("Look at it again")) }
        }
        @if read.to_keep().is_some() {
            section aria-labelledby="take" {
                h2 id="take" { (t("Take it in")) }
                label for="name" { (t("What it is called here")) }
                input id="name" name="name" value=(if form.text("name").is_empty() { stem } else { form.text("name") });
                p class="choice" { input type="checkbox" id="replace" name="replace" value="yes"; label for="replace" { (t("Write over what an earlier import wrote under that name")) } }
                button name="do" value="take" { (t("Take it in")) }
            }
        } @else {
            p class="problem" role="alert" { (t("It is not taken in while something stops it. Nothing was written.")) }
        }
    }
}

fn mapping(asked: &Asked, form: &Form, columns: &[TakenFor]) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let canonical: &[&str] = match form.text("kind") {
        "schedule" => &SCHEDULE_COLUMNS,
        _ => &ROSTER_COLUMNS,
    };
    let chosen = |header: &str| {
        let at = (0..2000).find(|at| form.given(&format!("{at}.header")) == Some(header));
        at.map(|at| form.text(&format!("{at}.column")).to_owned()).unwrap_or_default()
    };
    let caption = t("What each column was taken for");
    html! {
        input type="hidden" name="headers" value=(columns.len());
        div class="scroll" tabindex="0" role="group" aria-label=(caption) {
            table id="mapping" {
                caption class="hidden" { (caption) }
                thead { tr { th scope="col" { (t("Header")) } th scope="col" { (t("Taken for")) } th scope="col" { (t("Why")) } th scope="col" { (t("Take it for")) } } }
                tbody {
                    @for (at, column) in columns.iter().enumerate() {
                        @let id = format!("column-{at}");
                        @let own = chosen(&column.header);
                        tr {
                            th scope="row" lang="en" { (column.header) @if !column.sample.is_empty() { br; span class="small soft" { (column.sample) } } }
                            td lang="en" { (column.column) }
                            td lang="en" { (column.why) }
                            td {
                                input type="hidden" name=(format!("{at}.header")) value=(column.header);
                                label class="hidden" for=(id) { (t("Take it for")) ": " (column.header) }
                                select id=(id) name=(format!("{at}.column")) {
                                    option value="" { (t("as found")) }
                                    @for name in canonical { option value=(name) selected[own == *name] { (name) } }
                                    option value="keep" selected[own == "keep"] { (t("keep beside")) }
                                    option value="drop" selected[own == "drop"] { (t("drop")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
