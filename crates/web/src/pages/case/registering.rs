//! A rule of peers is registered before its data come in, as `goodfaith case peers register` does it.

use desk::peers::{rule_texts, stamp_of};
use intake::case::peers::{PeerRule, Registered, Registration, standing};
use intake::data;
use maud::{Markup, html};

use super::address_of;
use super::peers::one_of;
use super::rule::{clash, shown_as_it_is};
use crate::app::{Asked, Done, Problem};
use crate::forms::Form;
use crate::pages::costing::findings;

/// How a rule was registered, as far as that can be read.
pub(super) fn registered(asked: &Asked, rule: &PeerRule) -> Registered {
    let (sets, _) = data::of_campaign(asked.folder());
    standing(asked.folder(), rule, &sets).unwrap_or(Registered::Not)
}

/// What changing a registered rule does; `now` is the rule as it stands in the form, where it can be read.
pub(super) fn before_changing(asked: &Asked, rule: &PeerRule, now: Option<&PeerRule>) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    if matches!(registered(asked, rule), Registered::Not) {
        return html! {};
    }
    let changes = now.is_some_and(|now| now.choice() != rule.choice());
    html! {
        p class="banner" {
            @if changes { strong { (t("What stands in the form chooses otherwise than the rule as it is.")) " " } }
            (t("This rule is registered. Once it is saved with other peers, classes, points, day or measure, every figure of it will say that it was changed since.")) " "
            (t("Where the pay is found may be said later: that changes nothing.")) }
    }
}

/// The part of a rule's page that registers it.
pub(super) fn section(asked: &Asked, rule: &PeerRule, stamp: &str) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let registered = registered(asked, rule);
    let is_as_it_is = matches!(registered, Registered::As { .. });
    html! {
        section aria-labelledby="registering" {
            h2 id="registering" { (t("Registered first")) }
            p { (t("To register is to write down whom the rule compares with, and how, before the pay is looked at: a reader can then see that nobody was picked to fit. Every figure says so, and says it if the rule is changed later.")) }
            p { (asked.speech().own(&registered.sentence())) }
            @match &registered {
                Registered::As { registration, .. } => (line(asked, registration)),
                Registered::Changed(registration) => (line(asked, registration)),
                Registered::Not => {},
            }
            @if !is_as_it_is {
                form method="post" action=(asked.way(&format!("{}/register", address_of(&rule.name)))) {
                    (asked.word())
                    input type="hidden" name="stamp" value=(stamp);
                    button { (t("Register the rule as it is")) }
                }
            }
        }
    }
}

/// A registration, with what shows later that nothing was changed.
fn line(asked: &Asked, registration: &Registration) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        p { (t("Registered")) " " code { (registration.at.to_string()) } ":" }
        ul { @for part in registration.choice.split("; ") { li lang="en" { (part) } } }
        p { (t("SHA-256 of the line:")) " " code class="hash" { (registration.fingerprint()) } }
        p class="soft" { (t("The time is this computer's. Send the SHA-256 to somebody on the day.")) }
    }
}

/// The button was pressed.
pub(super) fn register(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let name = asked.part("name");
    let nothing = || Problem::NotThere(format!("The campaign has no rule of peers {name}."));
    let texts = rule_texts(asked.folder(), name).map_err(one_of)?.ok_or_else(nothing)?;
    if form.text("stamp") != stamp_of(&texts) {
        return Ok(Done::Again(shown_as_it_is(asked, &texts, clash(asked))?));
    }
    match desk::peers::register(asked.folder(), name, jiff::Timestamp::now()) {
        Ok(_) => Ok(Done::To(format!("{}?done=registered", address_of(name)))),
        Err(found) => {
            let said = findings(
                &found,
                &asked.speech().t("It was not registered, and nothing was written:"),
            );
            Ok(Done::Again(shown_as_it_is(asked, &texts, said)?))
        }
    }
}
