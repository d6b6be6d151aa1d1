//! Where something is used, as text and as JSON.

use record::{Entry, PublicationStatus, State};
use serde_json::{Value, json};

use super::gone::{Place, Pulled};
use super::uses::{PieceUse, ReleaseOut, Used};
use crate::Language;
use crate::writing::audience_words;

/// A status in a word, with what took a release's place.
pub(super) fn status_words(status: &PublicationStatus) -> String {
    match status {
        PublicationStatus::Corrected(by) => format!("corrected by {by}"),
        status => status.name().to_owned(),
    }
}

/// Uses of some things that go by one name: the lines of pieces, then releases.
pub fn uses_text(
    of: &[Used],
    pieces: &[PieceUse],
    releases: &[ReleaseOut<'_>],
    (state, entries): (&State, &[Entry]),
) -> String {
    let mut out = String::new();
    for used in of {
        let mut title = used.to_string();
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        out.push_str(&crate::line_of(&title));
        let mut none = true;
        for one in pieces.iter().filter(|one| used.in_piece(one, state, entries)) {
            none = false;
            let line = format!("  pieces/{}, line {}: {{{{{}}}}}", one.file, one.line, one.embed);
            out.push_str(&crate::line_of(&line));
        }
        if none {
            out.push_str("  No piece uses it.\n");
        }
        none = true;
        for release in releases {
            let Some(manifest) = release.manifest else { continue };
            if !used.in_release(manifest, state, entries) {
                continue;
            }
            none = false;
            let to = audience_words(&manifest.to, Language::English);
            let status = status_words(&release.state.status());
            let line = format!("  release {}: {status}. {to}. {}", release.id, manifest.title);
            out.push_str(&crate::line_of(&line));
        }
        if none {
            out.push_str("  No release uses it.\n");
        }
    }
    out
}

/// The same for programs.
pub fn uses_json(
    of: &[Used],
    pieces: &[PieceUse],
    releases: &[ReleaseOut<'_>],
    (state, entries): (&State, &[Entry]),
) -> String {
    let uses = of.iter().map(|used| {
        let lines = pieces.iter().filter(|one| used.in_piece(one, state, entries)).map(piece_json);
        let out = releases.iter().filter_map(|release| {
            let manifest = release.manifest?;
            used.in_release(manifest, state, entries).then(|| {
                let status = release.state.status();
                let release = release_json(release.id.as_str(), &status);
                with(release, "to", json!(manifest.to))
            })
        });
        let (pieces, releases): (Vec<Value>, Vec<Value>) = (lines.collect(), out.collect());
        json!({"of": used_json(used), "pieces": pieces, "releases": releases})
    });
    let uses: Vec<Value> = uses.collect();
    let value = json!({"schema": "goodfaith-uses 1", "uses": uses});
    format!("{value:#}\n")
}

fn used_json(used: &Used) -> Value {
    match used {
        Used::Figure(name) => json!({"figure": name}),
        Used::Claim(id) => json!({"claim": id}),
        Used::Entry(number) => json!({"entry": number}),
    }
}

fn piece_json(one: &PieceUse) -> Value {
    json!({"piece": one.piece, "file": format!("pieces/{}", one.file), "line": one.line, "embed": one.embed})
}

fn release_json(id: &str, status: &PublicationStatus) -> Value {
    let by = match status {
        PublicationStatus::Corrected(by) => Some(by.as_str()),
        _ => None,
    };
    json!({"release": id, "status": status.name(), "corrected_by": by})
}

fn with(mut value: Value, field: &str, is: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.insert(field.to_owned(), is);
    }
    value
}

/// What uses something that is no longer to be used: what is to be mended first, then what was pulled already.
pub fn pulled_text(all: &[Pulled]) -> String {
    if all.is_empty() {
        return "Nothing uses what is retired, taken back or no longer made.\n".to_owned();
    }
    let mut out = String::new();
    for stands in [true, false] {
        let some: Vec<&Pulled> = all.iter().filter(|one| one.stands == stands).collect();
        if some.is_empty() {
            continue;
        }
        out.push_str(match stands {
            true => "To be mended or pulled\n",
            false => "Pulled already\n",
        });
        for one in some {
            let instead = one.instead.as_ref().map(|instead| format!("; use instead: {instead}"));
            let mut what = format!("{}{}", one.what, instead.unwrap_or_default());
            if let Some(first) = what.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let place = match &one.place {
                Place::Piece(at) => {
                    format!("pieces/{}, line {}: {{{{{}}}}}", at.file, at.line, at.embed)
                }
                Place::Release { id, to, status } => {
                    let to = audience_words(to, Language::English);
                    format!("release {id}: {}. {to}", status_words(status))
                }
            };
            out.push_str(&crate::line_of(&format!("  {place}. {what}")));
        }
    }
    out
}

/// The same for programs.
pub fn pulled_json(all: &[Pulled]) -> String {
    let one = |one: &Pulled| {
        let place = match &one.place {
            Place::Piece(at) => piece_json(at),
            Place::Release { id, to, status } => {
                with(release_json(id.as_str(), status), "to", json!(to))
            }
        };
        json!({"of": used_json(&one.of), "what": one.what, "instead": one.instead, "place": place, "stands": one.stands})
    };
    let all: Vec<Value> = all.iter().map(one).collect();
    let value = json!({"schema": "goodfaith-retired-uses 1", "uses": all});
    format!("{value:#}\n")
}
