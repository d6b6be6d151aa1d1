//! Peers: what others pay for the same work, by a rule that says whom we look at before we look.

mod choices;
mod listing;
mod match_form;
mod registry;
mod rule;
pub mod rule_form;

use std::collections::{BTreeMap, BTreeSet};

use evidence::{
    ClassOf, Compared, Market, Measure, Origin, Pay as EvidencePay, PayPart, Point, slug,
};
use money::{Date, Fraction, InputFile, InputRef, PayBasis, WorkYear};

pub use choices::{TheirClass, their_classes};
pub use listing::with_rule;
pub use match_form::{MatchForm, Renamed, renamed, with_matches};
pub use registry::{REGISTER_FILE, Registered, Registration, registering, registrations, standing};
pub use rule::{PeerRule, RuleSide, RuleTexts};

use super::book::{Hole, MadeFigure, Making, Part, rate};
use super::raises::{RaisedClass, Raises};
use crate::data::{Holds, Kind};
use crate::{Finding, Findings, Loaded, Place};
use rule::{BuildPart, Match, OwnClass, Peer};

/// What came of a rule: who matches, what they pay, and where our classes stand. The figures are the
/// book's, by [`PeerTable::name`].
#[derive(Debug, Clone)]
pub struct PeerTable {
    /// The rule.
    pub rule: PeerRule,
    /// How it stands to its data.
    pub registered: Registered,
    /// Peers of the rule that are the own unit, and left out.
    pub own_left_out: Vec<String>,
    /// Our classes, in the order of the rule.
    pub classes: Vec<PeerClass>,
}

/// One class of our own with what matches it.
#[derive(Debug, Clone)]
pub struct PeerClass {
    /// The class.
    pub name: String,
    /// As figures have it in their names.
    pub slug: String,
    /// Our own pay at each point of the rule, where it is known.
    pub own: Vec<Option<Fraction>>,
    /// Each peer, in the order of names.
    pub rows: Vec<PeerRow>,
    /// For each point why there is no result, where there is none.
    pub holes: Vec<Option<String>>,
}

/// What one peer has for a class.
#[derive(Debug, Clone)]
pub struct PeerRow {
    /// The employer.
    pub employer: String,
    /// Its class that matches; none where nothing does.
    pub theirs: Option<String>,
    /// Why it matches, or does not.
    pub why: String,
    /// At each point of the rule its pay, on the rule's basis and day, or why it is not known.
    /// Empty where nothing matches.
    pub pay: Vec<Result<Fraction, String>>,
}

impl PeerTable {
    /// The name of a figure of a class at a point, such as `median` or `gap/without-fairfield`.
    pub fn name(&self, class: &PeerClass, point: Point, what: &str) -> String {
        format!("peers/{}/{}/{}/{what}", self.rule.name, class.slug, point.name())
    }

    /// The name of a figure over all classes at a point.
    pub fn name_of_all(&self, point: Point, what: &str) -> String {
        format!("peers/{}/all/{}/{what}", self.rule.name, point.name())
    }

    /// The beginning of the names of what the rule's target costs.
    pub fn target(&self) -> String {
        format!("peers/{}/target", self.rule.name)
    }

    /// The rule that this one's figures stand beside, and where that is said.
    pub fn rival(&self) -> Option<(&str, &Place)> {
        self.rule.rival.as_ref().map(|(name, place)| (name.as_str(), place))
    }

    /// What all amounts buy, and of which day.
    pub fn unit(&self) -> String {
        unit_of(&self.rule)
    }
}

fn unit_of(rule: &PeerRule) -> String {
    let buys = match rule.basis {
        PayBasis::Monthly => "a month",
        PayBasis::Annual => "a year",
        PayBasis::Hourly => "an hour",
        PayBasis::Daily => "a day",
        PayBasis::Biweekly => "two weeks",
    };
    format!("{buys}, as of {}", rule.effective)
}

/// Reads a rule of a campaign by its name.
///
/// # Errors
///
/// Every finding of its files.
pub fn peer_rule(campaign: &std::path::Path, name: &str) -> Result<PeerRule, Findings> {
    let mut findings = Findings::default();
    let place = Place::Argument(name.to_owned());
    let rule = rule::read(campaign, name, &place, &mut findings);
    match rule {
        Some(rule) if !findings.has_errors() => Ok(rule),
        _ => Err(findings),
    }
}

/// Reads a rule out of texts that are not written yet.
///
/// # Errors
///
/// Every finding in them.
pub fn rule_of(texts: &RuleTexts) -> Result<PeerRule, Findings> {
    let mut findings = Findings::default();
    match texts.read(&mut findings) {
        Some(rule) if !findings.has_errors() => Ok(rule),
        _ => Err(findings),
    }
}

/// A market in the making: what is matched, with what a reader should know of its data.
#[derive(Default)]
struct Matched {
    pay: Vec<Compared>,
    /// How much each weighs, where the rule weighs them.
    weights: Vec<Fraction>,
    is_not: BTreeSet<&'static str>,
}

impl Making<'_> {
    /// The tables of the rules that the case names, and their figures and holes.
    pub(super) fn peers(
        &mut self,
        loaded: Option<&Loaded>,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Vec<PeerTable> {
        let file = self.file;
        if file.peers.is_empty() {
            return Vec::new();
        }
        let known = match registrations(self.campaign) {
            Ok(known) => known,
            Err(findings) => {
                self.findings.0.extend(findings.0);
                Vec::new()
            }
        };
        let mut tables: Vec<PeerTable> = Vec::new();
        for (name, place) in &file.peers {
            let given = self.given.filter(|given| given.name == *name);
            let rule = match given {
                Some(given) => given.read(&mut self.findings),
                None => rule::read(self.campaign, name, place, &mut self.findings),
            };
            let Some(rule) = rule else { continue };
            tables.push(self.table(rule, &known, loaded, figures, holes));
        }
        for table in &tables {
            let Some((rival, place)) = &table.rule.rival else { continue };
            if !tables.iter().any(|other| other.rule.name == *rival) {
                let names: Vec<&String> = tables.iter().map(|table| &table.rule.name).collect();
                self.findings.push(
                    Finding::error(
                        place.clone(),
                        format!("the case has no rule \"{rival}\" to stand beside this one"),
                    )
                    .expected("a name of the list `peers` in the case file")
                    .near(rival, &names),
                );
            }
        }
        tables
    }

    fn table(
        &mut self,
        rule: PeerRule,
        known: &[Registration],
        loaded: Option<&Loaded>,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> PeerTable {
        let refs = self.rule_inputs(&rule);
        let peers: Vec<Peer> =
            rule.peers.iter().filter(|peer| !rule.is_own(peer)).cloned().collect();
        for name in self.read_data_of(&rule, &peers) {
            self.findings.push(Finding::error(
                rule.place.clone(),
                format!("the data set \"{name}\" holds prices and no pay"),
            ));
        }
        let registered = {
            let used: BTreeSet<&str> =
                peers.iter().filter_map(|peer| peer.data.as_deref()).collect();
            let sets: Vec<&crate::data::DataSet> =
                self.sets.iter().filter(|set| used.contains(set.about.name.as_str())).collect();
            registry::registered(&rule, known, &sets)
        };
        let rows = self.rows_of(&rule, &peers);
        let mut markets: Vec<Vec<(String, Matched, Option<Compared>)>> =
            rule.points.iter().map(|_| Vec::new()).collect();
        let mut classes = Vec::new();
        let first = figures.len();
        for class in &rule.classes {
            let mut made = PeerClass {
                name: class.name.clone(),
                slug: class.slug.clone(),
                own: Vec::new(),
                rows: Vec::new(),
                holes: Vec::new(),
            };
            let mut matched: Vec<Matched> =
                rule.points.iter().map(|_| Matched::default()).collect();
            for peer in &peers {
                made.rows.push(self.row(&rule, class, peer, &rows, &mut matched));
            }
            for (at, (point, matched)) in rule.points.iter().zip(matched).enumerate() {
                let own = self.own_pay(&rule, class, *point, loaded);
                made.own.push(own.as_ref().map(Compared::amount));
                let name = format!("peers/{}/{}/{}", rule.name, class.slug, point.name());
                let unit = unit_of(&rule);
                let market = self.market(
                    &rule,
                    class,
                    *point,
                    &unit,
                    own.as_ref(),
                    (&matched.pay, &matched.weights),
                );
                match market.figures(&name) {
                    Ok(all) => {
                        figures.extend(all.into_iter().map(|mut figure| {
                            figure.is_not.extend(matched.is_not.iter().map(|&text| text.into()));
                            MadeFigure::of(Part::Peers, figure)
                        }));
                        if own.is_none() {
                            let why = format!(
                                "the {} of {} is not given: no gap can be had",
                                point.name(),
                                class.name
                            );
                            holes.push(Hole { name: format!("{name}/gap"), why });
                        }
                        made.holes.push(None);
                        markets[at].push((class.name.clone(), matched, own));
                    }
                    Err(too_few) => {
                        let why = format!("{too_few}{}", without_pay(&made.rows, at));
                        holes.push(Hole { name, why });
                        made.holes.push(Some(too_few.to_string()));
                    }
                }
            }
            classes.push(made);
        }
        for (point, markets) in rule.points.iter().zip(&markets) {
            self.mean_gap(&rule, *point, markets, figures);
        }
        let note = registered.sentence().trim_end_matches('.').to_owned();
        for made in &mut figures[first..] {
            made.figure.inputs.extend(refs.iter().cloned());
            made.notes.push(note.clone());
        }
        let own_left_out = rule.peers.iter().filter(|peer| rule.is_own(peer));
        let own_left_out = own_left_out.map(|peer| peer.employer.clone()).collect();
        PeerTable { own_left_out, registered, classes, rule }
    }

    fn market<'a>(
        &self,
        rule: &'a PeerRule,
        class: &'a OwnClass,
        point: Point,
        unit: &'a str,
        own: Option<&'a Compared>,
        (matched, weights): (&'a [Compared], &'a [Fraction]),
    ) -> Market<'a> {
        Market {
            class: &class.name,
            point,
            unit,
            own,
            matched,
            weights,
            least_matches: rule.least_matches,
            percentiles: &rule.percentiles,
            as_of: self.file.as_of,
        }
    }

    fn mean_gap(
        &self,
        rule: &PeerRule,
        point: Point,
        markets: &[(String, Matched, Option<Compared>)],
        figures: &mut Vec<MadeFigure>,
    ) {
        let unit = unit_of(rule);
        let with_own: Vec<Market<'_>> = markets
            .iter()
            .filter(|(_, _, own)| own.is_some())
            .map(|(class, matched, own)| Market {
                class,
                point,
                unit: &unit,
                own: own.as_ref(),
                matched: &matched.pay,
                weights: &[],
                least_matches: rule.least_matches,
                percentiles: &[],
                as_of: self.file.as_of,
            })
            .collect();
        if with_own.len() < 2 {
            return;
        }
        let name = format!("peers/{}/all/{}/mean-gap", rule.name, point.name());
        if let Some(figure) = evidence::mean_gap(&name, &with_own) {
            figures.push(MadeFigure::of(Part::Peers, figure));
        }
    }

    /// The rule and its matches as inputs.
    fn rule_inputs(&mut self, rule: &PeerRule) -> Vec<InputRef> {
        let used = ["whom the rule compares with, and how", "what matches what"];
        let mut refs = Vec::new();
        for ((path, sha256), used) in rule.files.iter().zip(used) {
            let number = 1 + self.inputs.iter().filter(|f| f.role == "peers").count();
            self.inputs.push(InputFile {
                role: "peers".to_owned(),
                number,
                name: path.clone(),
                sha256: sha256.clone(),
                ..InputFile::default()
            });
            refs.push(InputRef { role: "peers".to_owned(), number, used: used.to_owned() });
        }
        refs
    }

    /// Reads the data sets that peers name, and returns the names of those that hold no pay.
    fn read_data_of(&mut self, rule: &PeerRule, peers: &[Peer]) -> Vec<String> {
        let mut others = Vec::new();
        let names: BTreeSet<&String> = peers.iter().filter_map(|peer| peer.data.as_ref()).collect();
        for name in names {
            if self.sets.iter().any(|set| set.about.name == *name)
                && self.set(name, &rule.place).is_some()
                && matches!(self.held.get(name), Some(Holds::Prices(_)))
            {
                others.push(name.clone());
            }
        }
        others
    }

    /// The rows of every matched class in every table of pay.
    fn rows_of(&self, rule: &PeerRule, peers: &[Peer]) -> Rows {
        let mut sought: BTreeMap<&str, Vec<ClassOf>> = BTreeMap::new();
        for one in &rule.matches {
            let peer = peers.iter().find(|peer| peer.employer == one.employer);
            let Some((peer, data)) = peer.and_then(|peer| Some((peer, peer.data.as_deref()?)))
            else {
                continue;
            };
            if let Some(class) = class_of(peer, one) {
                sought.entry(data).or_default().push(class);
            }
        }
        let mut found = Rows::new();
        for (data, classes) in sought {
            let Some(Holds::Pay(table)) = self.held.get(data) else { continue };
            let rows = table.rows_of(&classes);
            for (class, rows) in classes.into_iter().zip(rows) {
                found.insert((data.to_owned(), class), rows);
            }
        }
        found
    }

    fn row(
        &mut self,
        rule: &PeerRule,
        class: &OwnClass,
        peer: &Peer,
        rows: &Rows,
        matched: &mut [Matched],
    ) -> PeerRow {
        let is = |one: &&Match| one.class == class.name && one.employer == peer.employer;
        let Some(one) = rule.matches.iter().find(is) else {
            return PeerRow {
                employer: peer.employer.clone(),
                theirs: None,
                why: NOT_LOOKED.to_owned(),
                pay: Vec::new(),
            };
        };
        let mut pay = Vec::new();
        if one.theirs.is_some() {
            for (point, matched) in rule.points.iter().zip(matched) {
                let found = self.pay_of(rule, peer, one, *point, rows, &mut matched.is_not);
                pay.push(match found {
                    Ok(compared) => {
                        let amount = compared.amount();
                        matched.pay.push(compared);
                        matched.weights.extend(peer.weight.clone());
                        Ok(amount)
                    }
                    Err(why) => Err(why),
                });
            }
        }
        PeerRow {
            employer: peer.employer.clone(),
            theirs: one.theirs.clone(),
            why: one.why.clone(),
            pay,
        }
    }

    /// What a peer pays for a match at a point, or why it is not known.
    fn pay_of(
        &mut self,
        rule: &PeerRule,
        peer: &Peer,
        one: &Match,
        point: Point,
        rows: &Rows,
        is_not: &mut BTreeSet<&'static str>,
    ) -> Result<Compared, String> {
        let Some(data) = &peer.data else {
            return Err("no data set is named: nobody has brought its pay".to_owned());
        };
        let Some(about) =
            self.sets.iter().find(|set| set.about.name == *data).map(|set| set.about.clone())
        else {
            return Err(format!("there is no data set \"{data}\": nobody has brought it"));
        };
        if let Some(published) = about.published_on.filter(|day| *day > self.file.as_of) {
            return Err(format!("{data} came out on {published}, after {}", self.file.as_of));
        }
        let theirs = one.theirs.clone().unwrap_or_default();
        let mut parts: Vec<(String, Fraction, BuildPart)> = Vec::new();
        let (key, amount, basis) = match self.held.get(data) {
            Some(Holds::Pay(table)) => {
                let class = class_of(peer, one).unwrap_or_default();
                let found = rows.get(&(data.clone(), class.clone()));
                if found.is_none_or(Vec::is_empty) {
                    let finding = no_such_class(table, &class, one, data);
                    self.findings.push(finding);
                    return Err("is not in its data set".to_owned());
                }
                let rows = found.map(Vec::as_slice).unwrap_or_default();
                let build = rule.built_of(point);
                let mut built = Vec::new();
                for part in &build {
                    let amount = part_of(table, rows, &part.name);
                    let amount = match amount {
                        Some(amount) => amount,
                        None if has_part(table, &part.name) => {
                            return Err(format!("no {} is stated", part.name));
                        }
                        None => {
                            return Err(format!("its data set has no column \"{}\"", part.name));
                        }
                    };
                    built.push((table.key_of(&class, &part.name), amount, part));
                }
                let (key, amount) = match built.first() {
                    Some((key, amount, _)) => (key.clone(), amount.clone()),
                    None => {
                        let amount = table.amount_of(rows, point);
                        let amount =
                            amount.ok_or_else(|| format!("no {} is stated", point.name()))?;
                        (table.key_of(&class, point.name()), amount)
                    }
                };
                for (key, amount, part) in built.into_iter().skip(1) {
                    parts.push((key, amount, part.clone()));
                }
                if about.kind == Kind::Controller
                    && matches!(point, Point::Pay | Point::Cash | Point::Total)
                {
                    is_not.insert("It is not a rate: the State Controller has what was paid in a year, to people who were there for part of it too.");
                }
                (key, amount, peer.basis)
            }
            Some(Holds::Wages(table)) => {
                if point != Point::Pay {
                    return Err(format!("a wage survey has no {}", point.name()));
                }
                let cell = table.cell(&peer.area, &peer.industry, &theirs).ok_or_else(|| {
                    format!(
                        "no wage was published for {theirs} in area {}, industry {}",
                        peer.area, peer.industry
                    )
                })?;
                let Measure::Of(amount) = cell.measure(peer.reading) else {
                    let why = cell.measure(peer.reading);
                    return Err(format!("{} is {why}", peer.reading.name()));
                };
                is_not.insert("It is not matched class by class where it is a wage survey's: an occupation takes in many classes and ranks.");
                if cell.owner.name == "all ownerships" {
                    is_not
                        .insert("It is not what public employers pay alone: private ones are in the wage survey.");
                }
                let hourly = peer.reading.name().starts_with("hourly");
                let basis = if hourly { PayBasis::Hourly } else { PayBasis::Annual };
                (cell.key(peer.reading), amount.clone(), basis)
            }
            _ => return Err(format!("{data} holds no pay")),
        };
        let wages = matches!(self.held.get(data), Some(Holds::Wages(_)));
        let effective = match peer.effective {
            Some(day) => day,
            None if wages => {
                self.findings.push(
                    Finding::error(peer.place.clone(), "the day of the wage survey is not said")
                        .expected("effective = 2025-05-01 for the survey of May 2025"),
                );
                return Err("of which day it is, is not said".to_owned());
            }
            None => rule.effective,
        };
        let mut input =
            self.set(data, &peer.place).ok_or_else(|| format!("{data} cannot be read"))?;
        input.used = "pay of matched classes".to_owned();
        let mut factors = Vec::new();
        factors.extend(basis_factor(rule, basis));
        factors.extend(ageing_factor(rule, effective)?);
        let says = peer.employer.clone();
        let parts = parts
            .into_iter()
            .map(|(cell, amount, part)| {
                let origin = Origin::Cell { input: input.clone(), cell };
                let says = format!("{}, {}", peer.employer, part.name);
                let pay = EvidencePay { amount, says, basis: Some(basis), origin };
                PayPart { pay, less: part.less }
            })
            .collect();
        let origin = Origin::Cell { input, cell: key };
        let pay = EvidencePay { amount, says, basis: Some(basis), origin };
        Ok(Compared { who: peer.employer.clone(), pay, parts, factors })
    }

    /// Our own pay at a point, from the rule, a schedule or the roster.
    fn own_pay(
        &mut self,
        rule: &PeerRule,
        class: &OwnClass,
        point: Point,
        loaded: Option<&Loaded>,
    ) -> Option<Compared> {
        if let Some((_, amount)) = class.given.iter().find(|(known, _)| *known == point) {
            let says = format!("{}, {}, as the rule gives it", class.name, point.name());
            let pay =
                EvidencePay { amount: amount.clone(), says, basis: None, origin: Origin::Given };
            return Some(Compared::of(class.name.clone(), pay));
        }
        let build = rule.built_of(point);
        if !build.is_empty() {
            return self.own_built(rule, class, &build, loaded);
        }
        let step = match point {
            Point::Minimum => "bottom",
            Point::Maximum => "top",
            Point::Midpoint => MIDDLE,
            Point::Pay if class.from_roster => return self.own_mean(rule, class, loaded),
            _ => return None,
        };
        let (path, column) = class.schedule.as_ref()?;
        let input = self.schedule(path, &class.place)?;
        let schedule = self.schedules.get(path)?;
        let on = rule.effective;
        let found = match step {
            MIDDLE => middle(schedule, &class.called, column, on),
            step => rate(schedule, &class.called, column, step, on),
        };
        let (label, amount, basis) = match found {
            Ok(found) => found,
            Err(why) => {
                let classes: Vec<&str> =
                    schedule.ladders.iter().map(|l| l.classification.as_str()).collect();
                self.findings.push(
                    Finding::error(class.place.clone(), why)
                        .expected("a class as the schedule has it")
                        .near(&class.called, &classes),
                );
                return None;
            }
        };
        let cell = format!("{} | {column} | {label} | {on}", class.called);
        let says = format!("{}, {}", class.name, point.name());
        let pay =
            EvidencePay { amount, says, basis: Some(basis), origin: Origin::Cell { input, cell } };
        let factors = basis_factor(rule, basis).into_iter().collect();
        Some(Compared { who: class.name.clone(), pay, parts: Vec::new(), factors })
    }

    /// Our own pay at a point that is added up: the first part is a point, the rest are those that
    /// the class gives.
    fn own_built(
        &mut self,
        rule: &PeerRule,
        class: &OwnClass,
        build: &[BuildPart],
        loaded: Option<&Loaded>,
    ) -> Option<Compared> {
        let (first, rest) = build.split_first()?;
        let point = Point::NAMES.iter().find(|(name, _)| *name == first.name)?.1;
        let mut own = self.own_pay(rule, class, point, loaded)?;
        for part in rest {
            let Some((_, amount)) = class.parts.iter().find(|(name, _)| *name == part.name) else {
                let names: Vec<&String> = class.parts.iter().map(|(name, _)| name).collect();
                let what = format!("\"{}\" of {} is not given", part.name, class.name);
                self.findings.push(
                    Finding::error(class.place.clone(), what)
                        .expected("parts = { ... } with every name of `build`")
                        .near(&part.name, &names),
                );
                return None;
            };
            let says = format!("{}, {}, as the rule gives it", class.name, part.name);
            // The rule gives it in its own basis, and what is added up is still in the schedule's.
            let bring = |amount: Fraction, (_, factor): &(String, Fraction)| {
                amount.divide(factor).unwrap_or(Fraction::ZERO)
            };
            let amount = own.factors.iter().fold(amount.clone(), bring);
            let pay = EvidencePay { amount, says, basis: None, origin: Origin::Given };
            own.parts.push(PayPart { pay, less: part.less });
        }
        Some(own)
    }

    /// The mean rate of the class's people on the roster of the costing.
    fn own_mean(
        &mut self,
        rule: &PeerRule,
        class: &OwnClass,
        loaded: Option<&Loaded>,
    ) -> Option<Compared> {
        let Some(loaded) = loaded else {
            self.findings.push(
                Finding::error(class.place.clone(), "pay = \"roster\", but the case costs nothing")
                    .expected("[costing] in the case file, with the roster"),
            );
            return None;
        };
        let (class_name, on, basis) = (&class.called, rule.effective, rule.basis);
        let mean = evidence::mean_rate(&loaded.case, class_name, on, basis);
        let Some(amount) = mean else {
            self.findings.push(
                Finding::error(
                    class.place.clone(),
                    format!("nobody on the roster is in \"{class_name}\" with a rate on {on}"),
                )
                .expected("a class as the roster has it; `called` says how"),
            );
            return None;
        };
        let input = InputRef {
            role: "roster".to_owned(),
            number: 1,
            used: "the people of the class".to_owned(),
        };
        let cell = format!("{class_name} | {MEAN_RATE} | {} | {on}", basis.name());
        let says = format!("{}, mean full-time rate of its people", class.name);
        let pay =
            EvidencePay { amount, says, basis: Some(basis), origin: Origin::Cell { input, cell } };
        Some(Compared::of(class.name.clone(), pay))
    }
}

/// What is said of a class and a peer that the matches do not have.
const NOT_LOOKED: &str = "nobody has looked yet";

/// A point or a further column of a class's rows, by its name.
fn part_of(table: &evidence::PayTable, rows: &[usize], name: &str) -> Option<Fraction> {
    match Point::NAMES.iter().find(|(known, _)| *known == name) {
        Some((_, point)) => table.amount_of(rows, *point),
        None => table.extra_of(rows, name),
    }
}

fn has_part(table: &evidence::PayTable, name: &str) -> bool {
    let point = Point::NAMES.iter().find(|(known, _)| *known == name).map(|(_, point)| *point);
    match point {
        Some(point) => table.points.iter().any(|(known, _)| *known == point),
        None => table.extras.iter().any(|(known, _)| known == name),
    }
}

/// The rows of each matched class, by data set.
type Rows = BTreeMap<(String, ClassOf), Vec<usize>>;

/// The step that stands for the middle of a range.
const MIDDLE: &str = "middle of the range";

/// Half of the lowest and the highest rate of a class.
fn middle(
    schedule: &costing::Schedule,
    class: &str,
    column: &str,
    on: Date,
) -> Result<(String, Fraction, PayBasis), String> {
    let (_, least, basis) = rate(schedule, class, column, "bottom", on)?;
    let (_, most, _) = rate(schedule, class, column, "top", on)?;
    Ok((MIDDLE.to_owned(), least.plus(&most).times(&Fraction::new(1, 2)), basis))
}

/// The middle of a range under its key, where the key is one.
pub(super) fn middle_of_cell(schedule: &costing::Schedule, cell: &str) -> Option<Fraction> {
    let (class, column, step, day) = parts_of_rate(cell)?;
    let on = money::date_from_iso(day).ok()?;
    let found = (step == MIDDLE).then(|| middle(schedule, class, column, on));
    found?.ok().map(|(_, amount, _)| amount)
}

/// The class, column, step and day of a rate's key; a class may have bars in its name.
pub(super) fn parts_of_rate(cell: &str) -> Option<(&str, &str, &str, &str)> {
    let mut parts = cell.rsplitn(4, " | ");
    let (day, step, column) = (parts.next()?, parts.next()?, parts.next()?);
    Some((parts.next()?, column, step, day))
}

/// A number of the roster under its key: a mean rate, or heads above a rate.
pub(super) fn number_of_roster(case: &costing::Case, cell: &str) -> Option<Fraction> {
    let (rest, on) = cell.rsplit_once(" | ")?;
    let (rest, basis) = rest.rsplit_once(" | ")?;
    let (class, what) = rest.rsplit_once(" | ")?;
    let on = money::date_from_iso(on).ok()?;
    let basis = PayBasis::NAMES.iter().find(|(name, _)| *name == basis)?.1;
    match what.strip_prefix(HEADS_ABOVE) {
        Some(amount) => {
            let amount = Fraction::parse(amount).ok()?;
            Some(Fraction::whole(evidence::heads_above(case, class, &amount, on, basis)))
        }
        None if what == MEAN_RATE => evidence::mean_rate(case, class, on, basis),
        None => None,
    }
}

/// What a key of the roster asks for.
const MEAN_RATE: &str = "mean rate";

/// The same, before the rate.
pub(super) const HEADS_ABOVE: &str = "heads above ";

fn class_of(peer: &Peer, one: &Match) -> Option<ClassOf> {
    Some(ClassOf {
        employer: peer.called.clone(),
        classification: one.theirs.clone()?,
        edition: peer.edition.clone(),
    })
}

/// What brings pay of a basis to the rule's.
fn basis_factor(rule: &PeerRule, basis: PayBasis) -> Option<(String, Fraction)> {
    factor_between(&rule.work_year, basis, rule.basis)
}

/// What brings pay of one basis to another, with the reason in words.
pub(super) fn factor_between(
    year: &WorkYear,
    from: PayBasis,
    to: PayBasis,
) -> Option<(String, Fraction)> {
    if from == to {
        return None;
    }
    let months = [PayBasis::Monthly, PayBasis::Annual];
    let hours = match months.contains(&from) && months.contains(&to) {
        true => String::new(),
        false => format!(", {} hours a year", year.hours),
    };
    Some((format!("from {} to {}{hours}", from.name(), to.name()), year.factor(from, to)))
}

/// What brings pay of a day to the rule's day, by the rule's ageing; why it cannot be.
fn ageing_factor(rule: &PeerRule, day: Date) -> Result<Option<(String, Fraction)>, String> {
    if day == rule.effective {
        return Ok(None);
    }
    if day > rule.effective {
        return Err(format!("its pay is of {day}, after {}", rule.effective));
    }
    let Some(yearly) = &rule.ageing else {
        return Err(format!(
            "its pay is of {day}, not of {}, and the rule states no ageing",
            rule.effective
        ));
    };
    let months = i64::from(rule.effective.year() - day.year()) * 12
        + i64::from(rule.effective.month() - day.month())
        - i64::from(rule.effective.day() < day.day());
    let factor = Fraction::ONE.plus(&yearly.times(&Fraction::new(months, 12)));
    let percent = yearly.times(&Fraction::whole(100)).to_decimal(2);
    Ok(Some((format!("aged {months} months at {percent} percent a year"), factor)))
}

/// Which peers have no pay at a point, and why, to be said with a hole.
fn without_pay(rows: &[PeerRow], at: usize) -> String {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in rows {
        let why = match (&row.theirs, row.pay.get(at)) {
            (None, _) if row.why == NOT_LOOKED => NOT_LOOKED,
            (None, _) => "no match",
            (Some(_), Some(Err(why))) => why.as_str(),
            _ => continue,
        };
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, employers)) => employers.push(&row.employer),
            None => reasons.push((why, vec![&row.employer])),
        }
    }
    reasons.iter().map(|(why, employers)| format!("; {}: {why}", employers.join(", "))).collect()
}

fn no_such_class(table: &evidence::PayTable, class: &ClassOf, one: &Match, data: &str) -> Finding {
    let employers: Vec<&String> =
        table.employer.as_ref().map(|known| known.values().iter().collect()).unwrap_or_default();
    if !employers.is_empty() && !employers.contains(&&class.employer) {
        let what = format!("the data set \"{data}\" has no employer \"{}\"", class.employer);
        return Finding::error(one.place.clone(), what)
            .expected("the employer as the data set calls it; `called` in the rule says how")
            .near(&class.employer, &employers);
    }
    let edition = match class.edition.as_str() {
        "" => String::new(),
        edition => format!(" in {edition}"),
    };
    let what = format!(
        "the data set \"{data}\" has no class \"{}\" at {}{edition}",
        class.classification, class.employer
    );
    Finding::error(one.place.clone(), what)
        .expected("the class as the data set spells it")
        .near(&class.classification, table.classification.values())
}

/// What the target of each rule asks for.
pub(super) fn targets_of(tables: &[PeerTable]) -> Vec<Raises> {
    let target_of = |table: &PeerTable| {
        let target = table.rule.target.as_ref()?;
        let classes = table.classes.iter().zip(&table.rule.classes);
        let raised = |(class, own): (&PeerClass, &OwnClass)| RaisedClass {
            slug: class.slug.clone(),
            called: own.called.clone(),
            figure: table.name(class, target.point, "raise-to-market"),
        };
        let point = target.point.name();
        Some(Raises {
            prefix: table.target(),
            title: format!(
                "{}: every class at the median, by its {point}, on {}",
                table.rule.title, target.from
            ),
            from: target.from,
            classes: classes.map(raised).collect(),
            none: format!("no class of the roster is below the market at the {point}"),
            place: target.place.clone(),
            file: table.rule.files.first().cloned().unwrap_or_default(),
        })
    };
    tables.iter().filter_map(target_of).collect()
}

/// The rivals that a rule beside another brings, figure by figure, of the figures that there are.
pub(super) fn rivals_of(
    tables: &[PeerTable],
    figures: &BTreeMap<String, usize>,
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for table in tables {
        let Some((rival, _)) = &table.rule.rival else { continue };
        let (ours, theirs) = (format!("peers/{}/", table.rule.name), format!("peers/{rival}/"));
        for name in figures.keys().filter(|name| !name.contains("/without-")) {
            let Some(rest) = name.strip_prefix(&ours) else { continue };
            let other = format!("{theirs}{rest}");
            if figures.contains_key(&other) {
                pairs.push((name.clone(), other));
            }
        }
    }
    pairs
}

/// The slug of an employer as leave-one-out figures have it.
pub fn without(employer: &str) -> String {
    format!("without-{}", slug(employer))
}
