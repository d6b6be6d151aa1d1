//! Numbers that somebody typed into a piece, where they could stand in it by name.

/// A number that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The line of the piece's file.
    pub line: usize,
    /// The number, as it stands.
    pub text: String,
    /// It is an amount of money or a percent: a number that somebody will ask the source of, and that stops a release.
    pub stops: bool,
}

/// The numbers in a typed text: amounts of money and percents, and plain numbers.
pub fn typed_numbers(text: &str) -> Vec<(String, bool)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| "()[]\"'“”«».,;:!?¡¿".contains(c));
        // A hashtag is a name, whatever is in it.
        if bare.starts_with('#') || !bare.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let next = words.get(at + 1).map(|next| next.to_lowercase()).unwrap_or_default();
        let next = next.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let after = words.get(at + 2).map(|next| next.to_lowercase()).unwrap_or_default();
        let percent = bare.contains('%')
            || ["percent", "%", "ciento"].contains(&next)
            || next.starts_with("percentage")
            || next.starts_with("punto") && after.starts_with("porcentual")
            || next == "por" && after.starts_with("ciento");
        let scaled =
            ["million", "millions", "billion", "billions", "millones", "mil"].contains(&next);
        let before = at.checked_sub(1).and_then(|at| words.get(at)).unwrap_or(&"");
        let money = before.ends_with('$')
            || bare.contains('$')
            || bare.contains('€')
            || ["dollars", "dollar", "dólares", "cents", "centavos"].contains(&next);
        all.push((bare.to_owned(), percent || money || scaled));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(text: &str) -> Vec<String> {
        let all = typed_numbers(text);
        all.into_iter().filter(|(_, stops)| *stops).map(|(text, _)| text).collect()
    }

    #[test]
    fn amounts_and_percents_stop_a_release_and_years_do_not() {
        assert_eq!(stops("about 17 percent are vacant"), ["17"]);
        assert_eq!(stops("a raise of 2.5% (or $1,200) a year"), ["2.5%", "$1,200"]);
        assert_eq!(stops("$ 1,200 a month"), ["1,200"]);
        assert_eq!(stops("el 17 por ciento, unos 3 millones"), ["17", "3"]);
        assert_eq!(stops("on July 12, 2022 we met for the 35th time"), Vec::<String>::new());
        assert_eq!(typed_numbers("35 sessions since 2022.").len(), 2);
        assert_eq!(typed_numbers("no number here, #case4CASE"), []);
    }
}
