//! The desk of a campaign: its record, its case and its words, opened once, for the command and the browser alike.

pub mod adding;
pub mod beginning;
mod costing;
mod error;
pub mod files;
pub mod importing;
pub mod notes;
pub mod passing;
pub mod peers;
pub mod publish;
pub mod texts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use intake::case::{Book, CASE_FILE, Staleness, campaign_name};
use intake::piece::{PieceFile, pieces_of};
use intake::{Finding, Findings, Place, Publishing, Source, publishing_of};
use money::Date;
use press::writing::{Filled, Ground, fill};
use press::{Language, Words};
use record::{Audiences, Clock, Entry, State, clocks, fold};
use store::Campaign;

pub use costing::Costed;
pub use error::DeskError;
pub use files::write_whole;

/// What pieces are made ready from.
pub struct Desk {
    /// The campaign's folder.
    pub folder: PathBuf,
    /// Its record.
    pub campaign: Campaign,
    /// Its name.
    pub name: String,
    /// How it publishes.
    pub publishing: Publishing,
    english: Words,
    spanish: Words,
    book: CaseOnce,
}

/// The case of a campaign, made once when it is first asked for. It stands on the case's own files and not on the record, so that
/// somebody who opens the campaign again may hand it on while those files are the same.
pub type CaseOnce = Arc<OnceLock<Result<Option<Book>, Findings>>>;

impl Desk {
    /// Opens a campaign's folder to read.
    ///
    /// # Errors
    ///
    /// The record cannot be read, or the findings in a file.
    pub fn open(folder: &Path) -> Result<Desk, DeskError> {
        let campaign = Campaign::open_read_only(folder)?;
        Ok(Desk::with(folder, campaign)?)
    }

    /// The same, with a record that is open already.
    ///
    /// # Errors
    ///
    /// The findings in a file.
    pub fn with(folder: &Path, campaign: Campaign) -> Result<Desk, Findings> {
        let publishing = publishing_of(folder)?;
        let words = |language| campaign_words(folder, language);
        let named = campaign.entries().iter().find_map(|entry| match &entry.draft.body {
            record::Body::Record(record) => Some(record.campaign.clone()),
            _ => None,
        });
        let name = campaign_name(folder).or(named).unwrap_or_else(|| "A campaign".to_owned());
        Ok(Desk {
            folder: folder.to_owned(),
            campaign,
            name,
            publishing,
            english: words(Language::English)?,
            spanish: words(Language::Spanish)?,
            book: CaseOnce::default(),
        })
    }

    /// The same desk with a case that was made before, of the same files.
    pub fn with_case(self, case: CaseOnce) -> Desk {
        Desk { book: case, ..self }
    }

    /// The case, to be handed on to [`Desk::with_case`].
    pub fn case(&self) -> CaseOnce {
        Arc::clone(&self.book)
    }

    /// The record.
    pub fn entries(&self) -> &[Entry] {
        self.campaign.entries()
    }

    /// The campaign's words of a language.
    pub fn words(&self, language: Language) -> &Words {
        match language {
            Language::English => &self.english,
            Language::Spanish => &self.spanish,
        }
    }

    /// The state on a day, with its clocks.
    pub fn state(&self, day: Date) -> (State, Vec<Clock>) {
        let law = intake::law();
        let state = fold(self.entries(), day, &law.procedures);
        let clocks = clocks(&state, law);
        (state, clocks)
    }

    /// The case, made once when it is first asked for; none where the campaign has no case file.
    ///
    /// # Errors
    ///
    /// Every finding of the case.
    pub fn book(&self) -> Result<Option<&Book>, &Findings> {
        let made = self.book.get_or_init(|| {
            let file = self.folder.join(CASE_FILE);
            match file.exists() {
                true => Book::open(&self.folder, &Source::Path(file)).map(Some),
                false => Ok(None),
            }
        });
        made.as_ref().map(Option::as_ref)
    }

    /// Every piece of the campaign.
    ///
    /// # Errors
    ///
    /// The findings in their heads.
    pub fn pieces(&self) -> Result<Vec<PieceFile>, Findings> {
        pieces_of(&self.folder)
    }

    /// The case, if a piece takes figures from it.
    fn book_for(&self, piece: &PieceFile) -> Result<Option<&Book>, Findings> {
        let text = [Some(&piece.text), piece.summary.as_ref().map(|(text, _)| text)];
        let takes = |text: &&String| text.contains("{{figure") || text.contains("{{rival");
        let shares = piece.figure.is_some();
        match shares || text.into_iter().flatten().any(|text| takes(&text)) {
            true => self.book().map_err(Clone::clone),
            false => Ok(None),
        }
    }

    /// The figures whose kept receipts no longer hold, each with why.
    fn stale(&self, book: &Book) -> Result<BTreeMap<String, String>, Findings> {
        let mut all = BTreeMap::new();
        for made in &book.figures {
            let file = kept_path(&self.folder, &made.figure.name);
            if !file.is_file() {
                continue;
            }
            let kept = intake::data::kept_receipt(&Source::Path(file))
                .map_err(|finding| Findings(vec![finding]))?;
            let why = match book.staleness(&kept) {
                Staleness::Current if kept.figure.value == made.figure.value => continue,
                Staleness::Current => {
                    format!("it was {} and is {}", kept.figure.value, made.figure.value)
                }
                Staleness::Stale(changed) => changed.join("; "),
                Staleness::Differs(error) => error.to_string(),
            };
            all.insert(made.figure.name.clone(), why);
        }
        Ok(all)
    }

    /// What a piece stands on for some audiences, and whatever is to be done on it.
    ///
    /// # Errors
    ///
    /// Every finding of the case and of its kept receipts.
    pub fn on_ground<T>(
        &self,
        piece: &PieceFile,
        to: &Audiences,
        then: impl FnOnce(&Ground<'_>, &State) -> T,
    ) -> Result<T, Findings> {
        let book = self.book_for(piece)?;
        let (state, clocks) = self.state(piece.day);
        let language = if piece.language == "es" { Language::Spanish } else { Language::English };
        let named = (self.name.as_str(), self.words(language));
        let mut ground = Ground::new(&state, self.entries(), &clocks, book, named, to);
        if let Some(book) = book {
            ground.stale = self.stale(book)?;
        }
        Ok(then(&ground, &state))
    }

    /// A piece filled in for some audiences, and whatever is to be done on its ground.
    ///
    /// # Errors
    ///
    /// Every finding in it.
    pub fn filled<T>(
        &self,
        piece: &PieceFile,
        to: &Audiences,
        then: impl FnOnce(&Filled, &Ground<'_>, &State) -> T,
    ) -> Result<(Filled, T), Findings> {
        self.on_ground(piece, to, |ground, state| {
            let filled = fill(piece, ground)?;
            let more = then(&filled, ground, state);
            Ok((filled, more))
        })?
    }

    /// Whom pieces are for together: those whom each of them names.
    pub fn audience_of(pieces: &[&PieceFile]) -> Audiences {
        let first = pieces.first().map(|piece| piece.audience.clone()).unwrap_or_default();
        let all =
            first.iter().filter(|who| pieces.iter().all(|piece| piece.audience.contains(who)));
        all.cloned().collect()
    }
}

/// A campaign's own sentences in a language: `words/es.txt` in its folder, if there is one.
pub fn campaign_words(campaign: &Path, language: Language) -> Result<Words, Findings> {
    let path = campaign.join("words").join(format!("{}.txt", language.code()));
    if !path.is_file() {
        return Ok(Words::default());
    }
    let file = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let what = format!("cannot be read: {error}");
        one(Finding::error(Place::File(file.clone()), what).mend("write it in UTF-8"))
    })?;
    Words::read(&text).map_err(|error| {
        let place = Place::Line { file, line: error.line };
        one(Finding::error(place, format!("this line {}", error.what))
            .expected("pairs of lines, English and Spanish, with the same {} and {n} in both"))
    })
}

fn one(finding: Finding) -> Findings {
    Findings(vec![finding])
}

/// Where a figure's receipt is kept.
pub fn kept_path(campaign: &Path, figure: &str) -> PathBuf {
    campaign.join("receipts").join(format!("{figure}.json"))
}
