//! Ability to pay: what comes in and goes out, what is kept, and what goes to banks and others, with
//! what the same money would pay for (`costing.md` 3.5, P12 to P14).

use costing::{Offer, Party, PositionsRow, Term, TermKind};
use evidence::{Compared, Expr, Origin, Pay as EvidencePay, SeriesCell, slug};
use money::{Date, Figure, Fraction, InputFile, Unit};

use super::book::{Hole, MadeFigure, Making};
use super::numbers::{Number, NumberIs, Source, number, source};
use super::staffing::{Laying, change_of, given, shown};
use super::tables::{CaseTable, Section, TableCell};
use crate::data::Holds;
use crate::toml_fields::Fields;
use crate::{Finding, Findings, Loaded, Place};

/// What a case file asks about money.
#[derive(Default)]
pub(crate) struct Asked {
    abilities: Vec<Ability>,
    payments: Vec<Payments>,
}

/// A fund's year.
struct Ability {
    name: String,
    title: String,
    place: Place,
    /// Ongoing and one-time.
    revenue: Vec<(String, Number)>,
    expenditure: Vec<(String, Number)>,
    transfers_out: Option<Number>,
    other_uses: Option<Number>,
    reserves: Vec<(String, Number)>,
    /// Which reserves may be spent.
    available: Vec<String>,
    minimum: Option<Fraction>,
    revenue_before: Option<Number>,
    share: Option<Fraction>,
    unit_cost: Option<Number>,
    /// Of all employees.
    pay_and_benefits: Option<Number>,
}

/// Payments by year, and by kind.
struct Payments {
    name: String,
    title: String,
    place: Place,
    years: Vec<String>,
    is: PaymentsAre,
    against: Vec<(String, Number)>,
    buys: Option<Buys>,
}

enum PaymentsAre {
    /// Rows of a data set: the series, and the column that says which kind each is.
    Rows { data: String, series: String, by: Option<String> },
    /// A total for each year.
    Totals(Vec<(String, Number)>),
}

/// A position that the same money would pay for.
struct Buys {
    classification: String,
    column: String,
    step: String,
    from: Date,
    group: Option<String>,
    place: Place,
}

/// A position that is costed, by the payments that would pay for it.
pub(super) struct BoughtPosition {
    payments: usize,
    /// The offer's number, from 1.
    number: usize,
}

/// Reads what a case file asks about money.
pub(crate) fn read(root: &Fields<'_>, findings: &mut Findings) -> Asked {
    let mut asked = Asked::default();
    for fields in root.tables("ability", findings) {
        asked.abilities.extend(ability(&fields, findings));
    }
    for fields in root.tables("payments", findings) {
        asked.payments.extend(payments(&fields, findings));
    }
    let abilities: Vec<(&String, &Place)> =
        asked.abilities.iter().map(|one| (&one.name, &one.place)).collect();
    let payments: Vec<(&String, &Place)> =
        asked.payments.iter().map(|one| (&one.name, &one.place)).collect();
    for all in [abilities, payments] {
        for (at, (name, place)) in all.iter().enumerate() {
            if all[..at].iter().any(|(known, _)| known == name) {
                let what = format!("two tables are called \"{name}\"");
                findings.push(Finding::error((*place).clone(), what));
            }
        }
    }
    asked
}

fn name_and_title(fields: &Fields<'_>, findings: &mut Findings) -> Option<(String, String)> {
    let name = super::needed(fields, "name", "a name such as general-fund", findings)?;
    if !crate::data::is_slug(&name) {
        fields.wrong("name", "small letters, digits and hyphens", findings);
    }
    let title = fields.text("title", findings).unwrap_or_else(|| name.clone());
    Some((name, title))
}

/// Numbers of a table within a table, of the names that are known, if only some are.
fn by_name(
    fields: &Fields<'_>,
    field: &str,
    known: &[&str],
    from: Option<&Source>,
    findings: &mut Findings,
) -> Vec<(String, Number)> {
    let Some(table) = fields.table(field, findings) else { return Vec::new() };
    if !known.is_empty() {
        table.only(known, &[], findings);
    }
    let names = table.names();
    let of = |name: &&str| known.is_empty() || known.contains(name);
    let read = |name: &str, findings: &mut Findings| {
        let says = format!("{}, {name}", field.replace('_', " "));
        number(&table, name, &says, from, findings).map(|number| (name.to_owned(), number))
    };
    names.into_iter().filter(of).filter_map(|name| read(name, findings)).collect()
}

const RESERVES: [&str; 4] = ["restricted", "committed", "assigned", "unassigned"];

fn ability(fields: &Fields<'_>, findings: &mut Findings) -> Option<Ability> {
    const KNOWN: [&str; 14] = [
        "other_uses",
        "pay_and_benefits",
        "name",
        "title",
        "source",
        "revenue",
        "expenditure",
        "transfers_out",
        "reserves",
        "available",
        "minimum_reserve",
        "revenue_before",
        "share",
        "unit_cost",
    ];
    fields.only(&KNOWN, &[], findings);
    let from = fields.table("source", findings).and_then(|table| source(&table, findings));
    let from = from.as_ref();
    let kinds = ["ongoing", "one-time"];
    let revenue = by_name(fields, "revenue", &kinds, from, findings);
    let expenditure = by_name(fields, "expenditure", &kinds, from, findings);
    for (field, numbers) in [("revenue", &revenue), ("expenditure", &expenditure)] {
        if numbers.is_empty() && !fields.has(field) {
            let expected = format!("{field} = {{ ongoing = \"...\", one-time = \"...\" }}");
            fields.missing(field, &expected, findings);
        }
    }
    let reserves = by_name(fields, "reserves", &RESERVES, from, findings);
    let available = match fields.texts("available", findings) {
        Some(names) => {
            if names.iter().any(|name| !RESERVES.contains(&name.as_str())) {
                fields.wrong("available", &format!("some of {}", RESERVES.join(", ")), findings);
            }
            names
        }
        None => vec!["unassigned".to_owned()],
    };
    let (name, title) = name_and_title(fields, findings)?;
    Some(Ability {
        name,
        title,
        place: fields.place(),
        revenue,
        expenditure,
        transfers_out: number(fields, "transfers_out", "transfers out", from, findings),
        other_uses: number(fields, "other_uses", "other uses", from, findings),
        pay_and_benefits: number(
            fields,
            "pay_and_benefits",
            "pay and benefits of all employees",
            from,
            findings,
        ),
        reserves,
        available,
        minimum: fields.percent("minimum_reserve", findings),
        revenue_before: number(
            fields,
            "revenue_before",
            "ongoing revenue of the year before",
            from,
            findings,
        ),
        share: fields.percent("share", findings),
        unit_cost: number(fields, "unit_cost", "pay and benefits of the unit", from, findings),
    })
}

fn payments(fields: &Fields<'_>, findings: &mut Findings) -> Option<Payments> {
    const KNOWN: [&str; 10] =
        ["name", "title", "source", "data", "series", "by", "years", "totals", "against", "buys"];
    fields.only(&KNOWN, &[], findings);
    let from = fields.table("source", findings).and_then(|table| source(&table, findings));
    let against = by_name(fields, "against", &[], from.as_ref(), findings);
    let buys = fields.table("buys", findings).and_then(|table| buys(&table, findings));
    let (name, title) = name_and_title(fields, findings)?;
    let place = fields.place();
    let (is, years) = if fields.has("totals") {
        let totals = by_name(fields, "totals", &[], from.as_ref(), findings);
        let years = totals.iter().map(|(year, _)| year.clone()).collect();
        (PaymentsAre::Totals(totals), years)
    } else {
        let data =
            super::needed(fields, "data", "a data set with a row a payment, or totals", findings);
        let series = super::needed(fields, "series", "the column of amounts", findings);
        let years = fields.texts("years", findings);
        if years.is_none() && !fields.has("years") {
            fields.missing("years", "the years, such as [\"2012\", \"2013\"]", findings);
        }
        let by = fields.text("by", findings);
        (PaymentsAre::Rows { data: data?, series: series?, by }, years?)
    };
    if years.is_empty() {
        fields.wrong(
            if fields.has("totals") { "totals" } else { "years" },
            "a year or more",
            findings,
        );
        return None;
    }
    Some(Payments { name, title, place, years, is, against, buys })
}

fn buys(table: &Fields<'_>, findings: &mut Findings) -> Option<Buys> {
    table.only(&["classification", "column", "step", "from", "group"], &[], findings);
    let class = super::needed(table, "classification", "a class of the schedule", findings);
    let from = table.date("from", findings);
    if from.is_none() && !table.has("from") {
        table.missing("from", "the day on which it begins, such as 2014-07-01", findings);
    }
    Some(Buys {
        classification: class?,
        column: table.text("column", findings).unwrap_or_default(),
        step: table.text("step", findings).unwrap_or_else(|| "bottom".to_owned()),
        from: from?,
        group: table.text("group", findings),
        place: table.place(),
    })
}

/// All of several numbers, or why one of them is missing.
fn sum_of(says: &str, all: &[(String, Result<Expr, String>)]) -> Result<Expr, String> {
    let parts: Result<Vec<Expr>, String> = all.iter().map(|(_, number)| number.clone()).collect();
    parts.map(|parts| Expr::sum(says, Unit::Money, parts))
}

impl Making<'_> {
    /// Every table about money that the case asks for.
    pub(super) fn ability(
        &mut self,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
        tables: &mut Vec<CaseTable>,
    ) {
        let asked = &self.file.ability;
        for one in &asked.abilities {
            tables.extend(self.one_fund(one, figures, holes));
        }
        for one in &asked.payments {
            tables.extend(self.payments(one, figures, holes));
        }
    }

    fn all(&mut self, numbers: &[(String, Number)]) -> Option<Vec<(String, Result<Expr, String>)>> {
        let mut all = Vec::new();
        for (name, number) in numbers {
            all.push((name.clone(), shown(Unit::Money, &self.resolve(number)?)));
        }
        Some(all)
    }

    fn maybe(&mut self, number: Option<&Number>) -> Option<Option<Result<Expr, String>>> {
        match number {
            None => Some(None),
            Some(number) => Some(Some(shown(Unit::Money, &self.resolve(number)?))),
        }
    }

    fn one_fund(
        &mut self,
        asked: &Ability,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let revenue = self.all(&asked.revenue)?;
        let expenditure = self.all(&asked.expenditure)?;
        let reserves = self.all(&asked.reserves)?;
        let transfers = self.maybe(asked.transfers_out.as_ref())?;
        let uses = self.maybe(asked.other_uses.as_ref())?;
        let all_pay = self.maybe(asked.pay_and_benefits.as_ref())?;
        let before = self.maybe(asked.revenue_before.as_ref())?;
        let unit_cost = self.maybe(asked.unit_cost.as_ref())?;
        let name = format!("ability/{}", asked.name);
        let table = CaseTable::new(Section::Ability, &name, &asked.title, &[""]);
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        let title = &asked.title;
        let mut sums = Vec::new();
        for (what, all) in [("revenue", &revenue), ("expenditure", &expenditure)] {
            for (kind, number) in all {
                let is_not = match kind.as_str() {
                    "one-time" => {
                        "It does not come again: it can pay for a lump sum, not for a raise."
                    }
                    _ => "",
                };
                let method = format!("{title}: {what}, {kind}.");
                let cell = lay.cell(&format!("{what}/{kind}"), method, is_not, number.clone());
                lay.row(format!("  {what}, {kind}"), vec![cell]);
            }
            let sum = sum_of(&format!("all {what}"), all);
            let method = format!("{title}: {what}, ongoing and one-time.");
            let cell = lay.cell(&format!("{what}/all"), method, "", sum.clone());
            lay.row(what, vec![cell]);
            sums.push(sum);
        }
        let [all_revenue, all_expenditure] = sums.as_slice() else { return None };
        let mut out = all_expenditure.clone();
        for (label, slug, says, number) in [
            ("transfers out", "transfers-out", "expenditure and transfers out", &transfers),
            ("other uses", "other-uses", "and other uses", &uses),
        ] {
            let Some(number) = number else { continue };
            let method = format!("{title}: {label}.");
            let cell = lay.cell(slug, method, "", number.clone());
            lay.row(label, vec![cell]);
            out = out.and_then(|out| Ok(Expr::sum(says, Unit::Money, vec![out, number.clone()?])));
        }
        let both = |first: &Result<Expr, String>, second: &Result<Expr, String>| {
            Ok::<_, String>((first.clone()?, second.clone()?))
        };
        let result = both(all_revenue, &out)
            .map(|(revenue, out)| Expr::less("revenue less that", Unit::Money, revenue, out));
        let method = format!("{title}: revenue less expenditure, transfers out and other uses.");
        let is_not = "It is not the structural balance: one-time money is in it.";
        let cell = lay.cell("result", method, is_not, result.clone());
        lay.row("result of the year", vec![cell]);
        let percent = both(&result, &out)
            .map(|(result, out)| Expr::over("over all that goes out", Unit::Percent, result, out));
        let method = format!(
            "{title}: result over expenditure, transfers out and other uses (costing.md P13)."
        );
        let cell = lay.cell("result-percent", method, "It is not a percent of revenue.", percent);
        lay.row("  as a percent of what goes out", vec![cell]);
        let ongoing = |all: &[(String, Result<Expr, String>)]| {
            all.iter().find(|(kind, _)| kind == "ongoing").map(|(_, number)| number.clone())
        };
        if let (Some(comes), Some(goes)) = (ongoing(&revenue), ongoing(&expenditure)) {
            let structural = both(&comes, &goes).map(|(comes, goes)| {
                Expr::less("ongoing revenue less ongoing expenditure", Unit::Money, comes, goes)
            });
            let method = format!("{title}: ongoing revenue less ongoing expenditure.");
            let is_not = "It is not the result of the year: one-time money is left out.";
            let cell = lay.cell("structural", method, is_not, structural);
            lay.row("structural balance", vec![cell]);
        }
        self.reserves_of(asked, &reserves, &out, all_expenditure, &mut lay);
        if let Some(before) = before
            && let Some(now) = ongoing(&revenue)
        {
            let growth =
                both(&before, &now).map(|(before, now)| change_of(Unit::Money, before, now));
            let method = format!("{title}: change of ongoing revenue over the year before.");
            let is_not =
                "It is not what can be spent: what is restricted is in it, and prices rose.";
            let cell = lay.cell("revenue-growth", method, is_not, growth.clone());
            lay.row("growth of ongoing revenue", vec![cell]);
            if let Some(share) = &asked.share {
                if let (Some(cost), Some(all)) = (&unit_cost, &all_pay) {
                    let money = both(&before, &now).and_then(|(before, now)| {
                        let new = Expr::less("new ongoing revenue", Unit::Money, now, before);
                        let of_it = part("the share of it", share.clone());
                        let part = Expr::times("that share of it", Unit::Money, new, of_it);
                        let unit = Expr::over(
                            "the unit's part of pay and benefits",
                            Unit::Count,
                            cost.clone()?,
                            all.clone()?,
                        );
                        Ok(Expr::times("the unit's part of that", Unit::Money, part, unit))
                    });
                    let method = format!(
                        "{title}: new ongoing revenue times the share of it that goes to pay and benefits, times the unit's part of all pay and benefits (costing.md P14)."
                    );
                    let is_not = "It is not what the unit is offered.";
                    let cell = lay.cell("revenue-share-money", method, is_not, money);
                    lay.row("the unit's share of new revenue", vec![cell]);
                }
                let raise = growth.map(|growth| {
                    let share = part("the share of it", share.clone());
                    Expr::times("growth times that", Unit::Percent, growth, share)
                });
                let method = format!(
                    "{title}: growth of ongoing revenue times the share of it that goes to pay and benefits (costing.md P14)."
                );
                let is_not = "It is not a raise that is offered or asked for.";
                let cell = lay.cell("revenue-share-raise", method, is_not, raise);
                lay.row("raise by a share of the growth", vec![cell]);
            }
        }
        if let Some(cost) = unit_cost {
            let share = both(&cost, all_expenditure).map(|(cost, spent)| {
                Expr::over("over all expenditure", Unit::Percent, cost, spent)
            });
            let method = format!("{title}: pay and benefits of the unit over all expenditure.");
            let is_not = "It is not what all employees cost.";
            let cell =
                lay.cell("unit-cost", format!("{title}: pay and benefits of the unit."), "", cost);
            lay.row("the unit's pay and benefits", vec![cell]);
            let cell = lay.cell("unit-share", method, is_not, share);
            lay.row("  as a percent of expenditure", vec![cell]);
        }
        Some(lay.table)
    }

    /// Reserves by kind, those that may be spent, and the test against the minimum (P12).
    fn reserves_of(
        &self,
        asked: &Ability,
        reserves: &[(String, Result<Expr, String>)],
        out: &Result<Expr, String>,
        spent: &Result<Expr, String>,
        lay: &mut Laying<'_>,
    ) {
        let title = &asked.title;
        if reserves.is_empty() {
            return;
        }
        for (kind, number) in reserves {
            let is_not = match kind.as_str() {
                "restricted" => "It cannot be spent on pay: law or a giver says on what.",
                "assigned" => "It is not set aside by law: who assigned it can assign it anew.",
                _ => "",
            };
            let method = format!("{title}: reserves, {kind}.");
            let cell = lay.cell(&format!("reserves/{kind}"), method, is_not, number.clone());
            lay.row(format!("  reserves, {kind}"), vec![cell]);
        }
        let open: Vec<(String, Result<Expr, String>)> =
            reserves.iter().filter(|(kind, _)| asked.available.contains(kind)).cloned().collect();
        let names = asked.available.join(" and ");
        let available = match open.is_empty() {
            true => Err(format!("no reserve is {names}")),
            false => sum_of("reserves that may be spent", &open),
        };
        let method = format!("{title}: reserves that may be spent: {names}.");
        let is_not = "It is one-time money: spent once, it is gone.";
        let cell = lay.cell("available", method, is_not, available.clone());
        lay.row("available reserves", vec![cell]);
        let test = available.clone().and_then(|available| {
            Ok(Expr::over("over what goes out", Unit::Percent, available, out.clone()?))
        });
        let method = format!(
            "{title}: available reserves over expenditure, transfers out and other uses (costing.md P12)."
        );
        let cell = lay.cell("reserve-test", method, "It is not a percent of revenue.", test);
        lay.row("  as a percent of what goes out", vec![cell]);
        if let Some(minimum) = &asked.minimum {
            let over = available.clone().and_then(|available| {
                let minimum = part("the minimum", minimum.clone());
                let least =
                    Expr::times("what goes out times that", Unit::Money, out.clone()?, minimum);
                Ok(Expr::less("available less that", Unit::Money, available, least))
            });
            let percent = minimum.times(&Fraction::whole(100)).to_decimal(2);
            let method = format!(
                "{title}: available reserves less the minimum, {percent} percent of expenditure, transfers out and other uses; below it where negative."
            );
            let cell = lay.cell("over-minimum", method, "It is one-time money.", over);
            lay.row("  over the minimum", vec![cell]);
        }
        let months = available.and_then(|available| {
            let twelfth = Expr::over(
                "a month of expenditure",
                Unit::Money,
                spent.clone()?,
                given("months of a year", Fraction::whole(12)),
            );
            Ok(Expr::over("available over that", Unit::Count, available, twelfth))
        });
        let method = format!("{title}: available reserves over a month's expenditure.");
        let cell = lay.cell("months", method, "", months);
        lay.row("  in months of expenditure", vec![cell]);
    }

    fn payments(
        &mut self,
        asked: &Payments,
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
    ) -> Option<CaseTable> {
        let mut kinds: Vec<String> = Vec::new();
        if let PaymentsAre::Rows { data, by: Some(by), .. } = &asked.is {
            self.set(data, &asked.place)?;
            if let Some(Holds::Series(table)) = self.held.get(data) {
                let column = match by.as_str() {
                    "part" => table.part.as_ref(),
                    by => table.texts.iter().find(|(name, _)| name == by).map(|(_, c)| c),
                };
                let Some(column) = column else {
                    let names: Vec<&str> =
                        table.texts.iter().map(|(name, _)| name.as_str()).collect();
                    let what = format!("the data set \"{data}\" has no column \"{by}\" of texts");
                    let finding = Finding::error(asked.place.clone(), what).near(by, &names);
                    self.findings.push(finding);
                    return None;
                };
                kinds = column.values().to_vec();
                kinds.sort();
            }
        }
        let mut rows: Vec<(String, Vec<Result<Compared, String>>)> = Vec::new();
        for kind in kinds.iter().map(Some).chain([None]) {
            let mut cells = Vec::new();
            for year in &asked.years {
                let number = asked.number(year, kind.map(String::as_str));
                cells.push(self.resolve(&number?)?);
            }
            rows.push((kind.cloned().unwrap_or_else(|| "all".to_owned()), cells));
        }
        let mut against = Vec::new();
        for (label, number) in &asked.against {
            against.push((label.clone(), shown(Unit::Money, &self.resolve(number)?)));
        }
        let name = format!("payments/{}", asked.name);
        let headers: Vec<&str> = asked.years.iter().map(String::as_str).collect();
        let table = CaseTable::new(Section::Payments, &name, &asked.title, &headers);
        let mut lay = Laying { table, as_of: self.file.as_of, figures, holes };
        let title = &asked.title;
        for (label, cells) in &rows {
            let cells = asked.years.iter().zip(cells).map(|(year, number)| {
                let method = format!("Paid in {year}: {title}, {label}.");
                let is_not = match label.as_str() {
                    "all" => "It is not all debt service, unless principal and interest are in it.",
                    _ => "",
                };
                let name = format!("{}/{}", slug(label), slug(year));
                lay.cell(&name, method, is_not, shown(Unit::Money, number))
            });
            let cells: Vec<TableCell> = cells.collect();
            lay.row(if label == "all" { label.clone() } else { format!("  {label}") }, cells);
        }
        let last = rows.last()?.1.last()?;
        let blank = || vec![TableCell::Blank; asked.years.len() - 1];
        for (label, number) in against {
            let times = number.clone().and_then(|number| {
                Ok(Expr::over("over that", Unit::Percent, shown(Unit::Money, last)?, number))
            });
            let year = asked.years.last()?;
            let method = format!("{title}, {year}, as a percent of {label}.");
            let mut cells = blank();
            cells.push(lay.cell(
                &format!("against/{}", slug(&label)),
                format!("What the payments are held against: {label}."),
                "",
                number,
            ));
            lay.row(label.clone(), cells);
            let mut cells = blank();
            let name = format!("against/{}/percent", slug(&label));
            cells.push(lay.cell(&name, method, "It says nothing of what either is worth.", times));
            lay.row(format!("  all, as a percent of {label}"), cells);
        }
        Some(lay.table)
    }

    /// Puts into the costing the position that each set of payments would pay for.
    pub(super) fn add_positions(&mut self, loaded: Option<&mut Loaded>) -> Vec<BoughtPosition> {
        let mut bought = Vec::new();
        let mut loaded = loaded;
        for (at, payments) in self.file.ability.payments.iter().enumerate() {
            let Some(buys) = &payments.buys else { continue };
            let Some(loaded) = loaded.as_deref_mut() else {
                self.findings.push(
                    Finding::error(
                        buys.place.clone(),
                        "a position is costed, but the case costs nothing",
                    )
                    .expected("[costing] in the case file, with roster, schedule and assumptions"),
                );
                continue;
            };
            let case = &loaded.case;
            let (class, column) = (&buys.classification, &buys.column);
            let Some(ladder) = case.schedule.ladder(class, column) else {
                let known: Vec<&str> =
                    case.schedule.ladders.iter().map(|l| l.classification.as_str()).collect();
                self.findings.push(
                    Finding::error(
                        buys.place.clone(),
                        format!("the schedule has no class \"{class}\""),
                    )
                    .near(class, &known),
                );
                continue;
            };
            let window = (case.assumptions.from, case.assumptions.to);
            if buys.from < window.0 || buys.from > window.1 {
                self.findings.push(
                    Finding::error(buys.place.clone(), format!("{} is not costed", buys.from))
                        .expected(format!("a day from {} to {}", window.0, window.1)),
                );
                continue;
            }
            let step = crate::select::step_ref(&buys.step);
            let there = costing::ladder_on(case, None, ladder, buys.from).steps;
            if let costing::StepRef::Label(label) = &step
                && !there.iter().any(|(known, _)| known == label)
            {
                let what = format!("\"{class}\" has no step \"{label}\" on {}", buys.from);
                self.findings.push(Finding::error(buys.place.clone(), what));
                continue;
            }
            let row = PositionsRow {
                ladder,
                step,
                attributes: buys.group.iter().map(|g| ("group".to_owned(), g.clone())).collect(),
                ramp: vec![(buys.from, Fraction::ONE)],
            };
            let term = Term {
                effective: buys.from,
                until: None,
                select: costing::Selector::default(),
                kind: TermKind::Positions(row),
            };
            let offer = Offer {
                title: format!("One position: {class}, {} step, from {}", buys.step, buys.from),
                party: Party::Unstated,
                dated: None,
                terms: vec![term],
            };
            let number = loaded.push_offer(offer, &buys.place);
            self.inputs.push(InputFile {
                role: "offer".to_owned(),
                number,
                name: self.file_name.clone(),
                sha256: self.file.sha256.clone(),
                ..InputFile::default()
            });
            bought.push(BoughtPosition { payments: at, number });
        }
        bought
    }

    /// How many positions the payments of the last year would pay for, by what one costs.
    pub(super) fn positions_bought(
        &mut self,
        bought: &[BoughtPosition],
        costed: &mut [Figure],
        figures: &mut Vec<MadeFigure>,
        holes: &mut Vec<Hole>,
        tables: &mut [CaseTable],
    ) {
        for one in bought {
            let asked = &self.file.ability.payments[one.payments];
            let name = format!("payments/{}", asked.name);
            let prefix = format!("offer-{}/", one.number);
            let line = format!("{prefix}annualised");
            let cost = costed.iter().find(|figure| figure.name == line).map(|figure| {
                let pay = EvidencePay {
                    amount: figure.value.amount(),
                    says: "what one position costs in a year, with what rides on it".to_owned(),
                    basis: None,
                    origin: Origin::Line { line: line.clone(), inputs: figure.inputs.clone() },
                };
                let number = Compared::of("", pay);
                Expr::Number(Unit::Money, Box::new(number))
            });
            for figure in costed.iter_mut() {
                if let Some(rest) = figure.name.strip_prefix(&prefix) {
                    figure.name = format!("{name}/position/{rest}");
                }
            }
            let Some(table) = tables.iter_mut().find(|table| table.name == name) else { continue };
            let Some(year) = asked.years.last() else { continue };
            let number = asked.number(year, None).and_then(|number| self.resolve(&number));
            let (Some(number), Some(cost)) = (number, cost) else { continue };
            let positions = shown(Unit::Money, &number)
                .map(|paid| Expr::over("over what one costs", Unit::Count, paid, cost));
            let empty = CaseTable::new(Section::Payments, &name, "", &[]);
            let laid = std::mem::replace(table, empty);
            let mut lay = Laying { table: laid, as_of: self.file.as_of, figures, holes };
            let (class, step) = match &asked.buys {
                Some(buys) => (buys.classification.clone(), buys.step.clone()),
                None => continue,
            };
            let method = format!(
                "{}, {year}, over what one full-time position of {class} ({step} step) costs in a year by the costing, with what rides on pay.",
                asked.title
            );
            let is_not = "It does not say that the payments can be stopped, nor when.";
            let mut cells = vec![TableCell::Blank; asked.years.len() - 1];
            cells.push(TableCell::Figure(format!("{name}/position/annualised")));
            lay.row(format!("one {class}, a year"), cells);
            let mut cells = vec![TableCell::Blank; asked.years.len() - 1];
            cells.push(lay.cell("positions", method, is_not, positions));
            lay.row("  positions that the last year's would pay", cells);
            *table = lay.table;
        }
    }
}

impl Payments {
    /// The payments of a year, of a kind or all of them.
    fn number(&self, year: &str, kind: Option<&str>) -> Option<Number> {
        match &self.is {
            PaymentsAre::Totals(totals) => {
                totals.iter().find(|(known, _)| known == year).map(|(_, number)| number.clone())
            }
            PaymentsAre::Rows { data, series, by } => {
                let mut cell = SeriesCell {
                    series: series.clone(),
                    at: year.to_owned(),
                    sum: true,
                    ..SeriesCell::default()
                };
                match (by.as_deref(), kind) {
                    (Some("part"), Some(kind)) => kind.clone_into(&mut cell.part),
                    (Some(by), Some(kind)) => cell.only = Some((by.to_owned(), kind.to_owned())),
                    _ => {}
                }
                Some(Number {
                    says: format!("paid in {year}: {}", kind.unwrap_or("all payments")),
                    is: NumberIs::Series { data: data.clone(), cell },
                    place: self.place.clone(),
                })
            }
        }
    }
}

/// A part of one that the method sets.
fn part(says: &str, amount: Fraction) -> Expr {
    let pay = EvidencePay { amount, says: says.to_owned(), basis: None, origin: Origin::Given };
    let number = Compared::of("", pay);
    Expr::Number(Unit::Count, Box::new(number))
}
