//! The forms of a demand.

use record::DemandState;

use super::partners::partners_to_choose;
use super::sheet::{Choice, Field, Kind, Sheet, words};
use super::view::View;
use crate::app::Asked;

const CARRIERS: [&str; 10] = [
    "contract-article",
    "side-letter",
    "outside-agreement",
    "resolution",
    "ordinance",
    "directive",
    "commission",
    "pilot",
    "joint-advocacy",
    "ballot-measure",
];

const STEPS: [&str; 15] = [
    "vetted",
    "adopted",
    "carrier-chosen",
    "carrier-refused",
    "presented",
    "scope-contested",
    "moved-off-table",
    "bargained",
    "won",
    "won-in-part",
    "converted",
    "deferred",
    "dropped",
    "lost",
    "taken-up",
];

/// Carriers as a choice.
pub(super) fn carriers() -> Vec<Choice> {
    words(&CARRIERS)
}

/// Who may take a step: partners, and parties at the table.
fn takers(view: &View<'_>) -> Vec<Choice> {
    let parties =
        view.seen.state.parties.iter().map(|(id, party)| (id.to_string(), party.name.clone()));
    let mut all = partners_to_choose(view);
    all.extend(
        parties
            .filter(|(id, _)| !view.seen.state.partners.keys().any(|known| known.as_str() == id)),
    );
    all
}

/// Raising one.
pub(super) fn raise_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "raise",
        "Raise the demand",
        vec![
            Field::of("title", "The demand, in a line", Kind::Line).must(),
            Field::of("owners", "Whose demand it is", Kind::Several(partners_to_choose(view)))
                .must(),
            Field::of(
                "origin",
                "Where it comes from",
                Kind::Pick(words(&["partner", "union", "both"])),
            )
            .begins("partner"),
            Field::of("category", "What sort of demand", Kind::Line)
                .hint("Such as housing, staffing, finance"),
            Field::of("beneficiaries", "Who gains by it", Kind::Lines).hint("One a line"),
            Field::of("places", "Where", Kind::Lines)
                .hint("One a line: citywide, a neighborhood, a school"),
            Field::of("decides", "Who decides", Kind::Line),
            Field::of("measure", "What would show that it was kept", Kind::Line),
            Field::of("words", "What was said", Kind::Text),
            Field::of("id", "Its short name", Kind::Line).hint(
                "Lower-case letters, digits and hyphens; made of the name where it stays empty",
            ),
        ],
    )
}

/// A step of one.
pub(super) fn step_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "step",
        "Add the step",
        vec![
            Field::of("step", "The step", Kind::Pick(words(&STEPS))).must(),
            Field::of("by", "Who takes it", Kind::Pick(takers(view)))
                .hint("The partner that adopts it; for the others, who does it"),
            Field::of(
                "carrier",
                "The carrier that is chosen, tried or refused",
                Kind::Pick(carriers()),
            ),
            Field::of("into", "What it was converted into", Kind::Line)
                .hint("Such as a study, a task force, a resolution"),
            Field::of("in_return", "What it was traded for", Kind::Line),
            Field::of("decides", "Who decides", Kind::Line),
            Field::of("measure", "What would show that it was kept", Kind::Line),
            Field::of(
                "owners",
                "Further partners whose demand it is",
                Kind::Several(partners_to_choose(view)),
            ),
            Field::of("words", "What was said", Kind::Text),
        ],
    )
}

/// A partner's answer. The outcome that was asked for may stand in the address.
pub(super) fn answer_sheet(view: &View<'_>, demand: &DemandState, asked: &Asked) -> Sheet {
    let name = |id: &record::Slug| (id.to_string(), view.seen.name(id));
    let mut all: Vec<Choice> = demand.owners.iter().map(name).collect();
    all.extend(
        partners_to_choose(view)
            .into_iter()
            .filter(|(id, _)| !demand.owners.iter().any(|owner| owner.as_str() == id)),
    );
    let votes = view
        .seen
        .state
        .partner_votes
        .iter()
        .map(|(id, vote)| (id.to_string(), vote.vote.question.clone()));
    let first = demand.owners.iter().next().map(ToString::to_string);
    let first = asked.parameter("partner").or(first).unwrap_or_default();
    let outcomes = ["won", "won-in-part", "converted", "deferred", "dropped", "lost"];
    let sheet = Sheet::of(
        "answer",
        "Add the answer",
        vec![
            Field::of("partner", "Partner", Kind::Pick(all)).must().begins(first),
            Field::of("to", "To its being", Kind::Pick(words(&outcomes)))
                .must()
                .begins(asked.parameter("to").unwrap_or_default()),
            Field::of("answer", "What it says", Kind::Pick(words(&["yes", "no", "conditional"])))
                .must(),
            Field::of("conditions", "On what conditions", Kind::Lines).hint("One a line"),
            Field::of("vote", "The vote by which it decided", Kind::Pick(votes.collect())),
            Field::of("words", "Its words", Kind::Text),
        ],
    );
    Sheet { open: asked.parameter("to").is_some(), ..sheet }
}

/// A partner does not agree with it.
pub(super) fn dissent_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "dissent",
        "Add it to the record",
        vec![
            Field::of("partner", "Partner", Kind::Pick(partners_to_choose(view))).must(),
            Field::of("words", "Its words", Kind::Text).must(),
        ],
    )
}
