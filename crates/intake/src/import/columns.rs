//! Columns of a roster as the employer wrote them, turned into what they mean.

use costing::{Coded, StepDate};
use money::{Date, Fraction, MonthDay, PayBasis, WorkYear};

use crate::files::table::{Table, combine_codes, quoted};
use crate::mapping::date::{self, DateOrder, Written};
use crate::mapping::lexicon;
use crate::mapping::number::{self, Decimal, Evidence};
use crate::mapping::pay_words::{self, Buys};
use crate::mapping::proposal::Proposal;
use crate::{Finding, Findings, Place};

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

/// How a number is written in this file: asked where its numbers cannot tell.
pub(crate) fn decimal(
    table: &Table,
    places: &[usize],
    given: Option<Decimal>,
    findings: &mut Findings,
) -> Decimal {
    if let Some(decimal) = given {
        return decimal;
    }
    let (mut point, mut comma) = (0_usize, 0_usize);
    let mut either: Option<(usize, char, String)> = None;
    for at in places {
        let Some(column) = &table.columns[*at] else { continue };
        for value in column.values() {
            match number::evidence(value) {
                Some(Evidence::Is(Decimal::Point)) => point += 1,
                Some(Evidence::Is(Decimal::Comma)) => comma += 1,
                Some(Evidence::Either(mark)) if either.is_none() => {
                    either = Some((*at, mark, value.clone()));
                }
                _ => {}
            }
        }
    }
    if comma > point {
        return Decimal::Comma;
    }
    if comma == 0
        && point == 0
        && let Some((at, mark @ '.', value)) = &either
        && table.said.iter().any(|said| said.contains("semicolons"))
    {
        findings.push(
            Finding::error(
                Place::File(table.file.clone()),
                format!("\"{value}\" in column {} can be read two ways", table.headers[*at]),
            )
            .expected(format!("one number with both marks, or with other than three digits behind the \"{mark}\""))
            .mend("say what stands before cents: --decimal point (12.345 is twelve and a third) or --decimal comma (12.345 is twelve thousand)"),
        );
    }
    Decimal::Point
}

/// Rows that have one of some distinct values.
pub(crate) fn rows_of<T>(column: &Coded<T>, rows: usize, odd: &[bool]) -> Vec<usize> {
    if !odd.contains(&true) {
        return Vec::new();
    }
    (0..rows).filter(|row| odd[column.code(*row) as usize]).collect()
}

/// One finding for all cells of a column that cannot be read.
pub(crate) fn unreadable(
    table: &Table,
    at: usize,
    bad: &[bool],
    what: &str,
    expected: &str,
) -> Option<Finding> {
    let column = table.columns[at].as_ref()?;
    let rows = rows_of(column, table.rows, bad);
    let (first, rest) = rows.split_first()?;
    let mut values: Vec<&str> = Vec::new();
    for row in &rows {
        let value = column.value(*row).as_str();
        if !values.contains(&value) {
            values.push(value);
            if values.len() > 3 {
                break;
            }
        }
    }
    let distinct = bad.iter().filter(|bad| **bad).count();
    let shown = quoted(&values[..values.len().min(3)]);
    let shown = match distinct.saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} other texts"),
    };
    let is = if distinct == 1 { "is no" } else { "are no" };
    Some(
        Finding::error(table.cell_at(at, *first), format!("{shown} {is} {what}"))
            .expected(expected.to_owned())
            .also(rest.iter().map(|row| table.row_number(*row)).collect()),
    )
}

/// Numbers of a column; cells that say there is nothing are none.
pub(crate) fn numbers(
    table: &Table,
    at: usize,
    decimal: Decimal,
    what: &str,
    expected: &str,
    findings: &mut Findings,
) -> Vec<Option<Fraction>> {
    let Some(column) = &table.columns[at] else { return Vec::new() };
    let mut bad = vec![false; column.values().len()];
    let values = column
        .values()
        .iter()
        .enumerate()
        .map(|(code, text)| {
            let parsed = number::parse(text, decimal);
            bad[code] = parsed.is_none() && !number::says_nothing(text);
            parsed
        })
        .collect();
    findings.0.extend(unreadable(table, at, &bad, what, expected));
    values
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

/// A number with as many decimals as it has, at least `least` when it has any.
pub(crate) fn plain_decimal(number: &Fraction, least: usize) -> String {
    // In machine words where it fits, which rates of pay do.
    let text = match number.in_parts(100_000_000) {
        Some(parts) => {
            let (sign, parts) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
            format!("{sign}{}.{:08}", parts / 100_000_000, parts % 100_000_000)
        }
        None => number.to_decimal(8),
    };
    let Some((whole, part)) = text.split_once('.') else { return text };
    let part = part.trim_end_matches('0');
    match part.len() {
        0 => whole.to_owned(),
        _ => format!("{whole}.{part:0<least$}"),
    }
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
        let basis = pay.value(*first).basis.map_or("", PayBasis::name);
        findings.push(
            Finding::warning(place, format!("\"{value}\" is little for a rate that is {basis}"))
                .mend("look whether it is a stipend or a rate of another basis")
                .also(also(&low)),
        );
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

/// A part of full time as files write it; `None` for what is none.
fn part_of_time(text: &str, decimal: Decimal, percent: bool) -> Option<Fraction> {
    let plain = lexicon::plain(text);
    let word = match plain.as_str() {
        "full" | "full time" | "ft" | "f" | "completa" | "tiempo completo" | "jornada completa" => {
            Some(Fraction::ONE)
        }
        "half" | "half time" | "media" | "medio tiempo" | "media jornada" => {
            Some(Fraction::new(1, 2))
        }
        _ => None,
    };
    if word.is_some() {
        return word;
    }
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (above.trim().parse::<i64>().ok()?, below.trim().parse::<i64>().ok()?);
        return (below > 0 && above >= 0).then(|| Fraction::new(above, below));
    }
    let (digits, marked) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let number = number::parse(digits, decimal)?;
    let hundredth = Fraction::new(1, 100);
    (!number.is_negative())
        .then(|| if percent || marked { number.times(&hundredth) } else { number })
}

/// Whether a column of parts of time is written in hundredths: its numbers run to 100.
pub(crate) fn in_hundredths(column: &Coded<String>, decimal: Decimal) -> Option<bool> {
    let numbers: Vec<Fraction> = column
        .values()
        .iter()
        .filter(|text| !text.contains(['%', '/']))
        .filter_map(|text| number::parse(text, decimal))
        .collect();
    let above = |limit: &Fraction| numbers.iter().filter(|number| *number > limit).count();
    let (over_two, over_120) = (above(&Fraction::whole(2)), above(&Fraction::whole(120)));
    let hundred = numbers.iter().any(|number| *number == Fraction::whole(100));
    match (over_two, hundred) {
        (0, _) => Some(false),
        (_, true) if over_120 * 20 <= numbers.len() => Some(true),
        // A single person with two full-time posts does not make percents of a column.
        (few, false) if few * 50 <= numbers.len() => Some(false),
        _ => None,
    }
}

/// Reads the part of full time of each row.
pub(crate) fn fte(
    table: &Table,
    at: usize,
    decimal: Decimal,
    percent: bool,
    findings: &mut Findings,
) -> Coded<Fraction> {
    let Some(column) = &table.columns[at] else { return Coded::constant(Fraction::ONE) };
    let read: Vec<Option<Fraction>> = column
        .values()
        .iter()
        .map(|text| match number::says_nothing(text) {
            true => Some(Fraction::ONE),
            false => part_of_time(text, decimal, percent),
        })
        .collect();
    let bad: Vec<bool> = read.iter().map(Option::is_none).collect();
    let blank: Vec<bool> = column.values().iter().map(|text| number::says_nothing(text)).collect();
    let rows = rows_of(column, table.rows, &blank);
    if let Some((first, rest)) = rows.split_first() {
        let what = "the part of full time is blank: taken as full time";
        let also = rest.iter().map(|row| table.row_number(*row)).collect();
        findings.push(Finding::warning(table.cell_at(at, *first), what).also(also));
    }
    let expected = "a part of full time: 1, 0.8, 80%, 4/5 or FULL";
    let strange = unreadable(table, at, &bad, "part of full time", expected);
    findings.0.extend(strange.map(|finding| {
        let first = column.values().iter().zip(&bad).find(|(_, bad)| **bad);
        finding.mend(format!(
            "ask how much they work; leave them out with --leave-out \"{}={}\"",
            table.headers[at],
            first.map_or("", |(text, _)| text.as_str())
        ))
    }));
    column.with_values(read.into_iter().map(|part| part.unwrap_or(Fraction::ONE)).collect())
}

/// The part of full time that scheduled hours a week make; one where there are none.
pub(crate) fn fte_of_hours(
    table: &Table,
    at: usize,
    decimal: Decimal,
    year: &WorkYear,
    findings: &mut Findings,
) -> Coded<Fraction> {
    let Some(column) = &table.columns[at] else { return Coded::constant(Fraction::ONE) };
    let expected = "hours a week, such as 40 or 37.5";
    let hours = numbers(table, at, decimal, "number of hours", expected, findings);
    let full = year.units(PayBasis::Hourly);
    let weeks = Fraction::whole(52);
    let part = |hours: Fraction| hours.times(&weeks).divide(&full).unwrap_or(Fraction::ONE);
    column.with_values(hours.into_iter().map(|hours| hours.map_or(Fraction::ONE, part)).collect())
}

/// Whole numbers of people; `46.0` is 46.
pub(crate) fn headcount(
    table: &Table,
    at: usize,
    decimal: Decimal,
    findings: &mut Findings,
) -> Coded<u64> {
    let Some(column) = &table.columns[at] else { return Coded::constant(1) };
    let read: Vec<Option<u64>> = column
        .values()
        .iter()
        .map(|text| match text.is_empty() {
            true => Some(1),
            false => number::parse(text, decimal)
                .and_then(|number| number.to_whole())
                .and_then(|whole| u32::try_from(whole).ok().map(u64::from)),
        })
        .collect();
    let bad: Vec<bool> = read.iter().map(Option::is_none).collect();
    let expected = "a whole number of people";
    findings.0.extend(unreadable(table, at, &bad, "number of people", expected));
    column.with_values(read.into_iter().map(|heads| heads.unwrap_or(1)).collect())
}

/// Reads a column of dates; the order of day and month is the column's.
pub(crate) fn dates(
    table: &Table,
    at: usize,
    given: Option<DateOrder>,
    latest: i16,
    findings: &mut Findings,
    said: &mut Vec<String>,
) -> Option<(Coded<Option<Date>>, Option<DateOrder>)> {
    let column = table.columns[at].as_ref()?;
    let written: Vec<Option<Written>> =
        column.values().iter().map(|text| date::written(text)).collect();
    let header = &table.headers[at];
    let order = order(table, at, &written, given, findings)?;
    let read: Vec<Option<Date>> = written
        .iter()
        .map(|written| {
            written.as_ref().and_then(|w| w.date(order.unwrap_or(DateOrder::MonthDayYear), latest))
        })
        .collect();
    let bad: Vec<bool> = column
        .values()
        .iter()
        .zip(&read)
        .map(|(text, date)| date.is_none() && !number::says_nothing(text))
        .collect();
    let spoken = order.map_or(String::new(), |order| format!(", {}", order.spoken()));
    let expected = format!("a date such as 2012-03-01 or 03/01/2012{spoken}");
    findings.0.extend(unreadable(table, at, &bad, "date", &expected));
    if let Some(order) = order {
        let short = written
            .iter()
            .flatten()
            .any(|w| matches!(w, Written::Numbers { last_digits: 1 | 2, .. }));
        let years = match short {
            true => format!("; two-digit years are {} to {latest}", latest - 99),
            false => String::new(),
        };
        let why = if given.is_some() { " (--dates)" } else { "" };
        said.push(format!("{header}: dates with the {}{why}{years}", order.spoken()));
    }
    Some((column.with_values(read), order))
}

/// The order of a column's dates: what is given, or what its days above twelve prove.
fn order(
    table: &Table,
    at: usize,
    written: &[Option<Written>],
    given: Option<DateOrder>,
    findings: &mut Findings,
) -> Option<Option<DateOrder>> {
    let numbers: Vec<Vec<DateOrder>> = written
        .iter()
        .flatten()
        .filter(|written| matches!(written, Written::Numbers { .. }))
        .map(Written::orders)
        .collect();
    if numbers.is_empty() {
        return Some(None);
    }
    if given.is_some() {
        return Some(given);
    }
    let proves =
        |order: DateOrder| numbers.iter().filter(|orders| orders.as_slice() == [order]).count();
    let proofs = DateOrder::NAMES.map(|(_, order)| (proves(order), order));
    let (most, order) = proofs.iter().copied().max_by_key(|(count, _)| *count)?;
    let against: usize =
        proofs.iter().filter(|(_, other)| *other != order).map(|(count, _)| count).sum();
    // The other order's proofs are then findings: dates that cannot be.
    if most > 0 && against * 10 <= most {
        return Some(Some(order));
    }
    let column = table.columns[at].as_ref()?;
    let sample = column
        .values()
        .iter()
        .zip(written)
        .find(|(_, written)| matches!(written, Some(Written::Numbers { .. })));
    let sample = sample.map_or("", |(text, _)| text.as_str());
    let why = match most {
        0 => "no day above twelve proves whether the month or the day comes first",
        _ => "some have the month first and some the day",
    };
    findings.push(
        Finding::error(
            Place::File(table.file.clone()),
            format!(
                "the dates in column {} can be read two ways: {why}, as in \"{sample}\"",
                table.headers[at]
            ),
        )
        .mend("say which: --dates mdy (month first) or --dates dmy (day first)"),
    );
    None
}

/// Reads a column of the days on which steps are earned: dates, or a month and a day.
pub(crate) fn step_dates(
    table: &Table,
    at: usize,
    given: Option<DateOrder>,
    latest: i16,
    findings: &mut Findings,
    said: &mut Vec<String>,
) -> Option<Coded<Option<StepDate>>> {
    let column = table.columns[at].as_ref()?;
    let yearly: Vec<Option<MonthDay>> = column
        .values()
        .iter()
        .map(|text| {
            MonthDay::parse(&text.replace('/', "-"))
                .or_else(|_| MonthDay::parse(&padded(text)))
                .ok()
        })
        .collect();
    if yearly.iter().any(Option::is_some) && !column.values().iter().any(|text| text.len() > 5) {
        let bad: Vec<bool> = column
            .values()
            .iter()
            .zip(&yearly)
            .map(|(text, day)| day.is_none() && !number::says_nothing(text))
            .collect();
        findings.0.extend(unreadable(
            table,
            at,
            &bad,
            "month and day",
            "a month and day such as 11-01",
        ));
        return Some(
            column.with_values(yearly.into_iter().map(|day| day.map(StepDate::Yearly)).collect()),
        );
    }
    // A step can be due in the coming years.
    let (dates, _) = dates(table, at, given, latest.saturating_add(5), findings, said)?;
    Some(dates.map(|date| date.map(StepDate::From)))
}

/// `1/5` as `01-05`.
fn padded(text: &str) -> String {
    let parts: Vec<String> = text.split(['/', '-']).map(|part| format!("{part:0>2}")).collect();
    parts.join("-")
}
