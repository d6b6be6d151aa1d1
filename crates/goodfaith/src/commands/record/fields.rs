//! `name=value` on the command line, into what an entry says.

use std::path::Path;

use record::Digest;
use serde_json::{Map, Value, json};
use store::Files;

/// A field that cannot be read, and the mend.
pub struct Wrong {
    pub what: String,
    pub mend: String,
}

/// Files that are to be kept with the entry, before it is added.
#[derive(Default)]
pub struct ToKeep(pub Vec<Vec<u8>>);

impl ToKeep {
    fn take(&mut self, path: &Path) -> Result<Digest, Wrong> {
        let bytes = read(path)?;
        let digest = Digest::of(&bytes);
        self.0.push(bytes);
        Ok(digest)
    }

    /// Keeps them.
    pub fn keep(&self, files: &Files) -> Result<(), store::StoreError> {
        self.0.iter().try_for_each(|bytes| files.put(bytes).map(|_| ()))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Wrong> {
    std::fs::read(path).map_err(|error| Wrong {
        what: format!("{}: cannot be read: {error}", path.display()),
        mend: "check the name after the @".to_owned(),
    })
}

/// Fields that hold files of the record: `@path` keeps the file and names its hash.
const FILES: [&str; 6] = ["documents", "text", "document", "proof", "files", "file"];

/// Fields that hold several, so that one alone is a list of one: in any kind, or in the kinds that are named.
const LISTS: &[(&str, &[&str])] = &[
    ("documents", &[]),
    ("files", &[]),
    ("conditions", &[]),
    ("lines", &["reply"]),
    ("units", &[]),
    ("takes_in", &[]),
    ("settles", &[]),
    ("implies", &[]),
    ("subject", &[]),
    ("parts", &[]),
    ("blocks", &[]),
    ("questions", &[]),
    ("initials", &[]),
    ("by", &["reopening"]),
    ("to", &["release", "publication"]),
    ("uses", &[]),
    ("audience", &["story", "consent"]),
    ("figures", &["story"]),
    ("pieces", &[]),
    ("takes_out", &[]),
    ("from", &["redaction", "concession"]),
    ("owners", &[]),
    ("beneficiaries", &[]),
    ("places", &[]),
    ("may", &[]),
    ("on", &["partner-vote"]),
    ("claims", &[]),
    ("instead", &[]),
    ("pays_for", &[]),
    ("partners", &[]),
    ("worksites", &[]),
    ("milestones", &[]),
    ("pools", &[]),
    ("months", &[]),
    ("members", &["commission"]),
    ("evidence", &[]),
    ("evidence_for", &[]),
    ("evidence_against", &[]),
    ("items", &["response", "withdrawal", "hold", "tentative-agreement", "claim", "story"]),
];

fn is_list(name: &str, kind: &str) -> bool {
    LISTS.iter().any(|(list, kinds)| *list == name && (kinds.is_empty() || kinds.contains(&kind)))
}

/// What the fields of one kind say: dotted names are tables; under `items` each item has its own.
pub fn body_of(kind: &str, fields: &[String], keep: &mut ToKeep) -> Result<Value, Wrong> {
    let mut body = Map::new();
    for field in fields {
        let Some((name, value)) = field.split_once('=') else {
            return Err(Wrong {
                what: format!("\"{field}\" is no field"),
                mend: "write it as name=value, such as id=salary".to_owned(),
            });
        };
        let path: Vec<&str> = name.trim().split('.').collect();
        let last = path.last().copied().unwrap_or_default();
        let value = match value.strip_prefix('@') {
            Some(file) if last == "terms" => terms_of(Path::new(file))?,
            Some(file) if FILES.contains(&last) => json!(keep.take(Path::new(file))?),
            Some(file) => json!(String::from_utf8_lossy(&read(Path::new(file))?).trim_end()),
            None => typed(value),
        };
        place(&mut body, &path, value, kind);
    }
    // A pass's items, and a request's lines, are lists in the entry.
    if let Some(Value::Object(items)) = body.get("items") {
        let items: Vec<Value> = items
            .iter()
            .map(|(id, says)| {
                let mut item = says.as_object().cloned().unwrap_or_default();
                item.insert("item".to_owned(), json!(id));
                Value::Object(item)
            })
            .collect();
        body.insert("items".to_owned(), Value::Array(items));
    }
    if let Some(Value::Object(lines)) = body.get("lines") {
        let lines: Vec<Value> = lines
            .iter()
            .map(|(number, says)| {
                let number: u32 = number.parse().unwrap_or(0);
                match says {
                    Value::Object(says) => {
                        let mut line = says.clone();
                        line.insert("line".to_owned(), json!(number));
                        Value::Object(line)
                    }
                    text => json!({"line": number, "text": text}),
                }
            })
            .collect();
        body.insert("lines".to_owned(), Value::Array(lines));
    }
    Ok(Value::Object(body))
}

fn place(body: &mut Map<String, Value>, path: &[&str], value: Value, kind: &str) {
    let [name, rest @ ..] = path else { return };
    if rest.is_empty() {
        let entry = body.entry((*name).to_owned());
        match entry {
            serde_json::map::Entry::Occupied(mut there) => {
                // A name that is given twice is a list.
                let one = there.get_mut();
                match one {
                    Value::Array(all) => all.push(value),
                    _ => *one = json!([one.clone(), value]),
                }
            }
            serde_json::map::Entry::Vacant(place) => {
                let several = is_list(name, kind) && !value.is_array();
                place.insert(if several { json!([value]) } else { value });
            }
        }
        return;
    }
    // A list of things with fields of their own: the fields make one more, or the last one whole.
    if is_list(name, kind) {
        let list = body.entry((*name).to_owned()).or_insert_with(|| json!([{}]));
        if let Value::Array(all) = list {
            let begins = |one: &Value| one.as_object().is_some_and(|one| one.contains_key(rest[0]));
            if all.last().is_none_or(begins) {
                all.push(json!({}));
            }
            if let Some(Value::Object(inner)) = all.last_mut() {
                self::place(inner, rest, value, kind);
            }
        }
        return;
    }
    let inner = body.entry((*name).to_owned()).or_insert_with(|| json!({}));
    if let Value::Object(inner) = inner {
        self::place(inner, rest, value, kind);
    }
}

/// A value as JSON where it looks like it, else as a text. A number stays a text where decimals stand in it.
fn typed(text: &str) -> Value {
    match text {
        "true" => json!(true),
        "false" => json!(false),
        _ if text.starts_with(['[', '{', '"']) => {
            serde_json::from_str(text).unwrap_or_else(|_| json!(text))
        }
        _ => text
            .parse::<i64>()
            .ok()
            .filter(|number| number.to_string() == text)
            .map_or_else(|| json!(text), |number| json!(number)),
    }
}

/// The readings of fields in which a number, or a yes or no, may be meant as a text: as few of them as possible, first none.
///
/// `id=2` is a text where an id is wanted, and `size=3900` a number beside it.
pub fn readings(value: &Value) -> Vec<Value> {
    let mut leaves = Vec::new();
    gather(value, &mut Vec::new(), &mut leaves);
    leaves.truncate(8);
    let mut masks: Vec<u32> = (0..1_u32 << leaves.len()).collect();
    masks.sort_by_key(|mask| mask.count_ones());
    let reading = |mask: &u32| {
        let mut read = value.clone();
        for (at, path) in leaves.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0) {
            let _ = at;
            as_text(&mut read, path);
        }
        read
    };
    masks.iter().map(reading).collect()
}

/// A step to a value within another.
#[derive(Clone)]
enum Step {
    Name(String),
    At(usize),
}

fn gather(value: &Value, path: &mut Vec<Step>, leaves: &mut Vec<Vec<Step>>) {
    match value {
        Value::Number(_) | Value::Bool(_) => leaves.push(path.clone()),
        Value::Array(all) => {
            for (at, one) in all.iter().enumerate() {
                path.push(Step::At(at));
                gather(one, path, leaves);
                path.pop();
            }
        }
        Value::Object(all) => {
            for (name, one) in all {
                path.push(Step::Name(name.clone()));
                gather(one, path, leaves);
                path.pop();
            }
        }
        Value::Null | Value::String(_) => {}
    }
}

fn as_text(value: &mut Value, path: &[Step]) {
    let inner = match (path.first(), value) {
        (None, leaf) => {
            let text = match &*leaf {
                Value::Bool(flag) => flag.to_string(),
                other => other.to_string(),
            };
            *leaf = json!(text);
            return;
        }
        (Some(Step::Name(name)), Value::Object(all)) => all.get_mut(name),
        (Some(Step::At(at)), Value::Array(all)) => all.get_mut(*at),
        _ => None,
    };
    if let Some(inner) = inner {
        as_text(inner, &path[1..]);
    }
}

/// The terms of an offer file, as an entry has them.
fn terms_of(path: &Path) -> Result<Value, Wrong> {
    let bytes = read(path)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    intake::terms_of_offer(&path.display().to_string(), &text)
        .map(|terms| serde_json::to_value(terms).unwrap_or_default())
        .map_err(|what| Wrong { what, mend: "give an offer file with [[terms]]".to_owned() })
}
