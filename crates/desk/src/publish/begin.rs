//! The beginning of a piece: its head, and lists out of the record.

use std::path::PathBuf;

use intake::piece::{LISTENERS, PIECES, PieceKind};
use money::Date;
use press::Language;
use record::{Audiences, Slug, facts_seen_by};

use super::Stopped;
use crate::{Desk, files};

/// What is begun.
#[derive(Debug, Clone)]
pub struct ToBegin {
    /// A report, an answer or a figure.
    pub kind: PieceKind,
    /// Of a figure: its name in the case.
    pub figure: Option<String>,
    /// The day it is dated.
    pub on: Date,
    /// Whom it is for.
    pub audience: Audiences,
    /// Its language.
    pub language: Language,
    /// Its title, where it is given.
    pub title: Option<String>,
    /// Of an answer: who asks.
    pub listener: Option<String>,
    /// The file's name, where it is given.
    pub name: Option<String>,
}

/// A piece that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
}

/// Begins a piece: writes its file, and never over one that is there.
///
/// # Errors
///
/// It cannot be begun, or a file of its name is there.
pub fn begin(desk: &Desk, asked: &ToBegin) -> Result<Begun, Stopped> {
    let (name, text) = match asked.kind {
        PieceKind::Answer => answer(asked)?,
        PieceKind::Figure => figure(desk, asked)?,
        PieceKind::Report | PieceKind::Page => report(desk, asked)?,
    };
    let name = asked.name.as_ref().map_or(name, |name| Slug::from_words(name).to_string());
    let file = desk.folder.join(PIECES).join(format!("{name}.md"));
    if file.exists() {
        return Err(Stopped::said(
            format!("{} is there already", file.display()),
            "give it another name: --name",
        ));
    }
    files::write_whole(&[(file.clone(), text.into_bytes())], true)?;
    Ok(Begun { name, file })
}

/// A text in quotes, as TOML has it.
pub fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|c| match c {
            '"' | '\\' => vec!['\\', c],
            c if c.is_control() => vec![' '],
            c => vec![c],
        })
        .collect();
    format!("\"{escaped}\"")
}

fn named(audience: &Audiences) -> String {
    let all: Vec<String> = audience.iter().map(|who| format!("\"{who}\"")).collect();
    format!("[{}]", all.join(", "))
}

fn report(desk: &Desk, asked: &ToBegin) -> Result<(String, String), Stopped> {
    let (on, audience) = (asked.on, &asked.audience);
    let before = desk.pieces()?.into_iter().filter(|piece| piece.kind == PieceKind::Report);
    let before = before.map(|piece| piece.day).filter(|day| *day < on).max();
    let english = asked.language == Language::English;
    let spelt = press::writing::date_words(on, asked.language);
    let title = asked.title.clone().unwrap_or_else(|| match english {
        true => format!("Bargaining report, {spelt}"),
        false => format!("Informe de negociación, {spelt}"),
    });
    // The longest wait that all its readers may be told of is what the report begins with.
    let (state, _) = desk.state(on);
    let seen = |entry: u64| {
        audience.iter().all(|who| facts_seen_by(&state, desk.entries(), who).contains(&entry))
    };
    let longest = state
        .items
        .iter()
        .filter_map(|(id, item)| Some((state.turn(id)?, item.item.economic != Some(true), id)))
        .filter(|(turn, ..)| turn.side == record::Side::Employer && seen(turn.since.entry))
        .min_by_key(|(turn, ours, id)| (*ours, turn.since, (*id).clone()));
    let summary: Option<String> = longest.map(|(_, _, id)| {
        let title = state.items.get(id).map_or("", |item| item.item.title.as_str());
        let title = desk.words(asked.language).in_language(asked.language, title);
        match english {
            true => format!("{{{{waiting {id}}}}} since our proposal ({title}), and {{{{turn {id}}}}} has not answered it."),
            false => format!("{{{{waiting {id}}}}} desde nuestra propuesta ({title}), y {{{{turn {id}}}}} no ha respondido."),
        }
    });
    let mut head =
        format!("+++\nkind     = \"report\"\ntitle    = {}\nday      = {on}\n", quoted(&title));
    if let Some(since) = before {
        head.push_str(&format!("since    = {since}\n"));
    }
    head.push_str(&format!(
        "audience = {}\nlanguage = \"{}\"\n",
        named(audience),
        asked.language.code()
    ));
    if let Some(summary) = summary {
        head.push_str(&format!("summary  = {}\n", quoted(&summary)));
    }
    let sections: [(&str, &str, &str); 6] = [
        ("Whose turn it is", "A quién le toca", "turns"),
        ("What moved", "Qué se movió", "moved"),
        ("What did not", "Qué no se movió", "still"),
        ("What is agreed", "Qué está acordado", "agreed"),
        ("What members can do", "Qué pueden hacer los miembros", "actions"),
        ("When the parties meet", "Cuándo se reúnen las partes", "dates"),
    ];
    let mut text = head + "+++\n";
    for (in_english, in_spanish, embed) in sections {
        let heading = if english { in_english } else { in_spanish };
        text.push_str(&format!("\n## {heading}\n\n{{{{{embed}}}}}\n"));
    }
    let slug = match english {
        true => format!("report-{on}"),
        false => format!("report-{on}-es"),
    };
    Ok((slug, text))
}

fn answer(asked: &ToBegin) -> Result<(String, String), Stopped> {
    let (on, audience) = (asked.on, &asked.audience);
    let Some(listener) = &asked.listener else {
        return Err(Stopped::said(
            "an answer is for somebody",
            format!("--listener: {}", LISTENERS.join(", ")),
        ));
    };
    let Some(title) = &asked.title else {
        return Err(Stopped::said(
            "an answer has a question",
            "--title \"the question, as they ask it\"",
        ));
    };
    let text = format!(
        "+++\nkind     = \"answer\"\ntitle    = {}\nday      = {on}\naudience = {}\nlanguage = \"{}\"\nlistener = \"{listener}\"\nvalue    = \"which public value it speaks to\"\n+++\n\nSay it in one breath.\n\nOne fact, with its receipt: {{{{figure NAME}}}}.\n\nAsk back: ...\n",
        quoted(title),
        named(audience),
        asked.language.code()
    );
    Ok((Slug::from_words(&format!("answer {listener} {title}")).to_string(), text))
}

fn figure(desk: &Desk, asked: &ToBegin) -> Result<(String, String), Stopped> {
    let (on, audience) = (asked.on, &asked.audience);
    let mend = "goodfaith case receipt lists the figures";
    let Some(name) = &asked.figure else {
        return Err(Stopped::said("which figure is to be shared?", mend));
    };
    let book = desk.book()?;
    let Some(made) = book.and_then(|book| book.figure(name)) else {
        return Err(Stopped::said(format!("the case has no figure {name}"), mend));
    };
    let words = desk.words(asked.language);
    let english = asked.language == Language::English;
    // A method with a number of its own would be a typed number.
    let method = words.in_language(asked.language, &made.figure.method);
    let summary = match (press::writing::typed_numbers(&method).is_empty(), english) {
        (true, _) => method,
        (false, true) => "say what the number is".to_owned(),
        (false, false) => "diga qué es la cifra".to_owned(),
    };
    let title = asked.title.clone().unwrap_or_else(|| match english {
        true => "One number".to_owned(),
        false => "Una cifra".to_owned(),
    });
    let rival = match (&made.figure.rival, english) {
        (None, _) => String::new(),
        (Some(_), true) => format!("\nThe other side counts {{{{rival {name}}}}}.\n"),
        (Some(_), false) => format!("\nLa otra parte cuenta {{{{rival {name}}}}}.\n"),
    };
    let text = format!(
        "+++\nkind     = \"figure\"\nfigure   = {}\ntitle    = {}\nday      = {on}\naudience = {}\nlanguage = \"{}\"\nsummary  = {}\n+++\n\n{{{{figure {name}}}}}: say why it matters, and to whom.\n{rival}",
        quoted(name),
        quoted(&title),
        named(audience),
        asked.language.code(),
        quoted(&summary),
    );
    Ok((Slug::from_words(&format!("figure {name}")).to_string(), text))
}
