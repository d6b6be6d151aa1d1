//! A campaign begun: the file that names it, and the first entries of its record; its vault.

use std::path::Path;

use intake::{Scene, scene_text};
use money::Date;
use record::body::{Body, Record};
use record::law::Regime;
use record::{Draft, Head, Slug, When, refusals_of};
use store::{Campaign, OpenVault, Passphrase, StoreError, Vault};

/// How a campaign begins.
pub struct Beginning<'a> {
    /// Its name, its parties, its units.
    pub scene: Scene,
    /// The law of the round, where one is said.
    pub regime: Option<&'a Regime>,
    /// Who writes.
    pub author: String,
    /// When it is written.
    pub written: jiff::Timestamp,
    /// The day that the record begins with, where it is said.
    pub on: Option<Date>,
}

/// Why something was not begun, and the mend.
#[derive(Debug)]
pub struct NotBegun {
    /// What stands in the way.
    pub what: String,
    /// What to do.
    pub mend: String,
}

impl NotBegun {
    fn said(what: impl Into<String>, mend: impl Into<String>) -> NotBegun {
        NotBegun { what: what.into(), mend: mend.into() }
    }
}

impl From<StoreError> for NotBegun {
    fn from(error: StoreError) -> NotBegun {
        NotBegun::said(error.to_string(), error.mend())
    }
}

/// Begins the record of a folder: how many entries it has, and its head. What the rules do not let in begins nothing.
///
/// # Errors
///
/// Why not: there is a record, or what is said of the campaign does not hold.
pub fn begin_record(folder: &Path, beginning: Beginning<'_>) -> Result<(usize, Head), NotBegun> {
    let by_folder = || {
        let path = folder.canonicalize().ok()?;
        Some(path.file_name()?.to_string_lossy().into_owned())
    };
    let Beginning { scene, regime, author, written, on } = beginning;
    let record = Record {
        campaign: scene.name.or_else(by_folder).unwrap_or_else(|| "A campaign".to_owned()),
        begun_by: format!("goodfaith {}", env!("CARGO_PKG_VERSION")),
    };
    let mut bodies: Vec<Body> = vec![record.into()];
    bodies.extend(scene.parties.into_iter().map(Body::from));
    let units: Vec<Slug> = scene.units.iter().map(|unit| unit.id.clone()).collect();
    bodies.extend(scene.units.into_iter().map(Body::from));
    bodies.extend(regime.map(|regime| intake::round_of(regime, units).into()));
    let mut before = Vec::new();
    let mut sealed = Vec::new();
    let mut head = Head::EMPTY;
    for body in bodies {
        let draft = Draft::new(&author, written, on.map(When::on), body);
        let (entry, bytes) = draft
            .seal(head.number + 1, head.hash)
            .map_err(|error| NotBegun::said(error.to_string(), "mend campaign.toml"))?;
        if let Some(refusal) = refusals_of(&before, &entry, &intake::law().procedures).first() {
            return Err(NotBegun::said(refusal.to_string(), &refusal.mend));
        }
        head = Head { number: entry.number, hash: entry.hash };
        before.push(entry.clone());
        sealed.push((entry, bytes));
    }
    let mut campaign = Campaign::begin(folder)?;
    campaign.append(sealed)?;
    Ok((before.len(), campaign.head()))
}

/// Begins a campaign in a folder: `campaign.toml` where there is none, and the record. Nothing that is there is written over.
///
/// # Errors
///
/// Why not; then nothing was written.
pub fn begin_campaign(folder: &Path, beginning: Beginning<'_>) -> Result<(usize, Head), NotBegun> {
    let file = folder.join("campaign.toml");
    if file.symlink_metadata().is_ok() {
        return begin_record(folder, beginning);
    }
    let text = scene_text(&beginning.scene);
    crate::write_whole(&[(file.clone(), text.into_bytes())], false).map_err(|finding| {
        let mend = finding.mend.clone().unwrap_or_default();
        NotBegun::said(finding.what, mend)
    })?;
    begin_record(folder, beginning).inspect_err(|_| drop(std::fs::remove_file(&file)))
}

/// Makes the vault of a campaign, for its first member, and opens it.
///
/// # Errors
///
/// Why not: there is one, the name is no id, nothing was typed.
pub fn make_vault(
    folder: &Path,
    member: &str,
    words: &Passphrase,
) -> Result<(Slug, OpenVault), NotBegun> {
    let id = member_of_no_vault(folder, member)?;
    let vault = Vault::create(folder, &id, words, None)?;
    Ok((id, vault))
}

/// The id of who is to be the first member of a vault, where there is none yet.
///
/// # Errors
///
/// There is one, or the name is no id.
pub fn member_of_no_vault(folder: &Path, member: &str) -> Result<Slug, NotBegun> {
    let id = Slug::parse(member)
        .map_err(|error| NotBegun::said(error.to_string(), "name the member so"))?;
    match Vault::is_in(folder) {
        true => Err(StoreError::VaultThere(Vault::of(folder)).into()),
        false => Ok(id),
    }
}
