//! What releasing and approving say.

use std::path::Path;
use std::process::ExitCode;

use desk::publish::Stopped;
use money::Date;
use press::release::Built;
use record::audience::Audience;
use record::body::PublicationStep;
use record::{Draft, Slug};
use store::Campaign;

pub use desk::publish::{manifest_of, proposed, releases};

use super::desk::{refused, stopped};
use crate::commands::record::{fail, failed, now};

/// The campaign, opened to be written.
///
/// # Errors
///
/// What was printed.
pub fn open(folder: &Path) -> Result<Campaign, ExitCode> {
    Campaign::open(folder).map_err(|error| failed(&error))
}

/// Refuses what asks for PDF of a program that was built without it.
pub fn may_have_pdf(asked: bool) -> Result<(), ExitCode> {
    if !asked || cfg!(feature = "pdf") {
        return Ok(());
    }
    Err(fail(
        "this program was built without PDF",
        "build one that has it: cargo build --release --features pdf",
    ))
}

/// Prints why nothing was released.
pub fn not_released(error: Stopped) -> ExitCode {
    match error {
        Stopped::Findings(findings) => {
            let code = refused(&findings);
            eprintln!("Nothing was released.");
            code
        }
        error => stopped(error),
    }
}

/// The entry of a release, written now.
pub fn entry_of(
    built: &Built,
    step: PublicationStep,
    by: &str,
    corrects: &Option<(Slug, String)>,
    on: Date,
) -> Draft {
    desk::publish::entry_of(built, step, by, corrects, (on, now()))
}

/// Writes a release as a whole.
pub fn write_whole(built: &Built, folder: &Path) -> Result<(), ExitCode> {
    desk::publish::write_release(built, folder).map_err(not_released)
}

/// What a release is, in a few lines.
pub fn told(built: &Built) -> String {
    let manifest = &built.manifest;
    let words = press::writing::audience_words(&manifest.to, press::Language::English);
    let (entries, figures) = (manifest.rests_on.entries.len(), manifest.rests_on.figures.len());
    let mut out = format!("{}\n{}\n", words.to_uppercase(), manifest.title);
    let by_members =
        manifest.to.contains(&Audience::Members) || manifest.to.contains(&Audience::Public);
    if by_members {
        out.push_str("What they read, the employer reads as well.\n");
    }
    out.push_str(&format!(
        "It rests on {entries} entries and {figures} figures. {} files, hash {}\n",
        built.files.len(),
        built.sha256
    ));
    out
}
