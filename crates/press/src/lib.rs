//! What people and programs read: one costing, one exporter for each form.
//!
//! Every exporter draws on the same [`Report`], so terminal, JSON and CSV cannot disagree.

/// Talking about bargaining: questions, answers, where figures are used, cards.
pub mod answers;
mod breakdown;
mod case_json;
mod case_tables_text;
mod case_text;
mod chronicle;
/// The coalition on a page: what a reader sees of partners, demands, concessions, claims, revenue, actions and commitments.
pub mod coalition;
mod cost_csv;
mod cost_json;
mod cost_text;
mod data_json;
mod figure_json;
mod findings_file;
mod goals_text;
mod import_json;
mod import_text;
/// Plain text, mail, text messages, feeds and calendars; how a piece reads.
pub mod outlets;
mod page;
/// Reports, notices and cards as PDF, tagged.
#[cfg(feature = "pdf")]
pub mod pdf;
mod peers_json;
mod peers_text;
mod raises_text;
mod receipt_text;
mod record_words;
mod relationships_text;
/// Releases: pieces frozen for an audience.
pub mod release;
mod request_text;
/// Share kits: texts, cards, codes.
pub mod share;
/// The site of an audience: pages, feeds, calendars.
pub mod site;
mod status;
mod text_table;
mod words_text;
/// What is written for people.
pub mod writing;

pub use case_json::{CASE_SCHEMA, case_csv, case_json};
pub use case_text::case_text;
pub use chronicle::{
    Chronicle, Cited, Part, Told, chronicle, chronicle_json, chronicle_page, chronicle_sections,
    chronicle_summary_page, chronicle_text,
};
pub use coalition::{
    Seen, actions_json, actions_text, calendar_json, calendar_text, claims_json, claims_text,
    commitments_json, commitments_text, concessions_json, concessions_text, demands_json,
    demands_text, partner_json, partner_text, partners_json, partners_text, rebuttal_page,
    rebuttal_text, revenue_json, revenue_text,
};
pub use cost_csv::cost_csv;
pub use cost_json::{SCHEMA, cost_json};
pub use cost_text::cost_text;
pub use data_json::{DATA_SCHEMA, data_check_json, data_list_json, series_text};
pub use figure_json::{RECEIPT_SCHEMA, receipt_json};
pub use findings_file::{findings_csv, findings_xlsx};
pub use import_json::{IMPORT_SCHEMA, import_roster_json, import_schedule_json};
pub use import_text::{import_roster_text, import_schedule_text};
pub use page::{
    CASE_STYLE, CaseBody, CostingPage, ImportedPage, Language, TakenFor, Words, WordsError,
    case_body, case_page, peers_body,
};
pub use peers_json::{PEERS_SCHEMA, peers_csv, peers_json};
pub use peers_text::peers_text;
pub use receipt_text::{case_list_text, data_list_text, receipt_text, staleness_text};
pub use record_words::entry_words;
pub use request_text::request_text;
pub use site::{PieceOnPage, piece_page};
pub use status::{
    Status, clocks_text, entries_text, entry_text, status_json, status_text, timeline_text,
};
pub use words_text::{attributed_text, compared_text, signing_text};

/// A line of the terminal, broken at 80 columns.
pub fn line_of(text: &str) -> String {
    status::line(text, 4)
}

/// A costing with what it was made from.
pub struct Report<'a> {
    /// What was costed.
    pub case: &'a costing::Case,
    /// The files it came from.
    pub inputs: &'a [intake::Input],
    /// What the readers had to say.
    pub warnings: &'a intake::Findings,
    /// What it came to.
    pub costing: &'a costing::Costing,
}
