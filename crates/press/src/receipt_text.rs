use intake::case::{Book, MadeFigure, Staleness};
use intake::data::{DataSet, Holds};
use money::{Figure, InputFile, Operation, Value};

use crate::text_table::{WIDTH, hanging, wrapped};

/// A figure's receipt for the terminal: what it is and is not, the steps, the inputs, the rival.
pub fn receipt_text(made: &MadeFigure, inputs: &[InputFile]) -> String {
    let mut text = one_figure(&made.figure, inputs);
    for note in &made.notes {
        text.push_str(&format!("\n{}\n", wrapped(&format!("  Note: {note}."), 2)));
    }
    let mut rival = made.figure.rival.as_deref();
    while let Some(figure) = rival {
        text.push_str("\nBESIDE IT\n\n");
        text.push_str(&one_figure(figure, inputs));
        rival = figure.rival.as_deref();
    }
    text.push_str("\nMADE FROM\n");
    for input in inputs {
        text.push_str(&format!("\n{}", input_text(input)));
    }
    text
}

/// How a value is shown with its unit.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Money(_) => {
            let text = grouped(&value.to_string());
            match text.strip_prefix('-') {
                Some(amount) => format!("-${amount}"),
                None => format!("${text}"),
            }
        }
        Value::Percent(_) => format!("{value} %"),
        Value::Count(count) => match count.to_whole() {
            Some(_) => grouped(&value.to_string()),
            None => count.to_decimal(6).trim_end_matches('0').to_owned(),
        },
    }
}

/// Thousands set apart.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, rest) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(w, p)| (w, Some(p)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    match part {
        Some(part) => format!("{sign}{text}.{part}"),
        None => format!("{sign}{text}"),
    }
}

fn one_figure(figure: &Figure, inputs: &[InputFile]) -> String {
    let mut text = format!("{}\n\n", figure.name);
    text.push_str(&format!("  {}, as of {}\n\n", shown(&figure.value), figure.as_of));
    text.push_str(&format!("{}\n", wrapped(&format!("  {}", figure.method), 2)));
    for is_not in &figure.is_not {
        text.push_str(&format!("{}\n", wrapped(&format!("  {is_not}"), 2)));
    }
    text.push('\n');
    for (at, step) in figure.steps.iter().enumerate() {
        let how = how(figure, &step.does, inputs);
        let value = shown(&step.value);
        let says = format!("  {:>2}  {}", at + 1, step.says);
        let line = match how {
            Some(how) => format!("{says}: {how}"),
            None => says,
        };
        let room = WIDTH.saturating_sub(line.chars().count());
        if value.chars().count() + 2 <= room {
            text.push_str(&format!("{line}{value:>room$}\n"));
        } else {
            let line = hanging(&line[..6], &line[6..], 6);
            text.push_str(&format!("{line}\n{value:>WIDTH$}\n"));
        }
    }
    text
}

/// How a step is done, in a few words.
pub(crate) fn how(figure: &Figure, does: &Operation, inputs: &[InputFile]) -> Option<String> {
    let list = |steps: &[usize]| {
        if let [first, _, _, .., last] = steps
            && steps.windows(2).all(|pair| pair[1] == pair[0] + 1)
        {
            return format!("{} to {}", first + 1, last + 1);
        }
        let steps: Vec<String> = steps.iter().map(|step| (step + 1).to_string()).collect();
        steps.join(", ")
    };
    Some(match does {
        Operation::Read { input, cell } => {
            let named = figure.inputs.get(*input)?;
            let file = inputs.iter().find(|f| f.role == named.role && f.number == named.number);
            let name = file.map_or(named.role.as_str(), |file| file.name.as_str());
            format!("{name}, {cell}")
        }
        Operation::Costed { .. } => "the costing".to_owned(),
        Operation::Given => return None,
        Operation::Sum(steps) => format!("sum of {}", list(steps)),
        Operation::Difference(a, b) => format!("{} less {}", a + 1, b + 1),
        Operation::Product(steps) => format!("product of {}", list(steps)),
        Operation::Quotient(a, b) => format!("{} over {}", a + 1, b + 1),
        Operation::Least(steps) => format!("least of {}", list(steps)),
        Operation::Greatest(steps) => format!("greatest of {}", list(steps)),
        Operation::Median(steps) => format!("median of {}", list(steps)),
        Operation::Mean(steps) => format!("mean of {}", list(steps)),
        Operation::Percentile { of, part } => {
            format!("{part} of the way through {}", list(of))
        }
        Operation::Above { of, than } => format!("of {}, above {}", list(of), than + 1),
        Operation::Rounded { of, unit, rounding } => {
            format!("{} to {unit}, {}", of + 1, rounding.name())
        }
    })
}

fn input_text(input: &InputFile) -> String {
    let number = if input.number > 1 { format!(" {}", input.number) } else { String::new() };
    let mut text = format!("  {}{number}: {}\n", input.role, input.name);
    let mut say = |line: String| {
        if !line.is_empty() {
            text.push_str(&format!("{}\n", wrapped(&format!("    {line}"), 4)));
        }
    };
    let with = |before: &str, what: &str| match what {
        "" => String::new(),
        what => format!("{before}{what}"),
    };
    say(match (input.publisher.as_str(), input.title.as_str()) {
        ("", title) => title.to_owned(),
        (publisher, title) => format!("{publisher}: {title}"),
    });
    say(input.address.clone());
    let day = |day: Option<money::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let known: Vec<String> = [
        with("edition ", &input.vintage),
        with("published ", &day(input.published_on)),
        with("retrieved ", &day(input.retrieved_on)),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    say(known.join(", "));
    say(with("sha256 ", &input.sha256));
    text
}

/// Whether a kept receipt still holds, in words.
pub fn staleness_text(staleness: &Staleness) -> String {
    match staleness {
        Staleness::Current => {
            "The receipt that was kept is current: same inputs, and its steps lead to its value."
                .to_owned()
        }
        Staleness::Stale(changed) => {
            let changed: Vec<String> =
                changed.iter().map(|change| wrapped(&format!("  {change}"), 2)).collect();
            format!("STALE: the receipt that was kept no longer holds.\n{}", changed.join("\n"))
        }
        Staleness::Differs(error) => {
            format!("STALE: the receipt that was kept no longer comes to its value: {error}.")
        }
    }
}

/// Every figure of a case with its value, and every hole with its reason.
pub fn case_list_text(book: &Book, kept: impl Fn(&str) -> Option<&'static str>) -> String {
    let mut text = format!("As of {}\n\n", book.as_of);
    let widest = book.figures.iter().map(|made| made.figure.name.len()).max().unwrap_or(0).min(44);
    // What a market is without each of its matches is a table of its own, and not listed.
    let listed = |made: &&MadeFigure| !made.figure.name.contains("/without-");
    for made in book.figures.iter().filter(listed) {
        let kept = kept(&made.figure.name).map_or(String::new(), |kept| format!("  {kept}"));
        let value = shown(&made.figure.value);
        let name = &made.figure.name;
        let line = format!("  {name:<widest$}  {value:>18}{kept}");
        if line.chars().count() <= WIDTH && name.len() <= widest {
            text.push_str(&format!("{line}\n"));
        } else {
            let (blank, room) = (" ".repeat(widest + 2), 18);
            text.push_str(&format!("  {name}\n{blank}  {value:>room$}{kept}\n"));
        }
    }
    let unlisted = book.figures.iter().filter(|made| !listed(made)).count();
    if unlisted > 0 {
        text.push_str(&format!(
            "\n  and {unlisted} that leave a peer out: `goodfaith case peers show`\n"
        ));
    }
    if !book.holes.is_empty() {
        text.push_str("\nHOLES: asked for, and not to be had\n\n");
        for hole in &book.holes {
            text.push_str(&format!("{}\n", wrapped(&format!("  {}: {}", hole.name, hole.why), 4)));
        }
    }
    text
}

/// Every data set, and what it holds.
pub fn data_list_text(sets: &[(DataSet, Holds)]) -> String {
    let mut text = String::new();
    for (set, holds) in sets {
        let about = &set.about;
        let from = if set.shipped { " (ships with the program)" } else { "" };
        text.push_str(&format!("{}{from}\n", about.name));
        for line in [
            format!("{}: {}", about.publisher, about.title),
            format!("{}: {}", about.kind.name(), holds.in_words()),
            about.address.clone(),
            [
                ("edition ", about.vintage.clone()),
                ("published ", about.published_on.map(|d| d.to_string()).unwrap_or_default()),
                ("retrieved ", about.retrieved_on.map(|d| d.to_string()).unwrap_or_default()),
            ]
            .iter()
            .filter(|(_, what)| !what.is_empty())
            .map(|(before, what)| format!("{before}{what}"))
            .collect::<Vec<_>>()
            .join(", "),
            format!("{}, sha256 {}", set.file, set.sha256),
            about.note.clone(),
        ] {
            if !line.is_empty() {
                text.push_str(&format!("{}\n", wrapped(&format!("  {line}"), 2)));
            }
        }
        text.push('\n');
    }
    text
}
