use money::{Figure, InputFile, Operation, Value as FigureValue};
use serde_json::{Map, Value, json};

/// The schema's name and version.
pub const RECEIPT_SCHEMA: &str = "goodfaith.receipt/1";

/// A figure with its receipt, for programs and to be kept: `amount` is exact, `value` is as shown,
/// steps count from 1.
pub fn receipt_json(figure: &Figure, inputs: &[InputFile]) -> String {
    let document = json!({
        "schema": RECEIPT_SCHEMA,
        "figure": figure_json(figure),
        "inputs": inputs.iter().map(input_file_json).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// A figure without what is known of its inputs.
pub(crate) fn figure_json(figure: &Figure) -> Value {
    let mut json = Map::new();
    json.insert("name".to_owned(), figure.name.clone().into());
    put_value(&mut json, &figure.value);
    json.insert("as_of".to_owned(), figure.as_of.to_string().into());
    json.insert("method".to_owned(), figure.method.clone().into());
    if !figure.is_not.is_empty() {
        json.insert("is_not".to_owned(), figure.is_not.clone().into());
    }
    let inputs = figure
        .inputs
        .iter()
        .map(|input| json!({"role": input.role, "number": input.number, "used": input.used}));
    json.insert("inputs".to_owned(), inputs.collect::<Vec<_>>().into());
    let steps = figure.steps.iter().map(|step| {
        let mut json = Map::new();
        json.insert("says".to_owned(), step.says.clone().into());
        json.insert("does".to_owned(), operation_json(&step.does));
        put_value(&mut json, &step.value);
        Value::Object(json)
    });
    json.insert("steps".to_owned(), steps.collect::<Vec<_>>().into());
    json.insert("rival".to_owned(), figure.rival.as_deref().map(figure_json).into());
    Value::Object(json)
}

fn put_value(json: &mut Map<String, Value>, value: &FigureValue) {
    json.insert("value".to_owned(), value.to_string().into());
    json.insert("unit".to_owned(), value.unit().into());
    json.insert("amount".to_owned(), value.amount().to_string().into());
}

fn operation_json(does: &Operation) -> Value {
    let of = |steps: &[usize]| steps.iter().map(|step| step + 1).collect::<Vec<_>>();
    match does {
        Operation::Read { input, cell } => {
            json!({"operation": "read", "input": input + 1, "cell": cell})
        }
        Operation::Costed { line } => json!({"operation": "costed", "line": line}),
        Operation::Given => json!({"operation": "given"}),
        Operation::Sum(steps) => json!({"operation": "sum", "of": of(steps)}),
        Operation::Difference(a, b) => json!({"operation": "difference", "of": of(&[*a, *b])}),
        Operation::Product(steps) => json!({"operation": "product", "of": of(steps)}),
        Operation::Quotient(a, b) => json!({"operation": "quotient", "of": of(&[*a, *b])}),
        Operation::Least(steps) => json!({"operation": "least", "of": of(steps)}),
        Operation::Greatest(steps) => json!({"operation": "greatest", "of": of(steps)}),
        Operation::Median(steps) => json!({"operation": "median", "of": of(steps)}),
        Operation::Mean(steps) => json!({"operation": "mean", "of": of(steps)}),
        Operation::Percentile { of: steps, part } => json!({
            "operation": "percentile", "of": of(steps), "part": part.to_string(),
        }),
        Operation::Above { of: steps, than } => json!({
            "operation": "above", "of": of(steps), "than": than + 1,
        }),
        Operation::Rounded { of: step, unit, rounding } => json!({
            "operation": "rounded",
            "of": of(&[*step]),
            "to": unit.to_string(),
            "by": rounding.name(),
        }),
    }
}

pub(crate) fn input_file_json(input: &InputFile) -> Value {
    let mut json = Map::new();
    json.insert("role".to_owned(), input.role.clone().into());
    json.insert("number".to_owned(), input.number.into());
    let day = |day: Option<money::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    for (key, text) in [
        ("name", input.name.clone()),
        ("sha256", input.sha256.clone()),
        ("publisher", input.publisher.clone()),
        ("title", input.title.clone()),
        ("address", input.address.clone()),
        ("retrieved_on", day(input.retrieved_on)),
        ("vintage", input.vintage.clone()),
        ("published_on", day(input.published_on)),
    ] {
        if !text.is_empty() {
            json.insert(key.to_owned(), text.into());
        }
    }
    Value::Object(json)
}
