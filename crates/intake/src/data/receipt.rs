use money::{
    Cents, Date, Figure, Fraction, InputFile, InputRef, Operation, Rounding, Step, Value,
    date_from_iso,
};
use serde_json::Value as Json;

use crate::files::bytes::{Bytes, Source};
use crate::{Finding, Place};

/// A receipt that was kept: the figure as it was, and what its inputs were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReceipt {
    /// The figure.
    pub figure: Figure,
    /// What was known of its inputs.
    pub inputs: Vec<InputFile>,
}

/// The schema that is read.
const SCHEMA: &str = "goodfaith.receipt/1";

/// Reads a receipt that was kept.
///
/// # Errors
///
/// Where the file cannot be read, or is not a receipt: it says which part.
pub fn kept_receipt(source: &Source) -> Result<KeptReceipt, Finding> {
    let bytes = Bytes::read(source)?;
    let place = || Place::File(source.name());
    let json: Json = serde_json::from_slice(&bytes.bytes).map_err(|error| {
        Finding::error(
            Place::Line { file: source.name(), line: error.line() },
            format!("is no receipt: {error}"),
        )
        .mend("keep the receipt again with `goodfaith case receipt FIGURE --keep`")
    })?;
    if json["schema"] != SCHEMA {
        return Err(Finding::error(place(), format!("schema {} is not read", json["schema"]))
            .expected(SCHEMA));
    }
    let broken = |part: String| {
        Finding::error(place(), format!("is no whole receipt: {part} cannot be read"))
            .mend("keep the receipt again with `goodfaith case receipt FIGURE --keep`")
    };
    let figure = figure(&json["figure"], "figure").map_err(broken)?;
    let inputs = list(&json, "inputs", "inputs", input_file).map_err(broken)?;
    Ok(KeptReceipt { figure, inputs })
}

type Read<T> = Result<T, String>;

fn text(json: &Json, key: &str, path: &str) -> Read<String> {
    json[key].as_str().map(str::to_owned).ok_or_else(|| format!("{path}.{key}"))
}

fn list<T>(
    json: &Json,
    key: &str,
    path: &str,
    read: impl Fn(&Json, &str) -> Read<T>,
) -> Read<Vec<T>> {
    let items = json[key].as_array().ok_or_else(|| path.to_owned())?;
    items.iter().enumerate().map(|(at, item)| read(item, &format!("{path}[{}]", at + 1))).collect()
}

fn day(json: &Json, key: &str, path: &str) -> Read<Option<Date>> {
    match json.get(key) {
        None => Ok(None),
        Some(Json::String(text)) => {
            date_from_iso(text).map(Some).map_err(|_| format!("{path}.{key}"))
        }
        Some(_) => Err(format!("{path}.{key}")),
    }
}

/// An exact number: a decimal, or one whole number over another.
fn exact(text: &str) -> Option<Fraction> {
    match text.split_once('/') {
        None => Fraction::parse(text).ok(),
        Some((over, under)) => {
            Fraction::parse(over).ok()?.divide(&Fraction::parse(under).ok()?).ok()
        }
    }
}

fn value(json: &Json, path: &str) -> Read<Value> {
    let wrong = || format!("{path}.amount");
    let amount = exact(&text(json, "amount", path)?).ok_or_else(wrong)?;
    Ok(match text(json, "unit", path)?.as_str() {
        "dollars" => Value::Money(Cents::new(amount.in_parts(100).ok_or_else(wrong)?)),
        "percent" => Value::Percent(amount),
        "count" => Value::Count(amount),
        _ => return Err(format!("{path}.unit")),
    })
}

fn figure(json: &Json, path: &str) -> Read<Figure> {
    let is_not = match json.get("is_not") {
        None => Vec::new(),
        Some(_) => list(json, "is_not", &format!("{path}.is_not"), |item, path| {
            item.as_str().map(str::to_owned).ok_or_else(|| path.to_owned())
        })?,
    };
    let rival = match &json["rival"] {
        Json::Null => None,
        rival => Some(Box::new(figure(rival, &format!("{path}.rival"))?)),
    };
    Ok(Figure {
        name: text(json, "name", path)?,
        value: value(json, path)?,
        as_of: day(json, "as_of", path)?.ok_or_else(|| format!("{path}.as_of"))?,
        method: text(json, "method", path)?,
        is_not,
        inputs: list(json, "inputs", &format!("{path}.inputs"), |item, path| {
            Ok(InputRef {
                role: text(item, "role", path)?,
                number: whole(&item["number"]).ok_or_else(|| format!("{path}.number"))?,
                used: text(item, "used", path)?,
            })
        })?,
        steps: list(json, "steps", &format!("{path}.steps"), |item, path| {
            Ok(Step {
                says: text(item, "says", path)?,
                does: operation(&item["does"], &format!("{path}.does"))?,
                value: value(item, path)?,
            })
        })?,
        rival,
    })
}

fn whole(json: &Json) -> Option<usize> {
    usize::try_from(json.as_u64()?).ok()
}

fn operation(json: &Json, path: &str) -> Read<Operation> {
    let steps = || -> Read<Vec<usize>> {
        list(json, "of", &format!("{path}.of"), |item, path| {
            whole(item).and_then(|step| step.checked_sub(1)).ok_or_else(|| path.to_owned())
        })
    };
    let two = || match steps()?.as_slice() {
        [a, b] => Ok((*a, *b)),
        _ => Err(format!("{path}.of")),
    };
    Ok(match text(json, "operation", path)?.as_str() {
        "read" => Operation::Read {
            input: whole(&json["input"])
                .and_then(|input| input.checked_sub(1))
                .ok_or_else(|| format!("{path}.input"))?,
            cell: text(json, "cell", path)?,
        },
        "costed" => Operation::Costed { line: text(json, "line", path)? },
        "given" => Operation::Given,
        "sum" => Operation::Sum(steps()?),
        "difference" => two().map(|(a, b)| Operation::Difference(a, b))?,
        "product" => Operation::Product(steps()?),
        "quotient" => two().map(|(a, b)| Operation::Quotient(a, b))?,
        "least" => Operation::Least(steps()?),
        "greatest" => Operation::Greatest(steps()?),
        "median" => Operation::Median(steps()?),
        "mean" => Operation::Mean(steps()?),
        "percentile" => Operation::Percentile {
            of: steps()?,
            part: exact(&text(json, "part", path)?).ok_or_else(|| format!("{path}.part"))?,
        },
        "above" => Operation::Above {
            of: steps()?,
            than: whole(&json["than"])
                .and_then(|step| step.checked_sub(1))
                .ok_or_else(|| format!("{path}.than"))?,
        },
        "rounded" => {
            let all = [Rounding::HalfUp, Rounding::Truncate, Rounding::HalfEven];
            let by = text(json, "by", path)?;
            let unit = exact(&text(json, "to", path)?).filter(|unit| *unit > Fraction::ZERO);
            Operation::Rounded {
                of: *steps()?.first().ok_or_else(|| format!("{path}.of"))?,
                unit: unit.ok_or_else(|| format!("{path}.to"))?,
                rounding: all
                    .into_iter()
                    .find(|rounding| rounding.name() == by)
                    .ok_or_else(|| format!("{path}.by"))?,
            }
        }
        _ => return Err(format!("{path}.operation")),
    })
}

fn input_file(json: &Json, path: &str) -> Read<InputFile> {
    let or_empty = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    Ok(InputFile {
        role: text(json, "role", path)?,
        number: whole(&json["number"]).ok_or_else(|| format!("{path}.number"))?,
        name: text(json, "name", path)?,
        sha256: or_empty("sha256"),
        publisher: or_empty("publisher"),
        title: or_empty("title"),
        address: or_empty("address"),
        retrieved_on: day(json, "retrieved_on", path)?,
        vintage: or_empty("vintage"),
        published_on: day(json, "published_on", path)?,
    })
}
