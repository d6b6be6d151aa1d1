use costing::{Offer, Party, RateChange, Selector, Term, TermKind};
use money::{Figure, Fraction, InputFile, Rounding, Value};

use super::PeerTable;
use crate::case::book::{Hole, MadeFigure, Making};
use crate::{Finding, Loaded};

/// A rule's target as an offer that can be costed, and which class each of its terms is for.
pub(in crate::case) struct TargetOffer {
    /// The rule's place among the tables.
    table: usize,
    /// The offer's number in the costing, from 1.
    number: usize,
    /// The slug of the class of each term.
    classes: Vec<String>,
}

impl Making<'_> {
    /// Puts an offer into the costing for each rule with a target: the raise to the market of each
    /// class that is below it, rounded up to a hundredth of a percent so that the target is reached.
    pub(in crate::case) fn targets(
        &mut self,
        tables: &[PeerTable],
        figures: &[MadeFigure],
        holes: &mut Vec<Hole>,
        loaded: Option<&mut Loaded>,
    ) -> Vec<TargetOffer> {
        let mut offers = Vec::new();
        let mut loaded = loaded;
        for (at, table) in tables.iter().enumerate() {
            let Some(target) = table.rule.target.clone() else { continue };
            let Some(loaded) = loaded.as_deref_mut() else {
                self.findings.push(
                    Finding::error(target.place, "a target is costed, but the case costs nothing")
                        .expected("[costing] in the case file, with roster and assumptions"),
                );
                continue;
            };
            let window = (loaded.case.assumptions.from, loaded.case.assumptions.to);
            if target.from < window.0 || target.from > window.1 {
                self.findings.push(
                    Finding::error(target.place, format!("from = {} is not costed", target.from))
                        .expected(format!("a day from {} to {}", window.0, window.1)),
                );
                continue;
            }
            let (mut terms, mut classes) = (Vec::new(), Vec::new());
            for (class, own) in table.classes.iter().zip(&table.rule.classes) {
                let name = table.name(class, target.point, "raise-to-market");
                let Some(made) = figures.iter().find(|made| made.figure.name == name) else {
                    continue;
                };
                let raise = up(&made.figure.value.amount());
                if raise <= Fraction::ZERO {
                    continue;
                }
                if heads(loaded, &own.called) == 0 {
                    let why = format!("nobody on the roster is in \"{}\"", own.called);
                    holes.push(Hole { name: format!("{}/{}", table.target(), class.slug), why });
                    continue;
                }
                classes.push(class.slug.clone());
                terms.push(Term {
                    effective: target.from,
                    until: None,
                    select: Selector { classes: vec![own.called.clone()], ..Selector::default() },
                    kind: TermKind::Raise {
                        special: true,
                        by: RateChange::Percent(raise),
                        add: false,
                    },
                });
            }
            if terms.is_empty() {
                let why = format!(
                    "no class of the roster is below the market at the {}",
                    target.point.name()
                );
                holes.push(Hole { name: table.target(), why });
                continue;
            }
            let title = format!(
                "{}: every class at the median, by its {}, on {}",
                table.rule.title,
                target.point.name(),
                target.from
            );
            let offer = Offer { title, party: Party::Unstated, dated: None, terms };
            let number = loaded.push_offer(offer, &target.place);
            let (path, sha256) = table.rule.files.first().cloned().unwrap_or_default();
            self.inputs.push(InputFile {
                role: "offer".to_owned(),
                number,
                name: path,
                sha256,
                ..InputFile::default()
            });
            offers.push(TargetOffer { table: at, number, classes });
        }
        offers
    }
}

/// Rounds a part of one up to a hundredth of a percent.
fn up(part: &Fraction) -> Fraction {
    let unit = Fraction::new(1, 10_000);
    let down = part.round_to(&unit, Rounding::Truncate);
    if down < *part { down.plus(&unit) } else { down }
}

fn heads(loaded: &Loaded, class: &str) -> u64 {
    let case = &loaded.case;
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

/// Calls the figures of target offers by their rule's name, and each term's by its class; and says
/// which data the percents came from.
pub(in crate::case) fn costs_by_class(
    offers: &[TargetOffer],
    tables: &[PeerTable],
    made: &[MadeFigure],
    costed: &mut [Figure],
) {
    for offer in offers {
        let table = &tables[offer.table];
        let Some(target) = &table.rule.target else { continue };
        let prefix = format!("offer-{}/", offer.number);
        let raises: Vec<&Figure> = table
            .classes
            .iter()
            .filter(|class| offer.classes.contains(&class.slug))
            .filter_map(|class| {
                let name = table.name(class, target.point, "raise-to-market");
                made.iter().find(|made| made.figure.name == name).map(|made| &made.figure)
            })
            .collect();
        for figure in costed.iter_mut().filter(|figure| figure.name.starts_with(&prefix)) {
            let mut name = figure.name[prefix.len()..].to_owned();
            for (term, class) in offer.classes.iter().enumerate().rev() {
                if let Some(year) = name.strip_suffix(&format!("/term-{}", term + 1)) {
                    name = format!("{year}/{class}");
                    break;
                }
            }
            figure.name = format!("{}/{name}", table.target());
            for raise in &raises {
                for input in &raise.inputs {
                    if !figure.inputs.contains(input) {
                        figure.inputs.push(input.clone());
                    }
                }
            }
            let is_not = "It is not an offer that anybody made.";
            if matches!(figure.value, Value::Money(_)) {
                figure.is_not.push(is_not.to_owned());
            }
        }
    }
}
