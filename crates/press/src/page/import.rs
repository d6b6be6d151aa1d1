//! What was read of an employer's file, on a page: what each column was taken for and why, control totals, what does not add up. The lines
//! are those of the terminal ([`import_roster_text`](crate::import_roster_text)).

use intake::import::{Comparison, GroupTotal, ImportedFile, ImportedRoster, ImportedSchedule};
use intake::{Findings, Severity};
use maud::{Markup, html};

use super::{Language, Tongue, Words};
use crate::import_text::{count, dollars, parts, schedule_rows, total_rows};

/// A column of a file, with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenFor {
    /// The file's header.
    pub header: String,
    /// The canonical column; `kept` or `dropped` for others.
    pub column: String,
    /// Why.
    pub why: String,
    /// A value of it; empty where it must not be shown.
    pub sample: String,
}

/// An import, to be shown on pages.
pub struct ImportedPage<'a> {
    tongue: Tongue<'a>,
    files: &'a [ImportedFile],
    findings: &'a Findings,
    totals: Vec<(String, String)>,
    comparisons: &'a [Comparison],
    groups: Vec<(&'static str, &'a [GroupTotal])>,
}

impl<'a> ImportedPage<'a> {
    /// What was read of a roster.
    pub fn roster(
        import: &'a ImportedRoster,
        language: Language,
        words: &'a Words,
    ) -> ImportedPage<'a> {
        let totals = import.totals.as_ref();
        let groups = totals.map(|totals| {
            vec![("By class", &totals.by_class[..]), ("By department", &totals.by_department[..])]
        });
        ImportedPage {
            tongue: Tongue { language, words },
            files: &import.files,
            findings: &import.findings,
            totals: totals.map(total_rows).unwrap_or_default(),
            comparisons: &import.comparisons,
            groups: groups.unwrap_or_default(),
        }
    }

    /// What was read of a schedule.
    pub fn schedule(
        import: &'a ImportedSchedule,
        language: Language,
        words: &'a Words,
    ) -> ImportedPage<'a> {
        ImportedPage {
            tongue: Tongue { language, words },
            files: &import.files,
            findings: &import.findings,
            totals: import.totals.as_ref().map(schedule_rows).unwrap_or_default(),
            comparisons: &[],
            groups: Vec::new(),
        }
    }

    fn t(&self, text: &str) -> String {
        self.tongue.t(text)
    }

    fn own(&self, text: &str) -> Markup {
        self.tongue.own(text)
    }

    /// Every column of the files, in order.
    pub fn columns(&self) -> Vec<TakenFor> {
        let mut all: Vec<TakenFor> = Vec::new();
        for file in self.files {
            all.extend(file.mapping.iter().map(|mapped| TakenFor {
                header: mapped.header.clone(),
                column: mapped.column.clone(),
                why: mapped.why.clone(),
                sample: mapped.sample.clone(),
            }));
            let plain = |header: &String, column: &str, why: &str| TakenFor {
                header: header.clone(),
                column: column.to_owned(),
                why: why.to_owned(),
                sample: String::new(),
            };
            all.extend(file.kept.iter().map(|header| plain(header, "kept", "to report by")));
            all.extend(file.dropped.iter().map(|(header, why)| plain(header, "dropped", why)));
        }
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|column| seen.insert((column.header.clone(), column.column.clone())));
        all
    }

    /// The files, with what was found out about each.
    pub fn files(&self) -> Markup {
        html! {
            @for file in self.files {
                p { strong { (file.input.name) } ": " (count(file.input.rows as u64)) " " (self.t("rows")) }
                ul lang="en" {
                    @for title in file.titles.iter().take(6) { li { "title: " (title) } }
                    @for said in &file.said { li { (said) } }
                    @for (what, rows) in &file.left_out { li { "left out: " (count(*rows as u64)) " rows by " (what) } }
                }
            }
        }
    }

    /// The control totals, the employer's own beside them, and who is where.
    pub fn totals(&self) -> Markup {
        html! {
            @if !self.totals.is_empty() {
                (self.table("control-totals", "Control totals", &["Line", "Total"], &self.totals.iter().map(|(name, text)| (name.clone(), vec![text.clone()])).collect::<Vec<_>>()))
            }
            @if !self.comparisons.is_empty() {
                @let rows: Vec<(String, Vec<String>)> = self.comparisons.iter().map(|c| (c.name.clone(), vec![dollars(&c.theirs), dollars(&c.ours), dollars(&c.ours.minus(&c.theirs))])).collect();
                (self.table("comparisons", "Against the employer's totals", &["Line", "expected", "added up", "difference"], &rows))
            }
            @for (title, groups) in &self.groups {
                @if !groups.is_empty() {
                    @let rows: Vec<(String, Vec<String>)> = groups.iter().map(|group| {
                        let name = if group.name.is_empty() { self.t("(blank)") } else { group.name.clone() };
                        (name, vec![count(group.heads), parts(&group.fte), dollars(&group.annual_pay)])
                    }).collect();
                    details { summary { (self.t(title)) " (" (groups.len()) ")" } (self.table(&title.to_lowercase().replace(' ', "-"), title, &["Line", "heads", "fte", "annual base pay"], &rows)) }
                }
            }
        }
    }

    fn table(
        &self,
        id: &str,
        caption: &str,
        heads: &[&str],
        rows: &[(String, Vec<String>)],
    ) -> Markup {
        let caption = self.t(caption);
        html! {
            div class="scroll" tabindex="0" role="group" aria-label=(caption) {
                table id=(id) {
                    caption { (caption) }
                    thead { tr { @for (at, head) in heads.iter().enumerate() { th scope="col" class=[(at > 0).then_some("number")] { (self.t(head)) } } } }
                    tbody { @for (name, cells) in rows { tr { th scope="row" { (self.own(name)) } @for cell in cells { td class="number" { (cell) } } } } }
                }
            }
        }
    }

    /// What does not add up, errors first.
    pub fn findings(&self) -> Markup {
        let of =
            |severity: Severity| self.findings.0.iter().filter(move |one| one.severity == severity);
        html! {
            @for (severity, title) in [(Severity::Error, "What stops it"), (Severity::Warning, "What to look at")] {
                @if of(severity).count() > 0 {
                    h3 { (self.t(title)) " (" (of(severity).count()) ")" }
                    ul class="findings" { @for finding in of(severity).take(100) { li lang="en" { (finding) } } }
                    @if of(severity).count() > 100 { p { (of(severity).count() - 100) " " (self.t("more, in the file of findings")) } }
                }
            }
        }
    }
}
