//! Numbers that a case file names: given with a source, read from a data set or a roster.

use evidence::{Compared, HeadsTable, Origin, Pay as EvidencePay, SeriesCell};
use money::{Date, Fraction, InputFile, InputRef};

use super::book::Making;
use crate::data::Holds;
use crate::files::bytes::{Bytes, Source as FileSource};
use crate::files::table::{Reading, Table, Wanted};
use crate::toml_fields::Fields;
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// Who says a number, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Source {
    pub who: String,
    pub title: String,
    pub address: String,
    pub on: Option<Date>,
}

/// A number that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    pub says: String,
    pub is: NumberIs,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(crate) enum NumberIs {
    /// As somebody says.
    Given(Fraction, Source),
    /// A cell of a data set.
    Series { data: String, cell: SeriesCell },
    /// The people of a roster, of whom a column says something.
    Heads { roster: String, of: Option<(String, String)> },
}

/// The fields that a source has.
const SOURCE: [&str; 4] = ["who", "title", "address", "on"];

/// Reads a source.
pub(crate) fn source(fields: &Fields<'_>, findings: &mut Findings) -> Option<Source> {
    fields.only(&SOURCE, &[], findings);
    source_in(fields, findings)
}

fn source_in(fields: &Fields<'_>, findings: &mut Findings) -> Option<Source> {
    let who = super::needed(fields, "who", "who says so", findings);
    let title = super::needed(fields, "title", "the page or paper it stands in", findings);
    Some(Source {
        who: who?,
        title: title?,
        address: fields.text("address", findings).unwrap_or_default(),
        on: fields.date("on", findings),
    })
}

/// Reads a number of a table: a text, which is as the table's source says, or where it is read.
pub(crate) fn number(
    fields: &Fields<'_>,
    field: &str,
    says: &str,
    from: Option<&Source>,
    findings: &mut Findings,
) -> Option<Number> {
    if !fields.has(field) {
        return None;
    }
    let place = fields.place_of(field);
    let says = says.to_owned();
    if fields.is_text(field) {
        let given = fields.number(field, findings)?;
        let Some(source) = from else {
            fields.missing(
                "source",
                "who says so: source = { who = \"...\", title = \"...\" }",
                findings,
            );
            return None;
        };
        return Some(Number { says, is: NumberIs::Given(given, source.clone()), place });
    }
    let table = fields.table(field, findings)?;
    let is = number_is(&table, findings)?;
    Some(Number { says, is, place })
}

fn number_is(table: &Fields<'_>, findings: &mut Findings) -> Option<NumberIs> {
    if table.has("value") {
        let known: Vec<&str> = ["value"].into_iter().chain(SOURCE).collect();
        table.only(&known, &[], findings);
        let given = table.number("value", findings);
        let source = source_in(table, findings);
        return Some(NumberIs::Given(given?, source?));
    }
    if table.has("roster") {
        table.only(&["roster", "where"], &[], findings);
        let roster = super::needed(table, "roster", "a roster of the campaign", findings);
        return Some(NumberIs::Heads { roster: roster?, of: pair(table, "where", findings) });
    }
    let (data, cell) = series(table, true, findings)?;
    Some(NumberIs::Series { data, cell })
}

/// Reads which cells of which data set are asked for.
pub(crate) fn series(
    table: &Fields<'_>,
    with_at: bool,
    findings: &mut Findings,
) -> Option<(String, SeriesCell)> {
    let known: &[&str] = match with_at {
        true => &["data", "series", "part", "at", "only", "rows"],
        false => &["data", "series", "part", "only", "rows"],
    };
    table.only(known, &[], findings);
    let data = super::needed(table, "data", "a data set, or a roster, or a value", findings);
    let series = super::needed(table, "series", "a column of numbers of the data set", findings);
    let sum = table.choice("rows", &[("sum", true), ("one", false)], findings).unwrap_or(false);
    let cell = SeriesCell {
        series: series?,
        part: table.text("part", findings).unwrap_or_default(),
        at: table.text("at", findings).unwrap_or_default(),
        only: pair(table, "only", findings),
        sum,
    };
    Some((data?, cell))
}

/// A column with what it has to say.
pub(crate) fn pair(
    table: &Fields<'_>,
    field: &str,
    findings: &mut Findings,
) -> Option<(String, String)> {
    let inner = table.table(field, findings)?;
    let names = inner.names();
    match names.as_slice() {
        [name] => Some(((*name).to_owned(), inner.text(name, findings)?)),
        _ => {
            table.wrong(field, "one column, such as { department = \"Fire\" }", findings);
            None
        }
    }
}

impl Making<'_> {
    /// A number with where it is from; why there is none; `None` where something is wrong.
    pub(super) fn resolve(&mut self, number: &Number) -> Option<Result<Compared, String>> {
        let (amount, origin) = match &number.is {
            NumberIs::Given(amount, source) => {
                if let Some(on) = source.on.filter(|on| *on > self.file.as_of) {
                    let what = format!("{} says so on {on}, after {}", source.who, self.file.as_of);
                    self.findings.push(
                        Finding::error(number.place.clone(), what)
                            .mend("leave it out of a case of this day, or date the case later"),
                    );
                    return None;
                }
                (amount.clone(), Origin::Said { input: self.source_input(source) })
            }
            NumberIs::Series { data, cell } => {
                let mut input = self.set(data, &number.place)?;
                if let Some(why) = self.too_late(data) {
                    return Some(Err(why));
                }
                let Some(Holds::Series(table)) = self.held.get(data) else {
                    let what = format!("the data set \"{data}\" holds no series");
                    self.findings.push(Finding::error(number.place.clone(), what));
                    return None;
                };
                if !table.numbers.iter().any(|(name, _)| *name == cell.series) {
                    let names: Vec<&str> =
                        table.numbers.iter().map(|(name, _)| name.as_str()).collect();
                    let what = format!("the data set \"{data}\" has no series \"{}\"", cell.series);
                    self.findings.push(
                        Finding::error(number.place.clone(), what)
                            .expected(format!("one of {}", names.join(", ")))
                            .near(&cell.series, &names),
                    );
                    return None;
                }
                let amount = match table.cell(cell) {
                    Ok(amount) => amount,
                    Err(why) => {
                        let named = [&cell.part, &cell.at].map(String::as_str);
                        let named: Vec<&str> =
                            named.into_iter().filter(|text| !text.is_empty()).collect();
                        return Some(Err(format!(
                            "{} of {} in {data}: {why}",
                            cell.series,
                            if named.is_empty() { "all".to_owned() } else { named.join(", ") }
                        )));
                    }
                };
                input.used = "numbers by part and date".to_owned();
                (amount, Origin::Cell { input, cell: cell.key() })
            }
            NumberIs::Heads { roster, of } => {
                let input = self.roster(roster, &number.place)?;
                let table = self.rosters.get(roster)?;
                let of = of.as_ref().map(|(column, text)| (column.as_str(), text.as_str()));
                let Some(heads) = table.heads(of) else {
                    let names: Vec<&str> =
                        table.columns.iter().map(|(name, _)| name.as_str()).collect();
                    let column = of.map_or("", |(column, _)| column);
                    let what = format!("{roster} has no column \"{column}\"");
                    self.findings.push(
                        Finding::error(number.place.clone(), what)
                            .expected(format!("one of {}", names.join(", ")))
                            .near(column, &names),
                    );
                    return None;
                };
                let heads = Fraction::whole(i64::try_from(heads).unwrap_or(i64::MAX));
                (heads, Origin::Cell { input, cell: heads_key(of) })
            }
        };
        let pay = EvidencePay { amount, says: number.says.clone(), basis: None, origin };
        Some(Ok(Compared::of("", pay)))
    }

    /// Why a data set may not be used: it came out after the case's day.
    fn too_late(&self, data: &str) -> Option<String> {
        let about = &self.sets.iter().find(|set| set.about.name == data)?.about;
        let published = about.published_on.filter(|day| *day > self.file.as_of)?;
        Some(format!("{data} came out on {published}, after {}", self.file.as_of))
    }

    /// A page or paper that numbers are said in, once.
    pub(super) fn source_input(&mut self, source: &Source) -> InputRef {
        let same = |f: &&InputFile| {
            f.role == "source"
                && f.title == source.title
                && f.publisher == source.who
                && f.address == source.address
                && f.published_on == source.on
        };
        let number = match self.inputs.iter().find(same) {
            Some(known) => known.number,
            None => {
                let number = 1 + self.inputs.iter().filter(|f| f.role == "source").count();
                self.inputs.push(InputFile {
                    role: "source".to_owned(),
                    number,
                    name: source.title.clone(),
                    publisher: source.who.clone(),
                    title: source.title.clone(),
                    address: source.address.clone(),
                    published_on: source.on,
                    ..InputFile::default()
                });
                number
            }
        };
        let used = "the numbers as they stand there".to_owned();
        InputRef { role: "source".to_owned(), number, used }
    }

    /// A roster of the campaign, read once for its people.
    pub(super) fn roster(&mut self, path: &str, place: &Place) -> Option<InputRef> {
        if !self.rosters.contains_key(path) {
            let bytes = match Bytes::read(&FileSource::Path(self.campaign.join(path))) {
                Ok(bytes) => bytes,
                Err(finding) => {
                    let what = format!("{path} {}", finding.what);
                    self.findings.push(Finding { place: place.clone(), what, ..finding });
                    return None;
                }
            };
            let table = heads_table(&bytes, &mut self.findings)?;
            self.rosters.insert(path.to_owned(), table);
            if !self.inputs.iter().any(|f| f.role == "roster" && f.name == path) {
                let number = 1 + self.inputs.iter().filter(|f| f.role == "roster").count();
                self.inputs.push(InputFile {
                    role: "roster".to_owned(),
                    number,
                    name: path.to_owned(),
                    sha256: bytes.sha256(),
                    ..InputFile::default()
                });
            }
        }
        let known = self.inputs.iter().find(|f| f.role == "roster" && f.name == path)?;
        let used = "people, by their columns".to_owned();
        Some(InputRef { role: "roster".to_owned(), number: known.number, used })
    }
}

/// The key of a count of people.
pub(super) fn heads_key(of: Option<(&str, &str)>) -> String {
    match of {
        None => "heads".to_owned(),
        Some((column, text)) => format!("heads | {column}={text}"),
    }
}

/// A count of people under its key.
pub(super) fn heads_of_key(table: &HeadsTable, key: &str) -> Option<Fraction> {
    let of = match key.strip_prefix("heads")? {
        "" => None,
        rest => Some(rest.strip_prefix(" | ")?.split_once('=')?),
    };
    table.heads(of).and_then(|heads| i64::try_from(heads).ok()).map(Fraction::whole)
}

/// Reads a canonical roster for its people alone.
fn heads_table(bytes: &Bytes, findings: &mut Findings) -> Option<HeadsTable> {
    let (map, reading, progress) = (HeaderMap::default(), Reading::default(), Progress::none());
    let (bytes, _) = match bytes.unpacked() {
        Ok(unpacked) => unpacked,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let wanted = Wanted {
        canonical: &crate::ROSTER_COLUMNS,
        skip: &["step", "rate", "fte", "step_date", "hire_date"],
        others: &[],
        all: false,
        map: &map,
        tolerant: false,
        reading: &reading,
        progress: &progress,
    };
    let table = Table::read(&bytes, &wanted, findings)?;
    if table.column("classification").is_none() && table.column("department").is_none() {
        findings.push(
            Finding::error(Place::File(bytes.name.clone()), "is no roster")
                .expected("canonical columns, such as classification and department")
                .mend("bring it in with `goodfaith import roster` first"),
        );
        return None;
    }
    let headcount = match table.column("headcount") {
        None => costing::Coded::constant(1_u64),
        Some(column) => {
            let mut read = Vec::new();
            for text in column.values() {
                let count = if text.trim().is_empty() { Ok(1) } else { text.trim().parse::<u64>() };
                match count {
                    Ok(count) => read.push(count),
                    Err(_) => {
                        findings.push(
                            Finding::error(
                                Place::File(bytes.name.clone()),
                                format!("headcount \"{text}\" is no number of people"),
                            )
                            .expected("a whole number"),
                        );
                        return None;
                    }
                }
            }
            column.with_values(read)
        }
    };
    let names = ["classification", "department", "fund", "group", "plan", "tier", "column"];
    let columns = names
        .into_iter()
        .filter_map(|name| table.column(name).map(|column| (name.to_owned(), column.clone())));
    Some(HeadsTable {
        rows: table.rows,
        headcount,
        columns: columns.collect(),
        ids: table.column("employee").cloned(),
    })
}
