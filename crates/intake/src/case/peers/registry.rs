use std::path::Path;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::rule::PeerRule;
use crate::data::DataSet;
use crate::files::bytes::{Bytes, Source};
use crate::{Finding, Findings, Place};

/// The file of a campaign that says which rule was registered when.
pub const REGISTER_FILE: &str = "peers/registered.csv";

const HEADER: [&str; 4] = ["at", "rule", "choice", "data_then"];

/// A rule as it was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// When, by the clock of the computer it was registered on.
    pub at: Timestamp,
    /// The rule's name.
    pub rule: String,
    /// What was chosen, as [`PeerRule::choice`] puts it.
    pub choice: String,
    /// Data sets of the campaign that were there by then, by their names.
    pub data_then: Vec<String>,
}

impl Registration {
    /// SHA-256 of the line, in hex: sent to somebody on the day, it shows that nothing was changed
    /// later.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.line().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn line(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let at = self.at.to_string();
        let data_then = self.data_then.join(" ");
        let row = [at.as_str(), &self.rule, &self.choice, &data_then];
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// How the rule of a result stands to its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// Nobody registered it.
    Not,
    /// It was registered in other words than it has now.
    Changed(Registration),
    /// Its choice was registered.
    As {
        /// When and how.
        registration: Registration,
        /// Data sets it uses that were there before, or are not known to have come after.
        before: Vec<String>,
        /// When the first of the data sets that it uses was taken in, if all came after.
        data_from: Option<Timestamp>,
    },
}

impl Registered {
    /// A sentence for people.
    pub fn sentence(&self) -> String {
        match self {
            Registered::Not => "The rule is not registered: nothing shows that it was chosen before the data were seen.".to_owned(),
            Registered::Changed(known) => format!(
                "The rule is not the one that was registered on {}: that was \"{}\".",
                day(known.at),
                known.choice
            ),
            Registered::As { registration, before, data_from } => {
                let at = day(registration.at);
                match (before.as_slice(), data_from) {
                    ([], Some(from)) => format!(
                        "The rule was registered on {at}, before its data were taken in ({}).",
                        day(*from)
                    ),
                    ([], None) => format!(
                        "The rule was registered on {at}; none of its data have been taken in."
                    ),
                    (before, _) => format!(
                        "The rule was registered on {at}, when {} {} there already or no record says when.",
                        before.join(", "),
                        if before.len() == 1 { "was" } else { "were" }
                    ),
                }
            }
        }
    }
}

fn day(at: Timestamp) -> String {
    let text = at.to_string();
    text.get(..16).map_or(text.clone(), |minute| format!("{} UTC", minute.replace('T', " ")))
}

/// Every registration of a campaign, in the order of the file.
///
/// # Errors
///
/// Findings where a line is no registration.
pub fn registrations(campaign: &Path) -> Result<Vec<Registration>, Findings> {
    let path = campaign.join(REGISTER_FILE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(&Source::Path(path)).map_err(one)?;
    let mut reader = csv::Reader::from_reader(bytes.text().map_err(one)?.as_bytes());
    let mut findings = Findings::default();
    let mut all = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let place = Place::Row { file: bytes.name.clone(), row: at + 2 };
        let read = row.ok().and_then(|row| {
            Some(Registration {
                at: row.get(0)?.parse().ok()?,
                rule: row.get(1)?.to_owned(),
                choice: row.get(2)?.to_owned(),
                data_then: row.get(3)?.split_whitespace().map(str::to_owned).collect(),
            })
        });
        match read {
            Some(read) => all.push(read),
            None => findings.push(
                Finding::error(place, "is no registration")
                    .expected(format!("the columns {}", HEADER.join(", ")))
                    .mend("put the file back as `goodfaith case peers register` wrote it"),
            ),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(all) }
}

/// A new registration, and the whole text of the file with it at its end.
///
/// # Errors
///
/// Findings where the file is not as it was written, or the choice was registered before.
pub fn registering(
    campaign: &Path,
    rule: &PeerRule,
    at: Timestamp,
    sets: &[DataSet],
) -> Result<(Registration, String), Findings> {
    let known = registrations(campaign)?;
    let choice = rule.choice();
    if let Some(twin) = known.iter().rev().find(|known| known.rule == rule.name)
        && twin.choice == choice
    {
        let what = format!("\"{}\" is registered as it is, since {}", rule.name, day(twin.at));
        let place = Place::File(super::rule::path_of(&rule.name));
        return Err(Findings(vec![
            Finding::error(place, what)
                .mend("nothing is to be done: the first registration counts"),
        ]));
    }
    let seconds = Timestamp::from_second(at.as_second()).unwrap_or(at);
    let data_then = sets.iter().filter(|set| !set.shipped).map(|set| set.about.name.clone());
    let registration = Registration {
        at: seconds,
        rule: rule.name.clone(),
        choice,
        data_then: data_then.collect(),
    };
    let lines: String = known.iter().chain([&registration]).map(Registration::line).collect();
    let text = format!("{}\n{lines}", HEADER.join(","));
    Ok((registration, text))
}

/// How a rule of a campaign was registered, and whether it changed since.
///
/// # Errors
///
/// Findings where the file of registrations is not as it was written.
pub fn standing(
    campaign: &Path,
    rule: &PeerRule,
    sets: &[DataSet],
) -> Result<Registered, Findings> {
    let used: Vec<&DataSet> = sets.iter().filter(|set| rule.uses(&set.about.name)).collect();
    Ok(registered(rule, &registrations(campaign)?, &used))
}

/// How a rule stands to the data sets that it uses.
pub(crate) fn registered(rule: &PeerRule, known: &[Registration], sets: &[&DataSet]) -> Registered {
    let choice = rule.choice();
    let mine = || known.iter().filter(|known| known.rule == rule.name);
    let Some(registration) = mine().find(|known| known.choice == choice) else {
        return mine().next().map_or(Registered::Not, |known| Registered::Changed(known.clone()));
    };
    let after = |set: &&&DataSet| {
        let named = registration.data_then.contains(&set.about.name);
        !named && set.about.added_at.is_some_and(|added| added >= registration.at)
    };
    let before: Vec<String> =
        sets.iter().filter(|set| !after(set)).map(|set| set.about.name.clone()).collect();
    let data_from = sets.iter().filter_map(|set| set.about.added_at).min();
    Registered::As { registration: registration.clone(), before, data_from }
}
