//! What matches what: our classes by the peers of a rule, and why.

use std::collections::BTreeMap;

use desk::peers::{NotKept, checked, keep, matched, stamp_of};
use intake::Findings;
use intake::case::peers::{MatchForm, PeerRule, RuleTexts, TheirClass, rule_of, their_classes};
use intake::data::{self, DataSet, Holds};
use maud::{Markup, html};
use money::{Cents, Fraction, Rounding};

use super::rule::{clash, done, not_saved, result_now, texts_of};
use super::{ROOM, address_of};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;
use crate::pages::costing::findings;

/// More pairs than anybody looks at are no form of ours.
const MOST: usize = 20_000;

/// What stands in the form, by class and employer.
type Said = BTreeMap<(String, String), MatchForm>;

/// The page.
pub(super) fn matches(asked: &Asked) -> Result<Page, Problem> {
    let texts = texts_of(asked)?;
    Ok(shown(asked, &texts, None, &done(asked), None))
}

/// The rule, though its matches be wrong: the page is there to mend them.
fn rule_without_matches(texts: &RuleTexts) -> Result<(PeerRule, Option<Findings>), Findings> {
    match rule_of(texts) {
        Ok(rule) => Ok((rule, None)),
        Err(found) => {
            rule_of(&RuleTexts { matches: None, ..texts.clone() }).map(|rule| (rule, Some(found)))
        }
    }
}

fn shown(
    asked: &Asked,
    texts: &RuleTexts,
    said: Option<&Said>,
    says: &Markup,
    result: Option<&Markup>,
) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let here = address_of(&texts.name);
    let title = format!("{}: {}", t("What matches what"), texts.name);
    let body = match rule_without_matches(texts) {
        Err(found) => html! {
            (findings(&found, &t("It cannot be read:")))
            p { a href=(asked.way(&here)) { (t("Back to the rule")) } }
        },
        Ok((rule, wrong)) => html! {
            (says)
            @if let Some(found) = wrong { (findings(&found, &t("It cannot be read:"))) }
            p class="lead" { (asked.speech().own(&rule.title)) }
            p { (t("For each class and employer: which of its classes does the same work, and why. Without a class, that nothing matches, and why not. A pair of which nothing is said is one that nobody has looked at.")) }
            form method="post" action=(asked.way(&format!("{here}/matches"))) class="stack" {
                (asked.word())
                input type="hidden" name="stamp" value=(stamp_of(texts));
                (buttons(asked))
                (pairs(asked, &rule, said))
                (buttons(asked))
            }
            section aria-labelledby="comes" {
                h2 id="comes" { (t("What comes of it")) }
                @match result {
                    Some(result) => (result),
                    None => (result_now(asked, &texts.name)),
                }
            }
            p { a href=(asked.way(&here)) { (t("Back to the rule")) } " · " a href=(asked.way("/case")) { (t("Back to the case")) } }
        },
    };
    Page::of(title, ROOM, body)
}

fn buttons(asked: &Asked) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        p class="buttons" {
            button name="do" value="save" { (t("Save the matches")) } " "
            button name="do" value="show" { (t("Show what comes of it")) }
        }
    }
}

/// What the data sets of the peers have to choose from.
fn choices(asked: &Asked, rule: &PeerRule) -> BTreeMap<String, Vec<TheirClass>> {
    let book = asked.opened.desk.book().ok().flatten();
    let (sets, _) = data::of_campaign(asked.folder());
    let read = |set: &DataSet| Some((set.about.name.clone(), set.read().ok()?));
    let in_book = |name: &str| book.and_then(|book| book.holds(name));
    let unread = |set: &&DataSet| rule.uses(&set.about.name) && in_book(&set.about.name).is_none();
    let own: BTreeMap<String, Holds> = sets.iter().filter(unread).filter_map(read).collect();
    their_classes(rule, |name| in_book(name).or_else(|| own.get(name)))
}

/// A table for each class, a row for each employer.
fn pairs(asked: &Asked, rule: &PeerRule, said: Option<&Said>) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let choices = choices(asked, rule);
    let employers: Vec<&str> = rule.employers().collect();
    let count = employers.len() * rule.class_names().count();
    let nothing = Vec::new();
    html! {
        input type="hidden" name="pairs" value=(count);
        @for (number, employer) in employers.iter().enumerate() {
            @if let Some(classes) = choices.get(*employer) {
                datalist id=(format!("of-{number}")) {
                    @for class in classes { option value=(class.name) { (pay_of(asked, class)) } }
                }
            }
        }
        @for (at, class) in rule.class_names().enumerate() {
            h2 id=(format!("class-{at}")) { (class) }
            table class="pairs" aria-labelledby=(format!("class-{at}")) {
                thead { tr { th scope="col" { (t("Employer")) } th scope="col" { (t("Their class")) } th scope="col" { (t("Why, or why not")) } } }
                tbody {
                    @for (number, employer) in employers.iter().enumerate() {
                        @let known = choices.get(*employer).unwrap_or(&nothing);
                        (pair(asked, (at * employers.len() + number, number), &now(rule, said, class, employer), known))
                    }
                }
            }
        }
    }
}

/// What is said of a pair: in the form, or in the file.
fn now(rule: &PeerRule, said: Option<&Said>, class: &str, employer: &str) -> MatchForm {
    let of_file = || {
        let (theirs, why) = rule.matched(class, employer).unwrap_or_default();
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        (text(theirs), text(Some(why)))
    };
    let key = (class.to_owned(), employer.to_owned());
    said.and_then(|said| said.get(&key)).cloned().unwrap_or_else(|| {
        let (theirs, why) = of_file();
        MatchForm { class: key.0, employer: key.1, theirs, why }
    })
}

fn pair(asked: &Asked, (at, of): (usize, usize), one: &MatchForm, known: &[TheirClass]) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let (theirs, why) = (format!("t.{at}"), format!("w.{at}"));
    let whose = format!(": {}, {}", one.class, one.employer);
    let is_new = one.theirs.is_empty() && one.why.is_empty();
    let needs_why = !one.theirs.is_empty() && one.why.is_empty();
    let list = (!known.is_empty()).then(|| format!("of-{of}"));
    let paid = known.iter().find(|class| class.name == one.theirs);
    html! {
        tr class=[is_new.then_some("unseen")] {
            th scope="row" {
                (one.employer)
                input type="hidden" name=(format!("c.{at}")) value=(one.class);
                input type="hidden" name=(format!("e.{at}")) value=(one.employer);
                @if is_new { span class="mark" { (t("nobody has looked yet")) } }
            }
            td {
                label for=(theirs) { (t("Their class")) span class="hidden" { (whose) } }
                input id=(theirs) name=(theirs) value=(one.theirs) list=[list];
                @if let Some(class) = paid { span class="small soft" { (pay_of(asked, class)) } }
            }
            td {
                label for=(why) { (t("Why, or why not")) span class="hidden" { (whose) } }
                textarea id=(why) name=(why) rows="2" aria-invalid=[needs_why.then_some("true")] { (one.why) }
                @if needs_why { span class="mark" { (t("Say why it matches.")) } }
            }
        }
    }
}

/// A class as its data set has it: its title and pay.
fn pay_of(asked: &Asked, class: &TheirClass) -> String {
    let dollars = |amount: &Fraction| {
        let cents = amount.times(&Fraction::whole(100)).rounded(Rounding::HalfUp);
        cents.map_or_else(|_| amount.to_decimal(2), |cents| Cents::new(cents).grouped())
    };
    let pay = class
        .pay
        .iter()
        .map(|(point, amount)| format!("{} {}", asked.speech().t(point.name()), dollars(amount)));
    class.title.clone().into_iter().chain(pay).collect::<Vec<_>>().join("; ")
}

/// What was typed.
fn typed(form: &Form) -> Said {
    let mut sent: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, text) in form.fields() {
        sent.entry(name).or_insert(text.trim());
    }
    let count: usize = sent.get("pairs").and_then(|count| count.parse().ok()).unwrap_or(0);
    let pair = |at: usize| {
        let text = |field: &str| Some((*sent.get(format!("{field}.{at}").as_str())?).to_owned());
        let one = MatchForm {
            class: text("c")?,
            employer: text("e")?,
            theirs: text("t")?,
            why: text("w")?.replace("\r\n", " ").replace('\n', " "),
        };
        Some(((one.class.clone(), one.employer.clone()), one))
    };
    (0..count.min(MOST)).filter_map(pair).collect()
}

/// A button was pressed.
pub(super) fn change(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let texts = texts_of(asked)?;
    let said = typed(form);
    let again = |says: Markup| Ok(Done::Again(shown(asked, &texts, Some(&said), &says, None)));
    let rule = match rule_without_matches(&texts) {
        Ok((rule, _)) => rule,
        Err(found) => return again(not_saved(asked, &found)),
    };
    // Pairs that the rule does not have are no rows of ours.
    let has = |one: &&MatchForm| {
        rule.class_names().any(|class| class == one.class)
            && rule.employers().any(|employer| employer == one.employer)
    };
    let rows: Vec<MatchForm> = said.values().filter(has).cloned().collect();
    let after = match matched(&texts, &rows) {
        Ok(after) => after,
        Err(found) => return again(not_taken(asked, &found)),
    };
    let moved = form.text("stamp") != stamp_of(&texts);
    if form.text("do") == "save" {
        if moved {
            return again(clash(asked));
        }
        return match keep(&asked.opened.desk, &after, Some(form.text("stamp")), None) {
            Ok(()) => Ok(Done::To(format!("{}/matches?done=saved", address_of(&texts.name)))),
            Err(NotKept::Moved) => again(clash(asked)),
            Err(NotKept::Findings(found)) => again(not_taken(asked, &found)),
        };
    }
    let speech = asked.speech();
    let (says, result) = match checked(&asked.opened.desk, &after, None) {
        Err(found) => (not_taken(asked, &found), html! {}),
        Ok((_, book)) => {
            let body = book.as_ref().and_then(|book| {
                press::peers_body(book, &texts.name, asked.language, speech.words)
            });
            (html! {}, body.unwrap_or_else(|| result_now(asked, &texts.name)))
        }
    };
    let says = html! { p class="banner" role="status" { (speech.t("Not saved yet.")) } (says) };
    Ok(Done::Shown(shown(asked, &texts, Some(&said), &says, Some(&result))))
}

/// What stops matches from being saved.
fn not_taken(asked: &Asked, found: &Findings) -> Markup {
    findings(found, &asked.speech().t("The matches cannot be read so, and were not saved:"))
}
