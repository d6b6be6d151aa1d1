//! A roster or a schedule as the employer sent it: what each column is taken for, what does not add up, what it comes to; then taken in.

use std::sync::Arc;

use desk::importing::{ToKeep, saved_mappings};
use desk::write_whole;
use intake::import::{
    ImportedRoster, ImportedSchedule, RosterImport, ScheduleImport, import_roster, import_schedule,
};
use intake::{Findings, Progress, ROSTER_COLUMNS, Reading, SCHEDULE_COLUMNS, Source};
use maud::{Markup, html};
use press::{ImportedPage, TakenFor};
use record::Slug;

use super::findings;
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::{Form, Upload};

/// What rates can buy.
const BASES: [&str; 7] =
    ["hourly", "daily", "weekly", "biweekly", "semi-monthly", "monthly", "annual"];

/// What came of a file.
enum Read {
    Roster(Box<ImportedRoster>),
    Schedule(Box<ImportedSchedule>),
}

impl Read {
    fn page<'a>(&'a self, asked: &'a Asked) -> ImportedPage<'a> {
        let words = asked.speech().words;
        match self {
            Read::Roster(read) => ImportedPage::roster(read, asked.language, words),
            Read::Schedule(read) => ImportedPage::schedule(read, asked.language, words),
        }
    }

    fn findings(&self) -> &Findings {
        match self {
            Read::Roster(read) => &read.findings,
            Read::Schedule(read) => &read.findings,
        }
    }

    /// What is kept of it; none while something stops it.
    fn to_keep(&self) -> Option<ToKeep<'_>> {
        match self {
            Read::Roster(read) => Some(ToKeep {
                kind: "roster",
                table: read.canonical.as_ref()?,
                mapping: read.mapping.as_ref()?,
                json: press::import_roster_json(read),
            }),
            Read::Schedule(read) => Some(ToKeep {
                kind: "schedule",
                table: read.canonical.as_ref()?,
                mapping: read.mapping.as_ref()?,
                json: press::import_schedule_json(read),
            }),
        }
    }
}

/// Lines of a field, none of them empty.
fn lines(form: &Form, name: &str) -> Vec<String> {
    form.text(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

fn some(form: &Form, name: &str) -> Option<String> {
    let text = form.text(name);
    (!text.is_empty()).then(|| text.to_owned())
}

/// The mapping that was typed: a column for a header.
fn map(form: &Form) -> Vec<String> {
    let count: usize = form.text("headers").parse().unwrap_or(0);
    let one = |at: usize| {
        let (header, column) =
            (form.text(&format!("{at}.header")), form.text(&format!("{at}.column")));
        (!column.is_empty() && column != "drop" && column != "keep")
            .then(|| format!("{column}={header}"))
    };
    (0..count.min(2000)).filter_map(one).collect()
}

/// The headers that somebody wants kept beside, or dropped.
fn wanted(form: &Form, what: &str) -> Vec<String> {
    let count: usize = form.text("headers").parse().unwrap_or(0);
    let one = |at: usize| {
        (form.text(&format!("{at}.column")) == what)
            .then(|| form.text(&format!("{at}.header")).to_owned())
    };
    (0..count.min(2000)).filter_map(one).collect()
}

/// Reads the file as the form says.
fn read(asked: &Asked, form: &Form, upload: &Upload) -> Result<Read, Findings> {
    let saved = saved_mappings(&asked.folder().join("mappings"))?;
    let files = vec![Source::Given { name: upload.name.clone(), bytes: upload.bytes.clone() }];
    let reading = Reading {
        sheet: some(form, "sheet"),
        header_row: some(form, "header_row").and_then(|row| row.parse().ok()),
        delimiter: some(form, "delimiter").and_then(|text| text.chars().next()),
        encoding: some(form, "encoding"),
    };
    let quiet = |_: &str, _: &str, _: u64, _: u64| {};
    let progress = Progress::new(&quiet);
    let schedule = some(form, "schedule");
    let known = schedules(asked);
    Ok(match form.text("kind") {
        "schedule" => Read::Schedule(Box::new(import_schedule(
            &ScheduleImport {
                files,
                map: map(form),
                reading,
                pay_basis: some(form, "pay_basis"),
                decimal: some(form, "decimal"),
                dates: some(form, "dates"),
                only: lines(form, "only"),
                leave_out: lines(form, "leave_out"),
                class: some(form, "class"),
                effective: some(form, "effective"),
                saved,
                ..ScheduleImport::default()
            },
            &progress,
        ))),
        _ => Read::Roster(Box::new(import_roster(
            &RosterImport {
                files,
                map: map(form),
                schedule: schedule
                    .filter(|name| known.contains(name))
                    .map(|name| Source::Path(asked.folder().join("schedules").join(name))),
                schedule_basis: some(form, "schedule_basis"),
                reading,
                pay_basis: some(form, "pay_basis"),
                rate_is: some(form, "rate_is"),
                dates: some(form, "dates"),
                decimal: some(form, "decimal"),
                hours_per_year: some(form, "hours_per_year"),
                only: lines(form, "only"),
                leave_out: lines(form, "leave_out"),
                keep: wanted(form, "keep"),
                drop: wanted(form, "drop"),
                not_ssn: lines(form, "not_ssn"),
                several_jobs: form.text("several_jobs") == "yes",
                expect: lines(form, "expect"),
                as_of: Some(asked.day),
                saved,
                ..RosterImport::default()
            },
            &progress,
        ))),
    })
}

/// The schedules of the campaign, by their names.
pub(super) fn schedules(asked: &Asked) -> Vec<String> {
    names_in(asked, "schedules", "csv")
}

/// The files of a folder of the campaign with some ending, by their names.
pub(super) fn names_in(asked: &Asked, folder: &str, ending: &str) -> Vec<String> {
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
    let upload: Option<Arc<Upload>> = match form.file("file") {
        Some(upload) => Some(asked.uploads.keep(upload.clone())),
        None => asked.uploads.find(form.text("upload")),
    };
    let Some(upload) = upload else {
        return again(
            html! { div class="problem" role="alert" { p { (t("No file was given, or it is no longer held: choose it again.")) } } },
        );
    };
    let read = match read(asked, form, &upload) {
        Ok(read) => read,
        Err(found) => return again(findings(&found, &t("The kept mappings cannot be read:"))),
    };
    if form.text("do") == "take" {
        let Some(keep) = read.to_keep() else {
            return Ok(Done::Again(shown(asked, form, html! {}, Some((&upload, &read)))));
        };
        let name = match form.text("name") {
            "" => upload.name.clone(),
            name => Slug::from_words(name).to_string(),
        };
        let places = keep.places(asked.folder(), &name, None);
        let written = keep
            .files(places, form.text("replace") == "yes")
            .and_then(|files| write_whole(&files, true));
        return match written {
            Ok(()) => Ok(Done::To(format!("/costing/setup?{}={}", keep.kind, name_of(&name)))),
            Err(finding) => {
                let said = findings(&Findings(vec![finding]), &t("Nothing was written:"));
                Ok(Done::Again(shown(asked, form, said, Some((&upload, &read)))))
            }
        };
    }
    let page = shown(asked, form, html! {}, Some((&upload, &read)));
    // A file that does not add up is shown with what it is, and changes nothing.
    Ok(if read.findings().has_errors() { Done::Again(page) } else { Done::Shown(page) })
}

/// The canonical file's name for a file's name.
fn name_of(name: &str) -> String {
    let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("import");
    form_urlencoded::byte_serialize(format!("{stem}.csv").as_bytes()).collect()
}

fn shown(asked: &Asked, form: &Form, said: Markup, read: Option<(&Upload, &Read)>) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let body = html! {
        (said)
        p { (t("The employer's file as it came: text with any delimiter, XLSX, XLS, ODS or Parquet. It stays on this machine. No names of people and no social security numbers are taken in.")) }
        form method="post" action=(asked.way("/costing/import")) enctype="multipart/form-data" class="stack" {
            (asked.word())
            @if let Some((upload, _)) = read { input type="hidden" name="upload" value=(asked.uploads.id_of(upload)); }
            label for="kind" { (t("What it is")) }
            select id="kind" name="kind" {
                @for (kind, label) in [("roster", "A roster: people or positions with their pay"), ("schedule", "A pay schedule")] {
                    option value=(kind) selected[form.text("kind") == kind] { (t(label)) }
                }
            }
            label for="file" { (t("File")) @if let Some((upload, _)) = read { " (" (t("now")) ": " (upload.name) ")" } }
            input id="file" name="file" type="file";
            (options(asked, form))
            button name="do" value="look" { (t("Look at it")) }
            @if let Some((upload, read)) = read { (outcome(asked, form, upload, read)) }
        }
        p { a href=(asked.way("/costing")) { (t("Back to the costing")) } }
    };
    Page::of(t("Import a roster or a schedule"), "/costing", body)
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
        div class="scroll" tabindex="0" role="region" aria-label=(caption) {
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
