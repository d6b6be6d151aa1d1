//! Where a class stands among the same work elsewhere: formulas P7 to P9 of the field's handbook
//! (`costing.md` 3.5), each with its receipt.

use money::{Date, Figure, Fraction, Operation, Unit, Value};

use crate::making::Making;
use crate::{Pay, Point};

/// Pay that is held against other pay, with what brings all of it to one basis and one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Whose it is: an employer, or the own class.
    pub who: String,
    /// As its source has it.
    pub pay: Pay,
    /// What is added to it, or taken away: benefits, taxes, what members pay of the employer's
    /// pension cost (P10).
    pub parts: Vec<PayPart>,
    /// What it is multiplied by, each with the reason in words.
    pub factors: Vec<(String, Fraction)>,
}

/// A part of pay or compensation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayPart {
    /// The amount and where it is from.
    pub pay: Pay,
    /// Whether it is taken away.
    pub less: bool,
}

impl Compared {
    /// Pay as its source has it, with nothing to add or to bring it to.
    pub fn of(who: impl Into<String>, pay: Pay) -> Compared {
        Compared { who: who.into(), pay, parts: Vec::new(), factors: Vec::new() }
    }

    /// The pay, with its parts, on the basis and the day that all are brought to.
    pub fn amount(&self) -> Fraction {
        let add = |amount: Fraction, part: &PayPart| match part.less {
            true => amount.minus(&part.pay.amount),
            false => amount.plus(&part.pay.amount),
        };
        let times = |amount: Fraction, (_, factor): &(String, Fraction)| amount.times(factor);
        let whole = self.parts.iter().fold(self.pay.amount.clone(), add);
        self.factors.iter().fold(whole, times)
    }
}

/// One own class at one point of pay, and what matches it elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Market<'a> {
    /// The own class.
    pub class: &'a str,
    /// The point of pay.
    pub point: Point,
    /// What the amounts buy and of which day, such as `a month, as of 2022-04-01`.
    pub unit: &'a str,
    /// The own pay, where it is known.
    pub own: Option<&'a Compared>,
    /// The matched classes' pay, the own unit not among them.
    pub matched: &'a [Compared],
    /// How much each of them weighs, where the rule weighs them (P11); empty where it does not.
    pub weights: &'a [Fraction],
    /// Below so many matches there is no result (Bryce Consulting for San Juan Water District,
    /// 2022 Compensation Study: three).
    pub least_matches: usize,
    /// Percentiles of the market to report, from 0 to 100.
    pub percentiles: &'a [u8],
    /// Nothing published after this day is in it.
    pub as_of: Date,
}

/// There are too few matches for a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFew {
    /// How many there are.
    pub matches: usize,
    /// How many there must be.
    pub least: usize,
}

impl std::fmt::Display for TooFew {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let matches = match self.matches {
            0 => "there is no match with pay".to_owned(),
            1 => "there is 1 match with pay".to_owned(),
            matches => format!("there are {matches} matches with pay"),
        };
        write!(f, "{matches}, and the rule asks for at least {}", self.least)
    }
}

impl std::error::Error for TooFew {}

impl Market<'_> {
    /// The figures of the market, and of where the own class stands on it, their names beginning
    /// with `name`; then what they are without each of the matches.
    ///
    /// # Errors
    ///
    /// Where there are too few matches for any.
    pub fn figures(&self, name: &str) -> Result<Vec<Figure>, TooFew> {
        let too_few = TooFew { matches: self.matched.len(), least: self.least_matches };
        if self.matched.is_empty() || self.matched.len() < self.least_matches {
            return Err(too_few);
        }
        let all: Vec<&Compared> = self.matched.iter().collect();
        let mut figures = Vec::new();
        for said in Said::ALL {
            figures.extend(self.of_market(&format!("{name}/{}", said.name()), said, None, &all));
        }
        for percentile in self.percentiles {
            let part = Fraction::new(i64::from(*percentile), 100);
            figures.extend(self.percentile(&format!("{name}/p{percentile}"), *percentile, part));
        }
        figures.extend(self.against_own(name, &all));
        if self.weights.len() == all.len() && !all.is_empty() {
            figures.extend(self.weighted(name, &all));
        }
        // A market that one match carries is said to be carried by it.
        if self.matched.len() > self.least_matches.max(1) {
            for left_out in self.matched {
                let rest: Vec<&Compared> =
                    self.matched.iter().filter(|one| one.who != left_out.who).collect();
                let slug = slug(&left_out.who);
                figures.extend(self.of_market(
                    &format!("{name}/median/without-{slug}"),
                    Said::Median,
                    Some(&left_out.who),
                    &rest,
                ));
                figures.extend(self.gap(
                    &format!("{name}/gap/without-{slug}"),
                    &rest,
                    Some(&left_out.who),
                    Base::Own,
                ));
            }
        }
        Ok(figures)
    }

    fn read_all(&self, making: &mut Making, all: &[&Compared]) -> Option<Vec<usize>> {
        all.iter().map(|one| making.compared(one)).collect()
    }

    fn among(&self, count: usize) -> String {
        let classes = if count == 1 { "class" } else { "classes" };
        format!("{count} matched {classes} elsewhere, {} ({})", self.point.name(), self.unit)
    }

    fn of_market(
        &self,
        name: &str,
        said: Said,
        without: Option<&str>,
        all: &[&Compared],
    ) -> Option<Figure> {
        let mut making = Making::default();
        let read = self.read_all(&mut making, all)?;
        let words = said.words();
        let last = making.dollars(format!("the {words}"), said.of(read))?;
        making.end_in_cents(last)?;
        let without = without.map(|who| format!(", without {who}")).unwrap_or_default();
        let method =
            format!("The {words} of {} to {}{without}.", self.among(all.len()), self.class);
        let is_not = vec![self.point.is_not().to_owned()];
        Some(self.figure(name, making, method, is_not))
    }

    fn percentile(&self, name: &str, percentile: u8, part: Fraction) -> Option<Figure> {
        let mut making = Making::default();
        let all: Vec<&Compared> = self.matched.iter().collect();
        let of = self.read_all(&mut making, &all)?;
        let does = Operation::Percentile { of, part };
        let last = making.dollars(format!("percentile {percentile}"), does)?;
        making.end_in_cents(last)?;
        let method = format!(
            "Percentile {percentile} of {} to {}, in a straight line between two of them where it falls between.",
            self.among(all.len()),
            self.class
        );
        let is_not =
            vec!["It is not a percentile of people: each employer counts once.".to_owned()];
        Some(self.figure(name, making, method, is_not))
    }

    fn against_own(&self, name: &str, all: &[&Compared]) -> Vec<Figure> {
        let gap = self.gap(&format!("{name}/gap"), all, None, Base::Own);
        let on_market = self.gap(&format!("{name}/gap-on-market"), all, None, Base::Market);
        let raise = self.raise(&format!("{name}/raise-to-market"), all);
        let rank = self.rank(&format!("{name}/rank"), all);
        [gap, on_market, raise, rank].into_iter().flatten().collect()
    }

    /// P8: own less market, over own pay or over the market's.
    fn gap(
        &self,
        name: &str,
        all: &[&Compared],
        without: Option<&str>,
        base: Base,
    ) -> Option<Figure> {
        let mut making = Making::default();
        gap_steps(&mut making, self.own?, all, base)?;
        let without = without.map(|who| format!(", without {who}")).unwrap_or_default();
        let (of, other) = match base {
            Base::Own => ("own pay", "the market's pay"),
            Base::Market => ("the market's pay", "own pay, which is what a raise is given on"),
        };
        let method = format!(
            "{} less the median of {}{without}, as a percent of {of}.",
            self.class,
            self.among(all.len())
        );
        let is_not = vec![format!("It is not a percent of {other}.")];
        Some(self.figure(name, making, method, is_not))
    }

    /// P9: market over own, less one: always on own pay.
    fn raise(&self, name: &str, all: &[&Compared]) -> Option<Figure> {
        let mut making = Making::default();
        raise_steps(&mut making, self.own?, all)?;
        let method = format!(
            "What {} would have to rise by to reach the median of {}: the median over own pay, less one.",
            self.class,
            self.among(all.len())
        );
        let is_not =
            vec!["It is not what it costs: that is the costing's, class by class.".to_owned()];
        Some(self.figure(name, making, method, is_not))
    }

    /// The weighted mean of the matches, and what own pay would have to rise by to reach it: a
    /// formula such as that of five agencies whose average sets the pay of a unit (P11).
    fn weighted(&self, name: &str, all: &[&Compared]) -> Vec<Figure> {
        let mut mean = Making::default();
        let mut figures = Vec::new();
        if self.weighted_steps(&mut mean, all).and_then(|last| mean.end_in_cents(last)).is_some() {
            let method = format!(
                "The weighted mean of {} to {}, each by the rule's weight.",
                self.among(all.len()),
                self.class
            );
            let is_not = vec![self.point.is_not().to_owned()];
            figures.push(self.figure(&format!("{name}/weighted-mean"), mean, method, is_not));
        }
        let mut raise = Making::default();
        if self.weighted_raise(&mut raise, all).is_some() {
            let method = format!(
                "What {} would have to rise by to reach the weighted mean of {}: that mean over own pay, less one.",
                self.class,
                self.among(all.len())
            );
            let is_not = vec!["It is not the raise to the median.".to_owned()];
            let name = format!("{name}/raise-to-weighted-mean");
            figures.push(self.figure(&name, raise, method, is_not));
        }
        figures
    }

    fn weighted_steps(&self, making: &mut Making, all: &[&Compared]) -> Option<usize> {
        let (mut products, mut weights) = (Vec::new(), Vec::new());
        for (one, weight) in all.iter().zip(self.weights) {
            let amount = making.compared(one)?;
            let says = format!("weight of {}", one.who);
            let weight = Value::Count(weight.clone());
            let weight = making.steps.number(says, Operation::Given, weight);
            let product = Operation::Product(vec![amount, weight]);
            products.push(making.dollars("weighted".to_owned(), product)?);
            weights.push(weight);
        }
        let sum = making.dollars("all of them".to_owned(), Operation::Sum(products))?;
        let weight = making.steps.done("all weights", Operation::Sum(weights), Unit::Count)?;
        making.dollars("the weighted mean".to_owned(), Operation::Quotient(sum, weight))
    }

    fn weighted_raise(&self, making: &mut Making, all: &[&Compared]) -> Option<usize> {
        let own = making.compared(self.own?)?;
        let mean = self.weighted_steps(making, all)?;
        let ratio = Operation::Quotient(mean, own);
        let ratio = making.steps.done("the mean over own pay", ratio, Unit::Count)?;
        let one = making.one();
        making.steps.done("less one", Operation::Difference(ratio, one), Unit::Percent)
    }

    fn rank(&self, name: &str, all: &[&Compared]) -> Option<Figure> {
        let mut making = Making::default();
        let own = making.compared(self.own?)?;
        let of = self.read_all(&mut making, all)?;
        let above = making.steps.done(
            "of them, above own pay",
            Operation::Above { of, than: own },
            Unit::Count,
        )?;
        let one = making.one();
        let says = "and own pay after them";
        making.steps.done(says, Operation::Sum(vec![above, one]), Unit::Count)?;
        let method = format!(
            "The place of {} among {} and itself, {} in all, from the highest; equals share the higher place.",
            self.class,
            self.among(all.len()),
            all.len() + 1
        );
        let is_not = vec!["It says nothing of how far apart the places are.".to_owned()];
        Some(self.figure(name, making, method, is_not))
    }

    fn figure(&self, name: &str, making: Making, method: String, is_not: Vec<String>) -> Figure {
        making.into_figure(name, self.as_of, method, is_not)
    }
}

/// The plain mean of the gaps on own pay of several classes, each class counting once, as market
/// studies print it.
pub fn mean_gap(name: &str, markets: &[Market<'_>]) -> Option<Figure> {
    let mut making = Making::default();
    let mut gaps = Vec::new();
    for market in markets {
        let all: Vec<&Compared> = market.matched.iter().collect();
        gaps.push(gap_steps(&mut making, market.own?, &all, Base::Own)?);
    }
    let first = markets.first()?;
    making.steps.done("the mean of the gaps", Operation::Mean(gaps), Unit::Percent)?;
    let method = format!(
        "The plain mean of the gaps on own pay of {} classes at the {} ({}): own pay less the median of the matched classes, over own pay.",
        markets.len(),
        first.point.name(),
        first.unit
    );
    let is_not = vec![
        "It is not weighted by people, and times payroll it is not what closing the gaps costs."
            .to_owned(),
    ];
    Some(making.into_figure(name, first.as_of, method, is_not))
}

/// What is said of a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Least,
    Median,
    Mean,
    Greatest,
}

impl Said {
    const ALL: [Said; 4] = [Said::Least, Said::Median, Said::Mean, Said::Greatest];

    /// As the figure's name ends.
    fn name(self) -> &'static str {
        match self {
            Said::Least => "minimum",
            Said::Median => "median",
            Said::Mean => "mean",
            Said::Greatest => "maximum",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Said::Least => "least",
            Said::Median => "median",
            Said::Mean => "mean",
            Said::Greatest => "greatest",
        }
    }

    fn of(self, steps: Vec<usize>) -> Operation {
        match self {
            Said::Least => Operation::Least(steps),
            Said::Median => Operation::Median(steps),
            Said::Mean => Operation::Mean(steps),
            Said::Greatest => Operation::Greatest(steps),
        }
    }
}

/// What a percent is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    Own,
    Market,
}

fn median_of(making: &mut Making, all: &[&Compared]) -> Option<usize> {
    let read: Option<Vec<usize>> = all.iter().map(|one| making.compared(one)).collect();
    making.dollars("the median".to_owned(), Operation::Median(read?))
}

fn gap_steps(making: &mut Making, own: &Compared, all: &[&Compared], base: Base) -> Option<usize> {
    let own = making.compared(own)?;
    let market = median_of(making, all)?;
    let less = making.dollars("own less market".to_owned(), Operation::Difference(own, market))?;
    let (over, says) = match base {
        Base::Own => (own, "over own pay"),
        Base::Market => (market, "over the market"),
    };
    making.steps.done(says, Operation::Quotient(less, over), Unit::Percent)
}

fn raise_steps(making: &mut Making, own: &Compared, all: &[&Compared]) -> Option<usize> {
    let own = making.compared(own)?;
    let market = median_of(making, all)?;
    let ratio = making.steps.done(
        "the market over own pay",
        Operation::Quotient(market, own),
        Unit::Count,
    )?;
    let one = making.one();
    making.steps.done("less one", Operation::Difference(ratio, one), Unit::Percent)
}

/// A name as figures have it in theirs: small letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}
