use costing::{Case, CostError, Schedule, TermFault};

use crate::files::bytes::{Bytes, Input, Source};
use crate::files::table::{Table, header_at};
use crate::offer::{ReadOffer, check_titles, selected_columns};
use crate::roster::{RosterOptions, can_be_placed, place_rows, read_table};
use crate::select::Sure;
use crate::toml_fields::TomlFile;
use crate::{Finding, Findings, HeaderMap, Place, Progress, assumptions, offer, schedule};

/// The files of one costing.
#[derive(Debug, Clone, Default)]
pub struct CostFiles {
    /// Any table with canonical headers.
    pub roster: Source,
    /// Any table; none where every row has its own rate.
    pub schedule: Option<Source>,
    /// TOML.
    pub assumptions: Source,
    /// Each offer: one file, or several whose terms count through.
    pub offers: Vec<Vec<Source>>,
    /// Columns to report by.
    pub by: Vec<String>,
    /// `--map` of the roster.
    pub map: Vec<String>,
    /// `--map-schedule`.
    pub map_schedule: Vec<String>,
    /// Leave out rows of the roster that have neither a step nor a rate.
    pub leave_out_unpaid: bool,
}

/// Everything read in, ready to be costed.
#[derive(Debug)]
pub struct Loaded {
    /// What is costed.
    pub case: Case,
    /// The files it came from, in the order roster, schedule, assumptions, offers.
    pub inputs: Vec<Input>,
    /// What is worth saying.
    pub warnings: Findings,
    /// Where each offer's terms stand.
    places: Vec<Vec<Place>>,
}

/// Reads the files of a costing: all of them, or findings.
///
/// # Errors
///
/// Every finding of every file, errors and warnings, when any is an error.
pub fn load(files: &CostFiles) -> Result<Loaded, Findings> {
    load_telling(files, &Progress::none())
}

/// The same; says how far the roster is, and stops where it is told to.
///
/// # Errors
///
/// The same, and that it was cancelled.
pub fn load_telling(files: &CostFiles, progress: &Progress<'_>) -> Result<Loaded, Findings> {
    let mut findings = Findings::default();
    let loaded = read_all(files, progress, &mut findings);
    findings.group();
    if findings.has_errors() {
        return Err(findings);
    }
    match loaded {
        Some(loaded) => Ok(Loaded { warnings: findings, ..loaded }),
        None => Err(findings),
    }
}

fn keep<T>(result: Result<T, Finding>, findings: &mut Findings) -> Option<T> {
    result.map_err(|finding| findings.push(finding)).ok()
}

fn read_toml(source: &Source, findings: &mut Findings) -> Option<(Bytes, TomlFile)> {
    let bytes = keep(Bytes::read(source), findings)?;
    let text = keep(bytes.text(), findings)?;
    let file = keep(TomlFile::parse(&bytes.name, text), findings)?;
    Some((bytes, file))
}

fn map(
    flag: &'static str,
    arguments: &[String],
    columns: &[&str],
    findings: &mut Findings,
) -> HeaderMap {
    match HeaderMap::parse(flag, arguments, columns) {
        Ok(map) => map,
        Err(wrong) => {
            findings.0.extend(wrong);
            HeaderMap::default()
        }
    }
}

fn read_all(files: &CostFiles, progress: &Progress<'_>, findings: &mut Findings) -> Option<Loaded> {
    keep(progress.say("reading", &files.roster.name(), 0, 0), findings)?;
    let roster_map = map("--map", &files.map, &crate::ROSTER_COLUMNS, findings);
    let schedule_map = map("--map-schedule", &files.map_schedule, &schedule::COLUMNS, findings);
    let offer_files: Vec<Vec<Option<(Bytes, TomlFile)>>> = files
        .offers
        .iter()
        .map(|parts| parts.iter().map(|part| read_toml(part, findings)).collect())
        .collect();
    let roster_bytes = keep(Bytes::read(&files.roster), findings);
    let assumptions_file = read_toml(&files.assumptions, findings);
    let schedule_bytes = match &files.schedule {
        Some(path) => keep(Bytes::read(path), findings).map(Some),
        None => Some(None),
    };
    let assumptions = match &assumptions_file {
        Some((_, file)) => assumptions::read(file, findings),
        None => assumptions::unread(),
    };

    let mut others: Vec<String> = files.by.clone();
    let toml_files = offer_files.iter().flatten().flatten();
    others.extend(toml_files.flat_map(|(_, file)| selected_columns(file)));
    others.sort();
    others.dedup();
    let options = RosterOptions {
        from: assumptions::has_window(&assumptions).then_some(assumptions.from),
        map: &roster_map,
        others: &others,
        leave_out_unpaid: files.leave_out_unpaid,
    };
    let default_basis = assumptions.schedule_basis;
    let (table, read_schedule) = rayon::join(
        || {
            let mut own = Findings::default();
            let table = roster_bytes
                .as_ref()
                .and_then(|bytes| read_table(bytes, &options, progress, &mut own));
            (table, own)
        },
        || {
            let mut own = Findings::default();
            let read = match &schedule_bytes {
                None => None,
                Some(None) => Some((Schedule::default(), 0)),
                Some(Some(bytes)) => schedule::read(bytes, &schedule_map, default_basis, &mut own),
            };
            (read, own)
        },
    );
    let sure = Sure {
        roster: table.0.is_some(),
        schedule: read_schedule.0.is_some() && !read_schedule.1.has_errors(),
        assumptions: assumptions_file.is_some(),
    };
    findings.0.extend(table.1.0);
    findings.0.extend(read_schedule.1.0);
    keep(progress.say("checking", &files.roster.name(), 0, 0), findings)?;
    let table = table.0.unwrap_or_else(Table::unread);
    let (schedule, schedule_rows) = read_schedule.0.unwrap_or_default();
    let mut roster = None;
    if sure.roster {
        check_by(&files.by, &table, findings);
        say_strange_groups(&assumptions, &table, findings);
        let placed_on = (sure.schedule && can_be_placed(&table)).then_some(&schedule);
        roster = place_rows(&table, placed_on, default_basis, &options, findings);
    }
    let mut offers: Vec<ReadOffer> = Vec::new();
    let mut inputs = Vec::new();
    for parts in offer_files {
        let Some(parts) = parts.into_iter().collect::<Option<Vec<_>>>() else {
            continue;
        };
        let (bytes, toml): (Vec<Bytes>, Vec<TomlFile>) = parts.into_iter().unzip();
        let read = offer::read(&toml, &table, &schedule, &assumptions, sure, findings);
        inputs.extend(bytes.iter().zip(&toml).map(|(bytes, toml)| {
            let terms = toml.root().tables("terms", &mut Findings::default()).len();
            bytes.input("offer", terms)
        }));
        offers.push(read);
    }
    if offers.len() == files.offers.len() {
        let name =
            |parts: &Vec<Source>| parts.iter().map(Source::name).collect::<Vec<_>>().join(" + ");
        let names: Vec<String> = files.offers.iter().map(name).collect();
        check_titles(&offers, &names, findings);
    }
    let (roster_bytes, (assumptions_bytes, _)) = (roster_bytes?, assumptions_file?);
    let mut all = vec![roster_bytes.input("roster", table.rows)];
    all.extend(schedule_bytes?.map(|bytes| bytes.input("schedule", schedule_rows)));
    all.push(assumptions_bytes.input("assumptions", 0));
    all.extend(inputs);
    let places = offers.iter().map(|read| read.places.clone()).collect();
    let offers = offers.into_iter().map(|read| read.offer).collect();
    Some(Loaded {
        case: Case { roster: roster?, schedule, assumptions, offers },
        inputs: all,
        warnings: Findings::default(),
        places,
    })
}

fn check_by(by: &[String], table: &Table, findings: &mut Findings) {
    for column in by {
        let known = table.has(column) || header_at(&table.headers, column).is_some();
        if !known {
            findings.push(
                Finding::error(
                    Place::Argument(format!("--by {column}")),
                    format!("the roster has no column \"{column}\""),
                )
                .expected(format!("one of {}", crate::files::table::quoted(&table.headers)))
                .near(column, &table.headers),
            );
        }
    }
}

/// Groups that lines of the assumptions are for but nobody on the roster is in.
fn say_strange_groups(assumptions: &costing::Assumptions, table: &Table, findings: &mut Findings) {
    let known = table.column("group").map_or(&[] as &[String], |column| column.values());
    let lines = assumptions.roll_ups.iter().map(|line| (&line.name, &line.groups));
    let lines = lines.chain(assumptions.per_heads.iter().map(|line| (&line.name, &line.groups)));
    for (name, groups) in lines {
        for group in groups.iter().filter(|group| !known.contains(group)) {
            findings.push(
                Finding::warning(
                    Place::File(table.file.clone()),
                    format!("nobody is in group \"{group}\", which \"{name}\" is for"),
                )
                .near(group, known),
            );
        }
    }
}

impl Loaded {
    /// Puts one more offer beside those that were read, and says its number, from 1.
    pub(crate) fn push_offer(&mut self, offer: costing::Offer, place: &Place) -> usize {
        self.places.push(vec![place.clone(); offer.terms.len()]);
        self.case.offers.push(offer);
        self.case.offers.len()
    }

    /// What a costing has to say of the files beside its figures: terms that select nobody.
    pub fn warnings_of(&self, costing: &costing::Costing) -> Findings {
        let nobody = costing.selecting_nobody.iter().map(|(offer, term)| {
            let kind = self.case.offers[*offer].terms[*term].kind.name();
            let place = self.places[*offer][*term].clone();
            let what = format!("term {} ({kind}) selects nobody on the roster", term + 1);
            Finding::warning(place, what)
                .mend("check that its selectors together name people who are there")
        });
        Findings(self.warnings.0.iter().cloned().chain(nobody).collect())
    }

    /// The findings that a costing's error comes to, with the places of its terms.
    pub fn findings_of(&self, error: &CostError, files: &CostFiles) -> Findings {
        let assumptions = Place::File(files.assumptions.name());
        let mut findings = Findings::default();
        match error {
            CostError::Window(text) => findings.push(Finding::error(assumptions, text.clone())),
            CostError::Stopped => findings.push(crate::progress::cancelled(&files.roster.name())),
            CostError::TooLarge => findings.push(
                Finding::error(Place::File(files.roster.name()), "an amount does not fit")
                    .expected("sums below 92 quadrillion dollars")
                    .mend("look for a rate or a headcount with digits too many"),
            ),
            CostError::Terms(problems) => {
                for problem in problems {
                    let place = self.places[problem.offer][problem.term].clone();
                    let class = &problem.classification;
                    let finding = match &problem.fault {
                        TermFault::LabelTaken(label) => {
                            Finding::error(place, format!("{class} has a step \"{label}\" already"))
                                .expected("a label that no step of the class has")
                        }
                        TermFault::NothingAbove(label) => Finding::error(
                            place,
                            format!(
                                "{class} has no step above \"{label}\" for its people to stand on"
                            ),
                        )
                        .expected("steps below the top")
                        .mend(
                            "name the classes that are meant in `classes`, or leave the top step",
                        ),
                        TermFault::NoSuchStep => Finding::error(
                            place,
                            format!("{class} does not have that step on the term's first day"),
                        )
                        .expected("a step that the class has by then")
                        .mend("begin the positions later, or put them on another step"),
                        TermFault::NoStepBelow => {
                            Finding::error(place, format!("{class} has no step to add one over"))
                        }
                    };
                    findings.push(finding);
                }
            }
        }
        findings
    }
}
