//! Figures of prices and pay: formulas P1 to P4 and P6 of the field's handbook
//! (`costing.md` 3.5), each with its receipt.

use money::{Cents, Date, Figure, Fraction, InputRef, Operation, PayBasis, Steps, Unit, Value};

use crate::{Fallback, Month, NoIndex, Observation, PriceIndex, Releases, Span};

/// An index, and what the figures made of it have in common.
#[derive(Debug, Clone, Copy)]
pub struct Prices<'a> {
    /// The series.
    pub index: &'a PriceIndex,
    /// The part that its data set plays among the inputs.
    pub input: &'a InputRef,
    /// When its months came out.
    pub releases: &'a Releases,
    /// Nothing published after this day is used.
    pub as_of: Date,
    /// What stands in for a month without an index.
    pub fallback: Fallback,
}

/// Where an amount is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Somebody gave it.
    Given,
    /// Somebody said it, somewhere.
    Said {
        /// The page or paper.
        input: InputRef,
    },
    /// A cell of an input.
    Cell {
        /// The input.
        input: InputRef,
        /// The cell's key.
        cell: String,
    },
    /// A cell of an input that others are needed for.
    Across {
        /// The input that has it.
        input: InputRef,
        /// The others.
        others: Vec<InputRef>,
        /// The cell's key.
        cell: String,
    },
    /// A line of the costing.
    Line {
        /// Its name.
        line: String,
        /// What the costing reads for it.
        inputs: Vec<InputRef>,
    },
}

impl Origin {
    /// The operation that gets it, the inputs that it needs put among those of the figure.
    pub(crate) fn operation(&self, inputs: &mut Vec<InputRef>) -> Operation {
        let mut place = |input: &InputRef| {
            inputs.iter().position(|known| known == input).unwrap_or_else(|| {
                inputs.push(input.clone());
                inputs.len() - 1
            })
        };
        match self {
            Origin::Given => Operation::Given,
            Origin::Said { input } => {
                place(input);
                Operation::Given
            }
            Origin::Cell { input, cell } => {
                Operation::Read { input: place(input), cell: cell.clone() }
            }
            Origin::Across { input, others, cell } => {
                let input = place(input);
                for other in others {
                    place(other);
                }
                Operation::Read { input, cell: cell.clone() }
            }
            Origin::Line { line, inputs } => {
                for input in inputs {
                    place(input);
                }
                Operation::Costed { line: line.clone() }
            }
        }
    }
}

/// Pay in one month, or an hour, a year: both amounts of a question are of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// Dollars.
    pub amount: Fraction,
    /// What it is, in words, such as `top of Attorney III, July 1, 2021`.
    pub says: String,
    /// What it buys, where a schedule says so.
    pub basis: Option<PayBasis>,
    /// Where it is from.
    pub origin: Origin,
}

/// What is asked of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// How much prices changed (P1: index now / index then - 1).
    Change,
    /// How much less a dollar buys (P2: 1 - index then / index now).
    BuyingPower,
    /// How much pay changed in what it buys (P3: (1 + wage) / (1 + prices) - 1).
    RealChange {
        /// Pay at the first date.
        then: Pay,
        /// Pay at the second.
        now: Pay,
    },
    /// What pay would have to rise by to buy what it bought (P4: wage then x index ratio / wage
    /// now - 1).
    CatchUp {
        /// Pay at the first date.
        then: Pay,
        /// Pay at the second.
        now: Pay,
    },
    /// What an amount of the first date is worth in dollars of the second, to the cent.
    InDollarsOf {
        /// The amount at the first date.
        amount: Pay,
    },
    /// What pay lost in dollars, month by month, to what it would have been had it kept up with
    /// prices since the first date: the sum over the months after it, of pay at the first date
    /// times the index of the month over the first, less pay in force. Pay is by the month.
    CumulativeLoss {
        /// Pay at the first date.
        then: Pay,
        /// Pay in force from a month on, in order; the first not after the month after the first
        /// date.
        since: Vec<(Month, Pay)>,
    },
    /// What a cents escalator gives (P5: the index now less the index then and a threshold over it, a
    /// cent for each so many points, whole cents, not below zero).
    CentsEscalator {
        /// What the index must rise by before it gives anything, as a part of one.
        threshold: Fraction,
        /// Points of the index that are worth a cent.
        points: Fraction,
    },
    /// What an escalator clause gives (P6: the change of prices, not below a floor nor above a cap).
    Escalator {
        /// The least it gives, as a part of one.
        floor: Option<Fraction>,
        /// The most it gives.
        cap: Option<Fraction>,
    },
}

/// A figure, and what a reader should know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceFigures {
    /// The figure; the subtraction that the other side will use stands beside it as its rival,
    /// where there is one.
    pub figure: Figure,
    /// What stood in for months without an index, in sentences.
    pub notes: Vec<String>,
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// The index has no number for a date.
    NoIndex(NoIndex),
    /// The first date is not before the second.
    Order,
    /// Half-years and years cannot be asked month by month.
    Months,
    /// Pay in force does not begin with the month after the first date, or is out of order.
    Since,
    /// Amounts of pay that buy different things, or not a month where a month's is asked for.
    Basis(PayBasis, PayBasis),
    /// Pay is zero where it is divided by, or out of all bounds.
    Pay,
}

impl std::fmt::Display for Unanswered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unanswered::NoIndex(why) => why.fmt(f),
            Unanswered::Order => f.write_str("the first date is not before the second"),
            Unanswered::Months => {
                f.write_str("a loss month by month goes from one month to another")
            }
            Unanswered::Since => f.write_str(
                "pay in force must begin no later than the month after the first date, and go on in order",
            ),
            Unanswered::Basis(one, other) => write!(
                f,
                "pay is {} where it has to be {}: give the amount itself",
                one.name(),
                other.name()
            ),
            Unanswered::Pay => f.write_str("pay is zero, or too large"),
        }
    }
}

impl std::error::Error for Unanswered {}

impl From<NoIndex> for Unanswered {
    fn from(why: NoIndex) -> Unanswered {
        Unanswered::NoIndex(why)
    }
}

/// A figure in the making.
struct Making<'a> {
    steps: Steps,
    inputs: Vec<InputRef>,
    prices: Prices<'a>,
}

impl Prices<'_> {
    /// Answers a question about two dates of the index.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    pub fn answer(
        &self,
        name: &str,
        question: &Question,
        from: Span,
        to: Span,
    ) -> Result<PriceFigures, Unanswered> {
        if from >= to {
            return Err(Unanswered::Order);
        }
        if let Question::RealChange { then, now } | Question::CatchUp { then, now } = question
            && let (Some(then), Some(now)) = (then.basis, now.basis)
            && then != now
        {
            return Err(Unanswered::Basis(now, then));
        }
        if let Question::CumulativeLoss { then, since } = question {
            let all = since.iter().map(|(_, pay)| pay).chain([then]);
            let other = all.filter_map(|pay| pay.basis).find(|basis| *basis != PayBasis::Monthly);
            if let Some(other) = other {
                return Err(Unanswered::Basis(other, PayBasis::Monthly));
            }
            return self.cumulative_loss(name, then, since, from, to);
        }
        let then = self.index.observe(from, self.fallback, self.as_of, self.releases)?;
        let now = self.index.observe(to, self.fallback, self.as_of, self.releases)?;
        if then.span >= now.span {
            return Err(Unanswered::Order);
        }
        let notes = [(from, &then), (to, &now)].into_iter().filter_map(|(asked, observed)| {
            let why = observed.instead_of.as_ref()?;
            Some(format!("{why}; {} stands in for {}", observed.span.spoken(), asked.spoken()))
        });
        let notes: Vec<String> = notes.chain(self.redrawn(then.span, now.span)).collect();
        let figure = self.figure(name, question, &then, &now).ok_or(Unanswered::Pay)?;
        Ok(PriceFigures { figure, notes })
    }

    /// Metropolitan areas were redrawn with the index of January 2018 (BLS, geographic revision).
    fn redrawn(&self, then: Span, now: Span) -> Option<String> {
        let code = &self.index.area.code;
        let metropolitan =
            code.starts_with('S') && code.ends_with(|c: char| c.is_ascii_uppercase());
        let year = |span: Span| match span {
            Span::Month(month) => month.year(),
            Span::Average(year, _) => year,
        };
        (metropolitan && year(then) < 2018 && year(now) >= 2018).then(|| {
            format!(
                "the area of {} was redrawn in January 2018: before it the index is of the area as it was then",
                self.index.area.name
            )
        })
    }

    fn cumulative_loss(
        &self,
        name: &str,
        then: &Pay,
        since: &[(Month, Pay)],
        from: Span,
        to: Span,
    ) -> Result<PriceFigures, Unanswered> {
        let (Span::Month(first), Span::Month(last)) = (from, to) else {
            return Err(Unanswered::Months);
        };
        let sorted = since.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !sorted || since.first().is_none_or(|(month, _)| *month > first.plus(1)) {
            return Err(Unanswered::Since);
        }
        let months: Vec<Month> = (1..=first.until(last)).map(|later| first.plus(later)).collect();
        let observe = |month: Month| {
            self.index.observe(Span::Month(month), self.fallback, self.as_of, self.releases)
        };
        let base = observe(first)?;
        let mut notes = Vec::new();
        let mut observed = Vec::new();
        for month in &months {
            let one = observe(*month)?;
            if let Some(why) = &one.instead_of {
                notes.push(format!(
                    "{why}; {} stands in for {}",
                    one.span.spoken(),
                    month.spoken()
                ));
            }
            observed.push(one);
        }
        notes.extend(self.redrawn(from, to));
        let mut making = self.making();
        making.lost(then, since, &base, &observed, &months).ok_or(Unanswered::Pay)?;
        let method = format!(
            "What monthly pay lost from {} to {}, {} months, to what it would have been had it kept up with the consumer price index ({}, {}) since {}.",
            first.plus(1).spoken(),
            last.spoken(),
            months.len(),
            self.index.item,
            self.index.area.name,
            first.spoken()
        );
        let is_not = vec![
            "It has no interest in it, and is in dollars of each month, not of today.".to_owned(),
        ];
        Ok(PriceFigures { figure: making.into_figure(name, method, is_not, None), notes })
    }

    fn making(&self) -> Making<'_> {
        Making { steps: Steps::default(), inputs: vec![self.input.clone()], prices: *self }
    }

    fn figure(
        &self,
        name: &str,
        question: &Question,
        then: &Observation,
        now: &Observation,
    ) -> Option<Figure> {
        let mut making = self.making();
        let between = format!("from {} to {}", then.span.spoken(), now.span.spoken());
        let index = format!("{}, {}", self.index.item, self.index.area.name);
        let (method, is_not, rival) = match question {
            Question::Change => {
                making.change(then, now)?;
                (
                    format!("Change of the consumer price index ({index}) {between}: the later index over the earlier, less one."),
                    vec!["It is not the loss of buying power, which is smaller: that divides by the later index.".to_owned()],
                    None,
                )
            }
            Question::BuyingPower => {
                let (then, now) = making.both(then, now);
                let ratio =
                    making.done("the earlier over the later", Operation::Quotient(then, now))?;
                let one = making.one();
                making.percent("one less that", Operation::Difference(one, ratio))?;
                (
                    format!("How much less a dollar buys {between}: one less the earlier consumer price index ({index}) over the later."),
                    vec!["It is not the rise of prices, which is larger: that divides by the earlier index.".to_owned()],
                    None,
                )
            }
            Question::RealChange { then: pay_then, now: pay_now } => {
                let (wage, prices) = making.ratios(pay_then, pay_now, then, now)?;
                let real = making.done("pay over prices", Operation::Quotient(wage, prices))?;
                let one = making.one();
                making.percent("less one", Operation::Difference(real, one))?;
                (
                    format!("Change of pay in what it buys {between}: one plus the change of pay, over one plus that of the consumer price index ({index}), less one."),
                    vec!["It is not the change of pay less the change of prices, which stands beside it.".to_owned()],
                    self.subtraction(name, pay_then, pay_now, then, now),
                )
            }
            Question::CatchUp { then: pay_then, now: pay_now } => {
                let (index_then, index_now) = making.both(then, now);
                let prices = making.done(
                    "the later over the earlier",
                    Operation::Quotient(index_now, index_then),
                )?;
                let wage_then = making.pay(pay_then);
                let kept = making.done(
                    "pay at the first date, times that",
                    Operation::Product(vec![wage_then, prices]),
                )?;
                let wage_now = making.pay(pay_now);
                let raise = making
                    .done("over pay at the second date", Operation::Quotient(kept, wage_now))?;
                let one = making.one();
                making.percent("less one", Operation::Difference(raise, one))?;
                (
                    format!(
                        "The raise on pay at the second date that would buy what pay at the first date bought, by the consumer price index ({index}) {between}."
                    ),
                    vec!["It does not make up for what was lost in the months between.".to_owned()],
                    None,
                )
            }
            Question::InDollarsOf { amount } => {
                let (index_then, index_now) = making.both(then, now);
                let prices = making.done(
                    "the later over the earlier",
                    Operation::Quotient(index_now, index_then),
                )?;
                let said = amount.says.clone();
                let amount = making.pay(amount);
                let exact = making
                    .done("the amount, times that", Operation::Product(vec![amount, prices]))?;
                making.steps.to_cents("to the cent", exact)?;
                (
                    format!(
                        "What {said} is in dollars of {}, by the consumer price index ({index}) {between}.",
                        now.span.spoken()
                    ),
                    vec!["It is not what anybody was paid.".to_owned()],
                    None,
                )
            }
            Question::CumulativeLoss { .. } => return None,
            Question::CentsEscalator { threshold, points } => {
                making.cents(then, now, threshold, points)?;
                (
                    format!(
                        "What a cents escalator on the consumer price index ({index}) gives {between}: a cent for each {points} points over the earlier index and its threshold, whole cents, not below zero."
                    ),
                    vec!["It is not a percent of pay: it is the same for everyone.".to_owned()],
                    None,
                )
            }
            Question::Escalator { floor, cap } => {
                let mut last = making.change(then, now)?;
                for (bound, says, greatest) in [(floor, "floor", true), (cap, "cap", false)] {
                    let Some(bound) = bound else { continue };
                    let given =
                        making.steps.number(says, Operation::Given, Value::Percent(bound.clone()));
                    let of = vec![last, given];
                    last = match greatest {
                        true => making.percent("not below the floor", Operation::Greatest(of))?,
                        false => making.percent("not above the cap", Operation::Least(of))?,
                    };
                }
                (
                    format!(
                        "What an escalator on the consumer price index ({index}) gives {between}, within its floor and cap."
                    ),
                    vec![
                        "It is not the change of prices where the floor or the cap bites."
                            .to_owned(),
                    ],
                    None,
                )
            }
        };
        Some(making.into_figure(name, method, is_not, rival))
    }

    /// The change of pay less the change of prices: close to the real change where both are small.
    fn subtraction(
        &self,
        name: &str,
        pay_then: &Pay,
        pay_now: &Pay,
        then: &Observation,
        now: &Observation,
    ) -> Option<Box<Figure>> {
        let mut making = self.making();
        let (wage, prices) = making.ratios(pay_then, pay_now, then, now)?;
        making.percent("the one less the other", Operation::Difference(wage, prices))?;
        let method = format!(
            "Change of pay less change of the consumer price index ({}, {}), in points, from {} to {}: a shortcut that drifts as prices rise.",
            self.index.item,
            self.index.area.name,
            then.span.spoken(),
            now.span.spoken()
        );
        let is_not = vec!["It is not the change of what pay buys.".to_owned()];
        Some(Box::new(making.into_figure(&format!("{name}/by-subtraction"), method, is_not, None)))
    }
}

impl Making<'_> {
    fn read(&mut self, observed: &Observation) -> usize {
        let cell = self.prices.index.cell(observed.span);
        self.steps.number(
            format!("index of {}", observed.span.spoken()),
            Operation::Read { input: 0, cell },
            Value::Count(observed.index.clone()),
        )
    }

    fn both(&mut self, then: &Observation, now: &Observation) -> (usize, usize) {
        (self.read(then), self.read(now))
    }

    fn done(&mut self, says: &str, does: Operation) -> Option<usize> {
        self.steps.done(says, does, Unit::Count)
    }

    fn percent(&mut self, says: &str, does: Operation) -> Option<usize> {
        self.steps.done(says, does, Unit::Percent)
    }

    fn one(&mut self) -> usize {
        self.steps.number("one", Operation::Given, Value::Count(Fraction::ONE))
    }

    /// P1.
    fn change(&mut self, then: &Observation, now: &Observation) -> Option<usize> {
        let (then, now) = self.both(then, now);
        let ratio = self.done("the later over the earlier", Operation::Quotient(now, then))?;
        let one = self.one();
        self.percent("less one", Operation::Difference(ratio, one))
    }

    /// P5.
    fn cents(
        &mut self,
        then: &Observation,
        now: &Observation,
        threshold: &Fraction,
        points: &Fraction,
    ) -> Option<usize> {
        let (then, now) = self.both(then, now);
        let threshold = Value::Percent(threshold.clone());
        let threshold = self.steps.number("the threshold", Operation::Given, threshold);
        let one = self.one();
        let over = self.done("one and the threshold", Operation::Sum(vec![one, threshold]))?;
        let from =
            self.done("the earlier index, times that", Operation::Product(vec![then, over]))?;
        let rise = self.done("the later index less that", Operation::Difference(now, from))?;
        let points = Value::Count(points.clone());
        let points = self.steps.number("points for a cent", Operation::Given, points);
        let cents = self.done("over points for a cent", Operation::Quotient(rise, points))?;
        let whole = Operation::Rounded {
            of: cents,
            unit: Fraction::ONE,
            rounding: money::Rounding::Truncate,
        };
        let whole = self.done("whole cents", whole)?;
        let none = self.steps.number("none", Operation::Given, Value::Count(Fraction::ZERO));
        let cents = self.done("not below zero", Operation::Greatest(vec![whole, none]))?;
        let cent = Value::Count(Fraction::new(1, 100));
        let cent = self.steps.number("a cent in dollars", Operation::Given, cent);
        let dollars = Operation::Product(vec![cents, cent]);
        self.steps.done("in dollars", dollars, Unit::Money)
    }

    /// Pay now over then, and the index now over then.
    fn ratios(
        &mut self,
        pay_then: &Pay,
        pay_now: &Pay,
        then: &Observation,
        now: &Observation,
    ) -> Option<(usize, usize)> {
        let (wage_then, wage_now) = (self.pay(pay_then), self.pay(pay_now));
        let wage =
            self.done("pay, the later over the earlier", Operation::Quotient(wage_now, wage_then))?;
        let (index_then, index_now) = self.both(then, now);
        let prices = self.done(
            "prices, the later over the earlier",
            Operation::Quotient(index_now, index_then),
        )?;
        Some((wage, prices))
    }

    /// The steps of a cumulative loss: pay kept up is pay then over the index then, times the sum of
    /// the indexes of the months.
    fn lost(
        &mut self,
        then: &Pay,
        since: &[(Month, Pay)],
        base: &Observation,
        observed: &[Observation],
        months: &[Month],
    ) -> Option<usize> {
        let pay_then = self.pay(then);
        let index_then = self.read(base);
        let read: Vec<usize> = observed.iter().map(|one| self.read(one)).collect();
        let sum = self.done("the indexes of all months", Operation::Sum(read))?;
        let ratio =
            self.done("over the index at the first date", Operation::Quotient(sum, index_then))?;
        let kept = self.done(
            "pay that kept up with prices, all months",
            Operation::Product(vec![pay_then, ratio]),
        )?;
        let mut paid = Vec::new();
        for (at, (from, pay)) in since.iter().enumerate() {
            let next = since.get(at + 1).map(|(month, _)| *month);
            let inside =
                |month: &&Month| **month >= *from && next.is_none_or(|next| **month < next);
            let count = months.iter().filter(inside).count();
            let amount = self.pay(pay);
            let months = self.steps.number(
                format!("months it was in force, from {}", from.spoken()),
                Operation::Given,
                Value::Count(Fraction::whole(i64::try_from(count).ok()?)),
            );
            paid.push(self.done("pay in those months", Operation::Product(vec![amount, months]))?);
        }
        let paid = self.done("pay in all months", Operation::Sum(paid))?;
        let lost = self.done("kept up less paid", Operation::Difference(kept, paid))?;
        self.steps.to_cents("to the cent", lost)
    }

    /// Pay as it is, whole cents or not.
    fn pay(&mut self, pay: &Pay) -> usize {
        let does = pay.origin.operation(&mut self.inputs);
        let value = match pay.amount.in_parts(100) {
            Some(cents) => Value::Money(Cents::new(cents)),
            None => Value::Count(pay.amount.clone()),
        };
        self.steps.number(pay.says.clone(), does, value)
    }

    fn into_figure(
        self,
        name: &str,
        method: String,
        is_not: Vec<String>,
        rival: Option<Box<Figure>>,
    ) -> Figure {
        let steps = self.steps.into_steps();
        let value = steps.last().map_or(Value::Count(Fraction::ZERO), |step| step.value.clone());
        Figure {
            name: name.to_owned(),
            value,
            as_of: self.prices.as_of,
            method,
            is_not,
            inputs: self.inputs,
            steps,
            rival,
        }
    }
}
