//! Versions of a text, compared, for a page that prints in grey: what is struck stands in `[- -]`, what is new in `{+ +}`.

use record::words::{Attributed, Paragraph, Piece};
use record::{SigningSchedule, State};

use crate::text_table::{hanging, wrapped};

fn struck(text: &str) -> String {
    format!("[-{text}-]")
}

fn new(text: &str) -> String {
    format!("{{+{text}+}}")
}

/// Two versions of a text.
pub fn compared_text(paragraphs: &[Paragraph]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let text = match paragraph {
            Paragraph::Same(text) => format!("  {text}"),
            Paragraph::Removed(text) => format!("- {}", struck(text)),
            Paragraph::Added(text) => format!("+ {}", new(text)),
            Paragraph::Changed(pieces) => {
                let pieces: Vec<String> = pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Same(text) => text.clone(),
                        Piece::Removed(text) => struck(text),
                        Piece::Added(text) => new(text),
                    })
                    .collect();
                format!("~ {}", pieces.join(" "))
            }
        };
        out.push_str(&format!("{}\n", wrapped(&text, 2)));
    }
    out
}

/// A text through all of its versions: who brought each word and who struck it.
pub fn attributed_text(paragraphs: &[Vec<Attributed>], versions: &[String]) -> String {
    let mut out = String::new();
    let name = |at: usize| versions.get(at).map_or("", String::as_str);
    for paragraph in paragraphs {
        let pieces: Vec<String> = paragraph
            .iter()
            .map(|piece| match (piece.added_in, piece.struck_in) {
                (0, None) => piece.words.clone(),
                (added, None) => format!("{{+{} {}+}}", name(added), piece.words),
                (_, Some(struck)) => format!("[-{} {}-]", name(struck), piece.words),
            })
            .collect();
        out.push_str(&format!("{}\n", wrapped(&format!("  {}", pieces.join(" ")), 2)));
    }
    out
}

/// The signing schedule, with the head of the record at its foot.
pub fn signing_text(schedule: &SigningSchedule, state: &State, head: record::Head) -> String {
    let name = state.record.as_ref().map_or("A campaign", |record| record.campaign.as_str());
    let line = |text: &str, indent: usize| format!("{}\n", wrapped(text, indent));
    let mut out = line(&format!("Signing schedule: {name}, as of {}", state.as_of), 2);
    out.push_str("\nTO SIGN\n");
    for (at, one) in schedule.signed.iter().enumerate() {
        let article =
            one.article.as_ref().map(|article| format!("article {article}, ")).unwrap_or_default();
        let pass =
            one.pass.as_ref().map(|pass| format!(", the words of {pass}")).unwrap_or_default();
        let text = one.text.map(|text| format!(", text {}", text.short())).unwrap_or_default();
        let what = format!(
            "{article}{}: {}, initialled {}{pass}{text}",
            one.title, one.agreement, one.agreed
        );
        out.push_str(&format!("{}\n", hanging(&format!("  {:>3}. ", at + 1), &what, 7)));
        out.push_str("       union ____________________   employer ____________________\n");
    }
    if schedule.signed.is_empty() {
        out.push_str("  nothing\n");
    }
    out.push_str("\nNOT TO SIGN\n");
    for one in &schedule.kept_out {
        out.push_str(&line(&format!("  {}: {}", one.title, one.why), 4));
    }
    if schedule.kept_out.is_empty() {
        out.push_str("  nothing is left\n");
    }
    out.push_str(&format!("\nHead of the record: {}\n  {}\n", head.number, head.hash));
    out
}
