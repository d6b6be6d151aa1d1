use comfy_table::{CellAlignment, ColumnConstraint, Table, TableStyle, Width};

/// Width of a terminal that everything must be readable in.
pub(crate) const WIDTH: usize = 80;

/// Labelled rows of figures, in blocks of as many columns as fit in 80.
pub(crate) fn figures(headers: &[String], rows: &[(String, Vec<String>)]) -> String {
    let longest = |column: usize| {
        let cells =
            rows.iter().map(|(_, cells)| cells.get(column).map_or(0, |c| c.chars().count()));
        cells.chain([headers[column].chars().count()]).max().unwrap_or(0)
    };
    let figure = (0..headers.len()).map(longest).max().unwrap_or(0);
    let label = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0).max(12);
    // All columns beside each other where that leaves room for labels, else in blocks.
    let room = (WIDTH - 2).saturating_sub(headers.len() * (figure + 2));
    let label = label.min(if room >= 24 { room } else { 30 });
    let fit = ((WIDTH - 2 - label) / (figure + 2)).max(1);
    let columns: Vec<usize> = (0..headers.len()).collect();
    let blocks = columns.chunks(fit).map(|block| {
        let mut table = plain();
        let header = block.iter().map(|column| headers[*column].clone());
        table.set_header(std::iter::once(String::new()).chain(header));
        for (name, cells) in rows {
            let cells = block.iter().map(|at| cells.get(*at).cloned().unwrap_or_default());
            table.add_row(std::iter::once(shortened(name, label)).chain(cells));
        }
        let spread = ((WIDTH - 2 - label) / block.len()).min(figure + 4);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
            let width = u16::try_from(spread).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        if let Some(first) = table.column_mut(0) {
            let width = u16::try_from(label + 2).unwrap_or(u16::MAX);
            first.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        trimmed(&table)
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn plain() -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new()).set_width(WIDTH as u16);
    table
}

fn trimmed(table: &Table) -> String {
    table.to_string().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A label cut in the middle where it is too long, since titles differ at both ends.
fn shortened(label: &str, width: usize) -> String {
    let letters: Vec<char> = label.chars().collect();
    if letters.len() <= width {
        return label.to_owned();
    }
    let (head, tail) = (width.saturating_sub(2) * 2 / 3, width.saturating_sub(2) / 3);
    let start: String = letters[..head].iter().collect();
    let end: String = letters[letters.len() - tail..].iter().collect();
    format!("{start}..{end}")
}

/// Text in lines of at most 80, each after the first begun with `indent` blanks.
pub(crate) fn wrapped(text: &str, indent: usize) -> String {
    let text_from = text.len() - text.trim_start().len();
    hanging(&text[..text_from], text, indent)
}

/// The same after a beginning that is kept as it stands.
pub(crate) fn hanging(beginning: &str, text: &str, indent: usize) -> String {
    let mut lines = vec![beginning.to_owned()];
    let mut begun = false;
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if begun && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("{}{word}", " ".repeat(indent)));
        } else {
            line.push_str(if begun { " " } else { "" });
            line.push_str(word);
        }
        begun = true;
    }
    lines.join("\n")
}
