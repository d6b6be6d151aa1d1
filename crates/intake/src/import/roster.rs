use costing::{Coded, StepDate};
use money::{Date, Fraction, WorkYear};
use rustc_hash::FxHashSet;

use super::answers::{self, MAPPED, WORDS};
use super::canonical::{self, CanonicalTable};
use super::columns;
use super::dates;
use super::expect::{self, Comparison};
use super::marked::{self, MarkedRow};
use super::part_of_time;
use super::pay::{self, BasisWords, Pay};
use super::placed;
use super::rows::{self, LeftOut};
use super::sums::Unsure;
use super::totals::{self, OwnTotal, Totals};
use super::{people, questions, sums};
use crate::files::bytes::{Bytes, Input, Source};
use crate::files::table::{Reading, Table, Wanted};
use crate::header::HeaderMap;
use crate::mapping::date::DateOrder;
use crate::mapping::number::Decimal;
use crate::mapping::pay_words::Buys;
use crate::mapping::privacy;
use crate::mapping::proposal::{MappedColumn, Proposal, Told, Wishes};
use crate::mapping::saved::SavedMapping;
use crate::progress::cancelled_all;
use crate::{Finding, Findings, Place, Progress};

/// A roster as it came, and what is said of it by flags.
#[derive(Debug, Clone, Default)]
pub struct RosterImport {
    /// The roster's files; several are one roster.
    pub files: Vec<Source>,
    /// `--map`: a canonical column and the header that holds it.
    pub map: Vec<String>,
    /// The schedule that people stand on, canonical; for people on steps.
    pub schedule: Option<Source>,
    /// `--map-schedule`.
    pub map_schedule: Vec<String>,
    /// `--schedule-basis`: what the schedule's rates buy.
    pub schedule_basis: Option<String>,
    /// Sheet, header row, delimiter, encoding.
    pub reading: Reading,
    /// `--pay-basis`: hourly, daily, weekly, biweekly, semi-monthly, monthly or annual.
    pub pay_basis: Option<String>,
    /// `--rate-is`: `full-time` or `as-worked`.
    pub rate_is: Option<String>,
    /// `--dates`: `mdy`, `dmy` or `ymd`.
    pub dates: Option<String>,
    /// `--decimal`: `point` or `comma`.
    pub decimal: Option<String>,
    /// `--hours-per-year`; 2080 without.
    pub hours_per_year: Option<String>,
    /// `--only HEADER=VALUE|VALUE`.
    pub only: Vec<String>,
    /// `--leave-out HEADER=VALUE|VALUE`; or `unpaid`, rows with neither rate nor step; `negative`, with
    /// a rate below zero; `copies`, that repeat a person's row in every cell; `sums`, that others
    /// add up to.
    pub leave_out: Vec<String>,
    /// Headers kept beside the canonical columns whatever they look like.
    pub keep: Vec<String>,
    /// Headers dropped.
    pub drop: Vec<String>,
    /// Headers whose numbers are not social security numbers, whatever they look like.
    pub not_ssn: Vec<String>,
    /// `--several-jobs`: several rows of one person are jobs held at the same time.
    pub several_jobs: bool,
    /// `--expect NAME=VALUE`: the employer's own totals.
    pub expect: Vec<String>,
    /// The day of the roster, which two-digit years are not after.
    pub as_of: Option<Date>,
    /// Mappings saved before.
    pub saved: Vec<SavedMapping>,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct ImportedFile {
    /// Its name and hash.
    pub input: Input,
    /// What was found out about it, in short sentences.
    pub said: Vec<String>,
    /// Lines above its table.
    pub titles: Vec<String>,
    /// What each column was taken for.
    pub mapping: Vec<MappedColumn>,
    /// Headers kept beside.
    pub kept: Vec<String>,
    /// Headers dropped, and why.
    pub dropped: Vec<(String, String)>,
    /// Rows left out by flags, and by which.
    pub left_out: Vec<(String, usize)>,
}

/// What came of an import: good as a whole when `findings` has no errors.
#[derive(Debug, Default)]
pub struct ImportedRoster {
    /// The files in order.
    pub files: Vec<ImportedFile>,
    /// Errors and warnings of all of them.
    pub findings: Findings,
    /// Control totals, as far as they could be worked out.
    pub totals: Option<Totals>,
    /// Sums that stand in the files themselves, beside those of their rows.
    pub own_totals: Vec<OwnTotal>,
    /// The employer's totals beside ours.
    pub comparisons: Vec<Comparison>,
    /// The canonical roster; none where there are errors.
    pub canonical: Option<CanonicalTable>,
    /// The mapping to save for files of this shape; none where there are errors.
    pub mapping: Option<SavedMapping>,
    /// Rows with findings, as the file has them, for the employer.
    pub marked: Vec<MarkedRow>,
}

/// A file of the roster on its way in.
pub(crate) struct Part {
    pub table: Table,
    pub proposal: Proposal,
    pub class: Coded<String>,
    pub pay: Coded<Pay>,
    pub fte: Coded<Fraction>,
    pub headcount: Coded<u64>,
    pub hire_date: Option<Coded<Option<Date>>>,
    pub step_date: Option<Coded<Option<StepDate>>>,
    /// It was asked how its numbers are written.
    pub unclear_numbers: bool,
    /// The ladder and step of each row that is paid by the schedule.
    pub placed: Option<Coded<Option<(usize, usize)>>>,
}

/// Flags read into what they mean.
pub(crate) struct Settings {
    pub pay_basis: Option<Buys>,
    pub as_worked: Option<bool>,
    pub dates: Option<DateOrder>,
    pub decimal: Option<Decimal>,
    pub year: WorkYear,
    pub latest: i16,
    /// The roster's day, on which rates of a schedule are in force.
    pub day: Option<Date>,
    /// Whether a flag, or a saved mapping, says what a full-time year has.
    pub hours_told: bool,
    pub sums: Unsure,
    pub leave_out_unpaid: bool,
    pub leave_out_negative: bool,
    pub leave_out_copies: bool,
}

/// Reads a roster as it came.
///
/// Where whoever is told says to stop, there is nothing in it but that.
pub fn import_roster(import: &RosterImport, progress: &Progress<'_>) -> ImportedRoster {
    imported(import, progress).unwrap_or_else(|_| ImportedRoster {
        findings: cancelled_all(&import.files),
        ..ImportedRoster::default()
    })
}

/// The roster.
///
/// # Errors
///
/// Somebody says to stop.
fn imported(import: &RosterImport, progress: &Progress<'_>) -> Result<ImportedRoster, Finding> {
    let mut findings = Findings::default();
    let map = match HeaderMap::parse("--map", &import.map, &MAPPED) {
        Ok(map) => map,
        Err(wrong) => {
            findings.0.extend(wrong);
            HeaderMap::default()
        }
    };
    let schedule = placed::read_schedule(import, progress, &mut findings);
    let classes: Option<FxHashSet<String>> = schedule.as_ref().map(|schedule| {
        schedule.ladders.iter().map(|ladder| ladder.classification.clone()).collect()
    });
    let mut files = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut saved_from: Option<SavedMapping> = None;
    let mut settings = answers::settings(import, None, &mut findings);
    for source in &import.files {
        progress.say("reading", &source.name(), 0, 0)?;
        let bytes = match Bytes::read(source) {
            Ok(bytes) => bytes,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let wanted = Wanted {
            canonical: &crate::ROSTER_COLUMNS,
            skip: &[],
            others: &[],
            all: true,
            map: &HeaderMap::default(),
            tolerant: true,
            reading: &import.reading,
            progress,
        };
        let mut unnamed = Findings::default();
        let Some(mut table) = Table::read(&bytes, &wanted, &mut unnamed) else {
            findings.0.extend(unnamed.0);
            continue;
        };
        // Which of two columns with one header is meant is asked only where it matters.
        findings.0.extend(unnamed.0.into_iter().filter(|f| !f.what.starts_with("two columns")));
        let input = bytes.input("roster", table.rows);
        if table.rows == 0 {
            findings.push(
                Finding::error(Place::File(table.file.clone()), "the roster has no rows")
                    .expected("a row a person"),
            );
            continue;
        }
        let saved = import.saved.iter().find(|saved| saved.is_for("roster", &table.headers));
        if let Some(saved) = saved
            && saved_from.is_none()
        {
            saved_from = Some(saved.clone());
            settings = answers::settings(import, Some(saved), &mut findings);
        }
        let told = answers::told(import, &map, saved);
        let imported = read_file(
            &mut table,
            &told,
            classes.as_ref(),
            &settings,
            import,
            &mut findings,
            progress,
        )?;
        let (part, mut said, left_out) = imported;
        for (name, text) in saved.iter().flat_map(|saved| &saved.settings) {
            if !answers::is_given(import, name) {
                said.push(format!("saved in the mapping: --{name} {text}"));
            }
        }
        files.push(file(input, &table, &part.proposal, said, left_out));
        if table.rows > 0 {
            parts.push(Part { table, ..part });
        } else if !findings.has_errors() {
            findings.push(Finding::error(Place::File(table.file), "no rows are left"));
        }
    }
    let going_on = || progress.say("checking", &last_of(import), 1, 1);
    going_on()?;
    check_maps(import, &map, &parts, &mut findings);
    if let Some(schedule) = &schedule {
        for part in &mut parts {
            placed::place(part, schedule, &settings, &mut findings);
        }
        people::say_empty_cells(&parts, schedule, &import.schedule, &mut findings);
    }
    for part in &parts {
        questions::of(part, schedule.as_ref(), &settings, import, &mut findings);
    }
    people::say_repeated(&parts, import.several_jobs, &mut findings);
    going_on()?;
    let totals = match parts.is_empty() {
        true => None,
        false => Some(totals::of(&parts, schedule.as_ref(), &settings, progress)?),
    };
    let own_totals = expect::own_totals(&parts, &mut findings);
    let comparisons = match &totals {
        Some(totals) => {
            expect::compare(import, &parts, schedule.as_ref(), totals, &settings, &mut findings)
        }
        None => Vec::new(),
    };
    findings.group();
    findings.errors_first();
    let good = !findings.has_errors() && !parts.is_empty();
    let views: Vec<(&Table, &Proposal)> =
        parts.iter().map(|part| (&part.table, &part.proposal)).collect();
    let marked = marked::rows(&views, &findings);
    going_on()?;
    let canonical = good.then(|| canonical::of(&parts, schedule.as_ref()));
    let mapping = good.then(|| answers::mapping(import, &parts[0], &settings, saved_from.as_ref()));
    Ok(ImportedRoster {
        files,
        findings,
        totals,
        own_totals,
        comparisons,
        canonical,
        mapping,
        marked,
    })
}

/// The name of the file that is looked at last.
fn last_of(import: &RosterImport) -> String {
    import.files.last().map_or(String::new(), Source::name)
}

/// Everything of one file but its place on the schedule.
fn read_file(
    table: &mut Table,
    told: &Told,
    classes: Option<&FxHashSet<String>>,
    settings: &Settings,
    import: &RosterImport,
    findings: &mut Findings,
    progress: &Progress<'_>,
) -> Result<(Part, Vec<String>, Vec<LeftOut>), Finding> {
    let total = table.rows as u64;
    progress.say("checking", &table.file, 0, total)?;
    let mut said = Vec::new();
    rows::say_asides(table, findings);
    let leave_out: Vec<String> =
        import.leave_out.iter().filter(|what| !WORDS.contains(&what.as_str())).cloned().collect();
    let mut left_out = rows::choose(table, &import.only, &leave_out, findings);
    let mut told = told.clone();
    for column in MAPPED {
        let joined = told.map.header_of(column).map(str::to_owned);
        if let Some(header) = joined.and_then(|text| rows::join_columns(table, &text)) {
            told.map.set(column, &header);
        }
    }
    let wishes = Wishes { canonical: &MAPPED, told: &told, classes, people: true };
    let mut proposal = Proposal::of(table, &wishes);
    if settings.leave_out_copies {
        let rows = people::leave_out_copies(table, proposal.place("employee"), findings);
        left_out
            .extend((rows > 0).then(|| LeftOut { what: "--leave-out copies".to_owned(), rows }));
    }
    questions::settle_money(table, &mut proposal);
    let number_columns: Vec<usize> = proposal
        .places
        .iter()
        .filter(|(column, _)| matches!(**column, "rate" | "fte" | "headcount"))
        .flat_map(|(_, places)| places.iter().copied())
        .chain(proposal.hours)
        .chain(proposal.percent)
        .chain(proposal.sums.iter().copied())
        .collect();
    let before = findings.0.len();
    let decimal = columns::decimal(table, &number_columns, settings.decimal, findings);
    let unclear_numbers = findings.0.len() > before;
    if decimal == Decimal::Comma {
        said.push("numbers with a comma before cents (1.234,56)".to_owned());
    }
    let words = BasisWords { given: settings.pay_basis };
    let pay = pay::pay(table, &proposal, decimal, &words, findings, &mut said);
    let pay = match sums::leave_out(table, &pay, settings.sums, findings) {
        true => {
            // What the cells say was said already.
            let (mut once, mut again) = (Findings::default(), Vec::new());
            pay::pay(table, &proposal, decimal, &words, &mut once, &mut again)
        }
        false => pay,
    };
    let pay = match settings.leave_out_unpaid || settings.leave_out_negative {
        true => {
            let out = leave_out_rows(table, &proposal, settings, &pay, findings);
            let changed = !out.is_empty();
            left_out.extend(out);
            // What the cells say was said already.
            let (mut once, mut again) = (Findings::default(), Vec::new());
            match changed {
                true => pay::pay(table, &proposal, decimal, &words, &mut once, &mut again),
                false => pay,
            }
        }
        false => pay,
    };
    progress.say("checking", &table.file, total / 2, total)?;
    let fte = part_of_time::of_row(table, &mut proposal, decimal, settings, findings, &mut said);
    let pay = match settings.as_worked {
        Some(true) => part_of_time::full_time_rates(&pay, &fte, table.rows),
        _ => pay,
    };
    let headcount = match proposal.place("headcount") {
        Some(at) => columns::headcount(table, at, decimal, findings),
        None => Coded::constant(1),
    };
    let hire_date = proposal.place("hire_date").and_then(|at| {
        dates::dates(table, at, settings.dates, settings.latest, findings, &mut said)
    });
    let step_order = settings.dates.or(hire_date.as_ref().and_then(|(_, order)| *order));
    let step_date = proposal.place("step_date").and_then(|at| {
        dates::step_dates(table, at, step_order, settings.latest, findings, &mut said)
    });
    let class = proposal
        .place("classification")
        .and_then(|at| table.columns[at].clone())
        .unwrap_or_else(|| Coded::constant(String::new()));
    progress.say("checking", &table.file, total, total)?;
    said.splice(0..0, table.said.iter().cloned());
    let part = Part {
        table: Table::unread(),
        proposal,
        class,
        pay,
        fte,
        headcount,
        hire_date: hire_date.map(|(dates, _)| dates),
        step_date,
        unclear_numbers,
        placed: None,
    };
    Ok((part, said, left_out))
}

/// Leaves out rows without a rate and without a step, and those with a rate below zero, as far as
/// flags say so.
fn leave_out_rows(
    table: &mut Table,
    proposal: &Proposal,
    settings: &Settings,
    pay: &Coded<Pay>,
    findings: &mut Findings,
) -> Vec<LeftOut> {
    let step = proposal.place("step").and_then(|at| table.columns[at].clone());
    let unpaid = |row: usize| {
        pay.value(row).rate.is_none()
            && !pay.value(row).unread
            && step.as_ref().is_none_or(|step| step.value(row).is_empty())
    };
    let negative = |row: usize| pay.value(row).rate.as_ref().is_some_and(Fraction::is_negative);
    let mut keep = vec![true; table.rows];
    let mut out = Vec::new();
    let mut leave = |name: &str, what: &str, odd: &dyn Fn(usize) -> bool| {
        let rows: Vec<usize> = (0..table.rows).filter(|row| odd(*row)).collect();
        let Some((first, rest)) = rows.split_first() else { return };
        rows.iter().for_each(|row| keep[*row] = false);
        let also = rest.iter().map(|row| table.row_number(*row)).collect();
        findings.push(Finding::warning(table.row(*first), what).also(also));
        out.push(LeftOut { what: format!("--leave-out {name}"), rows: rows.len() });
    };
    if settings.leave_out_unpaid {
        leave("unpaid", "is left out: it has neither a step nor a rate", &unpaid);
    }
    if settings.leave_out_negative {
        leave("negative", "is left out: its rate is below zero", &negative);
    }
    if !out.is_empty() {
        table.keep(&keep);
    }
    out
}

fn file(
    input: Input,
    table: &Table,
    proposal: &Proposal,
    said: Vec<String>,
    left_out: Vec<LeftOut>,
) -> ImportedFile {
    let header = |at: &usize| table.headers[*at].clone();
    let mut mapping = proposal.lines.clone();
    let order = |line: &MappedColumn| {
        crate::ROSTER_COLUMNS.iter().position(|column| *column == line.column)
    };
    mapping.sort_by_key(order);
    ImportedFile {
        input: Input { rows: table.rows, ..input },
        said,
        // Who made a report is nobody's business here.
        titles: table
            .titles
            .iter()
            .filter(|title| !privacy::names_somebody(title))
            .cloned()
            .collect(),
        mapping,
        kept: proposal.kept.iter().map(header).filter(|header| !header.is_empty()).collect(),
        dropped: proposal.dropped.iter().map(|(at, why)| (header(at), (*why).to_owned())).collect(),
        left_out: left_out.into_iter().map(|out| (out.what, out.rows)).collect(),
    }
}

/// A header that a flag names must be in some file.
fn check_maps(import: &RosterImport, map: &HeaderMap, parts: &[Part], findings: &mut Findings) {
    let Some(first) = parts.first() else { return };
    let headers = &first.table.headers;
    let known = |text: &str| {
        parts.iter().any(|part| {
            crate::mapping::proposal::headers_of(&part.table, text).is_some()
                || text.contains('+')
                    && part.table.headers.iter().any(|h| {
                        h.replace(" + ", "+")
                            == text.split('+').map(str::trim).collect::<Vec<_>>().join("+")
                    })
        })
    };
    let mut missing = |flag: &str, argument: String, header: &str| {
        let what = format!("{flag} names a header that is not in the file: \"{header}\"");
        findings.push(
            Finding::error(Place::Argument(format!("{flag} {argument}")), what)
                .expected(format!("one of {}", crate::files::table::quoted(headers)))
                .near(header, headers),
        );
    };
    for (column, header) in map.pairs().filter(|(_, header)| !known(header)) {
        missing("--map", format!("{column}=\"{header}\""), header);
    }
    let lists =
        [("--keep", &import.keep), ("--drop", &import.drop), ("--not-ssn", &import.not_ssn)];
    for (flag, list) in lists {
        for header in list.iter().filter(|header| *header != "sums" && !known(header)) {
            missing(flag, format!("\"{header}\""), header);
        }
    }
}
