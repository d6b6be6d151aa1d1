//! Classes with a minimum and a maximum.

use money::{Date, Fraction};

use super::super::pay::basis_of_amounts;
use super::{Entry, Reader};
use crate::Finding;
use crate::mapping::lexicon::Role;
use crate::mapping::number::{self, Decimal};
use crate::mapping::pay_words::{self, Buys};

impl Reader<'_> {
    /// Classes with a minimum and a maximum, perhaps a middle.
    pub(super) fn ranges(&mut self, amounts: &[usize]) -> bool {
        let told = |name: &str| self.proposal.place(name);
        // Among the columns of the basis that is meant.
        let end = |role: Role| amounts.iter().copied().find(|at| self.role(*at) == Some(role));
        let minimum = told("minimum").or(end(Role::Minimum)).filter(|at| amounts.contains(at));
        let maximum = told("maximum").or(end(Role::Maximum)).filter(|at| amounts.contains(at));
        let (Some(minimum), Some(maximum)) = (minimum, maximum) else { return false };
        let middle = told("midpoint").or(end(Role::Middle)).filter(|at| amounts.contains(at));
        let class_at = self.class_column();
        if class_at.is_none() {
            self.findings.push(
                Finding::error(self.file(), "no header says which column holds the class")
                    .mend("name it, such as --map classification=\"Title\""),
            );
            return true;
        }
        for (name, at) in [
            ("classification", class_at),
            ("minimum", Some(minimum)),
            ("midpoint", middle),
            ("maximum", Some(maximum)),
        ] {
            if let Some(at) = at {
                self.name(name, at, "classes with ranges");
            }
        }
        let basis_at = self.basis_column();
        let basis = match basis_at {
            Some(at) if self.settings.pay_basis.is_none() => {
                self.name("pay_basis", at, "what rates buy");
                None
            }
            _ => self.column_basis(Some(minimum), &[minimum, maximum]),
        };
        let column_at = self.proposal.place("column");
        let dates = self.effective_dates();
        let effective = self.effective();
        for row in 0..self.table.rows {
            let Some(class) = self.class(class_at, row) else { continue };
            let low = self.rate(minimum, row);
            let high = self.rate(maximum, row);
            let mid = middle.and_then(|at| self.rate(at, row));
            let row_basis =
                basis_at.and_then(|at| pay_words::basis_code(self.text(at, row)).flatten());
            let column = column_at.map_or(String::new(), |at| self.text(at, row).to_owned());
            let day = dates.as_ref().and_then(|dates| *dates.value(row)).or(effective);
            self.add_range(class, column, [low, mid, high], row_basis.or(basis), day, row, minimum);
        }
        true
    }

    /// Ranges such as `4,155 - 5,206` in one cell.
    pub(super) fn ranges_in_one_cell(&mut self) -> bool {
        let at = (0..self.table.headers.len()).find(|at| {
            self.column(*at).is_some_and(|column| {
                let ranges = column
                    .values()
                    .iter()
                    .filter(|text| two_amounts(text, Decimal::Point).is_some());
                ranges.count() * 10 >= column.values().iter().filter(|v| !v.is_empty()).count() * 6
                    && column
                        .values()
                        .iter()
                        .any(|text| two_amounts(text, Decimal::Point).is_some())
            })
        });
        let Some(at) = at else { return false };
        let Some(class_at) = self.class_column().filter(|class| *class != at) else { return false };
        self.name("classification", class_at, "classes with ranges");
        self.name("minimum", at, "minimum and maximum in one cell");
        let amounts: Vec<Fraction> = self.column(at).map_or(Vec::new(), |column| {
            column
                .values()
                .iter()
                .filter_map(|text| two_amounts(text, self.decimal))
                .flat_map(|(a, b)| [a, b])
                .collect()
        });
        let basis = match self.column_basis(Some(at), &[]) {
            Some(buys) => Some(buys),
            None => basis_of_amounts(amounts.iter()).map(|looks| {
                self.said
                    .push(format!("rates are {}: their amounts can be nothing else", looks.name()));
                Buys::Basis(looks)
            }),
        };
        let basis_at = self.basis_column();
        let effective = self.effective();
        for row in 0..self.table.rows {
            let Some(class) = self.class(Some(class_at), row) else { continue };
            let text = self.text(at, row).to_owned();
            let row_basis =
                basis_at.and_then(|at| pay_words::basis_code(self.text(at, row)).flatten());
            let pair = two_amounts(&text, self.decimal)
                .or_else(|| number::parse(&text, self.decimal).map(|flat| (flat.clone(), flat)));
            let Some((low, high)) = pair else {
                if number::says_nothing(&text) {
                    self.empty.push((row, at));
                } else {
                    self.findings.push(
                        Finding::error(
                            self.table.cell_at(at, row),
                            format!("\"{text}\" is no range"),
                        )
                        .expected("two amounts, such as 4,155 - 5,206"),
                    );
                }
                continue;
            };
            self.add_range(
                class,
                String::new(),
                [Some(low), None, Some(high)],
                row_basis.or(basis),
                effective,
                row,
                at,
            );
        }
        true
    }

    #[expect(clippy::too_many_arguments, reason = "a range and everything that it is for")]
    fn add_range(
        &mut self,
        class: String,
        column: String,
        [low, mid, high]: [Option<Fraction>; 3],
        buys: Option<Buys>,
        effective: Option<Date>,
        row: usize,
        at: usize,
    ) {
        if let (Some(low), Some(high)) = (&low, &high)
            && low > high
        {
            self.findings.push(
                Finding::error(
                    self.table.cell_at(at, row),
                    format!("the minimum of {class} is above its maximum"),
                )
                .expected("a minimum that is not more than the maximum"),
            );
        }
        if low.is_none() && high.is_none() {
            return;
        }
        let (basis, times) = buys.map_or((None, 1), |buys| {
            let (basis, times) = buys.canonical();
            (Some(basis), times)
        });
        let turned = |amount: Option<Fraction>| amount.map(|a| a.times(&Fraction::whole(times)));
        self.entries.push(Entry {
            class,
            column,
            step: String::new(),
            rate: None,
            minimum: turned(low),
            midpoint: turned(mid),
            maximum: turned(high),
            basis,
            effective,
            part: self.part,
            row,
            at,
        });
    }
}

/// Two amounts with a dash or "to" between them.
pub(crate) fn two_amounts(text: &str, decimal: Decimal) -> Option<(Fraction, Fraction)> {
    let between = [" - ", " – ", " — ", " to ", " a ", "–", "—", "-"];
    between.iter().find_map(|mark| {
        let (low, high) = text.split_once(mark)?;
        let (low, high) = (number::parse(low, decimal)?, number::parse(high, decimal)?);
        // Sites and telephones are written with a dash as well.
        let as_money = mark.len() > 1
            || text.contains(['.', ',', '$'])
            || text.chars().filter(char::is_ascii_digit).count() >= 8 && low <= high;
        (as_money && !low.is_negative() && !high.is_negative() && high >= Fraction::ONE)
            .then_some((low, high))
    })
}
