//! A piece, to be written and looked at.

use desk::publish::{PieceText, Saved, Stopped, piece_of_text, piece_text, save_piece};
use maud::{Markup, html};
use press::writing::EMBEDS;
use record::Digest;
use record::audience::Audience;

use super::look::{look, lookers, who_words};
use super::{ROOM, field, stopped};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

fn known(asked: &Asked) -> Result<PieceText, Problem> {
    let name = asked.part("name");
    match piece_text(asked.folder(), name) {
        Ok(Some(known)) => Ok(known),
        Ok(None) => Err(Problem::NotThere(format!("There is no piece {name}."))),
        Err(error) => Err(Problem::from(error)),
    }
}

/// Whom it is looked at as: the employer, where nobody else is named.
fn looker(text: &str) -> Result<Audience, Problem> {
    match text {
        "" => Ok(Audience::OtherSide),
        text => Audience::parse(text).map_err(Problem::Unclear),
    }
}

/// The piece as its file is.
pub(super) fn piece(asked: &Asked) -> Result<Page, Problem> {
    let known = known(asked)?;
    let who = looker(&asked.parameter("as").unwrap_or_default())?;
    let kept = asked.parameter("kept").is_some();
    let said = kept.then(|| html! { p class="done" role="status" { (asked.speech().t("Kept.")) } });
    Ok(shown(asked, &known, &known.text, &who, said))
}

/// A part of the page: what the text comes to.
pub(super) fn live(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let known = known(asked)?;
    let who = looker(form.text("as"))?;
    Ok(Done::Part(look(asked, piece_of_text(&known.name, form.text("text")), &who)))
}

/// Keeps the text, or shows what it comes to.
pub(super) fn kept(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let known = known(asked)?;
    let who = looker(form.text("as"))?;
    let text = form.text("text").replace("\r\n", "\n");
    if form.text("do") == "look" {
        let mut page = shown(asked, &known, &text, &who, None);
        // The form stands on the file that it was opened with.
        page.body = body(asked, (&known, form.text("was")), &text, &who, None);
        return Ok(Done::Shown(page));
    }
    let was = Digest::parse(form.text("was")).map_err(Problem::Unclear)?;
    // Where the form was opened on this very file, it may be written; else somebody else wrote it.
    match save_piece(asked.folder(), &known, was, &text) {
        Ok(Saved::Written) => {
            let as_whom = form.text("as");
            let as_whom: String = form_urlencoded::byte_serialize(as_whom.as_bytes()).collect();
            Ok(Done::To(format!("/publishing/pieces/{}?as={as_whom}&kept=1", known.name)))
        }
        Ok(Saved::Clash(theirs)) => {
            let said = clash(asked, &theirs);
            Ok(Done::Again(shown(asked, &theirs, &text, &who, Some(said))))
        }
        Err(error) => {
            let mut page = shown(asked, &known, &text, &who, None);
            page.body =
                body(asked, (&known, form.text("was")), &text, &who, Some(refused(asked, &error)));
            Ok(Done::Again(page))
        }
    }
}

fn refused(asked: &Asked, error: &Stopped) -> Markup {
    html! {
        (stopped(asked, error))
        p class="small" { (asked.speech().t("Nothing was written: the file is as it was, and your text stands below.")) }
    }
}

fn clash(asked: &Asked, theirs: &PieceText) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        div class="problem" role="alert" {
            strong { (t("The file was changed since you opened it, and nothing was written.")) } "\n"
            (t("Your text stands below. The file as it is now stands here: take over what you need, and keep yours once more."))
        }
        details open {
            summary { (t("The file as it is now")) }
            pre class="post" tabindex="0" { (theirs.text) }
        }
    }
}

fn shown(
    asked: &Asked,
    known: &PieceText,
    text: &str,
    who: &Audience,
    said: Option<Markup>,
) -> Page {
    let was = known.sha256.to_string();
    let title = piece_of_text(&known.name, text).map(|piece| piece.title);
    let title = title.unwrap_or_else(|_| known.name.to_string());
    Page::of(title, ROOM, body(asked, (known, &was), text, who, said))
}

fn body(
    asked: &Asked,
    (known, was): (&PieceText, &str),
    text: &str,
    who: &Audience,
    said: Option<Markup>,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let at = format!("/publishing/pieces/{}", known.name);
    html! {
        (said.unwrap_or_default())
        div class="desk" {
            form method="post" action=(asked.way(&at)) class="tall" data-live=(asked.way(&format!("{at}/live"))) data-into="preview" {
                (asked.word())
                input type="hidden" name="was" value=(was);
                (field("text", &t("The piece: its head between two lines +++, then its text in Markdown"), html! {
                    textarea id="text" name="text" rows="26" spellcheck="true" aria-describedby="file" { "\n" (text) }
                }))
                p id="file" class="small soft" { (t("It is the file")) " " code { "pieces/" (known.name) ".md" } }
                (field("as", &t("Look at it as"), html! {
                    select id="as" name="as" { @for one in lookers(asked) { option value=(one) selected[one == *who] { (t(&who_words(&one))) } } }
                }))
                div class="buttons" {
                    button name="do" value="keep" { (t("Keep")) }
                    button name="do" value="look" { (t("Look at it")) }
                }
                p { a href=(asked.way(&format!("{at}/release"))) { (t("Release it")) } }
                details {
                    summary { (t("What can be embedded")) }
                    dl { @for (name, what) in EMBEDS { div { dt { code { "{{" (name) "}}" } } dd { (speech.own(what)) } } } }
                }
            }
            section aria-labelledby="preview-head" {
                h2 id="preview-head" { (t("As it comes out")) }
                div id="preview" { (look(asked, piece_of_text(&known.name, text), who)) }
            }
        }
    }
}
