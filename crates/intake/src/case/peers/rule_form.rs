//! A rule of peers as a form: what stands in its file, field by field, and the file written back with its comments.

use std::collections::BTreeMap;

use evidence::{Point, Reading};
use money::PayBasis;
use toml_edit::{ArrayOfTables, InlineTable, Item, TableLike, Value};

use super::rule::RuleSide;
use crate::toml_form::{Holds, document, put, rows, typed};
use crate::{Finding, Place};

/// A field of a rule, of a peer or of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleField {
    /// Its name in the file; what stands in a table of its own has the table's name before it: `target.from`.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
}

const fn names<T: Copy, const N: usize>(all: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = all[at].0;
        at += 1;
    }
    names
}

static SIDES: [&str; 3] = names(&RuleSide::NAMES);
static BASES: [&str; 5] = names(&PayBasis::NAMES);
static POINTS: [&str; 6] = names(&Point::NAMES);
static READINGS: [&str; 15] = names(&Reading::NAMES);

const fn field(name: &'static str, holds: Holds) -> RuleField {
    RuleField { name, holds }
}

/// The fields of a rule, in the order of its form.
pub static RULE_FIELDS: [RuleField; 16] = [
    field("title", Holds::Text),
    field("why", Holds::Text),
    field("side", Holds::OneOf(&SIDES)),
    field("effective", Holds::Day),
    field("basis", Holds::OneOf(&BASES)),
    field("points", Holds::Names),
    field("minimum_matches", Holds::Whole),
    field("data", Holds::Text),
    field("rival", Holds::Text),
    field("own", Holds::Names),
    field("ageing", Holds::Number),
    field("percentiles", Holds::Names),
    field("hours_a_year", Holds::Number),
    field("target.point", Holds::OneOf(&POINTS)),
    field("target.from", Holds::Day),
    field("build", Holds::Toml),
];

/// The fields of a peer.
pub static PEER_FIELDS: [RuleField; 10] = [
    field("employer", Holds::Text),
    field("data", Holds::Text),
    field("called", Holds::Text),
    field("effective", Holds::Day),
    field("basis", Holds::OneOf(&BASES)),
    field("edition", Holds::Text),
    field("weight", Holds::Number),
    field("area", Holds::Text),
    field("industry", Holds::Text),
    field("reading", Holds::OneOf(&READINGS)),
];

/// The fields of a class of our own.
pub static CLASS_FIELDS: [RuleField; 11] = [
    field("name", Holds::Text),
    field("schedule", Holds::Text),
    field("column", Holds::Text),
    field("called", Holds::Text),
    field("minimum", Holds::Number),
    field("midpoint", Holds::Number),
    field("maximum", Holds::Number),
    field("pay", Holds::Number),
    field("cash", Holds::Number),
    field("total", Holds::Number),
    field("parts", Holds::Toml),
];

/// What somebody typed into fields, by their names: names one a line, anything else as the file has it.
pub type Typed = BTreeMap<String, String>;

/// A rule in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleForm {
    /// What stands in its own fields.
    pub fields: Typed,
    /// Its peers, in the order of the file.
    pub peers: Vec<RowForm>,
    /// Its classes, in the order of the file.
    pub classes: Vec<RowForm>,
}

/// A peer or a class in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowForm {
    /// The table of the file that it was, from 0; none for a new one.
    pub was: Option<usize>,
    /// What stands in each of its fields.
    pub fields: Typed,
}

impl RowForm {
    /// A new row with one field filled in.
    pub fn of(field: &str, text: &str) -> RowForm {
        RowForm { was: None, fields: [(field.to_owned(), text.to_owned())].into() }
    }

    /// What stands in a field.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map(String::as_str).unwrap_or_default()
    }

    /// Whether nothing stands in it: a new row like that is none.
    fn is_empty(&self) -> bool {
        self.fields.values().all(|text| text.trim().is_empty())
    }
}

impl RuleForm {
    /// What stands in a field of the rule.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map(String::as_str).unwrap_or_default()
    }
}

/// Reads a rule's file into a form.
///
/// # Errors
///
/// The text is not TOML.
pub fn read(name: &str, text: &str) -> Result<RuleForm, Finding> {
    let document = document(name, text)?;
    let root: &dyn TableLike = document.as_table();
    let row = |(at, table): (usize, &toml_edit::Table), fields: &[RuleField]| RowForm {
        was: Some(at),
        fields: filled(table, fields),
    };
    let list = |key: &str, fields: &[RuleField]| -> Vec<RowForm> {
        let all = document.get(key).map(rows).unwrap_or_default();
        all.iter().enumerate().map(|one| row(one, fields)).collect()
    };
    Ok(RuleForm {
        fields: filled(root, &RULE_FIELDS),
        peers: list("peer", &PEER_FIELDS),
        classes: list("class", &CLASS_FIELDS),
    })
}

/// What stands in the fields of a table.
fn filled(table: &dyn TableLike, fields: &[RuleField]) -> Typed {
    let item = |name: &str| match name.split_once('.') {
        Some((outer, inner)) => table.get(outer)?.as_table_like()?.get(inner),
        None => table.get(name),
    };
    let text = |field: &RuleField| Some((field.name.to_owned(), typed(item(field.name)?)));
    fields.iter().filter_map(text).collect()
}

/// The text of a rule's file with what a form says in it: comments, and fields that the form does not know, stay where they stand.
///
/// # Errors
///
/// The text is not TOML, or what was typed in a field of tables is not.
pub fn write(name: &str, text: &str, form: &RuleForm) -> Result<String, Finding> {
    let mut document = document(name, text)?;
    let place = || Place::File(name.to_owned());
    put_all(document.as_table_mut(), &RULE_FIELDS, &form.fields, &place)?;
    for (key, fields, list) in
        [("peer", PEER_FIELDS.as_slice(), &form.peers), ("class", &CLASS_FIELDS, &form.classes)]
    {
        let before = document.get(key).map(rows).unwrap_or_default();
        let known = |row: &RowForm| row.was.filter(|was| before.get(*was).is_some());
        let same = list.iter().map(known).eq((0..before.len()).map(Some));
        let mut after = ArrayOfTables::new();
        for (at, row) in list.iter().enumerate() {
            let known = known(row).and_then(|was| before.get(was));
            if known.is_none() && row.is_empty() {
                continue;
            }
            let mut table = known.cloned().unwrap_or_default();
            let place = || Place::File(format!("{name}, {key} {}", at + 1));
            put_all(&mut table, fields, &row.fields, &place)?;
            if known.is_none() {
                table.decor_mut().set_prefix("\n");
            }
            after.push(table);
        }
        let unchanged =
            same && after.iter().map(filled_of(fields)).eq(before.iter().map(filled_of(fields)));
        if after.is_empty() {
            document.remove(key);
        } else if !unchanged {
            document.insert(key, Item::ArrayOfTables(after));
        }
    }
    Ok(document.to_string())
}

fn filled_of(fields: &[RuleField]) -> impl Fn(&toml_edit::Table) -> Typed + '_ {
    |table| filled(table, fields)
}

/// Puts what was typed into the fields of a table; a field that the form does not have stays as it is.
fn put_all(
    table: &mut dyn TableLike,
    fields: &[RuleField],
    typed: &Typed,
    place: &dyn Fn() -> Place,
) -> Result<(), Finding> {
    for field in fields {
        let Some(text) = typed.get(field.name) else { continue };
        let Some((outer, inner)) = field.name.split_once('.') else {
            put(table, field.name, field.holds, text, place)?;
            continue;
        };
        if table.get(outer).is_none() {
            if text.trim().is_empty() {
                continue;
            }
            table.insert(outer, Item::Value(Value::InlineTable(InlineTable::new())));
        }
        if let Some(inside) = table.get_mut(outer).and_then(Item::as_table_like_mut) {
            put(inside, inner, field.holds, text, place)?;
            if inside.is_empty() {
                table.remove(outer);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "# Whom we named.\n\ntitle     = \"Offices\"   # as our pages say\nwhy       = \"same work\"\nside      = \"union\"\neffective = 2022-07-01\npoints    = [\"maximum\"]\nlater     = 3\ntarget    = { point = \"maximum\", from = 2022-07-01 }\n\n[[class]]\nname = \"Attorney III\"\nparts = { health = \"2902\" }\n\n# The county beside us.\n[[peer]]\nemployer = \"Sacramento\"\nnot_ours = \"kept\"\n[[peer]]\nemployer = \"Yolo\"\n";

    fn set(row: &mut RowForm, field: &str, text: &str) {
        row.fields.insert(field.to_owned(), text.to_owned());
    }

    #[test]
    fn a_form_that_changes_nothing_leaves_every_byte() {
        let form = read("offices.toml", RULE).unwrap();
        assert_eq!(form.text("target.point"), "maximum");
        assert_eq!(form.classes[0].text("parts"), "{ health = \"2902\" }");
        assert_eq!(write("offices.toml", RULE, &form).unwrap(), RULE);
    }

    #[test]
    fn fields_rows_and_tables_are_changed_where_they_stand() {
        let mut form = read("offices.toml", RULE).unwrap();
        form.fields.insert("title".to_owned(), "Law offices".to_owned());
        form.fields.insert("points".to_owned(), "maximum\ntotal".to_owned());
        form.fields.insert("target.from".to_owned(), "2022-08-01".to_owned());
        set(&mut form.peers[0], "basis", "annual");
        form.peers.remove(1);
        form.peers.push(RowForm::of("employer", "Placer"));
        form.classes.push(RowForm::of("name", "Judge \"II\"\n[x]"));
        let after = write("offices.toml", RULE, &form).unwrap();
        for part in [
            "# Whom we named.\n",
            "title     = \"Law offices\"   # as our pages say\n",
            "points    = [\"maximum\", \"total\"]\n",
            "later     = 3\n",
            "target    = { point = \"maximum\", from = 2022-08-01 }\n",
            "# The county beside us.\n[[peer]]\nemployer = \"Sacramento\"\nnot_ours = \"kept\"\nbasis = \"annual\"\n",
            "\n[[peer]]\nemployer = \"Placer\"\n",
        ] {
            assert!(after.contains(part), "{part}\n---\n{after}");
        }
        assert!(!after.contains("Yolo"), "{after}");
        let again = read("offices.toml", &after).unwrap();
        assert_eq!(again.classes[1].text("name"), "Judge \"II\"\n[x]");
        assert_eq!(again.peers.len(), 2);
    }

    #[test]
    fn tables_between_brackets_are_kept_and_an_emptied_target_goes() {
        let text = "peer = [{ employer = \"A\" }, { employer = \"B\" }]\ntarget = { point = \"pay\", from = 2022-07-01 }\n";
        let mut form = read("x.toml", text).unwrap();
        assert_eq!(form.peers.len(), 2);
        assert_eq!(write("x.toml", text, &form).unwrap(), text);
        form.fields.insert("target.point".to_owned(), String::new());
        form.fields.insert("target.from".to_owned(), " ".to_owned());
        set(&mut form.peers[1], "called", "B CITY");
        let after = write("x.toml", text, &form).unwrap();
        assert!(
            !after.contains("target") && after.contains("[[peer]]\nemployer = \"A\""),
            "{after}"
        );
        assert_eq!(read("x.toml", &after).unwrap().peers[1].text("called"), "B CITY");
    }

    #[test]
    fn a_rule_from_nothing_is_a_file_that_people_read() {
        let mut form = RuleForm::default();
        for (name, text) in
            [("title", "New"), ("effective", "2022-07-01"), ("minimum_matches", "3")]
        {
            form.fields.insert(name.to_owned(), text.to_owned());
        }
        form.peers.push(RowForm::of("employer", "A"));
        form.classes.push(RowForm::of("name", "Clerk"));
        let made = write("new.toml", "", &form).unwrap();
        assert_eq!(
            made,
            "title = \"New\"\neffective = 2022-07-01\nminimum_matches = 3\n\n[[peer]]\nemployer = \"A\"\n\n[[class]]\nname = \"Clerk\"\n"
        );
    }
}
