//! Words around money in a header: whether it is a rate, and for how long.

use money::PayBasis;

use super::lexicon::Role;

/// What one rate buys, basis of pay or not: semi-monthly and weekly rates are turned into those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Buys {
    Basis(PayBasis),
    /// Twice a month: two make a monthly rate.
    SemiMonthly,
    /// Two make a biweekly rate.
    Weekly,
}

impl Buys {
    /// The basis that canonical files have, and how many of this rate make one of that.
    pub fn canonical(self) -> (PayBasis, i64) {
        match self {
            Buys::Basis(basis) => (basis, 1),
            Buys::SemiMonthly => (PayBasis::Monthly, 2),
            Buys::Weekly => (PayBasis::Biweekly, 2),
        }
    }

    pub fn spoken(self) -> &'static str {
        match self {
            Buys::Basis(basis) => basis.name(),
            Buys::SemiMonthly => "semi-monthly",
            Buys::Weekly => "weekly",
        }
    }
}

/// The basis that a header's plain words name.
pub(crate) fn buys(plain: &str) -> Option<Buys> {
    let words: Vec<&str> = plain.split(' ').collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let found = [
        (
            has(&["annual", "anual", "annually", "annuel", "annuelle", "jahreslohn"]),
            Buys::Basis(PayBasis::Annual),
        ),
        (has(&["semimonthly", "quincenal"]), Buys::SemiMonthly),
        (has(&["biweekly", "bisemanal", "catorcenal"]), Buys::Basis(PayBasis::Biweekly)),
        (
            has(&["monthly", "mensual", "mes", "mensuel", "mensuelle", "monatslohn"]),
            Buys::Basis(PayBasis::Monthly),
        ),
        (has(&["hourly", "hora", "horaire", "stundenlohn"]), Buys::Basis(PayBasis::Hourly)),
        (has(&["daily", "diario", "diaria", "jornal"]), Buys::Basis(PayBasis::Daily)),
        (has(&["weekly", "semanal"]), Buys::Weekly),
    ];
    let mut found = found.iter().filter(|(has, _)| *has).map(|(_, buys)| *buys);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether a header's plain words are of money, and which kind.
pub(crate) fn of(plain: &str) -> Option<Role> {
    let words: Vec<&str> = plain.split(' ').collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let rate = has(&[
        "rate",
        "salary",
        "sueldo",
        "salario",
        "tarifa",
        "jornal",
        "traitement",
        "salaire",
        "taux",
        "gehalt",
        "jahreslohn",
        "monatslohn",
        "stundenlohn",
        "lohn",
    ]);
    let pay = has(&[
        "pay",
        "wage",
        "wages",
        "compensation",
        "amount",
        "base",
        "earnings",
        "payments",
        "income",
        "remuneration",
        "salaries",
        "remuneracion",
        "pago",
    ]);
    let paid = has(&[
        "gross",
        "total",
        "ytd",
        "paid",
        "overtime",
        "other",
        "bonus",
        "benefits",
        "benefit",
        "net",
        "sum",
        "lump",
        "earned",
        "difference",
        "increase",
        "change",
        "deduction",
        "deductions",
        "contribution",
        "retirement",
        "actual",
        "cost",
        "bruto",
        "neto",
        "premium",
        "longevity",
        "payout",
        "retro",
        "supplemental",
        "extra",
        "holiday",
        "leave",
        "medical",
        "health",
        "pension",
        "devengado",
        "acumulado",
        "budget",
        "budgeted",
        "projected",
        "proposed",
        "liability",
    ]);
    let not_money = has(&[
        "grade",
        "type",
        "code",
        "plan",
        "schedule",
        "basis",
        "frequency",
        "status",
        "group",
        "date",
        "step",
        "range",
        "administration",
        "hours",
        "number",
        "tipo",
        "escala",
        "class",
        "program",
        "period",
    ]);
    match (rate, pay, paid) {
        _ if not_money => None,
        (true, _, true) | (_, true, true) => Some(Role::Paid),
        // A rate for an event is for no time.
        (true, _, false) if has(&["event"]) => Some(Role::Unclear),
        (true, _, false) => Some(Role::Rate),
        (_, true, false) if words.len() > 1 && buys(plain).is_some() && !has(&["base"]) => {
            Some(Role::Unclear)
        }
        (_, true, false) if buys(plain).is_some() => Some(Role::Rate),
        (_, true, false) if words.len() <= 4 => Some(Role::Unclear),
        // `current_monthly`, `Hourly`: what is bought, and not what for.
        (false, false, false) if words.len() <= 3 && buys(plain).is_some() => Some(Role::Unclear),
        _ => None,
    }
}

/// The basis that a cell of a pay-basis column names. `S` and `Salary` say only that it is not
/// hourly.
pub(crate) fn basis_code(text: &str) -> Option<Option<Buys>> {
    let plain = super::lexicon::plain(text);
    let code = match plain.as_str() {
        "h" | "hourly" | "hora" | "por hora" | "hourly rate" | "per hourly" | "hours" => {
            Buys::Basis(PayBasis::Hourly)
        }
        "a" | "an" | "annual" | "y" | "yr" | "year" | "per year" | "anual" | "prorated annual"
        | "pa" | "annual rate" | "annually" => Buys::Basis(PayBasis::Annual),
        "m" | "monthly" | "mensual" | "per monthly" | "monthly rate" | "mes" => {
            Buys::Basis(PayBasis::Monthly)
        }
        "b" | "biweekly" | "bisemanal" | "catorcenal" | "per pay period" | "pp" | "14" => {
            Buys::Basis(PayBasis::Biweekly)
        }
        "d" | "daily" | "day" | "per day" | "diario" | "per diem" => Buys::Basis(PayBasis::Daily),
        "semimonthly" | "sm" | "quincenal" | "q" | "s m" => Buys::SemiMonthly,
        "w" | "weekly" | "week" | "per week" | "semanal" => Buys::Weekly,
        "s" | "salary" | "salaried" | "sueldo" | "asalariado" | "exempt" => return Some(None),
        _ => return None,
    };
    Some(Some(code))
}
