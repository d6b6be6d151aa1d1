//! The beginning of a piece: its head, and lists out of the record.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use desk::publish::{ToBegin, begin};
use intake::piece::{LISTENERS, PieceKind};
use money::Date;
use record::Audiences;
use record::audience::Audience;

use super::desk::{open_desk, stopped};
use crate::commands::case::language;
use crate::commands::record::{fail, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish draft report --campaign campaigns/case-2022 --on 2022-07-12
  goodfaith publish draft report --audience members,public --lang es
  goodfaith publish draft answer --listener supervisor --title \"Why now?\"
  goodfaith publish draft figure lag/attorneys-union --audience public
  goodfaith publish draft --embeds

It writes pieces/NAME.md and never over one that is there. A report comes with
what moved, what did not, whose turn it is and since when, what is on the
calendar: each filled in from the record when the piece is made.";

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
    let begun = begin(
        &desk,
        &ToBegin {
            kind: match kind {
                DraftKind::Report => PieceKind::Report,
                DraftKind::Answer => PieceKind::Answer,
                DraftKind::Figure => PieceKind::Figure,
            },
            figure: arguments.figure.clone(),
            on,
            audience,
            language: arguments.lang,
            title: arguments.title.clone(),
            listener: arguments.listener.clone(),
            name: arguments.name.clone(),
        },
    )
    .map_err(stopped)?;
    Ok(say(&format!(
        "{} written\nWrite what is to be said; then: goodfaith publish preview {}\n",
        begun.file.display(),
        begun.name
    )))
}
