//! The chronicle: the account of the campaign made from its record, for whomever it is to be read by.

use maud::html;
use press::{chronicle as account, chronicle_sections};
use record::audience::Audience;

use super::partners::partners_to_choose;
use super::sheet::{Again, Choice, Field, Kind, SHEET, Sheet, words};
use super::view::{View, came, no_sheet, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/chronicle";

/// The chronicle that an audience may read.
pub(super) fn chronicle(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let who =
        asked.parameter("for").filter(|who| !who.is_empty()).unwrap_or_else(|| "team".to_owned());
    let audience =
        Audience::parse(&who).map_err(|why| Problem::Unclear(format!("for={who}: {why}")))?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &audience);
    let team = audience == Audience::Team;
    let one = account(&view.seen, asked.opened.desk.entries());
    let sections = chronicle_sections(&one, asked.language, view.speech.words);
    let mut readers: Vec<Choice> = [
        ("team", "the team"),
        ("members", "members"),
        ("public", "the public"),
        ("other-side", "the other side"),
        ("union", "the union's members at the table"),
    ]
    .into_iter()
    .map(|(who, says)| (who.to_owned(), says.to_owned()))
    .collect();
    readers.extend(
        partners_to_choose(&view).into_iter().map(|(id, name)| (format!("partner:{id}"), name)),
    );
    let reader = readers
        .iter()
        .find(|(known, _)| *known == who)
        .map_or_else(|| who.clone(), |(_, says)| view.t(says));
    let body = html! {
        form method="get" action=(PATH) {
            label for="for" { (view.t("As read by")) }
            select id="for" name="for" { @for (value, says) in &readers { option value=(value) selected[*value == who] { (view.t(says)) } } }
            @if let Some(on) = asked.parameter("on") { input type="hidden" name="on" value=(on); }
            button { (view.t("Show")) }
        }
        p { (view.t("Each line names the entries of the record that it rests on; they lead to the timeline, and that to the sources.")) }
        nav aria-label=(view.t("Contents")) { ol { @for (id, heading, _) in &sections { li { a href=(format!("#{id}")) { (heading) } } } } }
        @for (id, heading, section) in &sections { section aria-labelledby=(id) { h2 id=(id) { (heading) } (section) } }
        @if team {
            h2 { (view.t("Write into the record")) }
            (view.sheet(&note_sheet(&view), "What somebody says of the chronicle", PATH, again))
        }
    };
    let page = view.page(view.t("The chronicle"), PATH, body);
    Ok(match team {
        true => page,
        false => page.seen_by(view.t(&format!("The chronicle as {reader} may read it"))),
    })
}

fn note_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "note-on-it",
        "Add the note",
        vec![
            Field::of(
                "note",
                "What is done or said",
                Kind::Pick(words(&["sent", "agreed", "correction", "not-agreed", "contributed"])),
            )
            .must(),
            Field::of("partner", "Partner", Kind::Pick(partners_to_choose(view))),
            Field::of("who", "Who, by the name that they wish to stand there", Kind::Line),
            Field::of("entry", "The entry that it is about", Kind::Whole),
            Field::of("words", "Their words", Kind::Text),
        ],
    )
}

/// A note on the chronicle, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "note-on-it" {
        return Err(no_sheet(form));
    }
    let added = note_sheet(&view)
        .add(asked, form, |says| Ok(vec![("chronicle-note", serde_json::Value::Object(says))]));
    came(asked, form, added, PATH, |again| shown(asked, Some(again)))
}
