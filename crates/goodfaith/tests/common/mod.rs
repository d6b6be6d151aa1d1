//! One harness: texts as a user would write them go through the real readers and the real engine,
//! and what comes out is asked by name.

#![allow(dead_code)]

pub mod sent;

use costing::{Case, Costing};
use intake::{CostFiles, Findings, Input, Loaded, Source};
use money::{Cents, Fraction, Value};

/// The files of one costing, as texts.
#[derive(Default, Clone)]
pub struct Files {
    roster: String,
    schedule: Option<String>,
    assumptions: String,
    offers: Vec<Vec<(String, String)>>,
    by: Vec<String>,
}

pub fn files() -> Files {
    Files::default()
}

impl Files {
    pub fn roster(mut self, text: &str) -> Files {
        self.roster = text.to_owned();
        self
    }

    pub fn schedule(mut self, text: &str) -> Files {
        self.schedule = Some(text.to_owned());
        self
    }

    pub fn assumptions(mut self, text: &str) -> Files {
        self.assumptions = text.to_owned();
        self
    }

    /// An offer of one file: terms, with a title made up.
    pub fn offer(mut self, terms: &str) -> Files {
        let title = format!("offer {}", self.offers.len() + 1);
        self.offers.push(vec![(title, terms.to_owned())]);
        self
    }

    /// An offer of two files joined.
    pub fn joined(mut self, first: &str, second: &str) -> Files {
        let title = format!("offer {}", self.offers.len() + 1);
        self.offers.push(vec![
            (format!("{title}a"), first.to_owned()),
            (format!("{title}b"), second.to_owned()),
        ]);
        self
    }

    pub fn by(mut self, column: &str) -> Files {
        self.by.push(column.to_owned());
        self
    }

    fn cost_files(&self) -> CostFiles {
        let shipped = |name: &'static str, text: &str| Source::Shipped {
            name,
            bytes: Box::leak(text.to_owned().into_bytes().into_boxed_slice()),
        };
        let offer = |parts: &Vec<(String, String)>| {
            let part = |(title, terms): &(String, String)| {
                shipped("offer.toml", &format!("title = \"{title}\"\n{terms}"))
            };
            parts.iter().map(part).collect()
        };
        CostFiles {
            roster: shipped("roster.csv", &self.roster),
            schedule: self.schedule.as_ref().map(|text| shipped("schedule.csv", text)),
            assumptions: shipped("assumptions.toml", &self.assumptions),
            offers: self.offers.iter().map(offer).collect(),
            by: self.by.clone(),
            ..CostFiles::default()
        }
    }

    /// Costs the files, which must be good.
    pub fn cost(&self) -> Costed {
        let files = self.cost_files();
        let loaded = intake::load(&files).unwrap_or_else(|findings| panic!("{}", text(&findings)));
        let costing = costing::cost(&loaded.case, &files.by);
        let costing = costing.unwrap_or_else(|error| {
            panic!("{}", text(&loaded.findings_of(&error, &files)));
        });
        Costed { loaded, costing }
    }

    /// The findings of files that are not good.
    pub fn refused(&self) -> String {
        let files = self.cost_files();
        match intake::load(&files) {
            Err(findings) => text(&findings),
            Ok(loaded) => match costing::cost(&loaded.case, &files.by) {
                Err(error) => text(&loaded.findings_of(&error, &files)),
                Ok(_) => panic!("the files were costed"),
            },
        }
    }
}

fn text(findings: &Findings) -> String {
    findings.0.iter().map(ToString::to_string).collect()
}

/// What came out.
pub struct Costed {
    loaded: Loaded,
    pub costing: Costing,
}

impl Costed {
    pub fn case(&self) -> &Case {
        &self.loaded.case
    }

    pub fn inputs(&self) -> &[Input] {
        &self.loaded.inputs
    }

    pub fn report(&self) -> press::Report<'_> {
        press::Report {
            case: &self.loaded.case,
            inputs: &self.loaded.inputs,
            warnings: &self.loaded.warnings,
            costing: &self.costing,
        }
    }

    /// JSON without its inputs: what must be equal for equal figures.
    pub fn figures_json(&self) -> serde_json::Value {
        let json = press::cost_json(&self.report());
        let mut json: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
        json.as_object_mut().expect("an object").remove("inputs");
        json
    }

    /// An offer's change in each year.
    pub fn change(&self, offer: usize) -> Vec<String> {
        printed(self.costing.offers[offer].years.iter().map(|year| year.change))
    }

    /// A component of an offer in each year.
    pub fn component(&self, offer: usize, name: &str) -> Vec<String> {
        let side = &self.costing.offers[offer].side;
        printed(side.years.iter().map(|year| side.component(year, name)))
    }

    /// A component of the status quo in each year.
    pub fn baseline(&self, name: &str) -> Vec<String> {
        let side = &self.costing.baseline;
        printed(side.years.iter().map(|year| side.component(year, name)))
    }

    pub fn baseline_total(&self) -> Vec<String> {
        printed(self.costing.baseline.years.iter().map(|year| year.total))
    }

    pub fn end_rate(&self, offer: usize) -> String {
        percent(self.costing.offers[offer].end_rate.as_ref())
    }

    pub fn cumulative(&self, offer: usize) -> String {
        self.costing.offers[offer].cumulative.to_string()
    }

    /// Term number and change in each year, in the order of `by_term`.
    pub fn by_term(&self, offer: usize) -> Vec<(usize, Vec<String>)> {
        let years = &self.costing.offers[offer].years;
        (0..years[0].by_term.len())
            .map(|at| {
                let changes = years.iter().map(|year| year.by_term[at].change);
                (years[0].by_term[at].term, printed(changes))
            })
            .collect()
    }
}

/// Loads and costs files, which must be good, and gives the JSON and the CSV.
pub fn outputs(files: &CostFiles) -> (serde_json::Value, String) {
    let loaded = intake::load(files).unwrap_or_else(|findings| panic!("{}", text(&findings)));
    let costing = costing::cost(&loaded.case, &files.by).expect("a costing");
    let costed = Costed { loaded, costing };
    let json = press::cost_json(&costed.report());
    (serde_json::from_str(&json).expect("valid JSON"), press::cost_csv(&costed.report()))
}

pub fn percent(part: Option<&Fraction>) -> String {
    part.map_or(String::new(), |part| Value::Percent(part.clone()).to_string())
}

pub fn printed(cents: impl Iterator<Item = Cents>) -> Vec<String> {
    cents.map(|cents| cents.to_string()).collect()
}

/// Where the field's shared data lie: beside the checkout, or where `GOODFAITH_SHARED` says, which
/// `.ci/run` sets so that a missing folder fails there.
pub fn shared() -> Option<std::path::PathBuf> {
    if let Some(folder) = std::env::var_os("GOODFAITH_SHARED") {
        let folder = std::path::PathBuf::from(folder);
        assert!(folder.is_dir(), "no shared data at {}", folder.display());
        return Some(folder);
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("not run: no shared data");
    None
}
