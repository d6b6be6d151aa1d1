//! Contract goals as tests that are run against the status quo and each offer: met, not met, how far,
//! when.

use std::collections::BTreeMap;

use costing::{Case, ExtraSize, LumpSize, Per, StepRef, Term, TermKind};
use evidence::{Compared, Expr, Origin, Pay as EvidencePay};
use money::{Date, Figure, Fraction, InputRef, PayBasis, Unit, Value};

use super::book::{Hole, MadeFigure, Making, Part};
use super::numbers::{Number, number};
use super::peers::PeerTable;
use super::relationships::RelationshipTable;
use super::staffing::{given, shown};
use crate::toml_fields::Fields;
use crate::{Finding, Findings, Loaded, Place};

/// A goal that the case file sets.
pub(crate) struct Asked {
    name: String,
    title: String,
    by: Date,
    is: GoalIs,
    place: Place,
}

enum GoalIs {
    /// A class's rate is at or above an amount.
    Pay { classification: String, column: String, step: String, at_least: Wanted },
    /// A class is as far above another as its reference, or a percent, says.
    Relationship { relationship: String, class: Option<String> },
    /// The offer has a term of a kind that gives at least so much.
    Term { kind: String, at_least: Vec<(String, Fraction)>, for_everyone: bool },
    /// What an offer's text does to a clause, as somebody read it.
    Text { today: Option<Number>, less_is_better: bool, readings: Vec<Reading> },
}

/// What pay is to reach.
enum Wanted {
    /// A figure of the book.
    Figure(String),
    /// An amount that somebody says.
    Amount(Box<Number>),
}

/// How somebody read an offer's text.
struct Reading {
    /// The offer, as the list under `[costing]` has it.
    offer: String,
    says: Says,
    value: Option<Number>,
    why: String,
    who: String,
}

/// What an offer's text does to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing: the clause goes on as it is.
    Silent,
    Weaker,
    Unchanged,
    Stronger,
}

impl Says {
    const NAMES: [(&'static str, Says); 4] = [
        ("silent", Says::Silent),
        ("weaker", Says::Weaker),
        ("unchanged", Says::Unchanged),
        ("stronger", Says::Stronger),
    ];

    fn name(self) -> &'static str {
        Says::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }
}

/// Goals by the status quo and the offers.
#[derive(Debug, Clone, Default)]
pub struct GoalTable {
    /// The status quo and each offer: as figures have it in their names, and its title.
    pub offers: Vec<(String, String)>,
    /// In the order of the case file.
    pub goals: Vec<Goal>,
}

/// A goal with what came of it.
#[derive(Debug, Clone)]
pub struct Goal {
    /// As figures have it in their names.
    pub name: String,
    /// The goal in words.
    pub title: String,
    /// The day by which it is to be met.
    pub by: Date,
    /// For the status quo and each offer, in order.
    pub outcomes: Vec<Outcome>,
}

/// What a goal comes to under one offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it is met on its day.
    pub state: GoalState,
    /// From which day on it is met and stays so, where that is known.
    pub when: Option<Date>,
    /// The figure that says how far it is from it: more than zero is missing.
    pub short: Option<String>,
    /// Why, in a sentence without its end, where there is more to say.
    pub why: String,
}

/// Whether a goal is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalState {
    /// It is.
    Met,
    /// It is not.
    NotMet,
    /// It cannot be said.
    NotKnown,
}

impl GoalState {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            GoalState::Met => "met",
            GoalState::NotMet => "not met",
            GoalState::NotKnown => "not known",
        }
    }
}

impl Outcome {
    fn not_known(why: impl Into<String>) -> Outcome {
        Outcome { state: GoalState::NotKnown, when: None, short: None, why: why.into() }
    }
}

/// Reads the goals of a case file.
pub(crate) fn read(root: &Fields<'_>, findings: &mut Findings) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for fields in root.tables("goal", findings) {
        let Some(asked) = asked(&fields, findings) else { continue };
        if all.iter().any(|known| known.name == asked.name) {
            let what = format!("two goals are called \"{}\"", asked.name);
            findings.push(Finding::error(fields.place_of("name"), what));
        } else {
            all.push(asked);
        }
    }
    all
}

#[derive(Clone, Copy)]
enum Kind {
    Pay,
    Relationship,
    Term,
    Text,
}

const KINDS: [(&str, Kind); 4] = [
    ("pay", Kind::Pay),
    ("relationship", Kind::Relationship),
    ("term", Kind::Term),
    ("text", Kind::Text),
];

fn asked(fields: &Fields<'_>, findings: &mut Findings) -> Option<Asked> {
    let kind = fields.choice("kind", &KINDS, findings);
    if kind.is_none() && !fields.has("kind") {
        fields.missing("kind", "pay, relationship, term or text", findings);
    }
    let own: &[&str] = match kind? {
        Kind::Pay => &["classification", "column", "step", "at_least"],
        Kind::Relationship => &["relationship", "class"],
        Kind::Term => &["term", "at_least", "for_everyone"],
        Kind::Text => &["today", "better", "reading"],
    };
    let known: Vec<&str> =
        ["name", "title", "kind", "by"].into_iter().chain(own.iter().copied()).collect();
    fields.only(&known, &[], findings);
    let name = super::needed(fields, "name", "a name such as judges-with-attorneys", findings);
    if name.as_ref().is_some_and(|name| !crate::data::is_slug(name)) {
        fields.wrong("name", "small letters, digits and hyphens", findings);
    }
    let title = super::needed(fields, "title", "the goal in words", findings);
    let by = fields.date("by", findings);
    if by.is_none() && !fields.has("by") {
        fields.missing("by", "the day by which it is to be met, such as 2024-07-01", findings);
    }
    let is = match kind? {
        Kind::Pay => pay(fields, findings),
        Kind::Relationship => {
            let of = super::needed(fields, "relationship", "the name of a relationship", findings);
            of.map(|relationship| GoalIs::Relationship {
                relationship,
                class: fields.text("class", findings),
            })
        }
        Kind::Term => term(fields, findings),
        Kind::Text => text(fields, findings),
    };
    Some(Asked { name: name?, title: title?, by: by?, is: is?, place: fields.place() })
}

fn pay(fields: &Fields<'_>, findings: &mut Findings) -> Option<GoalIs> {
    let class = super::needed(fields, "classification", "a class of the schedule", findings);
    let expected = "at_least = { figure = \"peers/...\" }, or { value = \"15000\", who = \"...\", title = \"...\" }";
    if !fields.has("at_least") {
        fields.missing("at_least", expected, findings);
    }
    if fields.is_text("at_least") {
        fields.wrong("at_least", expected, findings);
        return None;
    }
    let table = fields.table("at_least", findings);
    let at_least = match table.filter(|table| table.has("figure")) {
        Some(table) => {
            table.only(&["figure"], &[], findings);
            table.text("figure", findings).map(Wanted::Figure)
        }
        None => number(fields, "at_least", "what it is to reach", None, findings)
            .map(|number| Wanted::Amount(Box::new(number))),
    };
    Some(GoalIs::Pay {
        classification: class?,
        column: fields.text("column", findings).unwrap_or_default(),
        step: fields.text("step", findings).unwrap_or_else(|| "top".to_owned()),
        at_least: at_least?,
    })
}

/// The kinds of terms that goals can ask for, each with what it gives.
const TERMS: [(&str, &[&str]); 5] = [
    ("paid-leave", &["weeks", "pay_replaced"]),
    ("lump-sum", &["amount", "percent"]),
    (
        "differential",
        &["percent", "amount_an_hour", "amount_a_month", "amount_a_period", "amount_a_year"],
    ),
    (
        "stipend",
        &["percent", "amount_an_hour", "amount_a_month", "amount_a_period", "amount_a_year"],
    ),
    ("positions", &["fte"]),
];

fn term(fields: &Fields<'_>, findings: &mut Findings) -> Option<GoalIs> {
    let kinds = TERMS.map(|(kind, gives)| (kind, (kind, gives)));
    let kind = fields.choice("term", &kinds, findings);
    if kind.is_none() && !fields.has("term") {
        let names = TERMS.map(|(kind, _)| kind);
        fields.missing("term", &format!("one of {}", names.join(", ")), findings);
    }
    let (kind, gives) = kind?;
    let mut at_least = Vec::new();
    if let Some(table) = fields.table("at_least", findings) {
        table.only(gives, &[], findings);
        for name in table.names().into_iter().filter(|name| gives.contains(name)) {
            let number = match name {
                "percent" | "pay_replaced" => table.percent(name, findings),
                name => table.number(name, findings),
            };
            at_least.extend(number.map(|number| (name.to_owned(), number)));
        }
    }
    let for_everyone = fields.truth("for_everyone", findings).unwrap_or(false);
    Some(GoalIs::Term { kind: kind.to_owned(), at_least, for_everyone })
}

fn text(fields: &Fields<'_>, findings: &mut Findings) -> Option<GoalIs> {
    let today = number(fields, "today", "the clause today", None, findings);
    let better = [("more", false), ("less", true)];
    let less_is_better = fields.choice("better", &better, findings).unwrap_or(false);
    let mut readings = Vec::new();
    for table in fields.tables("reading", findings) {
        table.only(&["offer", "says", "value", "why", "who"], &[], findings);
        let offer =
            super::needed(&table, "offer", "the offer's file, as under [costing]", findings);
        let value = number(&table, "value", "the clause under the offer", None, findings);
        let says = table.choice("says", &Says::NAMES, findings);
        if says.is_none() && value.is_none() && !table.has("says") && !table.has("value") {
            table.missing("says", "silent, weaker, unchanged or stronger; or a value", findings);
        }
        if table.has("value") && today.is_none() {
            table.wrong("value", "no value where the goal has none for today", findings);
        }
        let why = super::needed(&table, "why", "the words of the offer that say so", findings);
        let who = super::needed(&table, "who", "who read it", findings);
        if let (Some(offer), Some(why), Some(who)) = (offer, why, who) {
            let says = says.unwrap_or(Says::Unchanged);
            readings.push(Reading { offer, says, value, why, who });
        }
    }
    Some(GoalIs::Text { today, less_is_better, readings })
}

impl Making<'_> {
    /// Runs every goal against the status quo and the offers of the case.
    pub(super) fn goals(
        &mut self,
        loaded: Option<&Loaded>,
        (relationships, peers): (&[RelationshipTable], &[PeerTable]),
        figures: &mut Vec<MadeFigure>,
        holes: &[Hole],
    ) -> GoalTable {
        let file = self.file;
        if file.goals.is_empty() {
            return GoalTable::default();
        }
        let count = file.costing.as_ref().map_or(0, |costing| costing.offers.len());
        let mut offers = vec![("status-quo".to_owned(), "status quo".to_owned())];
        for at in 0..count {
            let title = loaded.map_or(String::new(), |l| l.case.offers[at].title.clone());
            offers.push((format!("offer-{}", at + 1), title));
        }
        let bases: BTreeMap<String, PayBasis> =
            peers.iter().map(|table| (table.rule.name.clone(), table.rule.basis)).collect();
        let mut goals = Vec::new();
        for asked in &file.goals {
            let outcomes = match &asked.is {
                GoalIs::Pay { .. } => {
                    self.pay_goal(asked, loaded, &offers, figures, (holes, &bases))
                }
                GoalIs::Relationship { relationship, class } => {
                    let class = class.as_deref();
                    self.relationship_goal(
                        asked,
                        relationship,
                        class,
                        relationships,
                        &offers,
                        figures,
                    )
                }
                GoalIs::Term { .. } => self.term_goal(asked, loaded, &offers, figures),
                GoalIs::Text { .. } => self.text_goal(asked, &offers, figures),
            };
            let Some(outcomes) = outcomes else { continue };
            goals.push(Goal {
                name: asked.name.clone(),
                title: asked.title.clone(),
                by: asked.by,
                outcomes,
            });
        }
        GoalTable { offers, goals }
    }

    fn add_short(&self, figures: &mut Vec<MadeFigure>, figure: Option<Figure>) -> Option<String> {
        let figure = figure?;
        let name = figure.name.clone();
        figures.push(MadeFigure::of(Part::Goals, figure));
        Some(name)
    }

    fn pay_goal(
        &mut self,
        asked: &Asked,
        loaded: Option<&Loaded>,
        offers: &[(String, String)],
        figures: &mut Vec<MadeFigure>,
        (holes, bases): (&[Hole], &BTreeMap<String, PayBasis>),
    ) -> Option<Vec<Outcome>> {
        let GoalIs::Pay { classification, column, step, at_least } = &asked.is else { return None };
        let Some(loaded) = loaded else {
            self.findings.push(
                Finding::error(asked.place.clone(), "pay is a goal, but the case costs nothing")
                    .expected("[costing] in the case file, with its schedule"),
            );
            return None;
        };
        let case = &loaded.case;
        let Some(ladder) = case.schedule.ladder(classification, column) else {
            let known: Vec<&str> =
                case.schedule.ladders.iter().map(|l| l.classification.as_str()).collect();
            self.findings.push(
                Finding::error(
                    asked.place.clone(),
                    format!("the schedule has no class \"{classification}\""),
                )
                .near(classification, &known),
            );
            return None;
        };
        let wanted: Result<Expr, String> = match at_least {
            Wanted::Amount(number) => shown(Unit::Money, &self.resolve(number)?),
            Wanted::Figure(name) => {
                let found = figures.iter().find(|made| made.figure.name == *name);
                match found {
                    Some(made) if !matches!(made.figure.value, Value::Money(_)) => {
                        let what = format!("the figure \"{name}\" is {}", made.figure.value.unit());
                        self.findings.push(
                            Finding::error(asked.place.clone(), what)
                                .expected("a figure in dollars, such as a median of peers"),
                        );
                        return None;
                    }
                    Some(made) => Ok(again(&made.figure)),
                    None => match hole_behind(holes, name) {
                        Some(hole) => Err(format!("{name} is a hole: {}", hole.why)),
                        None => {
                            let names: Vec<&str> =
                                figures.iter().map(|made| made.figure.name.as_str()).collect();
                            self.findings.push(
                                Finding::error(
                                    asked.place.clone(),
                                    format!("there is no figure \"{name}\""),
                                )
                                .near(name, &names),
                            );
                            return None;
                        }
                    },
                }
            }
        };
        let of = case.schedule.ladders[ladder].basis;
        let basis = match at_least {
            Wanted::Figure(name) => bases.get(name.split('/').nth(1).unwrap_or("")).copied(),
            Wanted::Amount(_) => None,
        };
        if let Some(basis) = basis.filter(|basis| *basis != of && is_of_peers(at_least)) {
            let what = format!(
                "{classification} is paid by a rate that is {}, and the figure is {}",
                of.name(),
                basis.name()
            );
            self.findings.push(
                Finding::error(asked.place.clone(), what)
                    .expected("a rule of peers with the basis of the class's schedule"),
            );
            return None;
        }
        let wanted = match wanted {
            Ok(wanted) => wanted,
            Err(why) => return Some(vec![Outcome::not_known(why); offers.len()]),
        };
        let mut outcomes = Vec::new();
        for (at, (slug, title)) in offers.iter().enumerate() {
            let offer = at.checked_sub(1);
            let mut days = costing::rate_days(case, offer);
            if !days.contains(&asked.by) {
                days.push(asked.by);
                days.sort();
            }
            let mut short_on: BTreeMap<Date, (Fraction, Figure)> = BTreeMap::new();
            for day in days {
                let Some(rate) = self.rate_under(case, (slug, offer), ladder, step, day) else {
                    continue;
                };
                let rate = Expr::Number(Unit::Money, Box::new(rate));
                let less =
                    Expr::less("what is wanted less that", Unit::Money, wanted.clone(), rate);
                let name = format!("goals/{}/{slug}/short", asked.name);
                let method = format!(
                    "{}: what is wanted less the {step} step of {classification} on {day} under \"{title}\"; below zero the goal is passed.",
                    asked.title
                );
                let is_not = vec!["It is not what reaching the goal costs.".to_owned()];
                let Some(figure) = less.figure(&name, self.file.as_of, method, is_not) else {
                    continue;
                };
                short_on.insert(day, (figure.value.amount(), figure));
            }
            outcomes.push(match short_on.get(&asked.by).cloned() {
                None => Outcome::not_known(format!(
                    "{classification} has no {step} step on {} under it",
                    asked.by
                )),
                Some((short, figure)) => {
                    let missed =
                        short_on.iter().rev().find(|(_, (short, _))| *short > Fraction::ZERO);
                    let when = match missed {
                        None => short_on.keys().next(),
                        Some((last, _)) => short_on.keys().find(|day| *day > last),
                    };
                    Outcome {
                        state: state(short <= Fraction::ZERO),
                        when: when.copied(),
                        short: self.add_short(figures, Some(figure)),
                        why: String::new(),
                    }
                }
            });
        }
        Some(outcomes)
    }

    /// A class's rate at a step on a day under the status quo or an offer, as a line of the costing.
    fn rate_under(
        &mut self,
        case: &Case,
        (slug, offer): (&str, Option<usize>),
        ladder: usize,
        step: &str,
        day: Date,
    ) -> Option<Compared> {
        let on = costing::ladder_on(case, offer, ladder, day);
        let (label, amount) = match crate::select::step_ref(step) {
            StepRef::Top => on.steps.last().cloned()?,
            StepRef::Bottom => on.steps.first().cloned()?,
            StepRef::Label(label) => on.steps.iter().find(|(known, _)| *known == label).cloned()?,
        };
        let of = &case.schedule.ladders[ladder];
        let line = format!("{slug} | {} | {} | {step} | {day}", of.classification, of.column);
        self.lines.insert(line.clone(), amount.clone());
        let inputs = super::relationships::inputs_of(case, offer);
        let says = format!("{}, step {label}, {day}", of.classification);
        let origin = Origin::Line { line, inputs };
        let pay = EvidencePay { amount, says, basis: Some(of.basis), origin };
        Some(Compared::of(of.classification.clone(), pay))
    }

    fn relationship_goal(
        &mut self,
        asked: &Asked,
        name: &str,
        class: Option<&str>,
        relationships: &[RelationshipTable],
        offers: &[(String, String)],
        figures: &[MadeFigure],
    ) -> Option<Vec<Outcome>> {
        let table = relationships.iter().find(|table| table.name == name);
        let rung = table.and_then(|table| {
            let of = |class: &str| table.rungs.iter().find(|rung| rung.upper == class);
            class.map_or_else(|| table.rungs.last(), of)
        });
        let (Some(table), Some(rung)) = (table, rung) else {
            let names: Vec<&str> = relationships.iter().map(|table| table.name.as_str()).collect();
            let what = match (table, class) {
                (Some(_), Some(class)) => {
                    format!("the relationship \"{name}\" has no \"{class}\" above another")
                }
                _ => format!("there is no relationship \"{name}\""),
            };
            self.findings.push(Finding::error(asked.place.clone(), what).near(name, &names));
            return None;
        };
        if table.reference.is_none() {
            let what = format!("the relationship \"{name}\" has no reference to be reached");
            self.findings.push(Finding::error(asked.place.clone(), what));
            return None;
        }
        let outcomes = offers.iter().map(|(slug, _)| {
            let Some(under) = rung.under.iter().find(|under| under.slug == *slug) else {
                return Outcome::not_known("the classes are not on the schedule that is costed");
            };
            let short = table.name(rung, &format!("{slug}/short"));
            let there = figures.iter().any(|made| made.figure.name == short);
            Outcome {
                state: state(under.restored.is_some_and(|day| day <= asked.by)),
                when: under.restored,
                short: there.then_some(short),
                why: String::new(),
            }
        });
        Some(outcomes.collect())
    }

    fn term_goal(
        &mut self,
        asked: &Asked,
        loaded: Option<&Loaded>,
        offers: &[(String, String)],
        figures: &mut Vec<MadeFigure>,
    ) -> Option<Vec<Outcome>> {
        let GoalIs::Term { kind, at_least, for_everyone } = &asked.is else { return None };
        let mut outcomes = Vec::new();
        for (at, (slug, title)) in offers.iter().enumerate() {
            let (Some(offer), Some(loaded)) = (at.checked_sub(1), loaded) else {
                let why = format!("what the contract gives of {kind} today is not in the costing");
                outcomes.push(Outcome::not_known(why));
                continue;
            };
            let case = &loaded.case;
            let all = case.offers[offer].terms.iter().enumerate();
            let of_kind: Vec<(usize, &Term)> =
                all.filter(|(_, term)| term.kind.name() == kind).collect();
            if of_kind.is_empty() {
                let why = format!("it has no {kind}");
                outcomes.push(Outcome { state: GoalState::NotMet, when: None, short: None, why });
                continue;
            }
            let mut best: Option<Outcome> = None;
            for (number, term) in of_kind {
                let outcome = self.one_term(
                    asked,
                    (slug, title, offer),
                    (number, term),
                    (at_least, *for_everyone),
                    figures,
                );
                if best.as_ref().is_none_or(|best| best.state != GoalState::Met) {
                    best = Some(outcome);
                }
            }
            outcomes.extend(best);
        }
        Some(outcomes)
    }

    fn one_term(
        &mut self,
        asked: &Asked,
        (slug, title, offer): (&str, &str, usize),
        (number, term): (usize, &Term),
        (at_least, for_everyone): (&[(String, Fraction)], bool),
        figures: &mut Vec<MadeFigure>,
    ) -> Outcome {
        let gives = gives(term, asked.by);
        let mut why = Vec::new();
        let mut short = None;
        for (what, least) in at_least {
            let Some((unit, amount)) = gives.get(what.as_str()) else {
                why.push(format!("term {} gives no {what}", number + 1));
                continue;
            };
            if amount < least {
                why.push(format!("term {} gives less {}", number + 1, what.replace('_', " ")));
            }
            let line = format!("{slug} | term {} | {what}", number + 1);
            self.lines.insert(line.clone(), amount.clone());
            let input = InputRef {
                role: "offer".to_owned(),
                number: offer + 1,
                used: format!("term {}", number + 1),
            };
            let origin = Origin::Line { line, inputs: vec![input] };
            let says = format!("{} under \"{title}\"", what.replace('_', " "));
            let pay = EvidencePay { amount: amount.clone(), says, basis: None, origin };
            let has = Compared::of("", pay);
            let less = Expr::less(
                "what is wanted less that",
                *unit,
                given("what is wanted", least.clone()),
                Expr::Number(Unit::Count, Box::new(has)),
            );
            let name = format!(
                "goals/{}/{slug}/term-{}/{}",
                asked.name,
                number + 1,
                what.replace('_', "-")
            );
            let method = format!(
                "{}: {} that is wanted less that of term {} of \"{title}\"; below zero the goal is passed.",
                asked.title,
                what.replace('_', " "),
                number + 1
            );
            let figure = less.figure(&name, self.file.as_of, method, Vec::new());
            let added = self.add_short(figures, figure);
            short = short.or(added);
        }
        if for_everyone && !is_for_everyone(term) {
            why.push(format!("term {} leaves some people out", number + 1));
        }
        if term.effective > asked.by {
            why.push(format!("term {} begins on {}", number + 1, term.effective));
        }
        if term.until.is_some_and(|until| until < asked.by) {
            why.push(format!("term {} has ended by then", number + 1));
        }
        let met = why.is_empty();
        let when = met.then_some(term.effective);
        Outcome { state: state(met), when, short, why: why.join(", ") }
    }

    fn text_goal(
        &mut self,
        asked: &Asked,
        offers: &[(String, String)],
        figures: &mut Vec<MadeFigure>,
    ) -> Option<Vec<Outcome>> {
        let GoalIs::Text { today, less_is_better, readings } = &asked.is else { return None };
        let file = self.file;
        let files: Vec<&String> = file.costing.iter().flat_map(|c| &c.offers).collect();
        for reading in readings {
            if !files.contains(&&reading.offer) {
                let what = format!("\"{}\" is no offer of the case", reading.offer);
                self.findings.push(
                    Finding::error(asked.place.clone(), what)
                        .expected("a file of the list `offers` under [costing]")
                        .near(&reading.offer, &files),
                );
            }
        }
        let today = match today {
            None => None,
            Some(today) => Some(self.resolve(today)?),
        };
        let mut outcomes = vec![Outcome {
            state: GoalState::Met,
            when: None,
            short: None,
            why: "today's clause goes on".to_owned(),
        }];
        for (offer, (slug, title)) in files.iter().zip(&offers[1..]) {
            let Some(reading) = readings.iter().find(|reading| reading.offer == **offer) else {
                outcomes.push(Outcome::not_known("nobody has read it for this"));
                continue;
            };
            let said =
                format!("{} ({} reads it so)", reading.why.trim_end_matches('.'), reading.who);
            let (Some(value), Some(today)) = (&reading.value, &today) else {
                let met = reading.says != Says::Weaker;
                let why = format!("{}: {said}", reading.says.name());
                outcomes.push(Outcome { state: state(met), when: None, short: None, why });
                continue;
            };
            let value = self.resolve(value)?;
            let name = format!("goals/{}/{slug}/short", asked.name);
            let less = shown(Unit::Count, today).and_then(|today| {
                let value = shown(Unit::Count, &value)?;
                let (first, second) = if *less_is_better { (value, today) } else { (today, value) };
                Ok(Expr::less("what is lost", Unit::Count, first, second))
            });
            let method = format!(
                "{}: what is lost of today's clause under \"{title}\"; below zero it is stronger.",
                asked.title
            );
            let figure =
                less.ok().and_then(|less| less.figure(&name, self.file.as_of, method, Vec::new()));
            let lost = figure.as_ref().map(|figure| figure.value.amount());
            let met = lost.is_some_and(|lost| lost <= Fraction::ZERO);
            let short = self.add_short(figures, figure);
            outcomes.push(Outcome { state: state(met), when: None, short, why: said });
        }
        Some(outcomes)
    }
}

fn is_of_peers(wanted: &Wanted) -> bool {
    matches!(wanted, Wanted::Figure(name) if name.starts_with("peers/"))
}

fn state(met: bool) -> GoalState {
    if met { GoalState::Met } else { GoalState::NotMet }
}

/// The hole that a figure is, or is part of.
fn hole_behind<'a>(holes: &'a [Hole], name: &str) -> Option<&'a Hole> {
    holes.iter().find(|hole| name == hole.name || name.starts_with(&format!("{}/", hole.name)))
}

/// A figure as part of another: its steps as an expression.
fn again(figure: &Figure) -> Expr {
    Expr::Figure(Box::new(figure.clone()))
}

/// Whether a term selects nobody away.
fn is_for_everyone(term: &Term) -> bool {
    let select = &term.select;
    !select.looks_at_people() && !select.looks_at_places()
}

/// The name that goals have for an amount of a unit of time.
fn per_name(per: Per) -> &'static str {
    match per {
        Per::Hour => "amount_an_hour",
        Per::Month => "amount_a_month",
        Per::Year => "amount_a_year",
        Per::PayPeriod => "amount_a_period",
    }
}

/// What a term gives, by the names that goals have for it, and the unit that what is missing is
/// shown in.
fn gives(term: &Term, by: Date) -> BTreeMap<&'static str, (Unit, Fraction)> {
    let mut gives = BTreeMap::new();
    match &term.kind {
        TermKind::PaidLeave { share_of_year, pay_replaced, .. } => {
            let weeks = share_of_year.times(&Fraction::whole(52));
            gives.insert("weeks", (Unit::Count, weeks));
            gives.insert("pay_replaced", (Unit::Percent, pay_replaced.clone()));
        }
        TermKind::LumpSum { size: LumpSize::Amount(amount), .. } => {
            gives.insert("amount", (Unit::Money, amount.clone()));
        }
        TermKind::LumpSum { size: LumpSize::OfAnnualRate(part), .. } => {
            gives.insert("percent", (Unit::Percent, part.clone()));
        }
        TermKind::Extra { bands, .. } => {
            // What everyone gets, before any years of service.
            if let Some((_, size)) = bands.iter().find(|(years, _)| *years == 0) {
                match size {
                    ExtraSize::Percent(part) => {
                        gives.insert("percent", (Unit::Percent, part.clone()))
                    }
                    ExtraSize::Amount(amount, per) => {
                        gives.insert(per_name(*per), (Unit::Money, amount.clone()))
                    }
                };
            }
        }
        TermKind::Positions(row) => {
            if let Some((_, fte)) = row.ramp.iter().rev().find(|(from, _)| *from <= by) {
                gives.insert("fte", (Unit::Count, fte.clone()));
            }
        }
        _ => {}
    }
    gives
}
