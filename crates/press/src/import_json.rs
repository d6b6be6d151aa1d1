use intake::import::{GroupTotal, ImportedFile, ImportedRoster, ImportedSchedule, Totals};
use intake::{Finding, Findings, Place, Severity};
use money::Fraction;
use serde_json::{Value, json};

/// The schema's name and version.
pub const IMPORT_SCHEMA: &str = "goodfaith.import/1";

/// An import for programs: money as decimal strings with two places.
pub fn import_roster_json(import: &ImportedRoster) -> String {
    let document = json!({
        "schema": IMPORT_SCHEMA,
        "kind": "roster",
        "accepted": !import.findings.has_errors(),
        "files": import.files.iter().map(file_json).collect::<Vec<_>>(),
        "totals": import.totals.as_ref().map(totals_json),
        "own_totals": import.own_totals.iter().map(|own| json!({
            "header": own.header,
            "row": own.row,
            "theirs": own.theirs.to_decimal(2),
            "ours": own.ours.to_decimal(2),
        })).collect::<Vec<_>>(),
        "expected": import.comparisons.iter().map(|c| json!({
            "name": c.name,
            "theirs": c.theirs.to_decimal(2),
            "ours": c.ours.to_decimal(2),
            "difference": c.ours.minus(&c.theirs).to_decimal(2),
            "explanations": c.explanations,
        })).collect::<Vec<_>>(),
        "findings": findings_json(&import.findings),
    });
    pretty(&document)
}

/// An import of a schedule for programs.
pub fn import_schedule_json(import: &ImportedSchedule) -> String {
    let totals = import.totals.as_ref().map(|totals| {
        json!({
            "tables": totals.tables,
            "classes": totals.classes,
            "columns": totals.columns,
            "kind": if totals.ranges { "ranges" } else { "steps" },
            "rates": totals.rates,
            "cells_without_rate": totals.empty,
            "effective": totals.effective.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "by_basis": totals.by_basis.iter().map(|(basis, rates, low, high)| json!({
                "pay_basis": basis.name(),
                "rates": rates,
                "lowest": low.to_decimal(4),
                "highest": high.to_decimal(4),
            })).collect::<Vec<_>>(),
        })
    });
    pretty(&json!({
        "schema": IMPORT_SCHEMA,
        "kind": "schedule",
        "accepted": !import.findings.has_errors(),
        "files": import.files.iter().map(file_json).collect::<Vec<_>>(),
        "totals": totals,
        "findings": findings_json(&import.findings),
    }))
}

pub(crate) fn pretty(document: &Value) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

pub(crate) fn file_json(file: &ImportedFile) -> Value {
    json!({
        "name": file.input.name,
        "sha256": file.input.sha256,
        "rows": file.input.rows,
        "titles": file.titles,
        "read_as": file.said,
        "mapping": file.mapping.iter().map(|mapped| json!({
            "column": mapped.column,
            "header": mapped.header,
            "why": mapped.why,
            "sample": mapped.sample,
        })).collect::<Vec<_>>(),
        "kept": file.kept,
        "dropped": file.dropped.iter().map(|(header, why)| json!({"header": header, "why": why})).collect::<Vec<_>>(),
        "left_out": file.left_out.iter().map(|(what, rows)| json!({"by": what, "rows": rows})).collect::<Vec<_>>(),
    })
}

fn part(fte: &Fraction) -> String {
    fte.to_decimal(4)
}

fn totals_json(totals: &Totals) -> Value {
    let group = |group: &GroupTotal| {
        json!({
            "name": group.name,
            "rows": group.rows,
            "heads": group.heads,
            "fte": part(&group.fte),
            "annual_pay": group.annual_pay.to_decimal(2),
        })
    };
    json!({
        "rows": totals.rows,
        "people": totals.people,
        "heads": totals.heads,
        "fte": part(&totals.fte),
        "annual_pay": totals.annual_pay.to_decimal(2),
        "rows_without_rate": totals.without_rate,
        "sums": totals.sums.iter().map(|sum| json!({
            "header": sum.header,
            "sum": sum.sum.to_decimal(2),
            "filled": sum.filled,
            "blank": sum.blank,
        })).collect::<Vec<_>>(),
        "by_class": totals.by_class.iter().map(group).collect::<Vec<_>>(),
        "by_department": totals.by_department.iter().map(group).collect::<Vec<_>>(),
    })
}

/// Findings for programs.
pub(crate) fn findings_json(findings: &Findings) -> Vec<Value> {
    findings.0.iter().map(finding).collect()
}

fn finding(finding: &Finding) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (file, row, column, cell) = match &finding.place {
        Place::File(file) => (Some(file.clone()), None, None, None),
        Place::Line { file, line } => (Some(file.clone()), Some(*line), None, None),
        Place::Row { file, row } => (Some(file.clone()), Some(*row), None, None),
        Place::Cell { file, row, column, .. } => {
            (Some(file.clone()), Some(*row), Some(column.clone()), finding.place.cell())
        }
        Place::Argument(_) => (None, None, None, None),
    };
    json!({
        "severity": severity,
        "what": finding.what,
        "place": finding.place.to_string(),
        "file": file,
        "row": row,
        "column": column,
        "cell": cell,
        "also_rows": finding.also,
        "expected": finding.expected,
        "nearest": finding.nearest,
        "mend": finding.mend,
    })
}
