//! The form of a rule of peers: what was typed, and the form again with it.

use std::collections::{BTreeMap, BTreeSet};

use intake::case::peers::rule_form::{
    CLASS_FIELDS, PEER_FIELDS, RULE_FIELDS, RowForm, RuleField, RuleForm, Typed,
};
use intake::toml_form::Holds;
use maud::{Markup, html};

use crate::app::Asked;
use crate::forms::Form;
use crate::pages::inputs::Input;

/// More peers or classes than anybody lists are no form of ours.
const MOST: usize = 2000;

/// What a form offers to choose from.
pub(super) struct Choices {
    /// Data sets of pay, each with its title.
    pub data: Vec<(String, String)>,
    /// The other rules.
    pub rivals: Vec<String>,
    /// The schedules, by the names of their files.
    pub schedules: Vec<String>,
    /// The classes of roster and schedule.
    pub classes: BTreeSet<String>,
}

/// A list of rows in the form: how its fields are named, and what its first field is.
struct List {
    prefix: &'static str,
    fields: &'static [RuleField],
    first: &'static str,
}

const PEERS: List = List { prefix: "peer", fields: &PEER_FIELDS, first: "employer" };
const CLASSES: List = List { prefix: "class", fields: &CLASS_FIELDS, first: "name" };

/// A rule as it was typed.
pub(super) fn typed(form: &Form) -> RuleForm {
    let mut sent: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, text) in form.fields() {
        sent.entry(name).or_insert(text.trim());
    }
    let mut fields = read(&sent, "", &RULE_FIELDS);
    fields.insert("points".to_owned(), form.all("points").collect::<Vec<_>>().join("\n"));
    RuleForm { fields, peers: rows(&sent, &PEERS), classes: rows(&sent, &CLASSES) }
}

fn read(sent: &BTreeMap<&str, &str>, prefix: &str, fields: &[RuleField]) -> Typed {
    let text = |field: &RuleField| {
        let text = sent.get(format!("{prefix}{}", field.name).as_str())?;
        Some((field.name.to_owned(), text.replace("\r\n", "\n")))
    };
    fields.iter().filter_map(text).collect()
}

fn rows(sent: &BTreeMap<&str, &str>, list: &List) -> Vec<RowForm> {
    let prefix = list.prefix;
    let count = sent.get(format!("{prefix}-rows").as_str()).and_then(|n| n.parse().ok());
    let row = |at: usize| {
        let was = sent.get(format!("{prefix}.{at}.was").as_str()).and_then(|was| was.parse().ok());
        RowForm { was, fields: read(sent, &format!("{prefix}.{at}."), list.fields) }
    };
    // A row of which nothing was sent is none.
    let sent = |row: &RowForm| row.was.is_some() || !row.fields.is_empty();
    (0..count.unwrap_or(0).min(MOST)).map(row).filter(sent).collect()
}

/// What is done with rows by a button: `more-peer`, `out-peer-2`.
pub(super) fn rearranged(form: &Form, rule: &mut RuleForm) {
    let what = form.text("do");
    for (list, rows) in [(&PEERS, &mut rule.peers), (&CLASSES, &mut rule.classes)] {
        let field = format!("more-{}", list.prefix);
        let named: Vec<&str> =
            form.text(&field).lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        // Names that stand there are meant, whichever button was pressed.
        rows.extend(named.iter().take(MOST).map(|name| RowForm::of(list.first, name)));
        if what == field && named.is_empty() {
            rows.push(RowForm::default());
        }
        let out = what.strip_prefix("out-").and_then(|rest| rest.strip_prefix(list.prefix));
        let out = out.and_then(|at| at.strip_prefix('-')?.parse::<usize>().ok());
        if let Some(at) = out.filter(|at| *at < rows.len()) {
            rows.remove(at);
        }
    }
}

/// The fields of the form.
pub(super) fn fields(asked: &Asked, rule: &RuleForm, choices: &Choices) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let field = |field: &RuleField| {
        let text = rule.text(field.name);
        self::field(asked, ("", "rule"), field, text, choices)
    };
    let (first, more) = RULE_FIELDS.split_at(7);
    html! {
        datalist id="known-classes" { @for class in &choices.classes { option value=(class) {} } }
        fieldset class="term" {
            legend { (t("The rule")) }
            div class="fields" { @for one in first { (field(one)) } }
            details open[more.iter().any(|one| !rule.text(one.name).is_empty())] {
                summary { (t("Data, the other side's rule, ageing, target")) }
                div class="fields" { @for one in more { (field(one)) } }
            }
        }
        (list(asked, &PEERS, &rule.peers, choices))
        (list(asked, &CLASSES, &rule.classes, choices))
    }
}

/// The rows of a list, and more of them.
fn list(asked: &Asked, list: &List, rows: &[RowForm], choices: &Choices) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let of_peers = list.first == "employer";
    let field = format!("more-{}", list.prefix);
    let (heading, more, add) = match of_peers {
        true => ("Peers", "More employers, one on each line", "Add the employers"),
        false => ("Classes of our own", "More classes, one on each line", "Add the classes"),
    };
    let says = match of_peers {
        true => html! {},
        false => html! { (t("As the schedule has them.")) },
    };
    let more = Input { id: field.clone(), name: field.clone(), label: t(more), text: "", says };
    html! {
        section aria-labelledby=(format!("list-{}", list.prefix)) {
            h2 id=(format!("list-{}", list.prefix)) { (t(heading)) }
            input type="hidden" name=(format!("{}-rows", list.prefix)) value=(rows.len());
            @for (at, row) in rows.iter().enumerate() { (self::row(asked, list, at, row, choices)) }
            div class="add" {
                (more.lines(2))
                p class="buttons" { button name="do" value=(field) { (t(add)) } }
            }
        }
    }
}

fn row(asked: &Asked, list: &List, at: usize, row: &RowForm, choices: &Choices) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let prefix = list.prefix;
    let (name, id) = (format!("{prefix}.{at}."), format!("{prefix}-{at}"));
    let field =
        |field: &RuleField| self::field(asked, (&name, &id), field, row.text(field.name), choices);
    let (kind, more) = match prefix {
        "peer" => ("Peer", "Where its pay is"),
        _ => ("Class", "Its pay, where no schedule has it"),
    };
    let numbered = format!("{} {}: {}", t(kind), at + 1, row.text(list.first));
    let (first, rest) = list.fields.split_at(if prefix == "peer" { 1 } else { 2 });
    let filled = rest.iter().any(|one| !row.text(one.name).is_empty());
    html! {
        fieldset class="row-of" {
            legend { (numbered) }
            @if let Some(was) = row.was { input type="hidden" name=(format!("{name}was")) value=(was); }
            div class="fields" { @for one in first { (field(one)) } }
            details {
                summary { (t(more)) span class="hidden" { ": " (numbered) } @if filled { ": " (summary(asked, rest, row)) } }
                div class="fields" { @for one in rest { (field(one)) } }
            }
            p class="buttons" { button name="do" value=(format!("out-{prefix}-{at}")) { (t("Take out")) span class="hidden" { ": " (numbered) } } }
        }
    }
}

/// What stands in a row, in short: amounts with the point that they are of.
fn summary(asked: &Asked, fields: &[RuleField], row: &RowForm) -> String {
    let said = |field: &RuleField| {
        let text = Some(row.text(field.name)).filter(|text| !text.is_empty())?;
        Some(match points().contains(&field.name) {
            true => format!("{} {text}", asked.speech().t(field.name)),
            false => text.to_owned(),
        })
    };
    fields.iter().filter_map(said).collect::<Vec<_>>().join("; ")
}

fn field(
    asked: &Asked,
    (prefix, id): (&str, &str),
    field: &RuleField,
    text: &str,
    choices: &Choices,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let input = Input {
        id: format!("{id}-{}", field.name.replace('.', "-")),
        name: format!("{prefix}{}", field.name),
        label: t(match (prefix.is_empty(), field.name) {
            (false, "effective") => "Its pay is of this day, where that is another",
            (false, "basis") => "Its pay is by, where that is another",
            (_, "called") if id.starts_with("class") => "Called in schedule and roster",
            (_, name) => label_of(name),
        }),
        text,
        says: match (hint(field.name), sample(field.name)) {
            (_, Some(sample)) => html! { (t("As the file has it, such as")) " " code { (sample) } },
            (Some(hint), None) => html! { (t(hint)) },
            (None, None) => html! {},
        },
    };
    let pairs = |names: &[String], folder: &str| -> Vec<(String, String)> {
        names.iter().map(|name| (format!("{folder}{name}"), name.clone())).collect()
    };
    match (prefix, field.name) {
        (_, "points") => {
            let all: Vec<(&str, String)> = points().iter().map(|name| (*name, t(name))).collect();
            input.ticks(&all)
        }
        (_, "data") => {
            let label =
                |(name, title): &(String, String)| (name.clone(), format!("{name}: {title}"));
            let all: Vec<(String, String)> = choices.data.iter().map(label).collect();
            let none = if prefix.is_empty() { "none" } else { "that of the rule" };
            input.chosen(&t(none), &all)
        }
        (_, "rival") => input.chosen(&t("none"), &pairs(&choices.rivals, "")),
        (_, "schedule") => input.chosen(&t("none"), &pairs(&choices.schedules, "schedules/")),
        ("", "why") => input.lines(3),
        (_, "name" | "called") if id.starts_with("class") => input.suggested(Some("known-classes")),
        _ => input.of(speech, field.holds),
    }
}

/// The points of pay, by their names.
fn points() -> &'static [&'static str] {
    let of = |field: &RuleField| match (field.name, field.holds) {
        ("target.point", Holds::OneOf(all)) => Some(all),
        _ => None,
    };
    RULE_FIELDS.iter().find_map(of).unwrap_or_default()
}

/// What fields are called, by their names in the file.
const LABELS: [(&str, &str); 33] = [
    ("title", "What it is called"),
    ("why", "Why these peers and this measure"),
    ("side", "Whose list it is"),
    ("effective", "All pay is of this day"),
    ("basis", "Pay by"),
    ("points", "Points of pay that are compared"),
    ("minimum_matches", "Fewest matches for a result"),
    ("data", "Data set"),
    ("rival", "The other side's rule, to stand beside"),
    ("own", "Our own employer's names, never among the peers"),
    ("ageing", "Pay of an earlier day rises by, percent a year"),
    ("percentiles", "Percentiles of the market"),
    ("hours_a_year", "Hours a year, for pay by the hour"),
    ("target.point", "Target: the median at"),
    ("target.from", "Target: reached on"),
    ("build", "Points that are added up"),
    ("employer", "Employer"),
    ("called", "Called in its data set"),
    ("edition", "Edition, where its data set has several"),
    ("weight", "Weight in a weighted mean"),
    ("area", "Area of the wage survey"),
    ("industry", "Industry of the wage survey"),
    ("reading", "Reading of the wage survey"),
    ("name", "Class"),
    ("schedule", "Schedule"),
    ("column", "Column of the schedule"),
    ("minimum", "Minimum"),
    ("midpoint", "Midpoint"),
    ("maximum", "Maximum"),
    ("pay", "Pay: an amount, or roster"),
    ("cash", "Cash"),
    ("total", "Total compensation"),
    ("parts", "Parts of points that are added up"),
];

fn label_of(field: &'static str) -> &'static str {
    LABELS.iter().find(|(name, _)| *name == field).map_or(field, |(_, label)| label)
}

/// What is to be known of a field.
fn hint(field: &str) -> Option<&'static str> {
    Some(match field {
        "own" | "percentiles" => "One on each line.",
        "pay" => "roster: the mean rate of our people.",
        "rival" => "The case must list it too.",
        _ => return None,
    })
}

/// What a field of tables looks like.
fn sample(field: &str) -> Option<&'static str> {
    match field {
        "build" => Some("{ total = [\"cash\", \"health\"] }"),
        "parts" => Some("{ health = \"2902\" }"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use press::{Language, Words};

    use super::*;

    #[test]
    fn every_field_hint_and_choice_is_said_in_both_languages() {
        let words = Words::default();
        let spanish = |text: &str| words.spoken(Language::Spanish, text).1;
        for field in RULE_FIELDS.iter().chain(&PEER_FIELDS).chain(&CLASS_FIELDS) {
            let label = label_of(field.name);
            assert!(label != field.name && spanish(label), "{}", field.name);
            assert!(hint(field.name).is_none_or(spanish), "{}", field.name);
            if let Holds::OneOf(all) = field.holds {
                assert!(all.iter().all(|choice| spanish(choice)), "{all:?}");
            }
        }
    }

    #[test]
    fn rows_come_back_and_buttons_add_and_take_out() {
        let sent = "title=Ours&points=maximum&points=total&peer-rows=3&peer.0.employer=A&peer.0.was=0&peer.1.employer=B&peer.2.employer=\
                    &class-rows=1&class.0.name=Clerk&more-peer=C%0D%0A%0D%0AD&do=out-peer-0";
        let form = Form::read(sent.as_bytes());
        let mut rule = typed(&form);
        assert_eq!((rule.text("points"), rule.peers.len()), ("maximum\ntotal", 3));
        rearranged(&form, &mut rule);
        let names: Vec<&str> = rule.peers.iter().map(|row| row.text("employer")).collect();
        assert_eq!(names, ["B", "", "C", "D"]);
        rearranged(&Form::read(b"do=more-class"), &mut rule);
        assert_eq!(rule.classes.len(), 2);
        let hostile =
            Form::read(b"peer-rows=99999999999999&do=out-peer-7&class-rows=-1&peer.0.was=x");
        let mut none = typed(&hostile);
        rearranged(&hostile, &mut none);
        assert!(none.peers.is_empty() && none.classes.is_empty());
    }
}
