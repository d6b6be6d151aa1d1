//! A piece as its readers get it, and what its writer should know before it goes out.

use desk::publish::{is_for, looked};
use intake::Findings;
use intake::piece::PieceFile;
use maud::{Markup, html};
use press::release::Learned;
use record::audience::Audience;

use super::{findings, whom};
use crate::app::Asked;

/// Whom somebody may look as: the piece's readers, and the employer.
pub(super) fn lookers(asked: &Asked) -> Vec<Audience> {
    let standing = asked.opened.on(asked.day);
    let partners = standing.state.partners.keys().cloned().map(Audience::Partner);
    let first = [Audience::OtherSide, Audience::Public, Audience::Members, Audience::Neutral];
    first.into_iter().chain(partners).collect()
}

/// Looks at a piece as somebody.
pub(super) fn look(asked: &Asked, read: Result<PieceFile, Findings>, who: &Audience) -> Markup {
    let piece = match read {
        Ok(piece) => piece,
        Err(found) => return findings(asked, &found),
    };
    match looked(&asked.opened.desk, &piece, who) {
        Ok(looked) => filled(asked, &piece, &looked, who),
        Err(found) => findings(asked, &found),
    }
}

fn filled(
    asked: &Asked,
    piece: &PieceFile,
    looked: &desk::publish::Looked,
    who: &Audience,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let document = &looked.filled.document;
    let reading = press::outlets::reading_json(document);
    let typed: Vec<String> = looked
        .filled
        .typed
        .iter()
        .map(|one| format!("{} ({} {})", one.text, t("line"), one.line))
        .collect();
    let rules = &asked.opened.on(piece.day).state.ground_rules;
    let code = document.language.code();
    html! {
        p class="for eyes" { strong { (whom(asked, &piece.audience)) } }
        @if is_for(&piece.audience, who) || *who == Audience::OtherSide {
            article class="preview" lang=(code) {
                p class="title" { strong { (document.title) } }
                @if !document.summary.is_empty() { p class="lead" { (press::writing::plain(&document.summary)) } }
                (press::site::blocks(&document.blocks, false))
            }
            @if !document.notes.is_empty() {
                details {
                    summary { (t("What the numbers rest on")) " (" (document.notes.len()) ")" }
                    (press::site::notes(&document.notes))
                }
            }
        } @else {
            p class="problem" { (t("It is not for them, and they would not be sent it.")) }
        }
        h3 { (t("For the writer")) }
        ul class="writer" {
            (reads(asked, &reading))
            @if !typed.is_empty() { li { (t("Typed, and not embedded:")) " " (typed.join(", ")) } }
            @for text in &looked.filled.untranslated { li { (t("Not yet translated:")) " " span lang="en" { (text) } } }
            @if !looked.filled.kept_back.is_empty() {
                li { (t("Not in its lists, since not all its readers may see it: entries"))
                    @for number in &looked.filled.kept_back { " " a href=(asked.way(&format!("/record/{number}"))) { (number) } }
                }
            }
            @for (id, error) in &looked.unread { li { strong { (id) } ": " (speech.own(error)) } }
        }
        h3 { (t("What they would learn")) ": " (t(&who_words(who))) }
        @if looked.learned.is_empty() {
            p class="calm" { (t("Nothing that they do not know already.")) }
        } @else {
            ul {
                @for one in &looked.learned {
                    @match one {
                        Learned::Entry(number, words) => li { (speech.own(words)) " " a href=(asked.way(&format!("/record/{number}"))) { "[" (number) "]" } },
                        Learned::Figure(name) => li { (t("the figure")) " " code { (name) } },
                    }
                }
            }
        }
        @if !rules.is_empty() {
            h3 { (t("Ground rules that hold")) }
            ul { @for rule in rules.values() { li { strong { (speech.own(&rule.topic)) } ": " (speech.own(&rule.text)) } } }
        }
    }
}

/// How it reads: how long it takes, how hard it is, its longest sentences.
fn reads(asked: &Asked, reading: &serde_json::Value) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let told = |name: &str| {
        reading[name].as_str().map_or_else(|| reading[name].to_string(), str::to_owned)
    };
    let longest = reading["longest"].as_array().cloned().unwrap_or_default();
    html! {
        li { (t("Words:")) " " (told("words")) ". " (t("Sentences:")) " " (told("sentences")) ". " (t("Minutes to read:")) " " (told("minutes")) "." }
        li { (t("Reading level:")) " " strong { (told("level")) } " (" (t(&told("measure"))) "). " (t("Hard words:")) " " (told("hard_words")) ". " (t("Long sentences:")) " " (told("long_sentences")) "." }
        @for one in &longest {
            li { (one[0]) " " (t("words:")) " " (one[1].as_str().unwrap_or_default()) }
        }
    }
}

/// Whom somebody looks as, in words.
pub(super) fn who_words(who: &Audience) -> String {
    match who {
        Audience::OtherSide => "somebody on the employer's side".to_owned(),
        Audience::Public => "the public".to_owned(),
        Audience::Members => "a member".to_owned(),
        Audience::Neutral => "the neutral".to_owned(),
        other => other.to_string(),
    }
}
