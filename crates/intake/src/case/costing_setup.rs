//! What a campaign costs with, written into its case file, and assumptions begun from what a form asks.

use std::fmt::Write;

use money::Date;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::Finding;

/// The files of a costing, by their paths in the campaign's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostingSetup {
    /// The roster.
    pub roster: String,
    /// The schedule; empty where every row has its own rate.
    pub schedule: String,
    /// The assumptions.
    pub assumptions: String,
}

/// A case file's text, to be changed in its place. Where there was no case file, it is of a day.
///
/// # Errors
///
/// The text is not TOML.
pub(super) fn case_document(text: &str, day: Date) -> Result<DocumentMut, Finding> {
    let mut document = crate::toml_form::document(super::CASE_FILE, text)?;
    if document.get("as_of").is_none()
        && let Ok(day) = day.to_string().parse::<toml_edit::Datetime>()
    {
        document.insert("as_of", value(day));
    }
    Ok(document)
}

/// The text of a case file whose `[costing]` names other files; what else stands in it stays. Where there was no case file, it is of a day.
///
/// # Errors
///
/// The text is not TOML.
pub fn with_costing(text: &str, day: Date, setup: &CostingSetup) -> Result<String, Finding> {
    let mut document = case_document(text, day)?;
    let costing = document.entry("costing").or_insert(Item::Table(Table::new()));
    if let Some(costing) = costing.as_table_like_mut() {
        for (field, path) in [
            ("roster", &setup.roster),
            ("schedule", &setup.schedule),
            ("assumptions", &setup.assumptions),
        ] {
            match path.is_empty() {
                true => drop(costing.remove(field)),
                false => drop(costing.insert(field, value(path))),
            }
        }
    }
    Ok(document.to_string())
}

/// A line that rides on pay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RollUpForm {
    /// What it is called: Pension.
    pub name: String,
    /// Percent of pay.
    pub rate: String,
    /// `base` or `all`.
    pub applies_to: String,
    /// Where the rate is from.
    pub source: String,
}

/// Assumptions as a form asks for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumptionsForm {
    /// First day of the window.
    pub from: String,
    /// Last day of the window.
    pub to: String,
    /// The day that the roster speaks for.
    pub roster_as_of: String,
    /// `monthly`, `biweekly` or `annual`.
    pub pay_calendar: String,
    /// `anniversary`, `fiscal-year` or `none`.
    pub movement: String,
    /// What rides on pay.
    pub roll_ups: Vec<RollUpForm>,
}

/// A text in quotes as TOML has it.
fn quoted(text: &str) -> String {
    value(text).to_string().trim().to_owned()
}

/// The text of a file of assumptions: what a form says, for people to go on with. What was typed wrongly is written as it is, and the
/// reader says where.
pub fn assumptions_text(form: &AssumptionsForm) -> String {
    // A day is written bare where it is one, so that the file stays readable; anything else in quotes.
    let day = |text: &str| match money::date_from_iso(text) {
        Ok(day) => day.to_string(),
        Err(_) => quoted(text),
    };
    let mut text = format!(
        "# What the costing takes as given. docs/costing.md, section 4, says what else can stand here.\n\nwindow       = {{ from = {}, to = {} }}\n",
        day(&form.from),
        day(&form.to)
    );
    if !form.roster_as_of.is_empty() {
        let _ = writeln!(text, "roster_as_of = {}", day(&form.roster_as_of));
    }
    let _ = writeln!(text, "pay_calendar = {}", quoted(&form.pay_calendar));
    let _ = writeln!(text, "\n[movement]\nrule = {}", quoted(&form.movement));
    for line in form.roll_ups.iter().filter(|line| !line.name.is_empty() || !line.rate.is_empty()) {
        let _ = writeln!(
            text,
            "\n[[roll_up]]\nname       = {}\nrate       = {}\napplies_to = {}\ngroups     = []\nsource     = {}",
            quoted(&line.name),
            quoted(&line.rate),
            quoted(&line.applies_to),
            quoted(&line.source)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_costing_is_put_in_and_the_rest_stays() {
        let setup = CostingSetup {
            roster: "rosters/r.csv".to_owned(),
            schedule: String::new(),
            assumptions: "assumptions/a.toml".to_owned(),
        };
        let day = money::date_from_iso("2026-03-02").unwrap();
        let new = with_costing("", day, &setup).unwrap();
        assert_eq!(
            new,
            "as_of = 2026-03-02\n\n[costing]\nroster = \"rosters/r.csv\"\nassumptions = \"assumptions/a.toml\"\n"
        );
        let before = "# Ours.\nas_of = 2022-07-12\n[costing]\nroster = \"old.csv\" # the old one\nschedule = \"s.csv\"\noffers = [\"a.toml\"]\n[[figure]]\nname = \"x\"\n";
        let after = with_costing(before, day, &setup).unwrap();
        assert!(after.starts_with("# Ours.\nas_of = 2022-07-12\n"), "{after}");
        assert!(after.contains("offers = [\"a.toml\"]") && after.contains("[[figure]]"), "{after}");
        assert!(!after.contains("s.csv") && !after.contains("old.csv"), "{after}");
        assert!(with_costing("as_of =", day, &setup).is_err());
    }

    #[test]
    fn assumptions_are_text_that_no_field_gets_out_of() {
        let form = AssumptionsForm {
            from: "2026-07-01".to_owned(),
            to: "\"} #".to_owned(),
            pay_calendar: "monthly".to_owned(),
            movement: "anniversary".to_owned(),
            roll_ups: vec![RollUpForm {
                name: "Pension\"\n[x]".to_owned(),
                rate: "12.5".to_owned(),
                applies_to: "base".to_owned(),
                source: "the fund's letter".to_owned(),
            }],
            ..AssumptionsForm::default()
        };
        let text = assumptions_text(&form);
        let read: DocumentMut = text.parse().unwrap();
        assert_eq!(read["window"]["to"].as_str(), Some("\"} #"));
        assert_eq!(read["roll_up"][0]["name"].as_str(), Some("Pension\"\n[x]"));
        assert_eq!(read.iter().count(), 4, "{text}");
    }
}
