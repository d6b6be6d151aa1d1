//! How classes of one employer stand to each other: a pair, or a ladder of classes from the lowest up.

use money::{Date, Figure, Fraction, Operation, Unit, Value};

use crate::Compared;
use crate::making::Making;

/// Two neighbours on a ladder of classes.
#[derive(Debug, Clone, Copy)]
pub struct Neighbours<'a> {
    /// The lower class's pay, on a day.
    pub lower: &'a Compared,
    /// The upper class's pay, on the same day and basis.
    pub upper: &'a Compared,
    /// What is compared and when, such as `by their top steps on 2022-07-01`.
    pub when: &'a str,
    /// Nothing published after this day is in it.
    pub as_of: Date,
}

/// What a relationship was, or is to be: a part of one that the upper class is above the lower.
#[derive(Debug, Clone, Copy)]
pub enum Reference<'a> {
    /// It was said.
    Said {
        /// The part of one.
        part: &'a Fraction,
        /// Who says so, in words.
        says: &'a str,
    },
    /// It follows from the pay of that day.
    Pay {
        /// The lower class's.
        lower: &'a Compared,
        /// The upper class's.
        upper: &'a Compared,
    },
}

/// How much the upper class is above the lower, as a percent of the lower.
fn above(making: &mut Making, lower: &Compared, upper: &Compared) -> Option<(usize, usize)> {
    let lower = making.compared(lower)?;
    let upper = making.compared(upper)?;
    let ratio = making.steps.done(
        "the upper over the lower",
        Operation::Quotient(upper, lower),
        Unit::Count,
    )?;
    let one = making.one();
    let part = making.steps.done("less one", Operation::Difference(ratio, one), Unit::Percent)?;
    Some((part, ratio))
}

impl Neighbours<'_> {
    fn names(&self) -> (&str, &str) {
        (&self.lower.who, &self.upper.who)
    }

    /// How much the upper class is above the lower, in percent of the lower; below where negative.
    pub fn figure(&self, name: &str) -> Option<Figure> {
        let mut making = Making::default();
        above(&mut making, self.lower, self.upper)?;
        let (lower, upper) = self.names();
        let method = format!(
            "How much {upper} is above {lower}, {}, as a percent of {lower}; below it where negative.",
            self.when
        );
        let is_not = vec![format!("It is not a percent of what {upper} is paid.")];
        Some(making.into_figure(name, self.as_of, method, is_not))
    }

    /// How many points the relationship is short of a reference; over it where negative.
    pub fn short_of(&self, name: &str, reference: Reference<'_>) -> Option<Figure> {
        let mut making = Making::default();
        let wanted = reference.steps(&mut making)?;
        let (now, _) = above(&mut making, self.lower, self.upper)?;
        let says = "the reference less that";
        making.steps.done(says, Operation::Difference(wanted, now), Unit::Percent)?;
        let (lower, upper) = self.names();
        let method = format!(
            "How many percent points {upper} over {lower}, {}, is short of the reference; over it where negative.",
            self.when
        );
        let is_not =
            vec!["It is not the raise that restores the reference, which is beside it.".to_owned()];
        Some(making.into_figure(name, self.as_of, method, is_not))
    }

    /// The raise of the upper class that restores a reference, while the lower class is raised by
    /// `lower_raise` at the same time; none is needed where it is not above zero.
    pub fn restoring(
        &self,
        name: &str,
        reference: Reference<'_>,
        lower_raise: &Fraction,
    ) -> Option<Figure> {
        let mut making = Making::default();
        let wanted = reference.steps(&mut making)?;
        let one = making.one();
        let wanted =
            making.steps.done("one more", Operation::Sum(vec![one, wanted]), Unit::Count)?;
        let mut lower = making.compared(self.lower)?;
        if !lower_raise.is_zero() {
            let raise = making.steps.number(
                "its own raise, at the same time",
                Operation::Given,
                Value::Percent(lower_raise.clone()),
            );
            let raised =
                making.steps.done("one more", Operation::Sum(vec![one, raise]), Unit::Count)?;
            let times = Operation::Product(vec![lower, raised]);
            lower = making.dollars("raised by that".to_owned(), times)?;
        }
        let should = making.dollars(
            "what the upper should be".to_owned(),
            Operation::Product(vec![lower, wanted]),
        )?;
        let upper = making.compared(self.upper)?;
        let ratio = making.steps.done(
            "over what it is",
            Operation::Quotient(should, upper),
            Unit::Count,
        )?;
        making.steps.done("less one", Operation::Difference(ratio, one), Unit::Percent)?;
        let (lower, upper) = self.names();
        let method = format!(
            "The raise of {upper}, {}, that restores the reference to {lower}: one and the reference, times {lower}, over {upper}, less one.",
            self.when
        );
        let is_not = vec![
            "It is not the percent points that are missing, which have another base.".to_owned(),
        ];
        Some(making.into_figure(name, self.as_of, method, is_not))
    }
}

impl Reference<'_> {
    fn steps(&self, making: &mut Making) -> Option<usize> {
        match self {
            Reference::Said { part, says } => {
                Some(making.steps.number(*says, Operation::Given, Value::Percent((*part).clone())))
            }
            Reference::Pay { lower, upper } => above(making, lower, upper).map(|(part, _)| part),
        }
    }

    /// The reference as a figure of its own.
    pub fn figure(
        &self,
        name: &str,
        names: (&str, &str),
        when: &str,
        as_of: Date,
    ) -> Option<Figure> {
        let mut making = Making::default();
        self.steps(&mut making)?;
        let (lower, upper) = names;
        let method = match self {
            Reference::Said { says, .. } => {
                format!("What {upper} was, or is to be, above {lower}: {says}.")
            }
            Reference::Pay { .. } => format!(
                "How much {upper} was above {lower}, {when}, as a percent of {lower}; below it where negative."
            ),
        };
        let is_not = match self {
            Reference::Said { .. } => {
                vec!["It was not worked out here: it is what was said.".to_owned()]
            }
            Reference::Pay { .. } => vec![format!("It is not a percent of what {upper} was paid.")],
        };
        Some(making.into_figure(name, as_of, method, is_not))
    }
}

/// Numbers of people: those of a class who stand above an amount, and all of it.
#[derive(Debug, Clone)]
pub struct HeadsAbove<'a> {
    /// Those above, as the roster has them, and where.
    pub above: &'a Compared,
    /// All of the class.
    pub all: &'a Compared,
    /// Above what, in words.
    pub what: &'a str,
    /// Nothing published after this day is in it.
    pub as_of: Date,
}

impl HeadsAbove<'_> {
    /// The part of a class's people who are paid above an amount.
    pub fn figure(&self, name: &str) -> Option<Figure> {
        let mut making = Making::default();
        let above = making.count(self.above);
        let all = making.count(self.all);
        making.steps.done("of all", Operation::Quotient(above, all), Unit::Percent)?;
        let method = format!(
            "The part of the people in {} whose full-time rate is above {}: heads over all heads of the class.",
            self.all.who, self.what
        );
        let is_not = vec![
            "It does not say whether they report to somebody in that class: rosters do not."
                .to_owned(),
        ];
        Some(making.into_figure(name, self.as_of, method, is_not))
    }
}
