use super::sample::{empty, hostile, paragraph, piece, text};
use crate::Language;
use crate::outlets::sentences::sentences;
use crate::outlets::syllables::syllables;
use crate::outlets::{Band, reading};
use crate::writing::{Block, Document};

fn of(language: Language, words: &str) -> crate::outlets::Reading {
    reading(&Document { blocks: vec![paragraph(words)], ..empty(language) })
}

#[test]
fn english_words_have_the_syllables_that_people_hear() {
    let known = [
        ("the", 1),
        ("state", 1),
        ("wages", 2),
        ("rates", 1),
        ("raises", 2),
        ("salary", 3),
        ("proposal", 3),
        ("agreement", 3),
        ("settlement", 3),
        ("settled", 2),
        ("filled", 1),
        ("needed", 2),
        ("asked", 1),
        ("bargaining", 3),
        ("negotiations", 5),
        ("union", 2),
        ("people", 2),
        ("table", 2),
        ("increase", 2),
        ("employees", 3),
        ("million", 2),
        ("period", 3),
        ("annual", 3),
        ("paying", 2),
        ("being", 2),
        ("didn't", 2),
        ("don't", 1),
        ("cost-of-living", 4),
        ("year", 1),
        ("question", 2),
        ("beneficiary", 6),
        ("audience", 3),
        ("health", 1),
        ("criticism", 4),
        ("automatically", 5),
        ("statement", 2),
        ("rely", 2),
        ("BLS", 3),
        ("$41,250", 1),
        ("9.1%", 1),
        ("why", 1),
        ("yes", 1),
        ("safety", 2),
        ("friend", 1),
        ("initial", 3),
        ("employer’s", 3),
        ("social", 2),
        ("create", 2),
    ];
    for (word, count) in known {
        assert_eq!(syllables(word, Language::English), count, "{word}");
    }
}

#[test]
fn spanish_words_have_the_syllables_of_their_spelling() {
    let known = [
        ("el", 1),
        ("estado", 3),
        ("sueldo", 2),
        ("negociación", 4),
        ("país", 2),
        ("maíz", 2),
        ("aéreo", 4),
        ("ciudad", 2),
        ("guía", 2),
        ("queja", 2),
        ("pingüino", 3),
        ("muy", 1),
        ("ley", 1),
        ("mayo", 2),
        ("y", 1),
        ("averiguáis", 4),
        ("período", 4),
        ("ahora", 3),
        ("trabajadores", 5),
        ("huelga", 2),
        ("aumento", 3),
        ("público", 3),
        ("oía", 3),
        ("construido", 3),
        ("días", 2),
        ("año", 2),
        ("u", 1),
        ("aún", 2),
        ("leíais", 3),
    ];
    for (word, count) in known {
        assert_eq!(syllables(word, Language::Spanish), count, "{word}");
    }
}

#[test]
fn sentences_end_where_people_stop() {
    let of = |words: &str| sentences(words, Language::English).len();
    assert_eq!(of("We met. They left! Why? “No answer.” (None.) So…"), 6);
    assert_eq!(of("Mr. Ruiz and J. Smith of the U.S. Senate met at 9 a.m. on Art. 5, No. 4."), 1);
    assert_eq!(of("Prices rose 9.1% to $4.50 at example.org today."), 1);
    assert_eq!(of("They said no. No. We said yes."), 3);
    assert_eq!(of("without a stop"), 1);
    assert_eq!(of("... !!! ???"), 0);
    let spanish =
        sentences("La Sra. Díaz habló. ¿Qué dijo? ¡Nada! Vea el art. 5.", Language::Spanish);
    assert_eq!(spanish, ["La Sra. Díaz habló.", "¿Qué dijo?", "¡Nada!", "Vea el art. 5."]);
}

#[test]
fn the_grade_is_the_formulas_by_hand() {
    // 10 words, 2 sentences, 12 syllables: 0.39 * 5 + 11.8 * 1.2 - 15.59 = 0.52.
    let reading = of(Language::English, "The state made no offer. We wait for a table.");
    assert_eq!((reading.words, reading.sentences, reading.syllables), (10, 2, 12));
    assert_eq!(reading.grade_tenths, 5);
    assert_eq!(reading.band, None);
}

#[test]
fn the_spanish_score_is_the_formulas_by_hand() {
    // 8 words, 2 sentences, 15 syllables: 206.84 - 60 * 1.875 - 1.02 * 4 = 90.26.
    let reading = of(Language::Spanish, "El Estado no responde. Los sueldos pierden valor.");
    assert_eq!((reading.words, reading.sentences, reading.syllables), (8, 2, 15));
    assert_eq!(reading.grade_tenths, 903);
    assert_eq!(reading.band, Some(Band::VeryEasy));
    assert_eq!(Band::of(599).spanish(), "algo difícil");
}

#[test]
fn shorter_sentences_make_a_spanish_text_easier() {
    let long = of(Language::Spanish, "El Estado no responde y los sueldos pierden valor.");
    let short = of(Language::Spanish, "El Estado no responde. Y los sueldos pierden valor.");
    assert!(short.grade_tenths > long.grade_tenths);
}

#[test]
fn a_very_easy_text_has_a_grade_below_nought() {
    assert_eq!(of(Language::English, "We won. Go on.").grade_tenths, -30);
}

#[test]
fn long_sentences_are_counted_and_the_longest_shown_first() {
    let long = |count: usize| format!("A{}.", " word".repeat(count - 1));
    let all = [long(26), long(40), long(25), long(30), long(40).replace("A ", "B "), long(27)];
    let reading = of(Language::English, &all.join(" "));
    assert_eq!(reading.long_sentences, 5);
    let shown: Vec<(usize, &str)> =
        reading.longest.iter().map(|(n, text)| (*n, &text[..1])).collect();
    assert_eq!(shown, [(40, "A"), (40, "B"), (30, "A")]);
}

#[test]
fn hard_words_are_counted_without_names_numbers_and_grown_ends() {
    let reading = of(
        Language::English,
        "The beneficiary and California created 1,250,000 negotiations in Sacramento, proposing a cost-of-living rule.",
    );
    // beneficiary, negotiations.
    assert_eq!(reading.hard_words, 2);
    let reading = of(Language::Spanish, "Los trabajadores de California piden una negociación.");
    assert_eq!(reading.hard_words, 2);
}

#[test]
fn minutes_are_rounded_up_to_a_tenth() {
    let words = |count: usize| of(Language::English, &"word ".repeat(count)).minutes_times_ten;
    assert_eq!(
        (words(0), words(1), words(23), words(24), words(238), words(239)),
        (0, 1, 1, 2, 10, 11)
    );
}

#[test]
fn titles_headings_tables_and_notes_are_not_read_as_sentences() {
    let heading = Block::Heading { level: 2, text: text("A heading of five words") };
    let table = Block::Table { head: vec![text("Head")], rows: vec![vec![text("A cell.")]] };
    let list = Block::List {
        ordered: false,
        items: vec![vec![paragraph("One item")], vec![Block::Quote(vec![paragraph("Said so.")])]],
    };
    let found = reading(&Document {
        blocks: vec![heading, table, list],
        notes: piece().notes,
        title: "A title.".to_owned(),
        ..empty(Language::English)
    });
    assert_eq!((found.words, found.sentences), (4, 2));
}

#[test]
fn an_empty_piece_and_a_hostile_one_can_be_read() {
    let none = reading(&empty(Language::Spanish));
    assert_eq!((none.words, none.sentences, none.grade_tenths, none.band), (0, 0, 0, None));
    let found = reading(&hostile());
    assert!(found.words > 20_000 && found.longest.len() == 3);
}
