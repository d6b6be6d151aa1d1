//! Approved answers as cards to print: out of what went out, or out of pieces, which then say that they did not.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use intake::piece::{LISTENERS, PieceKind};
use press::answers::{Card, card_page, is_for, sheets};
use press::writing::Document;
use press::{Language, Words};
use record::audience::Audience;
use record::{Audiences, Digest, State};

use super::desk::{Desk, open_desk, pieces_in, refused};
use super::freeze::may_have_pdf;
use super::shelf::{OnShelf, shelf, unread};
use crate::commands::case::language;
use crate::commands::record::fail;
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish cards --html cards.html
  goodfaith publish cards --listener supervisor --listener manager \\
      --html work.html
  goodfaith publish cards --lang es --html tarjetas.html
  goodfaith publish cards --pdf cards.pdf

Four cards to a letter sheet, with lines to cut along; an answer that needs
more room takes half a sheet or a whole one, and nothing is cut off. Once
answers are released to the audience, the cards are made of those alone, as
they went out. A release that rests on something that has changed since gives
no card. Until then the cards are made of the pieces, and say on them that they
are not released. In a PDF, which a program built with the feature pdf makes,
every card is a quarter of a sheet; one that is too long for that is refused.";

#[derive(Args)]
pub struct CardsArguments {
    /// Who asks; again for another: without it, everybody
    #[arg(long = "listener", value_name = "WHO", value_parser = LISTENERS)]
    listeners: Vec<String>,
    /// The language of the cards
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: Language,
    /// Who is to carry them: only what is for them is on them
    #[arg(long, value_name = "WHO", value_parser = Audience::parse, default_value = "members")]
    audience: Audience,
    /// Write the sheets as a page to print; - is standard output
    #[arg(long, value_name = "FILE", required_unless_present = "pdf")]
    html: Option<PathBuf>,
    /// Write them as a PDF; a program built with the feature pdf makes it
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<money::Date>,
}

pub fn run(arguments: &CardsArguments) -> ExitCode {
    made(arguments).unwrap_or_else(|code| code)
}

fn made(arguments: &CardsArguments) -> Result<ExitCode, ExitCode> {
    may_have_pdf(arguments.pdf.is_some())?;
    let desk = open_desk(&arguments.campaign)?;
    let cards = cards_for(
        &desk,
        arguments.as_of.unwrap_or_else(today),
        &arguments.audience,
        arguments.lang,
        &arguments.listeners,
    )?;
    let words = (arguments.lang, desk.words(arguments.lang));
    let mut files = Vec::new();
    if let Some(file) = &arguments.pdf {
        files.push((file, pdf_of(&cards, &desk.name, words)?));
    }
    if let Some(file) = &arguments.html {
        wide_ones(&cards);
        let to = Audiences::from([arguments.audience.clone()]);
        let page = card_page(&cards, &to, &desk.name, words);
        if files.is_empty() {
            return Ok(super::write_pages(&[(file, page)], &desk.folder));
        }
        files.push((file, page.into_bytes()));
    }
    Ok(super::write_files(files, &desk.folder))
}

/// Says which cards take more than a quarter of a sheet of the page.
fn wide_ones(cards: &[Card]) {
    for (card, size) in sheets(cards).into_iter().flat_map(|sheet| sheet.cards) {
        if size.quarters > 1 {
            let room = if size.quarters == 2 { "half a sheet" } else { "a whole sheet" };
            eprintln!(
                "note: \"{}\" takes {room}: what is said in one breath is shorter",
                card.question
            );
        }
    }
}

/// The cards as a PDF file.
#[cfg(feature = "pdf")]
fn pdf_of(cards: &[Card], campaign: &str, words: (Language, &Words)) -> Result<Vec<u8>, ExitCode> {
    press::answers::card_pdf(cards, campaign, words).map_err(|error| {
        fail(&error.to_string(), "shorten it, or print the page, which gives it more room: --html")
    })
}

/// The command has refused to make one before.
#[cfg(not(feature = "pdf"))]
fn pdf_of(_: &[Card], _: &str, _: (Language, &Words)) -> Result<Vec<u8>, ExitCode> {
    may_have_pdf(true).map(|()| Vec::new())
}

/// The cards for somebody, in a language, by who asks; no card is a refusal.
///
/// # Errors
///
/// What was printed.
pub fn cards_for(
    desk: &Desk,
    as_of: money::Date,
    who: &Audience,
    language: Language,
    listeners: &[String],
) -> Result<Vec<Card>, ExitCode> {
    let (state, _) = desk.state(as_of);
    let shelf = shelf(desk, &state);
    let mut all = match released(desk, &state, &shelf, who)? {
        Some(cards) => cards,
        None => written(desk, as_of, who, language)?,
    };
    let answers = all.len();
    all.retain(|card| card.language == language);
    if all.len() < answers {
        eprintln!("note: {} more answers are in another language: --lang", answers - all.len());
    }
    if !listeners.is_empty() {
        all.retain(|card| listeners.contains(&card.listener));
    }
    if all.is_empty() {
        let asked = if listeners.is_empty() {
            String::new()
        } else {
            format!(" for {}", listeners.join(", "))
        };
        return Err(fail(
            &format!("there is no answer{asked} to make a card of, in this language and for {who}"),
            "goodfaith publish answers lists them",
        ));
    }
    let place = |card: &Card| LISTENERS.iter().position(|one| *one == card.listener);
    all.sort_by(|a, b| (place(a), &a.value, &a.question).cmp(&(place(b), &b.value, &b.question)));
    Ok(all)
}

/// The answers that went out to somebody, as they went out; none where no release holds one.
fn released(
    desk: &Desk,
    state: &State,
    shelf: &[OnShelf],
    who: &Audience,
) -> Result<Option<Vec<Card>>, ExitCode> {
    let mut live: Vec<&OnShelf> = shelf.iter().filter(|one| one.is_live()).collect();
    live.sort_by_key(|one| std::cmp::Reverse(one.state.released()));
    let (mut cards, mut any) = (Vec::new(), false);
    let mut done: Vec<record::Slug> = Vec::new();
    for one in live.into_iter().filter(|one| is_for(one.state.to(), who)) {
        let manifest = match &one.manifest {
            Ok(manifest) => manifest,
            Err(error) => {
                unread(&one.id, error);
                continue;
            }
        };
        let mut answers = manifest.pieces.iter().filter(|piece| piece.kind == "answer").peekable();
        if answers.peek().is_none() {
            continue;
        }
        any = true;
        let changed = one.changed(desk, state).map_err(|findings| refused(&findings))?;
        for piece in answers {
            // The last one that went out is what they have.
            if done.contains(&piece.slug) {
                continue;
            }
            done.push(piece.slug.clone());
            if !changed.is_empty() {
                let changed = changed.join("; ");
                eprintln!("note: no card of {}: {}: {changed}", piece.slug, one.id);
                continue;
            }
            let path = one.folder.join(format!("{}.json", piece.slug));
            let name = format!("{}.json", piece.slug);
            let sha256 = manifest.files.iter().find(|file| file.path == name).map(|f| f.sha256);
            let bytes = std::fs::read(&path).ok().filter(|all| Some(Digest::of(all)) == sha256);
            let document = bytes.and_then(|all| Document::read(&all).ok());
            let Some(document) = document else {
                return Err(fail(
                    &format!("{} is not what was released", path.display()),
                    "goodfaith publish check says what is not as it was released",
                ));
            };
            let (listener, value) = (piece.listener.as_deref(), piece.value.as_deref());
            let (listener, value) = (listener.unwrap_or_default(), value.unwrap_or_default());
            cards.push(Card::of(&document, listener, value, Some(one.id.clone())));
        }
    }
    Ok(any.then_some(cards))
}

/// The answers that are written for somebody, filled in with what they may see.
fn written(
    desk: &Desk,
    as_of: money::Date,
    who: &Audience,
    language: Language,
) -> Result<Vec<Card>, ExitCode> {
    let mut cards = Vec::new();
    let mut findings = intake::Findings::default();
    let to = Audiences::from([who.clone()]);
    for piece in pieces_in(desk)? {
        let theirs = piece.kind == PieceKind::Answer && is_for(&piece.audience, who);
        if !theirs || piece.language != language.code() || piece.day > as_of {
            continue;
        }
        match desk.filled(&piece, &to, |_, _, _| ()) {
            Ok((filled, ())) => {
                let (listener, value) = (piece.listener.as_deref(), piece.value.as_deref());
                let (listener, value) = (listener.unwrap_or_default(), value.unwrap_or_default());
                cards.push(Card::of(&filled.document, listener, value, None));
            }
            Err(more) => findings.0.extend(more.0),
        }
    }
    if findings.has_errors() {
        return Err(refused(&findings));
    }
    Ok(cards)
}
