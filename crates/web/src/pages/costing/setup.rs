//! What the campaign costs with: which roster, which schedule, what is taken as given.

use desk::write_whole;
use intake::case::{
    AssumptionsForm, CASE_FILE, CostingSetup, RollUpForm, assumptions_text, costing_files,
    with_costing,
};
use intake::{Findings, Source};
use maud::{Markup, html};
use press::CostingPage;

use super::import::{names_in, schedules};
use super::{findings, made};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;
use crate::pages::work::cancel;

/// How many lines that ride on pay a form has.
const LINES: usize = 5;

/// What is chosen now: by the address, by the case file, or the only one there is.
fn now(asked: &Asked) -> CostingSetup {
    let path = |source: &Source| match source {
        Source::Path(path) => {
            path.strip_prefix(asked.folder()).unwrap_or(path).to_string_lossy().into_owned()
        }
        _ => String::new(),
    };
    let named = costing_files(asked.folder(), Some(&[])).ok().flatten();
    let of_case = |pick: &dyn Fn(&intake::CostFiles) -> String| named.as_ref().map(pick);
    let given = |parameter: &str, folder: &str, ending: &str, case: Option<String>| {
        let names = names_in(asked, folder, ending);
        let chosen = asked.parameter(parameter).filter(|name| names.contains(name));
        let only = || (names.len() == 1).then(|| format!("{folder}/{}", names[0]));
        chosen.map(|name| format!("{folder}/{name}")).or(case).or_else(only).unwrap_or_default()
    };
    CostingSetup {
        roster: given("roster", "rosters", "csv", of_case(&|files| path(&files.roster))),
        schedule: given(
            "schedule",
            "schedules",
            "csv",
            of_case(&|files| files.schedule.as_ref().map(path).unwrap_or_default()),
        ),
        assumptions: given(
            "assumptions",
            "assumptions",
            "toml",
            of_case(&|files| path(&files.assumptions)),
        ),
    }
}

/// The page.
pub(super) fn page(asked: &Asked) -> Result<Page, Problem> {
    let setup = now(asked);
    let text = std::fs::read_to_string(asked.folder().join(&setup.assumptions)).ok();
    Ok(shown(
        asked,
        &setup,
        &Form::default(),
        text.filter(|_| !setup.assumptions.is_empty()),
        html! {},
    ))
}

fn shown(
    asked: &Asked,
    setup: &CostingSetup,
    form: &Form,
    text: Option<String>,
    said: Markup,
) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let choice =
        |name: &str, label: &str, folder: &str, names: Vec<String>, none: &str, now: &str| {
            html! {
                label for=(name) { (t(label)) }
                select id=(name) name=(name) {
                    option value="" { (t(none)) }
                    @for one in &names {
                        @let path = format!("{folder}/{one}");
                        option value=(path) selected[path == now] { (one) }
                    }
                }
            }
        };
    let body = html! {
        (said)
        form method="post" action=(asked.way("/costing/setup")) class="stack" {
            (asked.word())
            (choice("roster", "Roster", "rosters", names_in(asked, "rosters", "csv"), "none yet", &setup.roster))
            (choice("schedule", "Schedule", "schedules", schedules(asked), "none: everybody has a rate of their own", &setup.schedule))
            (choice("assumptions", "What is taken as given", "assumptions", names_in(asked, "assumptions", "toml"), "new, as written below", &setup.assumptions))
            @match &text {
                Some(text) => {
                    input type="hidden" name="shown" value=(setup.assumptions);
                    label for="text" { (t("The assumptions as their file has them")) }
                    textarea id="text" name="text" rows="16" spellcheck="false" class="code" { (text) }
                },
                None => (new_assumptions(asked, form)),
            }
            button { (t("Cost with these")) }
        }
        p { a href=(asked.way("/costing/import")) { (t("Import a roster or a schedule")) } " · " a href=(asked.way("/costing")) { (t("Back to the costing")) } }
    };
    Page::of(t("What the costing is made from"), "/costing", body)
}

/// The fields of assumptions that are not there yet.
fn new_assumptions(asked: &Asked, form: &Form) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let day = |name: &str, label: &str| {
        html! { p class="field" { label for=(name) { (t(label)) } input id=(name) name=(name) type="date" value=(form.text(name)); } }
    };
    let choice = |name: &str, label: &str, all: &[&str]| {
        html! { p class="field" { label for=(name) { (t(label)) } select id=(name) name=(name) { @for one in all { option value=(one) selected[form.text(name) == *one] { (t(one)) } } } } }
    };
    html! {
        fieldset {
            legend { (t("New assumptions")) }
            div class="fields" {
                (day("from", "First day of the contract"))
                (day("to", "Last day of the contract"))
                (day("roster_as_of", "The roster is of"))
                (choice("pay_calendar", "People are paid", &["monthly", "biweekly", "annual"]))
                (choice("movement", "Steps are earned", &["anniversary", "fiscal-year", "none"]))
            }
            div class="scroll" tabindex="0" role="group" aria-label=(t("What rides on pay")) {
                table {
                    caption { (t("What rides on pay")) }
                    thead { tr { th scope="col" { (t("Line")) } th scope="col" { (t("Percent")) } th scope="col" { (t("Of")) } th scope="col" { (t("Source")) } } }
                    tbody {
                        @for at in 0..LINES {
                            @let name = |what: &str| format!("{at}.{what}");
                            @let label = |what: &str| format!("{} {}: {}", t("Line"), at + 1, t(what));
                            tr {
                                td { input aria-label=(label("Name")) name=(name("name")) value=(form.text(&name("name"))); }
                                td { input aria-label=(label("Percent")) name=(name("rate")) value=(form.text(&name("rate"))) inputmode="decimal" size="6"; }
                                td { select aria-label=(label("Of")) name=(name("applies_to")) { @for (one, label) in [("base", "base pay"), ("all", "all pay")] { option value=(one) selected[form.text(&name("applies_to")) == one] { (t(label)) } } } }
                                td { input aria-label=(label("Source")) name=(name("source")) value=(form.text(&name("source"))); }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The assumptions that were typed.
fn typed(form: &Form) -> AssumptionsForm {
    let line = |at: usize| {
        let text = |what: &str| form.text(&format!("{at}.{what}")).to_owned();
        RollUpForm {
            name: text("name"),
            rate: text("rate"),
            applies_to: text("applies_to"),
            source: text("source"),
        }
    };
    let text = |name: &str| form.text(name).to_owned();
    AssumptionsForm {
        from: text("from"),
        to: text("to"),
        roster_as_of: text("roster_as_of"),
        pay_calendar: text("pay_calendar"),
        movement: text("movement"),
        roll_ups: (0..LINES).map(line).collect(),
    }
}

/// Sets what is costed with, if it can be costed.
pub(super) fn set(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let t = |text: &str| asked.speech().t(text);
    let known = |folder: &str, ending: &str, path: &str| -> Option<String> {
        let there = names_in(asked, folder, ending);
        there.iter().any(|name| format!("{folder}/{name}") == path).then(|| path.to_owned())
    };
    let chosen = CostingSetup {
        roster: known("rosters", "csv", form.text("roster")).unwrap_or_default(),
        schedule: known("schedules", "csv", form.text("schedule")).unwrap_or_default(),
        assumptions: known("assumptions", "toml", form.text("assumptions")).unwrap_or_default(),
    };
    let again = |text: Option<String>, said: Markup| {
        Ok(Done::Again(shown(asked, &chosen, form, text, said)))
    };
    if chosen.roster.is_empty() {
        let said = html! { div class="problem" role="alert" { p { (t("A costing needs a roster: import one first.")) } } };
        return again(form.given("text").map(str::to_owned), said);
    }
    let fresh = chosen.assumptions.is_empty();
    let text = match form.given("text").filter(|_| !fresh) {
        Some(text) => Some(text.replace("\r\n", "\n") + "\n"),
        // Others were chosen than the page showed: they stay as they are.
        None if !fresh => None,
        None => Some(assumptions_text(&typed(form))),
    };
    let moved = !fresh && form.given("shown").is_some_and(|shown| shown != chosen.assumptions);
    let text = text.filter(|_| !moved);
    let setup = match fresh {
        true => CostingSetup { assumptions: free_name(asked), ..chosen.clone() },
        false => chosen.clone(),
    };
    // It is costed before anything is written: what cannot be costed is not set.
    let path = |name: &String| Source::Path(asked.folder().join(name));
    let assumptions = match &text {
        Some(text) => {
            Source::Given { name: setup.assumptions.clone(), bytes: text.clone().into_bytes() }
        }
        None => path(&setup.assumptions),
    };
    let files = intake::CostFiles {
        roster: path(&setup.roster),
        schedule: (!setup.schedule.is_empty()).then(|| path(&setup.schedule)),
        assumptions,
        ..intake::CostFiles::default()
    };
    let shown_text = || if fresh { None } else { text.clone() };
    let costing = made::costing(asked, "/costing/setup", files);
    let Some(made) = made::in_time(asked, &costing) else {
        let said = html! {
            div class="banner" id="still" role="status" { p { (t("It is still being costed with these, and nothing was written yet: press the button again in a while.")) } }
            (cancel(asked, &costing.course, "still"))
        };
        return again(shown_text(), said);
    };
    let costed = match made.as_ref() {
        Ok(costed) => costed,
        Err(found) => {
            return again(
                shown_text(),
                findings(found, &t("It cannot be costed, and nothing was written:")),
            );
        }
    };
    let case = asked.folder().join(CASE_FILE);
    let before = std::fs::read_to_string(&case).unwrap_or_default();
    let after = match with_costing(&before, asked.day, &setup) {
        Ok(after) => after,
        Err(finding) => {
            return again(
                shown_text(),
                findings(&Findings(vec![finding]), &t("It cannot be written:")),
            );
        }
    };
    let mut files = vec![(case, after.into_bytes())];
    if let Some(text) = text {
        files.push((asked.folder().join(&setup.assumptions), text.into_bytes()));
    }
    write_whole(&files, true).map_err(|finding| Problem::Refused(finding.to_string()))?;
    let report = costed.report();
    let page = CostingPage::of(&report, asked.language, asked.speech().words);
    let body = html! {
        p class="banner" role="status" { (t("Offers are costed with these from now on.")) }
        (page.made_from())
        (page.status_quo())
        p { a class="go" href=(asked.way("/costing/new")) { (t("Write an offer")) } " " a class="go" href=(asked.way("/costing")) { (t("To the costing")) } }
    };
    Ok(Done::Shown(Page::of(t("What the costing is made from"), "/costing", body)))
}

/// A name for new assumptions that no file has.
fn free_name(asked: &Asked) -> String {
    let names =
        std::iter::once("base.toml".to_owned()).chain((2..).map(|n| format!("base-{n}.toml")));
    let free = |name: &String| !asked.folder().join("assumptions").join(name).exists();
    let name = names.take(1000).find(free).unwrap_or_else(|| "base.toml".to_owned());
    format!("assumptions/{name}")
}
