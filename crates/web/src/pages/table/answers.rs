//! What happens to a pass: an answer, a withdrawal, a tentative agreement, initials. Each is a form on its item's page.

use desk::adding::{add, audience_in, author, now};
use desk::passing::agreement_id;
use maud::{Markup, html};
use record::body::{Body, ResponseKind};
use record::{AgreedStatus, Draft, Side, Slug, State, When};
use serde_json::{Map, Value, json};
use store::Campaign;

use super::parts::{area, choice, day, day_of, item_of, line, lines_of, reasons, stopped};
use super::{holding, item, path_of};
use crate::app::{Asked, Done, Problem};
use crate::forms::Form;

/// Kinds of answers, by the names that entries have them under.
const ANSWERS: [(&str, ResponseKind); 8] = [
    ("accept", ResponseKind::Accept),
    ("reject", ResponseKind::Reject),
    ("question", ResponseKind::Question),
    ("answer", ResponseKind::Answer),
    ("repeat", ResponseKind::Repeat),
    ("not-ready", ResponseKind::NotReady),
    ("no-authority", ResponseKind::NoAuthority),
    ("off-scope", ResponseKind::OffScope),
];

/// The forms of an item's page, with what was typed into one of them.
pub(crate) fn forms(
    asked: &Asked,
    state: &State,
    id: &Slug,
    typed: &Form,
    trouble: Option<(&str, &[String])>,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let on = asked.day.to_string();
    let said = |form: &str, name: &str, otherwise: &str| -> String {
        let own = trouble.is_some_and(|(which, _)| which == form);
        let given = if own { typed.given(name) } else { None };
        given.unwrap_or(otherwise).to_owned()
    };
    let why = |form: &str| {
        html! { @if let Some((_, reasons)) = trouble.filter(|(which, _)| *which == form) { (stopped(asked, reasons)) } }
    };
    let parties = parties(state);
    let passes: Vec<(String, String)> = passes(asked, state, id);
    let kinds: Vec<(String, String)> =
        ANSWERS.iter().map(|(name, kind)| ((*name).to_owned(), t(kind.name()))).collect();
    let turn = state.turn(id).map_or(Side::Employer, |turn| turn.side);
    let answers = state.parties.values().find(|party| party.side == turn);
    let answers = answers.map(|party| party.id.to_string()).unwrap_or_default();
    let item = &state.items[id];
    let latest = item
        .passes
        .iter()
        .rev()
        .find(|pass| state.passes.get(*pass).is_some_and(|pass| pass.side != turn));
    let latest = latest.map(ToString::to_string).unwrap_or_default();
    let agreed = item.accepted.as_ref().map(|(pass, _)| pass.to_string()).unwrap_or_default();
    let mut words_of = vec![(String::new(), t("the parties' own, written together"))];
    words_of.extend(passes.iter().cloned());
    let open: Vec<(String, String)> = state
        .agreed
        .iter()
        .filter(|(_, one)| {
            one.agreement.items.contains(id)
                && matches!(one.status(), AgreedStatus::AwaitingInitials(_))
        })
        .map(|(id, one)| (id.to_string(), format!("{id}: {}", t(&one.status().name()))))
        .collect();
    let whole = [(String::new(), t("this item")), ("all".to_owned(), t("everything in the pass"))];
    let action = |what: &str| asked.way(&format!("/table/{id}/{what}"));
    html! {
        section aria-labelledby="happens" {
            h2 id="happens" { (t("Record what happens")) }
            @if passes.is_empty() { p class="calm" { (t("Nothing was passed on it yet that could be answered.")) } }
            @else {
                details open[trouble.is_some_and(|(which, _)| which == "answer")] id="answer" {
                    summary { (t("An answer")) }
                    form method="post" action=(action("answer")) class="sheet" {
                        (asked.word()) (why("answer"))
                        (choice("answer-by", &t("Who answers"), "by", &parties, &said("answer", "by", &answers)))
                        (choice("answer-to", &t("The pass"), "to", &passes, &said("answer", "to", &latest)))
                        (choice("answer-kind", &t("What it says"), "kind", &kinds, &said("answer", "kind", "reject")))
                        (choice("answer-items", &t("On"), "items", &whole, &said("answer", "items", "")))
                        (area("answer-conditions", &t("On conditions, a line each (a yes on conditions is no yes)"), "conditions", &said("answer", "conditions", ""), 2))
                        (area("answer-words", &t("Its words, or the reason given"), "words", &said("answer", "words", ""), 3))
                        (day("answer-day", &t("Day"), "day", &said("answer", "day", &on)))
                        p { button { (t("Record the answer")) } }
                    }
                }
                details open[trouble.is_some_and(|(which, _)| which == "withdrawal")] id="withdrawal" {
                    summary { (t("A withdrawal")) }
                    form method="post" action=(action("withdrawal")) class="sheet" {
                        (asked.word()) (why("withdrawal"))
                        (choice("withdrawal-pass", &t("The pass that its side takes off the table"), "pass", &passes, &said("withdrawal", "pass", "")))
                        (choice("withdrawal-items", &t("On"), "items", &whole, &said("withdrawal", "items", "")))
                        (line("withdrawal-reason", &t("Why"), "reason", &said("withdrawal", "reason", "")))
                        (day("withdrawal-day", &t("Day"), "day", &said("withdrawal", "day", &on)))
                        p { button { (t("Record the withdrawal")) } }
                    }
                }
            }
            details open[trouble.is_some_and(|(which, _)| which == "agreement")] id="agreement" {
                summary { (t("A tentative agreement")) }
                form method="post" action=(action("agreement")) class="sheet" {
                    (asked.word()) (why("agreement"))
                    (line("agreement-id", &t("Its id"), "id", &said("agreement", "id", agreement_id(state, id.as_str()).as_str())))
                    (choice("agreement-pass", &t("Whose words these are"), "pass", &words_of, &said("agreement", "pass", &agreed)))
                    (area("agreement-text", &t("The agreed text, where it is another"), "text", &said("agreement", "text", ""), 5))
                    fieldset {
                        legend { (t("Initials")) }
                        p class="small soft" { (t("It is an agreement when both sides have initialled it. Later initials are recorded below.")) }
                        @for side in [Side::Union, Side::Employer] {
                            @let name = format!("initials-{side}");
                            @let by = format!("by-{side}");
                            p class="field" {
                                label for=(name) { (t(if side == Side::Union { "Initialled for us" } else { "Initialled for them" })) }
                                select id=(name) name=(name) {
                                    option value="" { (t("not yet")) }
                                    @for party in state.parties.values().filter(|party| party.side == side) {
                                        @let chosen = said("agreement", &name, "") == party.id.as_str();
                                        option value=(party.id) selected[chosen] { (party.id) }
                                    }
                                }
                            }
                            (line(&by, &t(if side == Side::Union { "Who initialled for us" } else { "Who initialled for them" }), &by, &said("agreement", &by, "")))
                        }
                    }
                    (area("agreement-conditions", &t("What it depends on, a line each"), "conditions", &said("agreement", "conditions", ""), 2))
                    (day("agreement-day", &t("Day"), "day", &said("agreement", "day", &on)))
                    p { button { (t("Record the agreement")) } }
                }
            }
            (holding::forms(asked, state, id, typed, trouble))
            @if !open.is_empty() {
                details open[trouble.is_some_and(|(which, _)| which == "initials")] id="initials" {
                    summary { (t("Initials under an agreement")) }
                    form method="post" action=(action("initials")) class="sheet" {
                        (asked.word()) (why("initials"))
                        (choice("initials-agreement", &t("The agreement"), "agreement", &open, &said("initials", "agreement", "")))
                        (choice("initials-party", &t("Who initials"), "party", &parties, &said("initials", "party", "")))
                        (line("initials-by", &t("Their name"), "by", &said("initials", "by", "")))
                        (day("initials-day", &t("Day"), "day", &said("initials", "day", &on)))
                        p { button { (t("Record the initials")) } }
                    }
                }
            }
        }
    }
}

/// The parties of both sides, ours first.
pub(crate) fn parties(state: &State) -> Vec<(String, String)> {
    let of = |side: Side| {
        let all = state.parties.values().filter(move |party| party.side == side);
        all.map(|party| (party.id.to_string(), format!("{}: {}", party.id, party.name)))
    };
    of(Side::Union).chain(of(Side::Employer)).collect()
}

/// The passes on an item, the last first.
fn passes(asked: &Asked, state: &State, id: &Slug) -> Vec<(String, String)> {
    let speech = asked.speech();
    let all = state.items[id].passes.iter().rev().filter_map(|pass| state.passes.get(pass));
    all.map(|pass| {
        let status = pass.status(id).map(|status| speech.t(status.name())).unwrap_or_default();
        let day = press::writing::when_words(pass.since.when, asked.language);
        let name = &pass.pass.id;
        (name.to_string(), format!("{name} ({}), {day}: {status}", speech.t(pass.side.name())))
    })
    .collect()
}

/// An answer.
pub(crate) fn answer(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let mut body = Map::new();
    given(&mut body, form, &["by", "to", "kind", "words"]);
    listed(&mut body, "conditions", form);
    one_item(asked, &mut body, form)?;
    recorded(asked, form, "answer", "response", body, None)
}

/// A withdrawal.
pub(crate) fn withdrawal(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let mut body = Map::new();
    given(&mut body, form, &["pass", "reason"]);
    one_item(asked, &mut body, form)?;
    recorded(asked, form, "withdrawal", "withdrawal", body, None)
}

/// A tentative agreement, with the initials that it has at once.
pub(crate) fn agreement(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = asked.opened.on(asked.day);
    let id = item_of(asked, &standing.state)?;
    let mut body = Map::new();
    given(&mut body, form, &["id", "pass"]);
    body.insert("items".to_owned(), json!([id]));
    let text = Some(form.text("text")).filter(|text| !text.is_empty());
    let text = text.map(|text| format!("{}\n", text.replace("\r\n", "\n")).into_bytes());
    if let Some(text) = &text {
        body.insert("text".to_owned(), json!(record::Digest::of(text)));
    }
    let initials: Vec<Value> = [Side::Union, Side::Employer]
        .into_iter()
        .filter_map(|side| {
            let party = form.text(&format!("initials-{side}")).to_owned();
            let by = form.text(&format!("by-{side}")).to_owned();
            (!party.is_empty()).then(|| match by.is_empty() {
                true => json!({"party": party}),
                false => json!({"party": party, "by": by}),
            })
        })
        .collect();
    if !initials.is_empty() {
        body.insert("initials".to_owned(), json!(initials));
    }
    let conditions: Vec<Value> = lines_of(form.text("conditions"))
        .iter()
        .enumerate()
        .map(|(at, text)| json!({"id": format!("c{}", at + 1), "text": text}))
        .collect();
    if !conditions.is_empty() {
        body.insert("conditions".to_owned(), json!(conditions));
    }
    recorded(asked, form, "agreement", "tentative-agreement", body, text)
}

/// Initials under a tentative agreement.
pub(crate) fn initials(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let mut body = Map::new();
    given(&mut body, form, &["agreement", "party", "by"]);
    recorded(asked, form, "initials", "initials", body, None)
}

/// Fields of a form that are fields of the entry.
pub(super) fn given(body: &mut Map<String, Value>, form: &Form, names: &[&str]) {
    for name in names {
        let value = form.text(name).replace("\r\n", "\n");
        if !value.is_empty() {
            body.insert((*name).to_owned(), json!(value));
        }
    }
}

fn listed(body: &mut Map<String, Value>, name: &str, form: &Form) {
    let lines = lines_of(form.text(name));
    if !lines.is_empty() {
        body.insert(name.to_owned(), json!(lines));
    }
}

/// The item of the page, unless the form is about everything in the pass.
fn one_item(asked: &Asked, body: &mut Map<String, Value>, form: &Form) -> Result<(), Problem> {
    let standing = asked.opened.on(asked.day);
    let id = item_of(asked, &standing.state)?;
    if form.text("items") != "all" {
        body.insert("items".to_owned(), json!([id]));
    }
    Ok(())
}

/// Adds an entry, if the rules let it in, and keeps the file that it names before it; otherwise the page again with what was typed.
pub(super) fn recorded(
    asked: &Asked,
    form: &Form,
    which: &str,
    kind: &str,
    body: Map<String, Value>,
    file: Option<Vec<u8>>,
) -> Result<Done, Problem> {
    let standing = asked.opened.on(asked.day);
    let id = item_of(asked, &standing.state)?;
    let again = |reasons: Vec<String>| -> Result<Done, Problem> {
        Ok(Done::Again(item::shown(asked, form, Some((which, &reasons)))?))
    };
    let body = match Body::of(kind, Value::Object(body)) {
        Ok(body) => body,
        Err(error) => return again(vec![error.to_string()]),
    };
    let day = match day_of(asked, form.text("day")) {
        Ok(day) => day,
        Err(why) => return again(vec![why]),
    };
    let draft = Draft::new(&author(None), now(), Some(When::on(day)), body);
    match written(asked, draft, file.as_slice()) {
        Ok(number) => Ok(Done::To(format!("{}?written={number}", path_of(&id)))),
        Err(error) => again(reasons(&error)),
    }
}

/// Adds an entry with the files that it names: what the rules do not let in leaves no file behind.
pub(crate) fn written(
    asked: &Asked,
    draft: Draft,
    files: &[Vec<u8>],
) -> Result<u64, desk::adding::NotAdded> {
    let mut campaign = Campaign::open(asked.folder())?;
    let audience = audience_in(campaign.entries(), &draft.body);
    let draft = Draft { audience, ..draft };
    desk::adding::checked(&campaign, vec![draft.clone()])?;
    for bytes in files {
        campaign.files().put(bytes)?;
    }
    let numbers = add(&mut campaign, vec![draft])?;
    Ok(numbers.first().copied().unwrap_or_default())
}
