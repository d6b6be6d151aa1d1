mod brute_force;
mod telling;

use super::*;

fn crowd(columns: &[&str], rows: &[(&[&str], u32)]) -> Crowd {
    let owned =
        |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    Crowd {
        columns: owned(columns),
        rows: rows.iter().map(|(values, people)| (owned(values), *people)).collect(),
    }
}

fn traits(told: &[(&str, &str)]) -> Traits {
    Traits(told.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect())
}

/// An office of judges and attorneys.
fn office() -> Crowd {
    crowd(
        &["classification", "department", "site", "region", "hired year"],
        &[
            (
                &[
                    "Administrative Law Judge III",
                    "Social Services",
                    "Fresno",
                    "Central Valley",
                    "2005",
                ],
                1,
            ),
            (
                &[
                    "Administrative Law Judge I",
                    "Social Services",
                    "Fresno",
                    "Central Valley",
                    "2019",
                ],
                4,
            ),
            (
                &[
                    "Administrative Law Judge II",
                    "Social Services",
                    "Stockton",
                    "Central Valley",
                    "2012",
                ],
                9,
            ),
            (
                &[
                    "Administrative Law Judge III",
                    "Social Services",
                    "Sacramento",
                    "Northern California",
                    "2008",
                ],
                12,
            ),
            (&["Attorney III", "Justice", "Fresno", "Central Valley", "2005"], 15),
            (&["Attorney IV", "Justice", "Sacramento", "Northern California", "2006"], 40),
            (&["Attorney", "Tax", "Sacramento", "Northern California", "2021"], 3),
        ],
    )
}

fn words(found: &Recognisable) -> Vec<&str> {
    found.suggestions.iter().map(|suggestion| suggestion.words.as_str()).collect()
}

#[test]
fn the_one_judge_of_an_office_is_known_by_class_and_site() {
    let told = traits(&[("classification", "Administrative Law Judge III"), ("site", "Fresno")]);
    let found = recognisable(&office(), &told, SMALL_CELL).unwrap();
    assert_eq!(found.people, 1);
    assert_eq!(
        found.said,
        "1 person is Administrative Law Judge III at Fresno: anybody who knows the office knows who tells this"
    );
    assert_eq!(
        words(&found),
        [
            "say \"Social Services\" (department) instead of \"Fresno\" (site): 13 people",
            "leave out \"Administrative Law Judge III\" (classification): 20 people",
            "say \"an administrative law judge\" instead of \"Administrative Law Judge III\" (classification) and say \"Central \
             Valley\" (region) instead of \"Fresno\" (site): 14 people",
        ]
    );
    assert_eq!(
        found.suggestions[0].say_instead,
        [
            ("classification".to_owned(), "Administrative Law Judge III".to_owned()),
            ("department".to_owned(), "Social Services".to_owned())
        ]
    );
}

#[test]
fn nothing_is_suggested_where_enough_people_share_what_is_told() {
    let found = recognisable(&office(), &traits(&[("site", "sacramento ")]), SMALL_CELL).unwrap();
    assert_eq!((found.people, found.suggestions.len()), (55, 0));
    assert_eq!(found.said, "55 people are at Sacramento: by this alone nobody is singled out");
}

#[test]
fn a_region_is_suggested_only_where_the_roster_has_one() {
    let without = crowd(
        &["classification", "site"],
        &[(&["Clerk", "Fresno"], 2), (&["Clerk", "Chico"], 20), (&["Guard", "Chico"], 20)],
    );
    let found =
        recognisable(&without, &traits(&[("classification", "Clerk"), ("site", "Fresno")]), 10)
            .unwrap();
    assert_eq!(words(&found), ["leave out \"Fresno\" (site): 22 people"]);
}

#[test]
fn a_column_is_no_stand_in_where_those_who_are_meant_differ_in_it() {
    let two = crowd(
        &["site", "department"],
        &[(&["Fresno", "Tax"], 1), (&["Fresno", "Justice"], 1), (&["Chico", "Tax"], 50)],
    );
    let found = recognisable(&two, &traits(&[("site", "Fresno")]), 10).unwrap();
    assert_eq!(words(&found), ["leave out \"Fresno\" (site): 52 people"]);
}

#[test]
fn a_year_of_hire_is_widened_to_five_years_before_ten() {
    let years = |in_five: u32| {
        crowd(
            &["hired year"],
            &[(&["2005"], 1), (&["2007"], in_five), (&["2002"], 30), (&["1995"], 50)],
        )
    };
    let told = traits(&[("hired year", "2005")]);
    let near = recognisable(&years(9), &told, 10).unwrap();
    assert_eq!(
        near.said,
        "1 person has hired year 2005: anybody who knows the office knows who tells this"
    );
    assert_eq!(words(&near), ["say \"2005 to 2009\" instead of \"2005\" (hired year): 10 people"]);
    let far = recognisable(&years(8), &told, 10).unwrap();
    assert_eq!(words(&far), ["say \"2000 to 2009\" instead of \"2005\" (hired year): 39 people"]);
}

#[test]
fn a_day_of_hire_is_widened_to_its_year_first() {
    let days =
        crowd(&["hire_date"], &[(&["2005-03-01"], 1), (&["2005-09-15"], 9), (&["2006-01-02"], 9)]);
    let found = recognisable(&days, &traits(&[("hire_date", "2005-03-01")]), 10).unwrap();
    assert_eq!(words(&found), ["say \"2005\" instead of \"2005-03-01\" (hire_date): 10 people"]);
}

#[test]
fn seventeen_years_become_more_than_fifteen() {
    let years = crowd(
        &["years of service"],
        &[(&["17"], 1), (&["16 years"], 4), (&["31"], 5), (&["15"], 90)],
    );
    let found = recognisable(&years, &traits(&[("Years of Service", "17")]), 10).unwrap();
    assert_eq!(
        words(&found),
        ["say \"more than 15 years\" instead of \"17\" (years of service): 10 people"]
    );
    let new = crowd(&["years of service"], &[(&["2"], 1), (&["5"], 9), (&["6"], 5)]);
    let found = recognisable(&new, &traits(&[("years of service", "2")]), 10).unwrap();
    assert_eq!(
        words(&found),
        ["say \"5 years or less\" instead of \"2\" (years of service): 10 people"]
    );
}

#[test]
fn a_family_of_classes_has_its_article_and_keeps_abbreviations() {
    let cases = [
        ("Attorney III", "Attorney IV", "an attorney"),
        (
            "Administrative Law Judge II",
            "Administrative Law Judge I",
            "an administrative law judge",
        ),
        ("Tax Counsel III (Specialist)", "Tax Counsel III (Supervisor)", "a tax counsel"),
        ("DMV Examiner 2", "DMV Examiner 1", "a DMV examiner"),
        ("FTB Auditor A", "FTB Auditor B", "an FTB auditor"),
        ("UNIT CLERK II", "UNIT CLERK I", "a unit clerk"),
        ("Deputy Attorney General, Senior", "Deputy Attorney General", "a deputy attorney general"),
    ];
    for (told, other, said) in cases {
        let crowd = crowd(&["class"], &[(&[told], 1), (&[other], 9), (&["Somebody Else"], 20)]);
        let found = recognisable(&crowd, &traits(&[("class", told)]), 10).unwrap();
        assert_eq!(found.suggestions[0].say_instead, [("class".to_owned(), said.to_owned())]);
        assert_eq!(found.suggestions.len(), 1, "{:?}", words(&found));
    }
}

#[test]
fn a_class_of_its_own_has_no_family() {
    let crowd = crowd(&["class"], &[(&["Hearing Officer"], 1), (&["Hearing Reporter II"], 60)]);
    let found = recognisable(&crowd, &traits(&[("class", "Hearing Officer")]), 10).unwrap();
    assert_eq!(words(&found), ["leave out \"Hearing Officer\" (class): 61 people"]);
}

#[test]
fn it_is_said_when_nothing_suffices() {
    let few = crowd(&["site"], &[(&["Fresno"], 1), (&["Chico"], 6)]);
    let found = recognisable(&few, &traits(&[("site", "Fresno")]), 10).unwrap();
    assert!(found.suggestions.is_empty());
    assert!(
        found.said.ends_with("; nothing left out makes them 10, as the whole roster has 7 people"),
        "{}",
        found.said
    );

    let names: Vec<String> = (0..24).map(|at| format!("column {at}")).collect();
    let row = |value: &str, people: u32| (vec![value.to_owned(); 24], people);
    let apart = Crowd { columns: names.clone(), rows: vec![row("x", 1), row("y", 99)] };
    let told = Traits(names.into_iter().map(|name| (name, "x".to_owned())).collect());
    let found = recognisable(&apart, &told, 10).unwrap();
    assert!(found.suggestions.is_empty());
    let end = "; changing a few of these does not make them 10: tell much less";
    assert!(found.said.ends_with(end), "{}", found.said);
}

#[test]
fn more_than_two_traits_are_changed_only_where_two_do_not_suffice() {
    let apart = crowd(
        &["a1", "a2", "a3", "a4"],
        &[(&["x", "x", "x", "x"], 1), (&["x", "y", "y", "y"], 99), (&["y", "y", "y", "y"], 99)],
    );
    let told = traits(&[("a1", "x"), ("a2", "x"), ("a3", "x"), ("a4", "x")]);
    let found = recognisable(&apart, &told, 10).unwrap();
    assert_eq!(
        words(&found),
        ["leave out \"x\" (a2) and leave out \"x\" (a3) and leave out \"x\" (a4): 100 people"]
    );
    assert_eq!(found.suggestions[0].say_instead, [("a1".to_owned(), "x".to_owned())]);
}

#[test]
fn traits_that_nobody_shares_are_said_to_be_nobodys() {
    let told = traits(&[("classification", "Attorney IV"), ("site", "Fresno")]);
    let found = recognisable(&office(), &told, 10).unwrap();
    assert_eq!(found.people, 0);
    assert!(
        found.said.starts_with("Nobody in the roster is Attorney IV at Fresno: "),
        "{}",
        found.said
    );
}

#[test]
fn spellings_of_one_value_are_one_value() {
    let mixed = crowd(&["site"], &[(&["FRESNO"], 4), (&[" Fresno "], 5), (&["fresno"], 3)]);
    let found = recognisable(&mixed, &traits(&[(" SITE", "Fresno")]), 10).unwrap();
    assert_eq!(found.people, 12);
}

#[test]
fn what_the_roster_does_not_have_is_an_error_that_names_the_nearest() {
    let why =
        |told: &[(&str, &str)]| recognisable(&office(), &traits(told), 10).unwrap_err().to_string();
    assert_eq!(
        why(&[("clasification", "x")]),
        "the roster has no column \"clasification\"; the nearest is \"classification\""
    );
    assert_eq!(
        why(&[("site", "Fresmo")]),
        "nobody in the roster has \"Fresmo\" in column \"site\"; the nearest is \"Fresno\""
    );
    assert_eq!(
        why(&[("site", "Fresno"), ("Site", "Chico")]),
        "column \"site\" is told twice; tell one value of it"
    );
    let mut ragged = office();
    ragged.rows[2].0.pop();
    let why = recognisable(&ragged, &Traits::default(), 10).unwrap_err();
    assert_eq!(why, UniquenessError::Width { row: 3, values: 4, columns: 5 });
    let twice = crowd(&["site", " Site"], &[]);
    assert!(matches!(
        recognisable(&twice, &Traits::default(), 10),
        Err(UniquenessError::SameColumn { .. })
    ));
}
