//! Suggestions counted a second time, row by row, by what they say alone.

use proptest::prelude::*;

use super::super::*;

const COLUMNS: [&str; 6] =
    ["classification", "department", "site", "region", "hired year", "years of service"];

/// Whether a value is meant by words, read anew from the words.
fn is_meant(column: &str, words: &str, value: &str) -> bool {
    let number = |text: &str| text.split(' ').find_map(|word| word.parse::<u32>().ok()).unwrap();
    if words == value {
        return true;
    }
    match column {
        "classification" => {
            let title = words.strip_prefix("an ").or_else(|| words.strip_prefix("a "));
            title.is_some_and(|title| {
                value.to_lowercase().trim_end_matches(['i', 'v', ' ']) == title
            })
        }
        "hired year" => words
            .split_once(" to ")
            .is_some_and(|(first, last)| (number(first)..=number(last)).contains(&number(value))),
        "years of service" if words.starts_with("more than") => number(value) > number(words),
        "years of service" if words.ends_with("or less") => number(value) <= number(words),
        _ => false,
    }
}

fn count(crowd: &Crowd, said: &[(String, String)]) -> u32 {
    let fits = |values: &[String]| {
        said.iter().all(|(column, words)| {
            let at = COLUMNS.iter().position(|known| known == column).unwrap();
            is_meant(column, words, &values[at])
        })
    };
    crowd.rows.iter().filter(|(values, _)| fits(values)).map(|(_, people)| people).sum()
}

prop_compose! {
    fn row()(class in 0usize..6, department in 0usize..3, site in 0usize..4, hired in 1998u32..2014, years in 1u32..24, people in 0u32..4)
        -> (Vec<String>, u32)
    {
        let class = ["Attorney", "Attorney III", "Attorney IV", "Hearing Officer", "Tax Auditor I", "Tax Auditor II"][class];
        let department = ["Tax", "Justice", "Social Services"][department];
        let (site, region) = [("Fresno", "Central"), ("Stockton", "Central"), ("Chico", "North"), ("Redding", "North")][site];
        let values = [class, department, site, region, &hired.to_string(), &years.to_string()];
        (values.iter().map(|value| (*value).to_owned()).collect(), people)
    }
}

prop_compose! {
    /// A crowd, somebody in it, and which of their columns are told.
    fn story()(rows in prop::collection::vec(row(), 1..60), one in any::<prop::sample::Index>(), told in prop::collection::vec(any::<bool>(), 6))
        -> (Crowd, Traits)
    {
        let mut rows = rows;
        let one = one.index(rows.len());
        rows[one].1 += 1;
        let traits = COLUMNS.iter().zip(&rows[one].0).zip(told).filter(|(_, told)| *told);
        let traits = traits.map(|((column, value), _)| ((*column).to_owned(), value.clone())).collect();
        (Crowd { columns: COLUMNS.map(str::to_owned).to_vec(), rows }, Traits(traits))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_people_of_a_suggestion_are_those_who_fit_its_words((crowd, traits) in story()) {
        let found = recognisable(&crowd, &traits, SMALL_CELL).unwrap();
        prop_assert_eq!(found.people, count(&crowd, &traits.0));
        for suggestion in &found.suggestions {
            prop_assert_eq!(suggestion.people, count(&crowd, &suggestion.say_instead), "{:?}", suggestion);
            prop_assert!(suggestion.people >= found.people && suggestion.people >= SMALL_CELL);
        }
    }

    #[test]
    fn something_suffices_wherever_the_roster_is_large_enough((crowd, traits) in story()) {
        let found = recognisable(&crowd, &traits, SMALL_CELL).unwrap();
        let everybody: u32 = crowd.rows.iter().map(|(_, people)| people).sum();
        if found.people < SMALL_CELL {
            prop_assert_eq!(found.suggestions.is_empty(), everybody < SMALL_CELL, "{:?}", found);
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        ((crowd, traits), shuffled) in story().prop_flat_map(|story| (Just(story.clone()), Just(story.0.rows).prop_shuffle())),
        text in "[A-Za-z ]{0,20}(Attorney III|Fresno|17 years|since 2005)[A-Za-z ]{0,20}(Tax Auditor|Chico)",
    ) {
        let other = Crowd { rows: shuffled, ..crowd.clone() };
        prop_assert_eq!(recognisable(&crowd, &traits, SMALL_CELL), recognisable(&other, &traits, SMALL_CELL));
        prop_assert_eq!(found_in(&text, &crowd), found_in(&text, &other));
    }

    #[test]
    fn any_text_can_be_searched(text in "\\PC{0,80}", (crowd, _) in story()) {
        for (_, _, place) in found_in(&text, &crowd) {
            prop_assert!(text.is_char_boundary(place) && place < text.len());
        }
    }
}
