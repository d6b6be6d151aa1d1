//! Raises of classes that a case wants costed beside the offers: to the market, back to a
//! relationship.

use costing::{Case, Offer, Party, RateChange, Selector, Term, TermKind};
use money::{Date, Figure, Fraction, InputFile, Rounding, Value};

use super::book::{Hole, MadeFigure, Making};
use crate::{Finding, Loaded, Place};

/// Raises, each by the percent of a figure, that are costed as one offer.
pub(super) struct Raises {
    /// The beginning of the names of the figures that they come to.
    pub prefix: String,
    pub title: String,
    pub from: Date,
    pub classes: Vec<RaisedClass>,
    /// What is said where nobody is to be raised.
    pub none: String,
    /// Where they are asked for.
    pub place: Place,
    /// The file that asks for them: its path and its hash.
    pub file: (String, String),
}

/// A class and the figure that says by how much it is raised.
pub(super) struct RaisedClass {
    pub slug: String,
    /// As the roster calls it.
    pub called: String,
    pub figure: String,
}

/// Raises as an offer of the costing, and which class each of its terms is for.
pub(super) struct AddedOffer {
    prefix: String,
    /// From 1.
    number: usize,
    classes: Vec<RaisedClass>,
}

impl Making<'_> {
    /// Puts an offer into the costing for each set of raises: a term for each class that is below
    /// what it should be, its percent rounded up to a hundredth so that it gets there.
    pub(super) fn add_raises(
        &mut self,
        all: Vec<Raises>,
        figures: &[MadeFigure],
        holes: &mut Vec<Hole>,
        loaded: Option<&mut Loaded>,
    ) -> Vec<AddedOffer> {
        let mut loaded = loaded;
        let mut offers = Vec::new();
        for raises in all {
            let Some(loaded) = loaded.as_deref_mut() else {
                self.findings.push(
                    Finding::error(raises.place, "raises are costed, but the case costs nothing")
                        .expected("[costing] in the case file, with roster and assumptions"),
                );
                continue;
            };
            let window = (loaded.case.assumptions.from, loaded.case.assumptions.to);
            if raises.from < window.0 || raises.from > window.1 {
                self.findings.push(
                    Finding::error(raises.place, format!("{} is not costed", raises.from))
                        .expected(format!("a day from {} to {}", window.0, window.1)),
                );
                continue;
            }
            let (mut terms, mut classes) = (Vec::new(), Vec::new());
            for class in raises.classes {
                let made = figures.iter().find(|made| made.figure.name == class.figure);
                let Some(made) = made else { continue };
                let raise = up(&made.figure.value.amount());
                if raise <= Fraction::ZERO {
                    continue;
                }
                if heads(&loaded.case, &class.called) == 0 {
                    let why = format!("nobody on the roster is in \"{}\"", class.called);
                    holes.push(Hole { name: format!("{}/{}", raises.prefix, class.slug), why });
                    continue;
                }
                terms.push(Term {
                    effective: raises.from,
                    until: None,
                    select: Selector { classes: vec![class.called.clone()], ..Selector::default() },
                    kind: TermKind::Raise {
                        special: true,
                        by: RateChange::Percent(raise),
                        add: false,
                    },
                });
                classes.push(class);
            }
            if terms.is_empty() {
                holes.push(Hole { name: raises.prefix, why: raises.none });
                continue;
            }
            let (title, party) = (raises.title, Party::Unstated);
            let offer = Offer { title, party, dated: None, terms };
            let number = loaded.push_offer(offer, &raises.place);
            let (name, sha256) = raises.file;
            let role = "offer".to_owned();
            self.inputs.push(InputFile { role, number, name, sha256, ..InputFile::default() });
            offers.push(AddedOffer { prefix: raises.prefix, number, classes });
        }
        offers
    }
}

/// Rounds a part of one up to a hundredth of a percent.
pub(super) fn up(part: &Fraction) -> Fraction {
    let unit = Fraction::new(1, 10_000);
    let down = part.round_to(&unit, Rounding::Truncate);
    if down < *part { down.plus(&unit) } else { down }
}

/// How many people the roster has in a class.
fn heads(case: &Case, class: &str) -> u64 {
    let of = |place: &costing::Place| match place {
        costing::Place::Step { ladder, .. } => {
            case.schedule.ladders[*ladder].classification == class
        }
        costing::Place::OwnRate { classification, .. } => classification == class,
    };
    let inside: Vec<bool> = case.roster.place.values().iter().map(of).collect();
    (0..case.roster.rows)
        .filter(|row| inside[case.roster.place.code(*row) as usize])
        .fold(0, |sum, row| sum.saturating_add(*case.roster.headcount.value(row)))
}

/// Calls the figures of added offers by what they are for, and each term's by its class; and says
/// which inputs the percents came from.
pub(super) fn name_raises(offers: &[AddedOffer], made: &[MadeFigure], costed: &mut [Figure]) {
    for offer in offers {
        let prefix = format!("offer-{}/", offer.number);
        let raise_of = |class: &RaisedClass| {
            made.iter().find(|made| made.figure.name == class.figure).map(|made| &made.figure)
        };
        let raises: Vec<&Figure> = offer.classes.iter().filter_map(raise_of).collect();
        for figure in costed.iter_mut().filter(|figure| figure.name.starts_with(&prefix)) {
            let mut name = figure.name[prefix.len()..].to_owned();
            if let Some((year, term)) = name.split_once("/term-") {
                let class = term.parse::<usize>().ok().and_then(|t| offer.classes.get(t - 1));
                if let Some(class) = class {
                    name = format!("{year}/{}", class.slug);
                }
            }
            figure.name = format!("{}/{name}", offer.prefix);
            for input in raises.iter().flat_map(|raise| &raise.inputs) {
                if !figure.inputs.contains(input) {
                    figure.inputs.push(input.clone());
                }
            }
            if matches!(figure.value, Value::Money(_)) {
                figure.is_not.push("It is not an offer that anybody made.".to_owned());
            }
        }
    }
}
