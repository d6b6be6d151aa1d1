//! Vacancy, workforce, turnover, workload and what members say: figures of numbers that a campaign
//! brings (`costing.md` 3.4; `user-needs.md` 1.2).

use std::collections::{BTreeMap, BTreeSet};

use evidence::{Compared, Expr, HeadsTable, Origin, Pay as EvidencePay, SeriesCell, slug};
use money::{Date, Figure, Fraction, Unit};

use super::book::{Hole, MadeFigure, Making, Part};
use super::numbers::{Number, NumberIs, Source, number, series, source};
use super::tables::{CaseTable, Section, TableCell, TableRow};
use crate::data::Holds;
use crate::toml_fields::Fields;
use crate::{Finding, Findings, Place};

/// What a case file asks about staffing.
#[derive(Default)]
pub(crate) struct Asked {
    vacancies: Vec<Vacancy>,
    changes: Vec<Change>,
    workloads: Vec<Workload>,
    separations: Vec<Separations>,
    retentions: Vec<Retention>,
    answers: Vec<Answers>,
}

/// What all of them have.
struct Named {
    name: String,
    title: String,
    place: Place,
}

/// Positions authorised, budgeted, filled and paid, kept apart, and what vacancies save and cost.
struct Vacancy {
    named: Named,
    on: Option<Date>,
    authorised: Option<Number>,
    budgeted: Option<Number>,
    filled: Option<Number>,
    paid: Option<Number>,
    average_cost: Option<Number>,
    months: Option<Number>,
    cover: Vec<(String, Number)>,
    salaries: Option<Number>,
    exits: Option<Number>,
    replacement_cost: Option<Number>,
}

/// A series, or the people of two rosters, at a base and later, by part.
struct Change {
    named: Named,
    unit: Unit,
    of: ChangeOf,
    base: String,
    to: String,
    parts: Option<Vec<String>>,
}

enum ChangeOf {
    Series { data: String, cell: SeriesCell },
    Rosters { by: String },
}

/// A load over the people who carry it, at a base and later.
struct Workload {
    named: Named,
    load: (String, SeriesCell),
    staff: (String, SeriesCell),
    base: String,
    to: String,
}

/// People who left, by cause.
struct Separations {
    named: Named,
    period: String,
    causes: Vec<(String, Number)>,
    headcount: Option<Number>,
}

/// Who of one roster is in a later one.
struct Retention {
    named: Named,
    from: String,
    to: String,
    by: String,
}

/// Answers to one question: each choice over those who answered.
struct Answers {
    named: Named,
    on: Option<Date>,
    asked: Option<Number>,
    answered: Number,
    choices: Vec<(String, Number)>,
}

/// Reads what a case file asks about staffing.
pub(crate) fn read(root: &Fields<'_>, findings: &mut Findings) -> Asked {
    let mut asked = Asked::default();
    for fields in root.tables("vacancy", findings) {
        asked.vacancies.extend(vacancy(&fields, findings));
    }
    for fields in root.tables("change", findings) {
        asked.changes.extend(change(&fields, findings));
    }
    for fields in root.tables("workload", findings) {
        asked.workloads.extend(workload(&fields, findings));
    }
    for fields in root.tables("separations", findings) {
        asked.separations.extend(separations(&fields, findings));
    }
    for fields in root.tables("retention", findings) {
        asked.retentions.extend(retention(&fields, findings));
    }
    for fields in root.tables("answers", findings) {
        asked.answers.extend(answers(&fields, findings));
    }
    let all: [(&str, Vec<&Named>); 6] = [
        ("vacancy", asked.vacancies.iter().map(|one| &one.named).collect()),
        ("change", asked.changes.iter().map(|one| &one.named).collect()),
        ("workload", asked.workloads.iter().map(|one| &one.named).collect()),
        ("separations", asked.separations.iter().map(|one| &one.named).collect()),
        ("retention", asked.retentions.iter().map(|one| &one.named).collect()),
        ("answers", asked.answers.iter().map(|one| &one.named).collect()),
    ];
    for (kind, all) in all {
        for (at, one) in all.iter().enumerate() {
            if all[..at].iter().any(|known| known.name == one.name) {
                let what = format!("two tables of {kind} are called \"{}\"", one.name);
                findings.push(Finding::error(one.place.clone(), what));
            }
        }
    }
    asked
}

fn named(fields: &Fields<'_>, findings: &mut Findings) -> Option<Named> {
    let name = super::needed(fields, "name", "a name such as unit-2", findings)?;
    if !crate::data::is_slug(&name) {
        fields.wrong("name", "small letters, digits and hyphens", findings);
    }
    let title = fields.text("title", findings).unwrap_or_else(|| name.clone());
    Some(Named { name, title, place: fields.place() })
}

fn source_of(fields: &Fields<'_>, findings: &mut Findings) -> Option<Source> {
    fields.table("source", findings).and_then(|table| source(&table, findings))
}

/// Numbers of a table within a table, each by its own name.
fn by_name(
    fields: &Fields<'_>,
    field: &str,
    from: Option<&Source>,
    findings: &mut Findings,
) -> Vec<(String, Number)> {
    let Some(table) = fields.table(field, findings) else { return Vec::new() };
    let mut all = Vec::new();
    for name in table.names() {
        if let Some(number) = number(&table, name, name, from, findings) {
            all.push((name.to_owned(), number));
        }
    }
    all
}

fn vacancy(fields: &Fields<'_>, findings: &mut Findings) -> Option<Vacancy> {
    const KNOWN: [&str; 14] = [
        "salaries",
        "name",
        "title",
        "on",
        "source",
        "authorised",
        "budgeted",
        "filled",
        "paid",
        "average_cost",
        "months",
        "cover",
        "exits",
        "replacement_cost",
    ];
    fields.only(&KNOWN, &[], findings);
    let from = source_of(fields, findings);
    let mut of = |field: &str, says: &str| number(fields, field, says, from.as_ref(), findings);
    let authorised = of("authorised", "positions authorised");
    let budgeted = of("budgeted", "positions budgeted");
    let filled = of("filled", "positions filled");
    let paid = of("paid", "people paid");
    let average_cost = of("average_cost", "what a position costs in a year");
    let months = of("months", "months vacant");
    let exits = of("exits", "people who left");
    let salaries = of("salaries", "salaries of the same people and time");
    let replacement_cost = of("replacement_cost", "what replacing one costs");
    let cover = by_name(fields, "cover", from.as_ref(), findings);
    if filled.is_none() && !fields.has("filled") {
        fields.missing("filled", "the positions that are filled", findings);
    }
    if !fields.has("authorised") && !fields.has("budgeted") {
        fields.missing(
            "authorised",
            "the positions that there are: authorised or budgeted",
            findings,
        );
    }
    Some(Vacancy {
        named: named(fields, findings)?,
        on: fields.date("on", findings),
        authorised,
        budgeted,
        filled,
        paid,
        average_cost,
        months,
        cover,
        salaries,
        exits,
        replacement_cost,
    })
}

const UNITS: [(&str, Unit); 2] = [("count", Unit::Count), ("dollars", Unit::Money)];

fn change(fields: &Fields<'_>, findings: &mut Findings) -> Option<Change> {
    const KNOWN: [&str; 8] = ["name", "title", "unit", "of", "rosters", "base", "to", "parts"];
    fields.only(&KNOWN, &[], findings);
    let unit = fields.choice("unit", &UNITS, findings).unwrap_or(Unit::Count);
    let named = named(fields, findings)?;
    let parts = fields.texts("parts", findings);
    if let Some(rosters) = fields.table("rosters", findings) {
        rosters.only(&["base", "to", "by"], &[], findings);
        let base = super::needed(&rosters, "base", "the earlier roster", findings);
        let to = super::needed(&rosters, "to", "the later roster", findings);
        let by = rosters.text("by", findings).unwrap_or_else(|| "department".to_owned());
        let of = ChangeOf::Rosters { by };
        return Some(Change { named, unit, of, base: base?, to: to?, parts });
    }
    let base = super::needed(fields, "base", "the year or day that it is held against", findings);
    let to = super::needed(fields, "to", "the year or day that is held against it", findings);
    let of = fields.table("of", findings);
    if of.is_none() && !fields.has("of") {
        fields.missing("of", "of = { data = \"...\", series = \"...\" }, or rosters", findings);
    }
    let (data, cell) = series(&of?, false, findings)?;
    Some(Change { named, unit, of: ChangeOf::Series { data, cell }, base: base?, to: to?, parts })
}

fn workload(fields: &Fields<'_>, findings: &mut Findings) -> Option<Workload> {
    fields.only(&["name", "title", "load", "staff", "base", "to"], &[], findings);
    let base = super::needed(fields, "base", "the year or day that it is held against", findings);
    let to = super::needed(fields, "to", "the year or day that is held against it", findings);
    let mut of = |field: &str, what: &str| {
        let table = fields.table(field, findings);
        if table.is_none() && !fields.has(field) {
            fields.missing(field, what, findings);
        }
        table.and_then(|table| series(&table, false, findings))
    };
    let load = of("load", "what there is to do: { data = \"...\", series = \"...\" }");
    let staff = of("staff", "who does it: { data = \"...\", series = \"...\" }");
    let named = named(fields, findings)?;
    Some(Workload { named, load: load?, staff: staff?, base: base?, to: to? })
}

fn separations(fields: &Fields<'_>, findings: &mut Findings) -> Option<Separations> {
    fields.only(&["name", "title", "period", "source", "causes", "headcount"], &[], findings);
    let from = source_of(fields, findings);
    let causes = by_name(fields, "causes", from.as_ref(), findings);
    if causes.is_empty() && !fields.has("causes") {
        let expected = "causes = { retirement = \"40\", resignation = \"25\" }";
        fields.missing("causes", expected, findings);
    }
    let says = "people, on average";
    let headcount = number(fields, "headcount", says, from.as_ref(), findings);
    let period = super::needed(fields, "period", "the year or period, such as 2013-14", findings);
    Some(Separations { named: named(fields, findings)?, period: period?, causes, headcount })
}

fn retention(fields: &Fields<'_>, findings: &mut Findings) -> Option<Retention> {
    fields.only(&["name", "title", "from", "to", "by"], &[], findings);
    let from = super::needed(fields, "from", "the earlier roster", findings);
    let to = super::needed(fields, "to", "the later roster", findings);
    let kinds = [("department", "department"), ("classification", "classification")];
    let by = fields.choice("by", &kinds, findings).unwrap_or("department").to_owned();
    Some(Retention { named: named(fields, findings)?, from: from?, to: to?, by })
}

fn answers(fields: &Fields<'_>, findings: &mut Findings) -> Option<Answers> {
    fields.only(&["name", "title", "on", "source", "asked", "answered", "choices"], &[], findings);
    let from = source_of(fields, findings);
    let mut of = |field: &str, says: &str| number(fields, field, says, from.as_ref(), findings);
    let (asked, answered) = (of("asked", "asked"), of("answered", "who answered"));
    if answered.is_none() && !fields.has("answered") {
        fields.missing("answered", "how many answered: the divisor of every share", findings);
    }
    let choices = by_name(fields, "choices", from.as_ref(), findings);
    let on = fields.date("on", findings);
    if on.is_none() && !fields.has("on") {
        fields.missing("on", "the day of the answers, such as 2022-06-30", findings);
    }
    Some(Answers { named: named(fields, findings)?, on, asked, answered: answered?, choices })
}

/// A table in the making, with the figures and holes that it brings.
pub(super) struct Laying<'a> {
    pub table: CaseTable,
    pub as_of: Date,
    pub figures: &'a mut Vec<MadeFigure>,
    pub holes: &'a mut Vec<Hole>,
}

impl Laying<'_> {
    /// A figure under the table's name, or the hole it is: a number that is not there, or nothing
    /// to divide by.
    pub fn cell(
        &mut self,
        name: &str,
        method: String,
        is_not: &str,
        expr: Result<Expr, String>,
    ) -> TableCell {
        let name = format!("{}/{name}", self.table.name);
        let is_not = if is_not.is_empty() { Vec::new() } else { vec![is_not.to_owned()] };
        let made: Result<Figure, String> = expr.and_then(|expr| {
            expr.figure(&name, self.as_of, method, is_not)
                .ok_or_else(|| "it would be divided by nothing".to_owned())
        });
        match made {
            Ok(figure) => {
                self.figures.push(MadeFigure::of(Part::Tables, figure));
                TableCell::Figure(name)
            }
            Err(why) => {
                self.holes.push(Hole { name: name.clone(), why });
                TableCell::Hole(name)
            }
        }
    }

    pub fn row(&mut self, label: impl Into<String>, cells: Vec<TableCell>) {
        self.table.rows.push(TableRow { label: label.into(), cells });
    }
}

/// A number as an expression.
pub(super) fn shown(unit: Unit, number: &Result<Compared, String>) -> Result<Expr, String> {
    number.clone().map(|number| Expr::Number(unit, Box::new(number)))
}

/// The change of a number as a part of what it was: now less then, over then.
pub(super) fn change_of(unit: Unit, then: Expr, now: Expr) -> Expr {
    let less = Expr::less("the later less the earlier", unit, now, then.clone());
    Expr::over("over the earlier", Unit::Percent, less, then)
}

impl Making<'_> {
    /// Every table about staffing that the case asks for.
    pub(super) fn staffing(
        &mut self,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
        tables: &mut Vec<CaseTable>,
    ) {
        let asked = &self.file.staffing;
        for one in &asked.vacancies {
            tables.extend(self.vacancy(one, figures, holes));
        }
        for one in &asked.changes {
            tables.extend(self.change(one, figures, holes));
        }
        for one in &asked.separations {
            tables.extend(self.separations(one, figures, holes));
        }
        for one in &asked.retentions {
            tables.extend(self.retention(one, figures, holes));
        }
        for one in &asked.workloads {
            tables.extend(self.workload(one, figures, holes));
        }
        for one in &asked.answers {
            tables.extend(self.answers(one, figures, holes));
        }
    }

    fn resolve_some(
        &mut self,
        number: Option<&Number>,
    ) -> Option<Option<Result<Compared, String>>> {
        match number {
            None => Some(None),
            Some(number) => self.resolve(number).map(Some),
        }
    }

    fn vacancy(
        &mut self,
        asked: &Vacancy,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let counts = [
            ("authorised", &asked.authorised),
            ("budgeted", &asked.budgeted),
            ("filled", &asked.filled),
            ("paid", &asked.paid),
        ];
        let mut known: BTreeMap<&str, Result<Expr, String>> = BTreeMap::new();
        for (name, number) in counts {
            if let Some(number) = self.resolve_some(number.as_ref())? {
                known.insert(name, shown(Unit::Count, &number));
            }
        }
        let average = self.resolve_some(asked.average_cost.as_ref())?;
        let months = self.resolve_some(asked.months.as_ref())?;
        let exits = self.resolve_some(asked.exits.as_ref())?;
        let salaries = self.resolve_some(asked.salaries.as_ref())?;
        let replacement = self.resolve_some(asked.replacement_cost.as_ref())?;
        let mut cover = Vec::new();
        for (name, number) in &asked.cover {
            cover.push((name.clone(), self.resolve(number)?));
        }
        let title = &asked.named.title;
        let day = asked.on.map_or(String::new(), |on| format!(", {on}"));
        let name = format!("vacancy/{}", asked.named.name);
        let table = CaseTable::new(Section::Vacancy, &name, &format!("{title}{day}"), &[""]);
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        for (what, label, is_not) in [
            ("authorised", "authorised", "It is not how many are funded, nor how many are filled."),
            ("budgeted", "budgeted", "It is not how many are authorised, nor how many are filled."),
            (
                "filled",
                "filled",
                "It is not how many people are paid: some are on leave, some share.",
            ),
            ("paid", "paid", "It is not how many positions are filled: it counts people."),
        ] {
            let Some(expr) = known.get(what) else { continue };
            let method = format!("Positions or people {label} of {title}{day}.");
            let cell = lay.cell(what, method, is_not, expr.clone());
            lay.row(label, vec![cell]);
        }
        let get = |what: &str| known.get(what).cloned();
        let vacant_of = |what: &str, lay: &mut Laying<'_>| -> Option<Result<Expr, String>> {
            let (all, filled) = (get(what)?, get("filled")?);
            let vacant = all.clone().and_then(|all| {
                filled.map(|filled| {
                    Expr::less(format!("{what} less filled"), Unit::Count, all, filled)
                })
            });
            let method = format!("Positions {what} of {title}{day} less those filled.");
            let is_not = "It is not how many the employer tries to fill.";
            let cell = lay.cell(&format!("vacant-of-{what}"), method, is_not, vacant.clone());
            lay.row(format!("vacant, of {what}"), vec![cell]);
            let rate = vacant.clone().and_then(|vacant| {
                all.map(|all| Expr::over(format!("over {what}"), Unit::Percent, vacant, all))
            });
            let method = format!("Vacancy rate of {title}{day}: {what} less filled, over {what}.");
            let other = if what == "authorised" { "budgeted" } else { "authorised" };
            let is_not = format!("It is not a percent of positions {other}.");
            let cell = lay.cell(&format!("rate-of-{what}"), method, &is_not, rate);
            lay.row(format!("vacancy rate, of {what}"), vec![cell]);
            Some(vacant)
        };
        let of_authorised = vacant_of("authorised", &mut lay);
        let of_budgeted = vacant_of("budgeted", &mut lay);
        let vacant = of_budgeted.or(of_authorised);
        let saved = vacant.zip(average).map(|(vacant, average)| {
            let whole = Expr::times(
                "vacant times that",
                Unit::Money,
                shown(Unit::Money, &average)?,
                vacant?,
            );
            match &months {
                None => Ok(whole),
                Some(months) => {
                    let twelve = given("months of a year", Fraction::whole(12));
                    let part =
                        Expr::over("of twelve", Unit::Count, shown(Unit::Count, months)?, twelve);
                    Ok(Expr::times("that part of it", Unit::Money, whole, part))
                }
            }
        });
        if let Some(saved) = &saved {
            let method = format!(
                "Salary savings of {title}{day}: vacant positions times what one costs in a year, for the months they are vacant (costing.md T6)."
            );
            let is_not =
                "It is not money that is there: what covers for the vacancies is paid from it.";
            let cell = lay.cell("salary-savings", method, is_not, saved.clone());
            lay.row("salary savings", vec![cell]);
        }
        let mut spent: Vec<Expr> = Vec::new();
        let mut missing: Option<String> = None;
        for (label, number) in &cover {
            let expr = shown(Unit::Money, number);
            let method = format!("What {label} cost, {title}{day}.");
            let cell = lay.cell(&format!("cover/{}", slug(label)), method, "", expr.clone());
            lay.row(format!("  {label}"), vec![cell]);
            match expr {
                Ok(expr) => spent.push(expr),
                Err(why) => missing = Some(why),
            }
        }
        let overtime = cover.iter().find(|(label, _)| label == "overtime");
        if let (Some((_, overtime)), Some(salaries)) = (overtime, &salaries) {
            let share = shown(Unit::Money, overtime).and_then(|overtime| {
                let salaries = shown(Unit::Money, salaries)?;
                Ok(Expr::over("overtime over salaries", Unit::Percent, overtime, salaries))
            });
            let method = format!(
                "Overtime of {title}{day} as a percent of salaries, totals over totals (costing.md T7)."
            );
            let is_not = "It is not a percent of hours.";
            let cell = lay.cell("overtime-share", method, is_not, share);
            lay.row("  overtime, as a percent of salaries", vec![cell]);
        }
        if let Some((exits, replacement)) = exits.zip(replacement) {
            let cost = shown(Unit::Count, &exits).and_then(|exits| {
                Ok(Expr::times(
                    "people times that",
                    Unit::Money,
                    shown(Unit::Money, &replacement)?,
                    exits,
                ))
            });
            let method = format!(
                "What replacing those who left cost, {title}{day}: people times the cost of one (costing.md T5)."
            );
            let is_not = "It is not a bill: much of it is time of those who stay.";
            let cell = lay.cell("replacement", method, is_not, cost.clone());
            lay.row("  replacing those who left", vec![cell]);
            match cost {
                Ok(cost) => spent.push(cost),
                Err(why) => missing = Some(why),
            }
        }
        if !spent.is_empty() || missing.is_some() {
            let spent = match missing {
                Some(why) => Err(why),
                None => Ok(Expr::sum("all of it", Unit::Money, spent)),
            };
            let method = format!("What covers for vacancies and exits, {title}{day}, all of it.");
            let is_not =
                "It is not caused by vacancies alone: some overtime there would be anyway.";
            let cell = lay.cell("spent-to-cover", method, is_not, spent.clone());
            lay.row("spent to cover", vec![cell]);
            if let Some(saved) = saved {
                let left = saved.and_then(|saved| {
                    Ok(Expr::less("saved less spent", Unit::Money, saved, spent?))
                });
                let method = format!(
                    "Salary savings of {title}{day} less what was spent to cover; below zero the vacancies cost more than they save."
                );
                let is_not = "It is not the cost of work that was not done.";
                let cell = lay.cell("left-over", method, is_not, left);
                lay.row("savings left over", vec![cell]);
            }
        }
        Some(lay.table)
    }

    fn change(
        &mut self,
        asked: &Change,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let mut parts: BTreeSet<String> = BTreeSet::new();
        match &asked.of {
            ChangeOf::Rosters { by } => {
                for path in [&asked.base, &asked.to] {
                    self.roster(path, &asked.named.place)?;
                    let table = self.rosters.get(path)?;
                    match table.by(by) {
                        Some(heads) => parts.extend(heads.into_keys()),
                        None => {
                            let names: Vec<&String> =
                                table.columns.iter().map(|(name, _)| name).collect();
                            let what = format!("{path} has no column \"{by}\"");
                            self.findings.push(
                                Finding::error(asked.named.place.clone(), what).near(by, &names),
                            );
                            return None;
                        }
                    }
                }
            }
            ChangeOf::Series { data, cell } => {
                self.set(data, &asked.named.place)?;
                if let Some(Holds::Series(table)) = self.held.get(data) {
                    for at in [&asked.base, &asked.to] {
                        parts.extend(table.parts_at(at, cell));
                    }
                }
                if !cell.part.is_empty() {
                    parts.clear();
                }
            }
        }
        let has_parts = !parts.is_empty();
        let numbers = |part: Option<&str>| {
            [&asked.base, &asked.to].map(|at| asked.of.number(part, at, has_parts))
        };
        let listed: Vec<String> = match &asked.parts {
            Some(parts) => parts.clone(),
            None => parts.into_iter().collect(),
        };
        let name = format!("change/{}", asked.named.name);
        let base = base_name(&asked.base);
        let to = base_name(&asked.to);
        let headers = [base, to, "change", "percent"];
        let table = CaseTable::new(Section::Workforce, &name, &asked.named.title, &headers);
        let mut table = Some(table);
        let mut all = vec![("all".into(), "all".into(), numbers(None))];
        for part in &listed {
            all.push((slug(part), part.clone(), numbers(Some(part))));
        }
        let mut known: BTreeSet<String> = BTreeSet::new();
        for (slug, label, numbers) in all {
            if !known.insert(slug.clone()) {
                self.findings.push(
                    Finding::warning(
                        asked.named.place.clone(),
                        format!("two parts come to the name \"{slug}\": \"{label}\" is left out"),
                    )
                    .mend("give them names that differ in letters or digits"),
                );
                continue;
            }
            let mut resolved = Vec::new();
            for (is, when) in numbers.into_iter().zip([base, to]) {
                let says = format!("as it stood, {when}: {label}");
                let place = asked.named.place.clone();
                resolved.push(self.resolve(&Number { says, is, place })?);
            }
            let [then, now] = resolved.as_slice() else { return None };
            let missing = |number: &Result<Compared, String>| {
                // A part that a roster does not have may have another name there.
                match number {
                    Ok(found)
                        if found.pay.amount.is_zero() && label != "all" && asked.is_roster() =>
                    {
                        Err(format!(
                            "nobody is in {label} in one of the two: it may have another name"
                        ))
                    }
                    other => other.clone(),
                }
            };
            let (then, now) = (shown(asked.unit, &missing(then)), shown(asked.unit, &missing(now)));
            let mut lay = Laying { table: table.take()?, as_of: self.file.as_of, figures, holes };
            let title = &asked.named.title;
            let cells = vec![
                lay.cell(
                    &format!("{slug}/base"),
                    format!("As it stood, {base}: {title}, {label}."),
                    "",
                    then.clone(),
                ),
                lay.cell(
                    &format!("{slug}/to"),
                    format!("As it stood, {to}: {title}, {label}."),
                    "",
                    now.clone(),
                ),
                lay.cell(
                    &format!("{slug}/change"),
                    format!("Change of {title}, {label}: {to} less {base}."),
                    "",
                    then.clone().and_then(|then| {
                        Ok(Expr::less("the later less the earlier", asked.unit, now.clone()?, then))
                    }),
                ),
                lay.cell(
                    &format!("{slug}/percent"),
                    format!(
                        "Change of {title}, {label}, from {base} to {to}, as a percent of {base}."
                    ),
                    "",
                    then.and_then(|then| Ok(change_of(asked.unit, then, now?))),
                ),
            ];
            lay.row(label, cells);
            table = Some(lay.table);
        }
        let mut table = table?;
        let apart = |row: &TableRow| row.cells.iter().any(|c| matches!(c, TableCell::Hole(_)));
        if table.rows.iter().skip(1).any(apart) {
            let of_all = format!("{}/all/", table.name);
            let all = figures.iter_mut().filter(|made| made.figure.name.starts_with(&of_all));
            for made in all {
                made.figure.is_not.push(
                    "It is not of the same parts at both dates: a part that is not there at one adds nothing."
                        .to_owned(),
                );
            }
            table.notes.push(
                "All adds up every part that is there in each of the two, those with holes too."
                    .to_owned(),
            );
        }
        Some(table)
    }

    fn workload(
        &mut self,
        asked: &Workload,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let mut at = |of: &(String, SeriesCell), at: &str, says: &str| {
            let (data, cell) = of.clone();
            let is = NumberIs::Series { data, cell: SeriesCell { at: at.to_owned(), ..cell } };
            let says = format!("as it stood, {at}: {says}");
            let place = asked.named.place.clone();
            self.resolve(&Number { says, is, place })
        };
        let (load, staff) = (&asked.load, &asked.staff);
        let mut per = Vec::new();
        for when in [&asked.base, &asked.to] {
            let load = shown(Unit::Count, &at(load, when, &load.1.series)?);
            let staff = shown(Unit::Count, &at(staff, when, &staff.1.series)?);
            per.push((load, staff));
        }
        let name = format!("workload/{}", asked.named.name);
        let headers = [asked.base.as_str(), asked.to.as_str(), "percent"];
        let table = CaseTable::new(Section::Workload, &name, &asked.named.title, &headers);
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        let title = &asked.named.title;
        let each = |(load, staff): &(Result<Expr, String>, Result<Expr, String>)| {
            let says =
                format!("load for each: {} over {}", asked.load.1.series, asked.staff.1.series);
            Ok(Expr::over(says, Unit::Count, load.clone()?, staff.clone()?))
        };
        for (label, part, of) in
            [(asked.load.1.series.clone(), "load", 0), (asked.staff.1.series.clone(), "staff", 1)]
        {
            let pick = |pair: &(Result<Expr, String>, Result<Expr, String>)| match of {
                0 => pair.0.clone(),
                _ => pair.1.clone(),
            };
            let mut cells = Vec::new();
            for (when, pair) in [&asked.base, &asked.to].into_iter().zip(&per) {
                let method = format!("As it stood, {when}: {title}, {label}.");
                cells.push(lay.cell(&format!("{part}/{}", slug(when)), method, "", pick(pair)));
            }
            let method = format!("{title}: change of {label} from {} to {}.", asked.base, asked.to);
            let expr =
                pick(&per[0]).and_then(|then| Ok(change_of(Unit::Count, then, pick(&per[1])?)));
            cells.push(lay.cell(&format!("{part}/percent"), method, "", expr));
            lay.row(label, cells);
        }
        let is_not = "It is not what each person does: it is a mean over all who are counted.";
        let mut cells = Vec::new();
        for (when, pair) in [&asked.base, &asked.to].into_iter().zip(&per) {
            let method = format!(
                "Load for each, {when}: {title}, {} over {}.",
                asked.load.1.series, asked.staff.1.series
            );
            cells.push(lay.cell(&format!("each/{}", slug(when)), method, is_not, each(pair)));
        }
        let method =
            format!("{title}: change of the load for each, from {} to {}.", asked.base, asked.to);
        let expr = each(&per[0]).and_then(|then| Ok(change_of(Unit::Count, then, each(&per[1])?)));
        cells.push(lay.cell("each/percent", method, is_not, expr));
        lay.row("for each", cells);
        Some(lay.table)
    }

    fn separations(
        &mut self,
        asked: &Separations,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let mut causes = Vec::new();
        for (name, number) in &asked.causes {
            causes.push((name.clone(), shown(Unit::Count, &self.resolve(number)?)));
        }
        let headcount = self.resolve_some(asked.headcount.as_ref())?;
        let title = format!("{}, {}", asked.named.title, asked.period);
        let name = format!("separations/{}", asked.named.name);
        let headers = ["people", "of all who left", "of all people"];
        let headers = if headcount.is_some() { &headers[..] } else { &headers[..2] };
        let table = CaseTable::new(Section::Turnover, &name, &title, headers);
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        let all: Result<Vec<Expr>, String> =
            causes.iter().map(|(_, number)| number.clone()).collect();
        let all = all.map(|all| Expr::sum("all who left", Unit::Count, all));
        let people = headcount.map(|headcount| shown(Unit::Count, &headcount));
        let mut rows = causes.clone();
        rows.push(("all".to_owned(), all.clone()));
        for (label, number) in rows {
            let slug = slug(&label);
            let over = |what: &str, of: &Result<Expr, String>| {
                Ok(Expr::over(what, Unit::Percent, number.clone()?, of.clone()?))
            };
            let mut cells = vec![
                lay.cell(&slug, format!("Who left by {label}, {title}."), "", number.clone()),
                lay.cell(
                    &format!("{slug}/share"),
                    format!("Who left by {label}, {title}, as a percent of all who left."),
                    "It is not a percent of all people.",
                    over("over all who left", &all),
                ),
            ];
            if let Some(people) = &people {
                cells.push(lay.cell(
                    &format!("{slug}/rate"),
                    format!("Who left by {label}, {title}, as a percent of all people."),
                    "It is not a percent of all who left.",
                    over("over all people", people),
                ));
            }
            lay.row(label, cells);
        }
        Some(lay.table)
    }

    fn retention(
        &mut self,
        asked: &Retention,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let from = self.roster(&asked.from, &asked.named.place)?;
        let to = self.roster(&asked.to, &asked.named.place)?;
        let (then, now) = (self.rosters.get(&asked.from)?, self.rosters.get(&asked.to)?);
        let name = format!("retention/{}", asked.named.name);
        let headers = ["people", "stayed", "other class", "elsewhere", "gone", "gone of all"];
        let table = CaseTable::new(Section::Turnover, &name, &asked.named.title, &headers);
        if then.ids.is_none() || now.ids.is_none() {
            let which = if then.ids.is_none() { &asked.from } else { &asked.to };
            holes.push(Hole {
                name: name.clone(),
                why: format!(
                    "{which} has no column \"employee\": without an id for each person nobody can be found again; the change of heads can be had from the two"
                ),
            });
            let mut table = table;
            table.rows.push(TableRow {
                label: "all".to_owned(),
                cells: std::iter::once(TableCell::Hole(name))
                    .chain((1..6).map(|_| TableCell::Blank))
                    .collect(),
            });
            return Some(table);
        }
        let Some(by) = then.by(&asked.by) else {
            let what = format!("{} has no column \"{}\"", asked.from, asked.by);
            self.findings.push(Finding::error(asked.named.place.clone(), what));
            return None;
        };
        let parts: Vec<String> = by.into_keys().collect();
        let mut table = table;
        for (path, roster) in [(&asked.from, then), (&asked.to, now)] {
            let found = roster.distinct_ids();
            let heads = roster.heads(None).unwrap_or(0);
            if found != heads {
                table.notes.push(format!(
                    "{path} has {heads} heads and {found} ids: who has no id, or shares one, is not told apart."
                ));
            }
        }
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        let mut of_all: Vec<(String, Option<String>)> = vec![("all".to_owned(), None)];
        of_all.extend(parts.into_iter().map(|part| (part.clone(), Some(part))));
        for (label, part) in of_all {
            let of = part.as_deref().map(|part| (asked.by.as_str(), part));
            let became = then.became(now, of)?;
            let mut counts = BTreeMap::new();
            for (what, count) in became.counts() {
                let pair =
                    of.map(|(column, text)| format!(" | {column}={text}")).unwrap_or_default();
                let origin = Origin::Across {
                    input: to.clone(),
                    others: vec![from.clone()],
                    cell: format!("became | {} | {what}{pair}", asked.from),
                };
                let amount = Fraction::whole(i64::try_from(count).unwrap_or(i64::MAX));
                let says = format!("{label}: {what}");
                let pay = EvidencePay { amount, says, basis: None, origin };
                let number = Compared::of(label.clone(), pay);
                counts.insert(what, Expr::Number(Unit::Count, Box::new(number)));
            }
            let slug = slug(&label);
            let title = &asked.named.title;
            let mut cells = Vec::new();
            for (what, says, is_not) in [
                ("all", "people of the earlier roster", ""),
                ("same-class", "of them in the same class and department later", ""),
                ("other-class", "of them in another class of the department later", ""),
                ("other-department", "of them in another department later", ""),
                (
                    "gone",
                    "of them not in the later roster",
                    "It is not how many quit: it says nothing of why.",
                ),
            ] {
                let expr = counts.get(what).cloned().ok_or_else(String::new);
                let method = format!("{title}, {label}: {says}.");
                cells.push(lay.cell(&format!("{slug}/{what}"), method, is_not, expr));
            }
            let expr = counts.get("gone").cloned().zip(counts.get("all").cloned());
            let expr = expr
                .map(|(gone, all)| Expr::over("over all of them", Unit::Percent, gone, all))
                .ok_or_else(String::new);
            let method = format!(
                "{title}, {label}: not in the later roster, as a percent of the people of the earlier."
            );
            let is_not = "It is not a yearly rate unless the two are a year apart.";
            cells.push(lay.cell(&format!("{slug}/gone-percent"), method, is_not, expr));
            lay.row(label, cells);
        }
        Some(lay.table)
    }

    fn answers(
        &mut self,
        asked: &Answers,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let on = asked.on?;
        let people = self.resolve_some(asked.asked.as_ref())?;
        let answered = shown(Unit::Count, &self.resolve(&asked.answered)?);
        let mut choices = Vec::new();
        for (name, number) in &asked.choices {
            choices.push((name.clone(), shown(Unit::Count, &self.resolve(number)?)));
        }
        if on > self.file.as_of {
            let what = format!("answers of {on}, after {}", self.file.as_of);
            self.findings.push(Finding::error(asked.named.place.clone(), what));
            return None;
        }
        let title = format!("{}, {on}", asked.named.title);
        let name = format!("answers/{}", asked.named.name);
        let headers = ["people", "of those who answered"];
        let table = CaseTable::new(Section::Answers, &name, &title, &headers);
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        for (label, number) in choices {
            let slug = slug(&label);
            let share = number.clone().and_then(|number| {
                Ok(Expr::over("over those who answered", Unit::Percent, number, answered.clone()?))
            });
            let cells = vec![
                lay.cell(&slug, format!("{title}: who answered \"{label}\"."), "", number),
                lay.cell(
                    &format!("{slug}/share"),
                    format!(
                        "{title}: who answered \"{label}\", as a percent of those who answered."
                    ),
                    "It is not a percent of everyone who was asked.",
                    share,
                ),
            ];
            lay.row(label, cells);
        }
        let method = format!("{title}: who answered.");
        let cell = lay.cell("answered", method, "", answered.clone());
        lay.row("answered", vec![cell, TableCell::Blank]);
        if let Some(people) = people {
            let people = shown(Unit::Count, &people);
            let rate = answered.and_then(|answered| {
                Ok(Expr::over("over all asked", Unit::Percent, answered, people.clone()?))
            });
            let cells = vec![
                lay.cell("asked", format!("{title}: who was asked."), "", people),
                lay.cell(
                    "response",
                    format!("{title}: who answered, as a percent of those asked."),
                    "It does not say that those who answered think as the others do.",
                    rate,
                ),
            ];
            lay.row("asked; answered of them", cells);
        }
        Some(lay.table)
    }
}

impl ChangeOf {
    /// The number of a part, or of all, at a year, a day or in a roster.
    fn number(&self, part: Option<&str>, at: &str, has_parts: bool) -> NumberIs {
        match self {
            ChangeOf::Rosters { by } => NumberIs::Heads {
                roster: at.to_owned(),
                of: part.map(|part| (by.clone(), part.to_owned())),
            },
            ChangeOf::Series { data, cell } => NumberIs::Series {
                data: data.clone(),
                cell: SeriesCell {
                    at: at.to_owned(),
                    part: part.map_or(cell.part.clone(), str::to_owned),
                    sum: cell.sum || (part.is_none() && has_parts),
                    ..cell.clone()
                },
            },
        }
    }
}

impl Change {
    fn is_roster(&self) -> bool {
        matches!(self.of, ChangeOf::Rosters { .. })
    }
}

/// A number that the method sets.
pub(super) fn given(says: &str, amount: Fraction) -> Expr {
    let pay = EvidencePay { amount, says: says.to_owned(), basis: None, origin: Origin::Given };
    let number = Compared::of("", pay);
    Expr::Number(Unit::Count, Box::new(number))
}

/// A path's file name without its ending; anything else as it is.
fn base_name(text: &str) -> &str {
    let name = text.rsplit('/').next().unwrap_or(text);
    name.strip_suffix(".csv").unwrap_or(name)
}

/// What became of people, under its key: the later roster is the input, the earlier is named.
pub(super) fn became_of_key(
    rosters: &BTreeMap<String, HeadsTable>,
    later: &str,
    key: &str,
) -> Option<Fraction> {
    let mut parts = key.strip_prefix("became | ")?.splitn(3, " | ");
    let (earlier, what, of) = (parts.next()?, parts.next()?, parts.next());
    let of = match of {
        None => None,
        Some(of) => Some(of.split_once('=')?),
    };
    let became = rosters.get(earlier)?.became(rosters.get(later)?, of)?;
    let (_, count) = became.counts().into_iter().find(|(name, _)| *name == what)?;
    i64::try_from(count).ok().map(Fraction::whole)
}
