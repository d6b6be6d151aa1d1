//! Which header holds what, with the reason and a sample.

use costing::Coded;
use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::{self, Recognised, Role};
use super::pay_words::{self, Buys};
use super::privacy;
use crate::files::table::Table;
use crate::header::{HeaderMap, canonical_form};

/// One line of a mapping, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// The canonical column; `kept` for columns to report by and select on, `dropped` for others.
    pub column: String,
    /// The file's header.
    pub header: String,
    /// Why it was taken for that.
    pub why: String,
    /// A value of it; none where it must not be shown.
    pub sample: String,
}

/// What flags and a saved mapping say, before anything is guessed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub map: HeaderMap,
    /// Canonical columns whose pair came from the saved mapping.
    pub from_saved: FxHashSet<String>,
    pub keep: Vec<String>,
    pub drop: Vec<String>,
    pub not_ssn: Vec<String>,
    /// The saved mapping's file, where one is used.
    pub saved: Option<String>,
}

/// Headers of a table sorted by what they hold.
#[derive(Debug, Default)]
pub(crate) struct Proposal {
    /// Canonical column -> places among the headers, in order: the first that is filled counts.
    pub places: FxHashMap<&'static str, Vec<usize>>,
    /// Columns whose money may be the rate, where none is plainly it.
    pub money: Vec<usize>,
    /// What a column of money says of its basis.
    pub buys: FxHashMap<usize, Buys>,
    /// A column that may be a part of full time.
    pub percent: Option<usize>,
    pub hours: Option<usize>,
    /// Columns that may say of what year, quarter or day a row is.
    pub times: Vec<usize>,
    pub minimum: Option<usize>,
    pub middle: Option<usize>,
    pub maximum: Option<usize>,
    /// Columns of money that are summed for control.
    pub sums: Vec<usize>,
    pub kept: Vec<usize>,
    pub dropped: Vec<(usize, &'static str)>,
    pub ssn: Vec<usize>,
    pub lines: Vec<MappedColumn>,
    /// Whether the mapping was told (a flag, a saved mapping) for a canonical column.
    pub told: FxHashSet<&'static str>,
}

/// Canonical columns that a role alone fills.
const FILLS: [(Role, &str); 15] = [
    (Role::Effective, "effective"),
    (Role::Employee, "employee"),
    (Role::Classification, "classification"),
    (Role::Step, "step"),
    (Role::Column, "column"),
    (Role::PayBasis, "pay_basis"),
    (Role::Fte, "fte"),
    (Role::Headcount, "headcount"),
    (Role::Department, "department"),
    (Role::Fund, "fund"),
    (Role::Group, "group"),
    (Role::Plan, "plan"),
    (Role::Tier, "tier"),
    (Role::HireDate, "hire_date"),
    (Role::StepDate, "step_date"),
];

/// How a table is to be mapped.
pub(crate) struct Wishes<'a> {
    pub canonical: &'static [&'static str],
    pub told: &'a Told,
    /// Classes of the schedule that is given with a roster.
    pub classes: Option<&'a FxHashSet<String>>,
    /// Whether rows are people: names and the like are then dropped.
    pub people: bool,
}

impl Proposal {
    /// Sorts a table's headers. Explicit words first, then canonical names, then what headers and
    /// content look like.
    pub fn of(table: &Table, wishes: &Wishes<'_>) -> Proposal {
        let mut proposal = Proposal::default();
        let told = wishes.told;
        let mut taken: FxHashSet<usize> = FxHashSet::default();
        let find = |header: &str| table.headers.iter().position(|known| known == header);
        for column in wishes.canonical {
            let Some(text) = told.map.header_of(column) else { continue };
            let Some(places) = headers_of(table, text) else { continue };
            let why = match &told.saved {
                Some(file) if told.from_saved.contains(*column) => format!("saved in {file}"),
                _ => told.map.flag.to_owned(),
            };
            for at in &places {
                taken.insert(*at);
                proposal.line(table, column, *at, why.clone());
            }
            proposal.told.insert(column);
            proposal.places.insert(column, places);
        }
        let recognised: Vec<Option<Recognised>> =
            table.headers.iter().map(|header| lexicon::recognise(header)).collect();
        let role = |at: usize| recognised[at].map(|found| found.role);
        let named = |list: &[String], at: usize| list.iter().any(|h| find(h) == Some(at));
        for at in 0..table.headers.len() {
            let content = table.columns[at].as_ref();
            let plain = lexicon::plain(&table.headers[at]);
            if let Some(buys) = pay_words::buys(&plain) {
                proposal.buys.insert(at, buys);
            }
            if !wishes.people {
                continue;
            }
            let private = match role(at) {
                _ if named(&told.drop, at) => Some("--drop"),
                _ if named(&told.not_ssn, at) => None,
                Some(Role::Ssn) => {
                    proposal.ssn.push(at);
                    continue;
                }
                _ if content.is_some_and(|column| holds_ssns(column, role(at), table.rows)) => {
                    proposal.ssn.push(at);
                    continue;
                }
                Some(Role::Name) if !taken.contains(&at) => {
                    Some("names of people: a roster needs none")
                }
                Some(Role::Employee)
                    if !taken.contains(&at)
                        && content.is_some_and(|c| holds_names(c) || holds_people(c, false)) =>
                {
                    Some("names of people: a roster needs none")
                }
                None if !taken.contains(&at)
                    && !named(&told.keep, at)
                    && content.is_some_and(|c| holds_names(c) || holds_people(c, true)) =>
                {
                    Some("looks like names of people: a roster needs none")
                }
                Some(Role::Private) if !taken.contains(&at) && !named(&told.keep, at) => {
                    Some("says more of people than costing needs")
                }
                _ => None,
            };
            if let Some(why) = private {
                taken.insert(at);
                proposal.dropped.push((at, why));
            }
        }
        for at in &proposal.ssn {
            taken.insert(*at);
        }
        for (at, header) in table.headers.iter().enumerate() {
            if named(&told.keep, at) {
                taken.insert(at);
                proposal.kept.push(at);
            } else if header.is_empty() && table.columns[at].is_none() {
                taken.insert(at);
            }
        }
        // `Department` beside `Department Name` is its code.
        let has_department_name =
            table.headers.iter().any(|header| lexicon::plain(header) == "department name");
        // A header that is the column's own name.
        for column in wishes.canonical {
            let is_a_code = *column == "department" && has_department_name;
            if proposal.places.contains_key(column) || is_a_code {
                continue;
            }
            let is_blank = |at: &usize| {
                *column == "rate" && table.columns[*at].as_ref().is_some_and(holds_nothing)
            };
            let own = (0..table.headers.len()).find(|at| {
                !taken.contains(at)
                    && canonical_form(&table.headers[*at]) == *column
                    && !is_blank(at)
            });
            if let Some(at) = own {
                taken.insert(at);
                proposal.line(table, column, at, "the column's own name".to_owned());
                proposal.places.insert(column, vec![at]);
            }
        }
        for (wanted, column) in FILLS {
            if !wishes.canonical.contains(&column) || proposal.places.contains_key(column) {
                continue;
            }
            let mut candidates: Vec<usize> = (0..table.headers.len())
                .filter(|at| !taken.contains(at) && role(*at) == Some(wanted))
                .filter(|at| fits(wanted, &recognised[*at], table.columns[*at].as_ref(), wishes))
                .collect();
            if wanted == Role::Classification {
                let codes = (0..table.headers.len())
                    .filter(|at| !taken.contains(at) && role(*at) == Some(Role::ClassCode));
                if candidates.is_empty() || wishes.classes.is_some() {
                    candidates.extend(codes);
                }
            }
            let Some((at, why)) = best(table, wanted, &candidates, &recognised, wishes) else {
                continue;
            };
            taken.insert(at);
            proposal.line(table, column, at, why);
            proposal.places.insert(column, vec![at]);
        }
        let free = |at: &usize| !taken.contains(at);
        let first = |wanted: Role| {
            (0..table.headers.len()).filter(free).find(|at| role(*at) == Some(wanted))
        };
        proposal.hours = proposal.place("hours").or_else(|| first(Role::Hours));
        proposal.percent = first(Role::PercentOfTime);
        proposal.times = (0..table.headers.len())
            .filter(free)
            .filter(|at| match role(*at) {
                Some(Role::Year) => {
                    recognised[*at].is_some_and(|f| f.whole || f.phrase.contains(' '))
                }
                _ => false,
            })
            .collect();
        proposal.minimum = first(Role::Minimum);
        proposal.middle = first(Role::Middle);
        proposal.maximum = first(Role::Maximum);
        let money: Vec<usize> = (0..table.headers.len())
            .filter(free)
            .filter(|at| matches!(role(*at), Some(Role::Rate | Role::Unclear | Role::Paid)))
            .filter(|at| {
                let sure =
                    recognised[*at].is_some_and(|found| found.whole || found.role == Role::Rate);
                let least = if sure { 3 } else { 7 };
                table.columns[*at]
                    .as_ref()
                    .is_some_and(|c| holds_numbers(c, least) && !holds_nothing(c))
            })
            .collect();
        // Beside a column that says what rates buy, the only amount that is no sum paid is the rate.
        let unclear: Vec<usize> =
            money.iter().copied().filter(|at| role(*at) != Some(Role::Paid)).collect();
        let rates: Vec<usize> =
            money.iter().copied().filter(|at| role(*at) == Some(Role::Rate)).collect();
        if wishes.canonical.contains(&"rate") && !proposal.places.contains_key("rate") {
            match rates.as_slice() {
                [] if unclear.len() == 1 && proposal.places.contains_key("pay_basis") => {
                    let at = unclear[0];
                    proposal.line(
                        table,
                        "rate",
                        at,
                        "the amount that the pay basis is of".to_owned(),
                    );
                    proposal.places.insert("rate", vec![at]);
                }
                [] => proposal.money = money.clone(),
                [at] => {
                    let phrase = recognised[*at].map_or("", |found| found.phrase);
                    let why = format!("the header says {}", said(phrase));
                    proposal.line(table, "rate", *at, why);
                    proposal.places.insert("rate", vec![*at]);
                }
                several => proposal.money = several.to_vec(),
            }
        }
        let used: FxHashSet<usize> = proposal.places.values().flatten().copied().collect();
        proposal.sums = money.into_iter().filter(|at| !used.contains(at)).collect();
        let mapped: FxHashSet<usize> = used.into_iter().chain(taken).collect();
        proposal.kept.extend((0..table.headers.len()).filter(|at| !mapped.contains(at)));
        proposal.kept.sort_unstable();
        proposal
    }

    fn line(&mut self, table: &Table, column: &str, at: usize, why: String) {
        self.lines.push(MappedColumn {
            column: column.to_owned(),
            header: table.headers[at].clone(),
            why,
            sample: sample(table.columns[at].as_ref()),
        });
    }

    /// The first header of a canonical column.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.places.get(column).and_then(|places| places.first()).copied()
    }
}

fn said(phrase: &str) -> String {
    if phrase == "pay" { "a rate of pay".to_owned() } else { format!("\"{phrase}\"") }
}

/// The headers that a mapping names: one, or several of which the first filled one counts, as in
/// `step|years`. Headers joined by `+` are made one column before.
pub(crate) fn headers_of(table: &Table, text: &str) -> Option<Vec<usize>> {
    let find = |header: &str| {
        table.headers.iter().position(|known| known == header).or_else(|| {
            let plain = lexicon::plain(header);
            table.headers.iter().position(|known| lexicon::plain(known) == plain)
        })
    };
    if let Some(at) = find(text) {
        return Some(vec![at]);
    }
    let parts: Option<Vec<usize>> = text.split('|').map(|part| find(part.trim())).collect();
    parts.filter(|parts| parts.len() > 1)
}

/// Whether a mapping's text names a header, or one of several.
pub(crate) fn names(table: &Table, text: &str, header: &str) -> bool {
    headers_of(table, text)
        .is_some_and(|places| places.iter().any(|at| table.headers[*at] == header))
        || header.replace(" + ", "+") == text
}

/// A value that shows what a column holds.
fn sample(column: Option<&Coded<String>>) -> String {
    let value = column.and_then(|column| column.values().iter().find(|value| !value.is_empty()));
    let value = value.map_or("", String::as_str);
    match value.char_indices().nth(28) {
        Some((at, _)) => format!("{}..", &value[..at]),
        None => value.to_owned(),
    }
}

/// How many distinct values are looked at to tell what a column holds.
const LOOKED_AT: usize = 500;

/// Whether at least so many tenths of a column's distinct values are numbers.
fn holds_numbers(column: &Coded<String>, tenths: usize) -> bool {
    let values = column.values().iter().filter(|value| !super::number::says_nothing(value));
    let (mut all, mut numbers) = (0, 0);
    for value in values.take(LOOKED_AT) {
        all += 1;
        numbers += usize::from(super::number::looks_like_number(value));
    }
    numbers * 10 >= all * tenths && numbers > 0
}

/// Whether a column of amounts is blank or zero throughout.
fn holds_nothing(column: &Coded<String>) -> bool {
    use super::number;
    column.values().iter().all(|text| {
        number::says_nothing(text)
            || number::parse(text, number::Decimal::Point).is_some_and(|n| n.is_zero())
    })
}

/// Whether a column without a telling header holds names of people: most of its values are
/// `Last, First`, and hardly any comes twice, as titles do.
fn holds_names(column: &Coded<String>) -> bool {
    let values: Vec<&String> =
        column.values().iter().filter(|value| !value.is_empty()).take(LOOKED_AT).collect();
    let rows = column.codes().map_or(1, <[u32]>::len);
    let names = values.iter().filter(|value| privacy::looks_like_name(value)).count();
    values.len() >= 3 && names * 10 >= values.len() * 8 && column.values().len() * 4 >= rows * 3
}

/// Whether nearly all of a column's texts look like people's names; in a column that nothing says is
/// of people, only where hardly any comes twice, as titles and sites do.
fn holds_people(column: &Coded<String>, unsaid: bool) -> bool {
    let values: Vec<&String> =
        column.values().iter().filter(|value| !value.is_empty()).take(LOOKED_AT).collect();
    let rows = column.codes().map_or(1, <[u32]>::len);
    let people = values.iter().filter(|value| privacy::looks_like_person(value)).count();
    values.len() >= 5
        && people * 10 >= values.len() * 8
        && (!unsaid || column.values().len() * 10 >= rows * 9)
}

/// Whether a column holds social security numbers: any written as one, or, in a column of ids,
/// nearly all of nine digits that could be.
fn holds_ssns(column: &Coded<String>, role: Option<Role>, rows: usize) -> bool {
    if column.values().iter().any(|value| privacy::holds_ssn(value)) {
        return true;
    }
    let values: Vec<&String> =
        column.values().iter().filter(|value| !value.is_empty()).take(LOOKED_AT).collect();
    let could = values.iter().filter(|value| privacy::could_be_ssn(value.as_bytes())).count();
    matches!(role, Some(Role::Employee) | None)
        && values.len() >= 3
        && could * 10 >= values.len() * 9
        && column.values().len() * 2 >= rows.min(1000)
        // Numbers that run on from one another are somebody's own count.
        && !runs_on(&values)
}

fn runs_on(values: &[&String]) -> bool {
    let mut numbers: Vec<u64> = values.iter().filter_map(|value| value.parse().ok()).collect();
    numbers.sort_unstable();
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) => (last - first) / (numbers.len() as u64) < 1000,
        _ => false,
    }
}

/// Whether content allows what a header says.
fn fits(
    role: Role,
    found: &Option<Recognised>,
    column: Option<&Coded<String>>,
    wishes: &Wishes<'_>,
) -> bool {
    let Some(column) = column else { return true };
    let phrase = found.map_or("", |found| found.phrase);
    match role {
        // `Employee Category` is of few kinds; ids are of as many as there are people.
        Role::Employee => {
            let rows = column.codes().map_or(1, <[u32]>::len);
            let whole = found.is_some_and(|found| found.whole);
            let distinct = column.values().len();
            let bare = matches!(phrase, "employee" | "person" | "worker");
            (whole || !bare || distinct * 2 >= rows) && (distinct > 1 || rows < 3)
        }
        Role::Headcount => {
            holds_numbers(column, 7)
                && column.values().iter().take(LOOKED_AT).all(|text| {
                    super::number::says_nothing(text)
                        || super::number::parse(text, super::number::Decimal::Point).is_some_and(
                            |number| !number.is_negative() && number.to_whole().is_some(),
                        )
                })
        }
        // `Position` is a title to some and a seat's number to others.
        Role::Classification => {
            !phrase.starts_with("position")
                || column
                    .values()
                    .iter()
                    .take(LOOKED_AT)
                    .any(|v| v.chars().any(char::is_alphabetic))
        }
        Role::Step => {
            !(wishes.people && phrase.starts_with("years")) && column.values().len() <= 400
        }
        Role::Effective => {
            let filled = || column.values().iter().filter(|value| !value.is_empty());
            filled().filter(|value| super::date::written(value).is_some()).count() * 2
                > filled().count()
        }
        Role::PayBasis => column
            .values()
            .iter()
            .filter(|value| !value.is_empty())
            .any(|value| pay_words::basis_code(value).is_some()),
        _ => true,
    }
}

/// The likeliest of several headers for one column, and why.
fn best(
    table: &Table,
    role: Role,
    candidates: &[usize],
    recognised: &[Option<Recognised>],
    wishes: &Wishes<'_>,
) -> Option<(usize, String)> {
    if let (Role::Classification, Some(classes)) = (role, wishes.classes) {
        let hits = |at: usize| {
            let values = table.columns[at].as_ref().map_or(&[] as &[String], |c| c.values());
            values.iter().filter(|value| classes.contains(*value)).count()
        };
        let most =
            candidates.iter().copied().max_by_key(|at| (hits(*at), std::cmp::Reverse(*at)))?;
        if hits(most) > 0 {
            return Some((
                most,
                format!("{} of its values are classes of the schedule", hits(most)),
            ));
        }
    }
    let filled = |at: usize| {
        let values = table.columns[at].as_ref().map_or(&[] as &[String], |c| c.values());
        values.iter().any(|value| !value.is_empty())
    };
    let standing = |at: &usize| {
        let found = recognised[*at];
        let whole = found.is_some_and(|found| found.whole);
        let code = found.is_some_and(|found| found.role == Role::ClassCode);
        (!filled(*at), code, !whole, found.map_or(99, |found| found.place), *at)
    };
    let at = candidates.iter().copied().min_by_key(standing)?;
    let phrase = recognised[at].map_or("", |found| found.phrase);
    let others: Vec<String> = candidates
        .iter()
        .filter(|other| **other != at)
        .map(|other| format!("\"{}\"", table.headers[*other]))
        .collect();
    let why = match others.is_empty() {
        true => format!("the header says \"{phrase}\""),
        false => format!("the header says \"{phrase}\"; not {}", others.join(", ")),
    };
    Some((at, why))
}
