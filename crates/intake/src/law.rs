//! The law that ships with the program: `rules/clocks`, `rules/closed-days.toml` and `rules/procedures.toml`.

use std::sync::OnceLock;

use record::law::{Calendar, ClockFile, Law};
use record::{Procedure, ProcedureStep, Slug};
use serde::Deserialize;

/// The files of `rules/clocks`. A test holds the list to the folder.
const CLOCKS: [(&str, &str); 7] = [
    ("dills.toml", include_str!("../../../rules/clocks/dills.toml")),
    ("eera.toml", include_str!("../../../rules/clocks/eera.toml")),
    ("heera.toml", include_str!("../../../rules/clocks/heera.toml")),
    ("mmba.toml", include_str!("../../../rules/clocks/mmba.toml")),
    ("nlra.toml", include_str!("../../../rules/clocks/nlra.toml")),
    ("oregon-pecba.toml", include_str!("../../../rules/clocks/oregon-pecba.toml")),
    ("perb.toml", include_str!("../../../rules/clocks/perb.toml")),
];

const CLOSED_DAYS: &str = include_str!("../../../rules/closed-days.toml");

const PROCEDURES: &str = include_str!("../../../rules/procedures.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendars {
    calendar: Vec<Calendar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcedureFile {
    procedure: Vec<WrittenProcedure>,
}

/// The steps of impasse that a regime has, as the file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenProcedure {
    regime: Slug,
    name: String,
    cite: String,
    #[expect(dead_code, reason = "for readers of the file")]
    sources: Vec<String>,
    #[expect(dead_code, reason = "for readers of the file")]
    confidence: record::law::Confidence,
    #[expect(dead_code, reason = "for readers of the file")]
    note: Option<String>,
    step: Vec<WrittenStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    step: record::body::ImpasseStep,
    after: Vec<record::body::ImpasseStep>,
    cite: String,
}

/// The law that ships with the program.
///
/// # Panics
///
/// Never in a build whose tests pass: they read every file.
pub fn law() -> &'static Law {
    static LAW: OnceLock<Law> = OnceLock::new();
    LAW.get_or_init(|| read().unwrap_or_else(|error| panic!("rules: {error}")))
}

fn read() -> Result<Law, String> {
    let mut law = Law::default();
    for (name, text) in CLOCKS {
        let file: ClockFile =
            toml_edit::de::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        law.add(file);
    }
    let calendars: Calendars = toml_edit::de::from_str(CLOSED_DAYS)
        .map_err(|error| format!("closed-days.toml: {error}"))?;
    for calendar in calendars.calendar {
        law.calendars.insert(calendar.id.clone(), calendar);
    }
    let procedures: ProcedureFile =
        toml_edit::de::from_str(PROCEDURES).map_err(|error| format!("procedures.toml: {error}"))?;
    for written in procedures.procedure {
        let step = |step: WrittenStep| ProcedureStep {
            step: step.step,
            after: step.after,
            cite: step.cite,
        };
        let procedure = Procedure {
            name: written.name,
            steps: written.step.into_iter().map(step).collect(),
            cite: written.cite,
        };
        law.procedures.insert(written.regime, procedure);
    }
    Ok(law)
}
