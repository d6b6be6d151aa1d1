//! A piece with what it embeds filled in, and what it rests on.

use std::collections::BTreeSet;

use intake::piece::PieceFile;
use intake::{Finding, Findings, Place};
use money::Date;

use super::embeds::{Notes, embed};
use super::ground::Ground;
use super::markdown::{self, Embedded, MARK, Strange, TypedText};
use super::typed::{Typed, typed_numbers};
use super::wording::{audience_words, pick};
use super::{Document, Span, plain};
use crate::Language;

/// A piece, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub document: Document,
    /// The entries that it rests on, by their numbers.
    pub entries: BTreeSet<u64>,
    /// The figures in it, by their names.
    pub figures: BTreeSet<String>,
    /// Numbers that were typed and not embedded; none of them is an amount or a percent.
    pub typed: Vec<Typed>,
    /// What is told in English in a piece of another language.
    pub untranslated: Vec<String>,
    /// Facts of its days that its readers are not shown, by their entries.
    pub kept_back: BTreeSet<u64>,
    /// Of a figure that is shared: the number in words, as it stands on a card.
    pub number: Option<String>,
}

/// Fills in a piece from what it may stand on.
///
/// # Errors
///
/// Every embed that has no receipt, that its readers may not see, or that is not there; every amount and percent that was typed; with its
/// line in the piece's file.
pub fn fill(piece: &PieceFile, ground: &Ground<'_>) -> Result<Filled, Findings> {
    let language = if piece.language == "es" { Language::Spanish } else { Language::English };
    let mut filling = Filling {
        piece,
        ground,
        language,
        notes: Notes::default(),
        findings: Findings::default(),
        typed: Vec::new(),
    };
    let number = piece.figure.as_ref().and_then(|(name, line)| filling.number(name, *line));
    let mut summary = Vec::new();
    if let Some((text, line)) = &piece.summary {
        let marked = filling.marked(text, *line);
        let (spans, strange, typed) = markdown::line(&marked.text, &marked.embedded);
        filling.look_at(&marked.text, *line, strange, typed);
        summary = begun(spans);
    }
    let marked = filling.marked(&piece.text, piece.text_line);
    let (mut blocks, strange, typed) = markdown::blocks(&marked.text, &marked.embedded);
    filling.look_at(&marked.text, piece.text_line, strange, typed);
    filling.stands_with_its_twin();
    if let Some(spans) = &number {
        blocks.insert(0, super::Block::Paragraph(vec![Span::Strong(spans.clone())]));
    }
    if piece.synthetic {
        let says = pick(
            language,
            "SYNTHETIC: invented for the example; no person said it.",
            "SINTÉTICO: inventado para el ejemplo; ninguna persona lo dijo.",
        );
        blocks.insert(
            0,
            super::Block::Paragraph(vec![Span::Strong(vec![Span::Text(says.to_owned())])]),
        );
    }
    for block in &mut blocks {
        if let super::Block::Paragraph(spans) = block {
            *spans = begun(std::mem::take(spans));
        }
    }
    filling.look_at_whole(&summary, &blocks);
    let Filling { notes, findings, typed, .. } = filling;
    if findings.has_errors() {
        return Err(findings);
    }
    let document = Document {
        language,
        campaign: ground.said(language, ground.campaign).0,
        title: piece.title.clone(),
        day: piece.day,
        audience: audience_words(&piece.audience, language),
        summary,
        blocks,
        notes: notes.list,
    };
    Ok(Filled {
        document,
        entries: notes.entries,
        figures: notes.figures,
        typed,
        untranslated: notes.untranslated,
        kept_back: notes.kept_back,
        number: number.map(|spans| plain(&spans)),
    })
}

/// A text that begins with a fact begins with a capital.
fn begun(mut spans: Vec<Span>) -> Vec<Span> {
    if let Some(Span::Fact { text, .. }) = spans.first_mut() {
        let mut letters = text.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        *text = format!("{first}{}", letters.as_str());
    }
    spans
}

/// The words of spans that were typed: a fact is a word without a number.
fn typed_of(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(text) => out.push_str(text),
            Span::Fact { .. } => out.push('\u{25a1}'),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { text: inner, .. } => {
                out.push_str(&typed_of(inner));
            }
            Span::Break => out.push(' '),
        }
    }
    out
}

/// The typed words of blocks.
fn gather(blocks: &[super::Block], all: &mut Vec<String>) {
    for block in blocks {
        match block {
            super::Block::Heading { text, .. } | super::Block::Paragraph(text) => {
                all.push(typed_of(text))
            }
            super::Block::List { items, .. } => items.iter().for_each(|item| gather(item, all)),
            super::Block::Quote(inner) => gather(inner, all),
            super::Block::Table { head, rows } => {
                all.extend(head.iter().chain(rows.iter().flatten()).map(|cell| typed_of(cell)));
            }
            super::Block::Rule => {}
        }
    }
}

struct Marked {
    text: String,
    embedded: Vec<Embedded>,
}

struct Filling<'a, 'b> {
    piece: &'a PieceFile,
    ground: &'b Ground<'a>,
    language: Language,
    notes: Notes,
    findings: Findings,
    typed: Vec<Typed>,
}

impl Filling<'_, '_> {
    fn since(&self) -> Option<Date> {
        self.piece.since
    }

    /// The number that the piece shares.
    fn number(&mut self, name: &str, line: usize) -> Option<Vec<Span>> {
        let call = format!("figure {name}");
        match embed(self.ground, self.language, None, &call, &mut self.notes) {
            Ok(Embedded::Spans(spans)) => Some(spans),
            Ok(Embedded::Blocks(_)) => None,
            Err(why) => {
                self.findings.push(Finding::error(self.at(line), why.what).mend(why.mend));
                None
            }
        }
    }

    /// Where another number stands beside the one that is shared, and can be told to the readers, the text tells it as well: a rival figure
    /// stands beside its twin.
    fn stands_with_its_twin(&mut self) {
        let Some((name, line)) = &self.piece.figure else { return };
        let rival = format!("rival {name}");
        let mut beside = Notes::default();
        let may_be_told = embed(self.ground, self.language, None, &rival, &mut beside).is_ok();
        if may_be_told && !beside.figures.is_subset(&self.notes.figures) {
            let what = format!("another number stands beside {name}, and is not told");
            self.findings.push(
                Finding::error(self.at(*line), what)
                    .mend(format!("say it in the text: {{{{rival {name}}}}}")),
            );
        }
    }

    fn at(&self, line: usize) -> Place {
        Place::Line { file: self.piece.file.clone(), line }
    }

    /// The text with a mark in the place of each embed.
    fn marked(&mut self, text: &str, first_line: usize) -> Marked {
        let mut marked = Marked { text: String::with_capacity(text.len()), embedded: Vec::new() };
        let mut line = first_line;
        let mut rest = text;
        while let Some(open) = rest.find("{{") {
            let before = &rest[..open];
            line += before.matches('\n').count();
            marked.text.push_str(&self.without_marks(before, line));
            let Some(close) =
                rest[open..].find("}}").filter(|close| !rest[open..open + close].contains('\n'))
            else {
                self.findings.push(
                    Finding::error(self.at(line), "{{ is not closed on its line")
                        .mend("close it by }} on the same line"),
                );
                rest = &rest[open + 2..];
                continue;
            };
            let call = &rest[open + 2..open + close];
            match embed(self.ground, self.language, self.since(), call, &mut self.notes) {
                Ok(embedded) => {
                    marked.text.push_str(&format!("{}{}{}", MARK.0, marked.embedded.len(), MARK.1));
                    marked.embedded.push(embedded);
                }
                Err(why) => {
                    self.findings.push(Finding::error(self.at(line), why.what).mend(why.mend))
                }
            }
            rest = &rest[open + close + 2..];
        }
        marked.text.push_str(&self.without_marks(rest, line));
        marked
    }

    /// A text without what marks embeds, and without letters that no form shows.
    fn without_marks(&mut self, text: &str, line: usize) -> String {
        let strange =
            |c: char| c == MARK.0 || c == MARK.1 || (c.is_control() && !"\n\t".contains(c));
        if text.contains(strange) {
            self.findings.push(
                Finding::error(self.at(line), "the text holds a letter that cannot be shown")
                    .mend("type the line anew"),
            );
        }
        text.replace(strange, "")
    }

    /// Amounts and percents that are put together of several stretches, over a line's end or half in bold; and the title.
    fn look_at_whole(&mut self, summary: &[Span], blocks: &[super::Block]) {
        let mut whole = vec![self.piece.title.clone()];
        whole.extend(self.piece.value.clone());
        whole.push(typed_of(summary));
        gather(blocks, &mut whole);
        for text in whole {
            for (number, stops) in typed_numbers(&text) {
                let known = self.typed.iter().any(|one| one.stops && one.text == number);
                if !stops || known {
                    continue;
                }
                let before = self.piece.text.split(&number).next().unwrap_or("");
                let line = match self.piece.text.contains(&number) {
                    true => self.piece.text_line + before.matches('\n').count(),
                    false => 1,
                };
                self.findings.push(
                    Finding::error(self.at(line), format!("{number} has no receipt: it was typed"))
                        .expected("a figure of the case, or a number that an entry holds")
                        .mend("embed it in the text, and say it in words where nothing is embedded, as in a title"),
                );
            }
        }
    }

    /// What is strange in a text, and which numbers were typed into it.
    fn look_at(
        &mut self,
        text: &str,
        first_line: usize,
        strange: Vec<Strange>,
        typed: Vec<TypedText>,
    ) {
        let line_of = |at: usize| first_line + text.get(..at).unwrap_or("").matches('\n').count();
        for one in strange {
            let place = self.at(line_of(one.at));
            self.findings.push(Finding::error(place, one.what).mend(one.mend));
        }
        for one in typed {
            let line = line_of(one.at);
            for (number, stops) in typed_numbers(&one.text) {
                if stops {
                    self.findings.push(
                        Finding::error(
                            self.at(line),
                            format!("{number} has no receipt: it was typed"),
                        )
                        .expected("a figure of the case, or a number that an entry holds")
                        .mend("write {{figure NAME}}, or {{said ENTRY: words with the number}}"),
                    );
                }
                self.typed.push(Typed { line, text: number, stops });
            }
        }
    }
}
