//! What is found in texts.

use super::super::*;
use super::crowd;

/// What is found, with the text from there on, so that a test can be read.
fn told<'a>(text: &'a str, crowd: &Crowd) -> Vec<(String, String, &'a str)> {
    let found = found_in(text, crowd).into_iter();
    found
        .map(|(what, value, at)| (what, value, text[at..].get(..6).unwrap_or(&text[at..])))
        .collect()
}

fn kinds(text: &str) -> Vec<(String, String)> {
    found_in(text, &Crowd::default()).into_iter().map(|(what, value, _)| (what, value)).collect()
}

fn staff() -> Crowd {
    crowd(
        &["classification", "site", "hired year", "years of service", "step"],
        &[
            (&["Attorney", "San José", "2005", "17", "3"], 1),
            (&["Attorney III", "Fresno", "2012", "10", "A"], 1),
            (&["Fresno", "Fresno", "2012", "10", "A"], 0),
        ],
    )
}

#[test]
fn values_are_found_as_whole_words_the_longest_first() {
    let text =
        "I am an ATTORNEY III in Fresno; attorneys and Fresnoites are not meant, an attorney is.";
    let found = told(text, &staff());
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|(what, value, at)| (what.as_str(), value.as_str(), *at)).collect();
    assert_eq!(
        found,
        [
            ("classification", "Attorney III", "ATTORN"),
            ("site", "Fresno", "Fresno"),
            ("classification", "Attorney", "attorn")
        ]
    );
}

#[test]
fn accents_and_their_ways_of_being_written_do_not_matter() {
    for text in ["in San Jose", "in SAN JOSÉ", "in San Jose\u{301} ", "in San\nJosé"] {
        assert_eq!(
            found_in(text, &staff()),
            [("site".to_owned(), "San José".to_owned(), 3)],
            "{text}"
        );
    }
}

#[test]
fn years_are_found_in_the_column_that_has_them() {
    let cases = [
        ("After 17 years here", ("years of service", "17", 6)),
        ("my seventeen-year career", ("years of service", "17", 3)),
        ("Tras diecisiete años", ("years of service", "17", 5)),
        ("I came in and since 2005 I stay", ("hired year", "2005", 14)),
        ("Trabajo desde el año 2005", ("hired year", "2005", 8)),
        ("I was hired in 2005", ("hired year", "2005", 6)),
        ("It was 2005", ("hired year", "2005", 7)),
        ("twenty-five years", ("number of years", "twenty-five years", 0)),
        ("treinta y cinco años", ("number of years", "treinta y cinco años", 0)),
        ("over two decades", ("number of years", "two decades", 5)),
        ("since 1999", ("year of hire", "since 1999", 0)),
    ];
    for (text, (what, value, at)) in cases {
        assert_eq!(found_in(text, &staff()), [(what.to_owned(), value.to_owned(), at)], "{text}");
    }
}

#[test]
fn bare_numbers_single_letters_and_a_year_are_passed_over() {
    assert_eq!(found_in("A raise of 3 percent a year for 17 of us, and 10 more.", &staff()), []);
}

#[test]
fn a_value_in_two_columns_is_told_of_both() {
    let both = crowd(&["department", "site"], &[(&["Fresno", "Fresno"], 1)]);
    let found = found_in("in Fresno", &both);
    assert_eq!(
        found,
        [
            ("department".to_owned(), "Fresno".to_owned(), 3),
            ("site".to_owned(), "Fresno".to_owned(), 3)
        ]
    );
}

#[test]
fn addresses_and_telephone_numbers_are_found_whole() {
    for address in ["jane.doe+union@dss.ca.gov", "j_d@example.org"] {
        assert_eq!(
            kinds(&format!("Write to {address}.")),
            [("e-mail address".to_owned(), address.to_owned())]
        );
    }
    for number in [
        "(916) 555-0142",
        "916-555-0142",
        "916.555.0142",
        "+1 916 555 0142",
        "1-916-555-0142",
        "555-0142",
        "9165550142",
        "+52 55 5555 0142",
    ] {
        assert_eq!(
            kinds(&format!("Call {number}, please")),
            [("telephone number".to_owned(), number.to_owned())]
        );
    }
}

#[test]
fn numbers_of_cases_are_found_whole() {
    let cases = [
        "Case No. 21-12345",
        "case number ABC123",
        "OAH No. 2021030456",
        "Grievance #17",
        "expediente núm. 2021-5",
        "2:19-cv-01234-KJM",
        "SA-CE-2054-S",
        "20STCV12345",
        "34-2021-00301234",
        "2021-001234",
    ];
    for case in cases {
        assert_eq!(
            kinds(&format!("I decided {case} alone.")),
            [("case number".to_owned(), case.to_owned())]
        );
    }
}

#[test]
fn money_dates_and_sections_of_law_are_no_numbers_of_anything() {
    let text = "On June 11, 2022 the State offered $1,234,567.89, or 3.5%, for 2022-2025 under section 3517.5; in 2022-23, 12/31/2022, \
                2022-06-11, at 10:30, in 1 of 3 cases no judge agreed.";
    assert_eq!(kinds(text), []);
}

#[test]
fn a_site_within_an_address_is_not_told_again() {
    let found = told("fresno@example.org in Fresno", &staff());
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[1].0.as_str()), ("e-mail address", "site"));
}
