//! Approving: a second person looks at what was proposed, and the very same bytes go out.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use intake::piece::PieceFile;
use money::Date;
use record::body::PublicationStep;
use record::{PublicationStatus, Slug};

use super::desk::{desk_with, pieces_in};
use super::freeze::{
    Asked, built, changed_files, entry_of, manifest_of, open, proposed, releases, told,
    write_and_enter,
};
use crate::commands::record::{author, fail, say};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish approve 2022-07-12-report-2022-07-12 --by Ben

Look at the files in releases/proposed/ID first: they are what goes out. They are
built again, and if anything they rest on has changed since, nothing goes out.";

#[derive(Args)]
pub struct ApproveArguments {
    /// The release that was proposed
    #[arg(value_name = "ID")]
    id: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who approves it: not who proposed it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day on which it goes out, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
}

pub fn run(arguments: &ApproveArguments) -> ExitCode {
    approved(arguments).unwrap_or_else(|code| code)
}

fn approved(arguments: &ApproveArguments) -> Result<ExitCode, ExitCode> {
    let campaign = open(&arguments.campaign)?;
    let mut desk = desk_with(&arguments.campaign, campaign)?;
    let on = arguments.on.unwrap_or_else(today);
    let (state, _) = desk.state(on);
    let id = Slug::from_words(&arguments.id);
    let known = state.publications.get(&id);
    let Some(known) = known.filter(|known| known.status() == PublicationStatus::Proposed) else {
        let open: Vec<&str> = state
            .publications
            .iter()
            .filter(|(_, one)| one.status() == PublicationStatus::Proposed)
            .map(|(id, _)| id.as_str())
            .collect();
        let mend = match open.is_empty() {
            true => "goodfaith publish release PIECE --by NAME proposes one".to_owned(),
            false => format!("name one of: {}", open.join(", ")),
        };
        return Err(fail(&format!("no release {id} waits for a second person"), &mend));
    };
    let last = known.last().clone();
    let by = arguments.by.as_deref();
    if let Some(done) = super::story::approve_release(&mut desk, &id, &last, by, on)? {
        return Ok(done);
    }
    let all = pieces_in(&desk)?;
    let pieces: Vec<PieceFile> = last
        .pieces
        .iter()
        .filter_map(|slug| all.iter().find(|piece| piece.slug == *slug).cloned())
        .collect();
    if pieces.len() != last.pieces.len() {
        return Err(fail(&format!("pieces of {id} are no longer there"), "propose it anew"));
    }
    let corrects = last.corrects.clone().zip(last.changes.clone());
    let title = last.title.clone().unwrap_or_default();
    // What was proposed with a PDF is approved with it.
    let was = manifest_of(&proposed(&desk.folder, &id)).ok();
    let pdf = was.is_some_and(|was| was.files.iter().any(|file| file.path.ends_with(".pdf")));
    let asked = Asked { id: id.clone(), title, pieces, to: last.to.clone(), pdf, corrects };
    let built = built(&desk, &asked)?;
    super::uses::none_retired(&desk, &built.manifest, on)?;
    if Some(built.sha256) != last.sha256 {
        let was = manifest_of(&proposed(&desk.folder, &id)).ok();
        let changed = was.map(|was| changed_files(&was, &built.manifest)).unwrap_or_default();
        return Err(fail(
            &format!("{id} is no longer what {} proposed: {}", last.by, changed),
            "look at what changed, and propose it anew",
        ));
    }
    if on < built.manifest.day {
        return Err(fail(
            &format!("a piece is dated {}, and would go out on {on}", built.manifest.day),
            "approve it on its day or later: --on DATE",
        ));
    }
    let by = author(arguments.by.as_deref());
    let folder = releases(&desk.folder).join(id.as_str());
    if folder.exists() {
        return Err(fail(
            &format!("{} is there already", folder.display()),
            "propose it under another id",
        ));
    }
    let draft = entry_of(&built, PublicationStep::Released, &by, &asked.corrects, on);
    write_and_enter(&mut desk, &built, draft, &folder)?;
    let _ = std::fs::remove_dir_all(proposed(&desk.folder, &id));
    let mut text = told(&built);
    text.push_str(&format!("Released: {}\n", folder.display()));
    Ok(say(&text))
}
