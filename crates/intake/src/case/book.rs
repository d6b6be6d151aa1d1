use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use costing::Schedule;
use evidence::{
    Compared, Expr, HeadsTable, Measure, Origin, Prices, Question, Releases, Unanswered,
};
use money::{
    Cents, Date, Figure, Fraction, InputFile, InputRef, Operation, PayBasis, ReplayError, Sources,
    Steps, Unit, Value,
};

use super::goals::GoalTable;
use super::numbers;
use super::peers::{self, PeerTable, RuleTexts};
use super::relationships::{self, RelationshipTable};
use super::retired::{self, Retired};
use super::shown::Shown;
use super::staffing::{self};
use super::tables::CaseTable;
use super::{Asked, CaseFile, Costing, PayIs, PriceQuestion, What, When};
use crate::data::{self, DataSet, Holds, KeptReceipt};
use crate::files::bytes::{Bytes, Source};
use crate::toml_fields::TomlFile;
use crate::{CostFiles, Finding, Findings, HeaderMap, Loaded, Place, schedule};

/// A campaign's figures, each made from its inputs, and the holes where there are none.
#[derive(Debug)]
pub struct Book {
    /// Nothing published after this day is in it.
    pub as_of: Date,
    /// In the order of the case file; those of the costing after them.
    pub figures: Vec<MadeFigure>,
    /// Figures that were asked for and cannot be had.
    pub holes: Vec<Hole>,
    /// What is known of every input.
    pub inputs: Vec<InputFile>,
    /// What is worth saying.
    pub warnings: Findings,
    /// What came of each rule of peers, in the order of the case file.
    pub peers: Vec<PeerTable>,
    /// The offers that the case costs: as figures have each in their names, its title and party.
    pub offers: Vec<OfferName>,
    /// How classes stand to each other, in the order of the case file.
    pub relationships: Vec<RelationshipTable>,
    /// Vacancies, workforce, workload, answers, money: what the other figures come to, as tables.
    pub tables: Vec<CaseTable>,
    /// What the contract is to hold, by the status quo and the offers.
    pub goals: GoalTable,
    /// Who may be shown which figure.
    pub shown: Shown,
    /// Figures that are no longer used, which the case still makes.
    pub retired: Vec<Retired>,
    costed: Option<costing::Case>,
    sets: BTreeMap<String, Holds>,
    schedules: BTreeMap<String, Schedule>,
    rosters: BTreeMap<String, HeadsTable>,
    lines: BTreeMap<String, Fraction>,
}

/// An offer that the case costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferName {
    /// As figures have it in their names: `offer-1`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Whose it is, as files call it.
    pub party: &'static str,
}

/// A figure, and what a reader should know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFigure {
    /// With its receipt.
    pub figure: Figure,
    /// The part of the case that it is of.
    pub part: Part,
    /// What stood in for what is not there.
    pub notes: Vec<String>,
}

/// What part of the case a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What prices did to pay.
    Prices,
    /// What a wage survey prints.
    Wages,
    /// What somebody said.
    Said,
    /// Where a class stands among others' pay.
    Peers,
    /// How classes stand to each other.
    Relationships,
    /// A cell of a table.
    Tables,
    /// How far an offer is from a goal.
    Goals,
    /// What offers cost.
    Costs,
}

/// A figure that cannot be had, and why: a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// The figure's name.
    pub name: String,
    /// Why there is none.
    pub why: String,
}

/// How a receipt that was kept stands to the inputs as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Staleness {
    /// Its inputs are the same bytes, and its steps lead to the same value.
    Current,
    /// Inputs changed, or are gone: a sentence for each.
    Stale(Vec<String>),
    /// The inputs are the same, but a step comes to something else.
    Differs(ReplayError),
}

/// What a book is read from.
pub(super) struct Making<'a> {
    pub(super) campaign: &'a Path,
    /// A rule of peers that is not written yet.
    pub(super) given: Option<&'a RuleTexts>,
    pub(super) file: &'a CaseFile,
    pub(super) file_name: String,
    pub(super) sets: Vec<DataSet>,
    pub(super) held: BTreeMap<String, Holds>,
    pub(super) schedules: BTreeMap<String, Schedule>,
    /// Rosters that figures count the people of, by their paths.
    pub(super) rosters: BTreeMap<String, HeadsTable>,
    pub(super) inputs: Vec<InputFile>,
    releases: Releases,
    /// What rates of schedules buy, where they do not say.
    basis: PayBasis,
    /// Lines of the costing that figures read, beside those of its own figures.
    pub(super) lines: BTreeMap<String, Fraction>,
    pub(super) findings: Findings,
}

impl MadeFigure {
    /// A figure of which there is no more to say.
    pub(crate) fn of(part: Part, figure: Figure) -> MadeFigure {
        MadeFigure { figure, part, notes: Vec::new() }
    }
}

impl Book {
    /// Reads a case file of a campaign and makes its figures.
    ///
    /// # Errors
    ///
    /// Every finding of the case file, the data sets and the files of the costing.
    pub fn open(campaign: &Path, case: &Source) -> Result<Book, Findings> {
        Book::with_rule(campaign, case, None)
    }

    /// The same, with a rule of peers as it would be before it is written.
    ///
    /// # Errors
    ///
    /// Every finding, as of [`Book::open`].
    pub fn with_rule(
        campaign: &Path,
        case: &Source,
        given: Option<&RuleTexts>,
    ) -> Result<Book, Findings> {
        let one = |finding: Finding| Findings(vec![finding]);
        let bytes = Bytes::read(case).map_err(|finding| {
            one(finding.mend("write a case file: docs/case.md says what stands in it"))
        })?;
        let toml = TomlFile::parse(&bytes.name, bytes.text().map_err(one)?).map_err(one)?;
        let mut findings = Findings::default();
        let file = super::read(&toml, &mut findings)
            .map(|file| CaseFile { sha256: bytes.sha256(), ..file });
        let (sets, more) = data::of_campaign(campaign);
        findings.0.extend(more.0);
        let Some(file) = file else { return Err(findings) };
        let mut making = Making {
            campaign,
            given,
            file: &file,
            file_name: bytes.name.clone(),
            sets,
            held: BTreeMap::new(),
            schedules: BTreeMap::new(),
            rosters: BTreeMap::new(),
            inputs: Vec::new(),
            releases: data::releases(),
            basis: PayBasis::Monthly,
            lines: BTreeMap::new(),
            findings,
        };
        let mut loaded = making.load();
        let (mut figures, mut holes) = (Vec::new(), Vec::new());
        for asked in &file.figures {
            match making.figure(asked) {
                Some(Ok(made)) => figures.push(made),
                Some(Err(why)) => holes.push(Hole { name: asked.name.clone(), why }),
                None => {}
            }
        }
        let peers = making.peers(loaded.as_ref(), &mut figures, &mut holes);
        let offers: Vec<OfferName> = loaded
            .iter()
            .flat_map(|loaded| loaded.case.offers.iter().enumerate())
            .map(|(at, offer)| OfferName {
                slug: format!("offer-{}", at + 1),
                title: offer.title.clone(),
                party: offer.party.name(),
            })
            .collect();
        for offer in loaded.iter().flat_map(|loaded| &loaded.case.offers) {
            if offer.dated.is_some_and(|dated| dated > file.as_of) {
                let what = format!("\"{}\" is of a later day than the case", offer.title);
                making.findings.push(
                    Finding::error(Place::File(making.file_name.clone()), what)
                        .expected(format!("offers dated up to {}", file.as_of))
                        .mend("leave it out of the list `offers`, or date the case later"),
                );
            }
        }
        let mut tables = Vec::new();
        making.staffing(&mut figures, &mut holes, &mut tables);
        making.ability(&mut figures, &mut holes, &mut tables);
        let relationships = making.relationships(loaded.as_ref(), &mut figures, &mut holes);
        let goals = making.goals(loaded.as_ref(), (&relationships, &peers), &mut figures, &holes);
        let mut raises = peers::targets_of(&peers);
        raises.extend(relationships::restorations_of(&relationships));
        let added = making.add_raises(raises, &figures, &mut holes, loaded.as_mut());
        let bought = making.add_positions(loaded.as_mut());
        let mut costed = loaded.as_ref().map(|loaded| making.cost(loaded)).unwrap_or_default();
        let mut lines = costing::figure_lines(&costed);
        lines.append(&mut making.lines);
        // What distances are between: a sum of lines, read by others as one.
        let sums = costed.iter().filter(|figure| figure.name.ends_with("/cumulative"));
        lines.extend(sums.map(|figure| (figure.name.clone(), figure.value.amount())));
        super::raises::name_raises(&added, &figures, &mut costed);
        making.positions_bought(&bought, &mut costed, &mut figures, &mut holes, &mut tables);
        figures.extend(making.distances(loaded.as_ref(), &costed));
        figures.extend(costed.into_iter().map(|figure| MadeFigure::of(Part::Costs, figure)));
        making.pair(&mut figures, &holes, &peers);
        making.refuse_twins(&figures, &holes);
        let retired = retired::of_case(&file.retired, &figures, &holes, &mut making.findings);
        let Making { held, schedules, rosters, inputs, mut findings, .. } = making;
        findings.group();
        if findings.has_errors() {
            return Err(findings);
        }
        Ok(Book {
            as_of: file.as_of,
            figures,
            holes,
            inputs,
            warnings: findings,
            peers,
            offers,
            relationships,
            tables,
            goals,
            shown: file.shown.clone(),
            retired,
            costed: loaded.map(|loaded| loaded.case),
            sets: held,
            schedules,
            rosters,
            lines,
        })
    }

    /// What a data set holds, where the case read it.
    pub fn holds(&self, data: &str) -> Option<&Holds> {
        self.sets.get(data)
    }

    /// The months of the index between the first two dates that a figure reads, with those dates:
    /// what a chart of it shows.
    pub fn index_path(&self, figure: &Figure) -> Option<Vec<(evidence::Month, Fraction)>> {
        let mut dates = figure.steps.iter().filter_map(|step| match &step.does {
            Operation::Read { input, cell } => {
                let input = figure.inputs.get(*input)?;
                let file =
                    self.inputs.iter().find(|f| f.role == "data" && f.number == input.number)?;
                let (series, month) = cell.rsplit_once(' ')?;
                Some((input.role == "data").then_some((
                    file,
                    series,
                    evidence::Month::parse(month)?,
                ))?)
            }
            _ => None,
        });
        let (file, series, from) = dates.next()?;
        let (_, _, to) = dates.next()?;
        let Holds::Prices(all) = self.sets.get(&file.name)? else { return None };
        let index = all.iter().find(|index| index.series == series)?;
        let months = index.months.range(from..=to);
        Some(months.map(|(month, value)| (*month, value.clone())).collect())
    }

    /// A figure by its name.
    pub fn figure(&self, name: &str) -> Option<&MadeFigure> {
        self.figures.iter().find(|made| made.figure.name == name)
    }

    /// Whether a number goes by a name, as a figure or beside one.
    pub fn makes(&self, name: &str) -> bool {
        let goes_by = |made: &MadeFigure| {
            let mut next = Some(&made.figure);
            std::iter::from_fn(|| {
                let figure = next?;
                next = figure.rival.as_deref();
                Some(figure)
            })
            .any(|figure| figure.name == name)
        };
        self.figures.iter().any(goes_by)
    }

    /// The row that retires a figure by a day, if one does.
    pub fn retired_on(&self, figure: &str, day: Date) -> Option<&Retired> {
        self.retired.iter().find(|one| one.figure == figure && one.since <= day)
    }

    /// What is known of the inputs that a figure, and its rival, name.
    pub fn inputs_of(&self, figure: &Figure) -> Vec<InputFile> {
        let mut all: Vec<InputFile> = Vec::new();
        let mut next = Some(figure);
        while let Some(figure) = next {
            for input in &figure.inputs {
                // An offer in several files is one input with several files.
                let of = |f: &&InputFile| f.role == input.role && f.number == input.number;
                for known in self.inputs.iter().filter(of) {
                    if !all.contains(known) {
                        all.push(known.clone());
                    }
                }
            }
            next = figure.rival.as_deref();
        }
        all
    }

    /// Does the steps of a figure, and of its rival, again.
    ///
    /// # Errors
    ///
    /// The first step that does not lead where the receipt says.
    pub fn replay(&self, figure: &Figure, inputs: &[InputFile]) -> Result<(), ReplayError> {
        let mut next = Some(figure);
        while let Some(figure) = next {
            figure.replay(&InBook { book: self, refs: &figure.inputs, inputs })?;
            next = figure.rival.as_deref();
        }
        Ok(())
    }

    /// Holds a kept receipt against the inputs as they are now.
    pub fn staleness(&self, kept: &KeptReceipt) -> Staleness {
        let mut changed = Vec::new();
        for input in kept.inputs.iter().filter(|input| !input.sha256.is_empty()) {
            let same = |now: &&InputFile| now.role == input.role && now.name == input.name;
            match self.inputs.iter().find(same) {
                Some(now) if now.sha256 == input.sha256 => {}
                Some(now) => changed.push(format!(
                    "{} {} has other bytes: SHA-256 was {}, is {}",
                    input.role, input.name, input.sha256, now.sha256
                )),
                None => changed
                    .push(format!("{} {} is no longer used by the case", input.role, input.name)),
            }
        }
        if !changed.is_empty() {
            return Staleness::Stale(changed);
        }
        match self.replay(&kept.figure, &kept.inputs) {
            Ok(()) => Staleness::Current,
            Err(error) => Staleness::Differs(error),
        }
    }
}

/// What the steps of one figure read, in a book.
struct InBook<'a> {
    book: &'a Book,
    refs: &'a [InputRef],
    inputs: &'a [InputFile],
}

impl Sources for InBook<'_> {
    fn cell(&self, input: usize, cell: &str) -> Option<Fraction> {
        let named = self.refs.get(input)?;
        let file = self.inputs.iter().find(|f| f.role == named.role && f.number == named.number)?;
        match file.role.as_str() {
            "data" => self.book.sets.get(&file.name)?.number(cell),
            "schedule" => rate_of_cell(self.book.schedules.get(&file.name)?, cell),
            "roster" if cell.starts_with("heads") => {
                numbers::heads_of_key(self.book.rosters.get(&file.name)?, cell)
            }
            "roster" if cell.starts_with("became ") => {
                staffing::became_of_key(&self.book.rosters, &file.name, cell)
            }
            "roster" => peers::number_of_roster(self.book.costed.as_ref()?, cell),
            _ => None,
        }
    }

    fn line(&self, line: &str) -> Option<Fraction> {
        self.book.lines.get(line).cloned()
    }
}

/// A rate under its key: class, column, step and day, with bars between.
fn rate_of_cell(schedule: &Schedule, cell: &str) -> Option<Fraction> {
    if let Some(middle) = peers::middle_of_cell(schedule, cell) {
        return Some(middle);
    }
    let (class, column, step, day) = peers::parts_of_rate(cell)?;
    let ladder = &schedule.ladders[schedule.ladder(class, column)?];
    let step = ladder.steps.iter().find(|known| known.label == step)?;
    step.rate_on(money::date_from_iso(day).ok()?).cloned()
}

impl Making<'_> {
    fn place(&self, asked: &Asked) -> Place {
        asked.place.clone()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.campaign.join(name)
    }

    /// The files of the costing, where the case has one.
    fn load(&mut self) -> Option<Loaded> {
        let file = self.file;
        let costing = file.costing.as_ref()?;
        let files = self.files_of(costing);
        let loaded = match crate::load(&files) {
            Ok(loaded) => loaded,
            Err(findings) => {
                self.findings.0.extend(findings.0);
                return None;
            }
        };
        self.basis = loaded.case.assumptions.schedule_basis;
        // They are called by their paths, in the order in which they were read.
        let offers = costing
            .offers
            .iter()
            .enumerate()
            .flat_map(|(number, offer)| offer.split('+').map(move |part| (part, number + 1)));
        let mut paths = std::iter::once((costing.roster.as_str(), 1))
            .chain(costing.schedule.iter().map(|path| (path.as_str(), 1)))
            .chain(std::iter::once((costing.assumptions.as_str(), 1)))
            .chain(offers);
        for input in &loaded.inputs {
            let (path, number) = paths.next().unwrap_or((&input.name, 1));
            self.inputs.push(InputFile {
                role: input.role.clone(),
                number,
                name: path.to_owned(),
                sha256: input.sha256.clone(),
                ..InputFile::default()
            });
        }
        Some(loaded)
    }

    fn files_of(&self, costing: &Costing) -> CostFiles {
        let source = |name: &String| Source::Path(self.path(name));
        CostFiles {
            roster: source(&costing.roster),
            schedule: costing.schedule.as_ref().map(source),
            assumptions: source(&costing.assumptions),
            offers: costing
                .offers
                .iter()
                .map(|offer| offer.split('+').map(|part| source(&part.to_owned())).collect())
                .collect(),
            map: costing.map.clone(),
            ..CostFiles::default()
        }
    }

    /// The figures of the costing.
    fn cost(&mut self, loaded: &Loaded) -> Vec<Figure> {
        match costing::cost(&loaded.case, &[]) {
            Ok(costed) => costing::figures(&loaded.case, &costed),
            Err(error) => {
                if let Some(costing) = &self.file.costing {
                    let files = self.files_of(costing);
                    self.findings.0.extend(loaded.findings_of(&error, &files).0);
                }
                Vec::new()
            }
        }
    }

    /// No two figures or holes have one name: a table would show the wrong one.
    fn refuse_twins(&mut self, figures: &[MadeFigure], holes: &[Hole]) {
        let figures = figures.iter().map(|made| made.figure.name.as_str());
        let mut seen = std::collections::BTreeSet::new();
        for name in figures.chain(holes.iter().map(|hole| hole.name.as_str())) {
            if !seen.insert(name) {
                let place = self.file.figures.iter().find(|asked| asked.name == name);
                let place = place.map_or(Place::File(self.file_name.clone()), |a| a.place.clone());
                self.findings.push(
                    Finding::error(place, format!("two figures come to the name \"{name}\"")).mend(
                        "give one of them, or a part or cause with nearly the same name, another",
                    ),
                );
            }
        }
    }

    /// How far each offer is from the first, by what they cost.
    fn distances(&self, loaded: Option<&Loaded>, costed: &[Figure]) -> Vec<MadeFigure> {
        let count = self.file.costing.as_ref().map_or(0, |costing| costing.offers.len());
        let Some(loaded) = loaded else { return Vec::new() };
        let title = |number: usize| &loaded.case.offers[number - 1].title;
        let mut all = Vec::new();
        for other in 2..=count {
            for what in ["cumulative", "annualised"] {
                let line = |number: usize| {
                    let line = format!("offer-{number}/{what}");
                    let figure = costed.iter().find(|figure| figure.name == line)?;
                    let pay = evidence::Pay {
                        amount: figure.value.amount(),
                        says: format!("{what} cost of \"{}\"", title(number)),
                        basis: None,
                        origin: Origin::Line { line, inputs: figure.inputs.clone() },
                    };
                    let number = Compared::of("", pay);
                    Some(Expr::Number(Unit::Money, Box::new(number)))
                };
                let (Some(first), Some(second)) = (line(1), line(other)) else { continue };
                let less = Expr::less("the one less the other", Unit::Money, second, first);
                let name = format!("distance/offer-{other}/{what}");
                let method = format!(
                    "How much more \"{}\" costs than \"{}\", {what}.",
                    title(other),
                    title(1)
                );
                let is_not = vec!["It is not what either costs.".to_owned()];
                let figure = less.figure(&name, self.file.as_of, method, is_not);
                all.extend(figure.map(|figure| MadeFigure::of(Part::Costs, figure)));
            }
        }
        all
    }

    /// A data set by its name, read; a reason where it is none, `None` where it cannot be read.
    pub(super) fn set(&mut self, name: &str, place: &Place) -> Option<InputRef> {
        let Some(set) = self.sets.iter().find(|set| set.about.name == name) else {
            let names: Vec<&str> = self.sets.iter().map(|set| set.about.name.as_str()).collect();
            let what = format!("there is no data set \"{name}\"");
            self.findings.push(
                Finding::error(place.clone(), what)
                    .expected(format!("one of {}", names.join(", ")))
                    .near(name, &names)
                    .mend("add it with `goodfaith case data add`"),
            );
            return None;
        };
        if !self.held.contains_key(name) {
            match set.read() {
                Ok(holds) => drop(self.held.insert(name.to_owned(), holds)),
                Err(findings) => {
                    self.findings.0.extend(findings.0);
                    return None;
                }
            }
        }
        let number = match self.inputs.iter().find(|f| f.role == "data" && f.name == name) {
            Some(known) => known.number,
            None => {
                let number = 1 + self.inputs.iter().filter(|f| f.role == "data").count();
                self.inputs.push(set.input(number));
                number
            }
        };
        Some(InputRef { role: "data".to_owned(), number, used: String::new() })
    }

    fn figure(&mut self, asked: &Asked) -> Option<Result<MadeFigure, String>> {
        let made = match &asked.what {
            What::Prices { .. } => self.prices(asked)?,
            What::Wage { .. } => self.wage(asked)?,
            What::Quoted { .. } => Ok(self.quoted(asked)?),
        };
        Some(made.map(|mut made| {
            made.figure.is_not.extend(asked.is_not.iter().cloned());
            made
        }))
    }

    fn prices(&mut self, asked: &Asked) -> Option<Result<MadeFigure, String>> {
        let What::Prices { data, series, from, to, fallback, question } = &asked.what else {
            return None;
        };
        let mut input = self.set(data, &asked.place)?;
        let question = self.question(question, asked)?;
        let place = self.place(asked);
        let Some(Holds::Prices(all)) = self.held.get(data) else {
            self.findings.push(Finding::error(
                place,
                format!("the data set \"{data}\" holds no price index"),
            ));
            return None;
        };
        let Some(index) = all.iter().find(|index| index.series == *series) else {
            let names: Vec<&str> = all.iter().map(|index| index.series.as_str()).collect();
            self.findings.push(
                Finding::error(
                    place,
                    format!("the data set \"{data}\" has no series \"{series}\""),
                )
                .expected(
                    "a series of it, such as CUUR0000SA0: `goodfaith case data list --series`",
                )
                .near(series, &names),
            );
            return None;
        };
        let latest = index.latest(self.file.as_of, &self.releases);
        let when = |when: &When| match when {
            When::Span(span) => Some(*span),
            When::Latest => latest.map(evidence::Span::Month),
        };
        let (Some(from), Some(to)) = (when(from), when(to)) else {
            let why = format!("no month of {series} was published by {}", self.file.as_of);
            return Some(Err(why));
        };
        input.used = format!("{series}: {}, {}", index.item, index.area.name);
        let prices = Prices {
            index,
            input: &input,
            releases: &self.releases,
            as_of: self.file.as_of,
            fallback: *fallback,
        };
        match prices.answer(&asked.name, &question, from, to) {
            Ok(made) => {
                Some(Ok(MadeFigure { figure: made.figure, part: Part::Prices, notes: made.notes }))
            }
            Err(Unanswered::NoIndex(why)) => Some(Err(why.to_string())),
            Err(error) => {
                self.findings.push(Finding::error(place, error.to_string()));
                None
            }
        }
    }

    fn question(&mut self, question: &PriceQuestion, asked: &Asked) -> Option<Question> {
        Some(match question {
            PriceQuestion::Change => Question::Change,
            PriceQuestion::BuyingPower => Question::BuyingPower,
            PriceQuestion::CentsEscalator { threshold, points } => {
                Question::CentsEscalator { threshold: threshold.clone(), points: points.clone() }
            }
            PriceQuestion::Escalator { floor, cap } => {
                Question::Escalator { floor: floor.clone(), cap: cap.clone() }
            }
            PriceQuestion::RealChange { then, now } => {
                let (then, now) = (self.pay(then, asked), self.pay(now, asked));
                Question::RealChange { then: then?, now: now? }
            }
            PriceQuestion::CatchUp { then, now } => {
                let (then, now) = (self.pay(then, asked), self.pay(now, asked));
                Question::CatchUp { then: then?, now: now? }
            }
            PriceQuestion::CumulativeLoss { then, since } => {
                let then = self.pay(then, asked);
                let since: Vec<Option<_>> = since
                    .iter()
                    .map(|(month, name)| Some((*month, self.pay(name, asked)?)))
                    .collect();
                let since: Option<Vec<_>> = since.into_iter().collect();
                Question::CumulativeLoss { then: then?, since: since? }
            }
            PriceQuestion::InDollarsOf { amount } => {
                Question::InDollarsOf { amount: self.pay(amount, asked)? }
            }
        })
    }

    /// An amount of pay by its name.
    fn pay(&mut self, name: &str, asked: &Asked) -> Option<evidence::Pay> {
        let file = self.file;
        let Some((_, pay)) = file.pays.iter().find(|(known, _)| known == name) else {
            let names: Vec<&str> = file.pays.iter().map(|(name, _)| name.as_str()).collect();
            self.findings.push(
                Finding::error(self.place(asked), format!("there is no [pay.{name}]"))
                    .expected("the name of an amount under [pay.NAME]")
                    .near(name, &names),
            );
            return None;
        };
        let says = pay.says.clone();
        match &pay.is {
            PayIs::Given(amount) => Some(evidence::Pay {
                amount: amount.clone(),
                says,
                basis: None,
                origin: Origin::Given,
            }),
            PayIs::OnSchedule { schedule, classification, column, step, on } => {
                let input = self.schedule(schedule, &pay.place)?;
                let read = self.schedules.get(schedule)?;
                let found = rate(read, classification, column, step, *on);
                match found {
                    Ok((label, amount, basis)) => {
                        let cell = format!("{classification} | {column} | {label} | {on}");
                        let origin = Origin::Cell { input, cell };
                        Some(evidence::Pay { amount, says, basis: Some(basis), origin })
                    }
                    Err(why) => {
                        let classes: Vec<&str> =
                            read.ladders.iter().map(|l| l.classification.as_str()).collect();
                        self.findings.push(
                            Finding::error(pay.place.clone(), why)
                                .expected("a class and step as the schedule has them")
                                .near(classification, &classes),
                        );
                        None
                    }
                }
            }
        }
    }

    /// A schedule of the campaign, read once.
    pub(super) fn schedule(&mut self, path: &str, place: &Place) -> Option<InputRef> {
        let name = path.to_owned();
        if !self.schedules.contains_key(&name) {
            let bytes = match Bytes::read(&Source::Path(self.path(path))) {
                Ok(bytes) => bytes,
                Err(finding) => {
                    self.findings.push(Finding { place: place.clone(), ..finding });
                    return None;
                }
            };
            let mut findings = Findings::default();
            let read = schedule::read(&bytes, &HeaderMap::default(), self.basis, &mut findings);
            let bad = findings.has_errors();
            self.findings.0.extend(findings.0.into_iter().filter(|_| bad));
            self.schedules.insert(name.clone(), read.filter(|_| !bad)?.0);
            if !self.inputs.iter().any(|f| f.role == "schedule" && f.name == name) {
                let number = 1 + self.inputs.iter().filter(|f| f.role == "schedule").count();
                self.inputs.push(InputFile {
                    role: "schedule".to_owned(),
                    number,
                    name: name.clone(),
                    sha256: bytes.sha256(),
                    ..InputFile::default()
                });
            }
        }
        let known = self.inputs.iter().find(|f| f.role == "schedule" && f.name == name)?;
        let used = "rates of classes and steps".to_owned();
        Some(InputRef { role: "schedule".to_owned(), number: known.number, used })
    }

    fn wage(&mut self, asked: &Asked) -> Option<Result<MadeFigure, String>> {
        let What::Wage { data, area, industry, occupation, reading } = &asked.what else {
            return None;
        };
        let mut input = self.set(data, &asked.place)?;
        let about = &self.sets.iter().find(|set| set.about.name == *data)?.about;
        if let Some(published) = about.published_on.filter(|day| *day > self.file.as_of) {
            return Some(Err(format!(
                "{} of {} came out on {published}, after {}",
                about.name, about.vintage, self.file.as_of
            )));
        }
        let vintage = about.vintage.clone();
        let Some(Holds::Wages(table)) = self.held.get(data) else {
            let what = format!("the data set \"{data}\" holds no wage survey");
            self.findings.push(Finding::error(self.place(asked), what));
            return None;
        };
        let Some(cell) = table.cell(area, industry, occupation) else {
            let area_name =
                table.cells.iter().find(|cell| cell.area_code == *area).map(|cell| &cell.area);
            let title = table
                .cells
                .iter()
                .find(|cell| cell.occupation_code == *occupation)
                .map(|cell| &cell.occupation);
            return Some(Err(match (area_name, title) {
                (Some(area), Some(title)) => format!(
                    "no wage was published for \"{title}\" ({occupation}) in {area}, industry {industry}: a peer that is not there, and nothing stands in for it"
                ),
                _ => format!("{data} has no area {area} or no occupation {occupation}"),
            }));
        };
        let key = cell.key(*reading);
        let number = match cell.measure(*reading) {
            Measure::Of(number) => number.clone(),
            none => {
                return Some(Err(format!(
                    "{} of \"{}\" in {} is {none}",
                    reading.name(),
                    cell.occupation,
                    cell.area
                )));
            }
        };
        input.used = format!("{}, {}, {}", cell.occupation, cell.area, cell.owner.name);
        let value = match number.in_parts(100) {
            Some(cents)
                if reading.name().contains("annual") || reading.name().contains("hourly") =>
            {
                Value::Money(Cents::new(cents))
            }
            _ => Value::Count(number),
        };
        let mut steps = Steps::default();
        steps.number(
            format!("{} as printed", reading.name()),
            Operation::Read { input: 0, cell: key },
            value.clone(),
        );
        let mut is_not = vec!["It is not total compensation: wages only, no benefits.".to_owned()];
        if cell.owner.name == "all ownerships" {
            is_not.push("It is not what public employers pay: private ones are in it.".to_owned());
        }
        let figure = Figure {
            name: asked.name.clone(),
            value,
            as_of: self.file.as_of,
            method: format!(
                "Wage survey of {vintage}: {} of \"{}\" in {}, {}.",
                reading.name(),
                cell.occupation,
                cell.area,
                cell.owner.name
            ),
            is_not,
            inputs: vec![input],
            steps: steps.into_steps(),
            rival: None,
        };
        Some(Ok(MadeFigure::of(Part::Wages, figure)))
    }

    /// A number that somebody said: its source is its receipt.
    fn quoted(&mut self, asked: &Asked) -> Option<MadeFigure> {
        let What::Quoted { value, who, on, statement, title, address } = &asked.what else {
            return None;
        };
        if on.is_some_and(|on| on > self.file.as_of) {
            let what = format!("\"{}\" was said after {}", asked.name, self.file.as_of);
            self.findings.push(
                Finding::error(self.place(asked), what)
                    .mend("leave it out of a case of this day, or date the case later"),
            );
            return None;
        }
        let (who, title) = (who.clone(), title.clone());
        let source = numbers::Source { who, title, address: address.clone(), on: *on };
        let mut input = self.source_input(&source);
        input.used = "the number as it stands there".to_owned();
        let who = source.who;
        let mut steps = Steps::default();
        steps.number(format!("as said by {who}"), Operation::Given, value.clone());
        let figure = Figure {
            name: asked.name.clone(),
            value: value.clone(),
            as_of: self.file.as_of,
            method: format!("{who}: {statement}"),
            is_not: vec!["It was not worked out here: it is what was said.".to_owned()],
            inputs: vec![input],
            steps: steps.into_steps(),
            rival: None,
        };
        Some(MadeFigure::of(Part::Said, figure))
    }

    /// Puts each figure's rival beside it, with its own receipt.
    fn pair(&mut self, figures: &mut [MadeFigure], holes: &[Hole], tables: &[PeerTable]) {
        let places: BTreeMap<String, usize> =
            figures.iter().enumerate().map(|(at, made)| (made.figure.name.clone(), at)).collect();
        let names: Vec<&str> = places.keys().map(String::as_str).collect();
        let is_hole = |name: &str| holes.iter().any(|hole| hole.name == name);
        // Rivals stand as they are alone: each is copied before any is given its own.
        let mut pairs: Vec<(usize, Figure)> = Vec::new();
        let mut notes: Vec<(usize, String)> = Vec::new();
        let alone = |at: usize| Figure { rival: None, ..figures[at].figure.clone() };
        for (name, rival) in peers::rivals_of(tables, &places) {
            pairs.push((places[&name], alone(places[&rival])));
        }
        for (name, rival, place) in &self.file.rivals {
            let Some(&at) = places.get(name) else {
                if !is_hole(name) {
                    self.findings.push(
                        Finding::error(place.clone(), format!("there is no figure \"{name}\""))
                            .near(name, &names),
                    );
                }
                continue;
            };
            match places.get(rival).filter(|_| rival != name) {
                Some(&other) => pairs.push((at, alone(other))),
                None if is_hole(rival) => {
                    notes.push((at, format!("its rival {rival} is a hole")));
                }
                None => self.findings.push(
                    Finding::error(
                        place.clone(),
                        format!("there is no figure \"{rival}\" to stand beside it"),
                    )
                    .expected(format!("a figure of {}", self.file_name))
                    .near(rival, &names),
                ),
            }
        }
        for (at, mut rival) in pairs {
            // A figure's own second way of reckoning stays behind its rival.
            rival.rival = figures[at].figure.rival.take();
            figures[at].figure.rival = Some(Box::new(rival));
        }
        for (at, note) in notes {
            figures[at].notes.push(note);
        }
    }
}

/// The rate of a class and step on a day, with the step's label and what the rate buys.
pub(super) fn rate(
    schedule: &Schedule,
    class: &str,
    column: &str,
    step: &str,
    on: Date,
) -> Result<(String, Fraction, PayBasis), String> {
    let Some(at) = schedule.ladder(class, column) else {
        let with =
            if column.is_empty() { String::new() } else { format!(" with column \"{column}\"") };
        return Err(format!("the schedule has no class \"{class}\"{with}"));
    };
    let steps: Vec<&costing::LadderStep> =
        schedule.ladders[at].steps.iter().filter(|step| step.exists_on(on)).collect();
    let found = match step {
        "top" => steps.last(),
        "bottom" => steps.first(),
        label => steps.iter().find(|known| known.label == label),
    };
    let step = found.ok_or_else(|| format!("\"{class}\" has no step \"{step}\" on {on}"))?;
    let rate = step.rate_on(on).ok_or_else(|| format!("\"{class}\" has no rate on {on}"))?;
    Ok((step.label.clone(), rate.clone(), schedule.ladders[at].basis))
}
