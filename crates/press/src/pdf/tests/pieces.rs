//! Invented pieces: a school support unit and its district, which do not exist.

use jiff::civil::date;

use crate::Language;
use crate::writing::{Block, Document, Note, Span};

pub(crate) fn text(words: &str) -> Span {
    Span::Text(words.to_owned())
}

pub(crate) fn fact(words: &str, notes: &[usize]) -> Span {
    Span::Fact { text: words.to_owned(), notes: notes.to_vec() }
}

pub(crate) fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

pub(crate) fn heading(level: u8, words: &str) -> Block {
    Block::Heading { level, text: vec![text(words)] }
}

pub(crate) fn strong(words: &str) -> Span {
    Span::Strong(vec![text(words)])
}

fn emphasis(words: &str) -> Span {
    Span::Emphasis(vec![text(words)])
}

pub(crate) fn link(address: &str, words: &str) -> Span {
    Span::Link { address: address.to_owned(), text: vec![text(words)] }
}

pub(crate) fn list(ordered: bool, items: Vec<Vec<Span>>) -> Block {
    let items = items.into_iter().map(|item| vec![Block::Paragraph(item)]).collect();
    Block::List { ordered, items }
}

pub(crate) fn table(head: &[&str], rows: &[&[&str]]) -> Block {
    let row = |cells: &[&str]| cells.iter().map(|cell| vec![text(cell)]).collect::<Vec<_>>();
    Block::Table { head: row(head), rows: rows.iter().map(|cells| row(cells)).collect() }
}

pub(crate) fn note(label: &str, source: &str, address: Option<&str>) -> Note {
    Note { label: label.to_owned(), source: source.to_owned(), address: address.map(str::to_owned) }
}

/// A piece with nothing but a title and one paragraph.
pub(crate) fn small(words: &str) -> Document {
    Document {
        language: Language::English,
        campaign: "SYNTHETIC campaign".to_owned(),
        title: "A small piece".to_owned(),
        day: date(2026, 3, 12),
        audience: "For members".to_owned(),
        summary: vec![text("One line.")],
        blocks: vec![paragraph(words)],
        notes: vec![],
    }
}

/// A bargaining report of two to three pages, in English.
pub(crate) fn report() -> Document {
    Document {
        language: Language::English,
        campaign: "SYNTHETIC: Alder Valley school staff, 2026 agreement".to_owned(),
        title: "Four meetings in, the district has not answered on pay".to_owned(),
        day: date(2026, 3, 12),
        audience: "For members and the public".to_owned(),
        summary: vec![
            text("We asked for "),
            fact("6.5% in the first year", &[0]),
            text(
                " on January 15. Eight weeks later there is no counteroffer on pay, and prices are ",
            ),
            fact("19.2%", &[1]),
            text(" above where they stood when the last schedule was settled."),
        ],
        blocks: vec![
            heading(2, "What happened at the table on March 10"),
            Block::Paragraph(vec![
                text("Both teams met for "),
                fact("three hours and ten minutes", &[2]),
                text(
                    ". We spent the first hour on staffing in the kitchens and the rest on leave. The district’s team said that it had no authority to speak about pay and ",
                ),
                strong("named no day on which it would"),
                text(". That is the fourth meeting in a row without an answer on Article 9."),
            ]),
            Block::Quote(vec![
                Block::Paragraph(vec![text(
                    "“I have driven the same route for eleven years. My rent went up by a third in that time, and this winter I took a second job at the weekend. I should like to be asked about the bus, not about how I manage.”",
                )]),
                Block::Paragraph(vec![emphasis(
                    "A bus driver, with her leave, at the meeting of February 24",
                )]),
            ]),
            heading(3, "Where each article stands"),
            table(
                &["Article", "Opened", "Our last paper", "Theirs", "Days since"],
                &[
                    &["4  Hours and overtime", "December 4", "February 10", "February 24", "14"],
                    &["6  Kitchens and staffing", "December 4", "March 10", "none", "0"],
                    &["9  Pay", "January 15", "January 15", "none", "54"],
                    &["11  Health plan", "January 15", "February 10", "January 29", "40"],
                    &["12  Leave", "December 4", "March 10", "February 24", "14"],
                    &["15  Safety on buses", "January 29", "January 29", "agreed", "0"],
                ],
            ),
            Block::Paragraph(vec![
                text("One article is settled. On "),
                fact("February 24", &[3]),
                text(
                    " both teams signed the new text on safety on buses: two radios in each bus, and a second adult on routes with more than ",
                ),
                fact("40 riders", &[3]),
                text("."),
            ]),
            heading(2, "What we ask for, and what it costs"),
            Block::Paragraph(vec![
                text(
                    "Our offer raises every step by the same share and gives the lowest two steps a little more. The first year costs ",
                ),
                fact("$1,284,600", &[4]),
                text(", with the roll-up that pay draws after it. That is "),
                fact("1.1% of what the district spends", &[4, 5]),
                text(" in a year and less than "),
                fact("a fifth of its reserve", &[5]),
                text("."),
            ]),
            table(
                &["Year", "Raise", "Cost of the year", "Over base"],
                &[
                    &["2026–27", "6.5%", "$1,284,600", "$1,284,600"],
                    &["2027–28", "4.0%", "$841,900", "$2,126,500"],
                    &["2028–29", "3.0%", "$656,700", "$2,783,200"],
                ],
            ),
            list(
                true,
                vec![
                    vec![
                        strong("A living first step. "),
                        text("A full-time kitchen assistant begins at "),
                        fact("$31,870", &[6]),
                        text(" a year, "),
                        fact("$4,210", &[6, 7]),
                        text(" under what one adult without children needs in the county."),
                    ],
                    vec![
                        strong("Kept up with prices. "),
                        text("Measured in what it buys, the top step has lost "),
                        fact("8.4%", &[1, 6]),
                        text(" since 2021."),
                    ],
                    vec![
                        strong("People who stay. "),
                        fact("23 of 118", &[8]),
                        text(
                            " bus drivers left last year; eleven of them drive for the next county.",
                        ),
                    ],
                ],
            ),
            heading(2, "What the district has said"),
            Block::Paragraph(vec![
                text("In its letter of "),
                fact("February 2", &[9]),
                text(
                    " the district wrote that money is “uncertain until the State’s budget is signed”. The State’s aid for this year has been known since ",
                ),
                fact("August 19", &[10]),
                text(", and the district’s own budget books it in full. You can read both in "),
                link(
                    "https://records.example.org/alder-valley/2026/documents/letters/district-to-union-2026-02-02.pdf",
                    "the letter as it was sent",
                ),
                text("."),
            ]),
            Block::Paragraph(vec![
                text("We asked for the figures behind that sentence on "),
                fact("February 5", &[11]),
                text(". No answer has come. We do not know, and do not say, why."),
            ]),
            Block::Rule,
            heading(2, "What you can do before March 24"),
            list(
                false,
                vec![
                    vec![
                        text("Come to the open meeting of the board on "),
                        strong("Tuesday, March 24, at 6 p.m."),
                        text(" in the library of the middle school. Sign up to speak by noon."),
                    ],
                    vec![text(
                        "Tell one neighbor one number from this page, and where it comes from.",
                    )],
                    vec![text(
                        "Members: fill in the sheet on second jobs that your steward has. It takes five minutes, and no name leaves the room.",
                    )],
                ],
            ),
            heading(3, "Questions that we were asked"),
            paragraph(
                "Are we going to strike? Nobody has proposed it. State law asks for mediation and a finding of fact first, and we are at neither. We will say so here on the day that changes.",
            ),
            paragraph(
                "Can I read the papers? Yes. Every paper that both teams have exchanged is on the record, in the order in which it was handed over, and each number on this page leads to the one that it rests on.",
            ),
        ],
        notes: vec![
            note(
                "Article 9: our offer of January 15, 2026",
                "entry 31: Offer 1 of the union, page 2",
                Some("https://records.example.org/alder-valley/2026/entries/31"),
            ),
            note(
                "Prices: up 19.2% from June 2021 to January 2026",
                "figure prices/settlement-to-latest: CPI-U, U.S. city average, not seasonally adjusted",
                Some(
                    "https://data.example.gov/timeseries/CUUR0000SA0?from=2021-06&to=2026-01&adjusted=no&format=table",
                ),
            ),
            note(
                "The meeting of March 10, 2026",
                "entry 58: minutes of the union’s note taker",
                None,
            ),
            note(
                "Article 15: agreed on February 24, 2026",
                "entry 52: tentative agreement, signed by both teams",
                Some("https://records.example.org/alder-valley/2026/entries/52"),
            ),
            note(
                "Cost of our offer: $1,284,600 in 2026–27",
                "figure cost/offer-1: roster of October 1, 2025, 412 people; health plan not counted",
                Some("https://records.example.org/alder-valley/2026/case#cost-offer-1"),
            ),
            note(
                "Spending and reserve of the district",
                "audited statements for the year that ended June 30, 2025, page 19",
                Some(
                    "https://district.example.org/finance/audits/2025/annual-comprehensive-financial-report.pdf",
                ),
            ),
            note(
                "Pay schedule of 2025–26",
                "Appendix B of the agreement of 2021–2025, kept in force",
                None,
            ),
            note(
                "What one adult needs: $36,080",
                "a public calculator of living wages, county of Alder Valley, read February 3, 2026",
                Some("https://wages.example.edu/counties/41999"),
            ),
            note(
                "Drivers who left: 23 of 118",
                "figure leavers/drivers-2025: the district’s answer to request 3",
                Some("https://records.example.org/alder-valley/2026/case#leavers-drivers-2025"),
            ),
            note(
                "The district’s letter of February 2, 2026",
                "entry 44",
                Some(
                    "https://records.example.org/alder-valley/2026/documents/letters/district-to-union-2026-02-02.pdf",
                ),
            ),
            note(
                "State aid for 2025–26",
                "notice of aid of August 19, 2025, line 7",
                Some("https://aid.example.gov/notices/2025-26/alder-valley"),
            ),
            note(
                "Request for information 4",
                "entry 46: asked February 5, 2026; no answer by March 12, 2026",
                Some("https://records.example.org/alder-valley/2026/entries/46"),
            ),
        ],
    }
}
