use costing::{Assumptions, Carry, Movement, Per, PerHead, RateUnit, RollUp, RoundingRules};
use money::{
    Date, FiscalYearStart, Fraction, PayBasis, PayCalendar, Proration, Rounding, WorkYear,
};

use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings};

/// Component names that a line of the assumptions may not take.
const RESERVED: [&str; 13] = [
    "base",
    "movement",
    "differential",
    "stipend",
    "furlough",
    "lump sum",
    "backfill",
    "health",
    "other pay",
    "turnover",
    "fixed cost",
    "total",
    "value_of_time",
];

/// Reads `assumptions.toml`. Only the window has no default.
pub(crate) fn read(file: &TomlFile, findings: &mut Findings) -> Assumptions {
    let root = file.root();
    root.only(
        &[
            "window",
            "roster_as_of",
            "fiscal_year_start",
            "pay_calendar",
            "first_pay_date",
            "schedule_basis",
            "hours_per_year",
            "days_per_year",
            "proration",
            "roster",
            "rounding",
            "movement",
            "roll_up",
            "per_head",
        ],
        &["health", "other_pay", "turnover", "index"],
        findings,
    );
    let window = window(&root, findings);
    let calendar =
        root.choice("pay_calendar", &PayCalendar::NAMES, findings).unwrap_or(PayCalendar::Monthly);
    let schedule_basis =
        root.choice("schedule_basis", &PayBasis::NAMES, findings).unwrap_or(calendar.basis());
    let first_pay_date = root.date("first_pay_date", findings);
    if first_pay_date.is_some() && calendar != PayCalendar::Biweekly {
        findings.push(
            Finding::error(
                root.place_of("first_pay_date"),
                format!("first_pay_date has no meaning on a {} calendar", calendar.name()),
            )
            .expected("pay_calendar = \"biweekly\" beside it")
            .mend("leave it out: other periods are paid on their last day"),
        );
    }
    let proration =
        root.choice("proration", &Proration::NAMES, findings).unwrap_or(Proration::Days);
    if !proration.fits(calendar) {
        findings.push(
            Finding::error(
                root.place_of("proration"),
                format!("{} pay periods cannot be split by {}", calendar.name(), proration.name()),
            )
            .expected("\"days\", or \"months\" on a monthly or annual calendar, or \"26ths\" on a biweekly or annual one"),
        );
    }
    root.choice("roster", &[("frozen", ())], findings);
    let work_year = WorkYear {
        hours: above_zero(&root, "hours_per_year", 2080, findings),
        days: above_zero(&root, "days_per_year", 260, findings),
    };
    let rounding = rounding(&root, findings);
    let movement = root.table("movement", findings).and_then(|table| {
        table.only(&["rule"], &[], findings);
        table.choice("rule", &Movement::NAMES, findings)
    });
    let roll_ups = roll_ups(&root, findings);
    let per_heads = per_heads(&root, findings);
    check_lines(&root, &roll_ups, &per_heads, findings);
    let fiscal_year_start = root.month_day("fiscal_year_start", findings);
    let roster_as_of = root.date("roster_as_of", findings);
    let (from, to) = window.unwrap_or_else(any_day);
    let assumptions = Assumptions {
        from,
        to,
        roster_as_of: roster_as_of.or_else(|| from.yesterday().ok()).unwrap_or(from),
        fiscal_year_start: FiscalYearStart(fiscal_year_start.unwrap_or(from.into())),
        calendar,
        first_pay_date,
        schedule_basis,
        work_year,
        proration,
        rounding,
        movement: movement.unwrap_or(Movement::Anniversary),
        roll_ups,
        per_heads,
    };
    if let Err(error) = assumptions.periods() {
        findings.push(Finding::error(root.place_of("window"), error.to_string()));
        // Dates are not judged by a window that is wrong itself.
        let (from, to) = any_day();
        return Assumptions { from, to, ..assumptions };
    }
    check_first_pay_date(&root, &assumptions, findings);
    assumptions
}

/// A window that every date is in, for reading on when the file's own is missing.
fn any_day() -> (Date, Date) {
    (Date::constant(1800, 1, 1), Date::constant(2299, 12, 31))
}

/// Whether the file gave a window that can be costed.
pub(crate) fn has_window(assumptions: &Assumptions) -> bool {
    (assumptions.from, assumptions.to) != any_day()
}

/// The pay date of the first period lies near it.
fn check_first_pay_date(root: &Fields<'_>, assumptions: &Assumptions, findings: &mut Findings) {
    let Some(paid) = assumptions.first_pay_date else { return };
    let days = (paid - assumptions.from).get_days();
    if !(-31..=93).contains(&days) {
        root.wrong(
            "first_pay_date",
            "the day on which the period that begins the window is paid",
            findings,
        );
    }
}

/// What stands in for a file that could not be read, so that the others are read all the same.
pub(crate) fn unread() -> Assumptions {
    let (from, to) = any_day();
    let text = format!("window = {{ from = {from}, to = {to} }}");
    let file = TomlFile::parse("", &text).expect("a line of TOML");
    read(&file, &mut Findings::default())
}

fn window(root: &Fields<'_>, findings: &mut Findings) -> Option<(Date, Date)> {
    if !root.has("window") {
        root.missing("window", "window = { from = 2022-07-01, to = 2025-06-30 }", findings);
    }
    let window = root.table("window", findings)?;
    window.only(&["from", "to"], &[], findings);
    for field in ["from", "to"] {
        if !window.has(field) {
            window.missing(field, "a date such as 2022-07-01", findings);
        }
    }
    window.date("from", findings).zip(window.date("to", findings))
}

fn above_zero(root: &Fields<'_>, field: &str, default: i64, findings: &mut Findings) -> Fraction {
    let number = root.number(field, findings).unwrap_or(Fraction::whole(default));
    if number <= Fraction::ZERO {
        root.wrong(field, "a number above zero", findings);
        return Fraction::whole(default);
    }
    number
}

fn rounding(root: &Fields<'_>, findings: &mut Findings) -> RoundingRules {
    let mut rules = RoundingRules {
        schedule: RateUnit::Cent,
        carry: Carry::Rounded,
        mode: Rounding::HalfUp,
        pay_cents: 1,
    };
    let Some(table) = root.table("rounding", findings) else {
        return rules;
    };
    table.only(&["schedule", "carry", "mode", "pay"], &[], findings);
    if let Some(unit) = table.choice("schedule", &RateUnit::NAMES, findings) {
        rules.schedule = unit;
    }
    let carries = [("rounded", Carry::Rounded), ("exact", Carry::Exact)];
    if let Some(carry) = table.choice("carry", &carries, findings) {
        rules.carry = carry;
    }
    let modes = [Rounding::HalfUp, Rounding::Truncate, Rounding::HalfEven].map(|m| (m.name(), m));
    if let Some(mode) = table.choice("mode", &modes, findings) {
        rules.mode = mode;
    }
    let units = [("cent", 1), ("dollar", 100), ("ten", 1_000)];
    if let Some(cents) = table.choice("pay", &units, findings) {
        rules.pay_cents = cents;
    }
    rules
}

fn named(table: &Fields<'_>, findings: &mut Findings) -> Option<String> {
    if !table.has("name") {
        table.missing("name", "the name it appears under", findings);
    }
    let name = table.text("name", findings)?;
    if name.is_empty() || RESERVED.contains(&name.to_lowercase().as_str()) {
        table.wrong("name", "a name that is not a component's own", findings);
        return None;
    }
    Some(name)
}

fn roll_ups(root: &Fields<'_>, findings: &mut Findings) -> Vec<RollUp> {
    let read = |table: Fields<'_>, findings: &mut Findings| -> Option<RollUp> {
        table.only(&["name", "rate", "applies_to", "groups", "from", "source"], &[], findings);
        let name = named(&table, findings);
        if !table.has("rate") {
            table.missing("rate", "a percent as text, such as \"29.50\"", findings);
        }
        let rate = table.percent("rate", findings);
        let bites = [("base", true), ("all", false)];
        if !table.has("applies_to") {
            table.missing("applies_to", "\"base\" (base pay and movement) or \"all\" (also lump sums, differentials, stipends)", findings);
        }
        let base_only = table.choice("applies_to", &bites, findings);
        let groups = table.texts("groups", findings).unwrap_or_default();
        let from = table.date("from", findings);
        let source = table.text("source", findings).unwrap_or_default();
        Some(RollUp { name: name?, rate: rate?, base_only: base_only?, groups, from, source })
    };
    let tables = root.tables("roll_up", findings);
    tables.into_iter().filter_map(|table| read(table, findings)).collect()
}

fn per_heads(root: &Fields<'_>, findings: &mut Findings) -> Vec<PerHead> {
    let read = |table: Fields<'_>, findings: &mut Findings| -> Option<PerHead> {
        table.only(
            &["name", "amount", "per", "prorate_by_fte", "groups", "from", "source"],
            &[],
            findings,
        );
        let name = named(&table, findings);
        if !table.has("amount") {
            table.missing("amount", "dollars and cents as text, such as \"12.00\"", findings);
        }
        let amount = table.dollars("amount", findings);
        if !table.has("per") {
            table.missing("per", "\"month\", \"pay-period\", \"year\" or \"hour\"", findings);
        }
        let per = table.choice("per", &Per::NAMES, findings);
        Some(PerHead {
            name: name?,
            amount: amount?,
            per: per?,
            prorate_by_fte: table.truth("prorate_by_fte", findings).unwrap_or(false),
            groups: table.texts("groups", findings).unwrap_or_default(),
            from: table.date("from", findings),
            source: table.text("source", findings).unwrap_or_default(),
        })
    };
    let tables = root.tables("per_head", findings);
    tables.into_iter().filter_map(|table| read(table, findings)).collect()
}

/// Of the entries of one name that take in one group, one must be the latest.
fn check_lines(
    root: &Fields<'_>,
    roll_ups: &[RollUp],
    per_heads: &[PerHead],
    findings: &mut Findings,
) {
    if let Some(line) = per_heads.iter().find(|p| roll_ups.iter().any(|r| r.name == p.name)) {
        findings.push(
            Finding::error(
                root.place_of("per_head"),
                format!("\"{}\" is both a roll-up and a per-head line", line.name),
            )
            .mend("give one of them another name, so that its cost has a line of its own"),
        );
    }
    let entries = |roll_up: bool| -> Vec<(&str, Option<Date>, &[String])> {
        if roll_up {
            roll_ups.iter().map(|l| (l.name.as_str(), l.from, l.groups.as_slice())).collect()
        } else {
            per_heads.iter().map(|l| (l.name.as_str(), l.from, l.groups.as_slice())).collect()
        }
    };
    for (field, entries) in [("roll_up", entries(true)), ("per_head", entries(false))] {
        for (at, (name, from, groups)) in entries.iter().enumerate() {
            let clash = entries[..at].iter().any(|(other, other_from, other_groups)| {
                name == other
                    && from == other_from
                    && (groups.is_empty()
                        || other_groups.is_empty()
                        || groups.iter().any(|group| other_groups.contains(group)))
            });
            if clash {
                let from = from.map_or("the beginning".to_owned(), |from| from.to_string());
                findings.push(
                    Finding::error(
                        root.place_of(field),
                        format!("two entries of \"{name}\" take in the same people from {from}"),
                    )
                    .expected("entries of one name that differ in their groups or in their first day")
                    .mend("an entry without groups takes in everyone: list its groups, or give one of them a later `from`"),
                );
            }
        }
    }
}
