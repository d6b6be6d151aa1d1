//! What matches what, as a form: the file of a rule's matches with some of its rows changed, in a fixed order.

use super::rule::{MATCH_COLUMNS, PeerRule};
use crate::{Finding, Place};

/// What a form says of a class and a peer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchForm {
    /// Our class.
    pub class: String,
    /// The employer.
    pub employer: String,
    /// Its class that matches; empty: none does.
    pub theirs: String,
    /// Why it matches, or does not.
    pub why: String,
}

impl MatchForm {
    /// Whether anybody said anything.
    fn is_said(&self) -> bool {
        !self.theirs.is_empty() || !self.why.is_empty()
    }
}

/// A name that becomes another, or goes: a class or an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it was called.
    pub was: String,
    /// What it is called now; none: it was taken out.
    pub now: Option<String>,
}

/// The file of a rule's matches, row by row.
struct Sheet {
    /// Lines before the header, such as a comment.
    before: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Where each of the four columns is.
    at: [usize; 4],
}

impl Sheet {
    fn read(name: &str, text: &str) -> Result<Sheet, Finding> {
        let text = text.trim_start_matches('\u{feff}');
        let is_before = |line: &&str| line.trim().is_empty() || line.starts_with('#');
        let before: String = text.split_inclusive('\n').take_while(is_before).collect();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(&text.as_bytes()[before.len()..]);
        let unread = |what: String| {
            Finding::error(Place::File(name.to_owned()), what)
                .expected(format!("commas between the columns {}", MATCH_COLUMNS.join(", ")))
                .mend("write the file so, and it can be changed on this page")
        };
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| unread(format!("is no table: {error}")))?;
            rows.push(row.iter().map(str::to_owned).collect::<Vec<String>>());
        }
        if rows.is_empty() {
            rows.push(MATCH_COLUMNS.map(str::to_owned).to_vec());
        }
        let header = rows.remove(0);
        let place = |column: &str| header.iter().position(|known| known.trim() == column);
        let mut at = [0; 4];
        for (at, column) in at.iter_mut().zip(MATCH_COLUMNS) {
            *at = place(column).ok_or_else(|| unread(format!("has no column \"{column}\"")))?;
        }
        for row in &mut rows {
            row.resize(row.len().max(header.len()), String::new());
        }
        Ok(Sheet { before, header, rows, at })
    }

    fn pair<'r>(&self, row: &'r [String]) -> (&'r str, &'r str) {
        (row[self.at[0]].trim(), row[self.at[1]].trim())
    }

    fn put(&mut self, one: &MatchForm) {
        let found =
            self.rows.iter().position(|row| self.pair(row) == (&*one.class, &*one.employer));
        match (found, one.is_said()) {
            (Some(at), false) => drop(self.rows.remove(at)),
            (None, false) => {}
            (found, true) => {
                let at = found.unwrap_or_else(|| {
                    self.rows.push(vec![String::new(); self.header.len()]);
                    self.rows.len() - 1
                });
                let texts = [&one.class, &one.employer, &one.theirs, &one.why];
                for (column, text) in self.at.iter().zip(texts) {
                    self.rows[at][*column].clone_from(text);
                }
            }
        }
    }

    /// By the rule's classes, then by its peers; what it does not have comes last, as it was.
    fn sort(&mut self, classes: &[&str], peers: &[&str]) {
        let place = |all: &[&str], name: &str| {
            all.iter().position(|known| *known == name).unwrap_or(usize::MAX)
        };
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_by_key(|row| {
            let (class, employer) = self.pair(row);
            let at = (place(classes, class), place(peers, employer));
            if at.0 == usize::MAX || at.1 == usize::MAX { (usize::MAX, usize::MAX) } else { at }
        });
        self.rows = rows;
    }

    fn text(&self) -> String {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            // Writing to memory does not fail.
            let _ = writer.write_record(row);
        }
        let rows = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
        format!("{}{rows}", self.before)
    }
}

/// The text of a file of matches with what a form says: a pair of which nothing is said has no row. Rows stand in the order of the rule's
/// classes and of its peers' names; rows and columns that the form does not know stay.
///
/// # Errors
///
/// The file is no table with the columns of matches.
pub fn with_matches(
    name: &str,
    text: &str,
    rule: &PeerRule,
    said: &[MatchForm],
) -> Result<String, Finding> {
    let mut sheet = Sheet::read(name, text)?;
    for one in said {
        sheet.put(one);
    }
    let (classes, peers): (Vec<&str>, Vec<&str>) =
        (rule.class_names().collect(), rule.employers().collect());
    sheet.sort(&classes, &peers);
    Ok(sheet.text())
}

/// The text of a file of matches after classes and employers of its rule got other names or were taken out, and how many rows went with
/// those.
///
/// # Errors
///
/// The file is no table with the columns of matches.
pub fn renamed(
    name: &str,
    text: &str,
    classes: &[Renamed],
    employers: &[Renamed],
) -> Result<(String, usize), Finding> {
    let mut sheet = Sheet::read(name, text)?;
    let (before, at) = (sheet.rows.len(), sheet.at);
    let mut changed = false;
    for (column, names) in [(at[0], classes), (at[1], employers)] {
        sheet.rows.retain_mut(|row| {
            let Some(one) = names.iter().find(|one| one.was == row[column].trim()) else {
                return true;
            };
            changed = true;
            match &one.now {
                Some(now) => row[column].clone_from(now),
                None => return false,
            }
            true
        });
    }
    let gone = before - sheet.rows.len();
    Ok(if changed { (sheet.text(), gone) } else { (text.to_owned(), 0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# From the study.\nclass,employer,their_class,why,seen\nClerk,B,Clerk I,\"same, nearly\",May\nClerk,A,,no such class,\nGone,C,x,kept,\n";

    #[test]
    fn names_that_change_are_changed_and_what_is_taken_out_goes() {
        let to = |was: &str, now: Option<&str>| Renamed {
            was: was.to_owned(),
            now: now.map(str::to_owned),
        };
        let swapped = [to("A", Some("B")), to("B", Some("A"))];
        let (after, gone) = renamed("m.csv", FILE, &[to("Gone", None)], &swapped).unwrap();
        assert_eq!(gone, 1);
        assert_eq!(
            after,
            "# From the study.\nclass,employer,their_class,why,seen\nClerk,A,Clerk I,\"same, nearly\",May\nClerk,B,,no such class,\n"
        );
        assert_eq!(renamed("m.csv", FILE, &[], &[]).unwrap(), (FILE.to_owned(), 0));
    }

    #[test]
    fn rows_are_put_taken_out_and_kept() {
        let mut sheet = Sheet::read("m.csv", FILE).unwrap();
        let one = |employer: &str, theirs: &str, why: &str| MatchForm {
            class: "Clerk".to_owned(),
            employer: employer.to_owned(),
            theirs: theirs.to_owned(),
            why: why.to_owned(),
        };
        sheet.put(&one("B", "Clerk II", "duties"));
        sheet.put(&one("A", "", ""));
        sheet.put(&one("D", "", ""));
        sheet.put(&one("E", "", "no, \"none\""));
        sheet.sort(&["Clerk"], &["B", "E"]);
        assert_eq!(
            sheet.text(),
            "# From the study.\nclass,employer,their_class,why,seen\nClerk,B,Clerk II,duties,May\nClerk,E,,\"no, \"\"none\"\"\",\nGone,C,x,kept,\n"
        );
        assert_eq!(Sheet::read("m.csv", "").unwrap().text(), "class,employer,their_class,why\n");
        assert!(Sheet::read("m.csv", "class;employer\n").is_err());
    }
}
