use costing::{
    Assumptions, ExtraSize, LumpSize, NewStepRate, Per, PositionsRow, RateChange, Selector, Term,
    TermKind,
};
use money::{Date, Fraction};

use crate::select::{self, Names, SELECTORS, step_ref, unknown};
use crate::toml_fields::Fields;
use crate::{Finding, Findings};

/// Every kind of the contract, with the fields of its own; `None` for kinds not built yet.
const KINDS: [(&str, Option<&[&str]>); 17] = [
    ("general-increase", Some(&["percent", "amount", "per", "combine"])),
    ("special-adjustment", Some(&["percent", "amount", "per", "combine"])),
    ("add-step", Some(&["label", "percent", "rate", "placement"])),
    ("drop-step", Some(&[])),
    ("step-freeze", Some(&["made_up"])),
    ("lump-sum", Some(&["amount", "percent", "prorate_by_fte", "pensionable"])),
    (
        "differential",
        Some(&["percent", "amount", "per", "prorate_by_fte", "by_service", "rolled_in_on"]),
    ),
    (
        "stipend",
        Some(&["percent", "amount", "per", "prorate_by_fte", "by_service", "rolled_in_on"]),
    ),
    ("furlough", Some(&["percent", "hours"])),
    ("employer-contribution", Some(&["name", "rate", "amount"])),
    (
        "paid-leave",
        Some(&["days", "weeks", "take_up", "pay_replaced", "backfill", "replacement_rate"]),
    ),
    ("positions", Some(&["class", "step", "column", "department", "fund", "group", "ramp"])),
    ("fixed-cost", Some(&["amount", "one_time", "rolls_up", "fund", "source"])),
    ("replace-schedule", None),
    ("reclassify", None),
    ("peg", None),
    ("cola", None),
];

/// The kinds of terms that are built.
pub(crate) fn kinds_built() -> Vec<&'static str> {
    KINDS.iter().filter(|(_, own)| own.is_some()).map(|(kind, _)| *kind).collect()
}

/// The fields that a kind of term may have beside its kind: its days, its own, whom it reaches. None for a kind that is not built.
pub(crate) fn fields_of(kind: &str) -> Option<Vec<&'static str>> {
    let (kind, own) = KINDS.iter().find(|(name, _)| *name == kind)?;
    let own = (*own)?;
    let (days, selectors) = takes(kind);
    Some(days.into_iter().chain(own.iter().copied()).chain(selectors).collect())
}

/// The days and the selectors that a kind of term takes.
fn takes(kind: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let ends = !["lump-sum", "add-step", "drop-step"].contains(&kind);
    let days = if ends { vec!["effective", "until"] } else { vec!["effective"] };
    // A step is added to a ladder; there is no rate to select it by.
    let no_meaning: &[&str] =
        if kind == "add-step" { &["steps", "rate_below", "rate_above"] } else { &[] };
    let selectors = match kind {
        "positions" | "fixed-cost" => Vec::new(),
        _ => SELECTORS
            .iter()
            .copied()
            .filter(|field| !no_meaning.contains(field))
            .chain(["where"])
            .collect(),
    };
    (days, selectors)
}

/// What the reader of a term looks things up in.
pub(crate) struct Context<'a> {
    pub names: &'a Names<'a>,
    pub assumptions: &'a Assumptions,
}

/// Reads one term.
pub(crate) fn read(
    fields: &Fields<'_>,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Option<Term> {
    if !fields.has("kind") {
        fields.missing("kind", "what the term does, such as \"general-increase\"", findings);
        return None;
    }
    let kind = fields.text("kind", findings)?;
    let Some((kind, own)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let names = KINDS.map(|(name, _)| name);
        let built: Vec<&str> =
            KINDS.iter().filter(|(_, own)| own.is_some()).map(|(name, _)| *name).collect();
        findings.push(
            Finding::error(fields.place_of("kind"), format!("there is no kind of term \"{kind}\""))
                .expected(format!("one of {}", built.join(", ")))
                .near(&kind, names),
        );
        return None;
    };
    let Some(own) = own else {
        findings.push(
            Finding::error(
                fields.place_of("kind"),
                format!("a term of kind \"{kind}\" is not built yet"),
            )
            .mend("leave it out; it would change the cost, so it is not ignored"),
        );
        return None;
    };
    let reader = TermReader { fields, context, kind };
    reader.only(own, findings);
    let (effective, until) = reader.dates(findings);
    let select = match *kind {
        "positions" | "fixed-cost" => Selector::default(),
        _ => select::read(fields, context.names, findings),
    };
    let kind = reader.kind(&select, effective, until, findings);
    Some(Term { effective: effective?, until, select, kind: kind? })
}

struct TermReader<'a> {
    fields: &'a Fields<'a>,
    context: &'a Context<'a>,
    kind: &'static str,
}

impl TermReader<'_> {
    fn only(&self, own: &[&str], findings: &mut Findings) {
        let (days, selectors) = takes(self.kind);
        let mut known = vec!["kind"];
        known.extend(days);
        known.extend(selectors);
        let later: &[&str] = match self.kind {
            "employer-contribution" => &["percent", "cap", "employer"],
            _ => &[],
        };
        known.extend(own);
        self.fields.only(&known, later, findings);
    }

    fn dates(&self, findings: &mut Findings) -> (Option<Date>, Option<Date>) {
        if !self.fields.has("effective") {
            self.fields.missing("effective", "its first day, such as 2022-07-01", findings);
        }
        let effective = self.within("effective", findings);
        let until = self.within("until", findings);
        if let (Some(effective), Some(until)) = (effective, until)
            && until < effective
        {
            findings.push(Finding::error(
                self.fields.place_of("until"),
                format!("the term ends on {until}, before it begins on {effective}"),
            ));
        }
        (effective, until)
    }

    /// A date of the window.
    fn within(&self, field: &str, findings: &mut Findings) -> Option<Date> {
        let date = self.fields.date(field, findings)?;
        let (from, to) = (self.context.assumptions.from, self.context.assumptions.to);
        if date < from || to < date {
            findings.push(
                Finding::error(
                    self.fields.place_of(field),
                    format!("{field} = {date} is outside the window"),
                )
                .expected(format!("a date from {from} to {to}")),
            );
            return None;
        }
        Some(date)
    }

    fn kind(
        &self,
        select: &Selector,
        effective: Option<Date>,
        until: Option<Date>,
        findings: &mut Findings,
    ) -> Option<TermKind> {
        let fields = self.fields;
        match self.kind {
            "general-increase" | "special-adjustment" => {
                let add = fields.choice("combine", &[("add", true), ("multiply", false)], findings);
                let by = match self.percent_or_amount(findings)? {
                    Size::Percent(percent) => RateChange::Percent(percent),
                    Size::Amount(amount, per) => {
                        if add == Some(true) {
                            fields.wrong(
                                "combine",
                                "percents: an amount cannot be combined",
                                findings,
                            );
                        }
                        RateChange::Amount(amount, per)
                    }
                };
                if let RateChange::Percent(percent) = &by {
                    self.say_odd_percent(percent, findings);
                }
                let special = self.kind == "special-adjustment";
                Some(TermKind::Raise { special, by, add: add.unwrap_or(false) })
            }
            "add-step" => self.add_step(findings),
            "drop-step" => {
                if select.steps.is_empty() && !fields.has("steps") {
                    fields.missing("steps", "the labels to drop, or \"bottom\"", findings);
                }
                Some(TermKind::DropStep)
            }
            "step-freeze" => {
                let made_up = fields.truth("made_up", findings).unwrap_or(false);
                Some(TermKind::StepFreeze { made_up })
            }
            "lump-sum" => {
                let size = self.one_of("amount", "percent", findings)?;
                let size = match size {
                    "amount" => LumpSize::Amount(fields.cents("amount", findings)?),
                    _ => LumpSize::OfAnnualRate(fields.percent("percent", findings)?),
                };
                Some(TermKind::LumpSum {
                    size,
                    prorate_by_fte: fields.truth("prorate_by_fte", findings).unwrap_or(true),
                    pensionable: fields.truth("pensionable", findings).unwrap_or(false),
                })
            }
            "differential" | "stipend" => self.extra(effective, until, findings),
            "furlough" => {
                let share = match self.one_of("percent", "hours", findings)? {
                    "percent" => fields.percent("percent", findings)?,
                    _ => {
                        let a_month =
                            self.context.assumptions.work_year.hours.times(&Fraction::new(1, 12));
                        fields.number("hours", findings)?.divide(&a_month).ok()?
                    }
                };
                if share.is_negative() || share > Fraction::ONE {
                    let field = if fields.has("percent") { "percent" } else { "hours" };
                    fields.wrong(field, "a share of pay from nothing to all of it", findings);
                }
                Some(TermKind::Furlough { share })
            }
            "employer-contribution" => self.employer_contribution(findings),
            "paid-leave" => self.paid_leave(findings),
            "positions" => self.positions(findings),
            "fixed-cost" => {
                if !fields.has("amount") {
                    fields.missing(
                        "amount",
                        "dollars a year as text, such as \"250000.00\"",
                        findings,
                    );
                }
                let one_time = fields.truth("one_time", findings).unwrap_or(false);
                let rolls_up = fields.truth("rolls_up", findings).unwrap_or(false);
                let fund = fields.text("fund", findings).unwrap_or_default();
                fields.text("source", findings);
                if one_time && until.is_some() {
                    fields.wrong(
                        "until",
                        "none: a one-time cost is paid on its effective day",
                        findings,
                    );
                }
                let amount = fields.cents("amount", findings)?;
                Some(TermKind::FixedCost { amount, one_time, rolls_up, fund })
            }
            _ => None,
        }
    }

    /// A raise that is likely meant otherwise: it is taken as it stands.
    fn say_odd_percent(&self, percent: &Fraction, findings: &mut Findings) {
        let size = if percent.is_negative() { percent.negated() } else { percent.clone() };
        if size.is_zero() {
            return;
        }
        let printed = self.fields.printed("percent");
        let meant = if size < Fraction::new(1, 1_000) {
            format!("percent = {printed} is less than a tenth of a percent")
        } else if size >= Fraction::new(1, 2) {
            format!("percent = {printed} is a change by half or more")
        } else {
            return;
        };
        findings.push(
            Finding::warning(self.fields.place_of("percent"), meant)
                .mend("a percent is written \"2.5\", not \"0.025\" and not \"250\""),
        );
    }

    /// Which of two fields is given; both or neither is an error.
    fn one_of(
        &self,
        first: &'static str,
        second: &'static str,
        findings: &mut Findings,
    ) -> Option<&'static str> {
        match (self.fields.has(first), self.fields.has(second)) {
            (true, false) => Some(first),
            (false, true) => Some(second),
            (both, _) => {
                let (what, joint) = if both { ("has both", "and") } else { ("has neither", "nor") };
                findings.push(
                    Finding::error(
                        self.fields.place(),
                        format!("the {} {what} {first} {joint} {second}", self.kind),
                    )
                    .expected(format!("one of {first} and {second}")),
                );
                None
            }
        }
    }

    fn per(&self, fields: &Fields<'_>, findings: &mut Findings) -> Option<Per> {
        if !fields.has("per") {
            fields.missing(
                "per",
                "what the amount is for: \"month\", \"pay-period\", \"year\" or \"hour\"",
                findings,
            );
        }
        fields.choice("per", &Per::NAMES, findings)
    }

    fn percent_or_amount(&self, findings: &mut Findings) -> Option<Size> {
        let fields = self.fields;
        match self.one_of("percent", "amount", findings)? {
            "percent" => {
                if fields.has("per") {
                    fields.wrong("per", "none: a percent is not per anything", findings);
                }
                fields.percent("percent", findings).map(Size::Percent)
            }
            _ => {
                let (amount, per) =
                    (fields.dollars("amount", findings), self.per(fields, findings));
                Some(Size::Amount(amount?, per?))
            }
        }
    }

    fn add_step(&self, findings: &mut Findings) -> Option<TermKind> {
        let fields = self.fields;
        if !fields.has("label") {
            fields.missing("label", "the new step's label", findings);
        }
        let label = fields.text("label", findings).filter(|label| {
            let good = !label.is_empty() && label != "top" && label != "bottom";
            if !good {
                fields.wrong("label", "a label of its own", findings);
            }
            good
        });
        let rate = match self.one_of("percent", "rate", findings)? {
            "percent" => fields.percent("percent", findings).map(NewStepRate::Over),
            _ => fields.dollars("rate", findings).map(NewStepRate::Given),
        };
        let placements = [("next-anniversary", false), ("immediate", true)];
        let immediate = fields.choice("placement", &placements, findings).unwrap_or(false);
        Some(TermKind::AddStep { label: label?, rate: rate?, immediate })
    }

    fn extra(
        &self,
        effective: Option<Date>,
        until: Option<Date>,
        findings: &mut Findings,
    ) -> Option<TermKind> {
        let fields = self.fields;
        let by_service = fields.has("by_service");
        let bands = if by_service {
            if fields.has("percent") || fields.has("amount") {
                findings.push(
                    Finding::error(fields.place_of("by_service"), format!("the {} has by_service and a size of its own", self.kind))
                        .expected("either percent or amount, or by_service = [{ years = 10, percent = \"2\" }, ...]"),
                );
            }
            self.bands(findings)
        } else {
            match self.percent_or_amount(findings)? {
                Size::Percent(percent) => vec![(0, ExtraSize::Percent(percent))],
                Size::Amount(amount, per) => vec![(0, ExtraSize::Amount(amount, per))],
            }
        };
        let rolled_in_on = self.within("rolled_in_on", findings);
        let out_of_force = |on: Date| {
            effective.is_some_and(|effective| on < effective)
                || until.is_some_and(|until| until < on)
        };
        if rolled_in_on.is_some_and(out_of_force) {
            fields.wrong("rolled_in_on", "a day on which the term is in force", findings);
        }
        Some(TermKind::Extra {
            stipend: self.kind == "stipend",
            bands,
            prorate_by_fte: fields.truth("prorate_by_fte", findings).unwrap_or(true),
            rolled_in_on,
        })
    }

    fn bands(&self, findings: &mut Findings) -> Vec<(i32, ExtraSize)> {
        let names = self.context.names;
        if names.sure.roster && !names.roster.has("hire_date") {
            findings.push(
                Finding::error(
                    self.fields.place_of("by_service"),
                    "by_service needs a column \"hire_date\", which the roster does not have",
                )
                .mend("add the column, or name its header with --map hire_date=\"...\""),
            );
        }
        let mut bands: Vec<(i32, ExtraSize)> = Vec::new();
        for band in self.fields.tables("by_service", findings) {
            band.only(&["years", "percent", "amount", "per"], &[], findings);
            if !band.has("years") {
                band.missing("years", "whole years of service", findings);
            }
            let years = band.whole("years", findings);
            let size = match (band.has("percent"), band.has("amount")) {
                (true, false) => band.percent("percent", findings).map(ExtraSize::Percent),
                (false, true) => {
                    let per = if band.has("per") { &band } else { self.fields };
                    let (amount, per) = (band.dollars("amount", findings), self.per(per, findings));
                    amount.zip(per).map(|(amount, per)| ExtraSize::Amount(amount, per))
                }
                _ => {
                    findings.push(
                        Finding::error(band.place(), "a band of service has no size, or two")
                            .expected("{ years = 10, percent = \"2\" }"),
                    );
                    None
                }
            };
            if let Some(years) = years.filter(|years| bands.iter().any(|(known, _)| known == years))
            {
                findings.push(Finding::error(
                    band.place(),
                    format!("two bands begin at {years} years"),
                ));
            }
            bands.extend(years.zip(size));
        }
        bands
    }

    fn employer_contribution(&self, findings: &mut Findings) -> Option<TermKind> {
        let fields = self.fields;
        let assumptions = self.context.assumptions;
        if !fields.has("name") {
            fields.missing(
                "name",
                "the name of a roll-up or per-head line of the assumptions",
                findings,
            );
        }
        let name = fields.text("name", findings)?;
        let names = assumptions.line_names();
        if !self.context.names.sure.assumptions {
            return None;
        }
        if !names.contains(&name.as_str()) {
            let names = names.into_iter().collect();
            findings.push(unknown(fields, "name", "line of the assumptions", &name, &names));
            return None;
        }
        let is_roll_up = assumptions.roll_ups.iter().any(|line| line.name == name);
        let (wanted, other) = if is_roll_up { ("rate", "amount") } else { ("amount", "rate") };
        if fields.has(other) {
            fields.wrong(other, &format!("{wanted}, since \"{name}\" has a {wanted}"), findings);
        } else if !fields.has(wanted) {
            fields.missing(wanted, &format!("the new {wanted} of \"{name}\""), findings);
        }
        let value = match wanted {
            "rate" => fields.percent("rate", findings)?,
            _ => fields.dollars("amount", findings)?,
        };
        Some(TermKind::EmployerContribution { name, value })
    }

    fn paid_leave(&self, findings: &mut Findings) -> Option<TermKind> {
        let fields = self.fields;
        let days_a_year = &self.context.assumptions.work_year.days;
        let share_of_year = match self.one_of("days", "weeks", findings)? {
            // A week is days_per_year/52 days, so its share of the year is one in 52.
            "weeks" => fields.number("weeks", findings)?.times(&Fraction::new(1, 52)),
            _ => fields.number("days", findings)?.divide(days_a_year).ok()?,
        };
        if share_of_year.is_negative() || share_of_year > Fraction::ONE {
            let field = if fields.has("days") { "days" } else { "weeks" };
            fields.wrong(field, "a part of a year, not below zero", findings);
        }
        let percent = |field: &str, default: Fraction, findings: &mut Findings| {
            let share = match fields.has(field) {
                true => fields.percent(field, findings)?,
                false => default,
            };
            let most = Fraction::whole(if field == "replacement_rate" { 10 } else { 1 });
            if share.is_negative() || share > most {
                fields.wrong(field, "a percent from 0 to 100", findings);
            }
            Some(share)
        };
        let take_up = percent("take_up", Fraction::ONE, findings);
        let pay_replaced = percent("pay_replaced", Fraction::ONE, findings);
        let backfill = percent("backfill", Fraction::ZERO, findings);
        let replacement_rate = percent("replacement_rate", Fraction::ONE, findings);
        Some(TermKind::PaidLeave {
            share_of_year,
            take_up: take_up?,
            pay_replaced: pay_replaced?,
            backfill: backfill?,
            replacement_rate: replacement_rate?,
        })
    }

    fn positions(&self, findings: &mut Findings) -> Option<TermKind> {
        let fields = self.fields;
        let names = self.context.names;
        for field in ["class", "step", "ramp"] {
            if !fields.has(field) {
                let expected = match field {
                    "class" => "a class of the schedule",
                    "step" => "the step it is paid on: a label, \"top\" or \"bottom\"",
                    _ => "ramp = [{ from = 2023-07-01, fte = \"2\" }, ...]",
                };
                fields.missing(field, expected, findings);
            }
        }
        let ramp = self.ramp(findings);
        let class = fields.text("class", findings)?;
        let column = fields.text("column", findings).unwrap_or_default();
        if !names.sure.schedule {
            return None;
        }
        let ladders = &names.schedule.ladders;
        let ladder = names.schedule.ladder(&class, &column);
        let columns: std::collections::BTreeSet<&str> = ladders
            .iter()
            .filter(|ladder| ladder.classification == class)
            .map(|ladder| ladder.column.as_str())
            .collect();
        if ladder.is_none() && columns.is_empty() {
            let classes = ladders.iter().map(|l| l.classification.as_str()).collect();
            findings.push(unknown(fields, "class", "class of the schedule", &class, &classes));
        } else if ladder.is_none() {
            let field = if fields.has("column") { "column" } else { "class" };
            findings.push(unknown(fields, field, &format!("column of {class}"), &column, &columns));
        }
        let label = fields.number_text("step", findings)?;
        let step = step_ref(&label);
        if let (costing::StepRef::Label(label), Some(ladder)) = (&step, ladder) {
            let steps = names.schedule.ladders[ladder].steps.iter().map(|step| step.label.as_str());
            let labels = steps.chain(names.added_steps.iter().map(String::as_str)).collect();
            let is_known = std::collections::BTreeSet::contains(&labels, label.as_str());
            if !is_known {
                findings.push(unknown(fields, "step", "step", label, &labels));
            }
        }
        let mut attributes = Vec::new();
        let known = [
            ("department", Some(names.departments())),
            ("fund", None),
            ("group", Some(names.groups())),
        ];
        for (field, known) in known {
            let Some(text) = fields.text(field, findings) else {
                continue;
            };
            let known = known.filter(|known| names.sure.roster && !known.contains(text.as_str()));
            if let Some(known) = known {
                findings.push(unknown(fields, field, field, &text, &known));
            }
            attributes.push((field.to_owned(), text));
        }
        Some(TermKind::Positions(PositionsRow { ladder: ladder?, step, attributes, ramp }))
    }

    fn ramp(&self, findings: &mut Findings) -> Vec<(Date, Fraction)> {
        let effective = self.fields.date("effective", &mut Findings::default());
        let window = self.context.assumptions;
        let mut ramp: Vec<(Date, Fraction)> = Vec::new();
        for stage in self.fields.tables("ramp", findings) {
            stage.only(&["from", "fte"], &[], findings);
            for field in ["from", "fte"] {
                if !stage.has(field) {
                    stage.missing(field, "{ from = 2023-07-01, fte = \"2\" }", findings);
                }
            }
            let from = stage.date("from", findings);
            if let Some(day) = from
                && (day < effective.unwrap_or(window.from) || window.to < day)
            {
                findings.push(
                    Finding::error(
                        stage.place_of("from"),
                        format!("from = {day} is outside the term"),
                    )
                    .expected(format!("a date from its effective day to {}", window.to)),
                );
            }
            if from.is_some_and(|from| ramp.iter().any(|(known, _)| *known == from)) {
                findings.push(Finding::error(stage.place(), "two stages begin on one day"));
            }
            ramp.extend(from.zip(stage.number("fte", findings)));
        }
        ramp.sort_by_key(|(from, _)| *from);
        ramp
    }
}

enum Size {
    Percent(Fraction),
    Amount(Fraction, Per),
}
