//! An item: what both sides hold, the history of passes and answers, its texts, its clocks, and the forms for what happens next.

use desk::texts::texts_of;
use maud::{Markup, html};
use record::body::{Body, Side};
use record::words::attribute;
use record::{
    AgreedState, Basis, Clock, Entry, LastPassed, Slug, State, last_passed, terms_file, waits,
};

use super::answers::forms;
use super::items::{clock_rows, turn};
use super::parts::{days, entry, item_of, last, since, whose, written};
use super::texts::{attributed, way_to};
use crate::app::{Asked, Page, Problem};
use crate::forms::Form;

/// The page.
pub(crate) fn page(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, &Form::default(), None)
}

/// The page with what was typed into one of its forms, and what stopped that form.
pub(crate) fn shown(
    asked: &Asked,
    form: &Form,
    trouble: Option<(&str, &[String])>,
) -> Result<Page, Problem> {
    let standing = asked.opened.on(asked.day);
    let state = &standing.state;
    let id = item_of(asked, state)?;
    let item = &state.items[&id];
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let status = state.item_status(&id).map_or("", record::ItemStatus::name);
    let body = html! {
        (written(asked))
        p class="lead" {
            (t(status))
            @if let Some(article) = &item.item.article { ", " (t("article")) " " (article) }
            ", " (t("raised")) " " (since(asked, item.raised))
        }
        div { (turn(asked, state, &id)) }
        p { a class="button" href=(asked.way(&format!("/table/compose?item={id}"))) { (t("Compose a pass on it")) } }
        (positions(asked, state, &id))
        (agreements(asked, state, &id))
        (history(asked, &id, state))
        (texts(asked, state, &id)?)
        (clocks(asked, state, &standing.clocks, &id))
        (forms(asked, state, &id, form, trouble))
        p { a href=(asked.way("/table")) { (t("All items")) } }
    };
    let page = Page::of(item.item.title.clone(), "/table", body);
    let title = speech.words.spoken(speech.language, &item.item.title).0;
    Ok(Page { title, ..page })
}

fn positions(asked: &Asked, state: &State, id: &Slug) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let of = |side: Side| -> Option<LastPassed> {
        last_passed(state, side, |_| true).into_iter().find(|one| one.item == *id)
    };
    let live_packages = |side: Side| -> Vec<Slug> {
        let stand = state.items[id].side(side);
        stand.map(|stand| stand.packages.clone()).unwrap_or_default()
    };
    let waits = waits(state, id);
    html! {
        section aria-labelledby="positions" {
            h2 id="positions" { (t("Both sides' positions")) }
            div class="two" {
                @for side in [Side::Union, Side::Employer] {
                    @let packages = live_packages(side);
                    section {
                        h3 { (t(whose(side))) }
                        @match of(side) {
                            Some(one) => {
                                (last(asked, state, &one))
                                (says(asked, state, &one))
                            },
                            None => p class="calm" { (t("Nothing was passed.")) },
                        }
                        @if !packages.is_empty() {
                            p class="small" { (t("In live packages")) ": " @for id in &packages { (id) " " } }
                        }
                        @for wait in waits.iter().filter(|wait| wait.side == side) {
                            @if let Some((from, count)) = wait.awaiting {
                                p class="small" { (t("Owes an answer since")) " " (since(asked, from)) ": " (days(asked, from, count)) }
                            }
                            @if let Some((from, count)) = wait.no_movement {
                                p class="small" { (t("No movement since")) " " (since(asked, from)) ": " (days(asked, from, count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a pass says in full: terms as an offer file has them, its text, its documents and conditions.
fn says(asked: &Asked, state: &State, passed: &LastPassed) -> Markup {
    let speech = asked.speech();
    let pass = state.passes.get(&passed.pass);
    let documents = pass.map(|pass| pass.pass.documents.as_slice()).unwrap_or_default();
    let conditions = pass.map(|pass| pass.pass.conditions.as_slice()).unwrap_or_default();
    html! {
        @if !passed.said.terms.is_empty() {
            details {
                summary { (speech.t("Its terms, as they are costed")) }
                pre tabindex="0" role="region" aria-label=(speech.t("Terms")) { (terms_file(&passed.said.terms).trim_start()) }
            }
        }
        @if let Some(text) = passed.said.text { p { (way_to(asked, text)) } }
        @for document in documents { p { (speech.t("With a document")) ": " (way_to(asked, *document)) } }
        @if !conditions.is_empty() {
            p { (speech.t("On these conditions")) ":" }
            ul { @for one in conditions { li { (speech.own(one)) } } }
        }
    }
}

fn agreements(asked: &Asked, state: &State, id: &Slug) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let all: Vec<&AgreedState> =
        state.agreed.values().filter(|one| one.agreement.items.contains(id)).collect();
    html! {
        @if !all.is_empty() {
            section aria-labelledby="agreements" {
                h2 id="agreements" { (t("Tentative agreements")) }
                @for one in all {
                    h3 { (one.agreement.id) ": " (speech.own(&one.status().name())) }
                    ul {
                        li { (since(asked, one.since)) @if let Some(pass) = &one.agreement.pass { "; " (t("the words of")) " " (pass) } }
                        @if let Some(text) = one.agreement.text { li { (way_to(asked, text)) } }
                        @for (side, initials, when) in &one.initials {
                            li { (t("initialled by")) " " (initials.party) ", " (t(side.name())) @if let Some(by) = &initials.by { ", " (by) } ": " (since(asked, *when)) }
                        }
                        @for condition in &one.conditions {
                            li {
                                (t("on the condition")) ": " @if let Some(text) = &condition.condition.text { (speech.own(text)) } @else { (condition.condition.id) } ": "
                                @match condition.decided {
                                    None => (t("open")),
                                    Some((true, when)) => { (t("met")) ", " (since(asked, when)) },
                                    Some((false, when)) => { (t("failed")) ", " (since(asked, when)) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether an entry is about an item.
fn is_about(entry: &Entry, item: &Slug, state: &State) -> bool {
    let passes = |pass: &Slug, named: &[Slug]| {
        let of = state.passes.get(pass).is_some_and(|pass| pass.item(item).is_some());
        of && (named.is_empty() || named.contains(item))
    };
    let agreement = |id: Option<&Slug>| {
        let agreed = id.and_then(|id| state.agreed.get(id));
        agreed.is_some_and(|agreed| agreed.agreement.items.contains(item))
    };
    match &entry.draft.body {
        Body::Item(one) => one.id == *item,
        Body::ScopeOpinion(opinion) => opinion.item == *item,
        Body::Pass(pass) => pass.items.iter().any(|one| one.item == *item),
        Body::Response(response) => passes(&response.to, &response.items),
        Body::Withdrawal(withdrawal) => passes(&withdrawal.pass, &withdrawal.items),
        Body::Hold(hold) => hold.items.contains(item),
        Body::TentativeAgreement(agreement) => agreement.items.contains(item),
        Body::Initials(initials) => agreement(initials.agreement.as_ref()),
        Body::Condition(condition) => agreement(condition.agreement.as_ref()),
        Body::Reopening(reopening) => agreement(Some(&reopening.agreement)),
        Body::Claim(claim) => claim.items.contains(item),
        Body::Demand(demand) => demand.item == *item,
        Body::Concession(concession) => concession.item == *item,
        _ => false,
    }
}

/// What happened on it, day by day; an entry that was taken back or corrected says so.
fn history(asked: &Asked, id: &Slug, state: &State) -> Markup {
    let speech = asked.speech();
    let all = asked.opened.desk.entries();
    let mut about: Vec<&Entry> = all
        .iter()
        .filter(|entry| entry.draft.place() <= asked.day && is_about(entry, id, state))
        .collect();
    about.sort_by_key(|entry| (entry.draft.place(), entry.number));
    let became = |number: u64| {
        all.iter().filter(|by| by.draft.place() <= asked.day).find_map(|by| match &by.draft.body {
            Body::Retraction(back) if back.entry == number => Some(("taken back by", by.number)),
            _ if by.draft.corrects == Some(number) => Some(("corrected by", by.number)),
            _ => None,
        })
    };
    html! {
        section aria-labelledby="history" {
            h2 id="history" { (speech.t("History")) }
            ol class="entries" {
                @for one in about {
                    li {
                        (entry(asked, one.number)) " "
                        @if let Some(when) = one.draft.about { strong { (press::writing::when_words(when, asked.language)) } " " }
                        (speech.own(&press::entry_words(one)))
                        @if let Some((how, by)) = became(one.number) { " " strong { "(" (speech.t(how)) " " (entry(asked, by)) ")" } }
                    }
                }
            }
        }
    }
}

fn texts(asked: &Asked, state: &State, id: &Slug) -> Result<Markup, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let texts = texts_of(&asked.opened.desk.campaign, state, id)
        .map_err(|error| Problem::Files(format!("{error}\n  mend: {}", error.mend())))?;
    let (names, versions): (Vec<String>, Vec<&str>) =
        texts.iter().map(|(pass, text)| (pass.to_string(), text.as_str())).unzip();
    let digest = |pass: &Slug| {
        state.passes.get(pass).and_then(|pass| pass.item(id).and_then(|one| one.text))
    };
    Ok(html! {
        @if !texts.is_empty() {
            section aria-labelledby="texts" {
                h2 id="texts" { (t("The text")) }
                ul { @for (pass, _) in &texts { li { (pass) ": " @if let Some(digest) = digest(pass) { (way_to(asked, digest)) } } } }
                @if versions.len() > 1 {
                    h3 { (t("Through all of its versions: who brought each word, and who struck it")) }
                    (attributed(&attribute(&versions), &names))
                }
            }
        }
    })
}

fn clocks(asked: &Asked, state: &State, all: &[Clock], id: &Slug) -> Markup {
    let names: Vec<String> =
        state.items[id].passes.iter().map(|pass| format!("offer-{pass}")).collect();
    let own: Vec<&Clock> = all
        .iter()
        .filter(|clock| {
            let clock_id = clock.id.as_str();
            clock_id.strip_suffix(id.as_str()).is_some_and(|before| before.ends_with('-'))
                || names.iter().any(|name| name == clock_id)
        })
        .collect();
    html! {
        @if !own.is_empty() {
            section aria-labelledby="clocks" {
                h2 id="clocks" { (asked.speech().t("Its clocks")) }
                @if own.iter().any(|clock| clock.basis == Basis::Evidence) {
                    p class="small soft" { (asked.speech().t("What rests on evidence is no deadline by law: it is a fact to log.")) }
                }
                (clock_rows(asked, &own, "clocks"))
            }
        }
    }
}
