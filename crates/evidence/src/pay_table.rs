use costing::Coded;
use money::Fraction;

/// A point of pay that a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The least of the class's range.
    Minimum,
    /// The middle of the range, where it is stated.
    Midpoint,
    /// The most of the range.
    Maximum,
    /// What was paid, or is the rate.
    Pay,
    /// Base pay with what is paid in cash beside it.
    Cash,
    /// All of compensation: cash, benefits and the employer's taxes.
    Total,
}

impl Point {
    /// Each with the name that files and flags have for it.
    pub const NAMES: [(&str, Point); 6] = [
        ("minimum", Point::Minimum),
        ("midpoint", Point::Midpoint),
        ("maximum", Point::Maximum),
        ("pay", Point::Pay),
        ("cash", Point::Cash),
        ("total", Point::Total),
    ];

    /// The name that files and flags have for it.
    pub fn name(self) -> &'static str {
        Point::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }
}

/// Pay of other employers as a file has it, row by row: who pays which class how much.
#[derive(Debug, Clone)]
pub struct PayTable {
    /// Its rows.
    pub rows: usize,
    /// The row that the file calls each, from 1, headers included.
    pub first_row: usize,
    /// Who pays; none where the whole file is one employer's.
    pub employer: Option<Coded<String>>,
    /// The class or position.
    pub classification: Coded<String>,
    /// Points of pay; blank where the file has none.
    pub points: Vec<(Point, Coded<Option<Fraction>>)>,
    /// The year, or the day from which the pay is in force, as the file writes it.
    pub effective: Option<Coded<String>>,
}

impl PayTable {
    /// The key of a number, as receipts name it.
    pub fn key(&self, row: usize, point: Point) -> String {
        format!("row {} {}", self.first_row + row, point.name())
    }

    /// The first row of an employer's class; any employer's where the file names none.
    pub fn row_of(&self, employer: &str, classification: &str) -> Option<usize> {
        let class = self.classification.values().iter().position(|c| c == classification)?;
        let employers = self.employer.as_ref();
        let of = |row: &usize| {
            self.classification.code(*row) as usize == class
                && employers.is_none_or(|employers| employers.value(*row) == employer)
        };
        (0..self.rows).find(of)
    }

    /// A point of pay of a row.
    pub fn amount(&self, row: usize, point: Point) -> Option<&Fraction> {
        let (_, column) = self.points.iter().find(|(known, _)| *known == point)?;
        column.value(row).as_ref()
    }

    /// The number under a key of [`PayTable::key`].
    pub fn number(&self, key: &str) -> Option<&Fraction> {
        let (row, name) = key.strip_prefix("row ")?.split_once(' ')?;
        let row = row.parse::<usize>().ok()?.checked_sub(self.first_row)?;
        let (_, column) = self.points.iter().find(|(point, _)| point.name() == name)?;
        if row >= self.rows {
            return None;
        }
        column.value(row).as_ref()
    }
}
