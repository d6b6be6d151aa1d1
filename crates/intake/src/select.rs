use std::collections::BTreeSet;

use costing::{Schedule, Selector, StepRef};
use money::Fraction;

use crate::files::table::{Table, header_at, quoted};
use crate::toml_fields::Fields;
use crate::{Finding, Findings};

/// The fields by which a term selects people and rates.
pub(crate) const SELECTORS: [&str; 9] = [
    "classes",
    "steps",
    "columns",
    "departments",
    "groups",
    "plans",
    "rate_below",
    "rate_above",
    "service_at_least",
];

/// The names that selectors and positions may use: those of roster and schedule.
pub(crate) struct Names<'a> {
    pub roster: &'a Table,
    pub schedule: &'a Schedule,
    /// Which of the other files could be read: names of those that could not are not judged.
    pub sure: Sure,
    /// Groups that the assumptions name.
    pub groups: BTreeSet<String>,
    /// Labels that the offer's own add-steps bring.
    pub added_steps: BTreeSet<String>,
}

/// Which files' names are known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sure {
    pub roster: bool,
    pub schedule: bool,
    pub assumptions: bool,
}

impl Names<'_> {
    fn values(&self, column: &str) -> BTreeSet<&str> {
        let values = self.roster.column(column);
        let values = values.into_iter().flat_map(|column| column.values());
        values.map(String::as_str).filter(|value| !value.is_empty()).collect()
    }

    /// Classes of roster and schedule.
    pub fn classes(&self) -> BTreeSet<&str> {
        let mut classes = self.values("classification");
        classes.extend(self.schedule.ladders.iter().map(|ladder| ladder.classification.as_str()));
        classes
    }

    fn columns(&self) -> BTreeSet<&str> {
        let mut columns = self.values("column");
        let of_schedule = self.schedule.ladders.iter().map(|ladder| ladder.column.as_str());
        columns.extend(of_schedule.filter(|column| !column.is_empty()));
        columns
    }

    /// Groups of roster and assumptions.
    pub fn groups(&self) -> BTreeSet<&str> {
        let mut groups = self.values("group");
        groups.extend(self.groups.iter().map(String::as_str));
        groups
    }

    /// Departments of the roster.
    pub fn departments(&self) -> BTreeSet<&str> {
        self.values("department")
    }

    /// Step labels of some classes of the schedule, or of all of them, and those added.
    fn steps(&self, select: &Selector) -> BTreeSet<&str> {
        let ladders = self.schedule.ladders.iter();
        let ladders =
            ladders.filter(|ladder| select.takes_class(&ladder.classification, &ladder.column));
        let labels = ladders.flat_map(|ladder| ladder.steps.iter().map(|step| step.label.as_str()));
        labels.chain(self.added_steps.iter().map(String::as_str)).collect()
    }
}

/// Checks that each text is one of the names there are.
fn known(
    fields: &Fields<'_>,
    field: &str,
    what: &str,
    texts: &[String],
    names: &BTreeSet<&str>,
    sure: bool,
    findings: &mut Findings,
) {
    if !sure {
        return;
    }
    for text in texts.iter().filter(|text| !names.contains(text.as_str())) {
        let finding = unknown(fields, field, what, text, names);
        findings.push(finding);
    }
}

/// A name that neither roster nor schedule has.
pub(crate) fn unknown(
    fields: &Fields<'_>,
    field: &str,
    what: &str,
    text: &str,
    names: &BTreeSet<&str>,
) -> Finding {
    let finding = Finding::error(fields.place_of(field), format!("there is no {what} \"{text}\""));
    match names.len() {
        0 => finding.expected(format!("a {what} of the roster, which has none")),
        1..=12 => {
            let names: Vec<&&str> = names.iter().collect();
            finding.expected(format!("one of {}", quoted(&names))).near(text, names)
        }
        count => finding
            .expected(format!("one of the {count} there are, as the roster or schedule spells it"))
            .near(text, names),
    }
}

pub(crate) fn step_ref(text: &str) -> StepRef {
    match text {
        "top" => StepRef::Top,
        "bottom" => StepRef::Bottom,
        label => StepRef::Label(label.to_owned()),
    }
}

/// Reads the selectors of a term.
pub(crate) fn read(fields: &Fields<'_>, names: &Names<'_>, findings: &mut Findings) -> Selector {
    let mut select = Selector::default();
    let sure = names.sure;
    let both = sure.roster && sure.schedule;
    if let Some(classes) = some_of(fields, "classes", findings) {
        known(fields, "classes", "class", &classes, &names.classes(), both, findings);
        select.classes = classes;
    }
    if let Some(columns) = some_of(fields, "columns", findings) {
        known(fields, "columns", "column", &columns, &names.columns(), both, findings);
        select.columns = columns;
    }
    if let Some(steps) = some_of(fields, "steps", findings) {
        let labels: Vec<String> = steps
            .iter()
            .filter(|step| !["top", "bottom"].contains(&step.as_str()))
            .cloned()
            .collect();
        known(fields, "steps", "step", &labels, &names.steps(&select), sure.schedule, findings);
        select.steps = steps.iter().map(|step| step_ref(step)).collect();
    }
    let of_roster = [
        ("departments", "department", names.departments()),
        ("groups", "group", names.groups()),
        ("plans", "plan", names.values("plan")),
    ];
    for (field, column, values) in of_roster {
        if let Some(wanted) = some_of(fields, field, findings) {
            known(fields, field, column, &wanted, &values, sure.roster, findings);
            select.attributes.push((column.to_owned(), wanted));
        }
    }
    if let Some(columns) = fields.table("where", findings).filter(|_| sure.roster) {
        for header in columns.names() {
            let Some(wanted) = some_of(&columns, header, findings) else {
                continue;
            };
            let at = header_at(&names.roster.headers, header);
            let Some(column) = at.and_then(|at| names.roster.columns[at].as_ref()) else {
                let headers: BTreeSet<&str> =
                    names.roster.headers.iter().map(String::as_str).collect();
                findings.push(unknown(&columns, header, "column", header, &headers));
                continue;
            };
            let values = column.values().iter().map(String::as_str).collect();
            known(&columns, header, "value", &wanted, &values, sure.roster, findings);
            select.attributes.push((header.to_owned(), wanted));
        }
    }
    select.rate_below = limit(fields, "rate_below", findings);
    select.rate_above = limit(fields, "rate_above", findings);
    select.service_at_least = fields.whole("service_at_least", findings);
    if select.service_at_least.is_some() && sure.roster && !names.roster.has("hire_date") {
        findings.push(
            Finding::error(
                fields.place_of("service_at_least"),
                "service_at_least needs a column \"hire_date\", which the roster does not have",
            )
            .mend("add the column, or name its header with --map hire_date=\"...\""),
        );
    }
    select
}

fn limit(fields: &Fields<'_>, field: &str, findings: &mut Findings) -> Option<Fraction> {
    fields.dollars(field, findings)
}

/// A list that is given and not empty: an empty one would select everyone in silence.
fn some_of(fields: &Fields<'_>, field: &str, findings: &mut Findings) -> Option<Vec<String>> {
    let texts = fields.texts(field, findings)?;
    if texts.is_empty() {
        findings.push(
            Finding::error(
                fields.place_of(field),
                format!("{field} selects nobody: its list is empty"),
            )
            .mend(format!("leave {field} out to select everyone, or name some")),
        );
        return None;
    }
    Some(texts)
}
