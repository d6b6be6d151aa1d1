//! Pieces to test with.

use crate::Language;
use crate::writing::{Block, Document, Note, Span};

pub fn text(words: &str) -> Vec<Span> {
    vec![Span::Text(words.to_owned())]
}

pub fn paragraph(words: &str) -> Block {
    Block::Paragraph(text(words))
}

fn fact(words: &str, notes: &[usize]) -> Span {
    Span::Fact { text: words.to_owned(), notes: notes.to_vec() }
}

/// A piece without a text.
pub fn empty(language: Language) -> Document {
    Document {
        language,
        campaign: String::new(),
        title: String::new(),
        day: jiff::civil::date(2022, 7, 12),
        audience: String::new(),
        summary: Vec::new(),
        blocks: Vec::new(),
        notes: Vec::new(),
    }
}

/// A piece that has something of everything.
pub fn piece() -> Document {
    let cell = |words: &str| text(words);
    Document {
        language: Language::English,
        campaign: "Attorneys of the State".to_owned(),
        title: "The State has not answered our salary proposal in 31 days".to_owned(),
        day: jiff::civil::date(2022, 7, 12),
        audience: "For members and the public".to_owned(),
        summary: vec![
            Span::Text("We proposed on ".to_owned()),
            fact("June 11", &[0]),
            Span::Text(
                ". The State has yet to say a word about pay. Prices rose 9.1% in a year."
                    .to_owned(),
            ),
        ],
        blocks: vec![
            Block::Heading { level: 2, text: text("What we asked for") },
            Block::Paragraph(vec![
                Span::Text("Our proposal is ".to_owned()),
                Span::Strong(text("5% in each of three years")),
                Span::Text(". It costs ".to_owned()),
                fact("$41,250,000", &[1, 2]),
                Span::Text(" and is in the ".to_owned()),
                Span::Link {
                    address: "https://example.org/proposals/2022-06-11-salary".to_owned(),
                    text: text("text we handed over"),
                },
                Span::Text(".".to_owned()),
            ]),
            Block::List {
                ordered: true,
                items: vec![
                    vec![paragraph(
                        "A raise of 5% on July 1, 2022, for all classes in the unit, including those who joined since the last agreement.",
                    )],
                    vec![paragraph("No new cuts.")],
                ],
            },
            Block::Quote(vec![paragraph(
                "We are still looking at it, and we will come back to you when we have something to say about it.",
            )]),
            Block::Table {
                head: vec![cell("Year"), cell("We ask"), cell("State offers")],
                rows: vec![
                    vec![cell("2022"), vec![fact("$1,000,000", &[1])], cell("$0")],
                    vec![cell("2023"), cell("$11,050,000"), cell("-")],
                ],
            },
            Block::Heading { level: 3, text: text("What comes next") },
            Block::List {
                ordered: false,
                items: vec![
                    vec![paragraph("We meet on July 20.")],
                    vec![paragraph("Come to the hearing.")],
                ],
            },
            Block::Rule,
            paragraph("Questions? Write to us."),
        ],
        notes: vec![
            Note {
                label: "Salary: the State has not answered since June 11, 2022".to_owned(),
                source: "entry 41: Bargaining Report of July 12, 2022".to_owned(),
                address: Some("https://example.org/reports/2022-07-12".to_owned()),
            },
            Note {
                label: "Cost".to_owned(),
                source: "figure cost/salary".to_owned(),
                address: None,
            },
            Note {
                label: "Prices".to_owned(),
                source: "figure prices/year-to-latest: BLS, CPI-U".to_owned(),
                address: Some("https://www.bls.gov/cpi/".to_owned()),
            },
        ],
    }
}

/// A piece in Spanish.
pub fn pieza() -> Document {
    Document {
        language: Language::Spanish,
        title: "El Estado no ha respondido".to_owned(),
        audience: "Para afiliados y el público".to_owned(),
        summary: text("Propusimos un aumento. Aún esperamos su respuesta. ¿Qué dirá?"),
        blocks: vec![paragraph("Los sueldos perdieron valor este año.")],
        notes: piece().notes[..1].to_vec(),
        ..empty(Language::Spanish)
    }
}

/// What a hostile text may hold; without line breaks.
pub const STEERING: &str = "<script>alert(1)</script> & \"x\" 'y' \u{202e}gpj.exe\u{202c} \u{0}\u{1b}[31m \u{fffe} e\u{301}\u{301}\u{301} 👩‍👩‍👧 שלום עולם ]]> -->";

/// A piece that is hostile everywhere.
pub fn hostile() -> Document {
    let bad = format!("{STEERING}\r\nBEGIN:VEVENT\r\nBcc: all@example.org\r\n\r\n--x\tend");
    let spans = vec![
        Span::Text(bad.clone()),
        Span::Break,
        Span::Link { address: "javascript:alert(1)".to_owned(), text: text(&bad) },
        Span::Link { address: "https://example.org/\"onclick=\"x".to_owned(), text: text(&bad) },
        Span::Fact { text: bad.clone(), notes: vec![0, 7, usize::MAX - 1] },
        Span::Emphasis(vec![Span::Strong(text(&bad))]),
    ];
    let long = "word ".repeat(20_000);
    let unbroken = "e\u{301}👩‍👩‍👧".repeat(5_000);
    Document {
        campaign: bad.clone(),
        title: bad.clone(),
        audience: bad.clone(),
        summary: spans.clone(),
        blocks: vec![
            Block::Heading { level: 3, text: spans.clone() },
            Block::Heading { level: 200, text: spans.clone() },
            Block::Paragraph(spans.clone()),
            paragraph(&long),
            paragraph(&unbroken),
            paragraph(&"x".repeat(100_000)),
            Block::List {
                ordered: true,
                items: vec![vec![], vec![Block::Quote(vec![paragraph(&bad)])]],
            },
            Block::Table {
                head: vec![spans.clone(); 3],
                rows: vec![vec![], vec![spans.clone(); 5]],
            },
            Block::Table { head: vec![], rows: vec![] },
            Block::Quote(vec![Block::Quote(vec![Block::List {
                ordered: false,
                items: vec![vec![paragraph(&bad)]],
            }])]),
        ],
        notes: vec![Note { label: bad.clone(), source: bad.clone(), address: Some(bad) }],
        ..empty(Language::English)
    }
}
