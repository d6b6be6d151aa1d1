use costing::Coded;
use money::Fraction;

/// Numbers that a campaign brings, row by row: what of, of which part, of when.
#[derive(Debug, Clone)]
pub struct SeriesTable {
    /// Its rows.
    pub rows: usize,
    /// Whether each row is of one series only, so that it is blank in the columns of the others.
    pub long: bool,
    /// The part: a department, a fund; none where all rows are of one.
    pub part: Option<Coded<String>>,
    /// The year, fiscal year or day, as the file writes it.
    pub at: Option<Coded<String>>,
    /// Columns of numbers; blank where the file has none.
    pub numbers: Vec<(String, Coded<Option<Fraction>>)>,
    /// Columns of text that tell rows apart.
    pub texts: Vec<(String, Coded<String>)>,
}

/// Which numbers of a table are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesCell {
    /// The column of numbers.
    pub series: String,
    /// The part; any, where empty.
    pub part: String,
    /// The year or day; any, where empty.
    pub at: String,
    /// A column of text with what it has to say; any, where empty.
    pub only: Option<(String, String)>,
    /// Whether several rows are added up.
    pub sum: bool,
}

/// Why there is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoNumber {
    /// There is no such column of numbers.
    Series,
    /// No row is asked for.
    Rows,
    /// The row has nothing in that column.
    Blank,
    /// So many rows are asked for, where one was wanted.
    Several(usize),
}

impl std::fmt::Display for NoNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoNumber::Series => f.write_str("there is no such column of numbers"),
            NoNumber::Rows => f.write_str("there is no such row"),
            NoNumber::Blank => f.write_str("the row is blank there"),
            NoNumber::Several(rows) => write!(f, "{rows} rows are like that, and one is asked for"),
        }
    }
}

impl std::error::Error for NoNumber {}

/// What stands between the parts of a key.
const BAR: &str = " | ";

impl SeriesCell {
    /// The key, as receipts name it.
    pub fn key(&self) -> String {
        let mut parts = vec![self.series.clone(), self.part.clone(), self.at.clone()];
        if let Some((column, text)) = &self.only {
            parts.push(format!("{column}={text}"));
        }
        if self.sum {
            parts.push("sum".to_owned());
        }
        parts.join(BAR)
    }

    fn parse(key: &str) -> Option<SeriesCell> {
        let mut parts: Vec<&str> = key.split(BAR).collect();
        let sum = parts.len() > 3 && parts.last() == Some(&"sum");
        if sum {
            parts.pop();
        }
        let only = match parts.len() {
            4 => Some(parts.pop()?.split_once('=')?),
            3 => None,
            _ => return None,
        };
        let [series, part, at] = parts.as_slice() else { return None };
        Some(SeriesCell {
            series: (*series).to_owned(),
            part: (*part).to_owned(),
            at: (*at).to_owned(),
            only: only.map(|(column, text)| (column.to_owned(), text.to_owned())),
            sum,
        })
    }
}

impl SeriesTable {
    /// The number that is asked for.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn cell(&self, cell: &SeriesCell) -> Result<Fraction, NoNumber> {
        let (_, numbers) =
            self.numbers.iter().find(|(name, _)| *name == cell.series).ok_or(NoNumber::Series)?;
        let code =
            |column: &Option<Coded<String>>, text: &str| -> Result<Option<usize>, NoNumber> {
                match column {
                    _ if text.is_empty() => Ok(None),
                    None => Err(NoNumber::Rows),
                    Some(column) => {
                        let place = column.values().iter().position(|known| known == text);
                        place.map(Some).ok_or(NoNumber::Rows)
                    }
                }
            };
        let (part, at) = (code(&self.part, &cell.part)?, code(&self.at, &cell.at)?);
        let only = match &cell.only {
            None => None,
            Some((column, text)) => {
                let (_, column) =
                    self.texts.iter().find(|(name, _)| name == column).ok_or(NoNumber::Rows)?;
                Some((column, code(&Some(column.clone()), text)?.unwrap_or(usize::MAX)))
            }
        };
        let is = |column: &Option<Coded<String>>, row: usize, wanted: Option<usize>| {
            wanted.is_none_or(|wanted| {
                column.as_ref().is_some_and(|c| c.code(row) as usize == wanted)
            })
        };
        let taken = |row: &usize| {
            is(&self.part, *row, part)
                && is(&self.at, *row, at)
                && only.is_none_or(|(column, wanted)| column.code(*row) as usize == wanted)
                && (!self.long || numbers.value(*row).is_some())
        };
        let rows: Vec<usize> = (0..self.rows).filter(taken).collect();
        match rows.as_slice() {
            [] => Err(NoNumber::Rows),
            [row] => numbers.value(*row).clone().ok_or(NoNumber::Blank),
            rows if cell.sum => {
                let known: Vec<&Fraction> =
                    rows.iter().filter_map(|row| numbers.value(*row).as_ref()).collect();
                if known.is_empty() {
                    return Err(NoNumber::Blank);
                }
                Ok(known.iter().fold(Fraction::ZERO, |sum, amount| sum.plus(amount)))
            }
            rows => Err(NoNumber::Several(rows.len())),
        }
    }

    /// The number under a key of [`SeriesCell::key`].
    pub fn number(&self, key: &str) -> Option<Fraction> {
        self.cell(&SeriesCell::parse(key)?).ok()
    }

    /// The parts that rows of a year or day have, in the order of names: those of a cell with any
    /// part.
    pub fn parts_at(&self, at: &str, cell: &SeriesCell) -> Vec<String> {
        let Some(part) = &self.part else { return Vec::new() };
        let column = cell.only.as_ref().and_then(|(column, text)| {
            let (_, column) = self.texts.iter().find(|(name, _)| name == column)?;
            Some((column, text))
        });
        let numbers = self.numbers.iter().find(|(name, _)| *name == cell.series);
        let taken = |row: &usize| {
            self.at.as_ref().is_none_or(|known| known.value(*row) == at)
                && column.is_none_or(|(column, text)| column.value(*row) == text)
                && (!self.long || numbers.is_none_or(|(_, of)| of.value(*row).is_some()))
        };
        let mut parts: Vec<String> =
            (0..self.rows).filter(taken).map(|row| part.value(row).clone()).collect();
        parts.sort();
        parts.dedup();
        parts
    }
}
