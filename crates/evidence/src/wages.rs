use std::fmt;

use money::Fraction;

/// What a wage survey prints in a cell (BLS, Occupational Employment and Wage Statistics): a
/// number, or one of three reasons why there is none, which the survey prints with one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A number.
    Of(Fraction),
    /// The estimate was not released (footnote 8).
    NotReleased,
    /// The wage is at or above the highest that is printed (footnote 5: $115.00 an hour or
    /// $239,200 a year in May 2025).
    TopCoded,
    /// The occupation is not published in this unit, only by the hour or only by the year
    /// (footnote 4). It is not converted by 2,080 hours: the year is another one.
    OtherUnit,
    /// Nothing is printed, and no reason.
    Blank,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Measure::Of(number) => number.fmt(f),
            Measure::NotReleased => f.write_str("not released"),
            Measure::TopCoded => f.write_str("at or above the highest that is printed"),
            Measure::OtherUnit => f.write_str("not published in this unit"),
            Measure::Blank => f.write_str("blank"),
        }
    }
}

/// Whose employees a cell is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// The industry's code, `000000` for all.
    pub industry: String,
    /// In words, such as `local incl. schools and hospitals`.
    pub name: String,
}

/// What of a cell is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// People employed.
    Employment,
    /// Relative standard error of employment, in percent.
    EmploymentError,
    /// Relative standard error of the mean wage, in percent.
    WageError,
    /// The mean wage of an hour.
    HourlyMean,
    /// A percentile of the wage of an hour: 10, 25, 50, 75 or 90.
    Hourly(u8),
    /// The mean wage of a year.
    AnnualMean,
    /// A percentile of the wage of a year.
    Annual(u8),
}

impl Reading {
    /// Each with the name that files have for it.
    pub const NAMES: [(&str, Reading); 15] = [
        ("employment", Reading::Employment),
        ("employment_rse_pct", Reading::EmploymentError),
        ("hourly_mean", Reading::HourlyMean),
        ("annual_mean", Reading::AnnualMean),
        ("wage_rse_pct", Reading::WageError),
        ("hourly_p10", Reading::Hourly(10)),
        ("hourly_p25", Reading::Hourly(25)),
        ("hourly_median", Reading::Hourly(50)),
        ("hourly_p75", Reading::Hourly(75)),
        ("hourly_p90", Reading::Hourly(90)),
        ("annual_p10", Reading::Annual(10)),
        ("annual_p25", Reading::Annual(25)),
        ("annual_median", Reading::Annual(50)),
        ("annual_p75", Reading::Annual(75)),
        ("annual_p90", Reading::Annual(90)),
    ];

    /// The name that files have for it.
    pub fn name(self) -> &'static str {
        Reading::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }
}

/// What a wage survey says of one occupation in one area, for one kind of owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WageCell {
    /// `national`, `state`, `metro` or `nonmetro`.
    pub area_type: String,
    /// Seven digits, leading zeros kept.
    pub area_code: String,
    /// The area's name.
    pub area: String,
    /// Whose employees.
    pub owner: Owner,
    /// The occupation's code in the Standard Occupational Classification, such as `23-1021`.
    pub occupation_code: String,
    /// Its title.
    pub occupation: String,
    /// What is printed, in the order of [`Reading::NAMES`].
    pub measures: [Measure; 15],
}

impl WageCell {
    /// What is printed for a reading.
    pub fn measure(&self, reading: Reading) -> &Measure {
        let at = Reading::NAMES.iter().position(|(_, known)| *known == reading);
        &self.measures[at.unwrap_or(0)]
    }

    /// The key of a number, as receipts name it: area, industry, occupation and reading.
    pub fn key(&self, reading: Reading) -> String {
        format!(
            "{} {} {} {}",
            self.area_code,
            self.owner.industry,
            self.occupation_code,
            reading.name()
        )
    }
}

/// A wage survey's cells, each area, industry and occupation once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WageTable {
    /// Sorted by area, industry and occupation.
    pub cells: Vec<WageCell>,
}

impl WageTable {
    /// Sorts the cells.
    pub fn new(mut cells: Vec<WageCell>) -> WageTable {
        cells.sort_by(|a, b| place(a).cmp(&place(b)));
        WageTable { cells }
    }

    /// The cell of an area, an industry and an occupation; a missing one is a normal result.
    pub fn cell(&self, area: &str, industry: &str, occupation: &str) -> Option<&WageCell> {
        let sought = (area, industry, occupation);
        let at = self.cells.binary_search_by(|cell| place(cell).cmp(&sought)).ok()?;
        Some(&self.cells[at])
    }

    /// The number under a key of [`WageCell::key`].
    pub fn number(&self, key: &str) -> Option<&Fraction> {
        let mut parts = key.split(' ');
        let cell = self.cell(parts.next()?, parts.next()?, parts.next()?)?;
        let name = parts.next()?;
        let reading = Reading::NAMES.iter().find(|(known, _)| *known == name)?.1;
        match cell.measure(reading) {
            Measure::Of(number) => Some(number),
            _ => None,
        }
    }
}

fn place(cell: &WageCell) -> (&str, &str, &str) {
    (&cell.area_code, &cell.owner.industry, &cell.occupation_code)
}
