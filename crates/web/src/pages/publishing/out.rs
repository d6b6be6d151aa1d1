//! Letting a piece out: what would go out, by whom, in the place of what.

use desk::Desk;
use desk::publish::{Asked as Ask, Foreseen, Stopped, foreseen, piece_named, ready, release};
use maud::{Markup, html};
use press::release::Built;
use record::{PublicationStatus, Slug};

use super::{ROOM, by, field, stopped, to_write, whom};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

/// What would go out, and the form to let it out.
pub(super) fn asked(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, &Form::default(), None, false)
}

/// What is asked to go out, as it is typed.
fn ask(asked: &Asked, desk: &Desk, form: &Form) -> Result<Ask, Stopped> {
    let mut pieces = vec![piece_named(desk, asked.part("name"))?];
    for name in form.all("with").filter(|name| *name != asked.part("name")) {
        pieces.push(piece_named(desk, name)?);
    }
    let given = |name: &str| form.given(name).filter(|text| !text.is_empty());
    let mut ask = Ask::of(pieces, given("id"), given("title").map(str::to_owned))?;
    ask.corrects = match (given("corrects"), given("changes")) {
        (Some(of), Some(changes)) => {
            let of = Slug::parse(of)
                .map_err(|error| Stopped::said(error.to_string(), "choose a release"))?;
            Some((of, changes.to_owned()))
        }
        (None, None) => None,
        _ => {
            return Err(Stopped::said(
                "a correction says which release it takes the place of, and what it says otherwise",
                "fill in both, or neither",
            ));
        }
    };
    Ok(ask)
}

/// What would go out.
enum Would {
    /// What it rests on: its cards and forms take a while to draw, and are made when somebody looks.
    Foreseen(Ask, Foreseen),
    /// All of it.
    Built(Box<Built>),
}

fn shown(
    asked: &Asked,
    form: &Form,
    error: Option<&Stopped>,
    whole: bool,
) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let desk = &asked.opened.desk;
    let piece = piece_named(desk, asked.part("name"));
    let piece = piece.map_err(|error| match error {
        Stopped::Said { what, .. } => Problem::NotThere(what),
        other => Problem::from(other),
    })?;
    let standing = asked.opened.on(asked.day);
    let alone = standing.state.releasers().len() < 2;
    let would = ask(asked, desk, form).and_then(|ask| match whole {
        true => ready(desk, &ask, asked.day).map(|built| Would::Built(Box::new(built))),
        false => foreseen(desk, &ask, asked.day).map(|rests| Would::Foreseen(ask, rests)),
    });
    let others = desk.pieces().map_err(|found| Problem::from(&found))?;
    let out = standing.state.publications.iter();
    let out: Vec<(&Slug, String)> = out
        .filter(|(_, one)| one.status() == PublicationStatus::Released)
        .map(|(id, one)| (id, one.last().title.clone().unwrap_or_default()))
        .collect();
    let with: Vec<&str> = form.all("with").collect();
    let action = asked.way(&format!("/publishing/pieces/{}/release", piece.slug));
    let body = html! {
        @if let Some(error) = error { (stopped(asked, error)) }
        section aria-labelledby="would" {
            h2 id="would" { (t("What would go out")) }
            @match &would {
                Ok(would) => (told(asked, would)),
                Err(stops) => { @if error.is_none() { (stopped(asked, stops)) } }
            }
        }
        form method="post" action=(action) class="tall" {
            (asked.word())
            (by(asked, form.text("by")))
            p class="soft" {
                @if alone { (t("The record names no second person on the union's team: it goes out at once.")) }
                @else { (t("Somebody else on the team looks at the very same bytes and approves them:")) " " (standing.state.releasers().join(", ")) }
            }
            p class="soft" { (t("It goes out on")) " " (speech.day(asked.day)) "." }
            details open[form.given("id").is_some_and(|id| !id.is_empty()) || form.given("corrects").is_some_and(|of| !of.is_empty()) || !with.is_empty()] {
                summary { (t("Its id, its title, other pieces with it, a correction")) }
                (field("id", &t("Its id, instead of the day and the piece's name"), html! { input id="id" name="id" value=(form.text("id")); }))
                (field("title", &t("Its title, instead of the piece's"), html! { input id="title" name="title" value=(form.text("title")); }))
                (field("corrects", &t("It takes the place of the release"), html! {
                    select id="corrects" name="corrects" {
                        option value="" { "-" }
                        @for (id, title) in &out { option value=(id) selected[form.text("corrects") == id.as_str()] { (title) " (" (id) ")" } }
                    }
                }))
                (field("changes", &t("What it says otherwise, for the people who read it"), html! { input id="changes" name="changes" value=(form.text("changes")); }))
                fieldset {
                    legend { (t("Pieces that go out together with it")) }
                    @for other in others.iter().filter(|other| other.slug != piece.slug) {
                        div class="choice" {
                            input type="checkbox" id=(format!("with-{}", other.slug)) name="with" value=(other.slug) checked[with.contains(&other.slug.as_str())];
                            label for=(format!("with-{}", other.slug)) lang=(other.language) { (other.title) " (" (other.slug) ")" }
                        }
                    }
                }
            }
            div class="buttons" {
                button name="do" value="release" { @if alone { (t("Let it out")) } @else { (t("Propose it")) } }
                button name="do" value="look" formnovalidate { (t("Look at what would go out")) }
            }
        }
        p { a href=(asked.way(&format!("/publishing/pieces/{}", piece.slug))) { (t("Back to the piece")) } }
    };
    Ok(Page::of(format!("{}: {}", t("Release"), piece.title), ROOM, body))
}

/// What a release is, in a few lines.
fn told(asked: &Asked, would: &Would) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let (to, title, id, entries, figures) = match would {
        Would::Foreseen(ask, rests) => {
            (&ask.to, &ask.title, &ask.id, rests.entries.len(), rests.figures.len())
        }
        Would::Built(built) => {
            let manifest = &built.manifest;
            let rests = &manifest.rests_on;
            let (entries, figures) = (rests.entries.len(), rests.figures.len());
            (&manifest.to, &manifest.title, &manifest.id, entries, figures)
        }
    };
    use record::audience::Audience;
    let read_by_many = to.contains(&Audience::Members) || to.contains(&Audience::Public);
    html! {
        p class="for eyes" { strong { (whom(asked, to)) } }
        @if read_by_many { p { (t("What they read, the employer reads as well.")) } }
        dl {
            div { dt { (t("Title")) } dd { (title) } }
            div { dt { (t("Id")) } dd { code { (id) } } }
            div { dt { (t("It rests on")) } dd { (entries) " " (t("entries")) ", " (figures) " " (t("figures")) } }
            @if let Would::Built(built) = would {
                div { dt { (t("Files")) } dd { (built.files.len()) } }
                div { dt { (t("Hash")) } dd { code { (built.sha256) } } }
            }
        }
    }
}

/// Lets it out, or proposes it.
pub(super) fn released(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    if form.text("do") == "look" {
        return Ok(Done::Shown(shown(asked, form, None, true)?));
    }
    let by = form.text("by");
    let done = (|| {
        if by.is_empty() {
            return Err(Stopped::said("nobody says who releases it", "write your name"));
        }
        let ask = ask(asked, &asked.opened.desk, form)?;
        let built = ready(&asked.opened.desk, &ask, asked.day)?;
        Ok((ask, built))
    })();
    let done = match done {
        Ok((ask, built)) => {
            let mut desk = to_write(asked)?;
            let when = (asked.day, super::reach::now());
            release(&mut desk, &ask, &built, by, when).map(|_| ask.id)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(id) => Ok(Done::To(format!("/publishing/releases/{id}"))),
        Err(error) => Ok(Done::Again(shown(asked, form, Some(&error), false)?)),
    }
}
