//! Rates of pay as the employer wrote them, and what they buy.

use costing::Coded;
use money::{Fraction, PayBasis};

use super::columns::{numbers, plain_decimal, rows_of, unreadable};
use crate::files::table::{Table, combine_codes};
use crate::mapping::number::{self, Decimal};
use crate::mapping::pay_words::{self, Buys};
use crate::mapping::proposal::Proposal;
use crate::{Finding, Findings};

/// A person's own rate as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Pay {
    /// Dollars for one unit of `basis`; `None` where the row has none.
    pub rate: Option<Fraction>,
    /// What it buys; `None` where that is not known.
    pub basis: Option<PayBasis>,
    /// The column it came from, by its place in the list of rate columns.
    pub column: usize,
    /// Its cell holds something, but no amount; which is said where the column is read.
    pub unread: bool,
}

/// Bounds outside which a rate is hardly one of its basis: (lowest, highest), dollars.
fn plausible(basis: PayBasis) -> (i64, i64) {
    match basis {
        PayBasis::Hourly => (2, 1_000),
        PayBasis::Daily => (15, 8_000),
        PayBasis::Biweekly => (100, 60_000),
        PayBasis::Monthly => (150, 150_000),
        PayBasis::Annual => (1_000, 2_500_000),
    }
}

/// Bounds of a schedule's rates of a basis: (lowest, highest), dollars.
pub(crate) fn likely(basis: PayBasis) -> (Fraction, Fraction) {
    let (low, high) = match basis {
        PayBasis::Hourly => (3, 500),
        PayBasis::Daily => (20, 4_000),
        PayBasis::Biweekly => (150, 25_000),
        PayBasis::Monthly => (300, 35_000),
        PayBasis::Annual => (3_000, 2_000_000),
    };
    (Fraction::whole(low), Fraction::whole(high))
}

/// What a basis looks like by its amounts: most values of a payroll lie between these.
const LOOKS: [(PayBasis, i64, i64); 2] =
    [(PayBasis::Hourly, 5, 300), (PayBasis::Annual, 14_500, 900_000)];

/// What amounts can only be, if they can be one thing only: nearly all of them lie where hourly
/// rates lie, or where annual ones do. Monthly and biweekly rates lie where the other's do.
pub(crate) fn basis_of_amounts<'a>(
    amounts: impl Iterator<Item = &'a Fraction>,
) -> Option<PayBasis> {
    let amounts: Vec<&Fraction> = amounts.filter(|amount| **amount > Fraction::ZERO).collect();
    let share = |low: i64, high: i64| {
        let (low, high) = (Fraction::whole(low), Fraction::whole(high));
        amounts.iter().filter(|amount| ***amount >= low && ***amount <= high).count()
    };
    let clear = |(_, low, high): &&(PayBasis, i64, i64)| {
        !amounts.is_empty() && share(*low, *high) * 100 >= amounts.len() * 97
    };
    LOOKS.iter().find(clear).map(|(basis, ..)| *basis)
}

/// What decides each rate's basis.
pub(crate) struct BasisWords {
    /// `--pay-basis`, or the saved mapping's.
    pub given: Option<Buys>,
}

/// Reads the rate columns and the basis of each rate.
pub(crate) fn pay(
    table: &Table,
    proposal: &Proposal,
    decimal: Decimal,
    words: &BasisWords,
    findings: &mut Findings,
    said: &mut Vec<String>,
) -> Coded<Pay> {
    let places = proposal.places.get("rate").cloned().unwrap_or_default();
    let places: Vec<usize> = places.into_iter().filter(|at| table.columns[*at].is_some()).collect();
    if places.is_empty() {
        return Coded::constant(Pay::default());
    }
    let expected = "an amount of pay, such as 19.83 or $51,862.00";
    let rates: Vec<Vec<Option<Fraction>>> = places
        .iter()
        .map(|at| numbers(table, *at, decimal, "amount of pay", expected, findings))
        .collect();
    let codes_at = proposal.place("pay_basis").filter(|at| table.columns[*at].is_some());
    let codes: Vec<Option<Option<Buys>>> = codes_at.map_or(Vec::new(), |at| {
        let column = table.columns[at].as_ref().map_or(&[] as &[String], |c| c.values());
        let codes: Vec<Option<Option<Buys>>> = column
            .iter()
            .map(|text| if text.is_empty() { Some(None) } else { pay_words::basis_code(text) })
            .collect();
        let bad: Vec<bool> = codes.iter().map(Option::is_none).collect();
        let basis = "hourly, daily, biweekly, monthly or annual, or their letters";
        findings.0.extend(unreadable(table, at, &bad, "pay basis", basis));
        codes
    });
    // What each column's header, or else its amounts, say.
    let column_basis: Vec<Option<Buys>> = places
        .iter()
        .zip(&rates)
        .map(|(at, amounts)| {
            let header = &table.headers[*at];
            if let Some(given) = words.given {
                if places.len() == 1 && codes_at.is_none() {
                    said.push(format!("{header} is {}: --pay-basis", given.spoken()));
                }
                return Some(given);
            }
            if let Some(buys) = proposal.buys.get(at) {
                said.push(format!("{header} is {}: its header says so", buys.spoken()));
                return Some(*buys);
            }
            if codes_at.is_some() {
                return None;
            }
            // What amounts look like is known of dollars.
            if decimal == Decimal::Comma {
                return None;
            }
            let looks = basis_of_amounts(amounts.iter().flatten())?;
            let (low, high) = ends(amounts);
            said.push(format!(
                "{header} is {}: its amounts run from {low} to {high}",
                looks.name()
            ));
            Some(Buys::Basis(looks))
        })
        .collect();
    let mut columns: Vec<&Coded<String>> =
        places.iter().filter_map(|at| table.columns[*at].as_ref()).collect();
    let rate_columns = columns.len();
    let code_column = codes_at.and_then(|at| table.columns[at].as_ref());
    columns.extend(code_column);
    let mut pay = combine_codes(&columns, table.rows, |at| {
        let filled = (0..rate_columns)
            .find_map(|column| Some((column, rates[column][at[column] as usize].as_ref()?)));
        let Some((column, rate)) = filled else {
            let text = |column: usize| columns[column].values()[at[column] as usize].as_str();
            let unread = (0..rate_columns).any(|column| !number::says_nothing(text(column)));
            return Pay { unread, ..Pay::default() };
        };
        let code = code_column.and_then(|_| codes[at[rate_columns] as usize].flatten());
        let buys = code.or(column_basis[column]);
        let (basis, times) = match buys.map(Buys::canonical) {
            Some((basis, times)) => (Some(basis), times),
            None => (None, 1),
        };
        Pay { rate: Some(rate.times(&Fraction::whole(times))), basis, column, unread: false }
    });
    // Rows whose code says no more than "salaried": their amounts by themselves.
    let open = || pay.values().iter().filter(|pay| pay.basis.is_none());
    if codes_at.is_some()
        && let Some(looks) = basis_of_amounts(open().filter_map(|pay| pay.rate.as_ref()))
    {
        said.push(format!(
            "rates without hourly, monthly or the like in their row are {}: their amounts can be nothing else",
            looks.name()
        ));
        pay = pay.map(|pay| match (&pay.rate, pay.basis) {
            (Some(_), None) => Pay { basis: Some(looks), ..pay.clone() },
            _ => pay.clone(),
        });
    }
    pay
}

/// The lowest and the highest amount above zero.
fn ends(amounts: &[Option<Fraction>]) -> (String, String) {
    let amounts = || amounts.iter().flatten().filter(|amount| **amount > Fraction::ZERO);
    let shown = |amount: Option<&Fraction>| amount.map_or(String::new(), |a| plain_decimal(a, 2));
    (shown(amounts().min()), shown(amounts().max()))
}

/// Rates that are hardly of the basis they are said to be: errors where nobody said so by hand.
pub(crate) fn say_strange_rates(
    table: &Table,
    proposal: &Proposal,
    pay: &Coded<Pay>,
    class: &Coded<String>,
    by_hand: bool,
    findings: &mut Findings,
) {
    let places = proposal.places.get("rate").cloned().unwrap_or_default();
    let odd = |test: &dyn Fn(&Fraction, PayBasis) -> bool| -> Vec<usize> {
        let odd: Vec<bool> = pay
            .values()
            .iter()
            .map(|pay| match (&pay.rate, pay.basis) {
                (Some(rate), Some(basis)) => test(rate, basis),
                _ => false,
            })
            .collect();
        rows_of(pay, table.rows, &odd)
    };
    let also = |rows: &[usize]| rows[1..].iter().map(|row| table.row_number(*row)).collect();
    let place = |row: usize| {
        let at = places.get(pay.value(row).column).copied().unwrap_or(0);
        (table.cell_at(at, row), table.columns[at].as_ref().map_or("", |c| c.value(row).as_str()))
    };
    let high = odd(&|rate, basis| *rate > Fraction::whole(plausible(basis).1));
    for basis in PayBasis::NAMES.map(|(_, basis)| basis) {
        let rows: Vec<usize> =
            high.iter().copied().filter(|row| pay.value(*row).basis == Some(basis)).collect();
        let Some(first) = rows.first() else { continue };
        let (place, value) = place(*first);
        let what = format!(
            "\"{value}\" is too much for a rate that is {}: it looks like {}",
            basis.name(),
            if basis == PayBasis::Annual { "a total" } else { "an annual salary" }
        );
        let mut finding = Finding::error(place, what)
            .expected(format!("at most {} dollars", plausible(basis).1))
            .mend("correct the cell; if the whole column is so, say what it holds with --pay-basis annual")
            .also(also(&rows));
        if by_hand {
            finding.severity = crate::Severity::Warning;
        }
        let _ = class;
        findings.push(finding);
    }
    let low =
        odd(&|rate, basis| *rate > Fraction::ZERO && *rate < Fraction::whole(plausible(basis).0));
    if let Some(first) = low.first() {
        let (place, value) = place(*first);
        let own = pay.value(*first);
        let basis = own.basis.map_or("", PayBasis::name);
        // A few small amounts are stipends; many are hourly rates under an annual header.
        let hourly = |row: &&usize| {
            let pay = pay.value(**row);
            !matches!(pay.basis, Some(PayBasis::Hourly))
                && pay.rate.as_ref().is_some_and(|rate| *rate >= Fraction::whole(7))
        };
        let many = low.iter().filter(hourly).count() * 20 > table.rows;
        let finding = if many && !by_hand {
            Finding::error(place, format!("\"{value}\" is too little for a rate that is {basis}: it looks like an hourly rate"))
                .mend("say what the column holds with --pay-basis; if it holds both, ask for a column that says which")
        } else {
            Finding::warning(place, format!("\"{value}\" is little for a rate that is {basis}"))
                .mend("look whether it is a stipend or a rate of another basis")
        };
        findings.push(finding.also(also(&low)));
    }
    let negative = odd(&|rate, _| rate.is_negative());
    if let Some(first) = negative.first() {
        let (place, value) = place(*first);
        findings.push(
            Finding::error(place, format!("\"{value}\" is a rate below zero"))
                .expected("a rate of pay; a sum taken back is no rate")
                .mend("ask the employer what the row is; leave such rows out, and say so, with --leave-out negative")
                .also(also(&negative)),
        );
    }
    let zero = odd(&|rate, _| rate.is_zero());
    if let Some(first) = zero.first() {
        let (place, value) = place(*first);
        findings.push(
            Finding::warning(
                place,
                format!("\"{value}\" is no pay: the row costs nothing, but its heads count"),
            )
            .mend("leave such rows out if they are nobody the agreement pays")
            .also(also(&zero)),
        );
    }
}
