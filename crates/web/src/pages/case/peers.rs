//! The rules of peers: which there are, how each stands, and a new one.

use desk::peers::{list, rule_names};
use intake::case::Book;
use intake::case::peers::{PeerRule, peer_rule, standing};
use intake::{Finding, Findings, data};
use maud::{Markup, html};

use super::{ROOM, address_of};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;
use crate::pages::costing::findings;

/// The page.
pub(super) fn peers(asked: &Asked) -> Result<Page, Problem> {
    Ok(shown(asked, html! {}))
}

fn shown(asked: &Asked, said: Markup) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let (book, broken) = match asked.opened.desk.book() {
        Ok(book) => (book, None),
        Err(found) => (None, Some(found)),
    };
    let names = rule_names(asked.folder());
    let body = html! {
        (said)
        p class="lead" { (t("A rule says whom we compare our classes with and how, before anybody looks at the pay. Every figure of it says whether it was registered first.")) }
        p { a class="go" href=(asked.way("/case/new-peers")) { (t("Write a rule of peers")) } }
        @if let Some(found) = broken { (findings(found, &t("The case cannot be made:"))) }
        @if names.is_empty() { p class="calm" { (t("There is no rule of peers yet.")) } }
        @for name in &names { (one(asked, name, book)) }
        p { a href=(asked.way("/case")) { (t("Back to the case")) } }
    };
    Page::of(t("Whom we compare with"), ROOM, body)
}

/// A rule and how it stands.
fn one(asked: &Asked, name: &str, book: Option<&Book>) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let way = asked.way(&address_of(name));
    match peer_rule(asked.folder(), name) {
        Err(found) => html! {
            section class="card" aria-labelledby=(format!("rule-{name}")) {
                h2 id=(format!("rule-{name}")) { a href=(way) { (name) } }
                (findings(&found, &t("It cannot be read:")))
            }
        },
        Ok(rule) => html! {
            section class="card" aria-labelledby=(format!("rule-{name}")) {
                h2 id=(format!("rule-{name}")) { a href=(way) { (asked.speech().own(&rule.title)) } }
                p class="soft" { code { (name) } ", " (t(rule.side.name())) ". " (asked.speech().own(&rule.why)) }
                (counts(asked, &rule, book))
                (registered(asked, &rule))
                (listing(asked, &rule.name, is_listed(book, name)))
            }
        },
    }
}

/// Whether the case lists a rule.
pub(super) fn is_listed(book: Option<&Book>, name: &str) -> bool {
    book.is_some_and(|book| book.peers.iter().any(|table| table.rule.name == name))
}

/// How many peers, classes, pairs and holes there are.
pub(super) fn counts(asked: &Asked, rule: &PeerRule, book: Option<&Book>) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let (pairs, looked) = rule.pairs();
    let table = book.and_then(|book| book.peers.iter().find(|table| table.rule.name == rule.name));
    let of_class = |holes: &[Option<String>]| holes.iter().flatten().count();
    let holes: Option<usize> =
        table.map(|table| table.classes.iter().map(|class| of_class(&class.holes)).sum());
    html! {
        dl class="counts" {
            div { dt { (t("Peers")) } dd { (rule.employers().count()) } }
            div { dt { (t("Classes")) } dd { (rule.class_names().count()) } }
            div { dt { (t("Pairs looked at")) } dd { (looked) } }
            div { dt { (t("Not looked at")) } dd { (pairs.saturating_sub(looked)) } }
            @if let Some(holes) = holes {
                div { dt { (t("Results that are holes")) } dd { (holes) " / " (rule.class_names().count() * rule.points.len()) } }
            }
        }
    }
}

/// Whether a rule was registered, in a sentence.
pub(super) fn registered(asked: &Asked, rule: &PeerRule) -> Markup {
    let (sets, _) = data::of_campaign(asked.folder());
    match standing(asked.folder(), rule, &sets) {
        Ok(registered) => html! { p { (asked.speech().own(&registered.sentence())) } },
        Err(found) => findings(&found, &asked.speech().t("It cannot be read:")),
    }
}

/// Whether the case lists a rule, and the button that changes it.
pub(super) fn listing(asked: &Asked, name: &str, listed: bool) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let (says, what, button) = match listed {
        true => ("The case lists this rule.", "out", "Take it out of the case"),
        false => (
            "The case does not list this rule: no figure is made of it.",
            "in",
            "Put it into the case",
        ),
    };
    html! {
        form method="post" action=(asked.way(&format!("{}/listed", address_of(name)))) {
            (asked.word())
            span { (t(says)) }
            button name="do" value=(what) { (t(button)) span class="hidden" { ": " (name) } }
        }
    }
}

/// A rule is put into the case, or taken out of it.
pub(super) fn listed(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let name = asked.part("name");
    if !rule_names(asked.folder()).iter().any(|known| known == name) {
        return Err(Problem::NotThere(format!("The campaign has no rule of peers {name}.")));
    }
    match list(&asked.opened.desk, asked.day, name, form.text("do") != "out") {
        Ok(()) => Ok(Done::To(address_of(name))),
        Err(found) => {
            let said = not_so(asked, &found);
            Ok(Done::Again(shown(asked, said)))
        }
    }
}

fn not_so(asked: &Asked, found: &Findings) -> Markup {
    findings(found, &asked.speech().t("The case cannot be made so, and nothing was written:"))
}

/// A single finding as the answer to a form.
pub(super) fn one_of(finding: Finding) -> Problem {
    Problem::Files(finding.to_string())
}
