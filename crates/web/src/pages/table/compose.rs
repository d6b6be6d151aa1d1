//! A pass is composed: text and terms together, costed while it is typed, seen as the other side will see it, passed.

use desk::passing::pass_id;
use maud::{Markup, html};
use record::body::PassKind;
use record::{ItemStatus, LastPassed, Slug, State, last_passed, terms_file};

use super::answers::{parties, written};
use super::composed::{items_of, own, read, side_of};
use super::foreseen::{comes_to, costed};
use super::parts::{area, choice, day, line, reasons, stopped};
use super::{drafts, path_of};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

/// Kinds of passes, by the names that entries have them under.
const KINDS: [(&str, PassKind); 7] = [
    ("initial", PassKind::Initial),
    ("counter", PassKind::Counter),
    ("package", PassKind::Package),
    ("last-best-final", PassKind::LastBestFinal),
    ("what-if", PassKind::WhatIf),
    ("verbal", PassKind::Verbal),
    ("mediators", PassKind::Mediators),
];

/// The page: which items first, then the fields of each.
pub(crate) fn page(asked: &Asked) -> Result<Page, Problem> {
    let standing = asked.opened.on(asked.day);
    let state = &standing.state;
    let asking = asked.query();
    if let Some(number) = asked.parameter("draft") {
        return drafted(asked, &number);
    }
    let items = items_of(&asking, state);
    match items.is_empty() {
        true => chooser(asked, state),
        false => Ok(shown(asked, &begun(state, &asking, &items, asked), html! {}, None)),
    }
}

/// The page with a draft out of the vault.
fn drafted(asked: &Asked, number: &str) -> Result<Page, Problem> {
    let locked = || {
        Problem::NotThere("The vault is locked: a draft in it is shown when it is open.".to_owned())
    };
    let all = drafts::all(asked).ok_or_else(locked)?;
    let all = all.map_err(|error| Problem::Files(error.to_string()))?;
    let found = all.into_iter().find(|one| one.number.to_string() == number);
    let one = found.ok_or_else(|| {
        Problem::NotThere(format!("The vault has no draft of a pass under {number}."))
    })?;
    let note = html! {
        p role="status" class="done" { (asked.speech().t("A draft out of the vault:")) " " (one.when) }
    };
    Ok(shown(asked, &one.form, note, Some(comes_to(asked, &one.form))))
}

/// Which items, and what to begin from.
fn chooser(asked: &Asked, state: &State) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let begins = [
        ("ours", "what we last passed"),
        ("theirs", "what they last passed"),
        ("nothing", "nothing"),
    ];
    let kept = drafts::all(asked);
    let body = html! {
        @if state.items.is_empty() { p class="calm" { (t("The record has no item yet.")) } }
        @else {
            form method="get" action="/table/compose" class="sheet" {
                @if let Some(on) = asked.parameter("on") { input type="hidden" name="on" value=(on); }
                fieldset {
                    legend { (t("Items of the pass")) }
                    @for (id, item) in &state.items {
                        @let status = state.item_status(id).unwrap_or(ItemStatus::NotOpened);
                        p class="tick" {
                            input type="checkbox" id=(format!("item-{id}")) name="item" value=(id);
                            label for=(format!("item-{id}")) { (speech.own(&item.item.title)) " " span class="soft" { "(" (t(status.name())) ")" } }
                        }
                    }
                }
                fieldset {
                    legend { (t("Begin from")) }
                    @for (at, (value, label)) in begins.iter().enumerate() {
                        p class="tick" {
                            input type="radio" id=(format!("begin-{value}")) name="begin" value=(value) checked[at == 0];
                            label for=(format!("begin-{value}")) { (t(label)) }
                        }
                    }
                }
                p { button { (t("Go on")) } }
            }
        }
        section aria-labelledby="drafts" {
            h2 id="drafts" { (t("Drafts in the vault")) }
            @match &kept {
                None => p { (t("The vault is locked: drafts in it are not shown.")) " " a href=(asked.way("/table/notes")) { (t("Open it on the page of notes")) } },
                Some(Err(error)) => p class="problem" role="alert" { (error) },
                Some(Ok(all)) if all.is_empty() => p class="calm" { (t("The vault has no draft of a pass.")) },
                Some(Ok(all)) => ul {
                    @for one in all {
                        li {
                            a href=(asked.way(&format!("/table/compose?draft={}", one.number))) { (t("Draft")) " " (one.number) } ": "
                            (one.form.text("id")) ", " (one.when)
                            @if Slug::parse(one.form.text("id")).is_ok_and(|id| state.passes.contains_key(&id)) { " " strong { (t("a pass of this id is in the record")) } }
                        }
                    }
                },
            }
        }
    };
    Ok(Page::of(t("Compose a pass"), "/table", body))
}

/// The fields as they are before anything is typed.
fn begun(state: &State, asking: &Form, items: &[Slug], asked: &Asked) -> Form {
    let side = side_of(asking, state);
    let from = state.parties.values().find(|party| party.side == side);
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| fields.push((name.to_owned(), value));
    add("from", from.map(|party| party.id.to_string()).unwrap_or_default());
    let ours = last_passed(state, side, |_| true);
    let theirs = last_passed(state, side.other().unwrap_or(side), |_| true);
    let held = |item: &Slug| ours.iter().any(|one| one.item == *item);
    let kind = match items {
        [one] if !held(one) => "initial",
        [_] => "counter",
        _ => "package",
    };
    add("kind", asking.given("kind").unwrap_or(kind).to_owned());
    let words = if let [one] = items { one.as_str() } else { "package" };
    add("id", pass_id(state, side, words).to_string());
    add("day", asked.day.to_string());
    for item in items {
        add("item", item.to_string());
        let of = |all: &[LastPassed]| all.iter().find(|one| one.item == *item).cloned();
        let from = match asking.text("begin") {
            "theirs" => of(&theirs),
            "nothing" => None,
            _ => of(&ours),
        };
        let Some(last) = from else { continue };
        add(&own("terms", item), terms_file(&last.said.terms).trim().to_owned());
        let files = asked.opened.desk.campaign.files();
        let text = last.said.text.and_then(|digest| files.get(digest).ok());
        let text = text.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
        add(&own("text", item), text.unwrap_or_default());
        if let Some(record::Said::Text(words)) = last.said.says.get("words") {
            add(&own("words", item), words.clone());
        }
    }
    Form::with(fields)
}

/// The page with what was typed, what is said of it, and what it comes to.
fn shown(asked: &Asked, form: &Form, notes: Markup, comes: Option<Markup>) -> Page {
    let standing = asked.opened.on(asked.day);
    let state = &standing.state;
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let items = items_of(form, state);
    let said = |name: &str| form.text(name).to_owned();
    let kinds: Vec<(String, String)> =
        KINDS.iter().map(|(name, kind)| ((*name).to_owned(), t(kind.name()))).collect();
    let unlisted = [
        (String::new(), t("they stand as they were")),
        ("withdrawn".to_owned(), t("its side withdraws its own on them")),
        ("deemed-rejected".to_owned(), t("the other side's on them are deemed rejected")),
    ];
    let open = asked.keys.of().is_some();
    let body = html! {
        (notes)
        form method="post" action=(asked.way("/table/compose")) enctype="multipart/form-data" class="sheet"
            data-live=(asked.way("/table/compose/costs")) data-into="comes" {
            (asked.word())
            div class="row" {
                (choice("from", &t("Who passes"), "from", &parties(state), &said("from")))
                (choice("kind", &t("Kind"), "kind", &kinds, &said("kind")))
                (line("id", &t("Its id"), "id", &said("id")))
                (day("day", &t("Day"), "day", &said("day")))
            }
            @for item in &items { (fields_of(asked, state, form, item)) }
            details {
                summary { (t("Other items, conditions, last day, reason, document")) }
                fieldset {
                    legend { (t("Other items")) }
                    @for (id, item) in state.items.iter().filter(|(id, _)| !items.contains(id)) {
                        p class="tick" {
                            input type="checkbox" id=(format!("item-{id}")) name="item" value=(id);
                            label for=(format!("item-{id}")) { (speech.own(&item.item.title)) }
                        }
                    }
                    p { button name="do" value="choose" { (t("Show the fields of these items too")) } }
                }
                (line("title", &t("What it is called"), "title", &said("title")))
                (area("conditions", &t("What it is conditional on, a line each"), "conditions", &said("conditions"), 3))
                (area("explanation", &t("The reason that its side gives"), "explanation", &said("explanation"), 3))
                div class="row" {
                    (day("expires", &t("The last day on which it can be accepted"), "expires", &said("expires")))
                    (line("expires_reason", &t("Why it runs out then"), "expires_reason", &said("expires_reason")))
                    (line("time", &t("Time of day, as 14:05"), "time", &said("time")))
                }
                (choice("unlisted", &t("A package says of items that it does not list"), "unlisted", &unlisted, &said("unlisted")))
                p class="field" {
                    label for="document" { (t("The document that is handed over")) }
                    input type="file" id="document" name="document";
                    span class="small soft" { (t("A browser gives a file once: choose it last, right before you pass.")) }
                }
            }
            p class="row" {
                button name="do" value="show" { (t("Show what it comes to")) }
                button name="do" value="keep" { (t("Keep as a draft")) }
                button name="do" value="pass" class="main" { (t("Pass it")) }
            }
            p class="small soft" {
                @if open { (t("The vault is open: a draft is kept there.")) }
                @else { (t("The vault is locked: a draft is in this form alone, and gone when the page is closed.")) }
            }
            @if comes.is_some() {
                p class="tick" {
                    input type="checkbox" id="uncosted" name="uncosted" value="yes" checked[!form.text("uncosted").is_empty()];
                    label for="uncosted" { (t("Pass it even where its terms cannot be costed")) }
                }
            }
        }
        section aria-labelledby="comes-heading" {
            h2 id="comes-heading" { (t("What it comes to")) }
            div id="comes" aria-live="polite" {
                @match &comes { Some(comes) => (comes), None => p class="calm" { (t("Type terms or text, or press the button.")) } }
            }
        }
    };
    Page::of(t("Compose a pass"), "/table", body)
}

/// The fields of an item.
fn fields_of(asked: &Asked, state: &State, form: &Form, item: &Slug) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let title = &state.items[item].item.title;
    let said = |what: &str| form.text(&own(what, item)).to_owned();
    let tick = |what: &str, label: &str| {
        let name = own(what, item);
        html! {
            p class="tick" {
                input type="checkbox" id=(name) name=(name) value="yes" checked[!said(what).is_empty()];
                label for=(name) { (t(label)) }
            }
        }
    };
    let rows = |text: &str, least: usize| text.lines().count().clamp(least, 24) + 1;
    let (terms, text) = (said("terms"), said("text"));
    html! {
        fieldset {
            legend { (speech.own(title)) }
            input type="hidden" name="item" value=(item);
            (area(&own("terms", item), &t("Terms, as an offer file has them: a [[terms]] table each"), &own("terms", item), &terms, rows(&terms, 5)))
            (area(&own("text", item), &t("The article's text as it would be"), &own("text", item), &text, rows(&text, 3)))
            (line(&own("words", item), &t("In short, where there are neither"), &own("words", item), &said("words")))
            (tick("same", "Unchanged: the same as this side held before, word and number"))
            (tick("alone", "In a package: it may be taken alone"))
        }
    }
}

/// What a button of the form does.
pub(crate) fn sent(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = asked.opened.on(asked.day);
    let state = &standing.state;
    let again = |reasons: &[String]| {
        let notes = stopped(asked, reasons);
        Ok(Done::Again(shown(asked, form, notes, Some(comes_to(asked, form)))))
    };
    match form.text("do") {
        "keep" => {
            let items = items_of(form, state);
            match drafts::keep(asked, form, items.first()) {
                Some(Ok(number)) => Ok(Done::To(format!("/table/compose?draft={number}"))),
                Some(Err(error)) => again(&[format!("{error}\n  mend: {}", error.mend())]),
                None => again(&[asked.speech().t(
                    "The vault is locked: open it on the page of notes in another window, and press the button again.",
                )]),
            }
        }
        "pass" => passed(asked, state, form),
        "choose" => Ok(Done::Shown(shown(asked, form, html! {}, None))),
        _ => Ok(Done::Shown(shown(asked, form, html! {}, Some(comes_to(asked, form))))),
    }
}

/// The pass crosses the table: its files are kept, its entry is added.
fn passed(asked: &Asked, state: &State, form: &Form) -> Result<Done, Problem> {
    let again = |reasons: &[String]| {
        let notes = stopped(asked, reasons);
        Ok(Done::Again(shown(asked, form, notes, Some(comes_to(asked, form)))))
    };
    let composed = match read(asked, state, form) {
        Ok(composed) => composed,
        Err(wrong) => return again(&wrong),
    };
    let cannot = costed(asked, state, composed.side, &composed.typed, |_| true, "costs").wrong;
    if cannot && form.text("uncosted").is_empty() {
        return again(&[asked.speech().t(
            "Its terms cannot be costed as they are typed: mend them, or tick that it is passed all the same.",
        )]);
    }
    match written(asked, composed.draft, &composed.files) {
        Ok(number) => {
            let item = composed.typed.first().map(|one| path_of(&one.item));
            let to = item.unwrap_or_else(|| "/table".to_owned());
            Ok(Done::To(format!("{to}?written={number}")))
        }
        Err(error) => again(&reasons(&error)),
    }
}

/// What the form comes to while it is typed.
pub(crate) fn costs(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    Ok(Done::Part(comes_to(asked, form)))
}
