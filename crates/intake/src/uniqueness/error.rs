use std::fmt;

/// Why people cannot be counted by what is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UniquenessError {
    /// The roster has no such column.
    UnknownColumn {
        /// The column that was named.
        column: String,
        /// The column whose name is nearest; none where the roster has no columns.
        nearest: Option<String>,
    },
    /// Nobody in the roster has such a value.
    UnknownValue {
        /// The column.
        column: String,
        /// The value that was told.
        value: String,
        /// The column's value that is nearest; none where the roster has nobody.
        nearest: Option<String>,
    },
    /// One column is told twice.
    ToldTwice {
        /// The column.
        column: String,
    },
    /// Two columns have one name.
    SameColumn {
        /// The name.
        column: String,
    },
    /// A row has more or fewer values than there are columns.
    Width {
        /// The row, from 1.
        row: usize,
        /// How many values it has.
        values: usize,
        /// How many columns there are.
        columns: usize,
    },
}

impl fmt::Display for UniquenessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UniquenessError::UnknownColumn { column, nearest } => {
                write!(f, "the roster has no column \"{column}\"")?;
                near(f, nearest.as_deref())
            }
            UniquenessError::UnknownValue { column, value, nearest } => {
                write!(f, "nobody in the roster has \"{value}\" in column \"{column}\"")?;
                near(f, nearest.as_deref())
            }
            UniquenessError::ToldTwice { column } => {
                write!(f, "column \"{column}\" is told twice; tell one value of it")
            }
            UniquenessError::SameColumn { column } => {
                write!(f, "two columns are called \"{column}\"; name one of them otherwise")
            }
            UniquenessError::Width { row, values, columns } => {
                write!(f, "row {row} has {values} values for {columns} columns")
            }
        }
    }
}

fn near(f: &mut fmt::Formatter<'_>, nearest: Option<&str>) -> fmt::Result {
    nearest.map_or(Ok(()), |nearest| write!(f, "; the nearest is \"{nearest}\""))
}

impl std::error::Error for UniquenessError {}
