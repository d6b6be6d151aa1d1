use std::collections::BTreeMap;

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

    /// What a figure of the market at this point might be taken for and is not.
    pub fn is_not(self) -> &'static str {
        match self {
            Point::Minimum => "It is not what people are paid: it is the least of the ranges.",
            Point::Midpoint => "It is not what people are paid: it is the middle of the ranges.",
            Point::Maximum => "It is not what people are paid: it is the most the ranges reach.",
            Point::Pay => "It is not what a range allows, nor total compensation.",
            Point::Cash => "It is not base pay, nor total compensation: no benefits are in it.",
            Point::Total => "It is not pay: benefits and the employer's taxes are in it.",
        }
    }

    /// The name that files and flags have for it.
    pub fn name(self) -> &'static str {
        Point::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }
}

/// What stands between the parts of a key.
const BAR: &str = " | ";

/// What stands before the edition in a key.
const EDITION: &str = " @ ";

/// A class of an employer, as a table of pay calls them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClassOf {
    /// The employer; any, where the table names none or this is empty.
    pub employer: String,
    /// The class or position.
    pub classification: String,
    /// What the table has under `effective`; any, where this is empty.
    pub edition: String,
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
    /// Further columns of amounts, by their headers: benefits, taxes, what members pay.
    pub extras: Vec<(String, Coded<Option<Fraction>>)>,
    /// The year, or the day from which the pay is in force, as the file writes it.
    pub effective: Option<Coded<String>>,
}

impl PayTable {
    /// The key of a number, as receipts name it.
    pub fn key(&self, row: usize, point: Point) -> String {
        format!("row {} {}", self.first_row + row, point.name())
    }

    /// The rows of each class that is sought, in one pass over the table.
    pub fn rows_of(&self, sought: &[ClassOf]) -> Vec<Vec<usize>> {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); sought.len()];
        let place = |column: &Coded<String>, text: &str| {
            column.values().iter().position(|known| known == text)
        };
        // Which of the sought a class of the table may be.
        let mut of_class: Vec<Vec<usize>> = vec![Vec::new(); self.classification.values().len()];
        let mut employers = Vec::with_capacity(sought.len());
        let mut editions = Vec::with_capacity(sought.len());
        for (at, one) in sought.iter().enumerate() {
            let wanted = |column: &Option<Coded<String>>, text: &str| match (column, text) {
                (None, _) | (_, "") => Some(None),
                (Some(column), text) => place(column, text).map(Some),
            };
            let employer = wanted(&self.employer, &one.employer);
            let edition = wanted(&self.effective, &one.edition);
            if let (Some(class), Some(_), Some(_)) =
                (place(&self.classification, &one.classification), employer, edition)
            {
                of_class[class].push(at);
            }
            employers.push(employer.flatten());
            editions.push(edition.flatten());
        }
        let is = |column: &Option<Coded<String>>, row: usize, wanted: Option<usize>| {
            wanted.is_none_or(|wanted| {
                column.as_ref().is_none_or(|column| column.code(row) as usize == wanted)
            })
        };
        for row in 0..self.rows {
            for at in &of_class[self.classification.code(row) as usize] {
                if is(&self.employer, row, employers[*at])
                    && is(&self.effective, row, editions[*at])
                {
                    rows[*at].push(row);
                }
            }
        }
        rows
    }

    /// A point of pay of a class, of its rows: the least minimum, the greatest maximum, the mean of
    /// what is stated once a person (pay, cash, total, a midpoint). A midpoint that is not stated
    /// is half of minimum and maximum. Blank and nothing are left out.
    pub fn amount_of(&self, rows: &[usize], point: Point) -> Option<Fraction> {
        let Some((_, column)) = self.points.iter().find(|(known, _)| *known == point) else {
            if point != Point::Midpoint {
                return None;
            }
            let least = self.amount_of(rows, Point::Minimum)?;
            let most = self.amount_of(rows, Point::Maximum)?;
            return Some(least.plus(&most).times(&Fraction::new(1, 2)));
        };
        let stated = stated(column, rows, |amount| *amount > Fraction::ZERO);
        match point {
            Point::Minimum => stated.into_iter().map(|(amount, _)| amount).min().cloned(),
            Point::Maximum => stated.into_iter().map(|(amount, _)| amount).max().cloned(),
            _ => mean(&stated),
        }
    }

    /// The mean of a further column over the rows of a class, blank left out; nothing is an amount
    /// there.
    pub fn extra_of(&self, rows: &[usize], header: &str) -> Option<Fraction> {
        let (_, column) = self.extras.iter().find(|(known, _)| known == header)?;
        mean(&stated(column, rows, |_| true))
    }

    /// The key of a class's point of pay, as receipts name it.
    pub fn key_of(&self, class: &ClassOf, point: &str) -> String {
        let mut key = [class.employer.as_str(), &class.classification, point].join(BAR);
        if !class.edition.is_empty() {
            key.push_str(EDITION);
            key.push_str(&class.edition);
        }
        key
    }

    /// The class and point of a key of [`PayTable::key_of`]: names may have bars in them.
    fn class_of_key<'k>(&self, key: &'k str) -> Option<(ClassOf, &'k str)> {
        let (names, point) = key.rsplit_once(BAR)?;
        let (point, edition) = point.split_once(EDITION).unwrap_or((point, ""));
        let class = names.match_indices(BAR).find_map(|(at, _)| {
            let (employer, class) = (&names[..at], &names[at + BAR.len()..]);
            let has = self.classification.values().iter().any(|known| known == class);
            has.then(|| ClassOf {
                employer: employer.to_owned(),
                classification: class.to_owned(),
                edition: edition.to_owned(),
            })
        })?;
        Some((class, point))
    }

    /// The number under a key of [`PayTable::key`] or [`PayTable::key_of`].
    pub fn number(&self, key: &str) -> Option<Fraction> {
        if let Some((class, point)) = self.class_of_key(key) {
            let rows = &self.rows_of(&[class])[0];
            return match Point::NAMES.iter().find(|(name, _)| *name == point) {
                Some((_, point)) => self.amount_of(rows, *point),
                None => self.extra_of(rows, point),
            };
        }
        let (row, name) = key.strip_prefix("row ")?.split_once(' ')?;
        let row = row.parse::<usize>().ok()?.checked_sub(self.first_row)?;
        let (_, column) = self.points.iter().find(|(point, _)| point.name() == name)?;
        if row >= self.rows {
            return None;
        }
        column.value(row).clone()
    }
}

/// What rows state of a column, each amount with how many of them.
fn stated<'c>(
    column: &'c Coded<Option<Fraction>>,
    rows: &[usize],
    counts: impl Fn(&Fraction) -> bool,
) -> Vec<(&'c Fraction, i64)> {
    let mut heads: BTreeMap<u32, i64> = BTreeMap::new();
    for row in rows {
        *heads.entry(column.code(*row)).or_default() += 1;
    }
    let stated = heads.into_iter().filter_map(|(code, heads)| {
        let amount = column.values()[code as usize].as_ref()?;
        counts(amount).then_some((amount, heads))
    });
    stated.collect()
}

fn mean(stated: &[(&Fraction, i64)]) -> Option<Fraction> {
    let (mut sum, mut count) = (Fraction::ZERO, 0_i64);
    for (amount, heads) in stated {
        sum = sum.plus(&amount.times(&Fraction::whole(*heads)));
        count += heads;
    }
    sum.divide(&Fraction::whole(count)).ok()
}
