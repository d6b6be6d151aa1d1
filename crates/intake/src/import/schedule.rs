use money::{Date, Fraction, PayBasis};
use rustc_hash::FxHashSet;

use super::canonical::CanonicalTable;
use super::columns::{self, plain_decimal};
use super::marked::{self, MarkedRow};
use super::roster::ImportedFile;
use super::shape::{self, Entry, Reading as TableReading};
use super::{clashes, rows};
use crate::files::bytes::{Bytes, Input, Source};
use crate::files::table::{Reading, Table, Wanted};
use crate::header::HeaderMap;
use crate::mapping::date::DateOrder;
use crate::mapping::number::Decimal;
use crate::mapping::pay_words::{self, Buys};
use crate::mapping::proposal::{MappedColumn, Proposal, Told, Wishes};
use crate::mapping::saved::SavedMapping;
use crate::progress::cancelled_all;
use crate::{Finding, Findings, Place, Progress};

/// The canonical columns of a schedule as it is imported: steps, or ranges.
pub(crate) const COLUMNS: [&str; 9] = [
    "classification",
    "column",
    "step",
    "rate",
    "minimum",
    "midpoint",
    "maximum",
    "pay_basis",
    "effective",
];

/// A schedule as it came, and what is said of it by flags.
#[derive(Debug, Clone, Default)]
pub struct ScheduleImport {
    /// The schedule's files; several are one schedule.
    pub files: Vec<Source>,
    /// `--map`: a canonical column and the header that holds it.
    pub map: Vec<String>,
    /// `--dated DATE=HEADER`: columns of rates, each in force from a day.
    pub dated: Vec<String>,
    /// Sheet, header row, delimiter, encoding.
    pub reading: Reading,
    /// `--pay-basis`: hourly, daily, weekly, biweekly, semi-monthly, monthly or annual.
    pub pay_basis: Option<String>,
    /// `--decimal`: `point` or `comma`.
    pub decimal: Option<String>,
    /// `--dates`: the order of dates in an effective column.
    pub dates: Option<String>,
    /// `--only HEADER=VALUE|VALUE`.
    pub only: Vec<String>,
    /// `--leave-out HEADER=VALUE|VALUE`.
    pub leave_out: Vec<String>,
    /// `--across`: what stands across the top where steps go down: `classes` or `columns`.
    pub across: Option<String>,
    /// `--class`: the class of a table that names none.
    pub class: Option<String>,
    /// `--effective`: the day from which the rates are in force.
    pub effective: Option<String>,
    /// `--second-rates apart`: a second rate of one class and step is a column of its own.
    pub second_rates_apart: bool,
    /// Mappings saved before.
    pub saved: Vec<SavedMapping>,
}

/// Control totals of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleTotals {
    /// Tables it was read from.
    pub tables: usize,
    /// Different classes.
    pub classes: usize,
    /// Different columns (lanes, degrees); 0 where it has none.
    pub columns: usize,
    /// Rates, or ranges.
    pub rates: usize,
    /// Whether they are ranges with minimum and maximum.
    pub ranges: bool,
    /// Cells without a rate: steps that a class does not have.
    pub empty: usize,
    /// For each basis: how many rates, the lowest and the highest.
    pub by_basis: Vec<(PayBasis, usize, Fraction, Fraction)>,
    /// Days from which rates are in force, where the file says.
    pub effective: Vec<Date>,
}

/// What came of an import: good as a whole when `findings` has no errors.
#[derive(Debug, Default)]
pub struct ImportedSchedule {
    /// The tables in order.
    pub files: Vec<ImportedFile>,
    /// Errors and warnings of all of them.
    pub findings: Findings,
    /// Control totals, as far as they could be worked out.
    pub totals: Option<ScheduleTotals>,
    /// The canonical schedule; none where there are errors.
    pub canonical: Option<CanonicalTable>,
    /// The mapping to save for files of this shape; none where there are errors, or where the
    /// file's tables differ.
    pub mapping: Option<SavedMapping>,
    /// Rows with findings, as the file has them, for the employer.
    pub marked: Vec<MarkedRow>,
}

/// Flags read into what they mean.
pub(crate) struct Settings {
    pub pay_basis: Option<Buys>,
    pub decimal: Option<Decimal>,
    pub dates: Option<DateOrder>,
    pub across_classes: Option<bool>,
    pub class: Option<String>,
    pub effective: Option<Date>,
    /// Day and header.
    pub dated: Vec<(Date, String)>,
}

/// A table of the schedule.
pub(crate) struct Part {
    pub table: Table,
    pub proposal: Proposal,
}

/// Reads a schedule as it came.
///
/// Where whoever is told says to stop, there is nothing in it but that.
pub fn import_schedule(import: &ScheduleImport, progress: &Progress<'_>) -> ImportedSchedule {
    imported(import, progress).unwrap_or_else(|_| ImportedSchedule {
        findings: cancelled_all(&import.files),
        ..ImportedSchedule::default()
    })
}

/// The schedule.
///
/// # Errors
///
/// Somebody says to stop.
fn imported(import: &ScheduleImport, progress: &Progress<'_>) -> Result<ImportedSchedule, Finding> {
    let mut findings = Findings::default();
    let map = match HeaderMap::parse("--map", &import.map, &COLUMNS) {
        Ok(map) => map,
        Err(wrong) => {
            findings.0.extend(wrong);
            HeaderMap::default()
        }
    };
    let mut files = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut empty = 0;
    let mut used: Option<SavedMapping> = None;
    for source in &import.files {
        progress.say("reading", &source.name(), 0, 0)?;
        let bytes = match Bytes::read(source) {
            Ok(bytes) => bytes,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let no_map = HeaderMap::default();
        let wanted = Wanted {
            canonical: &COLUMNS,
            skip: &[],
            others: &[],
            all: true,
            map: &no_map,
            tolerant: true,
            reading: &import.reading,
            progress,
        };
        let mut unnamed = Findings::default();
        let tables = match crate::files::all_tables(&bytes, &wanted, &mut unnamed) {
            Ok(tables) => tables,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        findings.0.extend(unnamed.0.into_iter().filter(|f| !f.what.starts_with("two columns")));
        let (many, count) = (tables.len() > 1, tables.len() as u64);
        let mut read = 0;
        for (mut table, done) in tables.into_iter().zip(0_u64..) {
            progress.say("checking", &table.file, done, count)?;
            let saved = import.saved.iter().find(|saved| saved.is_for("schedule", &table.headers));
            used = used.or_else(|| saved.cloned());
            let settings = settings(import, saved, &mut findings);
            rows::say_asides(&mut table, &mut findings);
            if table.rows == 0 {
                continue;
            }
            let input = bytes.input("schedule", table.rows);
            let mut own = Findings::default();
            let left_out = rows::choose(&mut table, &import.only, &import.leave_out, &mut own);
            let told = told(&map, saved, &mut table);
            let wishes = Wishes { canonical: &COLUMNS, told: &told, classes: None, people: false };
            let mut proposal = Proposal::of(&table, &wishes);
            let at = parts.len();
            let reading = shape::read(&table, &mut proposal, &settings, at, many, &mut own);
            // One table of several on a sheet may be something else: a legend, an index.
            let Some(TableReading { entries: new, empty: blank, said }) = reading else {
                if !many || told.map.pairs().next().is_some() && own.has_errors() && read == 0 {
                    findings.0.extend(own.0);
                } else {
                    findings.push(Finding::warning(
                        Place::File(table.file.clone()),
                        format!("{} is no schedule: passed over", table.said.join(", ")),
                    ));
                }
                continue;
            };
            findings.0.extend(own.0);
            read += 1;
            empty += blank;
            entries.extend(new);
            files.push(file(input, &table, &proposal, said, left_out));
            parts.push(Part { table, proposal });
        }
    }
    if let Some(part) = parts.last() {
        progress.say("checking", &part.table.file, 1, 1)?;
    }
    say_missing_headers(&map, &parts, import, &mut findings);
    let entries = clashes::one_each(entries, &parts, import.second_rates_apart, &mut findings);
    clashes::say_falling_steps(&entries, &parts, &mut findings);
    let totals = (!entries.is_empty()).then(|| totals(&entries, parts.len(), empty));
    if entries.is_empty() && !findings.has_errors() {
        let name = import.files.first().map_or(String::new(), Source::name);
        findings.push(
            Finding::error(Place::File(name), "no table in it is a schedule")
                .expected("classes and steps with rates, or classes with a minimum and a maximum"),
        );
    }
    ask_basis(&entries, &parts, &mut findings);
    say_strange_rates(&entries, &parts, &mut findings);
    say_unused_maps(&map, &parts, &mut findings);
    findings.group();
    findings.errors_first();
    let good = !findings.has_errors();
    let views: Vec<(&Table, &Proposal)> =
        parts.iter().map(|part| (&part.table, &part.proposal)).collect();
    let marked = marked::rows(&views, &findings);
    let canonical = good.then(|| canonical(&entries, &parts));
    let mapping = good.then(|| mapping(import, &map, &parts, used.as_ref()));
    Ok(ImportedSchedule { files, findings, totals, canonical, mapping, marked })
}

fn settings(
    import: &ScheduleImport,
    saved: Option<&SavedMapping>,
    findings: &mut Findings,
) -> Settings {
    let text = |flag: &str, given: &Option<String>| {
        let saved = saved.and_then(|saved| saved.settings.iter().find(|(name, _)| name == flag));
        given.clone().or_else(|| saved.map(|(_, text)| text.clone()))
    };
    let mut wrong = |flag: &str, text: &str, expected: String| {
        let place = Place::Argument(format!("--{flag} {text}"));
        let finding = Finding::error(place, format!("\"{text}\" is not known")).expected(expected);
        if !findings.0.contains(&finding) {
            findings.push(finding);
        }
    };
    let pay_basis = text("pay-basis", &import.pay_basis).and_then(|text| {
        let basis = pay_words::basis_code(&text).flatten();
        if basis.is_none() {
            wrong("pay-basis", &text, format!("one of {}", super::questions::BASES.join(", ")));
        }
        basis
    });
    let decimal = text("decimal", &import.decimal).and_then(|text| match text.as_str() {
        "point" => Some(Decimal::Point),
        "comma" => Some(Decimal::Comma),
        _ => {
            wrong("decimal", &text, "point or comma".to_owned());
            None
        }
    });
    let dates = text("dates", &import.dates).and_then(|text| {
        let found =
            DateOrder::NAMES.iter().find(|(name, _)| *name == text).map(|(_, order)| *order);
        if found.is_none() {
            wrong("dates", &text, "mdy, dmy or ymd".to_owned());
        }
        found
    });
    let across_classes = text("across", &import.across).and_then(|text| match text.as_str() {
        "classes" => Some(true),
        "columns" => Some(false),
        _ => {
            wrong("across", &text, "classes or columns".to_owned());
            None
        }
    });
    let effective = import.effective.as_ref().and_then(|text| {
        let day = money::date_from_iso(text).ok();
        if day.is_none() {
            wrong("effective", text, "a date such as 2024-07-01".to_owned());
        }
        day
    });
    let mut dated = Vec::new();
    for argument in &import.dated {
        let pair = argument.split_once('=').and_then(|(day, header)| {
            money::date_from_iso(day.trim()).ok().map(|day| (day, header.trim().to_owned()))
        });
        match pair {
            Some(pair) => dated.push(pair),
            None => wrong(
                "dated",
                argument,
                "a day and a header, such as 2024-01-01=\"2024 monthly pay\"".to_owned(),
            ),
        }
    }
    dated.sort();
    Settings {
        pay_basis,
        decimal,
        dates,
        across_classes,
        class: text("class", &import.class),
        effective,
        dated,
    }
}

/// Flags over the saved mapping, with joined columns made.
fn told(map: &HeaderMap, saved: Option<&SavedMapping>, table: &mut Table) -> Told {
    let mut told = Told { map: map.clone(), ..Told::default() };
    if let Some(saved) = saved {
        told.saved = Some(saved.name.clone());
        for (column, header) in &saved.columns {
            if told.map.header_of(column).is_none() {
                told.map.add(column, header);
                told.from_saved.insert(column.clone());
            }
        }
        told.keep.extend(saved.keep.iter().cloned());
    }
    for column in COLUMNS {
        let text = told.map.header_of(column).map(str::to_owned);
        if let Some(header) = text.and_then(|text| rows::join_columns(table, &text)) {
            told.map.set(column, &header);
        }
    }
    told
}

fn file(
    input: Input,
    table: &Table,
    proposal: &Proposal,
    said: Vec<String>,
    left_out: Vec<rows::LeftOut>,
) -> ImportedFile {
    let mut mapping = proposal.lines.clone();
    let order = |line: &MappedColumn| COLUMNS.iter().position(|column| *column == line.column);
    mapping.sort_by_key(order);
    let header = |at: &usize| table.headers[*at].clone();
    ImportedFile {
        input: Input { rows: table.rows, ..input },
        said: table.said.iter().cloned().chain(said).collect(),
        titles: table.titles.clone(),
        mapping,
        kept: proposal.kept.iter().map(header).filter(|header| !header.is_empty()).collect(),
        dropped: Vec::new(),
        left_out: left_out.into_iter().map(|out| (out.what, out.rows)).collect(),
    }
}

fn say_missing_headers(
    map: &HeaderMap,
    parts: &[Part],
    import: &ScheduleImport,
    findings: &mut Findings,
) {
    let Some(first) = parts.first() else { return };
    let known = |text: &str| {
        parts.iter().any(|part| {
            crate::mapping::proposal::headers_of(&part.table, text).is_some()
                || part.table.headers.iter().any(|header| {
                    text.contains('+')
                        && header.replace(" + ", "+")
                            == text.split('+').map(str::trim).collect::<Vec<_>>().join("+")
                })
        })
    };
    let dated = import.dated.iter().filter_map(|argument| argument.split_once('='));
    let pairs = map.pairs().map(|(column, header)| ("--map", column, header));
    let pairs = pairs.chain(dated.map(|(day, header)| ("--dated", day, header.trim())));
    for (flag, column, header) in pairs.filter(|(_, _, header)| !known(header)) {
        findings.push(
            Finding::error(
                Place::Argument(format!("{flag} {column}=\"{header}\"")),
                format!("{flag} names a header that is not in the file: \"{header}\""),
            )
            .expected(format!("one of {}", crate::files::table::quoted(&first.table.headers)))
            .near(header, &first.table.headers),
        );
    }
}

/// Asks what rates buy where neither header, column, title nor amounts say.
fn ask_basis(entries: &[Entry], parts: &[Part], findings: &mut Findings) {
    let open: Vec<&Entry> = entries.iter().filter(|entry| entry.basis.is_none()).collect();
    let Some(first) = open.first() else { return };
    let amounts = || open.iter().flat_map(|entry| entry.amounts());
    let shown = |amount: Option<&Fraction>| amount.map_or(String::new(), |a| plain_decimal(a, 2));
    findings.push(
        Finding::error(
            Place::File(parts[first.part].table.file.clone()),
            format!(
                "what the rates buy is not said: they run from {} to {}",
                shown(amounts().min()),
                shown(amounts().max())
            ),
        )
        .expected("a header, a column or a title that says hourly, biweekly, monthly or annual")
        .mend(format!("say it with --pay-basis, one of {}", super::questions::BASES.join(", "))),
    );
}

/// Says where the rates of a table cannot all be of the basis that they are said to be.
fn say_strange_rates(entries: &[Entry], parts: &[Part], findings: &mut Findings) {
    for part in 0..parts.len() {
        for (_, basis) in PayBasis::NAMES {
            let of: Vec<&Entry> =
                entries.iter().filter(|e| e.part == part && e.basis == Some(basis)).collect();
            let (low, high) = super::pay::likely(basis);
            let odd =
                |entry: &&&Entry| entry.amounts().any(|amount| *amount < low || *amount > high);
            let strange: Vec<&&Entry> = of.iter().filter(odd).collect();
            let Some(first) = strange.first() else { continue };
            let amounts = || of.iter().flat_map(|entry| entry.amounts());
            let (Some(least), Some(most)) = (amounts().min(), amounts().max()) else { continue };
            let what = format!(
                "{} at {} is hardly a rate that is {}: rates run from {} to {}",
                clashes::spoken(first),
                first.shown(),
                basis.name(),
                plain_decimal(least, 2),
                plain_decimal(most, 2)
            );
            let also = strange[1..].iter().map(|e| parts[part].table.row_number(e.row)).collect();
            let place = clashes::place_of(first, parts);
            // A few small or large ones may be right; many, or a hundred times as much, are not.
            let many = strange.len() * 10 > of.len();
            let apart = *most > least.times(&Fraction::whole(100));
            let mut finding = Finding::error(place, what)
                .mend("look whether the column is a rate at all and on which basis: name it with --map rate=\"...\", or say --pay-basis")
                .also(also);
            let some = strange.len() * 50 > of.len();
            if !(many || (apart && some)) {
                finding.severity = crate::Severity::Warning;
            }
            findings.push(finding);
        }
    }
}

/// Says which columns a flag named that the shape of the table has no use for.
fn say_unused_maps(map: &HeaderMap, parts: &[Part], findings: &mut Findings) {
    for (column, header) in map.pairs() {
        let used = parts.iter().any(|part| {
            part.proposal.lines.iter().any(|line| {
                line.column == column
                    && crate::mapping::proposal::names(&part.table, header, &line.header)
            })
        });
        let there = parts
            .iter()
            .any(|part| crate::mapping::proposal::headers_of(&part.table, header).is_some());
        if !used && there {
            let place = Place::Argument(format!("--map {column}=\"{header}\""));
            findings.push(
                Finding::error(
                    place,
                    format!("the table is read in a shape that has no use for this {column}"),
                )
                .mend(
                    "name the other columns too: --map classification=, --map step=, --map rate=",
                ),
            );
        }
    }
}

fn totals(entries: &[Entry], tables: usize, empty: usize) -> ScheduleTotals {
    let classes: FxHashSet<&str> = entries.iter().map(|entry| entry.class.as_str()).collect();
    let columns: FxHashSet<&str> =
        entries.iter().map(|entry| entry.column.as_str()).filter(|c| !c.is_empty()).collect();
    let by_basis = PayBasis::NAMES
        .iter()
        .filter_map(|(_, basis)| {
            let of: Vec<&Entry> = entries.iter().filter(|e| e.basis == Some(*basis)).collect();
            let amounts = || of.iter().flat_map(|entry| entry.amounts());
            Some((*basis, of.len(), amounts().min()?.clone(), amounts().max()?.clone()))
        })
        .collect();
    let mut effective: Vec<Date> = entries.iter().filter_map(|entry| entry.effective).collect();
    effective.sort();
    effective.dedup();
    ScheduleTotals {
        tables,
        classes: classes.len(),
        columns: columns.len(),
        rates: entries.len(),
        ranges: entries.iter().any(|entry| entry.rate.is_none()),
        empty,
        by_basis,
        effective,
    }
}

/// The canonical schedule: one row a rate, or a range.
fn canonical(entries: &[Entry], parts: &[Part]) -> CanonicalTable {
    let text = |amount: &Option<Fraction>| {
        amount.as_ref().map_or(String::new(), |amount| plain_decimal(amount, 2))
    };
    let mut columns: Vec<(String, Vec<String>)> = COLUMNS
        .iter()
        .map(|name| {
            let cells = entries.iter().map(|entry| match *name {
                "classification" => entry.class.clone(),
                "column" => entry.column.clone(),
                "step" => entry.step.clone(),
                "rate" => text(&entry.rate),
                "minimum" => text(&entry.minimum),
                "midpoint" => text(&entry.midpoint),
                "maximum" => text(&entry.maximum),
                "pay_basis" => entry.basis.map_or("", PayBasis::name).to_owned(),
                _ => entry.effective.map_or(String::new(), |day| day.to_string()),
            });
            ((*name).to_owned(), cells.collect::<Vec<_>>())
        })
        .filter(|(name, cells)| {
            name == "classification" || cells.iter().any(|cell| !cell.is_empty())
        })
        .collect();
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        for at in &part.proposal.kept {
            let header = &part.table.headers[*at];
            if !header.is_empty() && !names.contains(header) {
                names.push(header.clone());
            }
        }
    }
    for name in names {
        let cells: Vec<String> = entries
            .iter()
            .map(|entry| {
                let table = &parts[entry.part].table;
                let at = table.headers.iter().position(|header| *header == name);
                let column = at.and_then(|at| table.columns[at].as_ref());
                column.map_or(String::new(), |column| column.value(entry.row).clone())
            })
            .collect();
        let canonical = crate::header::canonical_form(&name);
        let taken =
            crate::schedule::COLUMNS.contains(&canonical.as_str()) || canonical == "midpoint";
        columns.push((if taken { format!("{name} (as sent)") } else { name }, cells));
    }
    let rows = entries.len();
    let coded = columns.into_iter().map(|(name, cells)| {
        let codes = (0..cells.len() as u32).collect();
        (name, costing::Coded::new(cells, codes))
    });
    CanonicalTable::new(coded.collect(), rows)
}

/// What is worth saving: what was told, for a file of one table.
fn mapping(
    import: &ScheduleImport,
    map: &HeaderMap,
    parts: &[Part],
    used: Option<&SavedMapping>,
) -> SavedMapping {
    let first = &parts[0];
    let made = |at: &usize| first.table.made_of.iter().any(|(made, _)| made == at);
    let own = (0..first.table.headers.len())
        .filter(|at| !made(at) && first.table.headers[*at] != "section")
        .map(|at| first.table.headers[at].clone());
    let mut columns: Vec<(String, String)> =
        map.pairs().map(|(column, header)| (column.to_owned(), header.to_owned())).collect();
    let mut settings: Vec<(String, String)> = [
        ("pay-basis", &import.pay_basis),
        ("decimal", &import.decimal),
        ("dates", &import.dates),
        ("across", &import.across),
        ("class", &import.class),
    ]
    .into_iter()
    .filter_map(|(name, text)| text.clone().map(|text| (name.to_owned(), text)))
    .collect();
    if let Some(used) = used {
        for pair in &used.columns {
            if !columns.iter().any(|(column, _)| *column == pair.0) {
                columns.push(pair.clone());
            }
        }
        for pair in &used.settings {
            if !settings.iter().any(|(name, _)| *name == pair.0) {
                settings.push(pair.clone());
            }
        }
    }
    SavedMapping {
        name: used.map_or(String::new(), |used| used.name.clone()),
        kind: "schedule".to_owned(),
        headers: own.collect(),
        columns,
        settings,
        ..SavedMapping::default()
    }
}

/// How a table's numbers are written.
pub(crate) fn decimal_of(
    table: &Table,
    places: &[usize],
    settings: &Settings,
    findings: &mut Findings,
) -> Decimal {
    columns::decimal(table, places, settings.decimal, findings)
}
