//! The forms of actions, counts and dates.

use press::coalition::seen_actions;
use record::ActionState;
use serde_json::{Map, Value, json};

use super::partners::partners_to_choose;
use super::sheet::{Field, Finding, Kind, Sheet, barred, whole, words};
use super::view::View;

const KINDS: [&str; 11] = [
    "survey",
    "commitment-card",
    "petition",
    "sticker-day",
    "stories",
    "rally",
    "delegation",
    "public-comment",
    "publication",
    "practice-picket",
    "other",
];

pub(super) fn plan_sheet(view: &View<'_>) -> Sheet {
    let others = seen_actions(&view.seen).into_iter().map(|(id, one)| {
        let title = one.title.unwrap_or_else(|| id.to_string());
        (id.to_string(), title)
    });
    Sheet::of("plan", "Plan the action", vec![
        Field::of("title", "What it is, in a line", Kind::Line).must(),
        Field::of("kind", "Its kind", Kind::Pick(words(&KINDS))).must(),
        Field::of("planned_for", "The day on which it is to take place", Kind::Day),
        Field::of("rung", "Its rung on the ladder, from 1", Kind::Whole),
        Field::of("places", "Where", Kind::Lines).hint("One a line"),
        Field::of("partners", "Partners that take part", Kind::Several(partners_to_choose(view))),
        Field::of("target", "Who is to be moved", Kind::Line),
        Field::of("ask", "What is asked of people", Kind::Line),
        Field::of("worksites", "Worksites and their members", Kind::Lines).hint("One a line, such as: North yard | 40. The members are the denominator, and stay as they are first said."),
        Field::of("threshold_percent", "The percent of members at which the next rung opens", Kind::Line).hint("Set beforehand, such as 65"),
        Field::of("after", "The test that must have passed first", Kind::Pick(others.collect())),
        Field::of("id", "Its short name", Kind::Line).hint("Lower-case letters, digits and hyphens; made of the name where it stays empty"),
    ])
}

pub(super) fn count_sheet() -> Sheet {
    let kinds = [
        "action",
        "petition",
        "survey",
        "structure-test",
        "straw-poll",
        "strike-authorization",
        "delegates",
        "ratification",
    ];
    Sheet::of(
        "count",
        "Add the count",
        vec![
            Field::of("kind", "Its kind", Kind::Pick(words(&kinds))).must(),
            Field::of("title", "What it is about, in a line", Kind::Line).must(),
            Field::of(
                "state",
                "How far it has come",
                Kind::Pick(words(&["announced", "open", "extended", "closed", "counted"])),
            )
            .must(),
            Field::of("took_part", "Who took part", Kind::Whole),
            Field::of("eligible", "Who could take part: the denominator", Kind::Whole),
            Field::of("electorate", "Who may take part, in words", Kind::Line),
            Field::of("closes", "The last day", Kind::Day),
            Field::of("id", "Its short name", Kind::Line)
                .hint("The same for a count as it goes on; made of the words where it stays empty"),
        ],
    )
}

pub(super) fn date_sheet() -> Sheet {
    let kinds = ["expiration", "budget", "election", "recess", "hearing", "other"];
    Sheet::of(
        "date",
        "Add the date",
        vec![
            Field::of("title", "What happens", Kind::Line).must(),
            Field::of("kind", "Its kind", Kind::Pick(words(&kinds))).must(),
            Field::of("on", "The day that presses", Kind::Day).must(),
            Field::of("of", "Whose it is", Kind::Line),
            Field::of("id", "Its short name", Kind::Line).hint(
                "A later entry with the same one moves it; made of the words where it stays empty",
            ),
        ],
    )
}

/// Turns lines of worksites into what the entry says of them.
pub(super) fn worksites(
    view: &View<'_>,
    says: &mut Map<String, Value>,
    names: &[&str],
) -> Result<(), Vec<Finding>> {
    let Some(lines) = says.remove("worksites") else { return Ok(()) };
    let label = view.t("Worksites and their members");
    let all = barred(&lines, &label, "worksites", |parts| {
        let mut site = json!({"site": parts[0]});
        for (name, part) in
            names.iter().zip(parts.iter().skip(1)).filter(|(_, part)| !part.is_empty())
        {
            site[*name] = json!(whole(part)?);
        }
        match parts.len() > names.len() + 1 || parts[0].is_empty() {
            true => {
                Err("expected a worksite, then | and numbers, such as: North yard | 40".to_owned())
            }
            false => Ok(site),
        }
    })?;
    says.insert("worksites".to_owned(), json!(all));
    Ok(())
}

pub(super) fn step_sheet(action: &ActionState) -> Sheet {
    let lines: Vec<String> = action
        .worksites
        .iter()
        .map(|(site, one)| {
            let members = one.members.map(|members| members.to_string()).unwrap_or_default();
            format!(
                "{site} | {members} | {}",
                one.took_part.map(|part| part.to_string()).unwrap_or_default()
            )
        })
        .collect();
    Sheet::of(
        "action-step",
        "Add the step",
        vec![
            Field::of(
                "step",
                "The step",
                Kind::Pick(words(&["asked", "done", "counted", "assessed", "cancelled"])),
            )
            .must(),
            Field::of("worksites", "Worksites, their members, and who took part", Kind::Lines)
                .begins(lines.join("\n"))
                .hint("One a line, such as: North yard | 40 | 31"),
            Field::of("supporters", "People of the public who took part", Kind::Whole)
                .hint("Never members, and in no turnout"),
            Field::of("words", "What it showed", Kind::Text),
        ],
    )
}
