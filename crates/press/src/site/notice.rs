//! Half a page for the notice board: what fits, and where the rest is.

use maud::{DOCTYPE, html};

use super::{blocks, spans};
use crate::Words;
use crate::page::head;
use crate::writing::{Block, Document, date_words, plain};

/// Letters of text that half a letter page holds beside its heading, set at 11 points.
const ROOM: usize = 1500;

const STYLE: &str = "
:root { color-scheme: light; }
@page { size: letter; margin: 0; }
* { box-sizing: border-box; }
body { margin: 0; font: 11pt/1.4 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif; color: #000; background: #fff; }
main { max-width: 8.5in; height: 5.45in; padding: .45in .6in; overflow: hidden; border-bottom: 1px dashed #000; }
.campaign { font-size: 9.5pt; margin: 0; } h1 { font-size: 19pt; line-height: 1.15; margin: .05in 0; } .for { font-weight: 700; border-block: 1px solid #000; padding: .04in 0; margin: .05in 0 .08in; }
.lead { font-size: 13pt; line-height: 1.35; margin: 0 0 .08in; } p, li { margin: .04in 0; } ul, ol { margin: 0; padding-left: .2in; } h2 { font-size: 11.5pt; margin: .1in 0 .02in; } h3 { font-size: 11pt; margin: .08in 0 0; }
.more { font-weight: 700; } table { border-collapse: collapse; } th, td { padding: .02in .08in; text-align: left; border-bottom: 1px solid #000; }
@media screen { main { margin: 1rem auto; border: 1px solid #000; height: auto; } }
";

/// The blocks that fit, from the first on; a heading is not the last of them.
pub(crate) fn that_fit(all: &[Block], room: usize) -> usize {
    let mut used = 0;
    let mut fit = 0;
    for (at, block) in all.iter().enumerate() {
        used += length(block);
        if used > room {
            break;
        }
        fit = at + 1;
    }
    while fit > 0 && matches!(all[fit - 1], Block::Heading { .. } | Block::Rule) {
        fit -= 1;
    }
    fit
}

/// How much room a block takes: its letters, and something for its edges.
fn length(block: &Block) -> usize {
    match block {
        Block::Heading { text, .. } => 100 + plain(text).chars().count(),
        Block::Paragraph(text) => 45 + plain(text).chars().count(),
        Block::List { items, .. } => items.iter().flatten().map(length).sum::<usize>() + 20,
        Block::Quote(inner) => inner.iter().map(length).sum::<usize>() + 20,
        Block::Table { head, rows } => {
            let cells = head.iter().chain(rows.iter().flatten());
            cells.map(|cell| plain(cell).chars().count() + 20).sum()
        }
        Block::Rule => 40,
    }
}

/// A page of half a sheet, to be printed and cut.
pub fn notice_page(document: &Document, words: &Words, address: Option<&str>) -> String {
    let t = |english: &str| words.word(document.language, english);
    let room = ROOM.saturating_sub(plain(&document.summary).chars().count());
    let fit = that_fit(&document.blocks, room);
    let markup = html! {
        (DOCTYPE)
        html lang=(document.language.code()) {
            (head(&document.title, STYLE, html! {}))
            body {
                main {
                    p class="campaign" { (document.campaign) }
                    h1 { (document.title) }
                    p class="for" { (document.audience) " · " (date_words(document.day, document.language)) }
                    @if !document.summary.is_empty() { p class="lead" { (spans(&document.summary, false)) } }
                    (blocks(&document.blocks[..fit], false))
                    @if let Some(address) = address { p class="more" { (t("All of it, with what the numbers rest on:")) " " (address) } }
                }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}
