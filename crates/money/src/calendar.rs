use crate::{Date, Fraction, MoneyError};

/// What one rate of pay buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayBasis {
    /// A twelfth of a year.
    Monthly,
    /// Eighty hours.
    Biweekly,
    /// A year.
    Annual,
    /// One hour.
    Hourly,
    /// Eight hours.
    Daily,
}

impl PayBasis {
    /// Every basis by the name that files use.
    pub const NAMES: [(&'static str, PayBasis); 5] = [
        ("monthly", PayBasis::Monthly),
        ("biweekly", PayBasis::Biweekly),
        ("annual", PayBasis::Annual),
        ("hourly", PayBasis::Hourly),
        ("daily", PayBasis::Daily),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, basis)| *basis == self).map_or("", |(name, _)| name)
    }
}

/// The hours and days that an employer's year is said to have: 2,080, 2,087 or 2,088 hours and 260
/// or 261 days, as the agreement says: 2,080 is
/// the unions' habit, 2,087 OPM's divisor, 2,088 is 174 hours a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkYear {
    /// Paid hours a year.
    pub hours: Fraction,
    /// Working days a year.
    pub days: Fraction,
}

impl WorkYear {
    /// How many units of `basis` make a year: 12 months, `hours` hours, `hours`/8 days, `hours`/80
    /// biweekly periods (the costing contract, "Basis to basis").
    pub fn units(&self, basis: PayBasis) -> Fraction {
        match basis {
            PayBasis::Monthly => Fraction::whole(12),
            PayBasis::Annual => Fraction::ONE,
            PayBasis::Hourly => self.hours.clone(),
            PayBasis::Daily => self.hours.times(&Fraction::new(1, 8)),
            PayBasis::Biweekly => self.hours.times(&Fraction::new(1, 80)),
        }
    }

    /// The factor from a rate of one basis to a rate of another; nothing is rounded on the way.
    pub fn factor(&self, from: PayBasis, to: PayBasis) -> Fraction {
        if from == to {
            return Fraction::ONE;
        }
        self.units(from).divide(&self.units(to)).unwrap_or(Fraction::ZERO)
    }
}

/// How often people are paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayCalendar {
    /// Calendar months.
    Monthly,
    /// Fourteen days, counted from the first day of the window.
    Biweekly,
    /// Twelve months, counted from the first day of the window.
    Annual,
}

impl PayCalendar {
    /// Every calendar by the name that files use.
    pub const NAMES: [(&'static str, PayCalendar); 3] = [
        ("monthly", PayCalendar::Monthly),
        ("biweekly", PayCalendar::Biweekly),
        ("annual", PayCalendar::Annual),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, calendar)| *calendar == self).map_or("", |(name, _)| name)
    }

    /// The basis of a rate for one period.
    pub fn basis(self) -> PayBasis {
        match self {
            PayCalendar::Monthly => PayBasis::Monthly,
            PayCalendar::Biweekly => PayBasis::Biweekly,
            PayCalendar::Annual => PayBasis::Annual,
        }
    }

    /// The number that a period's cost is multiplied by to call it annualised: 12, 26 or 1.
    pub fn periods_a_year(self) -> i64 {
        match self {
            PayCalendar::Monthly => 12,
            PayCalendar::Biweekly => 26,
            PayCalendar::Annual => 1,
        }
    }
}

/// One pay period: its own first and last day, and the day it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The day it is paid, which decides its fiscal year.
    pub paid: Date,
}

impl Period {
    /// Calendar days in the period.
    pub fn days(&self) -> i32 {
        days_between(self.first, self.last) + 1
    }

    /// Whether the day lies in the period.
    pub fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// How a change inside a pay period is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proration {
    /// By calendar days in force.
    Days,
    /// By whole months; the month that holds the date counts whole (a raise of 3 January 2011 was
    /// costed at six months of a July year: Wyoming fiscal note HB0240, 2009).
    Months,
    /// By twenty-sixths of a year, that is fortnights from the period's first day; the fortnight
    /// that holds the date counts whole (increments in 26ths: NJ PERC IA-2012-026).
    TwentySixths,
}

impl Proration {
    /// Every way by the name that files use.
    pub const NAMES: [(&'static str, Proration); 3] = [
        ("days", Proration::Days),
        ("months", Proration::Months),
        ("26ths", Proration::TwentySixths),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, way)| *way == self).map_or("", |(name, _)| name)
    }

    /// Whether periods of this calendar can be split this way: a fortnight has no months in it, a
    /// month no twenty-sixths.
    pub fn fits(self, calendar: PayCalendar) -> bool {
        !matches!(
            (self, calendar),
            (Proration::Months, PayCalendar::Biweekly)
                | (Proration::TwentySixths, PayCalendar::Monthly)
        )
    }

    /// The share of `period` from `day` to its end: one from its first day on, none after its last.
    pub fn share_from(self, period: &Period, day: Date) -> Fraction {
        if day <= period.first {
            return Fraction::ONE;
        }
        if day > period.last {
            return Fraction::ZERO;
        }
        let elapsed = days_between(period.first, day);
        match self {
            Proration::Days => {
                Fraction::new(i64::from(period.days() - elapsed), i64::from(period.days()))
            }
            Proration::Months => {
                let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
                let whole = months(period.last) - months(period.first) + 1;
                Fraction::new(months(period.last) - months(day) + 1, whole)
            }
            Proration::TwentySixths => {
                let whole = i64::from(period.days() / 14).clamp(1, 26);
                Fraction::new((whole - i64::from(elapsed / 14)).max(0), whole)
            }
        }
    }
}

/// The pay periods of a window, in order.
///
/// `first_pay_date` is the pay date of the first period (biweekly only; each later period is paid
/// fourteen days after). Without it a period is paid on its last day.
///
/// # Errors
///
/// [`MoneyError::Window`] when the window is not made of whole periods, with the days that would be.
pub fn pay_periods(
    calendar: PayCalendar,
    from: Date,
    to: Date,
    first_pay_date: Option<Date>,
) -> Result<Vec<Period>, MoneyError> {
    use jiff::ToSpan;
    if to < from {
        return Err(MoneyError::Window(format!(
            "the window ends on {to}, before it begins on {from}"
        )));
    }
    let aligned = calendar == PayCalendar::Biweekly || from.day() == 1;
    if !aligned {
        return Err(MoneyError::Window(format!(
            "the window begins on {from}; {} pay periods begin on the first of a month, such as {}",
            calendar.name(),
            from.first_of_month()
        )));
    }
    let mut periods: Vec<Period> = Vec::new();
    let mut first = from;
    while first <= to {
        let number = i64::try_from(periods.len()).unwrap_or(i64::MAX);
        let next = match calendar {
            PayCalendar::Monthly => from.checked_add((number + 1).months()),
            PayCalendar::Annual => from.checked_add((number + 1).years()),
            PayCalendar::Biweekly => from.checked_add(((number + 1) * 14).days()),
        };
        let last = next.and_then(|next| next.yesterday()).map_err(|_| MoneyError::TooLarge)?;
        if last > to {
            let before = periods.last().map(|period| period.last);
            let suggestion = match before {
                Some(before) => format!("{before} or {last}"),
                None => last.to_string(),
            };
            return Err(MoneyError::Window(format!(
                "the window {from} to {to} is not made of whole {} pay periods: end it on {suggestion}",
                calendar.name()
            )));
        }
        let paid = match first_pay_date {
            Some(day) => day.checked_add((number * 14).days()).map_err(|_| MoneyError::TooLarge)?,
            None => last,
        };
        periods.push(Period { first, last, paid });
        first = last.tomorrow().map_err(|_| MoneyError::TooLarge)?;
    }
    Ok(periods)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        crate::date_from_iso(text).unwrap()
    }

    #[test]
    fn a_window_is_whole_periods_or_says_which_days_would_do() {
        let monthly = |from, to| pay_periods(PayCalendar::Monthly, d(from), d(to), None);
        assert_eq!(monthly("2022-07-01", "2025-06-30").unwrap().len(), 36);
        let error = monthly("2022-07-01", "2025-06-15").unwrap_err().to_string();
        assert!(error.contains("2025-05-31 or 2025-06-30"), "{error}");
        assert!(
            monthly("2022-07-02", "2025-06-30").unwrap_err().to_string().contains("2022-07-01")
        );
        assert!(monthly("2022-07-01", "2022-06-30").is_err());
        let annual =
            pay_periods(PayCalendar::Annual, d("2022-07-01"), d("2024-06-30"), None).unwrap();
        assert_eq!(
            annual[1],
            Period { first: d("2023-07-01"), last: d("2024-06-30"), paid: d("2024-06-30") }
        );
    }

    // Source: OPM, the 2,087-hour divisor: most years have 26 pay dates and some 27.
    #[test]
    fn a_fiscal_year_has_26_or_27_biweekly_pay_dates() {
        let periods = pay_periods(
            PayCalendar::Biweekly,
            d("2022-06-19"),
            d("2036-06-14"),
            Some(d("2022-07-08")),
        )
        .unwrap();
        let july = crate::FiscalYearStart(crate::MonthDay { month: 7, day: 1 });
        let mut counts = std::collections::BTreeMap::new();
        for period in &periods {
            *counts.entry(july.year_of(period.paid).to_string()).or_insert(0) += 1;
        }
        assert_eq!(counts["2022-23"], 26);
        let years_of_27: Vec<_> =
            counts.iter().filter(|(_, n)| **n == 27).map(|(y, _)| y.as_str()).collect();
        assert_eq!(years_of_27, ["2027-28"]);
    }

    #[test]
    fn shares_of_a_period_follow_the_named_split() {
        let year = Period { first: d("2010-07-01"), last: d("2011-06-30"), paid: d("2011-06-30") };
        let share = |way: Proration, day| way.share_from(&year, d(day));
        assert_eq!(share(Proration::Months, "2011-01-03"), Fraction::new(1, 2));
        assert_eq!(share(Proration::Days, "2011-01-01"), Fraction::new(181, 365));
        assert_eq!(share(Proration::TwentySixths, "2010-10-07"), Fraction::new(19, 26));
        assert_eq!(share(Proration::Days, "2010-07-01"), Fraction::ONE);
        assert_eq!(share(Proration::Days, "2011-07-01"), Fraction::ZERO);
        assert!(!Proration::Months.fits(PayCalendar::Biweekly));
    }

    #[test]
    fn a_year_is_twelve_months_or_its_hours() {
        let year = WorkYear { hours: Fraction::whole(2087), days: Fraction::whole(260) };
        assert_eq!(year.factor(PayBasis::Hourly, PayBasis::Biweekly), Fraction::whole(80));
        assert_eq!(year.factor(PayBasis::Monthly, PayBasis::Annual), Fraction::whole(12));
        assert_eq!(year.factor(PayBasis::Daily, PayBasis::Hourly), Fraction::new(1, 8));
    }
}
