//! Words that payroll systems, open-data portals and agreements head their columns with, in English
//! and Spanish.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// What a column holds, as far as its header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Employee,
    Classification,
    /// A code beside the title.
    ClassCode,
    Step,
    Column,
    /// The person's rate of pay.
    Rate,
    PayBasis,
    Fte,
    /// Percent of time; not always a part of full time.
    PercentOfTime,
    /// Scheduled hours.
    Hours,
    Headcount,
    Department,
    Fund,
    /// Bargaining unit, pension tier: what lines ride on.
    Group,
    Plan,
    Tier,
    HireDate,
    StepDate,
    Effective,
    /// The ends of a class's range.
    Minimum,
    Middle,
    Maximum,
    /// Money that was paid, or is something else than a rate.
    Paid,
    /// Money that may be a rate or an amount paid.
    Unclear,
    Year,
    Name,
    Ssn,
    /// Sex, birth date, address and the like.
    Private,
    /// Something known that is kept as it stands.
    Other,
}

/// Roles by their names in the list.
const ROLES: [(&str, Role); 26] = [
    ("ssn", Role::Ssn),
    ("name", Role::Name),
    ("private", Role::Private),
    ("employee", Role::Employee),
    ("class_code", Role::ClassCode),
    ("classification", Role::Classification),
    ("step_date", Role::StepDate),
    ("hire_date", Role::HireDate),
    ("step", Role::Step),
    ("column", Role::Column),
    ("pay_basis", Role::PayBasis),
    ("fte", Role::Fte),
    ("percent_of_time", Role::PercentOfTime),
    ("hours", Role::Hours),
    ("headcount", Role::Headcount),
    ("department", Role::Department),
    ("fund", Role::Fund),
    ("group", Role::Group),
    ("plan", Role::Plan),
    ("tier", Role::Tier),
    ("effective", Role::Effective),
    ("minimum", Role::Minimum),
    ("middle", Role::Middle),
    ("maximum", Role::Maximum),
    ("year", Role::Year),
    ("other", Role::Other),
];

/// Roles of money, by their names in the list.
const MONEY: [(&str, Role); 2] = [("unclear", Role::Unclear), ("paid", Role::Paid)];

/// The list of phrases and short words.
struct Lexicon {
    phrases: Vec<Phrase>,
    short: FxHashMap<&'static str, &'static str>,
    /// Short forms of several words.
    short_phrases: Vec<(&'static str, &'static str)>,
}

struct Phrase {
    /// As the list has it.
    listed: &'static str,
    /// In plain words.
    text: String,
    words: usize,
    role: Role,
    place: usize,
    /// How much of a header it must be.
    alone: Alone,
}

/// How much of a header a phrase must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alone {
    /// Any part.
    No,
    /// The beginning or the end.
    End,
    /// All of it.
    Whole,
}

/// Words too common to mean anything in the middle of a header.
const ENDS: &str = " last first job class position unit group base pay total plan tier regular grade step \
    range employee rank title percent school status medical year schedule fund office name hours state city ";

/// Words that mean something only when they are all of a header.
const WHOLE: &str = " code codigo id etc etp service direction titre poste emploi description mi min max low high mid count amount per area site budget age people increase entry \
    years compensation net filled persons employees series tin rfc ein tiempo grupo nivel direccion unidad \
    retirement mes month employment employer personas banco cuenta documento cope dues ";

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon =
            Lexicon { phrases: Vec::new(), short: FxHashMap::default(), short_phrases: Vec::new() };
        for line in include_str!("headers.txt").lines() {
            if let Some((short, long)) =
                line.strip_prefix("short ").and_then(|pair| pair.split_once(" = "))
            {
                if short.contains(' ') {
                    lexicon.short_phrases.push((short, long));
                } else {
                    lexicon.short.insert(short, long);
                }
            } else if let Some((name, phrases)) =
                line.split_once(": ").filter(|_| !line.starts_with('#'))
            {
                let roles = ROLES.iter().chain(&MONEY);
                let Some((_, role)) = roles.into_iter().find(|(known, _)| *known == name) else {
                    continue;
                };
                let before = lexicon.phrases.iter().filter(|known| known.role == *role).count();
                for (place, text) in (before..).zip(phrases.split("; ")) {
                    let padded = format!(" {text} ");
                    let alone = match (WHOLE.contains(&padded), ENDS.contains(&padded)) {
                        (true, _) => Alone::Whole,
                        (_, true) => Alone::End,
                        _ => Alone::No,
                    };
                    let words = text.split(' ').count();
                    let plain = text.to_owned();
                    lexicon.phrases.push(Phrase {
                        listed: text,
                        text: plain,
                        words,
                        role: *role,
                        place,
                        alone,
                    });
                }
            }
        }
        for at in 0..lexicon.phrases.len() {
            lexicon.phrases[at].text = lexicon.written_out(&lexicon.phrases[at].text);
        }
        lexicon
    })
}

/// A header in plain words: lower case, without accents, camel case and punctuation parted, words
/// written short written out.
pub(crate) fn plain(header: &str) -> String {
    let mut text = String::with_capacity(header.len() + 8);
    let letters: Vec<char> = header.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let parts = letter.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || (before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|c| c.is_lowercase())));
        let digit = letter.is_ascii_digit() != before.is_some_and(|c| c.is_ascii_digit())
            && before.is_some_and(char::is_alphanumeric)
            && letter.is_alphanumeric();
        if parts || digit {
            text.push(' ');
        }
        match letter {
            'á' | 'à' | 'â' | 'ä' | 'Á' | 'À' | 'Â' => text.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => text.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'Í' => text.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'Ó' => text.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'Ú' => text.push('u'),
            'ñ' | 'Ñ' => text.push('n'),
            'ç' | 'Ç' => text.push('c'),
            '%' => text.push_str(" percent "),
            '#' | '№' => text.push_str(" number "),
            letter if letter.is_alphanumeric() => text.extend(letter.to_lowercase()),
            // `Employee's`, but `d'embauche`.
            '\'' | '’'
                if after.is_some_and(|c| c.is_alphabetic())
                    && before.is_some_and(|c| "dlDL".contains(c)) =>
            {
                text.push(' ');
            }
            '.' | '\'' | '’' => {}
            _ => text.push(' '),
        }
    }
    lexicon().written_out(&text)
}

impl Lexicon {
    /// Plain words with the short ones written out.
    fn written_out(&self, text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        // A 10-month contract, a 40-hour week, six months of service: no basis of pay.
        let counted = |at: usize| {
            let unit = matches!(words[at], "month" | "mo" | "hour" | "hr" | "day" | "week" | "wk");
            unit && at.checked_sub(1).is_some_and(|before| words[before].parse::<u32>().is_ok())
        };
        let long = words.iter().enumerate().map(|(at, word)| match counted(at) {
            true => *word,
            false => self.short.get(word).copied().unwrap_or(word),
        });
        let long: Vec<&str> = long.collect();
        let mut text = long.join(" ");
        for (short, long) in &self.short_phrases {
            if text.contains(short) {
                text = format!(" {text} ").replace(&format!(" {short} "), &format!(" {long} "));
                text = text.trim().to_owned();
            }
        }
        text
    }
}

/// What a header was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recognised {
    pub role: Role,
    /// The phrase that it has in it.
    pub phrase: &'static str,
    /// The whole header is the phrase.
    pub whole: bool,
    /// The phrase's place among those of its role: the first is the plainest.
    pub place: usize,
}

/// What a header says its column holds, by the longest phrase in it.
pub(crate) fn recognise(header: &str) -> Option<Recognised> {
    let text = plain(header);
    let words: Vec<&str> = text.split(' ').collect();
    if text.is_empty() || words.len() > 14 {
        return None;
    }
    let padded = format!(" {text} ");
    let mut best: Option<((bool, usize, bool), Recognised)> = None;
    for phrase in &lexicon().phrases {
        let whole = text == phrase.text;
        let inside = || padded.contains(&format!(" {} ", phrase.text));
        let ends = || {
            text.ends_with(&format!(" {}", phrase.text))
                || text.starts_with(&format!("{} ", phrase.text))
        };
        let found = match phrase.alone {
            _ if whole => true,
            Alone::Whole => false,
            Alone::End => ends(),
            Alone::No => inside(),
        };
        if !found {
            continue;
        }
        let standing = (whole, phrase.words * 2 - usize::from(phrase.alone != Alone::No), ends());
        if best.as_ref().is_none_or(|(known, _)| standing > *known) {
            let found =
                Recognised { role: phrase.role, phrase: phrase.listed, whole, place: phrase.place };
            best = Some((standing, found));
        }
    }
    let found = best.map(|(_, found)| found);
    // Money is told by its words together, which no list of phrases has all of.
    match super::pay_words::of(&text) {
        Some(money) if !found.is_some_and(|found| found.whole || keeps(found.role)) => {
            Some(Recognised { role: money, phrase: "pay", whole: false, place: 50 })
        }
        _ => found,
    }
}

/// Roles whose phrases stand, even beside words of money.
fn keeps(role: Role) -> bool {
    matches!(
        role,
        Role::Minimum
            | Role::Middle
            | Role::Maximum
            | Role::PayBasis
            | Role::StepDate
            | Role::HireDate
            | Role::Ssn
            | Role::Name
            | Role::Step
            | Role::Effective
            | Role::Paid
    )
}

/// Whether a text is a header that payrolls or schedules use.
pub(crate) fn is_header(text: &str) -> bool {
    text.chars().count() <= 70 && recognise(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::Role::*;
    use super::*;

    #[track_caller]
    fn is(role: Role, headers: &[&str]) {
        for header in headers {
            let found = recognise(header).map(|found| found.role);
            assert_eq!(found, Some(role), "{header} ({})", plain(header));
        }
    }

    #[test]
    fn headers_of_real_files_are_known() {
        is(
            Classification,
            &[
                "JobTitle",
                "Job Titles",
                "Position Title",
                "job_title",
                "Puesto",
                "CLASS TITLE",
                "Job Title",
            ],
        );
        is(Employee, &["Emp ID", "EMPL_ID", "Employee #", "person", "No. Empleado", "Employee ID"]);
        is(
            Department,
            &[
                "Department",
                "Dept Name",
                "Agency",
                "DepartmentOrSubdivision",
                "Dependencia",
                "campus",
            ],
        );
        is(
            Rate,
            &[
                "AnnualSalary",
                "Annual Salary",
                "Hourly Rate ",
                "Sueldo mensual",
                "Base Salary",
                "Comp Rate",
                "Annual Rt",
                "Hrly Rate",
            ],
        );
        is(HireDate, &["HireDate", "Orig Hire Dt", "Fecha de ingreso", "Date of Hire"]);
        is(
            Paid,
            &[
                "GrossPay",
                "total_pay",
                "OvertimePay",
                "YTD Gross",
                "TotalWages",
                "sum_overtime",
                "Gross",
            ],
        );
        is(Unclear, &["Base Pay", "RegularPay", "ReportedBaseWage", "Wages"]);
        is(PayBasis, &["Salary or Hourly", "Pay Basis", "Comp Freq", "Pay Frequency"]);
        is(Hours, &["Typical Hours", "Std Hrs/Wk", "Horas semanales"]);
        is(Minimum, &["MinPositionSalary", "Minimum", "min_annual", "Range Min"]);
        is(Year, &["SurveyYear", "Year", "Fiscal Year"]);
        is(Other, &["AgencyID", "Full or Part-Time", "Position Number", "Grade"]);
        is(Fte, &["FTE", "Full-Time Equivalent"]);
        is(PercentOfTime, &["percent", "% Time", "Time Base", "Appt. %"]);
        is(Step, &["Step", "Starting step", "Escalón", "Current Step", "Salary Step"]);
        is(Name, &["Employee Name", "Last Name", "Nombre", "Apellidos", "FIRST_NAME"]);
        is(Ssn, &["SSN", "Social Security #"]);
        is(Private, &["Sex", "DOB", "Home Address"]);
    }
}
