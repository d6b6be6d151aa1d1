//! What tells who somebody is by its form: addresses, telephone numbers, numbers of cases.

use std::sync::LazyLock;

use regex_lite::Regex;

/// What each is called, and its form. What stands directly before and after must be no letter and no digit.
const FORMS: [(&str, &str); 9] = [
    // RFC 5322, 3.4.1, as far as people use it.
    ("e-mail address", r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    // The North American Numbering Plan; its written forms by ITU-T E.123.
    ("telephone number", r"(\+?1[ .-]?)?(\([0-9]{3}\) ?|[0-9]{3}[ .-]?)[0-9]{3}[ .-]?[0-9]{4}"),
    ("telephone number", r"[0-9]{3}[-.][0-9]{4}"),
    // ITU-T E.164: at most 15 digits after a plus.
    ("telephone number", r"\+[0-9]([ .()-]{0,2}[0-9]){7,14}"),
    // "Case No. 21-12345", "OAH No. 2021030456", "Grievance #17", "expediente núm. 5-2021".
    (
        "case number",
        r"(?i)(case|docket|matter|claim|charge|grievance|file|complaint|appeal|oah|spb|caso|expediente)( (no|nos|number|n[uú]m|n[uú]mero)\b\.?:?| ?#| (no|n[uú]m)\.) ?#?[A-Z0-9]*[0-9][A-Z0-9]*([-:./][A-Z0-9]+)*",
    ),
    // Federal courts: 2:19-cv-01234-ABC.
    ("case number", r"(?i)[0-9]{1,2}:[0-9]{2}-[a-z]{2}-[0-9]{3,6}(-[a-z]{2,3})*"),
    // California's Public Employment Relations Board: SA-CE-2054-S.
    ("case number", r"[A-Z]{2}-[A-Z]{2}-[0-9]{1,5}(-[A-Z])?"),
    // Superior courts: 20STCV12345, 34-2021-00301234.
    ("case number", r"[0-9]{2}[A-Z]{2,6}[0-9]{4,6}|[0-9]{2}-[0-9]{4}-[0-9]{6,8}"),
    // A year and a number: 21-12345, 2021-001234.
    ("case number", r"([0-9]{2}|[12][0-9]{3})-[0-9]{5,8}"),
];

static READ: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    FORMS.iter().filter_map(|(what, form)| Some((*what, Regex::new(form).ok()?))).collect()
});

/// All that has one of the forms: where it begins and ends, and what it is.
pub(super) fn in_text(text: &str) -> Vec<(usize, usize, &'static str)> {
    let stands_alone = |start: usize, end: usize| {
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    };
    let mut found = Vec::new();
    for (what, form) in READ.iter() {
        let matches = form.find_iter(text).map(|found| (found.start(), found.end()));
        let alone = matches.filter(|(start, end)| stands_alone(*start, *end));
        found.extend(alone.map(|(start, end)| (start, end, *what)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_can_be_read() {
        for (what, form) in FORMS {
            assert!(Regex::new(form).is_ok(), "{what}: {form}");
        }
        assert_eq!(READ.len(), FORMS.len());
    }
}
