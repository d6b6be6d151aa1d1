//! What a pass comes to before it crosses the table: costed, held against the rules, and as the other side will see it.

use desk::passing::{Foreseen, Typed, compared, is_of_what_was_typed, same_ground};
use maud::{Markup, html};
use press::Seen;
use record::audience::Audience;
use record::body::{Body, Contingency, Pass};
use record::words::compare;
use record::{Side, Slug, State, last_passed, terms_file};

use super::composed::{Composed, items_of, read, side_of, typed};
use super::costs::{costs, findings};
use super::parts::reasons;
use super::texts::compared as versions;
use crate::app::Asked;
use crate::forms::Form;

/// What the terms of a form cost, or what is wrong with them.
pub(crate) struct Costed {
    /// The table, or the findings.
    pub shown: Markup,
    /// Something is wrong in what was typed.
    pub wrong: bool,
}

/// What the terms of a pass cost, as far as somebody sees what it is held against.
pub(crate) fn costed(
    asked: &Asked,
    state: &State,
    side: Side,
    typed: &[Typed],
    sees: impl Fn(u64) -> bool,
    heading: &str,
) -> Costed {
    let speech = asked.speech();
    match compared(&asked.opened.desk, state, side, typed, sees) {
        Ok(Some(compared)) => {
            Costed { shown: costs(asked, &compared, side, heading), wrong: false }
        }
        Ok(None) => Costed {
            shown: html! { p class="calm" { (speech.t("This campaign costs nothing: its case file names no roster.")) } },
            wrong: false,
        },
        Err(found) => {
            let wrong = is_of_what_was_typed(&found);
            let shown = html! {
                p { strong { (speech.t(if wrong { "The terms cannot be costed as they are typed:" } else { "The files of the costing have to be mended:" })) } }
                (findings(asked, &found))
            };
            Costed { shown, wrong }
        }
    }
}

/// Everything that a form comes to: costs, what the rules say, the text against what was passed before, what the other side will see.
pub(crate) fn comes_to(asked: &Asked, form: &Form) -> Markup {
    let standing = asked.opened.on(asked.day);
    let state = &standing.state;
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let items = items_of(form, state);
    let side = side_of(form, state);
    let heading = "costs";
    let costed = costed(asked, state, side, &typed(form, &items), |_| true, heading);
    let read = read(asked, state, form);
    html! {
        h3 id=(heading) { (t("What it costs")) }
        (costed.shown)
        @match &read {
            Err(wrong) => {
                h3 { (t("Before it can be passed")) }
                @for one in wrong { p class="problem" { (speech.own(one)) } }
            },
            Ok(composed) => {
                (texts(asked, state, composed))
                (crossed(asked, state, composed))
            },
        }
    }
}

/// Each text against what its side and the other last passed.
fn texts(asked: &Asked, state: &State, composed: &Composed) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let before = |side: Side, item: &Slug| -> Option<(Slug, String)> {
        let passed = last_passed(state, side, |_| true);
        let last = passed.into_iter().find(|one| one.item == *item)?;
        let bytes = asked.opened.desk.campaign.files().get(last.said.text?).ok()?;
        Some((last.pass, String::from_utf8_lossy(&bytes).into_owned()))
    };
    let sides = [Some(composed.side), composed.side.other()];
    html! {
        @for (item, text) in &composed.texts {
            @for side in sides.into_iter().flatten() {
                @if let Some((pass, older)) = before(side, item) {
                    h3 { (t("The text on")) " " (item) ", " (t("against")) " " (pass) }
                    (versions(&compare(&older, text)))
                }
            }
        }
    }
}

/// What the rules say of the pass, and what the other side gets where they let it in.
fn crossed(asked: &Asked, state: &State, composed: &Composed) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let foreseen = Foreseen::of(&asked.opened.desk, composed.draft.clone(), asked.day);
    html! {
        @match &foreseen {
            Err(error) => {
                h3 { (t("The rules do not let it in")) }
                @for reason in reasons(error) { p class="problem" { (speech.own(&reason)) } }
            },
            Ok(foreseen) => (to_them(asked, state, composed, foreseen)),
        }
    }
}

/// The pass as the other side will see it: the entry, and its costs beside what that side may see.
fn to_them(asked: &Asked, state: &State, composed: &Composed, foreseen: &Foreseen) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let audience = Audience::OtherSide;
    let Body::Pass(pass) = &foreseen.entry.draft.body else { return html! {} };
    // What they have seen before it, and nothing else.
    let seen = Seen::by(state, asked.opened.desk.entries(), &audience);
    let heading = "their-costs";
    html! {
        section class="theirs" aria-labelledby="as-they-see-it" {
            h3 id="as-they-see-it" { (t("As the other side will see it")) }
            @if foreseen.is_seen_by(&audience) {
                p { (t("It would be entry")) " " (foreseen.entry.number) ". " (t("The other side sees it whole, and nothing else that is on this page.")) }
                (card(asked, state, pass, composed))
                h4 id=(heading) { (t("What it costs beside what they have seen")) }
                p class="small soft" { (t("They have a roster and assumptions of their own: their numbers may differ.")) }
                @if same_ground(state, |entry| seen.sees(entry)) {
                    p { (t("They have seen every pass that it is held against above: the same numbers follow.")) }
                } @else {
                    (costed(asked, state, composed.side, &composed.typed, |entry| seen.sees(entry), heading).shown)
                }
            } @else {
                p { (t("The other side would not see it.")) }
            }
        }
    }
}

/// What crosses the table.
fn card(asked: &Asked, state: &State, pass: &Pass, composed: &Composed) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let party = state.parties.get(&pass.from).map_or(pass.from.as_str(), |party| &party.name);
    let text =
        |item: &Slug| composed.texts.iter().find(|(one, _)| one == item).map(|(_, text)| text);
    html! {
        div class="card" {
            p { strong { (pass.title.as_deref().unwrap_or(pass.id.as_str())) } ": " (t(pass.kind.name())) ", " (party) }
            @for one in &pass.items {
                h4 { (state.items.get(&one.item).map_or(one.item.as_str(), |item| &item.item.title)) }
                @if one.unchanged { p { (t("unchanged")) } }
                @if !one.terms.is_empty() { pre tabindex="0" role="region" aria-label=(t("Terms")) { (terms_file(&one.terms).trim_start()) } }
                @if !one.says.is_empty() { p { (record::said::printed(&one.says)) } }
                @if let Some(text) = text(&one.item) { pre class="text" tabindex="0" role="region" aria-label=(t("Text")) { (text) } }
            }
            @if !pass.conditions.is_empty() {
                p { strong { (t("On these conditions")) } }
                ul { @for one in &pass.conditions { li { (one) } } }
            }
            @if pass.kind == record::body::PassKind::Package {
                p {
                    @match &pass.contingency {
                        Some(Contingency::Severable(alone)) => { (t("These may be taken alone")) ": " @for one in alone { (one) " " } },
                        _ => (t("It is taken whole or not at all.")),
                    }
                }
            }
            @if let Some(expires) = &pass.expires { p { (t("It can be accepted until")) " " (speech.day(expires.on)) @if let Some(why) = &expires.reason { ": " (why) } } }
            @if let Some(why) = &pass.explanation { p { (t("The reason given")) ": " (why) } }
            @for digest in &pass.documents { p { (t("With a document")) ": " code { (digest.short()) } } }
        }
    }
}
