//! What a campaign's own file says of the scene: its name, its parties, its units; the round of a law; an offer's terms.

use std::path::Path;

use record::body::{ApprovalStep, Party, Round, RoundKind, Side, Unit};
use record::law::Regime;
use record::said::Table;
use record::{Said, Slug};

use crate::files::bytes::Bytes;
use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings, Source};

/// What `campaign.toml` says of the scene.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scene {
    /// The campaign's name.
    pub name: Option<String>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The units.
    pub units: Vec<Unit>,
}

/// Reads the scene of a campaign's folder; an empty one where there is no `campaign.toml`.
///
/// # Errors
///
/// Every finding: an id or a side that is none.
pub fn campaign_scene(folder: &Path) -> Result<Scene, Findings> {
    let path = folder.join("campaign.toml");
    if !path.exists() {
        return Ok(Scene::default());
    }
    let mut findings = Findings::default();
    let one = |finding: Finding| {
        let mut findings = Findings::default();
        findings.push(finding);
        findings
    };
    let bytes = Bytes::read(&Source::Path(path)).map_err(one)?;
    let toml = TomlFile::parse(&bytes.name, bytes.text().map_err(one)?).map_err(one)?;
    let root = toml.root();
    let mut scene = Scene { name: root.text("name", &mut findings), ..Scene::default() };
    for table in root.tables("parties", &mut findings) {
        let Some(id) = slug(&table, &mut findings) else { continue };
        let sides = [
            ("union", Side::Union),
            ("employer", Side::Employer),
            ("neutral", Side::Neutral),
            ("partner", Side::Partner),
        ];
        let Some(side) = table.choice("side", &sides, &mut findings) else { continue };
        let name = table.text("name", &mut findings).unwrap_or_else(|| id.to_string());
        scene.parties.push(Party { id, side, name, role: None });
    }
    for table in root.tables("units", &mut findings) {
        let Some(id) = slug(&table, &mut findings) else { continue };
        let name = table.text("name", &mut findings).unwrap_or_else(|| id.to_string());
        scene.units.push(Unit { id, name, represented_by: None, size: None });
    }
    if findings.has_errors() { Err(findings) } else { Ok(scene) }
}

fn slug(table: &Fields<'_>, findings: &mut Findings) -> Option<Slug> {
    let text = table.text("id", findings)?;
    match Slug::parse(&text) {
        Ok(id) => Some(id),
        Err(error) => {
            findings.push(Finding::error(table.place_of("id"), error.to_string()));
            None
        }
    }
}

/// The scene as `campaign.toml` has it: what [`campaign_scene`] reads again.
pub fn scene_text(scene: &Scene) -> String {
    use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};
    let mut document = DocumentMut::new();
    if let Some(name) = &scene.name {
        document["name"] = value(name);
    }
    let mut parties = ArrayOfTables::new();
    for party in &scene.parties {
        let mut table = Table::new();
        table["id"] = value(party.id.as_str());
        table["side"] = value(party.side.to_string());
        table["name"] = value(&party.name);
        parties.push(table);
    }
    let mut units = ArrayOfTables::new();
    for unit in &scene.units {
        let mut table = Table::new();
        table["id"] = value(unit.id.as_str());
        table["name"] = value(&unit.name);
        units.push(table);
    }
    for (name, tables) in [("parties", parties), ("units", units)] {
        if !tables.is_empty() {
            document[name] = Item::ArrayOfTables(tables);
        }
    }
    document.to_string()
}

/// The round of a law, with who must approve what it comes to.
pub fn round_of(regime: &Regime, units: Vec<Slug>) -> Round {
    let needed = regime.approvals.iter().filter(|step| step.only_if.is_none());
    let approvals = needed
        .map(|step| ApprovalStep {
            id: step.id.clone(),
            name: step.name.clone(),
            after: Vec::new(),
            units: Vec::new(),
        })
        .collect();
    Round {
        id: Slug::from_words("round"),
        regime: regime.id.clone(),
        kind: RoundKind::Successor,
        units,
        replaces: None,
        approvals,
    }
}

/// The `[[terms]]` of an offer file, as a pass has them.
///
/// # Errors
///
/// A sentence when it is no offer file.
pub fn terms_of_offer(name: &str, text: &str) -> Result<Vec<Table>, String> {
    let document: toml_edit::DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("{name}: {}", error.message()))?;
    let terms = document.get("terms").and_then(toml_edit::Item::as_array_of_tables);
    let terms = terms.ok_or_else(|| format!("{name}: it has no [[terms]]"))?;
    Ok(terms.iter().map(said_table).collect())
}

fn said_table(table: &toml_edit::Table) -> Table {
    let value = |item: &toml_edit::Item| match item {
        toml_edit::Item::Value(value) => Some(said(value)),
        toml_edit::Item::Table(table) => Some(Said::Table(said_table(table))),
        toml_edit::Item::ArrayOfTables(all) => {
            Some(Said::List(all.iter().map(said_table).map(Said::Table).collect()))
        }
        toml_edit::Item::None => None,
    };
    table.iter().filter_map(|(name, item)| Some((name.to_owned(), value(item)?))).collect()
}

/// A value of TOML. A date and a decimal number are their texts.
fn said(value: &toml_edit::Value) -> Said {
    match value {
        toml_edit::Value::String(text) => Said::Text(text.value().clone()),
        toml_edit::Value::Integer(number) => Said::Whole(*number.value()),
        toml_edit::Value::Boolean(flag) => Said::Flag(*flag.value()),
        toml_edit::Value::Float(number) => Said::Text(number.display_repr().trim().to_owned()),
        toml_edit::Value::Datetime(date) => Said::Text(date.value().to_string()),
        toml_edit::Value::Array(all) => Said::List(all.iter().map(said).collect()),
        toml_edit::Value::InlineTable(table) => {
            Said::Table(table.iter().map(|(name, value)| (name.to_owned(), said(value))).collect())
        }
    }
}
