use money::{
    Date, FiscalYearStart, Fraction, MoneyError, PayBasis, PayCalendar, Period, Proration,
    Rounding, WorkYear, pay_periods,
};

/// What the costing takes as given: window, calendar, rounding, movement and what rides on pay.
#[derive(Debug, Clone)]
pub struct Assumptions {
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// The day the roster speaks for; movement after it counts.
    pub roster_as_of: Date,
    /// When fiscal years begin.
    pub fiscal_year_start: FiscalYearStart,
    /// How often people are paid.
    pub calendar: PayCalendar,
    /// Pay date of the first period (biweekly); its last day otherwise.
    pub first_pay_date: Option<Date>,
    /// What rates are for, where neither roster nor schedule says.
    pub schedule_basis: PayBasis,
    /// Hours and days of a year.
    pub work_year: WorkYear,
    /// How a change inside a period is split.
    pub proration: Proration,
    /// How rates and pay are rounded.
    pub rounding: RoundingRules,
    /// How people move on the schedule.
    pub movement: Movement,
    /// Costs that are a percent of pay.
    pub roll_ups: Vec<RollUp>,
    /// Flat costs a head.
    pub per_heads: Vec<PerHead>,
}

impl Assumptions {
    /// The pay periods of the window.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Window`] when the window is not made of whole periods.
    pub fn periods(&self) -> Result<Vec<Period>, MoneyError> {
        pay_periods(self.calendar, self.from, self.to, self.first_pay_date)
    }

    /// The names of the lines that ride on pay, roll-ups first, each once, in order of appearance.
    pub fn line_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let all = self.roll_ups.iter().map(|line| line.name.as_str());
        for name in all.chain(self.per_heads.iter().map(|line| line.name.as_str())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// How rates of pay and pay itself are rounded. Sources disagree: 2 CCR 599.666.1 rounds each step
/// to the dollar and carries that; SEIU Local 503's 2023 calculator carries the unrounded rate; so it
/// is a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundingRules {
    /// To what a rebuilt rate is rounded.
    pub schedule: RateUnit,
    /// From which rate the next term starts.
    pub carry: Carry,
    /// The rule for halves, for schedule and pay alike.
    pub mode: Rounding,
    /// To how many cents each person's pay for a period is rounded: 1, 100 or 1,000.
    pub pay_cents: i64,
}

/// To what a rebuilt rate is rounded. Hourly and daily rates are rebuilt to the cent whatever
/// stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateUnit {
    /// To the cent.
    Cent,
    /// To the dollar.
    Dollar,
    /// To ten dollars.
    Ten,
    /// Not at all.
    None,
    /// The annual rate through the hourly cent: annual / hours, to the cent, times hours
    /// (the practice of range tables printed by the year and paid by the hour).
    HourlyCent,
}

impl RateUnit {
    /// Every unit by the name that files use.
    pub const NAMES: [(&'static str, RateUnit); 5] = [
        ("cent", RateUnit::Cent),
        ("dollar", RateUnit::Dollar),
        ("ten", RateUnit::Ten),
        ("none", RateUnit::None),
        ("hourly-cent", RateUnit::HourlyCent),
    ];
}

/// From which rate the next term starts: rounded as in 2 CCR 599.666.1, or exact as in SEIU Local
/// 503's 2023 calculator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// Every term rounds and the next starts from the rounded rate.
    Rounded,
    /// The next starts from the unrounded rate; the rounded one is paid.
    Exact,
}

impl RoundingRules {
    /// A rebuilt rate, rounded as these rules say.
    pub fn rate(&self, rate: &Fraction, basis: PayBasis, year: &WorkYear) -> Fraction {
        let cent = Fraction::new(1, 100);
        let unit = match (basis, self.schedule) {
            (PayBasis::Hourly | PayBasis::Daily, _) | (_, RateUnit::Cent) => cent,
            (_, RateUnit::Dollar) => Fraction::ONE,
            (_, RateUnit::Ten) => Fraction::whole(10),
            (_, RateUnit::None) => return rate.clone(),
            (_, RateUnit::HourlyCent) => {
                let to_hourly = year.factor(basis, PayBasis::Hourly);
                let hourly = rate.times(&to_hourly).round_to(&cent, self.mode);
                return hourly.divide(&to_hourly).unwrap_or_else(|_| rate.clone());
            }
        };
        rate.round_to(&unit, self.mode)
    }

    /// Whole cents of pay from an exact number of cents, rounded once.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`].
    pub fn pay(&self, cents: &Fraction, times: &Fraction) -> Result<i64, MoneyError> {
        match self.pay_cents {
            1 => cents.times_rounded(times, self.mode),
            unit => {
                let units = cents.times(&Fraction::new(1, unit)).times_rounded(times, self.mode)?;
                units.checked_mul(unit).ok_or(MoneyError::TooLarge)
            }
        }
    }

    /// A share of whole cents, rounded once to what pay is rounded to.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`].
    #[inline]
    pub fn share(&self, rate: &Fraction, cents: i64) -> Result<i64, MoneyError> {
        match self.pay_cents {
            1 => rate.of(cents, self.mode),
            _ => self.pay(rate, &Fraction::whole(cents)),
        }
    }
}

/// How people move on the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// One step on each person's own anniversary, from the pay period that holds it.
    Anniversary,
    /// Everyone on the schedule, on each fiscal year's first day.
    FiscalYear,
    /// Nobody moves.
    None,
}

impl Movement {
    /// Every rule by the name that files use.
    pub const NAMES: [(&'static str, Movement); 3] = [
        ("anniversary", Movement::Anniversary),
        ("fiscal-year", Movement::FiscalYear),
        ("none", Movement::None),
    ];
}

/// A cost that is a percent of pay, from a day on, for some pension tiers or for everyone.
#[derive(Debug, Clone)]
pub struct RollUp {
    /// The line it appears under.
    pub name: String,
    /// Its share of pay.
    pub rate: Fraction,
    /// Whether it bites on base pay and movement only, or also on lump sums, differentials and
    /// stipends.
    pub base_only: bool,
    /// The groups it is for; empty: everyone.
    pub groups: Vec<String>,
    /// In force for periods that begin on or after this day.
    pub from: Option<Date>,
    /// Where the rate is printed.
    pub source: String,
}

/// A flat cost a head.
#[derive(Debug, Clone)]
pub struct PerHead {
    /// The line it appears under.
    pub name: String,
    /// Dollars for one unit of `per`.
    pub amount: Fraction,
    /// What the amount is for.
    pub per: Per,
    /// Whether a part-timer costs a part of it.
    pub prorate_by_fte: bool,
    /// The groups it is for; empty: everyone.
    pub groups: Vec<String>,
    /// In force for periods that begin on or after this day.
    pub from: Option<Date>,
    /// Where the amount is printed.
    pub source: String,
}

/// What a flat amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// A month.
    Month,
    /// A pay period.
    PayPeriod,
    /// A year.
    Year,
    /// A paid hour.
    Hour,
}

impl Per {
    /// Every unit by the name that files use.
    pub const NAMES: [(&'static str, Per); 4] = [
        ("month", Per::Month),
        ("pay-period", Per::PayPeriod),
        ("year", Per::Year),
        ("hour", Per::Hour),
    ];

    /// The basis that an amount of this unit is a rate of.
    pub fn basis(self, calendar: PayCalendar) -> PayBasis {
        match self {
            Per::Month => PayBasis::Monthly,
            Per::PayPeriod => calendar.basis(),
            Per::Year => PayBasis::Annual,
            Per::Hour => PayBasis::Hourly,
        }
    }
}
