//! The case file: which figures a campaign makes, of which day, from which inputs.

mod ability;
mod book;
mod costing_setup;
pub mod goals;
mod numbers;
mod of_terms;
pub mod peers;
mod raises;
pub mod relationships;
mod retired;
mod shown;
mod staffing;
pub mod tables;

use evidence::{Fallback, Reading};
use money::{Date, Fraction, Value};

pub use book::{Book, Hole, MadeFigure, OfferName, Part, Staleness};
pub use costing_setup::{
    AssumptionsForm, CostingSetup, RollUpForm, assumptions_text, with_costing,
};
pub use of_terms::{OFFER_FOLDERS, OfferOnFile, costing_files, costing_of_terms, offers_of};
pub use retired::Retired;
pub use shown::Shown;

use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings, Place};

/// The name of the case file in a campaign's folder.
pub const CASE_FILE: &str = "case.toml";

/// The name that a campaign's `campaign.toml` gives it, if there is one.
pub fn campaign_name(campaign: &std::path::Path) -> Option<String> {
    let path = campaign.join("campaign.toml");
    let bytes = crate::files::bytes::Bytes::read(&crate::Source::Path(path)).ok()?;
    let toml = TomlFile::parse(&bytes.name, bytes.text().ok()?).ok()?;
    toml.root().text("name", &mut Findings::default())
}

/// What a case file asks for.
pub(crate) struct CaseFile {
    pub as_of: Date,
    pub costing: Option<Costing>,
    pub pays: Vec<(String, Pay)>,
    pub figures: Vec<Asked>,
    /// Pairs and ladders of classes.
    pub relationships: Vec<relationships::Asked>,
    /// Vacancies, workforce, workload, separations, answers.
    pub staffing: staffing::Asked,
    /// What the contract is to hold.
    pub goals: Vec<goals::Asked>,
    /// Budgets, reserves, payments.
    pub ability: ability::Asked,
    /// The case file's own hash.
    pub sha256: String,
    /// Rules of peers, by their names, and where that is said.
    pub peers: Vec<(String, Place)>,
    /// A figure, the one that stands beside it, and where that is said.
    pub rivals: Vec<(String, String, Place)>,
    /// Who may be shown which figure.
    pub shown: Shown,
    /// Figures that are no longer used, each with where that is said.
    pub retired: Vec<(Retired, Place)>,
}

/// The files of a costing, by their paths in the campaign's folder.
pub(crate) struct Costing {
    pub roster: String,
    pub schedule: Option<String>,
    pub assumptions: String,
    pub offers: Vec<String>,
    pub map: Vec<String>,
}

/// An amount of pay that figures name.
pub(crate) struct Pay {
    pub says: String,
    pub is: PayIs,
    pub place: Place,
}

pub(crate) enum PayIs {
    /// An amount, and who says so.
    Given(Fraction),
    /// The rate of a class and step on a day, in a schedule.
    OnSchedule { schedule: String, classification: String, column: String, step: String, on: Date },
}

/// A figure that is asked for.
pub(crate) struct Asked {
    pub name: String,
    pub place: Place,
    pub what: What,
    pub is_not: Vec<String>,
    pub rival: Option<String>,
}

pub(crate) enum What {
    Prices {
        data: String,
        series: String,
        from: When,
        to: When,
        fallback: Fallback,
        question: PriceQuestion,
    },
    Wage {
        data: String,
        area: String,
        industry: String,
        occupation: String,
        reading: Reading,
    },
    Quoted {
        value: Value,
        who: String,
        on: Option<Date>,
        statement: String,
        title: String,
        address: String,
    },
}

/// A question about prices, with pay by its name.
pub(crate) enum PriceQuestion {
    Change,
    BuyingPower,
    RealChange { then: String, now: String },
    CatchUp { then: String, now: String },
    InDollarsOf { amount: String },
    CumulativeLoss { then: String, since: Vec<(evidence::Month, String)> },
    Escalator { floor: Option<Fraction>, cap: Option<Fraction> },
    CentsEscalator { threshold: Fraction, points: Fraction },
}

/// A date of an index.
#[derive(Clone, Copy)]
pub(crate) enum When {
    Span(evidence::Span),
    /// The last month that was published by the as-of day.
    Latest,
}

const KINDS: [(&str, Kind); 10] = [
    ("price-change", Kind::Change),
    ("buying-power", Kind::BuyingPower),
    ("real-change", Kind::RealChange),
    ("catch-up", Kind::CatchUp),
    ("in-dollars-of", Kind::InDollarsOf),
    ("cumulative-loss", Kind::CumulativeLoss),
    ("escalator", Kind::Escalator),
    ("cents-escalator", Kind::CentsEscalator),
    ("wage", Kind::Wage),
    ("quoted", Kind::Quoted),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Change,
    BuyingPower,
    RealChange,
    CatchUp,
    InDollarsOf,
    CumulativeLoss,
    Escalator,
    CentsEscalator,
    Wage,
    Quoted,
}

const FIELDS: [&str; 18] = [
    "as_of",
    "costing",
    "pay",
    "figure",
    "peers",
    "relationship",
    "vacancy",
    "change",
    "workload",
    "separations",
    "retention",
    "answers",
    "ability",
    "payments",
    "goal",
    "rivals",
    "shown",
    "retired",
];

/// Reads a case file.
pub(crate) fn read(file: &TomlFile, findings: &mut Findings) -> Option<CaseFile> {
    let root = file.root();
    root.only(&FIELDS, &[], findings);
    let as_of = root.date("as_of", findings);
    if as_of.is_none() && !root.has("as_of") {
        root.missing("as_of", "the day of the case, such as 2022-07-12", findings);
    }
    let costing = root.table("costing", findings).and_then(|table| costing(&table, findings));
    let mut pays: Vec<(String, Pay)> = Vec::new();
    if let Some(table) = root.table("pay", findings) {
        for name in table.names() {
            let Some(fields) = table.table(name, findings) else { continue };
            if let Some(pay) = pay(&fields, name, findings) {
                pays.push((name.to_owned(), pay));
            }
        }
    }
    let mut figures: Vec<Asked> = Vec::new();
    for fields in root.tables("figure", findings) {
        let Some(asked) = asked(&fields, findings) else { continue };
        if figures.iter().any(|known| known.name == asked.name) {
            findings.push(Finding::error(
                fields.place_of("name"),
                format!("two figures are called \"{}\"", asked.name),
            ));
        }
        figures.push(asked);
    }
    let mut rivals = Vec::new();
    if let Some(table) = root.table("rivals", findings) {
        for name in table.names() {
            if let Some(rival) = table.text(name, findings) {
                rivals.push((name.to_owned(), rival, table.place_of(name)));
            }
        }
    }
    for asked in &figures {
        if let Some(rival) = &asked.rival {
            rivals.push((asked.name.clone(), rival.clone(), asked.place.clone()));
        }
    }
    let mut peers: Vec<(String, Place)> = Vec::new();
    for name in root.texts("peers", findings).unwrap_or_default() {
        if !crate::data::is_slug(&name) {
            root.wrong("peers", "names of small letters, digits and hyphens", findings);
        } else if !peers.iter().any(|(known, _)| *known == name) {
            peers.push((name, root.place_of("peers")));
        }
    }
    let relationships = relationships::read(&root, findings);
    let staffing = staffing::read(&root, findings);
    let ability = ability::read(&root, findings);
    let goals = goals::read(&root, findings);
    Some(CaseFile {
        as_of: as_of?,
        costing,
        pays,
        figures,
        relationships,
        staffing,
        ability,
        goals,
        sha256: String::new(),
        peers,
        rivals,
        shown: shown::read(&root, findings),
        retired: retired::read(&root, findings),
    })
}

fn needed(fields: &Fields<'_>, field: &str, what: &str, findings: &mut Findings) -> Option<String> {
    let found = fields.text(field, findings).filter(|text| !text.is_empty());
    if found.is_none() && !fields.has(field) {
        fields.missing(field, what, findings);
    }
    found
}

fn costing(fields: &Fields<'_>, findings: &mut Findings) -> Option<Costing> {
    fields.only(&["roster", "schedule", "assumptions", "offers", "map"], &[], findings);
    let roster = needed(fields, "roster", "a file in the campaign's folder", findings);
    let assumptions = needed(fields, "assumptions", "a file in the campaign's folder", findings);
    Some(Costing {
        roster: roster?,
        schedule: fields.text("schedule", findings),
        assumptions: assumptions?,
        offers: fields.texts("offers", findings).unwrap_or_default(),
        map: fields.texts("map", findings).unwrap_or_default(),
    })
}

fn pay(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Option<Pay> {
    const KNOWN: [&str; 7] =
        ["amount", "schedule", "classification", "column", "step", "on", "says"];
    fields.only(&KNOWN, &[], findings);
    let says = fields.text("says", findings);
    let place = fields.place();
    if fields.has("amount") {
        let amount = fields.dollars("amount", findings)?;
        if amount <= Fraction::ZERO {
            fields.wrong("amount", "more than 0", findings);
            return None;
        }
        return Some(Pay {
            says: says.unwrap_or_else(|| name.to_owned()),
            is: PayIs::Given(amount),
            place,
        });
    }
    let schedule =
        needed(fields, "schedule", "a schedule in the campaign's folder, or an amount", findings);
    let classification = needed(fields, "classification", "a class of the schedule", findings);
    let step = needed(fields, "step", "a step of the class, or \"top\" or \"bottom\"", findings);
    let on = fields.date("on", findings);
    if on.is_none() && !fields.has("on") {
        fields.missing("on", "the day of the rate, such as 2021-07-01", findings);
    }
    let column = fields.text("column", findings).unwrap_or_default();
    let (schedule, classification, step, on) = (schedule?, classification?, step?, on?);
    let says = says.unwrap_or_else(|| format!("{classification} step {step} on {on}"));
    let is = PayIs::OnSchedule { schedule, classification, column, step, on };
    Some(Pay { says, is, place })
}

/// Whether a name is slugs with slashes between.
pub(crate) fn is_figure_name(name: &str) -> bool {
    let slug = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    name.len() <= 120 && name.split('/').all(slug)
}

fn asked(fields: &Fields<'_>, findings: &mut Findings) -> Option<Asked> {
    let name = needed(fields, "name", "a name such as prices/year-to-may", findings);
    if name.as_ref().is_some_and(|name| !is_figure_name(name)) {
        fields.wrong("name", "small letters, digits, hyphens and slashes", findings);
    }
    let kind = fields.choice("kind", &KINDS, findings);
    if kind.is_none() && !fields.has("kind") {
        let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        fields.missing("kind", &format!("one of {}", names.join(", ")), findings);
    }
    let (name, kind) = (name?, kind?);
    let common = ["name", "kind", "is_not", "rival"];
    let prices = ["data", "index", "from", "to", "fallback"];
    let own: &[&str] = match kind {
        Kind::Change | Kind::BuyingPower => &[],
        Kind::RealChange | Kind::CatchUp => &["then", "now"],
        Kind::InDollarsOf => &["amount"],
        Kind::CumulativeLoss => &["then", "since"],
        Kind::Escalator => &["floor", "cap"],
        Kind::CentsEscalator => &["threshold", "points_per_cent"],
        Kind::Wage => &["data", "area", "industry", "occupation", "reading"],
        Kind::Quoted => &["value", "unit", "who", "on", "statement", "title", "address"],
    };
    let of_prices = !matches!(kind, Kind::Wage | Kind::Quoted);
    let known: Vec<&str> = common
        .into_iter()
        .chain(own.iter().copied())
        .chain(prices.into_iter().filter(|_| of_prices))
        .collect();
    fields.only(&known, &[], findings);
    let what = match kind {
        Kind::Wage => wage(fields, findings),
        Kind::Quoted => quoted(fields, findings),
        _ => asked_of_prices(fields, kind, findings),
    };
    Some(Asked {
        name,
        place: fields.place(),
        what: what?,
        is_not: fields.texts("is_not", findings).unwrap_or_default(),
        rival: fields.text("rival", findings),
    })
}

fn asked_of_prices(fields: &Fields<'_>, kind: Kind, findings: &mut Findings) -> Option<What> {
    let series = needed(fields, "index", "a series such as CUUR0000SA0", findings);
    let mut when = |field: &str| {
        let text = needed(fields, field, "a month such as 2022-05, or \"latest\"", findings)?;
        match text.as_str() {
            "latest" => Some(When::Latest),
            text => match evidence::Span::parse(text) {
                Some(span) => Some(When::Span(span)),
                None => {
                    fields.wrong(
                        field,
                        "a month such as 2022-05, a half-year such as 2017-H1, a year such as 2017-annual, or \"latest\"",
                        findings,
                    );
                    None
                }
            },
        }
    };
    let (from, to) = (when("from"), when("to"));
    let fallback = fields.choice("fallback", &Fallback::NAMES, findings).unwrap_or_default();
    let pay = |field: &str, findings: &mut Findings| {
        needed(fields, field, "the name of an amount under [pay.NAME]", findings)
    };
    let question = match kind {
        Kind::BuyingPower => PriceQuestion::BuyingPower,
        Kind::RealChange | Kind::CatchUp => {
            let (then, now) = (pay("then", findings), pay("now", findings));
            let (then, now) = (then?, now?);
            match kind {
                Kind::CatchUp => PriceQuestion::CatchUp { then, now },
                _ => PriceQuestion::RealChange { then, now },
            }
        }
        Kind::InDollarsOf => PriceQuestion::InDollarsOf { amount: pay("amount", findings)? },
        Kind::CumulativeLoss => {
            let then = pay("then", findings);
            let mut since = Vec::new();
            match fields.table("since", findings) {
                None if !fields.has("since") => fields.missing(
                    "since",
                    "pay in force by month, such as since = { \"2021-07\" = \"after-the-raise\" }",
                    findings,
                ),
                None => {}
                Some(table) => {
                    for month in table.names() {
                        let name = needed(&table, month, "the name of an amount", findings);
                        match (evidence::Month::parse(month), name) {
                            (Some(month), Some(name)) => since.push((month, name)),
                            (None, _) => {
                                table.wrong(month, "a month such as 2021-07", findings);
                            }
                            _ => {}
                        }
                    }
                }
            }
            since.sort_by_key(|(month, _)| *month);
            PriceQuestion::CumulativeLoss { then: then?, since }
        }
        Kind::CentsEscalator => {
            let points = fields.number("points_per_cent", findings);
            if points.is_none() && !fields.has("points_per_cent") {
                let expected = "the points of the index that are worth a cent, such as \"0.3\"";
                fields.missing("points_per_cent", expected, findings);
            }
            if points.as_ref().is_some_and(|points| *points <= Fraction::ZERO) {
                fields.wrong("points_per_cent", "more than 0", findings);
            }
            let threshold = fields.percent("threshold", findings).unwrap_or_default();
            PriceQuestion::CentsEscalator { threshold, points: points? }
        }
        Kind::Escalator => {
            let (floor, cap) = (fields.percent("floor", findings), fields.percent("cap", findings));
            if floor.as_ref().zip(cap.as_ref()).is_some_and(|(floor, cap)| floor > cap) {
                fields.wrong("cap", "not below the floor", findings);
            }
            PriceQuestion::Escalator { floor, cap }
        }
        _ => PriceQuestion::Change,
    };
    let data = fields.text("data", findings).unwrap_or_else(|| "bls-cpi-u".to_owned());
    Some(What::Prices { data, series: series?, from: from?, to: to?, fallback, question })
}

fn wage(fields: &Fields<'_>, findings: &mut Findings) -> Option<What> {
    let area = needed(fields, "area", "seven digits, such as 0600000 for California", findings);
    let occupation = needed(fields, "occupation", "a code such as 23-1021", findings);
    let reading = fields.choice("reading", &Reading::NAMES, findings);
    if reading.is_none() && !fields.has("reading") {
        fields.missing("reading", "one such as annual_median", findings);
    }
    Some(What::Wage {
        data: fields.text("data", findings).unwrap_or_else(|| "bls-oews-public".to_owned()),
        area: area?,
        industry: fields.text("industry", findings).unwrap_or_else(|| "000000".to_owned()),
        occupation: occupation?,
        reading: reading?,
    })
}

fn quoted(fields: &Fields<'_>, findings: &mut Findings) -> Option<What> {
    #[derive(Clone, Copy)]
    enum Unit {
        Dollars,
        Percent,
        Count,
    }
    let units = [("dollars", Unit::Dollars), ("percent", Unit::Percent), ("count", Unit::Count)];
    let unit = fields.choice("unit", &units, findings);
    if unit.is_none() && !fields.has("unit") {
        fields.missing("unit", "dollars, percent or count", findings);
    }
    let value = match unit {
        Some(Unit::Dollars) => fields.dollars("value", findings).and_then(|amount| {
            let cents = amount.in_parts(100);
            if cents.is_none() {
                fields.wrong("value", "dollars and whole cents", findings);
            }
            cents.map(|cents| Value::Money(money::Cents::new(cents)))
        }),
        Some(Unit::Percent) => fields.percent("value", findings).map(Value::Percent),
        Some(Unit::Count) => fields.number("value", findings).map(Value::Count),
        None => None,
    };
    if !fields.has("value") {
        fields.missing("value", "the number that was said", findings);
    }
    let who = needed(fields, "who", "who says so", findings);
    let statement = needed(fields, "statement", "what was said, in a sentence", findings);
    let title = needed(fields, "title", "the title of the page or paper it stands in", findings);
    Some(What::Quoted {
        value: value?,
        who: who?,
        on: fields.date("on", findings),
        statement: statement?,
        title: title?,
        address: fields.text("address", findings).unwrap_or_default(),
    })
}
