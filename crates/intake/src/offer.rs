use std::collections::BTreeSet;

use costing::{Assumptions, Offer, Party, Schedule};

use crate::files::table::Table;
use crate::select::{Names, Sure};
use crate::term::{self, Context};
use crate::toml_fields::TomlFile;
use crate::{Finding, Findings, Place};

/// An offer with where each of its terms stands.
pub(crate) struct ReadOffer {
    pub offer: Offer,
    pub places: Vec<Place>,
}

/// Reads one offer, written as one file or as several joined by `+`, whose terms count through.
pub(crate) fn read(
    files: &[TomlFile],
    table: &Table,
    schedule: &Schedule,
    assumptions: &Assumptions,
    sure: Sure,
    findings: &mut Findings,
) -> ReadOffer {
    let groups = assumptions.roll_ups.iter().map(|line| &line.groups);
    let groups = groups.chain(assumptions.per_heads.iter().map(|line| &line.groups));
    let names = Names {
        roster: table,
        schedule,
        sure,
        groups: groups.flatten().cloned().collect(),
        added_steps: files.iter().flat_map(added_steps).collect(),
    };
    let context = Context { names: &names, assumptions };
    let mut offer =
        Offer { title: String::new(), party: Party::Unstated, dated: None, terms: vec![] };
    let mut places = Vec::new();
    for file in files {
        let root = file.root();
        root.only(&["title", "party", "dated", "terms"], &[], findings);
        let stem = file.name.strip_suffix(".toml").unwrap_or(&file.name).to_owned();
        let title = root.text("title", findings).filter(|title| !title.is_empty()).unwrap_or(stem);
        if !offer.title.is_empty() {
            offer.title.push_str(" + ");
        }
        offer.title.push_str(&title);
        let party = root.choice("party", &Party::NAMES, findings);
        if offer.party == Party::Unstated {
            offer.party = party.unwrap_or(Party::Unstated);
        }
        offer.dated = offer.dated.max(root.date("dated", findings));
        for fields in root.tables("terms", findings) {
            let place = fields.place();
            if let Some(term) = term::read(&fields, &context, findings) {
                offer.terms.push(term);
                places.push(place);
            }
        }
    }
    if offer.terms.is_empty() && !findings.has_errors() {
        let file = files.first().map_or(String::new(), |file| file.name.clone());
        findings.push(
            Finding::warning(Place::File(file), "the offer has no terms: it costs the status quo")
                .expected("a [[terms]] table for each term"),
        );
    }
    ReadOffer { offer, places }
}

/// Labels of the steps that a file's add-steps bring, read before its terms.
fn added_steps(file: &TomlFile) -> BTreeSet<String> {
    let mut quiet = Findings::default();
    let terms = file.root().tables("terms", &mut quiet);
    let adds = terms
        .iter()
        .filter(|t| t.text("kind", &mut Findings::default()).as_deref() == Some("add-step"));
    adds.filter_map(|term| term.text("label", &mut Findings::default())).collect()
}

/// Roster columns that a file's terms select on with `where`, read before the roster is.
pub(crate) fn selected_columns(file: &TomlFile) -> Vec<String> {
    let mut quiet = Findings::default();
    let terms = file.root().tables("terms", &mut quiet);
    let tables = terms.iter().filter_map(|term| term.table("where", &mut Findings::default()));
    tables
        .flat_map(|table| table.names().into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Titles tell offers apart in every output.
pub(crate) fn check_titles(offers: &[ReadOffer], names: &[String], findings: &mut Findings) {
    for (at, read) in offers.iter().enumerate() {
        let title = &read.offer.title;
        let place = Place::File(names[at].clone());
        if offers[..at].iter().any(|other| other.offer.title == *title) {
            findings.push(
                Finding::error(place, format!("two offers have the title \"{title}\""))
                    .mend("give each a title of its own: outputs tell them apart by it"),
            );
        } else if title.eq_ignore_ascii_case("baseline") {
            findings.push(
                Finding::error(place, "an offer may not have the title \"baseline\"")
                    .mend("that is the status quo's name in every output"),
            );
        }
    }
}
