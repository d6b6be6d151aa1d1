//! Internal relationships: pairs and ladders of classes at a reference date, today and under each offer.

use costing::StepRef;
use evidence::{
    Compared, HeadsAbove, Neighbours, Origin, Pay as EvidencePay, Reference, heads_above, slug,
};
use money::{Date, Figure, Fraction, InputRef, PayBasis, WorkYear};

use super::book::{Hole, MadeFigure, Making, Part, rate};
use super::numbers::Source;
use super::peers::{HEADS_ABOVE, factor_between};
use super::raises::{RaisedClass, Raises, up};
use crate::toml_fields::Fields;
use crate::{Finding, Findings, Loaded, Place};

/// A ladder of classes that the case file asks about.
pub(crate) struct Asked {
    name: String,
    title: String,
    /// From the lowest up.
    classes: Vec<String>,
    column: String,
    point: String,
    on: Option<Date>,
    schedule: Option<String>,
    supervises: bool,
    least: Option<Fraction>,
    reference: Option<AskedReference>,
    restore: Option<Date>,
    place: Place,
}

/// What a ladder was, or is to be.
enum AskedReference {
    /// Percents that somebody said, a class above the one below it each.
    Said { on: Option<Date>, parts: Vec<Fraction>, who: String, title: String, address: String },
    /// The rates of a schedule on a day.
    Schedule { on: Date, schedule: String },
}

/// How the classes of one ladder stand to each other. The figures are the book's, by
/// [`RelationshipTable::name`].
#[derive(Debug, Clone)]
pub struct RelationshipTable {
    /// As figures have it in their names.
    pub name: String,
    /// The title it appears under.
    pub title: String,
    /// The step that is compared: `top`, `bottom` or a label.
    pub point: String,
    /// The day of today's relationship.
    pub on: Date,
    /// Whether each class supervises the one below it.
    pub supervises: bool,
    /// What a supervisor is to be above the supervised at least.
    pub least: Option<Fraction>,
    /// The reference in words, where there is one.
    pub reference: Option<String>,
    /// Each class with the one below it, from the lowest up.
    pub rungs: Vec<RelationshipRung>,
    /// Terms of offers that are not in it, in sentences.
    pub notes: Vec<String>,
    restore: Option<Date>,
    place: Place,
    file: (String, String),
}

/// A class and the one below it.
#[derive(Debug, Clone)]
pub struct RelationshipRung {
    /// The class below.
    pub lower: String,
    /// The class above.
    pub upper: String,
    /// The upper one, as figures have it in their names.
    pub slug: String,
    /// Under the status quo and each offer, in order.
    pub under: Vec<Under>,
    /// Whether the upper class stands below the least that a supervisor is to be above, or below
    /// the lower class.
    pub today: Standing,
}

/// How a supervisor stands to those supervised, by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As it is to be, or nothing is asked.
    Apart,
    /// Above, but by less than is asked.
    Compressed,
    /// Below.
    Inverted,
}

/// A relationship through an offer.
#[derive(Debug, Clone)]
pub struct Under {
    /// `status-quo` or `offer-1`, as figures have it in their names.
    pub slug: String,
    /// The offer's title.
    pub title: String,
    /// The days on which it changes, the first of the window before them.
    pub days: Vec<Date>,
    /// From which day on the reference is reached and kept to the end; none where it is not.
    pub restored: Option<Date>,
}

impl RelationshipTable {
    /// The name of a figure of a rung, such as `today` or `offer-1/2023-07-01`.
    pub fn name(&self, rung: &RelationshipRung, what: &str) -> String {
        format!("relationships/{}/{}/{what}", self.name, rung.slug)
    }

    /// The beginning of the names of what restoring the reference costs.
    pub fn restoring(&self) -> String {
        format!("relationships/{}/restored", self.name)
    }
}

const FIELDS: [&str; 11] = [
    "name",
    "title",
    "classes",
    "column",
    "point",
    "on",
    "schedule",
    "supervises",
    "least",
    "reference",
    "restore",
];

/// Reads the relationships of a case file.
pub(crate) fn read(root: &Fields<'_>, findings: &mut Findings) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for fields in root.tables("relationship", findings) {
        let Some(asked) = asked(&fields, findings) else { continue };
        if all.iter().any(|known| known.name == asked.name) {
            let what = format!("two relationships are called \"{}\"", asked.name);
            findings.push(Finding::error(fields.place_of("name"), what));
        } else {
            all.push(asked);
        }
    }
    all
}

fn asked(fields: &Fields<'_>, findings: &mut Findings) -> Option<Asked> {
    fields.only(&FIELDS, &[], findings);
    let name = super::needed(fields, "name", "a name such as judges-to-attorneys", findings);
    if name.as_ref().is_some_and(|name| !crate::data::is_slug(name)) {
        fields.wrong("name", "small letters, digits and hyphens", findings);
    }
    let classes = fields.texts("classes", findings);
    if classes.is_none() && !fields.has("classes") {
        fields.missing("classes", "two classes or more, from the lowest up", findings);
    }
    let slugs: Vec<String> = classes.iter().flatten().map(|class| slug(class)).collect();
    let twice = slugs.iter().enumerate().any(|(at, one)| slugs[..at].contains(one));
    if classes.as_ref().is_some_and(|classes| classes.len() < 2) || twice {
        fields.wrong("classes", "two classes or more, each once, from the lowest up", findings);
    }
    let reference = fields.table("reference", findings);
    let needed = classes.as_ref().map_or(1, |classes| classes.len().saturating_sub(1));
    let reference = reference.and_then(|table| reference_of(&table, needed, findings));
    let restore = fields.date("restore", findings);
    if restore.is_some() && !fields.has("reference") {
        fields.missing("reference", "what is to be restored", findings);
    }
    let least = fields.percent("least", findings);
    let supervises = fields.truth("supervises", findings).unwrap_or(least.is_some());
    let name = name?;
    Some(Asked {
        title: fields.text("title", findings).unwrap_or_else(|| name.clone()),
        name,
        classes: classes.filter(|classes| classes.len() >= 2)?,
        column: fields.text("column", findings).unwrap_or_default(),
        point: fields.text("point", findings).unwrap_or_else(|| "top".to_owned()),
        on: fields.date("on", findings),
        schedule: fields.text("schedule", findings),
        supervises,
        least,
        reference,
        restore,
        place: fields.place(),
    })
}

fn reference_of(
    table: &Fields<'_>,
    needed: usize,
    findings: &mut Findings,
) -> Option<AskedReference> {
    table.only(&["on", "schedule", "percents", "who", "title", "address"], &[], findings);
    let on = table.date("on", findings);
    if let Some(schedule) = table.text("schedule", findings) {
        if on.is_none() && !table.has("on") {
            table.missing("on", "the day of the reference, such as 2013-07-01", findings);
        }
        return Some(AskedReference::Schedule { on: on?, schedule });
    }
    let texts = table.texts("percents", findings);
    if texts.is_none() && !table.has("percents") {
        let expected = "a schedule of that day, or a percent for each class above the one below it";
        table.missing("percents", expected, findings);
    }
    let parts: Option<Vec<Fraction>> =
        texts.as_ref()?.iter().map(|text| Fraction::percent(text).ok()).collect();
    let parts = parts.filter(|parts| parts.len() == needed);
    if parts.is_none() {
        let expected = match needed {
            1 => "one percent, such as [\"0\"] for equal pay".to_owned(),
            needed => format!("{needed} percents, one for each class above another"),
        };
        table.wrong("percents", &expected, findings);
    }
    let who = super::needed(table, "who", "who says so", findings);
    let title = super::needed(table, "title", "the page or paper it stands in", findings);
    Some(AskedReference::Said {
        on,
        parts: parts?,
        who: who?,
        title: title?,
        address: table.text("address", findings).unwrap_or_default(),
    })
}

/// A reference with what it is read from.
enum HeldReference {
    Said { parts: Vec<Fraction>, says: String, title: String, input: InputRef },
    Pay { pay: Vec<Compared>, when: String },
}

impl HeldReference {
    /// For the class at `at`, over the one below it.
    fn of(&self, at: usize) -> Reference<'_> {
        match self {
            HeldReference::Said { parts, says, .. } => {
                Reference::Said { part: &parts[at - 1], says }
            }
            HeldReference::Pay { pay, .. } => {
                Reference::Pay { lower: &pay[at - 1], upper: &pay[at] }
            }
        }
    }
}

impl Making<'_> {
    /// The tables of the relationships that the case file asks for, and their figures.
    pub(super) fn relationships(
        &mut self,
        loaded: Option<&Loaded>,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Vec<RelationshipTable> {
        let file = self.file;
        let table = |asked| self.relationship(asked, loaded, figures, holes);
        file.relationships.iter().filter_map(table).collect()
    }

    fn relationship(
        &mut self,
        asked: &Asked,
        loaded: Option<&Loaded>,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<RelationshipTable> {
        let on = asked.on.unwrap_or(self.file.as_of);
        let costed = self.file.costing.as_ref().and_then(|costing| costing.schedule.clone());
        let Some(path) = asked.schedule.clone().or(costed) else {
            self.findings.push(
                Finding::error(asked.place.clone(), "there is no schedule to read rates from")
                    .expected("schedule = \"...\", or one under [costing]"),
            );
            return None;
        };
        let year = loaded.map_or_else(usual_year, |l| l.case.assumptions.work_year.clone());
        let today = self.rates(asked, &path, on, &year)?;
        // What restores it is reckoned on the day it is to be restored.
        let then = match asked.restore {
            Some(day) if day != on => self.rates(asked, &path, day, &year)?,
            _ => today.clone(),
        };
        let reference = match &asked.reference {
            Some(reference) => Some(self.reference(asked, reference, &year)?),
            None => None,
        };
        let mut table = RelationshipTable {
            name: asked.name.clone(),
            title: asked.title.clone(),
            point: asked.point.clone(),
            on,
            supervises: asked.supervises,
            least: asked.least.clone(),
            reference: reference.as_ref().map(|reference| match reference {
                HeldReference::Said { says, title, .. } => format!("{says}, in \"{title}\""),
                HeldReference::Pay { when, .. } => when.clone(),
            }),
            rungs: Vec::new(),
            notes: Vec::new(),
            restore: asked.restore,
            place: asked.place.clone(),
            file: (self.file_name.clone(), self.file.sha256.clone()),
        };
        let when = format!("{} of the range, on {on}", asked.point);
        let mut lower_raise = Fraction::ZERO;
        for at in 1..today.len() {
            let now = self.neighbours(&today[at - 1], &today[at], &when);
            let mut rung = RelationshipRung {
                lower: asked.classes[at - 1].clone(),
                upper: asked.classes[at].clone(),
                slug: slug(&asked.classes[at]),
                under: Vec::new(),
                today: Standing::Apart,
            };
            let prefix = table.name(&rung, "");
            let name = |what: &str| format!("{prefix}{what}");
            let mut made: Vec<Option<Figure>> = vec![now.figure(&name("today"))];
            let above = made[0].as_ref().map(|figure| figure.value.amount());
            if let Some(reference) = &reference {
                let of = reference.of(at);
                let says = match reference {
                    HeldReference::Pay { when, .. } => when.as_str(),
                    HeldReference::Said { says, .. } => says.as_str(),
                };
                let as_of = self.file.as_of;
                let figure = of.figure(&name("reference"), (&rung.lower, &rung.upper), says, as_of);
                made.push(figure);
                made.push(now.short_of(&name("short"), of));
                let raised =
                    format!("{} of the range, on {}", asked.point, asked.restore.unwrap_or(on));
                let on_the_day = self.neighbours(&then[at - 1], &then[at], &raised);
                let raise = on_the_day.restoring(&name("raise-to-restore"), of, &lower_raise);
                let by = raise.as_ref().map(|figure| up(&figure.value.amount()));
                lower_raise = by.filter(|by| *by > Fraction::ZERO).unwrap_or(Fraction::ZERO);
                made.push(raise);
            }
            if asked.supervises
                && let Some(above) = &above
            {
                rung.today = match &asked.least {
                    _ if above.is_negative() => Standing::Inverted,
                    Some(least) if above < least => Standing::Compressed,
                    _ => Standing::Apart,
                };
                if let Some(loaded) = loaded {
                    let of = (path.as_str(), asked.column.as_str());
                    made.extend(self.heads(&table, &rung, loaded, of, holes));
                }
            }
            if let Some(loaded) = loaded {
                let wanted = reference.as_ref().map(|reference| reference.of(at));
                let (under, mut more, notes) = self.under(&table, &rung, asked, loaded, wanted);
                rung.under = under;
                made.append(&mut more);
                for note in notes {
                    if !table.notes.contains(&note) {
                        table.notes.push(note);
                    }
                }
            }
            for mut figure in made.into_iter().flatten() {
                if let Some(HeldReference::Said { input, .. }) = &reference
                    && ["/reference", "/short", "/raise-to-restore"]
                        .iter()
                        .any(|what| figure.name.ends_with(what))
                {
                    figure.inputs.push(input.clone());
                }
                figures.push(MadeFigure::of(Part::Relationships, figure));
            }
            table.rungs.push(rung);
        }
        Some(table)
    }

    fn neighbours<'a>(
        &self,
        lower: &'a Compared,
        upper: &'a Compared,
        when: &'a str,
    ) -> Neighbours<'a> {
        Neighbours { lower, upper, when, as_of: self.file.as_of }
    }

    /// The rates of all classes at the point that is asked for, on one basis.
    fn rates(
        &mut self,
        asked: &Asked,
        path: &str,
        on: Date,
        year: &WorkYear,
    ) -> Option<Vec<Compared>> {
        let input = self.schedule(path, &asked.place)?;
        let schedule = self.schedules.get(path)?;
        let mut all: Vec<Compared> = Vec::new();
        let mut first: Option<PayBasis> = None;
        for class in &asked.classes {
            let found = rate(schedule, class, &asked.column, &asked.point, on);
            let (label, amount, basis) = match found {
                Ok(found) => found,
                Err(why) => {
                    let known: Vec<&str> =
                        schedule.ladders.iter().map(|l| l.classification.as_str()).collect();
                    let finding = Finding::error(asked.place.clone(), format!("{why} ({path})"))
                        .expected("classes and a step as the schedule has them")
                        .near(class, &known);
                    self.findings.push(finding);
                    return None;
                }
            };
            let to = *first.get_or_insert(basis);
            let origin = Origin::Cell {
                input: input.clone(),
                cell: format!("{class} | {} | {label} | {on}", asked.column),
            };
            let says = format!("{class}, step {label}");
            let pay = EvidencePay { amount, says, basis: Some(basis), origin };
            let factors = factor_between(year, basis, to).into_iter().collect();
            all.push(Compared { who: class.clone(), pay, parts: Vec::new(), factors });
        }
        Some(all)
    }

    fn reference(
        &mut self,
        asked: &Asked,
        reference: &AskedReference,
        year: &WorkYear,
    ) -> Option<HeldReference> {
        match reference {
            AskedReference::Schedule { on, schedule } => {
                let pay = self.rates(asked, schedule, *on, year)?;
                let when = format!("{} of the range, on {on}", asked.point);
                Some(HeldReference::Pay { pay, when })
            }
            AskedReference::Said { on, parts, who, title, address } => {
                if on.is_some_and(|on| on > self.file.as_of) {
                    let what = format!("the reference of \"{}\" is of a later day", asked.name);
                    self.findings.push(
                        Finding::error(asked.place.clone(), what)
                            .expected(format!("a day up to {}", self.file.as_of)),
                    );
                    return None;
                }
                let source = Source {
                    who: who.clone(),
                    title: title.clone(),
                    address: address.clone(),
                    on: *on,
                };
                let mut input = self.source_input(&source);
                input.used = "the relationship as it stands there".to_owned();
                let says = format!("as said by {who}");
                let title = title.clone();
                Some(HeldReference::Said { parts: parts.clone(), says, title, input })
            }
        }
    }

    /// The part of the supervised people whose rate is above the supervisor's bottom, and above its
    /// top.
    fn heads(
        &mut self,
        table: &RelationshipTable,
        rung: &RelationshipRung,
        loaded: &Loaded,
        (path, column): (&str, &str),
        holes: &mut Vec<Hole>,
    ) -> Vec<Option<Figure>> {
        let on = table.on;
        let roster = InputRef {
            role: "roster".to_owned(),
            number: 1,
            used: format!("the people of {}", rung.lower),
        };
        let mut made = Vec::new();
        for step in ["bottom", "top"] {
            let name = table.name(rung, &format!("supervised-above-{step}"));
            let Some(schedule) = self.schedules.get(path) else { continue };
            let Ok((_, amount, basis)) = rate(schedule, &rung.upper, column, step, on) else {
                holes
                    .push(Hole { name, why: format!("{} has no {step} step on {on}", rung.upper) });
                continue;
            };
            let count = |least: &Fraction, says: String| {
                let heads = heads_above(&loaded.case, &rung.lower, least, on, basis);
                let origin = Origin::Cell {
                    input: roster.clone(),
                    cell: format!(
                        "{} | {HEADS_ABOVE}{least} | {} | {on}",
                        rung.lower,
                        basis.name()
                    ),
                };
                let amount = Fraction::whole(heads);
                let pay = EvidencePay { amount, says, basis: None, origin };
                Compared::of(rung.lower.clone(), pay)
            };
            let what = format!("the {step} step of {} on {on}", rung.upper);
            let above = count(&amount, format!("people in {} above {what}", rung.lower));
            let all = count(&Fraction::ZERO, format!("people in {}", rung.lower));
            if all.pay.amount.is_zero() {
                let why = format!("nobody on the roster is in \"{}\"", rung.lower);
                holes.push(Hole { name, why });
                continue;
            }
            let as_of = self.file.as_of;
            let figure = HeadsAbove { above: &above, all: &all, what: &what, as_of }.figure(&name);
            made.push(figure);
        }
        made
    }

    /// A rung under the status quo and each offer, day by day.
    fn under(
        &mut self,
        table: &RelationshipTable,
        rung: &RelationshipRung,
        asked: &Asked,
        loaded: &Loaded,
        wanted: Option<Reference<'_>>,
    ) -> (Vec<Under>, Vec<Option<Figure>>, Vec<String>) {
        let case = &loaded.case;
        let (mut all, mut figures, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        let ladders = (
            case.schedule.ladder(&rung.lower, &asked.column),
            case.schedule.ladder(&rung.upper, &asked.column),
        );
        let (Some(lower), Some(upper)) = ladders else {
            notes.push(format!(
                "{} or {} is not on the schedule that is costed: nothing is said of offers",
                rung.lower, rung.upper
            ));
            return (all, figures, notes);
        };
        for offer in std::iter::once(None).chain((0..case.offers.len()).map(Some)) {
            let slug = offer.map_or("status-quo".to_owned(), |at| format!("offer-{}", at + 1));
            let title = offer.map_or("status quo".to_owned(), |at| case.offers[at].title.clone());
            let mut before: Option<(Fraction, Fraction)> = None;
            let mut days = Vec::new();
            let mut above: Vec<(Date, Fraction)> = Vec::new();
            let mut last = None;
            for day in costing::rate_days(case, offer) {
                let mut rates = Vec::new();
                for (ladder, class) in [(lower, &rung.lower), (upper, &rung.upper)] {
                    let on = costing::ladder_on(case, offer, ladder, day);
                    for term in on.left_out {
                        notes.push(format!(
                            "term {term} of \"{title}\" takes in some of the class only, and is not in it"
                        ));
                    }
                    let step = match crate::select::step_ref(&asked.point) {
                        StepRef::Top => on.steps.last().cloned(),
                        StepRef::Bottom => on.steps.first().cloned(),
                        StepRef::Label(label) => {
                            on.steps.iter().find(|(known, _)| *known == label).cloned()
                        }
                    };
                    let Some((label, amount)) = step else { continue };
                    let line =
                        format!("{slug} | {class} | {} | {} | {day}", asked.column, asked.point);
                    self.lines.insert(line.clone(), amount.clone());
                    let basis = case.schedule.ladders[ladder].basis;
                    let says = format!("{class}, step {label}");
                    let origin = Origin::Line { line, inputs: inputs_of(case, offer) };
                    let pay = EvidencePay { amount, says, basis: Some(basis), origin };
                    let to = case.schedule.ladders[lower].basis;
                    let factors = factor_between(&case.assumptions.work_year, basis, to);
                    let factors = factors.into_iter().collect();
                    rates.push(Compared { who: class.clone(), pay, parts: Vec::new(), factors });
                }
                let [low, high] = rates.as_slice() else {
                    notes.push(format!(
                        "one of the two has no step \"{}\" on {day} under \"{title}\"",
                        asked.point
                    ));
                    continue;
                };
                let both = (low.amount(), high.amount());
                if before.as_ref() == Some(&both) {
                    continue;
                }
                before = Some(both);
                let when = format!("{} of the range, on {day}, under \"{title}\"", asked.point);
                let name = table.name(rung, &format!("{slug}/{day}"));
                let figure = self.neighbours(low, high, &when).figure(&name);
                if let Some(wanted) = wanted {
                    let name = table.name(rung, &format!("{slug}/short"));
                    last = self.neighbours(low, high, &when).short_of(&name, wanted);
                    let short = last.as_ref().map(|figure| figure.value.amount());
                    above.extend(short.map(|short| (day, short)));
                }
                days.push(day);
                figures.push(figure);
            }
            figures.push(last);
            let restored = wanted.and_then(|_| {
                let short = above.iter().rposition(|(_, short)| *short > Fraction::ZERO);
                above.get(short.map_or(0, |last| last + 1)).map(|(day, _)| *day)
            });
            all.push(Under { slug, title, days, restored });
        }
        notes.dedup();
        (all, figures, notes)
    }
}

/// What the rates of an offer are read from.
pub(super) fn inputs_of(case: &costing::Case, offer: Option<usize>) -> Vec<InputRef> {
    let input =
        |role: &str, number: usize, used: String| InputRef { role: role.to_owned(), number, used };
    let mut inputs = vec![
        input("schedule", 1, format!("{} ladders", case.schedule.ladders.len())),
        input("assumptions", 1, "all settings and lines".to_owned()),
    ];
    inputs.extend(offer.map(|offer| {
        input("offer", offer + 1, format!("all {} terms", case.offers[offer].terms.len()))
    }));
    inputs
}

fn usual_year() -> WorkYear {
    WorkYear { hours: Fraction::whole(2080), days: Fraction::whole(260) }
}

/// What restoring the references asks for.
pub(super) fn restorations_of(tables: &[RelationshipTable]) -> Vec<Raises> {
    let of = |table: &RelationshipTable| {
        let raised = |rung: &RelationshipRung| RaisedClass {
            slug: rung.slug.clone(),
            called: rung.upper.clone(),
            figure: table.name(rung, "raise-to-restore"),
        };
        Some(Raises {
            prefix: table.restoring(),
            title: format!("{}, restored", table.title),
            from: table.restore?,
            classes: table.rungs.iter().map(raised).collect(),
            none: "no class is below its reference".to_owned(),
            place: table.place.clone(),
            file: table.file.clone(),
        })
    };
    tables.iter().filter_map(of).collect()
}
