//! Lists that the record alone makes, for pages that nobody writes.

use intake::piece::{PieceFile, PieceKind};
use record::{Digest, Slug};

use super::{Filled, Ground, fill};
use crate::Language;

/// What embeds come to on a ground, a paragraph or a list each, as those whom the ground is for may know it; nothing where nothing of it
/// is theirs to know.
pub fn out_of_record(ground: &Ground<'_>, embeds: &[&str], language: Language) -> Option<Filled> {
    out_of_record_since(ground, embeds, language, None)
}

/// The same, with the day since which what moved is told.
pub fn out_of_record_since(
    ground: &Ground<'_>,
    embeds: &[&str],
    language: Language,
    since: Option<money::Date>,
) -> Option<Filled> {
    let text: String = embeds.iter().map(|embed| format!("{{{{{embed}}}}}\n\n")).collect();
    let piece = PieceFile {
        slug: Slug::from_words("record"),
        file: "record".to_owned(),
        sha256: Digest::NONE,
        kind: PieceKind::Page,
        title: ground.campaign.to_owned(),
        day: ground.day(),
        since,
        audience: ground.audience.clone(),
        language: language.code().to_owned(),
        translates: None,
        summary: None,
        synthetic: false,
        questions: Vec::new(),
        listener: None,
        value: None,
        figure: None,
        text,
        text_line: 1,
    };
    fill(&piece, ground).ok()
}
