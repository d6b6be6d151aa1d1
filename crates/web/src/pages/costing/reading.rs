//! What is read of an employer's file, as a form says how: on a thread of its own, kept until somebody looks at it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use desk::importing::{ToKeep, saved_mappings};
use desk::write_whole;
use intake::import::{
    ImportedRoster, ImportedSchedule, RosterImport, ScheduleImport, import_roster, import_schedule,
};
use intake::{Finding, Findings, Progress, Reading, Source};
use press::ImportedPage;
use record::{Digest, Slug};

use super::import::schedules;
use crate::app::Asked;
use crate::forms::{Form, Upload};
use crate::work::{Course, Standing, Step, Work, Works};

/// What came of a file.
pub(super) enum Read {
    Roster(Box<ImportedRoster>),
    Schedule(Box<ImportedSchedule>),
}

impl Read {
    pub fn page<'a>(&'a self, asked: &'a Asked) -> ImportedPage<'a> {
        let words = asked.speech().words;
        match self {
            Read::Roster(read) => ImportedPage::roster(read, asked.language, words),
            Read::Schedule(read) => ImportedPage::schedule(read, asked.language, words),
        }
    }

    pub fn findings(&self) -> &Findings {
        match self {
            Read::Roster(read) => &read.findings,
            Read::Schedule(read) => &read.findings,
        }
    }

    /// What is kept of it; none while something stops it.
    pub fn to_keep(&self) -> Option<ToKeep<'_>> {
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

/// How a file is to be read.
enum Order {
    Roster(Box<RosterImport>),
    Schedule(Box<ScheduleImport>),
}

impl Order {
    /// What the form says.
    ///
    /// # Errors
    ///
    /// The kept mappings cannot be read.
    fn of(asked: &Asked, form: &Form) -> Result<Order, Findings> {
        let saved = saved_mappings(&asked.folder().join("mappings"))?;
        let reading = Reading {
            sheet: some(form, "sheet"),
            header_row: some(form, "header_row").and_then(|row| row.parse().ok()),
            delimiter: some(form, "delimiter").and_then(|text| text.chars().next()),
            encoding: some(form, "encoding"),
        };
        let known = schedules(asked);
        let schedule = some(form, "schedule").filter(|name| known.contains(name));
        Ok(match form.text("kind") {
            "schedule" => Order::Schedule(Box::new(ScheduleImport {
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
            })),
            _ => Order::Roster(Box::new(RosterImport {
                map: map(form),
                schedule: schedule
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
            })),
        })
    }

    /// All that decides what comes of a file, in one hash: the file, how it is read, the schedule that people are placed on.
    fn id(&self, upload: &str) -> String {
        let (how, schedule) = match self {
            Order::Roster(import) => (format!("{import:?}"), import.schedule.as_ref()),
            Order::Schedule(import) => (format!("{import:?}"), None),
        };
        let schedule = schedule.map(|schedule| match schedule {
            Source::Path(path) => std::fs::read(path).map(|bytes| Digest::of(&bytes)).ok(),
            _ => None,
        });
        Digest::of(format!("{upload} {how} {schedule:?}").as_bytes()).to_string()
    }

    /// Reads a file.
    fn read(self, upload: &Upload, progress: &Progress<'_>) -> Read {
        let files = vec![Source::Given { name: upload.name.clone(), bytes: upload.bytes.clone() }];
        match self {
            Order::Roster(import) => {
                Read::Roster(Box::new(import_roster(&RosterImport { files, ..*import }, progress)))
            }
            Order::Schedule(import) => Read::Schedule(Box::new(import_schedule(
                &ScheduleImport { files, ..*import },
                progress,
            ))),
        }
    }
}

/// A file that is read, with the form that says how. Two are the same where the same comes of them.
pub(crate) struct ImportOf {
    id: String,
    /// What the file is found by among the files that were sent.
    pub upload_id: String,
    /// The file.
    pub upload: Arc<Upload>,
    /// The form.
    pub form: Form,
}

impl PartialEq for ImportOf {
    fn eq(&self, other: &ImportOf) -> bool {
        self.id == other.id
    }
}

/// What came of a file.
pub(crate) struct Import {
    /// What was read.
    pub(super) read: Arc<Read>,
    /// Where it was to be taken in: the way to what it is for, or why not.
    pub(super) taken: Option<Result<String, Finding>>,
}

/// Files that are read or were.
pub(crate) struct Imports(Works<ImportOf, Import>);

/// How many files are kept as they were read: they take as much room as rosters do.
const KEPT: usize = 6;

impl Default for Imports {
    fn default() -> Imports {
        Imports(Works::keeping(KEPT))
    }
}

impl Imports {
    /// The one of a number.
    pub fn numbered(&self, id: u64) -> Option<Arc<Work<ImportOf, Import>>> {
        self.0.numbered(id)
    }

    /// What is on its way, or was not looked at yet.
    pub fn news(&self) -> Vec<Arc<Work<ImportOf, Import>>> {
        self.0.all().into_iter().filter(|one| one.is_news()).collect()
    }

    /// A file that was read or was to be, by what files that were sent are found by.
    pub fn upload(&self, id: &str) -> Option<Arc<Upload>> {
        self.0
            .all()
            .iter()
            .find(|one| one.key.upload_id == id)
            .map(|one| Arc::clone(&one.key.upload))
    }

    /// It is taken in, or was to be: the next try begins anew.
    pub fn forget(&self, id: u64) {
        self.0.forget(id);
    }

    /// Begins to read a file; where the form says so, it is taken in as soon as it is read. What was read before is not read again.
    ///
    /// # Errors
    ///
    /// The kept mappings cannot be read.
    pub fn begin(
        &self,
        asked: &Asked,
        form: &Form,
        upload: &Arc<Upload>,
    ) -> Result<Arc<Work<ImportOf, Import>>, Findings> {
        let order = Order::of(asked, form)?;
        let upload_id = asked.uploads.id_of(upload);
        let id = order.id(&upload_id);
        let of = |id: String| ImportOf {
            id,
            upload_id: upload_id.clone(),
            upload: Arc::clone(upload),
            form: form.clone(),
        };
        let page = |id: u64| format!("/costing/import/{id}");
        let upload = Arc::clone(upload);
        if form.text("do") != "take" {
            return Ok(self.0.begin(&asked.courses, of(id), page, move |course| {
                let read = Arc::new(read(order, &upload, course)?);
                Some(Import { read, taken: None })
            }));
        }
        let known = self.0.find(&of(id.clone())).and_then(|looked| match looked.standing() {
            Standing::Done(import) => Some(Arc::clone(&import.read)),
            _ => None,
        });
        let (name, replace) = (form.text("name").to_owned(), form.text("replace") == "yes");
        let folder = asked.folder().to_owned();
        let id = format!("{id} taken {replace} {name}");
        Ok(self.0.begin(&asked.courses, of(id), page, move |course| {
            let read = match known {
                Some(read) => read,
                None => Arc::new(read(order, &upload, course)?),
            };
            if course.stops() {
                return None;
            }
            let name = match name.as_str() {
                "" => upload.name.clone(),
                name => Slug::from_words(name).to_string(),
            };
            let taken = read.to_keep().map(|keep| take(&keep, &folder, &name, replace));
            Some(Import { read, taken })
        }))
    }
}

/// Reads a file and says how far it is; none where it was cancelled.
fn read(order: Order, upload: &Upload, course: &Course) -> Option<Read> {
    let tell = |doing: &str, _: &str, done: u64, of: u64| {
        let says = match doing {
            "reading" => "The file is being read.",
            "checking" => "Its rows are being checked.",
            _ => "Its totals are being added up.",
        };
        course.say(Step { says, done, of });
        if course.stops() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let read = order.read(upload, &Progress::new(&tell));
    (!course.stops()).then_some(read)
}

/// Takes in what was read: the way to the page on which it is chosen.
fn take(keep: &ToKeep<'_>, folder: &Path, name: &str, replace: bool) -> Result<String, Finding> {
    let files = keep.files(keep.places(folder, name, None), replace)?;
    write_whole(&files, true)?;
    Ok(format!("/costing/setup?{}={}", keep.kind, name_of(name)))
}

/// The canonical file's name for a file's name.
fn name_of(name: &str) -> String {
    let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("import");
    form_urlencoded::byte_serialize(format!("{stem}.csv").as_bytes()).collect()
}
