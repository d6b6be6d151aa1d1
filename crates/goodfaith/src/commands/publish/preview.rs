//! A piece before it goes out: as its audience reads it, and what the employer would learn from it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::publish::{is_for, looked, preview_json};
use press::release::{Learned, ToRelease, build};
use press::writing::{Filled, audience_words};
use record::audience::Audience;

use super::desk::{Desk, open_desk, refused, stopped};
use super::shelf::unread;
use crate::commands::record::{fail, say, write_json};
use crate::output::Output;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish preview report-2022-07-12 --campaign campaigns/case-2022
  goodfaith publish preview report-2022-07-12 --as other-side
  goodfaith publish preview report-2022-07-12 --out preview
  goodfaith publish preview report-2022-07-12 --to-list list.csv

It shows the text, how it reads, what in it was typed and not embedded, what its
readers are not shown, and what somebody on the employer's side would learn.";

#[derive(Args)]
pub struct PreviewArguments {
    /// The piece: a file of pieces/, without .md
    #[arg(value_name = "PIECE")]
    piece: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As this audience: what they would read, and learn
    #[arg(long = "as", value_name = "WHO", value_parser = Audience::parse)]
    reader: Option<Audience>,
    /// Write every form of it into this folder, to be looked at
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Addresses that it will be mailed to, one a line or a column email: says how many are at
    /// the employer's. Read, and not kept
    #[arg(long, value_name = "FILE")]
    to_list: Option<PathBuf>,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

/// A piece by its name, or the refusal.
pub fn piece_named(desk: &Desk, name: &str) -> Result<intake::piece::PieceFile, ExitCode> {
    desk::publish::piece_named(desk, name).map_err(stopped)
}

pub fn run(arguments: &PreviewArguments) -> ExitCode {
    preview(arguments).unwrap_or_else(|code| code)
}

fn preview(arguments: &PreviewArguments) -> Result<ExitCode, ExitCode> {
    let desk = open_desk(&arguments.campaign)?;
    let piece = piece_named(&desk, &arguments.piece)?;
    let reader = arguments.reader.clone();
    let for_them = reader.as_ref().is_none_or(|who| is_for(&piece.audience, who));
    let who = reader.clone().unwrap_or(Audience::OtherSide);
    let looked = looked(&desk, &piece, &who).map_err(|findings| refused(&findings))?;
    looked.unread.iter().for_each(|(id, error)| unread(id, error));
    let (pieces, list) = (std::slice::from_ref(&piece), arguments.to_list.as_deref());
    super::mail::looked_at(&desk, pieces, &piece.audience, list)?;
    if let Some(file) = &arguments.json {
        return Ok(write_json(file, &preview_json(&piece.slug, &looked, &who)));
    }
    let mut text = String::new();
    let words = audience_words(&piece.audience, press::Language::English).to_uppercase();
    text.push_str(&format!("{words}\n\n"));
    if for_them {
        text.push_str(&press::outlets::plain_text(&looked.filled.document));
    } else {
        text.push_str(&format!("It is not for {who}, who would not be sent it.\n"));
    }
    text.push_str(&desk_notes(&desk, &looked.filled, &who, &looked.learned));
    if let Some(folder) = &arguments.out {
        let there = std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
        if there {
            return Err(fail(
                &format!("{} is there already, and not empty", folder.display()),
                "name a new folder: nothing is written over",
            ));
        }
        let pieces = [(piece.clone(), looked.filled)];
        let built = build(&ToRelease {
            id: piece.slug.clone(),
            title: piece.title.clone(),
            day: piece.day,
            to: piece.audience.clone(),
            pieces: &pieces,
            publishing: &desk.publishing,
            words: desk.words(pieces[0].1.document.language),
            entries: desk.entries(),
            book: desk.book().ok().flatten(),
            pdf: cfg!(feature = "pdf"),
            corrects: None,
        })
        .map_err(|error| fail(&error, "nothing was written"))?;
        let mut output = Output::default();
        output.making_folders = true;
        for (name, bytes) in &built.files {
            output.add(folder.join(name), bytes.clone());
        }
        output.write().map_err(|finding| {
            eprintln!("{finding}");
            ExitCode::FAILURE
        })?;
        text.push_str(&format!("\n{} files written to {}\n", built.files.len(), folder.display()));
    }
    Ok(say(&text))
}

/// What the writer should know: how it reads, what was typed, what is kept back, who learns what, which rules hold.
fn desk_notes(desk: &Desk, filled: &Filled, who: &Audience, learned: &[Learned]) -> String {
    let mut out = String::from("\n== For the writer ==\n");
    out.push_str(&press::outlets::reading_text(&filled.document));
    if !filled.typed.is_empty() {
        let typed: Vec<String> =
            filled.typed.iter().map(|one| format!("{} (line {})", one.text, one.line)).collect();
        out.push_str(&press::line_of(&format!("Typed, and not embedded: {}", typed.join(", "))));
    }
    if !filled.untranslated.is_empty() {
        out.push_str("Not yet translated:\n");
        for text in &filled.untranslated {
            out.push_str(&press::line_of(&format!("  {text}")));
        }
    }
    if !filled.kept_back.is_empty() {
        let kept: Vec<String> = filled.kept_back.iter().map(u64::to_string).collect();
        out.push_str(&press::line_of(&format!(
            "Not in its lists, since not all its readers may see it: {} {}",
            if kept.len() == 1 { "entry" } else { "entries" },
            kept.join(", ")
        )));
    }
    let reader = match who {
        Audience::OtherSide => "Somebody on the employer's side".to_owned(),
        who => format!("Somebody of {who}"),
    };
    if learned.is_empty() {
        out.push_str(&press::line_of(&format!(
            "{reader} learns nothing from it that the record does not show them."
        )));
    } else {
        out.push_str(&press::line_of(&format!("{reader} who comes by it learns:")));
        for one in learned {
            out.push_str(&press::line_of(&match one {
                Learned::Entry(number, words) => format!("  {words} [{number}]"),
                Learned::Figure(name) => format!("  the figure {name}"),
            }));
        }
    }
    let (state, _) = desk.state(filled.document.day);
    for rule in state.ground_rules.values() {
        out.push_str(&press::line_of(&format!("Ground rule on {}: {}", rule.topic, rule.text)));
    }
    out
}
