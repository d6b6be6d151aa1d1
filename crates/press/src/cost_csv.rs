use costing::Side;

use crate::Report;

/// The cross product of offer, fiscal year, the columns asked for and component, sorted, with the
/// level in whole cents. The status quo's offer is `baseline`.
pub fn cost_csv(report: &Report<'_>) -> String {
    let costing = report.costing;
    let mut rows: Vec<(Vec<String>, i64)> = Vec::new();
    let mut add = |title: &str, side: &Side| {
        for (cell, years) in costing.cells.iter().zip(&side.cells) {
            for (year, components) in costing.years.iter().zip(years) {
                for (component, cents) in side.components.iter().zip(components) {
                    let mut key = vec![title.to_owned(), year.to_string()];
                    key.extend(cell.values.iter().cloned());
                    key.push(component.clone());
                    rows.push((key, cents.cents()));
                }
            }
        }
    };
    add("baseline", &costing.baseline);
    for (offer, cost) in report.case.offers.iter().zip(&costing.offers) {
        add(&offer.title, &cost.side);
    }
    rows.sort();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["offer", "fiscal_year"].into_iter().chain(costing.by.iter().map(String::as_str));
    let header: Vec<&str> = header.chain(["component", "cents"]).collect();
    let written = writer.write_record(&header).and_then(|()| {
        rows.into_iter().try_for_each(|(mut row, cents)| {
            row.push(cents.to_string());
            writer.write_record(&row)
        })
    });
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
