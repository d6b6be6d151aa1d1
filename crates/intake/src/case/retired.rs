//! Figures that are no longer to be used: the case makes them still, and nothing that is published may hold them.

use money::Date;

use super::book::{Hole, MadeFigure};
use crate::toml_fields::Fields;
use crate::{Finding, Findings, Place};

/// A row of `[[retired]]`: a figure that is not used from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// The figure's name.
    pub figure: String,
    /// The first day on which it is not used.
    pub since: Date,
    /// Why, in a sentence for whoever has to take it out.
    pub why: String,
    /// What is used instead.
    pub instead: Option<String>,
}

impl Retired {
    /// What became of the figure, in a sentence: the same wherever it is told.
    pub fn words(&self) -> String {
        format!("the figure {} is retired since {}: {}", self.figure, self.since, self.why)
    }
}

/// Reads the rows, each with its place.
pub(super) fn read(root: &Fields<'_>, findings: &mut Findings) -> Vec<(Retired, Place)> {
    let mut all: Vec<(Retired, Place)> = Vec::new();
    for row in root.tables("retired", findings) {
        row.only(&["figure", "since", "why", "instead"], &[], findings);
        let figure = super::needed(&row, "figure", "the name of a figure of the case", findings);
        let since = row.date("since", findings);
        if since.is_none() && !row.has("since") {
            row.missing("since", "the day from which it is not used: 2022-08-01", findings);
        }
        let why = super::needed(&row, "why", "why it is not used, in a sentence", findings);
        let instead = row.text("instead", findings).filter(|text| !text.is_empty());
        let (Some(figure), Some(since), Some(why)) = (figure, since, why) else { continue };
        if all.iter().any(|(known, _)| known.figure == figure) {
            let what = format!("{figure} is retired twice");
            findings.push(Finding::error(row.place(), what).mend("leave one of the rows"));
            continue;
        }
        let why = why.trim_end_matches('.').to_owned();
        all.push((Retired { figure, since, why, instead }, row.place_of("figure")));
    }
    all
}

/// The rows, each of which must name a figure of the case: a name that is spelt wrongly would retire nothing, and say nothing.
pub(super) fn of_case(
    rows: &[(Retired, Place)],
    figures: &[MadeFigure],
    holes: &[Hole],
    findings: &mut Findings,
) -> Vec<Retired> {
    let mut names: Vec<&str> = holes.iter().map(|hole| hole.name.as_str()).collect();
    for made in figures {
        let mut next = Some(&made.figure);
        while let Some(figure) = next {
            names.push(&figure.name);
            next = figure.rival.as_deref();
        }
    }
    for (retired, place) in rows.iter().filter(|(one, _)| !names.contains(&one.figure.as_str())) {
        findings.push(
            Finding::error(
                place.clone(),
                format!("the case makes no figure {}, so none is retired", retired.figure),
            )
            .expected("the name of a figure: goodfaith case receipt lists them")
            .near(&retired.figure, &names)
            .mend("mend the name; a figure that the case no longer makes needs no row"),
        );
    }
    rows.iter().map(|(retired, _)| retired.clone()).collect()
}
