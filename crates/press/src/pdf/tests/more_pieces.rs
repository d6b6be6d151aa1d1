//! More invented pieces: a report in Spanish, and cards.

use jiff::civil::date;

use super::pieces::{fact, heading, list, note, paragraph, report, strong, table, text};
use crate::Language;
use crate::pdf::TalkingCard;
use crate::writing::{Block, Document};

/// A shorter report in Spanish.
pub(crate) fn report_in_spanish() -> Document {
    Document {
        language: Language::Spanish,
        campaign: "SYNTHETIC: Personal escolar de Alder Valley, convenio de 2026".to_owned(),
        title: "Tras cuatro reuniones, el distrito no ha respondido sobre el salario".to_owned(),
        day: date(2026, 3, 12),
        audience: "Para los miembros y el público".to_owned(),
        summary: vec![
            text("Pedimos un "),
            fact("6.5% para el primer año", &[0]),
            text(
                " el 15 de enero. Ocho semanas después no hay contraoferta, y los precios están un ",
            ),
            fact("19.2%", &[1]),
            text(" por encima de los de la última tabla acordada."),
        ],
        blocks: vec![
            heading(2, "Qué pasó en la mesa el 10 de marzo"),
            Block::Paragraph(vec![
                text("Los dos equipos se reunieron "),
                fact("tres horas y diez minutos", &[2]),
                text(
                    ". El equipo del distrito dijo que no tenía autoridad para hablar del salario y ",
                ),
                strong("no señaló ningún día para hacerlo"),
                text(". ¿Hasta cuándo? No lo sabemos."),
            ]),
            Block::Quote(vec![Block::Paragraph(vec![text(
                "«Llevo once años en la misma ruta. Este invierno tomé un segundo trabajo los fines de semana.»",
            )])]),
            heading(3, "Cómo está cada artículo"),
            table(
                &["Artículo", "Abierto", "Nuestro último texto", "El suyo", "Días"],
                &[
                    &["4  Horario", "4 de diciembre", "10 de febrero", "24 de febrero", "14"],
                    &["9  Salario", "15 de enero", "15 de enero", "ninguno", "54"],
                    &["15  Seguridad", "29 de enero", "29 de enero", "acordado", "0"],
                ],
            ),
            heading(2, "Lo que usted puede hacer"),
            list(
                false,
                vec![
                    vec![
                        text("Venga a la reunión abierta del consejo el "),
                        strong("martes 24 de marzo a las 6 de la tarde"),
                        text("."),
                    ],
                    vec![text("Diga a un vecino un número de esta página, y de dónde sale.")],
                ],
            ),
        ],
        notes: vec![
            note(
                "Artículo 9: nuestra oferta del 15 de enero de 2026",
                "asiento 31: oferta 1 del sindicato, página 2",
                Some("https://records.example.org/alder-valley/2026/entries/31"),
            ),
            note(
                "Precios: 19.2% más entre junio de 2021 y enero de 2026",
                "cifra prices/settlement-to-latest: CPI-U",
                Some("https://data.example.gov/timeseries/CUUR0000SA0?from=2021-06&to=2026-01"),
            ),
            note(
                "La reunión del 10 de marzo de 2026",
                "asiento 58: acta de quien toma notas por el sindicato",
                None,
            ),
        ],
    }
}

/// Five cards.
pub(crate) fn cards() -> Vec<TalkingCard> {
    let card = |listener: &str, question: &str, blocks: Vec<Block>| TalkingCard {
        listener: listener.to_owned(),
        question: question.to_owned(),
        answer: Document { blocks, ..report() },
        small: Vec::new(),
    };
    let mut cards = vec![
        card(
            "A parent at the school gate",
            "Why should I care what a bus driver earns?",
            vec![
                Block::Paragraph(vec![text("Because "), fact("23 of 118", &[8]), text(" drivers left last year, and it was your child’s bus that came late.")]),
                list(false, vec![
                    vec![text("A new driver begins at "), strong("$19.83 an hour"), text(". The next county pays $23.10.")],
                    vec![text("Eleven of those who left drive there now.")],
                    vec![text("Our offer costs "), fact("1.1%", &[4]), text(" of what the district spends.")],
                ]),
                paragraph("Ask them: which route is yours, and did it run on time in January?"),
            ],
        ),
        card("A taxpayer", "Can the district afford this?", vec![
            Block::Paragraph(vec![text("Yes. The first year costs "), fact("$1,284,600", &[4]), text(". The reserve stands at "), strong("$7.1 million"), text(", more than twice what the board’s own rule asks for.")]),
            paragraph("We do not ask for a new tax, and the State’s aid for this year is already booked."),
        ]),
        card("A reporter", "Are you going to strike?", vec![
            paragraph("Nobody has proposed it. State law asks for mediation and a finding of fact first, and we are at neither."),
            paragraph("What we can say today: four meetings, no answer on pay, no day named for one."),
            Block::Quote(vec![paragraph("“We should like an answer, on paper, by March 24.”")]),
        ]),
        card("A colleague who is not a member", "What is in it for me?", vec![
            Block::Heading { level: 3, text: vec![text("What the agreement does for everybody")] },
            list(true, (1..=5).map(|n| vec![text(&format!("Point {n}: the agreement covers every job on the schedule, whether you pay dues or not, and the sheet on second jobs counts your hours as well as those of members."))]).collect()),
            paragraph("If you have ten minutes on Thursday, come to the break room. You need not sign anything."),
        ]),
    ];
    cards.push(TalkingCard {
        listener: "Un vecino".to_owned(),
        question: "¿Por qué tardan tanto?".to_owned(),
        answer: Document {
            blocks: vec![paragraph("Porque el distrito no ha puesto una cifra sobre la mesa. Nosotros sí: está escrita, con su costo, desde el 15 de enero.")],
            ..report_in_spanish()
        },
        small: Vec::new(),
    });
    cards
}
