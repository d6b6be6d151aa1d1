//! A rule of peers on a page of its own: changed in a form, shown with what comes of it, written whole or not at all.

use desk::peers::{
    NotKept, case_listing, changed, checked, keep, rule_names, rule_texts, stamp_of,
};
use intake::Findings;
use intake::case::Book;
use intake::case::peers::rule_form::{self, RowForm, RuleForm};
use intake::case::peers::{PeerRule, RuleTexts, rule_of};
use intake::data::{self, Kind};
use maud::{Markup, html};
use record::Slug;

use super::peers::{counts, is_listed, listing, one_of};
use super::registering::{before_changing, section};
use super::rule_fields::{Choices, fields, rearranged, typed};
use super::{ROOM, address_of};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;
use crate::pages::costing::findings;

/// The files of the rule that the address names.
pub(super) fn texts_of(asked: &Asked) -> Result<RuleTexts, Problem> {
    let name = asked.part("name");
    let texts = rule_texts(asked.folder(), name).map_err(one_of)?;
    texts.ok_or_else(|| Problem::NotThere(format!("The campaign has no rule of peers {name}.")))
}

/// What is said where somebody else changed the files meanwhile.
pub(super) fn clash(asked: &Asked) -> Markup {
    html! { div class="problem" role="alert" { p { (asked.speech().t("The file was changed by somebody else since this page was loaded. Nothing was saved; what you typed stands below.")) } } }
}

/// What is said after something was done.
pub(super) fn done(asked: &Asked) -> Markup {
    let says = match asked.parameter("done").as_deref() {
        Some("saved") => "Saved.",
        Some("registered") => "The rule is registered.",
        _ => return html! {},
    };
    html! { p class="banner" role="status" { (asked.speech().t(says)) } }
}

/// The page.
pub(super) fn rule(asked: &Asked) -> Result<Page, Problem> {
    shown_as_it_is(asked, &texts_of(asked)?, done(asked))
}

/// The page of a rule as its files have it.
pub(super) fn shown_as_it_is(
    asked: &Asked,
    texts: &RuleTexts,
    said: Markup,
) -> Result<Page, Problem> {
    match rule_form::read(&texts.path(), &texts.rule) {
        Ok(form) => Ok(shown(asked, texts, &form, &said, None)),
        Err(finding) => Ok(broken(asked, texts, &Findings(vec![finding]))),
    }
}

/// A rule whose file is no TOML: it is mended as a text.
fn broken(asked: &Asked, texts: &RuleTexts, found: &Findings) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let body = html! {
        (findings(found, &t("It cannot be read:")))
        p { (t("Mend the file as a text, and load this page again:")) " " code { (texts.path()) } }
        pre class="post" lang="en" tabindex="0" { (texts.rule) }
        (back(asked))
    };
    Page::of(texts.name.clone(), ROOM, body)
}

/// A rule as it stands in a form.
struct Tried {
    /// The rule, where it can be read.
    rule: Option<PeerRule>,
    /// What comes of it, or why it is not shown.
    result: Markup,
    /// What stops it.
    found: Option<Findings>,
}

fn shown(
    asked: &Asked,
    texts: &RuleTexts,
    form: &RuleForm,
    said: &Markup,
    tried: Option<&Tried>,
) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let as_it_is = rule_of(texts);
    let book = asked.opened.desk.book().ok().flatten();
    let stamp = stamp_of(texts);
    let here = address_of(&texts.name);
    let matches = asked.way(&format!("{here}/matches"));
    let body = html! {
        (said)
        p class="soft" { code { (texts.path()) } ". " (t("Comments, and fields that this form does not have, stay in the file as they are.")) }
        @match &as_it_is {
            Ok(rule) => {
                (counts(asked, rule, book))
                p { a class="go" href=(matches) { (t("What matches what")) } }
                (before_changing(asked, rule, tried.and_then(|tried| tried.rule.as_ref())))
            },
            Err(found) => (findings(found, &t("It cannot be read:"))),
        }
        form method="post" action=(asked.way(&here)) class="stack" {
            (asked.word())
            input type="hidden" name="stamp" value=(stamp);
            (buttons(asked, true))
            (fields(asked, form, &choices(asked, &texts.name)))
            (buttons(asked, false))
        }
        section aria-labelledby="comes" {
            h2 id="comes" { (t("What comes of it")) }
            @match tried {
                Some(tried) => (tried.result),
                None => (result_now(asked, &texts.name)),
            }
            (listing(asked, &texts.name, is_listed(book, &texts.name)))
        }
        @if let Ok(rule) = &as_it_is { (section(asked, rule, &stamp)) }
        (back(asked))
    };
    let title = if form.text("title").is_empty() { &texts.name } else { form.text("title") };
    Page::of(title.to_owned(), ROOM, body)
}

/// The buttons of the form; those at its head are the ones that Enter presses.
fn buttons(asked: &Asked, at_head: bool) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let save = if at_head { "Save" } else { "Save the rule" };
    html! {
        p class="buttons" {
            button name="do" value="save" { (t(save)) } " "
            button name="do" value="show" { (t("Show what comes of it")) }
        }
    }
}

fn back(asked: &Asked) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        p {
            a href=(asked.way("/case/peers")) { (t("Back to the rules of peers")) } " · "
            a href=(asked.way("/case")) { (t("Back to the case")) }
        }
    }
}

/// What comes of the rule as the files have it.
pub(super) fn result_now(asked: &Asked, name: &str) -> Markup {
    match asked.opened.desk.book() {
        Ok(book) => result(asked, name, book),
        Err(found) => findings(found, &asked.speech().t("The case cannot be made:")),
    }
}

/// What comes of the rule, as the case shows it.
fn result(asked: &Asked, name: &str, book: Option<&Book>) -> Markup {
    let speech = asked.speech();
    let body = book.and_then(|book| press::peers_body(book, name, asked.language, speech.words));
    html! {
        @match body {
            Some(body) => (body),
            None => p class="calm" { (speech.t("Nothing yet: figures are made of rules that the case lists.")) },
        }
    }
}

/// What there is to choose from.
fn choices(asked: &Asked, own: &str) -> Choices {
    let (sets, _) = data::of_campaign(asked.folder());
    let pay = |kind| matches!(kind, Kind::Pay | Kind::Controller | Kind::Wages);
    let sets = sets.into_iter().filter(|set| pay(set.about.kind));
    Choices {
        data: sets.map(|set| (set.about.name, set.about.title)).collect(),
        rivals: rule_names(asked.folder()).into_iter().filter(|name| name != own).collect(),
        schedules: crate::pages::costing::names_in(asked, "schedules", "csv"),
        classes: crate::pages::costing::classes(asked),
    }
}

/// What is said of rows that go with what was taken out.
fn gone(asked: &Asked, rows: usize) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! { @if rows > 0 { p class="banner" { (t("With what was taken out go its matches: rows of the file of matches")) ": " (rows) "." } } }
}

/// A button of the form was pressed.
pub(super) fn change(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let t = |text: &str| asked.speech().t(text);
    let texts = texts_of(asked)?;
    let mut said = typed(form);
    rearranged(form, &mut said);
    let again = |what: Markup| Ok(Done::Again(shown(asked, &texts, &said, &what, None)));
    if rule_form::read(&texts.path(), &texts.rule).is_err() {
        return Ok(Done::Again(shown_as_it_is(asked, &texts, html! {})?));
    }
    let moved = form.text("stamp") != stamp_of(&texts);
    let (after, rows) = match changed(&texts, &said) {
        Ok(changed) => changed,
        Err(finding) => {
            return again(findings(
                &Findings(vec![finding]),
                &t("It cannot be written, and was not saved:"),
            ));
        }
    };
    match form.text("do") {
        "save" if moved => again(clash(asked)),
        "save" => match keep(&asked.opened.desk, &after, Some(form.text("stamp")), None) {
            Ok(()) => Ok(Done::To(format!("{}?done=saved", address_of(&texts.name)))),
            Err(NotKept::Moved) => again(clash(asked)),
            Err(NotKept::Findings(found)) => again(not_saved(asked, &found)),
        },
        what => {
            let tried = tried(asked, &after, None, what == "show");
            let says = unsaved(asked, &tried, rows);
            Ok(Done::Shown(shown(asked, &texts, &said, &says, Some(&tried))))
        }
    }
}

/// What stops a rule from being saved.
pub(super) fn not_saved(asked: &Asked, found: &Findings) -> Markup {
    findings(found, &asked.speech().t("The rule cannot be read so, and was not saved:"))
}

/// A rule as it would be, with what comes of it in the case where that is asked for.
fn tried(asked: &Asked, texts: &RuleTexts, case: Option<&str>, show: bool) -> Tried {
    let t = |text: &str| asked.speech().t(text);
    if !show {
        let now = html! { p class="soft" { (t("As it was last saved:")) } (result_now(asked, &texts.name)) };
        return Tried { rule: rule_of(texts).ok(), result: now, found: None };
    }
    match checked(&asked.opened.desk, texts, case) {
        Ok((rule, book)) => {
            let result = result(asked, &texts.name, book.as_ref());
            Tried { rule: Some(rule), result, found: None }
        }
        Err(found) => {
            let result = html! { p class="calm" { (t("It cannot be shown: what stops it stands at the top.")) } };
            Tried { rule: None, result, found: Some(found) }
        }
    }
}

/// What is said above a form that was not saved.
fn unsaved(asked: &Asked, tried: &Tried, rows: usize) -> Markup {
    html! {
        p class="banner" role="status" { (asked.speech().t("Not saved yet.")) }
        @if let Some(found) = &tried.found { (not_saved(asked, found)) }
        (gone(asked, rows))
    }
}

/// A page to begin a rule.
pub(super) fn new(asked: &Asked) -> Result<Page, Problem> {
    let day = asked.day.to_string();
    let mut form = RuleForm {
        peers: vec![RowForm::default()],
        classes: vec![RowForm::default()],
        ..RuleForm::default()
    };
    for (field, text) in [
        ("side", "union"),
        ("effective", day.as_str()),
        ("basis", "monthly"),
        ("points", "maximum"),
        ("minimum_matches", "3"),
    ] {
        form.fields.insert(field.to_owned(), text.to_owned());
    }
    Ok(beginning(asked, &form, &html! {}, None))
}

fn beginning(asked: &Asked, form: &RuleForm, said: &Markup, result: Option<&Markup>) -> Page {
    let t = |text: &str| asked.speech().t(text);
    let body = html! {
        (said)
        p { (t("Write down whom you compare with, and why, before you look at their pay; then register it. The case lists it from then on.")) }
        form method="post" action=(asked.way("/case/new-peers")) class="stack" {
            (asked.word())
            (buttons(asked, true))
            (fields(asked, form, &choices(asked, "")))
            (buttons(asked, false))
        }
        @if let Some(result) = result {
            section aria-labelledby="comes" { h2 id="comes" { (t("What comes of it")) } (result) }
        }
        (back(asked))
    };
    Page::of(t("Write a rule of peers"), ROOM, body)
}

/// A name for a rule that no file has, of its title.
fn free_name(asked: &Asked, title: &str) -> Option<String> {
    let slug = Slug::from_words(if title.is_empty() { "rule" } else { title });
    let slug = slug.as_str().chars().take(60).collect::<String>();
    let slug = slug.trim_end_matches('-');
    let names = std::iter::once(slug.to_owned()).chain((2..).map(|n| format!("{slug}-{n}")));
    let folder = asked.folder().join("peers");
    let free = |name: &String| {
        ["toml", "matches.csv"].iter().all(|end| !folder.join(format!("{name}.{end}")).exists())
    };
    names.take(1000).find(free)
}

/// A rule is begun: its file, and its place in the case, if the reader takes both.
pub(super) fn begun(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let t = |text: &str| asked.speech().t(text);
    let mut said = typed(form);
    rearranged(form, &mut said);
    let again = |what: Markup| Ok(Done::Again(beginning(asked, &said, &what, None)));
    let Some(name) = free_name(asked, said.text("title")) else {
        return Err(Problem::Refused("rules of that name and its like are taken".to_owned()));
    };
    let bare = RuleTexts { name: name.clone(), rule: String::new(), matches: None };
    let made = changed(&bare, &said)
        .and_then(|(texts, _)| Ok((texts, case_listing(asked.folder(), asked.day, &name, true)?)));
    let (texts, case) = match made {
        Ok(made) => made,
        Err(finding) => {
            return again(findings(
                &Findings(vec![finding]),
                &t("It cannot be written, and was not saved:"),
            ));
        }
    };
    if form.text("do") == "save" {
        return match keep(&asked.opened.desk, &texts, None, Some(case)) {
            Ok(()) => Ok(Done::To(format!("{}?done=saved", address_of(&name)))),
            Err(NotKept::Moved) => again(clash(asked)),
            Err(NotKept::Findings(found)) => again(not_saved(asked, &found)),
        };
    }
    let show = form.text("do") == "show";
    let tried = tried(asked, &texts, Some(&case), show);
    let says = unsaved(asked, &tried, 0);
    Ok(Done::Shown(beginning(asked, &said, &says, show.then_some(&tried.result))))
}
