//! The beginning of a piece: its head, and lists out of the record.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use intake::piece::{LISTENERS, PIECES, PieceKind};
use money::Date;
use record::audience::Audience;
use record::{Audiences, Slug, facts_seen_by};

use super::desk::{Desk, open_desk, pieces_in, refused};
use crate::commands::case::language;
use crate::commands::record::{fail, say};
use crate::commands::status::{day, today};
use crate::output::Output;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish draft report --campaign campaigns/case-2022 --on 2022-07-12
  goodfaith publish draft report --audience members,public --lang es
  goodfaith publish draft answer --listener supervisor --title \"Why now?\"
  goodfaith publish draft figure lag/attorneys-union --audience public
  goodfaith publish draft --embeds

It writes pieces/NAME.md and never over one that is there. A report comes with what
moved, what did not, whose turn it is and since when, what is on the calendar: each
filled in from the record when the piece is made.";

#[derive(Args)]
pub struct DraftArguments {
    /// What to begin
    #[arg(value_enum, required_unless_present = "embeds")]
    kind: Option<DraftKind>,
    /// Of a figure: its name in the case
    #[arg(value_name = "FIGURE")]
    figure: Option<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The day it is dated, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Whom it is for, with commas
    #[arg(long, value_name = "WHO", default_value = "members")]
    audience: String,
    /// Its language
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: press::Language,
    /// Its title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Of an answer: who asks
    #[arg(long, value_name = "LISTENER", value_parser = LISTENERS)]
    listener: Option<String>,
    /// The file's name, without .md
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// List what a piece can embed, and write nothing
    #[arg(long)]
    embeds: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum DraftKind {
    /// Where bargaining stands
    Report,
    /// What to say to somebody who asks
    Answer,
    /// One number, to be shared, with its receipt and the other side's beside it
    Figure,
}

pub fn run(arguments: &DraftArguments) -> ExitCode {
    draft(arguments).unwrap_or_else(|code| code)
}

fn draft(arguments: &DraftArguments) -> Result<ExitCode, ExitCode> {
    let Some(kind) = arguments.kind.filter(|_| !arguments.embeds) else {
        let lines =
            press::writing::EMBEDS.iter().map(|(name, what)| format!("{{{{{name}}}}}  {what}"));
        return Ok(say(&lines.collect::<Vec<_>>().join("\n")));
    };
    let desk = open_desk(&arguments.campaign)?;
    let on = arguments.on.unwrap_or_else(today);
    let audience: Result<Audiences, String> =
        arguments.audience.split(',').map(|who| Audience::parse(who.trim())).collect();
    let audience = audience.map_err(|error| fail(&error, "name whom it is for"))?;
    let (name, text) = match kind {
        DraftKind::Report => report(&desk, arguments, on, &audience)?,
        DraftKind::Answer => answer(arguments, on, &audience)?,
        DraftKind::Figure => figure(&desk, arguments, on, &audience)?,
    };
    let name = arguments.name.as_ref().map_or(name, |name| Slug::from_words(name).to_string());
    let file = desk.folder.join(PIECES).join(format!("{name}.md"));
    if file.exists() {
        return Err(fail(
            &format!("{} is there already", file.display()),
            "give it another name: --name",
        ));
    }
    let mut output = Output::default();
    output.making_folders = true;
    output.add(file.clone(), text.into_bytes());
    output.print(&format!(
        "{} written\nWrite what is to be said; then: goodfaith publish preview {name}\n",
        file.display()
    ));
    output.write().map_err(|finding| {
        eprintln!("{finding}");
        ExitCode::FAILURE
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A text in quotes, as TOML has it.
fn quoted(text: &str) -> String {
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

fn report(
    desk: &Desk,
    arguments: &DraftArguments,
    on: Date,
    audience: &Audiences,
) -> Result<(String, String), ExitCode> {
    let before = pieces_in(desk)?.into_iter().filter(|piece| piece.kind == PieceKind::Report);
    let before = before.map(|piece| piece.day).filter(|day| *day < on).max();
    let english = arguments.lang == press::Language::English;
    let spelt = press::writing::date_words(on, arguments.lang);
    let title = arguments.title.clone().unwrap_or_else(|| match english {
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
        let title = desk.words(arguments.lang).in_language(arguments.lang, title);
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
        arguments.lang.code()
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

fn answer(
    arguments: &DraftArguments,
    on: Date,
    audience: &Audiences,
) -> Result<(String, String), ExitCode> {
    let Some(listener) = &arguments.listener else {
        return Err(fail(
            "an answer is for somebody",
            &format!("--listener: {}", LISTENERS.join(", ")),
        ));
    };
    let Some(title) = &arguments.title else {
        return Err(fail("an answer has a question", "--title \"the question, as they ask it\""));
    };
    let text = format!(
        "+++\nkind     = \"answer\"\ntitle    = {}\nday      = {on}\naudience = {}\nlanguage = \"{}\"\nlistener = \"{listener}\"\nvalue    = \"which public value it speaks to\"\n+++\n\nSay it in one breath.\n\nOne fact, with its receipt: {{{{figure NAME}}}}.\n\nAsk back: ...\n",
        quoted(title),
        named(audience),
        arguments.lang.code()
    );
    Ok((Slug::from_words(&format!("answer {listener} {title}")).to_string(), text))
}

fn figure(
    desk: &Desk,
    arguments: &DraftArguments,
    on: Date,
    audience: &Audiences,
) -> Result<(String, String), ExitCode> {
    let mend = "goodfaith case receipt lists the figures";
    let Some(name) = &arguments.figure else {
        return Err(fail("which figure is to be shared?", mend));
    };
    let book = desk.book().map_err(refused)?;
    let Some(made) = book.and_then(|book| book.figure(name)) else {
        return Err(fail(&format!("the case has no figure {name}"), mend));
    };
    let words = desk.words(arguments.lang);
    let english = arguments.lang == press::Language::English;
    // A method with a number of its own would be a typed number.
    let method = words.in_language(arguments.lang, &made.figure.method);
    let summary = match (press::writing::typed_numbers(&method).is_empty(), english) {
        (true, _) => method,
        (false, true) => "say what the number is".to_owned(),
        (false, false) => "diga qué es la cifra".to_owned(),
    };
    let title = arguments.title.clone().unwrap_or_else(|| match english {
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
        arguments.lang.code(),
        quoted(&summary),
    );
    Ok((Slug::from_words(&format!("figure {name}")).to_string(), text))
}
