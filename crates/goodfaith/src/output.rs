use std::io::Write;
use std::path::{Path, PathBuf};

use intake::{Finding, Place};
use press::Report;

/// Renders one form of a costing.
type Render = fn(&Report<'_>) -> String;

/// Where the forms of a costing go; the terminal's own when none of them takes standard output.
pub struct Outputs<'a> {
    pub json: Option<&'a Path>,
    pub csv: Option<&'a Path>,
}

impl Outputs<'_> {
    /// Whether a form for programs has standard output to itself.
    pub fn takes_standard_output(&self) -> bool {
        [self.json, self.csv].into_iter().flatten().any(|path| path == Path::new("-"))
    }

    /// Whether an output would overwrite an input, or another output.
    pub fn clash(&self, inputs: &[PathBuf]) -> Option<Finding> {
        clash(&[("--json", self.json), ("--csv", self.csv)], inputs)
    }

    /// Renders every form that is asked for.
    pub fn render(&self, report: &Report<'_>, output: &mut Output) {
        let forms: [(Option<&Path>, Render); 2] =
            [(self.json, press::cost_json), (self.csv, press::cost_csv)];
        for (path, render) in forms {
            match path {
                Some(path) if path == Path::new("-") => output.standard.push_str(&render(report)),
                Some(path) => output.files.push((path.to_owned(), render(report).into_bytes())),
                None => {}
            }
        }
        if !self.takes_standard_output() {
            output.standard.push_str(&press::cost_text(report));
        }
    }
}

/// Whether one of some outputs, by their flags, would overwrite an input, or another output.
pub fn clash(outputs: &[(&str, Option<&Path>)], inputs: &[PathBuf]) -> Option<Finding> {
    let named: Vec<(&str, &Path)> =
        outputs.iter().filter_map(|(flag, path)| Some((*flag, (*path)?))).collect();
    for (at, (flag, path)) in named.iter().enumerate() {
        if let Some((other, _)) = named[at + 1..].iter().find(|(_, other)| same_file(path, other)) {
            let place = Place::Argument(format!("{flag} {}", path.display()));
            let what = format!("{flag} and {other} name one place");
            return Some(Finding::error(place, what).mend("give each its own"));
        }
    }
    named.into_iter().find_map(|(flag, path)| {
        let input = inputs.iter().find(|input| same_file(input, path))?;
        let place = Place::Argument(format!("{flag} {}", path.display()));
        let what = format!("{flag} would overwrite the input {}", input.display());
        Some(Finding::error(place, what).mend("give the output a name of its own"))
    })
}

pub fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Everything rendered, before any of it is written.
#[derive(Default)]
pub struct Output {
    standard: String,
    files: Vec<(PathBuf, Vec<u8>)>,
    /// Folders that are not there are made.
    pub making_folders: bool,
}

impl Output {
    /// A file to write.
    pub fn add(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.files.push((path, bytes));
    }

    /// A text for standard output.
    pub fn print(&mut self, text: &str) {
        self.standard.push_str(text);
    }

    /// Writes each file whole beside its place and then moves it there, so that none is left half
    /// written; then standard output.
    pub fn write(&self) -> Result<(), Finding> {
        desk::write_whole(&self.files, self.making_folders)?;
        print(self.standard.trim_end_matches('\n'));
        Ok(())
    }
}

/// Prints to standard output; a reader that has closed its end is not an error.
pub fn print(text: &str) {
    if !text.is_empty() {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{text}");
    }
}
