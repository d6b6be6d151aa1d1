use money::{Date, Figure, Fraction, InputRef, Operation, Steps, Unit, Value};

use crate::Compared;

/// A figure in the making: its steps and the inputs that they read.
#[derive(Default)]
pub(crate) struct Making {
    pub steps: Steps,
    pub inputs: Vec<InputRef>,
}

impl Making {
    /// The number one.
    pub fn one(&mut self) -> usize {
        self.steps.number("one", Operation::Given, Value::Count(Fraction::ONE))
    }

    /// An amount in dollars, of whole cents or not.
    pub fn dollars(&mut self, says: String, does: Operation) -> Option<usize> {
        let step = self.steps.done(says, does, Unit::Count)?;
        self.steps.show_as_money(step);
        Some(step)
    }

    /// Rounds the last step to the cent where it is not whole cents.
    pub fn end_in_cents(&mut self, last: usize) -> Option<usize> {
        match self.steps.amount(last).in_parts(100) {
            Some(_) => Some(last),
            None => self.steps.to_cents("to the cent", last),
        }
    }

    /// Pay on the basis and the day that all are brought to.
    pub fn compared(&mut self, one: &Compared) -> Option<usize> {
        let mut last = self.count(one);
        self.steps.show_as_money(last);
        for part in &one.parts {
            let does = part.pay.origin.operation(&mut self.inputs);
            let value = Value::Count(part.pay.amount.clone());
            let step = self.steps.number(part.pay.says.clone(), does, value);
            self.steps.show_as_money(step);
            last = match part.less {
                true => self.dollars("less that".to_owned(), Operation::Difference(last, step))?,
                false => self.dollars("and that".to_owned(), Operation::Sum(vec![last, step]))?,
            };
        }
        for (says, factor) in &one.factors {
            let factor =
                self.steps.number(says.clone(), Operation::Given, Value::Count(factor.clone()));
            last = self.dollars("times that".to_owned(), Operation::Product(vec![last, factor]))?;
        }
        Some(last)
    }

    /// The figure whose value is the last step's.
    pub fn into_figure(
        self,
        name: &str,
        as_of: Date,
        method: String,
        is_not: Vec<String>,
    ) -> Figure {
        let steps = self.steps.into_steps();
        let value = steps.last().map_or(Value::Count(Fraction::ZERO), |step| step.value.clone());
        Figure {
            name: name.to_owned(),
            value,
            as_of,
            method,
            is_not,
            inputs: self.inputs,
            steps,
            rival: None,
        }
    }

    /// A percent as a part of one, of a number that is printed in percent.
    pub fn part(&mut self, one: &Compared) -> usize {
        let count = self.count(one);
        let hundredth = Value::Count(Fraction::new(1, 100));
        let hundredth = self.steps.number("a hundredth", Operation::Given, hundredth);
        let times = Operation::Product(vec![count, hundredth]);
        // A product can always be done.
        self.steps.done("as a part of one", times, Unit::Percent).unwrap_or(count)
    }

    /// The steps of a figure that was made before, as they are.
    pub fn again(&mut self, figure: &Figure) -> Option<usize> {
        let inputs: Vec<usize> = figure
            .inputs
            .iter()
            .map(|input| {
                self.inputs.iter().position(|known| known == input).unwrap_or_else(|| {
                    self.inputs.push(input.clone());
                    self.inputs.len() - 1
                })
            })
            .collect();
        let first = self.steps.len();
        for step in &figure.steps {
            let does = step.does.moved(first, &inputs)?;
            self.steps.number(step.says.clone(), does, step.value.clone());
        }
        self.steps.len().checked_sub(1)
    }

    /// The number as it is, before any factor.
    pub fn count(&mut self, one: &Compared) -> usize {
        let does = one.pay.origin.operation(&mut self.inputs);
        self.steps.number(one.pay.says.clone(), does, Value::Count(one.pay.amount.clone()))
    }
}
